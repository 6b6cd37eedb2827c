"""Reads of the room `objecten`."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.objecten.models import Inspectieobject


def get_object(session: Session, organisatie_id: UUID, key: UUID) -> Inspectieobject:
    """The object, when it is this organisatie's. Raises `NotFound`."""
    query = select(Inspectieobject).where(Inspectieobject.organisatie_id == organisatie_id, Inspectieobject.id == key)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("object-onbekend", "Dit object bestaat niet, of je mag het niet zien.")
    return found


def search_objecten(
    session: Session, organisatie_id: UUID, zoek: str = "", *, limit: int = 500
) -> Sequence[Inspectieobject]:
    """Objects in use whose address, place, postcode or name holds every word of `zoek`; by address."""
    query = select(Inspectieobject).where(
        Inspectieobject.organisatie_id == organisatie_id, Inspectieobject.vervallen_at.is_(None)
    )
    velden = ("naam", "straat", "huisnummer", "postcode", "plaats")
    for woord in zoek.split():
        query = query.where(or_(*(getattr(Inspectieobject, veld).icontains(woord, autoescape=True) for veld in velden)))
    return session.scalars(query.order_by(Inspectieobject.adres_sleutel, Inspectieobject.id).limit(limit)).all()
