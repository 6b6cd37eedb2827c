"""Queued jobs: woken after the commit, done once, tried again, found again when a worker was killed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from huey import PriorityRedisHuey
from huey.api import Huey, MemoryHuey, PostgresHuey, SqliteHuey
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.core import queue
from app.core.clock import now
from app.core.db import db
from app.core.keys import new_key
from app.core.queue import POGINGEN, STIL, WERK, Schrijf, enqueue, make_huey, run_task, sweep, sweep_all, taak
from app.core.taken import Taak
from app.organisatie.models import Organisatie
from tests.people import make_organisatie


@pytest.fixture
def gedaan() -> Iterator[list[str]]:
    """What the job `proef` did; it writes the organisatie's short name."""
    done: list[str] = []

    @taak("proef")
    def work(session: Session, opdracht: Taak, _now: datetime) -> Schrijf | None:
        naam = session.get_one(Organisatie, opdracht.onderwerp_id).naam
        done.append(naam)
        if opdracht.gegevens.get("stuk"):
            raise RuntimeError("stuk")

        def write(writing: Session) -> None:
            writing.get_one(Organisatie, opdracht.onderwerp_id).kort = "gedaan"

        return write

    yield done
    del WERK["proef"]


def test_a_job_runs_after_the_commit_and_once(session: Session, gedaan: list[str]) -> None:
    organisatie = make_organisatie(session, "Waterdonk")
    with session.begin_nested():
        een = enqueue(session, "proef", organisatie, now=now())
        twee = enqueue(session, "proef", organisatie, now=now())
    assert een is twee
    assert gedaan == []
    session.commit()
    assert gedaan == ["Waterdonk"]
    session.expire_all()
    assert (een.stand, een.pogingen, organisatie.kort) == ("klaar", 1, "gedaan")
    run_task(een.id)
    assert gedaan == ["Waterdonk"]


def test_a_job_that_is_asked_for_again_knows_all_it_was_asked(session: Session) -> None:
    organisatie = make_organisatie(session, "Waterdonk")
    een = enqueue(session, "proef", organisatie, now=now(), gegevens={"hashes": ["a", "b"], "reden": "eerst"})
    twee = enqueue(session, "proef", organisatie, now=now(), gegevens={"hashes": ["b", "c"], "reden": "later"})
    assert een is twee
    session.flush()
    session.expire(een)
    assert een.gegevens == {"hashes": ["a", "b", "c"], "reden": "later"}


def test_no_worker_takes_a_job_that_is_being_asked_for_again(postgres_app: Flask) -> None:
    """What it must see is not committed yet: it would do the old work, and nobody would ask once more."""
    over = SimpleNamespace(id=new_key())
    wacht = select(Taak.id).where(Taak.onderwerp_id == over.id).with_for_update(skip_locked=True)
    with postgres_app.app_context(), Session(db.engine) as een, Session(db.engine) as ander:
        een.add(Taak(soort="proef", onderwerp_id=over.id, gepland_at=now()))
        een.commit()
        enqueue(een, "proef", over, now=now())
        assert ander.scalars(wacht).all() == []
        een.rollback()
        assert len(ander.scalars(wacht).all()) == 1
        ander.execute(delete(Taak).where(Taak.onderwerp_id == over.id))
        ander.commit()


def test_a_rollback_wakes_nobody(session: Session, gedaan: list[str]) -> None:
    organisatie = make_organisatie(session, "Waterdonk")
    session.commit()
    enqueue(session, "proef", organisatie, now=now())
    session.rollback()
    session.commit()
    assert gedaan == []
    assert session.scalars(select(Taak)).all() == []


def test_a_failure_is_kept_and_tried_again_up_to_a_point(session: Session, gedaan: list[str]) -> None:
    organisatie = make_organisatie(session, "Waterdonk")
    opdracht = enqueue(session, "proef", organisatie, now=now(), gegevens={"stuk": True})
    session.commit()
    session.expire_all()
    assert (opdracht.stand, opdracht.fout, organisatie.kort) == ("wacht", "RuntimeError: stuk", "Waterdonk")
    for _ in range(POGINGEN):
        sweep(session, now() + STIL + timedelta(seconds=1))
        session.commit()
        session.expire_all()
    assert (opdracht.stand, opdracht.pogingen, len(gedaan)) == ("mislukt", POGINGEN, POGINGEN)


