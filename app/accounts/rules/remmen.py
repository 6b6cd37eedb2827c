"""How fast one may guess: a few failures per account and more per network address, within a quarter of an hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

VENSTER = timedelta(minutes=15)
BEWAREN = timedelta(days=1)
"""After this a failed try is forgotten."""
PER_ACCOUNT = 5
PER_ADRES = 50
"""An office shares one address; this only stops a machine."""


def wait_for(mislukt: Sequence[datetime], now: datetime, maximum: int) -> timedelta | None:
    """How long to wait before the next try, or None when one may try now. `mislukt` in any order."""
    recent = sorted(moment for moment in mislukt if now - moment < VENSTER)
    return recent[-maximum] + VENSTER - now if len(recent) >= maximum else None


def tries_left(mislukt: Sequence[datetime], now: datetime) -> int:
    """How many tries an account has left in this quarter of an hour."""
    return max(0, PER_ACCOUNT - sum(1 for moment in mislukt if now - moment < VENSTER))
