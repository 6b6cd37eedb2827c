"""Bouwen regulier carries every item of its source sheet as structure."""

from __future__ import annotations

from decimal import Decimal

from tests.protocols import kort
from tests.protocols.bladtoets import BouwBlad
from tests.protocols.bronnen import definitie, plek, rijen

PROTOCOL = "bouwen-regulier"


class TestBlad(BouwBlad):
    protocol = PROTOCOL
    fasen = "012345678"
    kengetallen = [(2, 1), (3, 1), (4, 1), (8, 1), (Decimal("8.8"), 1.5), (16, 2), (18, 2), (None, None)]
    codes = [f"BR-{nummer:02}" for nummer in range(1, 35)]
    merken = {
        **dict.fromkeys(("fase 3", "fase 4", "fase 5"), "stoppunt"),
        **dict.fromkeys(("BR-12", "BR-13", "BR-14", "BR-15", "BR-16", "BR-19", "BR-20"), "stoppunt"),
        **dict.fromkeys(("BR-03", "BR-11", "BR-29", "BR-31"), "uitbreiding"),
    }
    """Fundering, wapening, and in phase 5 the brandscheidingen: gone from sight afterwards."""
    vervolgvragen = {
        "BR-01.1": "keuze technisch_ontbreekt/ruimtelijk_ontbreekt/beide/nog_niet_in_werking | BR-01 is voldoet_niet",
        "BR-01.2": "keuze ja/nee/onbekend | BR-01 is voldoet_niet",
        "BR-01.3": "keuze nee/mondeling/voorstel_besluit | BR-01 is voldoet_niet",
        "BR-02.1": "datum | BR-02 is voldoet_niet",
        "BR-02.2": "keuze ja/nee | BR-02 is voldoet_niet",
        "BR-03.1": "datum | BR-03 is voldoet_niet",
        "BR-04.1": "meerkeuze fundering/vloeren/staal/dak/brand/overig | BR-04 is voldoet_niet",
        "BR-04.2": "keuze ja/nee | BR-04 is voldoet_niet",
        "BR-05.1": "getal m | altijd",
        "BR-05.2": "getal m | BR-05 is voldoet_niet",
        "BR-05.3": "keuze ja/nee | BR-05 is voldoet_niet en BR-05.2 groter 0.1",
        "BR-06.1": "getal m NAP | altijd",
        "BR-06.2": "getal m | BR-06 is voldoet_niet",
        "BR-06.3": "keuze ja/nee/onbekend | BR-06 is voldoet_niet en BR-06.2 groter 0.05",
        "BR-07.1": "keuze ja/nee | BR-07 is voldoet_niet",
        "BR-07.2": "tekst | BR-07 is voldoet_niet en BR-07.1 is ja",
        "BR-08.1": (
            "meerkeuze matrix_ontbreekt/plan_ontbreekt/coordinator_ontbreekt/plan_niet_gevolgd | BR-08 is voldoet_niet"
        ),
        "BR-09.1": "getal dB(A) | altijd",
        "BR-09.2": "keuze ja/nee | BR-09 is voldoet_niet",
        "BR-09.3": "getal dagen | BR-09.1 groter 60",
        "BR-10.1": "keuze ja/nee | BR-10 is voldoet_niet",
        "BR-10.2": "foto | BR-10 is voldoet_niet en BR-10.1 is ja",
        "BR-11.1": "meerkeuze gevaarlijk_gemengd/fracties_gemengd/verbranden/begraven | BR-11 is voldoet_niet",
        "BR-12.1": "keuze palen/staal/schroef/buispalen | altijd",
        "BR-13.1": "getal mm | altijd",
        "BR-13.2": "keuze ja/nee | BR-13.1 groter 0 en zaak.paaltolerantie beantwoord False",
        "BR-13.3": "keuze ja/nee | BR-13.1 groter zaak.paaltolerantie of BR-13.2 is ja",
        "BR-14.1": "getal m -mv | altijd",
        "BR-14.2": "keuze ja/nee | BR-14 is voldoet_niet",
        "BR-15.1": "keuze ja/nee | BR-15 is voldoet_niet",
        "BR-15.2": "keuze ja/nee | BR-15 is voldoet_niet en BR-15.1 is nee",
        "BR-16.1": "getal mm | altijd",
        "BR-16.2": "keuze ja/nee | BR-16.1 beantwoord True",
        "BR-16.3": "tekst | BR-16.1 beantwoord True en BR-16.2 is ja",
        "BR-17.1": "keuze ja/nee | BR-17 is voldoet_niet",
        "BR-18.1": "getal mm | altijd",
        "BR-18.2": "keuze ja/nee | BR-18.1 beantwoord True",
        "BR-18.3": "keuze ja/nee | BR-18.1 beantwoord True en BR-18.2 is ja",
        "BR-19.1": "getal min | altijd",
        "BR-19.2": "keuze ja/nee | BR-19 is voldoet_niet",
        "BR-19.3": "datum | BR-19 is voldoet_niet en BR-19.2 is ja",
        "BR-20.1": "meerkeuze ontbreekt/verkeerde_plaats/onjuist_materiaal/aansluiting_open | BR-20 is voldoet_niet",
        "BR-21.1": "getal m | altijd",
        "BR-21.2": "getal m | BR-21 is voldoet_niet",
        "BR-21.3": "getal % | BR-21 is voldoet_niet en BR-21.2 groter 0",
        "BR-23.1": "getal mm | altijd",
        "BR-23.2": "keuze vloer/gevel/dak | altijd",
        "BR-23.3": "getal m²K/W | BR-23.2 beantwoord True",
        "BR-23.4": "keuze ja/nee/nazien | BR-23 is voldoet_niet",
        "BR-25.1": "steekproef | altijd",
        "BR-25.2": "getal stuks | BR-25 is voldoet_niet",
        "BR-26.1": "getal m | altijd",
        "BR-28.1": "getal m | altijd",
        "BR-28.2": "keuze ja/nee | BR-28.1 groter 0.21",
        "BR-28.3": "keuze ja/nee | BR-28.1 groter 4",
        "BR-29.1": "getal m | altijd",
        "BR-29.2": "getal m | altijd",
        "BR-29.3": "keuze ja/nee | BR-29.2 groter 3",
        "BR-30.1": "getal dm³/s | altijd",
        "BR-31.1": "getal m | altijd",
        "BR-31.2": "keuze ja/nee | BR-31 is voldoet_niet",
        "BR-32.1": "keuze nee/deels/geheel | BR-32 is voldoet_niet",
        "BR-34.1": "tekst | BR-34 is voldoet_niet",
        "BR-34.1.1": "foto | BR-34 is voldoet_niet",
        "BR-34.1.2": "keuze vergunningvrij/legaliseerbaar/niet_legaliseerbaar | BR-34 is voldoet_niet",
    }
    acties = {
        "BR-01": ["stilleggen | BR-01.3 is voorstel_besluit"],
        "BR-11": ["doorsturen omgevingsdienst | BR-11.1 bevat verbranden of BR-11.1 bevat begraven"],
        "BR-15": ["hercontrole | BR-15 is voldoet_niet en BR-15.1 is nee en BR-15.2 is ja"],
        "BR-17": ["stilleggen | BR-17.1 is ja", "spoed leidinggevende | BR-17.1 is ja"],
        "BR-25": ["document_opvragen | BR-25.2 groter 5"],
        "BR-30": ["document_opvragen | BR-30 is voldoet_niet"],
        "BR-31": ["advies_vragen veiligheidsregio | BR-31.2 is nee"],
    }
    verhogingen = {
        "BR-07": ["BR-07.1 is ja → 4"],
        "BR-21": ["BR-21.3 groter 10 → 3"],
    }
    getoond = {
        "BR-10": "zaak.werkwijze bevat heien of zaak.werkwijze bevat trillen of zaak.werkwijze bevat bemalen",
        "BR-13": "BR-12.1 in palen/schroef/buispalen",
        "BR-14": "BR-12.1 is staal",
        "BR-24": "object.beschermd_dorpsgezicht is True of object.welstandsplichtig is True",
        "BR-27": "zaak.gebruiksfunctie in woon/logies/zorg/kinderopvang/cel/overig_met_eis",
        "BR-29": "zaak.toegankelijkheidseis is True",
        "BR-33": "zaak.gebruiksmeldingplichtig is True",
        "BR-34.1": "BR-34 is voldoet_niet",
    }
    normen = {
        "BR-09.1": ["<= 80 dB(A)"],
        "BR-09.3": [
            "<= 50 dagen | BR-09.1 groter 60 en BR-09.1 hoogstens 65",
            "<= 30 dagen | BR-09.1 groter 65 en BR-09.1 hoogstens 70",
            "<= 15 dagen | BR-09.1 groter 70 en BR-09.1 hoogstens 75",
            "<= 5 dagen | BR-09.1 groter 75 en BR-09.1 hoogstens 80",
            "<= 0 dagen | BR-09.1 groter 80",
        ],
        "BR-13.1": ["<= zaak.paaltolerantie mm"],
        "BR-16.1": [">= zaak.vergunde_dekking mm"],
        "BR-18.1": [">= zaak.vergunde_opleglengte mm"],
        "BR-21.1": ["<= zaak.vergunde_hoogte m"],
        "BR-23.3": [
            ">= 3.7 m²K/W | BR-23.2 is vloer",
            ">= 4.7 m²K/W | BR-23.2 is gevel",
            ">= 6.3 m²K/W | BR-23.2 is dak",
        ],
    }


