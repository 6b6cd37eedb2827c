"""The form on a phone four times as slow as this machine, without a network: opening, tapping, typing, a photo."""

from __future__ import annotations

import io
import random
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.bench.cijfers import BOVEN_LEEG, meld, midden, p95
from tests.bench.plaats import Plaats
from tests.browser.toestel import PHONE

MEETLAT = Path(__file__).with_name("meetlat.js")
TRAAG = 4
TIKKEN = 24
LEEG = "/veld/formulier/leeg/1-000000000000-leeg"
LEEG_HTML = "<!doctype html><html lang=nl><title>leeg</title><p>Leeg</p></html>"
ZET_LEEG = """async ([adres, html]) => (await caches.open("schouw-formulieren")).put(
    adres, new Response(html, {headers: {"Content-Type": "text/html"}}))"""


def meet(browser: Browser, runs: int) -> None:
    """first_paint_ms, usable_*_ms, empty_page_ms, tap_to_paint_*_p95_ms, keystroke_to_stored_ms and
    photo_12mp_to_stored_ms. Pages take turns within each round, so that a busy moment hits all of them."""
    with tempfile.TemporaryDirectory(prefix="schouw-bench-") as folder:
        plaats = Plaats(Path(folder), [60, 1000])
        try:
            context = _telefoon(browser, plaats)
            _openen(context, plaats, runs)
            for punten in (60, 1000):
                tikken = [tijd for _ in range(runs) for tijd in _tikken(context, plaats, punten)]
                meld(f"tap_to_paint_{punten}_p50_ms", midden(tikken), "ms")
                meld(f"tap_to_paint_{punten}_p95_ms", p95(tikken), "ms")
            _bewaren(context, plaats, runs)
            context.close()
        finally:
            plaats.stop()


def _telefoon(browser: Browser, plaats: Plaats) -> BrowserContext:
    """A phone that is ready to leave, and has left."""
    context = browser.new_context(**PHONE, bypass_csp=True)
    context.set_default_timeout(120_000)
    context.add_init_script(path=MEETLAT)
    plaats.meld_aan(context)
    page = context.new_page()
    page.goto(f"{plaats.url}/veld")
    expect(page.get_by_text("Klaar voor vertrek", exact=True)).to_be_visible(timeout=120_000)
    page.evaluate(ZET_LEEG, [LEEG, LEEG_HTML])
    page.close()
    context.set_offline(True)
    return context


def _open(context: BrowserContext, adres: str, traag: int = TRAAG) -> tuple[Page, dict[str, float]]:
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": traag})
    page.goto(adres)
    page.wait_for_function("meetlat.klaar !== null")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
    tijden = page.evaluate(
        "({klaar: meetlat.klaar, beeld: performance.getEntriesByName('first-contentful-paint')[0].startTime})"
    )
    return page, tijden


def _openen(context: BrowserContext, plaats: Plaats, runs: int) -> None:
    adressen = {"leeg": LEEG, **{str(punten): adres for punten, adres in plaats.formulieren.items()}}
    gemeten: dict[str, list[dict[str, float]]] = {naam: [] for naam in adressen}
    for ronde in range(runs + 1):  # the first round warms up and does not count
        for naam, adres in adressen.items():
            page, tijden = _open(context, plaats.url + adres)
            gemeten[naam] += [tijden] if ronde else []
            page.close()
    leeg = midden([tijden["beeld"] for tijden in gemeten["leeg"]])
    meld("first_paint_ms", midden([tijden["beeld"] for tijden in gemeten["60"]]), "ms")
    meld("empty_page_ms", leeg, "ms")
    meld("usable_60_ms", midden([tijden["klaar"] for tijden in gemeten["60"]]), "ms", budget=leeg + BOVEN_LEEG)
    meld("usable_1000_ms", midden([tijden["klaar"] for tijden in gemeten["1000"]]), "ms")


def _tikken(context: BrowserContext, plaats: Plaats, punten: int) -> list[float]:
    """ms from each tap to the frame that shows it; other answers than those that stand there, spread over the form."""
    page, _ = _open(context, plaats.url + plaats.formulieren[punten])
    expect(page.locator("[data-gedaan]")).not_to_be_empty()
    groepen = page.locator("fieldset.punt")
    for tik in range(TIKKEN):
        nummer = tik * (min(punten, 240) - 1) // TIKKEN
        keuzes = groepen.nth(nummer).locator("input[type=radio]:not(:checked)")
        label = page.locator(f'label[for="{keuzes.first.get_attribute("id")}"]')
        label.scroll_into_view_if_needed()
        plek = label.bounding_box()
        assert plek is not None
        eerder = page.evaluate("meetlat.beeld.length")
        page.mouse.click(plek["x"] + plek["width"] / 2, plek["y"] + plek["height"] / 2)
        page.wait_for_function("eerder => meetlat.beeld.length > eerder", arg=eerder)
        page.wait_for_timeout(200)
    tijden: list[float] = page.evaluate("meetlat.beeld")
    page.close()
    return tijden


def _bewaren(context: BrowserContext, plaats: Plaats, runs: int) -> None:
    """Both at the full speed of this machine: a slowed page says nothing about its storage thread."""
    page, _ = _open(context, plaats.url + plaats.formulieren[60], traag=1)
    expect(page.locator("[data-gedaan]")).not_to_be_empty()
    punt = page.locator("fieldset.punt").nth(3)
    vak = punt.get_by_label("Toelichting", exact=True)
    vak.click()
    letters = [_tot_bewaard(page, "antwoorden", lambda: vak.press("a"), "input") for _ in range(max(runs, 10))]
    meld("keystroke_to_stored_ms", midden(letters), "ms")
    foto: Any = {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": _twaalf_megapixel()}
    kiezer = punt.get_by_label("Foto toevoegen")
    fotos = [_tot_bewaard(page, "fotobytes", lambda: kiezer.set_input_files([foto]), "change") for _ in range(runs)]
    meld("photo_12mp_to_stored_ms", midden(fotos), "ms")
    page.close()


def _tot_bewaard(page: Page, store: str, doe: Any, soort: str) -> float:
    """ms from the event of this kind to the end of the transaction that has it in `store`."""
    page.evaluate(
        """soort => { meetlat.opslag.length = 0; meetlat.begin = null;
        addEventListener(soort, () => { meetlat.begin ??= performance.now() }, {capture: true, once: true}) }""",
        soort,
    )
    doe()
    gevonden = page.wait_for_function(
        """store => { const af = meetlat.opslag.find(({stores}) => stores.includes(store));
        return af && meetlat.begin !== null && {duur: af.op - meetlat.begin} }""",
        arg=store,
    )
    duur: float = gevonden.json_value()["duur"]
    return duur


def _twaalf_megapixel() -> bytes:
    """A JPEG of 4000 x 3000 with so much detail that it weighs what a camera's does."""
    klein = Image.frombytes("RGB", (1000, 750), random.Random(12).randbytes(1000 * 750 * 3))
    beeld = klein.resize((4000, 3000), Image.Resampling.BICUBIC)
    bytes_ = io.BytesIO()
    beeld.save(bytes_, "JPEG", quality=82)
    return bytes_.getvalue()
