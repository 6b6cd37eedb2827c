"""Reads the journal for the projections, and writes their rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast
from uuid import UUID

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Controle, Mutatie
from app.controles.rules.inhoud import Soort
from app.controles.rules.journaal import Onleesbaar, content_of, moment_of, order_of
from app.core.db import Tenant

Row = TypeVar("Row", bound=Tenant)
Inhoud = TypeVar("Inhoud", bound=Struct)


def entries(
    session: Session, controle: Controle, soorten: Iterable[Soort], sleutel: str | None = None
) -> list[Mutatie]:
    """The applied entries of these kinds (of one `sleutel`) in the order in which they count; the last one wins."""
    query = select(Mutatie).where(
        Mutatie.organisatie_id == controle.organisatie_id,
        Mutatie.controle_id == controle.id,
        Mutatie.stand == "verwerkt",
        Mutatie.soort.in_([str(soort) for soort in soorten]),
    )
    if sleutel is not None:
        query = query.where(Mutatie.sleutel == sleutel)
    return sorted(session.scalars(query), key=order)


def order(mutatie: Mutatie) -> tuple[int, str, str]:
    """The place of an entry among the others."""
    return order_of(mutatie.basis, mutatie.hlc, mutatie.id)


def read(mutatie: Mutatie, kind: type[Inhoud]) -> Inhoud:
    """The typed content of an applied entry."""
    content = content_of(Soort(mutatie.soort), mutatie.inhoud)
    assert isinstance(content, kind)  # noqa: S101  applied entries were read by the same function
    return content


def moment(mutatie: Mutatie) -> datetime:
    """When it was entered by the phone's clock; where that is no moment, when we received it."""
    return moment_of(mutatie.toestel_tijd) or mutatie.ontvangen_at


def true_moment(mutatie: Mutatie) -> datetime:
    """When it was entered by our clock: the phone's, corrected by what it was found to be wrong."""
    return moment(mutatie) + timedelta(milliseconds=mutatie.klok_afwijking_ms or 0)


def put(session: Session, kind: type[Row], key: UUID, controle: Controle, **values: Any) -> Row:
    """The row with this key, with these values. Raises `Onleesbaar` when the key is another record's."""
    row = session.get(kind, key)
    if row is None:
        made: Row = cast("Any", kind)(id=key, organisatie_id=controle.organisatie_id, **values)
        session.add(made)
        return made
    owner = values.get("controle_id", getattr(row, "controle_id", None))
    if row.organisatie_id != controle.organisatie_id or getattr(row, "controle_id", owner) != owner:
        raise Onleesbaar(f"{key}: deze sleutel hoort al bij iets anders")
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    return row
