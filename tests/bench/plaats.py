"""A server of its own for the bench, with as little in it as a figure needs: one toezichthouder, objects, protocols."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flask_migrate import upgrade
from playwright.sync_api import BrowserContext
from sqlalchemy.orm import Session

from app.accounts.actions import create_user, set_password
from app.accounts.models import Rol, User
from app.controles.actions import plan_controle
from app.core.clock import local, now
from app.core.db import db
from app.factory import create_app
from app.objecten.actions import create_object
from app.organisatie.models import Organisatie
from app.protocols.actions import publish_definitie
from app.protocols.rules.genereren import generate_definitie
from tests.browser.server import GEHEIM, ROOT, free_port, settings_of
from tests.browser.toestel import log_in

EMAIL, WOORD = "meter@schouw.example", "kreek-zolder-anker-molen-41"
WACHT = 300


class Plaats:
    """A server on fresh data with a controle of each of `punten` points, and `meer` controles of the first size."""

    def __init__(self, folder: Path, punten: Iterable[int], *, meer: int = 0) -> None:
        self.data, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.formulieren: dict[int, str] = {}
        self.controles: list[str] = []
        self.log = folder / "toegang.log"
        self._vul(list(punten), meer)
        self._start()

    def _vul(self, punten: list[int], meer: int) -> None:
        app = create_app(settings_of(self.data, self.port))
        with app.app_context():
            upgrade()
            session = db.session()
            organisatie, user = _mensen(session)
            versies = {n: publish_definitie(session, generate_definitie(n), {}, by=None, now=now()) for n in punten}
            for nummer, n in enumerate([*punten, *(punten[:1] * meer)]):
                plek: dict[str, Any] = {"straat": "Molenweg", "huisnummer": str(nummer + 1), "plaats": "Waterdonk"}
                controle = plan_controle(
                    session,
                    organisatie,
                    object=create_object(session, organisatie.id, soort="pand", now=now(), **plek),
                    versie=versies[n],
                    soort="T2",
                    aanleiding="jaarprogramma",
                    toezichthouder=user,
                    dag=local(now()).date(),
                    by=None,
                    now=now(),
                )
                self.formulieren.setdefault(n, f"/veld/controles/{controle.id}")
                self.controles.append(str(controle.id))
            session.commit()
            db.session.remove()
            db.engine.dispose()

    def _start(self) -> None:
        web = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{self.port}", "--workers", "2"]
        web += ["--threads", "4", "--no-control-socket", "--log-level", "warning", "--access-logfile", str(self.log)]
        web += ["--logger-class", "tests.bench.weger.Weger", "--access-logformat", "%(m)s %(U)s %(k)s %(B)s %(l)s"]
        env = {**os.environ, "SCHOUW_DEMO": "1", "SCHOUW_DATA": str(self.data), "PORT": str(self.port)}
        env |= {"SECRET_KEY": GEHEIM}
        for naam in ("DATABASE_URL", "SCHOUW_BLOBS", "SCHOUW_QUEUE"):
            env.pop(naam, None)
        with (self.data / "server.log").open("ab") as log:
            self.web = subprocess.Popen(web, cwd=ROOT, env=env, stdout=log, stderr=log)
        einde = time.monotonic() + WACHT
        while not self._gezond():
            if self.web.poll() is not None or time.monotonic() > einde:
                raise RuntimeError((self.data / "server.log").read_text(encoding="utf-8", errors="replace")[-2000:])
            time.sleep(0.1)

    def _gezond(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/gezond", timeout=5) as antwoord:
                return bool(antwoord.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def regels(self) -> list[tuple[str, str, int]]:
        """What was answered so far: method, path, bytes over the line: the head and the body. Of a file that the kernel
        sends gunicorn counts no body; its head says how long it is."""
        gelezen = [regel.split() for regel in self.log.read_text(encoding="utf-8").splitlines()]
        return [(soort, pad, int(kop) + max(int(geteld), int(lengte))) for soort, pad, kop, geteld, lengte in gelezen]

    def bewaard(self) -> int:
        """Bytes of photos that were received."""
        return sum(path.stat().st_size for path in (self.data / "blobs").rglob("*") if path.is_file())

    def meld_aan(self, context: BrowserContext) -> None:
        """Logs the toezichthouder in."""
        page = context.new_page()
        log_in(page, self.url, EMAIL, WOORD)
        page.close()

    def stop(self) -> None:
        """Ends the server."""
        self.web.terminate()
        self.web.wait(timeout=30)


def _mensen(session: Session) -> tuple[Organisatie, User]:
    organisatie = Organisatie(naam="Gemeente Waterdonk", kort="Waterdonk", created_at=now())
    session.add(organisatie)
    session.flush()
    rollen = [Rol.TOEZICHTHOUDER]
    lid = create_user(session, organisatie, email=EMAIL, naam="Mia Meter", rollen=rollen, by=None, now=now())
    user = session.get_one(User, lid.user_id)
    set_password(session, user, WOORD, by=None, now=now())
    return organisatie, user
