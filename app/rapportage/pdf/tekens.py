"""Small drawings: the sign of an answer, the house logo and the QR code."""

from __future__ import annotations

import io

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from app.core.qr import qr_rows
from app.rapportage.pdf import stijl
from app.rapportage.pdf.beeld import Druk
from app.rapportage.pdf.bouwstenen import regel


class Antwoordteken(Flowable):
    """The sign and the word of an answer, as one line of a table cell."""

    def __init__(self, soort: str, woord: str) -> None:
        super().__init__()
        self.soort = soort
        self.tekst = regel(woord, "celvet" if soort == "voldoet_niet" else "cel")

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """As wide as there is, as high as the word."""
        self.width = aW
        _, self.height = self.tekst.wrap(aW - 4.4 * mm, aH)
        return self.width, self.height

    def draw(self) -> None:
        """Draws the sign beside the first line of the word."""
        draw_sign(self.canv, self.soort, 0, self.height - 3.7 * mm)
        self.tekst.drawOn(self.canv, 4.4 * mm, 0)


SIGNS = {
    "voldoet": ((0.6, 1.6), (1.4, 0.8), (3.0, 2.6)),
    "voldoet_niet": ((0.7, 0.6), (2.9, 2.8)),
    "nvt": ((0.6, 1.7), (3.0, 1.7)),
}


def draw_sign(canvas: Canvas, soort: str, x: float, y: float) -> None:
    """Draws the sign of an answer in a square of 3.4 mm at `x`, `y`: never colour alone."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setStrokeColor(stijl.INKT)
    canvas.setLineWidth(0.4 * mm)
    canvas.setLineCap(1)
    if soort in SIGNS:
        path = canvas.beginPath()
        punten = SIGNS[soort]
        path.moveTo(punten[0][0] * mm, punten[0][1] * mm)
        for px, py in punten[1:]:
            path.lineTo(px * mm, py * mm)
        canvas.drawPath(path)
        if soort == "voldoet_niet":
            canvas.line(0.7 * mm, 2.8 * mm, 2.9 * mm, 0.6 * mm)
    else:
        _round_sign(canvas, soort)
    canvas.restoreState()


def _round_sign(canvas: Canvas, soort: str) -> None:
    """A ring: with a dot for nader onderzoek, with a stroke for niet gecontroleerd, dashed for open."""
    if soort == "open":
        canvas.setDash(0.9, 1.1)
    canvas.circle(1.7 * mm, 1.7 * mm, 1.3 * mm)
    if soort == "nader_onderzoek":
        canvas.setFillColor(stijl.INKT)
        canvas.circle(1.7 * mm, 1.7 * mm, 0.5 * mm, stroke=0, fill=1)
    elif soort == "niet_gecontroleerd":
        canvas.line(0.8 * mm, 0.8 * mm, 2.6 * mm, 2.6 * mm)


class Huislogo(Flowable):
    """The logo of an organisatie, whole, at the upper left of its box."""

    def __init__(self, druk: Druk, breed: float, hoog: float) -> None:
        super().__init__()
        schaal = min(breed / druk.breedte, hoog / druk.hoogte)
        self.druk, self.width, self.height = druk, druk.breedte * schaal, druk.hoogte * schaal

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """As large as it is drawn."""
        return self.width, self.height

    def draw(self) -> None:
        """Draws the picture."""
        self.canv.drawImage(ImageReader(io.BytesIO(self.druk.jpeg)), 0, 0, self.width, self.height)


_LOGO = (
    ((3, 21.5), ((6, 19.5, 8.5, 19.5, 11, 21.5), (13.5, 23.5, 16, 23.5, 19, 21.5), (22, 19.5, 23, 19.8, 25, 20.9))),
    ((4.5, 14.5), ((7.5, 9.5, 10.5, 7.2, 14, 7.2), (17.5, 7.2, 20.5, 9.5, 23.5, 14.5))),
)


def draw_logo(canvas: Canvas, x: float, y: float, maat: float) -> None:
    """The mark of Schouw, white with a yellow eye, in a square of `maat` points."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(maat / 28, maat / 28)
    canvas.setStrokeColor(stijl.PAPIER)
    canvas.setLineWidth(2.4)
    canvas.setLineCap(1)
    for begin, bochten in _LOGO:
        path = canvas.beginPath()
        path.moveTo(begin[0], 28 - begin[1])
        for x1, y1, x2, y2, x3, y3 in bochten:
            path.curveTo(x1, 28 - y1, x2, 28 - y2, x3, 28 - y3)
        canvas.drawPath(path)
    canvas.setFillColor(stijl.GEEL)
    canvas.circle(14, 14, 3.4, stroke=0, fill=1)
    canvas.restoreState()


class Qr(Flowable):
    """A QR code of 28 mm."""

    def __init__(self, tekst: str) -> None:
        super().__init__()
        self.tekst = tekst
        self.width = self.height = 28 * mm

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """A square."""
        return self.width, self.height

    def draw(self) -> None:
        """Draws each dark run of modules as a rectangle: no font, no image."""
        rijen = qr_rows(self.tekst)
        maat = self.width / len(rijen)
        self.canv.setFillColor(stijl.INKT)
        for rij, stukken in enumerate(rijen):
            for kolom, breed in stukken:
                self.canv.rect(
                    kolom * maat, self.height - (rij + 1) * maat, breed * maat, maat * 1.02, stroke=0, fill=1
                )
