"""Sloopmelding carries every item of its source sheet as structure."""

from __future__ import annotations

from tests.protocols import kort
from tests.protocols.bladtoets import BouwBlad
from tests.protocols.bronnen import rijen

PROTOCOL = "sloopmelding"


class TestBlad(BouwBlad):
    protocol = PROTOCOL
    fasen = "012345"
    kengetallen = [(1, 0.5)]
    codes = [f"SL-{nummer:02}" for nummer in range(1, 21)]
    merken = {"fase 2": "stoppunt", "SL-11": "stoppunt"}
    vervolgvragen = {
        "SL-01.1": "getal m³ | SL-01 is voldoet_niet",
        "SL-01.2": "keuze ja/nee/onbekend | SL-01 is voldoet_niet",
        "SL-02.1": "datum | altijd",
        "SL-03.1": "meerkeuze monument/gezicht/sloopregeling/soorten/geen | altijd",
        "SL-03.2": "keuze ja/nee | SL-03 is voldoet_niet",
        "SL-04.1": "keuze ontbreekt/onvolledig/ander_deel | SL-04 is voldoet_niet",
        "SL-05.1": "datum | altijd",
        "SL-09.1": "keuze ja/nee/onbekend | SL-09 is voldoet_niet",
        "SL-09.2": "foto | SL-09 is voldoet_niet en SL-09.1 is ja",
        "SL-10.1": "getal m² | altijd",
        "SL-11.1": "keuze ja/nee | SL-11 is voldoet_niet",
        "SL-13.1": "keuze ja/nee | SL-13 is voldoet_niet",
        "SL-13.2": "tekst | SL-13 is voldoet_niet en SL-13.1 is ja",
        "SL-15.1": "getal dB(A) | altijd",
        "SL-17.1": "meerkeuze gevaarlijk/teerhoudend/bitumen/glas/gips/grind/armaturen/lampen | altijd",
        "SL-17.2": "tekst | SL-17 is voldoet_niet",
        "SL-18.1": "getal kg | altijd",
        "SL-20.1": "datum | altijd",
    }
    acties = {
        "SL-01": ["stilleggen | SL-01.2 is ja"],
        "SL-03": ["protocolwissel erfgoed | SL-03 is voldoet_niet"],
        "SL-08": [
            "stilleggen | SL-08 is voldoet_niet",
            "doorsturen omgevingsdienst | SL-08 is voldoet_niet",
            "doorsturen arbeidsinspectie | SL-08 is voldoet_niet",
        ],
        "SL-10": ["taak toezichthouder | SL-10.1 groter 35"],
        "SL-19": ["doorsturen omgevingsdienst | SL-19 is voldoet_niet"],
    }
    verhogingen = {
        "SL-01": ["SL-01.2 is ja → 3"],
        "SL-03": ["SL-03.2 is ja → 4"],
        "SL-11": ["SL-11.1 is ja → 4"],
        "SL-13": ["SL-13.1 is ja → 4"],
    }
    getoond = {
        "SL-04": "object.bouwjaar kleiner 1994",
        "SL-08": "zaak.asbest_risicoklasse in klasse_2/klasse_2a",
        "SL-10": "zaak.asbest_verwijderaar is particulier",
        "SL-12": "zaak.nieuw_asbest_gevonden is True",
        "SL-18": "zaak.asbest_risicoklasse in klasse_2/klasse_2a",
    }
    normen = {"SL-10.1": ["<= 35 m²"]}


def test_items_with_an_old_article_also_show_it_to_cases_of_before_2024() -> None:
    nieuw = {rij.code for rij in rijen(PROTOCOL)} - kort.met_oud_recht(PROTOCOL)
    assert nieuw == {"SL-06", "SL-08", "SL-11"}, "7.5, 7.6, 7.20 and 7.22 have no old counterpart in the sheet"
