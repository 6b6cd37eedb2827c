"""How fast one phone may ask. A phone that runs wild is slowed down; one that delivers a whole week is not."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from flask import Response, current_app, request, session

from app.core.clock import now
from app.core.errors import draw
from app.core.security import client_address

VOORRAAD = 3000
"""Requests at once: two hundred photos of four megabytes in parts."""
PER_SECONDE = 25.0
MEEST = 10_000


@dataclass
class Tempo:
    """A store of requests per asker that fills up again as time goes by. Each process keeps its own."""

    voorraad: float = VOORRAAD
    per_seconde: float = PER_SECONDE
    standen: dict[str, tuple[float, datetime]] = field(default_factory=dict)
    slot: Lock = field(default_factory=Lock)

    def take(self, key: str, moment: datetime) -> int:
        """Whole seconds `key` must wait; 0 when it may go on."""
        with self.slot:
            over, sinds = self.standen.get(key, (self.voorraad, moment))
            over = min(self.voorraad, over + (moment - sinds).total_seconds() * self.per_seconde)
            mag = over >= 1
            if key not in self.standen and len(self.standen) >= MEEST:
                self.standen.clear()
            self.standen[key] = (over - 1 if mag else over, moment)
            return 0 if mag else math.ceil((1 - over) / self.per_seconde)


def hold_back() -> Response | None:
    """The answer for who asks too often: wait so long. Costs no question to the database."""
    tempo: Tempo = current_app.extensions.setdefault("tempo", Tempo())
    wacht = tempo.take(_asker(), now())
    if not wacht:
        return None
    response = draw(429, "te-vaak", "Dit ging te snel achter elkaar. Alles blijft op je telefoon en gaat zo verder.")
    response.headers["Retry-After"] = str(wacht)
    return response


def _asker() -> str:
    token = request.headers.get("Authorization", "")
    user = session.get("_user_id")
    return str(user or (token and hashlib.sha256(token.encode()).hexdigest()) or client_address())
