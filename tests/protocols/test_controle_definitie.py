"""What may not be published, each with its code, its place and a remedy; and proeven that fail are told."""

# ruff: noqa: E501  the tables hold definitions on one line
from __future__ import annotations

import pytest

from app.protocols.rules.controle_definitie import check_definitie, count_grondslagen, count_punten
from app.protocols.rules.problemen import Probleem
from tests.protocols.maken import as_blokken, make_blok, make_definitie

GOED = """
fasen: [{code: "1", titel: Start}, {code: "2", titel: Eind}]
feiten:
  - {code: zaak.sloop, label: Sloop, type: ja_nee}
  - {code: zaak.soort, label: Soort, type: keuze, opties: [{waarde: a, label: A}]}
  - {code: zaak.hoogte, label: Hoogte, type: getal}
lijsten: {ja_nee: [{waarde: ja, label: Ja}, {waarde: nee, label: Nee}]}
onderdelen:
  - code: begin
    titel: Begin
    punten:
      - {code: A-1, vraag: Een?, type: oordeel, grondslagen: [{bron: Bbl, zekerheid: onbevestigd}], gevolg: 2,
         vervolgvragen: [{code: A-1.1, vraag: Ja?, type: keuze, lijst: ja_nee}]}
      - {code: A-2, vraag: Twee?, type: document, grondslagen: [{bron: Bbl, zekerheid: gelezen}], gevolg: 2}
      - {code: A-3, vraag: Drie?, type: getal, eenheid: m, grondslagen: [{bron: geen, zekerheid: gelezen}]}
      - {code: A-4, vraag: Vier?, type: tekst, grondslagen: [{bron: geen, zekerheid: gelezen}]}
      - {code: A-5, vraag: Vijf?, type: steekproef, grondslagen: [{bron: geen, zekerheid: gelezen}]}
  - code: storten
    titel: Storten
    herhaling: {per: stort, titel_vraag: S-1}
    punten:
      - {code: S-1, vraag: Welke?, type: tekst, grondslagen: [{bron: geen, zekerheid: gelezen}]}
      - {code: S-2, vraag: Goed?, type: oordeel, grondslagen: [{bron: geen, zekerheid: gelezen}], gevolg: 4}
  - code: eind
    titel: Eind
    punten: [PUNT]
"""
REST = "grondslagen: [{bron: geen, zekerheid: gelezen}], gevolg: 1"
PUNT = f"{{code: Z-1, vraag: Klaar?, type: oordeel, {REST}}}"


def check(punt: str = PUNT, erbij: str = "", *, soort: str = "toezichtprotocol") -> list[Probleem]:
    definitie = make_definitie(GOED.replace("PUNT", punt) + erbij, soort=soort)
    return check_definitie(definitie, {})


def errors(problemen: list[Probleem]) -> list[str]:
    return [probleem.code for probleem in problemen if not probleem.waarschuwing]


def test_a_good_definition_has_only_warnings_that_help() -> None:
    problemen = check()
    assert {probleem.code for probleem in problemen} == {"onbevestigd", "geen-proeven"}
    assert all(probleem.waarschuwing and probleem.remedie for probleem in problemen)


