"""What the walk needs of an engine: open an address, run a function in the page, touch what has a name.

An engine is driven by the W3C's own commands and nothing else: the same pointer and key actions go to WebKit through
WebDriver and to Firefox through WebDriver BiDi. Elements are found by what a screen reader says of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selenium.common import TimeoutException, WebDriverException
from selenium.webdriver.support.ui import WebDriverWait

GEDULD = 60.0
"""Seconds anything may take: two cores, shared."""

# The first element of a kind that shows, by its accessible name, inside the group with that name when there is one.
VIND = """(soort, naam, groep) => {
  const schoon = (tekst) => (tekst ?? "").replace(/\\s+/g, " ").trim();
  const op = (ids) => ids.split(" ").map((id) => document.getElementById(id)?.textContent).join(" ");
  const heet = (el) => schoon(el.hasAttribute("aria-labelledby") ? op(el.getAttribute("aria-labelledby"))
    : el.getAttribute("aria-label") ?? el.labels?.[0]?.textContent
    ?? el.querySelector(":scope > legend")?.textContent ?? el.textContent);
  const ziet = (el) => el.getClientRects().length > 0 && el.checkVisibility({visibilityProperty: true});
  const past = (el, naam) => naam.endsWith("…") ? heet(el).startsWith(naam.slice(0, -1)) : heet(el) === naam;
  const SOORTEN = {
    knop: "button, summary", link: "a[href]", kop: "h1, h2, h3", keuze: "input[type=radio], input[type=checkbox]",
    veld: "input:not([type=radio], [type=checkbox], [type=file]), textarea, select", bestand: "input[type=file]",
    groep: "fieldset", beeld: "[role=img]",
  };
  const binnen = groep
    ? [...document.querySelectorAll("fieldset")].find((el) => ziet(el) && past(el, groep)) : document;
  return [...(binnen?.querySelectorAll(SOORTEN[soort]) ?? [])].find(
    (el) => (ziet(el) || (soort === "bestand" && ziet(el.parentElement))) && past(el, naam)) ?? null;
}"""
KIES = """(el, nummer) => { el.selectedIndex = nummer;
  for (const soort of ["input", "change"]) el.dispatchEvent(new Event(soort, {bubbles: true})); }"""
# Puts it in the middle of the screen; true when it stood there already, so when nothing moves under the pointer. The
# punt around it goes first: WebKit does not scroll to what is inside a part that was never drawn (content-visibility).
IN_BEELD = """(el) => { const eerder = el.getBoundingClientRect().top;
  for (const vak of [el.closest(".punt"), el]) vak?.scrollIntoView({block: "center", behavior: "instant"});
  const {top, height} = el.getBoundingClientRect();
  const midden = top + height / 2;
  const getekend = el.checkVisibility({contentVisibilityAuto: true});
  return getekend && Math.abs(top - eerder) < 1 && midden > 0 && midden < innerHeight; }"""


class Motor(ABC):
    """One browser with one page of it open, at the size of a phone."""

    naam: str
    versie: str

    @abstractmethod
    def ga(self, adres: str) -> None:
        """Opens an address and waits until it has loaded."""

    @abstractmethod
    def herlaad(self) -> None:
        """The page anew, after the end of the browser where this engine keeps its storage beyond that."""

    @abstractmethod
    def voer_uit(self, functie: str, *waarden: Any) -> Any:
        """The value, made of JSON, of a JavaScript function or what it promised."""

    @abstractmethod
    def element(self, functie: str, *waarden: Any) -> Any:
        """The element a JavaScript function gives, as a handle; None when it gives none."""

    @abstractmethod
    def op_element(self, functie: str, element: Any, *waarden: Any) -> Any:
        """What a JavaScript function says of an element and values made of JSON."""

    @abstractmethod
    def doe(self, *bronnen: dict[str, Any]) -> None:
        """Performs W3C actions."""

    @abstractmethod
    def oorsprong(self, element: Any) -> Any:
        """The element as the origin of a pointer's move."""

    @abstractmethod
    def kies_bestanden(self, element: Any, paden: list[Path]) -> None:
        """Chooses files in a file input."""

    @abstractmethod
    def sluit(self) -> None:
        """Ends the browser."""

    # by name

    def wacht(self, vraag: Callable[[], Any], wat: str) -> Any:
        """Waits until the question has an answer; `wat` says what did not come."""
        ik: Any = self
        wachter: WebDriverWait[Any] = WebDriverWait(ik, GEDULD, 0.1, ignored_exceptions=[WebDriverException])
        try:
            return wachter.until(lambda _: vraag())
        except TimeoutException as fout:
            raise AssertionError(f"{self.naam}: {wat} does not come\n{self.tekst()}") from fout

    def vind(self, soort: str, naam: str, groep: str = "") -> Any:
        """Waits for the element of a kind with this accessible name (`…` at the end: that begins so)."""
        return self.wacht(lambda: self.element(VIND, soort, naam, groep), f"{soort} {naam!r} in {groep!r}")

    def is_er(self, soort: str, naam: str, groep: str = "") -> bool:
        """Whether it shows now."""
        return self.element(VIND, soort, naam, groep) is not None

    def tekst(self) -> str:
        """What the page shows as text."""
        return str(self.voer_uit("() => document.body.innerText"))

    def wacht_op(self, zin: str) -> None:
        """Waits until the page shows these words."""
        self.wacht(lambda: zin in " ".join(self.tekst().split()), repr(zin))

    def tik(self, soort: str, naam: str, groep: str = "") -> None:
        """One press of the pointer in the middle of what has this name."""
        self.veeg(self.vind(soort, naam, groep), [(0, 0)])

    def vul(self, naam: str, tekst: str, groep: str = "") -> None:
        """Types into the field with this name."""
        self.tik("veld", naam, groep)
        toetsen = [{"type": soort, "value": letter} for letter in tekst for soort in ("keyDown", "keyUp")]
        self.doe({"type": "key", "id": "toetsen", "actions": toetsen})

    def kies_optie(self, naam: str, nummer: int) -> None:
        """Chooses from the list with this name. The list itself is the system's, so no pointer reaches it."""
        self.op_element(KIES, self.vind("veld", naam), nummer)

    def veeg(self, element: Any, plekken: list[tuple[int, int]]) -> None:
        """Presses at the first place, moves along the others and lets go; places from the middle of the element."""
        van = self.oorsprong(element)
        beweeg = [{"type": "pointerMove", "x": x, "y": y, "origin": van} for x, y in plekken]
        self.wacht(lambda: self._mik(element, beweeg[0]), "a place that stands still")
        omlaag, omhoog = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        self._vinger(beweeg[0], omlaag, *beweeg[1:], omhoog)

    def _mik(self, element: Any, beweeg: dict[str, Any]) -> bool:
        """Whether the pointer is above it: the engine refuses a move to what has just gone elsewhere."""
        if not self.op_element(IN_BEELD, element):
            return False
        self._vinger(beweeg)
        return True

    def _vinger(self, *acties: dict[str, Any]) -> None:
        self.doe({"type": "pointer", "id": "vinger", "parameters": {"pointerType": "mouse"}, "actions": list(acties)})
