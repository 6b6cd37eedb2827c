"""The deelprotocol kinderopvang en school carries every item of its source sheet as structure."""

from __future__ import annotations

import pytest

from tests.protocols import kort, prvblad
from tests.protocols.bronnen import Rij, definitie, plek, plekken, rijen

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

per_item = pytest.mark.parametrize("rij", RIJEN, ids=lambda rij: rij.code)


def test_sheet_has_its_8_items() -> None:
    assert sorted(rij.code for rij in RIJEN) == sorted([f"PRV-K{nummer}" for nummer in range(1, 9)])


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


def test_rookmelders_are_asked_only_without_a_brandmeldinstallatie() -> None:
    assert [kort.zeg(als) for als in plek(PROTOCOL, "PRV-K3").toon_als] == ["PRV-K2 is nvt"]


def test_luchtkwaliteit_says_that_it_also_belongs_to_duurzaamheid() -> None:
    assert "duurzaamheid" in (plek(PROTOCOL, "PRV-K8").punt.toelichting or "")


def test_block_has_proeven_and_only_phases_of_its_own() -> None:
    van = definitie(PROTOCOL)
    assert van.soort == "blok"
    assert {fase for plaats in plekken(van) for fase in plaats.punt.fasen} == {fase.code for fase in van.fasen}
    assert len(van.proeven) >= 3
