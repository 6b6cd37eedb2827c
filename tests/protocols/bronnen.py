"""Reads the source sheets of the protocols and the definitions made from them, so that tests can compare the two.

The sheets are markdown tables, copied verbatim to `tests/protocols/bronnen/<protocol>.md`. Two families exist, each
with its own legend: `BOUW` and `GEBRUIK`. Nothing here asserts; it only parses, walks and counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec
import yaml

from app.protocols.rules.bouwstenen import Voorwaarde
from app.protocols.rules.definitie import Controlepunt, Definitie, Onderdeel, Vraag
from app.protocols.rules.plan import Plan, make_plan

_HIER = Path(__file__).parent
_WORTEL = _HIER.parent.parent

KOLOMMEN = {
    "code": "code",
    "fase": "fase",
    "deelgebied": "fase",
    "vraag": "vraag",
    "toelichting": "toelichting",
    "grondslag": "grondslag",
    "antw.": "antwoord",
    "type": "antwoord",
    "foto": "foto",
    "niv": "niveau",
    "g": "gevolg",
    "lhso": "gevolg",
    "vervolg": "vervolg",
}
"""First word of a column's heading, lower case -> field of `Rij`."""

NIETS = frozenset({"", "-", "—", "–"})
"""Cells that say nothing."""


@dataclass(frozen=True)
class Legenda:
    """What the signs of one family of sheets mean."""

    zekerheid: Mapping[str, str]
    foto: Mapping[str, str]
    oordeel: str
    getal: str
    """Prefix of a measured value before its bracket with the unit: `G` in `G(m)`, `GET` in `GET[m]`."""


BOUW = Legenda(
    zekerheid={"✓": "gelezen", "°": "onbevestigd"},
    foto={"J": "bij_afwijking", "A": "altijd", "O": "mag"},
    oordeel="V4",
    getal="G",
)
GEBRUIK = Legenda(
    zekerheid={"✔": "gelezen", "○": "secundair", "?": "onbevestigd"},
    foto={"J": "bij_afwijking", "A": "mag", "N": "nooit"},
    oordeel="VN",
    getal="GET",
)


@dataclass(frozen=True)
class Rij:
    """One item of a source sheet: the text of its cells. `niveau` is empty where the sheet has no such column."""

    code: str
    fase: str = ""
    vraag: str = ""
    toelichting: str = ""
    grondslag: str = ""
    antwoord: str = ""
    foto: str = ""
    niveau: str = ""
    gevolg: str = ""
    vervolg: str = ""


@dataclass(frozen=True)
class Plek:
    """A controlepunt with the onderdelen it lies in, outermost first."""

    punt: Controlepunt
    onderdelen: tuple[Onderdeel, ...]

    @property
    def herhaald_per(self) -> list[str]:
        """What the item repeats over, outermost first; empty when it does not repeat."""
        return [onderdeel.herhaling.per for onderdeel in self.onderdelen if onderdeel.herhaling]

    @property
    def lagen(self) -> tuple[Onderdeel | Vraag, ...]:
        """What can hide the item: its onderdelen, and itself."""
        return (*self.onderdelen, self.punt)

    @property
    def toon_als(self) -> list[Voorwaarde]:
        """Conditions that decide whether the item shows: its own and those of its onderdelen."""
        return [laag.toon_als for laag in self.lagen if laag.toon_als]

    @property
    def toont_bij_onbekend(self) -> bool:
        """Whether it shows while what decides that is not known."""
        return all(laag.bij_onbekend == "toon" for laag in self.lagen if laag.toon_als)


# --- the sheet ---------------------------------------------------------------------------------------------------


def rijen_uit(tekst: str) -> list[Rij]:
    """Rows of all markdown tables in `tekst` whose first column is `Code`; other tables are passed over."""
    rijen: list[Rij] = []
    velden: list[str] | None = None
    for regel in tekst.splitlines():
        if not regel.startswith("|"):
            velden = None
            continue
        cellen = _cellen(regel)
        if velden is None:
            velden = [_veld(kop) for kop in cellen]
        elif velden[0] == "code" and not set(regel) <= set("|-: "):
            rijen.append(_rij(velden, cellen))
    return rijen


