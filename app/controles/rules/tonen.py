"""How an answer reads for people in the office: by its type, with unit and labels."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.protocols.rules.definitie import Definitie, Vraag
from app.protocols.rules.getallen import dutch_number

OORDELEN = {
    "voldoet": "Voldoet",
    "voldoet_niet": "Voldoet niet",
    "nvt": "N.v.t.",
    "nader_onderzoek": "Nader onderzoek",
    "niet_gecontroleerd": "Niet gecontroleerd",
}
AFWIJKEND = frozenset({"voldoet_niet", "nader_onderzoek", "niet_gecontroleerd"})
"""Judgements that ask for a look."""
STANDEN = {"gezien": "Gezien", "niet_getoond": "Niet getoond", "verlopen": "Verlopen"}


def show_value(vraag: Vraag, waarde: object, definitie: Definitie | None = None) -> str:
    """The value in words; a value of another shape than its type is shown as it is, never hidden."""
    if waarde is None or waarde == "":
        return ""
    if vraag.type == "oordeel":
        return OORDELEN.get(str(waarde), str(waarde))
    if vraag.type == "getal":
        return f"{dutch_number(waarde) if isinstance(waarde, str) else waarde} {vraag.eenheid or ''}".strip()
    if vraag.type in {"keuze", "meerkeuze"}:
        return _choices(vraag, waarde, definitie)
    if isinstance(waarde, Mapping):
        return _compound(vraag, waarde)
    return _moment(str(waarde)) if vraag.type in {"datum", "tijdstip"} else str(waarde)


def _choices(vraag: Vraag, waarde: object, definitie: Definitie | None) -> str:
    options = vraag.opties or (definitie.lijsten.get(vraag.lijst or "", []) if definitie else [])
    labels = {optie.waarde: optie.label for optie in options}
    chosen = waarde if isinstance(waarde, list) else [waarde]
    return ", ".join(labels.get(str(keuze), str(keuze)) for keuze in chosen)


def _compound(vraag: Vraag, waarde: Mapping[str, object]) -> str:
    if vraag.type == "steekproef":
        return f"{waarde.get('n', '?')} van {waarde.get('van', '?')}"
    if vraag.type == "document":
        stand = STANDEN.get(str(waarde.get("stand")), str(waarde.get("stand") or ""))
        return f"{stand}, {_moment(str(waarde['datum']))}" if waarde.get("datum") else stand
    if vraag.type == "locatie":
        punt = f"{waarde['lat']}, {waarde.get('lon')}" if waarde.get("lat") is not None else ""
        return ", ".join(deel for deel in (str(waarde.get("omschrijving") or ""), punt) if deel)
    return ", ".join(f"{key}: {value}" for key, value in waarde.items())


def _moment(text: str) -> str:
    try:
        if len(text) == 10:
            dag = date.fromisoformat(text)
            return f"{dag.day}-{dag.month}-{dag.year}"
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{moment.day}-{moment.month}-{moment.year} {moment:%H:%M}"


IN_WOORDEN = ("waarde", "reden", "reden_geen", "toelichting", "constatering", "onderschrift", "titel", "naam")
"""Where an entry holds what its maker typed or chose, whatever its kind."""


def in_short(inhoud: Mapping[str, Any]) -> str:
    """What its maker recognises in an entry, also one that nobody could read: `Voldoet niet; gezien bij rondgang`.
    Empty when there are no such words."""
    antwoord = inhoud.get("antwoord")
    velden = {**inhoud, **antwoord} if isinstance(antwoord, Mapping) else inhoud
    gezegd = [velden.get(naam) for naam in IN_WOORDEN]
    woorden = (OORDELEN.get(deel, deel) for deel in gezegd if isinstance(deel, str))
    return "; ".join(woord for woord in woorden if woord)
