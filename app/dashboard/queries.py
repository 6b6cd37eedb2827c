"""What stands out: counts per saved list, by the same rule as the list itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.controles.lijstfilter import Filter
from app.controles.models import Controle
from app.controles.overtreding import Overtreding, still_open
from app.controles.queries_lijst import count_controles
from app.controles.rules.status import AF, Status


@dataclass(frozen=True)
class Overzicht:
    """Numbers with the filter behind each."""

    lijsten: dict[str, int]
    per_status: dict[str, int]
    per_soort: list[tuple[str, int, int]]
    """`(soort, planned or done this year, of which done)`."""
    open_overtredingen: int
    jaar: int


def overzicht(session: Session, organisatie_id: UUID, vandaag: date) -> Overzicht:
    """The numbers of this organisatie, for this calendar year."""
    lijsten = ("te-laat", "te-plannen", "te-beoordelen", "hercontroles", "overtredingen", "vastgehouden")
    return Overzicht(
        lijsten={
            lijst: count_controles(session, organisatie_id, Filter(lijst=lijst), by=organisatie_id, vandaag=vandaag)
            for lijst in lijsten
        },
        per_status=_per_status(session, organisatie_id),
        per_soort=_per_soort(session, organisatie_id, vandaag.year),
        open_overtredingen=_open_overtredingen(session, organisatie_id),
        jaar=vandaag.year,
    )


def _per_status(session: Session, organisatie_id: UUID) -> dict[str, int]:
    query = select(Controle.status, func.count()).where(Controle.organisatie_id == organisatie_id)
    found: dict[str, int] = dict(session.execute(query.group_by(Controle.status)).all())
    return {str(status): found.get(status, 0) for status in Status}


def _per_soort(session: Session, organisatie_id: UUID, jaar: int) -> list[tuple[str, int, int]]:
    done = func.count().filter(Controle.status.in_(AF))
    query = (
        select(Controle.soort, func.count(), done)
        .where(
            Controle.organisatie_id == organisatie_id,
            Controle.status != Status.VERVALLEN,
            Controle.dag >= date(jaar, 1, 1),
            Controle.dag <= date(jaar, 12, 31),
        )
        .group_by(Controle.soort)
        .order_by(Controle.soort)
    )
    return [(soort, alle, klaar) for soort, alle, klaar in session.execute(query)]


def _open_overtredingen(session: Session, organisatie_id: UUID) -> int:
    query = select(func.count()).where(Overtreding.organisatie_id == organisatie_id, *still_open())
    return session.scalar(query) or 0
