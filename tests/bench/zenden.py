"""Sending and receiving: fifty controles from a phone beside the bare line, the day package, entries per core."""

from __future__ import annotations

import gzip
import http.server
import io
import json
import random
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, expect

from app.core.db import db
from app.protocols.actions import publish_definitie
from app.protocols.rules.genereren import generate_definitie
from tests.bench.cijfers import meld, midden
from tests.bench.plaats import Plaats
from tests.browser.toestel import PHONE
from tests.conftest import make_app
from tests.controles.builders import Schrijver, make_controle, pakket
from tests.people import START, login, make_dorp

KLOON = Path(__file__).with_name("kloon.js").read_text(encoding="utf-8").rstrip().rstrip(";")
RECORDS, FOTO = 50, 300_000
PER_PAKKET = 200


def meet(browser: Browser, runs: int) -> None:
    """sync_50x2_s beside bare_transfer_s in turns, dagpakket_kb and dagpakket_ms, sync_mutaties_per_s."""
    with _telefoon(browser, 40) as (plaats, context):
        _dagpakket(plaats, context, runs)
    with _telefoon(browser, RECORDS) as (plaats, context):
        _zenden(browser, plaats, context, runs)
    with tempfile.TemporaryDirectory(prefix="schouw-bench-") as folder:
        _ontvangen(Path(folder), runs)


@contextmanager
def _telefoon(browser: Browser, controles: int) -> Iterator[tuple[Plaats, BrowserContext]]:
    """A server with so many controles, and the phone of who does them, logged in."""
    with tempfile.TemporaryDirectory(prefix="schouw-bench-") as folder:
        plaats = Plaats(Path(folder), [60], meer=controles - 1)
        try:
            context = browser.new_context(**PHONE, bypass_csp=True)
            context.set_default_timeout(180_000)
            plaats.meld_aan(context)
            yield plaats, context
            context.close()
        finally:
            plaats.stop()


def _dagpakket(plaats: Plaats, context: BrowserContext, runs: int) -> None:
    koek = "; ".join(f"{een['name']}={een['value']}" for een in context.cookies())
    kop = {"Cookie": koek, "Accept-Encoding": "gzip"}
    tijden, inhoud = [], b""
    for _ in range(runs + 1):  # the first one warms up and does not count
        begin = time.perf_counter()
        with urllib.request.urlopen(urllib.request.Request(f"{plaats.url}/sync/dagpakket", headers=kop)) as antwoord:
            inhoud = antwoord.read()
        tijden.append((time.perf_counter() - begin) * 1000)
    assert len(json.loads(gzip.decompress(inhoud))["controles"]) == 40
    meld("dagpakket_kb", len(inhoud) / 1000, "kB")
    meld("dagpakket_ms", midden(tijden[1:]), "ms")


def _zenden(browser: Browser, plaats: Plaats, context: BrowserContext, runs: int) -> None:
    page = context.new_page()
    page.goto(f"{plaats.url}/veld")
    expect(page.get_by_text("Klaar voor vertrek", exact=True)).to_be_visible(timeout=300_000)
    page.close()
    verzonden, overgebracht = [], []
    with kale_lijn() as adres:
        leeg = browser.new_context().new_page()
        leeg.goto(adres)
        for ronde in range(runs):
            verzonden.append(_een_keer(plaats, context, ronde))
            overgebracht.append(leeg.evaluate(ZEND_KAAL, [RECORDS * 2, FOTO]))
        leeg.context.close()
    meld("sync_50x2_s", midden(verzonden), "s")
    meld("bare_transfer_s", midden(overgebracht), "s")
    meld("sync_over_bare", midden(verzonden) / midden(overgebracht), "x")


