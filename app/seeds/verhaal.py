"""What a visit of the demo tells: read from its story, walked by `wandeling`."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Afwijking(Struct, forbid_unknown_fields=True):
    """What is wrong at one point, as the story tells it."""

    constatering: str
    herstel: str
    """What the betrokkene must do, as the report and the letter say it."""
    voorschrift: str = ""
    waar: str = ""
    scenes: list[str] = []
    gevolg: int = 2
    gedrag: str = "B"
    waarom_gevolg: str = "Het gevolg past bij wat ter plaatse te zien was."
    waarom_gedrag: str = "Volgde de aanwijzingen op toen daarom werd gevraagd."
    omstandigheid: str = ""
    """`verzachtend` or `verzwarend`."""
    omstandigheid_code: str = ""
    waarom_verschuift: str = ""
    weken: int = 2
    direct_hersteld: bool = False


class Verhaal(Struct, forbid_unknown_fields=True):
    """A visit: what was wrong, what was not looked at, which repeats there were, what was said."""

    afwijkingen: dict[str, Afwijking] = {}
    niet_gecontroleerd: dict[str, str] = {}
    nvt: dict[str, str] = {}
    waarden: dict[str, Any] = {}
    """What was measured, counted or chosen, per code, where the story depends on it; of a day it may be how many days
    before the visit."""
    overzicht: str = "gevel"
    """The scene where a photo is required and nothing is wrong."""
    herhalingen: dict[str, list[str]] = {}
    gesproken_met: str = ""
    reactie: str = ""
    betrokkene: str = ""
