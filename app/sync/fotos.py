"""Stores the bytes of photos: verified before anything is confirmed, then joined with the rows that name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO
from uuid import UUID

from sqlalchemy import Text, cast, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.controles.models import Controle, Foto
from app.controles.ontvangst import FotoBytes, Gemis
from app.controles.projectie.compleet import check_complete
from app.controles.projectie.fotos import bytes_of
from app.controles.vernietigen import wipe
from app.core.blobs import Blobs, digest
from app.core.db import locking
from app.core.errors import Invalid
from app.core.images import SNIFF, sniff
from app.core.queue import enqueue


@dataclass(frozen=True)
class Bewaard:
    """Bytes that are in the store: their hash, length and kind."""

    sha256: str
    grootte: int
    type: str


def keep_bytes(blobs: Blobs, organisatie_id: UUID, sha256: str, data: IO[bytes]) -> Bewaard:
    """Puts the bytes into the store, from the start. Touches no row, so nobody waits for it. Raises `Invalid` when
    they are not the bytes that were announced: then nothing is stored."""
    if digest(data) != sha256:
        raise Invalid("foto-beschadigd", "De foto kwam beschadigd aan en wordt opnieuw verzonden.")
    grootte = data.tell()
    data.seek(0)
    type_ = sniff(data.read(SNIFF))
    blobs.put_file(organisatie_id, sha256, data)
    return Bewaard(sha256, grootte, type_)


def record_bytes(
    session: Session, organisatie_id: UUID, bewaard: Bewaard, *, user_id: UUID | None, now: datetime
) -> FotoBytes:
    """Says that these bytes are here, and looks whether that completes a visit. Idempotent."""
    found = bytes_of(session, organisatie_id, bewaard.sha256) or _new_row(
        session, organisatie_id, bewaard, user_id, now
    )
    if found.vernietigd_at:
        wipe(session, found, [found.sha256], now)
    elif found.leesbaar is None:
        enqueue(session, "foto", found, now=now)
    session.flush()
    for controle in _waiting_for(session, organisatie_id, bewaard.sha256):
        check_complete(session, controle, now)
    return found


def store_bytes(
    session: Session, blobs: Blobs, organisatie_id: UUID, data: bytes, *, user_id: UUID | None, now: datetime
) -> FotoBytes:
    """Keeps and records bytes that are at hand."""
    bewaard = Bewaard(blobs.put(organisatie_id, data), len(data), sniff(data))
    return record_bytes(session, organisatie_id, bewaard, user_id=user_id, now=now)


def _new_row(
    session: Session, organisatie_id: UUID, bewaard: Bewaard, user_id: UUID | None, now: datetime
) -> FotoBytes:
    try:
        with session.begin_nested():
            made = FotoBytes(
                organisatie_id=organisatie_id,
                sha256=bewaard.sha256,
                grootte=bewaard.grootte,
                type=bewaard.type,
                user_id=user_id,
                ontvangen_at=now,
            )
            session.add(made)
        return made
    except IntegrityError:  # the same photo by another request at this very moment
        found = bytes_of(session, organisatie_id, bewaard.sha256)
        assert found is not None  # noqa: S101
        return found


def _waiting_for(session: Session, organisatie_id: UUID, sha256: str) -> Sequence[Controle]:
    """The finished visits that have or name this photo and wait for it, or gave it up. Locked: of two last photos at
    once the second must see the first."""
    rows = select(Foto.controle_id).where(Foto.organisatie_id == organisatie_id, Foto.sha256 == sha256)
    given = select(Gemis.controle_id).where(
        Gemis.organisatie_id == organisatie_id, Gemis.sleutel == sha256, Gemis.opgeheven_at.is_(None)
    )
    waiting = select(Controle).where(
        Controle.organisatie_id == organisatie_id,
        Controle.afgerond_at.is_not(None),
        Controle.compleet_at.is_(None) | Controle.id.in_(given),
        Controle.id.in_(rows) | cast(Controle.manifest, Text).contains(sha256),
    )
    return session.scalars(locking(waiting.order_by(Controle.id))).all()
