"""Sending and receiving: fifty controles from a phone beside the bare line, the day package, entries per core."""

from __future__ import annotations

import gzip
import io
import json
import random
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.core.db import db
from app.protocols.actions import publish_definitie
from app.protocols.rules.genereren import generate_definitie
from tests.bench.cijfers import meld, midden
from tests.bench.lijn import ZEND_KAAL, Lijn, kale_lijn, trage_lijn
from tests.bench.onbespied import Onbespied, onbespied
from tests.bench.plaats import EMAIL, WOORD, Plaats
from tests.browser.toestel import log_in
from tests.conftest import make_app
from tests.controles.builders import Schrijver, make_controle, pakket
from tests.people import START, login, make_dorp

KLOON = Path(__file__).with_name("kloon.js").read_text(encoding="utf-8").rstrip().rstrip(";")
RECORDS = 50
GEDULD = 300_000
TRAAG = Lijn(omhoog=125_000, omlaag=200_000, enkel=0.15)
"""1 Mbit/s up, 1.6 down, an answer after 300 ms."""
WEINIG = 5
"""Controles over the slow line: ten photos are 24 seconds."""
VRAGEN = 4
"""Unavoidable on it: a connection, the greeting, the entries, the answer to the last photo."""
PER_PAKKET = 200


def meet(browser: Browser, runs: int) -> None:
    """dagpakket_kb, dagpakket_ms, sync_50x2_s beside bare_transfer_s in turns, sync_slow_ratio, sync_mutaties_per_s."""
    with _plaats(40) as plaats:
        _dagpakket(plaats, browser.new_context(), runs)
    with _plaats(RECORDS) as plaats:
        _snel(browser, plaats, runs)
    with _plaats(WEINIG) as plaats:
        _traag(browser, plaats, min(runs, 3))
    with tempfile.TemporaryDirectory(prefix="schouw-bench-") as folder:
        _ontvangen(Path(folder), runs)


@contextmanager
def _plaats(controles: int) -> Iterator[Plaats]:
    """A server with so many controles."""
    with tempfile.TemporaryDirectory(prefix="schouw-bench-") as folder:
        plaats = Plaats(Path(folder), [60], meer=controles - 1)
        try:
            yield plaats
        finally:
            plaats.stop()


def _dagpakket(plaats: Plaats, context: BrowserContext, runs: int) -> None:
    plaats.meld_aan(context)
    koek = "; ".join(f"{een['name']}={een['value']}" for een in context.cookies())
    context.close()
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


def _snel(browser: Browser, plaats: Plaats, runs: int) -> None:
    verzonden, overgebracht = [], []
    with onbespied(browser) as telefoon, kale_lijn() as adres:
        _vertrek(telefoon, plaats, plaats.url)
        for ronde in range(runs):
            eerder = plaats.bewaard()
            verzonden.append(_een_keer(telefoon, plaats, plaats.url, ronde))
            omvang = (plaats.bewaard() - eerder) // (RECORDS * 2)
            with telefoon.bezoek() as context:
                _blad(context, adres).evaluate(ZEND_KAAL, [RECORDS * 2, omvang])
            overgebracht.append(telefoon.seconden())
    meld("sync_foto_kb", omvang / 1000, "kB")
    meld("sync_50x2_s", midden(verzonden), "s")
    meld("bare_transfer_s", midden(overgebracht), "s")
    meld("sync_over_bare", midden(verzonden) / midden(overgebracht), "x")


def _traag(browser: Browser, plaats: Plaats, runs: int) -> None:
    verhoudingen = []
    with onbespied(browser) as telefoon, trage_lijn(TRAAG, plaats.port) as poort:
        url = f"http://127.0.0.1:{poort}"
        _vertrek(telefoon, plaats, url)
        for ronde in range(runs):
            eerder = plaats.bewaard()
            duur = _een_keer(telefoon, plaats, url, ronde)
            verhoudingen.append(duur / TRAAG.minstens(plaats.bewaard() - eerder, VRAGEN))
    meld("sync_slow_ratio", midden(verhoudingen), "x")


def _vertrek(telefoon: Onbespied, plaats: Plaats, url: str) -> None:
    """Logs in and waits until the phone may leave."""
    with telefoon.bezoek() as context:
        page = context.new_page()
        log_in(page, url, EMAIL, WOORD)
        page.goto(f"{url}/veld")
        expect(page.get_by_text("Klaar voor vertrek", exact=True)).to_be_visible(timeout=GEDULD)
        page.close()


def _blad(context: BrowserContext, url: str) -> Page:
    """A page that stays; those before it go, and what their titles said."""
    page = context.new_page()
    for eerder in context.pages:
        if eerder is not page:
            eerder.close()
    page.goto(url)
    return page


def _een_keer(telefoon: Onbespied, plaats: Plaats, url: str, ronde: int) -> float:
    """Seconds from the network's return until everything was received: an answer and two photos of each controle."""
    with telefoon.bezoek() as context:
        context.set_offline(True)
        _vul(context, plaats, url, ronde)
        page = _blad(context, f"{url}/veld/wachtrij")
        page.wait_for_function(WACHT, arg=len(plaats.controles) * 2)
        page.evaluate(KLOK)
    return telefoon.seconden()


def _vul(context: BrowserContext, plaats: Plaats, url: str, ronde: int) -> None:
    bron = plaats.controles[ronde % len(plaats.controles)]
    page = _blad(context, f"{url}/veld/controles/{bron}")
    expect(page.locator("[data-gedaan]")).not_to_be_empty(timeout=GEDULD)
    punt = page.locator("fieldset.punt").nth(ronde)
    punt.get_by_role("radio", name="Voldoet", exact=True).check()
    fotos: list[Any] = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": zware_foto()} for n in range(2)]
    punt.get_by_label("Foto toevoegen").set_input_files(fotos)
    expect(punt.locator("[data-fotos] img")).to_have_count(2, timeout=GEDULD)
    andere = [controle for controle in plaats.controles if controle != bron]
    page.evaluate(KLOON, {"bron": bron, "controles": andere})


WACHT = """aantal => parseInt(document.querySelector("#verzendstand").textContent) > aantal"""
KLOK = """() => {
  const stand = document.querySelector("#verzendstand");
  addEventListener("online", () => {
    const begin = performance.now();
    const kijk = new MutationObserver(() => {
      if (!stand.textContent.startsWith("Alles verzonden")) return;
      kijk.disconnect();
      document.title = `klaar ${(performance.now() - begin) / 1000}`;
    });
    kijk.observe(stand, {childList: true, subtree: true, characterData: true});
  }, {once: true});
}"""


def zware_foto() -> bytes:
    """A new picture that the phone keeps at about 300 kB."""
    ruis = Image.frombytes("RGB", (260, 195), random.randbytes(260 * 195 * 3))
    bytes_ = io.BytesIO()
    ruis.resize((1024, 768), Image.Resampling.BICUBIC).save(bytes_, "JPEG", quality=88)
    return bytes_.getvalue()


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
