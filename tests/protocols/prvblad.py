"""Holds an item of a gebruik sheet against the controlepunt made from it, and names every difference.

Each function takes the protocol and a row of its sheet and gives sentences; no sentences means that the definition
carries that part of the row as structure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.protocols.rules.bouwstenen import Norm, Voorwaarde
from app.protocols.rules.definitie import Controlepunt, Vraag
from tests.protocols.bronnen import (
    GEBRUIK,
    NIETS,
    Rij,
    bladeren,
    definitie,
    delen,
    eenheden,
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
from tests.protocols.citaten import adressaat, citaten, cites, mag, may_be_added

TYPEN = {
    "VN": "oordeel",
    "GET": "getal",
    "DAT": "datum",
    "TXT": "tekst",
    "KZ": "keuze",
    "MK": "meerkeuze",
    "DOC": "document",
}
"""Sign of an answer in a gebruik sheet -> type of the question."""
EENHEDEN = {"m2": "m²", "m3": "m³", "toilet": "toiletten", "douche": "douches"}
"""Units as the sheet types them -> as they are written."""
OPTIES = {"24_uurs": "zorg_24_uurs"}
"""Choices whose key may not begin with a digit."""


def kern_verschillen(
    protocol: str, rij: Rij, eigen_woorden: Mapping[str, str], *, fase_is_onderdeel: bool = False
) -> list[str]:
    """Question (as in the sheet, or in our own words where listed), phase, photo sign and level of the item.

    The phases of a block that any protocol may include are its onderdelen: it has no moments of its own.
    """
    plaats = plek(protocol, rij.code)
    punt = plaats.punt
    heeft_fasen = [deel.code for deel in plaats.onderdelen] if fase_is_onderdeel else punt.fasen
    verwacht = {
        "vraag": (punt.vraag, eigen_woorden.get(rij.code, rij.vraag)),
        "fasen": (heeft_fasen, [rij.fase]),
        "foto": (_foto(punt), GEBRUIK.foto[rij.foto]),
        "hint bij een aanbevolen foto": (bool(punt.foto.hint) or rij.foto != "A", True),
        "niveau": (punt.niveau, "S"),
        "uitleg": (bool(punt.toelichting or punt.zo_controleer_je) or rij.toelichting in NIETS, True),
    }
    return [f"{naam}: {is_} in plaats van {moet}" for naam, (is_, moet) in verwacht.items() if is_ != moet]


def gevolg_verschillen(protocol: str, rij: Rij) -> list[str]:
    """The standard gevolg and its raise (`3→4`, or `→ 4`, `→ gevolg 4` in the follow-up cell).

    A raise for which the sheet names no condition is not made up: the definition then says so in `openstaand`.
    """
    punt = plek(protocol, rij.code).punt
    moet = [int(n) for n in re.findall(r"\d", rij.gevolg)]
    moet += [int(n) for n in re.findall(r"→ (?:gevolg )?(\d)\b", rij.vervolg) if int(n) not in moet]
    if len(moet) == 2 and _staat_open(protocol, rij.code, moet):
        moet = moet[:1]
    fouten = [] if gevolgen(punt) == moet else [f"gevolg {gevolgen(punt)} in plaats van {moet}"]
    for regel in punt.gevolg_regels:
        bladen = list(bladeren(regel.als))
        fouten += (
            []
            if any(_is_blad(blad, punt.code, "voldoet_niet") for blad in bladen)
            else ["verhoging zonder voldoet niet"]
        )
        fouten += [] if len(bladen) > 1 else [f"de verhoging naar {regel.naar} heeft geen eigen voorwaarde"]
    return fouten


def antwoord_verschillen(protocol: str, rij: Rij) -> list[str]:
    """The type of the item, and what is asked beside it (`VN+GET[m]`): a follow-up without condition."""
    punt = plek(protocol, rij.code).punt
    tekens_ = delen(rij.antwoord, "+")
    hoofd = _teken(tekens_[0])
    soort = "meerkeuze" if hoofd == "KZ" and "meer adressaten toestaan" in rij.vervolg else _type(tekens_[0])
    fouten = [] if punt.type == soort else [f"type {punt.type} in plaats van {soort}"]
    fouten += [f"andere opties dan {lijst}" for lijst in keuzelijsten(tekens_[0]) if not _biedt(punt, lijst, protocol)]
    fouten += [f"niet in {eenheid}" for eenheid in _eenheden(tekens_[0]) if punt.eenheid != eenheid]
    if "min. 30 tekens" in rij.antwoord and punt.minimum_lengte != 30:
        fouten.append("geen minimum van 30 tekens")
    vast = [vraag for vraag in punt.vervolgvragen if vraag.toon_als is None]
    fouten += [
        f"geen vaste vervolgvraag voor {teken}"
        for teken in tekens_[1:]
        if not any(_past(vraag, teken, protocol) for vraag in vast)
    ]
    return fouten


def vervolg_verschillen(protocol: str, rij: Rij, elders: Mapping[str, str] | None = None) -> list[str]:
    """Every part of the follow-up cell is structure: as much follows, of the types, units and conditions named.

    `elders` names the items whose follow-up is structure of another kind, with what it is; its test stands apart.
    """
    if rij.code in (elders or {}):
        return []
    punt = plek(protocol, rij.code).punt
    stukken = vervolg_delen(rij)
    aantal = len(punt.vervolgvragen) + len(punt.acties) + len(punt.gevolg_regels) + len(alle_normen(punt))
    fouten = [] if aantal >= len(stukken) else [f"{aantal} vervolgen bij {len(stukken)} in het blad"]
    for eenheid in _eenheden(rij.vervolg):
        for deel in eenheid.split("/"):
            if not any(vraag.type == "getal" and vraag.eenheid == deel for vraag in punt.vervolgvragen):
                fouten.append(f"geen getal in {deel}")
    for teken in re.findall(r"\b(TXT|DOC|KZ|MK|GET)\b", re.sub(r"GET\[[^\]]*\]", "", rij.vervolg)):
        if not any(vraag.type == TYPEN[teken] for vraag in punt.vervolgvragen):
            fouten.append(f"geen {TYPEN[teken]}")
    bladen = [blad for als in voorwaarden(punt) for blad in bladeren(als)]
    if "VN!" in rij.vervolg and not any(_bij_afwijking(blad, punt.code) for blad in bladen):
        fouten.append("niets hangt af van voldoet niet")
    if "ter plekke" in rij.vervolg and not any(blad.deel == "direct_hersteld" for blad in bladen):
        fouten.append("niets hangt af van ter plekke hersteld")
    if "spoed" in rij.vervolg and not any(actie.soort == "spoed" for actie in punt.acties):
        fouten.append("geen spoed")
    return fouten


def toon_als_verschillen(protocol: str, rij: Rij) -> list[str]:
    """`Toon als …` is a condition on a declared fact, shown when it is unknown, or on the item it names."""
    plaats, gezegd = plek(protocol, rij.code), toon_als_delen(rij)
    if not gezegd:
        return []
    namen = set().union(*(vraagt_naar(als) for als in plaats.toon_als)) if plaats.toon_als else set()
    genoemd = {code for tekst in gezegd for code in re.findall(r"(?:PRV|ZPL)-[A-Z]?\d+", tekst)}
    if not namen:
        return ["geen voorwaarde"]
    if genoemd:
        return [f"hangt niet af van {code}" for code in genoemd - namen]
    bekend = {feit.code for feit in definitie(protocol).feiten}
    fouten = [f"{naam} is geen verklaard feit" for naam in sorted(namen - bekend)]
    return fouten + ([] if plaats.toont_bij_onbekend else ["een onbekend feit verbergt het punt"])


def grondslag_verschillen(protocol: str, rij: Rij, elders: Mapping[str, str], *, regeling: str = "Bbl") -> list[str]:
    """Every sign is a grondslag of that zekerheid, every citation stands under its own sign, and none is added.

    `elders` holds citations without a sign in the cell that carry one elsewhere in the sheet; `regeling` is the one
    meant where the cell names none.
    """
    punt = plek(protocol, rij.code).punt
    heeft, moet = zekerheden(punt), tekens(rij.grondslag, GEBRUIK)
    fouten = [f"{heeft[n]} keer {n}, in het blad {aantal} keer" for n, aantal in moet.items() if heeft[n] < aantal]
    gevonden = list(citaten(rij.grondslag, elders, regeling))
    for bron, artikel, lid, onderdeel, zekerheid in gevonden:
        past = [
            g
            for g in punt.grondslagen
            if cites(g, bron, artikel, lid, onderdeel) and g.zekerheid in mag(bron, zekerheid)
        ]
        fouten += [] if past else [f"{bron} {artikel} {lid} {onderdeel}".strip() + f" staat er niet als {zekerheid}"]
    for grondslag in (grond for grond in punt.grondslagen if grond.regime == "ow"):
        if not any(cites(grondslag, *citaat[:4]) for citaat in gevonden) and not may_be_added(grondslag, rij):
            fouten.append(f"{grondslag.bron} {grondslag.artikel} staat niet in het blad")
    return fouten


def tekst_verschillen(protocol: str, rij: Rij) -> list[str]:
    """Every number and most words of the explanation are kept; items of gevolg 3 and 4 have sentences with blanks."""
    punt = plek(protocol, rij.code).punt
    tekst = " ".join(
        filter(None, [punt.vraag, punt.toelichting, punt.zo_controleer_je, *(o.label for o in punt.opties)])
    ).lower()
    bron = rij.toelichting.lower()
    fouten = [
        f"{n} ontbreekt in de uitleg"
        for n in re.findall(r"\d+(?:[.,]\d+)*", bron)
        if not re.search(rf"(?<!\d){n}(?!\d)", tekst)
    ]
    woorden = re.findall(r"[^\W\d_]{7,}", bron)
    weg = [woord for woord in woorden if woord[:5] not in tekst]
    fouten += [f"de uitleg mist {weg}"] if len(weg) > len(woorden) / 2 else []
    if max(gevolgen(punt), default=0) >= 3:
        fouten += (
            []
            if punt.bevindingteksten and all("…" in zin for zin in punt.bevindingteksten)
            else ["geen bevindingtekst met een open plek"]
        )
        fouten += [] if punt.herstelteksten else ["geen hersteltekst"]
    return fouten


def normadressaat_verschillen(protocol: str, rij: Rij) -> list[str]:
    """Bbl hoofdstuk 3 and art. 2.6 bind the eigenaar, hoofdstuk 6 the gebruiker; where both do, a text tells who."""
    punt = plek(protocol, rij.code).punt
    soorten = {adressaat(bron, artikel) for bron, artikel, *_ in citaten(rij.grondslag, {}, "Bbl")} - {""}
    if len(soorten) == 1 and soorten <= {"eigenaar", "gebruiker"}:
        moet = soorten.pop()
        return [] if punt.normadressaat == moet else [f"normadressaat {punt.normadressaat} in plaats van {moet}"]
    if soorten == {"eigenaar", "gebruiker"}:
        return [] if punt.normadressaat is None and punt.communicatie else ["niet gezegd wie waarop wordt aangesproken"]
    return []


def blok_verschillen(protocol: str, rij: Rij) -> list[str]:
    """An item scored on Bbl 6.4 or 3.5 opens the block zorgplichten at voldoet niet; others do not."""
    punt = plek(protocol, rij.code).punt
    moet = any(artikel in ("6.4", "3.5") for bron, artikel, *_ in citaten(rij.grondslag, {}, "Bbl") if bron == "Bbl")
    openers = [a for a in punt.acties if a.soort == "blok_openen" and a.naar == "zorgplichten"]
    heeft = any(_is_blad(actie.als, punt.code, "voldoet_niet") for actie in openers)
    return [] if heeft == moet else [f"blok zorgplichten {'gaat open' if heeft else 'gaat niet open'}"]


def alle_normen(punt: Controlepunt) -> list[Norm]:
    """The norms of an item and of its follow-ups."""
    return [norm for vraag in (punt, *punt.vervolgvragen) for norm in vraag.normen]


def voorwaarden(punt: Controlepunt) -> Iterator[Voorwaarde]:
    """Every condition that something of an item hangs on."""
    for vraag in punt.vervolgvragen:
        yield from (als for als in (vraag.toon_als, vraag.verplicht_als) if als)
    yield from (actie.als for actie in punt.acties)
    yield from (regel.als for regel in punt.gevolg_regels)


# --- photos and answers -----------------------------------------------------------------------------------------------


def _foto(punt: Controlepunt) -> str:
    """The photo sign; what is no oordeel cannot fail, there a photo that is required on a condition does the same."""
    if any(vraag.type == "foto" and vraag.verplicht_als for vraag in punt.vervolgvragen):
        return "bij_afwijking"
    return punt.foto.wanneer


def _staat_open(protocol: str, code: str, gevolg: list[int]) -> bool:
    """Whether the definition says that nobody knows when this gevolg rises."""
    gezegd = [zin for zin in definitie(protocol).openstaand if zin.startswith(f"{code}:")]
    return any(f"gevolg {gevolg[0]} dat kan oplopen naar {gevolg[1]}, maar niet wanneer" in zin for zin in gezegd)


def _teken(tekst: str) -> str:
    return re.match(r"[A-Z]+", tekst)[0]  # type: ignore[index]


def _type(teken: str) -> str:
    return "tijdstip" if teken == "DAT(tijd)" else TYPEN[_teken(teken)]


def _eenheden(cel: str) -> list[str]:
    return [EENHEDEN.get(eenheid, eenheid) for eenheid in eenheden(cel, GEBRUIK)]


def _past(vraag: Vraag, teken: str, protocol: str) -> bool:
    if vraag.type != _type(teken):
        return False
    return all(vraag.eenheid == eenheid for eenheid in _eenheden(teken)) and all(
        _biedt(vraag, lijst, protocol) for lijst in keuzelijsten(teken)
    )


def _biedt(vraag: Vraag, lijst: list[str], protocol: str) -> bool:
    slugs = [re.sub(r"[^a-z0-9]+", "_", optie.lower()) for optie in lijst]
    return opties(vraag, definitie(protocol)) == [OPTIES.get(slug, slug) for slug in slugs]


def _is_blad(blad: Voorwaarde, code: str, waarde: str) -> bool:
    return blad.vraag == code and (blad.is_ == waarde or waarde in (blad.in_ or []))


def _bij_afwijking(blad: Voorwaarde, code: str) -> bool:
    return _is_blad(blad, code, "voldoet_niet") or (blad.vraag == code and blad.deel == "direct_hersteld")
