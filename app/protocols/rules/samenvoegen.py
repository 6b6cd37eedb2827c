"""Brings a newer base version into an organisatie's own protocol: three definitions in, one out, nothing lost silently.

`basis` is the version both started from, `hunne` the newer version of the base, `onze` the own one. What only one side
changed is taken over. What both changed is a choice for a person; until it is made, ours stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.protocols.rules.bewerken import Ruw

Kant = Literal["onze", "hunne"]
_RIJEN: dict[str, dict[str, str]] = {
    "protocol": {"onderdelen": "onderdeel", "fasen": "fase", "feiten": "feit", "blokken": "blok", "proeven": "proef"},
    "onderdeel": {"punten": "punt", "onderdelen": "onderdeel"},
    "punt": {"vervolgvragen": "punt"},
}
"""Per kind of thing the lists in it that hold named things."""
_NAAM = {"blok": "blok", "proef": "naam"}
VERSIE = {"protocol", "versie", "wijzigingsnotitie", "geldig_van", "geldig_tot", "vaststelling", "samengesteld_uit"}
"""What belongs to a version and is never merged: ours stands."""
WORTEL = "protocol"


@dataclass(frozen=True)
class Keuze:
    """Something both sides changed. `veld` is empty when one side took it away; a value of None is *not there*."""

    plek: str
    veld: str
    basis: Any
    hunne: Any
    onze: Any

    @property
    def sleutel(self) -> str:
        """Names the choice in a form."""
        return f"{self.plek}.{self.veld}" if self.veld else self.plek


@dataclass(frozen=True)
class Overname:
    """Something of the newer base that was taken over; `veld` is empty when it is new or gone as a whole."""

    plek: str
    veld: str
    basis: Any
    hunne: Any


@dataclass
class Samengevoegd:
    """The outcome, with every choice there was and everything that was taken over."""

    ruw: Ruw = field(default_factory=dict)
    keuzes: list[Keuze] = field(default_factory=list)
    overnames: list[Overname] = field(default_factory=list)


@dataclass
class _Deel:
    """One named thing of a definition: its own fields, and where it stands."""

    velden: Ruw
    ouder: str
    rij: str


_Delen = dict[str, _Deel]


def merge(basis: Ruw, hunne: Ruw, onze: Ruw, gekozen: Mapping[str, Kant] | None = None) -> Samengevoegd:
    """The own definition with what the base changed since. `gekozen` answers choices by their `sleutel`."""
    uit = Samengevoegd()
    was, hun, ons = _index(basis), _index(hunne), _index(onze)
    delen: _Delen = {}
    for plek in dict.fromkeys([*ons, *hun, *was]):
        deel = _one(plek, (was.get(plek), hun.get(plek), ons.get(plek)), gekozen or {}, uit)
        if deel is not None:
            delen[plek] = deel
    _keep_parents(delen, ons, hun)
    uit.ruw = _build(WORTEL, delen, _orders(delen, was, hun, ons))
    return uit


def _one(
    plek: str, drie: tuple[_Deel | None, _Deel | None, _Deel | None], gekozen: Mapping[str, Kant], uit: Samengevoegd
) -> _Deel | None:
    """What becomes of one thing; None when it goes."""
    was, hun, ons = drie
    if hun is None and ons is None:
        return None
    if was is None and (hun is None or ons is None):
        if hun is not None:
            uit.overnames.append(Overname(plek, "", None, hun.velden))
        return ons or hun
    if hun is not None and ons is not None:
        return _fields(plek, was, hun, ons, gekozen, uit)
    assert was is not None  # noqa: S101 - the cases above leave nothing else; tells the type checker
    over = hun or ons
    if over is not None and over.velden == was.velden:  # one side took away what the other left alone
        if ons is not None:
            uit.overnames.append(Overname(plek, "", was.velden, None))
        return None
    keuze = Keuze(plek, "", was.velden, hun and hun.velden, ons and ons.velden)
    uit.keuzes.append(keuze)
    return hun if gekozen.get(keuze.sleutel, "onze") == "hunne" else ons


def _fields(
    plek: str, was: _Deel | None, hun: _Deel, ons: _Deel, gekozen: Mapping[str, Kant], uit: Samengevoegd
) -> _Deel:
    oud = was.velden if was else {}
    velden = {}
    for veld in dict.fromkeys([*ons.velden, *hun.velden, *oud]):
        b, h, o = oud.get(veld), hun.velden.get(veld), ons.velden.get(veld)
        waarde = o
        if plek == WORTEL and veld in VERSIE:
            pass
        elif o == b and h != b:
            waarde = h
            uit.overnames.append(Overname(plek, veld, b, h))
        elif h not in (b, o):
            keuze = Keuze(plek, veld, b, h, o)
            uit.keuzes.append(keuze)
            waarde = h if gekozen.get(keuze.sleutel, "onze") == "hunne" else o
        if waarde is not None:
            velden[veld] = waarde
    verplaatst = was is not None and (ons.ouder, ons.rij) == (was.ouder, was.rij)
    plaats = hun if verplaatst else ons
    return _Deel(velden, plaats.ouder, plaats.rij)


def _keep_parents(delen: _Delen, ons: _Delen, hun: _Delen) -> None:
    """An onderdeel or punt that went away stays when something that stays stands in it."""
    for deel in list(delen.values()):
        ouder = deel.ouder
        while ouder and ouder not in delen:
            bron = ons.get(ouder) or hun[ouder]
            delen[ouder] = bron
            ouder = bron.ouder


def _orders(delen: _Delen, was: _Delen, hun: _Delen, ons: _Delen) -> dict[tuple[str, str], list[str]]:
    """The order in every list: that of the base's newer version when we left the order alone, else ours; what only
    the other side has comes after what stood before it there."""
    orden = {}
    for houder in dict.fromkeys((deel.ouder, deel.rij) for deel in delen.values() if deel.ouder):
        b, h, o = (_row(bron, houder) for bron in (was, hun, ons))
        gelijk = [plek for plek in o if plek in b] == [plek for plek in b if plek in o]
        eerst, dan = (h, o) if gelijk else (o, h)
        orden[houder] = _weave(eerst, dan, [plek for plek, deel in delen.items() if (deel.ouder, deel.rij) == houder])
    return orden


def _row(delen: _Delen, houder: tuple[str, str]) -> list[str]:
    return [plek for plek, deel in delen.items() if (deel.ouder, deel.rij) == houder]


def _weave(eerst: list[str], dan: list[str], blijft: list[str]) -> list[str]:
    rij = [plek for plek in eerst if plek in blijft]
    vorige: str | None = None
    for plek in [*dan, *blijft]:
        if plek in blijft and plek not in rij:
            rij.insert(rij.index(vorige) + 1 if vorige in rij else 0 if vorige is None else len(rij), plek)
        vorige = plek
    return rij


def _index(ruw: Ruw) -> _Delen:
    """Everything with a name, parents before what stands in them."""
    delen: _Delen = {}
    _add(ruw, WORTEL, "", "", delen)
    for naam, opties in (ruw.get("lijsten") or {}).items():
        delen[f"lijst:{naam}"] = _Deel({"opties": opties}, WORTEL, "lijsten")
    return delen


def _add(inhoud: Ruw, plek: str, ouder: str, rij: str, delen: _Delen) -> None:
    rijen = _rows(plek)
    delen[plek] = _Deel({v: w for v, w in inhoud.items() if v not in rijen and v != "lijsten"}, ouder, rij)
    for veld, soort in rijen.items():
        for kind in inhoud.get(veld) or []:
            _add(kind, f"{soort}:{kind.get(_NAAM.get(soort, 'code'))}", plek, veld, delen)


def _rows(plek: str) -> dict[str, str]:
    return _RIJEN.get(plek.partition(":")[0], {})


def _build(plek: str, delen: _Delen, orden: Mapping[tuple[str, str], list[str]]) -> Ruw:
    ruw = dict(delen[plek].velden)
    for veld in _rows(plek):
        kinderen = orden.get((plek, veld), [])
        if kinderen:
            ruw[veld] = [_build(kind, delen, orden) for kind in kinderen]
    lijsten = {naam.partition(":")[2]: delen[naam].velden["opties"] for naam in orden.get((plek, "lijsten"), [])}
    return {**ruw, "lijsten": lijsten} if lijsten else ruw
