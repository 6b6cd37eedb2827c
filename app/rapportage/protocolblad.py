"""A protocol on paper: as a text that a college can adopt, and as an empty checklist to fill in by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, PageTemplate, Spacer

from app.core.filters import dag
from app.protocols.rules.beschrijven import OnderdeelBeeld, PuntBeeld, VraagBeeld, describe
from app.protocols.rules.bouwstenen import OORDELEN
from app.protocols.rules.definitie import Definitie, Momenten, Onderdeel, Vraag
from app.protocols.rules.getallen import dutch_number
from app.protocols.rules.zin import OORDEEL_LABELS, sentence, short_code
from app.rapportage.pdf.bouwstenen import alineas, blijft, kop1, kop2, koprij, paren, paren_of_tekst, regel, tabel
from app.rapportage.pdf.document import Stuk
from app.rapportage.pdf.tekst import register_fonts
from app.rapportage.pdfa import finish
from app.rapportage.zinnen import certainty

VAK = "☐"
LIJN = "." * 52
BEGIN = 45 * mm
HEEL = 2600
"""A point of this many characters, its marks and conditions counted, fits on a sheet and is not cut."""
LANG, VEEL = 800, 20
KORT = 21
HARD = "\u00a0"
STANDEN = ("gezien", "niet getoond", "verlopen")


@dataclass(frozen=True)
class Uitgave:
    """What is printed, for whom: the resolved definition, its hash, and the name and colour of the organisatie."""

    definitie: Definitie
    hash: str
    organisatie: str
    kleur: str


def draw_protocol(uitgave: Uitgave) -> bytes:
    """The whole protocol as PDF/A-2b, to read and to adopt. Equal values give equal bytes."""
    definitie = uitgave.definitie
    register_fonts()
    story: list[Flowable] = [kop1(f"{definitie.titel}, versie {definitie.versie}"), *_about(uitgave)]
    for nummer, beeld in enumerate(describe(definitie), start=1):
        story += _onderdeel(nummer, beeld)
    story += [deel for momenten in definitie.momenten for deel in _moments(momenten)]
    story += [
        *_list("Bronnen", definitie.bronnen),
        *_list("Nog na te kijken", definitie.openstaand),
        *_adopted(definitie),
    ]
    return _printed(uitgave, story, "Protocol")


def draw_checklist(uitgave: Uitgave) -> bytes:
    """The questions with boxes and lines, as PDF/A-2b. Equal values give equal bytes."""
    definitie = uitgave.definitie
    register_fonts()
    story: list[Flowable] = [kop1(definitie.titel), _visit()]
    for onderdeel in definitie.onderdelen:
        story += _to_fill(definitie, onderdeel)
    slot = paren([(naam, " ") for naam in ("Afspraken", "Handtekening", "")], 38, wit=4 * mm)
    return _printed(uitgave, [*story, blijft(kop2("Tot slot"), slot)], "Checklist")


def _printed(uitgave: Uitgave, story: list[Flowable], soort: str) -> bytes:
    definitie = uitgave.definitie
    titel = f"{soort} {definitie.titel}, versie {definitie.versie}"
    voet = f"{definitie.protocol} {definitie.versie} · {uitgave.hash[:12]} · {_standing(definitie)}"
    stuk = Stuk(titel=titel, links=titel, rechts=uitgave.organisatie, voet=voet, kleur=uitgave.kleur)
    stuk.addPageTemplates([PageTemplate(id="blad", frames=[stuk.kader], onPage=stuk.inside)])
    op = datetime.combine(definitie.geldig_van, time(), UTC)
    return finish(stuk.made_of(story), titel=titel, auteur=uitgave.organisatie, op=op, zaad=f"{uitgave.hash}-{soort}")


def _standing(definitie: Definitie) -> str:
    if definitie.vaststelling is None:
        return "concept, niet vastgesteld"
    return f"vastgesteld: {definitie.vaststelling.besluit}, {dag(definitie.vaststelling.datum)}"


def _about(uitgave: Uitgave) -> list[Flowable]:
    """What the protocol is for, and where it comes from."""
    d = uitgave.definitie
    tot = f" tot en met {dag(d.geldig_tot)}" if d.geldig_tot else ""
    fasen = "\n".join(f"{f.code} {f.titel}{' (stoppunt)' if f.stoppunt else ''}" for f in d.fasen)
    rijen = [
        ("Stand", _standing(d)[:1].upper() + _standing(d)[1:]),
        ("Geldig", f"vanaf {dag(d.geldig_van)}{tot}"),
        ("Doel", d.doel),
        ("Wanneer", d.toepassing or ""),
        ("Wettelijk kader", d.wettelijk_kader or ""),
        ("Wie voert het uit", d.uitvoerende_organisatie or ""),
        ("Deskundigheid", ", ".join(d.deskundigheid)),
        ("Fasen", fasen),
        ("Blokken", ", ".join(blok.replace("/", ", versie ") for blok in d.samengesteld_uit)),
        ("Wijziging", d.wijzigingsnotitie),
        ("Kenmerk", " ".join(uitgave.hash[i : i + 8] for i in range(0, len(uitgave.hash), 8))),
    ]
    return paren_of_tekst([(label, tekst) for label, tekst in rijen if tekst], 36)


def _onderdeel(nummer: int, beeld: OnderdeelBeeld) -> list[Flowable]:
    regels = [f"Dit deel is er {beeld.herhaling}." if beeld.herhaling else "", beeld.toelichting, beeld.voorwaarde]
    kop: list[Flowable] = [*_head(f"{nummer} {beeld.titel}"), *(regel(tekst, "klein") for tekst in regels if tekst)]
    if not beeld.punten:
        return kop
    rijen: list[Sequence[object]] = [koprij("Code", "Vraag", "Grondslag", "Antwoord en foto", "Gevolg")]
    rijen += [_punt_row(punt) for punt in beeld.punten]
    heel = all(sum(len(str(vraag)) for vraag in (punt, *punt.vervolgvragen)) <= HEEL for punt in beeld.punten)
    return [*kop, tabel(rijen, (18, 69, 36, 27, 20), heel=heel)]


def _head(titel: str) -> list[Flowable]:
    """A heading where there is room for something below it. (To stay with a whole table it would begin a new sheet.)"""
    kop = kop2(titel)
    kop.keepWithNext = 0
    return [CondPageBreak(BEGIN), kop]


def _punt_row(punt: PuntBeeld) -> list[object]:
    code = [regel(punt.code, "celvet")]
    code += [regel(tekst, "bijschrift") for tekst in (_level(punt), "stoppunt" if punt.stoppunt else "") if tekst]
    vraag = [regel(punt.vraag, "celvet"), *_lines(punt)]
    vraag += [regel(f"Zo controleer je: {punt.zo_controleer_je}", "bijschrift")] if punt.zo_controleer_je else []
    vraag += [regel(f"Fase: {', '.join(punt.fasen)}", "bijschrift")] if punt.fasen else []
    for vervolg in punt.vervolgvragen:
        verplicht = f", {vervolg.verplicht}" if vervolg.verplicht else ""
        vraag += [regel(f"{vervolg.code} {vervolg.vraag} ({vervolg.soort}{verplicht})", "cel"), *_lines(vervolg)]
    vraag += [regel(actie, "bijschrift") for actie in punt.acties]
    bronnen = [deel for bron in punt.grondslagen for deel in _source(bron.tekst, bron.zekerheid, bron.voorwaarde)]
    antwoord = [regel(punt.soort, "cel"), regel(f"Foto: {punt.foto}", "bijschrift")]
    gevolg = [regel(tekst, "cel" if plek == 0 else "bijschrift") for plek, tekst in enumerate(punt.gevolg)]
    gevolg += [regel(tekst, "bijschrift") for tekst in (punt.spoor, punt.aard) if tekst]
    return [code, vraag, bronnen, antwoord, gevolg]


def _level(punt: PuntBeeld) -> str:
    return f"niveau {punt.niveau}" if punt.niveau != "S" else ""


def _lines(vraag: VraagBeeld) -> list[Flowable]:
    teksten = [vraag.toelichting, vraag.voorwaarde, *(f"Norm: {norm}" for norm in vraag.normen)]
    return [deel for tekst in teksten if tekst for deel in alineas(tekst, "bijschrift")]


def _source(tekst: str, zekerheid: str, als: str) -> list[Flowable]:
    return [regel(tekst, "cel"), regel(f"{certainty(zekerheid)}{', ' + als if als else ''}", "bijschrift")]


def _moments(momenten: Momenten) -> list[Flowable]:
    def getal(waarde: object) -> str:
        return dutch_number(waarde) if waarde is not None else "niet genoemd"  # type: ignore[arg-type]

    rijen = [koprij("Wat", "Momenten", "Uren")]
    rijen += [
        [regel(k.omschrijving or "", "cel"), regel(getal(k.momenten), "cel"), regel(getal(k.uren), "cel")]
        for k in momenten.klassen
    ]
    zin = f"De uren zijn per {momenten.uren_per}. Bron: {momenten.bron} ({certainty(momenten.zekerheid)})."
    return [kop2("Momenten en uren"), regel(zin, "klein"), tabel(rijen, (110, 30, 30))]


def _list(titel: str, zinnen: list[str]) -> list[Flowable]:
    return [kop2(titel), *(regel(f"– {zin}") for zin in zinnen)] if zinnen else []


def _adopted(definitie: Definitie) -> list[Flowable]:
    """Room to adopt it; nothing when it was adopted."""
    if definitie.vaststelling is not None:
        return []
    rijen = [(naam, " ") for naam in ("Vastgesteld door", "Besluit en nummer", "Datum", "Handtekening")]
    return [
        blijft(kop2("Vaststelling"), regel("Dit is een concept tot het is vastgesteld."), paren(rijen, 45, wit=4 * mm))
    ]


def _visit() -> Flowable:
    namen = ("Adres", "Zaaknummer", "Datum en tijd", "Toezichthouder", "Aanwezig")
    return paren([(naam, " ") for naam in namen], 38, wit=2.2 * mm)


def _to_fill(definitie: Definitie, onderdeel: Onderdeel) -> list[Flowable]:
    """An onderdeel with room for answers; a repeat says of what it is a copy."""
    kop = _head(onderdeel.titel)
    if onderdeel.toon_als is not None:
        kop.append(regel(f"Alleen als {sentence(onderdeel.toon_als, definitie)}.", "klein"))
    if onderdeel.herhaling:
        kop.append(regel(f"Vul dit deel in per {onderdeel.herhaling.per}. Dit blad is voor: {LIJN}"))
    rijen: list[Sequence[object]] = [koprij("Code", "Vraag", "Antwoord", "Opmerking")]
    for punt in onderdeel.punten:
        rijen += [_fill_row(definitie, vraag) for vraag in (punt, *punt.vervolgvragen)]
    heel = all(_is_short(vraag) for punt in onderdeel.punten for vraag in (punt, *punt.vervolgvragen))
    vol: list[Flowable] = [tabel(rijen, (20, 62, 50, 38), wit=2 * mm, heel=heel)] if onderdeel.punten else []
    return [*kop, *vol, *(deel for kind in onderdeel.onderdelen for deel in _to_fill(definitie, kind))]


def _is_short(vraag: Vraag) -> bool:
    """Whether its row surely fits on a sheet."""
    return (
        len(vraag.opties) <= VEEL
        and len(vraag.vraag) <= LANG
        and (not vraag.toon_als or len(str(vraag.toon_als)) <= HEEL)
    )


def _fill_row(definitie: Definitie, vraag: Vraag) -> list[object]:
    is_punt = "." not in vraag.code
    tekst: list[Flowable] = [regel(vraag.vraag, "celvet" if is_punt else "cel")]
    if vraag.toon_als is not None:
        tekst.append(regel(f"Alleen als {sentence(vraag.toon_als, definitie)}.", "bijschrift"))
    return [regel(short_code(vraag.code), "celvet" if is_punt else "celzacht"), tekst, _room(definitie, vraag), ""]


def _room(definitie: Definitie, vraag: Vraag) -> list[Flowable]:
    """Boxes to tick or a line to write on."""
    if vraag.type == "oordeel":
        return _boxes(OORDEEL_LABELS[oordeel] for oordeel in OORDELEN)
    if vraag.type == "document":
        return [*_boxes(STANDEN), regel(f"datum {LIJN[:22]}", "cel")]
    if vraag.type in ("keuze", "meerkeuze"):
        return _boxes(optie.label for optie in vraag.opties or definitie.lijsten.get(vraag.lijst or "", []))
    if vraag.type == "foto":
        return _boxes(["foto gemaakt"])
    staart = {"steekproef": "van ........", "getal": vraag.eenheid or ""}.get(vraag.type, "")
    return [Spacer(1, 2 * mm), regel(f"{LIJN[:18] if staart else LIJN} {staart}".strip(), "cel")]


def _boxes(woorden: Iterable[str]) -> list[Flowable]:
    """A box per word: beside each other when the words are short."""
    vakken = [f"{VAK} {woord}".replace(" ", HARD) for woord in woorden]
    if all(len(vak) <= KORT for vak in vakken):
        return [regel(f"{HARD * 2} ".join(vakken), "cel")]
    return [regel(vak.replace(HARD, " "), "cel") for vak in vakken]
