"""What is drawn and not written: photos, signatures, the LHSO matrix, counts, the QR code."""

from __future__ import annotations

import io
from collections.abc import Mapping
from itertools import pairwise

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from app.rapportage.pdf import stijl
from app.rapportage.pdf.beeld import Druk
from app.rapportage.pdf.bouwstenen import regel
from app.rapportage.pdf.tekens import draw_sign
from app.rapportage.pdf.tekst import GEWOON, HALFVET, VET
from app.rapportage.waarde import Handtekening


class Fotovak(Flowable):
    """A photo, whole, in a box of 82.5 x 61.9 mm with its caption below."""

    def __init__(self, druk: Druk | None, bijschrift: str, geen_beeld: str) -> None:
        super().__init__()
        self.druk = druk
        self.bijschrift = regel(bijschrift, "bijschrift")
        self.melding = regel(geen_beeld, "bijschrift")

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Width and height with the caption."""
        self.width = stijl.FOTO_B
        _, self.tekst_h = self.bijschrift.wrap(self.width, aH)
        self.height = stijl.FOTO_H + 1 * mm + self.tekst_h
        return self.width, self.height

    def draw(self) -> None:
        """Draws the box, the photo in it and the caption."""
        canvas, onder = self.canv, self.height - stijl.FOTO_H
        canvas.setFillColor(stijl.GROND)
        canvas.roundRect(0, onder, stijl.FOTO_B, stijl.FOTO_H, 1.5 * mm, stroke=0, fill=1)
        if self.druk is None:
            self.melding.wrap(stijl.FOTO_B - 10 * mm, stijl.FOTO_H)
            self.melding.drawOn(canvas, 5 * mm, onder + stijl.FOTO_H / 2)
        else:
            _draw_photo(canvas, self.druk, onder)
        self.bijschrift.drawOn(canvas, 0, 0)


def _draw_photo(canvas: Canvas, druk: Druk, onder: float) -> None:
    schaal = min(stijl.FOTO_B / druk.breedte, stijl.FOTO_H / druk.hoogte)
    breed, hoog = druk.breedte * schaal, druk.hoogte * schaal
    canvas.saveState()
    path = canvas.beginPath()
    path.roundRect(0, onder, stijl.FOTO_B, stijl.FOTO_H, 1.5 * mm)
    canvas.clipPath(path, stroke=0, fill=0)
    links, voet = (stijl.FOTO_B - breed) / 2, onder + (stijl.FOTO_H - hoog) / 2
    canvas.drawImage(ImageReader(io.BytesIO(druk.jpeg)), links, voet, breed, hoog)
    canvas.restoreState()


class Streken(Flowable):
    """A signature as the strokes that were made, in a box of 46 x 14 mm."""

    def __init__(self, handtekening: Handtekening) -> None:
        super().__init__()
        self.lijnen = handtekening.lijnen
        self.width, self.height = stijl.HAND_B, stijl.HAND_H

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The box."""
        return self.width, self.height

    def draw(self) -> None:
        """Draws each stroke through its points."""
        canvas = self.canv
        xs = [x for lijn in self.lijnen for x, _ in lijn]
        ys = [y for lijn in self.lijnen for _, y in lijn]
        if not xs:
            return
        schaal = min(self.width / max(max(xs) - min(xs), 1), self.height / max(max(ys) - min(ys), 1))
        canvas.setStrokeColor(stijl.INKT)
        canvas.setLineWidth(0.35 * mm)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        for lijn in self.lijnen:
            _stroke(canvas, [((x - min(xs)) * schaal, (max(ys) - y) * schaal) for x, y in lijn])


def _stroke(canvas: Canvas, punten: list[tuple[float, float]]) -> None:
    """A line through the points, rounded at each; one point is a dot."""
    if len(punten) == 1:
        canvas.setFillColor(stijl.INKT)
        canvas.circle(*punten[0], 0.3 * mm, stroke=0, fill=1)
        return
    path = canvas.beginPath()
    path.moveTo(*punten[0])
    for (x0, y0), (x1, y1) in pairwise(punten):
        midden = ((x0 + x1) / 2, (y0 + y1) / 2)
        path.curveTo(x0, y0, x0, y0, *midden)
    path.lineTo(*punten[-1])
    canvas.drawPath(path, stroke=1, fill=0)


