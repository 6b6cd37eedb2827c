"""One controle of three punten in any engine: answers, photos, a finding judged by LHSO, signatures; by name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from tests.browser.fotos import take_photo
from tests.browser.server import WACHTWOORD, Server
from tests.engines.motor import Motor

DOSSIER = "ME-01 Is de bescherming van object en onderdelen vastgelegd?"
START = "ME-04 Is aan de startvoorwaarden voldaan?"
VONDST = "ME-09 Worden uitkomende historische materialen bewaard voor hergebruik?"
PUNTEN = ["ME-01", "ME-04", "ME-09"]
STAND = "() => document.querySelector('#verzendstand')?.textContent.trim() ?? ''"
BEWAARD = """() => { const teken = document.querySelector("#bewaard");
  return teken?.ariaBusy !== "true" && teken?.textContent.trim() === "Bewaard"; }"""
# The form can be used, and has rolled to where one was.
KLAAR = "() => Boolean(document.querySelector('[data-gedaan]')?.textContent)"
WAARDEN = "() => [...document.querySelectorAll('input, textarea')].map((veld) => veld.value)"
FOTOS = """(groep) => [...document.querySelectorAll("fieldset")]
  .find((el) => el.querySelector("legend")?.textContent.replace(/\\s+/g, " ").trim() === groep)
  ?.querySelectorAll("a[aria-label^='Foto '], a.foto").length ?? 0"""


class Wandeling:
    """What a toezichthouder does with this engine, and what the screen confirmed: texts by code, numbers of photos."""

    def __init__(self, motor: Motor, server: Server, map: Path) -> None:
        self.motor, self.server, self.map = motor, server, map
        self.nummers: list[int] = []
        self.constatering = ""
        self._nummer: Iterator[int] = count(1)

    def log_in(self, email: str) -> None:
        """Logs in as a toezichthouder, and stays until the phone is ready to leave."""
        motor = self.motor
        motor.ga(f"{self.server.url}/inloggen")
        motor.vul("E-mailadres", email)
        motor.vul("Wachtwoord", WACHTWOORD)
        motor.tik("knop", "Inloggen")
        motor.wacht_op("Klaar voor vertrek")

    def open(self, controle: str) -> None:
        """Opens the controle and waits for its form."""
        self.ga(f"/veld/controles/{controle}")

    def ga(self, pad: str) -> None:
        """Opens a page with a form."""
        self.motor.ga(f"{self.server.url}{pad}")
        self._klaar()

    def herlaad(self) -> None:
        """The form anew, after the end of the browser where the engine can."""
        self.motor.herlaad()
        self._klaar()

    def _klaar(self) -> None:
        self.motor.wacht(lambda: self.motor.voer_uit(KLAAR), "the form")

    def antwoord(self, punt: str, oordeel: str) -> None:
        """One tap."""
        self.motor.tik("keuze", oordeel, punt)
        self.bewaard()

    def schrijf(self, veld: str, tekst: str, groep: str = "") -> None:
        """Types into a field and leaves when the screen says that it is kept."""
        self.motor.vul(veld, tekst, groep)
        self.bewaard()

    def bewaard(self) -> None:
        """Waits until the screen says that everything is kept."""
        self.motor.wacht(lambda: self.motor.voer_uit(BEWAARD), "Bewaard")

    def fotografeer(self, punt: str) -> None:
        """Takes a photo and waits until it stands in the strip of the punt."""
        eerder = self.motor.voer_uit(FOTOS, punt)
        nummer = next(self._nummer)
        bestand = self.map / f"IMG_{nummer:04d}.jpg"
        bestand.write_bytes(take_photo(nummer))
        self.motor.kies_bestanden(self.motor.vind("bestand", "Foto toevoegen", punt), [bestand])
        self.motor.wacht(lambda: self.motor.voer_uit(FOTOS, punt) == eerder + 1, f"photo {nummer}")
        self.bewaard()
        self.nummers.append(nummer)

    def bevinding(self, punt: str) -> None:
        """The finding at a failed punt, from fact to term."""
        motor = self.motor
        motor.tik("link", "Bevinding vastleggen…", punt)
        self.constatering = "Twee kozijnen liggen bij het sloophout."
        self.schrijf("Wat zie je?", self.constatering)
        self.schrijf("Waar precies?", "Achtererf")
        motor.tik("keuze", "Ja", "Is dit een overtreding?")
        motor.kies_optie("Welk voorschrift is overtreden?", 1)
        self.schrijf("Wie is de overtreder?", "Bouwbedrijf Van Hout B.V.")
        motor.tik("keuze", "Voortdurend", "Soort overtreding")
        motor.tik("keuze", "Ja", "Is het te herstellen?")
        motor.tik("keuze", "Nee", "Gaat het om gebruik dat kan stoppen?")
        self._weeg()
        self._grijp_in()
        self.schrijf("Wat moet de betrokkene doen?", "Sla de kozijnen droog op en merk ze.")
        motor.tik("knop", "Bevinding klaar")
        motor.vind("link", "Bevinding klaar…", punt)

    def _weeg(self) -> None:
        motor = self.motor
        motor.tik("keuze", "2 Beperkt…", "Gevolgen")
        self.schrijf("Waarom dit gevolg?", "Ze zijn nog te redden.")
        motor.tik("keuze", "A Goedwillend…", "Gedrag")
        self.schrijf("Welke feiten horen daarbij?", "Legt ze na vragen apart.")
        motor.tik("keuze", "Nee", "Mogelijk eerder gebeurd")
        self.schrijf("Waarom wel of geen recidive?", "Niets van bekend.")
        motor.tik("keuze", "Geen bijzondere omstandigheden")
        motor.tik("keuze", "Geen verzwarende aspecten")

    def _grijp_in(self) -> None:
        motor = self.motor
        motor.tik("keuze", "…", "Interventie")
        self.schrijf("Motivering", "Het lichtste middel dat past.")
        motor.tik("keuze", "2 weken", "Hoeveel tijd krijgt de overtreder?")
        motor.tik("keuze", "Ja", "Hercontrole nodig?")
        motor.tik("keuze", "N.v.t.", "Kan het alsnog legaal worden?")

    def rond_af(self) -> None:
        """From what the visit itself asks to *Bewaard. Je kunt weg.*"""
        motor = self.motor
        self.antwoord("ALG-01…", "Ja")
        self.antwoord("ALG-02…", "Erf of bedrijf")
        self.schrijf("Met wie heb je gesproken?", "Meneer De Wit, uitvoerder")
        self.schrijf("Hoe heb je gecontroleerd?", "Gekeken en stukken ingezien")
        self.schrijf("Wat is de reactie van de betrokkene?", "Dat nemen wij mee.")
        motor.tik("knop", "Naar afronden")
        vak = motor.vind("beeld", "Vak voor jouw handtekening")
        motor.veeg(vak, [(-90 + stap * 15, 20 if stap % 2 else -20) for stap in range(12)])
        self.bewaard()
        motor.tik("keuze", "Niet aanwezig", "Tekent niet?")
        motor.tik("knop", "Afronden")
        motor.vind("kop", "Afgerond en bewaard")

    def staat_er(self, tekst: str) -> None:
        """Waits until a field holds this text."""
        self.motor.wacht(lambda: tekst in self.motor.voer_uit(WAARDEN), repr(tekst))

    def verzend(self) -> None:
        """Back at the list with the server there: waits until the screen says that everything arrived."""
        self.motor.ga(f"{self.server.url}/veld")
        self.motor.wacht(lambda: self.stand() == "Alles verzonden", "Alles verzonden")

    def stand(self) -> str:
        """How sending stands, in the words of the screen."""
        return str(self.motor.voer_uit(STAND))
