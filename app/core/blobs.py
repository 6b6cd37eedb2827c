"""Bytes by their hash: a folder by default, S3 by URL. Keys are per organisatie, so a hash tells nobody anything."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import IO
from uuid import UUID

import obstore
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

STUK = 1024 * 1024
"""Bytes read at a time."""
DEEL = 5 * 1024 * 1024
"""Bytes sent to the store at a time; S3 takes no smaller parts."""


class Blobs:
    """A content-addressed store. Bytes are written once and never altered."""

    def __init__(self, place: str) -> None:
        self.store: ObjectStore = _open(place)
        self.named: set[Path] = set()
        """Folders of which the name is on the disk itself."""

    def put(self, organisatie_id: UUID, data: bytes) -> str:
        """Stores `data`, reads it back, and returns its sha256 (hex). Same bytes twice is fine."""
        sha256 = hashlib.sha256(data).hexdigest()
        obstore.put(self.store, _key(organisatie_id, sha256), data)
        self._check(organisatie_id, sha256)
        return sha256

    def put_file(self, organisatie_id: UUID, sha256: str, file: IO[bytes]) -> None:
        """Stores what `file` holds from its start, in pieces, and reads it back. Raises OSError when what is in the
        store has another hash."""
        file.seek(0)
        obstore.put(self.store, _key(organisatie_id, sha256), file, chunk_size=DEEL, max_concurrency=2)
        self._check(organisatie_id, sha256)

    def _check(self, organisatie_id: UUID, sha256: str) -> None:
        key, found = _key(organisatie_id, sha256), hashlib.sha256()
        for piece in obstore.get(self.store, key).stream(min_chunk_size=STUK):
            found.update(piece)
        if found.hexdigest() != sha256:
            raise OSError(f"blob {sha256} was not stored as sent")
        if isinstance(self.store, LocalStore):
            self._flush(Path(str(self.store.prefix)), Path(key))

    def _flush(self, root: Path, key: Path) -> None:
        """To the disk itself, the name too, and those of its folders when they are new: a receipt must outlive the
        power failing."""
        for place in (key, *key.parents):
            _to_disk(root / place)
            if place in self.named:
                break
        self.named.update(key.parents)

    def get(self, organisatie_id: UUID, sha256: str) -> bytes:
        """The bytes with this hash. Raises FileNotFoundError when they are not there."""
        return bytes(obstore.get(self.store, _key(organisatie_id, sha256)).bytes())

    def has(self, organisatie_id: UUID, sha256: str) -> bool:
        """True when bytes with this hash are stored for this organisatie."""
        try:
            obstore.head(self.store, _key(organisatie_id, sha256))
        except FileNotFoundError:
            return False
        return True

    def delete(self, organisatie_id: UUID, sha256: str) -> None:
        """Removes the bytes: only for audited destruction. Twice is fine."""
        with suppress(FileNotFoundError):
            obstore.delete(self.store, _key(organisatie_id, sha256))

    def ready(self) -> bool:
        """True when the store can be written and read (for the health page)."""
        obstore.put(self.store, "gezond", b"ok")
        return bytes(obstore.get(self.store, "gezond").bytes()) == b"ok"


def _open(place: str) -> ObjectStore:
    if place == "memory:":
        return MemoryStore()
    if "://" in place:
        return from_url(place)
    Path(place).mkdir(parents=True, exist_ok=True)
    return LocalStore(place)


def digest(file: IO[bytes]) -> str:
    """sha256 (hex) of what `file` holds from its start, read in pieces; it stands at its end afterwards."""
    found = hashlib.sha256()
    file.seek(0)
    while piece := file.read(STUK):
        found.update(piece)
    return found.hexdigest()


def _to_disk(place: Path) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _key(organisatie_id: UUID, sha256: str) -> str:
    return f"{organisatie_id}/{sha256[:2]}/{sha256}"
