"""Photos: damaged, cut, out of order, too big, twice; and a store that fails."""

from __future__ import annotations

import errno
import random
import tracemalloc
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import obstore
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Controle, Foto
from app.controles.ontvangst import FotoBytes
from app.sync import fotos as sync_fotos
from app.sync.queries import receipts_of
from tests.controles.builders import Schrijver, make_controle, pakket
from tests.faults.levering import Levering
from tests.faults.rondes import rounds
from tests.people import Dorp
from tests.sync.test_fotos import part, put, sha


def stored(app: Flask, dorp: Dorp, data: bytes) -> bool:
    """True when exactly these bytes are in the store."""
    blobs = app.extensions["blobs"]
    return bool(blobs.has(dorp.waterdonk.id, sha(data)) and blobs.get(dorp.waterdonk.id, sha(data)) == data)


@pytest.mark.fault("02-empty-or-damaged-upload")
@pytest.mark.parametrize("broken", [b"", b"\x00", b"andere bytes"])
def test_only_the_announced_bytes_get_a_receipt(
    app: Flask, tess: FlaskClient, dorp: Dorp, view_session: Session, broken: bytes
) -> None:
    data = random.Random(2).randbytes(5000)
    assert put(tess, broken, sha(data)).status_code == 422
    assert view_session.scalars(select(FotoBytes)).all() == []
    assert put(tess, data).json == {"sha256": sha(data), "grootte": 5000}
    assert stored(app, dorp, data)


@pytest.mark.fault("06-photo-confirmed-but-not-stored")
def test_the_list_of_the_server_names_only_what_it_stored(levering: Levering) -> None:
    daar, weg = levering.tess.foto("ab" * 32), levering.tess.foto("cd" * 32)
    levering.send(daar, weg)
    levering.session.add(
        FotoBytes(
            organisatie_id=levering.dorp.waterdonk.id,
            sha256="ab" * 32,
            grootte=1,
            type="image/jpeg",
            ontvangen_at=levering.controle.created_at,
        )
    )
    lijst = receipts_of(levering.session, levering.by(), levering.controle.id)
    assert lijst.fotos == ["ab" * 32]
    assert {bon.id for bon in lijst.mutaties} == {daar["id"], weg["id"]}
    assert levering.journal() == {entry["id"]: msgspec.json.encode(entry) for entry in (daar, weg)}


@pytest.mark.fault("upload-cut")
def test_a_photo_cut_anywhere_goes_on_from_there(app: Flask, tess: FlaskClient, dorp: Dorp) -> None:
    data, dice = random.Random(3).randbytes(90_000), random.Random(4)
    at = 0
    for _ in range(200):
        head = tess.head(f"/sync/fotos/{sha(data)}")
        at = int(head.headers["Upload-Offset"])
        if head.status_code == 200:
            break
        end = min(len(data), at + dice.randint(1, 8000))
        part(tess, data, at, end)
    assert at == len(data)
    assert stored(app, dorp, data)


@pytest.mark.fault("parts-out-of-order")
def test_parts_in_any_order_make_the_photo_or_nothing(app: Flask, tess: FlaskClient, dorp: Dorp) -> None:
    data, dice = random.Random(5).randbytes(20_000), random.Random(6)
    pieces = [(at, min(at + 2500, len(data))) for at in range(0, len(data), 2000)]
    for _ in range(400):
        answer = part(tess, data, *dice.choice(pieces))
        assert answer.status_code in {200, 202, 409}
        if answer.status_code == 200:
            break
        assert not stored(app, dorp, data)
    assert stored(app, dorp, data)


@pytest.mark.fault("parts-of-another-length")
def test_another_length_begins_again(app: Flask, tess: FlaskClient, dorp: Dorp) -> None:
    data = random.Random(7).randbytes(9000)
    part(tess, data, 0, 4000)
    assert part(tess, data, 4000, 6000, total=9001).status_code == 422
    assert part(tess, data, 0, 4000).status_code == 202
    assert part(tess, data, 4000, 9000).status_code == 200
    assert stored(app, dorp, data)


@pytest.mark.fault("photo-too-big")
def test_a_photo_that_is_too_big_is_said_so(tess: FlaskClient, view_session: Session) -> None:
    big = b"\xff\xd8\xff" + bytes(33 * 1024 * 1024)
    answer = put(tess, big)
    assert (answer.status_code, answer.json["code"]) == (413, "te-groot")
    claim = {"Content-Range": f"bytes 0-99/{65 * 1024 * 1024}"}
    answer = tess.put(f"/sync/fotos/{'a' * 64}", data=b"x" * 100, headers=claim)
    assert (answer.status_code, answer.json["code"]) == (422, "foto-te-groot")  # type: ignore[index]
    assert view_session.scalars(select(FotoBytes)).all() == []


