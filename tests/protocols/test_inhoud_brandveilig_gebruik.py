"""Brandveilig gebruik carries every item of its source sheet as structure."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from tests.protocols import kort
from tests.protocols.bladtoets import PrevapBlad
from tests.protocols.bronnen import definitie, plek
from tests.protocols.verschil import anders, klopt

PROTOCOL = "brandveilig-gebruik"


class TestBlad(PrevapBlad):
    protocol = PROTOCOL
    codes = [*(f"PRV-{nummer:02}" for nummer in range(1, 34))]
    eigen_woorden = {
        "PRV-10": "Openen deuren voor meer dan 100 personen met lichte druk of panieksluiting?",
        "PRV-25": "Is het inspectiecertificaat van brandmeldinstallatie en ontruimingsalarm geldig?",
        "PRV-26": "Worden brandmeldinstallatie en ontruimingsalarm beheerd en onderhouden?",
    }
    vervolgvragen = {
        "PRV-01.1": "document | altijd",
        "PRV-01.2": "getal personen | PRV-01 is voldoet_niet",
        "PRV-01.3": "keuze | PRV-01 is voldoet_niet",
        "PRV-02.1": "meerkeuze indeling/functie/personen/installatie | PRV-02 is voldoet_niet",
        "PRV-02.2": "foto | PRV-02 is voldoet_niet",
        "PRV-03.1": "getal personen | altijd",
        "PRV-03.2": "keuze ja/nee | PRV-03 is voldoet_niet",
        "PRV-05.1": "meerkeuze auto/container/terras/anders | PRV-05 is voldoet_niet",
        "PRV-05.2": "keuze ja/nee | PRV-05 is voldoet_niet",
        "PRV-06.1": "tekst | PRV-06 is voldoet_niet",
        "PRV-08.1": "getal m | PRV-08 is voldoet_niet",
        "PRV-32.1": "meerkeuze meubels/fiets/scootmobiel/afval/kratten/versiering/anders | altijd",
        "PRV-32.2": "keuze ja/nee | PRV-32 is voldoet_niet",
        "PRV-32.3": "keuze ja/nee | PRV-32 is voldoet_niet",
        "PRV-33.1": "getal m | altijd",
        "PRV-09.1": "getal personen | PRV-09 is voldoet_niet",
        "PRV-11.1": "getal deuren | PRV-11 is voldoet_niet",
        "PRV-11.2": "tekst | PRV-11 is voldoet_niet",
        "PRV-12.1": "tekst | PRV-12 is voldoet_niet",
        "PRV-12.2": "tekst | PRV-12 is voldoet_niet",
        "PRV-13.1": "meerkeuze ontbreekt/afgedekt/defect | PRV-13 is voldoet_niet",
        "PRV-14.1": "keuze ja/nee | PRV-14 is voldoet_niet",
        "PRV-15.1": "getal m | altijd",
        "PRV-15.2": "getal personen | altijd",
        "PRV-15.3": "document | PRV-15.1 kleiner 2.5 en PRV-15.2 groter 50",
        "PRV-18.1": "getal m | altijd",
        "PRV-19.1": "getal m | altijd",
        "PRV-21.1": "keuze ja/nee | PRV-21 in voldoet_niet/nader_onderzoek",
        "PRV-21.2": "getal ppm | PRV-21 in voldoet_niet/nader_onderzoek en PRV-21.1 is ja",
        "PRV-22.1": "keuze ja/nee | PRV-22 is voldoet_niet",
        "PRV-23.1": "tekst | PRV-23 is voldoet_niet",
        "PRV-23.2": "getal kg | PRV-23 is voldoet_niet",
        "PRV-23.3": "getal l | PRV-23 is voldoet_niet",
        "PRV-24.1": "keuze | altijd",
        "PRV-24.2": "getal m² | altijd",
        "PRV-24.3": "getal m | altijd",
        "PRV-24.4": "keuze ja/nee | PRV-24.1 is bijeenkomst_kinderen_jonger_4"
        " en (PRV-24.2 groter 200 of PRV-24.3 groter 1.5)",
        "PRV-24.5": "keuze ja/nee | PRV-24.1 is logiesgebouw en PRV-24.2 groter 250",
        "PRV-24.6": "keuze ja/nee | PRV-24.1 is logiesgebouw en PRV-24.3 groter 1.5"
        " en mogelijk (object.logies_24_uursbewaking is False)",
        "PRV-24.7": "keuze ja/nee | PRV-24.1 is gezondheidszorg_bedgebied",
        "PRV-25.1": "datum | altijd",
        "PRV-25.2": "keuze ja/nee | altijd",
        "PRV-26.1": "keuze ja/nee | PRV-26 in voldoet_niet/nader_onderzoek",
        "PRV-26.2": "keuze ja/nee | PRV-26 in voldoet_niet/nader_onderzoek en PRV-26.1 is ja",
        "PRV-27.1": "datum | altijd",
        "PRV-28.1": "datum | altijd",
        "PRV-29.1": "keuze ja/nee | PRV-29 is voldoet_niet",
        "PRV-30.1": "datum | altijd",
    }
    acties = {
        "PRV-03": ["spoed | PRV-03 is voldoet_niet en PRV-03.2 is nee"],
        "PRV-06": ["blok_openen zorgplichten | PRV-06 is voldoet_niet"],
        "PRV-07": ["spoed | PRV-07 direct_hersteld is False"],
        "PRV-08": [
            "hercontrole | PRV-08 direct_hersteld is False",
            "blok_openen zorgplichten | PRV-08 is voldoet_niet",
        ],
        "PRV-33": ["hercontrole | PRV-33 direct_hersteld is False"],
        "PRV-21": [
            "spoed | PRV-21.1 is ja",
            "doorsturen | PRV-21.1 is ja",
            "blok_openen zorgplichten | PRV-21 is voldoet_niet",
        ],
        "PRV-22": ["blok_openen zorgplichten | PRV-22 is voldoet_niet"],
        "PRV-23": ["blok_openen zorgplichten | PRV-23 is voldoet_niet"],
        "PRV-26": ["spoed | PRV-26.1 is ja en PRV-26.2 is nee"],
        "PRV-31": ["blok_openen zorgplichten | PRV-31 is voldoet_niet"],
    }
    normen = {
        "PRV-01.2": [
            "<= 0 personen | PRV-01.3 in woon_kamergewijs/woon_zorg",
            "<= 10 personen | PRV-01.3 in bijeenkomst_kinderen_jonger_4/bijeenkomst_kinderen_4_tot_12"
            "/bijeenkomst_beperking/cel/gezondheidszorg_bedgebied/logiesgebouw/basisonderwijs",
            "<= 50 personen | PRV-01.3 in bijeenkomst_overig/gezondheidszorg_overig/logies_overig"
            "/onderwijs_overig/sport/winkel/stalling_motorvoertuigen/personenvervoer",
            "<= 150 personen | PRV-01.3 in industrie/kantoor/nevenfunctie_kantoor_industrie",
        ],
        "PRV-33.1": [">= 0.85 m"],
        "PRV-09.1": ["<= 60 personen"],
        "PRV-18.1": [">= 0.4 m"],
        "PRV-19.1": [">= 1.1 m"],
        "PRV-25.1": ["<= 36 maanden | PRV-25.2 is nee", "<= 12 maanden | PRV-25.2 is ja"],
        "PRV-27.1": ["<= 24 maanden"],
        "PRV-28.1": ["<= 12 maanden"],
    }
    getoond = {
        "PRV-04": "object.gelijkwaardigheid is True",
        "PRV-10": "object.personen_per_uitgang groter 100",
        "PRV-18": "object.stoelen_in_rijen is True",
        "PRV-28": "object.sprinkler is True of object.rookbeheersing is True",
        "PRV-32": "object.woongebouw is True",
        "PRV-33": "object.woongebouw is True",
    }
    verhogingen = {
        "PRV-03": ["PRV-03 is voldoet_niet en PRV-03.2 is nee → 4"],
        "PRV-08": ["PRV-08 is voldoet_niet en PRV-08 direct_hersteld is False → 4"],
        "PRV-15": ["PRV-15 is voldoet_niet en PRV-15.1 kleiner 2.5 en PRV-15.2 groter 50 → 4"],
        "PRV-21": ["PRV-21 is voldoet_niet en PRV-21.1 is ja → 4"],
        "PRV-22": ["PRV-22 is voldoet_niet en PRV-22.1 is ja → 4"],
        "PRV-26": ["PRV-26 is voldoet_niet en PRV-26.1 is ja en PRV-26.2 is nee → 4"],
        "PRV-32": ["PRV-32 is voldoet_niet en PRV-32.2 is ja → 4"],
    }


def _frequentieblad() -> dict[str, Any]:
    blad = (Path(__file__).parent / "bronnen" / f"{PROTOCOL}.md").read_text(encoding="utf-8")
    (blok,) = re.findall(r"```yaml\n(.*?)```", blad, re.DOTALL)
    inhoud: dict[str, Any] = yaml.safe_load(blok)["frequentieschema"]
    return inhoud


def _frequentieschema() -> dict[str, Any]:
    pad = Path(__file__).parents[2] / "protocols" / PROTOCOL / "frequentieschema.yaml"
    inhoud: dict[str, Any] = yaml.safe_load(pad.read_text(encoding="utf-8"))["frequentieschema"]
    return inhoud


def test_frequency_table_is_that_of_the_sheet() -> None:
    heeft, moet = _frequentieschema(), _frequentieblad()
    assert len(heeft["regels"]) == len(moet["regels"]) == 26
    klopt(anders(*({regel["code"]: regel for regel in deel.pop("regels")} for deel in (heeft, moet))))
    klopt(anders(heeft, moet))


def test_thresholds_of_table_6_6_are_norms_per_use() -> None:
    tabel = dict(_frequentieschema()["melddrempel_personen_tabel_6_6_bbl"])
    tabel.pop("regel")
    kinderen = tabel.pop("bijeenkomst_kinderen_jonger_12")
    tabel |= {"bijeenkomst_kinderen_jonger_4": kinderen, "bijeenkomst_kinderen_4_tot_12": kinderen}
    tabel["nevenfunctie_kantoor_industrie"] = tabel.pop("nevenfunctie_van_kantoor_of_industrie")
    (aantal,) = (vraag for vraag in plek(PROTOCOL, "PRV-01").punt.vervolgvragen if vraag.code == "PRV-01.2")
    normen = {gebruik: norm.waarde for norm in aantal.normen for gebruik in (norm.als.in_ or [] if norm.als else [])}
    assert normen == {gebruik: 0 if drempel == "altijd" else drempel for gebruik, drempel in tabel.items()}


def test_phases_are_the_six_of_the_sheet() -> None:
    assert "".join(fase.code for fase in definitie(PROTOCOL).fasen) == "VBRIOA"


def test_blocks_show_when_the_use_asks_for_them_and_not_when_it_is_unknown() -> None:
    gezegd = {
        blok.blok: (blok.plaats, blok.bij_onbekend, kort.zeg(blok.toon_als) if blok.toon_als else "altijd")
        for blok in definitie(PROTOCOL).blokken
    }
    gebruik = "object.gebruiksfunctie in"
    assert gezegd == {
        "algemeen": ("begin", "verberg", "altijd"),
        "prv-kinderopvang-school": (
            "eind",
            "verberg",
            f"{gebruik} bijeenkomst_kinderen_jonger_4/bijeenkomst_kinderen_4_tot_12/basisonderwijs",
        ),
        "prv-zorg": ("eind", "verberg", f"{gebruik} woon_zorg/gezondheidszorg_bedgebied/gezondheidszorg_overig"),
        "prv-logies": ("eind", "verberg", f"{gebruik} logiesgebouw/logies_overig/recreatiepark"),
        "prv-kamerverhuur": ("eind", "verberg", f"{gebruik} woon_kamergewijs"),
        "zorgplichten": (
            "eind",
            "verberg",
            "PRV-31 is voldoet_niet of controle.zorgplichten is True"
            " of zaak.zorgplichten is True of object.zorgplichten is True",
        ),
    }


def test_every_use_can_be_chosen_at_the_object_and_at_the_items() -> None:
    van = definitie(PROTOCOL)
    (feit,) = (feit for feit in van.feiten if feit.code == "object.gebruiksfunctie")
    assert feit.type == "meerkeuze"
    assert feit.opties == van.lijsten["gebruik"]


def test_protocol_is_a_concept_that_says_what_is_open() -> None:
    van = definitie(PROTOCOL)
    assert van.vaststelling is None
    assert any("PREVAP" in zin for zin in van.openstaand)
    assert any("deelprotocollen verborgen" in zin for zin in van.openstaand)
    assert len(van.proeven) >= 5
