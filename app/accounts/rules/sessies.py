"""How long one stays logged in, and how a browser reads in a list."""

from __future__ import annotations

from datetime import datetime, timedelta

RUST = timedelta(hours=12)
"""Unused for this long, a session is over."""
MAXIMUM = timedelta(days=7)
"""However busy, one logs in again after this."""
BIJHOUDEN = timedelta(minutes=10)
"""How precisely *last seen* is kept: a write per request would cost more than it tells."""
BEWAREN = timedelta(days=30)
"""An ended session is remembered this long."""

_BROWSERS = (
    ("Edg", "Edge"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMEN = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
"""What a user agent holds and what people call it; the first that fits: Edge also says Chrome, Chrome also Safari."""


def is_over(begonnen: datetime, gezien: datetime, now: datetime) -> bool:
    """True when a session that began and was last seen at these moments holds no longer."""
    return now - gezien >= RUST or now - begonnen >= MAXIMUM


def describe_agent(agent: str) -> str:
    """`Chrome op Android`; `Onbekende browser` when nothing is recognised."""
    browser = next((naam for teken, naam in _BROWSERS if teken in agent), "")
    systeem = next((naam for teken, naam in _SYSTEMEN if teken in agent), "")
    return " op ".join(part for part in (browser or "Onbekende browser", systeem) if part)
