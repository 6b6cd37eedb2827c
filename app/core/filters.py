"""How values read on a Dutch page: days, moments, numbers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import Flask

from app.core.clock import local

DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def dag(value: date | None) -> str:
    """`27 november 2026`."""
    return f"{value.day} {MAANDEN[value.month - 1]} {value.year}" if value else ""


def weekdag(value: date | None) -> str:
    """`vrijdag 27 november 2026`."""
    return f"{DAGEN[value.weekday()]} {dag(value)}" if value else ""


def korte_dag(value: date | None) -> str:
    """`vr 27 nov`."""
    return f"{DAGEN[value.weekday()][:2]} {value.day} {MAANDEN[value.month - 1][:3]}" if value else ""


def tijd(value: datetime | None) -> str:
    """`10:31`, on a Dutch clock."""
    return f"{local(value):%H:%M}" if value else ""


def tijdstip(value: datetime | None) -> str:
    """`27 november 2026, 10:31`, on a Dutch clock."""
    return f"{dag(local(value).date())}, {tijd(value)}" if value else ""


def getal(value: Decimal | float | int | str | None) -> str:
    """Dutch decimal comma: `0,62`."""
    return "" if value is None else str(value).replace(".", ",")


def meervoud(aantal: int, een: str, meer: str) -> str:
    """`1 controle`, `2 controles`."""
    return f"{aantal} {een if aantal == 1 else meer}"


def dom_id(row: Any, part: str = "") -> str:
    """One element id for drawer and target: `controle-7f3…` or `controle-7f3…-dag`."""
    key = row.id if isinstance(getattr(row, "id", None), UUID) else row
    name = getattr(row, "__tablename__", "rij").replace("_", "-")
    return f"{name}-{key}{'-' + part if part else ''}"


def niet_leeg(values: dict[str, Any]) -> dict[str, Any]:
    """Attributes that have a value: an empty one is not written."""
    return {name: value for name, value in values.items() if value not in (None, "")}


def initialen(naam: str) -> str:
    """`Karin Maas` -> `KM`: first and last word that starts with a capital."""
    words = [word for word in naam.split() if word[:1].isupper()] or naam.split() or ["?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def init_filters(app: Flask) -> None:
    """Makes the filters known to Jinja."""
    for function in (dag, weekdag, korte_dag, tijd, tijdstip, getal, niet_leeg):
        app.add_template_filter(function)
    app.add_template_global(initialen)
    app.add_template_global(meervoud)
    app.add_template_global(dom_id)
