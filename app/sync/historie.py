"""What a phone knows of earlier visits: open matters of last time, and offences at this object for recidive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from app.controles.models import Controle, Foto
from app.controles.ontvangst import FotoBytes
from app.controles.overtreding import (
    Bevinding,
    BevindingOvertreding,
    Interventie,
    LhsoBeoordeling,
    Overtreder,
    Overtreding,
    Termijn,
)
from app.controles.rules.status import AF
from app.core.clock import AMSTERDAM, local

FOTOS = 4
"""At most this many photos of last time per finding: they are fetched before departure."""


@dataclass(frozen=True)
class Historie:
    """Finished visits and offences per object, each oldest first."""

    bezoeken: dict[UUID, list[Controle]]
    overtredingen: dict[UUID, list[dict[str, Any]]]
    """Per object: `recidive` as the phone gets it, `punten` for the list of last time, their `controle`, whether it
    is `over`, and `bij` which visit that was seen."""


@dataclass
class _Rijen:
    bevindingen: dict[UUID, list[Bevinding]] = field(default_factory=lambda: defaultdict(list))
    interventies: dict[UUID, list[str]] = field(default_factory=lambda: defaultdict(list))
    overtreders: dict[UUID, str] = field(default_factory=dict)
    cellen: dict[UUID, str] = field(default_factory=dict)
    termijnen: dict[UUID, date] = field(default_factory=dict)
    fotos: dict[tuple[UUID, str, str], list[str]] = field(default_factory=lambda: defaultdict(list))


def history_of(session: Session, organisatie_id: UUID, objecten: Collection[UUID], vanaf: date) -> Historie:
    """Finished visits at these objects since `vanaf` with what was found: eight queries, however many objects."""
    bezoeken = _visits(session, organisatie_id, objecten, vanaf)
    per_controle = {controle.id: controle for controle in bezoeken}
    query = select(Overtreding).where(
        Overtreding.organisatie_id == organisatie_id,
        Overtreding.controle_id.in_(per_controle),
        Overtreding.vervallen_at.is_(None),
    )
    overtredingen = session.scalars(query.order_by(Overtreding.geconstateerd_at, Overtreding.id)).all()
    rijen = _rows(session, organisatie_id, overtredingen)
    per_object: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for overtreding in overtredingen:
        controle = per_controle[overtreding.controle_id]
        per_object[controle.object_id].append(_entry(overtreding, controle, rijen))
    visits: dict[UUID, list[Controle]] = defaultdict(list)
    for controle in bezoeken:
        visits[controle.object_id].append(controle)
    return Historie(visits, per_object)


def _visits(session: Session, organisatie_id: UUID, objecten: Collection[UUID], vanaf: date) -> Sequence[Controle]:
    columns = (Controle.id, Controle.object_id, Controle.nummer, Controle.afgerond_at, Controle.dag)
    query = (
        select(Controle)
        .options(load_only(*columns))
        .where(
            Controle.organisatie_id == organisatie_id,
            Controle.object_id.in_(objecten),
            Controle.status.in_(AF),
            Controle.afgerond_at >= datetime.combine(vanaf, time(), AMSTERDAM),
        )
        .order_by(Controle.afgerond_at, Controle.id)
    )
    return session.scalars(query).all()


def _rows(session: Session, organisatie_id: UUID, overtredingen: Sequence[Overtreding]) -> _Rijen:
    keys = [overtreding.id for overtreding in overtredingen]
    rijen = _Rijen()
    if not keys:
        return rijen
    links = (
        select(BevindingOvertreding.overtreding_id, Bevinding)
        .join(Bevinding, Bevinding.id == BevindingOvertreding.bevinding_id)
        .where(BevindingOvertreding.overtreding_id.in_(keys))
        .order_by(Bevinding.code, Bevinding.pad)
    )
    for key, bevinding in session.execute(links):
        rijen.bevindingen[key].append(bevinding)
    for row in session.scalars(select(Interventie).where(Interventie.overtreding_id.in_(keys))):
        rijen.interventies[row.overtreding_id].append(row.soort)
    for overtreder in session.scalars(select(Overtreder).where(Overtreder.overtreding_id.in_(keys))):
        rijen.overtreders[overtreder.overtreding_id] = overtreder.naam
    oordelen = select(LhsoBeoordeling).where(LhsoBeoordeling.overtreding_id.in_(keys)).order_by(LhsoBeoordeling.versie)
    for oordeel in session.scalars(oordelen):
        rijen.cellen[oordeel.overtreding_id] = oordeel.cel_definitief or oordeel.cel_berekend
    termijnen = select(Termijn).where(
        Termijn.overtreding_id.in_(keys), Termijn.soort == "hersteltermijn", Termijn.vervallen_at.is_(None)
    )
    for termijn in session.scalars(termijnen):
        if termijn.overtreding_id:
            rijen.termijnen[termijn.overtreding_id] = termijn.uiterlijk_op
    _photos(session, organisatie_id, {overtreding.controle_id for overtreding in overtredingen}, rijen)
    return rijen


def _photos(session: Session, organisatie_id: UUID, controles: Collection[UUID], rijen: _Rijen) -> None:
    query = (
        select(Foto.controle_id, Foto.code, Foto.pad, Foto.id)
        .join(Foto.ontvangst)
        .where(
            Foto.organisatie_id == organisatie_id,
            Foto.controle_id.in_(controles),
            Foto.verborgen_at.is_(None),
            FotoBytes.weergave_sha256.is_not(None),
        )
        .order_by(Foto.genomen_at, Foto.id)
    )
    for controle_id, code, pad, key in session.execute(query):
        rijen.fotos[controle_id, code, pad].append(str(key))


def _entry(overtreding: Overtreding, controle: Controle, rijen: _Rijen) -> dict[str, Any]:
    termijn = rijen.termijnen.get(overtreding.id)
    recidive = {
        "recidive_sleutel": overtreding.recidive_sleutel,
        "voorschrift": overtreding.voorschrift,
        "geconstateerd_op": _day(overtreding, controle),
        "interventies": sorted(rijen.interventies[overtreding.id]),
        "overtreder": rijen.overtreders.get(overtreding.id, ""),
        "opgeheven_op": overtreding.opgeheven_op.isoformat() if overtreding.opgeheven_op else None,
        "nummer": controle.nummer,
    }
    punten = [
        {
            "code": bevinding.code,
            "pad": bevinding.pad,
            "constatering": bevinding.constatering,
            "voorschrift": overtreding.voorschrift,
            "cel": rijen.cellen.get(overtreding.id, ""),
            "uiterlijk_op": termijn.isoformat() if termijn else None,
            "fotos": rijen.fotos[controle.id, bevinding.code, bevinding.pad][:FOTOS],
        }
        for bevinding in rijen.bevindingen[overtreding.id]
    ]
    over = overtreding.opgeheven_op is not None
    return {
        "controle": controle.id,
        "recidive": recidive,
        "punten": punten,
        "over": over,
        "bij": overtreding.opgeheven_bij_id,
    }


def _day(overtreding: Overtreding, controle: Controle) -> str:
    moment = overtreding.geconstateerd_at or controle.afgerond_at
    dag = local(moment).date() if moment else controle.dag
    return dag.isoformat() if dag else ""


def last_visit(historie: Historie, controle: Controle) -> dict[str, Any] | None:
    """The predecessor of a hercontrole, else the visit before this one at the object, with what was left open: what
    this visit itself put to an end is still what it came for."""
    bezoeken = [
        bezoek
        for bezoek in historie.bezoeken.get(controle.object_id, [])
        if bezoek.id != controle.id and not (controle.afgerond_at and _after(bezoek, controle.afgerond_at))
    ]
    vorige = next((bezoek for bezoek in bezoeken if bezoek.id == controle.voorganger_id), None)
    vorige = vorige or (bezoeken[-1] if bezoeken else None)
    if vorige is None:
        return None
    found = historie.overtredingen.get(controle.object_id, [])
    left = [
        item for item in found if item["controle"] == vorige.id and (item["bij"] == controle.id or not item["over"])
    ]
    punten = [punt for item in left for punt in item["punten"]]
    dag = local(vorige.afgerond_at).date() if vorige.afgerond_at else vorige.dag
    return {"dag": dag.isoformat() if dag else None, "nummer": vorige.nummer, "open": punten}


def _after(bezoek: Controle, moment: datetime) -> bool:
    return bezoek.afgerond_at is not None and bezoek.afgerond_at > moment


def since(dag: date, jaren: int) -> date:
    """The first day that still counts for recidive of so many years, with some room for late reports."""
    return dag - timedelta(days=366 * jaren + 31)
