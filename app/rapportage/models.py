"""Reports as they were made: bytes and value are kept for ever, a correction is a next version."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base, Tenant, tenant_args


class Rapport(Tenant, Base):
    """One version of a controle's report. `waarde` is the canonical JSON of the frozen value, `waarde_sha256` its
    hash as printed; each PDF has its own hash and page count."""

    __tablename__ = "rapport"
    __table_args__ = tenant_args(UniqueConstraint("controle_id", "versie"), refs={"controle_id": "controle"})

    controle_id: Mapped[UUID]
    versie: Mapped[int]
    waarde: Mapped[str]
    waarde_sha256: Mapped[str]
    intern_sha256: Mapped[str]
    intern_paginas: Mapped[int]
    betrokkene_sha256: Mapped[str]
    betrokkene_paginas: Mapped[int]
    brief_sha256: Mapped[str | None]
    gemaakt_at: Mapped[datetime]
    reden: Mapped[str | None]
    """Why this version replaces the one before."""
    vastgesteld_at: Mapped[datetime | None]
    vastgesteld_door: Mapped[UUID | None]
    vernietigen_na: Mapped[date | None]
    vernietigd_at: Mapped[datetime | None]
    """The files are gone for good: after the term, or for a photo in them was destroyed. Number and hashes stay."""
    vernietig_reden: Mapped[str | None]
    gegevens: Mapped[dict[str, Any]] = mapped_column(default=dict)
