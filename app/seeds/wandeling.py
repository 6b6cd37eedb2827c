"""Walks a controle on the demo's phone: answers what shows, photographs and judges what the story says is wrong."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from app.core.clock import local
from app.core.keys import new_key
from app.lhso.rules.beoordeling import cel, overleg, recidive, voorgestelde_cel, voorstellen
from app.lhso.rules.matrix import Matrix
from app.protocols.rules.normen import norm_voorstel
from app.protocols.rules.plan import Plan, PlanVraag
from app.protocols.rules.stand import Antwoord, Stand
from app.protocols.rules.volledigheid import failed, foto_minimum, is_verplicht
from app.protocols.rules.voorwaarden import Zicht, zichtbaar
from app.seeds.beeld import teken
from app.seeds.telefoon import Telefoon
from app.seeds.verhaal import Afwijking, Verhaal
from app.termijnen.rules.hersteltermijn import hersteltermijn

Sleutel = tuple[str, str]
GEWOON = {"m²": 180, "personen": 24}
"""What is usual where three would be strange, by unit."""


class Wandeling:
    """One visit in progress: the phone, the plan and everything answered so far."""

    def __init__(self, telefoon: Telefoon, plan: Plan, verhaal: Verhaal, matrix: Matrix, zaad: int) -> None:
        self.telefoon, self.plan, self.verhaal, self.matrix = telefoon, plan, verhaal, matrix
        self.rng = random.Random(zaad)
        self.antwoorden: dict[Sleutel, Antwoord] = {}
        self.herhalingen: dict[str, list[str]] = {}
        self.titels: dict[str, str] = {}
        self.fotos: dict[Sleutel, int] = {}
        self.vast: dict[str, Any] = {}

    def loop(self, *, vast: Mapping[str, Any], toezichthouder: str) -> None:
        """The whole visit, from the front door to the signature. `vast`: the part of its `Stand` that does not move."""
        self.vast = dict(vast)
        self.telefoon.begin()
        self._bezoek()
        zicht = self._beantwoord_alles()
        for code, pad in failed(zicht):
            self._bevinding(code, pad)
        for (code, pad), vraag in zicht.vragen.items():
            self._fotos(zicht, vraag, code, pad)
        self._betrokkene()
        self.telefoon.handtekening("toezichthouder", toezichthouder)
        self.telefoon.afronden()

    def _zicht(self) -> Zicht:
        stand = Stand(antwoorden=self.antwoorden, herhalingen=self.herhalingen, fotos=self.fotos, **self.vast)
        return zichtbaar(self.plan, stand)

    def _bezoek(self) -> None:
        velden = {
            "legitimatie": "ja" if self.verhaal.gesproken_met else "nee_niet_gevraagd",
            "betreding": "erf_bedrijf",
            "werkwijze": "Rondgang langs alle punten, gekeken en waar nodig gemeten met rolmaat.",
            "aanwezigen": self.verhaal.gesproken_met or "Geen anderen aanwezig",
            "gesproken_met": self.verhaal.gesproken_met,
            "omstandigheden": self.rng.choice(("Droog en bewolkt", "Lichte regen", "Droog, laagstaande zon")),
        }
        for veld, waarde in velden.items():
            if waarde:
                self.telefoon.bezoek(veld, waarde)

    def _beantwoord_alles(self) -> Zicht:
        """Answers until nothing new shows."""
        while True:
            zicht = self._zicht()
            nieuw = self._nieuwe_herhalingen(zicht)
            open_vragen = [
                (sleutel, vraag)
                for sleutel, vraag in zicht.vragen.items()
                if sleutel not in self.antwoorden and not vraag.bezoekveld
            ]
            if not open_vragen and not nieuw:
                return zicht
            for (code, pad), vraag in open_vragen:
                self._beantwoord(zicht, vraag, code, pad)

    def _nieuwe_herhalingen(self, zicht: Zicht) -> bool:
        nieuw = False
        for onderdeel in self.plan.onderdelen:
            if onderdeel.herhaling is None or onderdeel.code in self.herhalingen:
                continue
            ouders = [pad for code, pad in zicht.onderdelen if code == onderdeel.code]
            if not ouders:
                continue
            namen = self.verhaal.herhalingen.get(onderdeel.code) or [
                f"{onderdeel.herhaling.per.capitalize()} {nummer + 1}" for nummer in range(onderdeel.herhaling.minimum)
            ]
            self.herhalingen[onderdeel.code] = []
            for ouder in ouders:
                if onderdeel.herhaling.steekproef:
                    self._sample(onderdeel.code, ouder, len(namen))
                for volgorde, naam in enumerate(namen):
                    pad = "/".join(part for part in (ouder, str(new_key())) if part)
                    self.herhalingen[onderdeel.code].append(pad)
                    self.titels[pad] = naam
                    self.telefoon.herhaling(onderdeel.code, pad, naam, volgorde)
                    nieuw = True
        return nieuw

    def _sample(self, onderdeel: str, ouder: str, bekeken: int) -> None:
        """How many of how many repeats were looked at, under the onderdeel's own code."""
        antwoord = {"waarde": {"n": bekeken, "van": bekeken * 4}}
        self.antwoorden[onderdeel, ouder] = Antwoord.from_wire(antwoord)
        self.telefoon.antwoord(onderdeel, ouder, antwoord)

    def _sleutel_van_verhaal(self, code: str, pad: str) -> str:
        titel = self.titels.get(pad, "")
        met_titel = f"{code} · {titel}"
        return met_titel if met_titel in self.verhaal.afwijkingen else code

    def _beantwoord(self, zicht: Zicht, vraag: PlanVraag, code: str, pad: str) -> None:
        if self._is_left_out(zicht, vraag, code, pad):
            self.antwoorden[code, pad] = Antwoord()
            return
        antwoord: dict[str, Any] = {"waarde": self._waarde(zicht, vraag, code, pad)}
        if antwoord["waarde"] in {"nvt", "niet_gecontroleerd"} if isinstance(antwoord["waarde"], str) else False:
            redenen = self.verhaal.nvt if antwoord["waarde"] == "nvt" else self.verhaal.niet_gecontroleerd
            antwoord["reden"] = redenen.get(code) or "Komt hier niet voor."
        afwijking = self.verhaal.afwijkingen.get(self._sleutel_van_verhaal(code, pad))
        if afwijking and antwoord["waarde"] == "voldoet_niet":
            antwoord["direct_hersteld"] = afwijking.direct_hersteld
        self.antwoorden[code, pad] = Antwoord.from_wire(antwoord)
        self.telefoon.antwoord(code, pad, antwoord)
        self._fotos(zicht, vraag, code, pad)

    def _is_left_out(self, zicht: Zicht, vraag: PlanVraag, code: str, pad: str) -> bool:
        """A follow-up nobody must answer: at a point that does not apply, or in words the story does not have."""
        if vraag.bij is None or code in self.verhaal.waarden or is_verplicht(zicht, vraag, pad):
            return False
        punt = self.antwoorden.get((vraag.bij, pad))
        return vraag.type in {"tekst", "meerkeuze"} or (punt is not None and punt.waarde == "nvt")

    def _waarde(self, zicht: Zicht, vraag: PlanVraag, code: str, pad: str) -> Any:  # noqa: C901
        dag = local(self.telefoon.klok).date()
        if code in self.verhaal.waarden:
            waarde = self.verhaal.waarden[code]
            terug = vraag.type == "datum" and isinstance(waarde, int)
            return (dag - timedelta(days=waarde)).isoformat() if terug else waarde
        match vraag.type:
            case "oordeel":
                return self._oordeel(code, pad)
            case "document":
                mis = self._sleutel_van_verhaal(code, pad) in self.verhaal.afwijkingen
                return {"stand": "niet_getoond" if mis else "gezien", "datum": (dag - timedelta(days=90)).isoformat()}
            case "getal":
                return self._getal(zicht, vraag, pad)
            case "steekproef":
                return {"n": 4, "van": 12}
            case "datum":
                return (dag - timedelta(days=self.rng.randint(5, 40))).isoformat()
            case "tijdstip":
                return self.telefoon.klok.isoformat()
            case "keuze":
                return vraag.opties[-1] if vraag.opties[:1] == ["ja"] else vraag.opties[0]
            case "meerkeuze":
                return vraag.opties[:1]
            case "locatie":
                return {"lat": self.telefoon.lat, "lon": self.telefoon.lon, "nauwkeurigheid": 6.0}
            case "foto":
                return None
            case _:
                return "Ter plaatse gezien en besproken."

    def _oordeel(self, code: str, pad: str) -> str:
        if self._sleutel_van_verhaal(code, pad) in self.verhaal.afwijkingen:
            return "voldoet_niet"
        if code in self.verhaal.niet_gecontroleerd:
            return "niet_gecontroleerd"
        return "nvt" if code in self.verhaal.nvt else "voldoet"

    def _getal(self, zicht: Zicht, vraag: PlanVraag, pad: str) -> str:
        """A number that meets the norm when there is one, else a few within the bounds."""
        grenzen = [norm.waarde for norm in vraag.normen if norm.waarde]
        kandidaten = [*grenzen, _a_few(vraag), vraag.minimum or "1", vraag.maximum or "3"]
        for kandidaat in kandidaten:
            proef = Antwoord(waarde=kandidaat)
            stand = Stand(antwoorden={**self.antwoorden, (vraag.code, pad): proef}, **self.vast)
            if norm_voorstel(
                Zicht(self.plan, stand, zicht.vragen, zicht.onderdelen, zicht.pads), vraag.code, pad
            ).oordeel != ("voldoet_niet"):
                return kandidaat
        return kandidaten[0]

    def _bevinding(self, code: str, pad: str) -> None:
        afwijking = self.verhaal.afwijkingen[self._sleutel_van_verhaal(code, pad)]
        inhoud = self._feiten(afwijking, code, pad)
        if self.plan.vraag_van_code[code].spoor in {"publiek", "bureau"}:
            inhoud |= self._oordeel_lhso(afwijking)
        self.telefoon.schrijf("bevinding", inhoud, f"{code}@{pad}")

    def _feiten(self, afwijking: Afwijking, code: str, pad: str) -> dict[str, Any]:
        return {
            "bevinding": str(new_key()),
            "overtreding": str(new_key()),
            "beoordeling": str(new_key()),
            "code": code,
            "pad": pad,
            "constatering": afwijking.constatering,
            "herstel": afwijking.herstel,
            "waar": afwijking.waar,
            "is_overtreding": True,
            "voorschrift": afwijking.voorschrift,
            "soort_overtreding": "voortdurend",
            "herstelbaar": True,
            "gebruik": False,
            "overtreder": self.verhaal.betrokkene,
            "handhaven": True,
            "gereed": True,
        }

    def _oordeel_lhso(self, afwijking: Afwijking) -> dict[str, Any]:
        berekend = cel(afwijking.gevolg, afwijking.gedrag)
        soorten = [afwijking.omstandigheid] if afwijking.omstandigheid else []
        definitief = voorgestelde_cel(self.matrix, berekend, soorten)
        gekozen = voorstellen(self.matrix, definitief)[0].code
        dag = local(self.telefoon.klok).date()
        som = hersteltermijn(dag, weken=afwijking.weken)
        voorstel = recidive(self.matrix, [], sleutel=afwijking.voorschrift, overtreder="", op=dag)
        nodig, waarom = overleg(self.matrix, definitief, 0)
        omstandigheden = [
            {"soort": soort, "code": afwijking.omstandigheid_code, "toelichting": afwijking.waarom_verschuift}
            for soort in soorten
        ]
        return {
            "gevolg": afwijking.gevolg,
            "gevolg_motivering": afwijking.waarom_gevolg,
            "gedrag": afwijking.gedrag,
            "gedrag_motivering": afwijking.waarom_gedrag,
            "recidive": "nee",
            "recidive_motivering": voorstel.omdat,
            "omstandigheden": omstandigheden,
            "geen_omstandigheden": not soorten,
            "cel_berekend": berekend,
            "cel_definitief": definitief,
            "cel_reden": afwijking.waarom_verschuift,
            "geen_aspecten": True,
            "overleg": "nodig" if nodig == "ja" else "niet_nodig",
            "overleg_toelichting": waarom,
            "interventies": [gekozen],
            "legalisatie": "nvt",
            "termijn": {
                "uiterlijk": som.uiterlijk.isoformat(),
                "keuze": f"{afwijking.weken}w",
                "som": " ".join(som.stappen),
            },
            "hercontrole": not afwijking.direct_hersteld,
            "hercontrole_op": som.hercontrole.isoformat(),
            "matrix_versie": self.matrix.versie,
        }

    def _fotos(self, zicht: Zicht, vraag: PlanVraag, code: str, pad: str) -> None:
        """Takes what the story tells of and what is required here, as far as it was not taken yet."""
        if vraag.foto.wanneer == "nooit" and vraag.type != "foto":
            return
        afwijking = self.verhaal.afwijkingen.get(self._sleutel_van_verhaal(code, pad))
        scenes = list(afwijking.scenes) if afwijking else []
        scenes += [self.verhaal.overzicht] * (foto_minimum(zicht, vraag, pad) - len(scenes))
        for scene in scenes[self.fotos.get((code, pad), 0) :]:
            onderschrift = (afwijking.waar if afwijking else "") or "Overzicht"
            self.telefoon.foto(code, pad, teken(scene, self.rng.randint(1, 10_000)), onderschrift)
            self.fotos[code, pad] = self.fotos.get((code, pad), 0) + 1

    def _betrokkene(self) -> None:
        if self.verhaal.reactie:
            self.telefoon.bezoek("reactie", self.verhaal.reactie)
        if self.verhaal.betrokkene:
            self.telefoon.handtekening("betrokkene", self.verhaal.betrokkene)
        else:
            self.telefoon.handtekening("betrokkene", "", reden_geen="Er was niemand om te tekenen.")


def _a_few(vraag: PlanVraag) -> str:
    """A number that is usual for its unit, else three more than the least it may be; as far as it may go."""
    meer = Decimal(vraag.minimum or "0") + GEWOON.get(vraag.eenheid or "", 3)
    return str(min(meer, Decimal(vraag.maximum)) if vraag.maximum else meer)