def _een_keer(plaats: Plaats, context: BrowserContext, ronde: int) -> float:
    """Seconds from the network's return until everything was received: an answer and two photos of fifty controles."""
    context.set_offline(True)
    bron = plaats.controles[ronde % RECORDS]
    page = context.new_page()
    page.goto(f"{plaats.url}/veld/controles/{bron}")
    expect(page.locator("[data-gedaan]")).not_to_be_empty()
    punt = page.locator("fieldset.punt").nth(ronde)
    punt.get_by_role("radio", name="Voldoet", exact=True).check()
    strip = punt.locator("[data-fotos] img")
    fotos: list[Any] = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": zware_foto(n)} for n in range(2)]
    punt.get_by_label("Foto toevoegen").set_input_files(fotos)
    expect(strip).to_have_count(2)
    andere = [controle for controle in plaats.controles if controle != bron]
    page.evaluate(KLOON, {"bron": bron, "controles": andere})
    page.close()
    page = context.new_page()
    page.goto(f"{plaats.url}/veld/wachtrij")
    page.wait_for_function(STAND, arg=f"{RECORDS * 2} ")
    begin = time.perf_counter()
    context.set_offline(False)
    page.wait_for_function(STAND, arg="Alles verzonden")
    duur = time.perf_counter() - begin
    page.close()
    return duur


STAND = """woorden => { const stand = document.querySelector("#verzendstand").textContent;
    return woorden === "Alles verzonden" ? stand.startsWith(woorden) : parseInt(stand) > parseInt(woorden) }"""


def zware_foto(nummer: int) -> bytes:
    """A picture that the phone keeps at about 300 kB."""
    ruis = Image.frombytes("RGB", (400, 300), random.Random(nummer).randbytes(400 * 300 * 3))
    bytes_ = io.BytesIO()
    ruis.resize((1280, 960), Image.Resampling.BICUBIC).save(bytes_, "JPEG", quality=88)
    return bytes_.getvalue()


ZEND_KAAL = """async ([aantal, omvang]) => {
  const bytes = Array.from({length: aantal}, () => new Uint8Array(omvang).buffer);
  const begin = performance.now();
  const werker = async () => {
    for (let body = bytes.pop(); body; body = bytes.pop()) await fetch("/", {method: "PUT", body});
  };
  await Promise.all([werker(), werker(), werker()]);
  return (performance.now() - begin) / 1000;
}"""


class _Put(http.server.BaseHTTPRequestHandler):
    """Reads what it gets and forgets it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """An empty page to send from."""
        self._antwoord(b"<!doctype html><title>kale lijn</title>")

    def do_PUT(self) -> None:
        """Reads the whole body."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self._antwoord(b"")

    def _antwoord(self, inhoud: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(inhoud)))
        self.end_headers()
        self.wfile.write(inhoud)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def kale_lijn() -> Iterator[str]:
    """The address of a server that only reads: what the line and the browser cost by themselves."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Put)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def _ontvangen(folder: Path, runs: int) -> None:
    """Entries per second of one core: deliveries of 200 over ten controles, by this process's own clock."""
    tempo = []
    for app in make_app(folder, f"sqlite:///{folder / 'schouw.db'}"):
        with app.app_context():
            session = db.session()
            dorp = make_dorp(session)
            versie = publish_definitie(session, generate_definitie(60), {}, by=None, now=START)
            telefoons = [
                Schrijver(make_controle(session, dorp.waterdonk, dorp.tess, versie=versie).id, dorp.tess.id)
                for _ in range(10 * (runs + 1))
            ]
            session.commit()
            client = login(app.test_client(), dorp.tess)
        for ronde in range(runs + 1):  # the first one warms up and does not count
            groep = telefoons[ronde * 10 : ronde * 10 + 10]
            lading = pakket(*(een.antwoord(f"MP-{n:04d}", "voldoet") for een in groep for n in range(1, 21)))
            begin = time.process_time()
            antwoord = client.post("/sync/mutaties", data=lading)
            duur = time.process_time() - begin
            bonnen: Any = antwoord.json
            assert [bon["uitkomst"] for bon in bonnen["bonnen"]] == ["verwerkt"] * PER_PAKKET
            tempo += [PER_PAKKET / duur] if ronde else []
    meld("sync_mutaties_per_s", midden(tempo), "per s per core")
