"""The epoch of this database: a new one begins when a backup was put back, and tells phones to look what is missing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from app.core.db import Base, Keyed


class Tijdperk(Keyed, Base):
    """The newest row is the epoch; its key is what phones compare."""

    __tablename__ = "tijdperk"

    begonnen_at: Mapped[datetime]
    reden: Mapped[str]


def current_epoch(session: Session) -> str:
    """The key of the epoch we are in."""
    newest = select(Tijdperk.id).order_by(Tijdperk.begonnen_at.desc(), Tijdperk.id.desc()).limit(1)
    return str(session.scalar(newest) or "")


def begin_epoch(session: Session, reden: str, now: datetime) -> Tijdperk:
    """Begins an epoch: every phone compares all it ever sent with what is here."""
    epoch = Tijdperk(begonnen_at=now, reden=reden)
    session.add(epoch)
    session.flush()
    return epoch
