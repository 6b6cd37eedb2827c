"""Reads an XLSForm as a raw definition, with a report of every cell that did not come along.

A cell is taken or it is in the report: each row knows which of its cells were read (`Regel.take`), and what is left at
the end is told by sheet, row and column. A form that Schouw wrote comes back whole from its own columns; where somebody
changed `relevant`, `required` or `constraint` in the spreadsheet, that cell counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from msgspec import inspect

from app.core.errors import Invalid
from app.protocols.loader import read_yaml, refuse_hostile
from app.protocols.rules.definitie import Controlepunt, Definitie, Onderdeel
from app.protocols.rules.problemen import DefinitieFout
from app.protocols.uitwisseling.melding import Melding
from app.protocols.uitwisseling.namen import DELEN, FASE, FEITEN, KINDS, NIVEAU, Soort
from app.protocols.uitwisseling.xlsform_bronnen import NIET_ZO, SOORT, ZELF, main_language, rename_columns, split_type
from app.protocols.uitwisseling.xlsform_rijen import EIGEN, HULP, Rij, clean
from app.protocols.uitwisseling.xlsform_vorm import (
    Vraagrij,
    bounds,
    expected_rows,
    fact_type,
    left_sentence,
    onderdeel_code,
    options,
    read_lists,
    strip_marks,
    vraag_code,
    without_blocks,
    without_scope,
)
from app.protocols.uitwisseling.xlsx_lezen import Regel, read_workbook
from app.protocols.uitwisseling.xpath_in import Bron, OnbekendeUitdrukking, to_voorwaarde

Ruw = dict[str, Any]
VELDEN = inspect.type_info(Definitie).fields  # type: ignore[attr-defined]  # of a struct it has them


@dataclass(frozen=True)
class Formulier:
    """What was read: a definition in the shape of a file, and the report, in the order of the spreadsheet."""

    ruw: Ruw
    meldingen: list[Melding]


def read_xlsform(data: bytes, op: date) -> Formulier:
    """The definition in an XLSForm; `op` becomes the day it is valid from when the form names none.

    Raises Invalid: what `read_workbook` raises, and `xlsform-zonder-vragen` (no sheet `survey` with questions).
    """
    bladen = {naam.lower(): regels for naam, regels in read_workbook(data).items()}
    if not bladen.get("survey"):
        raise Invalid("xlsform-zonder-vragen", "In dit bestand staat geen blad survey met vragen. Is het een XLSForm?")
    return _Lezer(bladen, op).read()


class _Lezer:
    """Reads one form."""

    def __init__(self, bladen: dict[str, list[Regel]], op: date) -> None:
        self.bladen, self.op = bladen, op
        self.survey, self.keuzes = bladen["survey"], bladen.get("choices", [])
        self.kop = (bladen.get("settings") or [Regel("settings", 2, {})])[0]
        self.meldingen: list[Melding] = []
        self.eigen = "schouw" in bladen
        self.onderdelen: list[Ruw] = []
        self.stapel: list[Ruw] = []
        self.gebruikt: set[str] = set()
        self.vragen: list[Vraagrij] = []
        self.bronnen: dict[str, Bron] = {}
        self.feiten: dict[str, Ruw] = {}

    def read(self) -> Formulier:
        """Everything, in order."""
        taal = main_language(self.survey, self.kop.take("default_language"))
        rename_columns(self.survey, taal)
        rename_columns(self.keuzes, taal)
        self.lijsten = read_lists(self.keuzes, self._tell)
        for regel in self.survey:
            self._row(regel)
        if self.stapel:
            self._tell(self.survey[-1], "type", "Een groep of herhaling heeft geen einde. Ze eindigt hier.")
        kop = self._head()
        self._place_choices(kop)
        self._conditions(kop)
        return Formulier(without_blocks(kop), self._report())

    def _row(self, regel: Regel) -> None:
        soort, lijst = split_type(regel.take("type"))
        if regel.take(HULP):
            return self._helper(regel, soort)
        if soort in ("begin_group", "begin_repeat"):
            return self._begin(regel, soort)
        if soort in ("end_group", "end_repeat"):
            return self._end(regel)
        if soort == "note":
            return self._note(regel)
        if soort in SOORT:
            return self._vraag(regel, soort, lijst)
        return self._unknown(regel, soort)

    def _unknown(self, regel: Regel, soort: str) -> None:
        zin = f"Een vraag van het soort {soort} kent Schouw niet. Deze rij is niet overgenomen."
        if not soort:
            zin = "Deze rij heeft geen soort (type) en is niet overgenomen."
        if soort in ZELF:
            zin = f"{soort} houdt Schouw zelf bij. Deze rij is niet nodig."
        tekst = "; ".join(f"{kop}: {cel.tekst}" for kop, cel in regel.cellen.items() if kop != "type")
        regel.gelezen |= set(regel.cellen)
        self._tell(regel, "type", zin, tekst)

    def _helper(self, regel: Regel, soort: str) -> None:
        """A row for other tools. What conditions may look at gets its name."""
        naam = regel.cellen["name"].tekst if "name" in regel.cellen else ""
        basis, _, deel = naam.rpartition("__")
        welk = next((ons for ons, hun in DELEN.items() if hun == deel), None)
        if naam == FASE:
            self.bronnen[naam] = Bron("fase", "", "meer")
        elif naam == NIVEAU:
            self.bronnen[naam] = Bron("niveau", "", "getal")
        elif basis in self.bronnen and welk:
            kinds: dict[str, Soort] = {"datum": "maanden", "direct_hersteld": "janee", "van": "getal"}
            self.bronnen[naam] = self.bronnen[basis]._replace(soort=kinds[welk], deel=welk, waarden=None)
        elif re.fullmatch(r"(zaak|object|organisatie|controle)\.[a-z][a-z0-9_]*", naam):
            self.feiten[naam] = self._fact(regel, naam)
            self.bronnen[naam] = Bron("feit", naam, FEITEN.get(self.feiten[naam]["type"], "tekst"))

    def _fact(self, regel: Regel, naam: str) -> Ruw:
        """A fact that the form asks for; also one that only a block knows."""
        soort, lijst = split_type(regel.cellen["type"].tekst)
        label = regel.cellen["label"].tekst if "label" in regel.cellen else naam
        opties = options(self.lijsten.get(lijst, [])) if lijst.endswith("__opties") else []
        return {"code": naam, "label": label, "type": fact_type(soort, lijst)} | ({"opties": opties} if opties else {})

    def _begin(self, regel: Regel, soort: str) -> None:
        naam = regel.take("name")
        titel = self._own_text(regel, "titel", regel.take("label")) or naam or "Onderdeel"
        onderdeel: Ruw = {"code": self._code(regel, onderdeel_code(naam or titel)), "titel": titel}
        onderdeel |= self._own(regel, Onderdeel)
        if soort == "begin_repeat" and "herhaling" not in onderdeel:
            onderdeel["herhaling"] = {"per": titel}
        self._rij().append(onderdeel)
        self.stapel.append(onderdeel)
        self.vragen.append(Vraagrij(regel, naam, onderdeel))

    def _rij(self) -> list[Ruw]:
        rij: list[Ruw] = self.stapel[-1].setdefault("onderdelen", []) if self.stapel else self.onderdelen
        return rij

    def _end(self, regel: Regel) -> None:
        regel.take("name", "label")
        if self.stapel:
            self.stapel.pop()
        else:
            self._tell(regel, "type", "Hier eindigt een groep die niet begon.")

    def _note(self, regel: Regel) -> None:
        """Words between questions belong to the onderdeel they stand in."""
        regel.take("name")
        onderdeel, tekst = self._here(regel), regel.take("label")
        onderdeel["toelichting"] = "\n".join(deel for deel in (onderdeel.get("toelichting", ""), tekst) if deel)
        if onderdeel.get("punten"):
            self._tell(regel, "label", "Deze tekst staat nu boven het onderdeel, als toelichting.", tekst)

    def _here(self, regel: Regel) -> Ruw:
        """The onderdeel a question stands in; one of its own where the form has none, or where groups went before."""
        if self.stapel and not self.stapel[-1].get("onderdelen"):
            return self.stapel[-1]
        rij = self._rij()
        if not rij or not rij[-1].get("_los"):
            titel = f"{self.stapel[-1]['titel']} (vervolg)" if self.stapel else "Vragen"
            rij.append({"code": self._code(regel, onderdeel_code(titel), los=True), "titel": titel, "_los": True})
        return rij[-1]

    def _vraag(self, regel: Regel, soort: str, lijst: str) -> None:
        naam, label = regel.take("name"), regel.take("label")
        code = self._code(regel, vraag_code(naam))
        vraag: Ruw = {
            "code": code,
            "vraag": self._own_text(regel, "vraag", label) or naam or code,
            "type": SOORT[soort],
        }
        for veld, kolom in (("toelichting", "hint"), ("zo_controleer_je", "guidance_hint")):
            tekst = self._own_text(regel, veld, regel.take(kolom))
            if tekst:
                vraag[veld] = tekst
        eigen = self._own(regel, Controlepunt)
        if soort == "integer" and "type" not in eigen:
            vraag["decimalen"] = 0
        rij = Vraagrij(regel, naam, vraag | eigen, lijst if soort.startswith("select") else "")
        if soort in NIET_ZO:
            self._tell(regel, "type", NIET_ZO[soort])
        self._put(rij)
        self._name(rij)

    def _put(self, rij: Vraagrij) -> None:
        """A point, or a vervolgvraag of the point before it when its code says so."""
        self.vragen.append(rij)
        punten = self._here(rij.regel).setdefault("punten", [])
        if punten and re.fullmatch(re.escape(punten[-1]["code"]) + r"\.[0-9]+", rij.ruw["code"]):
            punten[-1].setdefault("vervolgvragen", []).append(rij.ruw)
        else:
            punten.append(rij.ruw)

    def _name(self, rij: Vraagrij) -> None:
        soort: Soort = KINDS.get(rij.ruw["type"], "tekst")
        waarden = (
            {naam: waarde for naam, waarde, _ in self.lijsten.get(rij.lijst.partition(" ")[0], [])}
            if rij.lijst
            else None
        )
        self.bronnen[rij.naam] = Bron("vraag", rij.ruw["code"], soort, None, waarden)

    def _code(self, regel: Regel, vrij: str, *, los: bool = False) -> str:
        """The code in our own column, or a free one."""
        kop = f"{EIGEN}code"
        eigen = self._yaml(regel, kop) if kop in regel.cellen and not los else None
        if isinstance(eigen, str):
            self.gebruikt.add(eigen)
            return eigen
        code, nummer = vrij, 1
        while code in self.gebruikt:
            nummer += 1
            code = f"{vrij}-{nummer}"
        self.gebruikt.add(code)
        return code

    def _own(self, regel: Regel, soort: type[msgspec.Struct]) -> Ruw:
        """What stands in columns of our own."""
        velden = {veld.encode_name for veld in msgspec.structs.fields(soort)}
        gevonden = {}
        for kop in [kop for kop in regel.cellen if kop.startswith(EIGEN) and kop.removeprefix(EIGEN) in velden]:
            if kop not in regel.gelezen:
                gelezen = self._yaml(regel, kop)
                if gelezen is not None:
                    gevonden[kop.removeprefix(EIGEN)] = gelezen
        return gevonden

    def _own_text(self, regel: Regel, veld: str, cel: str) -> str:
        """A text that a spreadsheet could not hold as it was; unless somebody changed it there."""
        kop = EIGEN + veld
        if kop not in regel.cellen:
            return cel
        heel = self._yaml(regel, kop)
        return heel if isinstance(heel, str) and clean(heel) == cel else cel

    def _yaml(self, regel: Regel, kop: str) -> Any:
        tekst = regel.take(kop)
        try:
            refuse_hostile(tekst)
            return read_yaml(tekst)
        except DefinitieFout:
            self._tell(regel, kop, "Dit is geen YAML en is niet overgenomen.", tekst)
            return None

    def _head(self) -> Ruw:
        titel = self.kop.take("form_title") or self.kop.take("form_id") or "Formulier"
        versie = self.kop.take("version")
        ruw: Ruw = {"protocol": onderdeel_code(self.kop.take("form_id") or titel), "titel": titel}
        ruw["versie"] = int(versie) if re.fullmatch(r"[1-9]\d{0,8}", versie) else 1
        if not self.eigen:
            ruw |= {"thema": "overig", "soort": "toezichtprotocol", "doel": titel, "geldig_van": self.op.isoformat()}
            ruw["wijzigingsnotitie"] = "Overgenomen uit een XLSForm."
            zin = "Een XLSForm zegt niets over thema, doel en ingang. Vul ze aan."
            self.meldingen.append(Melding("settings", 2, "", zin))
        for regel in self.bladen.get("schouw", []):
            self._field(ruw, regel)
        strip_marks(self.onderdelen)
        return ruw | {"onderdelen": self.onderdelen}

    def _field(self, ruw: Ruw, regel: Regel) -> None:
        """A field of the protocol itself; of a list, one item."""
        veld = regel.cellen["veld"].tekst if "veld" in regel.cellen else ""
        soort = next((soort.type for soort in VELDEN if soort.encode_name == veld), None)
        if soort is None or veld in ("onderdelen", "lijsten"):
            return
        regel.take("veld")
        waarde = self._yaml(regel, "waarde")
        if isinstance(soort, inspect.ListType):
            ruw.setdefault(veld, []).extend(waarde if isinstance(waarde, list) else [waarde])
        elif waarde is not None:
            ruw[veld] = waarde

    def _place_choices(self, kop: Ruw) -> None:
        """Choices at their question, or as a list of the protocol when several use them."""
        rijen = [rij for rij in self.vragen if rij.lijst]
        namen = [rij.lijst.split()[0] for rij in rijen if rij.lijst.split()]
        gedeeld = {naam: onderdeel_code(naam) for naam in namen if self._is_shared(naam, namen)}
        if self.eigen:
            gedeeld |= {naam: naam for naam in self.lijsten if self._is_shared(naam, namen)}
        lijsten = {gedeeld[naam]: options(self.lijsten.get(naam, [])) for naam in gedeeld}
        for rij in rijen:
            self._choose(rij, gedeeld)
        if lijsten:
            kop["lijsten"] = lijsten

    def _is_shared(self, naam: str, namen: list[str]) -> bool:
        if self.eigen:
            return not naam.endswith("__opties") and not naam.startswith("schouw_")
        return namen.count(naam) > 1

    def _choose(self, rij: Vraagrij, gedeeld: dict[str, str]) -> None:
        naam, _, rest = rij.lijst.partition(" ")
        if rij.ruw["type"] not in ("keuze", "meerkeuze"):
            return
        if rest:
            self._tell(
                rij.regel, "type", "Een antwoord buiten de lijst (or_other) kent Schouw niet. Voeg zelf een keuze toe."
            )
        rij.ruw.pop("lijst", None)
        if naam in gedeeld:
            rij.ruw["lijst"] = gedeeld[naam]
        elif naam in self.lijsten:
            rij.ruw["opties"] = options(self.lijsten[naam])
        else:
            self._tell(rij.regel, "type", f"De lijst {naam} staat niet op het blad choices.")

    def _conditions(self, kop: Ruw) -> None:
        """`relevant`, `required` and `constraint`: from our own columns while the cell is as we wrote it."""
        verwacht = expected_rows(kop, self.feiten) if self.eigen else {}
        for regel in self.survey:
            for kolom, tekst in verwacht.get(regel.cellen["name"].tekst if "name" in regel.cellen else "", {}).items():
                if kolom in regel.cellen and regel.cellen[kolom].tekst == tekst:
                    regel.gelezen.add(kolom)
        for rij in self.vragen:
            self._steer(rij, verwacht.get(rij.naam, {}))

    def _steer(self, rij: Vraagrij, verwacht: Rij) -> None:
        def is_changed(kolom: str) -> bool:
            return (rij.regel.cellen[kolom].tekst if kolom in rij.regel.cellen else "") != verwacht.get(kolom, "")

        if is_changed("relevant"):
            rij.ruw.pop("bij_onbekend", None)
            self._condition(rij, "relevant", "toon_als")
        if is_changed("required"):
            rij.ruw.pop("verplicht", None)
            self._required(rij)
        if is_changed("constraint"):
            self._bounds(rij)

    def _condition(self, rij: Vraagrij, kolom: str, veld: str) -> None:
        rij.ruw.pop(veld, None)
        tekst = rij.regel.take(kolom)
        if not tekst:
            return
        try:
            voorwaarde = to_voorwaarde(tekst, self.bronnen)
        except (OnbekendeUitdrukking, RecursionError):
            zin = "Deze voorwaarde kan Schouw niet lezen en is niet overgenomen. Maak haar zelf."
            self._tell(rij.regel, kolom, zin, tekst)
        else:
            rij.ruw.update({veld: rest} if (rest := without_scope(voorwaarde, rij.ruw)) else {})

    def _required(self, rij: Vraagrij) -> None:
        cel = rij.regel.cellen.get("required")
        woord = cel.tekst.strip().lower() if cel else ""
        if woord in ("yes", "true", "true()", "ja"):
            rij.regel.take("required")
            rij.ruw.pop("verplicht_als", None)
            rij.ruw["verplicht"] = True
        elif woord in ("", "no", "false", "false()", "nee"):
            rij.regel.take("required")
            rij.ruw.pop("verplicht_als", None)
        else:
            self._condition(rij, "required", "verplicht_als")

    def _bounds(self, rij: Vraagrij) -> None:
        for veld in ("minimum", "maximum", "minimum_lengte"):
            rij.ruw.pop(veld, None)
        tekst = rij.regel.take("constraint")
        grenzen = bounds(tekst)
        if grenzen is None:
            zin = "Deze regel voor het antwoord kan Schouw niet lezen en is niet overgenomen."
            self._tell(rij.regel, "constraint", zin, tekst)
        rij.ruw.update(grenzen or {})

    def _tell(self, regel: Regel, kop: str, zin: str, tekst: str = "") -> None:
        cel = regel.cellen.get(kop)
        self.meldingen.append(Melding(regel.blad, regel.nummer, cel.kolom if cel else "", zin, tekst))

    def _report(self) -> list[Melding]:
        """All that was told, and every cell that nobody read."""
        bekend = {"survey", "choices", "settings", "schouw"}
        for naam, regels in self.bladen.items():
            if naam not in bekend and regels:
                zin = "Dit blad hoort niet bij een XLSForm en is niet gelezen."
                self.meldingen.append(Melding(regels[0].blad, 1, "", zin))
        for regel in (regel for naam in bekend for regel in self.bladen.get(naam, [])):
            for kop, cel in regel.left():
                zin = left_sentence(kop, formule=cel.formule)
                self.meldingen.append(Melding(regel.blad, regel.nummer, cel.kolom, zin, cel.tekst))
        volgorde = list(self.bladen)
        return sorted(
            self.meldingen,
            key=lambda m: (
                volgorde.index(m.blad.lower()) if m.blad.lower() in volgorde else -1,
                m.rij,
                len(m.kolom),
                m.kolom,
            ),
        )
