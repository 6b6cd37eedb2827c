"""Holds an item of a bouw sheet against the controlepunt made from it, and names every difference.

Each function takes the protocol and a row of its sheet and gives sentences; no sentences means that the definition
carries that part of the row as structure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.protocols.rules.bouwstenen import Voorwaarde
from app.protocols.rules.definitie import Vraag
from tests.protocols import kort
from tests.protocols.bronnen import (
    BOUW,
    NIETS,
    Rij,
    artikelen,
    bladeren,
    definitie,
    delen,
    eenheden,
    fasen,
    gevolgen,
    keuzelijsten,
    opties,
    plek,
    segmenten,
    tekens,
    toon_als_delen,
    vervolg_delen,
    vraagt_naar,
    zekerheden,
)

TYPEN = {"D": "datum", "T": "tekst", "F": "foto", "K": "keuze", "M": "meerkeuze", "G": "getal", "n/N": "steekproef"}
"""Sign of an answer in a bouw sheet -> type of the question."""
REGELINGEN = ("Ow", "Bbl", "Bkl", "Omgevingsregeling", "Woningwet", "omgevingsplan", "bruidsschat")
"""Names of regulations in the grondslag cells, as they are written in a definition."""
AANTEKENING = "seed:"
"""A part of a follow-up cell that starts so is a remark about where it comes from: it belongs in the explanation."""


def kern_verschillen(protocol: str, rij: Rij) -> list[str]:
    """Question, phases, level, photo sign and oordeel of the item itself."""
    punt = plek(protocol, rij.code).punt
    verwacht = {
        "vraag": (punt.vraag, rij.vraag),
        "fasen": (punt.fasen, fasen(rij)),
        "niveau": (punt.niveau, rij.niveau),
        "foto": (punt.foto.wanneer, BOUW.foto[rij.foto]),
        "type": (punt.type, _soort(delen(rij.antwoord, "+")[0])),
        "uitleg": (bool(punt.toelichting or punt.zo_controleer_je), _uitleg(rij) not in NIETS),
    }
    return [f"{naam}: {is_} in plaats van {moet}" for naam, (is_, moet) in verwacht.items() if is_ != moet]


def gevolg_verschillen(protocol: str, rij: Rij) -> list[str]:
    """The standard gevolg and each `G wordt n` or `G n`, whose condition must look at a follow-up of the item."""
    punt = plek(protocol, rij.code).punt
    standaard = [] if rij.gevolg in NIETS else [int(rij.gevolg)]
    moet = standaard + [int(n) for n in re.findall(r"\bG (?:wordt )?(\d)", rij.vervolg)]
    fouten = [] if gevolgen(punt) == moet else [f"gevolg {gevolgen(punt)} in plaats van {moet}"]
    for regel in punt.gevolg_regels:
        if not any(naam.startswith(f"{punt.code}.") for naam in vraagt_naar(regel.als)):
            fouten.append(f"de verhoging naar {regel.naar} kijkt niet naar een vervolgvraag")
    return fouten


def antwoord_verschillen(protocol: str, rij: Rij) -> list[str]:
    """What is asked beside the oordeel (`V4 + G(m)`): a follow-up without condition, of that type, unit and choice.
    An item that is a choice itself offers the choices of the sheet."""
    punt = plek(protocol, rij.code).punt
    altijd = [vraag for vraag in punt.vervolgvragen if vraag.toon_als is None]
    signs = delen(rij.antwoord, "+")
    fouten = [] if signs[0] == BOUW.oordeel or _past(punt, signs[0], protocol) else [f"{signs[0]} past niet"]
    for teken in signs[1:]:
        if not any(_past(vraag, teken, protocol) for vraag in altijd):
            fouten.append(f"geen vaste vervolgvraag voor {teken}")
    return fouten


def vervolg_verschillen(protocol: str, rij: Rij) -> list[str]:
    """Every part of the follow-up cell: enough things follow, with the types, choices and conditions it names."""
    stukken = [stuk for stuk in vervolg_delen(rij) if not stuk.startswith(AANTEKENING)]
    volgers = list(kort.volgers(plek(protocol, rij.code)))
    fouten = [] if len(volgers) >= len(stukken) else [f"{len(volgers)} vervolgen bij {len(stukken)} in het blad"]
    for stuk in stukken:
        fouten += [f"{stuk!r}: {fout}" for fout in _stuk_verschillen(protocol, rij.code, stuk)]
    return fouten


def toon_als_verschillen(protocol: str, rij: Rij) -> list[str]:
    """`Toon als …` is a condition on a declared fact (shown when unknown) or on the item it names; else none."""
    plaats, gezegd = plek(protocol, rij.code), toon_als_delen(rij)
    if bool(plaats.toon_als) != bool(gezegd):
        return [f"toon_als is {'er' if plaats.toon_als else 'er niet'}, in het blad staat {gezegd}"]
    namen = set().union(*(vraagt_naar(voorwaarde) for voorwaarde in plaats.toon_als))
    genoemd = {code for tekst in gezegd for code in re.findall(r"[A-Z]{2}-\d+", tekst)}
    if genoemd:
        return [f"hangt niet af van {code}" for code in genoemd if not any(naam.startswith(code) for naam in namen)]
    bekend = {feit.code for feit in definitie(protocol).feiten}
    fouten = [f"{naam} is geen verklaard feit" for naam in namen - bekend]
    return fouten + ([] if not gezegd or plaats.toont_bij_onbekend else ["een onbekend feit verbergt het punt"])


def herhaling_verschillen(protocol: str, rij: Rij) -> list[str]:
    """`↻ per x` puts the item in a repeat per x; in the follow-up cell it is a repeat inside, for its finding."""
    plaats = plek(protocol, rij.code)
    moet = re.findall(r"↻ per (\w+)", rij.toelichting)
    fouten = [] if plaats.herhaald_per == moet else [f"herhaald per {plaats.herhaald_per} in plaats van {moet}"]
    for per in re.findall(r"↻ per (\w+)", rij.vervolg):
        binnen = [deel for deel in plaats.onderdelen[-1].onderdelen if deel.herhaling and deel.herhaling.per == per]
        if not any(_kijkt_naar(deel.toon_als, rij.code, "voldoet_niet") for deel in binnen):
            fouten.append(f"geen herhaling per {per} bij voldoet niet")
        for punt in (punt for deel in binnen for punt in kort.punten_van(deel, rij.code)):
            if (punt.fasen, punt.niveau, punt.grondslagen) != (fasen(rij), rij.niveau, plaats.punt.grondslagen):
                fouten.append(f"{punt.code} heeft een andere fase, niveau of grondslag dan {rij.code}")
    return fouten


def grondslag_verschillen(protocol: str, rij: Rij) -> list[str]:
    """Every sign is a grondslag with that zekerheid, and every article in the cell stands under its own sign."""
    punt = plek(protocol, rij.code).punt
    heeft, moet = zekerheden(punt), tekens(rij.grondslag, BOUW)
    fouten = [
        f"{heeft[naam]} keer {naam}, in het blad {aantal} keer" for naam, aantal in moet.items() if heeft[naam] < aantal
    ]
    fouten += [f"{naam} staat niet in het blad" for naam in heeft if naam not in moet and naam != "onbevestigd"]
    for tekst, zekerheid in (stuk for deel in delen(rij.grondslag) for stuk in segmenten(deel, BOUW)):
        onder = [g for g in punt.grondslagen if g.regime == "ow" and g.zekerheid == (zekerheid or "onbevestigd")]
        gezegd = {
            "artikel": (artikelen(tekst), " ".join(g.artikel or "" for g in onder)),
            "lid": (re.findall(r"lid (\d)", tekst), " ".join(g.lid or "" for g in onder)),
            "regeling": (_regelingen(tekst), " ".join(g.bron for g in onder)),
        }
        fouten += [
            f"{n} {x} is niet {zekerheid}" for n, (namen, heeft_) in gezegd.items() for x in namen if x not in heeft_
        ]
    return fouten


def tekst_verschillen(protocol: str, rij: Rij) -> list[str]:
    """Every number and most words of the explanation are kept; items of gevolg 3 and 4 have sentences with blanks."""
    punt = plek(protocol, rij.code).punt
    tekst = " ".join(filter(None, [punt.toelichting, punt.zo_controleer_je])).lower()
    bron = re.sub(r"\[[^\]]*\]|[A-Z]{2}-\d+|zie ", "", _uitleg(rij)).lower()
    fouten = [f"{getal} ontbreekt in de uitleg" for getal in re.findall(r"\d+(?:,\d+)?", bron) if getal not in tekst]
    woorden = re.findall(r"[^\W\d_]{7,}", bron)
    weg = [woord for woord in woorden if woord[:5] not in tekst]
    fouten += [f"de uitleg mist {weg}"] if len(weg) > 0.4 * len(woorden) else []
    if max(gevolgen(punt), default=0) >= 3:
        fouten += [] if any("…" in zin for zin in punt.bevindingteksten) else ["geen bevindingtekst met een open plek"]
        fouten += [] if punt.herstelteksten else ["geen hersteltekst"]
    return fouten


def _uitleg(rij: Rij) -> str:
    """The explanation cell without what it says about repeats."""
    return re.sub(r";? ?↻ per \w+", "", rij.toelichting).strip()


# --- one part of a follow-up cell --------------------------------------------------------------------------------


def _stuk_verschillen(protocol: str, code: str, stuk: str) -> Iterator[str]:
    volgers = list(kort.volgers(plek(protocol, code)))
    voorwaardelijk = [(vraag, als) for vraag, als in volgers if vraag is not None and als]
    for lijst in keuzelijsten(stuk):
        soort = "meerkeuze" if f"M[{lijst[0]}" in stuk else "keuze"
        if not any(vraag.type == soort and _biedt(vraag, lijst, protocol) for vraag, _ in voorwaardelijk):
            yield f"geen {soort} met {lijst}"
    for eenheid in eenheden(stuk, BOUW):
        if not any(vraag.type == "getal" and _in_eenheid(vraag, eenheid) for vraag, _ in voorwaardelijk):
            yield f"geen getal in {eenheid}"
    kaal = re.sub(r"[KM]\[[^\]]*\]", "", stuk)
    for teken in re.findall(r"(?<![\w(])([DTF])(?!\w)|\(([DTFG])\b", kaal):
        soort = TYPEN[teken[0] or teken[1]]
        plicht = "verplicht" in stuk
        if not any(vraag.type == soort and vraag.verplicht >= plicht for vraag, _ in voorwaardelijk):
            yield f"geen {soort}{' die verplicht is' if plicht else ''}"
    yield from _voorwaarde_verschillen(code, stuk, [als for _, als in volgers])


def _voorwaarde_verschillen(code: str, stuk: str, voorwaarden: list[list[Voorwaarde]]) -> Iterator[str]:
    bladen = [blad for reeks in voorwaarden for als in reeks for blad in bladeren(als)]
    eigen = [blad for blad in bladen if blad.vraag and blad.vraag.startswith(f"{code}.")]
    if stuk.startswith("VN") and not eigen and not any(_is_blad(blad, code, "voldoet_niet") for blad in bladen):
        yield "niets hangt af van voldoet niet"
    for waarde in re.findall(r"(?:^|\? )(ja|nee) →", stuk):
        if not any(blad.is_ == waarde for blad in bladen if blad in eigen or blad.vraag == code):
            yield f"niets hangt af van {waarde}"
    for teken, getal in re.findall(r"([<>]) (\d+(?:,\d+)?)", stuk):
        grens = float(getal.replace(",", "."))
        if not any((blad.groter if teken == ">" else blad.kleiner) == grens for blad in bladen):
            yield f"geen voorwaarde {teken} {getal}"


def _regelingen(tekst: str) -> list[str]:
    return [naam for naam in REGELINGEN if re.search(rf"\b{naam}\b", tekst, re.IGNORECASE)]


def _soort(teken: str) -> str:
    """The type an answer sign stands for: `K[ja, nee]` is a keuze."""
    return "oordeel" if teken == BOUW.oordeel else TYPEN["n/N" if teken == "n/N" else teken[0]]


def _in_eenheid(vraag: Vraag, eenheid: str) -> bool:
    """Whether a number is asked in that unit; what the sheet counts (`aantal`) has the name of the counted."""
    return vraag.eenheid == eenheid or (eenheid == "aantal" and vraag.eenheid is not None and vraag.decimalen == 0)


def _past(vraag: Vraag, teken: str, protocol: str) -> bool:
    if vraag.type != _soort(teken):
        return False
    if vraag.type == "getal":
        return all(_in_eenheid(vraag, eenheid) for eenheid in eenheden(teken, BOUW))
    return all(_biedt(vraag, lijst, protocol) for lijst in keuzelijsten(teken))


def _biedt(vraag: Vraag, lijst: list[str], protocol: str) -> bool:
    """Whether a choice offers exactly what the sheet lists; one word in the brackets names the list or a part of it."""
    if vraag.type not in ("keuze", "meerkeuze"):
        return False
    waarden = opties(vraag, definitie(protocol))
    if len(lijst) > 1:
        return waarden == [_slug(optie) for optie in lijst]
    return len(waarden) > 1


def _slug(tekst: str) -> str:
    kaal = unicodedata.normalize("NFKD", tekst.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", kaal).strip("_")


def _is_blad(blad: Voorwaarde, code: str, waarde: str) -> bool:
    return blad.vraag == code and blad.is_ == waarde


def _kijkt_naar(voorwaarde: Voorwaarde | None, code: str, waarde: str) -> bool:
    return any(_is_blad(blad, code, waarde) for blad in bladeren(voorwaarde))
