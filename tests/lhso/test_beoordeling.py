"""Cell, correction, interventions, consultation, recidive, completeness: cases shared with the phone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from app.lhso.rules import beoordeling
from app.lhso.rules.matrix import Matrix, problemen
from app.lhso.rules.volledigheid import ontbreekt

ROOT = Path(__file__).parent.parent
VECTORS: dict[str, Any] = json.loads((ROOT / "vectors" / "lhso.json").read_text())
CONCEPT = yaml.safe_load((ROOT.parent / "app" / "lhso" / "data" / "concept-0.yaml").read_text())
MATRIX = msgspec.convert(CONCEPT, Matrix)


@pytest.mark.parametrize(("gevolg", "gedrag", "verwacht"), VECTORS["cel"])
def test_cell(gevolg: int | None, gedrag: str, verwacht: str) -> None:
    assert beoordeling.cel(gevolg, gedrag) == verwacht


@pytest.mark.parametrize(("berekend", "soorten", "verwacht"), VECTORS["voorgestelde_cel"])
def test_circumstances_move_the_cell(berekend: str, soorten: list[str], verwacht: str) -> None:
    assert beoordeling.voorgestelde_cel(MATRIX, berekend, soorten) == verwacht


@pytest.mark.parametrize(("berekend", "definitief", "verwacht"), VECTORS["binnen_verschuiving"])
def test_how_far_a_cell_may_move(berekend: str, definitief: str, verwacht: bool) -> None:
    assert beoordeling.binnen_verschuiving(MATRIX, berekend, definitief) is verwacht


@pytest.mark.parametrize(("cel", "codes"), VECTORS["voorstellen"])
def test_interventions_of_a_cell(cel: str, codes: list[str]) -> None:
    gevonden = beoordeling.voorstellen(MATRIX, cel)
    assert [voorstel.code for voorstel in gevonden] == codes
    assert [voorstel.code for voorstel in gevonden if voorstel.lichtste] == codes[:1]


@pytest.mark.parametrize(("cel", "gekozen", "verwacht"), VECTORS["vraagt_motivering"])
def test_when_a_choice_must_be_explained(cel: str, gekozen: list[str], verwacht: str) -> None:
    assert beoordeling.vraagt_motivering(MATRIX, cel, gekozen) == verwacht


@pytest.mark.parametrize(("cel", "aspecten", "uitkomst", "omdat"), VECTORS["overleg"])
def test_consultation(cel: str, aspecten: int, uitkomst: str, omdat: str) -> None:
    assert beoordeling.overleg(MATRIX, cel, aspecten) == (uitkomst, omdat)


@pytest.mark.parametrize(("gekozen", "verwacht"), VECTORS["vraagt_cautie"])
def test_cautie_comes_with_the_punitive_track(gekozen: list[str], verwacht: bool) -> None:
    assert beoordeling.vraagt_cautie(MATRIX, gekozen) is verwacht


@pytest.mark.parametrize("case", VECTORS["recidive"], ids=lambda case: case["naam"])
def test_recidive_is_suggested(case: dict[str, Any]) -> None:
    historie = msgspec.convert(case["historie"], list[beoordeling.Eerdere])
    voorstel = beoordeling.recidive(
        MATRIX,
        historie,
        sleutel=case["sleutel"],
        overtreder=case["overtreder"],
        op=date.fromisoformat(case["op"]),
    )
    assert voorstel == beoordeling.RecidiveVoorstel(case["recidive"], case["omdat"], case["verwijzing"])


@pytest.mark.parametrize("case", VECTORS["ontbreekt"], ids=lambda case: case["naam"])
def test_what_a_finding_still_misses(case: dict[str, Any]) -> None:
    bevinding = VECTORS["volledig"] | case["anders"] if "anders" in case else case["bevinding"]
    mist = ontbreekt(bevinding, MATRIX, lhso=case.get("lhso", True))
    assert [veld for veld, _ in mist] == case["velden"]
    assert all(zin.endswith(".") for _, zin in mist)


def test_the_shipped_matrix_is_whole_and_only_a_concept() -> None:
    assert problemen(MATRIX) == []
    assert not MATRIX.vastgesteld


@pytest.mark.parametrize(
    ("change", "zin"),
    [
        ({"cellen": {k: v for k, v in CONCEPT["cellen"].items() if k != "B3"}}, "zestien cellen"),
        ({"cellen": {**CONCEPT["cellen"], "A1": {"zone": "licht", "herstel": []}}}, "Cel A1: noem ten minste"),
        ({"cellen": {**CONCEPT["cellen"], "A1": {"zone": "licht", "herstel": ["XYZ"]}}}, "Cel A1: interventie XYZ"),
        (
            {"cellen": {**CONCEPT["cellen"], "A1": {"zone": "licht", "herstel": ["PV"]}}},
            "Cel A1: PV is strafrechtelijk",
        ),
        ({"gevolgen": {k: v for k, v in CONCEPT["gevolgen"].items() if k != "4"}}, "De rijen"),
        ({"gedrag": {k: v for k, v in CONCEPT["gedrag"].items() if k != "D"}}, "De kolommen"),
        ({"vastgesteld": True}, "noemt zijn bron"),
    ],
)
def test_a_broken_matrix_says_what_is_wrong(change: dict[str, Any], zin: str) -> None:
    assert any(zin in fout for fout in problemen(msgspec.convert({**CONCEPT, **change}, Matrix)))


def test_the_phones_cases_use_the_shipped_matrix() -> None:
    assert json.loads((ROOT / "vectors" / "lhso-matrix.json").read_text()) == msgspec.to_builtins(MATRIX)
