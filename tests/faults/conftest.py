"""Fixtures of the faults: a town on a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.core.db import db
from tests.conftest import own_database
from tests.controles.builders import Schrijver, make_controle
from tests.faults.levering import Levering
from tests.faults.stad import Stad, make_stad, open_app
from tests.people import Dorp, login, make_dorp

TELEFOONS = 20


@pytest.fixture(params=["sqlite", "postgres"])
def stad(request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stad]:
    """Twenty toezichthouders, on each database in turn."""
    with own_database(request.param, tmp_path, tmp_path_factory.getbasetemp()) as address:
        app = open_app(tmp_path, address)
        made = make_stad(app, TELEFOONS)
        yield made
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def levering(session: Session) -> Levering:
    """Tess with her controle of today, on each database in turn."""
    dorp = make_dorp(session)
    controle = make_controle(session, dorp.waterdonk, dorp.tess)
    return Levering(session, dorp, controle, Schrijver(controle.id, dorp.tess.id))


@pytest.fixture
def tess(client: FlaskClient, dorp: Dorp) -> FlaskClient:
    """Tess's browser, without a network (SQLite)."""
    return login(client, dorp.tess)
