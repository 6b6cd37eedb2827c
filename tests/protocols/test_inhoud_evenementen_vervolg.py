"""What follows from an answer in evenementen is what its source sheet says."""

from __future__ import annotations

import re

import pytest

from tests.protocols import kort
from tests.protocols.bronnen import (
    GEBRUIK,
    Rij,
    bladeren,
    definitie,
    eenheden,
    gevolg_van_vervolg,
    keuzelijsten,
    opties,
    plek,
    rijen,
    vervolg_delen,
)

PROTOCOL = "evenementen"
RIJEN = rijen(PROTOCOL)
ACTIES = {
    "EVT-01": {"stilleggen"},
    "EVT-09": {"niet_vrijgeven", "advies_vragen"},
    "EVT-10": {"spoed"},
    "EVT-14": {"stilleggen"},
    "EVT-18": {"spoed"},
    "EVT-22": {"spoed"},
    "EVT-32": {"blok_openen"},
    "EVT-33": {"doorsturen"},
    "EVT-36": {"taak", "spoed"},
}
"""Acts the sheet names in its follow-up cells, by item."""
VERVOLG = """
EVT-01.1 keuze a/b/c/klein | EVT-01 is voldoet_niet
EVT-03.1 tekst | altijd
EVT-04.1 locatie | EVT-04 is voldoet_niet
EVT-05.1 getal m | altijd
EVT-05.2 getal m | altijd
EVT-05.3 getal m | altijd
EVT-08.1 getal m/s | altijd
EVT-08.2 getal Bft | altijd
EVT-09.1 tekst | altijd
EVT-10.1 getal m/s | altijd
EVT-10.2 keuze ja/nee | EVT-10.1 beantwoord True
EVT-11.1 getal m | altijd
EVT-11.2 getal m | altijd
EVT-11.3 getal m | altijd
EVT-12.1 getal personen | altijd
EVT-12.2 getal stuks | altijd
EVT-12.3 getal m | EVT-12.1 groter 225
EVT-12.4 getal m | altijd
EVT-12.5 keuze p90/p110/p135 | EVT-12.4 beantwoord True
EVT-12.6 getal personen per minuut | EVT-12.5 beantwoord True
EVT-13.1 getal m | altijd
EVT-16.1 keuze ja/nee | EVT-16 is voldoet_niet
EVT-18.1 getal personen | altijd
EVT-19.1 getal m | altijd
EVT-19.2 getal m | altijd
EVT-20.1 document | altijd
EVT-21.1 tekst | altijd
EVT-21.2 keuze gas/gas_frituren/elektrisch_frituren/anders | altijd
EVT-21.3 getal m | altijd
EVT-21.4 getal m | altijd
EVT-22.1 keuze ja/nee | EVT-22 is voldoet_niet
EVT-24.1 getal l | altijd
EVT-24.2 getal l | altijd
EVT-24.3 getal l | altijd
EVT-25.1 document | zaak.categorie is c
EVT-27.1 getal personen | altijd
EVT-29.1 getal personen | altijd
EVT-29.2 getal personen | altijd
EVT-30.1 tekst | altijd
EVT-30.2 getal dB(A) | altijd
EVT-30.3 getal dB(C) | altijd
EVT-30.4 tijdstip | altijd
EVT-30.5 tekst | altijd
EVT-30.6 getal dB | EVT-30 is voldoet_niet
EVT-30.7 keuze ja/nee | EVT-30 is voldoet_niet
EVT-31.1 tijdstip | altijd
EVT-34.1 getal slapers | altijd
EVT-37.1 getal stuks | altijd
EVT-37.2 keuze ja/nee | EVT-37 is voldoet_niet
EVT-39.1 getal € | EVT-39 is voldoet_niet
EVT-40.1 tekst | altijd
EVT-40.2 getal klachten | altijd
"""
"""Every follow-up, written down from the sheet: code, type with unit or choices, and when it is asked."""

per_item = pytest.mark.parametrize("rij", RIJEN, ids=lambda rij: rij.code)


@per_item
def test_follow_ups_are_asked_exactly_when_the_sheet_says(rij: Rij) -> None:
    regels = (regel.split(" ", 1) for regel in VERVOLG.split("\n") if regel.startswith(f"{rij.code}."))
    assert kort.vervolg_in_het_kort(PROTOCOL, rij.code) == dict(regels)


@per_item
def test_every_follow_up_is_structure(rij: Rij) -> None:
    punt = plek(PROTOCOL, rij.code).punt
    stukken = [stuk for stuk in vervolg_delen(rij) if "n.v.t." not in stuk]
    assert gevolg_van_vervolg(punt) >= len(stukken)
    for stuk in stukken:
        for eenheid in (deel for naam in eenheden(stuk, GEBRUIK) for deel in naam.split(" of ")):
            assert any(vraag.type == "getal" and vraag.eenheid == eenheid for vraag in punt.vervolgvragen), eenheid
        if "DOC" in stuk:
            assert any(vraag.type == "document" for vraag in punt.vervolgvragen)


@per_item
def test_choices_of_the_sheet_are_offered(rij: Rij) -> None:
    vragen = [plek(PROTOCOL, rij.code).punt, *plek(PROTOCOL, rij.code).punt.vervolgvragen]
    aangeboden = [opties(vraag, definitie(PROTOCOL)) for vraag in vragen if vraag.type == "keuze"]
    for lijst in keuzelijsten(rij.antwoord):
        assert [naam.replace(" ", "_") for naam in lijst] in aangeboden


@per_item
def test_acts_are_those_the_sheet_names(rij: Rij) -> None:
    punt = plek(PROTOCOL, rij.code).punt
    assert {actie.soort for actie in punt.acties} == ACTIES.get(rij.code, set())


@per_item
def test_conditions_named_in_the_follow_up_cell_are_conditions(rij: Rij) -> None:
    punt = plek(PROTOCOL, rij.code).punt
    vragen, acties, regels = punt.vervolgvragen, punt.acties, punt.gevolg_regels
    voorwaarden = [*(v.toon_als for v in vragen), *(a.als for a in acties), *(r.als for r in regels)]
    bladen = [blad for voorwaarde in voorwaarden for blad in bladeren(voorwaarde)]
    for teken, getal in re.findall(r"([<>]) (\d+(?:,\d+)?) (?:m|dB)\b", rij.vervolg):
        grens = float(getal.replace(",", "."))
        assert any((blad.groter if teken == ">" else blad.kleiner) == grens for blad in bladen)
    if "nee →" in rij.vervolg:
        assert any(blad.deel == "direct_hersteld" and blad.is_ is False for blad in bladen)
