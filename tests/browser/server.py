"""A real server for the browser tests: gunicorn and the job worker, on demo data. One worker of gunicorn: each draws
and compresses every page for itself. What several do to each other is for `tests/faults`."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.accounts.actions import add_aanwijzing, create_user
from app.accounts.models import Rol, User
from app.controles.actions import plan_controle
from app.core.blobs import Blobs
from app.core.clock import local, now
from app.core.db import db
from app.core.queue import run_task
from app.core.taken import Taak
from app.factory import create_app
from app.objecten.models import Inspectieobject
from app.organisatie.models import Organisatie
from app.protocols.queries import published_version
from app.seeds.demo import make_demo
from app.settings import Settings
from app.zaken.models import Zaak
from tests.people import login

ROOT = Path(__file__).resolve().parents[2]
WACHTWOORD = "kreek-zolder-anker-molen-41"
GEHEIM = "browser" * 8
START = 180.0
"""Seconds a server may take before it answers."""
VOLGNUMMERS = count(1)


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


def settings_of(data: Path, port: int = 8000, *, queue: str = "") -> Settings:
    """Settings of an app on the data in `data`."""
    data.mkdir(parents=True, exist_ok=True)
    return Settings(
        port=port,
        data=data,
        database_url=f"sqlite:///{data / 'schouw.db'}",
        blobs=str(data / "blobs"),
        queue=queue or f"sqlite:///{data / 'wachtrij.db'}",
        secret_key=GEHEIM,
        demo=True,
    )


def make_data(data: Path) -> None:
    """The demo with its photos ready and one report made; the other reports would only keep the worker busy."""
    app = create_app(settings_of(data, queue=f"sqlite:///{data / 'niemand.db'}"))
    with app.app_context():
        upgrade()
        make_demo(db.session(), wachtwoord=WACHTWOORD, now=now())
        db.session.commit()
        taken = db.session.scalars(select(Taak).order_by(Taak.id.desc())).all()
        rapporten = [taak for taak in taken if taak.soort == "rapport"]
        for taak in rapporten[1:]:
            db.session.delete(taak)
        db.session.commit()
        for key in [taak.id for taak in taken if taak.soort == "foto"] + [rapporten[0].id]:
            run_task(key)
        db.session.remove()
        db.engine.dispose()


def person(session: Session, email: str) -> User:
    """The user with this e-mail address."""
    return session.scalars(select(User).where(User.email == email)).one()


def make_toezichthouder(session: Session, email: str) -> None:
    """Somebody of Waterdonk who may do controles and has nothing to do yet; with the demo's password, which is not
    hashed again."""
    organisatie = session.scalars(select(Organisatie).where(Organisatie.naam == "Gemeente Waterdonk")).one()
    naam, rollen = "Noor de Loper", [Rol.TOEZICHTHOUDER]
    lid = create_user(session, organisatie, email=email, naam=naam, rollen=rollen, by=None, now=now())
    user = session.get_one(User, lid.user_id)
    user.wachtwoord_hash = person(session, f"planner@{email.partition('@')[2]}").wachtwoord_hash
    add_aanwijzing(
        session,
        lid,
        besluit="Aanwijzingsbesluit toezichthouders Waterdonk 2024",
        legitimatienummer=f"WA-{email.partition('@')[0]}",
        geldig_van=date(2024, 1, 1),
        geldig_tot=None,
        by=user,
        now=now(),
    )


class Server:
    """One web server with its job worker; ended by their own process ids."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port, self.url = data, port, f"http://127.0.0.1:{port}"
        self.parts: list[subprocess.Popen[bytes]] = []
        self.mine = ""
        """E-mail address of the toezichthouder of the test that runs; empty until it asks for one."""
        self.app: Flask = create_app(settings_of(data, port))

    def start(self) -> None:
        """Starts both and returns when the server says it is well."""
        web = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{self.port}", "--workers", "1"]
        web += ["--threads", "8", "--no-control-socket", "--log-level", "warning", "--timeout", "120"]
        work = [sys.executable, "-m", "huey.bin.huey_consumer", "app.werker.huey", "-w", "1", "-q"]
        env = {**os.environ, "SCHOUW_DEMO": "1", "SCHOUW_DATA": str(self.data), "PORT": str(self.port)}
        env |= {"SECRET_KEY": GEHEIM}
        for name in ("DATABASE_URL", "SCHOUW_BLOBS", "SCHOUW_QUEUE"):
            env.pop(name, None)
        with (self.data / "server.log").open("ab") as log:
            self.parts = [
                subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log) for command in (web, work)
            ]
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + START
        while not self._healthy():
            dead = [part.returncode for part in self.parts if part.poll() is not None]
            if dead or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"the server does not answer: {dead}\n{self.log()[-4000:]}")
            time.sleep(0.05)

    def _healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/gezond", timeout=5) as answer:
                return bool(json.load(answer)["status"] == "ok")
        except (OSError, urllib.error.URLError, ValueError, KeyError):
            return False

    def log(self) -> str:
        """What both wrote so far."""
        return (self.data / "server.log").read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """Ends both, kindly first; nothing listens afterwards."""
        for part in self.parts:
            part.send_signal(signal.SIGTERM)
        for part in self.parts:
            try:
                part.wait(timeout=15)
            except subprocess.TimeoutExpired:
                part.kill()
                part.wait()
        self.parts = []

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session on the server's own database, in this process; what was written is committed at the end."""
        with self.app.app_context():
            yield db.session()
            db.session.commit()
            db.session.remove()

    def hire(self) -> str:
        """The toezichthouder of this test, made when first asked for: somebody whom no other test has work for."""
        if not self.mine:
            self.mine = f"loper{next(VOLGNUMMERS)}@schouw.example"
            with self.session() as session:
                make_toezichthouder(session, self.mine)
        return self.mine

    def log_in(self, email: str) -> list[dict[str, Any]]:
        """The cookies of a new session of this person, as Playwright takes them."""
        with self.session() as session:
            client = login(self.app.test_client(), person(session, email))
            cookie = client.get_cookie("schouw")
            assert cookie is not None
        return [{"name": cookie.key, "value": cookie.value, "url": self.url, "httpOnly": True, "sameSite": "Lax"}]

    def plan(self, protocol: str, object: str = "Hofstraat", **more: Any) -> str:
        """A controle of today for the toezichthouder of this test (or `wie`), planned as the office does; its id."""
        wie = more.pop("wie", "") or self.hire()
        zaaknummer = more.pop("zaak", None)
        with self.session() as session:
            place = session.scalars(
                select(Inspectieobject).where(or_(Inspectieobject.naam == object, Inspectieobject.straat == object))
            ).first()
            assert place is not None, object
            organisatie = session.get_one(Organisatie, place.organisatie_id)
            controle = plan_controle(
                session,
                organisatie,
                object=place,
                versie=published_version(session, organisatie.id, protocol),
                zaak=session.scalars(select(Zaak).where(Zaak.zaaknummer == zaaknummer)).first(),
                by=None,
                now=now(),
                toezichthouder=person(session, wie),
                dag=local(now()).date(),
                **{"soort": "T2", "aanleiding": "jaarprogramma", "tijd": "09:00", **more},
            )
            return str(controle.id)

    def blob(self, organisatie_id: UUID, sha256: str) -> bytes:
        """Stored bytes."""
        blobs: Blobs = self.app.extensions["blobs"]
        return blobs.get(organisatie_id, sha256)

    def close(self) -> None:
        """Stops it and lets go of the database."""
        self.stop()
        with self.app.app_context():
            db.engine.dispose()
