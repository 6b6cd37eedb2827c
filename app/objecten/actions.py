"""Writes of the room `objecten`."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.core.keys import new_key
from app.objecten.models import Inspectieobject


def create_object(
    session: Session,
    organisatie_id: UUID,
    *,
    soort: str,
    plaats: str,
    now: datetime,
    key: UUID | None = None,
    feiten: dict[str, Any] | None = None,
    contacten: list[dict[str, Any]] | None = None,
    **place: Any,
) -> Inspectieobject:
    """A new object. `place` holds naam, straat, huisnummer, postcode, bag_id, lat, lon, ouder_id as far as known.
    `key` is given when a phone made the object."""
    row = Inspectieobject(
        id=key or new_key(),
        organisatie_id=organisatie_id,
        soort=soort,
        plaats=plaats,
        feiten=feiten or {},
        contacten=contacten or [],
        created_at=now,
        **place,
    )
    session.add(row)
    session.flush()
    return row