def test_the_sweep_redoes_what_a_killed_worker_left(session: Session, gedaan: list[str]) -> None:
    organisatie = make_organisatie(session, "Waterdonk")
    moment = now()
    dood = Taak(
        soort="proef",
        onderwerp_id=organisatie.id,
        stand="bezig",
        pogingen=1,
        gepland_at=moment - STIL * 2,
        begonnen_at=moment - STIL * 2,
    )
    vers = Taak(soort="proef", onderwerp_id=organisatie.id, stand="bezig", pogingen=1, gepland_at=moment)
    vers.begonnen_at = moment
    session.add_all([dood, vers])
    session.commit()
    sweep(session, moment)
    session.commit()
    session.expire_all()
    assert (dood.stand, vers.stand, gedaan) == ("klaar", "bezig", ["Waterdonk"])


def test_one_round_that_fails_undoes_no_other(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what a round leaves for after its commit is done only when there was one."""
    organisatie, later = make_organisatie(session, "Waterdonk"), list[str]()
    dood = Taak(soort="onbekend", onderwerp_id=organisatie.id, stand="bezig", pogingen=POGINGEN, gepland_at=now())
    dood.begonnen_at = now() - STIL * 2
    session.add(dood)
    session.commit()

    def breaks(sweeping: Session, _now: datetime) -> None:
        sweeping.get_one(Organisatie, organisatie.id).kort = "half"
        raise FileNotFoundError("weg")

    def works(sweeping: Session, _now: datetime) -> Callable[[], None]:
        sweeping.get_one(Organisatie, organisatie.id).naam = "Waterdonk aan de Aa"

        def after() -> None:
            session.expire_all()
            later.append(session.get_one(Organisatie, organisatie.id).naam)

        return after

    monkeypatch.setattr(queue, "VEGEN", [sweep, breaks, works])
    sweep_all()
    session.expire_all()
    assert (dood.stand, organisatie.kort, later) == ("mislukt", "Waterdonk", ["Waterdonk aan de Aa"])


@pytest.mark.parametrize(
    ("url", "soort"),
    [
        ("memory:", MemoryHuey),
        ("sqlite:///{}/w.db", SqliteHuey),
    ],
)
def test_the_queue_is_chosen_by_its_address(tmp_path: Path, url: str, soort: type[Huey]) -> None:
    queue = make_huey(url.format(tmp_path))
    assert type(queue) is soort or isinstance(queue, soort)
    assert queue.immediate is (url == "memory:")


def test_a_queue_in_redis_is_made_without_asking_it_anything() -> None:
    assert isinstance(make_huey("redis://localhost:6379/3"), PriorityRedisHuey)


def test_a_queue_without_its_server_stops_the_start_with_a_sentence() -> None:
    with pytest.raises(SystemExit, match=r"SCHOUW_QUEUE: .* niet te bereiken .*\.$") as stop:
        make_huey("postgresql://ik:woord@127.0.0.1:1/schouw")
    assert "woord" not in str(stop.value)


def test_a_queue_in_postgres_takes_and_gives(postgres_url: str) -> None:
    queue = make_huey(postgres_url.replace("postgresql+psycopg://", "postgresql://"))
    assert isinstance(queue, PostgresHuey)

    @queue.task()  # type: ignore[untyped-decorator]
    def twice(number: int) -> int:
        return number * 2

    twice(4)
    assert queue.pending_count() == 1
    assert queue.execute(queue.dequeue()) == 8
    queue.storage.close()


def test_health_says_ok_and_503_when_a_part_is_down(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = app.test_client()
    answer = client.get("/gezond")
    assert answer.status_code == 200
    assert answer.json == {
        "status": "ok",
        "versie": app.config["VERSIE"],
        "database": "ok",
        "opslag": "ok",
        "wachtrij": "ok",
    }

    class Kapot:
        def ready(self) -> bool:
            raise OSError("schijf vol")

    monkeypatch.setitem(app.extensions, "blobs", Kapot())
    down = client.get("/gezond")
    assert down.status_code == 503
    assert down.json is not None
    assert (down.json["status"], down.json["opslag"], down.json["database"]) == ("storing", "storing", "ok")
