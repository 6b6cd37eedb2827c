"""Which objects go along on a phone: where somebody was or will be lately; the others are found by asking."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.controles.models import Controle
from app.objecten.models import Inspectieobject
from app.objecten.queries import search_objecten

MEE = 500
"""Objects on a phone: about 15 kB over the line."""
BEZOEKEN = 2000
"""How many visits are looked back over."""
GEVONDEN = 20


def objects_along(session: Session, organisatie_id: UUID, user_id: UUID, *, mee: int = MEE) -> dict[str, Any]:
    """At most `mee` objects in use, and how many there are: first where this user has visits, then where colleagues
    have, the latest day first, then by address."""
    in_use = (Inspectieobject.organisatie_id == organisatie_id, Inspectieobject.vervallen_at.is_(None))
    mine = _visited(session, organisatie_id, Controle.toezichthouder_id == user_id)
    keys = list(dict.fromkeys([*mine, *_visited(session, organisatie_id)]))[:mee]
    rows = session.scalars(select(Inspectieobject).where(*in_use, Inspectieobject.id.in_(keys)))
    visited = {row.id: row for row in rows}
    found = [visited[key] for key in keys if key in visited]
    by_address = search_objecten(session, organisatie_id, limit=mee)
    found += [row for row in by_address if row.id not in visited][: mee - len(found)]
    totaal = session.scalar(select(func.count()).select_from(Inspectieobject).where(*in_use))
    return {"objecten": [object_short(row) for row in found], "objecten_totaal": totaal}


def _visited(session: Session, organisatie_id: UUID, *of: ColumnElement[bool]) -> list[UUID]:
    query = select(Controle.object_id).where(Controle.organisatie_id == organisatie_id, Controle.dag.is_not(None), *of)
    return list(session.scalars(query.order_by(Controle.dag.desc(), Controle.id.desc()).limit(BEZOEKEN)))


def found_objects(session: Session, organisatie_id: UUID, zoek: str) -> dict[str, Any]:
    """The first objects that hold every word, for a phone with a network; `meer` says that there are others."""
    found = search_objecten(session, organisatie_id, zoek, limit=GEVONDEN + 1)
    return {"objecten": [object_short(row) for row in found[:GEVONDEN]], "meer": len(found) > GEVONDEN}


def object_short(item: Inspectieobject) -> dict[str, Any]:
    """An object as lists on a phone show it."""
    return {
        "id": str(item.id),
        "adres": item.adres,
        "naam": item.naam,
        "soort": item.soort,
        "plaats": item.plaats,
        "lat": item.lat,
        "lon": item.lon,
    }
