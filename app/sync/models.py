"""What the data channel keeps for itself: raw deliveries it could not read, and photos on their way in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base, Tenant, tenant_args


class RuweInvoer(Tenant, Base):
    """An entry that has no readable id, or a delivery under a revoked token: kept as received, solved by a person."""

    __tablename__ = "ruwe_invoer"
    __table_args__ = tenant_args(UniqueConstraint("organisatie_id", "sha256"))

    sha256: Mapped[str]
    inhoud: Mapped[str]
    toestel_id: Mapped[UUID | None]
    user_id: Mapped[UUID | None]
    ontvangen_at: Mapped[datetime]
    reden_code: Mapped[str]
    reden: Mapped[str]
    opgelost_at: Mapped[datetime | None]
    opgelost_door: Mapped[UUID | None]
    opgelost_hoe: Mapped[str | None]


class FotoBytes(Tenant, Base):
    """Bytes that arrived under this hash, with or without a Foto row yet: the server never refuses a photo."""

    __tablename__ = "foto_bytes"
    __table_args__ = tenant_args(UniqueConstraint("organisatie_id", "sha256"))

    sha256: Mapped[str]
    grootte: Mapped[int]
    type: Mapped[str]
    toestel_id: Mapped[UUID | None]
    user_id: Mapped[UUID | None]
    ontvangen_at: Mapped[datetime]
    leesbaar: Mapped[bool | None]
    """False: not an image we can open; kept as it is and shown as such."""
