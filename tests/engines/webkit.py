"""WebKit: the MiniBrowser of WebKitGTK under WebKitWebDriver, on a screen that nobody sees (Xvfb)."""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any

from selenium.webdriver import WebKitGTK
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.engines.motor import GEDULD, Motor

MINIBROWSER = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)
ONTBREEKT = (
    ""
    if MINIBROWSER and shutil.which("WebKitWebDriver") and shutil.which("Xvfb")
    else "WebKit ontbreekt: installeer de pakketten webkit2gtk-driver en xvfb"
)


class WebKit(Motor):
    """WebKit keeps nothing beyond the end of an automated browser: *anew* is a reload here."""

    naam = "WebKit"

    def __init__(self, map: Path) -> None:
        lees, schrijf = os.pipe()
        scherm = ["Xvfb", "-displayfd", str(schrijf), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
        self.scherm = subprocess.Popen(scherm, pass_fds=[schrijf], stderr=subprocess.DEVNULL)
        os.close(schrijf)
        with os.fdopen(lees) as nummer:
            omgeving = {**os.environ, "DISPLAY": f":{nummer.readline().strip()}", "XDG_DATA_HOME": str(map)}
        keuzes = Options()
        keuzes.binary_location = str(MINIBROWSER)
        keuzes.add_argument("--automation")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # Selenium's, about its own WebKitGTK class
                self.driver = WebKitGTK(options=keuzes, service=Service(env=omgeving))
        except BaseException:
            self._scherm_uit()
            raise
        self.driver.set_script_timeout(GEDULD)
        self.driver.set_window_size(390, 844)
        self.versie = str(self.driver.capabilities["browserVersion"])

    def ga(self, adres: str) -> None:
        """See `Motor`."""
        self.driver.get(adres)

    def herlaad(self) -> None:
        """See `Motor`."""
        self.driver.refresh()

    def voer_uit(self, functie: str, *waarden: Any) -> Any:
        """See `Motor`."""
        klaar = f"const klaar = arguments[1]; Promise.resolve(({functie})(...arguments[0])).then(klaar, klaar)"
        return self.driver.execute_async_script(klaar, waarden)

    def element(self, functie: str, *waarden: Any) -> Any:
        """See `Motor`."""
        return self.driver.execute_script(f"return ({functie})(...arguments)", *waarden)

    def op_element(self, functie: str, element: Any, *waarden: Any) -> Any:
        """See `Motor`."""
        return self.driver.execute_script(f"return ({functie})(...arguments)", element, *waarden)

    def doe(self, *bronnen: dict[str, Any]) -> None:
        """See `Motor`."""
        self.driver.execute("actions", {"actions": list(bronnen)})

    def oorsprong(self, element: Any) -> Any:
        """See `Motor`."""
        return element

    def kies_bestanden(self, element: Any, paden: list[Path]) -> None:
        """See `Motor`."""
        element.send_keys("\n".join(str(pad) for pad in paden))

    def sluit(self) -> None:
        """See `Motor`."""
        try:
            self.driver.quit()
        finally:
            self._scherm_uit()

    def _scherm_uit(self) -> None:
        self.scherm.terminate()
        self.scherm.wait(timeout=GEDULD)
