"""Evenementen shows, measures and raises what its source sheet says, proved by running the rules on it."""

from __future__ import annotations

import pytest

from app.protocols.rules.normen import oordeel_voorstel, open_acties
from app.protocols.rules.stand import Antwoord, Stand
from app.protocols.rules.voorwaarden import Zicht, zichtbaar
from tests.protocols import kort
from tests.protocols.bronnen import definitie, plan, plek, plekken, rijen, toon_als_delen
from tests.protocols.evtblad import SETS

PROTOCOL = "evenementen"
RIJEN = rijen(PROTOCOL)
CODES = [rij.code for rij in RIJEN]
HERHALINGEN: dict[str, list[str]] = SETS["herhaalgroepen"]
KENMERKEN: dict[str, list[str]] = SETS["altijd_bij_kenmerk"]
PAD_VAN = {code: groep for groep, codes in HERHALINGEN.items() for code in codes}


def _zicht(feiten: dict[str, object], antwoorden: dict[str, Antwoord] | None = None) -> Zicht:
    """What shows with these facts and answers, in all phases and with one repeat of each kind."""
    geplaatst = {(code, PAD_VAN.get(code.split(".")[0], "")): antwoord for code, antwoord in (antwoorden or {}).items()}
    herhalingen = {groep: [groep] for groep in HERHALINGEN}
    stand = Stand(feiten=feiten, antwoorden=geplaatst, herhalingen=herhalingen)
    return zichtbaar(plan(PROTOCOL), stand)


def _getoond(feiten: dict[str, object]) -> set[str]:
    return {code for code, _ in _zicht(feiten).vragen if code in CODES}


def _feiten(categorie: str, **kenmerken: bool) -> dict[str, object]:
    """Facts of an event of a category that has none of the features of the sheet, except those given."""
    alle = dict.fromkeys(KENMERKEN, False) | {"na_zonsondergang": True} | kenmerken
    return {"zaak.categorie": categorie} | {f"zaak.{naam}": waarde for naam, waarde in alle.items()}


# --- raises ---------------------------------------------------------------------------------------------------------


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


def test_item_that_may_not_apply_to_category_a_is_not_asked_there() -> None:
    assert [rij.code for rij in RIJEN if "categorie A → eventueel n.v.t." in rij.vervolg] == ["EVT-02"]
    assert "EVT-02" not in _getoond(_feiten("a"))
    assert "EVT-02" in _getoond(_feiten("b"))


# --- norms ---------------------------------------------------------------------------------------------------------


def test_norm_values_stand_in_the_sheet_and_come_from_the_bgbop_or_a_fact() -> None:
    feiten = {feit.code for feit in definitie(PROTOCOL).feiten}
    blad = {rij.code: f"{rij.vraag} {rij.toelichting}".replace(".", "") for rij in RIJEN}
    for vraag in (vraag for punt in kort.punten(PROTOCOL) for vraag in punt.vervolgvragen):
        for norm in vraag.normen:
            if norm.waarde_uit:
                assert norm.waarde_uit in feiten, vraag.code
            else:
                assert str(norm.waarde).replace(".", ",") in blad[vraag.code.split(".")[0]], vraag.code
                assert norm.grondslag is not None, vraag.code
                assert norm.grondslag.bron == "Bgbop", vraag.code


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


def test_toon_als_of_the_sheet_is_a_condition_on_its_fact() -> None:
    feiten = {"EVT-17": "na_zonsondergang", "EVT-34": "overnachten"}
    assert {rij.code for rij in RIJEN if toon_als_delen(rij)} == set(feiten)
    for code, feit in feiten.items():
        assert code not in _getoond(_feiten("c", **{feit: False})), code
        assert code in _getoond(_feiten("c", **{feit: True})), code


def test_every_repeat_is_named_by_a_question_of_its_own() -> None:
    namen = {o.herhaling.titel_vraag for p in plekken(definitie(PROTOCOL)) for o in p.onderdelen if o.herhaling}
    assert namen == {"EVT-09.1", "EVT-21.1", "EVT-30.1"}
