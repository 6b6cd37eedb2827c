"""The paper wears the house of the bevoegd gezag: its logo once, and still PDF/A."""

from __future__ import annotations

import io

import pikepdf
from msgspec import structs

from app.rapportage.brief import draw_brief
from app.rapportage.pdf.beeld import logo_for_print
from app.rapportage.pdf.document import draw
from app.rapportage.pdfa import problems
from app.seeds.beeld import teken_logo
from tests.rapportage.test_papier import images_on
from tests.rapportage.waarden import make_rapport


def test_the_logo_stands_once_on_report_and_letter() -> None:
    logo = logo_for_print(teken_logo())
    assert logo is not None
    rapport = make_rapport()
    rapport = structs.replace(rapport, gezag=structs.replace(rapport.gezag, kleur="#164d38"))
    for data in (draw(rapport, lambda _foto: None, "betrokkene", logo), draw_brief(rapport, logo)):
        assert len(images_on(data)) == 1
        assert problems(data) == []
        with pikepdf.open(io.BytesIO(data)) as pdf:
            colours = [step for page in pdf.pages for step in pikepdf.parse_content_stream(page)]
        groen = [round(part / 255, 2) for part in (0x16, 0x4D, 0x38)]
        assert any(
            str(step.operator) == "rg" and [round(float(part), 2) for part in step.operands] == groen
            for step in colours
        )


def test_what_is_no_logo_leaves_the_paper_whole() -> None:
    assert logo_for_print(b"<svg/>") is None
    assert logo_for_print(None) is None
