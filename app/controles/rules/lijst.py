"""How a list of controles reads: which group a day belongs to, and how late it is, in words."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from app.controles.rules.status import Status

OPEN = frozenset({Status.GEPLAND, Status.BEZIG})


class Groep(StrEnum):
    """Headings of a list that is sorted by day."""

    TE_LAAT = "Te laat"
    DEZE_WEEK = "Deze week"
    VOLGENDE_WEEK = "Volgende week"
    LATER = "Later"
    GEWEEST = "Geweest"
    ZONDER_DAG = "Nog geen dag"


def is_late(status: str, dag: date | None, vandaag: date) -> bool:
    """True when the day has passed and the visit was not done."""
    return status in OPEN and dag is not None and dag < vandaag


def group_of(status: str, dag: date | None, vandaag: date) -> Groep:
    """The heading under which a controle stands."""
    if dag is None:
        return Groep.ZONDER_DAG
    if dag < vandaag:
        return Groep.TE_LAAT if is_late(status, dag, vandaag) else Groep.GEWEEST
    monday = vandaag - timedelta(days=vandaag.weekday())
    weeks = (dag - monday).days // 7
    return {0: Groep.DEZE_WEEK, 1: Groep.VOLGENDE_WEEK}.get(weeks, Groep.LATER)


def distance(dag: date, vandaag: date) -> str:
    """`3 dagen te laat`, `vandaag`, `morgen`, `over 4 dagen`."""
    days = (dag - vandaag).days
    if days < 0:
        return f"{-days} {'dag' if days == -1 else 'dagen'} te laat"
    return {0: "vandaag", 1: "morgen"}.get(days, f"over {days} dagen")


def protect_cell(text: str) -> str:
    """A cell for a spreadsheet: what a spreadsheet would run as a formula gets an apostrophe (OWASP CSV injection)."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"} else text
