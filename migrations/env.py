"""Alembic's environment: the app's own database and metadata."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from app.core.db import Base, db


def include_object(_object: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """Leave tables alone that are not ours (a queue in the same database, PostGIS)."""
    return not (kind == "table" and reflected and compare_to is None and name not in Base.metadata.tables)


def run(connection: Connection) -> None:
    """Migrates over this connection in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        include_object=include_object,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


@contextmanager
def keeping(connection: Connection) -> Iterator[None]:
    """Keeps what was migrated. SQLite makes a table anew to change it, so there keys are looked at when all is done.

    Raises `RuntimeError` when a migration leaves a reference without its row; nothing is kept then.
    """
    raw: Any = connection.connection.dbapi_connection
    lite = connection.dialect.name == "sqlite"
    if lite:
        raw.execute("PRAGMA foreign_keys=OFF")  # means nothing once a transaction is open
    try:
        yield
        if lite and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
            raise RuntimeError(f"de migratie laat een verwijzing zonder rij achter: {tuple(lost)}")
        connection.commit()
    finally:
        connection.rollback()
        if lite:
            raw.execute("PRAGMA foreign_keys=ON")


with current_app.app_context():
    bind = db.engines[None]
    if isinstance(bind, Connection):
        run(bind)
    else:
        with bind.connect() as connection, keeping(connection):
            run(connection)