@cache
def rijen(protocol: str) -> tuple[Rij, ...]:
    """Rows of the copied sheet `tests/protocols/bronnen/<protocol>.md`, in the order of the sheet."""
    return tuple(rijen_uit((_HIER / "bronnen" / f"{protocol}.md").read_text(encoding="utf-8")))


def delen(cel: str, scheiding: str = ";") -> list[str]:
    """The parts of a cell, split on `scheiding` outside brackets; a cell that says nothing has no parts."""
    if cel.strip() in NIETS:
        return []
    resultaat, diepte = [""], 0
    for teken in cel:
        diepte += (teken in "([") - (teken in ")]")
        if teken == scheiding and diepte == 0:
            resultaat.append("")
        else:
            resultaat[-1] += teken
    return [deel.strip() for deel in resultaat if deel.strip()]


def toon_als_delen(rij: Rij) -> list[str]:
    """The parts of the follow-up cell that say when the item shows: `Toon als …`, `Toon alleen als …`, `Toon bij …`."""
    return [deel for deel in delen(rij.vervolg) if _is_toon_als(deel)]


def vervolg_delen(rij: Rij) -> list[str]:
    """The parts of the follow-up cell that ask or do something: all except those of `toon_als_delen`."""
    return [deel for deel in delen(rij.vervolg) if not _is_toon_als(deel)]


def fasen(rij: Rij) -> list[str]:
    """The phases of a row: `3` or `O,T`, `O/T`, `O+T`, `0-2`."""
    bereik = re.fullmatch(r"(\d)\s*[-–]\s*(\d)", rij.fase)
    if bereik:
        return [str(n) for n in range(int(bereik[1]), int(bereik[2]) + 1)]
    return re.findall(r"\w+", rij.fase)


def eenheden(cel: str, legenda: Legenda) -> list[str]:
    """The units of the measured values a cell names: `G(m) … G(dB(A))` gives `["m", "dB(A)"]`."""
    gevonden = []
    for treffer in re.finditer(rf"(?<![A-Za-z]){legenda.getal}([(\[])", cel):
        gevonden.append(_tot_haakje(cel[treffer.end() :], treffer[1]))
    return gevonden


def keuzelijsten(cel: str) -> list[list[str]]:
    """The options of every `K[..]`, `M[..]`, `KZ[..]` or `MK[..]` in a cell, as written."""
    lijsten = re.findall(r"(?<![A-Za-z])(?:KZ|MK|K|M)\[([^\]]*)\]", cel)
    return [[optie.strip() for optie in lijst.split(",")] for lijst in lijsten]


def tekens(cel: str, legenda: Legenda) -> Counter[str]:
    """How often each zekerheid is marked in a grondslag cell."""
    return Counter(legenda.zekerheid[teken] for teken in cel if teken in legenda.zekerheid)


def segmenten(cel: str, legenda: Legenda) -> list[tuple[str, str | None]]:
    """A grondslag cell cut at its signs: each piece of text with the zekerheid of the sign behind it, if any."""
    stukken = re.split(f"([{''.join(map(re.escape, legenda.zekerheid))}])", cel)
    paren = [*zip(stukken[::2], stukken[1::2], strict=False), (stukken[-1], "")]
    return [(tekst.strip(" ,;+()"), legenda.zekerheid.get(teken)) for tekst, teken in paren if tekst.strip(" ,;+().")]


def artikelen(tekst: str) -> list[str]:
    """The article and paragraph numbers in a piece of a grondslag cell: `Bbl § 4.2.8, 4.49-4.54` gives three."""
    return re.findall(r"\d+(?:\.\d+)+[a-z]?", tekst)


def _is_toon_als(deel: str) -> bool:
    return re.match(r"toon\b", deel, re.IGNORECASE) is not None


def _cellen(regel: str) -> list[str]:
    kaal = regel.strip().removeprefix("|").removesuffix("|")
    return [cel.replace(r"\|", "|").strip() for cel in re.split(r"(?<!\\)\|", kaal)]


