"""Bytes by their hash in a folder: on the disk itself before anything is confirmed."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest

from app.core.blobs import Blobs, digest

HIER = UUID(int=1)


@pytest.mark.parametrize("how", ["put", "put_file"])
def test_bytes_and_every_folder_above_them_are_flushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """The first photo of an organisatie makes folders: their names must be on the disk too."""
    flushed = set()
    monkeypatch.setattr(os, "fsync", lambda descriptor: flushed.add(os.fstat(descriptor).st_ino))
    blobs, file = Blobs(str(tmp_path / "blobs")), BytesIO(b"foto")
    sha256 = digest(file)
    if how == "put":
        blobs.put(HIER, b"foto")
    else:
        blobs.put_file(HIER, sha256, file)
    made = tmp_path / "blobs" / str(HIER) / sha256[:2] / sha256
    assert made.read_bytes() == b"foto"
    assert flushed == {place.stat().st_ino for place in (made, *made.parents[:3])}
    assert made.parents[2] == tmp_path / "blobs"
    flushed.clear()
    blobs.put(HIER, b"foto")
    assert flushed == {made.stat().st_ino, made.parent.stat().st_ino}  # the names above were there already
