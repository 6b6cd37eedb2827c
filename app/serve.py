"""`make run`: prepares the database and the demo, then keeps the web server and the job worker running together."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from types import FrameType

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError

from app.core.clock import now
from app.core.db import db
from app.factory import create_app
from app.settings import Settings, SettingsError, kept_word

WOORDEN = (
    "akker anker beuk bries brug dijk dorp duin eik erf fiets gevel gracht haven heide hoeve iep kade klei klok koren"
    " kreek linde meer molen oever polder poort riet schuur sloot spade tarwe toren veen vliet weide wilg zeil zolder"
).split()


def main() -> int:
    """Runs until stopped; the exit code is that of the part that stopped first, 0 after Ctrl-C."""
    settings = Settings.from_env()
    _need_port(settings.port)
    app = create_app(settings)
    _need_database(app)
    _step("database bijwerken", lambda: _migrate(app))
    if settings.demo:
        woord = kept_word(settings.data / "demo-wachtwoord", _password)
        _step("demo klaarzetten", lambda: _demo(app, woord))
    return _serve(settings)


def _need_port(port: int) -> None:
    """Raises `SettingsError` when another program listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise SettingsError(f"Poort {port} is bezet. Kies een andere: PORT={port + 1} make run") from error


def _step(name: str, act: Callable[[], None]) -> None:
    begin = time.monotonic()
    print(f"· {name}", end="", flush=True)  # noqa: T201
    act()
    print(f" ({time.monotonic() - begin:.1f} s)", flush=True)  # noqa: T201


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def _password() -> str:
    return "-".join([*(secrets.choice(WOORDEN) for _ in range(4)), str(secrets.randbelow(90) + 10)])


def _need_database(app: Flask) -> None:
    """Raises `SettingsError` when the database does not answer at all."""
    with app.app_context():
        try:
            db.engine.connect().close()
        except OperationalError as error:
            zin = "DATABASE_URL: de database is niet te bereiken of weigert de toegang."
            raise SettingsError(f"{zin} Start die server of kies een ander adres.") from error


def _migrate(app: Flask) -> None:
    with app.app_context():
        upgrade()


def _demo(app: Flask, woord: str) -> None:
    from app.seeds.demo import make_demo

    with app.app_context():
        make_demo(db.session(), wachtwoord=woord, now=now())
        db.session.commit()


def _serve(settings: Settings) -> int:
    env = {**os.environ, "PORT": str(settings.port)}
    parts = [subprocess.Popen(command, env=env) for command in _commands(settings)]  # noqa: S603
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        _announce(settings, parts)
        while all(part.poll() is None for part in parts):
            time.sleep(0.5)
        return next(part.returncode for part in parts if part.poll() is not None)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(parts)


def _commands(settings: Settings) -> list[list[str]]:
    web = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{settings.port}", "--workers", "2"]
    web += ["--threads", "4", "--preload", "--no-control-socket", "--log-level", "warning", "--timeout", "120"]
    work = [sys.executable, "-m", "huey.bin.huey_consumer", "app.werker.huey", "-w", "1", "-q"]
    return [web, work]


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _stop(parts: list[subprocess.Popen[bytes]]) -> None:
    for part in parts:
        if part.poll() is None:
            part.terminate()
    for part in parts:
        try:
            part.wait(timeout=10)
        except subprocess.TimeoutExpired:
            part.kill()


def _announce(settings: Settings, parts: list[subprocess.Popen[bytes]]) -> None:
    url = f"http://127.0.0.1:{settings.port}"
    while not _healthy(url):
        if any(part.poll() is not None for part in parts):
            return
        time.sleep(0.2)
    if settings.demo:
        from app.seeds.demo import ACCOUNTS

        _say("Demo-accounts: " + ", ".join(ACCOUNTS))
        _say(f"Demo-wachtwoord: {kept_word(settings.data / 'demo-wachtwoord', _password)}")
    _say(f"Schouw draait op {url}")


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/gezond", timeout=2) as answer:  # noqa: S310
            return bool(json.load(answer)["status"] == "ok")
    except (OSError, urllib.error.URLError, ValueError, KeyError):
        return False


if __name__ == "__main__":
    sys.exit(main())