VOORWAARDEN = [
    ("{vraag: A-9, is: voldoet}", "verwijzing-onbekend"),
    ("{aantal: {vraag: A-9}, minstens: 1}", "verwijzing-onbekend"),
    ("{vraag: S-2, is: voldoet}", "verwijzing-herhaling"),
    ("{feit: zaak.weg, is: true}", "feit-onbekend"),
    ("{vraag: A-3, groter: zaak.weg}", "grens-feit"),
    ("{vraag: A-3, groter: zaak.sloop}", "grens-feit"),
    ("{fase: ['9']}", "fase-onbekend"),
    ("{vraag: A-1}", "operator"),
    ("{vraag: A-1, is: voldoet, beantwoord: true}", "operator"),
    ("{fase: ['1'], is: x}", "operator"),
    ("{}", "voorwaarde-vorm"),
    ("{vraag: A-1, feit: zaak.sloop, is: true}", "voorwaarde-vorm"),
    ("{alle: [{vraag: A-1, is: voldoet}], niet: {vraag: A-1, is: voldoet}}", "voorwaarde-vorm"),
    ("{een_van: [{vraag: A-1, is: voldoet}, {vraag: A-9, is: voldoet}]}", "verwijzing-onbekend"),
    ("{vraag: A-1, is: goed}", "optie-onbekend"),
    ("{vraag: A-1, in: [voldoet, goed]}", "optie-onbekend"),
    ("{vraag: A-1.1, is: misschien}", "optie-onbekend"),
    ("{vraag: A-1.1, is: true}", "optie-onbekend"),
    ("{vraag: A-2, is: kwijt}", "optie-onbekend"),
    ("{aantal: {vraag: S-2, is: goed}, minstens: 1}", "optie-onbekend"),
    ("{feit: zaak.soort, is: b}", "optie-onbekend"),
    ("{feit: zaak.sloop, is: ja}", "optie-onbekend"),
    ("{vraag: A-1, groter: 1}", "operator-type"),
    ("{vraag: A-3, bevat: x}", "operator-type"),
    ("{vraag: A-5, is: 1}", "operator-type"),
    ("{feit: zaak.hoogte, bevat: x}", "operator-type"),
    ("{aantal: {vraag: S-2}, bevat: x}", "operator-type"),
    ("{vraag: A-1, deel: direct_hersteld, is: ja}", "operator-type"),
    ("{vraag: A-1, deel: n, groter: 1}", "deel"),
    ("{vraag: A-3, deel: datum, groter: 1}", "deel"),
    ("{feit: zaak.hoogte, deel: n, groter: 1}", "deel"),
    ("{alle: [{vraag: A-1, is: voldoet}, {vraag: A-1, is: nvt}]}", "vraag-nooit-zichtbaar"),
    ("{alle: [{vraag: A-3, groter: 5}, {vraag: A-3, kleiner: 4}]}", "vraag-nooit-zichtbaar"),
    ("{alle: [{feit: zaak.sloop, is: true}, {niet: {feit: zaak.sloop, is: true}}]}", "vraag-nooit-zichtbaar"),
]


@pytest.mark.parametrize(("voorwaarde", "code"), VOORWAARDEN, ids=[f"{code} {wat}" for wat, code in VOORWAARDEN])
def test_a_condition_that_cannot_be_is_told_with_its_place(voorwaarde: str, code: str) -> None:
    problemen = check(f"{{code: Z-1, vraag: V?, type: oordeel, toon_als: {voorwaarde}, {REST}}}")
    assert code in errors(problemen)
    gevonden = next(probleem for probleem in problemen if probleem.code == code)
    assert gevonden.pad.startswith("onderdelen[2].punten[0]")
    assert gevonden.zin.endswith(".")
    assert gevonden.remedie.endswith(".")


GOEDE_VOORWAARDEN = [
    "{vraag: A-1, is: voldoet_niet}",
    "{vraag: A-1, deel: direct_hersteld, is: false}",
    "{vraag: A-2, is: voldoet_niet}",
    "{vraag: A-2, deel: datum, groter: 24}",
    "{vraag: A-5, deel: aandeel, kleiner: 1}",
    "{vraag: A-4, bevat: asbest}",
    "{vraag: A-3, minstens: 0.5}",
    "{vraag: A-3, groter: zaak.hoogte}",
    "{aantal: {vraag: S-2, is: voldoet_niet}, minstens: 2}",
    "{feit: zaak.soort, in: [a]}",
    "{feit: zaak.soort, beantwoord: false}",
    "{feit: controle.datum, groter: 0}",
    "{niet: {fase: ['1']}}",
    "{niveau_vanaf: '3'}",
    "{alle: [{vraag: A-3, groter: 4}, {vraag: A-3, kleiner: 5}]}",
]


@pytest.mark.parametrize("voorwaarde", GOEDE_VOORWAARDEN)
def test_a_condition_that_can_be_is_let_through(voorwaarde: str) -> None:
    assert not errors(check(f"{{code: Z-1, vraag: V?, type: oordeel, toon_als: {voorwaarde}, {REST}}}"))


@pytest.mark.parametrize("plek", ["verplicht_als", "gevolg_regels", "acties", "grondslagen", "normen"])
def test_conditions_are_checked_wherever_they_stand(plek: str) -> None:
    fout = "{vraag: A-9, is: voldoet}"
    velden = {
        "verplicht_als": f"verplicht_als: {fout}, {REST}",
        "gevolg_regels": f"gevolg_regels: [{{als: {fout}, naar: 4}}], {REST}",
        "acties": f"acties: [{{als: {fout}, soort: taak, tekst: x}}], {REST}",
        "grondslagen": f"grondslagen: [{{bron: Bbl, zekerheid: gelezen, als: {fout}}}], gevolg: 1",
        "normen": f"normen: [{{operator: '<=', waarde: 1, als: {fout}}}], {REST}",
    }
    soort = "getal, eenheid: m" if plek == "normen" else "oordeel"
    problemen = check(f"{{code: Z-1, vraag: V?, type: {soort}, {velden[plek]}}}")
    assert [
        probleem.pad.rpartition(".")[0] or probleem.pad
        for probleem in problemen
        if probleem.code == "verwijzing-onbekend"
    ]
    assert plek in next(probleem.pad for probleem in problemen if probleem.code == "verwijzing-onbekend")


