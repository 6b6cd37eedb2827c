"""The pure rules of a visit: order, course, what comes after closing, reading hostile bytes, retention."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.controles.rules.inhoud import Soort
from app.controles.rules.journaal import (
    Onleesbaar,
    Orde,
    Stap,
    clean,
    content_of,
    course_of,
    derived_key,
    is_after_close,
    judgement_of,
    moment_of,
    order_of,
    outcome_of,
    read_leniently,
    sleutel_of,
    split_entries,
)
from app.controles.rules.status import OVERGANGEN, Status, may_become, soort_for
from app.controles.rules.tonen import in_short, show_value
from app.organisatie.rules.bewaren import destroy_after
from app.protocols.rules.definitie import Vraag
from app.rapportage.opbouw import woorden

A, B = UUID(int=1), UUID(int=2)


def at(klok: int, basis: int = 1) -> Orde:
    """A place in the journal."""
    return order_of(basis, f"2026-11-20T10:00:{klok:02}.000Z-0000-aaaaaaaa", A)


def stap(soort: Soort, klok: int, *manifest: UUID, reden: str = "") -> Stap:
    """A step at that second."""
    return Stap(at(klok), soort, frozenset(manifest), reden)


AF, WEER, NIEMAND = Soort.AFRONDEN, Soort.AANVULLEN, Soort.NIET_AANGETROFFEN


@pytest.mark.parametrize(
    ("stappen", "inhoud_tot", "status", "reden"),
    [
        ([], None, Status.GEPLAND, None),
        ([], at(1), Status.BEZIG, None),
        ([stap(AF, 5)], at(1), Status.AFGEROND, None),
        ([stap(AF, 5)], at(9), Status.AFGEROND, None),
        ([stap(AF, 5), stap(WEER, 7, reden="maat")], at(1), Status.BEZIG, "maat"),
        ([stap(AF, 9), stap(WEER, 7, reden="maat"), stap(AF, 5)], at(1), Status.AFGEROND, "maat"),
        ([stap(NIEMAND, 5)], None, Status.AFGEROND, None),
        ([stap(NIEMAND, 5)], at(4), Status.AFGEROND, None),
        ([stap(NIEMAND, 5)], at(6), Status.BEZIG, None),
    ],
)
def test_how_far_a_visit_is(stappen: list[Stap], inhoud_tot: Orde | None, status: Status, reden: str | None) -> None:
    for volgorde in (stappen, stappen[::-1]):
        loop = course_of(volgorde, inhoud_tot=inhoud_tot, begonnen=inhoud_tot is not None)
        assert (loop.status, loop.aanvul_reden) == (status, reden)


@pytest.mark.parametrize(
    ("klok", "key", "stappen", "erna"),
    [
        (4, B, [stap(AF, 5)], False),
        (6, B, [stap(AF, 5)], True),
        (6, B, [stap(AF, 5, B)], False),
        (6, B, [stap(AF, 5), stap(WEER, 6)], True),
        (8, B, [stap(AF, 5), stap(WEER, 7)], False),
        (9, B, [stap(AF, 5), stap(WEER, 7), stap(AF, 8)], True),
        (6, B, [stap(NIEMAND, 5)], False),
    ],
)
def test_what_comes_after_closing(klok: int, key: UUID, stappen: list[Stap], erna: bool) -> None:
    assert is_after_close(at(klok), key, stappen) is erna


def test_order_is_by_base_then_clock_then_id_and_never_by_device_time() -> None:
    places = [order_of(1, "b", A), order_of(2, "a", A), order_of(1, "a", B), order_of(1, "a", A)]
    assert sorted(places) == [places[3], places[2], places[0], places[1]]


def test_derived_keys_are_the_same_every_time_and_differ_per_part() -> None:
    assert derived_key(A, "x", "y") == derived_key(A, "x", "y")
    assert (
        len({derived_key(A, "x", "y"), derived_key(A, "xy"), derived_key(A, "x\x1fy"), derived_key(B, "x", "y")}) == 3
    )


@pytest.mark.parametrize(
    ("vraagtype", "antwoord", "oordeel"),
    [
        ("oordeel", {"waarde": "voldoet_niet"}, "voldoet_niet"),
        ("oordeel", {"waarde": "voldoet", "gewist": True}, None),
        ("keuze", {"waarde": "voldoet"}, None),
        ("document", {"waarde": {"stand": "verlopen"}}, "voldoet_niet"),
        ("document", {"waarde": {"stand": "niet_getoond"}}, "voldoet_niet"),
        ("document", {"waarde": {"stand": "gezien"}}, "voldoet"),
        ("document", {"waarde": "raar"}, None),
        ("oordeel", {"waarde": None}, None),
    ],
)
def test_the_judgement_in_an_answer(vraagtype: str, antwoord: dict[str, Any], oordeel: str | None) -> None:
    assert judgement_of(vraagtype, antwoord) == oordeel


def test_outcome() -> None:
    assert outcome_of(["voldoet"], overtredingen=2) == "overtreding"
    assert outcome_of(["voldoet_niet", None], overtredingen=0) == "geen_overtreding"
    assert outcome_of([None, "nvt"], overtredingen=0) == "niet_te_beoordelen"


@pytest.mark.parametrize(
    ("soort", "inhoud"),
    [
        (Soort.ANTWOORD, {"code": "P-01"}),
        (Soort.ANTWOORD, {"code": 1, "antwoord": {}}),
        (Soort.STARTEN, {"begin_at": "2026-11-20T10:00:00"}),
        (Soort.BEZOEK, {"veld": "kleur"}),
        (Soort.BEZOEK, {"veld": "cautie", "waarde": "gisteren"}),
        (Soort.BEVINDING, {"bevinding": "geen uuid", "code": "P-01"}),
        (Soort.HANDTEKENING, {"rol": "buurman"}),
    ],
)
def test_content_that_does_not_fit_is_unreadable(soort: Soort, inhoud: dict[str, Any]) -> None:
    with pytest.raises(Onleesbaar):
        content_of(soort, inhoud)


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        ({"code": 3, "antwoord": {}}, "code past niet"),
        ({"antwoord": {"waarde": "voldoet"}}, "code ontbreekt"),
        ({"code": "P-01", "antwoord": []}, "antwoord past niet"),
    ],
)
def test_what_is_unreadable_is_said_in_dutch(inhoud: dict[str, Any], zin: str) -> None:
    with pytest.raises(Onleesbaar, match=f"^{zin}$"):
        content_of(Soort.ANTWOORD, inhoud)


@pytest.mark.parametrize(
    ("inhoud", "kort"),
    [
        ({"code": "P-01", "antwoord": {"waarde": "voldoet_niet", "toelichting": "Te hard"}}, "Voldoet niet; Te hard"),
        ({"code": 3, "constatering": "Gang staat vol"}, "Gang staat vol"),
        ({"veld": "aanwezigen", "waarde": "Mevrouw Kok"}, "Mevrouw Kok"),
        ({"antwoord": [], "waarde": {"lat": 1}}, ""),
    ],
)
def test_an_entry_in_the_words_of_its_maker(inhoud: dict[str, Any], kort: str) -> None:
    assert in_short(inhoud) == kort


def test_unknown_extra_keys_are_accepted() -> None:
    content = content_of(Soort.ANTWOORD, {"code": "P-01", "antwoord": {"waarde": "voldoet"}, "later": 1})
    assert sleutel_of(content) == "P-01@"


@pytest.mark.parametrize(
    ("body", "delen"),
    [
        (b'{"mutaties":[1,{"a":[2,"]"]},"x\\"],"]}', [b"1", b'{"a":[2,"]"]}', b'"x\\"],"']),
        (b'{"toestel":"x" , "mutaties" : [ {"a": nul} , {"b":"}"} ] }', [b'{"a": nul}', b'{"b":"}"}']),
        (b'{"mutaties":[]}', []),
        (b'{"mutaties":[{"a":1', []),
        (b"nothing", []),
    ],
)
def test_an_envelope_is_cut_by_its_brackets(body: bytes, delen: list[bytes]) -> None:
    assert split_entries(body) == delen


def test_hostile_text_becomes_keepable() -> None:
    assert clean({"a\x00": ["\ud83d", "ok\x00"], "n": 1}) == {"a\u2400": ["\ufffd", "ok\u2400"], "n": 1}
    assert read_leniently(b'{"a":"\\ud800\x01"}') == {"a": "\ufffd\x01"}
    with pytest.raises(Onleesbaar):
        read_leniently(b"{nul}")
    with pytest.raises(Onleesbaar):
        read_leniently(b"[" * 100_000)


def test_a_moment_needs_a_zone() -> None:
    assert moment_of("2026-11-20T10:00:00") is None
    assert moment_of("morgen") is None
    moment = moment_of("2026-11-20T10:00:00Z")
    assert moment is not None
    assert moment.tzinfo is not None


@pytest.mark.parametrize(
    ("uitkomst", "instellingen", "tot"),
    [
        ("geen_overtreding", {}, date(2031, 12, 31)),
        ("overtreding", {}, date(2036, 12, 31)),
        ("overtreding", {"bewaarjaren": {"handhaving": 20}}, date(2046, 12, 31)),
        ("geen_overtreding", {"bewaarjaren": {"toezicht": None}}, None),
        ("geen_overtreding", {"bewaarjaren": "veel"}, date(2031, 12, 31)),
    ],
)
def test_how_long_photos_are_kept(uitkomst: str, instellingen: dict[str, Any], tot: date | None) -> None:
    assert destroy_after(date(2026, 3, 1), uitkomst, instellingen) == tot
    assert destroy_after(None, uitkomst, instellingen) is None


def test_transitions_cover_every_status() -> None:
    assert set(OVERGANGEN) == set(Status)
    assert may_become(Status.VERVALLEN, Status.BEZIG)
    assert not may_become(Status.BEZIG, Status.VERVALLEN)


@pytest.mark.parametrize(
    ("protocol", "thema", "soort"),
    [
        ("bouwen-wkb", "bouwen", "wkb"),
        ("bouwen-regulier", "bouwen", "T2"),
        ("sloopmelding", "sloop", "T3"),
        ("uitweg", "uitweg", "T3"),
        ("aanleg", "aanleg", "T3"),
        ("gebiedstoezicht", "omgevingsplan", "T1"),
        ("x", "onbekend", "T1"),
    ],
)
def test_the_usual_kind_of_a_protocol(protocol: str, thema: str, soort: str) -> None:
    assert soort_for(protocol, thema) == soort


def test_new_keys_are_not_derived() -> None:
    assert derived_key(uuid4(), "a") != derived_key(uuid4(), "a")


@pytest.mark.parametrize(
    ("waarde", "kantoor", "rapport"),
    [
        ({"omschrijving": "Hoek Markt"}, "Hoek Markt", "Hoek Markt"),
        ({"lat": 51.6, "lon": 5.5}, "51.6, 5.5", "51.6, 5.5 (breedte, lengte)"),
        ({"lat": 0, "lon": 5.5, "omschrijving": "Vlot"}, "Vlot, 0, 5.5", "Vlot, 0, 5.5 (breedte, lengte)"),
        ({}, "", ""),
    ],
)
def test_a_place_is_shown_in_words_on_the_map_or_both(waarde: dict[str, Any], kantoor: str, rapport: str) -> None:
    vraag = Vraag(code="A-1", vraag="Waar?", type="locatie")
    assert show_value(vraag, waarde) == kantoor
    assert woorden.answer(vraag, waarde) == rapport
