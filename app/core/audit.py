"""The audit trail: every change that matters in court, written in the same transaction as the change."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core.db import Base, Keyed


class Gebeurtenis(Keyed, Base):
    """Who did what to which record, when, from what to what. Append only."""

    __tablename__ = "gebeurtenis"
    __table_args__ = (Index("ix_gebeurtenis_onderwerp", "onderwerp_soort", "onderwerp_id", "op"),)

    organisatie_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), index=True)
    op: Mapped[datetime]
    door_id: Mapped[UUID | None]
    door_naam: Mapped[str]
    soort: Mapped[str]
    onderwerp_soort: Mapped[str]
    onderwerp_id: Mapped[UUID | None]
    omschrijving: Mapped[str]
    van: Mapped[dict[str, Any] | None]
    naar: Mapped[dict[str, Any] | None]


def record(
    session: Session,
    soort: str,
    onderwerp: Any,
    omschrijving: str,
    *,
    by: Any,
    now: datetime,
    organisatie_id: UUID | None = None,
    van: dict[str, Any] | None = None,
    naar: dict[str, Any] | None = None,
) -> Gebeurtenis:
    """Writes one Gebeurtenis about `onderwerp` (any keyed row) by `by` (a User, or None for the system)."""
    gebeurtenis = Gebeurtenis(
        organisatie_id=organisatie_id or getattr(onderwerp, "organisatie_id", None),
        op=now,
        door_id=getattr(by, "id", None),
        door_naam=getattr(by, "naam", "Schouw"),
        soort=soort,
        onderwerp_soort=onderwerp.__tablename__,
        onderwerp_id=onderwerp.id,
        omschrijving=omschrijving,
        van=van,
        naar=naar,
    )
    session.add(gebeurtenis)
    return gebeurtenis
