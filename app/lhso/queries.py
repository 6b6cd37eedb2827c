"""Which interventiematrix holds: the organisatie's own version, or the working default that is marked *concept*."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from uuid import UUID

import yaml
from msgspec import convert
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import today
from app.core.errors import NotFound
from app.lhso.models import LhsoMatrix
from app.lhso.rules.matrix import Matrix


@cache
def concept_matrix() -> Matrix:
    """The matrix that comes with Schouw: usable, not adopted by anyone."""
    text = files("app.lhso").joinpath("data", "concept-0.yaml").read_text(encoding="utf-8")
    return convert(yaml.safe_load(text), Matrix)


def active_matrix(session: Session, organisatie_id: UUID, dag: date | None = None) -> Matrix:
    """The matrix in use by this bevoegd gezag on `dag` (today)."""
    row = active_versie(session, organisatie_id, dag)
    return convert(row.inhoud, Matrix) if row else concept_matrix()


def active_versie(session: Session, organisatie_id: UUID, dag: date | None = None) -> LhsoMatrix | None:
    """The version in use on `dag` (today): the last one adopted by then. None when that is the working default."""
    query = select(LhsoMatrix).where(
        LhsoMatrix.organisatie_id == organisatie_id,
        LhsoMatrix.vastgesteld,
        LhsoMatrix.vastgesteld_op <= (dag or today()),
    )
    order = LhsoMatrix.vastgesteld_op.desc(), LhsoMatrix.actief.desc(), LhsoMatrix.created_at.desc()
    return session.scalars(query.order_by(*order)).first()


def find_matrix(session: Session, organisatie_id: UUID, versie: str) -> Matrix:
    """The matrix of this version, with which a judgement was made; the one in use when that version is not known."""
    query = select(LhsoMatrix).where(LhsoMatrix.organisatie_id == organisatie_id, LhsoMatrix.versie == versie)
    row = session.scalars(query).first()
    if row is not None:
        return convert(row.inhoud, Matrix)
    concept = concept_matrix()
    return concept if versie == concept.versie else active_matrix(session, organisatie_id)


def versies(session: Session, organisatie_id: UUID) -> Sequence[LhsoMatrix]:
    """The versions of an organisatie, newest first."""
    query = select(LhsoMatrix).where(LhsoMatrix.organisatie_id == organisatie_id)
    return session.scalars(query.order_by(LhsoMatrix.created_at.desc())).all()


def get_versie(session: Session, organisatie_id: UUID, matrix_id: UUID) -> LhsoMatrix:
    """One version. Raises `NotFound`."""
    row = session.get(LhsoMatrix, matrix_id)
    if row is None or row.organisatie_id != organisatie_id:
        raise NotFound("matrix-onbekend", "Deze versie van de matrix bestaat niet, of je mag hem niet zien.")
    return row
