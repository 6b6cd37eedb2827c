"""The proeven of a draft as the screen tells them: which pass, what differs, and why."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from app.core.errors import Conflict, Invalid
from app.protocols.models import Concept
from app.protocols.rules.definitie import Definitie, Proef
from app.protocols.rules.proeven import Uitslag, Verschil, judge_proeven, outcome
from app.protocols.rules.vastleggen import record_proef
from app.protocols.rules.waarom import Reden, Uitlegger
from app.protocols.rules.zin import short_code
from app.protocols.voorbeeld import read_voorbeeld

_LEZER = msgspec.json.Decoder(Proef)


@dataclass(frozen=True)
class Afwijking:
    """One difference, in words: `Verwacht: BR-05 in beeld. Gekregen: niet in beeld.`"""

    code: str
    plek: str
    verwacht: str
    gekregen: str
    redenen: list[Reden]


@dataclass(frozen=True)
class Proefregel:
    """One proef of the list; `nummer` counts from 1."""

    nummer: int
    naam: str
    slaagt: bool
    fouten: list[str]
    afwijkingen: list[Afwijking]
    bevindingen: int
    fotos: int


def list_proeven(definitie: Definitie) -> list[Proefregel]:
    """All proeven of a resolved definition, run; those that fail first."""
    uitleg = Uitlegger(definitie)
    regels = [_regel(nummer, uitslag, uitleg) for nummer, uitslag in enumerate(judge_proeven(definitie), 1)]
    return sorted(regels, key=lambda regel: regel.slaagt)


def as_json(definitie: Definitie) -> list[dict[str, Any]]:
    """The proeven as the preview loads them."""
    proeven: list[dict[str, Any]] = msgspec.to_builtins(definitie.proeven)
    return proeven


def make_proef(session: Session, concept: Concept, naam: str, invoer: str, *, volledig: bool) -> dict[str, Any]:
    """What was clicked as a proef of the draft, with what the draft does now as what is expected, in the shape of a
    file. Raises `Invalid` (`proef-onleesbaar`) and `Conflict` (`concept-onleesbaar`)."""
    voorbeeld = read_voorbeeld(session, concept)
    if voorbeeld.waarom_oud:
        zin = f"Dit concept is nu niet te lezen, dus een proef kan niet. {voorbeeld.waarom_oud}"
        raise Conflict("concept-onleesbaar", zin)
    try:
        proef = _LEZER.decode(json.dumps({**json.loads(invoer), "naam": naam}))
    except (msgspec.DecodeError, TypeError, ValueError) as fout:
        zin = "Wat je in het voorbeeld invulde, is niet als proef te bewaren. Open het voorbeeld opnieuw."
        raise Invalid("proef-onleesbaar", zin) from fout
    vorm: dict[str, Any] = msgspec.to_builtins(record_proef(voorbeeld.definitie, proef, volledig=volledig))
    return vorm


def _regel(nummer: int, uitslag: Uitslag, uitleg: Uitlegger) -> Proefregel:
    uitkomst = outcome(uitslag.zicht) if uitslag.zicht else None
    return Proefregel(
        nummer=nummer,
        naam=uitslag.proef.naam,
        slaagt=uitslag.slaagt,
        fouten=[f"{fout.zin} {fout.remedie}" for fout in uitslag.fouten],
        afwijkingen=[_afwijking(uitslag, verschil, uitleg) for verschil in uitslag.verschillen],
        bevindingen=len(uitkomst.bevindingen) if uitkomst else 0,
        fotos=len(uitkomst.fotos_verplicht) if uitkomst else 0,
    )


def _afwijking(uitslag: Uitslag, verschil: Verschil, uitleg: Uitlegger) -> Afwijking:
    redenen = uitleg.explain(uitslag.zicht, verschil.key) if uitslag.zicht else []
    plek = short_code(verschil.plek)
    return Afwijking(verschil.key[0], plek, verschil.verwacht, verschil.gekregen, redenen)
