"""Sloopmelding carries every item of its source sheet as structure."""

from __future__ import annotations

from decimal import Decimal

from tests.protocols import kort
from tests.protocols.bladtoets import BouwBlad
from tests.protocols.bronnen import definitie, plek, plekken, rijen

PROTOCOL = "sloopmelding"
RIJEN = rijen(PROTOCOL)
ACTIES = {
    "SL-01": {"stilleggen"},
    "SL-03": {"protocolwissel"},
    "SL-08": {"stilleggen", "doorsturen"},
    "SL-10": {"taak"},
    "SL-19": {"doorsturen"},
}
"""Acts the sheet names in its follow-up cells, by item."""
VERVOLGVRAGEN = {
    "SL-01.1": "getal m³ | SL-01 is voldoet_niet",
    "SL-01.2": "keuze ja/nee/onbekend | SL-01 is voldoet_niet",
    "SL-02.1": "datum | altijd",
    "SL-03.1": "meerkeuze monument/gezicht/sloopregeling/soorten/geen | altijd",
    "SL-03.2": "keuze ja/nee | SL-03 is voldoet_niet",
    "SL-04.1": "keuze ontbreekt/onvolledig/ander_deel | SL-04 is voldoet_niet",
    "SL-05.1": "datum | altijd",
    "SL-09.1": "keuze ja/nee/onbekend | SL-09 is voldoet_niet",
    "SL-09.2": "foto | SL-09 is voldoet_niet en SL-09.1 is ja",
    "SL-10.1": "getal m² | altijd",
    "SL-11.1": "keuze ja/nee | SL-11 is voldoet_niet",
    "SL-13.1": "keuze ja/nee | SL-13 is voldoet_niet",
    "SL-13.2": "tekst | SL-13 is voldoet_niet en SL-13.1 is ja",
    "SL-15.1": "getal dB(A) | altijd",
    "SL-17.1": "meerkeuze gevaarlijk/teerhoudend/bitumen/glas/gips/grind/armaturen/lampen | altijd",
    "SL-17.2": "tekst | SL-17 is voldoet_niet",
    "SL-18.1": "getal kg | altijd",
    "SL-20.1": "datum | altijd",
}
"""Every follow-up, read from the sheet by hand: its type, its unit or choices, and when it is asked."""
TOON_ALS = {
    "SL-04": "object.bouwjaar kleiner 1994",
    "SL-08": "zaak.asbest_risicoklasse in klasse_2/klasse_2a",
    "SL-10": "zaak.asbest_verwijderaar is particulier",
    "SL-12": "zaak.nieuw_asbest_gevonden is True",
    "SL-18": "zaak.asbest_risicoklasse in klasse_2/klasse_2a",
}
"""When an item shows, read from the sheet by hand."""


class TestBlad(BouwBlad):
    protocol = PROTOCOL
    rijen = RIJEN
    codes = [f"SL-{nummer:02}" for nummer in range(1, 21)]
    vervolgvragen = VERVOLGVRAGEN
    acties = ACTIES


def test_items_show_when_the_sheet_says() -> None:
    assert {p.punt.code: kort.zeg(p.toon_als[0]) for p in plekken(definitie(PROTOCOL)) if p.toon_als} == TOON_ALS


def test_end_assessment_of_asbestos_is_the_stoppunt() -> None:
    assert [fase.code for fase in definitie(PROTOCOL).fasen] == [str(nummer) for nummer in range(6)]
    assert {fase.code for fase in definitie(PROTOCOL).fasen if fase.stoppunt} == {"2"}
    assert {plaats.punt.code for plaats in plekken(definitie(PROTOCOL)) if plaats.punt.stoppunt} == {"SL-11"}


def test_one_moment_of_half_an_hour() -> None:
    (tabel,) = definitie(PROTOCOL).momenten
    assert [(klasse.momenten, klasse.uren) for klasse in tabel.klassen] == [(Decimal(1), Decimal("0.5"))]


def test_a_citizen_may_remove_35_square_metres() -> None:
    (vraag,) = plek(PROTOCOL, "SL-10").punt.vervolgvragen
    (norm,) = vraag.normen
    assert (norm.operator, norm.waarde) == ("<=", Decimal(35))


def test_items_with_an_old_article_also_show_it_to_cases_of_before_2024() -> None:
    oud = {p.punt.code for p in plekken(definitie(PROTOCOL)) if any(g.regime == "wabo" for g in p.punt.grondslagen)}
    nieuw = {rij.code for rij in RIJEN} - oud
    assert nieuw == {"SL-06", "SL-08", "SL-11"}, "7.5, 7.6, 7.20 and 7.22 have no old counterpart in the sheet"
