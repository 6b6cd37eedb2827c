"""A backup of yesterday is put back: phones notice it and offer what the server no longer has."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.controles.models import Antwoord, Foto, Mutatie
from app.controles.ontvangst import FotoBytes
from app.controles.vernietigen import destroy_bytes
from app.core.clock import now
from app.core.db import db
from app.core.queue import run_task
from app.core.taken import Taak
from app.sync.herstel import recover
from tests.controles.builders import Schrijver, pakket
from tests.faults.stad import Stad
from tests.sync.test_fotos import jpeg, sha

only_sqlite = pytest.mark.parametrize("stad", ["sqlite"], indirect=True)


class Toestel:
    """A phone as the field client is: keeps what it sent, compares when the epoch is another, sends what is gone."""

    def __init__(self, stad: Stad) -> None:
        self.stad, self.mens = stad, stad.mensen[0]
        self.schrijver = Schrijver(self.mens.controle, self.mens.user)
        self.client: FlaskClient = stad.app.test_client()
        self.koppen = {"Authorization": f"Toestel {self.mens.token}"}
        self.regels: dict[str, dict[str, Any]] = {}
        self.fotos: dict[str, bytes] = {}
        self.tijdperk = self.hello()

    def hello(self) -> str:
        """The epoch the server is in."""
        answer: dict[str, str] = self.client.get("/sync/hallo").json  # type: ignore[assignment]
        return answer["tijdperk"]

    def work(self, code: str, foto: bytes) -> None:
        """An answer and a photo, delivered and confirmed."""
        entries = [self.schrijver.antwoord(code, "voldoet"), self.schrijver.foto(sha(foto), code=code)]
        self.regels |= {entry["id"]: entry for entry in entries}
        self.fotos[sha(foto)] = foto
        self.send(entries, [foto])

    def send(self, entries: list[dict[str, Any]], fotos: list[bytes]) -> None:
        """Delivers."""
        if entries:
            answer = self.client.post("/sync/mutaties", data=pakket(*entries), headers=self.koppen)
            assert {bon["uitkomst"] for bon in answer.json["bonnen"]} <= {"verwerkt", "al-bekend"}, answer.text  # type: ignore[index]
        for foto in fotos:
            assert self.client.put(f"/sync/fotos/{sha(foto)}", data=foto, headers=self.koppen).status_code == 200

    def next_round(self) -> tuple[int, int]:
        """Compares when the epoch is another, and offers what is missing; how many entries and photos that was."""
        tijdperk = self.hello()
        if tijdperk == self.tijdperk:
            return 0, 0
        lijst = self.client.get(f"/sync/bonnen?controle={self.mens.controle}", headers=self.koppen).json
        assert lijst is not None
        daar = {bon["id"] for bon in lijst["mutaties"]}
        entries = [entry for key, entry in self.regels.items() if key not in daar]
        fotos = [foto for name, foto in self.fotos.items() if name not in lijst["fotos"]]
        self.send(entries, fotos)
        self.tijdperk = tijdperk
        return len(entries), len(fotos)


def check_whole(stad: Stad, toestel: Toestel) -> None:
    """The server has everything the phone ever had confirmed, byte for byte, once."""
    with stad.session() as session:
        rows = {str(key): raw for key, raw in session.execute(select(Mutatie.id, Mutatie.ruw))}
        assert rows == {key: msgspec.json.encode(entry) for key, entry in toestel.regels.items()}
        assert {foto.sha256 for foto in session.scalars(select(Foto)) if foto.ontvangen_at} == set(toestel.fotos)
        assert len(session.scalars(select(Antwoord)).all()) == len(toestel.fotos)
    for name in toestel.fotos:
        data = stad.app.extensions["blobs"].get(stad.organisatie, name)
        assert hashlib.sha256(data).hexdigest() == name


@only_sqlite
@pytest.mark.fault("restored-from-yesterday")
def test_a_phone_makes_a_restored_server_whole(stad: Stad, tmp_path: Path) -> None:
    toestel, backup = Toestel(stad), tmp_path / "gisteren"
    toestel.work("P-01", jpeg(60, 40))
    data = Path(stad.app.config["DATA"])
    close(stad)
    backup.mkdir()
    shutil.copytree(data / "blobs", backup / "blobs")
    shutil.copy(data / "schouw.db", backup / "schouw.db")
    toestel.work("P-02", jpeg(61, 41))
    toestel.work("P-03", jpeg(62, 42))
    check_whole(stad, toestel)
    close(stad)
    shutil.rmtree(data / "blobs")
    shutil.copytree(backup / "blobs", data / "blobs")
    shutil.copy(backup / "schouw.db", data / "schouw.db")
    with pytest.raises(AssertionError):
        check_whole(stad, toestel)
    assert toestel.next_round() == (0, 0), "nobody told it yet"
    said = stad.app.test_cli_runner().invoke(args=["herstel"])
    assert (said.exit_code, "nieuw tijdperk" in said.output) == (0, True), said.output
    assert toestel.next_round() == (4, 2)
    check_whole(stad, toestel)
    assert toestel.next_round() == (0, 0)


def close(stad: Stad) -> None:
    """Everything of the write-ahead log into the file, and no connection left."""
    with stad.app.app_context():
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()


@pytest.mark.fault("photos-lost-by-the-store")
def test_a_photo_whose_bytes_are_gone_is_asked_again(stad: Stad) -> None:
    toestel = Toestel(stad)
    toestel.work("P-01", jpeg(60, 40))
    toestel.work("P-02", jpeg(61, 41))
    weg, blijft = list(toestel.fotos)
    blobs = stad.app.extensions["blobs"]
    blobs.delete(stad.organisatie, weg)
    with stad.session() as session:
        gevonden = recover(session, blobs, reden="opslag teruggezet", now=now())
    assert gevonden.fotos == 1
    with stad.session() as session:
        assert session.scalars(select(FotoBytes.sha256)).all() == [blijft]
        assert {foto.sha256 for foto in session.scalars(select(Foto)) if foto.ontvangen_at} == {blijft}
    assert toestel.next_round() == (0, 1)
    check_whole(stad, toestel)


@pytest.mark.fault("photos-lost-by-the-store")
def test_a_destroyed_photo_is_not_asked_again(stad: Stad) -> None:
    """Nor kept, when the store that was put back still has it."""
    toestel, blobs = Toestel(stad), stad.app.extensions["blobs"]
    toestel.work("P-01", jpeg(60, 40))
    toestel.work("P-02", jpeg(61, 41))
    weg, blijft = list(toestel.fotos)
    with stad.session() as session:
        destroy_bytes(session, stad.organisatie, [weg], reden="Kind in beeld", now=now())
    do_wipes(stad)
    assert not blobs.has(stad.organisatie, weg)
    blobs.put(stad.organisatie, toestel.fotos[weg])
    with stad.session() as session:
        gevonden = recover(session, blobs, reden="opslag teruggezet", now=now())
    do_wipes(stad)
    assert gevonden.fotos == 0
    assert toestel.next_round() == (0, 0)
    assert not blobs.has(stad.organisatie, weg)
    assert blobs.get(stad.organisatie, blijft) == toestel.fotos[blijft]


def do_wipes(stad: Stad) -> None:
    """What a worker does of what waits to be removed."""
    with stad.session() as session:
        keys = session.scalars(select(Taak.id).where(Taak.soort == "vernietigen", Taak.stand == "wacht")).all()
    with stad.app.app_context():
        for key in keys:
            run_task(key)
