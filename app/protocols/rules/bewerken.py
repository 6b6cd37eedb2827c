"""Edits of a draft: what an author does to a definition, as values, and what the definition is after it.

A draft is kept as it was typed (`ruw`, a dict in the shape of a protocol file), so that it may be unfinished.
Everything in it is named by a *plek*: `protocol`, `onderdeel:<code>`, `punt:<code>` (a vervolgvraag too),
`fase:<code>`, `feit:<code>`, `blok:<code>`, `lijst:<naam>` or `proef:<volgnummer>`. Only a proef goes by position, so
an edit means the same after a colleague moved something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal

from msgspec import Struct

from app.protocols.rules.hercoderen import hercode

Ruw = dict[str, Any]
Soort = Literal["onderdeel", "punt", "fase", "feit", "blok", "proef"]
_LIJSTEN = {"fase": "fasen", "feit": "feiten", "blok": "blokken", "proef": "proeven"}
_SLEUTELS = {"blok": "blok"}
_NUMMER = re.compile(r"^(.*?)(\d+)([a-z]?)$")


class Zet(Struct, frozen=True, tag="zet"):
    """Gives a field of a plek a value; None takes the field away, so that its default holds."""

    plek: str
    veld: str
    waarde: Any = None


class Voeg(Struct, frozen=True, tag="voeg"):
    """Puts something new in `binnen` (an onderdeel, a punt for a vervolgvraag, or `protocol`), after `na`; first when
    `na` is None (`last_plek` gives the other end)."""

    soort: Soort
    binnen: str
    inhoud: Ruw
    na: str | None = None


class Verplaats(Struct, frozen=True, tag="verplaats"):
    """Moves what stands at `plekken`, in that order, into `binnen`, after `na`; first when `na` is None."""

    plekken: list[str]
    binnen: str
    na: str | None = None


class Dupliceer(Struct, frozen=True, tag="dupliceer"):
    """A copy of a punt right after it, under a free code."""

    plek: str
    code: str


class Weg(Struct, frozen=True, tag="weg"):
    """Takes away what stands at `plekken`."""

    plekken: list[str]


class MaakOnderdeel(Struct, frozen=True, tag="maak_onderdeel"):
    """Brings punten together in a new onderdeel, behind the onderdeel of the first of them."""

    plekken: list[str]
    code: str
    titel: str


class Hernoem(Struct, frozen=True, tag="hernoem"):
    """Gives a punt or onderdeel another code, and everything that refers to it too."""

    plek: str
    code: str


Bewerking = Zet | Voeg | Verplaats | Dupliceer | Weg | MaakOnderdeel | Hernoem


class PlekWeg(LookupError):
    """What the edit is about is not in the draft (any more)."""

    def __init__(self, plek: str) -> None:
        self.plek = plek
        super().__init__(plek)


@dataclass(frozen=True)
class Gevonden:
    """Something in a draft: itself, the list it stands in, and what that list belongs to."""

    plek: str
    inhoud: Ruw
    rij: list[Ruw]
    ouder: str


def apply(ruw: Ruw, bewerking: Bewerking) -> Ruw:
    """The draft after an edit; the given one stays as it is. Raises `PlekWeg` when what it is about is gone."""
    nieuw = deepcopy(ruw)
    match bewerking:
        case Zet(plek, veld, waarde):
            _set(nieuw, plek, veld, waarde)
        case Voeg(soort, binnen, inhoud, na):
            _insert(_rij(nieuw, soort, binnen), [deepcopy(inhoud)], na, soort)
        case Verplaats(plekken, binnen, na):
            _move(nieuw, plekken, binnen, na)
        case Dupliceer(plek, code):
            bron = find(nieuw, plek)
            _insert(bron.rij, [hercode(bron.inhoud, str(bron.inhoud["code"]), code)], plek, "punt")
        case Weg(plekken):
            _take(nieuw, plekken)
        case MaakOnderdeel(plekken, code, titel):
            _gather(nieuw, plekken, code, titel)
        case Hernoem(plek, code):
            oud = str(find(nieuw, plek).inhoud["code"])
            nieuw = hercode(nieuw, oud, code)
    return nieuw


def raakt(bewerking: Bewerking) -> list[str]:
    """What an edit changes, as `plek` or `plek.veld`: two edits that share one of these are in each other's way."""
    match bewerking:
        case Zet(plek, veld):
            return [f"{plek}.{veld}"]
        case Weg(plekken):
            return plekken
        case Hernoem(plek):
            return [plek]
    return []


def botst(een: Iterable[str], ander: Iterable[str]) -> bool:
    """Whether two lists of `raakt` are in each other's way: the same field, or a field of what goes away."""
    return any(_covers(a, b) or _covers(b, a) for a in een for b in ander)


def walk(ruw: Ruw) -> Iterator[Gevonden]:
    """Everything in a draft that has a name, in page order."""
    for soort, veld in _LIJSTEN.items():
        rij = ruw.get(veld) or []
        for nummer, inhoud in enumerate(rij, 1):
            yield Gevonden(f"{soort}:{_name(soort, inhoud, nummer)}", inhoud, rij, "protocol")
    yield from _onderdelen(ruw, "protocol")


def find(ruw: Ruw, plek: str) -> Gevonden:
    """What stands at a plek. Raises `PlekWeg`."""
    gevonden = next((deel for deel in walk(ruw) if deel.plek == plek), None)
    if gevonden is None:
        raise PlekWeg(plek)
    return gevonden


