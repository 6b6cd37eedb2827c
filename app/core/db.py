"""The database: declarative base, column types, the request's session, and the one place that commits."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask, Response, current_app, g, has_request_context, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    Select,
    TypeDecorator,
    UniqueConstraint,
    event,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry

from app.core.keys import new_key

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
Vraag = TypeVar("Vraag", bound=Select[Any])
READING = "schouw_reading"
"""Execution option of a connection that will only read: it does not take SQLite's write lock."""

PASSING_STATES = {"08", "40", "53", "55", "57"}
"""Classes of PostgreSQL: connection, rolled back for another, no resources, locked, ended by an operator."""
PASSING_CODES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("moments must be aware")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table; constraints have predictable names so that migrations can address them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: Moment(),
        dict[str, Any]: JSON().with_variant(JSONB(), "postgresql"),
        list[str]: JSON().with_variant(JSONB(), "postgresql"),
        list[int]: JSON().with_variant(JSONB(), "postgresql"),
        list[dict[str, Any]]: JSON().with_variant(JSONB(), "postgresql"),
    }


class Keyed:
    """A row with its own UUIDv7 key."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key, sort_order=-10)


class Tenant(Keyed):
    """A row of one organisatie. References between such rows are composite, so they cannot cross organisations."""

    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"), index=True, sort_order=-9)

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        return tenant_args()


def tenant_args(*more: Any, refs: dict[str, str] | None = None) -> tuple[Any, ...]:
    """`__table_args__` of a tenant table: its own composite key, plus a composite reference per `refs` entry
    (`{"controle_id": "controle"}` reads: this column points at that table within the same organisatie)."""
    keys = [
        ForeignKeyConstraint(["organisatie_id", column], [f"{table}.organisatie_id", f"{table}.id"])
        for column, table in (refs or {}).items()
    ]
    return (UniqueConstraint("organisatie_id", "id"), *keys, *more)


db = SQLAlchemy(
    metadata=Base.metadata,
    session_options={
        "expire_on_commit": False,
        "join_transaction_mode": "create_savepoint",
    },
)
migrate = Migrate()


def init_db(app: Flask) -> None:
    """Binds the database to the app and commits once, after the view, before the answer leaves."""
    db.init_app(app)
    migrate.init_app(app, db, directory=str(app.config["MIGRATIONS"]), render_as_batch=True)
    app.before_request(_take_body)
    app.after_request(_finish)


def _take_body() -> None:
    """What is sent is read to its end before the database is asked anything: a slow line must not hold the lock of
    who writes. A view with `streams` reads its own, and keeps to the same order; one with `max_body` (bytes) takes
    more, or less, than others. Until such a view says `write_from_here` it only reads."""
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, "max_body", request.max_content_length)
    if request.method not in SAFE_METHODS and not getattr(view, "streams", False):
        request.get_data(parse_form_data=True)


def locking(query: Vraag) -> Vraag:
    """The same rows, kept until the commit and read as they are now: what the session knows of them may be from before
    it had to wait, or from before its last commit."""
    return query.with_for_update().execution_options(populate_existing=True)


def is_passing(error: BaseException) -> bool:
    """True when only the moment is wrong: the connection is gone, another writer is in the way, there is no room.
    The same request will do later."""
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None) or ""
    code = getattr(error.orig, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    return error.connection_invalidated or state[:2] in PASSING_STATES or primary in PASSING_CODES


def write_from_here() -> None:
    """Ends what a view with `streams` asked so far, which took no lock: from here on it may write."""
    db.session.commit()
    g.writes = True


def keep_writes() -> None:
    """Commit this request's writes even when its answer is a refusal (a failed login must be counted)."""
    g.keep_writes = True


def _finish(response: Response) -> Response:
    if response.status_code < 400 or g.get("keep_writes"):
        db.session.commit()
    else:
        db.session.rollback()
    return response


@event.listens_for(Engine, "connect")
def _sqlite_settings(connection: Any, _record: ConnectionPoolEntry) -> None:
    """SQLite: real transactions, foreign keys, write-ahead log, and patience with another writer."""
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None
        for pragma in (
            "foreign_keys=ON",
            "journal_mode=WAL",
            "synchronous=FULL",
            "busy_timeout=15000",
        ):
            connection.execute(f"PRAGMA {pragma}")


def _only_reads() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method in SAFE_METHODS or (getattr(view, "streams", False) and not g.get("writes"))


@event.listens_for(Engine, "begin")
def _sqlite_begin(connection: Connection) -> None:
    """A writer takes the lock at once: upgrading a read transaction fails when another wrote in between."""
    if connection.dialect.name == "sqlite":
        reading = connection.get_execution_options().get(READING) or (has_request_context() and _only_reads())
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
