"""Reads about organisations."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.audit import Gebeurtenis
from app.organisatie.models import Organisatie


def organisatie_by_naam(session: Session, naam: str) -> Organisatie | None:
    """The organisatie with this full or short name, in whatever case."""
    text = naam.strip().lower()
    query = select(Organisatie).where((func.lower(Organisatie.naam) == text) | (func.lower(Organisatie.kort) == text))
    return session.scalars(query).first()


def only_organisatie(session: Session) -> Organisatie | None:
    """The organisatie when there is one; None when there are several: who is not logged in belongs to none of them."""
    found = session.scalars(select(Organisatie).limit(2)).all()
    return found[0] if len(found) == 1 else None


def gebeurtenissen(session: Session, organisatie_id: object, *, limit: int, offset: int = 0) -> Sequence[Gebeurtenis]:
    """The audit trail of an organisatie, newest first."""
    query = (
        select(Gebeurtenis)
        .where(Gebeurtenis.organisatie_id == organisatie_id)
        .order_by(Gebeurtenis.op.desc(), Gebeurtenis.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return session.scalars(query).all()
