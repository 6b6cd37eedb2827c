"""Conditions in Dutch."""

from __future__ import annotations

import msgspec
import pytest
import yaml

from app.protocols.rules.beschrijven import describe, grondslag_text
from app.protocols.rules.bouwstenen import Grondslag, Voorwaarde
from app.protocols.rules.zin import sentence
from tests.protocols.maken import make_definitie

DEFINITIE = make_definitie(
    """
    fasen: [{code: "3", titel: Fundering}, {code: "4", titel: Wapening}]
    feiten:
      - {code: zaak.sloop, label: Er wordt gesloopt, type: ja_nee}
      - {code: zaak.werkwijze, label: Werkwijze, type: meerkeuze, opties: [{waarde: heien, label: Heien}]}
    onderdelen:
      - code: a
        titel: A
        herhaling: {per: stort}
        toon_als: {feit: zaak.sloop, is: true}
        bij_onbekend: toon
        punten:
          - code: BR-05
            vraag: Goed?
            type: oordeel
            grondslagen: [{bron: Bbl, artikel: "7.17", lid: "1", zekerheid: gelezen, als: {feit: zaak.sloop, is: true}}]
            foto: {wanneer: altijd, minimum: 2}
            gevolg: 3
            gevolg_regels: [{als: {vraag: BR-05.1, groter: 0.1}, naar: 4}]
            acties: [{als: {vraag: BR-05, is: voldoet_niet}, soort: stilleggen, tekst: Bel de teamleider.}]
            vervolgvragen:
              - {code: BR-05.1, vraag: Hoeveel?, type: getal, eenheid: m, normen: [{operator: "<=", waarde: 0.1}],
                 toon_als: {vraag: BR-05, is: voldoet_niet}}
              - {code: BR-05.2, vraag: Wat?, type: keuze,
                 opties: [{waarde: palen, label: Palen}, {waarde: staal, label: Op staal}]}
              - {code: BR-05.3, vraag: Wanneer?, type: datum}
    """
)
ZINNEN = [
    ("{vraag: BR-05, is: voldoet_niet}", "BR-05 voldoet niet"),
    ("{vraag: BR-05, is: nvt}", "BR-05 is n.v.t."),
    ("{vraag: BR-05, is_niet: voldoet}", "BR-05 is niet voldoet"),
    ("{vraag: BR-05, in: [nvt, niet_gecontroleerd]}", "BR-05 is n.v.t. of niet gecontroleerd"),
    ("{vraag: BR-05, deel: direct_hersteld, is: false}", "BR-05 is niet direct hersteld"),
    ("{vraag: BR-05.1, groter: 0.1}", "BR-05.1 is meer dan 0,1 m"),
    ("{vraag: BR-05.1, hoogstens: 12}", "BR-05.1 is hoogstens 12 m"),
    ("{vraag: BR-05.1, groter: zaak.werkwijze}", "BR-05.1 is meer dan “Werkwijze”"),
    ("{vraag: BR-05.2, in: [palen, staal]}", "BR-05.2 is Palen of Op staal"),
    ("{vraag: BR-05.3, groter: 24}", "BR-05.3 is meer dan 24 maanden geleden"),
    ("{vraag: BR-05.1, beantwoord: false}", "BR-05.1 is nog niet beantwoord"),
    ("{feit: zaak.sloop, is: true}", "“Er wordt gesloopt” is ja"),
    ("{feit: zaak.sloop, beantwoord: false}", "“Er wordt gesloopt” is niet bekend"),
    ("{feit: zaak.werkwijze, bevat: heien}", "“Werkwijze” bevat Heien"),
    (
        "{aantal: {vraag: BR-05, is: voldoet_niet}, minstens: 2}",
        "het aantal keer “voldoet niet” bij BR-05 is minstens 2",
    ),
    ("{aantal: {vraag: BR-05}, is: 3}", "het aantal antwoorden op BR-05 is 3"),
    ("{fase: ['3', '4']}", "de controle is in fase 3 (Fundering) of 4 (Wapening)"),
    ("{niveau_vanaf: '2'}", "het toezichtniveau is minstens 2"),
    ("{niet: {vraag: BR-05, is: voldoet}}", "niet: BR-05 voldoet"),
    (
        "{alle: [{vraag: BR-05, is: voldoet_niet}, {een_van: [{fase: ['3']}, {feit: zaak.sloop, is: false}]}]}",
        "BR-05 voldoet niet en (de controle is in fase 3 (Fundering) of “Er wordt gesloopt” is nee)",
    ),
    ("{vraag: 'blok:ZPL-01', beantwoord: true}", "ZPL-01 is beantwoord"),
]


@pytest.mark.parametrize(("voorwaarde", "zin"), ZINNEN, ids=[zin for _, zin in ZINNEN])
def test_a_condition_is_said_in_dutch(voorwaarde: str, zin: str) -> None:
    assert sentence(msgspec.convert(yaml.safe_load(voorwaarde), Voorwaarde), DEFINITIE) == zin


def test_a_point_is_described_with_everything_that_matters() -> None:
    (onderdeel,) = describe(DEFINITIE)
    assert onderdeel.herhaling == "per stort"
    assert onderdeel.voorwaarde == "Te zien als “Er wordt gesloopt” is ja, en zolang dat niet bekend is."
    (punt,) = onderdeel.punten
    assert punt.foto == "altijd verplicht (minstens 2)"
    assert punt.gevolg == ["3", "4 als BR-05.1 is meer dan 0,1 m"]
    assert punt.acties == ["BR-05 voldoet niet: stilleggen voorstellen. Bel de teamleider."]
    assert punt.grondslagen[0].tekst == "Bbl 7.17 lid 1"
    assert punt.grondslagen[0].voorwaarde == "als “Er wordt gesloopt” is ja"
    getal, keuze, _ = punt.vervolgvragen
    assert getal.normen == ["hoogstens 0,1 m"]
    assert getal.voorwaarde == "Te zien als BR-05 voldoet niet."
    assert keuze.soort == "Keuze: Palen, Op staal"


def test_an_old_source_says_so() -> None:
    bron = Grondslag(bron="Wabo", artikel="2.3", onderdeel="a", zekerheid="gelezen", regime="wabo")
    assert grondslag_text(bron) == "Wabo 2.3 onder a"
    oud = Grondslag(bron="Bouwbesluit 2012", artikel="1.25", zekerheid="onbevestigd", regime="wabo")
    assert grondslag_text(oud) == "Bouwbesluit 2012 1.25 (Wabo)"
