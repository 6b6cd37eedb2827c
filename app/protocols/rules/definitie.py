"""What a protocol definition is: the shape of every file in `protocols/` and of every version in the database.

Only shape lives here. What a definition must also satisfy (unique codes, no cycles, known references) is
`controle_definitie.py`; which questions show is `voorwaarden.py`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, field, json

from app.protocols.rules.bouwstenen import (
    Actie,
    AntwoordType,
    Code,
    Deel,
    FaseCode,
    FeitCode,
    Fotobeleid,
    Gevolg,
    GevolgRegel,
    Grondslag,
    Niveau,
    Norm,
    Oordeel,
    Optie,
    Scalar,
    Sleutel,
    Tekst,
    Voorwaarde,
    Zekerheid,
)


class Vraag(Deel, kw_only=True, frozen=True):
    """One answerable question: a controlepunt's own or a vervolgvraag."""

    code: Code
    vraag: Tekst
    type: AntwoordType
    toelichting: str | None = None
    eenheid: str | None = None
    decimalen: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    normen: list[Norm] = []
    opties: list[Optie] = []
    lijst: Sleutel | None = None
    """Name of a shared list in `Definitie.lijsten`, instead of `opties`."""
    minimum_lengte: int | None = None
    verplicht: bool = False
    verplicht_als: Voorwaarde | None = None
    toon_als: Voorwaarde | None = None
    bij_onbekend: Literal["verberg", "toon"] = "verberg"
    """What to do when `toon_als` cannot be decided because something is missing."""


class Controlepunt(Vraag, kw_only=True, frozen=True):
    """A checklist item.

    `vervolgvragen` without `toon_als` always belong to the item (a measurement beside the oordeel); with it they
    follow from an answer. All codes of vervolgvragen start with the item's code and a dot.
    """

    fasen: list[FaseCode] = []
    aard: Literal["plicht", "advies"] = "plicht"
    grondslagen: list[Grondslag] = []
    foto: Fotobeleid = field(default_factory=Fotobeleid)
    afwijking_als: Voorwaarde | None = None
    """When the answer to a punt that is no oordeel and no document says that something is not in order: it then asks
    a bevinding, and a photo with `bij_afwijking`. Onbekend is no afwijking."""
    niveau: Niveau = "S"
    """Lowest toezichtniveau at which the item is asked; S = always."""
    gevolg: Gevolg | None = None
    """Proposed gevolg of an overtreding; the toezichthouder confirms or changes it. None = free choice."""
    gevolg_regels: list[GevolgRegel] = []
    spoor: Literal["publiek", "privaat", "bureau", "signaal"] = "publiek"
    """`privaat` and `signaal` get no LHSO judgement."""
    normadressaat: (
        Literal[
            "eigenaar",
            "gebruiker",
            "organisator",
            "exploitant",
            "vergunninghouder",
            "bouwer",
        ]
        | None
    ) = None
    bevoegd_orgaan: Literal["college", "burgemeester", "minister", "provincie", "waterschap"] | None = None
    kern: bool = True
    """False marks an extension question that a municipality may switch off."""
    stoppunt: bool = False
    """True: what is not seen now cannot be seen later; 'niet gecontroleerd' is then reported as a missed moment."""
    zo_controleer_je: str | None = None
    bevindingteksten: list[str] = []
    """Standard sentences for the constatering."""
    herstelteksten: list[str] = []
    communicatie: str | None = None
    vervolgvragen: list[Vraag] = []
    acties: list[Actie] = []
    bezoekveld: str | None = None
    """Set only in the block `algemeen`: the typed field of the Controle this text belongs to."""


class Herhaling(Deel, kw_only=True, frozen=True):
    """The onderdeel is asked once per `per` (woning, bouwlaag, tent, stort …)."""

    per: Tekst
    titel_vraag: Code | None = None
    """Question inside the onderdeel whose answer names the repeat."""
    minimum: int = 0
    maximum: int | None = None
    steekproef: bool = False
    """Ask how many of how many were looked at."""


class Onderdeel(Deel, kw_only=True, frozen=True):
    """A section. `onderdelen` nests repeats inside repeats."""

    code: Annotated[str, Meta(pattern=r"^([a-z][a-z0-9_-]*:)?[a-z][a-z0-9_-]*$", max_length=100)]
    titel: Tekst
    toelichting: str | None = None
    herhaling: Herhaling | None = None
    toon_als: Voorwaarde | None = None
    bij_onbekend: Literal["verberg", "toon"] = "verberg"
    punten: list[Controlepunt] = []
    onderdelen: list[Onderdeel] = []


class Fase(Deel, kw_only=True, frozen=True):
    """A toezichtmoment. A `stoppunt` must be seen before work goes on."""

    code: FaseCode
    titel: Tekst
    stoppunt: bool = False
    toelichting: str | None = None


