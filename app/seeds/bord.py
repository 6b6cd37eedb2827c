"""The file the demo is read from: its shape, and its days as dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from importlib.resources import files
from typing import Any

import msgspec
import yaml

from app.core.clock import AMSTERDAM
from app.seeds.verhaal import Verhaal
from app.termijnen.rules.kalender import DAG, waarom_vrij


class Rij(msgspec.Struct, forbid_unknown_fields=True):
    """One controle of `data/controles.yaml`; `dag` in working days from the first day."""

    dag: int
    tijd: str
    object: str
    protocol: str
    soort: str
    aanleiding: str
    wie: str
    opdracht: str = ""
    fasen: list[str] = []
    zaak: str = ""
    verhaal: str = ""
    niet_aangetroffen: str = ""
    hercontrole_van: str = ""


class Bord(msgspec.Struct):
    """The file with zaken, controles and verhalen."""

    zaken: list[dict[str, Any]]
    controles: list[Rij]
    verhalen: dict[str, Verhaal]


def _read(name: str) -> Any:
    text = files("app.seeds").joinpath("data", name).read_text(encoding="utf-8")
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - the safe loader, in C


def workday(first: date, steps: int) -> date:
    """The working day `steps` after (or before) `first`; step 0 is the first day itself, free or not."""
    day, one = first, DAG if steps > 0 else -DAG
    for _ in range(abs(steps)):
        day += one
        while waarom_vrij(day):
            day += one
    return day


def moment(day: date, tijd: str) -> datetime:
    """A Dutch time on a day, in UTC."""
    return datetime.combine(day, time.fromisoformat(tijd), AMSTERDAM).astimezone(UTC)
