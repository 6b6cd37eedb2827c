"""The facts of a controle that conditions may ask for."""

from __future__ import annotations

from typing import Any

import pytest

from app.controles.feiten import join_feiten
from app.controles.models import Controle
from app.objecten.models import Inspectieobject
from app.organisatie.models import Organisatie


@pytest.mark.parametrize(
    ("aanleiding", "eigen", "zorgplichten"),
    [
        ("thema", {}, True),
        ("thema", {"zorgplichten": False}, False),
        ("zaak", {}, None),
        ("zaak", {"zorgplichten": True}, True),
    ],
)
def test_a_themacontrole_looks_at_the_zorgplichten(
    aanleiding: str, eigen: dict[str, Any], zorgplichten: bool | None
) -> None:
    controle = Controle(aanleiding=aanleiding, soort="T3", dag=None, feiten=eigen)
    place = Inspectieobject(soort="pand", feiten={})
    feiten = join_feiten(controle, place, None, Organisatie(instellingen={}))
    assert feiten.get("controle.zorgplichten") is zorgplichten
    assert feiten["controle.aanleiding"] == aanleiding
