"""Bytes of photos that no entry names: the entry never came, or was about something we do not have. Held for a person,
like an entry without a dossier; they leave the list by themselves when their entry arrives after all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.ontvangst import FotoBytes
from app.controles.oplosrecht import check_settler
from app.controles.rules.oplossing import Afhandeling
from app.controles.vernietigen import destroy_bytes, naming_entries, naming_photos
from app.core.audit import record
from app.core.blobs import Blobs
from app.core.errors import NotFound

NOG_ONDERWEG = timedelta(hours=1)
"""A phone sends the entry first; for this long a photo that came before it is no reason to look."""


def loose_photos(
    session: Session, organisatie_id: UUID, now: datetime, *, opgelost: bool = False
) -> Sequence[FotoBytes]:
    """Received bytes that no photo has and no entry names, that nobody looked at; oldest first. With `opgelost` those
    that were settled and are kept."""
    query = _loose(organisatie_id, now, opgelost=opgelost).order_by(FotoBytes.ontvangen_at, FotoBytes.id)
    return session.scalars(query).all()


def count_loose(session: Session, organisatie_id: UUID, now: datetime, *, opgelost: bool = False) -> int:
    """How many there are."""
    return session.scalar(_loose(organisatie_id, now, opgelost=opgelost).with_only_columns(func.count())) or 0


def _loose(organisatie_id: UUID, now: datetime, *, opgelost: bool) -> Select[FotoBytes]:
    done = FotoBytes.opgelost_at.is_not(None) if opgelost else FotoBytes.opgelost_at.is_(None)
    return _unnamed(organisatie_id, now).where(done)


def _unnamed(organisatie_id: UUID, now: datetime) -> Select[FotoBytes]:
    """An entry that counts has its photo; one that is held or set aside names the bytes itself."""
    return select(FotoBytes).where(
        FotoBytes.organisatie_id == organisatie_id,
        FotoBytes.ontvangen_at < now - NOG_ONDERWEG,
        FotoBytes.vernietigd_at.is_(None),
        ~naming_photos(organisatie_id, FotoBytes.sha256),
        ~naming_entries(organisatie_id, FotoBytes.sha256),
    )


def get_loose(session: Session, organisatie_id: UUID, key: UUID, now: datetime) -> FotoBytes:
    """One of them, settled or not. Raises `NotFound`."""
    found = session.scalars(_unnamed(organisatie_id, now).where(FotoBytes.id == key)).one_or_none()
    if found is None:
        raise NotFound("losse-foto-onbekend", "Deze foto staat hier niet (meer) los. Ververs de pagina.")
    return found


def shown_bytes(blobs: Blobs, found: FotoBytes) -> bytes:
    """The picture for a screen. Raises `NotFound`: it cannot be shown as one."""
    if found.weergave_sha256 is None:
        raise NotFound("foto-niet-te-tonen", "Van deze bytes is (nog) geen beeld te maken.")
    return blobs.get(found.organisatie_id, found.weergave_sha256)


def resolve_loose(
    session: Session, found: FotoBytes, *, keuze: Afhandeling, reden: str, by: User, now: datetime
) -> None:
    """Says that a person has looked at it; the bytes stay, or go for good. Raises `Invalid` and `NotAllowed` as
    `check_settler`."""
    check_settler(session, found, keuze, reden=reden, by=by)
    found.opgelost_at, found.opgelost_door, found.opgelost_hoe = now, by.id, reden.strip()
    if keuze is Afhandeling.VERNIETIGEN:
        destroy_bytes(session, found.organisatie_id, [found.sha256], reden=reden.strip(), now=now)
    soort = {Afhandeling.BEWAREN: "losse-foto-opgelost", Afhandeling.VERNIETIGEN: "losse-foto-vernietigd"}[keuze]
    record(session, soort, found, reden.strip(), by=by, now=now, naar={"sha256": found.sha256})
