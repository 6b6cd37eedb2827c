"""Aanleg (werken, geen bouwwerken zijnde) carries every item of its source sheet as structure."""

from __future__ import annotations

from tests.protocols import kort
from tests.protocols.bladtoets import BouwBlad
from tests.protocols.bronnen import plek, rijen

PROTOCOL = "aanleg"


class TestBlad(BouwBlad):
    protocol = PROTOCOL
    fasen = "01234"
    kengetallen = [(1, 1)]
    codes = [f"AA-{nummer:02}" for nummer in range(1, 19)]
    vervolgvragen = {
        "AA-01.1": "datum | altijd",
        "AA-01.2": "keuze ja/nee | AA-01 is voldoet_niet",
        "AA-01.3": "keuze legaliseerbaar/niet | AA-01 is voldoet_niet",
        "AA-02.1": "meerkeuze waterschap/provincie/natuur/od/geen | altijd",
        "AA-03.1": "meerkeuze archeologisch_onderzoek/ecologisch_werkprotocol/melding/klic | altijd",
        "AA-03.2": "keuze ja/nee | AA-03 is voldoet_niet",
        "AA-05.1": "getal m | altijd",
        "AA-05.2": "getal m² | altijd",
        "AA-05.3": (
            "keuze ja/nee/onbekend | AA-05.1 groter zaak.vergunde_diepte of AA-05.2 groter zaak.vergunde_oppervlakte"
        ),
        "AA-08.1": "getal m | altijd",
        "AA-08.2": "keuze ja/nee | AA-08 is voldoet_niet",
        "AA-09.1": "getal m² | altijd",
        "AA-10.1": "getal m | altijd",
        "AA-11.1": "getal stuks | altijd",
        "AA-11.2": "keuze ja/nee/onbekend | AA-11 is voldoet_niet",
        "AA-14.1": "getal m NAP | altijd",
        "AA-16.1": "datum | altijd",
        "AA-16.2": "datum | AA-16 is voldoet_niet",
        "AA-17.1": "tekst | AA-17 is voldoet_niet",
        "AA-18.1": "steekproef planten | altijd",
    }
    acties = {
        "AA-01": ["stilleggen | AA-01.2 is ja"],
        "AA-02": ["doorsturen ketenpartner | AA-02 is voldoet_niet"],
        "AA-06": ["stilleggen | AA-06 is voldoet_niet", "advies_vragen regioarcheoloog | AA-06 is voldoet_niet"],
        "AA-08": ["doorsturen waterschap | AA-08 is voldoet_niet"],
        "AA-12": ["doorsturen omgevingsdienst | AA-12 is voldoet_niet", "doorsturen provincie | AA-12 is voldoet_niet"],
        "AA-13": ["doorsturen omgevingsdienst | AA-13 is voldoet_niet"],
    }
    verhogingen = {
        "AA-03": ["AA-03.2 is ja → 3"],
    }
    getoond = {
        "AA-06": "object.archeologische_waarde is True",
        "AA-07": "zaak.vondst is True",
        "AA-17.1": "AA-17 is voldoet_niet",
    }
    normen = {"AA-05.1": ["<= zaak.vergunde_diepte m"], "AA-05.2": ["<= zaak.vergunde_oppervlakte m²"]}


def test_every_deviation_of_the_result_has_its_own_line() -> None:
    assert plek(PROTOCOL, "AA-17.1").herhaald_per == ["afwijking"]
    assert plek(PROTOCOL, "AA-17").herhaald_per == []


def test_items_with_an_old_article_also_show_it_to_cases_of_before_2024() -> None:
    genoemd = {rij.code for rij in rijen(PROTOCOL) if "Ow 5.1 lid 1 a" in rij.grondslag or "Ow 5.5" in rij.grondslag}
    assert kort.met_oud_recht(PROTOCOL) == genoemd | {"AA-17.1"}
