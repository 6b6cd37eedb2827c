"""Reads of the room `zaken`."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.zaken.models import Zaak


def get_zaak(session: Session, organisatie_id: UUID, key: UUID) -> Zaak:
    """The case, when it is this organisatie's. Raises `NotFound`."""
    query = select(Zaak).where(Zaak.organisatie_id == organisatie_id, Zaak.id == key)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("zaak-onbekend", "Deze zaak bestaat niet, of je mag hem niet zien.")
    return found


def search_zaken(session: Session, organisatie_id: UUID, zoek: str = "", *, limit: int = 50) -> Sequence[Zaak]:
    """Cases whose number or title holds `zoek`, newest first."""
    query = select(Zaak).where(Zaak.organisatie_id == organisatie_id)
    if zoek:
        query = query.where(
            or_(Zaak.zaaknummer.icontains(zoek, autoescape=True), Zaak.titel.icontains(zoek, autoescape=True))
        )
    return session.scalars(query.order_by(Zaak.created_at.desc(), Zaak.id).limit(limit)).all()
