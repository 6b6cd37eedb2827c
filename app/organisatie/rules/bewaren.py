"""How long what was recorded at a visit is kept: data with a source, to be adopted by the organisatie.

Source: Selectielijst gemeenten en intergemeentelijke organen 2020 (Stcrt. 2020, 11143), process 12 *Toezien en
handhaven*: 12.1 toezicht uitgevoerd, 5 years; 12.2 handhaving uitgevoerd, 10 years. Read in a secondary source, so
*concept*: an organisatie that keeps longer (milieu 20 years, BAG source documents for good) sets its own years in
`instellingen["bewaarjaren"]` (`{"toezicht": 5, "handhaving": 10}`; None = keep for good).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

BEWAARJAREN: dict[str, int | None] = {"toezicht": 5, "handhaving": 10}


def years_of(instellingen: Mapping[str, Any]) -> dict[str, int | None]:
    """The terms an organisatie chose, else those of the selectielijst; None is for good."""
    eigen = instellingen.get("bewaarjaren")
    return BEWAARJAREN | (eigen if isinstance(eigen, dict) else {})


def is_adopted(instellingen: Mapping[str, Any]) -> bool:
    """True when the organisatie decided on its terms. Until then they are *concept* and nothing is destroyed."""
    return bool(instellingen.get("bewaarbesluit"))


def destroy_after(klaar_op: date | None, uitkomst: str | None, instellingen: Mapping[str, Any]) -> date | None:
    """The last day of the term, counted from the end of the year of closing; None while open or when kept for good.

    A visit that found an overtreding counts as handhaving. Nothing is destroyed by itself: a person does, audited.
    """
    if klaar_op is None:
        return None
    termijn = years_of(instellingen)["handhaving" if uitkomst == "overtreding" else "toezicht"]
    return date(klaar_op.year + termijn, 12, 31) if isinstance(termijn, int) else None
