"""Which questions of a controle show, by its own version and what was answered: for counts and what is still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from app.controles.feiten import feiten_of
from app.controles.models import Antwoord, Controle, Foto, Herhaling
from app.controles.rules.inhoud import BEZOEKVELDEN
from app.protocols.models import ProtocolVersie
from app.protocols.rules import stand as staat
from app.protocols.rules.canoniek import read_canonical
from app.protocols.rules.plan import Plan, make_plan
from app.protocols.rules.voorwaarden import Zicht, zichtbaar


@lru_cache(maxsize=32)
def plan_of(definitie: str) -> Plan:
    """The plan of a resolved definition (canonical JSON), made once."""
    return make_plan(read_canonical(definitie))


def zicht_of(
    session: Session,
    controle: Controle,
    antwoorden: Sequence[Antwoord],
    herhalingen: Sequence[Herhaling],
    fotos: Sequence[Foto],
) -> Zicht:
    """What shows, from rows that are already there; the facts and the version are read."""
    versie = session.get_one(ProtocolVersie, controle.protocol_versie_id)
    stand = stand_of(controle, feiten_of(session, controle), antwoorden, herhalingen, fotos)
    return zichtbaar(plan_of(versie.definitie), stand)


def stand_of(
    controle: Controle,
    feiten: Mapping[str, Any],
    antwoorden: Sequence[Antwoord],
    herhalingen: Sequence[Herhaling],
    fotos: Sequence[Foto],
) -> staat.Stand:
    """The rows of a controle as the rules look at them. Photos that were hidden, and copies of photos, do not count."""
    per: dict[str, list[str]] = {}
    for rij in sorted((rij for rij in herhalingen if not rij.weg), key=lambda rij: (rij.volgorde, rij.pad)):
        per.setdefault(rij.onderdeel, []).append(rij.pad)
    return staat.Stand(
        antwoorden={(rij.code, rij.pad): staat.Antwoord.from_wire(rij.antwoord) for rij in antwoorden},
        herhalingen=per,
        feiten=feiten,
        fasen=frozenset(controle.fasen),
        niveau=controle.niveau,  # type: ignore[arg-type]
        selectie=selected_points(controle),
        fotos=Counter((foto.code, foto.pad) for foto in fotos if not foto.origineel_id and not foto.verborgen_at),
        bezoek={veld: getattr(controle, veld) for veld in BEZOEKVELDEN},
    )


def selected_points(controle: Controle) -> frozenset[tuple[str, str]] | None:
    """The only points a controle carries, as `(code, pad)`; None when it carries all."""
    return frozenset((code, pad) for code, _, pad in (punt.partition("@") for punt in controle.selectie)) or None
