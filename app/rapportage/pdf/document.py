"""Puts the sheets together: page templates, bookmarks, header and footer, and the number of sheets.

Everything is laid out once. How many sheets there are is known at the end: a footer is a form that is filled then.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, Literal

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
)

from app.core.clock import local
from app.core.filters import dag
from app.rapportage import zinnen
from app.rapportage.pdf import stijl
from app.rapportage.pdf.beeld import Druk, for_print
from app.rapportage.pdf.bijlagen import authenticity, grounds, judgement, provenance
from app.rapportage.pdf.bladen import Tekenaar, findings, other_photos, summary, visit
from app.rapportage.pdf.bouwstenen import regel
from app.rapportage.pdf.lijst import checklist
from app.rapportage.pdf.omslag import draw_cover
from app.rapportage.pdf.tekst import GEWOON, register_fonts
from app.rapportage.pdfa import finish
from app.rapportage.waarde import Foto, Rapport

Voor = Literal["intern", "betrokkene"]
Bytes = Callable[[Foto], bytes | None]
BEGIN, KORT_BEGIN = 70 * mm, 55 * mm
"""A part begins on the sheet of the part before it when this much is left; what stays together moves by itself."""
rl_config.useA85 = 0  # photos and fonts as they are: written as text they take a quarter more, and most of the time


class Vellen(Canvas):
    """The sheets of a document; each keeps room for a footer, which is drawn when their number is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voeten: list[Callable[[int], None]] = []

    def foot(self, draw: Callable[[int], None]) -> None:
        """Keeps room on this sheet; `draw` gets the number of sheets."""
        self.voeten.append(draw)
        self.doForm(f"voet{len(self.voeten)}")

    def save(self) -> None:
        """Draws the footers and closes the document."""
        for nummer, draw in enumerate(self.voeten, start=1):
            self.beginForm(f"voet{nummer}")
            draw(len(self.voeten))
            self.endForm()
        super().save()


class Stuk(BaseDocTemplate):
    """A document of A4 sheets: a line of the house colour, header, footer, bookmarks, fixed dates."""

    def __init__(self, *, titel: str, links: str, rechts: str, voet: str, kleur: str) -> None:
        self.buffer = io.BytesIO()
        super().__init__(
            self.buffer,
            pagesize=(stijl.BLAD_B, stijl.BLAD_H),
            title=titel,
            author=rechts,
            subject=links,
            creator="Schouw",
            producer="Schouw",
            lang="nl-NL",
            invariant=1,
            pageCompression=0,  # `finish` does that
            initialFontName=GEWOON,
        )
        self.links, self.rechts, self.voet = links, rechts, voet
        self.kleur = HexColor(kleur)
        self._teller, self._diepte = 0, -1
        hoog = stijl.BLAD_H - stijl.BOVEN - stijl.ONDER
        kader = Frame(stijl.LINKS, stijl.ONDER, stijl.ZET_B, hoog, 0, 0, 0, 0, id="zet")
        self.kader = kader

    def made_of(self, story: list[Flowable]) -> bytes:
        """The document with these parts."""
        self.build(story, canvasmaker=Vellen)
        return self.buffer.getvalue()

    def afterFlowable(self, flowable: Flowable) -> None:
        """A heading becomes a bookmark."""
        mark = getattr(flowable, "bladwijzer", None)
        if mark is None:
            return
        niveau, tekst = mark
        self._diepte = min(niveau, self._diepte + 1)
        self._teller += 1
        sleutel = f"b{self._teller}"
        boven = getattr(self.frame, "_y", 0) + getattr(flowable, "height", 0)
        self.canv.bookmarkHorizontal(sleutel, 0, boven)
        self.canv.addOutlineEntry(tekst, sleutel, self._diepte, closed=niveau > 0)

    def inside(self, canvas: Any, _doc: Any) -> None:
        """What every sheet but the cover has."""
        self.draw_edges(canvas, kop=True)

    def draw_edges(self, canvas: Vellen, *, kop: bool) -> None:
        """Header and footer of the sheet that is made now."""
        canvas.saveState()
        canvas.setStrokeColor(stijl.LIJN)
        canvas.setLineWidth(0.25 * mm)
        if kop:
            y = stijl.BLAD_H - 18 * mm
            canvas.setFillColor(self.kleur)
            canvas.rect(0, stijl.BLAD_H - stijl.KLEURLIJN, stijl.BLAD_B, stijl.KLEURLIJN, stroke=0, fill=1)
            canvas.line(stijl.LINKS, y, stijl.BLAD_B - stijl.RECHTS, y)
            self._edge(canvas, self.links, self.rechts, y + 3.4 * mm)
        y = 17 * mm
        canvas.line(stijl.LINKS, y, stijl.BLAD_B - stijl.RECHTS, y)
        nummer = canvas.getPageNumber()
        canvas.foot(lambda totaal: self._edge(canvas, self.voet, f"blad {nummer} van {totaal}", y - 5 * mm))
        canvas.restoreState()

    def _edge(self, canvas: Canvas, links: str, rechts: str, y: float) -> None:
        """Two texts on one line; the left one is shortened when it would run into the right one."""
        rechter = regel(_shortened(canvas, rechts, 70 * mm), "bijschrift")
        breed = canvas.stringWidth(_shortened(canvas, rechts, 70 * mm), GEWOON, 8) + 1
        rechter.wrapOn(canvas, breed, 20)
        rechter.drawOn(canvas, stijl.BLAD_B - stijl.RECHTS - breed, y - 3)
        ruimte = stijl.ZET_B - breed - 5 * mm
        linker = regel(_shortened(canvas, links, ruimte), "bijschrift")
        linker.wrapOn(canvas, ruimte + 5 * mm, 20)
        linker.drawOn(canvas, stijl.LINKS, y - 3)


