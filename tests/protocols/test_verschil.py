"""What changed between two versions, in words, and how heavy it is."""

from __future__ import annotations

import pytest

from app.protocols.rules.definitie import Definitie
from app.protocols.rules.verschil import compare, word_marks
from tests.protocols.maken import make_definitie

TEKST = """\
fasen: [{code: "1", titel: Begin}]
onderdelen:
  - code: a
    titel: Maten
    punten:
      - code: A-01
        vraag: Is de gang breed genoeg?
        type: oordeel
        gevolg: 2
        grondslagen: [{bron: Bbl, artikel: "3.115", zekerheid: gelezen}]
        vervolgvragen:
          - {code: A-01.1, vraag: Hoe breed?, type: getal, eenheid: m, normen: [{operator: "<=", waarde: 0.15}]}
      - code: A-02
        vraag: Is het schoon?
        type: oordeel
        gevolg: 1
        toon_als: {vraag: A-01, is: voldoet}
        grondslagen: [{bron: geen, zekerheid: gelezen}]
"""


def version(*wissels: tuple[str, str]) -> Definitie:
    """The text with words replaced."""
    tekst = TEKST
    for was, wordt in wissels:
        assert was in tekst
        tekst = tekst.replace(was, wordt)
    return make_definitie(tekst)


NIEUW = (
    "      - {code: A-03, vraag: Nieuw?, type: oordeel, gevolg: 3, grondslagen: [{bron: geen, zekerheid: gelezen}]}\n"
)


@pytest.mark.parametrize(
    ("wissel", "code", "zin", "klasse"),
    [
        (("0.15", "0.10"), "A-01.1", "Norm: van hoogstens 0,15 m naar hoogstens 0,1 m", "let op"),
        (("Is het schoon?", "Is het heel schoon?"), "A-02",
         "Vraag: van Is het schoon? naar Is het heel schoon?", "veilig"),
        (("3.115", "3.116"), "A-01", "Grondslag: van Bbl 3.115 naar Bbl 3.116", "let op"),
        (("gevolg: 1", "gevolg: 4"), "A-02", "Gevolg: van 1 naar 4", "let op"),
        (("        toon_als: {vraag: A-01, is: voldoet}\n", ""), "A-02",
         "In beeld: van als A-01 voldoet naar altijd", "veilig"),
        (("titel: Begin", "titel: Opbouw"), "", "Fase: van 1 Begin naar 1 Opbouw", "let op"),
        (("titel: Maten", "titel: Afmetingen"), "A-02", "Onderdeel: van Maten naar Afmetingen", "veilig"),
        (("gevolg: 1", "gevolg: 1\n        bevindingteksten: [Vuil.]"), "A-02",
         "Zin voor de bevinding: Vuil. toegevoegd", "veilig"),
        (("type: getal, eenheid: m,", "type: getal, eenheid: m, maximum: 3,"), "A-01.1",
         "Grenzen: hoogstens 3 toegevoegd", "let op"),
    ],
)  # fmt: skip
def test_a_change_in_words(wissel: tuple[str, str], code: str, zin: str, klasse: str) -> None:
    verschil = compare(version(), version(wissel))
    verandering = next(deel for deel in verschil.veranderingen if deel.code == code)
    assert [wijziging.zin for wijziging in verandering.wijzigingen] == [zin]
    assert (verandering.klasse, verschil.klasse) == (klasse, klasse)


def test_the_same_differs_in_nothing() -> None:
    verschil = compare(version(), version())
    assert (verschil.veranderingen, verschil.gelijk, verschil.klasse) == ([], 3, "veilig")


def test_new_gone_and_another_kind_of_answer() -> None:
    nieuw = compare(version(), make_definitie(TEKST + NIEUW))
    assert [(deel.soort, deel.code, deel.klasse) for deel in nieuw.veranderingen] == [("nieuw", "A-03", "let op")]
    assert (nieuw.count("nieuw"), nieuw.gelijk) == (1, 3)
    weg = compare(make_definitie(TEKST + NIEUW), version())
    assert [(deel.soort, deel.code) for deel in weg.veranderingen] == [("vervallen", "A-03")]
    type_ = compare(
        version(), version(('type: getal, eenheid: m, normen: [{operator: "<=", waarde: 0.15}]', "type: tekst"))
    )
    assert type_.klasse == "brekend"


def test_only_words_is_told_apart() -> None:
    verschil = compare(version(), version(("Is het schoon?", "Is het heel schoon?"), ("0.15", "0.10")))
    assert {deel.code: deel.tekst for deel in verschil.veranderingen} == {"A-01.1": False, "A-02": True}


def test_words_are_marked_one_by_one() -> None:
    assert word_marks("Hangen er alle melders?", "Hangen er twee melders?") == [
        ("gelijk", "Hangen er"), ("weg", "alle"), ("bij", "twee"), ("gelijk", "melders?"),
    ]  # fmt: skip
