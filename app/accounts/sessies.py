"""Sessions as the server keeps them: a cookie alone opens nothing once its row has ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.accounts.models import Sessie, User
from app.accounts.rules import sessies as regels


def open_sessie(session: Session, user: User, *, agent: str, now: datetime) -> Sessie:
    """A new session of `user`, seen now, in a browser that calls itself `agent`. What ended long ago is forgotten."""
    oud = now - regels.BEWAREN
    session.execute(delete(Sessie).where(Sessie.user_id == user.id, Sessie.laatst_gezien_at < oud))
    sessie = Sessie(user=user, user_id=user.id, agent=agent[:300], created_at=now, laatst_gezien_at=now)
    session.add(sessie)
    session.flush()
    return sessie


def find_sessie(session: Session, key: str | None, now: datetime) -> Sessie | None:
    """The session with this key, when it goes on and its user may log in."""
    try:
        sessie = session.get(Sessie, UUID(key)) if key else None
    except ValueError:
        return None
    if sessie is None or sessie.geeindigd_at is not None or not sessie.user.actief:
        return None
    return None if regels.is_over(sessie.created_at, sessie.laatst_gezien_at, now) else sessie


def is_to_be_seen(sessie: Sessie, now: datetime) -> bool:
    """True when *last seen* is long enough ago to be written again."""
    return now - sessie.laatst_gezien_at >= regels.BIJHOUDEN


def see_sessie(session: Session, key: UUID, now: datetime) -> None:
    """Remembers that this session was used."""
    session.execute(update(Sessie).where(Sessie.id == key).values(laatst_gezien_at=now))


def sessies_of(session: Session, user: User, now: datetime) -> Sequence[Sessie]:
    """The sessions of a user that go on, last used first."""
    query = select(Sessie).where(Sessie.user_id == user.id, Sessie.geeindigd_at.is_(None))
    rows = session.scalars(query.order_by(Sessie.laatst_gezien_at.desc(), Sessie.id.desc()))
    return [row for row in rows if not regels.is_over(row.created_at, row.laatst_gezien_at, now)]


def end_sessie(session: Session, user: User, key: UUID, *, now: datetime) -> bool:
    """Ends one session of this user; False when it is not theirs or has ended."""
    sessie = session.get(Sessie, key)
    if sessie is None or sessie.user_id != user.id or sessie.geeindigd_at is not None:
        return False
    sessie.geeindigd_at = now
    return True


def end_all(session: Session, user: User, *, now: datetime) -> None:
    """Ends every session of this user."""
    query = update(Sessie).where(Sessie.user_id == user.id, Sessie.geeindigd_at.is_(None))
    session.execute(query.values(geeindigd_at=now))
