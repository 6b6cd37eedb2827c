"""Was-wordt: another grondslag for every punt that stands on an old one, as edits of a draft."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from app.protocols.rules.bewerken import Ruw, Zet, walk
from app.protocols.rules.bouwstenen import Zekerheid


class Artikel(Struct, frozen=True):
    """Which article: `lid` None is every paragraph of it."""

    bron: str
    artikel: str
    lid: str | None = None


class Vervanging(Struct, frozen=True):
    """`was` becomes `wordt`. With `vanaf` (a day) the old one stays until the day before and the new one holds from it
    on; without, the new one takes its place."""

    was: Artikel
    wordt: Artikel
    zekerheid: Zekerheid
    vanaf: date | None = None


def replacements(ruw: Ruw, vervanging: Vervanging) -> list[Zet]:
    """The edits that bring a draft there; empty when nothing in it stands on the old article, or all did already."""
    made: list[Zet] = []
    for deel in walk(ruw):
        if not deel.plek.startswith("punt:"):
            continue
        oud = deel.inhoud.get("grondslagen") or []
        nieuw = [bron for eerste in oud for bron in _replace(eerste, vervanging)]
        if nieuw != oud:
            made.append(Zet(deel.plek, "grondslagen", nieuw))
        normen = deel.inhoud.get("normen") or []
        anders = [_in_norm(norm, vervanging) for norm in normen]
        if anders != normen:
            made.append(Zet(deel.plek, "normen", anders))
    return made


def stands_on(bron: Ruw, artikel: Artikel) -> bool:
    """Whether a raw grondslag is this article. Capitals do not matter."""
    zelfde = str(bron.get("bron", "")).casefold() == artikel.bron.casefold()
    zelfde = zelfde and str(bron.get("artikel") or "") == artikel.artikel
    return zelfde and (artikel.lid is None or str(bron.get("lid") or "") == artikel.lid)


def _replace(bron: Ruw, vervanging: Vervanging) -> list[Ruw]:
    if not stands_on(bron, vervanging.was) or bron.get("geldig_tot"):
        return [bron]
    if vervanging.vanaf is None:
        return [_renewed(bron, vervanging)]
    tot = (vervanging.vanaf - timedelta(days=1)).isoformat()
    return [{**bron, "geldig_tot": tot}, {**_renewed(bron, vervanging), "geldig_van": vervanging.vanaf.isoformat()}]


def _renewed(bron: Ruw, vervanging: Vervanging) -> Ruw:
    """The new article in the place of the old; what was only true of the old one (lid, onderdeel, link) goes."""
    wordt = vervanging.wordt
    houdt = {naam: waarde for naam, waarde in bron.items() if naam not in ("lid", "onderdeel", "url")}
    nieuw: dict[str, Any] = {
        **houdt,
        "bron": wordt.bron,
        "artikel": wordt.artikel,
        "zekerheid": vervanging.zekerheid,
    }
    return {**nieuw, "lid": wordt.lid} if wordt.lid else nieuw


def _in_norm(norm: Ruw, vervanging: Vervanging) -> Ruw:
    bron = norm.get("grondslag")
    if not bron or not stands_on(bron, vervanging.was) or bron.get("geldig_tot"):
        return norm
    return {**norm, "grondslag": _renewed(bron, vervanging)}
