"""The demo: what it makes on an empty database, that it makes it once, and that it grows with the days."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask_migrate import upgrade
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.models import Antwoord, Controle, Foto, Mutatie
from app.controles.overtreding import Bevinding, Overtreding
from app.core.audit import Gebeurtenis
from app.core.clock import local
from app.core.db import db
from app.factory import create_app
from app.lhso.queries import find_matrix
from app.lhso.rules.volledigheid import ontbreekt
from app.objecten.models import Inspectieobject
from app.organisatie.models import Organisatie
from app.seeds.bord import workday
from app.seeds.demo import make_demo
from tests.conftest import make_settings
from tests.eens import once

VANDAAG = datetime(2026, 11, 20, 8, tzinfo=UTC)
"""A Friday."""
WOORD = "zeehond-fiets-ladder-42"


def make_vrijdag(folder: Path) -> None:
    """The demo of that Friday on an empty SQLite database."""
    with opened(folder) as session:
        upgrade()
        make_demo(session, wachtwoord=WOORD, now=VANDAAG)
        session.commit()


@contextmanager
def opened(folder: Path) -> Iterator[Session]:
    """A session on the database in this folder; nobody works on its queue: no report is drawn, no photo shrunk."""
    app = create_app(replace(make_settings(folder, f"sqlite:///{folder / 'demo.db'}"), queue=f"sqlite:///{folder}/rij"))
    with app.app_context():
        yield db.session()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A copy of that demo; each test leaves it as it found it."""
    folder: Path = tmp_path_factory.mktemp("demo") / "data"
    shutil.copytree(once(tmp_path_factory.getbasetemp(), "vrijdag", make_vrijdag), folder)
    with opened(folder) as session:
        yield session


@pytest.fixture
def waterdonk(demo: Session) -> Iterator[Organisatie]:
    """The municipality of the demo; what a test adds is rolled back."""
    yield demo.scalars(select(Organisatie).where(Organisatie.naam == "Gemeente Waterdonk")).one()
    demo.rollback()


def count(session: Session, model: type, organisatie: Organisatie | None = None) -> int:
    """How many rows there are, of one organisatie or of all."""
    query = select(func.count()).select_from(model)
    if organisatie is not None:
        query = query.where(model.organisatie_id == organisatie.id)  # type: ignore[attr-defined]
    return session.scalar(query) or 0


def test_the_first_run_makes_the_whole_demo(demo: Session, waterdonk: Organisatie) -> None:
    assert count(demo, User) == 8
    assert count(demo, Inspectieobject, waterdonk) == 60
    assert count(demo, Controle, waterdonk) == 40
    assert count(demo, Mutatie) > 1000
    assert set(demo.scalars(select(Mutatie.stand).distinct())) == {"verwerkt"}


def test_the_audit_begins_with_the_organisaties(demo: Session) -> None:
    """Made by the same action as the app, so that the first line of what matters in court is there."""
    gemaakt = select(Gebeurtenis.organisatie_id).where(Gebeurtenis.soort == "organisatie-gemaakt")
    assert set(demo.scalars(gemaakt)) == set(demo.scalars(select(Organisatie.id)))


def test_nothing_is_put_into_the_database_but_by_an_action() -> None:
    """A row of its own would miss the checks and the audit of the action."""
    for path in Path(make_demo.__code__.co_filename).parent.glob("*.py"):
        assert "session.add(" not in path.read_text(encoding="utf-8"), path


def test_a_second_run_changes_nothing(demo: Session, waterdonk: Organisatie) -> None:
    models = (User, Inspectieobject, Controle, Mutatie, Foto, Gebeurtenis)
    before = [count(demo, model) for model in models]
    make_demo(demo, wachtwoord=WOORD, now=VANDAAG)
    assert not demo.dirty
    assert [count(demo, model) for model in models] == before


def test_on_a_later_day_without_work_that_day_and_the_next_are_filled(demo: Session, waterdonk: Organisatie) -> None:
    later = VANDAAG + timedelta(days=10)
    dag = local(later).date()
    on_day = select(func.count()).where(Controle.organisatie_id == waterdonk.id)
    assert demo.scalar(on_day.where(Controle.dag == dag)) == 0
    make_demo(demo, wachtwoord=WOORD, now=later)
    demo.flush()
    assert demo.scalar(on_day.where(Controle.dag == dag)) == 7
    assert demo.scalar(on_day.where(Controle.dag == workday(dag, 1))) == 3


