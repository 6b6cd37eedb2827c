"""What a protocol definition is made of: codes, kinds of answers, conditions and legal bases."""

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
    "locatie",  # a point on the map, or a place in words
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


class Deel(Struct, forbid_unknown_fields=True, omit_defaults=True, frozen=True):
    """Base of every part: unknown keys are refused, defaults are not written."""


class Aantal(Deel, kw_only=True, frozen=True):
    """Counts answers over the repeats of a question: how many of them satisfy `is` or `in`."""

    vraag: Code
    is_: Scalar | None = field(default=None, name="is")
    in_: list[Scalar] | None = field(default=None, name="in")


class Voorwaarde(Deel, kw_only=True, frozen=True):
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


class Grondslag(Deel, kw_only=True, frozen=True):
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


class Optie(Deel, kw_only=True, frozen=True):
    """A choice: `waarde` is stored, `label` is read."""

    waarde: Sleutel
    label: Tekst


class Norm(Deel, kw_only=True, frozen=True):
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


class GevolgRegel(Deel, kw_only=True, frozen=True):
    """Raises the proposed gevolg: when `als` holds the proposal becomes `naar`."""

    als: Voorwaarde
    naar: Gevolg
    omdat: str | None = None


class Actie(Deel, kw_only=True, frozen=True):
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


class Fotobeleid(Deel, kw_only=True, frozen=True):
    """When a photo is asked: `nooit`, `mag`, `bij_afwijking` (required at voldoet niet) or `altijd` (required)."""

    wanneer: Literal["nooit", "mag", "bij_afwijking", "altijd"] = "mag"
    minimum: int = 1
    hint: str | None = None
    """What must be visible; `aanbevolen` photos carry their hint here."""
    personen_vermijden: bool = False
