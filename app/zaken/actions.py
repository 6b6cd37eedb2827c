"""Writes of the room `zaken`."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Conflict
from app.zaken.models import Zaak


def create_zaak(
    session: Session,
    organisatie_id: UUID,
    *,
    zaaknummer: str,
    soort: str,
    titel: str,
    now: datetime,
    object_id: UUID | None = None,
    feiten: dict[str, Any] | None = None,
    **more: Any,
) -> Zaak:
    """A case. `more` holds ontvangen_op, besluit_op, einddatum, bouwsom as far as known.
    Raises `Conflict` zaaknummer-bestaat."""
    query = select(Zaak.id).where(Zaak.organisatie_id == organisatie_id, Zaak.zaaknummer == zaaknummer)
    if session.scalar(query) is not None:
        raise Conflict("zaaknummer-bestaat", f"Er is al een zaak met nummer {zaaknummer}.")
    zaak = Zaak(
        organisatie_id=organisatie_id,
        zaaknummer=zaaknummer,
        soort=soort,
        titel=titel,
        object_id=object_id,
        feiten=feiten or {},
        created_at=now,
        **more,
    )
    session.add(zaak)
    session.flush()
    return zaak
