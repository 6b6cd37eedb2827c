"""Bytes that are no picture, or a hostile one: kept as they came, never trusted, and bounded in what they cost."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from unittest.mock import Mock

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.ontvangst import FotoBytes
from app.core.images import KLEIN, MAX_PIXELS, WEERGAVE, read_image
from tests.faults.rondes import rounds
from tests.people import Dorp
from tests.sync.test_fotos import jpeg, put, sha


def png_of(breedte: int, hoogte: int) -> bytes:
    """A small file that says it is a huge picture and unpacks to it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    regel = b"\x00" * (1 + breedte // 8)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(regel) for _ in range(hoogte)) + packer.flush()
    head = struct.pack(">IIBBBBB", breedte, hoogte, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def exif_garbage() -> bytes:
    """A good picture whose EXIF is a length that runs past its end and offsets into nowhere."""
    good = jpeg(64, 48)
    garbage = b"Exif\x00\x00MM\x00*\xff\xff\xff\xff" + random.Random(1).randbytes(300)
    return good[:2] + b"\xff\xe1" + struct.pack(">H", len(garbage) + 2) + garbage + good[2:]


def check_kept(app: Flask, dorp: Dorp, session: Session, tess: FlaskClient, data: bytes) -> FotoBytes:
    """Received, receipted, and in the store byte for byte, whatever it is; gives its row."""
    assert put(tess, data).json == {"sha256": sha(data), "grootte": len(data)}
    assert app.extensions["blobs"].get(dorp.waterdonk.id, sha(data)) == data
    return session.scalars(select(FotoBytes).execution_options(populate_existing=True)).one()


@pytest.mark.fault("picture-bomb")
def test_a_bomb_is_kept_and_not_unpacked(
    app: Flask, dorp: Dorp, view_session: Session, tess: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb, unpacked = png_of(12_000, 12_000), Mock()
    assert len(bomb) < 100_000
    monkeypatch.setattr(ImageFile.ImageFile, "load", unpacked)
    row = check_kept(app, dorp, view_session, tess, bomb)
    assert (row.leesbaar, row.weergave_sha256) == (False, None)
    assert read_image(bomb) is None
    assert not unpacked.called


def test_the_bound_lets_a_phone_through() -> None:
    """Just under the bound is read: the test above fails for its size and for nothing else."""
    beeld = read_image(png_of(4000, 3000))
    assert beeld is not None
    assert (beeld.breedte, beeld.hoogte) == (4000, 3000)
    assert 4000 * 3000 < MAX_PIXELS < 12_000 * 12_000


@pytest.mark.fault("picture-truncated")
@pytest.mark.parametrize("deel", [0.05, 0.5, 0.97])
def test_a_jpeg_that_breaks_off_is_kept(
    app: Flask, dorp: Dorp, view_session: Session, tess: FlaskClient, deel: float
) -> None:
    whole = jpeg(800, 600)
    row = check_kept(app, dorp, view_session, tess, whole[: int(len(whole) * deel)])
    assert (row.leesbaar, row.type) == (False, "image/jpeg")


@pytest.mark.fault("picture-is-a-pdf")
def test_a_pdf_named_jpg_is_kept_and_called_what_it_is(
    app: Flask, dorp: Dorp, view_session: Session, tess: FlaskClient
) -> None:
    row = check_kept(app, dorp, view_session, tess, b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n")
    assert (row.leesbaar, row.type, row.klein_sha256) == (False, "application/octet-stream", None)


@pytest.mark.fault("picture-exif-garbage")
def test_garbage_in_exif_harms_no_picture(app: Flask, dorp: Dorp, view_session: Session, tess: FlaskClient) -> None:
    row = check_kept(app, dorp, view_session, tess, exif_garbage())
    assert (row.leesbaar, row.breedte, row.hoogte) == (True, 64, 48)


def check_bounds(data: bytes) -> None:
    """Whatever it is: nothing, or a picture within the bounds that is a real JPEG."""
    beeld = read_image(data)
    if beeld is None:
        return
    assert 0 < beeld.breedte * beeld.hoogte <= MAX_PIXELS
    for copy, longest in ((beeld.weergave, WEERGAVE), (beeld.klein, KLEIN)):
        with Image.open(BytesIO(copy)) as shown:
            shown.load()
            assert shown.format == "JPEG"
            assert max(shown.size) <= longest


KOPPEN = [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM"]
SOORTEN = {kind: jpeg(40, 30, kind=kind) for kind in ("JPEG", "PNG", "WEBP", "HEIF")}


@pytest.mark.fault("picture-fuzzed")
@settings(max_examples=rounds(40, 2000), deadline=None)
@given(
    soort=st.sampled_from(sorted(SOORTEN)),
    plekken=st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=12),
    einde=st.integers(10, 4000),
)
def test_a_changed_picture_is_a_picture_or_nothing(soort: str, plekken: list[tuple[int, int]], einde: int) -> None:
    data = bytearray(SOORTEN[soort][:einde])
    for plek, byte in plekken:
        data[plek % len(data)] = byte
    check_bounds(bytes(data))


@pytest.mark.fault("picture-any-bytes")
@settings(max_examples=rounds(40, 2000), deadline=None)
@given(
    kop=st.sampled_from([b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM"]),
    rest=st.binary(max_size=300),
)
def test_any_bytes_are_a_picture_or_nothing(kop: bytes, rest: bytes) -> None:
    check_bounds(kop + rest)
