"""The main menu: which entrances a person sees."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request, url_for

from app.accounts.access import has_rol
from app.accounts.models import Rol

PUNTEN: tuple[tuple[str, str, tuple[Rol, ...]], ...] = (
    ("controles.index", "Controles", ()),
    ("planning.index", "Planbord", (Rol.PLANNER,)),
    ("objecten.index", "Objecten", ()),
    ("protocols.index", "Protocollen", ()),
    ("dashboard.index", "Cijfers", ()),
    ("beheer.accounts", "Beheer", (Rol.BEHEERDER,)),
    ("pwa.vandaag", "Telefoon", (Rol.TOEZICHTHOUDER,)),
)
"""Endpoint, word, and for whom (empty = everyone)."""


@dataclass(frozen=True)
class Punt:
    """An entrance; `hier` when the page is behind it, `precies` when it is that very page."""

    label: str
    url: str
    hier: bool
    precies: bool


def hoofdmenu() -> list[Punt]:
    """The entrances of the person who is logged in, in order."""
    return [
        _punt(endpoint, label)
        for endpoint, label, rollen in PUNTEN
        if has_rol(*rollen) and endpoint in current_app.view_functions
    ]


def _punt(endpoint: str, label: str) -> Punt:
    url = url_for(endpoint)
    start = "/beheer" if endpoint.startswith("beheer.") else url
    hier = request.path == start or request.path.startswith(f"{start.rstrip('/')}/")
    return Punt(label, url, hier, request.path == url)
