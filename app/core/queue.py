"""Queued jobs: a `Taak` row is the truth, huey only wakes a worker. What huey loses, the sweep finds again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, current_app, has_request_context
from huey import crontab
from huey.api import Huey, MemoryHuey, PostgresHuey, PriorityRedisHuey, SqliteHuey
from psycopg import OperationalError
from sqlalchemy import event, or_, select, update
from sqlalchemy.orm import Session, SessionTransaction

from app.core.clock import now as clock_now
from app.core.db import READING, db, locking
from app.core.taken import Taak

log = logging.getLogger("schouw")

Schrijf = Callable[[Session], None]
Werk = Callable[[Session, Taak, datetime], Schrijf | None]
WERK: dict[str, Werk] = {}
Na = Callable[[], None]
Ronde = Callable[[Session, datetime], Na | None]
VEGEN: list[Ronde] = []
POGINGEN = 5
STIL = timedelta(minutes=10)
"""A task that is *bezig* longer than this was killed halfway; one that waits longer was never woken."""


ERVOOR = 10
"""What a person waits for goes before what a seeder or the sweep asked."""


def taak(soort: str) -> Callable[[Werk], Werk]:
    """Registers the function that does tasks of this kind.

    `work(session, taak, now)` reads and does the slow part in a transaction that never writes, so that phones can
    deliver meanwhile; what it returns is called with a second session to write the result, shortly. Neither commits.
    Both must be idempotent: a task is run again when it was killed anywhere.
    """

    def register(work: Werk) -> Werk:
        WERK[soort] = work
        return work

    return register


def with_sweep(look: Ronde) -> Ronde:
    """Registers something to look after every five minutes: what fell between two requests. What `look` returns is
    done after its commit."""
    VEGEN.append(look)
    return look


def make_huey(url: str) -> Huey:
    """The queue at this address. `memory:` runs every task at once, in this process (tests). Stops the start with a
    sentence when the server of the queue, asked for its table, does not answer."""
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return SqliteHuey("schouw", filename=url.removeprefix("sqlite:///"), results=False)
    if scheme == "postgresql":
        return _postgres(url)
    if scheme == "redis":
        return PriorityRedisHuey("schouw", url=url, results=False)
    return MemoryHuey("schouw", immediate=True, results=False)


def _postgres(url: str) -> Huey:
    try:
        return PostgresHuey("schouw", dsn=url, results=False)
    except OperationalError as error:  # without its text: it may name who logs in
        zin = "SCHOUW_QUEUE: de PostgreSQL-server van de wachtrij is niet te bereiken of weigert de toegang."
        raise SystemExit(f"{zin} Start die server of kies een ander adres.") from error


def init_queue(app: Flask) -> None:
    """Makes the queue and the one function huey knows: do the Taak with this key."""
    huey = make_huey(str(app.config["QUEUE"]))
    app.extensions["huey"] = huey

    @huey.task(name="doe")  # type: ignore[untyped-decorator]
    def do_task(key: str) -> None:
        with app.app_context():
            run_task(UUID(key))

    @huey.periodic_task(crontab(minute="*/5"), name="veeg")  # type: ignore[untyped-decorator]
    def sweep_tasks() -> None:
        with app.app_context():
            sweep_all()

    app.extensions["wek"] = do_task


def enqueue(
    session: Session, soort: str, onderwerp: Any, *, now: datetime, gegevens: dict[str, Any] | None = None
) -> Taak:
    """Asks for a job about a keyed row. It wakes a worker after the commit; the same job that still waits is reused:
    no worker takes it before that commit, or it would do the work without what is being written here."""
    query = select(Taak).where(Taak.soort == soort, Taak.onderwerp_id == onderwerp.id, Taak.stand == "wacht")
    found = session.scalars(locking(query)).first()
    if found is not None:
        found.gegevens = _joined(found.gegevens, gegevens or {})
    else:
        found = Taak(
            organisatie_id=getattr(onderwerp, "organisatie_id", None),
            soort=soort,
            onderwerp_id=onderwerp.id,
            gegevens=gegevens or {},
            gepland_at=now,
        )
        session.add(found)
        session.flush()
    session.info.setdefault("te_wekken", []).append(found.id)
    return found


def _joined(eerst: dict[str, Any], later: dict[str, Any]) -> dict[str, Any]:
    """What a job was asked twice: the last word counts, and lists are joined."""
    lijsten = {
        naam: sorted({*eerst[naam], *waarde})
        for naam, waarde in later.items()
        if isinstance(waarde, list) and isinstance(eerst.get(naam), list)
    }
    return eerst | later | lijsten


@event.listens_for(Session, "after_commit")
def _wake(session: Session) -> None:
    """Only after the outer commit can a worker see the row."""
    if session.in_nested_transaction():
        return
    for key in dict.fromkeys(session.info.pop("te_wekken", [])):
        try:
            current_app.extensions["wek"](str(key), priority=ERVOOR if has_request_context() else None)
        except Exception:  # the row is there: the sweep will wake it
            log.exception("taak %s kon niet in de wachtrij", key)


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    """A rollback of the whole leaves nothing to wake."""
    if transaction.parent is None and not transaction.nested:
        session.info.pop("te_wekken", None)


def run_task(key: UUID) -> None:
    """Does one Taak. Not when it is done or another worker has it. A failure is kept and, up to `POGINGEN` times,
    tried again by the sweep."""
    soort = _claim(key)
    if soort is None:
        return
    try:
        write = _work(key, soort)
        with _session() as session:
            if write is not None:
                write(session)
            _finish(session, key, stand="klaar", klaar_at=clock_now(), fout=None)
    except Exception as error:
        log.exception("taak %s (%s) mislukte", soort, key)
        _note_failure(key, error)


@contextmanager
def _session() -> Iterator[Session]:
    """A session of the worker itself; commits when all went well."""
    with Session(db.engine, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
        yield session
        session.commit()


def _claim(key: UUID) -> str | None:
    """Marks the task as ours, in one statement, so that two workers never do the same one at once."""
    claim = (
        update(Taak)
        .where(Taak.id == key, Taak.stand == "wacht")
        .values(stand="bezig", begonnen_at=clock_now(), pogingen=Taak.pogingen + 1)
    )
    with _session() as session:
        done = session.execute(claim).rowcount == 1  # type: ignore[attr-defined]
        return session.get_one(Taak, key).soort if done else None


def _work(key: UUID, soort: str) -> Schrijf | None:
    with Session(db.engine, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
        session.connection(execution_options={READING: True})
        return WERK[soort](session, session.get_one(Taak, key), clock_now())


def _finish(session: Session, key: UUID, **values: Any) -> None:
    session.execute(update(Taak).where(Taak.id == key).values(**values))


def _note_failure(key: UUID, error: Exception) -> None:
    with _session() as session:
        found = session.get_one(Taak, key)
        found.fout = f"{type(error).__name__}: {error}"[:2000]
        found.stand = "wacht" if found.pogingen < POGINGEN else "mislukt"
        found.gepland_at = clock_now()


def sweep_all() -> None:
    """Looks after everything, each by itself: one that fails undoes no other, and is done again next time."""
    for look in VEGEN:
        try:
            with _session() as session:
                after = look(session, clock_now())
            if after:
                after()
        except Exception:
            log.exception("ronde %s mislukte", look)


@with_sweep
def sweep(session: Session, now: datetime) -> None:
    """Finds tasks that wait too long or were killed halfway, and wakes them again."""
    stale = or_(
        (Taak.stand == "wacht") & (Taak.gepland_at <= now - STIL),
        (Taak.stand == "bezig") & (Taak.begonnen_at <= now - STIL),
    )
    for item in session.scalars(select(Taak).where(stale)).all():
        item.stand = "wacht" if item.pogingen < POGINGEN else "mislukt"
        item.gepland_at = now
        if item.stand == "wacht":
            session.info.setdefault("te_wekken", []).append(item.id)
