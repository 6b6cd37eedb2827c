"""The organisations that share a database: municipality or omgevingsdienst, with house style and settings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base, Keyed


class Organisatie(Keyed, Base):
    """A municipality or omgevingsdienst. `kleuren` overrides design tokens (`{"brand": "#0b4a78"}`);
    `instellingen` holds choices such as `vaststellen_door_tweede` and `bewaardagen_telefoon`."""

    __tablename__ = "organisatie"

    naam: Mapped[str] = mapped_column(unique=True)
    kort: Mapped[str]
    soort: Mapped[str] = mapped_column(default="gemeente")
    oin: Mapped[str | None]
    logo_sha256: Mapped[str | None]
    kleuren: Mapped[dict[str, Any]] = mapped_column(default=dict)
    instellingen: Mapped[dict[str, Any]] = mapped_column(default=dict)
    contact: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
