"""The cover: the house colour with the address, the facts of the visit, the result and the signature."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from app.rapportage import zinnen
from app.rapportage.pdf import stijl
from app.rapportage.pdf.beeld import Druk
from app.rapportage.pdf.bouwstenen import regel
from app.rapportage.pdf.tekenen import Streken
from app.rapportage.pdf.tekens import Huislogo, draw_logo
from app.rapportage.pdf.tekst import markup
from app.rapportage.waarde import Handtekening, Rapport, Regel

ONDERRAND = stijl.UITKOMST - 4 * mm
RIJ_WIT = 2.6 * mm
ONDER_TITEL = 1.5 * mm


def on_cover(rapport: Rapport, *, intern: bool) -> list[Regel]:
    """The lines that fit on the cover, in order; the rest stands in the part about the visit."""
    gekozen: list[Regel] = []
    hoogte = stijl.GEGEVENS
    for item in zinnen.cover_lines(rapport, intern=intern):
        hoog = _height(item) + RIJ_WIT
        if hoogte + hoog > ONDERRAND:
            break
        gekozen.append(item)
        hoogte += hoog
    return gekozen


def draw_cover(canvas: Canvas, rapport: Rapport, logo: Druk | None, *, intern: bool) -> None:
    """Draws the whole first sheet, but for its footer."""
    _band(canvas, rapport, logo)
    hoogte = stijl.GEGEVENS
    for item in on_cover(rapport, intern=intern):
        _place(canvas, regel(item.label, "label"), stijl.LINKS, hoogte, stijl.LABEL_B)
        hoogte += _place(canvas, regel(item.tekst, "dicht"), stijl.LINKS + 50 * mm, hoogte, stijl.ZET_B - 50 * mm)
        hoogte += RIJ_WIT
    _result(canvas, rapport)
    _signature(canvas, rapport)
    if intern:
        canvas.setFillColor(stijl.INKT_ZACHT)
        tekst = regel("Interne versie, met beoordeling. Niet meesturen.", "rechts")
        _place(canvas, tekst, stijl.LINKS + 80 * mm, stijl.TEKENVAK + 10 * mm, stijl.ZET_B - 80 * mm)


def _height(item: Regel) -> float:
    _, hoog = regel(item.tekst, "dicht").wrap(stijl.ZET_B - 50 * mm, stijl.BLAD_H)
    return float(hoog)


def _place(canvas: Canvas, flowable: Flowable, x: float, van_boven: float, breed: float) -> float:
    """Draws with its top at `van_boven` from the upper edge; gives its height."""
    _, hoog = flowable.wrapOn(canvas, breed, stijl.BLAD_H)
    flowable.drawOn(canvas, x, stijl.BLAD_H - van_boven - hoog)
    return float(hoog)


def _band(canvas: Canvas, rapport: Rapport, logo: Druk | None) -> None:
    canvas.setFillColor(HexColor(rapport.gezag.kleur))
    canvas.rect(0, stijl.BLAD_H - stijl.BAND_H, stijl.BLAD_B, stijl.BAND_H, stroke=0, fill=1)
    if logo:
        _house_logo(canvas, logo)
    else:
        draw_logo(canvas, stijl.LINKS, stijl.BLAD_H - 33 * mm, 13 * mm)
    rechts = 113 * mm
    hoogte = 21 * mm + _place(canvas, regel(zinnen.authority(rapport.gezag), "bandrechts"), rechts, 21 * mm, 77 * mm)
    if rapport.uitvoerder.naam != rapport.gezag.naam:
        uitvoerder = f"uitgevoerd door {zinnen.authority(rapport.uitvoerder)}"
        _place(canvas, regel(uitvoerder, "bandrechts"), rechts, hoogte, 77 * mm)
    _title(canvas, rapport)


def _house_logo(canvas: Canvas, logo: Druk) -> None:
    """The logo on a white panel: it was made for paper, not for the house colour."""
    beeld = Huislogo(logo, stijl.LOGO_B, stijl.LOGO_H)
    rand, boven = 4 * mm, stijl.BLAD_H - 16 * mm
    canvas.setFillColor(stijl.PAPIER)
    hoog = beeld.height + 2 * rand
    canvas.roundRect(stijl.LINKS, boven - hoog, beeld.width + 2 * rand, hoog, 1.5 * mm, stroke=0, fill=1)
    beeld.drawOn(canvas, stijl.LINKS + rand, boven - hoog + rand)


def _title(canvas: Canvas, rapport: Rapport) -> None:
    """Kind of paper, address and protocol, standing on the lower margin of the band."""
    delen: list[Flowable] = [regel(rapport.protocol.titel, "band")]
    naam = rapport.onderwerp.naam
    if naam and naam not in rapport.onderwerp.adres:
        delen.append(regel(naam, "band"))
    delen += [_address(rapport.onderwerp.adres), regel("Inspectierapport", "band")]
    voet = stijl.BLAD_H - stijl.BAND_H + 20 * mm
    for nummer, deel in enumerate(delen):
        _, hoog = deel.wrapOn(canvas, stijl.ZET_B, stijl.BAND_H)
        voet += ONDER_TITEL if nummer == len(delen) - 2 else 0
        deel.drawOn(canvas, stijl.LINKS, voet)
        voet += hoog


def _address(adres: str) -> Flowable:
    """The address at 30 points, smaller when it would take more than two lines."""
    for maat in (30, 24, 19, 15):
        paragraph = _styled(adres, maat)
        _, hoog = paragraph.wrap(stijl.ZET_B, stijl.BLAD_H)
        if hoog <= maat * 1.13 * 2 + 1:
            return paragraph
    return paragraph


def _styled(adres: str, maat: float) -> Flowable:
    stijl_ = stijl.style("titel").clone(f"titel{maat}", fontSize=maat, leading=maat * 1.13)
    straat, komma, plaats = adres.partition(", ")
    tekst = markup(straat, stijl_.fontName) + (f"<br/>{markup(plaats, stijl_.fontName)}" if komma else "")
    return Paragraph(tekst, stijl_)


def _result(canvas: Canvas, rapport: Rapport) -> None:
    kop, onder = regel(zinnen.outcome(rapport), "uitkomst"), regel(zinnen.outcome_detail(rapport), "dicht")
    breed = stijl.ZET_B - 12 * mm
    hoog = 6 * mm + sum(deel.wrapOn(canvas, breed, stijl.BLAD_H)[1] for deel in (kop, onder))
    fout = bool(rapport.overtredingen)
    let_op = rapport.bevindingen or rapport.niet_aangetroffen or zinnen.not_judged(rapport)
    kleur = stijl.FOUT if fout else stijl.LET if let_op else stijl.GOED
    top = stijl.BLAD_H - stijl.UITKOMST
    canvas.setFillColor(kleur)
    canvas.setStrokeColor(kleur)
    canvas.setLineWidth(0.5 * mm)
    canvas.roundRect(stijl.LINKS, top - hoog, stijl.ZET_B, hoog, 2 * mm, stroke=1, fill=1)
    canvas.setFillColor(stijl.PAPIER)
    canvas.roundRect(
        stijl.LINKS + 2.5 * mm, top - hoog + 0.1 * mm, stijl.ZET_B - 2.6 * mm, hoog - 0.2 * mm, 1.6 * mm, 0, 1
    )
    hoogte = stijl.UITKOMST + 3 * mm
    hoogte += _place(canvas, kop, stijl.LINKS + 7 * mm, hoogte, breed)
    _place(canvas, onder, stijl.LINKS + 7 * mm, hoogte, breed)


def _signature(canvas: Canvas, rapport: Rapport) -> None:
    """The signature of the toezichthouder, or that there is none."""
    eigen = toezichthouder(rapport)
    if eigen and eigen.lijnen:
        _place(canvas, Streken(eigen), stijl.LINKS, stijl.TEKENVAK, stijl.HAND_B)
    tekst = zinnen.signed(eigen) if eigen else "Niet ondertekend op het toestel."
    _place(canvas, regel(tekst, "klein"), stijl.LINKS, stijl.TEKENVAK + stijl.HAND_H + 1 * mm, stijl.ZET_B)


def toezichthouder(rapport: Rapport) -> Handtekening | None:
    """The signature that stands on the cover; it is not repeated inside."""
    return next((item for item in rapport.handtekeningen if item.rol == "toezichthouder"), None)