VRAGEN = [
    (f"{{code: A-1, vraag: V?, type: oordeel, {REST}}}", "code-dubbel"),
    (f"{{code: Z-1, vraag: V?, type: oordeel, {REST}, vervolgvragen: [{{code: Y-1.1, vraag: V?, type: tekst}}]}}", "vervolgcode"),
    ("{code: Z-1, vraag: V?, type: oordeel, gevolg: 1}", "grondslag-ontbreekt"),
    (f"{{code: Z-1, vraag: V?, type: getal, {REST}}}", "eenheid-ontbreekt"),
    (f"{{code: Z-1, vraag: V?, type: keuze, {REST}}}", "opties-ontbreken"),
    (f"{{code: Z-1, vraag: V?, type: oordeel, opties: [{{waarde: a, label: A}}], {REST}}}", "opties-teveel"),
    (f"{{code: Z-1, vraag: V?, type: keuze, opties: [{{waarde: a, label: A}}, {{waarde: a, label: B}}], {REST}}}", "optie-dubbel"),
    (f"{{code: Z-1, vraag: V?, type: getal, eenheid: m, minimum: 2, maximum: 1, {REST}}}", "grenzen"),
    (f"{{code: Z-1, vraag: V?, type: oordeel, minimum_lengte: 3, {REST}}}", "lengte-type"),
    (f"{{code: Z-1, vraag: V?, type: oordeel, normen: [{{operator: '<=', waarde: 1}}], {REST}}}", "norm-type"),
    (f"{{code: Z-1, vraag: V?, type: getal, eenheid: m, normen: [{{operator: '<='}}], {REST}}}", "norm-waarde"),
    (f"{{code: Z-1, vraag: V?, type: oordeel, fasen: ['7'], {REST}}}", "fase-onbekend"),
    (f"{{code: Z-1, vraag: V?, type: oordeel, bezoekveld: cautie, {REST}}}", "bezoekveld"),
    (f"{{code: Z-1, vraag: V?, type: oordeel, foto: {{minimum: 0}}, {REST}}}", "foto-minimum"),
    (
        "{code: Z-1, vraag: V?, type: oordeel, grondslagen: [{bron: Bbl, zekerheid: gelezen, geldig_van: 2024-01-01,"
        " geldig_tot: 2023-01-01}], gevolg: 1}",
        "grondslag-geldigheid",
    ),
    (
        f"{{code: Z-1, vraag: V?, type: oordeel, spoor: privaat, gevolg_regels: [{{als: {{niveau_vanaf: S}}, naar: 4}}], {REST}}}",
        "gevolg-spoor",
    ),
    (f"{{code: Z-1, vraag: V?, type: oordeel, afwijking_als: {{vraag: Z-1, is: nvt}}, {REST}}}", "afwijking-type"),
    (f"{{code: Z-1, vraag: V?, type: document, afwijking_als: {{vraag: Z-1, is: gezien}}, {REST}}}", "afwijking-type"),
    (f"{{code: Z-1, vraag: V?, type: tekst, afwijking_als: {{vraag: Z-9, beantwoord: true}}, {REST}}}", "verwijzing-onbekend"),
]  # fmt: skip


@pytest.mark.parametrize(("punt", "code"), VRAGEN, ids=[code for _, code in VRAGEN])
def test_a_point_that_cannot_be_is_told(punt: str, code: str) -> None:
    assert code in errors(check(punt))


@pytest.mark.parametrize(
    ("velden", "codes"),
    [
        ("foto: {wanneer: bij_afwijking}, gevolg: 2", {"foto-nooit-gevraagd", "gevolg-nooit"}),
        ("gevolg_regels: [{als: {vraag: A-1, is: nvt}, naar: 3}]", {"gevolg-nooit"}),
        ("foto: {wanneer: bij_afwijking}, gevolg: 2, afwijking_als: {vraag: Z-1, is: a}", set()),
        ("afwijking_als: {vraag: Z-1, is: a}", {"gevolg-vrij"}),
        ("foto: {wanneer: altijd}", set()),
    ],
)
def test_a_point_that_cannot_fail_has_no_use_for_a_gevolg(velden: str, codes: set[str]) -> None:
    keuze = "type: keuze, opties: [{waarde: a, label: A}], grondslagen: [{bron: geen, zekerheid: gelezen}]"
    problemen = check(f"{{code: Z-1, vraag: V?, {keuze}, {velden}}}")
    assert {probleem.code for probleem in problemen} - {"onbevestigd", "geen-proeven"} == codes
    assert not errors(problemen)


