"""Norms, gevolg, acts, possible values and Dutch numbers: the shared cases."""

from __future__ import annotations

from typing import Any

import pytest

from app.protocols.rules.getallen import dutch_number, parse_dutch_number
from app.protocols.rules.normen import gevolg_voorstel, invalid_reason, norm_voorstel, oordeel_voorstel, open_acties
from app.protocols.rules.voorwaarden import zichtbaar
from tests.protocols.vectors import key_from, load_vectors, plan_from, stand_from

VECTORS: dict[str, Any] = load_vectors("normen")
CASES = VECTORS["gevallen"]


@pytest.mark.parametrize("case", CASES, ids=[case["naam"] for case in CASES])
def test_proposes_as_the_shared_case_says(case: dict[str, Any]) -> None:
    plan = plan_from(case["plan"])
    zicht = zichtbaar(plan, stand_from(case["stand"]))
    verwacht = case["verwacht"]
    for naam, rule in (("norm", norm_voorstel), ("oordeel", oordeel_voorstel)):
        for sleutel, voorstel in verwacht.get(naam, {}).items():
            gekregen = rule(zicht, *key_from(sleutel))
            assert {"oordeel": gekregen.oordeel, "zin": gekregen.zin} == voorstel
    for sleutel, voorstel in verwacht.get("gevolg", {}).items():
        gevolg = gevolg_voorstel(zicht, *key_from(sleutel))
        assert {"gevolg": gevolg.gevolg, "omdat": gevolg.omdat} == voorstel
    for sleutel, soorten in verwacht.get("acties", {}).items():
        assert [actie.soort for actie in open_acties(zicht, *key_from(sleutel))] == soorten
    for sleutel, reden in verwacht.get("ongeldig", {}).items():
        code, pad = key_from(sleutel)
        vraag = plan.vraag_van_code[code]
        assert invalid_reason(vraag, zicht.stand.antwoord(vraag, pad)) == reden


@pytest.mark.parametrize(("tekst", "decimalen", "verwacht"), VECTORS["lezen"])
def test_reads_what_dutch_people_type(tekst: str, decimalen: int | None, verwacht: str | None) -> None:
    assert parse_dutch_number(tekst, decimalen) == verwacht


@pytest.mark.parametrize(("waarde", "verwacht"), VECTORS["schrijven"])
def test_writes_as_dutch_people_read(waarde: str | float, verwacht: str) -> None:
    assert dutch_number(waarde) == verwacht
