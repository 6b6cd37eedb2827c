"""Walks a controle on a phone as a toezichthouder does: by the words on the screen, until nothing is open.

Nothing here knows a protocol. What must be answered follows from what shows: the button *Volgende open*, the fields
inside the punt that has the focus, and the list of what is missing at *Afronden*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.fotos import take_photo
from tests.browser.toestel import Phone

NUMMERS = count(1)
"""Photos of the whole run have different numbers."""

# The question that has the focus and its fields, by what a screen reader says of them. No attribute of ours is used.
VELDEN = """() => {
  const schoon = (tekst) => (tekst ?? "").replace(/\\s+/g, " ").trim();
  const ziet = (el) => el.checkVisibility({visibilityProperty: true});
  const op = (ids) => schoon(ids.split(" ").map((id) => document.getElementById(id)?.textContent).join(" "));
  const naam = (el) => el.getAttribute("aria-labelledby") ? op(el.getAttribute("aria-labelledby"))
    : schoon(el.getAttribute("aria-label") ?? el.labels?.[0]?.textContent);
  const groepnaam = (groep) => schoon(groep?.querySelector("legend")?.textContent);
  const buitenste = (el) => { let groep = null;
    for (let hier = el.closest("fieldset"); hier; hier = hier.parentElement.closest("fieldset")) groep = hier;
    return groep; };
  const punt = buitenste(document.activeElement ?? document.body);
  if (!punt) return null;
  const velden = [...punt.querySelectorAll("input, textarea, select, button")].filter(
    (el) => ziet(el.type === "radio" || el.type === "checkbox" || el.type === "file" ? el.parentElement : el));
  const gelijk = [...document.querySelectorAll("fieldset")].filter((f) => groepnaam(f) === groepnaam(punt) && ziet(f));
  return {
    naam: groepnaam(punt), nummer: gelijk.indexOf(punt), tekst: schoon(punt.innerText),
    velden: velden.map((el) => ({
      soort: el.tagName === "BUTTON" ? "knop" : el.tagName === "TEXTAREA" ? "lang" : el.type,
      naam: el.tagName === "BUTTON" ? schoon(el.textContent) : naam(el), groep: groepnaam(el.closest("fieldset")),
      aan: el.checked === true, waarde: el.value,
      uitleg: schoon(op(el.getAttribute("aria-describedby") ?? "")), toetsen: el.inputMode })),
  };
}"""
LEGENDA = "css:light=fieldset > legend"
"""`css:light` asks the browser; plain CSS of Playwright also goes by every element in search of shadow trees."""
GESPREK = "ALG-06"
"""The punt of the section Bezoek that asks with whom one spoke."""
SLOT = re.compile("handtekening|tekenen", re.IGNORECASE)
"""Lines of the list that *Afronden* itself has the fields for."""
HERSTELD = "Op aanwijzing direct hersteld"
OORDELEN = ("Voldoet", "Voldoet niet", "N.v.t.", "Nader onderzoek", "Niet gecontroleerd")


@dataclass(frozen=True)
class Fout:
    """What is wrong at one punt, and how it is judged."""

    constatering: str
    gevolg: str = "3 Van belang"
    gedrag: str = "B Neutraal/onverschillig"
    fotos: int = 1
    aspecten: dict[str, str] = field(default_factory=dict)
    """What weighs heavier (verzwarende aspecten), each with its own facts."""


@dataclass
class Verhaal:
    """One visit: per code what is wrong, what is answered otherwise, how many photos; the words that were typed."""

    fouten: dict[str, Fout] = field(default_factory=dict)
    anders: dict[str, str] = field(default_factory=dict)
    """Code -> another answer than *Voldoet*."""
    fotos: dict[str, int] = field(default_factory=dict)
    toelichtingen: dict[str, str] = field(default_factory=dict)
    gesproken: str = "Meneer De Wit, uitvoerder"
    reactie: str = "Dat nemen wij mee in de planning."


class Wandeling:
    """A controle under way on a phone. `woorden` and `nummers` are the texts and photos the screen confirmed."""

    def __init__(self, phone: Phone, verhaal: Verhaal) -> None:
        self.phone, self.verhaal = phone, verhaal
        self.woorden: list[str] = []
        self.oordelen: list[str] = []
        """Of the words: those of the judgement, which only the internal report tells."""
        self.nummers: list[int] = []
        self.beantwoord: dict[str, str] = {}
        """Accessible name of each punt -> the answer that was given."""
        self.bevindingen: list[str] = []
        self.gefotografeerd: dict[str, int] = {}

    @property
    def gegeven(self) -> dict[str, str]:
        """Code of each punt of the protocol -> the answer that was given."""
        paren = ((naam.split(" ")[0], antwoord) for naam, antwoord in self.beantwoord.items())
        return {code: antwoord for code, antwoord in paren if not code.startswith("ALG-")}

    @property
    def page(self) -> Page:
        """The page of the phone, after a restart another one."""
        return self.phone.page

    @property
    def scherm(self) -> Locator:
        """The screen that shows, and its bar. By role or label only inside it: on the whole page thousands of elements
        would be named to find one."""
        return self.page.locator("css:light=body :is([data-scherm], [data-balk]):not([hidden])")

    # the form

    @property
    def verder(self) -> Locator:
        """The button that leads to the next open punt, or on to *Afronden*."""
        return self.page.locator("css:light=button", has_text=re.compile(r"^\s*(Volgende open|Naar afronden)"))

    def open(self, controle: str) -> None:
        """Opens the controle and waits for its form."""
        self.page.goto(f"{self.phone.url}/veld/controles/{controle}")
        expect(self.verder).to_be_visible()

    def loop(self, hoogstens: int = 400) -> None:
        """Answers what is open until nothing is, or until `hoogstens` punten were answered in this call."""
        for _ in range(hoogstens):
            if (self.verder.text_content() or "").strip() == "Naar afronden":
                return
            self.volgende()
            self.punt()

    def eerste(self) -> str:
        """Stands at the first punt of the protocol itself, as a tap there does; its name. What the visit asks stays
        open."""
        expect(self.page.locator("css:light=form:not([inert])")).to_have_count(1)
        eigen = self.page.locator(LEGENDA, has_text=re.compile(r"^\s*(?!ALG-)[A-Z]+-\d"))
        eigen.filter(visible=True).first.locator("..").focus()
        return str(self.zie()["naam"])

    def bezoek(self) -> str:
        """Answers what the visit itself asks (ALG-…) and stands at the first open punt of the protocol; its name."""
        self.volgende()
        while (naam := str(self.zie()["naam"])).startswith("ALG-"):
            self.punt()
            self.volgende()
        return naam

    def volgende(self) -> None:
        """Jumps to the next open punt."""
        vorige = self.page.evaluate(VELDEN)
        self.verder.tap()
        hier = self.page.locator("css:light=fieldset:focus")
        expect(hier).to_have_count(1)
        if vorige:
            expect(hier).not_to_have_accessible_name(vorige["naam"])

    def punt(self) -> None:
        """Answers the punt that has the focus: its own question, then what opens under it."""
        punt = self.zie()
        naam = punt["naam"]
        code = naam.split(" ")[0]
        groep = self.groep(naam).nth(punt["nummer"])
        self._hoofdvraag(groep, code, punt)
        for _ in range(4):
            groep.focus()
            punt = self.zie()
            if not self._vervolg(groep, code, punt):
                break
        self._bij(groep, code, punt)
        self.bewaard()

    def groep(self, naam: str) -> Locator:
        """The punt with this accessible name."""
        woorden = r"\s+".join(map(re.escape, naam.split()))
        return self.page.locator("css:light=fieldset > legend", has_text=re.compile(rf"^\s*{woorden}\s*$")).locator(
            ".."
        )

    def veld(self, naam: str) -> Locator:
        """The field with this name on the screen that shows."""
        return self.scherm.get_by_label(naam, exact=True).filter(visible=True)

    def bewaard(self) -> None:
        """Waits until the screen says that everything is kept, what was typed last too."""
        woord = self.page.locator("css:light=[role=status]", has_text=re.compile("^\\s*(Bewa|Niet bewaard)"))
        expect(woord).not_to_have_attribute("aria-busy", "true")
        expect(woord).to_have_text("Bewaard")

    def zie(self) -> dict[str, Any]:
        """The punt that has the focus, and its fields."""
        punt = self.page.evaluate(VELDEN)
        assert punt, "no punt has the focus"
        return dict(punt)

    def _hoofdvraag(self, groep: Locator, code: str, punt: dict[str, Any]) -> None:
        eigen = [veld for veld in punt["velden"] if veld["groep"] == punt["naam"]]
        radios = [veld["naam"] for veld in eigen if veld["soort"] == "radio"]
        if set(OORDELEN) <= set(radios):
            antwoord = "Voldoet niet" if code in self.verhaal.fouten else self.verhaal.anders.get(code, "Voldoet")
            self.kies(groep, antwoord)
            self.beantwoord[punt["naam"]] = antwoord
        else:
            self.beantwoord[punt["naam"]] = self._vul(groep, code, eigen, punt["naam"])

    def kies(self, groep: Locator, naam: str) -> None:
        """One tap on a choice."""
        keuze = groep.get_by_role("radio", name=naam, exact=True).first
        keuze.tap()
        expect(keuze).to_be_checked()

    def antwoord(self, naam: str, woord: str) -> None:
        """Gives one answer and waits until it is kept."""
        self.kies(self.groep(naam), woord)
        self.bewaard()
        self.beantwoord[naam] = woord

    def _vervolg(self, groep: Locator, code: str, punt: dict[str, Any]) -> bool:
        """Fills one round of fields that opened under the answer; False when there was nothing left to fill."""
        gedaan = False
        for naam in dict.fromkeys(veld["groep"] for veld in punt["velden"]):
            velden = [veld for veld in punt["velden"] if veld["groep"] == naam]
            plek = groep if naam == punt["naam"] else groep.get_by_role("group", name=naam, exact=True)
            gedaan = bool(self._vul(plek, code, velden, punt["naam"])) or gedaan
        return gedaan

    def _vul(self, groep: Locator, code: str, velden: list[dict[str, Any]], punt: str) -> str:
        """Fills the fields of one group that are empty; says what was given, '' when nothing was."""
        gegeven: list[str] = []
        for soort in ("radio", "checkbox"):
            keuzes = [
                veld for veld in velden if veld["soort"] == soort and veld["naam"] != "Op aanwijzing direct hersteld"
            ]
            if keuzes and not any(veld["aan"] for veld in keuzes):
                keuze = next((veld["naam"] for veld in keuzes if veld["naam"] == self.verhaal.anders.get(code)), None)
                naam = keuze or keuzes[0]["naam"]
                groep.get_by_role("radio" if soort == "radio" else "checkbox", name=naam, exact=True).first.tap()
                gegeven.append(naam)
        for veld in velden:
            waarde = "" if veld["waarde"] else self._waarde(code, veld)
            if waarde:
                doel = groep.get_by_label(veld["naam"], exact=True).first
                doel.fill(waarde)
                doel.blur()
                gegeven.append(waarde)
        if any(veld["naam"] == "Plaats bepalen" for veld in velden) and punt not in self.beantwoord:
            groep.get_by_role("button", name="Plaats bepalen").tap()
            expect(groep.get_by_role("status").filter(has_text=re.compile(r"\d"))).to_be_visible()
            gegeven.append("plaats")
        return ", ".join(gegeven)

    def _waarde(self, code: str, veld: dict[str, Any]) -> str:
        naam, soort = veld["naam"], veld["soort"]
        if naam in {"Toelichting", "Foto toevoegen"} or soort in {"radio", "checkbox", "file", "knop"}:
            return ""
        if soort == "date":
            return date.today().isoformat()
        if soort == "datetime-local":
            return f"{date.today().isoformat()}T10:30"
        if naam in {"Aantal bekeken", "Aantal in totaal"}:
            return "4" if naam == "Aantal bekeken" else "12"
        if veld["toetsen"] in {"decimal", "numeric"}:
            return getal(veld["uitleg"])
        return self.zeg(self.verhaal.gesproken if code == GESPREK else f"Bij {code} gezien en besproken")

    def zeg(self, zin: str) -> str:
        """A sentence that is said once: its mark makes it easy to count in the report."""
        woord = f"{zin}, kenmerk K{len(self.woorden) + 1:03d}Q."
        self.woorden.append(woord)
        return woord

    def oordeel(self, zin: str) -> str:
        """A sentence of the judgement."""
        self.oordelen.append(self.zeg(zin))
        return self.oordelen[-1]

    def _bij(self, groep: Locator, code: str, punt: dict[str, Any]) -> None:
        """Photos and toelichting of the punt, then its finding."""
        nodig = max(1 if "Foto nodig" in punt["tekst"] else 0, self.verhaal.fotos.get(code, 0))
        fout = self.verhaal.fouten.get(code)
        nodig = max(nodig, fout.fotos if fout else 0) - self.gefotografeerd.get(punt["naam"], 0)
        if nodig > 0 and groep.get_by_label("Foto toevoegen").count():
            self.fotografeer(groep, nodig)
            self.gefotografeerd[punt["naam"]] = self.gefotografeerd.get(punt["naam"], 0) + nodig
        if code in self.verhaal.toelichtingen:
            vak = groep.get_by_label("Toelichting", exact=True)
            vak.fill(self.zeg(self.verhaal.toelichtingen[code]))
            vak.blur()
        if fout or "Bevinding vastleggen" in punt["tekst"]:
            self.bevinding(groep, punt["naam"], fout or Fout(f"Bij {code} klopt het niet"))

    def fotografeer(self, groep: Locator, aantal: int = 1) -> list[int]:
        """Takes photos in one go and waits until each has its place in the strip; the own one of a punt comes last."""
        nummers = [next(NUMMERS) for _ in range(aantal)]
        strip = groep.get_by_role("link", name=re.compile(r"^Foto \d"))
        eerder = strip.count()
        bestanden: list[Any] = [
            {"name": f"IMG_{nummer:04d}.jpg", "mimeType": "image/jpeg", "buffer": take_photo(nummer)}
            for nummer in nummers
        ]
        groep.get_by_label("Foto toevoegen").last.set_input_files(bestanden)
        expect(strip).to_have_count(eerder + aantal)
        self.nummers += nummers
        return nummers

    # the finding

    def bevinding(self, groep: Locator, naam: str, fout: Fout) -> None:
        """Records the finding at a failed punt with its judgement, and comes back."""
        groep.get_by_role("link", name=re.compile("^Bevinding (vastleggen|afmaken)")).tap()
        self.vul_bevinding(fout)
        self.bevindingen.append(naam)
        expect(groep.get_by_role("link", name=re.compile("^Bevinding klaar"))).to_be_visible()

    def vul_bevinding(self, fout: Fout, *, klaar: bool = True) -> None:
        """Fills the finding that is open, from fact to term, and leaves it unless `klaar` is False."""
        scherm = self.scherm
        self.veld("Wat zie je?").fill(self.zeg(fout.constatering))
        self.veld("Waar precies?").fill(self.zeg("Tweede bouwlaag, as C"))
        if scherm.get_by_role("group", name="Is dit een overtreding?").is_visible():
            self._beoordeel(fout)
        self.veld("Wat moet de betrokkene doen?").fill(self.zeg("Breng dit in orde"))
        if klaar:
            scherm.get_by_role("button", name="Bevinding klaar").tap()

    def _beoordeel(self, fout: Fout) -> None:
        scherm = self.scherm
        self.kies(scherm.get_by_role("group", name="Is dit een overtreding?"), "Ja")
        voorschrift = self.veld("Welk voorschrift is overtreden?")
        opties = [tekst.strip() for tekst in voorschrift.locator("option").all_text_contents()]
        voorschrift.select_option(label=opties[1])
        if opties[1] == "Ander voorschrift":
            self.veld("Welk ander voorschrift?").fill("Voorwaarde 3 van de vergunning")
        self.veld("Wie is de overtreder?").fill("Bouwbedrijf Van Hout B.V.")
        self.kies(scherm.get_by_role("group", name="Soort overtreding"), "Voortdurend")
        self.kies(scherm.get_by_role("group", name="Is het te herstellen?"), "Ja")
        self.kies(scherm.get_by_role("group", name="Gaat het om gebruik dat kan stoppen?"), "Nee")
        self.kies(scherm.get_by_role("group", name="Gevolgen", exact=True), fout.gevolg)
        self.veld("Waarom dit gevolg?").fill(self.oordeel("Dit past bij wat te zien is"))
        self.kies(scherm.get_by_role("group", name="Gedrag", exact=True), fout.gedrag)
        self.veld("Welke feiten horen daarbij?").fill(self.oordeel("Volgt aanwijzingen op na vragen"))
        self.kies(scherm.get_by_role("group", name="Mogelijk eerder gebeurd"), "Nee")
        self.veld("Waarom wel of geen recidive?").fill(self.oordeel("Niets van bekend"))
        scherm.get_by_role("checkbox", name="Geen bijzondere omstandigheden").tap()
        self._aspecten(fout)
        self._grijp_in()

    def _aspecten(self, fout: Fout) -> None:
        scherm = self.scherm
        if not fout.aspecten:
            return scherm.get_by_role("checkbox", name="Geen verzwarende aspecten").tap()
        scherm.get_by_text("Kies aspecten").tap()
        for nummer, (naam, feiten) in enumerate(fout.aspecten.items()):
            scherm.get_by_role("checkbox", name=naam, exact=True).tap()
            vak = scherm.get_by_role("textbox", name=f"Welke feiten? {naam}", exact=True)
            if nummer:  # what is missing leads to the facts that are not there yet
                scherm.get_by_role("button", name="Bevinding klaar").tap()
                scherm.get_by_role("link", name="Noem feiten bij alle aspecten.").tap()
                expect(vak).to_be_focused()
            vak.fill(self.oordeel(feiten))
        return None

    def _grijp_in(self) -> None:
        scherm = self.scherm
        interventie = scherm.get_by_role("group", name="Interventie", exact=True)
        interventie.get_by_role("radio").first.tap()
        self.veld("Motivering").fill(self.oordeel("Lichtste middel dat past"))
        self.kies(scherm.get_by_role("group", name="Overleg met politie of OM"), "Niet nodig")
        self.kies(scherm.get_by_role("group", name="Hoeveel tijd krijgt de overtreder?"), "2 weken")
        expect(self.veld("Uiterlijk")).not_to_have_value("")
        self.kies(scherm.get_by_role("group", name="Hercontrole nodig?"), "Ja")
        self.kies(scherm.get_by_role("group", name="Kan het alsnog legaal worden?"), "N.v.t.")

    # afronden

    def rond_af(self, *, betrokkene_tekent: bool = False) -> None:
        """From wherever the form stands to *Bewaard. Je kunt weg.*"""
        scherm = self.scherm
        self.maak_compleet()
        self.gesprek()
        self.teken(scherm.get_by_role("img", name="Vak voor jouw handtekening"))
        if betrokkene_tekent:
            self._laat_tekenen()
        else:
            self.kies(scherm.get_by_role("group", name="Tekent niet?"), "Niet aanwezig")
        scherm.get_by_role("button", name="Afronden", exact=True).tap()
        expect(scherm.get_by_role("heading", name="Afgerond en bewaard")).to_be_visible()
        expect(scherm.get_by_text("Je kunt weg.")).to_be_visible()

    def naar_afronden(self) -> None:
        """To the screen *Afronden*: straight on when nothing is open, else by way of the list."""
        verder = self.scherm.get_by_role("button", name="Naar afronden")
        if not verder.is_visible():
            self.scherm.get_by_role("link", name=re.compile("nog open$")).tap()
            verder = self.scherm.get_by_role("link", name="Naar afronden")
        verder.tap()
        expect(self.scherm.get_by_role("heading", name="Handtekeningen")).to_be_visible()

    def deels(self, reden: str) -> None:
        """At *Afronden*: every punt that is still open was not checked, for this reason."""
        self.scherm.get_by_role("button", name="Deels", exact=True).tap()
        self.veld("Reden").fill(reden)
        self.scherm.get_by_role("button", name="Deze punten op 'Niet gecontroleerd' zetten").tap()
        expect(self.scherm.get_by_role("region", name="Deels uitgevoerd")).to_be_hidden()

    def maak_compleet(self, hoogstens: int = 60) -> None:
        """Goes to *Afronden* and back to what its list still asks, until only talk and signatures are left."""
        handtekeningen = self.scherm.get_by_role("heading", name="Handtekeningen")
        for _ in range(hoogstens):
            if not handtekeningen.is_visible():
                self.loop()
                self.naar_afronden()
            regels = self.scherm.get_by_role("region", name=re.compile(r"^Nog \d+ ding")).get_by_role("link")
            zinnen = [" ".join(zin.split()) for zin in regels.all_text_contents()]
            nog = [nummer for nummer, zin in enumerate(zinnen) if not SLOT.search(zin)]
            if not nog:
                return
            regels.nth(nog[0]).tap()
            expect(handtekeningen).to_be_hidden()
            self._los_op(zinnen[nog[0]])
        raise AssertionError(f"afronden keeps asking: {zinnen}")

    def _los_op(self, zin: str) -> None:
        """Does what one line of the list asks, at the place it leads to."""
        if erbij := re.search(r"[Vv]oeg (?:ten minste één|er ten minste \d+ toe, één per) (.+?)(?: toe)?\.", zin):
            sectie = self.page.locator("section:focus, section:has(fieldset:focus)").last
            sectie.get_by_role("button", name=re.compile(f"^{erbij[1]} toevoegen$", re.IGNORECASE)).last.tap()
            naam = self.scherm.get_by_label("Nummer of naam").and_(self.page.locator(":focus"))
            if naam.count():
                naam.fill(self.zeg(f"{erbij[1].capitalize()} links"))
                naam.blur()
        elif self.scherm.get_by_role("button", name="Bevinding klaar").is_visible():
            self.vul_bevinding(Fout(zin))
        else:
            expect(self.page.locator("fieldset:focus, fieldset :focus")).to_have_count(1)
            self.punt()

    def gesprek(self) -> None:
        """The reaction, in the section Bezoek that *Afronden* shows and leads to."""
        scherm = self.scherm
        gesprek = scherm.get_by_role("region", name="Gesprek op locatie")
        gesprek.get_by_role("link", name=re.compile("^Reactie van de betrokkene")).tap()
        vak = scherm.get_by_role("group", name=re.compile("^ALG-11 ")).get_by_role("textbox")
        vak.fill(self.zeg(self.verhaal.reactie))
        vak.blur()
        self.bewaard()
        self.naar_afronden()
        expect(gesprek).to_contain_text(self.woorden[-1])

    def _laat_tekenen(self) -> None:
        scherm = self.scherm
        scherm.get_by_role("button", name="Geef de telefoon en laat tekenen").tap()
        self.veld("Uw naam").fill("J. de Wit")
        self.teken(scherm.get_by_role("img", name="Vak voor uw handtekening"))
        scherm.get_by_role("button", name="Ik heb getekend").tap()
        scherm.get_by_role("button", name="Ik ben de toezichthouder").tap()

    def teken(self, vak: Locator) -> None:
        """Draws a signature."""
        vak.scroll_into_view_if_needed()
        box = vak.bounding_box()
        assert box is not None
        mouse = self.page.mouse
        mouse.move(box["x"] + 30, box["y"] + 60)
        mouse.down()
        for step in range(1, 12):
            mouse.move(box["x"] + 30 + step * 16, box["y"] + 60 + (22 if step % 2 else -22))
        mouse.up()


def getal(uitleg: str) -> str:
    """A number that satisfies what the field says about itself."""
    if norm := re.search(r"Norm: (hoogstens|minstens|meer dan|minder dan|precies) ([\d.,]+)", uitleg):
        waarde = float(norm[2].replace(".", "").replace(",", "."))
        waarde += {"meer dan": 1, "minder dan": -1}.get(norm[1], 0)
        return f"{waarde:g}".replace(".", ",")
    if tussen := re.search(r"Tussen ([\d.,]+) en ([\d.,]+)", uitleg):
        return tussen[1]
    if grens := re.search(r"(?:Hoogstens|Minstens) ([\d.,]+)", uitleg):
        return grens[1]
    return "3"
