"""The deelprotocol kamergewijze verhuur carries every item of its source sheet as structure."""

from __future__ import annotations

from tests.protocols.bladtoets import Deelprotocol
from tests.protocols.bronnen import definitie, plekken

PROTOCOL = "prv-kamerverhuur"


class TestBlad(Deelprotocol):
    protocol = PROTOCOL
    codes = [f"PRV-V{nummer}" for nummer in range(1, 11)]
    eigen_woorden = {
        "PRV-V3": "Hangen rookmelders in alle kamers, of is elke kamer 30 minuten brandwerend?",
    }
    vervolgvragen = {
        "PRV-V1.1": "getal wooneenheden | altijd",
        "PRV-V2.1": "getal aantal | altijd",
        "PRV-V2.2": "keuze ja/nee | altijd",
        "PRV-V3.1": "document | altijd",
        "PRV-V4.1": "tekst | PRV-V4 is voldoet_niet",
        "PRV-V7.1": "getal deuren | PRV-V7 is voldoet_niet",
        "PRV-V9.1": "getal slaapplaatsen | PRV-V9 is voldoet_niet",
        "PRV-V10.1": "getal m² | altijd",
        "PRV-V10.2": "getal m | altijd",
    }
    acties = {
        "PRV-V1": ["taak | PRV-V1.1 kleiner 5"],
        "PRV-V6": ["hercontrole | PRV-V6 direct_hersteld is False"],
        "PRV-V8": ["blok_openen zorgplichten | PRV-V8 is voldoet_niet"],
        "PRV-V9": ["stilleggen | PRV-V9 is voldoet_niet", "blok_openen zorgplichten | PRV-V9 is voldoet_niet"],
    }
    normen = {
        "PRV-V5": ["<= 24 maanden"],
        "PRV-V10": [">= 10 m²", ">= organisatie.kamernorm_m2 m²"],
        "PRV-V10.1": [">= 7.5 m²"],
        "PRV-V10.2": [">= 2.4 m"],
    }


def test_room_per_wooneenheid_is_measured_per_wooneenheid() -> None:
    assert [p.punt.code for p in plekken(definitie(PROTOCOL)) if p.herhaald_per == ["wooneenheid"]] == ["PRV-V10"]
