"""The visit: the controle, its journal, and what the journal projects: answers, findings, photos, signatures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from app.accounts.models import User
from app.controles.ontvangst import FotoBytes
from app.core.db import Base, Tenant, tenant_args
from app.objecten.models import Inspectieobject
from app.organisatie.models import Organisatie
from app.protocols.models import ProtocolVersie
from app.zaken.models import Zaak


class Controle(Tenant, Base):
    """One visit by one protocol version. `organisatie_id` executes, `bevoegd_gezag_id` is for whom.

    A hercontrole is a Controle with `aanleiding` hercontrole, `voorganger_id` and a `selectie` of failed points.
    """

    __tablename__ = "controle"
    __table_args__ = tenant_args(
        UniqueConstraint("organisatie_id", "nummer"),
        Index("ix_controle_dag", "organisatie_id", "dag", "toezichthouder_id"),
        Index("ix_controle_status", "organisatie_id", "status", "dag"),
        Index("ix_controle_object", "organisatie_id", "object_id"),
        Index("ix_controle_uitkomst", "organisatie_id", "uitkomst"),
        Index("ix_controle_voorganger", "organisatie_id", "voorganger_id"),
        refs={"object_id": "inspectieobject", "zaak_id": "zaak", "voorganger_id": "controle"},
    )

    nummer: Mapped[str]
    bevoegd_gezag_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    soort: Mapped[str]
    aanleiding: Mapped[str]
    thema: Mapped[str]
    opdracht: Mapped[str] = mapped_column(default="")
    object_id: Mapped[UUID]
    zaak_id: Mapped[UUID | None]
    voorganger_id: Mapped[UUID | None]
    bezoek_id: Mapped[UUID | None]
    """Shared by controles of several protocols at one visit."""
    protocol_versie_id: Mapped[UUID] = mapped_column(ForeignKey("protocol_versie.id"))
    fasen: Mapped[list[str]] = mapped_column(default=list)
    niveau: Mapped[str] = mapped_column(default="4")
    risicoklasse: Mapped[int | None]
    selectie: Mapped[list[str]] = mapped_column(default=list)
    """`CODE@pad` of the points this controle carries; empty = all."""
    feiten: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """`controle.…` facts; object, zaak and organisatie bring their own."""

    toezichthouder_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    dag: Mapped[date | None]
    tijd: Mapped[str | None]
    """Planned time `10:15`."""
    volgorde: Mapped[int] = mapped_column(default=0)
    duur_minuten: Mapped[int | None]
    status: Mapped[str] = mapped_column(default="gepland")
    vervallen_reden: Mapped[str | None]
    versie: Mapped[int] = mapped_column(default=1)
    """Raised with every applied entry and every office change: the base version of journal entries."""
    schrijver_epoch: Mapped[int] = mapped_column(default=1)
    """Raised at a handover to another person or device."""
    uitkomst: Mapped[str | None]
    """geen_overtreding, overtreding, niet_te_beoordelen, niemand_aanwezig, geen_toegang."""
    begin_at: Mapped[datetime | None]
    eind_at: Mapped[datetime | None]
    begin_lat: Mapped[float | None]
    begin_lon: Mapped[float | None]
    begin_nauwkeurigheid: Mapped[float | None]
    afgerond_at: Mapped[datetime | None]
    compleet_at: Mapped[datetime | None]
    """When the last entry and photo of the manifest had arrived and nothing was held."""
    voorstel_dag: Mapped[date | None]
    voorstel_dagdeel: Mapped[str | None]
    voorstel_toelichting: Mapped[str | None]
    aanvul_reden: Mapped[str | None]
    manifest: Mapped[dict[str, Any] | None]

    legitimatie: Mapped[str | None]
    betreding: Mapped[str | None]
    machtiging: Mapped[str | None]
    binnentredingsverslag: Mapped[str | None]
    aanwezigen: Mapped[str | None]
    gesproken_met: Mapped[str | None]
    verklaring: Mapped[str | None]
    cautie: Mapped[datetime | None]
    werkwijze: Mapped[str | None]
    omstandigheden: Mapped[str | None]
    reactie: Mapped[str | None]

    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None]
    vernietigd_at: Mapped[datetime | None]
    """The dossier was destroyed after its term: only what counts and dates is left."""

    object: Mapped[Inspectieobject] = relationship(
        primaryjoin=lambda: Inspectieobject.id == Controle.object_id,
        foreign_keys=lambda: [Controle.object_id],
        viewonly=True,
        lazy="raise",
    )
    zaak: Mapped[Zaak | None] = relationship(
        primaryjoin=lambda: Zaak.id == Controle.zaak_id,
        foreign_keys=lambda: [Controle.zaak_id],
        viewonly=True,
        lazy="raise",
    )
    toezichthouder: Mapped[User | None] = relationship(viewonly=True, lazy="raise")
    protocol_versie: Mapped[ProtocolVersie] = relationship(viewonly=True, lazy="raise")
    bevoegd_gezag: Mapped[Organisatie] = relationship(
        foreign_keys=lambda: [Controle.bevoegd_gezag_id], viewonly=True, lazy="raise"
    )


class Mutatie(Tenant, Base):
    """A journal entry as the phone (or the office) wrote it: the truth. Never altered; only its `stand` moves.

    `controle_id` is no foreign key: an entry about a controle we do not know is kept all the same.
    """

    __tablename__ = "mutatie"
    __table_args__ = tenant_args(
        Index("ix_mutatie_controle", "controle_id", "stand"),
        Index("ix_mutatie_stand", "organisatie_id", "stand"),
        Index("ix_mutatie_sleutel", "controle_id", "soort", "sleutel"),
    )

    controle_id: Mapped[UUID | None]
    soort: Mapped[str]
    sleutel: Mapped[str] = mapped_column(default="")
    inhoud: Mapped[dict[str, Any]]
    basis: Mapped[int] = mapped_column(default=0)
    hlc: Mapped[str]
    toestel_tijd: Mapped[str]
    klok_afwijking_ms: Mapped[int | None] = mapped_column(BigInteger)
    """Clocks are found years off."""
    volgnummer: Mapped[int]
    toestel_id: Mapped[UUID | None]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    protocol_hash: Mapped[str] = mapped_column(default="")
    schrijver_epoch: Mapped[int] = mapped_column(default=1)
    sha256: Mapped[str]
    """Of `ruw`: the receipt."""
    ruw: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The entry's bytes as received; `inhoud` is their reading (no NUL, no half characters)."""
    ontvangen_at: Mapped[datetime]
    stand: Mapped[str]
    """verwerkt, vastgehouden or terzijde."""
    reden_code: Mapped[str | None]
    reden: Mapped[str | None]
    opgelost_at: Mapped[datetime | None]
    opgelost_door: Mapped[UUID | None]
    opgelost_hoe: Mapped[str | None]
    vervangt_id: Mapped[UUID | None]
    """The held entry this corrected one replaces."""


