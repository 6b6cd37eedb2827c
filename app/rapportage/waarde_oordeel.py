"""The part of the report's value that holds the LHSO judgement."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Keuze(Struct, frozen=True, kw_only=True):
    """Something that was ticked, with the words beside it."""

    label: str
    toelichting: str


class Ingreep(Struct, frozen=True, kw_only=True):
    """An intervention that was chosen."""

    label: str
    spoor: str
    uit_matrix: bool
    motivering: str


class Beoordeling(Struct, frozen=True, kw_only=True):
    """The judgement by the LHSO of one overtreding: internal, apart from the facts."""

    bevindingen: list[int]
    voorschrift: str
    overtreder: str
    soort: str
    herstelbaar: bool | None
    gebruik: bool | None
    handhaven: bool | None
    reden_geen_handhaving: str
    legalisatie: str
    gevolg: str
    gevolg_motivering: str
    gedrag: str
    gedrag_motivering: str
    cel_berekend: str
    cel_definitief: str
    cel_reden: str
    omstandigheden: list[Keuze]
    geen_omstandigheden: bool
    aspecten: list[Keuze]
    geen_aspecten: bool
    recidive: str
    recidive_motivering: str
    recidive_verwijzing: str
    recidive_volledig: bool
    overleg: str
    overleg_toelichting: str
    interventies: list[Ingreep]
    termijn: str
    matrix_versie: str
    matrix_vastgesteld: bool
    zones: dict[str, str]
    beoordelaar: str
    beoordeeld_at: datetime
    versie: int
    toets: str
