"""No route shows or changes a row of another organisatie. Routes and tables are found by introspection: a new one is
covered the day it exists, and a table the filler cannot fill fails here."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Column, Table, insert, select
from sqlalchemy.orm import Session

from app.accounts.models import Lidmaatschap, Rol
from app.core.db import Base
from app.core.keys import new_key
from tests.house.test_routes import rules
from tests.people import START, Dorp, login, make_user

MARK = "LEK"
TENANT = [table for table in Base.metadata.sorted_tables if "organisatie_id" in table.c]
GLOBAL = {"organisatie", "user", "identiteit", "inlogpoging", "sessie", "protocol", "protocol_versie", "tijdperk"}
DEFINITIE = '{"protocol":"lek","onderdelen":[]}'


def test_every_table_is_known_here() -> None:
    names = {table.name for table in Base.metadata.tables.values()}
    loose = names - {table.name for table in TENANT} - GLOBAL
    assert not loose, f"does this table belong to one organisatie? then give it organisatie_id: {loose}"


class Filler:
    """Puts one row into every table of the other organisatie, every text of it marked."""

    def __init__(self, session: Session, dorp: Dorp) -> None:
        self.session, self.dorp = session, dorp
        lid = session.scalars(select(Lidmaatschap).where(Lidmaatschap.user_id == dorp.olaf.id)).one()
        self.ids: dict[str, UUID] = {"organisatie": dorp.anders.id, "user": dorp.olaf.id, "lidmaatschap": lid.id}

    def fill(self) -> dict[str, UUID]:
        """Ids by table."""
        for table in Base.metadata.sorted_tables:
            if table.name not in {"organisatie", "user", "lidmaatschap", "inlogpoging"}:
                self.ids[table.name] = new_key()
                self.session.execute(insert(table).values(self.row(table)))
        return self.ids

    def row(self, table: Table) -> dict[str, Any]:
        """Values for every column."""
        values = {column.name: self.value(table, column) for column in table.columns}
        return {name: value for name, value in values.items() if value is not None}

    def value(self, table: Table, column: Column[Any]) -> Any:
        """The key, the reference, or something marked of the right type."""
        if column.name == "id":
            return self.ids[table.name]
        if column.name in {"organisatie_id", "eigenaar_id", "bevoegd_gezag_id"}:
            return self.dorp.anders.id
        for key in table.foreign_key_constraints:
            if column.name in key.column_keys and column.name != "organisatie_id":
                return None if key.referred_table is table else self.ids[key.referred_table.name]
        return self.plain(table, column)

    def plain(self, table: Table, column: Column[Any]) -> Any:
        """A value by Python type."""
        special = {"rollen": [str(rol) for rol in Rol], "definitie": DEFINITIE, "status": "gepland", "niveau": "4"}
        if column.name in special:
            return special[column.name]
        if column.name.endswith("sha256"):  # a hash alone tells nobody anything: the page to verify a report shows it
            return "ab" * 32
        kinds: dict[type, Any] = {
            bool: False, int: 1, float: 51.6, Decimal: Decimal(1), datetime: START, date: START.date(), UUID: new_key(),
            bytes: b"LEK", dict: {"tekst": f"{MARK} {table.name}"}, list: [],
        }  # fmt: skip
        try:
            kind = column.type.python_type
        except NotImplementedError:
            kind = dict
        if column.type.__class__.__name__ == "Moment":
            return START
        return kinds.get(kind, f"{MARK} {table.name} {column.name}")


@pytest.fixture
def leak(view_session: Session, dorp: Dorp, client: FlaskClient) -> dict[str, UUID]:
    """The other organisatie is full; `client` is somebody of Waterdonk with every role."""
    ids = Filler(view_session, dorp).fill()
    login(client, make_user(view_session, "alles", dorp.waterdonk, list(Rol)))
    view_session.commit()
    return ids


def urls(app: Flask, ids: dict[str, UUID]) -> list[tuple[str, str]]:
    """Every (method, url) with each id of the other organisatie in each place where a key goes."""
    found = []
    for rule in rules(app):
        keys: list[UUID | None] = list(ids.values()) if "uuid:" in rule.rule else [None]
        for key in keys:
            url = re.sub(r"<uuid:[a-z0-9_]+>", str(key), rule.rule)
            url = re.sub(r"<int:[a-z0-9_]+>", "1", url)
            url = re.sub(r"<(?:[a-z]+:)?[a-z0-9_]+>", "lek", url)
            found += [(method, url) for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})]
    return found


def snapshot(session: Session, dorp: Dorp) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the other organisatie."""
    session.flush()
    return {
        table.name: sorted(
            (
                tuple(map(str, row))
                for row in session.execute(select(table).where(table.c.organisatie_id == dorp.anders.id))
            ),
        )
        for table in TENANT
    }


def test_no_route_shows_another_organisatie(app: Flask, leak: dict[str, UUID], client: FlaskClient) -> None:
    for method, url in urls(app, leak):
        if method == "GET":
            answer = client.get(url, follow_redirects=True)
            assert answer.status_code < 500, f"{url}: {answer.status_code}"
            assert MARK.encode() not in answer.data, f"{url} shows a row of another organisatie"


def test_no_route_changes_another_organisatie(
    app: Flask, leak: dict[str, UUID], client: FlaskClient, view_session: Session, dorp: Dorp
) -> None:
    before = snapshot(view_session, dorp)
    for method, url in urls(app, leak):
        if method != "GET" and not url.startswith("/uitloggen"):
            answer = client.open(url, method=method, data={}, headers={"Sec-Fetch-Site": "same-origin"})
            assert answer.status_code < 500, f"{method} {url}: {answer.status_code}"
    view_session.expire_all()
    assert snapshot(view_session, dorp) == before
