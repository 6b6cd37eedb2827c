"""Receives the bytes of photos by their hash: whole or in parts, verified before anything is confirmed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.controles.models import Controle, Foto
from app.controles.ontvangst import FotoBytes
from app.controles.projectie.fotos import bytes_of, join_bytes
from app.controles.projectie.levensloop import check_complete
from app.core.blobs import Blobs
from app.core.errors import Conflict, Invalid
from app.core.images import sniff
from app.core.queue import enqueue

MAX_FOTO = 64 * 1024 * 1024
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Deel:
    """A part: where it begins, and how long the whole is."""

    begin: int
    totaal: int
    data: bytes


def check_sha256(text: str) -> str:
    """The hash when it is one. Raises `Invalid`."""
    if not _SHA256.fullmatch(text):
        raise Invalid("foto-hash-onjuist", "Dit is geen sha256 (64 tekens, 0-9 en a-f).")
    return text


def read_part(header: str | None, data: bytes) -> Deel:
    """The part a request carries; without Content-Range it is the whole. Raises `Invalid`."""
    if not data:
        raise Invalid("foto-leeg", "Er kwamen geen bytes aan. De foto blijft op je telefoon.")
    if header is None:
        return _bounded(Deel(0, len(data), data))
    match = _RANGE.fullmatch(header)
    if match is None:
        raise Invalid("foto-deel-onjuist", "De lengte van dit deel klopt niet met wat erbij staat.")
    begin, eind, totaal = (int(group) for group in match.groups())
    if eind - begin + 1 != len(data) or eind >= totaal:
        raise Invalid("foto-deel-onjuist", "De lengte van dit deel klopt niet met wat erbij staat.")
    return _bounded(Deel(begin, totaal, data))


def _bounded(deel: Deel) -> Deel:
    if deel.totaal > MAX_FOTO:
        raise Invalid("foto-te-groot", f"Een foto mag hoogstens {MAX_FOTO // 1024 // 1024} MB zijn.")
    return deel


class Onderweg:
    """Parts on disk, per organisatie and hash, until the whole is there."""

    def __init__(self, data: Path, organisatie_id: UUID) -> None:
        self.folder = data / "onderweg" / str(organisatie_id)

    def offset(self, sha256: str) -> int:
        """How many bytes from the start are here."""
        return max((path.stat().st_size for path in self._found(sha256)), default=0)

    def add(self, sha256: str, deel: Deel) -> bytes | None:
        """Writes a part; the whole once all of it is here, else None. The same part twice is fine.

        Raises `Conflict` foto-deel-mist: it does not connect to what is here. Raises `Invalid`
        foto-lengte-onjuist: another total than before; what was here is dropped, the phone begins again.
        """
        with self._locked(sha256):
            path = self._place(sha256, deel.totaal)
            size = path.stat().st_size if path.exists() else 0
            if deel.begin > size:
                raise Conflict("foto-deel-mist", f"Er is een stuk overgeslagen: ga verder vanaf byte {size}.")
            with path.open("r+b" if path.exists() else "wb") as file:
                file.seek(deel.begin)
                file.write(deel.data)
            return path.read_bytes() if path.stat().st_size == deel.totaal else None

    def drop(self, sha256: str) -> None:
        """Forgets what is here of this photo."""
        if not self._found(sha256):
            return
        with self._locked(sha256) as slot:
            self._forget(sha256)
            slot.unlink(missing_ok=True)

    def _forget(self, sha256: str) -> None:
        for path in self._found(sha256):
            path.unlink(missing_ok=True)

    def _found(self, sha256: str) -> list[Path]:
        return sorted(self.folder.glob(f"{sha256}-*.deel"))

    def _place(self, sha256: str, totaal: int) -> Path:
        path = self.folder / f"{sha256}-{totaal}.deel"
        if any(other != path for other in self._found(sha256)):
            self._forget(sha256)
            raise Invalid("foto-lengte-onjuist", "De lengte van deze foto is veranderd. Begin opnieuw met zenden.")
        return path

    @contextmanager
    def _locked(self, sha256: str) -> Iterator[Path]:
        """Two tabs may send the same photo at the same time. A lock counts only while its file still has its name:
        who waited for one that was removed meanwhile takes the new one."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{sha256}.slot"
        while True:
            with path.open("w") as slot:
                fcntl.flock(slot, fcntl.LOCK_EX)
                if _is_same(path, slot.fileno()):
                    yield path
                    return


def _is_same(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def verify(sha256: str, data: bytes) -> None:
    """Raises `Invalid` when these are not the bytes that were announced."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Invalid("foto-beschadigd", "De foto kwam beschadigd aan en wordt opnieuw verzonden.")


def store_bytes(
    session: Session, blobs: Blobs, organisatie_id: UUID, data: bytes, *, user_id: UUID | None, now: datetime
) -> FotoBytes:
    """Stores verified bytes, joins them with their rows, and looks whether that completes a visit. Idempotent."""
    sha256 = blobs.put(organisatie_id, data)
    found = bytes_of(session, organisatie_id, sha256) or _new_row(session, organisatie_id, sha256, data, user_id, now)
    if found.leesbaar is None:
        enqueue(session, "foto", found, now=now)
    rows = session.scalars(select(Foto).where(Foto.organisatie_id == organisatie_id, Foto.sha256 == sha256)).all()
    for foto in rows:
        join_bytes(foto, found)
    _complete(session, {foto.controle_id for foto in rows}, organisatie_id, sha256, now)
    return found


def _new_row(
    session: Session, organisatie_id: UUID, sha256: str, data: bytes, user_id: UUID | None, now: datetime
) -> FotoBytes:
    try:
        with session.begin_nested():
            made = FotoBytes(
                organisatie_id=organisatie_id,
                sha256=sha256,
                grootte=len(data),
                type=sniff(data),
                user_id=user_id,
                ontvangen_at=now,
            )
            session.add(made)
        return made
    except IntegrityError:  # the same photo by another request at this very moment
        found = bytes_of(session, organisatie_id, sha256)
        assert found is not None  # noqa: S101
        return found


def _complete(session: Session, controles: set[UUID], organisatie_id: UUID, sha256: str, now: datetime) -> None:
    """Locks first: of two last photos at once the second must see the first."""
    waiting = select(Controle).where(
        Controle.organisatie_id == organisatie_id, Controle.afgerond_at.is_not(None), Controle.compleet_at.is_(None)
    )
    session.flush()
    for controle in session.scalars(waiting.order_by(Controle.id).with_for_update()).all():
        if controle.id in controles or sha256 in (controle.manifest or {}).get("fotos", []):
            check_complete(session, controle, now)
