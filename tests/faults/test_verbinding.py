"""A slow line, a broken line, and a database that is away, locked or full: nobody else waits, nothing is half kept."""

from __future__ import annotations

import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest
from flask import Flask
from sqlalchemy import create_engine, event, select, text

from app.controles.models import Mutatie
from app.controles.ontvangst import FotoBytes
from app.core.db import db
from tests.controles.builders import Schrijver, pakket
from tests.faults.server import Web
from tests.faults.stad import Mens, Stad
from tests.faults.telefoons import Confirmed, Phone, losses
from tests.sync.test_fotos import jpeg, sha


def post(stad: Stad, mens: Mens, body: bytes) -> Any:
    """A delivery without a network."""
    koppen = {"Authorization": f"Toestel {mens.token}"}
    return stad.app.test_client().post("/sync/mutaties", data=body, headers=koppen)


def journal(stad: Stad) -> dict[str, bytes]:
    """What is kept, by id."""
    with stad.session() as session:
        return {str(key): raw for key, raw in session.execute(select(Mutatie.id, Mutatie.ruw))}


def some_entries(mens: Mens, count: int = 5) -> list[dict[str, Any]]:
    """Answers to several points."""
    schrijver = Schrijver(mens.controle, mens.user)
    return [schrijver.antwoord(f"P-0{n % 5 + 1}", "voldoet") for n in range(count)]


def raw(entries: list[dict[str, Any]]) -> dict[str, bytes]:
    """What the journal must hold of these."""
    return {entry["id"]: msgspec.json.encode(entry) for entry in entries}


only_sqlite = pytest.mark.parametrize("stad", ["sqlite"], indirect=True)
only_postgres = pytest.mark.parametrize("stad", ["postgres"], indirect=True)


