"""The parts of the report everybody reads: summary, findings, visit and other photos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from app.rapportage import zinnen, zinnen_foto
from app.rapportage.kanttekeningen import notes_of
from app.rapportage.pdf import stijl
from app.rapportage.pdf.beeld import Druk
from app.rapportage.pdf.bouwstenen import (
    CEL_LANG,
    Vervolg,
    alineas,
    blijft,
    feiten,
    kop1,
    kop2,
    kop3,
    koprij,
    paren_of_tekst,
    regel,
    tabel,
)
from app.rapportage.pdf.omslag import on_cover, toezichthouder
from app.rapportage.pdf.tekenen import Fotovak, Streken, Tellers
from app.rapportage.pdf.tekst import GEWOON
from app.rapportage.waarde import Bevinding, Foto, Rapport

LANG = 1200
"""A longer observation is not forced onto one sheet with its photos; its last piece is."""


@dataclass(frozen=True)
class Tekenaar:
    """What the parts are drawn with. `druk` holds the photos ready for print by number."""

    rapport: Rapport
    druk: Mapping[int, Druk | None]
    intern: bool

    def photos(self, fotos: Sequence[Foto]) -> list[Table]:
        """Photos two by two."""
        vakken = [
            Fotovak(self.druk.get(foto.nummer), zinnen_foto.caption(foto), zinnen_foto.no_picture(foto))
            for foto in fotos
        ]
        return [_pair(vakken[begin : begin + 2]) for begin in range(0, len(vakken), 2)]


def _pair(vakken: Sequence[Fotovak]) -> Table:
    cellen = [*vakken, *[""] * (2 - len(vakken))]
    table = Table(
        [[cellen[0], "", cellen[1]]],
        colWidths=[stijl.FOTO_B, stijl.FOTO_TUSSEN, stijl.FOTO_B],
        style=TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), GEWOON),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *((pad, (0, 0), (-1, -1), 0) for pad in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING")),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5 * mm),
            ]
        ),
        hAlign="LEFT",
    )
    table.spaceBefore = 2 * mm
    return table


def summary(tekenaar: Tekenaar, nummer: int) -> list[Flowable]:
    """Part 1: what was found, in numbers and in one table."""
    rapport = tekenaar.rapport
    story: list[Flowable] = [kop1(f"{nummer} Samenvatting")]
    story += [regel(zin) for zin in zinnen.opening(rapport, intern=tekenaar.intern)]
    if not rapport.niet_aangetroffen or rapport.groepen:
        story.append(Tellers(_boxes(rapport)))
        story += [regel(zin, "klein") for zin in (zinnen.coverage(rapport), _sample(rapport)) if zin]
    if rapport.bevindingen:
        story += [kop3("Wat niet in orde is"), _findings_table(rapport)]
    return [*story, *(deel for kop, zin in zinnen.gaps(rapport) for deel in (kop3(kop), regel(zin)))]


def _sample(rapport: Rapport) -> str:
    return zinnen.STEEKPROEF if rapport.protocol.steekproef else ""


def _boxes(rapport: Rapport) -> list[tuple[int, str, str]]:
    telling = rapport.tellingen
    vakken = [
        (telling.voldoet, "voldoet", "voldoet"),
        (telling.voldoet_niet, "voldoet_niet", "voldoet niet"),
        (telling.nvt, "nvt", "n.v.t."),
        (telling.nader_onderzoek, "nader_onderzoek", "nader onderzoek"),
        (telling.niet_gecontroleerd, "niet_gecontroleerd", "niet gecontroleerd"),
    ]
    return [*vakken, (telling.open, "open", "geen antwoord")] if telling.open else vakken


def _findings_table(rapport: Rapport) -> Flowable:
    rijen = [koprij("Nr", "Bevinding", "Voorschrift", "Overtreding", "Uiterlijk")]
    rijen += [
        [
            regel(str(item.nummer), "celvet"),
            regel(f"{item.code} {item.titel}", "cel"),
            regel(item.voorschrift, "cel"),
            regel(zinnen.is_violation(item), "cel"),
            regel(zinnen.deadline(item), "cel"),
        ]
        for item in rapport.bevindingen
    ]
    return tabel(rijen, (9, 72, 36, 21, 32))


def findings(tekenaar: Tekenaar, nummer: int) -> list[Flowable]:
    """Part 2: every finding with its facts and photos; text and photos stay together."""
    kop = kop1(f"{nummer} Bevindingen")
    if not tekenaar.rapport.bevindingen:
        return [kop, regel(zinnen.no_findings(tekenaar.rapport))]
    story: list[Flowable] = []
    for item in tekenaar.rapport.bevindingen:
        delen = _finding(tekenaar, item)
        story += delen if story else [blijft(kop, delen[0]), *delen[1:]]
    return story


def _finding(tekenaar: Tekenaar, item: Bevinding) -> list[Flowable]:
    kop: list[Flowable] = [kop2(f"Bevinding {item.nummer}. {item.titel}"), *_facts(item)]
    tekst = (
        feiten(item.constatering) if item.constatering else [regel("Er is geen constatering opgeschreven.", "klein")]
    )
    fotos = tekenaar.photos(tekenaar.rapport.fotos_met(item.fotos))
    slot = [*(blijft(_again(item), rij) for rij in fotos[1:]), *_repair(item), Spacer(1, 3 * mm)]
    if len(item.constatering) <= LANG:
        return [blijft(kop, tekst, Spacer(1, 1 * mm), fotos[:1]), *slot]
    return [blijft(kop, tekst[:1]), *tekst[1:-1], blijft(tekst[-1:] if len(tekst) > 1 else [], fotos[:1]), *slot]


def _facts(item: Bevinding) -> list[Flowable]:
    """The facts in a table of two by three; what is too long for it stands below."""
    rijen = [
        ("Voorschrift", f"{item.voorschrift or 'nog niet gekozen'} (punt {item.code})", "Waar", item.waar or "–"),
        ("Gezien op", zinnen.day_and_time(item.gezien_at) or "niet vastgelegd", "Gericht aan", item.gericht_aan or "–"),
        ("Overtreding", zinnen.is_violation(item), "Ter plekke hersteld", "ja" if item.direct_hersteld else "nee"),
    ]
    cellen = [[regel(a, "celvet"), _cell(b), regel(c, "celvet"), _cell(d)] for a, b, c, d in rijen]
    paren_ = [paar for a, b, c, d in rijen for paar in ((a, b), (c, d))]
    lang = [(label, tekst) for label, tekst in paren_ if len(tekst) > CEL_LANG]
    return [tabel(cellen, (26, 62, 30, 52), kop=False), *paren_of_tekst(lang)]


def _cell(tekst: str) -> list[Flowable]:
    return alineas("zie hieronder" if len(tekst) > CEL_LANG else tekst, "cel")


def _repair(item: Bevinding) -> list[Flowable]:
    gevuld = zinnen.repair_lines(item)
    delen = paren_of_tekst(gevuld)
    return [blijft(_again(item), delen)] if 0 < sum(len(tekst) for _, tekst in gevuld) <= LANG else delen


def _again(item: Bevinding) -> Vervolg:
    """What of a finding went over to a next sheet says which finding that was."""
    return Vervolg(f"Bevinding {item.nummer} (vervolg)")


def visit(tekenaar: Tekenaar, nummer: int) -> list[Flowable]:
    """The part about the visit: power, access, what was said, signatures."""
    rapport = tekenaar.rapport
    bezoek, regels = rapport.bezoek, zinnen.visit_lines(rapport)
    op_omslag = on_cover(rapport, intern=tekenaar.intern)
    op_zich = zinnen.cover_lines(rapport, intern=tekenaar.intern)
    regels += [(item.label, item.tekst) for item in op_zich if item not in op_omslag]
    regels += [(item.label, item.tekst) for item in bezoek.regels if not zinnen.is_short(item.tekst)]
    story: list[Flowable] = [kop1(f"{nummer} Het bezoek"), regel(zinnen.BEVOEGDHEID)]
    story += [regel(zin) for zin in notes_of(rapport)]
    story += paren_of_tekst(regels, 45)
    story += _said("Verklaring", bezoek.verklaring) + _said("Reactie van de betrokkene", bezoek.reactie)
    return [*story, *_signatures(rapport)]


def _said(kop: str, tekst: str) -> list[Flowable]:
    return [kop2(kop), *feiten(tekst)] if tekst else []


def _signatures(rapport: Rapport) -> list[Flowable]:
    anderen = [item for item in rapport.handtekeningen if item is not toezichthouder(rapport)]
    if not anderen:
        return []
    story: list[Flowable] = []
    for item in anderen:
        streken = [Streken(item)] if item.lijnen else []
        story.append(blijft(streken, alineas(zinnen.signed(item), "klein")))
    return [blijft(kop2("Ondertekening"), story[0]), *story[1:]]


def other_photos(tekenaar: Tekenaar, nummer: int) -> list[Flowable]:
    """The photos that stand with no finding; empty when there are none."""
    los = tekenaar.rapport.losse_fotos
    if not los:
        return []
    rijen = tekenaar.photos(los)
    return [blijft(kop1(f"{nummer} Overige foto’s"), rijen[0]), *rijen[1:]]
