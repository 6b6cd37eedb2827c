"""Alembic's environment: the app's own database and metadata."""

from __future__ import annotations

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


with current_app.app_context():
    bind = db.engines[None]
    if isinstance(bind, Connection):
        run(bind)
    else:
        with bind.connect() as connection:
            run(connection)
            connection.commit()
