"""Bouwen onder de Wkb carries every item of its source sheet as structure."""

from __future__ import annotations

from tests.protocols import kort
from tests.protocols.bladtoets import BouwBlad
from tests.protocols.bronnen import definitie, plek, rijen

PROTOCOL = "bouwen-wkb"


class TestBlad(BouwBlad):
    protocol = PROTOCOL
    fasen = "0123456"
    kengetallen = [(3, None), (2, None)]
    codes = [f"WK-{nummer:02}" for nummer in range(1, 30)]
    merken = {rij.code: "bureau" for rij in rijen(PROTOCOL) if rij.fase == "0"}
    vervolgvragen = {
        "WK-01.1": "meerkeuze monument/gebruiksfunctie/gebruiksmelding/gelijkwaardigheid/nen_6060_6079/mba | altijd",
        "WK-02.1": "datum | altijd",
        "WK-02.2": "meerkeuze te_laat/onvolledig/niet_gedaan | WK-02 is voldoet_niet",
        "WK-03.1": "datum | altijd",
        "WK-03.2": "keuze ja/nee | WK-03 is voldoet_niet",
        "WK-04.1": "tekst | altijd",
        "WK-04.2": "meerkeuze instrument_onbekend/borger_niet_gerechtigd/ingetrokken | WK-04 is voldoet_niet",
        "WK-06.1": "meerkeuze generiek/locatie_ontbreekt/bouwdeel_ontbreekt | WK-06 is voldoet_niet",
        "WK-07.1": "meerkeuze slappe_bodem/zetting/grondwater/belending/anders | altijd",
        "WK-07.2": "datum | WK-07 is voldoet_niet",
        "WK-08.1": "tekst | WK-08 is voldoet_niet",
        "WK-09.1": "meerkeuze niet_gemeld/te_laat | WK-09 is voldoet_niet",
        "WK-10.1": "datum | altijd",
        "WK-10.2": "keuze grondwerk/fundering/ruwbouw/verder | WK-10 is voldoet_niet",
        "WK-10.3": "keuze ja/nee | WK-10 is voldoet_niet",
        "WK-11.1": "datum | altijd",
        "WK-12.1": "getal m | altijd",
        "WK-12.2": "getal m | WK-12 is voldoet_niet",
        "WK-12.3": "keuze ja/nee | WK-12 is voldoet_niet",
        "WK-13.1": "getal m NAP | altijd",
        "WK-13.2": "getal m | WK-13 is voldoet_niet",
        "WK-14.1": "keuze ja/nee | WK-14 is voldoet_niet",
        "WK-14.2": "tekst | WK-14 is voldoet_niet en WK-14.1 is ja",
        "WK-15.1": (
            "meerkeuze matrix_ontbreekt/plan_ontbreekt/coordinator_ontbreekt/plan_niet_gevolgd | WK-15 is voldoet_niet"
        ),
        "WK-16.1": "getal dB(A) | altijd",
        "WK-16.2": "getal dagen | WK-16.1 groter 60",
        "WK-17.1": "keuze ja/nee | WK-17 is voldoet_niet",
        "WK-17.2": "foto | WK-17 is voldoet_niet en WK-17.1 is ja",
        "WK-20.1": "keuze ja/nee | WK-20 is voldoet_niet",
        "WK-20.2": "datum | WK-20 is voldoet_niet en WK-20.1 is ja",
        "WK-20.3": "keuze ja/nee | WK-20 is voldoet_niet",
        "WK-23.1": "getal m | altijd",
        "WK-23.2": "getal m | WK-23 is voldoet_niet",
        "WK-25.1": "tekst | WK-25 is voldoet_niet",
        "WK-25.1.1": "foto | WK-25 is voldoet_niet",
        "WK-26.1": "datum | altijd",
        "WK-26.2": "keuze te_laat/niet | WK-26 is voldoet_niet",
        "WK-27.1": "keuze ontbreekt/met_voorbehoud/niet_voor_dit_bouwwerk | WK-27 is voldoet_niet",
        "WK-28.1": (
            "meerkeuze constructie/brandveiligheid/ventilatie/energie_milieu/"
            "gebruiksfuncties_oppervlakten/gelijkwaardigheid/borgingsplan | altijd"
        ),
        "WK-28.2": "datum | WK-28 is voldoet_niet",
        "WK-29.1": "keuze deels/geheel | WK-29 is voldoet_niet",
        "WK-29.2": "keuze bewoond/niet_bewoond | WK-29 is voldoet_niet",
    }
    acties = {
        "WK-01": ["protocolwissel bouwen-regulier | WK-01 is voldoet_niet"],
        "WK-10": ["stilleggen | WK-10 is voldoet_niet en WK-10.3 is ja"],
        "WK-11": ["taak | WK-11 is voldoet_niet"],
        "WK-19": ["doorsturen instrumentaanbieder of TloKB | WK-19 is voldoet_niet"],
        "WK-20": ["stilleggen | WK-20 is voldoet_niet en WK-20.3 is ja"],
        "WK-21": ["taak handhavingsjurist | WK-21 is voldoet_niet"],
        "WK-28": ["taak | WK-28 is voldoet_niet"],
        "WK-29": ["taak handhavingsjurist | WK-29 is voldoet_niet en WK-29.2 is bewoond"],
    }
    verhogingen = {
        "WK-02": ["WK-02.2 bevat niet_gedaan → 3"],
        "WK-14": ["WK-14.1 is ja → 4"],
    }
    getoond = {
        "WK-07": "object.blo_gebied is True",
        "WK-09": "zaak.informatieverzoek is True",
        "WK-21": "zaak.melding_kwaliteitsborger is True",
        "WK-22": "zaak.wissel_kwaliteitsborger is True",
        "WK-24": "object.welstandsplichtig is True",
        "WK-25.1": "WK-25 is voldoet_niet",
    }
    normen = {
        "WK-16.1": ["<= 80 dB(A)"],
        "WK-16.2": [
            "<= 50 dagen | WK-16.1 groter 60 en WK-16.1 hoogstens 65",
            "<= 30 dagen | WK-16.1 groter 65 en WK-16.1 hoogstens 70",
            "<= 15 dagen | WK-16.1 groter 70 en WK-16.1 hoogstens 75",
            "<= 5 dagen | WK-16.1 groter 75 en WK-16.1 hoogstens 80",
            "<= 0 dagen | WK-16.1 groter 80",
        ],
        "WK-23.1": ["<= zaak.vergunde_hoogte m"],
    }


def test_direct_danger_demands_the_measure_taken() -> None:
    (maatregel,) = [v for v in plek(PROTOCOL, "WK-14").punt.vervolgvragen if v.type == "tekst"]
    assert maatregel.verplicht


def test_three_field_and_two_desk_moments_are_a_marked_proposal() -> None:
    assert [tabel.zekerheid for tabel in definitie(PROTOCOL).momenten] == ["onbevestigd", "onbevestigd"]


def test_no_old_law_for_what_began_in_2024() -> None:
    assert kort.met_oud_recht(PROTOCOL) == set()


def test_a_part_without_permit_shows_the_articles_of_the_follow_up() -> None:
    bij = {g.artikel: g.zekerheid for g in plek(PROTOCOL, "WK-12").punt.grondslagen if g.als}
    assert bij == {"2.29": "gelezen", "22.27": "gelezen"}
