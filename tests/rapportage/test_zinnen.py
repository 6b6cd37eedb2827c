"""Sentences that paper, page and letter share: one version says the same wherever it is read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec import structs

from app.rapportage import brief, zinnen
from app.rapportage.brief import draw_brief
from app.rapportage.waarde import Gemist, Rapport, Tellingen
from tests.rapportage.test_papier import body, squeezed
from tests.rapportage.waarden import make_rapport

OP = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)


def said(rapport: Rapport, *, intern: bool) -> str:
    """The opening and the cover as one text."""
    omslag = [regel.tekst for regel in zinnen.cover_lines(rapport, intern=intern)]
    return " ".join([*zinnen.opening(rapport, intern=intern), *omslag])


def asked(vorm: int, aanleiding: str) -> Rapport:
    """A report in this shape, of a visit for this reason."""
    rapport = make_rapport()
    onderwerp = structs.replace(rapport.onderwerp, aanleiding=aanleiding, zaak_titel="Klacht Jansen")
    return structs.replace(rapport, vorm=vorm, onderwerp=onderwerp)


def test_what_may_name_who_complained_stays_with_us() -> None:
    rapport = asked(zinnen.ONDER_ONS, "handhavingsverzoek")
    assert "Jansen" in said(rapport, intern=True)
    voor_ander = said(rapport, intern=False)
    assert "Jansen" not in voor_ander
    assert "mopdracht" not in voor_ander
    assert "Z-2026-77" in voor_ander
    assert "Jansen" in said(asked(zinnen.ONDER_ONS, "vergunning of melding"), intern=False)


def test_an_older_version_is_read_as_it_was_printed() -> None:
    ouder = asked(zinnen.ONDER_ONS - 1, "handhavingsverzoek")
    for woord in ("Jansen", "mopdracht"):
        assert woord in said(ouder, intern=False)


def test_of_a_visit_that_found_nobody_nothing_is_said_that_was_not_looked_at() -> None:
    leeg = make_rapport(niet_aangetroffen=True, groepen=[], bevindingen=[], gronden=[])
    bezoek = structs.replace(leeg.bezoek, begin_at=None, eind_at=OP)
    assert zinnen.no_findings(leeg) == "Er is niets gecontroleerd."
    assert zinnen.grounds_intro(leeg) == ["Bij deze punten staan geen grondslagen."]
    assert zinnen.period(structs.replace(leeg, bezoek=bezoek)) == "vrijdag 20 november 2026, 10:12 uur"


def test_the_letter_says_that_something_never_arrived() -> None:
    rapport = make_rapport()
    kwijt = structs.replace(rapport, gemist=[Gemist(invoeren=1, fotos=1, reden="Telefoon weg", gemeld_at=OP)])
    zin = squeezed(brief.GEMIST)
    assert zin not in body(draw_brief(rapport), rapport)
    assert zin in body(draw_brief(kwijt), kwijt)


@pytest.mark.parametrize(
    ("uitkomst", "telling", "zin"),
    [
        ("Niet te beoordelen", Tellingen(open=33), "Wij konden niet beoordelen of alles in orde is."),
        ("Geen overtreding vastgesteld", Tellingen(voldoet=3, open=1), brief.WAT_WIJ_ZAGEN),
        ("Geen overtreding vastgesteld", Tellingen(voldoet=3, niet_gecontroleerd=1), brief.WAT_WIJ_ZAGEN),
        ("Geen overtreding vastgesteld", Tellingen(voldoet=3, nvt=1), "Wij vonden niets dat niet in orde is."),
    ],
)
def test_the_letter_calls_nothing_in_order_that_was_not_judged(uitkomst: str, telling: Tellingen, zin: str) -> None:
    leeg = make_rapport(bevindingen=[], groepen=[], fotos=0, tellingen=telling)
    rapport = structs.replace(leeg, bezoek=structs.replace(leeg.bezoek, uitkomst=uitkomst))
    tekst = body(draw_brief(rapport), rapport)
    gezegd = [zin_ for zin_ in ("Wij konden niet", brief.WAT_WIJ_ZAGEN, "Wij vonden niets") if squeezed(zin_) in tekst]
    assert squeezed(zin) in tekst
    assert len(gezegd) == 1
