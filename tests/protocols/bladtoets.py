"""What every definition made from a source sheet must prove: the test classes inherit it.

A subclass names the protocol and what was read from its sheet by hand. A test looks at one aspect of all items of the
sheet and fails with every item that differs, with what it has and what it must have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

from tests.protocols import bouwblad, kort, prvblad, wetblad
from tests.protocols.bronnen import Rij, definitie, plekken, rijen
from tests.protocols.verschil import anders, code_verschillen, klopt


class Blad:
    """A protocol and its sheet: the items it must have, and what each item asks besides its own question."""

    protocol: ClassVar[str]
    codes: ClassVar[Sequence[str]]
    """The codes the sheet numbers through: what is read from it is whole."""
    merken: ClassVar[Mapping[str, str]] = {}
    """Items and phases that are a stoppunt, an extension, or of another track than public law."""
    vervolgvragen: ClassVar[Mapping[str, str]]
    """Every follow-up, read from the sheet by hand: its type, its unit or choices, and when it is asked."""
    acties: ClassVar[Mapping[str, Sequence[str]]]
    """Every act, by item: its kind, where it points, and when it is called for."""
    verhogingen: ClassVar[Mapping[str, Sequence[str]]] = {}
    """Every raise of the gevolg, by item: when it holds, and to what."""
    getoond: ClassVar[Mapping[str, str]] = {}
    """When an item shows that does not always."""
    normen: ClassVar[Mapping[str, Sequence[str]]] = {}
    """Every norm, by question, with its unit and when it holds; dates are counted in months."""

    def rijen(self) -> Sequence[Rij]:
        """The items of the sheet."""
        return rijen(self.protocol)

    def klopt_per_punt(self, zoek: Callable[..., Iterable[str]], *wat: object, **hoe: object) -> None:
        """Fails with what `zoek` finds at any item of the sheet; an item that is not there is found too."""
        fouten = []
        for rij in self.rijen():
            try:
                fouten += [f"{rij.code}: {fout}" for fout in zoek(self.protocol, rij, *wat, **hoe)]
            except KeyError as weg:
                fouten.append(f"{rij.code}: {weg}")
        klopt(fouten)

    def test_sheet_has_its_items(self) -> None:
        assert sorted(rij.code for rij in self.rijen()) == sorted(self.codes)

    def test_definition_has_each_code_of_the_sheet_once_and_no_other(self) -> None:
        klopt(code_verschillen(self.protocol, self.codes))

    def test_stoppunten_extensions_and_tracks_are_those_of_the_sheet(self) -> None:
        klopt(anders(kort.merken(self.protocol), self.merken))

    def test_follow_ups_are_asked_when_the_sheet_says(self) -> None:
        klopt(anders(kort.vervolg_in_het_kort(self.protocol, self.codes), self.vervolgvragen))

    def test_acts_are_those_the_sheet_names(self) -> None:
        klopt(anders(kort.acties_in_het_kort(self.protocol), self.acties))

    def test_gevolg_rises_when_the_sheet_says(self) -> None:
        klopt(anders(kort.verhogingen_in_het_kort(self.protocol), self.verhogingen))

    def test_items_show_when_the_sheet_says(self) -> None:
        klopt(anders(kort.getoond(self.protocol), self.getoond))

    def test_norms_are_those_of_the_sheet(self) -> None:
        klopt(anders(kort.normen_in_het_kort(self.protocol), self.normen))


class BouwBlad(Blad):
    """A sheet on building."""

    fasen: ClassVar[str]
    kengetallen: ClassVar[Sequence[tuple[float | Decimal | None, float | None]]]
    """Moments and hours of every class."""

    def test_question_phase_level_and_photo_are_those_of_the_sheet(self) -> None:
        self.klopt_per_punt(bouwblad.kern_verschillen)

    def test_gevolg_and_its_raises_are_those_of_the_sheet(self) -> None:
        self.klopt_per_punt(bouwblad.gevolg_verschillen)

    def test_measures_beside_the_oordeel_are_questions_with_their_unit(self) -> None:
        self.klopt_per_punt(bouwblad.antwoord_verschillen)

    def test_every_follow_up_is_structure(self) -> None:
        self.klopt_per_punt(bouwblad.vervolg_verschillen)

    def test_toon_als_is_a_condition(self) -> None:
        self.klopt_per_punt(bouwblad.toon_als_verschillen)

    def test_repeats_are_repeats(self) -> None:
        self.klopt_per_punt(bouwblad.herhaling_verschillen)

    def test_grondslagen_carry_the_sign_of_the_sheet(self) -> None:
        self.klopt_per_punt(bouwblad.grondslag_verschillen)

    def test_texts_are_complete(self) -> None:
        self.klopt_per_punt(bouwblad.tekst_verschillen)

    def test_phases_and_moments_are_those_of_the_sheet(self) -> None:
        van = definitie(self.protocol)
        assert "".join(fase.code for fase in van.fasen) == self.fasen
        assert [(klasse.momenten, klasse.uren) for tabel in van.momenten for klasse in tabel.klassen] == [
            *self.kengetallen
        ]

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


class PrvBlad(Blad):
    """A sheet on use (brandveiligheid, zorgplichten)."""

    eigen_woorden: ClassVar[Mapping[str, str]] = {}
    """Questions of which signs and abbreviations are written out."""
    anders: ClassVar[Mapping[str, str]] = {}
    """Items whose follow-up in the sheet is structure of another kind, with what it is."""
    fase_is_onderdeel: ClassVar[bool] = False
    elders: ClassVar[Mapping[str, str]] = {}
    """Articles that carry their sign in another place of the sheet."""
    regeling: ClassVar[str] = "Bbl"

    def test_question_phase_and_photo_are_those_of_the_sheet(self) -> None:
        self.klopt_per_punt(prvblad.kern_verschillen, self.eigen_woorden, fase_is_onderdeel=self.fase_is_onderdeel)

    def test_gevolg_and_its_raise_are_those_of_the_sheet(self) -> None:
        self.klopt_per_punt(prvblad.gevolg_verschillen)

    def test_type_and_measures_are_those_of_the_sheet(self) -> None:
        self.klopt_per_punt(prvblad.antwoord_verschillen)

    def test_every_follow_up_is_structure(self) -> None:
        self.klopt_per_punt(prvblad.vervolg_verschillen, self.anders)

    def test_toon_als_is_a_condition(self) -> None:
        self.klopt_per_punt(prvblad.toon_als_verschillen)

    def test_grondslagen_carry_the_sign_of_the_sheet(self) -> None:
        self.klopt_per_punt(prvblad.grondslag_verschillen, self.elders, regeling=self.regeling)

    def test_texts_are_complete(self) -> None:
        self.klopt_per_punt(prvblad.tekst_verschillen)


class PrevapBlad(PrvBlad):
    """A sheet on use that names whom a rule addresses and which items open the zorgplichten."""

    def test_it_is_clear_who_is_addressed(self) -> None:
        self.klopt_per_punt(prvblad.normadressaat_verschillen)

    def test_scoring_a_zorgplicht_opens_its_block(self) -> None:
        self.klopt_per_punt(prvblad.blok_verschillen)


class Deelprotocol(PrevapBlad):
    """A sheet that is a block of brandveilig gebruik."""

    def test_block_has_proeven_and_only_phases_of_its_own(self) -> None:
        van = definitie(self.protocol)
        assert van.soort == "blok"
        assert {fase for plaats in plekken(van) for fase in plaats.punt.fasen} == {fase.code for fase in van.fasen}
        assert len(van.proeven) >= 5


class WetBlad(PrvBlad):
    """A sheet of a protocol on use that cites many laws (drink, exploitation, housing)."""

    standaard: ClassVar[str]
    """The source meant where a cell names none."""
    tekens_elders: ClassVar[Mapping[str, str]] = {}
    """Sources without a sign in their cell -> the zekerheid they have elsewhere in the sheet."""
    fasen: ClassVar[str]

    def test_grondslagen_carry_the_sign_of_the_sheet(self) -> None:
        self.klopt_per_punt(wetblad.grondslag_verschillen, self.standaard, self.tekens_elders)

    def test_toon_als_is_a_condition(self) -> None:
        """What an unknown answer or fact would hide shows."""
        verborgen = [p.punt.code for p in plekken(definitie(self.protocol)) if not p.toont_bij_onbekend]
        assert not verborgen

    def test_phases_are_those_of_the_sheet(self) -> None:
        assert "".join(fase.code for fase in definitie(self.protocol).fasen) == self.fasen

    def test_protocol_is_a_concept_that_says_what_is_open(self) -> None:
        gemaakt = definitie(self.protocol)
        assert gemaakt.vaststelling is None
        assert gemaakt.openstaand
        assert len(gemaakt.proeven) >= 5
