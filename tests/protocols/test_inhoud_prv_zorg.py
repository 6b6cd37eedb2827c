"""The deelprotocol zorg carries every item of its source sheet as structure."""

from __future__ import annotations

from tests.protocols import kort
from tests.protocols.bladtoets import PrevapBlad
from tests.protocols.bronnen import definitie, plek, plekken, rijen

PROTOCOL = "prv-zorg"
RIJEN = rijen(PROTOCOL)
EIGEN_WOORDEN = {
    "PRV-Z2": "Past de brandmeldinstallatie bij de zorgvorm?",
}
"""Questions of which signs and abbreviations are written out."""
VERVOLGVRAGEN = {
    "PRV-Z1.1": "keuze ja/nee | altijd",
    "PRV-Z3.1": "getal s | altijd",
    "PRV-Z4.1": "getal personen | altijd",
    "PRV-Z5.1": "keuze onbewaakt/permanent_bewaakt | PRV-Z5 in voldoet_niet/nader_onderzoek",
    "PRV-Z5.2": "getal m² | PRV-Z5 in voldoet_niet/nader_onderzoek",
    "PRV-Z5.3": "getal min | PRV-Z5 in voldoet_niet/nader_onderzoek",
    "PRV-Z6.1": "getal deuren | PRV-Z6 is voldoet_niet",
    "PRV-Z7.1": "keuze ja/nee | PRV-Z7 is voldoet_niet",
}
"""Every follow-up, read from the sheet by hand: its type, its unit or choices, and when it is asked."""
ACTIES = {
    "PRV-Z1": ["document_opvragen | PRV-Z1.1 is ja", "taak | PRV-Z1.1 is ja"],
    "PRV-Z7": ["blok_openen zorgplichten | PRV-Z7 is voldoet_niet"],
    "PRV-Z8": ["blok_openen zorgplichten | PRV-Z8 is voldoet_niet"],
}
"""Every act, by item: its kind, where it points, and when it is called for."""
NORMEN = [
    "PRV-Z5.2 <= 100 m² | PRV-Z5.1 is onbewaakt",
    "PRV-Z5.2 <= 1000 m² | PRV-Z5.1 is permanent_bewaakt",
    "PRV-Z5.3 >= 20 min",
]
"""Every norm the sheet names, with its unit and when it holds; dates are counted in months."""


class TestBlad(PrevapBlad):
    protocol = PROTOCOL
    rijen = RIJEN
    codes = [f"PRV-Z{nummer}" for nummer in range(1, 10)]
    eigen_woorden = EIGEN_WOORDEN
    vervolgvragen = VERVOLGVRAGEN
    acties = ACTIES
    normen = NORMEN


def test_nachtbezetting_is_not_asked_where_lid_2_exempts_it() -> None:
    plaats = plek(PROTOCOL, "PRV-Z4")
    assert [kort.zeg(als) for als in plaats.toon_als] == ["niet (PRV-Z1 in afspraak/afroep)"]
    assert plaats.punt.bij_onbekend == "toon"


def test_gevolg_rises_when_something_charges_in_the_vluchtroute() -> None:
    regels = plek(PROTOCOL, "PRV-Z7").punt.gevolg_regels
    assert [(kort.zeg(r.als), r.naar) for r in regels] == [("PRV-Z7 is voldoet_niet en PRV-Z7.1 is ja", 4)]


def test_block_has_proeven_and_only_phases_of_its_own() -> None:
    van = definitie(PROTOCOL)
    assert van.soort == "blok"
    assert {fase for plaats in plekken(van) for fase in plaats.punt.fasen} == {fase.code for fase in van.fasen}
    assert len(van.proeven) >= 3