class Momentklasse(Deel, kw_only=True, frozen=True):
    """How many moments and hours per class; lower bound inclusive, upper exclusive, in euro."""

    van: Decimal | None = None
    tot: Decimal | None = None
    omschrijving: str | None = None
    momenten: Decimal | None = None
    uren: Decimal | None = None


class Momenten(Deel, kw_only=True, frozen=True):
    """Planning table of the protocol (kengetallen)."""

    uren_per: Literal["moment", "zaak"]
    klassen: list[Momentklasse]
    bron: Tekst
    zekerheid: Zekerheid


class Blokgebruik(Deel, kw_only=True, frozen=True):
    """Includes a block. `punten` limits it to those items; a block that is included twice is shown once."""

    blok: Sleutel
    versie: int
    toon_als: Voorwaarde | None = None
    bij_onbekend: Literal["verberg", "toon"] = "verberg"
    punten: list[Code] | None = None
    plaats: Literal["begin", "eind"] = "eind"


class Feit(Deel, kw_only=True, frozen=True):
    """A fact conditions may ask for: what it means and which values it takes."""

    code: FeitCode
    label: Tekst
    type: Literal["ja_nee", "getal", "tekst", "keuze", "meerkeuze", "datum"]
    opties: list[Optie] = []


class Vaststelling(Deel, kw_only=True, frozen=True):
    """Who adopted the protocol. Without it every screen says *concept, niet vastgesteld*."""

    besluit: Tekst
    datum: date


class ProefStap(Deel, kw_only=True, frozen=True):
    """One answer of a proef; `pad` names the repeat (any label), empty for none; `a/b` is repeat b inside repeat a.

    A question of type foto is answered with the number of photos. `fotos` gives a controlepunt photos besides.
    """

    vraag: Code
    waarde: Scalar | list[str] | dict[str, Scalar]
    pad: str = ""
    reden: str | None = None
    direct_hersteld: bool = False
    fotos: int = 0


class Proef(Deel, kw_only=True, frozen=True):
    """A test inside the protocol: answers in; visible questions, findings and required photos out.

    `zichtbaar` and `verborgen` list codes that must and must not show; `bevindingen` all codes that are not in
    order; `fotos_verplicht` all codes that must have a photo; `gevolg` the proposed gevolg per code.
    A code in a repeat is written `CODE@pad`.
    """

    naam: Tekst
    feiten: dict[str, Scalar | list[str]] = {}
    fase: list[FaseCode] = []
    niveau: Niveau = "4"
    antwoorden: list[ProefStap] = []
    herhalingen: dict[str, list[str]] = {}
    """Repeats without an answer yet: per onderdeel the pads (`{storten: ["1", "2"]}`). Pads of answers exist anyway."""
    zichtbaar: list[str] = []
    verborgen: list[str] = []
    bevindingen: list[str] | None = None
    fotos_verplicht: list[str] | None = None
    ontbreekt: list[str] | None = None
    """All codes that afronden still asks for; None = not tested."""
    gevolg: dict[str, Gevolg] = {}


class Definitie(Deel, kw_only=True, frozen=True):
    """One version of a protocol, kader or block."""

    protocol: Sleutel
    versie: Annotated[int, Meta(ge=1)]
    titel: Tekst
    kort: str | None = None
    """Short title for lists on the phone."""
    thema: Sleutel
    soort: Literal["toezichtprotocol", "beoordelingskader", "blok"]
    doel: Tekst
    wettelijk_kader: str | None = None
    uitvoerende_organisatie: str | None = None
    toepassing: str | None = None
    """When this protocol is the right one, in a sentence."""
    bereik: Voorwaarde | None = None
    geldig_van: date
    geldig_tot: date | None = None
    vaststelling: Vaststelling | None = None
    deskundigheid: list[str] = []
    wijzigingsnotitie: Tekst
    reden_bij: list[Oordeel] = field(default_factory=lambda: ["niet_gecontroleerd"])
    """Answers that ask a reason."""
    fasen: list[Fase] = []
    momenten: list[Momenten] = []
    blokken: list[Blokgebruik] = []
    lijsten: dict[str, list[Optie]] = {}
    feiten: list[Feit] = []
    onderdelen: list[Onderdeel]
    proeven: list[Proef] = []
    bronnen: list[str] = []
    openstaand: list[str] = []
    """What is not confirmed yet, as sentences; shown to authors."""
    samengesteld_uit: list[str] = []
    """Only in a resolved definition: the blocks that were put in place, as `blok/versie`. Not written by hand."""


LEZER = json.Decoder(Definitie)
"""Made on import: msgspec keeps what it learns of a type with that type, and two threads that ask for the first time
at once end the process (`tests/house/test_lezers.py`)."""
