"""From any text to what can be drawn: never markup, never lost. Each character gets a font that has it; what no font
has is written as its code point, `[U+1F600]`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont as Letterbestand
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

GEWOON, CURSIEF, HALFVET, VET = "Schouw", "Schouw-cursief", "Schouw-halfvet", "Schouw-vet"
TERUGVAL = "Schouw-terugval"
BESTANDEN = {
    GEWOON: "SourceSans3-Regular.ttf",
    CURSIEF: "SourceSans3-Italic.ttf",
    HALFVET: "SourceSans3-SemiBold.ttf",
    VET: "SourceSans3-Bold.ttf",
    TERUGVAL: "DejaVuSans.ttf",
}
MAP = Path(__file__).resolve().parents[3] / "static" / "dist" / "fonts"
BROK = 1800
"""Longer paragraphs are cut here, at a space: a paragraph of 100,000 characters would be measured anew per page."""
_RUIMTE = {"\t": "    ", "\u00a0": "\u00a0", " ": " "}
_EINDE = re.compile(r"\r\n|[\n\r\v\f\u0085\u2028\u2029]")


@cache
def register_fonts() -> None:
    """Makes the report's fonts known to ReportLab, once per process. Raises FileNotFoundError before the build."""
    for name, file in BESTANDEN.items():
        if not (MAP / file).exists():
            raise FileNotFoundError(f"{MAP / file} ontbreekt: bouw eerst de voorkant (make run of make test).")
        pdfmetrics.registerFont(TTFont(name, str(MAP / file)))
    pdfmetrics.registerFontFamily(GEWOON, normal=GEWOON, bold=HALFVET, italic=CURSIEF, boldItalic=HALFVET)


@cache
def glyphs_of(font: str) -> frozenset[int]:
    """Code points a font can draw. Beyond the basic plane nothing: its text could not be read back from the PDF."""
    with Letterbestand(str(MAP / BESTANDEN[font]), lazy=True) as file:
        return frozenset(code for code in file.getBestCmap() if code <= 0xFFFF)


def markup(tekst: str, font: str = GEWOON) -> str:
    """One line of text as ReportLab paragraph markup. Nothing in `tekst` can become a tag or an entity."""
    return "".join(
        escape(run) if name == font else f'<font name="{name}">{escape(run)}</font>' for name, run in runs(tekst, font)
    )


def runs(tekst: str, font: str) -> list[tuple[str, str]]:
    """The text in pieces with the font of each."""
    found: list[tuple[str, str]] = []
    for sign in unicodedata.normalize("NFC", tekst):
        name, written = _written(sign, font)
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + written)
        else:
            found.append((name, written))
    return found


@lru_cache(maxsize=20_000)
def _written(sign: str, font: str) -> tuple[str, str]:
    """A character as it is drawn, with its font. What cannot be seen is shown as its code point."""
    if sign in _RUIMTE:
        return font, _RUIMTE[sign]
    if unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}:
        for name in (font, TERUGVAL):
            if ord(sign) in glyphs_of(name):
                return name, sign
    return font, f"[U+{ord(sign):04X}]"


def lines_of(tekst: str) -> list[str]:
    """The text in drawable pieces: at its own line ends, and at a space where a piece grows too long."""
    return [part for line in _EINDE.split(tekst.strip("\n\r")) for part in _parts(line)]


def _parts(line: str) -> list[str]:
    parts = []
    while len(line) > BROK:
        cut = line.rfind(" ", BROK // 2, BROK)
        cut = cut if cut > 0 else BROK
        parts.append(line[:cut])
        line = line[cut:].removeprefix(" ")
    return [*parts, line]
