"""A newer base version in an own protocol: what comes over, what stays, what somebody has to choose."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from app.protocols.loader import PROTOCOLS, protocol_files, read_file
from app.protocols.rules.bewerken import Bewerking, Ruw, Verplaats, Voeg, Weg, Zet, apply, codes, find, walk
from app.protocols.rules.samenvoegen import merge


def base() -> Ruw:
    """Two onderdelen with three punten, one with a vervolgvraag."""
    punten: list[dict[str, Any]] = [{"code": f"A-{n}", "vraag": f"Vraag {n}?"} for n in (1, 2)]
    punten[0]["vervolgvragen"] = [{"code": "A-1.1", "vraag": "Hoe?"}]
    anders = {"code": "b", "titel": "B", "punten": [{"code": "B-1", "vraag": "B?"}]}
    return {
        "protocol": "proef",
        "versie": 1,
        "titel": "Proef",
        "onderdelen": [{"code": "a", "titel": "A", "punten": punten}, anders],
        "lijsten": {"ja_nee": [{"waarde": "ja"}]},
    }


EDITS: list[Bewerking] = [
    Zet("punt:A-1", "vraag", "Anders?"),
    Zet("punt:A-2", "gevolg", 3),
    Zet("punt:A-1.1", "vraag", "Hoe breed?"),
    Zet("protocol", "titel", "Beter"),
    Zet("lijst:ja_nee", "", [{"waarde": "nee"}]),
    Voeg("punt", "onderdeel:a", {"code": "A-3", "vraag": "Nieuw?"}, "punt:A-1"),
    Voeg("punt", "onderdeel:b", {"code": "B-2", "vraag": "Ook nieuw?"}),
    Voeg("onderdeel", "protocol", {"code": "c", "titel": "C", "punten": [{"code": "C-1", "vraag": "C?"}]}),
    Verplaats(["punt:A-2"], "onderdeel:a"),
    Verplaats(["punt:B-1"], "onderdeel:a", "punt:A-1"),
    Weg(["punt:A-2"]),
    Weg(["punt:A-1.1"]),
]


def edited(edits: list[Bewerking]) -> Ruw:
    """The base after edits; those that no longer apply are left out."""
    ruw = base()
    for edit in edits:
        try:
            if isinstance(edit, Voeg) and any(f":{edit.inhoud['code']}" in deel.plek for deel in walk(ruw)):
                continue
            ruw = apply(ruw, edit)
        except LookupError:
            continue
    return filled(ruw)


def filled(ruw: Ruw) -> Ruw:
    """The same without empty lists: to a definition those are nothing."""
    kaal = {veld: waarde for veld, waarde in ruw.items() if waarde != []}
    return {
        v: [filled(d) if isinstance(d, dict) else d for d in w] if isinstance(w, list) else w for v, w in kaal.items()
    }


some = st.lists(st.sampled_from(EDITS), max_size=5).map(edited)


@given(some)
def test_who_changes_nothing_gets_what_the_other_has(ruw: Ruw) -> None:
    assert merge(base(), base(), ruw).ruw == ruw
    assert merge(base(), ruw, base()).ruw == {**ruw, "versie": 1}
    both = merge(base(), ruw, deepcopy(ruw))
    assert (both.ruw, both.keuzes) == (ruw, [])


@given(some, some)
def test_nothing_goes_away_unless_a_side_took_it_away(hunne: Ruw, onze: Ruw) -> None:
    uit = merge(base(), hunne, onze)
    was, hun, ons = ({deel.plek for deel in walk(ruw)} for ruw in (base(), hunne, onze))
    over = {deel.plek for deel in walk(uit.ruw)}
    assert (hun | ons) - was <= over
    assert was & hun & ons <= over
    assert len(codes(uit.ruw)) == len(set(codes(uit.ruw)))


def test_what_both_changed_is_a_choice_and_ours_stands_until_it_is_made() -> None:
    hunne = apply(base(), Zet("punt:A-1", "vraag", "Van hen?"))
    onze = apply(base(), Zet("punt:A-1", "vraag", "Van ons?"))
    uit = merge(base(), hunne, onze)
    (keuze,) = uit.keuzes
    assert (keuze.sleutel, keuze.basis, keuze.hunne, keuze.onze) == (
        "punt:A-1.vraag", "Vraag 1?", "Van hen?", "Van ons?",
    )  # fmt: skip
    assert find(uit.ruw, "punt:A-1").inhoud["vraag"] == "Van ons?"
    gekozen = merge(base(), hunne, onze, {"punt:A-1.vraag": "hunne"})
    assert find(gekozen.ruw, "punt:A-1").inhoud["vraag"] == "Van hen?"


def test_a_punt_switched_off_here_and_changed_there_is_a_choice() -> None:
    hunne, onze = apply(base(), Zet("punt:A-2", "gevolg", 4)), apply(base(), Weg(["punt:A-2"]))
    uit = merge(base(), hunne, onze)
    assert [(keuze.sleutel, keuze.onze) for keuze in uit.keuzes] == [("punt:A-2", None)]
    assert "A-2" not in codes(uit.ruw)
    assert "A-2" in codes(merge(base(), hunne, onze, {"punt:A-2": "hunne"}).ruw)
    stil = merge(base(), base(), onze)
    assert (stil.keuzes, codes(stil.ruw)) == ([], codes(onze))


def test_what_comes_over_is_told_and_a_section_with_our_punt_stays() -> None:
    hunne = apply(apply(base(), Weg(["onderdeel:b"])), Zet("punt:A-1", "gevolg", 2))
    onze = apply(base(), Voeg("punt", "onderdeel:b", {"code": "B-9", "vraag": "Ons punt?"}))
    uit = merge(base(), hunne, onze)
    assert codes(uit.ruw) == ["A-1", "A-1.1", "A-2", "B-9"]
    assert [(over.plek, over.veld, over.hunne) for over in uit.overnames] == [
        ("punt:A-1", "gevolg", 2), ("onderdeel:b", "", None), ("punt:B-1", "", None),
    ]  # fmt: skip


def test_every_shipped_protocol_survives_being_merged_with_itself() -> None:
    for pad in protocol_files(PROTOCOLS)[:4]:
        definitie = read_file(pad).definitie
        assert definitie is not None
        ruw = msgspec.to_builtins(definitie)
        assert merge(ruw, ruw, ruw).ruw == ruw
