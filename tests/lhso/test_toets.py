"""When a judgement asks a second pair of eyes."""

from __future__ import annotations

import pytest

from app.lhso.queries import concept_matrix
from app.lhso.rules.toets import in_words, reasons


@pytest.mark.parametrize(
    ("berekend", "definitief", "interventies", "handhaven", "gereed", "codes"),
    [
        ("B2", "B2", ["WAA"], True, True, ""),
        ("A1", "A1", [], None, True, ""),
        ("B2", "B2", ["WAA"], True, False, "onaf"),
        ("B3", "B2", ["WAA"], True, True, "afwijkend"),
        ("B2", "B2", ["SLUIT"], True, True, "afwijkend"),
        ("B2", "B2", ["WAA"], False, True, "afwijkend"),
        ("C3", "C3", ["LOD"], True, True, "zwaar"),
        ("B3", "C3", ["LOD"], True, True, "afwijkend zwaar"),
        ("", "", [], True, True, ""),
        ("", "", ["LOD"], True, False, "onaf afwijkend"),
    ],
)
def test_heavy_deviating_or_unfinished(
    berekend: str, definitief: str, interventies: list[str], handhaven: bool | None, gereed: bool, codes: str
) -> None:
    found = reasons(
        concept_matrix(),
        berekend=berekend,
        definitief=definitief,
        interventies=interventies,
        handhaven=handhaven,
        gereed=gereed,
    )
    assert " ".join(found) == codes


def test_kept_codes_read_as_words() -> None:
    assert in_words("afwijkend zwaar") == "wijkt af, zware cel"
    assert in_words("") == ""
