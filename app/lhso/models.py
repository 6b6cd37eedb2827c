"""The interventiematrix of each organisatie: data with a version, a source and an adoption."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base, Tenant, tenant_args


class LhsoMatrix(Tenant, Base):
    """One version of the matrix. `inhoud` has the shape of `rules/matrix.py`; a used version never changes."""

    __tablename__ = "lhso_matrix"
    __table_args__ = (*tenant_args(), UniqueConstraint("organisatie_id", "versie"))

    versie: Mapped[str]
    inhoud: Mapped[dict[str, Any]]
    hash: Mapped[str]
    bron: Mapped[str | None]
    brondatum: Mapped[date | None]
    vastgesteld: Mapped[bool] = mapped_column(default=False)
    vastgesteld_op: Mapped[date | None]
    besluit: Mapped[str | None]
    actief: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None]
