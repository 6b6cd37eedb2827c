"""A phone's browser that nobody watches while it sends. Playwright hears every request with its whole body, in base64
and twice where a worker listens: that costs ten times what sending costs. So it leaves before the clock runs; the page
keeps the time and puts it in its title."""

from __future__ import annotations

import json
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext

from tests.browser.toestel import ARGS, CHROMIUM

KLAAR = "klaar "
"""What the title of a page begins with when it is done; then the seconds."""


class Onbespied:
    """A browser of its own, that Playwright visits."""

    def __init__(self, browser: Browser, adres: str) -> None:
        self.soort, self.adres = browser.browser_type, adres

    @contextmanager
    def bezoek(self) -> Iterator[BrowserContext]:
        """Its only context, to prepare a page in; from the end on nobody watches it and its network is back."""
        browser = self.soort.connect_over_cdp(self.adres)
        browser.contexts[0].set_default_timeout(180_000)
        try:
            yield browser.contexts[0]
        finally:
            browser.close()

    def seconden(self, geduld: float = 600) -> float:
        """What the page that is done says. Raises TimeoutError."""
        einde = time.monotonic() + geduld
        while time.monotonic() < einde:
            with urllib.request.urlopen(f"{self.adres}/json/list") as antwoord:
                titels = [een["title"] for een in json.load(antwoord)]
            for titel in titels:
                if titel.startswith(KLAAR):
                    return float(titel.removeprefix(KLAAR))
            time.sleep(0.2)
        raise TimeoutError(f"niet klaar: {titels}")


@contextmanager
def onbespied(browser: Browser) -> Iterator[Onbespied]:
    """Starts it, and ends it."""
    with TemporaryDirectory(prefix="schouw-bench-", ignore_cleanup_errors=True) as folder:
        opties = ["--headless", "--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank"]
        proces = subprocess.Popen([CHROMIUM, *ARGS, *opties], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield Onbespied(browser, f"http://127.0.0.1:{_poort(proces, Path(folder, 'DevToolsActivePort'))}")
        finally:
            proces.terminate()
            proces.wait(timeout=30)


def _poort(proces: subprocess.Popen[bytes], bestand: Path) -> int:
    einde = time.monotonic() + 60
    while not (bestand.exists() and bestand.read_text(encoding="utf-8").count("\n")):
        if proces.poll() is not None or time.monotonic() > einde:
            raise RuntimeError("de browser start niet")
        time.sleep(0.05)
    return int(bestand.read_text(encoding="utf-8").split()[0])
