"""The appendices: where photos came from, what the law said, which versions there are, and how to check the paper."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from app.rapportage import zinnen, zinnen_foto, zinnen_oordeel
from app.rapportage.pdf.bladen import Tekenaar
from app.rapportage.pdf.bouwstenen import blijft, kop1, kop2, koprij, naast, paren, paren_of_tekst, regel, tabel
from app.rapportage.pdf.tekenen import Matrix
from app.rapportage.pdf.tekens import Qr
from app.rapportage.waarde import Foto, Rapport, hash_of, to_canonical
from app.rapportage.waarde_oordeel import Beoordeling

WEINIG = 6
"""Up to this many versions, what is said about them and about the way to check stays on one sheet."""
TOEGANKELIJK = (
    "Kunt u dit bestand niet goed lezen, bijvoorbeeld met een schermlezer? Vraag ons om de webpagina van dit rapport. "
    "Daarop staat hetzelfde, met koppen, tabellen en beschrijvingen bij de foto’s."
)
NAAST = 2200
"""Up to this many characters the judgement stands beside the matrix."""


def provenance(tekenaar: Tekenaar, letter: str) -> list[Flowable]:
    """Where each photo came from: point, time, place, maker and hash."""
    fotos = tekenaar.rapport.fotos
    kop = kop1(f"Bijlage {letter} Herkomst van de foto’s")
    if not fotos:
        return [kop, regel("Er zijn geen foto’s gemaakt.")]
    kolommen = koprij("Nr", "Punt", "Gemaakt", "Plaats (RD, nauwkeurig)", "Door", "SHA-256 van het bestand")
    rijen: list[Sequence[object]] = [kolommen, *(_photo_row(foto) for foto in fotos)]
    zin = "Met deze gegevens is na te gaan dat de foto’s niet zijn veranderd. Het bestand zoals gemaakt is bewaard."
    return [kop, regel(f"{zin} {zinnen_foto.HERKOMST}"), tabel(rijen, (9, 20, 25, 33, 23, 60))]


def _photo_row(foto: Foto) -> list[object]:
    hashes = [regel(zinnen_foto.hashed(foto.sha256), "hash")]
    if foto.bewerkt_sha256:
        hashes.append(regel(f"getoond is een kopie, {zinnen_foto.edited(foto)}:", "hash"))
        hashes.append(regel(zinnen_foto.hashed(foto.bewerkt_sha256), "hash"))
    if foto.bron == "galerij":
        hashes.append(regel("gekozen uit de galerij", "hash"))
    return [
        regel(str(foto.nummer), "celvet"),
        regel(foto.code or "overzicht", "cel"),
        _with_origin(zinnen_foto.stamp(foto.genomen_at), zinnen_foto.time_origin(foto)),
        _with_origin(zinnen_foto.place(foto.plek), zinnen_foto.place_origin(foto)),
        regel(foto.maker, "cel"),
        hashes,
    ]


def _with_origin(wat: str, vandaan: str) -> list[Flowable]:
    return [regel(wat, "cel"), *([regel(vandaan, "cel")] if vandaan else [])]


def grounds(tekenaar: Tekenaar, letter: str) -> list[Flowable]:
    """The grondslagen of the points in this report, in the version that was checked."""
    rapport = tekenaar.rapport
    story: list[Flowable] = [kop1(f"Bijlage {letter} Grondslagen")]
    story += [regel(zin) for zin in zinnen.grounds_intro(rapport)]
    if rapport.gronden:
        rijen = [koprij("Grondslag", "Punten", "Zekerheid")]
        rijen += [
            [
                regel(grond.tekst, "cel"),
                regel(", ".join(grond.codes), "cel"),
                regel(zinnen.certainty(grond.zekerheid), "celvet" if grond.zekerheid == "onbevestigd" else "cel"),
            ]
            for grond in rapport.gronden
        ]
        story.append(tabel(rijen, (92, 48, 30)))
    return story


def authenticity(tekenaar: Tekenaar, letter: str) -> list[Flowable]:
    """Versions, report id, hash of the value, and the way to check this file."""
    rapport = tekenaar.rapport
    rijen = [koprij("Versie", "Gemaakt", "Reden")]
    rijen += [
        [
            regel(str(versie.nummer), "celvet"),
            regel(zinnen.day_and_time(versie.gemaakt_at), "cel"),
            regel(versie.reden or "eerste versie", "cel"),
        ]
        for versie in rapport.versies
    ]
    kenmerk = paren(
        [
            ("Rapport-id", rapport.id),
            ("Kenmerk van de inhoud", zinnen_foto.hashed(hash_of(to_canonical(rapport)))),
            ("Protocolkenmerk", zinnen_foto.hashed(rapport.protocol.hash)),
            ("Nagaan", rapport.verifieer),
        ],
        36,
        136,
    )
    uitleg = (
        "Is dit bestand echt? Open het adres hieronder of scan de code, en kies daar dit PDF-bestand. De pagina zegt "
        "of het van ons komt en of het niet is veranderd. Het bestand verlaat uw computer niet."
    )
    versies = blijft(kop1(f"Bijlage {letter} Versies en echtheid"), tabel(rijen, (18, 52, 100)))
    echt = blijft(regel(uitleg), naast(kenmerk, Qr(rapport.verifieer), 142), _contact(rapport))
    return [blijft(versies, echt)] if len(rapport.versies) <= WEINIG else [versies, echt]


def _contact(rapport: Rapport) -> list[Flowable]:
    huis = rapport.gezag
    manieren = [f"telefoon {huis.telefoon}" if huis.telefoon else "", huis.email, huis.adres]
    bereik = ", ".join(deel for deel in manieren if deel)
    zin = f"{zinnen.authority(huis)}{', ' + bereik if bereik else ''}. Noem {rapport.nummer}."
    return [kop2("Vragen?"), regel(zin), regel(TOEGANKELIJK)]


def judgement(tekenaar: Tekenaar) -> list[Flowable]:
    """The internal sheet: the LHSO judgement, apart from the facts."""
    rapport = tekenaar.rapport
    kop = _beside_heading()
    if not rapport.beoordelingen:
        return [*kop, regel("Er is geen overtreding beoordeeld.")]
    story: list[Flowable] = [*kop, regel("Oordeel, los van de feiten in deel 2.", "klein")]
    for nummer, item in enumerate(rapport.beoordelingen):
        story += [*([Spacer(1, 4 * mm)] if nummer else []), *_judged(item)]
    return story


def _judged(item: Beoordeling) -> list[Flowable]:
    """The matrix with the words beside it; below it when they are many."""
    matrix = Matrix(item.zones, item.cel_berekend, item.cel_definitief)
    kop = [kop2(zinnen_oordeel.judgement_title(item)), regel(zinnen_oordeel.matrix_line(item), "klein")]
    regels = zinnen_oordeel.judgement_lines(item)
    if sum(len(tekst) for _, tekst in regels) <= NAAST:
        return [blijft(kop, naast(matrix, paren(regels, 36, 122, wit=0.8 * mm), 48))]
    return [blijft(kop, matrix), Spacer(1, 2 * mm), *paren_of_tekst(regels, 40)]


def _beside_heading() -> list[Flowable]:
    return [kop1("Intern blad: beoordeling volgens LHSO"), regel("Intern blad, niet meesturen.", "vet")]
