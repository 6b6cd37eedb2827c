"""Fixtures of the faults: a town on a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.db import db
from tests.faults.stad import Stad, empty_database, make_stad, open_app

TELEFOONS = 20


@pytest.fixture(params=["sqlite", "postgres"])
def stad(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stad]:
    """Twenty toezichthouders, on each database in turn."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    with empty_database(request.param, tmp_path, url) as address:
        app = open_app(tmp_path, address)
        made = make_stad(app, TELEFOONS)
        yield made
        with app.app_context():
            db.engine.dispose()
