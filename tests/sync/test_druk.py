"""Many at the same time, on real transactions: each entry once, each number once, nothing waits for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.controles.models import Antwoord, Controle, Foto, Mutatie
from app.core.clock import now
from app.core.db import db
from app.core.taken import Taak
from tests.conftest import make_app, own_database
from tests.controles.builders import Schrijver, make_controle, make_object, make_versie, pakket
from tests.people import Dorp, login, make_dorp
from tests.sync.test_fotos import jpeg, sha

T = TypeVar("T")


@pytest.fixture(params=["sqlite", "postgres"])
def druk(request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app on a database of its own, with commits that are real."""
    with own_database(request.param, tmp_path, tmp_path_factory.getbasetemp()) as url:
        yield from make_app(tmp_path, url)


@pytest.fixture
def stad(druk: Flask) -> tuple[Flask, Dorp, UUID]:
    """The app with its people and one controle of Tess."""
    with druk.app_context():
        dorp = make_dorp(db.session())
        key = make_controle(db.session(), dorp.waterdonk, dorp.tess).id
        db.session.commit()
        return druk, dorp, key


def at_once(app: Flask, works: list[Callable[[], T]]) -> list[T]:
    """All of it at the same time, eight threads wide, each in its own context."""

    def run(work: Callable[[], T]) -> T:
        with app.app_context():
            try:
                return work()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(run, works))


def test_32_deliveries_of_overlapping_entries(stad: tuple[Flask, Dorp, UUID]) -> None:
    app, dorp, key = stad
    tess = Schrijver(key, dorp.tess.id)
    entries = [tess.antwoord(f"P-0{n % 5 + 1}", "voldoet") for n in range(40)]
    batches = [entries[n % 8 * 5 : n % 8 * 5 + 8] for n in range(32)]

    def deliver(batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
        answer = login(app.test_client(), dorp.tess).post("/sync/mutaties", data=pakket(*batch))
        assert answer.status_code == 200, answer.text
        bonnen: list[dict[str, Any]] = answer.json["bonnen"]  # type: ignore[index]
        return bonnen

    bonnen = [bon for answer in at_once(app, [partial(deliver, batch) for batch in batches]) for bon in answer]
    assert {bon["uitkomst"] for bon in bonnen} <= {"verwerkt", "al-bekend"}
    assert sum(bon["uitkomst"] == "verwerkt" for bon in bonnen) == 40
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Mutatie)) == 40
        assert db.session.scalar(select(func.count()).select_from(Antwoord)) == 5
        assert db.session.get_one(Controle, key).versie == 41


def test_numbers_are_given_out_once(druk: Flask) -> None:
    with druk.app_context():
        dorp = make_dorp(db.session())
        versie, plek = make_versie(db.session()).id, make_object(db.session(), dorp.waterdonk).id
        db.session.commit()

    def plan() -> str:
        from app.objecten.models import Inspectieobject
        from app.organisatie.models import Organisatie
        from app.protocols.models import ProtocolVersie

        session = db.session()
        row = make_controle(
            session,
            session.get_one(Organisatie, dorp.waterdonk.id),
            None,
            object=session.get_one(Inspectieobject, plek),
            versie=session.get_one(ProtocolVersie, versie),
        )
        nummer = row.nummer
        session.commit()
        return nummer

    assert sorted(at_once(druk, [plan] * 24)) == [f"C-2026-{n:04d}" for n in range(1, 25)]


def test_the_last_two_photos_at_once_complete_the_visit(stad: tuple[Flask, Dorp, UUID]) -> None:
    app, dorp, key = stad
    tess = Schrijver(key, dorp.tess.id)
    fotos = [jpeg(60 + n, 40) for n in range(6)]
    entries = [tess.foto(sha(foto)) for foto in fotos]
    af = tess.afronden(entries, [sha(foto) for foto in fotos])

    def deliver() -> int:
        return login(app.test_client(), dorp.tess).post("/sync/mutaties", data=pakket(*entries, af)).status_code

    def upload(foto: bytes) -> int:
        return login(app.test_client(), dorp.tess).put(f"/sync/fotos/{sha(foto)}", data=foto).status_code

    works: list[Callable[[], int]] = [partial(upload, foto) for foto in fotos]
    works.insert(3, deliver)
    assert set(at_once(app, works)) == {200}
    with app.app_context():
        controle = db.session.get_one(Controle, key)
        assert controle.compleet_at is not None
        assert controle.compleet_at <= now()
        assert all(foto.ontvangen_at for foto in db.session.scalars(select(Foto)))
        rapport = db.session.scalars(select(Taak).where(Taak.soort == "rapport")).all()
        assert len(rapport) == 1
