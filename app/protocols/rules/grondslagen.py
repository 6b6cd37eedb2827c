"""Which grondslagen of a point hold in a case: by legal regime, by day, and by their own condition."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from app.protocols.rules.bouwstenen import Grondslag, Voorwaarde
from app.protocols.rules.definitie import Controlepunt

Regime = Literal["ow", "wabo"]
OMGEVINGSWET = date(2024, 1, 1)
"""The day the Omgevingswet came into force."""


def regime_of(aangevraagd_op: date | None) -> Regime:
    """The regime of a case by the day it was asked for: Wabo before the Omgevingswet, else Ow. A case without a day,
    or no case at all, is judged by the law of now."""
    return "wabo" if aangevraagd_op is not None and aangevraagd_op < OMGEVINGSWET else "ow"


def applicable_grondslagen(
    punt: Controlepunt,
    *,
    dag: date,
    regime: Regime = "ow",
    evaluate: Callable[[Voorwaarde], bool | None] | None = None,
) -> list[Grondslag]:
    """The grondslagen of a point that hold on a day under a regime.

    A point that names none for the old regime keeps those of now: what was valid then is not known, and a point
    without a basis would say less. With `evaluate` (such as `zicht.evaluate`) a grondslag whose condition is onwaar is
    left out; an unknown condition leaves it in.
    """
    geldig = [bron for bron in punt.grondslagen if _valid(bron, dag) and _holds(bron, evaluate)]
    eigen = [bron for bron in geldig if bron.regime == regime]
    return eigen or [bron for bron in geldig if bron.regime == "ow"]


def _valid(bron: Grondslag, dag: date) -> bool:
    """`geldig_van` is the first day it holds, `geldig_tot` the last."""
    return (bron.geldig_van is None or bron.geldig_van <= dag) and (bron.geldig_tot is None or dag <= bron.geldig_tot)


def _holds(bron: Grondslag, evaluate: Callable[[Voorwaarde], bool | None] | None) -> bool:
    return bron.als is None or evaluate is None or evaluate(bron.als) is not False
