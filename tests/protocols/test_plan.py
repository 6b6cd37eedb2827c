"""The plan says what the form needs and nothing more."""

from __future__ import annotations

from app.protocols.rules.genereren import generate_definitie
from app.protocols.rules.plan import formulierplan, make_plan
from app.protocols.rules.samenstellen import resolve
from tests.protocols.maken import make_definitie

DEFINITIE = make_definitie(
    """
    reden_bij: [nvt, niet_gecontroleerd]
    feiten: [{code: zaak.hoogte, label: Vergunde hoogte, type: getal}]
    onderdelen:
      - code: eerst
        titel: Eerst
        punten:
          - code: A-1
            vraag: Kaal?
            type: oordeel
            toelichting: Staat op de bladzijde.
            grondslagen: [{bron: Bbl, zekerheid: gelezen}]
          - code: A-2
            vraag: Vol?
            type: oordeel
            fasen: ["1"]
            niveau: "3"
            verplicht: true
            stoppunt: true
            spoor: bureau
            aard: advies
            foto: {wanneer: altijd, minimum: 2}
            gevolg: 3
            gevolg_regels: [{als: {vraag: A-2.1, groter: 0.1}, naar: 4}]
            acties: [{als: {vraag: A-2, is: voldoet_niet}, soort: taak, tekst: Bel.}]
            vervolgvragen:
              - {code: A-2.1, vraag: Hoeveel?, type: getal, eenheid: m, decimalen: 2, minimum: 0, maximum: 9.5,
                 normen: [{operator: "<=", waarde: 0.1}, {operator: "<=", waarde_uit: zaak.hoogte}]}
      - code: dan
        titel: Dan
        herhaling: {per: stort, minimum: 1, steekproef: true}
        onderdelen:
          - {code: dieper, titel: Dieper, toon_als: {vraag: A-1, is: voldoet}, bij_onbekend: toon,
             punten: [{code: B-1, vraag: K?, type: keuze, opties: [{waarde: a, label: A}]}]}
    """
)


def test_the_plan_has_this_shape() -> None:
    assert formulierplan(DEFINITIE) == {
        "protocol": "proef",
        "versie": 1,
        "reden_bij": ["nvt", "niet_gecontroleerd"],
        "onderdelen": [
            {"code": "eerst"},
            {"code": "dan", "herhaling": {"per": "stort", "minimum": 1, "steekproef": True}},
            {
                "code": "dieper",
                "ouder": "dan",
                "toon_als": {"vraag": "A-1", "is": "voldoet"},
                "bij_onbekend": "toon",
            },
        ],
        "vragen": [
            {"code": "A-1", "onderdeel": "eerst"},
            {
                "code": "A-2",
                "onderdeel": "eerst",
                "fasen": ["1"],
                "niveau": "3",
                "verplicht": True,
                "foto": {"wanneer": "altijd", "minimum": 2},
                "gevolg": 3,
                "gevolg_regels": [
                    {"als": {"vraag": "A-2.1", "groter": 0.1}, "naar": 4, "omdat": "A-2.1 is meer dan 0,1 m"}
                ],
                "spoor": "bureau",
                "aard": "advies",
                "stoppunt": True,
                "acties": [{"als": {"vraag": "A-2", "is": "voldoet_niet"}, "soort": "taak", "tekst": "Bel."}],
            },
            {
                "code": "A-2.1",
                "onderdeel": "eerst",
                "bij": "A-2",
                "type": "getal",
                "normen": [
                    {"operator": "<=", "waarde": "0.10"},
                    {"operator": "<=", "waarde_uit": "zaak.hoogte", "label": "Vergunde hoogte"},
                ],
                "eenheid": "m",
                "decimalen": 2,
                "minimum": "0",
                "maximum": "9.5",
            },
            {"code": "B-1", "onderdeel": "dieper", "type": "keuze", "opties": ["a"]},
        ],
    }


def test_the_order_is_only_there_when_the_page_is_not_in_order() -> None:
    eerder = make_definitie(
        """
        onderdelen:
          - {code: a, titel: A, toon_als: {vraag: B-1, is: voldoet},
             punten: [{code: A-1, vraag: V?, type: oordeel}]}
          - {code: b, titel: B, punten: [{code: B-1, vraag: V?, type: oordeel}]}
        """
    )
    assert formulierplan(eerder)["volgorde"] == [-2, 1, -1, 0]
    assert [knoop.code for knoop in make_plan(eerder).evaluatie] == ["b", "B-1", "a", "A-1"]


def test_a_generated_protocol_has_as_many_points_as_asked() -> None:
    definitie = generate_definitie(45)
    plan = make_plan(resolve(definitie, {}))
    assert sum(vraag.bij is None for vraag in plan.vragen) == 45
    assert [onderdeel.code for onderdeel in plan.onderdelen] == ["deel-1", "deel-2", "deel-3"]
    assert len(definitie.onderdelen[0].punten) == 20
