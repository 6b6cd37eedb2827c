"""`make bench`: every figure of size and speed, one JSON object per line on stdout; what is going on goes to stderr.

Options: `--runs N` (5: the medians are of so many), `--only gewicht,veld,zenden,lijst,rapport,naast`. With `PEER_URL`
the form of 60 points is measured beside a page of another product.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.bench import gewicht, lijst, naast, rapport, veld, zenden
from tests.bench.cijfers import gemist, meld_druk, zeg
from tests.browser.toestel import ARGS, CHROMIUM

RUSTIG = 1.0
"""Above this load per core times say more about the neighbours than about Schouw."""


@contextmanager
def _chromium() -> Iterator[Browser]:
    """A browser of our own per family: what one leaves behind does not slow the next."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


def _met_browser(meet: Callable[[Browser], None]) -> Callable[[], None]:
    def doe() -> None:
        with _chromium() as browser:
            meet(browser)

    return doe


def main() -> int:
    """Measures every family; 0 also when a budget is missed: the lines and the last words say so."""
    vraag = argparse.ArgumentParser(prog="make bench", description="Meet omvang en snelheid.")
    vraag.add_argument("--runs", type=int, default=5)
    vraag.add_argument("--only", default="gewicht,veld,zenden,lijst,rapport,naast")
    keuze = vraag.parse_args()
    runs: int = keuze.runs
    families: dict[str, Callable[[], None]] = {
        "gewicht": _met_browser(gewicht.meet),
        "veld": _met_browser(lambda browser: veld.meet(browser, runs)),
        "zenden": _met_browser(lambda browser: zenden.meet(browser, runs)),
        "lijst": lambda: lijst.meet(runs),
        "rapport": lambda: rapport.meet(runs),
        "naast": _met_browser(lambda browser: naast.meet(browser, runs)),
    }
    meld_druk("load_begin")
    for naam in keuze.only.split(","):
        zeg(naam)
        families[naam]()
        meld_druk(f"load_{naam}")
    _slot()
    return 0


def _slot() -> None:
    druk = os.getloadavg()[0] / (os.cpu_count() or 1)
    if druk > RUSTIG:
        zeg(f"de machine was druk ({druk:.1f} per kern): vergelijk tijden alleen binnen deze run")
    zeg(f"boven budget: {', '.join(gemist)}" if gemist else "alle budgetten gehaald")


if __name__ == "__main__":
    sys.exit(main())