ONDERDELEN = [
    ("{code: leeg, titel: Leeg}", "onderdeel-leeg"),
    (f"{{code: begin, titel: B, punten: [{PUNT.replace('Z-1', 'Y-1')}]}}", "onderdeel-dubbel"),
    (f"{{code: x, titel: X, herhaling: {{per: x, titel_vraag: A-4}}, punten: [{PUNT.replace('Z-1', 'Y-1')}]}}", "titelvraag"),
    (f"{{code: x, titel: X, herhaling: {{per: x, titel_vraag: Y-1}}, punten: [{PUNT.replace('Z-1', 'Y-1')}]}}", "titelvraag-type"),
    (f"{{code: x, titel: X, herhaling: {{per: x, minimum: 3, maximum: 2}}, punten: [{PUNT.replace('Z-1', 'Y-1')}]}}", "herhaling-grenzen"),
]  # fmt: skip


@pytest.mark.parametrize(("onderdeel", "code"), ONDERDELEN, ids=[code for _, code in ONDERDELEN])
def test_an_onderdeel_that_cannot_be_is_told(onderdeel: str, code: str) -> None:
    assert code in errors(check(erbij=f"  - {onderdeel}\n"))


def test_conditions_that_depend_on_each_other_are_told_as_a_circle() -> None:
    punten = (
        f"{{code: Z-1, vraag: V?, type: oordeel, toon_als: {{vraag: Z-2, is: voldoet}}, {REST}}}, "
        f"{{code: Z-2, vraag: V?, type: oordeel, toon_als: {{vraag: Z-1, is: voldoet}}, {REST}}}"
    )
    problemen = check(punten)
    assert errors(problemen) == ["voorwaarde-kring"]
    assert any("Z-1 → Z-2 → Z-1" in probleem.zin for probleem in problemen)


def test_an_onderdeel_cannot_depend_on_a_question_in_itself() -> None:
    onderdeel = (
        f"  - {{code: x, titel: X, toon_als: {{vraag: Y-1, is: voldoet}}, punten: [{PUNT.replace('Z-1', 'Y-1')}]}}\n"
    )
    assert "voorwaarde-kring" in errors(check(erbij=onderdeel))


def test_a_reference_to_a_later_question_is_a_warning() -> None:
    eerder = f"{{code: Z-1, vraag: V?, type: oordeel, toon_als: {{vraag: Z-2, is: voldoet}}, {REST}}}"
    problemen = check(f"{eerder}, {PUNT.replace('Z-1', 'Z-2')}")
    assert not errors(problemen)
    assert "verwijzing-later" in {probleem.code for probleem in problemen}


def test_a_plicht_without_gevolg_is_free_choice_and_a_warning() -> None:
    problemen = check("{code: Z-1, vraag: V?, type: oordeel, grondslagen: [{bron: geen, zekerheid: gelezen}]}")
    assert not errors(problemen)
    assert "gevolg-vrij" in {probleem.code for probleem in problemen}


def test_a_follow_up_inside_a_follow_up_chain_that_excludes_itself_never_shows() -> None:
    vervolg = "[{code: Z-1.1, vraag: V?, type: tekst, toon_als: {vraag: Z-1, is: voldoet_niet}}]"
    punt = f"{{code: Z-1, vraag: V?, type: oordeel, toon_als: {{vraag: A-1, is: voldoet}}, {REST}, vervolgvragen: {vervolg}}}"
    assert not errors(check(punt))
    uitsluitend = punt.replace("{vraag: Z-1, is: voldoet_niet}", "{alle: [{vraag: A-1, is: nvt}]}")
    assert errors(check(uitsluitend)) == ["vraag-nooit-zichtbaar"]


def test_what_is_wrong_in_a_block_is_told_at_the_block_only() -> None:
    fout = "{code: B-1, vraag: V?, type: getal, grondslagen: [{bron: geen, zekerheid: gelezen}]}"
    blok = make_blok(f"onderdelen: [{{code: b, titel: B, punten: [{fout}]}}]")
    host = make_definitie("blokken: [{blok: blok, versie: 1, plaats: begin}]\n" + GOED.replace("PUNT", PUNT))
    assert errors(check_definitie(blok, {})) == ["eenheid-ontbreekt"]
    assert not errors(check_definitie(host, as_blokken(blok)))


