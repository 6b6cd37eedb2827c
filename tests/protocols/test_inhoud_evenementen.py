"""Evenementen carries every item of its source sheet as structure."""

from __future__ import annotations

from tests.protocols import evtblad
from tests.protocols.bladtoets import Blad
from tests.protocols.bronnen import NIETS, definitie, plek, rijen, vervolg_delen

PROTOCOL = "evenementen"
RIJEN = rijen(PROTOCOL)


class TestBlad(Blad):
    protocol = PROTOCOL
    codes = [f"EVT-{nummer:02}" for nummer in range(1, 41)]
    merken = {"fase O": "stoppunt"}
    vervolgvragen = {
        "EVT-01.1": "keuze a/b/c/klein | EVT-01 is voldoet_niet",
        "EVT-03.1": "tekst | altijd",
        "EVT-04.1": "locatie | EVT-04 is voldoet_niet",
        "EVT-05.1": "getal m | altijd",
        "EVT-05.2": "getal m | altijd",
        "EVT-05.3": "getal m | altijd",
        "EVT-08.1": "getal m/s | altijd",
        "EVT-08.2": "getal Bft | altijd",
        "EVT-09.1": "tekst | altijd",
        "EVT-10.1": "getal m/s | altijd",
        "EVT-10.2": "keuze ja/nee | EVT-10.1 beantwoord True",
        "EVT-11.1": "getal m | altijd",
        "EVT-11.2": "getal m | altijd",
        "EVT-11.3": "getal m | altijd",
        "EVT-12.1": "getal personen | altijd",
        "EVT-12.2": "getal stuks | altijd",
        "EVT-12.3": "getal m | EVT-12.1 groter 225",
        "EVT-12.4": "getal m | altijd",
        "EVT-12.5": "keuze p90/p110/p135 | EVT-12.4 beantwoord True",
        "EVT-12.6": "getal personen per minuut | EVT-12.5 beantwoord True",
        "EVT-13.1": "getal m | altijd",
        "EVT-16.1": "keuze ja/nee | EVT-16 is voldoet_niet",
        "EVT-18.1": "getal personen | altijd",
        "EVT-19.1": "getal m | altijd",
        "EVT-19.2": "getal m | altijd",
        "EVT-20.1": "document | altijd",
        "EVT-21.1": "tekst | altijd",
        "EVT-21.2": "keuze gas/gas_frituren/elektrisch_frituren/anders | altijd",
        "EVT-21.3": "getal m | altijd",
        "EVT-21.4": "getal m | altijd",
        "EVT-22.1": "keuze ja/nee | EVT-22 is voldoet_niet",
        "EVT-24.1": "getal l | altijd",
        "EVT-24.2": "getal l | altijd",
        "EVT-24.3": "getal l | altijd",
        "EVT-25.1": "document | zaak.categorie is c",
        "EVT-27.1": "getal personen | altijd",
        "EVT-29.1": "getal personen | altijd",
        "EVT-29.2": "getal personen | altijd",
        "EVT-30.1": "tekst | altijd",
        "EVT-30.2": "getal dB(A) | altijd",
        "EVT-30.3": "getal dB(C) | altijd",
        "EVT-30.4": "tijdstip | altijd",
        "EVT-30.5": "tekst | altijd",
        "EVT-30.6": "getal dB | EVT-30 is voldoet_niet",
        "EVT-30.7": "keuze ja/nee | EVT-30 is voldoet_niet",
        "EVT-31.1": "tijdstip | altijd",
        "EVT-34.1": "getal slapers | altijd",
        "EVT-37.1": "getal stuks | altijd",
        "EVT-37.2": "keuze ja/nee | EVT-37 is voldoet_niet",
        "EVT-39.1": "getal € | EVT-39 is voldoet_niet",
        "EVT-40.1": "tekst | altijd",
        "EVT-40.2": "getal klachten | altijd",
    }
    acties = {
        "EVT-01": ["stilleggen | EVT-01 is voldoet_niet"],
        "EVT-09": ["niet_vrijgeven | EVT-09 is voldoet_niet", "advies_vragen constructeur | EVT-09 is voldoet_niet"],
        "EVT-10": ["spoed | EVT-10.2 is ja"],
        "EVT-14": ["stilleggen | EVT-14 direct_hersteld is False"],
        "EVT-18": ["spoed | EVT-18 is voldoet_niet"],
        "EVT-22": ["spoed | EVT-22.1 is ja"],
        "EVT-32": ["blok_openen alcoholwet | EVT-32 in voldoet/voldoet_niet/nader_onderzoek"],
        "EVT-33": ["doorsturen NVWA | EVT-33 is voldoet_niet"],
        "EVT-36": ["taak crowdmanager | EVT-36 is te_druk", "spoed | EVT-36 is te_druk"],
    }
    verhogingen = {
        "EVT-05": ["EVT-05.1 kleiner 3.25 → 4"],
        "EVT-10": ["EVT-10.2 is ja → 4"],
        "EVT-16": ["EVT-16.1 is ja → 3"],
        "EVT-22": ["EVT-22.1 is ja → 4"],
        "EVT-30": ["EVT-30.6 groter 5 of EVT-30.7 is ja → 3"],
        "EVT-37": ["EVT-37.2 is ja → 3"],
        "EVT-39": ["EVT-39.1 groter 0 → 2"],
    }
    normen = {
        "EVT-05.1": [
            ">= 4.5 m | organisatie.breedte_calamiteitenroute beantwoord False",
            ">= organisatie.breedte_calamiteitenroute m | organisatie.breedte_calamiteitenroute beantwoord True",
        ],
        "EVT-05.2": [">= 4.2 m"],
        "EVT-05.3": [">= 3.25 m"],
        "EVT-10.1": ["<= zaak.windgrens m/s"],
        "EVT-11.1": [">= 0.9 m"],
        "EVT-11.2": [">= 0.6 m"],
        "EVT-11.3": ["<= 0.1 m"],
        "EVT-12.2": [">= 2 stuks | EVT-12.1 groter 225"],
        "EVT-12.3": [">= 5 m"],
        "EVT-13.1": ["<= 60 m"],
        "EVT-18.1": ["<= zaak.maximum_bezoekers personen"],
        "EVT-19.1": [">= 0.4 m"],
        "EVT-19.2": [">= 1.1 m"],
        "EVT-21.3": [">= 2 m | EVT-21.2 in gas/elektrisch_frituren", ">= 5 m | EVT-21.2 is gas_frituren"],
        "EVT-21.4": [">= 2 m"],
        "EVT-24.1": ["<= 100 l"],
        "EVT-24.2": ["<= 125 l"],
        "EVT-24.3": ["<= 1000 l"],
        "EVT-27.1": [">= zaak.vergund_aantal_hulpverleners personen"],
        "EVT-29.1": [">= zaak.vergund_aantal_beveiligers personen"],
        "EVT-29.2": [">= zaak.vergund_aantal_verkeersregelaars personen"],
        "EVT-30.2": ["<= zaak.geluidnorm_dba dB(A)"],
        "EVT-30.3": ["<= zaak.geluidnorm_dbc dB(C)"],
        "EVT-37.1": [">= zaak.vergund_aantal_toiletten stuks"],
    }

    def test_items_show_when_the_sheet_says(self) -> None:
        """By category and feature: test_inhoud_evenementen_toepassing.py."""
        self.klopt_per_punt(evtblad.toon_als_verschillen)

    def test_repeats_are_repeats(self) -> None:
        self.klopt_per_punt(evtblad.herhaling_verschillen)

    def test_question_phase_and_photo_are_those_of_the_sheet(self) -> None:
        self.klopt_per_punt(evtblad.kern_verschillen)

    def test_type_and_what_is_asked_beside_it_are_those_of_the_sheet(self) -> None:
        self.klopt_per_punt(evtblad.antwoord_verschillen)

    def test_gevolg_and_its_raises_are_those_of_the_sheet(self) -> None:
        self.klopt_per_punt(evtblad.gevolg_verschillen)

    def test_every_follow_up_is_structure(self) -> None:
        self.klopt_per_punt(evtblad.vervolg_verschillen)

    def test_grondslagen_carry_the_sign_of_the_sheet(self) -> None:
        self.klopt_per_punt(evtblad.grondslag_verschillen)

    def test_no_grondslag_beside_the_sheet(self) -> None:
        self.klopt_per_punt(evtblad.toegevoegde_grondslagen)

    def test_body_follows_the_first_regulation(self) -> None:
        self.klopt_per_punt(evtblad.orgaan_verschillen)

    def test_texts_are_complete(self) -> None:
        self.klopt_per_punt(evtblad.tekst_verschillen)


