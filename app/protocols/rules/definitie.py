"""What a protocol definition is: the shape of every file in `protocols/` and of every version in the database.

Only shape lives here. What a definition must also satisfy (unique codes, no cycles, known references) is
`controle_definitie.py`; which questions show is `voorwaarden.py`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

Code = Annotated[
    str,
    Meta(
        pattern=r"^([a-z][a-z0-9_-]*:)?[A-Z][A-Z0-9]*(-[A-Z0-9]+)*(\.[0-9]+)*$",
        max_length=100,
    ),
]
"""Stable code of a controlepunt (`BR-05`) or of a vervolgvraag (`BR-05.1`); never reused for another meaning.

In a resolved definition an item that came from a block carries the block in front (`zorgplichten:ZPL-01`)."""
Sleutel = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_-]*$", max_length=60)]
"""Key of a choice, onderdeel, list, norm or protocol: lower case, no spaces."""
Tekst = Annotated[str, Meta(min_length=1)]
FaseCode = Annotated[str, Meta(pattern=r"^[A-Z0-9]{1,4}$")]

Zekerheid = Literal["gelezen", "secundair", "onbevestigd"]
"""How sure the source is: the text itself was read; only a secondary source was; not confirmed at all."""
Niveau = Literal["S", "1", "2", "3", "4"]
Gevolg = Literal[1, 2, 3, 4]
AntwoordType = Literal[
    "oordeel",  # voldoet / voldoet_niet / nvt / nader_onderzoek / niet_gecontroleerd
    "getal",  # decimal with unit
    "steekproef",  # n of N looked at
    "datum",
    "tijdstip",  # date with time
    "tekst",
    "keuze",
    "meerkeuze",
    "foto",  # the photo is the answer
    "document",  # gezien / niet_getoond / verlopen, with the document's date
    "adres",
    "locatie",  # a point on the map
]
Oordeel = Literal["voldoet", "voldoet_niet", "nvt", "nader_onderzoek", "niet_gecontroleerd"]
OORDELEN: tuple[Oordeel, ...] = (
    "voldoet",
    "voldoet_niet",
    "nvt",
    "nader_onderzoek",
    "niet_gecontroleerd",
)
Scalar = str | int | float | bool
FeitCode = Annotated[str, Meta(pattern=r"^(zaak|object|organisatie|controle)\.[a-z][a-z0-9_]*$")]
Grens = float | FeitCode
"""What a number is compared with: a number, or the fact that holds it (`zaak.vergunde_hoogte`)."""


class _Deel(Struct, forbid_unknown_fields=True, omit_defaults=True, frozen=True):
    """Base of every part: unknown keys are refused, defaults are not written."""


class Aantal(_Deel, kw_only=True, frozen=True):
    """Counts answers over the repeats of a question: how many of them satisfy `is` or `in`."""

    vraag: Code
    is_: Scalar | None = field(default=None, name="is")
    in_: list[Scalar] | None = field(default=None, name="in")


class Voorwaarde(_Deel, kw_only=True, frozen=True):
    """A condition tree. Exactly one of the groups is filled.

    - `alle`, `een_van`: lists of conditions; `niet`: one condition.
    - `zeker`, `mogelijk`: one condition whose *onbekend* is decided: `zeker` holds only when it is waar, `mogelijk`
      also when it is onbekend. Rarely needed by hand; composing blocks writes them.
    - `vraag` (an answer), `feit` (`zaak.…`, `object.…`, `organisatie.…`, `controle.…`) or `aantal` (a count over
      repeats), with exactly one operator: `is`, `is_niet`, `in`, `bevat`, `groter`, `kleiner`, `minstens`,
      `hoogstens`, `beantwoord`. `deel` picks a part of an answer: `n`, `van`, `aandeel` of a steekproef, `datum`
      of a document, `direct_hersteld` of an oordeel.
    - The four number operators take a number, or the code of a fact that holds one (`groter: zaak.paaltolerantie`);
      onbekend when the fact is.
    - On a date, the four number operators compare its age in months on the day of the controle (the fact
      `controle.datum`): `groter: 24` is older than two years, `groter: 0` is before today.
    - On a document, `is: voldoet_niet` holds for niet_getoond and verlopen, `is: voldoet` for gezien. On a
      meerkeuze, `is` and `bevat` both ask whether the choice was made.
    - `fase`: the controle is in one of these fases; `niveau_vanaf`: the controle's level is at least this.

    Evaluation is three-valued (waar, onwaar, onbekend): see `voorwaarden.py`.
    """

    alle: list[Voorwaarde] | None = None
    een_van: list[Voorwaarde] | None = None
    niet: Voorwaarde | None = None
    zeker: Voorwaarde | None = None
    mogelijk: Voorwaarde | None = None
    vraag: Code | None = None
    feit: FeitCode | None = None
    aantal: Aantal | None = None
    deel: Literal["n", "van", "aandeel", "datum", "direct_hersteld"] | None = None
    is_: Scalar | None = field(default=None, name="is")
    is_niet: Scalar | None = None
    in_: list[Scalar] | None = field(default=None, name="in")
    bevat: Scalar | None = None
    groter: Grens | None = None
    kleiner: Grens | None = None
    minstens: Grens | None = None
    hoogstens: Grens | None = None
    beantwoord: bool | None = None
    fase: list[FaseCode] | None = None
    niveau_vanaf: Niveau | None = None


class Grondslag(_Deel, kw_only=True, frozen=True):
    """A legal basis. `bron` is the short name of the regulation (Bbl, Ow, Bkl, APV, Bgbop …) or `contract`,
    `vergunning`, `geen`; `artikel` also holds a paragraph or chapter (`§ 4.2.1`, `afd. 4.7`, `tabel 6.6`)."""

    bron: Tekst
    artikel: str | None = None
    lid: str | None = None
    onderdeel: str | None = None
    zekerheid: Zekerheid
    regime: Literal["ow", "wabo"] = "ow"
    herkomst: Literal["rijk", "provincie", "waterschap", "gemeente", "contract", "richtlijn"] = "rijk"
    geldig_van: date | None = None
    geldig_tot: date | None = None
    toelichting: str | None = None
    url: str | None = None
    als: Voorwaarde | None = None


class Optie(_Deel, kw_only=True, frozen=True):
    """A choice: `waarde` is stored, `label` is read."""

    waarde: Sleutel
    label: Tekst


class Norm(_Deel, kw_only=True, frozen=True):
    """A bound the value is held against. It proposes voldoet or voldoet niet; the toezichthouder decides.

    `waarde` is fixed, or comes from a fact (`waarde_uit: zaak.vergunde_hoogte`). `als` limits the norm to a case.
    On a question of type datum the norm is about its age in months on the day of the controle, on a steekproef about
    the share that was looked at (0 to 1).
    """

    operator: Literal["<=", ">=", "<", ">", "="]
    waarde: Decimal | None = None
    waarde_uit: FeitCode | None = None
    grondslag: Grondslag | None = None
    toelichting: str | None = None
    als: Voorwaarde | None = None


class GevolgRegel(_Deel, kw_only=True, frozen=True):
    """Raises the proposed gevolg: when `als` holds the proposal becomes `naar`."""

    als: Voorwaarde
    naar: Gevolg
    omdat: str | None = None


class Actie(_Deel, kw_only=True, frozen=True):
    """Something the answers call for. Always a proposal that a person confirms."""

    als: Voorwaarde
    soort: Literal[
        "stilleggen",
        "spoed",
        "hercontrole",
        "doorsturen",
        "protocolwissel",
        "advies_vragen",
        "document_opvragen",
        "taak",
        "blok_openen",
        "niet_vrijgeven",
    ]
    tekst: Tekst
    naar: str | None = None
    """Partner, rol, protocol or blok the action points at."""


class Fotobeleid(_Deel, kw_only=True, frozen=True):
    """When a photo is asked: `nooit`, `mag`, `bij_afwijking` (required at voldoet niet) or `altijd` (required)."""

    wanneer: Literal["nooit", "mag", "bij_afwijking", "altijd"] = "mag"
    minimum: int = 1
    hint: str | None = None
    """What must be visible; `aanbevolen` photos carry their hint here."""
    personen_vermijden: bool = False


class Vraag(_Deel, kw_only=True, frozen=True):
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


class Herhaling(_Deel, kw_only=True, frozen=True):
    """The onderdeel is asked once per `per` (woning, bouwlaag, tent, stort …)."""

    per: Tekst
    titel_vraag: Code | None = None
    """Question inside the onderdeel whose answer names the repeat."""
    minimum: int = 0
    maximum: int | None = None
    steekproef: bool = False
    """Ask how many of how many were looked at."""


class Onderdeel(_Deel, kw_only=True, frozen=True):
    """A section. `onderdelen` nests repeats inside repeats."""

    code: Annotated[str, Meta(pattern=r"^([a-z][a-z0-9_-]*:)?[a-z][a-z0-9_-]*$", max_length=100)]
    titel: Tekst
    toelichting: str | None = None
    herhaling: Herhaling | None = None
    toon_als: Voorwaarde | None = None
    bij_onbekend: Literal["verberg", "toon"] = "verberg"
    punten: list[Controlepunt] = []
    onderdelen: list[Onderdeel] = []


class Fase(_Deel, kw_only=True, frozen=True):
    """A toezichtmoment. A `stoppunt` must be seen before work goes on."""

    code: FaseCode
    titel: Tekst
    stoppunt: bool = False
    toelichting: str | None = None


class Momentklasse(_Deel, kw_only=True, frozen=True):
    """How many moments and hours per class; lower bound inclusive, upper exclusive, in euro."""

    van: Decimal | None = None
    tot: Decimal | None = None
    omschrijving: str | None = None
    momenten: Decimal | None = None
    uren: Decimal | None = None


class Momenten(_Deel, kw_only=True, frozen=True):
    """Planning table of the protocol (kengetallen)."""

    uren_per: Literal["moment", "zaak"]
    klassen: list[Momentklasse]
    bron: Tekst
    zekerheid: Zekerheid


class Blokgebruik(_Deel, kw_only=True, frozen=True):
    """Includes a block. `punten` limits it to those items; a block that is included twice is shown once."""

    blok: Sleutel
    versie: int
    toon_als: Voorwaarde | None = None
    bij_onbekend: Literal["verberg", "toon"] = "verberg"
    punten: list[Code] | None = None
    plaats: Literal["begin", "eind"] = "eind"


class Feit(_Deel, kw_only=True, frozen=True):
    """A fact conditions may ask for: what it means and which values it takes."""

    code: FeitCode
    label: Tekst
    type: Literal["ja_nee", "getal", "tekst", "keuze", "meerkeuze", "datum"]
    opties: list[Optie] = []


class Vaststelling(_Deel, kw_only=True, frozen=True):
    """Who adopted the protocol. Without it every screen says *concept, niet vastgesteld*."""

    besluit: Tekst
    datum: date


class ProefStap(_Deel, kw_only=True, frozen=True):
    """One answer of a proef; `pad` names the repeat (any label), empty for none; `a/b` is repeat b inside repeat a.

    A question of type foto is answered with the number of photos. `fotos` gives a controlepunt photos besides.
    """

    vraag: Code
    waarde: Scalar | list[str] | dict[str, Scalar]
    pad: str = ""
    reden: str | None = None
    direct_hersteld: bool = False
    fotos: int = 0


class Proef(_Deel, kw_only=True, frozen=True):
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


class Definitie(_Deel, kw_only=True, frozen=True):
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
