"""The protocol alcoholwet carries every item of its source sheet as structure."""

from __future__ import annotations

from tests.protocols.bladtoets import WetBlad

PROTOCOL = "alcoholwet"


class TestBlad(WetBlad):
    protocol = PROTOCOL
    standaard = "Alcoholwet"
    fasen = "VPLA"
    codes = [f"ALC-{nummer:02}" for nummer in range(1, 26)]
    merken = {"ALC-18": "signaal", "ALC-25": "signaal"}
    anders = {"ALC-12": "explanation: where other rules on the room stand"}
    vervolgvragen = {
        "ALC-01.1": "keuze horeca/slijter/para/geen | altijd",
        "ALC-01.2": "keuze ja/nee | ALC-01 is voldoet_niet",
        "ALC-03.1": "tekst | altijd",
        "ALC-05.1": "getal aantal | altijd",
        "ALC-05.2": "keuze ja/nee | ALC-05 is voldoet_niet",
        "ALC-06.1": "getal overtredingen | ALC-06 is voldoet_niet",
        "ALC-06.2": "keuze ja/nee | ALC-06 is voldoet_niet",
        "ALC-08.1": "keuze ja/nee | ALC-08 is voldoet_niet",
        "ALC-11.1": "getal m² | ALC-11 is voldoet_niet",
        "ALC-12.1": "getal m² | altijd",
        "ALC-15.1": "tijdstip | altijd",
        "ALC-16.1": "tekst | ALC-16 is voldoet_niet",
        "ALC-17.1": "getal € | altijd",
        "ALC-17.2": "getal € | altijd",
        "ALC-17.3": "getal % | altijd",
        "ALC-18.1": "getal % | altijd",
        "ALC-20.1": "tekst | ALC-20 is voldoet_niet",
    }
    acties = {
        "ALC-01": ["stilleggen | ALC-01 is voldoet_niet"],
        "ALC-06": ["taak burgemeester | ALC-06.1 minstens 3 en ALC-06.2 is ja"],
        "ALC-18": ["doorsturen NVWA | ALC-18 is voldoet_niet"],
        "ALC-23": ["taak vergunningverlener | ALC-23 is voldoet_niet"],
        "ALC-25": ["doorsturen NVWA | ALC-25 is voldoet_niet"],
    }
    getoond = {
        "ALC-03": "niet (ALC-01.1 is para)",
        "ALC-13": "ALC-01.1 is para",
        "ALC-14": "ALC-01.1 is para",
        "ALC-15": "ALC-01.1 is para",
        "ALC-16": "ALC-01.1 is para",
        "ALC-17": "organisatie.happyhour_verordening is True",
    }
    normen = {
        "ALC-12.1": [">= 35 m² | ALC-01.1 in horeca/para", ">= 15 m² | ALC-01.1 is slijter"],
        "ALC-17.3": [">= 60 %"],
        "ALC-18.1": ["<= 25 %"],
    }