def test_articles_without_a_sign_of_their_own_have_one_elsewhere() -> None:
    zonder = {
        (rij.code, artikel)
        for rij in RIJEN
        for tekst, zekerheid in evtblad.citaten(rij)
        for artikel in evtblad.artikelen(tekst)
        if zekerheid is None and artikel in {g.artikel for g in plek(PROTOCOL, rij.code).punt.grondslagen}
    }
    assert zonder == {("EVT-27", "2.1"), ("EVT-31", "35")}
    assert "art. 2.1 lid 3 ✔" in evtblad.BLAD
    assert "Alcoholwet art. 35 ✔" in evtblad.BLAD


def test_raises_without_a_condition_in_the_sheet_are_named_as_open() -> None:
    zonder = {r.code for r in RIJEN if "→" in r.gevolg and not [d for d in vervolg_delen(r) if "→" in d or "€" in d]}
    assert zonder == evtblad.ZONDER_VOORWAARDE


def test_phases_are_the_four_of_the_sheet() -> None:
    assert "".join(fase.code for fase in definitie(PROTOCOL).fasen) == "VOTN"


def test_moments_per_category_are_a_marked_proposal() -> None:
    (tabel,) = definitie(PROTOCOL).momenten
    assert [klasse.momenten for klasse in tabel.klassen] == [None, 2, None]
    assert tabel.zekerheid == "onbevestigd"


def test_blocks_surround_the_protocol() -> None:
    assert [(blok.blok, blok.versie, blok.plaats) for blok in definitie(PROTOCOL).blokken] == [
        ("algemeen", 1, "begin"),
        ("duurzaamheid-gezondheid", 1, "eind"),
        ("zorgplichten", 1, "eind"),
    ]


def test_protocol_is_a_concept_that_says_what_is_open() -> None:
    assert definitie(PROTOCOL).vaststelling is None
    assert definitie(PROTOCOL).reden_bij == ["niet_gecontroleerd"]
    assert NIETS.isdisjoint(definitie(PROTOCOL).openstaand)
    assert len(definitie(PROTOCOL).openstaand) >= 8
