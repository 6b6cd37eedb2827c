"""What is missing before afronden: the shared cases."""

from __future__ import annotations

from typing import Any

import pytest

from app.protocols.rules.volledigheid import failed, missing, required_fotos
from app.protocols.rules.voorwaarden import zichtbaar
from tests.protocols.vectors import key_from, load_vectors, plan_from, stand_from

CASES: list[dict[str, Any]] = load_vectors("volledigheid")


@pytest.mark.parametrize("case", CASES, ids=[case["naam"] for case in CASES])
def test_misses_what_the_shared_case_says(case: dict[str, Any]) -> None:
    zicht = zichtbaar(plan_from(case["plan"]), stand_from(case["stand"]))
    bevindingen = case.get("bevindingen")
    if bevindingen is not None:
        bevindingen = {key_from(naam): gemist for naam, gemist in bevindingen.items()}
    gekregen = [
        {"code": deel.code, "pad": deel.pad, "soort": deel.soort, "zin": deel.zin}
        for deel in missing(zicht, bevindingen)
    ]
    assert gekregen == case["verwacht"]["ontbreekt"]
    if "fotos" in case["verwacht"]:
        fotos = {f"{code}@{pad}": aantal for (code, pad), aantal in required_fotos(zicht).items()}
        assert fotos == case["verwacht"]["fotos"]
    if "bevindingen" in case["verwacht"]:
        assert [f"{code}@{pad}" for code, pad in failed(zicht)] == case["verwacht"]["bevindingen"]
