"""Which questions show: the shared cases."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from app.protocols.rules.bouwstenen import Voorwaarde
from app.protocols.rules.voorwaarden import zichtbaar
from tests.protocols.vectors import load_vectors, plan_from, stand_from

CASES: list[dict[str, Any]] = load_vectors("voorwaarden")


@pytest.mark.parametrize("case", CASES, ids=[case["naam"] for case in CASES])
def test_shows_and_evaluates_as_the_shared_case_says(case: dict[str, Any]) -> None:
    zicht = zichtbaar(plan_from(case["plan"]), stand_from(case["stand"]))
    verwacht = case["verwacht"]
    assert [f"{code}@{pad}" for code, pad in zicht.vragen] == verwacht["vragen"]
    if "onderdelen" in verwacht:
        assert [f"{code}@{pad}" for code, pad in zicht.onderdelen] == verwacht["onderdelen"]
    for vraag in verwacht.get("evaluaties", []):
        voorwaarde = msgspec.convert(vraag["voorwaarde"], Voorwaarde)
        assert zicht.evaluate(voorwaarde, vraag["pad"]) is vraag["uitkomst"], vraag
