"""A protocol on paper: everything of it to read and adopt, and every question to fill in by hand."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from msgspec.structs import replace
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.protocols.cli import protocol
from app.protocols.loader import PROTOCOLS
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.walk import walk_vragen
from app.protocols.rules.zin import short_code
from app.rapportage.pdfa import problems
from app.rapportage.protocolblad import Uitgave, draw_checklist, draw_protocol
from tests.controles.builders import make_versie
from tests.people import Dorp, login
from tests.protocols.maken import make_definitie
from tests.protocols.test_xlsform import STEIGER, definitie_of, heel_of


def text_of(data: bytes) -> str:
    """What stands on the sheets, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def uitgave(definitie: Definitie) -> Uitgave:
    return Uitgave(definitie, "ab" * 32, "Gemeente Waterdonk", "#0b4a78")


@pytest.mark.parametrize("code", ["uitweg", "evenementen"])
def test_every_question_is_on_both_papers(code: str) -> None:
    heel = heel_of(definitie_of(PROTOCOLS / code / "1.yaml"))
    for draw in (draw_protocol, draw_checklist):
        data = draw(uitgave(heel))
        tekst = text_of(data)
        assert problems(data) == []
        assert [v.vraag.code for v in walk_vragen(heel) if short_code(v.vraag.code) not in tekst] == []
        assert heel.titel in tekst
    assert draw_checklist(uitgave(heel)) == data, "equal values give equal bytes"


def test_it_says_what_a_college_needs_to_adopt_it() -> None:
    tekst = text_of(draw_protocol(uitgave(heel_of(definitie_of(PROTOCOLS / "uitweg" / "1.yaml")))))
    for deel in (
        "Concept, niet vastgesteld",
        "Gemelde of vergunde breedte",
        "Bij de melding horen een situatieschets en een foto.",
        "APV 2:12",
        "niet bevestigd",
        "Foto: verplicht bij afwijking",
        "algemeen, versie 1, zorgplichten, versie 1",
        "Momenten en uren",
        "Nog na te kijken",
        "Vastgesteld door",
        "abababab abababab",
    ):
        assert deel in tekst, deel


def test_the_checklist_has_boxes_and_lines_for_every_kind_of_answer() -> None:
    tekst = text_of(draw_checklist(uitgave(make_definitie(STEIGER))))
    for deel in ("☐ voldoet niet", "☐ Ja", "☐ gezien", "...... m", "Alleen als ST-01 voldoet niet.", "per vak"):
        assert deel in tekst, deel


def test_long_texts_and_many_choices_do_not_break_the_paper() -> None:
    rest = "onderdelen: [{code: a, titel: A, punten: [{code: A-1, vraag: Wat?, type: keuze, opties: [%s]}]}]"
    definitie = make_definitie(
        rest % ", ".join(f"{{waarde: k{n}, label: Een lange keuze nummer {n}}}" for n in range(120))
    )
    punt = replace(definitie.onderdelen[0].punten[0], vraag="Lang " * 900, zo_controleer_je="Kijk " * 1200)
    lang = replace(definitie, onderdelen=[replace(definitie.onderdelen[0], punten=[punt])], doel="Doel " * 900)
    assert "nummer 119" in text_of(draw_checklist(uitgave(lang)))
    assert text_of(draw_protocol(uitgave(lang))).count("Kijk") == 1200


def test_the_page_gives_both_papers(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    versie = make_versie(view_session)
    view_session.commit()
    login(client, dorp.pim)
    stam = f"/protocollen/{versie.protocol.code}/{versie.nummer}"
    for pad in (f"{stam}.pdf", f"{stam}/checklist.pdf"):
        assert pad in client.get(stam).text
        answer = client.get(pad)
        assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
        assert "Waterdonk" in text_of(answer.data)
    assert client.get("/protocollen/weg/1.pdf").status_code == 404


def test_the_command_prints_a_folder(app: Flask, view_session: Session, tmp_path: Path) -> None:
    make_versie(view_session)
    view_session.commit()
    uit = app.test_cli_runner().invoke(protocol, ["print", "proef", "--map", str(tmp_path)])
    assert "1 versie(s)" in uit.output
    assert sorted(pad.name for pad in tmp_path.glob("proef/*")) == ["1-checklist.pdf", "1.pdf"]
