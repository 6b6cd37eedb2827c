"""Working days, holidays and the hersteltermijn: hand-made cases, shared with the phone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.termijnen.rules.hersteltermijn import gekozen_dag, hersteltermijn
from app.termijnen.rules.kalender import pasen, waarom_vrij, werkdagen_na

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent.parent / "vectors" / "termijnen.json").read_text())


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("jaar", "verwacht"), VECTORS["pasen"])
def test_easter(jaar: int, verwacht: str) -> None:
    assert pasen(jaar) == day(verwacht)


@pytest.mark.parametrize(("dag", "extra", "verwacht"), VECTORS["waarom_vrij"])
def test_why_a_day_is_free(dag: str, extra: list[str], verwacht: str) -> None:
    assert waarom_vrij(day(dag), [day(item) for item in extra]) == verwacht


@pytest.mark.parametrize(("dag", "aantal", "extra", "verwacht"), VECTORS["werkdagen_na"])
def test_working_days_after(dag: str, aantal: int, extra: list[str], verwacht: str) -> None:
    assert werkdagen_na(day(dag), aantal, [day(item) for item in extra]) == day(verwacht)


@pytest.mark.parametrize("case", VECTORS["hersteltermijn"], ids=lambda case: f"{case['gestart']}+{case['weken']}w")
def test_hersteltermijn_with_its_sum(case: dict[str, Any]) -> None:
    som = hersteltermijn(
        day(case["gestart"]), weken=case["weken"], dagen=case["dagen"], extra=[day(item) for item in case["extra"]]
    )
    assert som.uiterlijk == day(case["uiterlijk"])
    assert list(som.stappen) == case["stappen"]
    assert som.hercontrole == day(case["hercontrole"])


@pytest.mark.parametrize("case", VECTORS["gekozen_dag"], ids=lambda case: case["dag"])
def test_a_chosen_day_is_kept(case: dict[str, Any]) -> None:
    som = gekozen_dag(day(case["gestart"]), day(case["dag"]), [day(item) for item in case["extra"]])
    assert som.uiterlijk == day(case["dag"])
    assert list(som.stappen) == case["stappen"]
    assert som.hercontrole == day(case["hercontrole"])
