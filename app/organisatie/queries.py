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
