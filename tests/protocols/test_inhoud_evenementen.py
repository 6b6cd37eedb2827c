"""Evenementen carries every item of its source sheet as structure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.protocols.bronnen import (
    GEBRUIK,
    NIETS,
    Rij,
    definitie,
    delen,
    eenheden,
    gevolgen,
    plek,
    plekken,
    rijen,
    tekens,
    vervolg_delen,
    vraagt_naar,
    zekerheden,
)

PROTOCOL = "evenementen"
RIJEN = rijen(PROTOCOL)
CODES = [rij.code for rij in RIJEN]
BLAD = (Path(__file__).parent / "bronnen" / "evenementen.md").read_text(encoding="utf-8")
EENHEDEN = {"aantal": "stuks"}
"""Units the sheet leaves to the reader."""
ZONDER_VOORWAARDE = {"EVT-20", "EVT-34", "EVT-35"}
"""Items that may rise by the sheet without it saying when: they stand under `openstaand`, no condition is invented."""
NAMEN = (
    "APV",
    "Bgbop",
    "Ow",
    "Alcoholwet",
    "vergunning",
    "omgevingsplan",
    "veiligheidsplan",
    "Wpbr",
    "Regeling verkeersregelaars",
    "Warenwetbesluit attractie- en speeltoestellen",
    "Vuurwerkbesluit",
    "hygiënerichtlijn",
    "NEN 8020-41",
)

per_item = pytest.mark.parametrize("rij", RIJEN, ids=lambda rij: rij.code)


# --- every item ----------------------------------------------------------------------------------------------------


def test_sheet_has_its_40_items() -> None:
    assert [f"EVT-{nummer:02}" for nummer in range(1, 41)] == CODES


def test_definition_has_no_code_beside_the_sheet_and_none_twice() -> None:
    alle = [vraag.code for p in plekken(definitie(PROTOCOL)) for vraag in (p.punt, *p.punt.vervolgvragen)]
    assert {code for code in alle if alle.count(code) > 1} == set()
    assert {code for code in alle if "." not in code} == set(CODES)
    assert {code.split(".")[0] for code in alle} == set(CODES)


@per_item
def test_question_phase_and_photo_are_those_of_the_sheet(rij: Rij) -> None:
    punt = plek(PROTOCOL, rij.code).punt
    assert (punt.vraag, punt.fasen, punt.foto.wanneer) == (rij.vraag, [rij.fase], GEBRUIK.foto[rij.foto])
    assert bool(punt.foto.hint) == (rij.foto == "A")


@per_item
def test_type_is_that_of_the_sheet(rij: Rij) -> None:
    teken = re.split(r"[\[+]", rij.antwoord)[0]
    assert plek(PROTOCOL, rij.code).punt.type == {"VN": "oordeel", "DOC": "document", "KZ": "keuze"}[teken]


@per_item
def test_what_is_asked_beside_the_oordeel_always_belongs_to_it(rij: Rij) -> None:
    punt = plek(PROTOCOL, rij.code).punt
    altijd = [(vraag.type, vraag.eenheid) for vraag in punt.vervolgvragen if vraag.toon_als is None]
    for teken in delen(rij.antwoord, "+")[1:]:
        soort = {"GET": "getal", "DAT": "tijdstip", "TXT": "tekst", "DOC": "document"}[re.split(r"[\[(]", teken)[0]]
        eenheid = next((EENHEDEN.get(naam, naam) for naam in eenheden(teken, GEBRUIK)), None)
        assert (soort, eenheid) in altijd, teken


@per_item
def test_gevolg_and_its_raises_are_those_of_the_sheet(rij: Rij) -> None:
    punt = plek(PROTOCOL, rij.code).punt
    moet = [int(n) for n in rij.gevolg.split("→")] + [int(n) for n in re.findall(r"→ gevolg (\d)", rij.vervolg)]
    if rij.code in ZONDER_VOORWAARDE:
        assert gevolgen(punt) == moet[:1]
        assert any(rij.code in zin for zin in definitie(PROTOCOL).openstaand)
    else:
        assert gevolgen(punt) == moet
    for regel in punt.gevolg_regels:
        assert any(naam.startswith(f"{rij.code}.") for naam in vraagt_naar(regel.als))


def test_raises_without_a_condition_in_the_sheet_are_named_as_open() -> None:
    zonder = {r.code for r in RIJEN if "→" in r.gevolg and not [d for d in vervolg_delen(r) if "→" in d or "€" in d]}
    assert zonder == ZONDER_VOORWAARDE


@per_item
def test_texts_are_complete(rij: Rij) -> None:
    punt = plek(PROTOCOL, rij.code).punt
    tekst = " ".join(filter(None, [punt.toelichting, punt.zo_controleer_je]))
    assert tekst
    assert [getal for getal in re.findall(r"\d+(?:[.,]\d+)*", rij.toelichting) if getal not in tekst] == []
    woorden = re.findall(r"[^\W\d_]{6,}", rij.toelichting.lower())
    assert len([woord for woord in woorden if woord[:5] not in tekst.lower()]) <= 0.5 * len(woorden)
    if max(gevolgen(punt), default=0) >= 3:
        assert any("…" in zin for zin in punt.bevindingteksten)
        assert punt.herstelteksten


# --- grondslagen ---------------------------------------------------------------------------------------------------


def _citaten(rij: Rij) -> Iterator[tuple[str, str | None]]:
    """The pieces of the grondslag cell with the zekerheid of their sign; what stands in brackets apart."""
    for deel in delen(rij.grondslag):
        buiten = re.sub(r"\([^)]*\)", "", deel)
        for stuk in re.split(rf"(?<=[{''.join(GEBRUIK.zekerheid)}])", buiten):
            if stuk.strip(" ,"):
                yield stuk, next((GEBRUIK.zekerheid[teken] for teken in stuk if teken in GEBRUIK.zekerheid), None)
        for binnen in re.findall(r"\(([^)]*)\)", deel):
            yield binnen, next((GEBRUIK.zekerheid[teken] for teken in binnen if teken in GEBRUIK.zekerheid), None)


def _artikelen(tekst: str) -> list[str]:
    los = re.sub(r"lid \d+(?:-\d+)?|NEN \S+", "", tekst)
    return re.findall(r"\d+[.:]\d+(?:-\d+\.\d+)?|(?<=Alcoholwet )\d+|(?<=, )20(?= ✔)|(?<=art\. )\d+", los)


@per_item
def test_grondslagen_carry_the_sign_of_the_sheet(rij: Rij) -> None:
    """A citation without a sign is not confirmed, unless the same article carries a sign elsewhere in the sheet."""
    grondslagen = plek(PROTOCOL, rij.code).punt.grondslagen
    for tekst, zekerheid in _citaten(rij):
        for artikel in _artikelen(tekst):
            toegestaan = {zekerheid} if zekerheid else {"onbevestigd", "gelezen"}
            assert any(g.artikel == artikel and g.zekerheid in toegestaan for g in grondslagen), artikel
        for naam in (naam for naam in NAMEN if re.search(rf"\b{naam}\b", tekst, re.IGNORECASE)):
            assert any(g.bron == naam and g.zekerheid == (zekerheid or "onbevestigd") for g in grondslagen), naam
    heeft = zekerheden(plek(PROTOCOL, rij.code).punt)
    assert all(heeft[naam] >= aantal for naam, aantal in tekens(rij.grondslag, GEBRUIK).items())


@per_item
def test_no_grondslag_beside_the_sheet(rij: Rij) -> None:
    cel = f"{rij.grondslag} {rij.vervolg}".lower()
    for grondslag in plek(PROTOCOL, rij.code).punt.grondslagen:
        assert grondslag.bron.lower() in cel or (grondslag.bron, grondslag.artikel) == ("Alcoholwet", "35")
        assert (grondslag.artikel or "") in cel
        assert (grondslag.lid or "") in cel


def test_articles_without_a_sign_of_their_own_have_one_elsewhere() -> None:
    zonder = {
        (rij.code, artikel)
        for rij in RIJEN
        for tekst, zekerheid in _citaten(rij)
        for artikel in _artikelen(tekst)
        if zekerheid is None and artikel in {g.artikel for g in plek(PROTOCOL, rij.code).punt.grondslagen}
    }
    assert zonder == {("EVT-27", "2.1"), ("EVT-31", "35")}
    assert "art. 2.1 lid 3 ✔" in BLAD
    assert "Alcoholwet art. 35 ✔" in BLAD


@per_item
def test_body_follows_the_first_regulation(rij: Rij) -> None:
    """The sheet: burgemeester for APV and Alcoholwet (and the permit under the APV), college for Bgbop."""
    eerste = plek(PROTOCOL, rij.code).punt.grondslagen[0].bron
    moet = {"Bgbop": "college", "Wpbr": None, "Warenwetbesluit attractie- en speeltoestellen": None}
    assert plek(PROTOCOL, rij.code).punt.bevoegd_orgaan == moet.get(eerste, "burgemeester")


# --- the protocol as a whole ---------------------------------------------------------------------------------------


def test_schouw_is_the_stoppunt_of_four_phases() -> None:
    assert [(fase.code, fase.stoppunt) for fase in definitie(PROTOCOL).fasen] == [
        ("V", False),
        ("O", True),
        ("T", False),
        ("N", False),
    ]


def test_moments_per_category_are_a_marked_proposal() -> None:
    (tabel,) = definitie(PROTOCOL).momenten
    assert [klasse.momenten for klasse in tabel.klassen] == [None, 2, None]
    assert tabel.zekerheid == "onbevestigd"


def test_blocks_surround_the_protocol() -> None:
    assert [(blok.blok, blok.versie, blok.plaats) for blok in definitie(PROTOCOL).blokken] == [
        ("algemeen", 1, "begin"),
        ("zorgplichten", 1, "eind"),
    ]


def test_protocol_is_a_concept_that_says_what_is_open() -> None:
    assert definitie(PROTOCOL).vaststelling is None
    assert definitie(PROTOCOL).reden_bij == ["niet_gecontroleerd"]
    assert NIETS.isdisjoint(definitie(PROTOCOL).openstaand)
    assert len(definitie(PROTOCOL).openstaand) >= 8
