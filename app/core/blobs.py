"""Bytes by their hash: a folder by default, S3 by URL. Keys are per organisatie, so a hash tells nobody anything."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import UUID

import obstore
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url


class Blobs:
    """A content-addressed store. Bytes are written once and never altered."""

    def __init__(self, place: str) -> None:
        self.store: ObjectStore = _open(place)

    def put(self, organisatie_id: UUID, data: bytes) -> str:
        """Stores `data`, reads it back, and returns its sha256 (hex). Same bytes twice is fine."""
        sha256 = hashlib.sha256(data).hexdigest()
        key = _key(organisatie_id, sha256)
        obstore.put(self.store, key, data)
        if hashlib.sha256(bytes(obstore.get(self.store, key).bytes())).hexdigest() != sha256:
            raise OSError(f"blob {sha256} was not stored as sent")
        return sha256

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
        """Removes the bytes: only for audited destruction."""
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


def _key(organisatie_id: UUID, sha256: str) -> str:
    return f"{organisatie_id}/{sha256[:2]}/{sha256}"