def _shortened(canvas: Canvas, tekst: str, breed: float) -> str:
    """The text as far as it fits, with an ellipsis when it was cut: only in headers, where it is a repetition."""
    heel = tekst
    while canvas.stringWidth(tekst, GEWOON, 8) > breed and len(heel) > 1:
        heel = heel[:-1]
        tekst = f"{heel.rstrip()}…"
    return tekst


def draw(rapport: Rapport, foto_bytes: Bytes, voor: Voor = "intern", logo: Druk | None = None) -> bytes:
    """The report as PDF/A-2b for this audience. `foto_bytes` gives a photo's picture (None when it is not there); it is
    asked once per photo. Equal values give equal bytes. Raises FileNotFoundError when the fonts were not built."""
    register_fonts()
    druk = {foto.nummer: for_print(foto_bytes(foto), len(rapport.fotos)) for foto in rapport.fotos}
    return draw_ready(rapport, druk, voor, logo)


def draw_ready(rapport: Rapport, druk: dict[int, Druk | None], voor: Voor, logo: Druk | None = None) -> bytes:
    """As `draw`, with photos that are ready for print: both audiences share them."""
    register_fonts()
    intern = voor == "intern"
    stuk = Stuk(
        titel=f"Inspectierapport {rapport.nummer}",
        links=f"Inspectierapport {rapport.nummer} · {rapport.onderwerp.adres}",
        rechts=zinnen.authority(rapport.gezag),
        voet=_footer(rapport),
        kleur=rapport.gezag.kleur,
    )
    _templates(stuk, rapport, logo, intern=intern)
    data = stuk.made_of(_story(Tekenaar(rapport, druk, intern)))
    titel = f"Inspectierapport {rapport.nummer}, versie {rapport.versie}"
    return finish(
        data, titel=titel, auteur=zinnen.authority(rapport.gezag), op=rapport.dagtekening, zaad=f"{rapport.id}-{voor}"
    )


def _footer(rapport: Rapport) -> str:
    delen = (
        f"Versie {rapport.versie}",
        dag(local(rapport.dagtekening).date()),
        f"protocol {rapport.protocol.code} {rapport.protocol.versie}",
        rapport.id,
    )
    return " · ".join(delen)


def _templates(stuk: Stuk, rapport: Rapport, logo: Druk | None, *, intern: bool) -> None:
    def cover(canvas: Any, _doc: Any) -> None:
        draw_cover(canvas, rapport, logo, intern=intern)
        stuk.draw_edges(canvas, kop=False)

    stuk.addPageTemplates(
        [
            PageTemplate(id="omslag", frames=[stuk.kader], onPage=cover),
            PageTemplate(id="binnen", frames=[stuk.kader], onPage=stuk.inside),
        ]
    )


def _story(tekenaar: Tekenaar) -> list[Flowable]:
    """All parts in order: findings first; the judgement last, on sheets of its own, only in the internal version."""
    nummer = 0
    story: list[Flowable] = [Spacer(1, 1), NextPageTemplate("binnen"), PageBreak()]
    for part in (summary, findings, checklist, visit, other_photos):
        flowables = part(tekenaar, nummer + 1)
        if flowables and nummer:
            story.append(CondPageBreak(BEGIN))
        story += flowables
        nummer += bool(flowables)
    for letter, bijlage in zip("ABC", (provenance, grounds, authenticity), strict=True):
        story += [CondPageBreak(BEGIN if letter == "A" else KORT_BEGIN), *bijlage(tekenaar, letter)]
    if tekenaar.intern:
        story += [PageBreak(), *judgement(tekenaar)]
    return story
