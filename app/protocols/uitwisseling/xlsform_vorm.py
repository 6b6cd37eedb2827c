"""What reading an XLSForm is made of: codes from names, lists, bounds, and what we would have written ourselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from app.protocols.rules.definitie import Definitie
from app.protocols.uitwisseling.xlsform_rijen import JA_NEE, Rij, survey
from app.protocols.uitwisseling.xlsx_lezen import Regel

Ruw = dict[str, Any]
Lijst = list[tuple[str, str, str]]
"""Choices: the name in the form, our value, the label."""
SLEUTEL = re.compile(r"[a-z][a-z0-9_-]{0,59}")
CODE = re.compile(r"([a-z][a-z0-9_-]*:)?[A-Z][A-Z0-9]*(-[A-Z0-9]+)*(\.[0-9]+)*")
_GRENS = re.compile(r"\.\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)")
_LENGTE = re.compile(r"string-length\(\s*\.\s*\)\s*(>=|>)\s*(\d+)")
_DECIMALEN = re.compile(r"regex\(string\(\.\), '\^-\?\[0-9\]\+\(\[\.\]\[0-9\]\{1,(\d+)\}\)\?\$'\)")
_ZINNEN = {
    "appearance": "Hoe een vraag eruitziet, bepaalt Schouw zelf.",
    "default": "Een antwoord vooraf kent Schouw niet.",
    "calculation": "Een berekening kent Schouw niet.",
    "choice_filter": "Een keuzelijst die van een ander antwoord afhangt, kent Schouw niet.",
    "constraint_message": "De zin bij een fout antwoord maakt Schouw zelf.",
    "required_message": "De zin bij een leeg antwoord maakt Schouw zelf.",
    "repeat_count": "Een vast aantal herhalingen kent Schouw niet. Stel zelf een minimum en maximum in.",
    "read_only": "Een vraag die je niet kunt invullen, kent Schouw niet.",
    "readonly": "Een vraag die je niet kunt invullen, kent Schouw niet.",
    "parameters": "Deze instelling van de vraag kent Schouw niet.",
    "list_name": "Deze keuze hoort bij een lijst die geen vraag gebruikt.",
    "relevant": "Deze voorwaarde hoort bij een rij die niet is overgenomen.",
}


@dataclass
class Vraagrij:
    """A row that became a question or an onderdeel (`ruw`), with the list it chooses from."""

    regel: Regel
    naam: str
    ruw: Ruw
    lijst: str = ""


def onderdeel_code(naam: str) -> str:
    """A key of ours for any name: `1. Gebouw & terrein` becomes `gebouw-terrein`."""
    if SLEUTEL.fullmatch(naam):
        return naam
    kaal = re.sub(r"[^a-z0-9_]+", "-", naam.lower()).strip("-_0123456789")[:50].strip("-")
    return kaal or "deel"


def vraag_code(naam: str) -> str:
    """A code of ours for any name: `fire_door` becomes `FIRE-DOOR`."""
    if CODE.fullmatch(naam) and len(naam) <= 60:
        return naam
    kaal = re.sub(r"[^A-Z0-9]+", "-", naam.upper()).strip("-")[:50].strip("-")
    return kaal if kaal[:1].isalpha() else f"V-{kaal}".strip("-")


def read_lists(regels: list[Regel], tell: Callable[..., None]) -> dict[str, Lijst]:
    """The choices of each list. Values that cannot be ours get another one, and that is told."""
    lijsten: dict[str, Lijst] = {}
    for regel in regels:
        if "list_name" not in regel.cellen or "name" not in regel.cellen:
            continue
        lijst, naam = lijsten.setdefault(regel.take("list_name"), []), regel.take("name")
        label, bezet = regel.take("label") or naam, {waarde for _, waarde, _ in lijst}
        waarde = vrij = naam if SLEUTEL.fullmatch(naam) else _value(naam)
        nummer = 1
        while waarde in bezet:
            nummer += 1
            waarde = f"{vrij}_{nummer}"
        if waarde != naam and not _is_ours(regel):
            tell(regel, "name", f"Deze keuze heet hier {waarde}.", naam)
        lijst.append((naam, waarde, label))
    return lijsten


def _is_ours(regel: Regel) -> bool:
    return regel.cellen["list_name"].tekst.startswith("schouw_")


def _value(naam: str) -> str:
    kaal = re.sub(r"[^a-z0-9]+", "_", naam.lower()).strip("_")[:50]
    return kaal if kaal[:1].isalpha() else f"k_{kaal}".rstrip("_")


def options(lijst: Lijst) -> list[Ruw]:
    """Choices in the shape of a file."""
    return [{"waarde": waarde, "label": label} for _, waarde, label in lijst]


def bounds(tekst: str) -> Ruw | None:
    """What a `constraint` says of an answer; None when it says something else too."""
    grenzen: Ruw = {}
    for deel in re.split(r"\s+and\s+", tekst.strip()) if tekst.strip() else []:
        kaal = deel.strip()
        if gevonden := _GRENS.fullmatch(kaal):
            grenzen["minimum" if gevonden[1] == ">=" else "maximum"] = gevonden[2]
        elif gevonden := _LENGTE.fullmatch(kaal):
            grenzen["minimum_lengte"] = int(gevonden[2]) + (gevonden[1] == ">")
        elif gevonden := _DECIMALEN.fullmatch(kaal):
            grenzen["decimalen"] = int(gevonden[1])
        else:
            return None
    return grenzen


def fact_type(soort: str, lijst: str) -> str:
    """The type of a fact, by the type of the row that asks for it."""
    if lijst == JA_NEE:
        return "ja_nee"
    types = {"decimal": "getal", "date": "datum", "select_one": "keuze", "select_multiple": "meerkeuze"}
    return types.get(soort, "tekst")


def expected_rows(ruw: Ruw, feiten: dict[str, Ruw]) -> dict[str, Rij]:
    """The rows we would write for this definition, by name; none when its shape is not right yet. `feiten` are those
    the form asks for, also of its blocks."""
    eigen = {feit["code"]: feit for feit in ruw.get("feiten", [])}
    try:
        alle = list((eigen | {code: feit for code, feit in feiten.items() if code not in eigen}).values())
        definitie = msgspec.convert({**ruw, "blokken": [], "feiten": alle}, Definitie, strict=False)
    except (msgspec.ValidationError, KeyError, TypeError):
        return {}
    return {rij["name"]: rij for rij in survey(definitie) if "name" in rij}


def without_scope(voorwaarde: Ruw, ruw: Ruw) -> Ruw:
    """The condition without the fasen and the niveau that the point has by itself; empty when that was all."""
    scope = [{"fase": ruw.get("fasen")}, {"niveau_vanaf": ruw.get("niveau")}]
    if "alle" not in voorwaarde:
        return {} if voorwaarde in scope else voorwaarde
    delen = [deel for deel in voorwaarde["alle"] if deel not in scope]
    return voorwaarde | {"alle": delen} if len(delen) > 1 else (delen or [{}])[0]


def without_blocks(ruw: Ruw) -> Ruw:
    """The definition without what its blocks bring along by themselves."""
    if not ruw.get("blokken"):
        return ruw
    return ruw | {"onderdelen": [deel for deel in ruw["onderdelen"] if ":" not in deel["code"]]}


def strip_marks(onderdelen: list[Ruw]) -> None:
    """Takes away what only reading needed."""
    for onderdeel in onderdelen:
        onderdeel.pop("_los", None)
        strip_marks(onderdeel.get("onderdelen", []))


def left_sentence(kop: str, *, formule: bool) -> str:
    """Why a cell did not come along."""
    if formule:
        return "Een formule rekent Schouw niet uit. Zet er de uitkomst neer."
    if "::" in kop and kop.split("::")[0].strip() in ("label", "hint", "guidance_hint"):
        return "Schouw kent één taal. Deze vertaling is niet overgenomen."
    return _ZINNEN.get(kop, f"De kolom {kop} kent Schouw niet.")
