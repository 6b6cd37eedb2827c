"""The deelprotocol kinderopvang en school carries every item of its source sheet as structure."""

from __future__ import annotations

from tests.protocols.bladtoets import Deelprotocol
from tests.protocols.bronnen import plek

PROTOCOL = "prv-kinderopvang-school"


class TestBlad(Deelprotocol):
    protocol = PROTOCOL
    codes = [f"PRV-K{nummer}" for nummer in range(1, 9)]
    eigen_woorden = {
        "PRV-K1": "Is de melding gedaan bij meer dan 10 kinderen jonger dan 12 jaar?",
        "PRV-K2": "Is een brandmeldinstallatie met volledige bewaking aanwezig waar vereist?",
        "PRV-K3": "Zijn zonder brandmeldinstallatie rookmelders in verblijfsruimten en vluchtroute aanwezig?",
    }
    anders = {
        "PRV-K8": "a remark that it also belongs to duurzaamheid",
    }
    vervolgvragen = {
        "PRV-K1.1": "getal kinderen | altijd",
        "PRV-K1.2": "getal kinderen | altijd",
        "PRV-K2.1": "getal bedden | PRV-K2 in voldoet_niet/nvt/nader_onderzoek",
        "PRV-K2.2": "getal m² | altijd",
        "PRV-K2.3": "getal m | altijd",
        "PRV-K2.4": "keuze ja/nee | PRV-K2.2 groter 200 of PRV-K2.3 groter 1.5",
        "PRV-K4.1": "getal verdieping | altijd",
        "PRV-K4.2": "getal personen | altijd",
        "PRV-K6.1": "tekst | altijd",
    }
    acties = {
        "PRV-K4": ["blok_openen zorgplichten | PRV-K4 is voldoet_niet"],
        "PRV-K5": ["blok_openen zorgplichten | PRV-K5 is voldoet_niet"],
    }
    normen = {
        "PRV-K2.1": ["<= 6 bedden"],
    }
    getoond = {"PRV-K3": "PRV-K2 is nvt"}


def test_luchtkwaliteit_says_that_it_also_belongs_to_duurzaamheid() -> None:
    assert "duurzaamheid" in (plek(PROTOCOL, "PRV-K8").punt.toelichting or "")
