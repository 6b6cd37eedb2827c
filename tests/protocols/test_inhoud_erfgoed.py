"""Cultureel erfgoed carries every item of its source sheet as structure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from app.protocols.rules.bouwstenen import Grondslag
from app.protocols.rules.definitie import Vraag
from tests.protocols import kort
from tests.protocols.bladtoets import BouwBlad
from tests.protocols.bronnen import (
    BOUW,
    NIETS,
    Rij,
    bladeren,
    definitie,
    gevolgen,
    opties,
    plek,
    plekken,
    rijen,
    segmenten,
    tekens,
    toon_als_delen,
    zekerheden,
)
from tests.protocols.verschil import ongelijk

PROTOCOL = "erfgoed"
RIJEN = rijen(PROTOCOL)
BLAD = Path(__file__).parent / "bronnen" / "erfgoed.md"
ELDERS = {"URL 3001": "gelezen", "URL 4001": "gelezen", "URL 4004": "gelezen", "Ow 5.1 lid 1 a": "gelezen"}
"""Citations without a sign in their cell that carry one in the legal frame of the sheet."""
BESCHERMING = ["rijks", "provinciaal", "gemeentelijk", "beschermd_gezicht", "karakteristiek", "geen"]


def _volg(code: str) -> Vraag:
    punt = plek(PROTOCOL, code.split(".")[0]).punt
    return next(vraag for vraag in punt.vervolgvragen if vraag.code == code)


def _citaat(grondslag: Grondslag) -> str:
    return " ".join(filter(None, [grondslag.bron, grondslag.artikel, grondslag.lid, grondslag.onderdeel]))


def _grondslagen(*citaten: str) -> list[tuple[str, Grondslag]]:
    """The item code and the grondslag of every citation of these, over the whole protocol."""
    alle = [(p.punt.code, g) for p in plekken(definitie(PROTOCOL)) for g in p.punt.grondslagen]
    return [(code, g) for code, g in alle if _citaat(g) in citaten]


class TestBlad(BouwBlad):
    protocol = PROTOCOL
    fasen = "0123456789"
    kengetallen = [(3, 1)]
    codes = [f"ME-{nummer:02}" for nummer in range(1, 28)]
    merken = {"fase 2": "stoppunt", **{rij.code: "stoppunt" for rij in RIJEN if rij.fase == "2"}}
    vervolgvragen = {
        "ME-01.1": "keuze rijks/provinciaal/gemeentelijk/beschermd_gezicht/karakteristiek/geen | altijd",
        "ME-02.1": "keuze ja/nee | ME-02 is voldoet_niet",
        "ME-02.2": "keuze ja/nee/onbekend | ME-02 is voldoet_niet",
        "ME-02.3": "keuze ja/nee/onbekend | ME-02 is voldoet_niet en ME-02.2 is nee",
        "ME-04.1": "meerkeuze werkplan/bouwhistorisch_onderzoek/proefstuk/startgesprek/kleurproef | altijd",
        "ME-04.2": "keuze ja/nee | ME-04 is voldoet_niet",
        "ME-05.1": "tekst | altijd",
        "ME-06.1": "keuze ja/nee | ME-06 is voldoet_niet",
        "ME-06.2": "foto | ME-06 is voldoet_niet en ME-06.1 is ja",
        "ME-07.1": "tekst | altijd",
        "ME-07.2": "getal m² | ME-07 is voldoet_niet",
        "ME-07.3": "getal m | ME-07 is voldoet_niet",
        "ME-07.4": "tekst | ME-07 is voldoet_niet",
        "ME-08.1": "keuze ja/nee | ME-08 is voldoet_niet",
        "ME-10.1": "keuze ja/nee/onbekend | ME-10 is voldoet_niet",
        "ME-11.1": "getal stuks | ME-11 is voldoet_niet",
        "ME-13.1": "getal m² | altijd",
        "ME-13.2": "keuze ja/nee | ME-13.1 groter 1",
        "ME-14.1": "keuze ja/nee | ME-14 is voldoet_niet",
        "ME-15.1": "getal m² | altijd",
        "ME-15.2": "keuze ja/nee | ME-15 is voldoet_niet",
        "ME-16.1": "getal % | altijd",
        "ME-16.2": "keuze ja/nee | ME-16 is voldoet_niet",
        "ME-18.1": "steekproef stuks | altijd",
        "ME-18.2": "getal stuks | ME-18 is voldoet_niet",
        "ME-18.3": "getal % | ME-18 is voldoet_niet",
        "ME-18.4": "keuze ja/nee | ME-18 is voldoet_niet",
        "ME-19.1": "getal mm | altijd",
        "ME-20.1": "getal m² | altijd",
        "ME-20.2": "keuze te_veel/ander_materiaal/ander_systeem | ME-20 is voldoet_niet",
        "ME-22.1": "keuze ja/nee/onbekend | ME-22 is voldoet_niet",
        "ME-23.1": "tekst | altijd",
        "ME-25.1": "keuze herstelbaar/legaliseerbaar/verlies | ME-25 is voldoet_niet",
        "ME-25.1.1": "tekst | ME-25 is voldoet_niet",
        "ME-26.1": "meerkeuze dak/goot/constructie/gevel/ramen/schilderwerk/erf | ME-26 is voldoet_niet",
        "ME-26.2": "keuze ja/nee | ME-26 is voldoet_niet",
        "ME-26.3": "keuze ja/nee | ME-26 is voldoet_niet",
        "ME-26.4": "datum | ME-26 is voldoet_niet en ME-26.3 is ja",
    }
    acties = {
        "ME-02": ["stilleggen | ME-02.1 is ja", "taak handhavingsjurist | ME-02.3 is nee"],
        "ME-08": ["stilleggen | ME-08.1 is nee"],
        "ME-11": ["taak toezichthouder | ME-11.1 groter 1"],
        "ME-13": [
            "stilleggen | ME-13.1 groter 1 en (ME-13.2 is nee of zaak.vergunning_verleend is False)",
            "taak handhavingsjurist | ME-13.1 groter 1 en (ME-13.2 is nee of zaak.vergunning_verleend is False)",
        ],
        "ME-15": ["stilleggen | ME-15.2 is ja"],
        "ME-16": ["stilleggen | ME-16.1 groter 20 of ME-16.2 is ja"],
        "ME-18": ["taak handhavingsjurist | ME-18.4 is ja"],
    }
    """At ME-08 the sheet asks whether the work was stopped."""
    verhogingen = {
        "ME-02": ["ME-02.3 is nee → 4"],
        "ME-06": ["ME-06.1 is ja → 4"],
        "ME-16": ["ME-16.2 is ja → 4"],
        "ME-25": ["aantal ME-25.1 verlies minstens 1 → 4"],
        "ME-26": ["ME-26.2 is ja → 4"],
    }
    """ME-06 stands in the sheet; the others ask about danger or loss, which by the rule over all protocols lifts every
    item to 4."""
    getoond = {
        "ME-03": "organisatie.meldregel_inpandig_monument is True",
        "ME-05": "zaak.voorschrift_erm is True",
        "ME-25.1": "ME-25 is voldoet_niet",
    }
    normen = {
        "ME-13.1": ["<= 1 m² | ME-13.2 is nee of zaak.vergunning_verleend is False"],
        "ME-15.1": ["<= 15 m² | zaak.vergunning_verleend is False"],
        "ME-16.1": ["<= 20 % | zaak.vergunning_verleend is False"],
        "ME-18.2": ["<= 5 stuks | zaak.vergunning_verleend is False"],
        "ME-18.3": ["<= 20 % | zaak.vergunning_verleend is False"],
        "ME-20.1": ["<= 25 m² | zaak.vergunning_verleend is False"],
    }

    def test_gevolg_and_its_raises_are_those_of_the_sheet(self) -> None:
        self.klopt_per_punt(_gevolg_verschillen)

    def test_repeats_are_repeats(self) -> None:
        self.klopt_per_punt(_herhaling_verschillen)

    def test_grondslagen_carry_the_sign_of_the_sheet(self) -> None:
        self.klopt_per_punt(_grondslag_verschillen)

    def test_an_unknown_fact_never_hides_an_item(self) -> None:
        self.klopt_per_punt(_onbekend_verschillen)


def _gevolg_verschillen(_: str, rij: Rij) -> list[str]:
    """It is that of the sheet, and rises to 4 where danger or loss is asked."""
    standaard = [] if rij.gevolg in NIETS else [int(rij.gevolg)]
    moet = [*standaard, 4] if rij.code in TestBlad.verhogingen else standaard
    return ongelijk("gevolg", gevolgen(plek(PROTOCOL, rij.code).punt), moet)


def _herhaling_verschillen(_: str, rij: Rij) -> list[str]:
    moet = ["ruimte"] if "↻ per ruimte" in rij.toelichting + rij.vervolg else []
    return ongelijk("herhaald per", plek(PROTOCOL, rij.code).herhaald_per, moet)


def _onbekend_verschillen(_: str, rij: Rij) -> list[str]:
    return ongelijk(
        "bij onbekend", plek(PROTOCOL, rij.code).punt.bij_onbekend, "toon" if toon_als_delen(rij) else "verberg"
    )


def test_raise_the_sheet_names_is_among_the_raises() -> None:
    genoemd = {rij.code for rij in RIJEN if re.search(r"→ G 4", rij.vervolg)}
    assert genoemd == {"ME-06"}
    assert genoemd <= set(TestBlad.verhogingen)


def test_deviations_at_oplevering_repeat_when_it_does_not_comply() -> None:
    (afwijkingen,) = plek(PROTOCOL, "ME-25").onderdelen[-1].onderdelen
    assert afwijkingen.herhaling is not None
    assert afwijkingen.toon_als is not None
    assert (afwijkingen.herhaling.per, afwijkingen.toon_als.vraag, afwijkingen.toon_als.is_) == (
        "afwijking",
        "ME-25",
        "voldoet_niet",
    )
    assert opties(afwijkingen.punten[0], definitie(PROTOCOL)) == ["herstelbaar", "legaliseerbaar", "verlies"]


def test_every_repeat_is_named_by_a_question_of_its_own() -> None:
    namen = {o.herhaling.titel_vraag for p in plekken(definitie(PROTOCOL)) for o in p.onderdelen if o.herhaling}
    assert namen == {"ME-07.1", "ME-23.1", "ME-25.1.1"}


def _citaten(rij: Rij) -> Iterator[tuple[str, str, str | None, str | None, str]]:
    """What the grondslag cell cites: source, article, lid, onderdeel and zekerheid (`4°` is a number, not a sign)."""
    for tekst, teken in segmenten(rij.grondslag.replace("4°", "4e"), BOUW):
        for nummer in re.findall(r"URL (\d{4})(?:/(\d{4}))?", tekst):
            yield from (
                ("URL", deel, None, None, teken or ELDERS.get(f"URL {deel}", "onbevestigd")) for deel in nummer if deel
            )
        for bron, artikel, lid, letters in re.findall(
            r"\b(Ow|Bal|Wabo|Erfgoedwet) (\d+\.\d+)(?: lid (\d))?(?: ([a-z](?:/[a-z])*)\b)?", tekst
        ):
            for letter in letters.split("/"):
                kaal = f"{bron} {artikel}{f' lid {lid}' if lid else ''}{f' {letter}' if letter else ''}"
                yield bron, artikel, lid or None, letter or None, teken or ELDERS.get(kaal, "onbevestigd")


def _grondslag_verschillen(_: str, rij: Rij) -> list[str]:
    """The articles are exactly those of the cell, each with its sign; a voorschrift and praktijk are sources too."""
    punt, cel = plek(PROTOCOL, rij.code).punt, rij.grondslag.replace("4°", "4e")
    wabo = "Wabo" in cel
    heeft = {
        (g.bron, g.artikel, g.lid, (g.onderdeel or "").split(" ")[0] or None, g.zekerheid)
        for g in punt.grondslagen
        if g.artikel and (g.regime == "ow" or wabo)
    }
    volgt_uit_bescherming = {("Ow", "5.1", "1", "a", "gelezen")} if "Ow 5.1 lid 1 b" in cel else set()
    moet = {*_citaten(rij)} | volgt_uit_bescherming
    bronnen = {g.bron for g in punt.grondslagen}
    return [
        *(f"{citaat} ontbreekt" for citaat in moet - heeft),
        *(f"{citaat} staat niet in het blad" for citaat in heeft - moet),
        *(f"niets is {teken}" for teken in {*tekens(cel, BOUW)} - {*zekerheden(punt)} if not wabo),
        *ongelijk("vergunning", "vergunning" in bronnen, bool(re.search(r"(?:^|; )voorschrift;", cel))),
        *ongelijk("praktijk", "praktijkrichtlijn" in bronnen, "praktijk" in cel),
    ]


def test_signs_taken_from_elsewhere_stand_in_the_legal_frame() -> None:
    kader = next(
        regel for regel in BLAD.read_text(encoding="utf-8").splitlines() if regel.startswith("**Wettelijk kader.**")
    )
    assert "3001 houtconstructies, 4001 timmerwerk, 4004 riet, 4006 voegwerk, 4007 steenhouwwerk ✓" in kader
    assert "via Ow 5.1 lid 1 a ✓" in kader


def test_kind_of_protection_decides_which_law_applies() -> None:
    assert opties(_volg("ME-01.1"), definitie(PROTOCOL)) == BESCHERMING
    voor_rijksmonument = _grondslagen("Ow 5.1 1 b", "Bal 13.11", "Bal 13.11 a", "Bal 13.11 b", "Bal 13.9", "Bal 13.12")
    assert {code for code, _ in voor_rijksmonument} >= {"ME-02", "ME-07", "ME-16", "ME-27"}
    for code, grondslag in voor_rijksmonument:
        assert any(blad.vraag == "ME-01.1" and blad.is_ == "rijks" for blad in bladeren(grondslag.als)), code
    lokaal = _grondslagen("Ow 5.1 1 a")
    assert {code for code, _ in lokaal} == {code for code, _ in _grondslagen("Ow 5.1 1 b")}
    for code, grondslag in lokaal:
        assert any(blad.in_ and "gemeentelijk" in blad.in_ for blad in bladeren(grondslag.als)), code


def test_items_with_an_old_article_also_show_it_to_cases_of_before_2024() -> None:
    genoemd = {rij.code for rij in RIJEN if re.search(r"Ow 5\.1 lid 1|Ow 5\.5|Wabo", rij.grondslag)}
    assert kort.met_oud_recht(PROTOCOL) - {"ME-25.1"} == genoemd


def test_free_bounds_are_guidelines_that_stand_in_the_sheet() -> None:
    toelichting = {rij.code: rij.toelichting for rij in RIJEN}
    for code in TestBlad.normen:
        (norm,) = _volg(code).normen
        assert norm.grondslag is not None, code
        assert norm.grondslag.herkomst == "richtlijn", code
        assert str(norm.waarde) in toelichting[code.split(".")[0]], code


def test_what_is_open_names_what_could_not_be_read() -> None:
    open_punten = " ".join(definitie(PROTOCOL).openstaand)
    assert all(
        woord in open_punten for woord in ("13.12", "praktijkrichtlijnen", "provinciaal", "26 weken", "Wabo 2.2")
    )
