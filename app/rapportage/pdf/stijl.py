"""Measures, colours and letters of the report, in one place. Millimetres from the edge of the sheet, as drawn."""

from __future__ import annotations

from functools import cache

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from app.rapportage.pdf.tekst import GEWOON, HALFVET, VET

BLAD_B, BLAD_H = A4
LINKS = RECHTS = 20 * mm
BOVEN, ONDER = 24 * mm, 22 * mm
ZET_B = BLAD_B - LINKS - RECHTS
BAND_H = 118 * mm
KLEURLIJN = 3 * mm
LOGO_B, LOGO_H = 62 * mm, 18 * mm
GEGEVENS, UITKOMST, TEKENVAK = 132 * mm, 212 * mm, 243 * mm
LABEL_B = 45 * mm
HAND_B, HAND_H = 46 * mm, 14 * mm
FOTO_B, FOTO_H, FOTO_TUSSEN = 82.5 * mm, 61.9 * mm, 5 * mm
CEL, CEL_NU = 8 * mm, 9 * mm
RAND_V, RAND_H = 1.4 * mm, 2 * mm

INKT, INKT_ZACHT = HexColor("#12263a"), HexColor("#3b4f63")
PAPIER, GROND, LIJN = HexColor("#ffffff"), HexColor("#f3f5f7"), HexColor("#cbd3dc")
GOED, GOED_ZACHT = HexColor("#12653a"), HexColor("#e3f3e9")
FOUT, FOUT_ZACHT = HexColor("#a01b1b"), HexColor("#fce8e6")
LET, LET_ZACHT = HexColor("#744500"), HexColor("#fff2d9")
GEEL = HexColor("#ffb000")
ZONES: dict[str, tuple[Color, Color]] = {
    "licht": (GOED, GOED_ZACHT),
    "midden": (LET, LET_ZACHT),
    "zwaar": (FOUT, FOUT_ZACHT),
}


@cache
def style(name: str) -> ParagraphStyle:
    """The paragraph style called `name`; raises KeyError when there is none."""
    size, leading, font, color, before, after = _STIJLEN[name]
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=color,
        spaceBefore=before * mm,
        spaceAfter=after * mm,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
        alignment=TA_RIGHT if name.endswith("rechts") else 0,
    )


_STIJLEN: dict[str, tuple[float, float, str, Color, float, float]] = {
    "tekst": (9.5, 13.5, GEWOON, INKT, 0, 2.2),
    "dicht": (9.5, 13.5, GEWOON, INKT, 0, 0),
    "label": (9.5, 13.5, GEWOON, INKT_ZACHT, 0, 0),
    "vet": (9.5, 13.5, HALFVET, INKT, 0, 1),
    "klein": (8, 11, GEWOON, INKT_ZACHT, 0, 2),
    "bijschrift": (8, 11, GEWOON, INKT_ZACHT, 0, 0),
    "rechts": (9.5, 20, HALFVET, INKT, 0, 0),
    "kop1": (16, 20, VET, INKT, 7, 4),
    "kop2": (11, 14, VET, INKT, 5, 2.2),
    "kop3": (9.5, 13.5, HALFVET, INKT, 3, 1),
    "cel": (8.5, 11.5, GEWOON, INKT, 0, 0),
    "celvet": (8.5, 11.5, HALFVET, INKT, 0, 0),
    "celkop": (8, 11, HALFVET, INKT, 0, 0),
    "celzacht": (8.5, 11.5, GEWOON, INKT_ZACHT, 0, 0),
    "hash": (7.5, 10, GEWOON, INKT, 0, 0),
    "getal": (18, 20, VET, INKT, 0, 0),
    "titel": (30, 34, VET, PAPIER, 0, 1),
    "band": (11.5, 15, GEWOON, PAPIER, 0, 1),
    "bandrechts": (11.5, 15, GEWOON, PAPIER, 0, 1),
    "uitkomst": (13, 17, VET, INKT, 0, 0),
}
