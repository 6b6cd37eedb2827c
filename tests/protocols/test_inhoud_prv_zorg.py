"""The deelprotocol zorg carries every item of its source sheet as structure."""

from __future__ import annotations

from tests.protocols.bladtoets import Deelprotocol
from tests.protocols.bronnen import plek

PROTOCOL = "prv-zorg"


class TestBlad(Deelprotocol):
    protocol = PROTOCOL
    codes = [f"PRV-Z{nummer}" for nummer in range(1, 10)]
    eigen_woorden = {
        "PRV-Z2": "Past de brandmeldinstallatie bij de zorgvorm?",
    }
    vervolgvragen = {
        "PRV-Z1.1": "keuze ja/nee | altijd",
        "PRV-Z3.1": "getal s | altijd",
        "PRV-Z4.1": "getal personen | altijd",
        "PRV-Z5.1": "keuze onbewaakt/permanent_bewaakt | PRV-Z5 in voldoet_niet/nader_onderzoek",
        "PRV-Z5.2": "getal m² | PRV-Z5 in voldoet_niet/nader_onderzoek",
        "PRV-Z5.3": "getal min | PRV-Z5 in voldoet_niet/nader_onderzoek",
        "PRV-Z6.1": "getal deuren | PRV-Z6 is voldoet_niet",
        "PRV-Z7.1": "keuze ja/nee | PRV-Z7 is voldoet_niet",
    }
    acties = {
        "PRV-Z1": ["document_opvragen | PRV-Z1.1 is ja", "taak | PRV-Z1.1 is ja"],
        "PRV-Z7": ["blok_openen zorgplichten | PRV-Z7 is voldoet_niet"],
        "PRV-Z8": ["blok_openen zorgplichten | PRV-Z8 is voldoet_niet"],
    }
    normen = {
        "PRV-Z5.2": ["<= 100 m² | PRV-Z5.1 is onbewaakt", "<= 1000 m² | PRV-Z5.1 is permanent_bewaakt"],
        "PRV-Z5.3": [">= 20 min"],
    }
    getoond = {"PRV-Z4": "niet (PRV-Z1 in afspraak/afroep)"}
    verhogingen = {"PRV-Z7": ["PRV-Z7 is voldoet_niet en PRV-Z7.1 is ja → 4"]}


def test_nachtbezetting_is_asked_until_lid_2_is_known_to_exempt_it() -> None:
    assert plek(PROTOCOL, "PRV-Z4").punt.bij_onbekend == "toon"
