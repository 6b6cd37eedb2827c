"""A real server for the browser tests: gunicorn and the job worker as `make run` starts them, on demo data."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.orm import Session

from app.core.clock import now
from app.core.db import db
from app.factory import create_app
from app.seeds.demo import make_demo
from app.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
WACHTWOORD = "kreek-zolder-anker-molen-41"
GEHEIM = "browser" * 8
START = 60.0
"""Seconds a server may take before it answers."""


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


def make_template(data: Path) -> None:
    """The demo, with every queued job done, to copy for each module of tests."""
    app = create_app(settings_of(data, queue="memory:"))
    with app.app_context():
        upgrade()
        make_demo(db.session(), wachtwoord=WACHTWOORD, now=now())
        db.session.commit()
        db.engine.dispose()


class Server:
    """One web server with its job worker on its own copy of the data; ended by their own process ids."""

    def __init__(self, template: Path, data: Path, port: int) -> None:
        shutil.copytree(template, data)
        self.data, self.port, self.url = data, port, f"http://127.0.0.1:{port}"
        self.parts: list[subprocess.Popen[bytes]] = []
        self.app: Flask = create_app(settings_of(data, port))

    def start(self) -> None:
        """Starts both and returns when the server says it is well."""
        web = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{self.port}", "--workers", "2"]
        web += ["--threads", "4", "--no-control-socket", "--log-level", "warning", "--timeout", "120"]
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

    def close(self) -> None:
        """Stops it and lets go of the database."""
        self.stop()
        with self.app.app_context():
            db.engine.dispose()
