"""The deelprotocol kamergewijze verhuur carries every item of its source sheet as structure."""

from __future__ import annotations

import pytest

from tests.protocols import kort, prvblad
from tests.protocols.bronnen import Rij, definitie, plekken, rijen

PROTOCOL = "prv-kamerverhuur"
RIJEN = rijen(PROTOCOL)
EIGEN_WOORDEN = {
    "PRV-V3": "Hangen rookmelders in alle kamers, of is elke kamer 30 minuten brandwerend?",
}
"""Questions of which signs and abbreviations are written out."""
ANDERS: dict[str, str] = {}
"""Items whose follow-up in the sheet is structure of another kind, with what it is."""
VERVOLGVRAGEN = {
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
"""Every follow-up, read from the sheet by hand: its type, its unit or choices, and when it is asked."""
ACTIES = {
    "PRV-V1": ["taak | PRV-V1.1 kleiner 5"],
    "PRV-V6": ["hercontrole | PRV-V6 direct_hersteld is False"],
    "PRV-V8": ["blok_openen zorgplichten | PRV-V8 is voldoet_niet"],
    "PRV-V9": ["stilleggen | PRV-V9 is voldoet_niet", "blok_openen zorgplichten | PRV-V9 is voldoet_niet"],
}
"""Every act, by item: its kind, where it points, and when it is called for."""
NORMEN = [
    "PRV-V5 <= 24 maanden",
    "PRV-V10 >= 10 m²",
    "PRV-V10 >= organisatie.kamernorm_m2 m²",
    "PRV-V10.1 >= 7.5 m²",
    "PRV-V10.2 >= 2.4 m",
]
"""Every norm the sheet names, with its unit and when it holds; dates are counted in months."""

per_item = pytest.mark.parametrize("rij", RIJEN, ids=lambda rij: rij.code)


def test_sheet_has_its_10_items() -> None:
    assert sorted(rij.code for rij in RIJEN) == sorted([f"PRV-V{nummer}" for nummer in range(1, 11)])


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


def test_room_per_wooneenheid_is_measured_per_wooneenheid() -> None:
    assert [p.punt.code for p in plekken(definitie(PROTOCOL)) if p.herhaald_per == ["wooneenheid"]] == ["PRV-V10"]


def test_block_has_proeven_and_only_phases_of_its_own() -> None:
    van = definitie(PROTOCOL)
    assert van.soort == "blok"
    assert {fase for plaats in plekken(van) for fase in plaats.punt.fasen} == {fase.code for fase in van.fasen}
    assert len(van.proeven) >= 3
