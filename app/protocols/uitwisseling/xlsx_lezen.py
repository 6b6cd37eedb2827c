"""Reads a spreadsheet from a stranger: bounded in every direction, without running anything in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from app.core.errors import Invalid

BYTES, UITGEPAKT, DELEN = 5 * 1024 * 1024, 40 * 1024 * 1024, 500
RIJEN, KOLOMMEN, BLADEN = 10_000, 200, 30
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass
class Cel:
    """What stands in a cell, as text. `kolom` is its letter, `formule` when it is computed."""

    tekst: str
    kolom: str
    formule: bool = False


@dataclass
class Regel:
    """A row by the headings of its columns, as they are written; `nummer` as the spreadsheet counts."""

    blad: str
    nummer: int
    cellen: dict[str, Cel]
    gelezen: set[str] = field(default_factory=set)

    def take(self, *koppen: str) -> str:
        """The text under the first of these headings that has one; it then counts as read."""
        tekst = ""
        for kop in koppen:
            cel = self.cellen.get(kop)
            if cel is not None and not cel.formule:
                self.gelezen.add(kop)
                tekst = tekst or cel.tekst
        return tekst

    def left(self) -> Iterator[tuple[str, Cel]]:
        """What nobody took."""
        return ((kop, cel) for kop, cel in self.cellen.items() if kop not in self.gelezen)


def read_workbook(data: bytes) -> dict[str, list[Regel]]:
    """The sheets by their name, each as rows below its headings.

    Raises Invalid: `spreadsheet-leeg`, `spreadsheet-te-groot`, `spreadsheet-macro`, `spreadsheet-versleuteld` (also an
    old .xls), `spreadsheet-onleesbaar`, `spreadsheet-te-lang`.
    """
    _refuse_outside(data)
    try:
        boek = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        if len(boek.worksheets) > BLADEN:
            raise Invalid(
                "spreadsheet-te-groot", f"Deze spreadsheet heeft meer dan {BLADEN} bladen. Bewaar alleen het formulier."
            )
        return {blad.title.strip(): _rows(blad) for blad in boek.worksheets}
    except Invalid:
        raise
    except Exception as fout:  # openpyxl raises anything on hostile bytes
        raise _unreadable() from fout


def _refuse_outside(data: bytes) -> None:
    """What can be said of the file without opening what is in it."""
    if not data:
        raise Invalid("spreadsheet-leeg", "Dit bestand is leeg. Kies de spreadsheet (.xlsx).")
    if len(data) > BYTES:
        raise Invalid(
            "spreadsheet-te-groot", f"Dit bestand is groter dan {BYTES // 1024 // 1024} MB. Haal plaatjes eruit."
        )
    if data.startswith(_OLE):
        zin = "Dit bestand heeft een wachtwoord, of is van voor 2007 (.xls). Bewaar het zonder wachtwoord als .xlsx."
        raise Invalid("spreadsheet-versleuteld", zin)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as boek:
            delen = boek.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fout:
        raise _unreadable() from fout
    if len(delen) > DELEN or sum(deel.file_size for deel in delen) > UITGEPAKT:
        raise Invalid(
            "spreadsheet-te-groot", "Uitgepakt is dit bestand te groot. Bewaar alleen de bladen van het formulier."
        )
    if any("vbaproject" in deel.filename.lower() for deel in delen):
        zin = "Dit bestand heeft macro’s. Schouw opent het niet. Bewaar het als gewone werkmap (.xlsx)."
        raise Invalid("spreadsheet-macro", zin)


def _unreadable() -> Invalid:
    return Invalid(
        "spreadsheet-onleesbaar", "Dit is geen spreadsheet die Schouw kan lezen. Kies een bestand dat op .xlsx eindigt."
    )


def _rows(blad: Any) -> list[Regel]:
    koppen: list[str] = []
    regels: list[Regel] = []
    for nummer, rij in enumerate(blad.iter_rows(max_col=KOLOMMEN + 1), start=1):
        if nummer > RIJEN or (len(rij) > KOLOMMEN and rij[KOLOMMEN].value is not None):
            zin = f"Het blad {blad.title} is te groot: hoogstens {RIJEN} rijen en {KOLOMMEN} kolommen."
            raise Invalid("spreadsheet-te-lang", zin)
        if not koppen:
            koppen = _headings([_text(cel.value).strip() for cel in rij])
            continue
        cellen = {koppen[plek]: gelezen for plek, cel in enumerate(rij) if (gelezen := _cell(cel, plek))}
        if cellen:
            regels.append(Regel(blad.title.strip(), nummer, cellen))
    return regels


def _headings(rij: list[str]) -> list[str]:
    """A name for each column: its heading, with its letter where that is missing or double. None in an empty row."""
    if not any(rij):
        return []
    koppen: list[str] = []
    for plek in range(KOLOMMEN + 1):
        kop, letter = rij[plek] if plek < len(rij) else "", get_column_letter(plek + 1)
        koppen.append(f"{kop} ({letter})" if kop in koppen else kop or f"kolom {letter}")
    return koppen


def _cell(cel: Any, plek: int) -> Cel | None:
    tekst = _text(cel.value)
    return Cel(tekst, get_column_letter(plek + 1), formule=cel.data_type == "f") if tekst else None


def _text(waarde: Any) -> str:
    """A cell as XLSForm means it: `yes` for WAAR, `3` for 3.0, a day as ISO."""
    if waarde is None:
        return ""
    if isinstance(waarde, bool):
        return "yes" if waarde else "no"
    if isinstance(waarde, float) and waarde.is_integer():
        return str(int(waarde))
    if isinstance(waarde, datetime):
        return waarde.date().isoformat() if waarde.time().isoformat() == "00:00:00" else waarde.isoformat()
    if isinstance(waarde, date):
        return waarde.isoformat()
    return str(waarde)
