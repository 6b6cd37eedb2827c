"""What a question, a fact, the fase and the niveau are called in an XLSForm, and what kind of answer each has.

A name there is an XML name. Parts of an answer that are a question of their own get the name of the question with two
underscores: `BR-05__datum`, `BR-05__van`, `BR-05__foto`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from app.protocols.rules.bouwstenen import Voorwaarde
from app.protocols.rules.definitie import Definitie, Feit
from app.protocols.rules.walk import walk_onderdelen, walk_voorwaarde, walk_vragen

Soort = Literal["tekst", "keuze", "meer", "getal", "maanden", "document", "janee", "foto"]
_Kaal = Literal["ja_nee", "getal", "tekst"]
FASE, NIVEAU = "schouw_fase", "schouw_niveau"
DELEN = {"van": "van", "datum": "datum", "direct_hersteld": "hersteld"}
"""Parts of an answer with a question of their own; `n` is the question itself, `aandeel` both divided."""
GERESERVEERD = {"meta", "instanceid", "instancename", FASE, NIVEAU, "schouw_feiten"}
KINDS: dict[str, Soort] = {
    "oordeel": "keuze",
    "keuze": "keuze",
    "meerkeuze": "meer",
    "getal": "getal",
    "steekproef": "getal",
    "datum": "maanden",
    "tijdstip": "maanden",
    "document": "document",
    "foto": "foto",
}
FEITEN: dict[str, Soort] = {
    "ja_nee": "janee",
    "getal": "getal",
    "keuze": "keuze",
    "meerkeuze": "meer",
    "datum": "maanden",
}


@dataclass
class Namen:
    """The names in one form. `vragen`, `feiten`: name by code; `soorten`: kind of answer by name; `feit_van`: every
    fact the form asks, also those that only conditions name; `delen`: parts of answers that conditions look at."""

    vragen: dict[str, str] = field(default_factory=dict)
    onderdelen: dict[str, str] = field(default_factory=dict)
    soorten: dict[str, Soort] = field(default_factory=dict)
    feit_van: dict[str, Feit] = field(default_factory=dict)
    delen: set[tuple[str, str]] = field(default_factory=set)
    fase: bool = False
    niveau: bool = False


def names_of(definitie: Definitie) -> Namen:
    """The names of everything in a definition; unique, whatever case they are read in."""
    namen, bezet = Namen(), set(GERESERVEERD)
    for onderdeel in walk_onderdelen(definitie):
        namen.onderdelen[onderdeel.onderdeel.code] = _free(onderdeel.onderdeel.code, bezet)
    for plek in walk_vragen(definitie):
        naam = namen.vragen[plek.vraag.code] = _free(plek.vraag.code, bezet)
        namen.soorten[naam] = KINDS.get(plek.vraag.type, "tekst")
    namen.feit_van = {feit.code: feit for feit in definitie.feiten}
    for voorwaarde in conditions(definitie):
        _look_at(voorwaarde, namen)
    for feit in namen.feit_van.values():
        namen.soorten[feit.code] = FEITEN.get(feit.type, "tekst")
    punten = [punt for plek in walk_onderdelen(definitie) for punt in plek.onderdeel.punten]
    namen.fase = namen.fase or any(punt.fasen for punt in punten)
    namen.niveau = namen.niveau or any(punt.niveau != "S" for punt in punten)
    return namen


def conditions(definitie: Definitie) -> Iterator[Voorwaarde]:
    """Every condition the form itself is steered by, with all that is inside it."""
    for onderdeel in walk_onderdelen(definitie):
        yield from walk_voorwaarde(onderdeel.onderdeel.toon_als)
    for plek in walk_vragen(definitie):
        yield from walk_voorwaarde(plek.vraag.toon_als)
        yield from walk_voorwaarde(plek.vraag.verplicht_als)
        if plek.is_punt:
            yield from walk_voorwaarde(plek.punt.afwijking_als)


def _free(code: str, bezet: set[str]) -> str:
    basis = naam = re.sub(r"[^\w.-]", "..", code)
    nummer = 1
    while naam.lower() in bezet:
        nummer += 1
        naam = f"{basis}_{nummer}"
    bezet.add(naam.lower())
    return naam


def _look_at(voorwaarde: Voorwaarde, namen: Namen) -> None:
    grenzen = (voorwaarde.groter, voorwaarde.kleiner, voorwaarde.minstens, voorwaarde.hoogstens)
    if voorwaarde.feit is not None:
        soort: _Kaal = "ja_nee" if isinstance(voorwaarde.is_, bool) or isinstance(voorwaarde.is_niet, bool) else "tekst"
        getal = any(grens is not None for grens in grenzen) or isinstance(voorwaarde.is_, int | float)
        _add(namen, voorwaarde.feit, "getal" if getal and soort == "tekst" else soort)
    for grens in grenzen:
        if isinstance(grens, str):
            _add(namen, grens, "getal")
    if voorwaarde.vraag is not None and voorwaarde.deel is not None:
        namen.delen.add((voorwaarde.vraag, voorwaarde.deel))
    namen.fase = namen.fase or voorwaarde.fase is not None
    namen.niveau = namen.niveau or voorwaarde.niveau_vanaf is not None


def _add(namen: Namen, code: str, soort: _Kaal) -> None:
    namen.feit_van.setdefault(code, Feit(code=code, label=code, type=soort))
