"""Uitweg carries every item of its source sheet as structure."""

from __future__ import annotations

from tests.protocols.bladtoets import BouwBlad
from tests.protocols.bronnen import definitie, plekken

PROTOCOL = "uitweg"


class TestBlad(BouwBlad):
    protocol = PROTOCOL
    fasen = "012"
    kengetallen = [(1, 3)]
    codes = [f"UW-{nummer:02}" for nummer in range(1, 16)]
    vervolgvragen = {
        "UW-01.1": "keuze gemeente/provincie/waterschap | altijd",
        "UW-01.2": "keuze alsnog_melden/verbieden/doorsturen | UW-01 is voldoet_niet",
        "UW-02.1": "datum | altijd",
        "UW-03.1": "getal uitwegen | altijd",
        "UW-03.2": "keuze groen/parkeerplaats/beide | UW-03 is voldoet_niet",
        "UW-04.1": "getal m | altijd",
        "UW-04.2": "getal m | UW-04 is voldoet_niet",
        "UW-05.1": "getal m | altijd",
        "UW-05.2": "keuze ja/nee | UW-05.1 groter zaak.vergunde_breedte",
        "UW-06.1": "keuze ja/nee | UW-06 is voldoet_niet",
        "UW-06.2": "keuze ja/nee | UW-06 is voldoet_niet",
        "UW-08.1": "getal bomen | UW-08 is voldoet_niet",
        "UW-09.1": "getal vakken | altijd",
    }
    acties = {
        "UW-06": ["advies_vragen verkeerskundige | UW-06.1 is ja"],
        "UW-11": ["doorsturen waterschap | UW-11 is voldoet_niet"],
    }
    verhogingen = {
        "UW-06": ["UW-06.2 is ja → 3"],
    }
    getoond = {
        "UW-11": "zaak.kruist_watergang is True",
        "UW-13": "zaak.verplaatsing is True",
        "UW-15": "UW-01.1 is provincie",
    }
    normen = {"UW-05.1": ["<= zaak.vergunde_breedte m"]}


def test_unknown_hides_no_item() -> None:
    assert {plaats.punt.bij_onbekend for plaats in plekken(definitie(PROTOCOL)) if plaats.toon_als} == {"toon"}


def test_municipal_works_inspects() -> None:
    assert definitie(PROTOCOL).uitvoerende_organisatie == "Gemeentewerken (GW)"


def test_local_rule_is_never_called_read() -> None:
    lokaal = [g for p in plekken(definitie(PROTOCOL)) for g in p.punt.grondslagen if g.herkomst == "gemeente"]
    assert {g.zekerheid for g in lokaal} == {"onbevestigd"}


def test_provincial_road_keeps_its_old_article_for_cases_of_before_2024() -> None:
    oud = {
        (plaats.punt.code, g.artikel)
        for plaats in plekken(definitie(PROTOCOL))
        for g in plaats.punt.grondslagen
        if g.regime == "wabo" and g.herkomst == "provincie"
    }
    assert oud == {("UW-01", "3.19"), ("UW-15", "3.19")}
