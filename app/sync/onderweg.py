"""Photos on their way: what a request carries, and the parts on disk until the whole is there. Bytes go by in pieces,
so the memory an upload takes does not grow with its size."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO
from uuid import UUID

from app.core.errors import Conflict, Invalid

MAX_FOTO = 64 * 1024 * 1024
STUK = 64 * 1024
IN_GEHEUGEN = 1024 * 1024
"""What is longer than this goes to disk while it comes in."""
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Deel:
    """A part: where it begins, how long the whole is, and its bytes, to be read from the start."""

    begin: int
    totaal: int
    lengte: int
    bytes: IO[bytes]

    @property
    def is_whole(self) -> bool:
        """True when this is all of it."""
        return self.lengte == self.totaal


def check_sha256(text: str) -> str:
    """The hash when it is one. Raises `Invalid`."""
    if not _SHA256.fullmatch(text):
        raise Invalid("foto-hash-onjuist", "Dit is geen sha256 (64 tekens, 0-9 en a-f).")
    return text


@contextmanager
def received(stream: IO[bytes], header: str | None) -> Iterator[Deel]:
    """The part a request carries, read to its end; without Content-Range it is the whole. Raises `Invalid`."""
    with SpooledTemporaryFile(max_size=IN_GEHEUGEN) as file:
        shutil.copyfileobj(stream, file, STUK)
        lengte = file.tell()
        file.seek(0)
        yield read_part(header, file, lengte)


def read_part(header: str | None, data: IO[bytes], lengte: int) -> Deel:
    """What `lengte` bytes with this Content-Range are. Raises `Invalid`."""
    if not lengte:
        raise Invalid("foto-leeg", "Er kwamen geen bytes aan. De foto blijft op je telefoon.")
    if header is None:
        return _bounded(Deel(0, lengte, lengte, data))
    match = _RANGE.fullmatch(header)
    if match is None:
        raise Invalid("foto-deel-onjuist", "De lengte van dit deel klopt niet met wat erbij staat.")
    begin, eind, totaal = (int(group) for group in match.groups())
    if eind - begin + 1 != lengte or eind >= totaal:
        raise Invalid("foto-deel-onjuist", "De lengte van dit deel klopt niet met wat erbij staat.")
    return _bounded(Deel(begin, totaal, lengte, data))


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

    def add(self, sha256: str, deel: Deel) -> IO[bytes] | None:
        """Writes a part; the whole, opened to read, once all of it is here, else None. The same part twice is fine.

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
                shutil.copyfileobj(deel.bytes, file, STUK)
            return path.open("rb") if path.stat().st_size == deel.totaal else None

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
