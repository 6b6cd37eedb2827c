"""The deelprotocol zorg carries every item of its source sheet as structure."""

from __future__ import annotations

import pytest

from tests.protocols import kort, prvblad
from tests.protocols.bronnen import Rij, definitie, plek, plekken, rijen

PROTOCOL = "prv-zorg"
RIJEN = rijen(PROTOCOL)
EIGEN_WOORDEN = {
    "PRV-Z2": "Past de brandmeldinstallatie bij de zorgvorm?",
}
"""Questions of which signs and abbreviations are written out."""
ANDERS: dict[str, str] = {}
"""Items whose follow-up in the sheet is structure of another kind, with what it is."""
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

per_item = pytest.mark.parametrize("rij", RIJEN, ids=lambda rij: rij.code)


def test_sheet_has_its_9_items() -> None:
    assert sorted(rij.code for rij in RIJEN) == sorted([f"PRV-Z{nummer}" for nummer in range(1, 10)])


def test_definition_has_no_code_beside_the_sheet_and_none_twice() -> None:
    assert prvblad.vreemde_codes(PROTOCOL, RIJEN) == set()


@per_item
def test_question_phase_and_photo_are_those_of_the_sheet(rij: Rij) -> None:
    assert prvblad.kern_verschillen(PROTOCOL, rij, EIGEN_WOORDEN) == []


@per_item
def test_gevolg_and_its_raise_are_those_of_the_sheet(rij: Rij) -> None:
    assert prvblad.gevolg_verschillen(PROTOCOL, rij) == []


@per_item
def test_type_and_measures_are_those_of_the_sheet(rij: Rij) -> None:
    assert prvblad.antwoord_verschillen(PROTOCOL, rij) == []


@per_item
def test_every_follow_up_is_structure(rij: Rij) -> None:
    assert prvblad.vervolg_verschillen(PROTOCOL, rij, ANDERS) == []


@per_item
def test_follow_ups_are_asked_when_the_sheet_says(rij: Rij) -> None:
    moet = {code: zin for code, zin in VERVOLGVRAGEN.items() if code.startswith(f"{rij.code}.")}
    assert kort.vervolg_in_het_kort(PROTOCOL, rij.code) == moet


@per_item
def test_acts_are_those_the_sheet_names(rij: Rij) -> None:
    assert kort.acties_in_het_kort(PROTOCOL, rij.code) == ACTIES.get(rij.code, [])


def test_norms_are_those_of_the_sheet() -> None:
    assert [norm for rij in RIJEN for norm in kort.normen_in_het_kort(PROTOCOL, rij.code)] == NORMEN


@per_item
def test_toon_als_is_a_condition(rij: Rij) -> None:
    assert prvblad.toon_als_verschillen(PROTOCOL, rij) == []


@per_item
def test_grondslagen_carry_the_sign_of_the_sheet(rij: Rij) -> None:
    assert prvblad.grondslag_verschillen(PROTOCOL, rij, {}) == []


@per_item
def test_texts_are_complete(rij: Rij) -> None:
    assert prvblad.tekst_verschillen(PROTOCOL, rij) == []


@per_item
def test_it_is_clear_who_is_addressed(rij: Rij) -> None:
    assert prvblad.normadressaat_verschillen(PROTOCOL, rij) == []


@per_item
def test_scoring_a_zorgplicht_opens_its_block(rij: Rij) -> None:
    assert prvblad.blok_verschillen(PROTOCOL, rij) == []


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
