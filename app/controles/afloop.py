"""What became of overtredingen: still open, or over since a visit that saw it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.controles.models import Controle
from app.controles.overtreding import Overtreding, still_open
from app.controles.rules.herstel import carries_on


@dataclass(frozen=True)
class Afloop:
    """Of the overtredingen of one visit: how many are open, how many are over, and the day of the last of those."""

    open: int
    opgeheven: int
    laatst: date | None


@dataclass(frozen=True)
class Opgeheven:
    """How many overtredingen of another visit this one put to an end."""

    controle_id: UUID
    nummer: str
    aantal: int


def outcomes(session: Session, organisatie_id: UUID, controles: Collection[UUID]) -> dict[UUID, Afloop]:
    """Per visit that found any, what became of them."""
    over = and_(Overtreding.opgeheven_op.is_not(None), Overtreding.vervallen_at.is_(None))
    query = select(
        Overtreding.controle_id,
        func.count().filter(*still_open()),
        func.count().filter(over),
        func.max(Overtreding.opgeheven_op).filter(over),
    ).where(Overtreding.organisatie_id == organisatie_id, Overtreding.controle_id.in_(controles))
    rows = session.execute(query.group_by(Overtreding.controle_id)) if controles else ()
    return {key: Afloop(is_open, over, laatst) for key, is_open, over, laatst in rows}


def lifting_visits(session: Session, overtredingen: Sequence[Overtreding]) -> dict[UUID, str]:
    """The nummers of the hercontroles that put one of these to an end."""
    keys = {rij.opgeheven_bij_id for rij in overtredingen} - {rij.controle_id for rij in overtredingen}
    query = select(Controle.id, Controle.nummer).where(Controle.id.in_(filter(None, keys)))
    return dict(session.execute(query).all()) if any(keys) else {}


def lifted_here(session: Session, controle: Controle) -> Sequence[Opgeheven]:
    """What this hercontrole put to an end of visits before it, in their order."""
    if not carries_on(controle.aanleiding, controle.voorganger_id):
        return []
    query = (
        select(Controle.id, Controle.nummer, func.count())
        .join(Overtreding, Overtreding.controle_id == Controle.id)
        .where(
            Overtreding.organisatie_id == controle.organisatie_id,
            Overtreding.opgeheven_bij_id == controle.id,
            Controle.id != controle.id,
        )
    )
    rows = session.execute(query.group_by(Controle.id, Controle.nummer).order_by(Controle.nummer))
    return [Opgeheven(*row) for row in rows]