class Matrix(Flowable):
    """The sixteen cells with the chosen one; an arrow from the computed cell where it was moved."""

    def __init__(self, zones: Mapping[str, str], berekend: str, definitief: str) -> None:
        super().__init__()
        self.zones, self.berekend, self.definitief = zones, berekend, definitief
        self.width, self.height = 42 * mm, 43 * mm

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """42 mm square, with the words of the axes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draws cells, axes, and the chosen cell on top."""
        for cel in self.zones:
            self._cell(cel)
        self._axes()
        if self.berekend in self.zones and self.berekend != self.definitief:
            self._moved()
        if self.definitief in self.zones:
            self._chosen()

    def _corner(self, cel: str) -> tuple[float, float]:
        stap = stijl.CEL + 0.5 * mm
        return 8 * mm + "ABCD".index(cel[0]) * stap, 9 * mm + (int(cel[1]) - 1) * stap

    def _cell(self, cel: str) -> None:
        x, y = self._corner(cel)
        self.canv.setFillColor(stijl.ZONES[self.zones[cel]][1])
        self.canv.roundRect(x, y, stijl.CEL, stijl.CEL, 1 * mm, stroke=0, fill=1)
        self.canv.setFillColor(stijl.INKT_ZACHT)
        self.canv.setFont(GEWOON, 7)
        self.canv.drawCentredString(x + stijl.CEL / 2, y + stijl.CEL / 2 - 2.4, cel)

    def _axes(self) -> None:
        canvas = self.canv
        canvas.setFillColor(stijl.INKT_ZACHT)
        canvas.setFont(HALFVET, 7)
        for letter in "ABCD":
            canvas.drawCentredString(self._corner(f"{letter}1")[0] + stijl.CEL / 2, 5.6 * mm, letter)
        for nummer in "1234":
            canvas.drawCentredString(5.8 * mm, self._corner(f"A{nummer}")[1] + stijl.CEL / 2 - 2.4, nummer)
        canvas.setFont(GEWOON, 6.5)
        canvas.drawCentredString(25 * mm, 2 * mm, "gedrag →")
        canvas.saveState()
        canvas.translate(2.6 * mm, 26 * mm)
        canvas.rotate(90)
        canvas.drawCentredString(0, 0, "gevolg →")
        canvas.restoreState()

    def _moved(self) -> None:
        canvas = self.canv
        x, y = self._corner(self.berekend)
        naar_x, naar_y = self._corner(self.definitief)
        midden = stijl.CEL / 2
        canvas.saveState()
        canvas.setStrokeColor(stijl.INKT)
        canvas.setLineWidth(0.4 * mm)
        canvas.line(x + midden, y + midden, naar_x + midden, naar_y + midden)
        canvas.setDash(1.2, 1.2)
        canvas.roundRect(x + 0.5 * mm, y + 0.5 * mm, stijl.CEL - 1 * mm, stijl.CEL - 1 * mm, 1 * mm)
        canvas.restoreState()

    def _chosen(self) -> None:
        canvas = self.canv
        x, y = self._corner(self.definitief)
        rand = (stijl.CEL_NU - stijl.CEL) / 2
        canvas.setFillColor(stijl.ZONES[self.zones[self.definitief]][0])
        canvas.setStrokeColor(stijl.INKT)
        canvas.setLineWidth(0.6 * mm)
        canvas.roundRect(x - rand, y - rand, stijl.CEL_NU, stijl.CEL_NU, 1.2 * mm, stroke=1, fill=1)
        canvas.setFillColor(stijl.PAPIER)
        canvas.setFont(VET, 9)
        canvas.drawCentredString(x + stijl.CEL / 2, y + stijl.CEL / 2 - 3.1, self.definitief)


class Tellers(Flowable):
    """Boxes with a number, a sign and a word."""

    def __init__(self, vakken: list[tuple[int, str, str]]) -> None:
        super().__init__()
        self.vakken = vakken
        self.width, self.height = stijl.ZET_B, 19 * mm
        self.spaceAfter = 2 * mm

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The full width."""
        return self.width, self.height

    def draw(self) -> None:
        """Draws the boxes side by side."""
        tussen = 3 * mm
        breed = (self.width - tussen * (len(self.vakken) - 1)) / len(self.vakken)
        for plaats, (aantal, soort, woord) in enumerate(self.vakken):
            self._box(plaats * (breed + tussen), breed, aantal, soort, woord)

    def _box(self, x: float, breed: float, aantal: int, soort: str, woord: str) -> None:
        canvas = self.canv
        canvas.setStrokeColor(stijl.LIJN)
        canvas.setLineWidth(0.25 * mm)
        canvas.roundRect(x, 0, breed, self.height, 2 * mm, stroke=1, fill=0)
        canvas.setFillColor(stijl.INKT)
        canvas.setFont(VET, 18)
        canvas.drawString(x + 3 * mm, 9.5 * mm, str(aantal))
        draw_sign(canvas, soort, x + 3 * mm, 4 * mm)
        canvas.setFillColor(stijl.INKT)
        canvas.setFont(GEWOON, 8 if len(woord) > 14 else 9)
        canvas.drawString(x + 7.4 * mm, 4.4 * mm, woord)