def test_places_are_those_of_the_file_also_after_a_block() -> None:
    blok = make_blok(f"onderdelen: [{{code: b, titel: B, punten: [{PUNT.replace('Z-1', 'B-1')}]}}]")
    punt = f"{{code: Z-1, vraag: V?, type: oordeel, toon_als: {{vraag: A-9, is: voldoet}}, {REST}}}"
    host = make_definitie("blokken: [{blok: blok, versie: 1, plaats: begin}]\n" + GOED.replace("PUNT", punt))
    problemen = check_definitie(host, as_blokken(blok))
    assert [probleem.pad for probleem in problemen if not probleem.waarschuwing] == ["onderdelen[2].punten[0].toon_als"]


def test_a_host_may_refer_into_a_block_it_includes() -> None:
    blok = make_blok(f"onderdelen: [{{code: b, titel: B, punten: [{PUNT.replace('Z-1', 'B-1')}]}}]")
    punt = f"{{code: Z-1, vraag: V?, type: oordeel, toon_als: {{vraag: 'blok:B-1', is: voldoet}}, {REST}}}"
    tekst = GOED.replace("PUNT", punt)
    met = make_definitie("blokken: [{blok: blok, versie: 1, plaats: begin}]\n" + tekst)
    assert not errors(check_definitie(met, as_blokken(blok)))
    assert errors(check_definitie(make_definitie(tekst), {})) == ["verwijzing-onbekend"]


def test_counts_are_of_points_and_their_sources() -> None:
    definitie = make_definitie(GOED.replace("PUNT", PUNT))
    assert count_punten(definitie) == 8
    assert count_grondslagen(definitie)["onbevestigd"] == 1


PROEVEN = [
    ("zichtbaar: [Z-1]", []),
    ("zichtbaar: [A-1.1, S-2@s1], herhalingen: {storten: [s1]}", []),
    ("zichtbaar: [storten, storten@s1], herhalingen: {storten: [s1]}", []),
    ("verborgen: [Z-1]", ["bij Z-1 verwacht: niet in beeld, gekregen: in beeld"]),
    ("zichtbaar: [S-2@s1]", []),
    ("zichtbaar: [Q-1]", ["Q-1 bestaat niet"]),
    ("antwoorden: [{vraag: A-1, pad: s1, waarde: voldoet}]", ["Pad “s1” past niet"]),
    ("antwoorden: [{vraag: A-1, waarde: voldoet_niet}], bevindingen: [A-1]", []),
    (
        "antwoorden: [{vraag: A-1, waarde: voldoet_niet}], bevindingen: []",
        ["bij A-1 verwacht: geen bevinding, gekregen: een bevinding"],
    ),
    ("antwoorden: [{vraag: A-2, waarde: verlopen}], bevindingen: [A-2]", []),
    ("antwoorden: [{vraag: S-2, pad: s1, waarde: voldoet_niet}], bevindingen: [S-2@s1]", []),
    ("bevindingen: [A-1]", ["bij A-1 verwacht: een bevinding, gekregen: geen bevinding"]),
    ("gevolg: {A-1: 2, S-2@s1: 4}", []),
    ("gevolg: {A-1: 3}", ["bij A-1 verwacht: gevolg 3, gekregen: gevolg 2"]),
    ("fotos_verplicht: []", []),
    ("fotos_verplicht: [A-1]", ["bij A-1 verwacht: foto verplicht, gekregen: foto niet verplicht"]),
    (
        "antwoorden: [{vraag: A-1, waarde: voldoet}, {vraag: A-2, waarde: {stand: gezien}}, {vraag: A-3, waarde: 0.5},"
        " {vraag: A-4, waarde: x}, {vraag: A-5, waarde: {n: 1, van: 2}}, {vraag: Z-1, waarde: niet_gecontroleerd, reden: x}],"
        " ontbreekt: []",
        [],
    ),
    ("antwoorden: [{vraag: A-1, waarde: niet_gecontroleerd}], ontbreekt: [A-1, A-2, A-3, A-4, A-5, Z-1]", []),
]


@pytest.mark.parametrize(("proef", "verwacht"), PROEVEN, ids=[proef[:60] for proef, _ in PROEVEN])
def test_a_proef_is_run_and_each_difference_told(proef: str, verwacht: list[str]) -> None:
    problemen = [p for p in check(erbij=f"proeven: [{{naam: Eerste, {proef}}}]\n") if not p.waarschuwing]
    assert len(problemen) == len(verwacht), [str(probleem) for probleem in problemen]
    for probleem, zin in zip(problemen, verwacht, strict=True):
        assert zin in probleem.zin
        assert "Eerste" in probleem.zin
        assert probleem.pad.startswith("proeven[0]")
