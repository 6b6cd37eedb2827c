"""What a finding leads to: the finding itself, the overtreding, its judgement, interventions and terms."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base, Tenant, tenant_args


class Bevinding(Tenant, Base):
    """Projection: the elaborated finding at a failed point."""

    __tablename__ = "bevinding"
    __table_args__ = tenant_args(UniqueConstraint("controle_id", "code", "pad"), refs={"controle_id": "controle"})

    controle_id: Mapped[UUID] = mapped_column(index=True)
    code: Mapped[str]
    pad: Mapped[str] = mapped_column(default="")
    constatering: Mapped[str] = mapped_column(default="")
    waar: Mapped[str] = mapped_column(default="")
    is_overtreding: Mapped[bool | None]
    reden_geen_overtreding: Mapped[str] = mapped_column(default="")
    direct_hersteld: Mapped[bool] = mapped_column(default=False)
    gereed: Mapped[bool] = mapped_column(default=False)
    inhoud: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The entry's content as it holds now: what the bevinding screen shows again."""


class Overtreding(Tenant, Base):
    """A rule that was not kept, from one or more findings; judged by one or more LhsoBeoordeling versions."""

    __tablename__ = "overtreding"
    __table_args__ = tenant_args(refs={"controle_id": "controle", "opgeheven_bij_id": "controle"})

    controle_id: Mapped[UUID] = mapped_column(index=True)
    voorschrift: Mapped[str] = mapped_column(default="")
    feit: Mapped[str] = mapped_column(default="")
    geconstateerd_at: Mapped[datetime | None]
    soort: Mapped[str] = mapped_column(default="")
    herstelbaar: Mapped[bool | None]
    gebruik: Mapped[bool | None]
    handhaven: Mapped[bool | None]
    reden_geen_handhaving: Mapped[str] = mapped_column(default="")
    legalisatie: Mapped[str] = mapped_column(default="")
    recidive_sleutel: Mapped[str] = mapped_column(default="", index=True)
    """Voorschrift by which an earlier overtreding counts as the same."""
    opgeheven_op: Mapped[date | None]
    opgeheven_wijze: Mapped[str | None]
    """hersteld, gestaakt, gelegaliseerd, vervallen."""
    opgeheven_bij_id: Mapped[UUID | None] = mapped_column(index=True)
    """The visit that saw it was over: a hercontrole, or the visit itself (*op aanwijzing direct hersteld*)."""
    vervallen_at: Mapped[datetime | None]
    """The finding was withdrawn on site (answer changed): kept, not counted."""

    @property
    def is_open(self) -> bool:
        """True while somebody must still look after it: `still_open` for a row that was read."""
        return self.vervallen_at is None and self.opgeheven_op is None and self.handhaven is not False


class BevindingOvertreding(Tenant, Base):
    """Findings and overtredingen are n to n."""

    __tablename__ = "bevinding_overtreding"
    __table_args__ = tenant_args(
        UniqueConstraint("bevinding_id", "overtreding_id"),
        refs={"bevinding_id": "bevinding", "overtreding_id": "overtreding"},
    )

    bevinding_id: Mapped[UUID]
    overtreding_id: Mapped[UUID] = mapped_column(index=True)


class Overtreder(Tenant, Base):
    """Who is held responsible for an overtreding, in which role (Awb 5:1)."""

    __tablename__ = "overtreder"
    __table_args__ = tenant_args(refs={"overtreding_id": "overtreding", "betrokkene_id": "betrokkene"})

    overtreding_id: Mapped[UUID] = mapped_column(index=True)
    betrokkene_id: Mapped[UUID | None]
    naam: Mapped[str]
    rol: Mapped[str] = mapped_column(default="")


class LhsoBeoordeling(Tenant, Base):
    """One judgement of an overtreding; version 1 is made on site, later ones by the jurist. Never overwritten
    by another person: the phone's own later entries replace version 1 until afronden."""

    __tablename__ = "lhso_beoordeling"
    __table_args__ = tenant_args(
        UniqueConstraint("overtreding_id", "versie"),
        Index("ix_lhso_beoordeling_toets", "organisatie_id", "toets", "collegiale_toets_at"),
        refs={"overtreding_id": "overtreding"},
    )

    overtreding_id: Mapped[UUID] = mapped_column(index=True)
    versie: Mapped[int] = mapped_column(default=1)
    mutatie_id: Mapped[UUID | None]
    """The entry it was made from: a toets is about that one."""
    matrix_versie: Mapped[str] = mapped_column(default="")
    gevolg: Mapped[int | None]
    gevolg_motivering: Mapped[str] = mapped_column(default="")
    gedrag: Mapped[str] = mapped_column(default="")
    gedrag_motivering: Mapped[str] = mapped_column(default="")
    omstandigheden: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    geen_omstandigheden: Mapped[bool] = mapped_column(default=False)
    recidive: Mapped[str] = mapped_column(default="")
    recidive_motivering: Mapped[str] = mapped_column(default="")
    recidive_verwijzing: Mapped[str] = mapped_column(default="")
    recidive_volledig: Mapped[bool] = mapped_column(default=False)
    cel_berekend: Mapped[str] = mapped_column(default="")
    cel_definitief: Mapped[str] = mapped_column(default="")
    cel_reden: Mapped[str] = mapped_column(default="")
    aspecten: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    geen_aspecten: Mapped[bool] = mapped_column(default=False)
    overleg: Mapped[str] = mapped_column(default="")
    overleg_toelichting: Mapped[str] = mapped_column(default="")
    toets: Mapped[str] = mapped_column(default="")
    """Why a second pair of eyes is asked (`lhso.rules.toets`), codes with a space between; empty when it is not."""
    collegiale_toets_door: Mapped[UUID | None]
    collegiale_toets_at: Mapped[datetime | None]
    beoordelaar_id: Mapped[UUID | None]
    beoordeeld_at: Mapped[datetime]


class Interventie(Tenant, Base):
    """What is done about an overtreding; `soort` is a code of the matrix (WAA, LOD, …)."""

    __tablename__ = "interventie"
    __table_args__ = tenant_args(refs={"overtreding_id": "overtreding"})

    overtreding_id: Mapped[UUID] = mapped_column(index=True)
    soort: Mapped[str]
    spoor: Mapped[str] = mapped_column(default="bestuursrecht")
    uit_matrix: Mapped[bool] = mapped_column(default=True)
    motivering: Mapped[str] = mapped_column(default="")
    besloten_at: Mapped[datetime]
    medegedeeld_at: Mapped[datetime | None]
    wijze: Mapped[str | None]


class Termijn(Tenant, Base):
    """A day by which something must have happened, with the sum that led to it."""

    __tablename__ = "termijn"
    __table_args__ = tenant_args(
        Index("ix_termijn_uiterlijk", "organisatie_id", "uiterlijk_op"),
        refs={"overtreding_id": "overtreding", "controle_id": "controle"},
    )

    controle_id: Mapped[UUID] = mapped_column(index=True)
    overtreding_id: Mapped[UUID | None] = mapped_column(index=True)
    soort: Mapped[str]
    """hersteltermijn, hercontrole, nader_onderzoek, cautie …"""
    uiterlijk_op: Mapped[date]
    som: Mapped[str] = mapped_column(default="")
    gehaald_op: Mapped[date | None]
    vervallen_at: Mapped[datetime | None]


def still_open() -> tuple[ColumnElement[bool], ...]:
    """What makes an overtreding one that somebody must still look after."""
    return (Overtreding.vervallen_at.is_(None), Overtreding.opgeheven_op.is_(None), Overtreding.handhaven.is_not(False))
