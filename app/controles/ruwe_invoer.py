"""Deliveries that could not be read, or that came under an id we know with other content: listed and settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.ontvangst import RuweInvoer
from app.controles.oplosrecht import check_settler
from app.controles.rules.oplossing import Afhandeling
from app.core.audit import record
from app.core.errors import NotFound


def raw_deliveries(session: Session, organisatie_id: UUID, *, opgelost: bool = False) -> Sequence[RuweInvoer]:
    """Those that nobody looked at; with `opgelost` those that were settled and whose content is kept."""
    query = _query(organisatie_id, opgelost=opgelost).order_by(RuweInvoer.ontvangen_at, RuweInvoer.id)
    return session.scalars(query).all()


def count_raw(session: Session, organisatie_id: UUID, *, opgelost: bool = False) -> int:
    """How many there are."""
    return session.scalar(_query(organisatie_id, opgelost=opgelost).with_only_columns(func.count())) or 0


def _query(organisatie_id: UUID, *, opgelost: bool) -> Select[RuweInvoer]:
    done = RuweInvoer.opgelost_at.is_not(None) if opgelost else RuweInvoer.opgelost_at.is_(None)
    return select(RuweInvoer).where(RuweInvoer.organisatie_id == organisatie_id, RuweInvoer.inhoud != "", done)


def get_raw(session: Session, organisatie_id: UUID, key: UUID) -> RuweInvoer:
    """One of them. Raises `NotFound`."""
    query = select(RuweInvoer).where(
        RuweInvoer.organisatie_id == organisatie_id, RuweInvoer.id == key, RuweInvoer.inhoud != ""
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("levering-onbekend", "Deze levering staat hier niet (meer). Ververs de pagina.")
    return found


def resolve_raw(
    session: Session, invoer: RuweInvoer, *, keuze: Afhandeling, reden: str, by: User, now: datetime
) -> None:
    """Says that a person has looked at it; its content stays or goes. Its hash stays: a phone that sends the same again
    hears that it was taken. Raises `Invalid` and `NotAllowed` as `check_settler`."""
    check_settler(session, invoer, keuze, reden=reden, by=by)
    invoer.opgelost_at, invoer.opgelost_door, invoer.opgelost_hoe = now, by.id, reden.strip()
    if keuze is Afhandeling.VERNIETIGEN:
        invoer.ruw, invoer.inhoud = b"", ""
    soort = {Afhandeling.BEWAREN: "ruwe-invoer-opgelost", Afhandeling.VERNIETIGEN: "ruwe-invoer-vernietigd"}[keuze]
    record(session, soort, invoer, reden.strip(), by=by, now=now, naar={"sha256": invoer.sha256})
