"""How much goes over the line: the built files, and everything one first visit fetches until a phone can leave."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.bench.cijfers import meld
from tests.bench.plaats import Plaats
from tests.browser.server import ROOT
from tests.browser.toestel import PHONE

DIST = ROOT / "static" / "dist"


def bundels() -> dict[str, float]:
    """Gzipped kB: JavaScript that the shell, the form page and the worker read before they can be used, together and
    by page; all JavaScript of the field, also what is read later; CSS. What a page reads before is what its bundle
    imports, by the account of the builder."""
    namen = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    delen = json.loads((DIST / "delen.json").read_text(encoding="utf-8"))

    def samen(bestanden: set[str]) -> float:
        return sum((DIST / f"{naam}.gz").stat().st_size for naam in bestanden) / 1000

    nu = {bundel: {namen[bundel], *delen[bundel]["nu"]} for bundel in ("formulier.js", "veld.js")}
    later = {naam for bundel in delen.values() for naam in bundel["later"]}
    return {
        "field_js_gz_kb": samen({namen["sw.js"], *nu["formulier.js"], *nu["veld.js"]}),
        "field_js_all_gz_kb": samen({namen["sw.js"], *nu["formulier.js"], *nu["veld.js"], *later}),
        "form_js_gz_kb": samen(nu["formulier.js"]),
        "shell_js_gz_kb": samen(nu["veld.js"]),
        "field_css_gz_kb": samen({namen["veld.css"]}),
    }


def meet(browser: Browser) -> None:
    """field_*_gz_kb and first_visit_*_kb. A first visit is measured once: its bytes are the same every time."""
    for naam, waarde in bundels().items():
        meld(naam, waarde, "kB")
    for punten in (60, 1000):
        with tempfile.TemporaryDirectory(prefix="schouw-bench-") as folder:
            meld(f"first_visit_{punten}_kb", _eerste_bezoek(browser, Path(folder), punten), "kB")


def _eerste_bezoek(browser: Browser, folder: Path, punten: int) -> float:
    """kB of every answer from the first field page to *Klaar voor vertrek*, headers too; icons are left out."""
    plaats = Plaats(folder, [punten])
    try:
        deur = browser.new_context(java_script_enabled=False)  # logs in, and fetches no script of the field
        plaats.meld_aan(deur)
        eerder = len(plaats.regels())
        context = browser.new_context(**PHONE, storage_state=deur.storage_state())
        page = context.new_page()
        page.goto(f"{plaats.url}/veld")
        expect(page.get_by_text("Klaar voor vertrek", exact=True)).to_be_visible(timeout=120_000)
        context.close()
        deur.close()
        regels = [regel for regel in plaats.regels()[eerder:] if "/icons/" not in regel[1]]
        return sum(omvang for _, _, omvang in regels) / 1000
    finally:
        plaats.stop()
