"""YAML out and in: what was written reads back as it was, and writes again as the same bytes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import inspect

from app.protocols.loader import known_blokken, parse_definitie, protocol_files, read_file
from app.protocols.rules.bouwstenen import Fotobeleid, Optie, Voorwaarde
from app.protocols.rules.canoniek import canonical_json, read_canonical
from app.protocols.rules.definitie import Controlepunt, Definitie, Onderdeel
from app.protocols.rules.genereren import generate_definitie
from app.protocols.rules.samenstellen import resolve
from app.protocols.uitwisseling.yaml_uit import to_yaml
from tests.protocols.maken import make_definitie

NAAR = ["ja", "no", "1", "0.10", "1e3", "2024-01-01", "12:30", "~", "null", "", " x ", "a: b", "- a", "#", "a #b", "'"]
NAAR += [
    "é\u00a0€",
    "x\ty",
    "regel\nregel\n",
    "\n\n",
    " a\nb",
    "a\n  b",
    "x" * 200,
    "lang woord " * 30,
    "{a}",
    "[b",
    "a,b",
]
NAAR += [
    "\x85",
    "\u2028",
    "\ufeff",
    "\x00\x7f",
    "\U0001f600",
    '"\\"',
    "!x",
    "&a",
    "*a",
    "%a",
    "@a",
    "`",
    "?",
    "a:",
    "|",
    ">-",
]
TEKST = st.text(st.characters(codec="utf-8"), max_size=260) | st.lists(st.sampled_from(NAAR), min_size=1).map(" ".join)
PATRONEN = {"(zaak|object": "zaak.soort", "[A-Z0-9]{1,4}": "2", "[A-Z][A-Z0-9]*": "AB-01.1", "[a-z][a-z0-9_-]*": "no"}


def _twice(definitie: Definitie) -> str:
    """The text of a definition, after it was seen to come back."""
    tekst = to_yaml(definitie)
    terug = parse_definitie(tekst)
    assert terug == definitie
    assert to_yaml(terug) == tekst
    return tekst


@pytest.mark.parametrize("pad", protocol_files(), ids=lambda pad: pad.parent.name)
def test_every_shipped_protocol_comes_back_from_its_text(pad: Any) -> None:
    definitie = read_file(pad).definitie
    assert definitie is not None
    tekst = _twice(definitie)
    assert to_yaml(read_canonical(canonical_json(definitie))) == tekst, (
        "the same text from the file and from the database"
    )
    assert max(map(len, tekst.splitlines())) < 180


def test_a_resolved_protocol_comes_back_too() -> None:
    blokken = known_blokken(protocol_files())
    uitweg = next(pad for pad in protocol_files() if pad.parent.name == "uitweg")
    definitie = read_file(uitweg).definitie
    assert definitie is not None
    heel = resolve(definitie, blokken)
    assert resolve(parse_definitie(_twice(heel)), {}) == heel
    _twice(generate_definitie(60))


@given(TEKST)
@settings(max_examples=150, deadline=None)
def test_any_text_comes_back(tekst: str) -> None:
    basis = make_definitie("onderdelen: []")
    _twice(
        msgspec.structs.replace(
            basis,
            doel=tekst or "x",
            deskundigheid=[tekst, "kort"],
            lijsten={"a": [Optie(waarde="no", label=tekst or "x")]},
            bereik=Voorwaarde(alle=[Voorwaarde(feit="zaak.a", is_=tekst), Voorwaarde(feit="zaak.b", in_=[tekst, 1])]),
        )
    )


def test_any_definition_comes_back() -> None:
    for seed in range(60):
        _twice(_made(inspect.type_info(Definitie), Random(seed), 0))


def test_the_layout_is_made_for_version_control() -> None:
    """Keys in the order of the type, defaults left out, small parts on a line, and lines that do not reflow."""
    punt = Controlepunt(
        code="A-01",
        vraag="Is de doorgang vrij?",
        type="getal",
        eenheid="m",
        minimum=Decimal("0.10"),
        maximum=Decimal("2.5"),
        toon_als=Voorwaarde(feit="zaak.breedte", groter=2.0),
        foto=Fotobeleid(wanneer="altijd"),
        bevindingteksten=["Een zin."],
    )
    onderdelen = [Onderdeel(code="a", titel="Eén", punten=[punt])]
    tekst = to_yaml(msgspec.structs.replace(make_definitie("onderdelen: []"), onderdelen=onderdelen))
    assert tekst.endswith(
        """\
onderdelen:
  - code: a
    titel: Eén
    punten:
      - code: A-01
        vraag: Is de doorgang vrij?
        type: getal
        eenheid: m
        minimum: "0.10"
        maximum: 2.5
        toon_als: {feit: zaak.breedte, groter: 2}
        foto: {wanneer: altijd}
        bevindingteksten:
          - Een zin.
"""
    )
    assert "reden_bij" not in tekst


def _made(soort: Any, random: Random, diepte: int) -> Any:
    """Anything of a msgspec type; deep parts get what they must have only."""
    match soort:
        case inspect.StructType():
            return _struct(soort, random, diepte + 1)
        case inspect.UnionType():
            return _made(random.choice(soort.types), random, diepte)
        case inspect.LiteralType():
            return random.choice(soort.values)
        case inspect.ListType():
            return [
                _made(soort.item_type, random, diepte + 1) for _ in range(random.randint(0, 3) if diepte < 6 else 0)
            ]
        case inspect.DictType():
            return {_made(soort.key_type, random, 0): _made(soort.value_type, random, diepte + 1) for _ in range(2)}
        case inspect.StrType():
            return _str(soort, random)
    return _plain(soort, random)


def _struct(soort: inspect.StructType, random: Random, diepte: int) -> Any:
    kans = 0.35 if diepte < 7 else 0.0
    velden = {
        veld.name: _made(veld.type, random, diepte) for veld in soort.fields if veld.required or random.random() < kans
    }
    return soort.cls(**velden)


def _str(soort: inspect.StrType, random: Random) -> str:
    if soort.pattern:
        return next(waarde for deel, waarde in PATRONEN.items() if deel in soort.pattern)
    return random.choice(NAAR) or "x"


def _plain(soort: Any, random: Random) -> Any:
    waarden: dict[type, list[Any]] = {
        inspect.BoolType: [True, False],
        inspect.IntType: [1, 12, 10**12],
        inspect.FloatType: [0.5, 3.0, -1e-7, 1e22],
        inspect.DecimalType: [Decimal(getal) for getal in ("1", "0.10", "-2.5", "1E+3", "0.1000000000000000055")],
        inspect.DateType: [date(2024, 1, 31)],
        inspect.NoneType: [None],
    }
    return random.choice(waarden[type(soort)])
