"""Reads the journal for the projections, and writes their rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Controle, Mutatie
from app.controles.rules import journaal
from app.controles.rules.inhoud import Soort
from app.controles.rules.journaal import Onleesbaar, content_of, moment_of, order_of
from app.core.db import Tenant

Row = TypeVar("Row", bound=Tenant)
Inhoud = TypeVar("Inhoud", bound=Struct)


def entries(
    session: Session, controle: Controle, soorten: Iterable[Soort], sleutels: Collection[str] | None = None
) -> list[Mutatie]:
    """The applied entries of these kinds (at these places) in the order in which they count; the last one wins."""
    query = select(Mutatie).where(
        Mutatie.organisatie_id == controle.organisatie_id,
        Mutatie.controle_id == controle.id,
        Mutatie.stand == "verwerkt",
        Mutatie.soort.in_([str(soort) for soort in soorten]),
    )
    if sleutels is not None:
        query = query.where(Mutatie.sleutel.in_(sleutels))
    return sorted(session.scalars(query), key=order)


def entries_at(
    session: Session, controle: Controle, soort: Soort, sleutels: Collection[str]
) -> dict[str, list[Mutatie]]:
    """The applied entries of this kind per place, in one query; a place without any has an empty list."""
    found: dict[str, list[Mutatie]] = {sleutel: [] for sleutel in sleutels}
    for mutatie in entries(session, controle, [soort], sleutels):
        found[mutatie.sleutel].append(mutatie)
    return found


def order(mutatie: Mutatie) -> tuple[int, str, str]:
    """The place of an entry among the others."""
    return order_of(mutatie.basis, mutatie.hlc, mutatie.id)


def read(mutatie: Mutatie, kind: type[Inhoud]) -> Inhoud:
    """The typed content of an applied entry."""
    content = content_of(Soort(mutatie.soort), mutatie.inhoud)
    assert isinstance(content, kind)  # noqa: S101  applied entries were read by the same function
    return content


def moment(mutatie: Mutatie) -> datetime:
    """When it was entered, the phone's clock set right; where that is no moment, when we received it."""
    return set_right(mutatie, moment_of(mutatie.toestel_tijd)) or mutatie.ontvangen_at


def set_right(mutatie: Mutatie, gelezen: datetime | None) -> datetime | None:
    """A moment read from the clock of the phone that made this entry, corrected by what that clock was found to be
    wrong."""
    return journaal.set_right(gelezen, mutatie.klok_afwijking_ms)


class Rijen(Generic[Row]):
    """Projected rows of one table: read in one query, written one by one."""

    def __init__(self, session: Session, controle: Controle, kind: type[Row], keys: Collection[UUID]) -> None:
        self.session, self.controle, self.kind = session, controle, kind
        found = session.scalars(select(kind).where(kind.id.in_(keys)))
        self.rows: dict[UUID, Row] = {row.id: row for row in found}

    def put(self, key: UUID, **values: Any) -> Row:
        """The row with this key, with these values. Raises `Onleesbaar` when the key is another record's."""
        row = self.rows.get(key)
        if row is None:
            made: Row = cast("Any", self.kind)(id=key, organisatie_id=self.controle.organisatie_id, **values)
            self.session.add(made)
            self.rows[key] = made
            return made
        self._check_owner(row, values)
        for name, value in values.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
        return row

    def _check_owner(self, row: Row, values: dict[str, Any]) -> None:
        owner = values.get("controle_id", getattr(row, "controle_id", None))
        if row.organisatie_id != self.controle.organisatie_id or getattr(row, "controle_id", owner) != owner:
            raise Onleesbaar(f"{row.id}: deze sleutel hoort al bij iets anders")

    def remove(self, key: UUID) -> None:
        """No row with this key, when it is of this controle."""
        row = self.rows.get(key)
        if row is not None and getattr(row, "controle_id", None) == self.controle.id:
            self.session.delete(self.rows.pop(key))


def put(session: Session, kind: type[Row], key: UUID, controle: Controle, **values: Any) -> Row:
    """The row with this key, with these values. Raises `Onleesbaar` when the key is another record's."""
    return Rijen(session, controle, kind, [key]).put(key, **values)
