"""What came in as it came in: deliveries that could not be read, bytes of photos, what a person said will not come, and
the counter of numbers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base, Tenant, tenant_args


class RuweInvoer(Tenant, Base):
    """An entry that could not be read, or that came under an id we know with other content: solved by a person."""

    __tablename__ = "ruwe_invoer"
    __table_args__ = tenant_args(UniqueConstraint("organisatie_id", "sha256"))

    sha256: Mapped[str]
    ruw: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The bytes as received."""
    inhoud: Mapped[str]
    """The same, readable: what is no text is shown as `\\xNN`."""
    controle_id: Mapped[UUID | None] = mapped_column(index=True)
    """When it could be made out; no foreign key."""
    mutatie_id: Mapped[str | None]
    """The id in it, when it could be made out."""
    toestel_id: Mapped[UUID | None]
    user_id: Mapped[UUID | None]
    ontvangen_at: Mapped[datetime]
    reden_code: Mapped[str]
    reden: Mapped[str]
    opgelost_at: Mapped[datetime | None]
    opgelost_door: Mapped[UUID | None]
    opgelost_hoe: Mapped[str | None]


class FotoBytes(Tenant, Base):
    """Bytes that arrived under this hash, with or without a Foto row yet: the server never refuses a photo. Or bytes
    that were destroyed before they arrived."""

    __tablename__ = "foto_bytes"
    __table_args__ = tenant_args(UniqueConstraint("organisatie_id", "sha256"))

    sha256: Mapped[str]
    grootte: Mapped[int]
    type: Mapped[str]
    toestel_id: Mapped[UUID | None]
    user_id: Mapped[UUID | None]
    ontvangen_at: Mapped[datetime]
    leesbaar: Mapped[bool | None]
    """None: not looked at yet. False: not an image we can open; kept as it is and shown as such."""
    breedte: Mapped[int | None]
    hoogte: Mapped[int | None]
    weergave_sha256: Mapped[str | None]
    """Server-made JPEG for screens and the report: upright, at most 2048 px."""
    klein_sha256: Mapped[str | None]
    """Server-made JPEG of at most 480 px."""
    vernietigd_at: Mapped[datetime | None]
    """The bytes are gone for good, by right; the row stays, so that a phone does not bring them back."""
    vernietig_reden: Mapped[str | None]
    opgelost_at: Mapped[datetime | None]
    """A person looked at bytes that no photo names."""
    opgelost_door: Mapped[UUID | None]
    opgelost_hoe: Mapped[str | None]


class Gemis(Tenant, Base):
    """An entry or a photo of a finished visit that is not here, and that a person said will not come any more."""

    __tablename__ = "gemis"
    __table_args__ = tenant_args(Index("ix_gemis_controle", "controle_id"), refs={"controle_id": "controle"})

    controle_id: Mapped[UUID]
    soort: Mapped[str]
    """invoer or foto."""
    sleutel: Mapped[str]
    """Id of the entry, or sha256 of the photo."""
    reden: Mapped[str]
    gemeld_at: Mapped[datetime]
    gemeld_door: Mapped[UUID]
    opgeheven_at: Mapped[datetime | None]
    """It came after all."""


class Nummerreeks(Tenant, Base):
    """The last number given out per kind and year (`C`, 2026 -> 847): the row is the lock."""

    __tablename__ = "nummerreeks"
    __table_args__ = tenant_args(UniqueConstraint("organisatie_id", "reeks", "jaar"))

    reeks: Mapped[str]
    jaar: Mapped[int]
    laatste: Mapped[int]