class Antwoord(Tenant, Base):
    """Projection: the answer that holds now at one question in one repeat."""

    __tablename__ = "antwoord"
    __table_args__ = tenant_args(UniqueConstraint("controle_id", "code", "pad"), refs={"controle_id": "controle"})

    controle_id: Mapped[UUID] = mapped_column(index=True)
    code: Mapped[str]
    pad: Mapped[str] = mapped_column(default="")
    antwoord: Mapped[dict[str, Any]]
    oordeel: Mapped[str | None]
    """The waarde of an oordeel, what a document or a point with `afwijking_als` amounts to; for counting."""
    verborgen: Mapped[bool] = mapped_column(default=False)
    user_id: Mapped[UUID | None]
    toestel_tijd: Mapped[datetime | None]
    """By the phone's clock set right."""
    ontvangen_at: Mapped[datetime]
    mutatie_id: Mapped[UUID]


class Herhaling(Tenant, Base):
    """Projection: a repeat (woning 2, tent B) that exists in a controle."""

    __tablename__ = "herhaling"
    __table_args__ = tenant_args(UniqueConstraint("controle_id", "onderdeel", "pad"), refs={"controle_id": "controle"})

    controle_id: Mapped[UUID] = mapped_column(index=True)
    onderdeel: Mapped[str]
    pad: Mapped[str]
    titel: Mapped[str] = mapped_column(default="")
    volgorde: Mapped[int] = mapped_column(default=0)
    weg: Mapped[bool] = mapped_column(default=False)


