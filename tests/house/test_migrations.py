"""One head, from empty to the models on both databases, and back down."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text

from app.controles.models import Controle
from app.core.db import Base, db
from app.factory import create_app
from app.objecten.models import Inspectieobject
from tests.conftest import make_settings
from tests.controles.builders import make_controle
from tests.people import make_organisatie

FIRST = "589602b23331"
"""The first model: what came after it must find its way in a database that is in use."""
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


def test_a_database_in_use_goes_down_and_up_and_keeps_its_rows(tmp_path: Path) -> None:
    app = create_app(make_settings(tmp_path, f"sqlite:///{tmp_path / 'in-gebruik.db'}"))
    with app.app_context():
        upgrade()
        make_controle(db.session(), make_organisatie(db.session(), "Waterdonk"), None)
        db.session.commit()
        db.session.remove()
        downgrade(revision=FIRST)
        upgrade()
        controle = db.session.scalars(select(Controle)).one()
        assert db.session.scalars(select(Inspectieobject.id)).all() == [controle.object_id]
        assert db.session.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


def test_every_tenant_table_is_scoped_by_composite_keys() -> None:
    loose = [
        f"{table.name} -> {constraint.referred_table.name} must carry organisatie_id"
        for table in Base.metadata.sorted_tables
        if "organisatie_id" in table.c
        for constraint in table.foreign_key_constraints
        if "organisatie_id" in constraint.referred_table.c
        and constraint.referred_table.name not in {"gebeurtenis", "taak"}
        and len(constraint.column_keys) != 2
    ]
    assert not loose, "\n".join(loose)
