"""What every definition made from a source sheet must prove, item by item: the test classes inherit it.

A subclass names the protocol, the rows of its sheet and what was read from the sheet by hand; `conftest.py` gives
each test that takes a `rij` every row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from tests.protocols import bouwblad, kort, prvblad
from tests.protocols.bronnen import Rij, definitie, plek


class Blad:
    """A protocol and its sheet: the items it must have, and what each item asks besides its own question."""

    protocol: ClassVar[str]
    rijen: ClassVar[Sequence[Rij]]
    codes: ClassVar[Sequence[str]]
    """The codes the sheet numbers through: what is read from it is whole."""
    vervolgvragen: ClassVar[Mapping[str, str]]
    """Every follow-up, read from the sheet by hand: its type, its unit or choices, and when it is asked."""

    def test_sheet_has_its_items(self) -> None:
        assert sorted(rij.code for rij in self.rijen) == sorted(self.codes)

    def test_follow_ups_are_asked_when_the_sheet_says(self, rij: Rij) -> None:
        moet = {code: zin for code, zin in self.vervolgvragen.items() if code.startswith(f"{rij.code}.")}
        assert kort.vervolg_in_het_kort(self.protocol, rij.code) == moet


class PrvBlad(Blad):
    """A sheet on use (brandveiligheid, zorgplichten)."""

    eigen_woorden: ClassVar[Mapping[str, str]] = {}
    """Questions of which signs and abbreviations are written out."""
    anders: ClassVar[Mapping[str, str]] = {}
    """Items whose follow-up in the sheet is structure of another kind, with what it is."""
    acties: ClassVar[Mapping[str, Sequence[str]]]
    """Every act, by item: its kind, where it points, and when it is called for."""
    normen: ClassVar[Sequence[str]] = ()
    """Every norm the sheet names, with its unit and when it holds; dates are counted in months."""
    fase_is_onderdeel: ClassVar[bool] = False
    elders: ClassVar[Mapping[str, str]] = {}
    """Articles that carry their sign in another place of the sheet."""
    regeling: ClassVar[str] = "Bbl"

    def test_definition_has_no_code_beside_the_sheet_and_none_twice(self) -> None:
        assert prvblad.vreemde_codes(self.protocol, tuple(self.rijen)) == set()

    def test_question_phase_and_photo_are_those_of_the_sheet(self, rij: Rij) -> None:
        gevonden = prvblad.kern_verschillen(
            self.protocol, rij, self.eigen_woorden, fase_is_onderdeel=self.fase_is_onderdeel
        )
        assert gevonden == []

    def test_gevolg_and_its_raise_are_those_of_the_sheet(self, rij: Rij) -> None:
        assert prvblad.gevolg_verschillen(self.protocol, rij) == []

    def test_type_and_measures_are_those_of_the_sheet(self, rij: Rij) -> None:
        assert prvblad.antwoord_verschillen(self.protocol, rij) == []

    def test_every_follow_up_is_structure(self, rij: Rij) -> None:
        assert prvblad.vervolg_verschillen(self.protocol, rij, self.anders) == []

    def test_acts_are_those_the_sheet_names(self, rij: Rij) -> None:
        assert kort.acties_in_het_kort(self.protocol, rij.code) == self.acties.get(rij.code, [])

    def test_norms_are_those_of_the_sheet(self) -> None:
        normen = [norm for rij in self.rijen for norm in kort.normen_in_het_kort(self.protocol, rij.code)]
        assert normen == list(self.normen)

    def test_toon_als_is_a_condition(self, rij: Rij) -> None:
        assert prvblad.toon_als_verschillen(self.protocol, rij) == []

    def test_grondslagen_carry_the_sign_of_the_sheet(self, rij: Rij) -> None:
        assert prvblad.grondslag_verschillen(self.protocol, rij, self.elders, regeling=self.regeling) == []

    def test_texts_are_complete(self, rij: Rij) -> None:
        assert prvblad.tekst_verschillen(self.protocol, rij) == []


class PrevapBlad(PrvBlad):
    """A sheet on use that names whom a rule addresses and which items open the zorgplichten."""

    def test_it_is_clear_who_is_addressed(self, rij: Rij) -> None:
        assert prvblad.normadressaat_verschillen(self.protocol, rij) == []

    def test_scoring_a_zorgplicht_opens_its_block(self, rij: Rij) -> None:
        assert prvblad.blok_verschillen(self.protocol, rij) == []


class BouwBlad(Blad):
    """A sheet on building."""

    acties: ClassVar[Mapping[str, set[str]]]
    """Acts the sheet names in its follow-up cells, by item."""

    def test_definition_has_no_code_beside_the_sheet_and_none_twice(self) -> None:
        assert bouwblad.vreemde_codes(self.protocol, tuple(self.rijen)) == set()

    def test_question_phase_level_and_photo_are_those_of_the_sheet(self, rij: Rij) -> None:
        assert bouwblad.kern_verschillen(self.protocol, rij) == []

    def test_gevolg_and_its_raises_are_those_of_the_sheet(self, rij: Rij) -> None:
        assert bouwblad.gevolg_verschillen(self.protocol, rij) == []

    def test_measures_beside_the_oordeel_are_questions_with_their_unit(self, rij: Rij) -> None:
        assert bouwblad.antwoord_verschillen(self.protocol, rij) == []

    def test_every_follow_up_is_structure(self, rij: Rij) -> None:
        assert bouwblad.vervolg_verschillen(self.protocol, rij) == []

    def test_toon_als_is_a_condition(self, rij: Rij) -> None:
        assert bouwblad.toon_als_verschillen(self.protocol, rij) == []

    def test_repeats_are_repeats(self, rij: Rij) -> None:
        assert bouwblad.herhaling_verschillen(self.protocol, rij) == []

    def test_grondslagen_carry_the_sign_of_the_sheet(self, rij: Rij) -> None:
        assert bouwblad.grondslag_verschillen(self.protocol, rij) == []

    def test_texts_are_complete(self, rij: Rij) -> None:
        assert bouwblad.tekst_verschillen(self.protocol, rij) == []

    def test_acts_are_those_the_sheet_names(self, rij: Rij) -> None:
        punt = plek(self.protocol, rij.code).punt
        assert {actie.soort for actie in punt.acties} == self.acties.get(rij.code, set())

    def test_blocks_surround_the_protocol(self) -> None:
        blokken = definitie(self.protocol).blokken
        assert [(blok.blok, blok.versie, blok.plaats) for blok in blokken] == [
            ("algemeen", 1, "begin"),
            ("zorgplichten", 1, "eind"),
        ]

    def test_protocol_is_a_concept_that_says_what_is_open(self) -> None:
        gemaakt = definitie(self.protocol)
        assert gemaakt.vaststelling is None
        assert gemaakt.openstaand
        assert gemaakt.reden_bij == ["nvt", "niet_gecontroleerd"]
