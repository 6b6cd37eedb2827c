"""The deelprotocol kinderopvang en school carries every item of its source sheet as structure."""

from __future__ import annotations

from tests.protocols import kort
from tests.protocols.bladtoets import PrevapBlad
from tests.protocols.bronnen import definitie, plek, plekken, rijen

PROTOCOL = "prv-kinderopvang-school"
RIJEN = rijen(PROTOCOL)
EIGEN_WOORDEN = {
    "PRV-K1": "Is de melding gedaan bij meer dan 10 kinderen jonger dan 12 jaar?",
    "PRV-K2": "Is een brandmeldinstallatie met volledige bewaking aanwezig waar vereist?",
    "PRV-K3": "Zijn zonder brandmeldinstallatie rookmelders in verblijfsruimten en vluchtroute aanwezig?",
}
"""Questions of which signs and abbreviations are written out."""
ANDERS = {
    "PRV-K8": "a remark that it also belongs to duurzaamheid",
}
"""Items whose follow-up in the sheet is structure of another kind, with what it is."""
VERVOLGVRAGEN = {
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
"""Every follow-up, read from the sheet by hand: its type, its unit or choices, and when it is asked."""
ACTIES = {
    "PRV-K4": ["blok_openen zorgplichten | PRV-K4 is voldoet_niet"],
    "PRV-K5": ["blok_openen zorgplichten | PRV-K5 is voldoet_niet"],
}
"""Every act, by item: its kind, where it points, and when it is called for."""
NORMEN = [
    "PRV-K2.1 <= 6 bedden",
]
"""Every norm the sheet names, with its unit and when it holds; dates are counted in months."""


class TestBlad(PrevapBlad):
    protocol = PROTOCOL
    rijen = RIJEN
    codes = [f"PRV-K{nummer}" for nummer in range(1, 9)]
    eigen_woorden = EIGEN_WOORDEN
    anders = ANDERS
    vervolgvragen = VERVOLGVRAGEN
    acties = ACTIES
    normen = NORMEN


def test_rookmelders_are_asked_only_without_a_brandmeldinstallatie() -> None:
    assert [kort.zeg(als) for als in plek(PROTOCOL, "PRV-K3").toon_als] == ["PRV-K2 is nvt"]


def test_luchtkwaliteit_says_that_it_also_belongs_to_duurzaamheid() -> None:
    assert "duurzaamheid" in (plek(PROTOCOL, "PRV-K8").punt.toelichting or "")


def test_block_has_proeven_and_only_phases_of_its_own() -> None:
    van = definitie(PROTOCOL)
    assert van.soort == "blok"
    assert {fase for plaats in plekken(van) for fase in plaats.punt.fasen} == {fase.code for fase in van.fasen}
    assert len(van.proeven) >= 3
