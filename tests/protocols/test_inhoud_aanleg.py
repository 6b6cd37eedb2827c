"""Aanleg (werken, geen bouwwerken zijnde) carries every item of its source sheet as structure."""

from __future__ import annotations

from decimal import Decimal

from tests.protocols import kort
from tests.protocols.bladtoets import BouwBlad
from tests.protocols.bronnen import definitie, plek, plekken, rijen

PROTOCOL = "aanleg"
RIJEN = rijen(PROTOCOL)
ACTIES = {
    "AA-01": {"stilleggen"},
    "AA-02": {"doorsturen"},
    "AA-06": {"stilleggen", "advies_vragen"},
    "AA-08": {"doorsturen"},
    "AA-12": {"doorsturen"},
    "AA-13": {"doorsturen"},
}
"""Acts the sheet names in its follow-up cells, by item."""
VERVOLGVRAGEN = {
    "AA-01.1": "datum | altijd",
    "AA-01.2": "keuze ja/nee | AA-01 is voldoet_niet",
    "AA-01.3": "keuze legaliseerbaar/niet | AA-01 is voldoet_niet",
    "AA-02.1": "meerkeuze waterschap/provincie/natuur/od/geen | altijd",
    "AA-03.1": "meerkeuze archeologisch_onderzoek/ecologisch_werkprotocol/melding/klic | altijd",
    "AA-03.2": "keuze ja/nee | AA-03 is voldoet_niet",
    "AA-05.1": "getal m | altijd",
    "AA-05.2": "getal m² | altijd",
    "AA-05.3": (
        "keuze ja/nee/onbekend | AA-05.1 groter zaak.vergunde_diepte of AA-05.2 groter zaak.vergunde_oppervlakte"
    ),
    "AA-08.1": "getal m | altijd",
    "AA-08.2": "keuze ja/nee | AA-08 is voldoet_niet",
    "AA-09.1": "getal m² | altijd",
    "AA-10.1": "getal m | altijd",
    "AA-11.1": "getal stuks | altijd",
    "AA-11.2": "keuze ja/nee/onbekend | AA-11 is voldoet_niet",
    "AA-14.1": "getal m NAP | altijd",
    "AA-16.1": "datum | altijd",
    "AA-16.2": "datum | AA-16 is voldoet_niet",
    "AA-17.1": "tekst | AA-17 is voldoet_niet",
    "AA-18.1": "steekproef planten | altijd",
}
"""Every follow-up, read from the sheet by hand: its type, its unit or choices, and when it is asked."""


class TestBlad(BouwBlad):
    protocol = PROTOCOL
    rijen = RIJEN
    codes = [f"AA-{nummer:02}" for nummer in range(1, 19)]
    vervolgvragen = VERVOLGVRAGEN
    acties = ACTIES


def test_items_show_when_the_sheet_says() -> None:
    getoond = {
        p.punt.code: kort.zeg(p.toon_als[0]) for p in plekken(definitie(PROTOCOL)) if p.toon_als and not p.herhaald_per
    }
    assert getoond == {"AA-06": "object.archeologische_waarde is True", "AA-07": "zaak.vondst is True"}


def test_depth_and_surface_are_held_against_the_permit() -> None:
    normen = {
        vraag.code: (norm.operator, norm.waarde_uit)
        for vraag in plek(PROTOCOL, "AA-05").punt.vervolgvragen
        for norm in vraag.normen
    }
    assert normen == {"AA-05.1": ("<=", "zaak.vergunde_diepte"), "AA-05.2": ("<=", "zaak.vergunde_oppervlakte")}


def test_every_deviation_of_the_result_has_its_own_line() -> None:
    assert plek(PROTOCOL, "AA-17.1").herhaald_per == ["afwijking"]
    assert plek(PROTOCOL, "AA-17").herhaald_per == []


def test_phases_are_the_five_of_the_sheet_and_one_moment_is_an_hour() -> None:
    assert [fase.code for fase in definitie(PROTOCOL).fasen] == [str(nummer) for nummer in range(5)]
    (tabel,) = definitie(PROTOCOL).momenten
    assert [(klasse.momenten, klasse.uren) for klasse in tabel.klassen] == [(Decimal(1), Decimal(1))]


def test_items_with_an_old_article_also_show_it_to_cases_of_before_2024() -> None:
    oud = {p.punt.code for p in plekken(definitie(PROTOCOL)) if any(g.regime == "wabo" for g in p.punt.grondslagen)}
    genoemd = {rij.code for rij in RIJEN if "Ow 5.1 lid 1 a" in rij.grondslag or "Ow 5.5" in rij.grondslag}
    assert oud == genoemd | {"AA-17.1"}