def codes(ruw: Ruw) -> list[str]:
    """The codes of all punten and vervolgvragen, in page order."""
    return [str(deel.inhoud.get("code")) for deel in walk(ruw) if deel.plek.startswith("punt:")]


def last_plek(ruw: Ruw, soort: Soort, binnen: str) -> str | None:
    """The last of its kind in `binnen`; None when there is none yet. Raises `PlekWeg`."""
    rij = _rij(deepcopy(ruw), soort, binnen)
    return f"{soort}:{_name(soort, rij[-1], len(rij))}" if rij else None


def free_code(gebruikt: Iterable[str], bij: str = "P-01") -> str:
    """The next code of the series that `bij` belongs to (`BR-05` gives `BR-12` when `BR-11` was the last one ever):
    a code that once was used is never given again."""
    gevonden = _NUMMER.match(bij)
    stam, breedte = (gevonden.group(1), len(gevonden.group(2))) if gevonden else (f"{bij}-", 2)
    nummers = [_number(code, stam) for code in gebruikt]
    return f"{stam}{max(nummers, default=0) + 1:0{breedte}d}"


def free_volgcode(gebruikt: Iterable[str], punt: str) -> str:
    """The next code of a vervolgvraag of a punt: `BR-05.3` after `BR-05.2`."""
    return f"{punt}.{max((_number(code, f'{punt}.') for code in gebruikt), default=0) + 1}"


def _number(code: str, stam: str) -> int:
    rest = code.removeprefix(stam)
    cijfers = re.match(r"\d+", rest) if code.startswith(stam) else None
    return int(cijfers.group()) if cijfers else 0


def _covers(ruim: str, nauw: str) -> bool:
    return nauw == ruim or nauw.startswith(f"{ruim}.")


def _name(soort: str, inhoud: Ruw, nummer: int) -> str:
    return str(nummer) if soort == "proef" else str(inhoud.get(_SLEUTELS.get(soort, "code")))


def _onderdelen(houder: Ruw, ouder: str) -> Iterator[Gevonden]:
    rij = houder.get("onderdelen") or []
    for onderdeel in rij:
        plek = f"onderdeel:{onderdeel.get('code')}"
        yield Gevonden(plek, onderdeel, rij, ouder)
        for punt, punten, om in _vragen(onderdeel, plek):
            yield Gevonden(f"punt:{punt.get('code')}", punt, punten, om)
        yield from _onderdelen(onderdeel, plek)


def _vragen(onderdeel: Ruw, plek: str) -> Iterator[tuple[Ruw, list[Ruw], str]]:
    punten = onderdeel.get("punten") or []
    for punt in punten:
        yield punt, punten, plek
        volgt = punt.get("vervolgvragen") or []
        yield from ((vraag, volgt, f"punt:{punt.get('code')}") for vraag in volgt)


def _set(ruw: Ruw, plek: str, veld: str, waarde: Any) -> None:
    soort, _, naam = plek.partition(":")
    if soort == "lijst":
        houder, veld = ruw.setdefault("lijsten", {}), naam
    else:
        houder = ruw if plek == "protocol" else find(ruw, plek).inhoud
    if waarde is None:
        houder.pop(veld, None)
    else:
        houder[veld] = deepcopy(waarde)


def _rij(ruw: Ruw, soort: str, binnen: str) -> list[Ruw]:
    """The list that something of this kind goes into."""
    houder = ruw if binnen == "protocol" else find(ruw, binnen).inhoud
    if soort == "onderdeel":
        naam = "onderdelen"
    elif soort == "punt":
        naam = "vervolgvragen" if binnen.startswith("punt:") else "punten"
    else:
        naam = _LIJSTEN[soort]
    rij: list[Ruw] = houder.setdefault(naam, [])
    return rij


def _insert(rij: list[Ruw], nieuw: list[Ruw], na: str | None, soort: str) -> None:
    plekken = [f"{soort}:{_name(soort, inhoud, nummer)}" for nummer, inhoud in enumerate(rij, 1)]
    if na is not None and na not in plekken:
        raise PlekWeg(na)
    begin = plekken.index(na) + 1 if na is not None else 0
    rij[begin:begin] = nieuw


def _take(ruw: Ruw, plekken: list[str]) -> list[Ruw]:
    """Takes them out and gives them, in the order asked for."""
    gevonden = [find(ruw, plek) for plek in plekken]
    for deel in gevonden:
        deel.rij[:] = [inhoud for inhoud in deel.rij if inhoud is not deel.inhoud]
    return [deel.inhoud for deel in gevonden]


def _move(ruw: Ruw, plekken: list[str], binnen: str, na: str | None) -> None:
    soort = plekken[0].partition(":")[0]
    om: str = binnen
    while om != "protocol":  # nothing goes into itself
        if om in plekken:
            raise PlekWeg(binnen)
        om = find(ruw, om).ouder
    if na in plekken:
        raise PlekWeg(na or "")
    delen = _take(ruw, plekken)
    _insert(_rij(ruw, soort, binnen), delen, na, soort)


def _gather(ruw: Ruw, plekken: list[str], code: str, titel: str) -> None:
    bron = find(ruw, find(ruw, plekken[0]).ouder)
    onderdeel = {"code": code, "titel": titel, "punten": _take(ruw, plekken)}
    _insert(bron.rij, [onderdeel], bron.plek, "onderdeel")
