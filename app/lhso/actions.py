"""Writes about the interventiematrix: a version is uploaded or drafted, edited, and adopted. What was adopted stays."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
import rfc8785
import yaml
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.audit import record
from app.core.errors import Conflict, Invalid, NotFound
from app.lhso.models import LhsoMatrix
from app.lhso.queries import active_matrix, concept_matrix
from app.lhso.rules.matrix import Cel, Matrix, problemen

BYTES = 200_000


def read_matrix(data: bytes) -> Matrix:
    """A matrix from a YAML or JSON file, not adopted whatever the file says.

    Raises `Invalid` (`matrix-te-groot`, `matrix-onleesbaar`, `matrix-onjuist`).
    """
    if len(data) > BYTES:
        raise Invalid("matrix-te-groot", "Dit bestand is groter dan 200 kB. Kies het bestand met alleen de matrix.")
    try:
        inhoud = yaml.safe_load(data.decode("utf-8"))
    except Exception as error:  # PyYAML raises anything on a day, number or key that cannot be
        zin = "Dit bestand is geen leesbare YAML of JSON. Download de huidige matrix en pas die aan."
        raise Invalid("matrix-onleesbaar", zin) from error
    try:
        matrix = msgspec.convert(inhoud, Matrix, strict=False)
    except msgspec.ValidationError as error:
        raise Invalid("matrix-onjuist", f"Dit bestand past niet op de vorm van een matrix: {error}") from error
    matrix = msgspec.structs.replace(matrix, vastgesteld=False, besluit=None)
    fouten = problemen(matrix)
    if fouten:
        raise Invalid("matrix-onjuist", " ".join(fouten))
    return matrix


def store_draft(session: Session, organisatie_id: UUID, matrix: Matrix, *, by: Any, now: datetime) -> LhsoMatrix:
    """Keeps `matrix` as a draft, in the place of an earlier draft of the same name.

    Raises `Conflict` (`matrix-versie-bestaat`) when that version was adopted or comes with Schouw.
    """
    query = select(LhsoMatrix).where(LhsoMatrix.organisatie_id == organisatie_id, LhsoMatrix.versie == matrix.versie)
    row = session.scalars(query).one_or_none()
    if matrix.versie == concept_matrix().versie or (row is not None and row.vastgesteld):
        zin = f"Versie {matrix.versie} is er al en verandert niet meer. Geef dit bestand een andere versie."
        raise Conflict("matrix-versie-bestaat", zin)
    if row is None:
        row = LhsoMatrix(organisatie_id=organisatie_id, versie=matrix.versie, created_at=now, created_by=by.id)
        session.add(row)
    _fill(row, msgspec.structs.replace(matrix, vastgesteld=False, besluit=None))
    session.flush()
    zin = f"LHSO-matrix {matrix.versie} als concept bewaard"
    record(session, "lhso-matrix-bewaard", row, zin, by=by, now=now, naar={"hash": row.hash})
    return row


def start_draft(session: Session, organisatie_id: UUID, *, by: Any, now: datetime) -> LhsoMatrix:
    """A draft that begins as a copy of the matrix in use."""
    taken = set(session.scalars(select(LhsoMatrix.versie).where(LhsoMatrix.organisatie_id == organisatie_id)))
    versie = next(name for name in (f"{now.year}-{number}" for number in range(1, 1000)) if name not in taken)
    return store_draft(
        session,
        organisatie_id,
        msgspec.structs.replace(active_matrix(session, organisatie_id), versie=versie),
        by=by,
        now=now,
    )


def change_cell(session: Session, row: LhsoMatrix, naam: str, cel: Cel, *, by: Any, now: datetime) -> None:
    """Gives one cell of a draft another content. Raises `NotFound`, `Invalid` (`matrix-onjuist`) or `Conflict`."""
    _refuse_adopted(row)
    matrix = matrix_of(row)
    if naam not in matrix.cellen:
        raise NotFound
    changed = msgspec.structs.replace(matrix, cellen=matrix.cellen | {naam: cel})
    fouten = problemen(changed)
    if fouten:
        raise Invalid("matrix-onjuist", " ".join(fouten))
    van = msgspec.to_builtins(matrix.cellen[naam])
    _fill(row, changed)
    zin = f"Cel {naam} van LHSO-matrix {row.versie} gewijzigd"
    record(session, "lhso-cel-gewijzigd", row, zin, by=by, now=now, van=van, naar=msgspec.to_builtins(cel))


def adopt_matrix(
    session: Session,
    row: LhsoMatrix,
    *,
    bron: str,
    brondatum: date,
    besluit: str,
    op: date,
    by: Any,
    now: datetime,
) -> None:
    """Makes this version the one in use from day `op`, with its source and the decision behind it. Judgements made
    before keep the version they were made by. Raises `Invalid` (`matrix-zonder-bron`) or `Conflict`."""
    _refuse_adopted(row)
    if not bron.strip() or not besluit.strip():
        raise Invalid("matrix-zonder-bron", "Noem de bron en het besluit waarmee de matrix is vastgesteld.")
    adopted = msgspec.structs.replace(
        matrix_of(row), vastgesteld=True, bron=bron.strip(), brondatum=brondatum, besluit=besluit.strip()
    )
    session.execute(update(LhsoMatrix).where(LhsoMatrix.organisatie_id == row.organisatie_id).values(actief=False))
    _fill(row, adopted)
    row.vastgesteld, row.vastgesteld_op, row.actief = True, op, True
    zin = f"LHSO-matrix {row.versie} vastgesteld bij {besluit.strip()}"
    record(session, "lhso-matrix-vastgesteld", row, zin, by=by, now=now, naar={"hash": row.hash, "bron": bron.strip()})


def matrix_of(row: LhsoMatrix) -> Matrix:
    """The matrix of a row."""
    return msgspec.convert(row.inhoud, Matrix)


def _fill(row: LhsoMatrix, matrix: Matrix) -> None:
    inhoud = msgspec.to_builtins(matrix)
    row.inhoud, row.bron, row.brondatum, row.besluit = inhoud, matrix.bron, matrix.brondatum, matrix.besluit
    row.hash = hashlib.sha256(rfc8785.dumps(inhoud)).hexdigest()


def _refuse_adopted(row: LhsoMatrix) -> None:
    if row.vastgesteld:
        zin = f"Versie {row.versie} is vastgesteld en verandert niet meer. Maak een nieuwe versie."
        raise Conflict("matrix-vastgesteld", zin)