def _veld(kop: str) -> str:
    woord = kop.lower().split(" ")[0] if kop else ""
    return KOLOMMEN.get(woord, woord)


def _rij(velden: list[str], cellen: list[str]) -> Rij:
    if len(velden) != len(cellen):
        raise ValueError(f"De rij {cellen[0]} heeft {len(cellen)} cellen en de kop {len(velden)}.")
    bekend = Rij.__dataclass_fields__
    return Rij(**{veld: cel for veld, cel in zip(velden, cellen, strict=True) if veld in bekend})


def _tot_haakje(rest: str, open_haakje: str) -> str:
    sluit, diepte = {"(": ")", "[": "]"}[open_haakje], 1
    for plaats, teken in enumerate(rest):
        diepte += (teken == open_haakje) - (teken == sluit)
        if diepte == 0:
            return rest[:plaats]
    raise ValueError(f"Haakje niet gesloten in {rest!r}.")


# --- the definition ----------------------------------------------------------------------------------------------


@cache
def definitie(protocol: str, versie: int = 1) -> Definitie:
    """The definition in `protocols/<protocol>/<versie>.yaml`, checked for shape."""
    tekst = (_WORTEL / "protocols" / protocol / f"{versie}.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.load(tekst, yaml.CSafeLoader), Definitie, strict=False)


@cache
def plan(protocol: str) -> Plan:
    """The plan of a definition, to try the rules on."""
    return make_plan(definitie(protocol))


def plekken(deel: Definitie | Onderdeel, boven: tuple[Onderdeel, ...] = ()) -> Iterator[Plek]:
    """Every controlepunt of a definition with its place, in walking order."""
    if isinstance(deel, Onderdeel):
        boven = (*boven, deel)
        yield from (Plek(punt, boven) for punt in deel.punten)
    for onderdeel in deel.onderdelen:
        yield from plekken(onderdeel, boven)


@cache
def plek(protocol: str, code: str) -> Plek:
    """The one controlepunt `code` of a protocol; KeyError when it is not there exactly once."""
    gevonden = [plek for plek in plekken(definitie(protocol)) if plek.punt.code == code]
    if len(gevonden) != 1:
        raise KeyError(f"{code} staat {len(gevonden)} keer in {protocol}.")
    return gevonden[0]


def opties(vraag: Vraag, van: Definitie) -> list[str]:
    """The values a choice offers, from the question itself or from its shared list."""
    lijst = van.lijsten[vraag.lijst] if vraag.lijst else vraag.opties
    return [optie.waarde for optie in lijst]


def bladeren(voorwaarde: Voorwaarde | None) -> Iterator[Voorwaarde]:
    """The conditions of a tree that are no `alle`, `een_van` or `niet`."""
    if voorwaarde is None:
        return
    takken = [*(voorwaarde.alle or []), *(voorwaarde.een_van or []), *([voorwaarde.niet] if voorwaarde.niet else [])]
    if not takken:
        yield voorwaarde
    for tak in takken:
        yield from bladeren(tak)


def vraagt_naar(voorwaarde: Voorwaarde | None) -> set[str]:
    """The codes and facts a condition depends on."""
    namen: set[str] = set()
    for blad in bladeren(voorwaarde):
        namen |= {naam for naam in (blad.vraag, blad.feit, blad.aantal and blad.aantal.vraag) if naam}
    return namen


def gevolgen(punt: Controlepunt) -> list[int]:
    """The proposed gevolg and every raise of it, in order: `3→4` is `[3, 4]`."""
    return [gevolg for gevolg in (punt.gevolg, *(regel.naar for regel in punt.gevolg_regels)) if gevolg]


def zekerheden(punt: Controlepunt) -> Counter[str]:
    """How often each zekerheid occurs among the item's grondslagen in present law; the sheets mark no old law."""
    return Counter(grondslag.zekerheid for grondslag in punt.grondslagen if grondslag.regime == "ow")


def gevolg_van_vervolg(punt: Controlepunt) -> int:
    """How many things follow from the item's answers: follow-ups, acts and raises of the gevolg."""
    return len(punt.vervolgvragen) + len(punt.acties) + len(punt.gevolg_regels)
