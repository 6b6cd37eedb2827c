"""Uitweg carries every item of its source sheet as structure."""

from __future__ import annotations

from decimal import Decimal

from tests.protocols import kort
from tests.protocols.bladtoets import BouwBlad
from tests.protocols.bronnen import definitie, plek, plekken, rijen

PROTOCOL = "uitweg"
RIJEN = rijen(PROTOCOL)
VERVOLGVRAGEN = {
    "UW-01.1": "keuze gemeente/provincie/waterschap | altijd",
    "UW-01.2": "keuze alsnog_melden/verbieden/doorsturen | UW-01 is voldoet_niet",
    "UW-02.1": "datum | altijd",
    "UW-03.1": "getal uitwegen | altijd",
    "UW-03.2": "keuze groen/parkeerplaats/beide | UW-03 is voldoet_niet",
    "UW-04.1": "getal m | altijd",
    "UW-04.2": "getal m | UW-04 is voldoet_niet",
    "UW-05.1": "getal m | altijd",
    "UW-05.2": "keuze ja/nee | UW-05.1 groter zaak.vergunde_breedte",
    "UW-06.1": "keuze ja/nee | UW-06 is voldoet_niet",
    "UW-06.2": "keuze ja/nee | UW-06 is voldoet_niet",
    "UW-08.1": "getal bomen | UW-08 is voldoet_niet",
    "UW-09.1": "getal vakken | altijd",
}
"""Every follow-up, read from the sheet by hand: its type, its unit or choices, and when it is asked."""
TOON_ALS = {
    "UW-11": "zaak.kruist_watergang is True",
    "UW-13": "zaak.verplaatsing is True",
    "UW-15": "UW-01.1 is provincie",
}
"""When an item shows, read from the sheet by hand."""


class TestBlad(BouwBlad):
    protocol = PROTOCOL
    rijen = RIJEN
    codes = [f"UW-{nummer:02}" for nummer in range(1, 16)]
    vervolgvragen = VERVOLGVRAGEN
    acties = {"UW-06": {"advies_vragen"}, "UW-11": {"doorsturen"}}


def test_items_show_when_the_sheet_says_and_unknown_hides_none() -> None:
    met = [plaats for plaats in plekken(definitie(PROTOCOL)) if plaats.toon_als]
    assert {plaats.punt.code: kort.zeg(plaats.toon_als[0]) for plaats in met} == TOON_ALS
    assert {plaats.punt.bij_onbekend for plaats in met} == {"toon"}


def test_width_is_held_against_what_was_reported() -> None:
    (norm,) = plek(PROTOCOL, "UW-05").punt.vervolgvragen[0].normen
    assert (norm.operator, norm.waarde_uit) == ("<=", "zaak.vergunde_breedte")


def test_municipal_works_spends_one_moment_of_three_hours() -> None:
    (tabel,) = definitie(PROTOCOL).momenten
    assert [(klasse.momenten, klasse.uren) for klasse in tabel.klassen] == [(Decimal(1), Decimal(3))]
    assert definitie(PROTOCOL).uitvoerende_organisatie == "Gemeentewerken (GW)"


def test_phases_are_the_three_of_the_sheet() -> None:
    assert [fase.code for fase in definitie(PROTOCOL).fasen] == ["0", "1", "2"]


def test_local_rule_is_never_called_read() -> None:
    lokaal = [g for p in plekken(definitie(PROTOCOL)) for g in p.punt.grondslagen if g.herkomst == "gemeente"]
    assert {g.zekerheid for g in lokaal} == {"onbevestigd"}


def test_provincial_road_keeps_its_old_article_for_cases_of_before_2024() -> None:
    oud = {
        (plaats.punt.code, g.artikel)
        for plaats in plekken(definitie(PROTOCOL))
        for g in plaats.punt.grondslagen
        if g.regime == "wabo" and g.herkomst == "provincie"
    }
    assert oud == {("UW-01", "3.19"), ("UW-15", "3.19")}
