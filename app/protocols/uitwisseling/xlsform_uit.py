"""A definition as an XLSForm: a spreadsheet that KoBo, ODK and others read, and that Schouw reads back whole.

Sheets: `survey`, `choices`, `settings`, and `schouw` with the fields of the protocol itself (a row per field, for lists
a row per item).
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime

import msgspec
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from app.core.errors import Invalid
from app.protocols.rules.definitie import Definitie
from app.protocols.uitwisseling.xlsform_rijen import CEL_MAX, Rij, choices, survey
from app.protocols.uitwisseling.yaml_uit import filled, to_line

KOLOMMEN = {
    "survey": ["type", "name", "label", "hint", "guidance_hint", "required", "relevant", "constraint"],
    "choices": ["list_name", "name", "label"],
    "settings": ["form_title", "form_id", "version"],
    "schouw": ["veld", "waarde"],
}
BREED = {"label": 60, "hint": 40, "relevant": 40, "constraint": 30, "waarde": 120, "name": 22, "type": 26}
TOEN = datetime(2000, 1, 1)
"""A file does not say when it was made: equal content is equal bytes."""


def to_xlsform(definitie: Definitie, heel: Definitie | None = None) -> bytes:
    """The workbook. `heel` is the resolved definition when it includes blocks: other tools see their points too.

    Raises Invalid (`xlsform-te-lang`) when a text does not fit in a cell.
    """
    blad = whole(definitie, heel or definitie)
    boek = Workbook()
    boek.remove(boek.active)
    _sheet(boek, "survey", survey(blad))
    _sheet(boek, "choices", choices(blad))
    kop = {"form_title": definitie.titel, "form_id": definitie.protocol, "version": str(definitie.versie)}
    _sheet(boek, "settings", [kop])
    _sheet(boek, "schouw", _fields(definitie))
    return _saved(boek)


def whole(definitie: Definitie, heel: Definitie) -> Definitie:
    """The definition with the onderdelen of its blocks in place, its own ones as they were written."""
    eigen = {onderdeel.code: onderdeel for onderdeel in definitie.onderdelen}
    onderdelen = [eigen.get(onderdeel.code, onderdeel) for onderdeel in heel.onderdelen]
    return msgspec.structs.replace(definitie, onderdelen=onderdelen, feiten=heel.feiten, blokken=[])


def _fields(definitie: Definitie) -> Iterable[Rij]:
    for veld, waarde in filled(definitie).items():
        if veld not in ("onderdelen", "lijsten", "titel", "protocol", "versie"):
            for deel in waarde if isinstance(waarde, list) and waarde else [waarde]:
                yield {"veld": veld, "waarde": to_line(deel)}


def _sheet(boek: Workbook, naam: str, rijen: Iterable[Rij]) -> None:
    blad, vol = boek.create_sheet(naam), list(rijen)
    kolommen = list(dict.fromkeys([*KOLOMMEN[naam], *(kolom for rij in vol for kolom in rij)]))
    for nummer, rij in enumerate([{kolom: kolom for kolom in kolommen}, *vol], start=1):
        for plek, kolom in enumerate(kolommen, start=1):
            if rij.get(kolom):
                _write(blad.cell(nummer, plek), rij[kolom], rij.get("name") or rij.get("veld", ""))
    for plek, kolom in enumerate(kolommen, start=1):
        blad.cell(1, plek).font = Font(bold=True)
        blad.column_dimensions[get_column_letter(plek)].width = BREED.get(kolom, 18)
    blad.freeze_panes = "A2"


def _write(cel: object, tekst: str, waar: str) -> None:
    """A text, never a formula."""
    if len(tekst) > CEL_MAX:
        zin = f"Een tekst bij {waar} is te lang voor een spreadsheet. Kort hem in, of download het YAML-bestand."
        raise Invalid("xlsform-te-lang", zin)
    cel.value = tekst  # type: ignore[attr-defined]
    cel.data_type = "s"  # type: ignore[attr-defined]
    if len(tekst) > 40:
        cel.alignment = Alignment(wrap_text=True, vertical="top")  # type: ignore[attr-defined]


def _saved(boek: Workbook) -> bytes:
    boek.properties.created = boek.properties.modified = TOEN
    boek.properties.creator = "Schouw"
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()
