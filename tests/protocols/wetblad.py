"""Holds the grondslagen of an item against a cell that cites many laws, each in its own numbering.

Where the sheets on brandveiligheid cite the Bbl alone, those on alcohol, exploitation, housing and sustainability cite
a dozen sources. Here a citation is a source, the numbers behind it, and the sign that follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.protocols.rules.bouwstenen import Grondslag
from tests.protocols.bronnen import GEBRUIK, Rij, delen, plek, segmenten, tekens, zekerheden
from tests.protocols.citaten import AANTEKENING

NAMEN: Mapping[str, str] = {
    r"GGD-hygiëneadvies": "GGD-hygiëneadvies",
    r"GGD-advies": "GGD-advies",
    r"\badvies": "Advies",
    r"Alcoholwet": "Alcoholwet",
    r"Alcoholbesluit": "Alcoholbesluit",
    r"anterieure overeenkomst": "contract",
    r"APV": "APV",
    r"Awbi": "Awbi",
    r"Awb": "Awb",
    r"Bal\b": "Bal",
    r"Bbl": "Bbl",
    r"BRP": "Wet BRP",
    r"BW\b": "BW",
    r"Convenant": "Convenant preventie gehoorschade",
    r"Drinkwaterbesluit": "Drinkwaterbesluit",
    r"Lokaal beleid": "Lokaal beleid",
    r"Omgevingsplan": "Omgevingsplan",
    r"Opiumwet": "Opiumwet",
    r"Ow\b": "Ow",
    r"Regeling SUP": "Regeling SUP",
    r"SNF|Privaat": "SNF",
    r"Tabakswet": "Tabakswet",
    r"terrasbeleid": "Terrasbeleid",
    r"(?:vergunning)?voorschrift|vergunning": "vergunning",
    r"Werkafspraak": "Werkafspraak",
    r"Wgv": "Wgv",
    r"WoK": "WoK",
    r"Wpbr": "Wpbr",
}
"""How a source is written in a cell -> its name in a definition."""
GETAL = r"(?<![\w.:])\d+(?:[.:]\d+)?[a-z]?(?!\w|:\d)"

BUITEN_DE_CEL = rf"({GETAL}) lid (\d+)[^✔○?]*([✔○?])"
"""An article that the explanation or the follow-up cites, with its sign."""


def citaten(cel: str, standaard: str) -> Iterator[tuple[str, set[str], str]]:
    """Per source in a cell its numbers (articles and leden alike) and zekerheid; without a source it is `standaard`.

    A source keeps until the next is named, also past a sign: `Bbl 3.117 ✔, 6.21 ✔`.
    """
    bron = standaard
    for deel in delen(re.sub(AANTEKENING, "", cel)):
        for tekst, teken in segmenten(deel, GEBRUIK):
            for naam, stuk in _stukken(tekst, bron):
                yield naam, set(_getallen(stuk)), teken or "onbevestigd"
                bron = naam


def grondslag_verschillen(protocol: str, rij: Rij, standaard: str, elders: Mapping[str, str]) -> Iterator[str]:
    """Every citation is a grondslag under its own sign, every sign counts, and none is added.

    `elders` gives what carries no sign in its cell the sign it has elsewhere in the sheet.
    """
    gronden = [grond for grond in plek(protocol, rij.code).punt.grondslagen if grond.regime == "ow"]
    for bron, getallen, zekerheid in citaten(rij.grondslag, standaard):
        past = [g for g in gronden if g.bron == bron and g.zekerheid in {zekerheid, elders.get(bron, zekerheid)}]
        weg = getallen - set().union(*map(_noemt, past))
        if not past or weg:
            yield f"{bron} {' '.join(sorted(weg))} staat er niet als {zekerheid}"
    for artikel, lid, teken in re.findall(BUITEN_DE_CEL, f"{rij.toelichting} {rij.vervolg}"):
        if not any({artikel, lid} <= _noemt(g) and g.zekerheid == GEBRUIK.zekerheid[teken] for g in gronden):
            yield f"{artikel} lid {lid} staat er niet als {GEBRUIK.zekerheid[teken]}"
    for teken, aantal in (tekens(rij.grondslag, GEBRUIK) - zekerheden(plek(protocol, rij.code).punt)).items():
        yield f"{aantal} keer te weinig {teken}"
    genoemd = {bron for bron, _, _ in citaten(f"{rij.grondslag} {rij.toelichting} {rij.vervolg}", standaard)}
    bekend = set(_getallen(f"{rij.grondslag} {rij.toelichting} {rij.vervolg}"))
    for grond in gronden:
        vreemd = set(_getallen(f"{grond.artikel or ''} {grond.lid or ''}")) - bekend
        if grond.bron not in genoemd or vreemd:
            yield f"{grond.bron} {grond.artikel} {grond.lid} staat niet in het blad"


def _stukken(tekst: str, bron: str) -> Iterator[tuple[str, str]]:
    """The piece cut at the sources it names."""
    patroon = "|".join(f"(?P<n{nummer}>{vorm})" for nummer, vorm in enumerate(NAMEN))
    treffers = list(re.finditer(patroon, tekst, re.IGNORECASE))
    eerste = tekst[: treffers[0].start()] if treffers else tekst
    if not treffers or _getallen(eerste):
        yield bron, eerste
    einden = [*(treffer.start() for treffer in treffers[1:]), len(tekst)]
    for treffer, einde in zip(treffers, einden, strict=bool(treffers)):
        yield [*NAMEN.values()][int(str(treffer.lastgroup)[1:])], tekst[treffer.end() : einde]


def _getallen(tekst: str) -> list[str]:
    """Numbers of articles and leden; both ends of a range."""
    return re.findall(GETAL, re.sub(r"(?<=\w)-(?=\d)", " ", tekst))


def _noemt(grond: Grondslag) -> set[str]:
    return set(_getallen(f"{grond.artikel or ''} {grond.lid or ''} {grond.toelichting or ''}"))
