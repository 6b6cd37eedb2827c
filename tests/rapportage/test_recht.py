"""The report names the law of its day: what had expired, or came later, or is of another regime is not in it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.rapportage import zinnen
from app.zaken.actions import create_zaak
from tests.controles.builders import NU
from tests.people import Dorp
from tests.rapportage.bouw import Bezoek, begin


@pytest.fixture
def bezoek(view_session: Session, dorp: Dorp) -> Bezoek:
    """A visit of 20 November 2026 at which a point with changing law does not comply; nobody chose a rule."""
    bezoek = begin(view_session, dorp)
    bezoek.antwoord("BG-03", "voldoet_niet")
    return bezoek


def test_only_what_held_on_the_day_is_named(bezoek: Bezoek) -> None:
    bezoek.rond_af()
    waarde = bezoek.waarde()
    gronden = [grond.tekst for grond in waarde.gronden if "BG-03" in grond.codes]
    assert gronden == ["Bbl 6.25a (geldig vanaf 1 juli 2026)"]
    assert [item.voorschrift for item in waarde.bevindingen] == ["Bbl 6.25a"]
    assert zinnen.law(waarde) == "Dit is het recht zoals het gold op 20 november 2026."


def test_a_case_from_before_the_omgevingswet_keeps_its_law(bezoek: Bezoek, view_session: Session, dorp: Dorp) -> None:
    zaak = create_zaak(
        view_session,
        dorp.waterdonk.id,
        zaaknummer="Z-2023-1",
        soort="bouwen",
        titel="Verbouwing",
        ontvangen_op=date(2023, 11, 1),
        now=NU,
    )
    bezoek.controle.zaak_id = zaak.id
    view_session.flush()
    bezoek.rond_af()
    waarde = bezoek.waarde()
    assert [grond.tekst for grond in waarde.gronden if "BG-03" in grond.codes] == [
        "Bouwbesluit 2012 7.12 (recht van voor de Omgevingswet)"
    ]
    assert [item.voorschrift for item in waarde.bevindingen] == ["Bouwbesluit 2012 7.12"]
    assert "van voor 1 januari 2024" in zinnen.law(waarde)
