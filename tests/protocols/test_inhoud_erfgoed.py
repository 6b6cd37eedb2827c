"""Cultureel erfgoed carries every item of its source sheet as structure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.protocols.rules.bouwstenen import Grondslag
from app.protocols.rules.definitie import Vraag
from tests.protocols import bouwblad
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
    vraagt_naar,
    zekerheden,
)

PROTOCOL = "erfgoed"
RIJEN = rijen(PROTOCOL)
BLAD = Path(__file__).parent / "bronnen" / "erfgoed.md"
VERHOGINGEN = {"ME-02": "ME-02.3", "ME-06": "ME-06.1", "ME-16": "ME-16.2", "ME-25": "ME-25.1", "ME-26": "ME-26.2"}
"""Item -> the follow-up that raises its gevolg to 4. ME-06 stands in the sheet; the others ask about danger or loss,
which by the rule over all protocols lifts every item to 4."""
ELDERS = {"URL 3001": "gelezen", "URL 4001": "gelezen", "URL 4004": "gelezen", "Ow 5.1 lid 1 a": "gelezen"}
"""Citations without a sign in their cell that carry one in the legal frame of the sheet."""
BESCHERMING = ["rijks", "provinciaal", "gemeentelijk", "beschermd_gezicht", "karakteristiek", "geen"]

per_item = pytest.mark.parametrize("rij", RIJEN, ids=lambda rij: rij.code)


def _volg(code: str) -> Vraag:
    punt = plek(PROTOCOL, code.split(".")[0]).punt
    return next(vraag for vraag in punt.vervolgvragen if vraag.code == code)


def _citaat(grondslag: Grondslag) -> str:
    return " ".join(filter(None, [grondslag.bron, grondslag.artikel, grondslag.lid, grondslag.onderdeel]))


def _grondslagen(*citaten: str) -> list[tuple[str, Grondslag]]:
    """The item code and the grondslag of every citation of these, over the whole protocol."""
    alle = [(p.punt.code, g) for p in plekken(definitie(PROTOCOL)) for g in p.punt.grondslagen]
    return [(code, g) for code, g in alle if _citaat(g) in citaten]


def test_sheet_has_its_27_items() -> None:
    assert [rij.code for rij in RIJEN] == [f"ME-{nummer:02}" for nummer in range(1, 28)]


def test_definition_has_no_code_beside_the_sheet_and_none_twice() -> None:
    assert bouwblad.vreemde_codes(PROTOCOL, RIJEN) == set()


@per_item
def test_question_phase_level_and_photo_are_those_of_the_sheet(rij: Rij) -> None:
    assert bouwblad.kern_verschillen(PROTOCOL, rij) == []


@per_item
def test_gevolg_is_that_of_the_sheet_and_rises_where_danger_or_loss_is_asked(rij: Rij) -> None:
    punt = plek(PROTOCOL, rij.code).punt
    standaard = [] if rij.gevolg in NIETS else [int(rij.gevolg)]
    verhoogd = VERHOGINGEN.get(rij.code)
    assert gevolgen(punt) == standaard + ([4] if verhoogd else [])
    assert {naam for regel in punt.gevolg_regels for naam in vraagt_naar(regel.als)} == (
        {verhoogd} if verhoogd else set()
    )


def test_raise_the_sheet_names_is_among_the_raises() -> None:
    genoemd = {rij.code for rij in RIJEN if re.search(r"→ G 4", rij.vervolg)}
    assert genoemd == {"ME-06"}
    assert genoemd <= set(VERHOGINGEN)


@per_item
def test_measures_beside_the_oordeel_are_questions_with_their_unit(rij: Rij) -> None:
    assert bouwblad.antwoord_verschillen(PROTOCOL, rij) == []


@per_item
def test_toon_als_is_a_condition(rij: Rij) -> None:
    assert bouwblad.toon_als_verschillen(PROTOCOL, rij) == []


@per_item
def test_items_per_ruimte_repeat_and_no_others(rij: Rij) -> None:
    moet = ["ruimte"] if "↻ per ruimte" in rij.toelichting + rij.vervolg else []
    assert plek(PROTOCOL, rij.code).herhaald_per == moet


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


@per_item
def test_grondslagen_carry_the_sign_of_the_sheet(rij: Rij) -> None:
    heeft = {
        (g.bron, g.artikel, g.lid, (g.onderdeel or "").split(" ")[0] or None, g.zekerheid)
        for g in plek(PROTOCOL, rij.code).punt.grondslagen
        if g.artikel and (g.regime == "ow" or "Wabo" in rij.grondslag)
    }
    volgt_uit_bescherming = {("Ow", "5.1", "1", "a", "gelezen")} if "Ow 5.1 lid 1 b" in rij.grondslag else set()
    assert heeft == {*_citaten(rij)} | volgt_uit_bescherming
    assert all(zekerheden(plek(PROTOCOL, rij.code).punt)[naam] or "Wabo" in rij.grondslag for naam in _tekens(rij))


def _tekens(rij: Rij) -> list[str]:
    return [naam for naam, aantal in tekens(rij.grondslag.replace("4°", "4e"), BOUW).items() if aantal]


def test_signs_taken_from_elsewhere_stand_in_the_legal_frame() -> None:
    kader = next(
        regel for regel in BLAD.read_text(encoding="utf-8").splitlines() if regel.startswith("**Wettelijk kader.**")
    )
    assert "3001 houtconstructies, 4001 timmerwerk, 4004 riet, 4006 voegwerk, 4007 steenhouwwerk ✓" in kader
    assert "via Ow 5.1 lid 1 a ✓" in kader


@per_item
def test_voorschrift_and_praktijk_are_grondslagen(rij: Rij) -> None:
    bronnen = {g.bron for g in plek(PROTOCOL, rij.code).punt.grondslagen}
    assert ("vergunning" in bronnen) == bool(re.search(r"(?:^|; )voorschrift;", rij.grondslag))
    assert ("praktijkrichtlijn" in bronnen) == ("praktijk" in rij.grondslag)


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
    oud = {p.punt.code for p in plekken(definitie(PROTOCOL)) if any(g.regime == "wabo" for g in p.punt.grondslagen)}
    genoemd = {rij.code for rij in RIJEN if re.search(r"Ow 5\.1 lid 1|Ow 5\.5|Wabo", rij.grondslag)}
    assert oud - {"ME-25.1"} == genoemd


@pytest.mark.parametrize(
    ("code", "grens"),
    [("ME-13.1", "1"), ("ME-15.1", "15"), ("ME-16.1", "20"), ("ME-18.2", "5"), ("ME-18.3", "20"), ("ME-20.1", "25")],
)
def test_free_bounds_are_norms_for_work_without_permit(code: str, grens: str) -> None:
    (norm,) = _volg(code).normen
    assert (norm.operator, norm.waarde) == ("<=", Decimal(grens))
    assert norm.grondslag is not None
    assert norm.grondslag.herkomst == "richtlijn"
    assert any(blad.feit == "zaak.vergunning_verleend" and blad.is_ is False for blad in bladeren(norm.als))
    assert grens in next(rij for rij in RIJEN if rij.code == code.split(".")[0]).toelichting


@per_item
def test_texts_are_complete(rij: Rij) -> None:
    assert bouwblad.tekst_verschillen(PROTOCOL, rij) == []


@per_item
def test_an_unknown_fact_never_hides_an_item(rij: Rij) -> None:
    punt = plek(PROTOCOL, rij.code).punt
    assert (punt.bij_onbekend == "toon") == bool(toon_als_delen(rij))


def test_ontmantelen_is_the_stoppunt() -> None:
    assert [fase.code for fase in definitie(PROTOCOL).fasen] == [str(nummer) for nummer in range(10)]
    assert {fase.code for fase in definitie(PROTOCOL).fasen if fase.stoppunt} == {"2"}
    assert {p.punt.code for p in plekken(definitie(PROTOCOL)) if p.punt.stoppunt} == {
        r.code for r in RIJEN if r.fase == "2"
    }


def test_three_moments_of_an_hour() -> None:
    (tabel,) = definitie(PROTOCOL).momenten
    assert [(k.momenten, k.uren) for k in tabel.klassen] == [(Decimal(3), Decimal(1))]
    assert tabel.uren_per == "moment"


def test_blocks_surround_the_protocol() -> None:
    assert [(blok.blok, blok.versie, blok.plaats) for blok in definitie(PROTOCOL).blokken] == [
        ("algemeen", 1, "begin"),
        ("zorgplichten", 1, "eind"),
    ]


def test_protocol_is_a_concept_that_says_what_is_open() -> None:
    assert definitie(PROTOCOL).vaststelling is None
    assert definitie(PROTOCOL).reden_bij == ["nvt", "niet_gecontroleerd"]
    open_punten = " ".join(definitie(PROTOCOL).openstaand)
    assert all(
        woord in open_punten for woord in ("13.12", "praktijkrichtlijnen", "provinciaal", "26 weken", "Wabo 2.2")
    )
