"""Edits of a draft as values: what each does, and that order and names survive what a colleague did."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.protocols.rules.bewerken import (
    Bewerking,
    Dupliceer,
    Hernoem,
    MaakOnderdeel,
    PlekWeg,
    Verplaats,
    Voeg,
    Weg,
    Zet,
    apply,
    botst,
    codes,
    find,
    free_code,
    free_volgcode,
    last_plek,
    raakt,
)


def draft() -> dict[str, Any]:
    """Two onderdelen, the second inside the first, with a repeat, a vervolgvraag and a proef."""
    return {
        "protocol": "proef",
        "fasen": [{"code": "1", "titel": "Een"}],
        "onderdelen": [
            {
                "code": "a",
                "titel": "A",
                "punten": [
                    {
                        "code": "A-01",
                        "vraag": "A-01",
                        "vervolgvragen": [{"code": "A-01.1", "vraag": "Hoe?", "toon_als": {"vraag": "A-01"}}],
                    },
                    {"code": "A-02", "vraag": "Twee", "toon_als": {"alle": [{"niet": {"vraag": "A-01.1"}}]}},
                ],
                "onderdelen": [{"code": "b", "titel": "B", "herhaling": {"titel_vraag": "B-01"}, "punten": []}],
            },
        ],
        "proeven": [{"naam": "p", "antwoorden": [{"vraag": "A-01", "waarde": "x"}], "bevindingen": ["A-01@west"]}],
    }


CASES: list[tuple[Bewerking, list[str]]] = [
    (Voeg("punt", "onderdeel:a", {"code": "A-03"}, "punt:A-01"), ["A-01", "A-01.1", "A-03", "A-02"]),
    (Voeg("punt", "onderdeel:b", {"code": "B-01"}), ["A-01", "A-01.1", "A-02", "B-01"]),
    (Voeg("punt", "punt:A-02", {"code": "A-02.1"}), ["A-01", "A-01.1", "A-02", "A-02.1"]),
    (Verplaats(["punt:A-02"], "onderdeel:a"), ["A-02", "A-01", "A-01.1"]),
    (Verplaats(["punt:A-02", "punt:A-01"], "onderdeel:b"), ["A-02", "A-01", "A-01.1"]),
    (Dupliceer("punt:A-01", "A-09"), ["A-01", "A-01.1", "A-09", "A-09.1", "A-02"]),
    (Weg(["punt:A-01"]), ["A-02"]),
    (MaakOnderdeel(["punt:A-02", "punt:A-01"], "c", "C"), ["A-02", "A-01", "A-01.1"]),
    (Hernoem("punt:A-01", "Z-7"), ["Z-7", "Z-7.1", "A-02"]),
]


@pytest.mark.parametrize(("bewerking", "volgorde"), CASES, ids=lambda waarde: type(waarde).__name__)
def test_what_an_edit_does(bewerking: Bewerking, volgorde: list[str]) -> None:
    ervoor = draft()
    erna = apply(ervoor, bewerking)
    assert codes(erna) == volgorde
    assert ervoor == draft()


def test_a_new_code_is_followed_everywhere_and_words_stay() -> None:
    erna = apply(draft(), Hernoem("punt:A-01", "Z-7"))
    assert find(erna, "punt:Z-7").inhoud["vraag"] == "A-01"
    assert find(erna, "punt:Z-7.1").inhoud["toon_als"] == {"vraag": "Z-7"}
    assert find(erna, "punt:A-02").inhoud["toon_als"] == {"alle": [{"niet": {"vraag": "Z-7.1"}}]}
    assert erna["proeven"] == [
        {"naam": "p", "antwoorden": [{"vraag": "Z-7", "waarde": "x"}], "bevindingen": ["Z-7@west"]}
    ]


def test_a_copy_refers_to_itself() -> None:
    kopie = find(apply(draft(), Dupliceer("punt:A-01", "A-09")), "punt:A-09.1")
    assert kopie.inhoud["toon_als"] == {"vraag": "A-09"}


def test_setting_and_taking_away_fields_of_anything() -> None:
    erna = apply(apply(draft(), Zet("protocol", "titel", "Nieuw")), Zet("lijst:ja_nee", "", [{"waarde": "ja"}]))
    erna = apply(apply(erna, Zet("fase:1", "titel", None)), Zet("proef:1", "naam", "q"))
    assert (erna["titel"], erna["lijsten"]) == ("Nieuw", {"ja_nee": [{"waarde": "ja"}]})
    assert (erna["fasen"], erna["proeven"][0]["naam"]) == ([{"code": "1"}], "q")
    assert apply(erna, Zet("lijst:ja_nee", ""))["lijsten"] == {}


@pytest.mark.parametrize(
    "bewerking",
    [
        Zet("punt:X", "vraag", "?"),
        Weg(["punt:X"]),
        Voeg("punt", "onderdeel:a", {"code": "A-03"}, "punt:X"),
        Verplaats(["onderdeel:a"], "onderdeel:b"),
        Verplaats(["punt:A-02"], "onderdeel:a", "punt:A-02"),
    ],
)
def test_what_is_gone_is_said(bewerking: Bewerking) -> None:
    with pytest.raises(PlekWeg):
        apply(draft(), bewerking)


def test_only_the_same_field_or_what_goes_away_is_in_the_way() -> None:
    vraag, foto = raakt(Zet("punt:A-01", "vraag", "?")), raakt(Zet("punt:A-01", "foto", {}))
    assert not botst(vraag, foto)
    assert botst(vraag, vraag)
    assert botst(foto, raakt(Weg(["punt:A-01"])))
    assert not botst(raakt(Zet("punt:A-011", "vraag", "?")), raakt(Weg(["punt:A-01"])))
    assert not botst(raakt(Verplaats(["punt:A-01"], "onderdeel:b")), vraag)


def test_free_codes() -> None:
    assert free_code(["BR-05", "BR-11a", "X-90"], "BR-05") == "BR-12"
    assert free_code([], "KV") == "KV-01"
    assert free_volgcode(["BR-05.1", "BR-05.2", "BR-051.9"], "BR-05") == "BR-05.3"
    assert (last_plek(draft(), "punt", "onderdeel:a"), last_plek(draft(), "blok", "protocol")) == ("punt:A-02", None)


@given(st.lists(st.sampled_from([bewerking for bewerking, _ in CASES]), max_size=6))
def test_no_order_of_moves_and_copies_loses_or_doubles_a_punt(bewerkingen: list[Bewerking]) -> None:
    ruw = draft()
    for bewerking in bewerkingen:
        if isinstance(bewerking, Verplaats | MaakOnderdeel):
            ervoor = sorted(codes(ruw))
            try:
                erna = apply(deepcopy(ruw), bewerking)
            except PlekWeg:
                continue
            assert sorted(codes(erna)) == ervoor
            ruw = erna
