"""Finds controlepunten by word, code or article, in definitions as they were written (blocks not filled in)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.protocols.rules.beschrijven import grondslag_text
from app.protocols.rules.bouwstenen import Grondslag
from app.protocols.rules.definitie import Controlepunt, Definitie
from app.protocols.rules.walk import walk_onderdelen

_ARTIKEL = re.compile(r"^[\d§][\w.:§]*\d[\w.:]*$|^\d$")
_TEKENS = re.compile(r"[\w.:§-]+")


@dataclass(frozen=True)
class Treffer:
    """A punt that was found: where it stands, and in which of its words (`plekken`: a label and the sentence)."""

    code: str
    vraag: str
    onderdeel: str
    plekken: list[tuple[str, str]]
    grondslagen: list[Grondslag]


def search(definitie: Definitie, tekst: str) -> list[Treffer]:
    """The punten in which every word of `tekst` occurs. What looks like an article (`3.115`, `5:11`) must be there as a
    whole, so that `3.11` does not give `3.115`; other words may be part of one. Capitals and accents do not matter."""
    woorden = [_flat(woord) for woord in tekst.split()]
    if not woorden:
        return []
    return [
        Treffer(punt.code, punt.vraag, onderdeel, _places(punt, woorden), punt.grondslagen)
        for onderdeel, punt in _punten(definitie)
        if _found(" ".join([onderdeel, *(zin for _, zin in _sentences(punt))]), woorden)
    ]


def worries(definitie: Definitie, dag: date) -> list[Treffer]:
    """The punten with a grondslag that is not confirmed, or that no longer holds on `dag`."""
    made = []
    for onderdeel, punt in _punten(definitie):
        zorg = [(worry(bron, dag), bron) for bron in all_grondslagen(punt)]
        plekken = [(woord, grondslag_text(bron)) for woord, bron in zorg if woord]
        if plekken:
            made.append(Treffer(punt.code, punt.vraag, onderdeel, plekken, punt.grondslagen))
    return made


def worry(bron: Grondslag, dag: date) -> str:
    """What is to look at in a grondslag: `Vervallen`, `Niet bevestigd` or nothing."""
    if bron.geldig_tot is not None and bron.geldig_tot < dag:
        return "Vervallen"
    return "Niet bevestigd" if bron.zekerheid == "onbevestigd" else ""


def all_grondslagen(punt: Controlepunt) -> list[Grondslag]:
    """Those of a punt, then those of its norms and of the norms of its vervolgvragen."""
    normen = [norm for vraag in (punt, *punt.vervolgvragen) for norm in vraag.normen]
    return [*punt.grondslagen, *(norm.grondslag for norm in normen if norm.grondslag is not None)]


def _punten(definitie: Definitie) -> Iterator[tuple[str, Controlepunt]]:
    for plek in walk_onderdelen(definitie):
        yield from ((plek.onderdeel.titel, punt) for punt in plek.onderdeel.punten)


def _sentences(punt: Controlepunt) -> Iterator[tuple[str, str]]:
    """Everything of a punt that has words, with what it is."""
    yield "Code", punt.code
    yield "Vraag", punt.vraag
    yield from (("Grondslag", grondslag_text(bron)) for bron in all_grondslagen(punt))
    yield "Toelichting", punt.toelichting or ""
    yield "Zo controleer je", punt.zo_controleer_je or ""
    for vraag in punt.vervolgvragen:
        yield f"Vervolgvraag {vraag.code}", " ".join([vraag.vraag, vraag.toelichting or ""])
    for vraag in (punt, *punt.vervolgvragen):
        yield from (("Antwoord", optie.label) for optie in vraag.opties)
    yield from (("Zin voor de bevinding", zin) for zin in punt.bevindingteksten)
    yield from (("Zin voor het herstel", zin) for zin in punt.herstelteksten)
    yield "Communicatie", punt.communicatie or ""


def _places(punt: Controlepunt, woorden: list[str]) -> list[tuple[str, str]]:
    """The sentences with most of the words, besides what the line shows anyway."""
    telling = [(sum(_found(zin, [woord]) for woord in woorden), label, zin) for label, zin in _sentences(punt)]
    meest = max((aantal for aantal, _, _ in telling), default=0)
    beste = [(label, zin) for aantal, label, zin in telling if aantal and aantal == meest]
    return list(dict.fromkeys(plek for plek in beste if plek[0] not in ("Code", "Vraag")))


def _found(tekst: str, woorden: Iterable[str]) -> bool:
    plat = _flat(tekst)
    heel = {deel.rstrip(".:") for deel in _TEKENS.findall(plat)}
    return all(woord in heel if _ARTIKEL.match(woord) else woord in plat for woord in woorden)


def _flat(tekst: str) -> str:
    ontleed = unicodedata.normalize("NFD", tekst.casefold())
    return "".join(teken for teken in ontleed if not unicodedata.combining(teken))
