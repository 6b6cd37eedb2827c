"""Permits, meldingen and requests that give rise to controles."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base, Tenant, tenant_args


class Zaak(Tenant, Base):
    """A case of the zaaksysteem. `feiten` answers the `zaak.…` conditions of protocols."""

    __tablename__ = "zaak"
    __table_args__ = tenant_args(
        UniqueConstraint("organisatie_id", "zaaknummer"), refs={"object_id": "inspectieobject"}
    )

    zaaknummer: Mapped[str]
    soort: Mapped[str]
    titel: Mapped[str]
    object_id: Mapped[UUID | None]
    ontvangen_op: Mapped[date | None]
    besluit_op: Mapped[date | None]
    einddatum: Mapped[date | None]
    bouwsom: Mapped[Decimal | None]
    feiten: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
