"""Cells pasted from a spreadsheet become points."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import convert

from app.protocols.rules.definitie import Controlepunt
from app.protocols.rules.plakken import punten_uit_plaktekst


def test_a_column_of_questions_becomes_points_with_the_next_codes() -> None:
    punten = punten_uit_plaktekst("Is de vluchtweg vrij?\r\n\r\n  Zijn er\u00a0blussers?  \r\n", "BR-09")
    assert punten == [
        {"code": "BR-09", "vraag": "Is de vluchtweg vrij?", "type": "oordeel"},
        {"code": "BR-10", "vraag": "Zijn er blussers?", "type": "oordeel"},
    ]


def test_columns_are_known_by_place_or_by_their_heading() -> None:
    plaats = punten_uit_plaktekst("Vrij?\tLoop de route.\tBbl 3.115; APV artikel 2:10; Omgevingsplan\n", "BR-35")
    assert plaats[0]["toelichting"] == "Loop de route."
    assert plaats[0]["grondslagen"] == [
        {"bron": "Bbl", "artikel": "3.115", "zekerheid": "onbevestigd"},
        {"bron": "APV", "artikel": "2:10", "zekerheid": "onbevestigd"},
        {"bron": "Omgevingsplan", "zekerheid": "onbevestigd"},
    ]
    kop = punten_uit_plaktekst("Nr\tArtikel\tVraag\tRisico\n7\tBbl 3.1\tVrij?\thoog\n8\t\t\t\n", "A-1")
    assert kop == [
        {
            "code": "A-1",
            "vraag": "Vrij?",
            "type": "oordeel",
            "toelichting": "Risico: hoog",
            "grondslagen": [{"bron": "Bbl", "artikel": "3.1", "zekerheid": "onbevestigd"}],
        }
    ]


def test_a_cell_with_a_line_end_stays_one_cell() -> None:
    (punt,) = punten_uit_plaktekst('"Is de deur\nzelfsluitend?"\t"Kijk\nook boven."\n', "A-1")
    assert (punt["vraag"], punt["toelichting"]) == ("Is de deur zelfsluitend?", "Kijk\nook boven.")
    assert punten_uit_plaktekst('"Hoog" risico?\n"Los', "A-1")[1]["vraag"] == '"Los'


@given(st.text(st.sampled_from('ab \t\n\r"\0;1.é'), max_size=120))
@settings(max_examples=150, deadline=None)
def test_whatever_is_pasted_gives_points_that_fit(tekst: str) -> None:
    punten = [convert(punt, Controlepunt) for punt in punten_uit_plaktekst(tekst, "BR-98")]
    assert all(een.code < twee.code or len(een.code) < len(twee.code) for een, twee in pairwise(punten))
