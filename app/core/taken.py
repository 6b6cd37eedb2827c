"""The truth of a queued job. The queue may lose a job that is killed halfway; a sweep finds it here and redoes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base, Keyed


class Taak(Keyed, Base):
    """A job: `soort` names the function, `onderwerp_id` what it is about. Jobs are idempotent."""

    __tablename__ = "taak"
    __table_args__ = (Index("ix_taak_stand", "stand", "gepland_at"),)

    organisatie_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), index=True)
    soort: Mapped[str]
    onderwerp_id: Mapped[UUID | None] = mapped_column(index=True)
    gegevens: Mapped[dict[str, Any]] = mapped_column(default=dict)
    stand: Mapped[str] = mapped_column(default="wacht")
    """wacht, bezig, klaar or mislukt."""
    pogingen: Mapped[int] = mapped_column(default=0)
    fout: Mapped[str | None]
    gepland_at: Mapped[datetime]
    begonnen_at: Mapped[datetime | None]
    klaar_at: Mapped[datetime | None]
