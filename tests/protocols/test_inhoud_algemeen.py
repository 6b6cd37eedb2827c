"""The block algemeen holds the texts of the fixed section Bezoek: one for every typed field, with its legal source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.controles.rules.inhoud import BEZOEKVELDEN
from tests.protocols import kort
from tests.protocols.bronnen import definitie, opties, plek, plekken

PROTOCOL = "algemeen"
BLAD = (Path(__file__).parent / "bronnen" / "algemeen.md").read_text(encoding="utf-8")
CELLEN = [[cel.strip() for cel in regel.strip("|").split("|")] for regel in BLAD.splitlines() if regel.startswith("|")]
VELDEN = {rij[0]: rij for rij in CELLEN if rij[0].startswith(("controle.", "constatering."))}
"""Rows of the field table by name of the field in the sheet: field, type, required when, source."""
PUNTEN = {
    "ALG-01": ("legitimatie", "keuze", "controle.legitimatie_getoond"),
    "ALG-02": ("betreding", "keuze", "controle.betreding"),
    "ALG-03": ("machtiging", "tekst", "controle.machtiging_id"),
    "ALG-04": ("binnentredingsverslag", "tekst", "controle.binnentredingsverslag_id"),
    "ALG-05": ("aanwezigen", "tekst", "controle.aanwezigen, gesproken_met"),
    "ALG-06": ("gesproken_met", "tekst", "controle.aanwezigen, gesproken_met"),
    "ALG-07": ("cautie", "tijdstip", "constatering.cautie_gegeven_op"),
    "ALG-08": ("verklaring", "tekst", "constatering.verklaring_betrokkene"),
    "ALG-09": ("werkwijze", "tekst", "controle.werkwijze"),
    "ALG-10": ("omstandigheden", "tekst", None),
    "ALG-11": ("reactie", "tekst", None),
}
"""Code -> field of the controle, type, row of the sheet; weather and reaction stand in what a report must hold."""
TOON_ALS = {
    "ALG-03": ("ALG-02 is woning_met_machtiging", "verberg"),
    "ALG-04": ("ALG-02 in woning_met_machtiging/woning_gevaar", "verberg"),
    "ALG-07": ("controle.bestraffing_overwogen is True", "toon"),
    "ALG-08": ("ALG-06 beantwoord True of ALG-07 beantwoord True", "verberg"),
}
VERPLICHT_ALS = {
    "ALG-03": "ALG-02 is woning_met_machtiging",
    "ALG-04": "ALG-02 in woning_met_machtiging/woning_gevaar",
    "ALG-07": "controle.bestraffing_overwogen is True",
    "ALG-08": "ALG-07 beantwoord True",
}

per_punt = pytest.mark.parametrize("code", PUNTEN)


def test_every_field_of_the_section_bezoek_has_one_text_and_no_other() -> None:
    gevonden = [(plaats.punt.code, plaats.punt.bezoekveld) for plaats in plekken(definitie(PROTOCOL))]
    assert gevonden == [(code, veld) for code, (veld, *_) in PUNTEN.items()]
    assert {veld for _, veld in gevonden} == set(BEZOEKVELDEN)


def test_cautie_comes_before_the_statement() -> None:
    codes = [plaats.punt.bezoekveld for plaats in plekken(definitie(PROTOCOL))]
    assert codes.index("cautie") < codes.index("verklaring")


@per_punt
def test_type_and_choices_are_those_of_the_field(code: str) -> None:
    veld, soort, _ = PUNTEN[code]
    punt = plek(PROTOCOL, code).punt
    assert punt.type == soort
    assert tuple(opties(punt, definitie(PROTOCOL))) == (BEZOEKVELDEN[veld] or ())


@pytest.mark.parametrize("code", ["ALG-01", "ALG-02"])
def test_choices_are_those_of_the_sheet(code: str) -> None:
    soort = VELDEN[PUNTEN[code][2] or ""][1]
    keuzes = [keuze.strip().replace("/", "_") for keuze in soort.removeprefix("enum ").split(",")]
    assert opties(plek(PROTOCOL, code).punt, definitie(PROTOCOL)) == keuzes


@per_punt
def test_field_is_required_when_the_sheet_says_always(code: str) -> None:
    rij = VELDEN.get(PUNTEN[code][2] or "")
    assert plek(PROTOCOL, code).punt.verplicht == (rij is not None and rij[2] == "V")


@per_punt
def test_field_shows_and_is_required_on_its_condition(code: str) -> None:
    punt = plek(PROTOCOL, code).punt
    toon = (kort.zeg(punt.toon_als), punt.bij_onbekend) if punt.toon_als else None
    assert toon == TOON_ALS.get(code)
    assert (kort.zeg(punt.verplicht_als) if punt.verplicht_als else None) == VERPLICHT_ALS.get(code)


@per_punt
def test_articles_of_the_sheet_are_grondslagen_of_which_the_text_was_read(code: str) -> None:
    rij = VELDEN.get(PUNTEN[code][2] or "")
    punt = plek(PROTOCOL, code).punt
    gelezen = [grondslag for grondslag in punt.grondslagen if grondslag.zekerheid == "gelezen"]
    assert all("2014-2016" in (grondslag.toelichting or "") for grondslag in gelezen)
    if rij is None:
        assert {grondslag.zekerheid for grondslag in punt.grondslagen} == {"onbevestigd"}
        return
    for bron, nummers in re.findall(r"(Awbi?) ([\d:, a-]+)", rij[3]):
        vindplaatsen = " ".join(grondslag.artikel or "" for grondslag in gelezen if grondslag.bron == bron)
        assert set(re.findall(r"[\d:]+a?", nummers)) <= set(re.findall(r"[\d:]+a?", vindplaatsen))


@pytest.mark.parametrize(
    ("code", "zekerheden"),
    [
        ("ALG-05", ["secundair"]),
        ("ALG-06", ["secundair"]),
        ("ALG-08", ["onbevestigd", "gelezen"]),
        ("ALG-09", ["secundair"]),
        ("ALG-10", ["onbevestigd"]),
        ("ALG-11", ["onbevestigd"]),
    ],
)
def test_what_was_not_read_says_so(code: str, zekerheden: list[str]) -> None:
    """[C] through another source is secundair, [K] is onbevestigd; only the stored copies of Awb and Awbi were read."""
    assert [grondslag.zekerheid for grondslag in plek(PROTOCOL, code).punt.grondslagen] == zekerheden


def test_powers_of_the_sheet_are_all_named() -> None:
    kader = definitie(PROTOCOL).wettelijk_kader or ""
    genoemd = [artikel for rij in CELLEN if rij[0].startswith("5:") for artikel in re.findall(r"5:\d+a?", rij[0])]
    assert len(genoemd) == 11
    assert [artikel for artikel in genoemd if not re.search(rf"{artikel}(?!\d)", kader)] == []


def test_report_of_entering_a_home_is_a_task_with_its_term() -> None:
    (actie,) = plek(PROTOCOL, "ALG-04").punt.acties
    assert (actie.soort, kort.zeg(actie.als)) == ("taak", "ALG-02 in woning_met_machtiging/woning_gevaar")
    assert "vierde dag" in actie.tekst


def test_section_is_never_a_photo_and_never_an_overtreding() -> None:
    for plaats in plekken(definitie(PROTOCOL)):
        assert (plaats.punt.foto.wanneer, plaats.punt.gevolg, plaats.punt.vervolgvragen) == ("nooit", None, [])


def test_block_has_proeven_and_says_what_is_open() -> None:
    van = definitie(PROTOCOL)
    assert (van.soort, van.vaststelling, van.fasen) == ("blok", None, [])
    assert len(van.proeven) >= 3
    assert any("5:12" in zin for zin in van.openstaand)