def peak_of(tess: FlaskClient, megabytes: int, path: Path) -> int:
    """Bytes of memory that receiving a photo of this size takes at most."""
    data = random.Random(megabytes).randbytes(1024 * 1024) * megabytes
    path.write_bytes(data)
    name = sha(data)
    del data
    with path.open("rb") as stream:
        tracemalloc.start()
        answer = tess.put(f"/sync/fotos/{name}", input_stream=stream, content_length=path.stat().st_size)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert answer.status_code == 200, answer.text
    blobs = tess.application.extensions["blobs"]
    assert {sha(blobs.get(UUID(folder.name), name)) for folder in (path.parent / "blobs").iterdir()} == {name}
    return peak


@pytest.mark.fault("upload-memory")
def test_memory_does_not_grow_with_the_photo(
    tess: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.core.blobs import Blobs

    monkeypatch.setitem(tess.application.extensions, "blobs", Blobs(str(tmp_path / "blobs")))
    monkeypatch.setattr(sync_fotos, "enqueue", lambda *_, **__: None)  # looking at the picture is another matter
    peak_of(tess, 1, tmp_path / "eerst")
    small, big = peak_of(tess, 2, tmp_path / "klein"), peak_of(tess, 28, tmp_path / "groot")
    assert big < small + 4 * 1024 * 1024, (small, big)


def full(*_: Any, **__: Any) -> None:
    """No room."""
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.fault("store-full")
def test_a_full_store_gives_no_receipt_and_later_all_is_well(
    app: Flask, tess: FlaskClient, dorp: Dorp, view_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = random.Random(8).randbytes(3000)
    with monkeypatch.context() as vol:
        vol.setattr(obstore, "put", full)
        assert put(tess, data).status_code == 500
    assert view_session.scalars(select(FotoBytes)).all() == []
    assert tess.head(f"/sync/fotos/{sha(data)}").status_code == 404
    assert put(tess, data).status_code == 200
    assert stored(app, dorp, data)


@pytest.mark.fault("store-gives-other-bytes")
def test_a_store_that_keeps_something_else_gives_no_receipt(
    tess: FlaskClient, view_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, echt = random.Random(9).randbytes(3000), obstore.put
    with monkeypatch.context() as vals:
        vals.setattr(obstore, "put", lambda store, key, _, **__: echt(store, key, b"rot"))
        assert put(tess, data).status_code == 500
    assert view_session.scalars(select(FotoBytes)).all() == []
    assert put(tess, data).status_code == 200


@pytest.mark.fault("staging-full")
def test_no_room_for_a_part_gives_no_receipt(
    app: Flask, tess: FlaskClient, dorp: Dorp, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = random.Random(10).randbytes(9000)
    part(tess, data, 0, 3000)
    with monkeypatch.context() as vol:
        vol.setattr("app.sync.onderweg.Onderweg.add", full)
        assert part(tess, data, 3000, 6000).status_code == 500
    assert tess.head(f"/sync/fotos/{sha(data)}").headers["Upload-Offset"] == "3000"
    part(tess, data, 3000, 6000)
    assert part(tess, data, 6000, 9000).status_code == 200
    assert stored(app, dorp, data)


@pytest.mark.fault("200-photos-in-one-controle")
def test_two_hundred_photos_complete_a_controle(
    app: Flask, tess: FlaskClient, dorp: Dorp, view_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync_fotos, "enqueue", lambda *_, **__: None)
    key = make_controle(view_session, dorp.waterdonk, dorp.tess).id
    view_session.commit()
    schrijver = Schrijver(key, dorp.tess.id)
    fotos = [b"\xff\xd8\xff" + random.Random(n).randbytes(500) for n in range(rounds(50, 200))]
    entries = [schrijver.foto(sha(foto)) for foto in fotos]
    af = schrijver.afronden(entries, [sha(foto) for foto in fotos])
    assert tess.post("/sync/mutaties", data=pakket(*entries, af)).status_code == 200
    for foto in fotos:
        assert view_session.get_one(Controle, key, populate_existing=True).compleet_at is None
        assert put(tess, foto).status_code == 200
    assert view_session.get_one(Controle, key, populate_existing=True).compleet_at is not None
    rows = view_session.scalars(select(Foto).execution_options(populate_existing=True)).all()
    assert len(rows) == len(fotos)
    assert all(row.ontvangen_at for row in rows)
    assert all(stored(app, dorp, foto) for foto in fotos)
