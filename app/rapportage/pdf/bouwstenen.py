"""The parts sheets are made of: headings that become bookmarks, texts, tables, facts, photos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, LongTable, Paragraph, Table, TableStyle

from app.rapportage.pdf import stijl
from app.rapportage.pdf.stijl import style
from app.rapportage.pdf.tekst import GEWOON, lines_of, markup

CEL_LANG = 900
"""Characters that a table cell takes; longer texts stand outside tables."""
BALK = 1.2 * mm
BALK_WIT = 4 * mm


class Kop(Paragraph):
    """A heading. `niveau` 0 and up becomes the level of its bookmark."""

    def __init__(self, tekst: str, niveau: int, stijlnaam: str) -> None:
        stijl_ = style(stijlnaam)
        super().__init__(markup(tekst, stijl_.fontName), stijl_)
        self.keepWithNext = 1
        self.bladwijzer = (niveau, tekst[:120])


class Feit(Paragraph):
    """A text as observed or said, with a bar on its left; it may run over sheets."""

    def draw(self) -> None:
        """Draws the bar, then the text."""
        self.canv.saveState()
        self.canv.setFillColor(stijl.INKT)
        self.canv.rect(0, 0, BALK, self.height, stroke=0, fill=1)
        self.canv.restoreState()
        super().draw()


class Vervolg(Flowable):
    """A heading that shows at the head of a sheet only, where what belongs to it went over; elsewhere it takes no
    room."""

    def __init__(self, tekst: str) -> None:
        super().__init__()
        self.kop = regel(tekst, "kop2")

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The room of the heading, or none."""
        self.width, self.height = aW, 0.0
        if getattr(getattr(self, "_frame", None), "_atTop", False):
            self.height = self.kop.wrap(aW, aH)[1] + self.kop.getSpaceAfter()
        return self.width, self.height

    def draw(self) -> None:
        """Draws the heading where there is room for it."""
        if self.height:
            self.kop.drawOn(self.canv, 0, self.kop.getSpaceAfter())


class Blok(KeepTogether):
    """Parts that stay on one sheet; blocks in blocks become one."""

    def __init__(self, delen: list[Flowable]) -> None:
        super().__init__(delen)
        self.delen = delen


def kop1(tekst: str) -> Kop:
    """A heading of a part."""
    return Kop(tekst, 0, "kop1")


def kop2(tekst: str) -> Kop:
    """A heading inside a part."""
    return Kop(tekst, 1, "kop2")


def kop3(tekst: str) -> Paragraph:
    """A small heading, no bookmark."""
    heading = regel(tekst, "kop3")
    heading.keepWithNext = 1
    return heading


def regel(tekst: str, stijlnaam: str = "tekst") -> Paragraph:
    """One paragraph; line ends inside it become spaces."""
    stijl_ = style(stijlnaam)
    return Paragraph(markup(" ".join(lines_of(tekst)), stijl_.fontName), stijl_)


def alineas(tekst: str, stijlnaam: str = "tekst") -> list[Flowable]:
    """A text of any length as paragraphs, with the line ends a person typed."""
    stijl_ = style(stijlnaam)
    return [Paragraph(markup(line, stijl_.fontName) or "&nbsp;", stijl_) for line in lines_of(tekst)]


def feiten(tekst: str) -> list[Flowable]:
    """A text of any length with the bar of an observation."""
    basis = style("dicht")
    stijl_ = basis.clone("feit", leftIndent=BALK + BALK_WIT)
    return [Feit(markup(line, stijl_.fontName) or "&nbsp;", stijl_) for line in lines_of(tekst)]


def tabel(
    rijen: Sequence[Sequence[Any]],
    breedtes: Sequence[float],
    *,
    kop: bool = True,
    groepen: Sequence[int] = (),
    wit: float = stijl.RAND_V,
    heel: bool = False,
) -> LongTable:
    """A table of paragraphs in millimetre columns; its header comes back on each sheet. `groepen` are rows that span
    the width and stay with the next one. `wit`: room above and below a text. `heel`: rows are not cut; each must fit
    on a sheet."""
    regels: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), GEWOON),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), stijl.RAND_H),
        ("RIGHTPADDING", (0, 0), (-1, -1), stijl.RAND_H),
        ("TOPPADDING", (0, 0), (-1, -1), wit),
        ("BOTTOMPADDING", (0, 0), (-1, -1), wit),
        ("LINEBELOW", (0, 0), (-1, -1), 0.2 * mm, stijl.LIJN),
    ]
    if kop:
        regels.append(("LINEBELOW", (0, 0), (-1, 0), 0.4 * mm, stijl.INKT))
    for nummer in groepen:
        regels += [("SPAN", (0, nummer), (-1, nummer)), ("BACKGROUND", (0, nummer), (-1, nummer), stijl.GROND)]
        regels.append(("NOSPLIT", (0, nummer), (-1, nummer + 1)))
    table = LongTable(
        [list(rij) for rij in rijen],
        colWidths=[breedte * mm for breedte in breedtes],
        repeatRows=1 if kop else 0,
        splitByRow=1,
        splitInRow=0 if heel else 1,
        style=TableStyle(regels),
        hAlign="LEFT",
    )
    table.spaceAfter = 3 * mm
    return table


def koprij(*woorden: str) -> list[Paragraph]:
    """The header of a table."""
    return [regel(woord, "celkop") for woord in woorden]


def paren(
    rijen: Sequence[tuple[str, str]], label_b: float = 38, breed: float = 170, wit: float = stijl.RAND_V
) -> LongTable:
    """Labels and values below each other; widths in millimetres."""
    cellen = [[regel(label, "celvet"), alineas(tekst, "cel")] for label, tekst in rijen]
    return tabel(cellen, (label_b, breed - label_b), kop=False, wit=wit)


def paren_of_tekst(rijen: Sequence[tuple[str, str]], label_b: float = 38, wit: float = stijl.RAND_V) -> list[Flowable]:
    """Labels and values below each other; a value too long for a cell stands below its label over the full width.
    (A cell that runs over many sheets is measured anew on each of them.)"""
    story: list[Flowable] = []
    kort: list[tuple[str, str]] = []
    for label, tekst in rijen:
        if len(tekst) <= CEL_LANG:
            kort.append((label, tekst))
            continue
        story += [paren(kort, label_b, wit=wit)] if kort else []
        story += [kop3(label), *alineas(tekst, "dicht")]
        kort = []
    return [*story, paren(kort, label_b, wit=wit)] if kort else story


def naast(links: Flowable, rechts: Flowable, links_mm: float) -> Table:
    """Two parts side by side over the full width, without lines."""
    kaal = [(pad, (0, 0), (-1, -1), 0) for pad in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")]
    regels = [("FONT", (0, 0), (-1, -1), GEWOON), ("VALIGN", (0, 0), (-1, -1), "TOP"), *kaal]
    breedtes = [links_mm * mm, (170 - links_mm) * mm]
    return Table([[links, rechts]], colWidths=breedtes, style=TableStyle(regels), hAlign="LEFT")


def blijft(*delen: Flowable | Sequence[Flowable]) -> Blok:
    """Parts that stay on one sheet, as far as they fit on one."""
    flat: list[Flowable] = []
    for deel in delen:
        for item in [deel] if isinstance(deel, Flowable) else deel:
            flat += item.delen if isinstance(item, Blok) else [item]
    return Blok(flat)
