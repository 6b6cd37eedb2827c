"""Jobs that are cut off, forgotten or fail: done again, once, and what they made is whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.models import Controle
from app.controles.ontvangst import FotoBytes
from app.core.clock import now
from app.core.queue import POGINGEN, STIL, run_task, sweep
from app.core.taken import Taak
from app.rapportage.models import Rapport
from app.sync.actions import receive
from app.sync.bezorger import Bezorger
from app.sync.fotos import store_bytes
from tests.controles.builders import Schrijver, pakket
from tests.faults.rondes import VOL
from tests.faults.server import Werker, until
from tests.faults.stad import Stad
from tests.sync.test_fotos import jpeg, sha

only_sqlite = pytest.mark.parametrize("stad", ["sqlite"], indirect=True)
in_short_on_sqlite = pytest.mark.parametrize("stad", ["sqlite", "postgres"] if VOL else ["sqlite"], indirect=True)


def deliver(session: Session, stad: Stad, fotos: list[bytes]) -> None:
    """A finished visit with these photos: its jobs wait after the commit."""
    mens = stad.mensen[0]
    schrijver = Schrijver(mens.controle, mens.user)
    entries = [schrijver.antwoord("P-01", "voldoet"), *[schrijver.foto(sha(foto)) for foto in fotos]]
    af = schrijver.afronden(entries, [sha(foto) for foto in fotos])
    bezorger = Bezorger(session.get_one(User, mens.user), stad.organisatie, frozenset({stad.organisatie}))
    receive(session, bezorger, pakket(*entries, af), now())
    for foto in fotos:
        store_bytes(session, stad.app.extensions["blobs"], stad.organisatie, foto, user_id=mens.user, now=now())


def jobs(stad: Stad, soort: str) -> list[tuple[str, int]]:
    """State and tries of the jobs of a kind."""
    with stad.session() as session:
        rows = session.execute(select(Taak.stand, Taak.pogingen).where(Taak.soort == soort).order_by(Taak.id))
        return [(stand, pogingen) for stand, pogingen in rows]


def sweep_later(stad: Stad) -> None:
    """What the worker does every five minutes, at a moment when a cut-off job has been silent long enough."""
    with stad.session() as session:
        sweep(session, now() + STIL + timedelta(seconds=1))


@contextmanager
def silent_store(stad: Stad) -> Iterator[None]:
    """Until the end of the block nobody gets to the end of reading what is stored."""
    files = [path for path in (Path(stad.app.config["DATA"]) / "blobs").rglob("*") if path.is_file()]
    held = {path: path.read_bytes() for path in files}
    for path in held:
        path.unlink()
        os.mkfifo(path)
    yield
    for path, data in held.items():
        path.unlink()
        path.write_bytes(data)


@contextmanager
def killed_while_busy(stad: Stad, soort: str) -> Iterator[None]:
    """A worker that is killed with -9 while it does a job of this kind; after the block what it left is done."""
    werker = Werker(stad.app)
    with silent_store(stad):
        werker.start()
        try:
            until(lambda: any(stand == "bezig" for stand, _ in jobs(stad, soort)), f"{soort} to begin: {werker.log()}")
        finally:
            werker.kill()
    yield
    assert jobs(stad, soort)[0] == ("bezig", 1)
    sweep_later(stad)
    work_off(stad)
    assert {stand for stand, _ in jobs(stad, soort)} == {"klaar"}


def work_off(stad: Stad) -> None:
    """Does everything the queue knows of."""
    huey = stad.app.extensions["huey"]
    while (task := huey.dequeue()) is not None:
        huey.execute(task)


@in_short_on_sqlite
@pytest.mark.fault("server-killed-during-report")
def test_a_report_cut_off_is_made_again_once(stad: Stad) -> None:
    with stad.session() as session:
        deliver(session, stad, [jpeg(120, 90, orientation=1 + n % 2) + bytes([n]) for n in range(3)])
    for taak in waiting(stad, "foto"):
        with stad.app.app_context():
            run_task(taak)
    with killed_while_busy(stad, "rapport"), stad.session() as session:
        assert session.scalars(select(Rapport)).all() == []
    with stad.session() as session:
        rapport = session.scalars(select(Rapport)).one()
        assert (rapport.versie, session.get_one(Controle, rapport.controle_id).status) == (1, "gerapporteerd")
        for hash_ in (rapport.intern_sha256, rapport.betrokkene_sha256):
            data = stad.app.extensions["blobs"].get(stad.organisatie, hash_)
            assert hashlib.sha256(data).hexdigest() == hash_
    assert jobs(stad, "rapport") == [("klaar", 2)]


def waiting(stad: Stad, soort: str) -> list[Any]:
    """Keys of jobs that wait."""
    with stad.session() as session:
        return list(session.scalars(select(Taak.id).where(Taak.soort == soort, Taak.stand == "wacht")))


@only_sqlite
@pytest.mark.fault("server-killed-during-pictures")
def test_a_photo_cut_off_is_looked_at_again(stad: Stad) -> None:
    foto = jpeg(60, 50)
    with stad.session() as session:
        deliver(session, stad, [foto])
    with killed_while_busy(stad, "foto"), stad.session() as session:
        assert session.scalars(select(FotoBytes)).one().leesbaar is None
    with stad.session() as session:
        row = session.scalars(select(FotoBytes)).one()
        assert (row.leesbaar, row.breedte, row.hoogte) == (True, 60, 50)
        assert stad.app.extensions["blobs"].get(stad.organisatie, row.sha256) == foto
    assert jobs(stad, "foto") == [("klaar", 2)]


@only_sqlite
@pytest.mark.fault("job-lost-by-the-queue")
def test_a_job_the_queue_forgot_is_found_by_the_sweep(stad: Stad) -> None:
    with stad.session() as session:
        deliver(session, stad, [jpeg(50, 40)])
    huey = stad.app.extensions["huey"]
    assert huey.pending_count() > 0
    huey.flush()
    assert jobs(stad, "foto") == [("wacht", 0)]
    sweep_later(stad)
    assert huey.pending_count() > 0
    work_off(stad)
    assert jobs(stad, "foto") == [("klaar", 1)]


@only_sqlite
@pytest.mark.fault("job-that-fails")
def test_a_job_that_fails_is_tried_again_and_then_told(stad: Stad) -> None:
    """The bytes of the photo cannot be read: the reason stays, and a person can see that it failed."""
    foto = jpeg(51, 41)
    with stad.session() as session:
        deliver(session, stad, [foto])
    blobs = stad.app.extensions["blobs"]
    blobs.delete(stad.organisatie, sha(foto))
    for poging in range(POGINGEN):
        for taak in waiting(stad, "foto"):
            with stad.app.app_context():
                run_task(taak)
        assert jobs(stad, "foto")[0][1] == poging + 1
        sweep_later(stad)
    assert jobs(stad, "foto") == [("mislukt", POGINGEN)]
    with stad.session() as session:
        assert "FileNotFoundError" in str(session.scalars(select(Taak.fout).where(Taak.soort == "foto")).one())
