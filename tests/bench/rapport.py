"""How long the two papers of a controle with 40 photos take, and how much memory the process that draws them needs."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from app.core.db import db
from tests.bench.cijfers import meld, midden
from tests.conftest import make_app
from tests.people import make_dorp
from tests.rapportage.bouw import begin, plaatje

FOTOS = 40
PUNTEN = ("BG-01", "BG-02", "BG-03", "BG-04")
BREED, HOOG = 2048, 1536
"""As a phone sends them."""


def meet(runs: int) -> None:
    """report_40_photos_s and report_peak_mb, each run in a process of its own."""
    uitkomsten = [_in_eigen_proces() for _ in range(runs)]
    meld("report_40_photos_s", midden([uitkomst["s"] for uitkomst in uitkomsten]), "s")
    meld("report_peak_mb", midden([uitkomst["mb"] for uitkomst in uitkomsten]), "MB")
    meld("report_start_mb", midden([uitkomst["begin_mb"] for uitkomst in uitkomsten]), "MB")


def _in_eigen_proces() -> dict[str, float]:
    klaar = subprocess.run([sys.executable, "-m", "tests.bench.rapport"], capture_output=True, check=True, text=True)
    uitkomst: dict[str, float] = json.loads(klaar.stdout.splitlines()[-1])
    return uitkomst


def _geheugen() -> float:
    """Peak memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _teken() -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="schouw-bench-") as naam:
        folder = Path(naam)
        for app in make_app(folder, f"sqlite:///{folder / 'schouw.db'}"):
            with app.app_context():
                session = db.session()
                bezoek = begin(session, make_dorp(session))
                for punt in PUNTEN:
                    bezoek.antwoord(punt, "voldoet")
                for nummer in range(FOTOS):
                    bezoek.foto(PUNTEN[nummer % len(PUNTEN)], plaatje(nummer, BREED, HOOG))
                bezoek.rond_af()
                vooraf, start = _geheugen(), time.perf_counter()
                gemaakt = bezoek.versie()
                duur = time.perf_counter() - start
                assert gemaakt is not None
    return {"s": duur, "mb": _geheugen(), "begin_mb": vooraf}


if __name__ == "__main__":
    print(json.dumps(_teken()))  # noqa: T201
