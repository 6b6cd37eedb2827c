"""Holds an item of the sheet evenementen against the controlepunt made from it, and names every difference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from app.protocols.rules.definitie import Controlepunt
from tests.protocols.bronnen import (
    GEBRUIK,
    Rij,
    bladeren,
    definitie,
    delen,
    eenheden,
    gevolg_van_vervolg,
    gevolgen,
    keuzelijsten,
    opties,
    plek,
    tekens,
    toon_als_delen,
    vervolg_delen,
    vraagt_naar,
    zekerheden,
)
from tests.protocols.verschil import ongelijk

BLAD = (Path(__file__).parent / "bronnen" / "evenementen.md").read_text(encoding="utf-8")
SETS: dict[str, Any] = yaml.safe_load(BLAD.split("```yaml\n")[1].split("```")[0])["evt_minimumset"]
"""What each category asks, what features bring in and what repeats."""
TYPEN = {
    "VN": "oordeel",
    "DOC": "document",
    "KZ": "keuze",
    "GET": "getal",
    "DAT": "tijdstip",
    "TXT": "tekst",
}
"""Sign of an answer in the sheet -> type of the question."""
EENHEDEN = {"aantal": "stuks"}
"""Units the sheet leaves to the reader."""
ZONDER_VOORWAARDE = {"EVT-20", "EVT-34", "EVT-35"}
"""Items that may rise by the sheet without it saying when: they stand under `openstaand`, no condition is invented."""
NAMEN = (
    "APV",
    "Bgbop",
    "Ow",
    "Alcoholwet",
    "vergunning",
    "omgevingsplan",
    "veiligheidsplan",
    "Wpbr",
    "Regeling verkeersregelaars",
    "Warenwetbesluit attractie- en speeltoestellen",
    "Vuurwerkbesluit",
    "hygiënerichtlijn",
    "NEN 8020-41",
)
"""Sources the sheet names."""


def kern_verschillen(protocol: str, rij: Rij) -> list[str]:
    """Question, phase, photo sign and its hint."""
    punt = plek(protocol, rij.code).punt
    return [
        *ongelijk("vraag", punt.vraag, rij.vraag),
        *ongelijk("fasen", punt.fasen, [rij.fase]),
        *ongelijk("foto", punt.foto.wanneer, GEBRUIK.foto[rij.foto]),
        *ongelijk("hint bij een aanbevolen foto", bool(punt.foto.hint), rij.foto == "A"),
    ]


def antwoord_verschillen(protocol: str, rij: Rij) -> Iterator[str]:
    """Also what is asked beside the oordeel, which always belongs to it, and the choices of the sheet."""
    punt, (hoofd, *naast) = plek(protocol, rij.code).punt, delen(rij.antwoord, "+")
    yield from ongelijk("type", punt.type, _type(hoofd))
    altijd = [(vraag.type, vraag.eenheid) for vraag in punt.vervolgvragen if vraag.toon_als is None]
    for teken in naast:
        eenheid = next((EENHEDEN.get(naam, naam) for naam in eenheden(teken, GEBRUIK)), None)
        if (_type(teken), eenheid) not in altijd:
            yield f"geen vaste vervolgvraag voor {teken}"
    keuzes = [opties(v, definitie(protocol)) for v in (punt, *punt.vervolgvragen) if v.type == "keuze"]
    for lijst in keuzelijsten(rij.antwoord):
        if [naam.replace(" ", "_") for naam in lijst] not in keuzes:
            yield f"geen keuze uit {lijst}"


def _type(teken: str) -> str:
    return TYPEN[re.split(r"[\[(+]", teken)[0]]


def gevolg_verschillen(protocol: str, rij: Rij) -> Iterator[str]:
    """The standard gevolg and its raises; what has no condition in the sheet is open."""
    punt = plek(protocol, rij.code).punt
    moet = [int(n) for n in rij.gevolg.split("→")] + [int(n) for n in re.findall(r"→ gevolg (\d)", rij.vervolg)]
    if rij.code in ZONDER_VOORWAARDE:
        moet = moet[:1]
        if not any(rij.code in zin for zin in definitie(protocol).openstaand):
            yield "staat niet onder wat open is"
    yield from ongelijk("gevolg", gevolgen(punt), moet)
    for regel in punt.gevolg_regels:
        if not any(naam.startswith(f"{rij.code}.") for naam in vraagt_naar(regel.als)):
            yield f"de verhoging naar {regel.naar} kijkt niet naar een vervolgvraag"


def vervolg_verschillen(protocol: str, rij: Rij) -> Iterator[str]:
    """Every part of the follow-up cell is there, with its units, documents and conditions."""
    punt = plek(protocol, rij.code).punt
    stukken = [stuk for stuk in vervolg_delen(rij) if "n.v.t." not in stuk]
    if gevolg_van_vervolg(punt) < len(stukken):
        yield f"{gevolg_van_vervolg(punt)} vervolgen bij {len(stukken)} in het blad"
    gevraagd = {(vraag.type, vraag.eenheid) for vraag in punt.vervolgvragen}
    for eenheid in (deel for stuk in stukken for naam in eenheden(stuk, GEBRUIK) for deel in naam.split(" of ")):
        if ("getal", eenheid) not in gevraagd:
            yield f"geen getal in {eenheid}"
    if any("DOC" in stuk for stuk in stukken) and ("document", None) not in gevraagd:
        yield "geen document"
    yield from _voorwaarde_verschillen(punt, rij)


def _voorwaarde_verschillen(punt: Controlepunt, rij: Rij) -> Iterator[str]:
    vragen, acties, regels = punt.vervolgvragen, punt.acties, punt.gevolg_regels
    voorwaarden = [*(v.toon_als for v in vragen), *(a.als for a in acties), *(r.als for r in regels)]
    bladen = [blad for voorwaarde in voorwaarden for blad in bladeren(voorwaarde)]
    for teken, getal in re.findall(r"([<>]) (\d+(?:,\d+)?) (?:m|dB)\b", rij.vervolg):
        grens = float(getal.replace(",", "."))
        if not any((blad.groter if teken == ">" else blad.kleiner) == grens for blad in bladen):
            yield f"geen voorwaarde {teken} {getal}"
    if "nee →" in rij.vervolg and not any(b.deel == "direct_hersteld" and b.is_ is False for b in bladen):
        yield "niets hangt af van niet direct hersteld"


def tekst_verschillen(protocol: str, rij: Rij) -> Iterator[str]:
    """Every number and most words of the explanation are kept; items of gevolg 3 and 4 have sentences with blanks."""
    punt = plek(protocol, rij.code).punt
    tekst = " ".join(filter(None, [punt.toelichting, punt.zo_controleer_je]))
    if not tekst:
        yield "geen uitleg"
    for getal in re.findall(r"\d+(?:[.,]\d+)*", rij.toelichting):
        if getal not in tekst:
            yield f"{getal} ontbreekt in de uitleg"
    woorden = re.findall(r"[^\W\d_]{6,}", rij.toelichting.lower())
    weg = [woord for woord in woorden if woord[:5] not in tekst.lower()]
    if len(weg) > 0.5 * len(woorden):
        yield f"de uitleg mist {weg}"
    if max(gevolgen(punt), default=0) >= 3:
        if not any("…" in zin for zin in punt.bevindingteksten):
            yield "geen bevindingtekst met een open plek"
        if not punt.herstelteksten:
            yield "geen hersteltekst"


def toon_als_verschillen(protocol: str, rij: Rij) -> Iterator[str]:
    """Whatever hides it is a declared fact, which shows it while unknown."""
    plaats = plek(protocol, rij.code)
    yield from ongelijk("bij onbekend", plaats.punt.bij_onbekend, "toon" if plaats.punt.toon_als else "verberg")
    feiten = {feit.code for feit in definitie(protocol).feiten}
    for naam in set().union(*map(vraagt_naar, plaats.toon_als)) - feiten:
        yield f"{naam} is geen verklaard feit"
    if toon_als_delen(rij) and not plaats.toon_als:
        yield "geen voorwaarde"


def herhaling_verschillen(protocol: str, rij: Rij) -> list[str]:
    """The item repeats per group of the sheet."""
    moet = [groep for groep, codes in SETS["herhaalgroepen"].items() if rij.code in codes]
    return ongelijk("herhaald per", plek(protocol, rij.code).herhaald_per, moet)


# --- grondslagen ---------------------------------------------------------------------------------------------------


def citaten(rij: Rij) -> Iterator[tuple[str, str | None]]:
    """The pieces of the grondslag cell with the zekerheid of their sign; what stands in brackets apart."""
    for deel in delen(rij.grondslag):
        buiten = re.sub(r"\([^)]*\)", "", deel)
        for stuk in re.split(rf"(?<=[{''.join(GEBRUIK.zekerheid)}])", buiten):
            if stuk.strip(" ,"):
                yield stuk, next((GEBRUIK.zekerheid[teken] for teken in stuk if teken in GEBRUIK.zekerheid), None)
        for binnen in re.findall(r"\(([^)]*)\)", deel):
            yield binnen, next((GEBRUIK.zekerheid[teken] for teken in binnen if teken in GEBRUIK.zekerheid), None)


def artikelen(tekst: str) -> list[str]:
    """The article numbers in a piece of a grondslag cell."""
    los = re.sub(r"lid \d+(?:-\d+)?|NEN \S+", "", tekst)
    return re.findall(r"\d+[.:]\d+(?:-\d+\.\d+)?|(?<=Alcoholwet )\d+|(?<=, )20(?= ✔)|(?<=art\. )\d+", los)


def grondslag_verschillen(protocol: str, rij: Rij) -> Iterator[str]:
    """A citation without a sign is not confirmed, unless the same article carries a sign elsewhere in the sheet."""
    punt = plek(protocol, rij.code).punt
    for tekst, zekerheid in citaten(rij):
        toegestaan = {zekerheid} if zekerheid else {"onbevestigd", "gelezen"}
        for artikel in artikelen(tekst):
            if not any(g.artikel == artikel and g.zekerheid in toegestaan for g in punt.grondslagen):
                yield f"{artikel} is niet {' of '.join(toegestaan)}"
        for naam in (naam for naam in NAMEN if re.search(rf"\b{naam}\b", tekst, re.IGNORECASE)):
            if not any(g.bron == naam and g.zekerheid == (zekerheid or "onbevestigd") for g in punt.grondslagen):
                yield f"{naam} is niet {zekerheid or 'onbevestigd'}"
    for teken, aantal in (tekens(rij.grondslag, GEBRUIK) - zekerheden(punt)).items():
        yield f"{aantal} keer te weinig {teken}"


def toegevoegde_grondslagen(protocol: str, rij: Rij) -> Iterator[str]:
    """Sources the sheet does not name."""
    cel = f"{rij.grondslag} {rij.vervolg}".lower()
    for bron in plek(protocol, rij.code).punt.grondslagen:
        elders = (bron.bron, bron.artikel) == ("Alcoholwet", "35")
        if not (bron.bron.lower() in cel or elders) or (bron.artikel or "") not in cel or (bron.lid or "") not in cel:
            yield f"{bron.bron} {bron.artikel} {bron.lid} staat niet in het blad"


def orgaan_verschillen(protocol: str, rij: Rij) -> list[str]:
    """The sheet: burgemeester for APV and Alcoholwet (and the permit under the APV), college for Bgbop."""
    punt = plek(protocol, rij.code).punt
    moet = {"Bgbop": "college", "Wpbr": None, "Warenwetbesluit attractie- en speeltoestellen": None}
    return ongelijk("orgaan", punt.bevoegd_orgaan, moet.get(punt.grondslagen[0].bron, "burgemeester"))
