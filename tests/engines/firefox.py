"""Firefox, driven through WebDriver BiDi, the protocol it speaks itself: no driver stands in between."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from selenium.common import WebDriverException
from selenium.webdriver.remote.websocket_connection import WebSocketConnection

from tests.engines.motor import GEDULD, Motor

PROGRAMMA = shutil.which("firefox-esr") or shutil.which("firefox")
ONTBREEKT = "" if PROGRAMMA else "Firefox ontbreekt: installeer het pakket firefox-esr"
# A test says nothing to anyone: no update, study, certificate list or portal check goes out.
RUST: dict[str, Any] = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "nimbus.rollouts.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.server": "data:,",
    "geo.enabled": False,
}


class Firefox(Motor):
    """Firefox on a profile of its own, that outlives the browser: ended hard and opened again it knows what it knew."""

    naam = "Firefox"

    def __init__(self, map: Path) -> None:
        self.profiel = map / "profiel"
        self.profiel.mkdir(parents=True)
        wensen = [f"user_pref({json.dumps(naam)}, {json.dumps(waarde)});\n" for naam, waarde in RUST.items()]
        (self.profiel / "user.js").write_text("".join(wensen), encoding="utf-8")
        self._open()

    def _open(self) -> None:
        assert PROGRAMMA
        opdracht = [PROGRAMMA, "--headless", "--no-remote", "--profile", str(self.profiel)]
        opdracht += ["--remote-debugging-port", "0"]
        self.log = self.profiel.parent / "firefox.log"
        with self.log.open("w", encoding="utf-8") as log:
            self.proces = subprocess.Popen(opdracht, stdout=log, stderr=log)
        verbind: Any = WebSocketConnection
        self.lijn = verbind(f"{self.wacht(self._adres, 'its address')}/session", GEDULD, 0.02)
        rechten = self._zeg("session.new", capabilities={})["capabilities"]
        self.versie = rechten["browserVersion"]
        self.blad = self._zeg("browsingContext.getTree")["contexts"][0]["context"]
        self._zeg("browsingContext.setViewport", context=self.blad, viewport={"width": 390, "height": 844})

    def _adres(self) -> str | None:
        gevonden = re.search(r"BiDi listening on (ws://\S+)", self.log.read_text(encoding="utf-8"))
        return gevonden[1] if gevonden else None

    def _zeg(self, opdracht: str, **waarden: Any) -> dict[str, Any]:
        antwoord = self.lijn.send_cmd(opdracht, waarden)
        if "result" not in antwoord:
            raise WebDriverException(f"{opdracht}: {antwoord}")
        return dict(antwoord["result"])

    def _roep(self, functie: str, *argumenten: dict[str, Any]) -> dict[str, Any]:
        antwoord = self._zeg(
            "script.callFunction",
            functionDeclaration=functie,
            arguments=list(argumenten),
            awaitPromise=True,
            target={"context": self.blad},
            userActivation=True,
        )
        if antwoord["type"] == "exception":
            raise WebDriverException(str(antwoord["exceptionDetails"]))
        return dict(antwoord["result"])

    def ga(self, adres: str) -> None:
        """See `Motor`."""
        self._zeg("browsingContext.navigate", context=self.blad, url=adres, wait="complete")

    def herlaad(self) -> None:
        """SIGKILL to the browser, and the same address in a new one on the same profile."""
        adres = str(self.voer_uit("() => location.href"))
        self.proces.kill()
        self.proces.wait()
        self.lijn.close()
        self._open()
        self.ga(adres)

    def voer_uit(self, functie: str, *waarden: Any) -> Any:
        """See `Motor`."""
        tekst = f"async () => JSON.stringify((await ({functie})(...{json.dumps(waarden)})) ?? null)"
        return json.loads(self._roep(tekst)["value"])

    def element(self, functie: str, *waarden: Any) -> Any:
        """See `Motor`."""
        return self._roep(f"() => ({functie})(...{json.dumps(waarden)})").get("sharedId")

    def op_element(self, functie: str, element: Any, *waarden: Any) -> Any:
        """See `Motor`."""
        return self._roep(f"(el) => ({functie})(el, ...{json.dumps(waarden)})", {"sharedId": element}).get("value")

    def doe(self, *bronnen: dict[str, Any]) -> None:
        """See `Motor`."""
        self._zeg("input.performActions", context=self.blad, actions=list(bronnen))

    def oorsprong(self, element: Any) -> Any:
        """See `Motor`."""
        return {"type": "element", "element": {"sharedId": element}}

    def kies_bestanden(self, element: Any, paden: list[Path]) -> None:
        """See `Motor`."""
        bestanden = [str(pad) for pad in paden]
        self._zeg("input.setFiles", context=self.blad, element={"sharedId": element}, files=bestanden)

    def sluit(self) -> None:
        """See `Motor`."""
        self.proces.terminate()
        self.proces.wait(timeout=GEDULD)
        self.lijn.close()
