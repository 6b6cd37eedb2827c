"""The choices an organisatie may make, with their defaults and bounds."""

from __future__ import annotations

from typing import Any

STANDAARD: dict[str, Any] = {
    "bewaardagen_telefoon": 14,
    "vaststellen_door_tweede": False,
    "publiceren_door_tweede": False,
    "bewaarbesluit": "",
}
"""`bewaardagen_telefoon`: days sent bytes stay on the phone; `vaststellen_door_tweede`: a second person fixes the
report; `publiceren_door_tweede`: who wrote the last change of a protocol does not publish it; `bewaarbesluit`: the
decision that adopted the terms of `bewaarjaren`, without which nothing is destroyed."""
BLIJVEND = 0
"""Typed for a term: kept for good."""


def with_defaults(instellingen: dict[str, Any]) -> dict[str, Any]:
    """All choices of an organisatie, its own first."""
    return STANDAARD | {name: value for name, value in instellingen.items() if name in STANDAARD}


def years_in(jaren: dict[str, int]) -> dict[str, int | None]:
    """Terms as they were typed, as they are kept: 0 is for good (None)."""
    return {naam: None if jaar == BLIJVEND else jaar for naam, jaar in jaren.items()}


def years_out(jaren: dict[str, int | None]) -> dict[str, int]:
    """Terms as a form shows them: for good is 0."""
    return {naam: BLIJVEND if jaar is None else jaar for naam, jaar in jaren.items()}
