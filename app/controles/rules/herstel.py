"""When an overtreding is over: a finished visit saw every point of it in order, at once or at a hercontrole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.controles.rules.journaal import GEEN_AFWIJKING
from app.controles.rules.status import Aanleiding

GEDAAN = ("geen_overtreding", "overtreding", "niet_te_beoordelen")
"""Outcomes of a visit that was done to its end: only those say anything about what was found before."""


@dataclass(frozen=True)
class Bezoek:
    """A finished visit of the family: a first visit with all its hercontroles."""

    id: UUID
    op: datetime
    in_orde: frozenset[str]
    """`CODE@pad` of the points that were in order when it ended."""


def carries_on(aanleiding: str, voorganger: UUID | None) -> bool:
    """True for a visit that looks again at what its predecessor found."""
    return aanleiding == Aanleiding.HERCONTROLE and voorganger is not None


def is_in_order(oordeel: str | None, antwoord: Mapping[str, Any]) -> bool:
    """True when the point was in order as the visit ended. N.v.t., nader onderzoek and niet gecontroleerd do not say
    that it was put right (`domain/cim-vth.md`: *Hersteldatum*, and *Op aanwijzing direct hersteld* counts as put
    right)."""
    return oordeel in {"voldoet", GEEN_AFWIJKING} or (
        oordeel == "voldoet_niet" and bool(antwoord.get("direct_hersteld"))
    )


def lifted_by(gevonden_bij: UUID, punten: Collection[str], bezoeken: Iterable[Bezoek]) -> Bezoek | None:
    """The visit after which every point had been seen in order, from the visit that found it on. What is found again
    later is an overtreding of its own. None: still open, also while the visit that found it is being supplemented."""
    op_orde = sorted(bezoeken, key=lambda bezoek: (bezoek.op, bezoek.id))
    vanaf = next((plek for plek, bezoek in enumerate(op_orde) if bezoek.id == gevonden_bij), len(op_orde))
    rest = set(punten)
    for bezoek in op_orde[vanaf:] if rest else ():
        rest -= bezoek.in_orde
        if not rest:
            return bezoek
    return None


def way_of(*, gebruik: bool | None) -> str:
    """How it ended, as far as a visit can see: a use is stopped, anything else is put right (`domain/lhso.md` 4.2)."""
    return "gestaakt" if gebruik else "hersteld"
