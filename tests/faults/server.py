"""A real server to be killed: gunicorn on the data of a test, its workers, and the worker of jobs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from tests.browser.server import ROOT, free_port

GEDULD = 180.0
"""Seconds a server may take; a server that does not come is a failure, not a measurement."""


def until(done: Callable[[], bool], what: str, geduld: float = GEDULD) -> None:
    """Looks until it is so."""
    end = time.monotonic() + geduld
    while not done():
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain: {what}")
        time.sleep(0.02)


class Proces:
    """A program of the server in a group of its own, on the settings of `app`."""

    def __init__(self, app: Flask, *command: str) -> None:
        self.data = Path(app.config["DATA"])
        self.command = [sys.executable, "-m", *command]
        self.env = os.environ | {
            "SCHOUW_DATA": str(self.data),
            "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
            "SCHOUW_QUEUE": app.config["QUEUE"],
            "SECRET_KEY": app.config["SECRET_KEY"],
            "SCHOUW_DEMO": "0",
            "SCHOUW_ADRES": app.config["ADRES"],
        }
        self.env.pop("SCHOUW_BLOBS", None)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it; what it says goes to a file."""
        with (self.data / "proces.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        """kill -9 of all of it, at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def log(self) -> str:
        """The end of what it said."""
        return (self.data / "proces.log").read_text(encoding="utf-8", errors="replace")[-4000:]


class Web(Proces):
    """The web server as `make run` starts it, but loaded once, so that killed workers are back soon."""

    def __init__(self, app: Flask, module: str = "wsgi:app") -> None:
        self.port = free_port()
        bind = f"127.0.0.1:{self.port}"
        options = ["--bind", bind, "--workers", "2", "--threads", "8", "--preload", "--no-control-socket"]
        super().__init__(app, "gunicorn", module, *options, "--log-level", "warning", "--timeout", "300")

    def start(self) -> None:
        """Starts it and waits until it is well."""
        super().start()
        until(self.is_well, f"the server to be well: {self.log()}")

    def is_well(self) -> bool:
        """True when `/gezond` says so."""
        assert self.process is not None
        assert self.process.poll() is None, self.log()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/gezond", timeout=30) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def workers(self) -> list[int]:
        """Process ids of the workers: everything that works on requests and talks with the database."""
        assert self.process is not None
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
        return [int(word) for word in children.split()]

    def kill_workers(self) -> None:
        """kill -9 of every worker at once; the master makes new ones."""
        for pid in self.workers():
            os.kill(pid, signal.SIGKILL)


class Werker(Proces):
    """The worker of jobs."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app, "huey.bin.huey_consumer", "app.werker.huey", "-w", "1", "-q")


class Doorwerker(Proces):
    """A worker of jobs that is loaded once, so that one that is killed is back soon."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app, "tests.faults.doorwerker")
