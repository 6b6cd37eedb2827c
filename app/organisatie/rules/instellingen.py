"""The choices an organisatie may make, with their defaults and bounds."""

from __future__ import annotations

from typing import Any

STANDAARD: dict[str, Any] = {
    "bewaardagen_telefoon": 14,
    "vaststellen_door_tweede": False,
}
"""`bewaardagen_telefoon`: days sent bytes stay on the phone; `vaststellen_door_tweede`: a second person fixes the
report."""


def with_defaults(instellingen: dict[str, Any]) -> dict[str, Any]:
    """All choices of an organisatie, its own first."""
    return STANDAARD | {name: value for name, value in instellingen.items() if name in STANDAARD}
