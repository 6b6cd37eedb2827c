"""What was found at an object before: visits that are done, and their overtredingen."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.controles.models import Controle
from app.controles.overtreding import Overtreding, still_open
from app.controles.rules.status import Status


@dataclass(frozen=True)
class Eerder:
    """How many visits there were before this one, with how many overtredingen, of which `open` are not over yet."""

    bezoeken: int
    overtredingen: int
    open: int


def earlier(session: Session, controle: Controle) -> Eerder:
    """Of the same object, before the day of this controle; of one without a day: all there are."""
    there = _there(controle)
    bezoeken = select(func.count()).select_from(Controle).where(*there)
    gevonden = select(func.count()).select_from(Overtreding).join(Controle, Overtreding.controle_id == Controle.id)
    gevonden = gevonden.where(*there, Overtreding.vervallen_at.is_(None))
    numbers = (session.scalar(query) or 0 for query in (bezoeken, gevonden, gevonden.where(*still_open())))
    return Eerder(*numbers)


def _there(controle: Controle) -> tuple[ColumnElement[bool], ...]:
    before = or_(Controle.dag.is_(None), Controle.dag < controle.dag) if controle.dag else Controle.id != controle.id
    return (
        Controle.organisatie_id == controle.organisatie_id,
        Controle.object_id == controle.object_id,
        Controle.id != controle.id,
        Controle.status.in_((Status.AFGEROND, Status.GERAPPORTEERD)),
        before,
    )
