"""Evenementen carries every item of its source sheet as structure, and shows per category what the sheet says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.protocols.rules.definitie import Vraag
from app.protocols.rules.normen import oordeel_voorstel, open_acties
from app.protocols.rules.plan import make_plan
from app.protocols.rules.stand import Antwoord, Stand
from app.protocols.rules.voorwaarden import Zicht, zichtbaar
from tests.protocols.bronnen import (
    GEBRUIK,
    NIETS,
    Rij,
    bladeren,
    definitie,
    delen,
    eenheden,
    gevolg_van_vervolg,
    gevolgen,
    keuzelijsten,
    opties,
    plek,
    plekken,
    rijen,
    tekens,
    toon_als_delen,
    vervolg_delen,
    vraagt_naar,
    zekerheden,
)

PROTOCOL = "evenementen"
RIJEN = rijen(PROTOCOL)
CODES = [rij.code for rij in RIJEN]
BLAD = (Path(__file__).parent / "bronnen" / "evenementen.md").read_text(encoding="utf-8")
SETS: dict[str, Any] = yaml.safe_load(BLAD.split("```yaml\n")[1].split("```")[0])["evt_minimumset"]
HERHALINGEN: dict[str, list[str]] = SETS["herhaalgroepen"]
KENMERKEN: dict[str, list[str]] = SETS["altijd_bij_kenmerk"]
PAD_VAN = {code: groep for groep, codes in HERHALINGEN.items() for code in codes}
EENHEDEN = {"aantal": "stuks"}
"""Units the sheet leaves to the reader."""
ACTIES = {
    "EVT-01": {"stilleggen"},
    "EVT-09": {"niet_vrijgeven", "advies_vragen"},
    "EVT-10": {"spoed"},
    "EVT-14": {"stilleggen"},
    "EVT-18": {"spoed"},
    "EVT-22": {"spoed"},
    "EVT-32": {"blok_openen"},
    "EVT-33": {"doorsturen"},
    "EVT-36": {"taak", "spoed"},
}
"""Acts the sheet names in its follow-up cells, by item."""
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


def _volg(code: str) -> Vraag:
    punt = plek(PROTOCOL, code.split(".")[0]).punt
    return next(vraag for vraag in punt.vervolgvragen if vraag.code == code)


def _zicht(feiten: dict[str, object], antwoorden: dict[str, Antwoord] | None = None) -> Zicht:
    """What shows with these facts and answers, in all phases and with one repeat of each kind."""
    geplaatst = {(code, PAD_VAN.get(code.split(".")[0], "")): antwoord for code, antwoord in (antwoorden or {}).items()}
    herhalingen = {groep: [groep] for groep in HERHALINGEN}
    stand = Stand(feiten=feiten, antwoorden=geplaatst, herhalingen=herhalingen)
    return zichtbaar(make_plan(definitie(PROTOCOL)), stand)


def _getoond(feiten: dict[str, object]) -> set[str]:
    return {code for code, _ in _zicht(feiten).vragen if code in CODES}


def _feiten(categorie: str, **kenmerken: bool) -> dict[str, object]:
    """Facts of an event of a category that has none of the features of the sheet, except those given."""
    alle = dict.fromkeys(KENMERKEN, False) | {"na_zonsondergang": True} | kenmerken
    return {"zaak.categorie": categorie} | {f"zaak.{naam}": waarde for naam, waarde in alle.items()}


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


@pytest.mark.parametrize(
    ("code", "antwoorden", "gevolg"),
    [
        ("EVT-05", {"EVT-05.1": "3.24"}, 4),
        ("EVT-05", {"EVT-05.1": "3.25"}, None),
        ("EVT-10", {"EVT-10.1": "20", "EVT-10.2": "ja"}, 4),
        ("EVT-16", {"EVT-16.1": "ja"}, 3),
        ("EVT-22", {"EVT-22.1": "ja"}, 4),
        ("EVT-22", {"EVT-22.1": "nee"}, None),
        ("EVT-30", {"EVT-30.6": "5.1"}, 3),
        ("EVT-30", {"EVT-30.6": "5"}, None),
        ("EVT-30", {"EVT-30.7": "ja"}, 3),
        ("EVT-37", {"EVT-37.2": "ja"}, 3),
        ("EVT-39", {"EVT-39.1": "250"}, 2),
        ("EVT-39", {"EVT-39.1": "0"}, None),
    ],
)
def test_raises_hold_exactly_when_the_sheet_says(code: str, antwoorden: dict[str, str], gevolg: int | None) -> None:
    gegeven = {naam: Antwoord(waarde=waarde) for naam, waarde in {code: "voldoet_niet", **antwoorden}.items()}
    zicht, pad = _zicht({}, gegeven), PAD_VAN.get(code, "")
    geldig = [r.naar for r in plek(PROTOCOL, code).punt.gevolg_regels if zicht.evaluate(r.als, pad)]
    assert geldig == ([gevolg] if gevolg else [])


@per_item
def test_every_follow_up_is_structure(rij: Rij) -> None:
    punt = plek(PROTOCOL, rij.code).punt
    stukken = [stuk for stuk in vervolg_delen(rij) if "n.v.t." not in stuk]
    assert gevolg_van_vervolg(punt) >= len(stukken)
    for stuk in stukken:
        for eenheid in (deel for naam in eenheden(stuk, GEBRUIK) for deel in naam.split(" of ")):
            assert any(vraag.type == "getal" and vraag.eenheid == eenheid for vraag in punt.vervolgvragen), eenheid
        if "DOC" in stuk:
            assert any(vraag.type == "document" for vraag in punt.vervolgvragen)


def test_item_that_may_not_apply_to_category_a_is_not_asked_there() -> None:
    assert [rij.code for rij in RIJEN if "categorie A → eventueel n.v.t." in rij.vervolg] == ["EVT-02"]
    assert "EVT-02" not in _getoond(_feiten("a"))
    assert "EVT-02" in _getoond(_feiten("b"))


@per_item
def test_choices_of_the_sheet_are_offered(rij: Rij) -> None:
    vragen = [plek(PROTOCOL, rij.code).punt, *plek(PROTOCOL, rij.code).punt.vervolgvragen]
    aangeboden = [opties(vraag, definitie(PROTOCOL)) for vraag in vragen if vraag.type == "keuze"]
    for lijst in keuzelijsten(rij.antwoord):
        assert [naam.replace(" ", "_") for naam in lijst] in aangeboden


@per_item
def test_acts_are_those_the_sheet_names(rij: Rij) -> None:
    punt = plek(PROTOCOL, rij.code).punt
    assert {actie.soort for actie in punt.acties} == ACTIES.get(rij.code, set())


@per_item
def test_conditions_named_in_the_follow_up_cell_are_conditions(rij: Rij) -> None:
    punt = plek(PROTOCOL, rij.code).punt
    vragen, acties, regels = punt.vervolgvragen, punt.acties, punt.gevolg_regels
    voorwaarden = [*(v.toon_als for v in vragen), *(a.als for a in acties), *(r.als for r in regels)]
    bladen = [blad for voorwaarde in voorwaarden for blad in bladeren(voorwaarde)]
    for teken, getal in re.findall(r"([<>]) (\d+(?:,\d+)?) (?:m|dB)\b", rij.vervolg):
        grens = float(getal.replace(",", "."))
        assert any((blad.groter if teken == ">" else blad.kleiner) == grens for blad in bladen)
    if "nee →" in rij.vervolg:
        assert any(blad.deel == "direct_hersteld" and blad.is_ is False for blad in bladen)


@per_item
def test_texts_are_complete(rij: Rij) -> None:
    punt = plek(PROTOCOL, rij.code).punt
    tekst = " ".join(filter(None, [punt.toelichting, punt.zo_controleer_je]))
    assert tekst
    genoemd = re.sub(r"\(reputatie[^)]*\)", "", rij.toelichting)
    assert [g for g in re.findall(r"\d+(?:[.,]\d+)*", genoemd) if g not in tekst] == []
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


# --- norms ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "operator", "waarde"),
    [
        ("EVT-05.1", ">=", "4.5"),
        ("EVT-05.2", ">=", "4.2"),
        ("EVT-05.3", ">=", "3.25"),
        ("EVT-11.1", ">=", "0.9"),
        ("EVT-11.2", ">=", "0.6"),
        ("EVT-11.3", "<=", "0.1"),
        ("EVT-12.2", ">=", "2"),
        ("EVT-12.3", ">=", "5"),
        ("EVT-13.1", "<=", "60"),
        ("EVT-19.1", ">=", "0.4"),
        ("EVT-19.2", ">=", "1.1"),
        ("EVT-21.3", ">=", "2"),
        ("EVT-21.3", ">=", "5"),
        ("EVT-21.4", ">=", "2"),
        ("EVT-24.1", "<=", "100"),
        ("EVT-24.2", "<=", "125"),
        ("EVT-24.3", "<=", "1000"),
    ],
)
def test_norm_values_of_the_sheet_are_norms(code: str, operator: str, waarde: str) -> None:
    rij = next(rij for rij in RIJEN if rij.code == code.split(".")[0])
    geschreven = {"1000": "1.000"}.get(waarde, waarde.replace(".", ","))
    assert geschreven in f"{rij.vraag} {rij.toelichting}"
    gevonden = [n for n in _volg(code).normen if (n.operator, n.waarde) == (operator, Decimal(waarde))]
    assert gevonden
    assert gevonden[0].grondslag is not None
    assert gevonden[0].grondslag.bron == "Bgbop"


@pytest.mark.parametrize(
    ("code", "feit"),
    [
        ("EVT-05.1", "organisatie.breedte_calamiteitenroute"),
        ("EVT-10.1", "zaak.windgrens"),
        ("EVT-18.1", "zaak.maximum_bezoekers"),
        ("EVT-27.1", "zaak.vergund_aantal_hulpverleners"),
        ("EVT-29.1", "zaak.vergund_aantal_beveiligers"),
        ("EVT-29.2", "zaak.vergund_aantal_verkeersregelaars"),
        ("EVT-30.2", "zaak.geluidnorm_dba"),
        ("EVT-30.3", "zaak.geluidnorm_dbc"),
        ("EVT-37.1", "zaak.vergund_aantal_toiletten"),
    ],
)
def test_norms_from_permit_or_municipality_come_from_facts(code: str, feit: str) -> None:
    assert feit in {norm.waarde_uit for norm in _volg(code).normen}
    assert feit in {verklaard.code for verklaard in definitie(PROTOCOL).feiten}


@pytest.mark.parametrize(
    ("feiten", "breedte", "oordeel"),
    [
        ({}, "4.4", "voldoet_niet"),
        ({}, "4.5", "voldoet"),
        ({"organisatie.breedte_calamiteitenroute": 3.5}, "3.5", "voldoet"),
        ({"organisatie.breedte_calamiteitenroute": 5}, "4.5", "voldoet_niet"),
    ],
)
def test_local_norm_for_the_route_replaces_the_national_one(
    feiten: dict[str, object], breedte: str, oordeel: str
) -> None:
    zicht = _zicht(feiten, {"EVT-05.1": Antwoord(waarde=breedte)})
    assert oordeel_voorstel(zicht, "EVT-05").oordeel == oordeel


@pytest.mark.parametrize(
    ("koken", "afstand", "oordeel"),
    [
        ("gas", "2", "voldoet"),
        ("gas", "1.9", "voldoet_niet"),
        ("gas_frituren", "4.9", "voldoet_niet"),
        ("gas_frituren", "5", "voldoet"),
        ("elektrisch_frituren", "2", "voldoet"),
        ("anders", "1", None),
    ],
)
def test_distance_of_a_stall_depends_on_how_it_cooks(koken: str, afstand: str, oordeel: str | None) -> None:
    zicht = _zicht({}, {"EVT-21.2": Antwoord(waarde=koken), "EVT-21.3": Antwoord(waarde=afstand)})
    assert oordeel_voorstel(zicht, "EVT-21", "bakkraam").oordeel == oordeel


@pytest.mark.parametrize(("personen", "oordeel"), [("225", None), ("226", "voldoet_niet")])
def test_second_exit_is_asked_above_225_persons(personen: str, oordeel: str | None) -> None:
    zicht = _zicht({}, {"EVT-12.1": Antwoord(waarde=personen), "EVT-12.2": Antwoord(waarde="1")})
    assert oordeel_voorstel(zicht, "EVT-12", "bouwsel").oordeel == oordeel


@pytest.mark.parametrize(("hersteld", "soorten"), [(False, ["stilleggen"]), (True, [])])
def test_blocked_exit_that_is_not_cleared_calls_for_stopping(hersteld: bool, soorten: list[str]) -> None:
    zicht = _zicht({}, {"EVT-14": Antwoord(waarde="voldoet_niet", direct_hersteld=hersteld)})
    assert [actie.soort for actie in open_acties(zicht, "EVT-14")] == soorten


# --- category, features and repeats --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("categorie", "moet"),
    [
        ("klein", SETS["klein_of_melding"]),
        ("a", SETS["A"]),
        ("b", [code for code in CODES if code not in SETS["B"]["alles_behalve"]]),
        ("c", CODES),
    ],
)
def test_category_decides_what_shows(categorie: str, moet: list[str]) -> None:
    """Overnachten is left out: the sheet shows EVT-34 only when there is."""
    assert _getoond(_feiten(categorie)) == set(moet) - {"EVT-34"}


@pytest.mark.parametrize("kenmerk", KENMERKEN)
@pytest.mark.parametrize("categorie", ["klein", "a", "b"])
def test_features_always_bring_their_items_in(categorie: str, kenmerk: str) -> None:
    zonder, met = _getoond(_feiten(categorie)), _getoond(_feiten(categorie, **{kenmerk: True}))
    assert met == zonder | set(KENMERKEN[kenmerk])


def test_unknown_category_and_facts_hide_nothing() -> None:
    assert _getoond({}) == set(CODES)


@pytest.mark.parametrize(
    ("code", "grens"), [("EVT-15", 60), ("EVT-16", 50), ("EVT-17", 75), ("EVT-26", 50)], ids=lambda waarde: str(waarde)
)
def test_thresholds_in_persons_are_conditions(code: str, grens: int) -> None:
    rij = next(rij for rij in RIJEN if rij.code == code)
    assert f"> {grens} p" in f"{rij.vraag} {rij.toelichting}"
    feiten = _feiten("c") | {"zaak.koken_of_opslag": False}
    assert code not in _getoond(feiten | {"zaak.personen_grootste_ruimte": grens})
    assert code in _getoond(feiten | {"zaak.personen_grootste_ruimte": grens + 1})
    assert code in _getoond(feiten)


@per_item
def test_toon_als_of_the_sheet_is_a_condition_on_a_fact(rij: Rij) -> None:
    plaats = plek(PROTOCOL, rij.code)
    feit = {"EVT-17": "na_zonsondergang", "EVT-34": "overnachten"}.get(rij.code)
    assert bool(toon_als_delen(rij)) == bool(feit)
    if feit:
        assert rij.code not in _getoond(_feiten("c", **{feit: False}))
        assert rij.code in _getoond(_feiten("c", **{feit: True}))
    assert plaats.punt.bij_onbekend == ("toon" if plaats.punt.toon_als else "verberg")
    assert set().union(*map(vraagt_naar, plaats.toon_als)) <= {feit.code for feit in definitie(PROTOCOL).feiten}


@per_item
def test_items_repeat_per_group_of_the_sheet_and_no_others(rij: Rij) -> None:
    moet = [PAD_VAN[rij.code]] if rij.code in PAD_VAN else []
    assert plek(PROTOCOL, rij.code).herhaald_per == moet


def test_every_repeat_is_named_by_a_question_of_its_own() -> None:
    namen = {o.herhaling.titel_vraag for p in plekken(definitie(PROTOCOL)) for o in p.onderdelen if o.herhaling}
    assert namen == {"EVT-09.1", "EVT-21.1", "EVT-30.1"}


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
