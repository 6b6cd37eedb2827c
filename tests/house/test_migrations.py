"""One head, from empty to the models on both databases, and back down."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from app.core.db import Base, db
from app.factory import create_app
from tests.conftest import make_settings

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leaves out tables of a queue that lives in the same database."""
    return kind != "table" or name in Base.metadata.tables


def test_there_is_one_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


def test_migrations_make_the_models(data_app: Flask) -> None:
    with data_app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": ours})
        assert compare_metadata(context, Base.metadata) == []


def test_down_and_up_again(tmp_path: Path) -> None:
    app = create_app(make_settings(tmp_path, f"sqlite:///{tmp_path / 'op-en-neer.db'}"))
    with app.app_context():
        upgrade()
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
        assert "controle" in inspect(db.engine).get_table_names()


@pytest.mark.parametrize("table", sorted(Base.metadata.tables))
def test_every_tenant_table_is_scoped_by_composite_keys(table: str) -> None:
    columns = Base.metadata.tables[table]
    if "organisatie_id" not in columns.c:
        return
    for constraint in columns.foreign_key_constraints:
        target = constraint.referred_table
        if "organisatie_id" in target.c and target.name not in {"gebeurtenis", "taak"}:
            assert len(constraint.column_keys) == 2, f"{table} -> {target.name} must carry organisatie_id"
