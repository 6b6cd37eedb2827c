"""Photos by their hash: whole, in parts, resumed, damaged, before or after their row."""

from __future__ import annotations

import fcntl
import hashlib
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Controle, Foto
from app.controles.ontvangst import FotoBytes
from app.controles.projectie.compleet import missing_photos
from app.core.audit import Gebeurtenis
from app.core.blobs import Blobs
from app.core.clock import now
from app.core.taken import Taak
from app.sync.actions import receive
from app.sync.bezorger import Bezorger
from app.sync.fotos import store_bytes
from app.sync.onderweg import Deel, Onderweg
from app.sync.taken import drop_old_parts, heal_visits
from tests.controles.builders import NU, Schrijver, make_controle, make_versie, pakket
from tests.people import Dorp, login, make_dorp


def jpeg(width: int = 640, height: int = 480, *, orientation: int = 1, kind: str = "JPEG") -> bytes:
    """A picture whose left half is red, as a phone stores it."""
    image = Image.new("RGB", (width, height), "white")
    image.paste((200, 0, 0), (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Merk van de telefoon"
    out = BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def sha(data: bytes) -> str:
    """sha256 in hex."""
    return hashlib.sha256(data).hexdigest()


def put(client: FlaskClient, data: bytes, name: str | None = None, **headers: str) -> Any:
    """PUT of these bytes under their hash (or `name`)."""
    return client.put(f"/sync/fotos/{name or sha(data)}", data=data, headers=headers)


def part(client: FlaskClient, whole: bytes, begin: int, end: int, *, total: int | None = None) -> Any:
    """PUT of a part of `whole`."""
    bereik = f"bytes {begin}-{end - 1}/{total or len(whole)}"
    return client.put(f"/sync/fotos/{sha(whole)}", data=whole[begin:end], headers={"Content-Range": bereik})


@pytest.fixture
def tess(client: FlaskClient, dorp: Dorp) -> Any:
    """Tess's browser."""
    return login(client, dorp.tess)


@pytest.fixture
def foto_rij(view_session: Session, dorp: Dorp) -> Schrijver:
    """Tess's phone at a controle, under the browser."""
    controle = make_controle(view_session, dorp.waterdonk, dorp.tess)
    view_session.commit()
    return Schrijver(controle.id, dorp.tess.id)


def test_a_whole_photo_is_stored_verified_and_answered(
    tess: Any, dorp: Dorp, app: Flask, view_session: Session
) -> None:
    data = jpeg()
    answer = put(tess, data)
    assert (answer.status_code, answer.json) == (200, {"sha256": sha(data), "grootte": len(data)})
    assert app.extensions["blobs"].get(dorp.waterdonk.id, sha(data)) == data
    assert put(tess, data).status_code == 200
    row = view_session.scalars(select(FotoBytes)).one()
    assert (row.grootte, row.type, row.leesbaar) == (len(data), "image/jpeg", True)


def test_head_tells_how_far_it_is(tess: Any) -> None:
    data = jpeg()
    url = f"/sync/fotos/{sha(data)}"
    empty = tess.head(url)
    assert (empty.status_code, empty.headers["Upload-Offset"]) == (404, "0")
    part(tess, data, 0, 1000)
    half = tess.head(url)
    assert (half.status_code, half.headers["Upload-Offset"]) == (404, "1000")
    put(tess, data)
    done = tess.head(url)
    assert (done.status_code, done.headers["Upload-Offset"]) == (200, str(len(data)))


@pytest.mark.parametrize("size", [1, 7, 1000, 4096])
def test_parts_of_any_size_make_the_whole(tess: Any, dorp: Dorp, app: Flask, size: int) -> None:
    data = jpeg(120, 90)[:3000]
    size = max(size, len(data) // 40)
    answer = None
    for begin in range(0, len(data), size):
        answer = part(tess, data, begin, min(begin + size, len(data)))
        if begin + size < len(data):
            assert (answer.status_code, answer.json) == (202, {"offset": begin + size})
    assert answer is not None
    assert answer.json == {"sha256": sha(data), "grootte": len(data)}
    assert app.extensions["blobs"].get(dorp.waterdonk.id, sha(data)) == data
    assert list(Path(app.config["DATA"], "onderweg").rglob(f"{sha(data)}*")) == []


def test_a_part_again_and_a_part_too_far(tess: Any) -> None:
    data = jpeg()
    assert part(tess, data, 0, 500).json == {"offset": 500}
    assert part(tess, data, 0, 500).json == {"offset": 500}
    assert part(tess, data, 250, 750).json == {"offset": 750}
    far = part(tess, data, 1000, 1200)
    assert (far.status_code, far.json["code"], far.json["offset"]) == (409, "foto-deel-mist", 750)
    assert part(tess, data, 750, len(data)).status_code == 200


def test_damaged_bytes_are_refused_and_the_phone_begins_again(
    tess: Any, app: Flask, dorp: Dorp, view_session: Session
) -> None:
    data = jpeg()
    broken = data[:-1] + bytes([data[-1] ^ 1])
    whole = put(tess, broken, sha(data))
    assert (whole.status_code, whole.json["code"]) == (422, "foto-beschadigd")
    part(tess, data, 0, 100)
    last = tess.put(
        f"/sync/fotos/{sha(data)}",
        data=broken[100:],
        headers={"Content-Range": f"bytes 100-{len(data) - 1}/{len(data)}"},
    )
    assert (last.status_code, last.json["code"]) == (422, "foto-beschadigd")
    assert tess.head(f"/sync/fotos/{sha(data)}").headers["Upload-Offset"] == "0"
    assert not app.extensions["blobs"].has(dorp.waterdonk.id, sha(data))
    assert view_session.scalars(select(FotoBytes)).all() == []
    assert put(tess, data).status_code == 200


def test_another_length_drops_what_was_here(tess: Any) -> None:
    data = jpeg()
    part(tess, data, 0, 100)
    other = part(tess, data, 100, 200, total=len(data) + 1)
    assert (other.status_code, other.json["code"]) == (422, "foto-lengte-onjuist")
    assert tess.head(f"/sync/fotos/{sha(data)}").headers["Upload-Offset"] == "0"


@pytest.mark.parametrize(
    ("bereik", "code"),
    [
        ("bytes 0-9/5", "foto-deel-onjuist"),
        ("bytes 0-3/100", "foto-deel-onjuist"),
        ("bytes 9-0/100", "foto-deel-onjuist"),
        ("chunks 1-2/3", "foto-deel-onjuist"),
        (f"bytes 0-9/{65 * 1024 * 1024}", "foto-te-groot"),
    ],
)
def test_a_range_that_cannot_be_is_refused(tess: Any, bereik: str, code: str) -> None:
    answer = tess.put(f"/sync/fotos/{'a' * 64}", data=b"0123456789", headers={"Content-Range": bereik})
    assert (answer.status_code, answer.json["code"]) == (422, code)


@pytest.mark.parametrize("name", ["zzz", "A" * 64, "..%2f" + "a" * 60])
def test_only_a_hash_is_a_name(tess: Any, name: str) -> None:
    assert tess.put(f"/sync/fotos/{name}", data=b"x").status_code in {404, 422}


def test_an_empty_body_is_refused(tess: Any) -> None:
    answer = put(tess, b"")
    assert (answer.status_code, answer.json["code"]) == (422, "foto-leeg")


def test_what_is_no_picture_is_kept_and_said_so(tess: Any, view_session: Session) -> None:
    for data in (b"%PDF-1.7 geen foto", jpeg()[:400], b"\xff\xd8\xff\xe0 nep"):
        assert put(tess, data).status_code == 200
    rows = view_session.scalars(select(FotoBytes)).all()
    assert [row.leesbaar for row in rows] == [False, False, False]
    assert all(row.weergave_sha256 is None for row in rows)


@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
def test_the_picture_for_screens_stands_upright_and_tells_nothing_else(
    tess: Any, app: Flask, dorp: Dorp, view_session: Session, kind: str
) -> None:
    data = jpeg(2200, 1100, orientation=6 if kind == "JPEG" else 1, kind=kind)
    assert put(tess, data).status_code == 200
    row = view_session.scalars(select(FotoBytes)).one()
    assert row.weergave_sha256
    assert row.klein_sha256
    shown = Image.open(BytesIO(app.extensions["blobs"].get(dorp.waterdonk.id, row.weergave_sha256)))
    small = Image.open(BytesIO(app.extensions["blobs"].get(dorp.waterdonk.id, row.klein_sha256)))
    assert shown.size == ((1024, 2048) if kind == "JPEG" else (2048, 1024))
    assert max(small.size) == 480
    assert dict(shown.getexif()) == {}
    assert b"Merk" not in app.extensions["blobs"].get(dorp.waterdonk.id, row.weergave_sha256)
    red = shown.convert("RGB").getpixel((100, 100))
    assert isinstance(red, tuple)
    assert red[0] > 180 > 40 > red[1]


def test_bytes_and_row_find_each_other_in_either_order(
    tess: Any, view_session: Session, foto_rij: Schrijver, dorp: Dorp
) -> None:
    eerst, later = jpeg(100, 100), jpeg(101, 101)
    put(tess, eerst)
    rijen = [foto_rij.foto(sha(eerst)), foto_rij.foto(sha(later))]
    answer = tess.post("/sync/mutaties", data=pakket(*rijen))
    assert [bon["uitkomst"] for bon in answer.json["bonnen"]] == ["verwerkt", "verwerkt"]
    put(tess, later)
    view_session.expire_all()
    rows = view_session.scalars(select(Foto)).all()
    assert [row.sha256 for row in rows if row.ontvangen_at] == [row.sha256 for row in rows]
    assert all(row.weergave_sha256 for row in rows)


def test_the_small_picture_is_for_own_people_only(tess: Any, app: Flask, foto_rij: Schrijver, dorp: Dorp) -> None:
    data = jpeg()
    entry = foto_rij.foto(sha(data))
    tess.post("/sync/mutaties", data=pakket(entry))
    url = f"/sync/fotos/{entry['inhoud']['foto']}/klein"
    assert tess.get(url).json["code"] == "foto-niet-te-tonen"
    put(tess, data)
    answer = tess.get(url)
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert max(Image.open(BytesIO(answer.data)).size) == 480
    assert "immutable" in answer.headers["Cache-Control"]
    buur = login(app.test_client(), dorp.olaf)
    assert buur.get(url).status_code == 404
    assert app.test_client().get(url).status_code == 401
    weg = foto_rij.entry("foto_wijzigen", {"foto": entry["inhoud"]["foto"], "verborgen": True})
    tess.post("/sync/mutaties", data=pakket(weg))
    assert tess.get(url).status_code == 404


def test_the_small_picture_of_a_blurred_photo_is_that_of_the_copy(tess: Any, foto_rij: Schrijver) -> None:
    origineel, kopie = jpeg(800, 400), jpeg(400, 800)
    entry = foto_rij.foto(sha(origineel))
    inhoud = {**entry["inhoud"], "foto": str(uuid4()), "sha256": sha(kopie), "origineel": entry["inhoud"]["foto"]}
    tess.post("/sync/mutaties", data=pakket(entry, foto_rij.entry("foto", inhoud)))
    put(tess, origineel)
    put(tess, kopie)
    small = Image.open(BytesIO(tess.get(f"/sync/fotos/{entry['inhoud']['foto']}/klein").data))
    assert small.height > small.width


def test_another_organisatie_learns_nothing_from_a_hash(tess: Any, app: Flask, dorp: Dorp) -> None:
    data = jpeg()
    put(tess, data)
    buur = login(app.test_client(), dorp.olaf)
    assert buur.head(f"/sync/fotos/{sha(data)}").status_code == 404


@pytest.mark.parametrize("laatst", ["foto", "afronden", "antwoord"])
def test_a_visit_is_complete_when_the_last_piece_arrives(session: Session, laatst: str) -> None:
    dorp = make_dorp(session)
    controle = make_controle(session, dorp.waterdonk, dorp.tess)
    tess = Schrijver(controle.id, dorp.tess.id)
    bezorger = Bezorger(dorp.tess, dorp.waterdonk.id, frozenset({dorp.waterdonk.id}))
    data, blobs = jpeg(), Blobs("memory:")
    antwoord, foto = tess.antwoord("P-01", "voldoet"), tess.foto(sha(data))
    af = tess.afronden([antwoord, foto], [sha(data)])
    stappen: dict[str, Callable[[], object]] = {
        "foto": lambda: store_bytes(session, blobs, dorp.waterdonk.id, data, user_id=None, now=NU),
        "afronden": lambda: receive(session, bezorger, pakket(foto, af), NU),
        "antwoord": lambda: receive(session, bezorger, pakket(antwoord), NU),
    }
    for naam in sorted(stappen, key=lambda naam: naam == laatst):
        assert controle.compleet_at is None
        stappen[naam]()
    assert controle.compleet_at == NU
    taken = session.scalars(select(Taak).where(Taak.soort == "rapport")).all()
    assert [taak.onderwerp_id for taak in taken] == [controle.id]
    assert session.get_one(Foto, UUID(foto["inhoud"]["foto"])).ontvangen_at == NU


def test_a_photo_looks_at_the_whole_visit_only_when_it_is_the_last(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    dorp = make_dorp(session)
    controle, ander = (make_controle(session, dorp.waterdonk, dorp.tess, versie=v) for v in [make_versie(session)] * 2)
    tess, elders = Schrijver(controle.id, dorp.tess.id), Schrijver(ander.id, dorp.tess.id)
    bezorger = Bezorger(dorp.tess, dorp.waterdonk.id, frozenset({dorp.waterdonk.id}))
    fotos, blobs = [jpeg(40 + n, 40) for n in range(6)], Blobs("memory:")
    entries = [tess.foto(sha(foto)) for foto in fotos]
    receive(session, bezorger, pakket(*entries, tess.afronden(entries, [sha(foto) for foto in fotos])), NU)
    receive(session, bezorger, pakket(elders.afronden([], ["ab" * 32])), NU)
    looked: list[UUID] = []

    def look(session: Session, controle: Controle) -> list[str]:
        looked.append(controle.id)
        return missing_photos(session, controle)

    monkeypatch.setattr("app.controles.projectie.compleet.missing_photos", look)
    for foto in fotos:
        assert (looked, controle.compleet_at) == ([], None)
        store_bytes(session, blobs, dorp.waterdonk.id, foto, user_id=None, now=NU)
    assert (looked, controle.compleet_at) == ([controle.id], NU)
    assert ander.compleet_at is None


def test_a_photo_that_only_the_manifest_names_is_waited_for(session: Session) -> None:
    dorp = make_dorp(session)
    controle = make_controle(session, dorp.waterdonk, dorp.tess)
    tess = Schrijver(controle.id, dorp.tess.id)
    bezorger = Bezorger(dorp.tess, dorp.waterdonk.id, frozenset({dorp.waterdonk.id}))
    data, blobs = jpeg(), Blobs("memory:")
    receive(session, bezorger, pakket(tess.antwoord("P-01", "voldoet"), tess.afronden([], [sha(data)])), NU)
    assert controle.compleet_at is None
    store_bytes(session, blobs, dorp.waterdonk.id, data, user_id=None, now=NU)
    assert controle.compleet_at == NU


def test_a_photo_key_of_another_visit_is_held(session: Session) -> None:
    dorp = make_dorp(session)
    versie = make_versie(session)
    een, twee = (make_controle(session, dorp.waterdonk, dorp.tess, versie=versie) for _ in range(2))
    key = str(uuid4())
    bezorger = Bezorger(dorp.tess, dorp.waterdonk.id, frozenset({dorp.waterdonk.id}))
    entries = [Schrijver(c.id, dorp.tess.id).foto("ab" * 32, foto=key) for c in (een, twee)]
    bonnen = receive(session, bezorger, pakket(*entries), NU).bonnen
    assert [bon.uitkomst for bon in bonnen] == ["verwerkt", "vastgehouden"]


def test_what_did_not_see_each_other_is_joined_by_the_sweep(session: Session) -> None:
    dorp = make_dorp(session)
    controle = make_controle(session, dorp.waterdonk, dorp.tess)
    tess = Schrijver(controle.id, dorp.tess.id)
    bezorger = Bezorger(dorp.tess, dorp.waterdonk.id, frozenset({dorp.waterdonk.id}))
    foto = tess.foto("ab" * 32)
    receive(session, bezorger, pakket(foto, tess.afronden([foto], ["ab" * 32])), NU)
    session.add(
        FotoBytes(organisatie_id=dorp.waterdonk.id, sha256="ab" * 32, grootte=3, type="image/jpeg", ontvangen_at=NU)
    )
    session.flush()
    assert controle.compleet_at is None
    heal_visits(session, NU)
    assert controle.compleet_at == NU
    assert session.scalars(select(Foto)).one().ontvangen_at == NU


def test_old_parts_are_dropped_with_a_word_and_young_ones_stay(session: Session, data_app: Flask) -> None:
    waterdonk = make_dorp(session).waterdonk.id
    folder = Path(data_app.config["DATA"], "onderweg", str(waterdonk))
    folder.mkdir(parents=True)
    oud, jong, slot = folder / f"{'ab' * 32}-9.deel", folder / f"{'cd' * 32}-9.deel", folder / f"{'ab' * 32}.slot"
    for path in (oud, jong, slot):
        path.write_bytes(b"x")
    for path in (oud, slot):
        os.utime(path, (0, 0))
    weg = folder / f"{'ef' * 32}-9.deel"
    weg.symlink_to(folder / "niets")  # is listed, and gone when one looks
    drop = drop_old_parts(session, now())
    assert drop is not None
    assert oud.exists()  # until the word about it is committed
    drop()
    weg.unlink()
    assert [path.name for path in folder.iterdir()] == [jong.name]
    said = session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "foto-deel-opgeruimd")).one()
    assert (said.organisatie_id, said.van) == (waterdonk, {"sha256": "ab" * 32})
    assert "1 van 9 bytes" in said.omschrijving
    jong.unlink()
    folder.rmdir()


def test_dropping_parts_waits_for_who_is_writing_and_lets_one_in_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lock that was removed while others waited for it must not let two of them in."""
    onderweg, sha256, binnen, meest = Onderweg(tmp_path, UUID(int=1)), "ab" * 32, 0, 0
    onderweg.add(sha256, Deel(0, 9, 3, BytesIO(b"abc")))

    def enter() -> None:
        nonlocal binnen, meest
        for _ in range(40):
            with onderweg._locked(sha256) as slot:
                binnen += 1
                meest = max(meest, binnen)
                for _ in range(200):
                    os.sched_yield()  # the others get their turn here, if they may come in
                binnen -= 1
                slot.unlink()  # as `drop` does: from here on another may be in

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(enter) for _ in range(4)]:
            done.result()
    assert meest == 1
    at_the_door, lock = threading.Event(), fcntl.flock

    def flock(file: Any, how: int) -> None:
        at_the_door.set()
        lock(file, how)

    with ThreadPoolExecutor(1) as pool:
        with onderweg._locked(sha256):
            monkeypatch.setattr("app.sync.onderweg.fcntl.flock", flock)
            dropping = pool.submit(onderweg.drop, sha256)
            assert at_the_door.wait(20), "dropping asks for the lock"
            assert (onderweg.offset(sha256), dropping.done()) == (3, False)
        dropping.result()
    assert onderweg.offset(sha256) == 0