class Foto(Tenant, Base):
    """A photo or a derivative of one. The row comes by the journal, the bytes by hash: what became of those is said by
    `ontvangst` alone."""

    __tablename__ = "foto"
    __table_args__ = tenant_args(
        Index("ix_foto_sha256", "organisatie_id", "sha256"),
        refs={"controle_id": "controle"},
    )

    controle_id: Mapped[UUID] = mapped_column(index=True)
    sha256: Mapped[str]
    type: Mapped[str]
    grootte: Mapped[int]
    breedte: Mapped[int | None]
    hoogte: Mapped[int | None]
    code: Mapped[str] = mapped_column(default="")
    pad: Mapped[str] = mapped_column(default="")
    onderschrift: Mapped[str] = mapped_column(default="")
    genomen_at: Mapped[datetime | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    nauwkeurigheid: Mapped[float | None]
    maker_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    bron: Mapped[str] = mapped_column(default="camera")
    tijd_bron: Mapped[str] = mapped_column(default="")
    """Where `genomen_at` is from: `telefoon`, `foto` (what it says itself), `bestand` (its date); empty: not told."""
    plaats_bron: Mapped[str] = mapped_column(default="")
    """Where the place is from: `telefoon` or `foto`; empty: not told, or there is none."""
    origineel_id: Mapped[UUID | None]
    """Set on a derivative: the photo it was made from (same controle)."""
    bewerkingen: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    verborgen_at: Mapped[datetime | None]
    mutatie_id: Mapped[UUID]
    vernietigen_na: Mapped[date | None]

    ontvangst: Mapped[FotoBytes | None] = relationship(
        primaryjoin=lambda: and_(
            foreign(Foto.organisatie_id) == FotoBytes.organisatie_id, foreign(Foto.sha256) == FotoBytes.sha256
        ),
        viewonly=True,
        lazy="joined",
        uselist=False,
    )
    """The bytes with its hash; None while they are still on the phone."""

    @property
    def ontvangen_at(self) -> datetime | None:
        """When both row and bytes were here: None while one waits for the other."""
        return self.ontvangst.ontvangen_at if self.ontvangst else None

    @property
    def weergave_sha256(self) -> str | None:
        """Server-made JPEG (from HEIC, upright, at most 2048 px) for screens and the report."""
        return self.ontvangst.weergave_sha256 if self.ontvangst else None

    @property
    def vernietigd_at(self) -> datetime | None:
        """When its bytes were destroyed for good."""
        return self.ontvangst.vernietigd_at if self.ontvangst else None


class Handtekening(Tenant, Base):
    """Projection: a signature (strokes) or the reason there is none."""

    __tablename__ = "handtekening"
    __table_args__ = tenant_args(UniqueConstraint("controle_id", "rol"), refs={"controle_id": "controle"})

    controle_id: Mapped[UUID] = mapped_column(index=True)
    rol: Mapped[str]
    naam: Mapped[str] = mapped_column(default="")
    lijnen: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    breedte: Mapped[int] = mapped_column(default=0)
    hoogte: Mapped[int] = mapped_column(default=0)
    reden_geen: Mapped[str] = mapped_column(default="")
    gezet_at: Mapped[datetime | None]
    getoond: Mapped[str] = mapped_column(default="")
    """sha256 of what was signed; `is_outdated` compares it with what was there at afronden."""
