"""Reads the cases in `tests/vectors/` that the rules in Python and their twins in JavaScript both must pass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from app.protocols.rules.plan import Plan
from app.protocols.rules.stand import Antwoord, Sleutel, Stand

VECTORS = Path(__file__).parent.parent / "vectors"


def load_vectors(naam: str) -> Any:
    """The content of one file of cases; each case has at least a `naam`."""
    return json.loads((VECTORS / f"{naam}.json").read_text(encoding="utf-8"))


def plan_from(vorm: dict[str, Any]) -> Plan:
    """A plan from its JSON."""
    return msgspec.convert(vorm, Plan)


def key_from(sleutel: str) -> Sleutel:
    """`CODE@pad` as (code, pad)."""
    code, _, pad = sleutel.partition("@")
    return code, pad


def stand_from(vorm: dict[str, Any]) -> Stand:
    """A stand from its JSON, keys written `CODE@pad`."""
    selectie = vorm.get("selectie")
    return Stand(
        antwoorden={key_from(naam): Antwoord.from_wire(waarde) for naam, waarde in vorm.get("antwoorden", {}).items()},
        herhalingen=vorm.get("herhalingen", {}),
        feiten=vorm.get("feiten", {}),
        fasen=frozenset(vorm.get("fasen", ())),
        niveau=vorm.get("niveau", "4"),
        selectie=None if selectie is None else frozenset(key_from(naam) for naam in selectie),
        fotos={key_from(naam): aantal for naam, aantal in vorm.get("fotos", {}).items()},
        bezoek=vorm.get("bezoek", {}),
    )
