"""The list of controles: order, pages, counts that stop in time, and all rows for a download."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, load_only

from app.accounts.models import User
from app.controles.lijstfilter import Filter, conditions_of
from app.controles.models import Controle, Mutatie
from app.objecten.models import Inspectieobject
from app.protocols.models import Protocol, ProtocolVersie
from app.zaken.models import Zaak

TELGRENS = 1000
"""Counting stops here: beyond it a number tells nobody anything and costs time."""


@dataclass(frozen=True)
class Rij:
    """One line of the list."""

    controle: Controle
    object: Inspectieobject
    wie: str | None
    protocol: str
    versie: int
    zaaknummer: str | None


VOLGORDEN: dict[str, tuple[Any, ...]] = {
    "dag": (Controle.dag, Controle.volgorde),
    "object": (Inspectieobject.adres_sleutel, Inspectieobject.id),
    "soort": (Controle.soort,),
    "wie": (User.naam,),
    "status": (Controle.status, Controle.dag),
    "nummer": (Controle.nummer,),
}


def find_controles(
    session: Session,
    organisatie_id: UUID,
    keuze: Filter,
    *,
    sorteer: str,
    limit: int,
    offset: int,
    by: UUID,
    vandaag: date,
) -> list[Rij]:
    """The lines of one page. `sorteer` is a key of `VOLGORDEN`, with `-` in front for downwards.

    Keys are chosen and ordered first, whole rows are read for this page only: the order is made over narrow rows.
    """
    keys = _ordered(session, organisatie_id, keuze, sorteer, by, vandaag).limit(limit).offset(offset)
    query = _rows().where(Controle.id.in_(session.scalars(keys).all()))
    return [Rij(*row) for row in session.execute(query.order_by(*_order(sorteer)))]


def _ordered(
    session: Session, organisatie_id: UUID, keuze: Filter, sorteer: str, by: UUID, vandaag: date
) -> Select[Any]:
    """The keys of a list in order."""
    held = held_controles(session, organisatie_id) if keuze.lijst == "vastgehouden" else ()
    query: Select[Any] = select(Controle.id).where(*conditions_of(organisatie_id, keuze, held, by, vandaag))
    if keuze.lijst == "vastgehouden":  # few keys: find them first, or SQLite walks every day in order to find them
        few = query.limit(10_000).subquery()
        query = select(Controle.id).where(Controle.id.in_(select(few.c.id)))
    kind = sorteer.removeprefix("-")
    if kind == "object" or keuze.plaats:
        query = _with_object(query)
    if kind == "wie":
        query = query.outerjoin(User, User.id == Controle.toezichthouder_id)
    return query.order_by(*_order(sorteer))


def _with_object(query: Select[Any]) -> Select[Any]:
    """Joined within the organisatie: so a database can walk the addresses in order and stop at the end of the page."""
    same = (Inspectieobject.organisatie_id == Controle.organisatie_id, Inspectieobject.id == Controle.object_id)
    return query.join(Inspectieobject, and_(*same))


KOLOMMEN: dict[str, Any] = {
    "nummer": Controle.nummer,
    "status": Controle.status,
    "soort": Controle.soort,
    "aanleiding": Controle.aanleiding,
    "thema": Controle.thema,
    "protocol": Protocol.titel,
    "versie": ProtocolVersie.nummer,
    "straat": Inspectieobject.straat,
    "huisnummer": Inspectieobject.huisnummer,
    "naam object": Inspectieobject.naam,
    "kern": Inspectieobject.plaats,
    "zaaknummer": Zaak.zaaknummer,
    "toezichthouder": User.naam,
    "dag": Controle.dag,
    "tijd": Controle.tijd,
    "opdracht": Controle.opdracht,
    "resultaat": Controle.uitkomst,
    "afgerond": Controle.afgerond_at,
}
"""The columns of a download, by their heading."""


def all_cells(
    session: Session, organisatie_id: UUID, keuze: Filter, *, sorteer: str, by: UUID, vandaag: date
) -> Iterator[tuple[Any, ...]]:
    """Every line of a list as plain values in the order of `KOLOMMEN`, fetched in parts."""
    keys = _ordered(session, organisatie_id, keuze, sorteer, by, vandaag).order_by(None).subquery()
    query = _joined(select(*KOLOMMEN.values())).where(Controle.id.in_(select(keys.c.id))).order_by(*_order(sorteer))
    for row in session.execute(query.execution_options(yield_per=1000)):
        yield tuple(row)


def count_controles(
    session: Session, organisatie_id: UUID, keuze: Filter, *, by: UUID, vandaag: date, grens: int = TELGRENS
) -> int:
    """How many lines there are; `grens + 1` means *more than grens*."""
    held = held_controles(session, organisatie_id) if keuze.lijst == "vastgehouden" else ()
    query: Select[Any] = select(Controle.id).where(*conditions_of(organisatie_id, keuze, held, by, vandaag))
    if keuze.plaats:
        query = _with_object(query)
    return session.scalar(select(func.count()).select_from(query.limit(grens + 1).subquery())) or 0


def held_controles(session: Session, organisatie_id: UUID) -> Sequence[UUID]:
    """Controles with an entry that a person must look at."""
    query = select(Mutatie.controle_id).where(
        Mutatie.organisatie_id == organisatie_id, Mutatie.stand == "vastgehouden", Mutatie.controle_id.is_not(None)
    )
    return [key for key in session.scalars(query.distinct()) if key is not None]


def plaatsen(session: Session, organisatie_id: UUID) -> Sequence[str]:
    """The villages and towns with objects, by name."""
    query = select(Inspectieobject.plaats).where(Inspectieobject.organisatie_id == organisatie_id)
    return session.scalars(query.distinct().order_by(Inspectieobject.plaats)).all()


def themas(session: Session, organisatie_id: UUID) -> Sequence[str]:
    """The themes of the protocols this organisatie can use."""
    mine = or_(Protocol.eigenaar_id.is_(None), Protocol.eigenaar_id == organisatie_id)
    return session.scalars(
        select(Protocol.thema).where(mine, Protocol.soort == "toezichtprotocol").distinct().order_by(Protocol.thema)
    ).all()


def _rows() -> Select[Any]:
    columns = (
        Controle.nummer, Controle.status, Controle.dag, Controle.tijd, Controle.soort, Controle.aanleiding,
        Controle.thema, Controle.opdracht, Controle.uitkomst, Controle.begin_at, Controle.afgerond_at,
        Controle.compleet_at, Controle.toezichthouder_id, Controle.duur_minuten, Controle.organisatie_id,
        Controle.voorstel_dag, Controle.fasen, Controle.vervallen_reden,
    )  # fmt: skip
    entities: tuple[Any, ...] = (Controle, Inspectieobject, User.naam, Protocol.titel, ProtocolVersie.nummer)
    return _joined(select(*entities, Zaak.zaaknummer)).options(load_only(*columns))


def _joined(query: Select[Any]) -> Select[Any]:
    """With object, zaak, person and protocol."""
    return (
        _with_object(query)
        .outerjoin(Zaak, Zaak.id == Controle.zaak_id)
        .outerjoin(User, User.id == Controle.toezichthouder_id)
        .join(ProtocolVersie, ProtocolVersie.id == Controle.protocol_versie_id)
        .join(Protocol, Protocol.id == ProtocolVersie.protocol_id)
    )


def _order(sorteer: str) -> list[Any]:
    downwards, key = sorteer.startswith("-"), sorteer.removeprefix("-")
    columns = [*VOLGORDEN.get(key, VOLGORDEN["dag"]), Controle.id]
    return [_ordered_by(column, downwards) for column in columns]


def _ordered_by(column: Any, downwards: bool) -> Any:
    """Nobody and nothing come last. Where that cannot be it is not said: an index in plain order would not be used."""
    term = column.desc() if downwards else column.asc()
    return term.nulls_last() if column.nullable or column.class_ is User else term
