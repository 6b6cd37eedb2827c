"""The block algemeen holds the texts of the fixed section Bezoek: one for every typed field, with its legal source."""

from __future__ import annotations

import re
from pathlib import Path

from app.controles.rules.inhoud import BEZOEKVELDEN
from tests.protocols import kort
from tests.protocols.bronnen import definitie, opties, plek, plekken
from tests.protocols.verschil import anders, klopt

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
ZEKERHEID = {
    "ALG-01": ["gelezen"],
    "ALG-02": ["gelezen"] * 2,
    "ALG-03": ["gelezen"] * 4,
    "ALG-04": ["gelezen"],
    "ALG-05": ["secundair"],
    "ALG-06": ["secundair"],
    "ALG-07": ["gelezen"],
    "ALG-08": ["onbevestigd", "gelezen"],
    "ALG-09": ["secundair"],
    "ALG-10": ["onbevestigd"],
    "ALG-11": ["onbevestigd"],
}


def test_every_field_of_the_section_bezoek_has_one_text_and_no_other() -> None:
    gevonden = [(plaats.punt.code, plaats.punt.bezoekveld) for plaats in plekken(definitie(PROTOCOL))]
    assert gevonden == [(code, veld) for code, (veld, *_) in PUNTEN.items()]
    assert {veld for _, veld in gevonden} == set(BEZOEKVELDEN)


def test_cautie_comes_before_the_statement() -> None:
    codes = [plaats.punt.bezoekveld for plaats in plekken(definitie(PROTOCOL))]
    assert codes.index("cautie") < codes.index("verklaring")


def test_type_and_choices_are_those_of_the_field() -> None:
    heeft = {punt.code: (punt.type, tuple(opties(punt, definitie(PROTOCOL)))) for punt in kort.punten(PROTOCOL)}
    klopt(anders(heeft, {code: (soort, BEZOEKVELDEN[veld] or ()) for code, (veld, soort, _) in PUNTEN.items()}))


def test_choices_are_those_of_the_sheet() -> None:
    for code in ("ALG-01", "ALG-02"):
        soort = VELDEN[PUNTEN[code][2] or ""][1]
        keuzes = [keuze.strip().replace("/", "_") for keuze in soort.removeprefix("enum ").split(",")]
        assert opties(plek(PROTOCOL, code).punt, definitie(PROTOCOL)) == keuzes, code


def test_field_is_required_when_the_sheet_says_always() -> None:
    altijd = {code: veld is not None and VELDEN[veld][2] == "V" for code, (_, _, veld) in PUNTEN.items()}
    klopt(anders({punt.code: punt.verplicht for punt in kort.punten(PROTOCOL)}, altijd))


def test_field_shows_and_is_required_on_its_condition() -> None:
    punten = kort.punten(PROTOCOL)
    klopt(anders({p.code: (kort.zeg(p.toon_als), p.bij_onbekend) for p in punten if p.toon_als}, TOON_ALS))
    klopt(anders({p.code: kort.zeg(p.verplicht_als) for p in punten if p.verplicht_als}, VERPLICHT_ALS))


def test_articles_of_the_sheet_are_grondslagen_of_which_the_text_was_read() -> None:
    for code, (_, _, veld) in PUNTEN.items():
        gelezen = [grond for grond in plek(PROTOCOL, code).punt.grondslagen if grond.zekerheid == "gelezen"]
        assert all("2014-2016" in (grond.toelichting or "") for grond in gelezen), code
        for bron, nummers in re.findall(r"(Awbi?) ([\d:, a-]+)", VELDEN[veld][3] if veld else ""):
            vindplaatsen = " ".join(grond.artikel or "" for grond in gelezen if grond.bron == bron)
            assert set(re.findall(r"[\d:]+a?", nummers)) <= set(re.findall(r"[\d:]+a?", vindplaatsen)), code


def test_what_was_not_read_says_so() -> None:
    """[C] through another source is secundair, [K] is onbevestigd; only the stored copies of Awb and Awbi were read."""
    heeft = {punt.code: [grond.zekerheid for grond in punt.grondslagen] for punt in kort.punten(PROTOCOL)}
    klopt(anders(heeft, ZEKERHEID))


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
    assert kort.merken(PROTOCOL) == {}
    for plaats in plekken(definitie(PROTOCOL)):
        assert (plaats.punt.foto.wanneer, plaats.punt.gevolg, plaats.punt.vervolgvragen) == ("nooit", None, [])


def test_block_has_proeven_and_says_what_is_open() -> None:
    van = definitie(PROTOCOL)
    assert (van.soort, van.vaststelling, van.fasen) == ("blok", None, [])
    assert len(van.proeven) >= 3
    assert any("5:12" in zin for zin in van.openstaand)
