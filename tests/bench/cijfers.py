"""One figure per line on stdout, with its budget, and what the numbers of several runs come to."""

from __future__ import annotations

import json
import math
import os
import statistics
import sys
from collections.abc import Sequence

BUDGETTEN: dict[str, float] = {
    "field_js_gz_kb": 45,
    "form_js_gz_kb": 20,
    "field_css_gz_kb": 20,
    "first_visit_60_kb": 100,
    "first_visit_1000_kb": 100 + 0.2 * 940,
    "first_paint_ms": 500,
    "tap_to_paint_60_p95_ms": 60,
    "tap_to_paint_1000_p95_ms": 70,
    "list_page_ms": 300,
    "sync_slow_ratio": 1.2,
}
"""The most each figure may be; the others are compared within their own run (`boven_leeg`)."""
BOVEN_LEEG = 600
"""A form of 60 points is usable within so many milliseconds of an empty page of the same run."""

gemist: list[str] = []
"""Figures that came out above their budget, in the order they were measured."""


def meld(figure: str, value: float, unit: str, *, budget: float | None = None) -> float:
    """Prints a figure with its budget, when it has one, and whether it holds; gives the value back."""
    grens = BUDGETTEN.get(figure) if budget is None else budget
    regel: dict[str, object] = {"figure": figure, "value": round(value, 2), "unit": unit}
    if grens is not None:
        regel |= {"budget": round(grens, 1), "ok": value <= grens}
        if value > grens:
            gemist.append(figure)
    print(json.dumps(regel), flush=True)  # noqa: T201
    return value


def meld_druk(figure: str) -> None:
    """Prints the load of this machine: the mean number of waiting processes of the last minute, and its cores."""
    regel = {"figure": figure, "value": round(os.getloadavg()[0], 2), "unit": "load", "cores": os.cpu_count()}
    print(json.dumps(regel), flush=True)  # noqa: T201


def zeg(zin: str) -> None:
    """Says on stderr what is going on: stdout is for figures."""
    print(f"· {zin}", file=sys.stderr, flush=True)  # noqa: T201


def midden(getallen: Sequence[float]) -> float:
    """The median."""
    return statistics.median(getallen)


def p95(getallen: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    op_rij = sorted(getallen)
    return op_rij[math.ceil(0.95 * len(op_rij)) - 1]
