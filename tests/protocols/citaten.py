"""Reads the citations in the grondslag cells of the gebruik sheets, and knows which grondslag is which citation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.protocols.rules.bouwstenen import Grondslag
from tests.protocols.bronnen import GEBRUIK, Rij, segmenten

REGELINGEN = (
    "Bbl",
    "Bgbop",
    "Bal",
    "Ow",
    "Awb",
    "APV",
    "Drinkwaterbesluit",
    "Erfgoedwet",
    "Omgevingsplan",
    "LHSO",
    "Vaste lijn",
)
ARTIKEL = r"\d+\.\d+[a-z]?|\d+:\d+[a-z]?|tabel \d+\.\d+|bijlage I+|H\d\b"
AANTEKENING = r"(?<=[✔○?]) \([^)✔○?]*\)"
"""A remark in brackets behind a sign: it limits the citation, it is none."""


def citaten(cel: str, elders: Mapping[str, str], regeling: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Every citation of a cell: regulation, article, first lid, onderdeel, zekerheid."""
    bron = regeling
    for tekst, teken in segmenten(re.sub(AANTEKENING, "", cel), GEBRUIK):
        for treffer in re.finditer(rf"(?P<bron>\b(?i:{'|'.join(REGELINGEN)})\b)|(?P<artikel>{ARTIKEL})", tekst):
            if treffer["bron"]:
                bron = next(naam for naam in REGELINGEN if naam.lower() == treffer["bron"].lower())
                if not re.match(rf"[^,;/]*?(?:{ARTIKEL})", tekst[treffer.end() :]):
                    yield bron, "", "", "", teken or "onbevestigd"
                continue
            rest = re.match(r"(?: lid (\d+))?(?:-\d+)?(?: ([a-z])\b(?!\.))?", tekst[treffer.end() :])
            lid, onderdeel = (rest[1] or "", rest[2] or "") if rest else ("", "")
            yield (
                bron,
                treffer["artikel"],
                lid,
                onderdeel,
                teken or elders.get(f"{bron} {treffer['artikel']}", "onbevestigd"),
            )


def cites(grondslag: Grondslag, bron: str, artikel: str, lid: str, onderdeel: str) -> bool:
    """Whether a grondslag is that citation; what the citation leaves open may be anything."""
    vindplaats = (
        f"{grondslag.artikel or ''} {grondslag.toelichting or ''}" if ":" in artikel else grondslag.artikel or ""
    )
    return (
        grondslag.bron == bron
        and (not artikel or artikel in re.findall(ARTIKEL, vindplaats))
        and (not lid or lid in re.findall(r"\d+", grondslag.lid or ""))
        and (not onderdeel or onderdeel in (grondslag.onderdeel or ""))
    )


def mag(bron: str, zekerheid: str) -> set[str]:
    """Every municipality has its own omgevingsplan: a sign of a citation beside it does not confirm it."""
    return {zekerheid, "onbevestigd"} if bron == "Omgevingsplan" else {zekerheid}


def may_be_added(grondslag: Grondslag, rij: Rij) -> bool:
    """What is not in the grondslag cell is unconfirmed, or cites an article that the row names elsewhere."""
    elders = f"{rij.toelichting} {rij.vervolg}"
    genoemd = [*re.findall(ARTIKEL, grondslag.artikel or ""), *re.findall(r"\d+", grondslag.lid or "")]
    if grondslag.zekerheid == "onbevestigd":
        return not re.findall(ARTIKEL, grondslag.artikel or "") or all(n in elders for n in genoemd)
    return bool(genoemd) and all(
        re.search(rf"(?<!\d){re.escape(n)}(?!\d)", f"{elders} {rij.grondslag}") for n in genoemd
    )


def adressaat(bron: str, artikel: str) -> str:
    """Whom an article binds by its chapter: eigenaar, gebruiker, `anders`, or nothing where it names no article."""
    if bron == "Omgevingsplan" or not re.match(r"[\dHb]", artikel):
        return ""
    if bron != "Bbl":
        return "anders"
    if artikel.startswith("6."):
        return "gebruiker"
    return "eigenaar" if artikel.startswith(("3.", "bijlage II", "H3")) or artikel == "2.6" else "anders"
