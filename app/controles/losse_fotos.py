"""Bytes of photos that no entry names: the entry never came, or was about something we do not have. Held for a person,
like an entry without a dossier; they leave the list by themselves when their entry arrives after all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.models import Foto, Mutatie
from app.controles.ontvangst import FotoBytes
from app.controles.quarantaine import Keuze, check_office
from app.controles.rules.inhoud import Soort
from app.core.audit import record
from app.core.blobs import Blobs
from app.core.errors import NotFound

NOG_ONDERWEG = timedelta(hours=1)
"""A phone sends the entry first; for this long a photo that came before it is no reason to look."""


def loose_photos(session: Session, organisatie_id: UUID, now: datetime) -> Sequence[FotoBytes]:
    """Received bytes that no photo has and no entry names, that nobody looked at; oldest first."""
    query = _loose(organisatie_id, now).order_by(FotoBytes.ontvangen_at, FotoBytes.id)
    return session.scalars(query).all()


def count_loose(session: Session, organisatie_id: UUID, now: datetime) -> int:
    """How many there are."""
    return session.scalar(_loose(organisatie_id, now).with_only_columns(func.count())) or 0


def _loose(organisatie_id: UUID, now: datetime) -> Select[FotoBytes]:
    """An entry that counts has its photo; one that is held or set aside names the bytes itself."""
    named = exists().where(Foto.organisatie_id == FotoBytes.organisatie_id, Foto.sha256 == FotoBytes.sha256)
    waiting = exists().where(
        Mutatie.organisatie_id == FotoBytes.organisatie_id,
        Mutatie.stand != "verwerkt",
        Mutatie.opgelost_hoe.is_distinct_from(str(Keuze.GEWEIGERD)),
        Mutatie.soort == Soort.FOTO,
        Mutatie.inhoud["sha256"].as_string() == FotoBytes.sha256,
    )
    return select(FotoBytes).where(
        FotoBytes.organisatie_id == organisatie_id,
        FotoBytes.ontvangen_at < now - NOG_ONDERWEG,
        FotoBytes.opgelost_at.is_(None),
        FotoBytes.vernietigd_at.is_(None),
        ~named,
        ~waiting,
    )


def get_loose(session: Session, organisatie_id: UUID, key: UUID, now: datetime) -> FotoBytes:
    """One of them. Raises `NotFound`."""
    found = session.scalars(_loose(organisatie_id, now).where(FotoBytes.id == key)).one_or_none()
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
