"""Projects which overtredingen are over: by what a visit and its hercontroles, each as far as it is done, say together.

A hercontrole changes rows of the visit before it. So the whole family is looked at again whenever one of them is
closed, opened again or gets late entries, and what comes out depends on what is there, not on what came first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.controles.models import Antwoord, Controle
from app.controles.overtreding import Bevinding, BevindingOvertreding, Overtreding
from app.controles.rules.herstel import GEDAAN, Bezoek, carries_on, is_in_order, lifted_by, way_of
from app.controles.rules.status import Aanleiding
from app.core.audit import record
from app.core.clock import local


def project_herstel(session: Session, controle: Controle, now: datetime) -> None:
    """Which overtredingen of this visit and its family are over, since when and by which visit."""
    session.flush()
    family = _family(session, controle)
    query = select(Overtreding).where(Overtreding.controle_id.in_(family)).order_by(Overtreding.id)
    rijen = session.scalars(query.execution_options(populate_existing=True)).all()
    if not rijen:
        return
    punten = _points(session, [rij.id for rij in rijen])
    bezoeken = _visits(session, family, {punt for found in punten.values() for punt in found})
    weg = select(Controle.id).where(Controle.id.in_(family), Controle.vernietigd_at.is_not(None))
    vernietigd = set(session.scalars(weg))
    for rij in rijen:
        if rij.opgeheven_bij_id in vernietigd:  # what it saw is gone, that it saw it stays
            continue
        was, geldt = rij.opgeheven_bij_id, rij.vervallen_at is None
        bezoek = lifted_by(rij.controle_id, punten[rij.id], bezoeken) if geldt else None
        _set(rij, bezoek)
        if geldt and rij.opgeheven_bij_id != was and {rij.opgeheven_bij_id, was} - {None, rij.controle_id}:
            _tell(session, rij, controle, now)


def _family(session: Session, controle: Controle) -> list[UUID]:
    """The first visit with every hercontrole after it. Where there are several they wait for each other at the first:
    two phones that close two of them see each other's work."""
    eerste = controle
    while carries_on(eerste.aanleiding, eerste.voorganger_id):
        eerste = session.get_one(Controle, eerste.voorganger_id)
    keten = select(Controle.id).where(Controle.id == eerste.id).cte(recursive=True)
    volgende = select(Controle.id).where(
        Controle.organisatie_id == controle.organisatie_id,
        Controle.voorganger_id == keten.c.id,
        Controle.aanleiding == Aanleiding.HERCONTROLE,
    )
    family = list(session.scalars(select(keten.union(volgende).c.id)))
    if len(family) > 1:
        session.execute(select(Controle.id).where(Controle.id == eerste.id).with_for_update())
    return family


def _points(session: Session, keys: Collection[UUID]) -> dict[UUID, set[str]]:
    """Per overtreding the points its findings are about, as `CODE@pad`."""
    query = (
        select(BevindingOvertreding.overtreding_id, Bevinding.code, Bevinding.pad)
        .join(Bevinding, Bevinding.id == BevindingOvertreding.bevinding_id)
        .where(BevindingOvertreding.overtreding_id.in_(keys))
    )
    punten: dict[UUID, set[str]] = defaultdict(set)
    for key, code, pad in session.execute(query):
        punten[key].add(f"{code}@{pad}")
    return punten


def _visits(session: Session, family: Collection[UUID], punten: Collection[str]) -> list[Bezoek]:
    """The visits that are done, with which of these points each saw in order."""
    in_orde: dict[UUID, set[str]] = defaultdict(set)
    antwoorden = select(Antwoord.controle_id, Antwoord.code, Antwoord.pad, Antwoord.oordeel, Antwoord.antwoord).where(
        Antwoord.controle_id.in_(family),
        Antwoord.code.in_({punt.partition("@")[0] for punt in punten}),
        Antwoord.verborgen.is_(False),
    )
    for key, code, pad, oordeel, antwoord in session.execute(antwoorden):
        if is_in_order(oordeel, antwoord):
            in_orde[key].add(f"{code}@{pad}")
    gedaan = select(Controle.id, func.coalesce(Controle.begin_at, Controle.afgerond_at)).where(
        Controle.id.in_(family), Controle.uitkomst.in_(GEDAAN)
    )
    return [Bezoek(key, op, frozenset(in_orde[key])) for key, op in session.execute(gedaan)]


def _set(rij: Overtreding, bezoek: Bezoek | None) -> None:
    rij.opgeheven_bij_id = bezoek.id if bezoek else None
    rij.opgeheven_op = local(bezoek.op).date() if bezoek else None
    rij.opgeheven_wijze = way_of(gebruik=rij.gebruik) if bezoek else None


def _tell(session: Session, rij: Overtreding, door: Controle, now: datetime) -> None:
    """In the dossier where it was found, because no entry says it there. `door`: the visit that changed."""
    wat = f"De overtreding van {rij.voorschrift}" if rij.voorschrift else "Een overtreding"
    bij = session.get_one(Controle, rij.opgeheven_bij_id) if rij.opgeheven_bij_id else door
    hoe = "is opgeheven, gezien bij" if rij.opgeheven_bij_id else "is weer open na een wijziging van"
    soort = "overtreding-opgeheven" if rij.opgeheven_bij_id else "overtreding-weer-open"
    naar = {"overtreding": str(rij.id), "controle": str(bij.id)}
    onderwerp = session.get_one(Controle, rij.controle_id)
    record(session, soort, onderwerp, f"{wat} {hoe} {bij.nummer}", by=None, now=now, naar=naar)
