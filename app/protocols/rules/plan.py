"""The compact plan of a form: what a phone must know to show, hide, judge and count, without texts and sources.

`formulierplan(definitie)` gives the plan as plain JSON; pages embed it as
`<script type="application/json" id="plan">`. `make_plan` gives the same as typed values for the server. Texts
(question, explanation, labels, grondslag) are in the page that Jinja drew and not in the plan. Defaults are left out.

Shape::

    {"protocol": "bouwen-regulier", "versie": 1,
     "reden_bij": ["nvt", "niet_gecontroleerd"],      # oordelen that ask a reason
     "onderdelen": [                                  # page order, parents first
       {"code": "wapening",
        "ouder": "constructie",                       # onderdeel around it; absent at the top
        "herhaling": {"per": "stort", "titel_vraag": "BR-15.1", "minimum": 1, "maximum": 9, "steekproef": true},
        "toon_als": {...}, "bij_onbekend": "toon"}],  # absent: always / verberg
     "vragen": [                                      # page order, vervolgvragen right after their punt
       {"code": "BR-15", "onderdeel": "wapening",
        "bij": "BR-15",                               # only on a vervolgvraag: the code of its controlepunt
        "type": "getal",                              # absent: oordeel
        "toon_als": {...}, "bij_onbekend": "toon",
        "fasen": ["4"],                               # absent: every fase      (punten only)
        "niveau": "3",                                # absent: S               (punten only)
        "verplicht": true, "verplicht_als": {...},
        "foto": {"wanneer": "altijd", "minimum": 2},  # absent: mag, 1          (punten only)
        "afwijking_als": {...},                       # punten of other types: when the answer is a finding
        "gevolg": 4,                                  # absent: free choice     (punten only)
        "gevolg_regels": [{"als": {...}, "naar": 4, "omdat": "direct gevaar is ja"}],
        "normen": [{"operator": "<=", "waarde": "0.10", "als": {...}},
                   {"operator": "<=", "waarde_uit": "zaak.vergunde_hoogte", "label": "Vergunde hoogte"}],
        "eenheid": "m", "decimalen": 2, "minimum": "0", "maximum": "10", "minimum_lengte": 30,
        "opties": ["ja", "nee"],                      # values only
        "spoor": "privaat", "aard": "advies",         # absent: publiek / plicht
        "stoppunt": true,
        "acties": [{"als": {...}, "soort": "spoed", "tekst": "...", "naar": "..."}],
        "bezoekveld": "legitimatie"}],                # answered by a typed field of the controle, never by an answer
     "volgorde": [-1, 0, 1, ...]}                     # only when page order is not an order of dependence:
                                                      # n = vragen[n], -n-1 = onderdelen[n]

Conditions have the shape of `Voorwaarde` (`{"vraag": "BR-05", "is": "voldoet_niet"}`), see `voorwaarden.py`.
A repeat of an onderdeel with `steekproef` asks n of N under the onderdeel's own code, with the pad around it.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from app.protocols.rules.bouwstenen import Actie, AntwoordType, Gevolg, Niveau, Norm, Oordeel, Voorwaarde
from app.protocols.rules.definitie import Controlepunt, Definitie, Herhaling, Vraag
from app.protocols.rules.volgorde import evaluation_order, is_page_order
from app.protocols.rules.walk import VraagPlek, walk_onderdelen, walk_vragen
from app.protocols.rules.zin import sentence


class PlanFoto(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """When a photo is asked at a punt, and how many at least."""

    wanneer: Literal["nooit", "mag", "bij_afwijking", "altijd"] = "mag"
    minimum: int = 1


MAG_EEN_FOTO = PlanFoto()
"""What is not written in a plan."""


class PlanNorm(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """A norm; numbers as decimal strings. `label` names the fact of `waarde_uit`."""

    operator: Literal["<=", ">=", "<", ">", "="]
    waarde: str | None = None
    waarde_uit: str | None = None
    label: str | None = None
    als: Voorwaarde | None = None


class PlanGevolgRegel(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """Raises the gevolg; `omdat` is always filled, from the condition when the author gave no reason."""

    als: Voorwaarde
    naar: Gevolg
    omdat: str


class PlanVraag(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """One question of the plan; see the module for the meaning of each key."""

    code: str
    onderdeel: str
    bij: str | None = None
    type: AntwoordType = "oordeel"
    toon_als: Voorwaarde | None = None
    bij_onbekend: Literal["verberg", "toon"] = "verberg"
    fasen: list[str] = []
    niveau: Niveau = "S"
    verplicht: bool = False
    verplicht_als: Voorwaarde | None = None
    foto: PlanFoto = MAG_EEN_FOTO
    afwijking_als: Voorwaarde | None = None
    gevolg: Gevolg | None = None
    gevolg_regels: list[PlanGevolgRegel] = []
    normen: list[PlanNorm] = []
    eenheid: str | None = None
    decimalen: int | None = None
    minimum: str | None = None
    maximum: str | None = None
    minimum_lengte: int | None = None
    opties: list[str] = []
    spoor: Literal["publiek", "privaat", "bureau", "signaal"] = "publiek"
    aard: Literal["plicht", "advies"] = "plicht"
    stoppunt: bool = False
    acties: list[Actie] = []
    bezoekveld: str | None = None


class PlanOnderdeel(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """One onderdeel of the plan."""

    code: str
    ouder: str | None = None
    herhaling: Herhaling | None = None
    toon_als: Voorwaarde | None = None
    bij_onbekend: Literal["verberg", "toon"] = "verberg"


class Plan(Struct, omit_defaults=True, frozen=True, kw_only=True, dict=True):
    """The whole plan. The cached properties are indexes over it; they are not part of its JSON."""

    protocol: str
    versie: int
    reden_bij: list[Oordeel] = field(default_factory=lambda: ["niet_gecontroleerd"])
    onderdelen: list[PlanOnderdeel]
    vragen: list[PlanVraag]
    volgorde: list[int] | None = None

    @cached_property
    def onderdeel_van_code(self) -> dict[str, PlanOnderdeel]:
        """Onderdelen by code."""
        return {onderdeel.code: onderdeel for onderdeel in self.onderdelen}

    @cached_property
    def vraag_van_code(self) -> dict[str, PlanVraag]:
        """Questions by code."""
        return {vraag.code: vraag for vraag in self.vragen}

    @cached_property
    def vragen_van_onderdeel(self) -> dict[str, list[PlanVraag]]:
        """Questions by onderdeel, in page order."""
        per: dict[str, list[PlanVraag]] = {onderdeel.code: [] for onderdeel in self.onderdelen}
        for vraag in self.vragen:
            per[vraag.onderdeel].append(vraag)
        return per

    @cached_property
    def kinderen(self) -> dict[str | None, list[PlanOnderdeel]]:
        """Onderdelen by the onderdeel around them; None holds the top."""
        per: dict[str | None, list[PlanOnderdeel]] = {}
        for onderdeel in self.onderdelen:
            per.setdefault(onderdeel.ouder, []).append(onderdeel)
        return per

    @cached_property
    def ketens(self) -> dict[str, tuple[str, ...]]:
        """Per onderdeel the repeats it stands in, from the outside in, itself included when it repeats."""
        ketens: dict[str, tuple[str, ...]] = {}
        for onderdeel in self.onderdelen:
            rond = ketens[onderdeel.ouder] if onderdeel.ouder else ()
            ketens[onderdeel.code] = (*rond, onderdeel.code) if onderdeel.herhaling else rond
        return ketens

    @cached_property
    def evaluatie(self) -> list[PlanVraag | PlanOnderdeel]:
        """Everything that shows or hides, each after what it depends on."""
        if self.volgorde is not None:
            return [self.vragen[nummer] if nummer >= 0 else self.onderdelen[-nummer - 1] for nummer in self.volgorde]
        knopen: list[PlanVraag | PlanOnderdeel] = []
        for onderdeel in self.onderdelen:
            knopen += [onderdeel, *self.vragen_van_onderdeel[onderdeel.code]]
        return knopen


def formulierplan(definitie: Definitie) -> dict[str, Any]:
    """The plan of a resolved definition as plain JSON values, defaults left out."""
    plan: dict[str, Any] = msgspec.to_builtins(make_plan(definitie))
    return plan


def make_plan(definitie: Definitie) -> Plan:
    """The plan of a resolved definition (blocks and lists in place, see `samenstellen.resolve`).

    A definition with a circle in its conditions still gets a plan; `controle_definitie` refuses it.
    """
    volgorde = evaluation_order(definitie).volgorde
    return Plan(
        protocol=definitie.protocol,
        versie=definitie.versie,
        reden_bij=definitie.reden_bij,
        onderdelen=[
            PlanOnderdeel(
                code=plek.onderdeel.code,
                ouder=plek.ouder,
                herhaling=plek.onderdeel.herhaling,
                toon_als=plek.onderdeel.toon_als,
                bij_onbekend=plek.onderdeel.bij_onbekend,
            )
            for plek in walk_onderdelen(definitie)
        ],
        vragen=[_plan_vraag(definitie, plek) for plek in walk_vragen(definitie)],
        volgorde=None if is_page_order(definitie, volgorde) else volgorde,
    )


def _plan_vraag(definitie: Definitie, plek: VraagPlek) -> PlanVraag:
    velden = _vraag_velden(definitie, plek.vraag)
    if not plek.is_punt:
        return PlanVraag(onderdeel=plek.onderdeel, bij=plek.punt.code, **velden)
    punt = plek.punt
    return PlanVraag(
        onderdeel=plek.onderdeel,
        fasen=punt.fasen,
        niveau=punt.niveau,
        foto=_plan_foto(punt),
        afwijking_als=punt.afwijking_als,
        gevolg=punt.gevolg,
        gevolg_regels=[
            PlanGevolgRegel(als=regel.als, naar=regel.naar, omdat=regel.omdat or sentence(regel.als, definitie))
            for regel in punt.gevolg_regels
        ],
        spoor=punt.spoor,
        aard=punt.aard,
        stoppunt=punt.stoppunt,
        acties=punt.acties,
        bezoekveld=punt.bezoekveld,
        **velden,
    )


def _plan_foto(punt: Controlepunt) -> PlanFoto:
    foto = PlanFoto(wanneer=punt.foto.wanneer, minimum=punt.foto.minimum)
    return MAG_EEN_FOTO if foto == MAG_EEN_FOTO else foto


def _vraag_velden(definitie: Definitie, vraag: Vraag) -> dict[str, Any]:
    return {
        "code": vraag.code,
        "type": vraag.type,
        "toon_als": vraag.toon_als,
        "bij_onbekend": vraag.bij_onbekend,
        "verplicht": vraag.verplicht,
        "verplicht_als": vraag.verplicht_als,
        "normen": [_plan_norm(definitie, norm, vraag.decimalen or 0) for norm in vraag.normen],
        "eenheid": vraag.eenheid,
        "decimalen": vraag.decimalen,
        "minimum": None if vraag.minimum is None else f"{vraag.minimum:f}",
        "maximum": None if vraag.maximum is None else f"{vraag.maximum:f}",
        "minimum_lengte": vraag.minimum_lengte,
        "opties": [optie.waarde for optie in vraag.opties],
    }


def _plan_norm(definitie: Definitie, norm: Norm, decimalen: int) -> PlanNorm:
    labels = {feit.code: feit.label for feit in definitie.feiten}
    return PlanNorm(
        operator=norm.operator,
        waarde=None if norm.waarde is None else _written(norm.waarde, decimalen),
        waarde_uit=norm.waarde_uit,
        label=labels.get(norm.waarde_uit or ""),
        als=norm.als,
    )


def _written(waarde: Decimal, decimalen: int) -> str:
    """A norm with at least the decimals people measure in: `0.1` in centimetres of a metre is `0.10`."""
    geschreven = f"{waarde:f}"
    tekort = decimalen - len(geschreven.partition(".")[2])
    if tekort <= 0:
        return geschreven
    return f"{geschreven}{'' if '.' in geschreven else '.'}{'0' * tekort}"
