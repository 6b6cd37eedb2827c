"""Readable numbers: `C-2026-0847`, given out one by one per organisatie and year."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.controles.ontvangst import Nummerreeks


def next_nummer(session: Session, organisatie_id: UUID, jaar: int) -> str:
    """The next number of a controle. Two at the same time wait for each other on the row of the series."""
    laatste = _raise(session, organisatie_id, jaar)
    if laatste is None:
        _start(session, organisatie_id, jaar)
        laatste = _raise(session, organisatie_id, jaar)
    return f"C-{jaar}-{laatste:04d}"


def _raise(session: Session, organisatie_id: UUID, jaar: int) -> int | None:
    mine = (
        Nummerreeks.organisatie_id == organisatie_id,
        Nummerreeks.reeks == "C",
        Nummerreeks.jaar == jaar,
    )
    done = session.execute(
        update(Nummerreeks)
        .where(*mine)
        .values(laatste=Nummerreeks.laatste + 1)
        .execution_options(synchronize_session=False)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        return None
    return session.scalar(select(Nummerreeks.laatste).where(*mine))


def _start(session: Session, organisatie_id: UUID, jaar: int) -> None:
    """The first of the year; when another starts it at the same moment, theirs is as good."""
    try:
        with session.begin_nested():
            session.add(Nummerreeks(organisatie_id=organisatie_id, reeks="C", jaar=jaar, laatste=0))
    except IntegrityError:
        pass
