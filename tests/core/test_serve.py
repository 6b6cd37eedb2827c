"""`make run` says where Schouw is and with which word to log in: scripts outside read those two lines."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest
from flask import Flask

from app import serve
from app.core.clock import local, now
from app.core.db import db
from app.factory import create_app
from app.organisatie.actions import create_organisatie
from app.seeds.bord import workday
from app.settings import Settings, SettingsError
from tests.controles.builders import make_controle, make_object, make_versie

ROOT = Path(__file__).parent.parent.parent
WOORD = "linde-brug-koren-zeil-37"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of a demo on a port that nobody listens on now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    return Settings.from_env({"SCHOUW_DATA": str(tmp_path / "data"), "SCHOUW_DEMO": "1", "PORT": str(port)})


@pytest.fixture
def demo(settings: Settings, sqlite_app: Flask) -> Settings:
    """The least that `make run` takes for a demo with the days ahead filled, so that nothing is seeded here."""
    (settings.data / "demo-wachtwoord").write_text(WOORD + "\n", encoding="utf-8")
    with (
        closing(sqlite3.connect(sqlite_app.config["DATA"] / "schouw.db")) as van,
        closing(sqlite3.connect(settings.data / "schouw.db")) as naar,
    ):
        van.backup(naar)
    with create_app(settings).app_context():
        session, moment = db.session(), now()
        organisatie = create_organisatie(session, naam="Gemeente Waterdonk", now=moment)
        ding, versie = make_object(session, organisatie), make_versie(session)
        for steps in range(3):
            dag = workday(local(moment).date(), steps)
            make_controle(session, organisatie, None, object=ding, versie=versie, dag=dag)
        session.commit()
        db.session.remove()
        db.engine.dispose()
    return settings


@pytest.fixture
def start(demo: Settings) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts it as `make run` does, in a group of its own that is gone afterwards."""
    env = {**os.environ, "SCHOUW_DEMO": "1", "SCHOUW_DATA": str(demo.data), "PORT": str(demo.port)}
    for name in ("DATABASE_URL", "SCHOUW_BLOBS", "SCHOUW_QUEUE", "SCHOUW_ADRES", "SECRET_KEY"):
        env.pop(name, None)
    made: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "app.serve"]
        made.append(
            subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True)
        )
        return made[-1]

    yield begin
    for process in made:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_a_start_on_a_demo_that_is_there(demo: Settings, start: Callable[[], subprocess.Popen[str]]) -> None:
    process = start()
    assert process.stdout is not None
    too_long = Timer(180, process.terminate)
    too_long.start()
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if line.startswith("Schouw draait"):
            assert serve._healthy(f"http://127.0.0.1:{demo.port}")
            process.terminate()
    too_long.cancel()
    assert lines.count(f"Demo-wachtwoord: {WOORD}") == 1
    assert lines.count(f"Schouw draait op http://127.0.0.1:{demo.port}") == 1
    assert [line for line in lines if "wachtwoord" in line] == [f"Demo-wachtwoord: {WOORD}"]
    assert process.wait(timeout=60) == 0
    assert not serve._healthy(f"http://127.0.0.1:{demo.port}"), "what it started ends with it"


def test_it_says_so_only_when_it_is_well(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter([False, False, True])
    monkeypatch.setattr(serve, "_healthy", lambda _url: next(answers))
    monkeypatch.setattr("app.serve.time.sleep", lambda _seconds: None)
    serve._announce(settings, [])
    word = (settings.data / "demo-wachtwoord").read_text(encoding="utf-8").strip()
    assert word.count("-") == 4
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("Demo-accounts: beheerder@schouw.example, toezichthouder@schouw.example")
    assert said[1:] == [f"Demo-wachtwoord: {word}", f"Schouw draait op http://127.0.0.1:{settings.port}"]
    assert next(answers, None) is None


def test_a_part_that_stopped_is_not_said_to_run(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "_healthy", lambda _url: False)
    with subprocess.Popen([sys.executable, "-c", ""]) as stopped:
        stopped.wait()
    serve._announce(settings, [stopped])
    assert capsys.readouterr().out == ""


def test_a_port_in_use_is_said_before_anything_is_made() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SettingsError, match=f"Poort {port} is bezet"):
            serve._need_port(port)


def test_a_database_that_does_not_answer_is_said_before_anything_is_made(settings: Settings) -> None:
    weg = replace(settings, database_url="postgresql+psycopg://ik:woord@127.0.0.1:1/schouw")
    with pytest.raises(SettingsError, match=r"DATABASE_URL: .* niet te bereiken .*\.$") as stop:
        serve._need_database(create_app(weg))
    assert "woord" not in str(stop.value)
