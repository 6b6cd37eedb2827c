"""What a journal entry may say: one shape per kind. The phone writes them, the server applies them.

Everything is optional where a half-filled screen must be storable: *store first, judge later*. Unknown extra keys
are accepted and stay in the raw entry. Days are `YYYY-MM-DD`, moments ISO 8601 with zone, keys UUID.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct


class Soort(StrEnum):
    """Kinds of journal entries. `sleutel` of the envelope says what a later entry of the kind replaces."""

    AANMAKEN = "aanmaken"  # a controle born on the phone; sleutel ""
    STARTEN = "starten"  # sleutel ""
    ANTWOORD = "antwoord"  # sleutel "<code>@<pad>"
    HERHALING = "herhaling"  # sleutel "<onderdeel>@<pad>"
    BEZOEK = "bezoek"  # sleutel "<veld>"
    BEVINDING = "bevinding"  # sleutel "<code>@<pad>"
    FOTO = "foto"  # sleutel "<foto-uuid>"
    FOTO_WIJZIGEN = "foto_wijzigen"  # sleutel "<foto-uuid>"
    HANDTEKENING = "handtekening"  # sleutel "<rol>"
    NIET_AANGETROFFEN = "niet_aangetroffen"  # sleutel ""
    AFRONDEN = "afronden"  # sleutel ""
    AANVULLEN = "aanvullen"  # opens a correction after afronden; sleutel ""


class Antwoord(Struct, omit_defaults=True):
    """The answer to one question at one place. `waarde` per type: see `protocols.rules.voorwaarden`."""

    waarde: Any = None
    reden: str | None = None
    toelichting: str | None = None
    direct_hersteld: bool = False
    nader: dict[str, str] | None = None
    """`{"wat": …, "uiterlijk": "YYYY-MM-DD"}` at *nader onderzoek*."""
    gewist: bool = False
    """True: *Antwoord wissen* was used; there is no answer any more."""


class AntwoordInhoud(Struct):
    """Kind `antwoord`."""

    code: str
    antwoord: Antwoord
    pad: str = ""
    verborgen: bool = False
    """The question was not visible (any more) when this was written; kept, not counted."""


class HerhalingInhoud(Struct):
    """Kind `herhaling`: a repeat exists, is renamed, or is taken away (its answers stay in the journal)."""

    onderdeel: str
    pad: str
    titel: str = ""
    weg: bool = False
    volgorde: int = 0


class BezoekInhoud(Struct):
    """Kind `bezoek`: one typed field of the Controle. `veld` is one of `BEZOEKVELDEN`."""

    veld: str
    waarde: str | None = None


BEZOEKVELDEN: dict[str, tuple[str, ...] | None] = {
    "legitimatie": ("ja", "nee_niet_gevraagd"),
    "betreding": ("geen", "erf_bedrijf", "woning_met_toestemming", "woning_met_machtiging", "woning_gevaar"),
    "machtiging": None,
    "binnentredingsverslag": None,
    "aanwezigen": None,
    "gesproken_met": None,
    "verklaring": None,
    "cautie": None,
    "werkwijze": None,
    "omstandigheden": None,
    "reactie": None,
}
"""The typed fields of the section *Bezoek* with their choices (None = free; `cautie` is a moment)."""


class Omstandigheid(Struct):
    """A circumstance that shifts the position in the matrix."""

    soort: Literal["verzwarend", "verzachtend"]
    code: str
    toelichting: str = ""


class Aspect(Struct):
    """A *verzwarend aspect*: adds criminal law, does not shift the cell."""

    code: str
    onderbouwing: str = ""


class Termijnkeuze(Struct):
    """The hersteltermijn as chosen on site: the date and the sum that led to it."""

    uiterlijk: date | None = None
    vanaf: date | None = None
    """The day it was chosen."""
    keuze: str | None = None
    """`1w`, `2w`, `4w`, `datum`, `direct` …"""
    som: str | None = None


class BevindingInhoud(Struct):
    """Kind `bevinding`: the finding at a failed point with its first LHSO judgement (`domain/lhso.md` 4.2)."""

    bevinding: UUID
    code: str
    pad: str = ""
    constatering: str = ""
    waar: str = ""
    is_overtreding: bool | None = None
    reden_geen_overtreding: str = ""
    overtreding: UUID | None = None
    beoordeling: UUID | None = None
    voorschrift: str = ""
    soort_overtreding: Literal["", "eenmalig", "voortdurend", "herhaald", "dreigend"] = ""
    herstelbaar: bool | None = None
    gebruik: bool | None = None
    overtreder: str = ""
    overtreder_rol: str = ""
    handhaven: bool | None = None
    reden_geen_handhaving: str = ""
    gevolg: int | None = None
    gevolg_motivering: str = ""
    gedrag: Literal["", "A", "B", "C", "D"] = ""
    gedrag_motivering: str = ""
    recidive: Literal["", "ja", "nee"] = ""
    recidive_motivering: str = ""
    recidive_verwijzing: str = ""
    recidive_volledig: bool = False
    """False: suggested from what the phone had (*niet volledig nagegaan*)."""
    omstandigheden: list[Omstandigheid] = []
    geen_omstandigheden: bool = False
    cel_berekend: str = ""
    cel_definitief: str = ""
    cel_reden: str = ""
    aspecten: list[Aspect] = []
    geen_aspecten: bool = False
    overleg: Literal["", "nodig", "niet_nodig"] = ""
    overleg_toelichting: str = ""
    interventies: list[str] = []
    interventie_motivering: str = ""
    herstel: str = ""
    """What the betrokkene must do, in plain words: stands in the report and in the letter."""
    legalisatie: Literal["", "concreet_zicht", "geen_concreet_zicht", "nog_te_bepalen", "nvt"] = ""
    termijn: Termijnkeuze | None = None
    hercontrole: bool | None = None
    hercontrole_op: date | None = None
    matrix_versie: str = ""
    gereed: bool = False
    """The toezichthouder pressed *Bevinding klaar* and nothing was missing."""


class FotoInhoud(Struct):
    """Kind `foto`: the bytes follow by `PUT /sync/fotos/<sha256>`. `origineel` set = a derivative (arrows, blur)."""

    foto: UUID
    sha256: str
    type: str
    grootte: int
    code: str = ""
    pad: str = ""
    breedte: int | None = None
    hoogte: int | None = None
    genomen_at: datetime | None = None
    lat: float | None = None
    lon: float | None = None
    nauwkeurigheid: float | None = None
    onderschrift: str = ""
    origineel: UUID | None = None
    bewerkingen: list[dict[str, Any]] = []
    bron: Literal["camera", "galerij", "bewerking"] = "camera"
    tijd_bron: Literal["", "telefoon", "foto", "bestand"] = ""
    plaats_bron: Literal["", "telefoon", "foto"] = ""


class FotoWijzigenInhoud(Struct):
    """Kind `foto_wijzigen`: caption or hidden state of a photo; None leaves it as it is."""

    foto: UUID
    onderschrift: str | None = None
    verborgen: bool | None = None


class HandtekeningInhoud(Struct):
    """Kind `handtekening`: strokes, each with its `points` (x and y in px of a field of `breedte` by `hoogte`,
    pressure, time) and how thick it was drawn; or the reason there is none."""

    rol: Literal["toezichthouder", "betrokkene"]
    naam: str = ""
    lijnen: list[dict[str, Any]] = []
    breedte: int = 0
    hoogte: int = 0
    reden_geen: str = ""
    gezet_at: datetime | None = None
    getoond: str = ""
    """sha256 (hex) of what was signed: of the betrokkene the summary on the screen, of the toezichthouder all of it."""


class NietAangetroffenInhoud(Struct):
    """Kind `niet_aangetroffen`: closes the visit with a proposal for a next one."""

    uitkomst: Literal["niemand_aanwezig", "geen_toegang"]
    toelichting: str = ""
    voorstel_dag: date | None = None
    voorstel_dagdeel: Literal["", "ochtend", "middag", "avond"] = ""
    eind_at: datetime | None = None


class StartenInhoud(Struct):
    """Kind `starten`: when and where the visit began."""

    begin_at: datetime
    lat: float | None = None
    lon: float | None = None
    nauwkeurigheid: float | None = None


class NieuwObject(Struct):
    """An object entered on the phone."""

    id: UUID
    soort: str = "pand"
    naam: str | None = None
    straat: str | None = None
    huisnummer: str | None = None
    postcode: str | None = None
    plaats: str = ""
    lat: float | None = None
    lon: float | None = None


class AanmakenInhoud(Struct):
    """Kind `aanmaken`: an unplanned controle started on the spot; `object` new, or `object_id` known."""

    protocol_hash: str
    object_id: UUID | None = None
    object: NieuwObject | None = None
    aanleiding: str = "eigen_waarneming"
    soort: str = "T1"
    opdracht: str = ""
    fasen: list[str] = []
    niveau: str = "4"
    dag: date | None = None
    organisatie: UUID | None = None
    """For which organisatie: that of the dagpakket it was started with."""


class Manifest(Struct):
    """Everything the phone says belongs to the finished controle."""

    mutaties: list[UUID] = []
    fotos: list[str] = []
    """sha256 of every photo, hidden ones too."""


class AfrondenInhoud(Struct):
    """Kind `afronden`: the toezichthouder says it is done; the manifest proves that all of it has arrived."""

    manifest: Manifest
    eind_at: datetime | None = None
    toch: list[str] = []
    """Codes of open points the toezichthouder consciously left open, with their reason in the answer."""
    getoond: dict[str, str] = {}
    """Per role the sha256 (hex) of what would be signed at this moment: a signature with another one is of before."""


class AanvullenInhoud(Struct):
    """Kind `aanvullen`: reopens a finished controle for a correction; leads to a next version of the report."""

    reden: str


INHOUD: dict[Soort, type[Struct]] = {
    Soort.AANMAKEN: AanmakenInhoud,
    Soort.STARTEN: StartenInhoud,
    Soort.ANTWOORD: AntwoordInhoud,
    Soort.HERHALING: HerhalingInhoud,
    Soort.BEZOEK: BezoekInhoud,
    Soort.BEVINDING: BevindingInhoud,
    Soort.FOTO: FotoInhoud,
    Soort.FOTO_WIJZIGEN: FotoWijzigenInhoud,
    Soort.HANDTEKENING: HandtekeningInhoud,
    Soort.NIET_AANGETROFFEN: NietAangetroffenInhoud,
    Soort.AFRONDEN: AfrondenInhoud,
    Soort.AANVULLEN: AanvullenInhoud,
}
