"""Beside another product, run by run. `PEER_URL` is its page with 60 points: an oordeel, a note and a photo each."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.bench.cijfers import meld, midden, p95
from tests.bench.plaats import Plaats
from tests.browser.toestel import PHONE

PUNTEN = 60
TRAAG = 4
TIKKEN = 12
METER = """((radios) => {
  window.naast = {klaar: null, beeld: []};
  const naBeeld = (doe) => requestAnimationFrame(() => {
    const {port1, port2} = new MessageChannel(); port1.onmessage = doe; port2.postMessage(0); });
  const kijk = () => {
    const er = [...document.querySelectorAll("input[type=radio]")];
    const gereed = er.length >= radios && !document.querySelector("#formulier[inert]") && er[0].getClientRects().length;
    if (gereed) naBeeld(() => { naast.klaar = performance.now(); }); else requestAnimationFrame(kijk); };
  requestAnimationFrame(kijk);
  addEventListener("click", ({isTrusted, timeStamp}) => {
    if (isTrusted) naBeeld(() => naast.beeld.push(performance.now() - timeStamp)); }, true);
})"""
START = f"{METER}({PUNTEN * 3})"


def meet(browser: Browser, runs: int) -> None:
    """Opening without a network (second visit), first visit, and tap to paint; ours and theirs take turns."""
    ander = os.environ.get("PEER_URL", "")
    if not ander:
        print(json.dumps({"figure": "peer", "value": "niet vergeleken", "unit": ""}), flush=True)  # noqa: T201
        return
    with tempfile.TemporaryDirectory(prefix="schouw-bench-") as folder:
        plaats = Plaats(Path(folder), [PUNTEN])
        try:
            gemeten: dict[str, dict[str, list[float]]] = {}
            for _ in range(runs):
                for naam, adres in (("ours", plaats.url + plaats.formulieren[PUNTEN]), ("peer", ander)):
                    cijfers = _ronde(browser, plaats if naam == "ours" else None, adres)
                    for soort, waarden in cijfers.items():
                        gemeten.setdefault(soort, {}).setdefault(naam, []).extend(waarden)
        finally:
            plaats.stop()
    _zeg(gemeten)


def _zeg(gemeten: dict[str, dict[str, list[float]]]) -> None:
    for soort, waarden in gemeten.items():
        reken = p95 if soort.endswith("p95_ms") else midden
        ons, hun = (reken(waarden[naam]) if waarden.get(naam) else float("nan") for naam in ("ours", "peer"))
        meld(f"ours_{soort}", ons, "ms")
        meld(f"peer_{soort}", hun, "ms")
        meld(f"ratio_{soort}", ons / hun, "x")


def _ronde(browser: Browser, plaats: Plaats | None, adres: str) -> dict[str, list[float]]:
    """One new phone: a first visit, a visit to fill its caches, one without a network with taps."""
    context = browser.new_context(**PHONE, bypass_csp=True)
    context.set_default_timeout(180_000)
    context.add_init_script(START)
    if plaats:
        plaats.meld_aan(context)
    eerst, page = _open(context, adres)
    page.wait_for_load_state("networkidle")
    if plaats:
        page.goto(f"{plaats.url}/veld")
        expect(page.get_by_text("Klaar voor vertrek", exact=True)).to_be_visible()
    page.close()
    _, page = _open(context, adres)
    page.wait_for_load_state("networkidle")
    page.close()
    context.set_offline(True)
    opnieuw, page = _open(context, adres)
    tikken = _tik(page)
    context.close()
    return {"first_usable_ms": [eerst], "offline_usable_ms": [opnieuw], "tap_to_paint_p95_ms": tikken}


def _open(context: BrowserContext, adres: str) -> tuple[float, Page]:
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": TRAAG})
    page.goto(adres)
    page.wait_for_function("naast.klaar !== null")
    klaar: float = page.evaluate("naast.klaar")
    return klaar, page


def _tik(page: Page) -> list[float]:
    keuzes = page.locator("input[type=radio]")
    for tik in range(TIKKEN):
        eerder = page.evaluate("naast.beeld.length")
        keuzes.nth(tik * PUNTEN * 3 // TIKKEN).locator("xpath=ancestor::label|following-sibling::label").first.click()
        page.wait_for_function("eerder => naast.beeld.length > eerder", arg=eerder)
    tijden: list[float] = page.evaluate("naast.beeld")
    return tijden