@contextmanager
def trickle(port: int, mens: Mens, head: str, body: bytes, stop: threading.Event) -> Iterator[None]:
    """Sends the head and a few bytes of the body, and stays there until the end of the block."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        lines = [head, "Host: 127.0.0.1", f"Authorization: Toestel {mens.token}", f"Content-Length: {len(body)}"]
        line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode() + body[:20])
        yield
        if not stop.is_set():
            line.sendall(body[20:])
            assert b" 200 " in line.recv(4096).split(b"\r\n")[0]


@only_sqlite
@pytest.mark.fault("slow-trickle")
@pytest.mark.fault("upload-cut")
@pytest.mark.fault("answer-lost-after-commit")
def test_a_phone_that_trickles_or_breaks_off_holds_up_nobody(stad: Stad) -> None:
    """While two phones hang halfway a delivery and a photo, ten others send all they have: SQLite has one writer."""
    web, langzaam, foto = Web(stad.app), stad.mensen[0], jpeg()
    entries, laatste = some_entries(langzaam), some_entries(stad.mensen[11])
    stop, enough, confirmed = threading.Event(), threading.Event(), Confirmed()
    phones = [Phone(mens, web.port, confirmed, enough, n) for n, mens in enumerate(stad.mensen[1:11])]
    web.start()
    try:
        with (
            trickle(web.port, langzaam, "POST /sync/mutaties HTTP/1.1", pakket(*entries), stop),
            trickle(web.port, langzaam, f"PUT /sync/fotos/{sha(foto)} HTTP/1.1", foto, stop),
        ):
            for phone in phones:
                phone.start()
            confirmed.wait_for(40)
            enough.set()
            for phone in phones:
                phone.join(180)
                assert not phone.is_alive()
            assert losses(stad, phones, confirmed) == []
            assert not set(raw(entries)) & set(journal(stad))
        assert raw(entries).items() <= journal(stad).items()
        with trickle(web.port, langzaam, f"PUT /sync/fotos/{'c' * 64} HTTP/1.1", b"x" * 5000, stop):
            stop.set()  # this one breaks off for good
        hang_up_after_sending(web.port, stad.mensen[11], pakket(*laatste))
        assert post(stad, stad.mensen[11], pakket(*laatste)).status_code == 200
        assert raw(laatste).items() <= journal(stad).items()
        assert web.is_well()
        with stad.session() as session:
            stored = set(session.scalars(select(FotoBytes.sha256)))
            assert sha(foto) in stored
            assert "c" * 64 not in stored
    finally:
        web.kill()


def hang_up_after_sending(port: int, mens: Mens, body: bytes) -> None:
    """Three times: all is sent, and the line breaks before the answer comes."""
    lines = ["POST /sync/mutaties HTTP/1.1", "Host: 127.0.0.1", f"Authorization: Toestel {mens.token}"]
    head = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode()
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
            line.sendall(head + body)


@only_postgres
@pytest.mark.fault("database-connection-lost")
def test_a_database_that_ended_its_connections_is_found_again(stad: Stad) -> None:
    mens = stad.mensen[0]
    entries = some_entries(mens)
    assert post(stad, mens, pakket(entries[0])).status_code == 200
    end_connections(stad.app)
    assert post(stad, mens, pakket(*entries)).status_code == 200
    assert journal(stad) == raw(entries)


def end_connections(app: Flask) -> int:
    """Ends every connection to the database but ours; gives how many there were."""
    with app.app_context():
        url = db.engine.url
    other = create_engine(url, isolation_level="AUTOCOMMIT")
    query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    with other.connect() as connection:
        ended = connection.execute(text(f"{query} AND pid <> pg_backend_pid()")).all()
    other.dispose()
    return len(ended)


@only_postgres
@pytest.mark.fault("database-lost-in-the-middle")
def test_a_connection_that_dies_halfway_is_asked_again_and_holds_nothing(stad: Stad) -> None:
    """It dies after the third entry was judged: the phone hears 503 and sends all of it again."""
    mens = stad.mensen[0]
    entries = some_entries(mens)
    seen: list[int] = []

    def die(_mapper: Any, _connection: Any, _target: Any) -> None:
        seen.append(1)
        if len(seen) == 3:
            assert end_connections(stad.app) >= 1

    event.listen(Mutatie, "before_insert", die)
    try:
        answer = post(stad, mens, pakket(*entries))
    finally:
        event.remove(Mutatie, "before_insert", die)
    assert (answer.status_code, answer.json["code"]) == (503, "even-druk")
    assert answer.headers["Retry-After"]
    assert journal(stad) == {}
    again = post(stad, mens, pakket(*entries))
    assert {bon["uitkomst"] for bon in again.json["bonnen"]} == {"verwerkt"}
    assert journal(stad) == raw(entries)


@only_sqlite
@pytest.mark.fault("database-locked")
def test_a_writer_that_does_not_let_go_is_said_so(stad: Stad) -> None:
    mens = stad.mensen[0]
    entries = some_entries(mens)

    def impatient(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA busy_timeout=50")

    with stad.app.app_context():
        engine = db.engine
    event.listen(engine, "connect", impatient)
    other = sqlite3.connect(str(engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answer = post(stad, mens, pakket(*entries))
    assert (answer.status_code, answer.json["code"]) == (503, "even-druk")
    page = stad.app.test_client().post("/inloggen", data={"email": "tess@waterdonk.example", "wachtwoord": "x"})
    assert (page.status_code, "Het is even druk bij ons" in page.text) == (503, True)
    other.execute("ROLLBACK")
    other.close()
    assert post(stad, mens, pakket(*entries)).status_code == 200
    assert journal(stad) == raw(entries)


@only_sqlite
@pytest.mark.fault("database-full")
def test_a_full_disk_keeps_nothing_by_halves(stad: Stad) -> None:
    mens = stad.mensen[0]
    schrijver = Schrijver(mens.controle, mens.user)
    entries = [schrijver.antwoord("P-01", "voldoet", antwoord={"toelichting": "x" * 20_000}) for _ in range(5)]
    full = {"is": True}

    def small(connection: Any, _record: Any) -> None:
        if full["is"]:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={pages + 8}")

    with stad.app.app_context():
        event.listen(db.engine, "connect", small)
        answer = post(stad, mens, pakket(*entries))
        assert (answer.status_code, answer.json["code"]) == (503, "even-druk")
        assert journal(stad) == {}
        full["is"] = False
        db.engine.dispose()
        assert post(stad, mens, pakket(*entries)).status_code == 200
        assert journal(stad) == raw(entries)
