"""Protocols and their versions; a published version never changes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, Keyed, Tenant, tenant_args
from app.protocols.rules.intrekken import IntrekSoort

_BASIS = text("eigenaar_id IS NULL")


class Protocol(Keyed, Base):
    """A protocol of one owner. `eigenaar_id` None is *basis*: the files that come with Schouw."""

    __tablename__ = "protocol"
    __table_args__ = (
        UniqueConstraint("eigenaar_id", "code"),
        Index("uq_protocol_basis", "code", unique=True, sqlite_where=_BASIS, postgresql_where=_BASIS),
    )

    eigenaar_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), index=True)
    code: Mapped[str]
    titel: Mapped[str]
    thema: Mapped[str]
    soort: Mapped[str]


class ProtocolVersie(Keyed, Base):
    """A version. `definitie` is the canonical JSON of the **resolved** definition, `hash` its sha256."""

    __tablename__ = "protocol_versie"
    __table_args__ = (UniqueConstraint("protocol_id", "nummer"),)

    protocol_id: Mapped[UUID] = mapped_column(ForeignKey("protocol.id"), index=True)
    nummer: Mapped[int]
    definitie: Mapped[str]
    hash: Mapped[str] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(default="gepubliceerd")
    """concept, gepubliceerd or ingetrokken."""
    geldig_van: Mapped[date]
    geldig_tot: Mapped[date | None]
    gepubliceerd_at: Mapped[datetime | None]
    gepubliceerd_door: Mapped[UUID | None]
    wijzigingsnotitie: Mapped[str]
    bron: Mapped[str | None]
    """The definition as it was written, blocks not filled in; None when that is `definitie` itself."""
    gebaseerd_op_id: Mapped[UUID | None] = mapped_column(ForeignKey("protocol_versie.id"))
    kerncijfers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Counts for overviews: punten, onbevestigd, vastgesteld."""

    protocol: Mapped[Protocol] = relationship(lazy="joined")


class Intrekking(Tenant, Base):
    """An organisatie that takes a version out of use for new controles: one of its own, or one of basis."""

    __tablename__ = "intrekking"
    __table_args__ = tenant_args(UniqueConstraint("organisatie_id", "protocol_versie_id"))

    protocol_versie_id: Mapped[UUID] = mapped_column(ForeignKey("protocol_versie.id"), index=True)
    soort: Mapped[str] = mapped_column(default=IntrekSoort.UITLOPEN)
    """An `IntrekSoort`."""
    reden: Mapped[str]
    door_id: Mapped[UUID | None]
    op: Mapped[datetime]


class Concept(Tenant, Base):
    """What an organisatie is writing: the next version of one of its protocols, one at a time.

    `ruw` is the definition as JSON, as far as it is typed; it may be unfinished. `revisie` grows with every change.
    """

    __tablename__ = "protocol_concept"
    __table_args__ = tenant_args(UniqueConstraint("organisatie_id", "code"))

    code: Mapped[str]
    ruw: Mapped[str]
    revisie: Mapped[int] = mapped_column(default=0)
    gebaseerd_op_id: Mapped[UUID | None] = mapped_column(ForeignKey("protocol_versie.id"))
    gemaakt_door_id: Mapped[UUID | None]
    gemaakt_op: Mapped[datetime]
    gewijzigd_door_id: Mapped[UUID | None]
    gewijzigd_op: Mapped[datetime]


class ConceptStap(Tenant, Base):
    """One change of a concept, so that it can be taken back: how it was before and after (JSON, compressed), what it
    touched and who made it. `ongedaan` ones may be done again until something else is changed."""

    __tablename__ = "protocol_concept_stap"
    __table_args__ = tenant_args(UniqueConstraint("concept_id", "nummer"), refs={"concept_id": "protocol_concept"})

    concept_id: Mapped[UUID] = mapped_column(index=True)
    nummer: Mapped[int]
    revisie: Mapped[int]
    omschrijving: Mapped[str]
    raakt: Mapped[list[str]]
    ervoor: Mapped[bytes]
    erna: Mapped[bytes]
    ongedaan: Mapped[bool] = mapped_column(default=False)
    door_id: Mapped[UUID | None]
    op: Mapped[datetime]
