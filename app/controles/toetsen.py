"""The collegiale toets: which judgements wait for a second pair of eyes, and the look itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.accounts.models import Rol, User
from app.controles.models import Controle
from app.controles.overtreding import LhsoBeoordeling, Overtreding
from app.controles.rules.status import AF
from app.core.audit import record
from app.core.errors import Conflict, NotAllowed, NotFound

TOETSERS = (Rol.HANDHAVINGSJURIST, Rol.TOEZICHTHOUDER)
"""Who may look along; never the one who judged."""


def waiting_controles(organisatie_id: UUID) -> Select[Any]:
    """Keys of controles with a judgement that waits for a toets."""
    return _waiting(organisatie_id, Overtreding.controle_id)


def reasons_of(session: Session, organisatie_id: UUID, controles: Collection[UUID]) -> Mapping[UUID, str]:
    """Per finished controle among these why it waits for a toets, as codes with a space between."""
    query = _waiting(organisatie_id, Overtreding.controle_id, LhsoBeoordeling.toets)
    found: dict[UUID, list[str]] = {}
    for controle_id, toets in session.execute(query.where(Overtreding.controle_id.in_(controles))):
        codes = found.setdefault(controle_id, [])
        codes += [code for code in toets.split() if code not in codes]
    return {key: " ".join(codes) for key, codes in found.items()}


def _waiting(organisatie_id: UUID, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .join(LhsoBeoordeling, LhsoBeoordeling.overtreding_id == Overtreding.id)
        .where(
            LhsoBeoordeling.organisatie_id == organisatie_id,
            LhsoBeoordeling.toets != "",
            LhsoBeoordeling.collegiale_toets_at.is_(None),
            Overtreding.vervallen_at.is_(None),
        )
    )


def asks_toets(controle: Controle, beoordeling: LhsoBeoordeling) -> bool:
    """True when this judgement waits for a second pair of eyes now: a visit that goes on may still change it."""
    return bool(beoordeling.toets) and beoordeling.collegiale_toets_at is None and controle.status in AF


def get_beoordeling(session: Session, controle: Controle, key: UUID) -> LhsoBeoordeling:
    """A judgement of this controle. Raises `NotFound`."""
    query = (
        select(LhsoBeoordeling)
        .join(Overtreding, Overtreding.id == LhsoBeoordeling.overtreding_id)
        .where(
            LhsoBeoordeling.organisatie_id == controle.organisatie_id,
            LhsoBeoordeling.id == key,
            Overtreding.controle_id == controle.id,
        )
    )
    beoordeling = session.scalars(query).one_or_none()
    if beoordeling is None:
        raise NotFound("beoordeling-onbekend", "Deze beoordeling bestaat niet (meer). Ververs de pagina.")
    return beoordeling


def look_along(
    session: Session, controle: Controle, beoordeling: LhsoBeoordeling, *, opmerking: str, by: User, now: datetime
) -> None:
    """Records that `by` looked at this judgement and agrees. A later judgement asks a new toets.

    Raises `NotAllowed` (`eigen-beoordeling`) and `Conflict` (`toets-niet-nodig`).
    """
    if beoordeling.beoordelaar_id == by.id:
        zin = "Dit is je eigen beoordeling. Vraag een collega om mee te kijken."
        raise NotAllowed("eigen-beoordeling", zin)
    if not asks_toets(controle, beoordeling):
        raise Conflict("toets-niet-nodig", "Deze beoordeling vraagt geen toets (meer). Ververs de pagina.")
    beoordeling.collegiale_toets_door, beoordeling.collegiale_toets_at = by.id, now
    zin = f"Collegiale toets van cel {beoordeling.cel_definitief or 'onbekend'}: akkoord"
    record(
        session,
        "collegiale-toets",
        controle,
        f"{zin}. {opmerking.strip()}" if opmerking.strip() else zin,
        by=by,
        now=now,
        naar={"beoordeling": str(beoordeling.id), "toets": beoordeling.toets},
    )
