"""The list of all points with their answers, per onderdeel and repeat."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable

from app.rapportage import zinnen_lijst
from app.rapportage.pdf.bladen import Tekenaar
from app.rapportage.pdf.bouwstenen import feiten, kop1, kop2, kop3, koprij, regel, tabel
from app.rapportage.pdf.tekens import Antwoordteken
from app.rapportage.pdf.tekst import lines_of
from app.rapportage.waarde import Groep, Punt, Rapport

BREEDTES = (24, 66, 33, 47)
LANG, REGELS = 500, 12
"""Remarks of more characters or lines do not fit in a column of 47 mm; they stand below their row, in full width."""
SAMEN = 1000
"""Together the remarks in a row take at most this many characters: a row stands whole on a sheet."""


class _Rijen:
    """Rows that are gathered until a long text interrupts the table."""

    def __init__(self) -> None:
        self.rijen: list[list[object]] = []
        self.groepen: list[int] = []
        self.heel = True
        self.story: list[Flowable] = []

    def group(self, titel: str) -> None:
        """A shaded row over the full width."""
        self.groepen.append(len(self.rijen) + 1)
        self.rijen.append([regel(titel, "celvet"), "", "", ""])

    def row(self, punt: Punt, *, vervolg: bool) -> None:
        """A point; what is too long for the column follows below the table."""
        kort, lang = _divide(zinnen_lijst.remarks(punt))
        soort, woord = zinnen_lijst.verdict(punt)
        teken = Antwoordteken(soort, woord) if woord and not (vervolg and soort == "open") else ""
        code = regel(punt.code, "cel" if vervolg else "celvet")
        rest = [regel(part, "cel") for tekst in kort for part in lines_of(tekst) if part.strip()]
        self.heel = self.heel and len(punt.vraag) <= SAMEN
        vraag = regel(punt.vraag, "celzacht" if vervolg else "cel")
        self.rijen.append([code, vraag, teken, rest])
        if lang:
            self.flush()
            self.story.append(kop3(f"{punt.code}: toelichting"))
            self.story += [deel for tekst in lang for deel in feiten(tekst)]

    def flush(self) -> None:
        """Closes the table that was gathered so far."""
        if self.rijen:
            kop = koprij("Punt", "Vraag", "Antwoord", "Waarde of opmerking")
            self.story.append(tabel([kop, *self.rijen], BREEDTES, groepen=self.groepen, heel=self.heel))
        self.rijen, self.groepen, self.heel = [], [], True


def _divide(opmerkingen: list[str]) -> tuple[list[str], list[str]]:
    """The remarks that stand in the row, and those that stand below it."""
    kort: list[str] = []
    lang: list[str] = []
    for tekst in opmerkingen:
        past = len(tekst) <= LANG and len(lines_of(tekst)) <= REGELS and sum(map(len, kort)) + len(tekst) <= SAMEN
        (kort if past else lang).append(tekst)
    return kort, lang


def checklist(tekenaar: Tekenaar, nummer: int) -> list[Flowable]:
    """All points, those that were not checked with their reason, and what was answered but did not apply."""
    rapport = tekenaar.rapport
    story: list[Flowable] = [kop1(f"{nummer} Controlelijst"), regel(_intro(rapport), "klein")]
    rijen = _Rijen()
    for groep in rapport.groepen:
        rijen.group(_title(groep))
        for punt, vervolg in _lines(groep.punten):
            rijen.row(punt, vervolg=vervolg)
    rijen.flush()
    return [*story, *rijen.story, *_hidden(rapport)]


def _intro(rapport: Rapport) -> str:
    if not rapport.groepen:
        return "Er zijn geen punten beantwoord."
    zin = f"Protocol {rapport.protocol.titel}, versie {rapport.protocol.versie}, kenmerk {rapport.protocol.hash[:16]}."
    return f"{zin} Alle punten die van toepassing waren, met hun antwoord."


def _title(groep: Groep) -> str:
    return f"{groep.titel} (steekproef: {groep.steekproef})" if groep.steekproef else groep.titel


def _lines(punten: list[Punt]) -> Iterator[tuple[Punt, bool]]:
    for punt in punten:
        yield punt, False
        for volg in punt.vervolg:
            yield volg, True


def _hidden(rapport: Rapport) -> list[Flowable]:
    """Answers that do not count, so that nothing that was entered disappears."""
    if not rapport.verborgen:
        return []
    rijen = _Rijen()
    for punt in rapport.verborgen:
        rijen.row(punt, vervolg=False)
    rijen.flush()
    zin = "Deze antwoorden zijn eerst gegeven. Door een ander antwoord is de vraag vervallen. Ze tellen niet mee."
    return [kop2("Vervallen vragen"), regel(zin, "klein"), *rijen.story]