def test_a_bouwsom_on_a_bound_lies_in_the_class_above_it() -> None:
    (tabel,) = definitie(PROTOCOL).momenten
    grenzen = [0, 20_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000, 25_000_000]
    klassen = [[k for k in tabel.klassen if (k.van or 0) <= som and (k.tot is None or som < k.tot)] for som in grenzen]
    assert klassen == [[klasse] for klasse in tabel.klassen]


def test_8_8_moments_of_an_hour_and_a_half_are_13_2_hours() -> None:
    (tabel,) = definitie(PROTOCOL).momenten
    (klasse,) = [klasse for klasse in tabel.klassen if klasse.van == 500_000]
    assert klasse.momenten is not None
    assert klasse.uren is not None
    assert klasse.momenten * klasse.uren == Decimal("13.2")


def test_insulation_norms_carry_the_sign_of_the_sheet() -> None:
    vraag = next(v for v in plek(PROTOCOL, "BR-23").punt.vervolgvragen if v.code == "BR-23.3")
    tekens = [norm.grondslag and norm.grondslag.zekerheid for norm in vraag.normen]
    assert tekens == ["gelezen", "onbevestigd", "onbevestigd"], "vloer, gevel, dak"


def test_items_with_an_old_article_also_show_it_to_cases_of_before_2024() -> None:
    bouwbesluit = {"BR-02", "BR-07", "BR-08", "BR-09", "BR-10", "BR-11", "BR-32", "BR-33"}
    wabo = {"BR-01", *(rij.code for rij in rijen(PROTOCOL) if "Ow 5.5" in rij.grondslag)}
    assert kort.met_oud_recht(PROTOCOL) - {"BR-34.1"} == bouwbesluit | wabo
