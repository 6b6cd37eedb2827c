"""After a backup was put back: the rows say only what the store really has, and phones are asked for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.ontvangst import FotoBytes
from app.controles.vernietigen import wipe
from app.core.blobs import Blobs
from app.core.queue import enqueue
from app.core.tijdperk import begin_epoch


@dataclass(frozen=True)
class Herstel:
    """What was found: the new epoch, and how many photos and pictures are gone."""

    tijdperk: str
    fotos: int
    beelden: int


def recover(session: Session, blobs: Blobs, *, reden: str, now: datetime) -> Herstel:
    """Begins an epoch and lays the rows beside the store. A row of bytes that are not there goes, so that phones hear
    that we do not have them; a picture we made ourselves is made again. Idempotent."""
    fotos = beelden = 0
    for found in session.scalars(select(FotoBytes).order_by(FotoBytes.id)).all():
        if found.vernietigd_at:
            wipe(session, found, [found.sha256], now)  # the store may be of before that
        elif not blobs.has(found.organisatie_id, found.sha256):
            session.delete(found)
            fotos += 1
        elif not _has_pictures(blobs, found):
            found.leesbaar = found.weergave_sha256 = found.klein_sha256 = None
            enqueue(session, "foto", found, now=now)
            beelden += 1
    return Herstel(str(begin_epoch(session, reden, now).id), fotos, beelden)


def _has_pictures(blobs: Blobs, found: FotoBytes) -> bool:
    made = [sha256 for sha256 in (found.weergave_sha256, found.klein_sha256) if sha256]
    return all(blobs.has(found.organisatie_id, sha256) for sha256 in made)
