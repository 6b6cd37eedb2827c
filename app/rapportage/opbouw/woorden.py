"""The Dutch words for codes of the model, as they read on paper."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from app.controles.rules.journaal import day_of, moment_of
from app.controles.rules.status import SOORTEN
from app.core.filters import dag, getal, tijdstip
from app.protocols.rules.beschrijven import norm_mark
from app.protocols.rules.bouwstenen import Grondslag, Norm, Optie
from app.protocols.rules.definitie import Vraag

OORDELEN = {
    "voldoet": "voldoet",
    "voldoet_niet": "voldoet niet",
    "nvt": "niet van toepassing",
    "nader_onderzoek": "nader onderzoek",
    "niet_gecontroleerd": "niet gecontroleerd",
}
AANLEIDINGEN = {
    "jaarprogramma": "jaarprogramma",
    "thema": "themacontrole",
    "zaak": "vergunning of melding",
    "melding": "klacht of melding",
    "handhavingsverzoek": "handhavingsverzoek",
    "incident": "incident",
    "hercontrole": "hercontrole",
    "eigen_waarneming": "eigen waarneming",
}
BETREDING = {
    "geen": "niets betreden",
    "erf_bedrijf": "erf of bedrijf betreden (Awb 5:15)",
    "woning_met_toestemming": "woning betreden met toestemming van de bewoner",
    "woning_met_machtiging": "woning betreden met machtiging (Awbi)",
    "woning_gevaar": "woning betreden zonder machtiging, wegens gevaar (Awbi)",
}
LEGITIMATIE = {"ja": "getoond", "nee_niet_gevraagd": "niet getoond, er is niet om gevraagd"}
UITKOMSTEN = {
    "geen_overtreding": "Geen overtreding vastgesteld",
    "overtreding": "Overtreding vastgesteld",
    "niet_te_beoordelen": "Niet te beoordelen",
    "niemand_aanwezig": "Niemand aanwezig",
    "geen_toegang": "Geen toegang",
}
LEGALISATIE = {
    "concreet_zicht": "concreet zicht op legalisatie",
    "geen_concreet_zicht": "geen concreet zicht op legalisatie",
    "nog_te_bepalen": "nog te bepalen",
    "nvt": "niet van toepassing",
}
NORMADRESSAAT = {
    "eigenaar": "eigenaar",
    "gebruiker": "gebruiker",
    "organisator": "organisator",
    "exploitant": "exploitant",
    "vergunninghouder": "vergunninghouder",
    "bouwer": "bouwer",
}
DOCUMENT = {"gezien": "gezien", "niet_getoond": "niet getoond", "verlopen": "verlopen"}
NIVEAUS = {
    "S": "S, steekproef",
    "1": "1",
    "2": "2",
    "3": "3",
    "4": "4",
}
BEWERKINGEN = {
    "vervagen": "vervaagd",
    "vervaag": "vervaagd",
    "blur": "vervaagd",
    "pijl": "pijl getekend",
    "cirkel": "cirkel getekend",
    "tekst": "tekst geplaatst",
    "lijn": "lijn getekend",
}
ZEKERHEID = {
    "gelezen": "tekst gelezen",
    "secundair": "uit een andere bron",
    "onbevestigd": "niet bevestigd",
}
_OPERATOREN = {"<=": "hoogstens", ">=": "minstens", "<": "minder dan", ">": "meer dan", "=": "precies"}


def soort_toezicht(code: str) -> str:
    """`T4, toezicht brandveilig gebruik`; a kind without a letter is its name alone."""
    naam = SOORTEN.get(code, code)
    return f"{code}, {naam[:1].lower()}{naam[1:]}" if code[1:].isdigit() and naam != code else naam


def grondslag(grond: Grondslag) -> str:
    """`Bbl 7.15 lid 1 onder a`; empty when there is none."""
    if grond.bron == "geen":
        return ""
    delen = [grond.bron, grond.artikel or ""]
    if grond.lid:
        delen.append(f"lid {grond.lid}")
    if grond.onderdeel:
        delen.append(f"onder {grond.onderdeel}")
    return " ".join(deel for deel in delen if deel)


def norm(vraag: Vraag, norm_: Norm, labels: Mapping[str, str]) -> str:
    """`hoogstens 0,10 m`, or what the bound is called when a fact gives it."""
    if norm_.waarde is None:
        label = labels.get(norm_.waarde_uit or "", "de vergunde waarde")
        grens = label[:1].lower() + label[1:]
    else:
        eenheid = {"datum": "maanden oud", "tijdstip": "maanden oud"}.get(vraag.type, vraag.eenheid or "")
        grens = f"{getal(norm_.waarde)} {eenheid}".strip()
    return f"{_OPERATOREN[norm_.operator]} {grens}{norm_mark(norm_)}"


def answer(vraag: Vraag, waarde: object) -> str:
    """The value of an answer that is no oordeel, in words. A value of another shape is written as it came."""
    if waarde is None or waarde == "":
        return ""
    labels = {optie.waarde: optie.label for optie in vraag.opties}
    if isinstance(waarde, list):
        return ", ".join(labels.get(str(item), str(item)) for item in waarde)
    if isinstance(waarde, Mapping):
        return _composed(vraag, waarde)
    tekst = str(waarde)
    if vraag.type == "getal":
        eenheid = "" if vraag.eenheid == "aantal" else vraag.eenheid or ""
        return f"{_number(tekst)} {eenheid}".strip()
    if vraag.type == "datum":
        return dag(day_of(tekst)) or tekst
    if vraag.type == "tijdstip":
        return tijdstip(moment_of(tekst)) or tekst
    return labels.get(tekst, tekst)


def _composed(vraag: Vraag, waarde: Mapping[str, object]) -> str:
    if vraag.type == "document":
        stand = str(waarde.get("stand") or "")
        datum = str(waarde.get("datum") or "")
        gedateerd = f"gedateerd {dag(day_of(datum)) or datum}" if datum else ""
        return ", ".join(deel for deel in (DOCUMENT.get(stand, stand), gedateerd) if deel)
    if vraag.type == "steekproef":
        return sample(waarde)
    if vraag.type == "locatie":
        return place(waarde)
    return ", ".join(f"{naam}: {deel}" for naam, deel in waarde.items())


def place(waarde: Mapping[str, object]) -> str:
    """`Hoek Markt, 51.61, 5.53 (breedte, lengte)`: in words, on the map, or both."""
    punt = f"{waarde['lat']}, {waarde.get('lon')} (breedte, lengte)" if waarde.get("lat") is not None else ""
    return ", ".join(deel for deel in (str(waarde.get("omschrijving") or ""), punt) if deel)


def sample(waarde: object) -> str:
    """`3 van 12 bekeken`; empty when it is no sample."""
    if not isinstance(waarde, Mapping) or waarde.get("n") is None:
        return ""
    return f"{waarde.get('n')} van {waarde.get('van') if waarde.get('van') is not None else '?'} bekeken"


def _number(tekst: str) -> str:
    try:
        return getal(f"{Decimal(tekst):f}")
    except InvalidOperation:
        return tekst


def option(opties: list[Optie], waarde: str) -> str:
    """The label of a choice."""
    return next((optie.label for optie in opties if optie.waarde == waarde), waarde)


def edits(bewerkingen: list[dict[str, object]]) -> list[str]:
    """What was done to an edited copy, each kind once: `vervaagd`, `pijl getekend`."""
    kinds = [str(item.get("soort") or item.get("type") or "") for item in bewerkingen]
    return list(dict.fromkeys(BEWERKINGEN.get(kind, kind) for kind in kinds if kind))
