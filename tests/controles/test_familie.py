"""Two visits of one family that are finished at the same moment: what each saw in order counts together."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, text

from app.controles.overtreding import Overtreding
from app.core.db import db
from app.sync.actions import receive
from tests.conftest import make_app, own_database
from tests.controles.builders import NU, pakket
from tests.controles.test_bevinding import Telefoon
from tests.controles.test_herstel import FOUT, Familie, visit
from tests.faults.server import until

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
def postgres(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app on a PostgreSQL of its own, with commits that are real: SQLite lets one write at a time."""
    with own_database("postgres", tmp_path, tmp_path_factory.getbasetemp()) as url:
        yield from make_app(tmp_path, url)


def test_two_hercontroles_finished_at_once_see_what_the_other_saw(postgres: Flask) -> None:
    """One finding on two points; each visit saw one of them in order. The second waits for the commit of the first,
    and only then it is over: without the lock on the family each finds the other's point still wrong."""
    with postgres.app_context():
        een, twee = begin_family()

        def finish() -> None:
            with postgres.app_context():
                receive(db.session(), twee.bezorger, pakket(*visit(twee, {"P-02": "voldoet"}, weken=4)), NU)
                db.session.commit()
                db.session.remove()

        receive(db.session(), een.bezorger, pakket(*visit(een, {"P-01": "voldoet"}, weken=2)), NU)
        with ThreadPoolExecutor(1) as pool:
            second = pool.submit(finish)
            until(lambda: second.done() or waits(), "the second to wait")
            db.session.commit()
            second.result()
        db.session.expire_all()
        assert db.session.scalars(select(Overtreding.opgeheven_bij_id)).all() == [twee.controle]


def begin_family() -> tuple[Telefoon, Telefoon]:
    """A visit with one overtreding at two points, and the phones at its two hercontroles. Neither came after the
    other: the database lets a visit wait for the one it names as its predecessor, whatever we do."""
    session = db.session()
    familie = Familie(session)
    overtreding = str(UUID(int=5))
    entries = visit(familie.eerst, FOUT)
    for entry in entries:
        if entry["soort"] == "bevinding":
            entry["inhoud"]["overtreding"] = overtreding
    familie.eerst.stuur(*entries)
    eerste = familie.laatste
    een, twee = (familie.hercontrole(voorganger=eerste) for _ in range(2))
    session.commit()
    return een, twee


def waits() -> bool:
    """True when a connection waits for a lock."""
    with db.engine.connect() as connection:
        return bool(connection.scalar(text(WAITING)))
