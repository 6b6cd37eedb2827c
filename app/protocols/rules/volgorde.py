"""In which order questions and onderdelen are decided, so that each comes after what it depends on."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.protocols.rules.definitie import Definitie
from app.protocols.rules.walk import vragen_in, walk_onderdelen, walk_vragen


@dataclass(frozen=True)
class Volgorde:
    """`volgorde` numbers the nodes: n is question n, -n-1 is onderdeel n (both in page order). `kringen` holds, per
    circle found, the codes that depend on each other."""

    volgorde: list[int]
    kringen: list[list[str]]


def evaluation_order(definitie: Definitie) -> Volgorde:
    """Order of dependence, as close to page order as it can be.

    A question depends on its onderdeel, on its controlepunt when it is a vervolgvraag, and on the questions in its
    `toon_als`; an onderdeel on the onderdeel around it and on the questions in its `toon_als`.
    """
    namen, afhankelijk = _graph(definitie)
    zoeker = _Zoeker(namen, afhankelijk)
    for knoop in _page_order(definitie):
        zoeker.visit(knoop)
    return Volgorde(zoeker.klaar, zoeker.kringen)


def is_page_order(definitie: Definitie, volgorde: list[int]) -> bool:
    """Whether that order is simply: each onderdeel followed by its questions."""
    return volgorde == _page_order(definitie)


@dataclass
class _Zoeker:
    """Depth-first search with its own stack: a chain of conditions may be longer than Python's."""

    namen: dict[int, str]
    afhankelijk: dict[int, list[int]]
    klaar: list[int] = field(default_factory=list)
    kringen: list[list[str]] = field(default_factory=list)
    gezien: set[int] = field(default_factory=set)

    def visit(self, begin: int) -> None:
        if begin in self.gezien:
            return
        self.gezien.add(begin)
        bezig = {begin: iter(self.afhankelijk[begin])}
        while bezig:
            knoop = next(reversed(bezig))
            volgende = next(bezig[knoop], None)
            if volgende is None:
                del bezig[knoop]
                self.klaar.append(knoop)
            elif volgende in bezig:
                pad = list(bezig)
                self.kringen.append([self.namen[deel] for deel in pad[pad.index(volgende) :]])
            elif volgende not in self.gezien:
                self.gezien.add(volgende)
                bezig[volgende] = iter(self.afhankelijk[volgende])


def _graph(definitie: Definitie) -> tuple[dict[int, str], dict[int, list[int]]]:
    vragen = list(walk_vragen(definitie))
    onderdelen = list(walk_onderdelen(definitie))
    vraag_nummer = {plek.vraag.code: nummer for nummer, plek in enumerate(vragen)}
    onderdeel_nummer = {plek.onderdeel.code: -nummer - 1 for nummer, plek in enumerate(onderdelen)}
    namen = {nummer: code for code, nummer in (vraag_nummer | onderdeel_nummer).items()}
    afhankelijk: dict[int, list[int]] = {}
    for nummer, deel in enumerate(onderdelen):
        rond = [onderdeel_nummer[deel.ouder]] if deel.ouder else []
        codes = vragen_in(deel.onderdeel.toon_als)
        afhankelijk[-nummer - 1] = rond + [vraag_nummer[code] for code in codes if code in vraag_nummer]
        namen[-nummer - 1] = deel.onderdeel.code
    for nummer, plek in enumerate(vragen):
        rond = [onderdeel_nummer[plek.onderdeel]] if plek.is_punt else [vraag_nummer[plek.punt.code]]
        codes = vragen_in(plek.vraag.toon_als)
        afhankelijk[nummer] = rond + [vraag_nummer[code] for code in codes if code in vraag_nummer]
        namen[nummer] = plek.vraag.code
    return namen, afhankelijk


def _page_order(definitie: Definitie) -> list[int]:
    per_onderdeel: dict[str, list[int]] = {}
    for nummer, plek in enumerate(walk_vragen(definitie)):
        per_onderdeel.setdefault(plek.onderdeel, []).append(nummer)
    volgorde: list[int] = []
    for nummer, deel in enumerate(walk_onderdelen(definitie)):
        volgorde += [-nummer - 1, *per_onderdeel.get(deel.onderdeel.code, [])]
    return volgorde
