"""Bytes of photos that no entry names: the entry never came, or was about something we do not have. Held for a person,
like an entry without a dossier; they leave the list by themselves when their entry arrives after all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.models import Foto
from app.controles.ontvangst import FotoBytes
from app.controles.quarantaine import check_office
from app.core.audit import record
from app.core.blobs import Blobs
from app.core.errors import NotFound

NOG_ONDERWEG = timedelta(hours=1)
"""A phone sends the entry first; for this long a photo that came before it is no reason to look."""


def loose_photos(session: Session, organisatie_id: UUID, now: datetime) -> Sequence[FotoBytes]:
    """Received bytes without a photo that has them, that nobody looked at; oldest first."""
    named = exists().where(Foto.organisatie_id == FotoBytes.organisatie_id, Foto.sha256 == FotoBytes.sha256)
    query = select(FotoBytes).where(
        FotoBytes.organisatie_id == organisatie_id,
        FotoBytes.ontvangen_at < now - NOG_ONDERWEG,
        FotoBytes.opgelost_at.is_(None),
        FotoBytes.vernietigd_at.is_(None),
        ~named,
    )
    return session.scalars(query.order_by(FotoBytes.ontvangen_at, FotoBytes.id)).all()


def get_loose(session: Session, organisatie_id: UUID, key: UUID, now: datetime) -> FotoBytes:
    """One of them. Raises `NotFound`."""
    found = next((row for row in loose_photos(session, organisatie_id, now) if row.id == key), None)
    if found is None:
        raise NotFound("losse-foto-onbekend", "Deze foto staat hier niet (meer) los. Ververs de pagina.")
    return found


def shown_bytes(blobs: Blobs, found: FotoBytes) -> bytes:
    """The picture for a screen. Raises `NotFound`: it cannot be shown as one."""
    if found.weergave_sha256 is None:
        raise NotFound("foto-niet-te-tonen", "Van deze bytes is (nog) geen beeld te maken.")
    return blobs.get(found.organisatie_id, found.weergave_sha256)


def resolve_loose(session: Session, found: FotoBytes, *, reden: str, by: User, now: datetime) -> None:
    """Says that a person has looked at it; the bytes stay. Raises `Invalid` without a reason, and `NotAllowed` when it
    is one's own delivery or not for this role."""
    check_office(session, found.organisatie_id, found.user_id, reden=reden, by=by)
    found.opgelost_at, found.opgelost_door, found.opgelost_hoe = now, by.id, reden.strip()
    record(session, "losse-foto-opgelost", found, reden.strip(), by=by, now=now)