def test_every_finding_says_what_must_be_done(demo: Session, waterdonk: Organisatie) -> None:
    found = demo.scalars(select(Bevinding)).all()
    assert len(found) >= 10
    assert [row.code for row in found if not row.inhoud.get("herstel")] == []


def test_photos_were_taken_when_their_point_was_answered(demo: Session, waterdonk: Organisatie) -> None:
    answered = {(row.controle_id, row.code, row.pad): row.toestel_tijd for row in demo.scalars(select(Antwoord))}
    for foto in demo.scalars(select(Foto)).all():
        moment = answered[foto.controle_id, foto.code, foto.pad]
        assert foto.genomen_at is not None
        assert moment is not None
        assert timedelta(0) <= foto.genomen_at - moment <= timedelta(minutes=3), foto.code


def test_what_was_measured_fits_the_story(demo: Session, waterdonk: Organisatie) -> None:
    query = select(Bevinding.constatering, Antwoord.antwoord).join(
        Antwoord, (Antwoord.controle_id == Bevinding.controle_id) & (Antwoord.code == "PRV-08.1")
    )
    rows = demo.execute(query.where(Bevinding.code == "PRV-08"))
    measured = [(tekst, str(antwoord["waarde"])) for tekst, antwoord in rows]
    assert len(measured) == 2
    for tekst, waarde in measured:
        assert f"{waarde.replace('.', ',')} m" in tekst


def test_a_point_that_is_in_order_does_not_say_what_is_wrong(demo: Session, waterdonk: Organisatie) -> None:
    wrong = ("PRV-32.1", "WK-01.1", "WK-28.1", "BR-04.1")
    assert demo.scalars(select(Antwoord.code).where(Antwoord.code.in_(wrong))).all() == []
    oud = demo.scalars(select(Antwoord.antwoord).where(Antwoord.code == "prv-kamerverhuur:PRV-V5")).all()
    assert "2023-03-14" in [antwoord["waarde"] for antwoord in oud], "as the finding says"


def test_a_finding_of_the_demo_that_is_klaar_misses_nothing(demo: Session) -> None:
    klaar = demo.scalars(select(Bevinding).where(Bevinding.gereed)).all()
    assert klaar
    mist = {}
    for rij in klaar:
        controle = demo.get_one(Controle, rij.controle_id)
        matrix = find_matrix(demo, controle.bevoegd_gezag_id, str(rij.inhoud["matrix_versie"]))
        lhso = bool(rij.inhoud["matrix_versie"])
        gaten = ontbreekt({**rij.inhoud, "direct_hersteld": rij.direct_hersteld}, matrix, lhso=lhso)
        if gaten:
            mist[controle.nummer, rij.code] = gaten
    assert mist == {}


def test_a_hercontrole_of_the_demo_put_an_end_to_what_it_came_for(demo: Session, waterdonk: Organisatie) -> None:
    """Its points and no others were asked; what was put right on the spot was over at once."""
    her = demo.scalars(
        select(Controle).where(Controle.aanleiding == "hercontrole", Controle.uitkomst.is_not(None))
    ).one()
    assert her.selectie == ["PRV-27@"]
    gevonden = demo.scalars(select(Overtreding).where(Overtreding.controle_id == her.voorganger_id)).one()
    assert (gevonden.opgeheven_bij_id, gevonden.opgeheven_op) == (her.id, her.dag)
    gesteld = {row.code for row in demo.scalars(select(Antwoord).where(Antwoord.controle_id == her.id))}
    assert {code.partition(".")[0] for code in gesteld if code.startswith("PRV")} == {"PRV-27"}
    ter_plekke = select(Overtreding).where(Overtreding.opgeheven_bij_id == Overtreding.controle_id)
    direct = demo.scalars(select(Bevinding.id).where(Bevinding.direct_hersteld)).all()
    assert len(demo.scalars(ter_plekke).all()) == len(direct) > 0
