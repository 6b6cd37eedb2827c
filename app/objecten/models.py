"""What is inspected, and the people concerned."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Index, String, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from app.core.db import Base, Tenant, tenant_args
from app.objecten.rules.adres import adres_sleutel


class Inspectieobject(Tenant, Base):
    """A pand, inrichting, monument, evenement, perceel or gebied. `feiten` answers the `object.…` conditions of
    protocols (`gebruiksfunctie`, `monument`, …); `contacten` are `{naam, rol, telefoon, email}`."""

    __tablename__ = "inspectieobject"
    __table_args__ = tenant_args(
        Index("ix_inspectieobject_plaats", "organisatie_id", "plaats", "straat"),
        Index("ix_inspectieobject_adres", "organisatie_id", "adres_sleutel", "id"),
        refs={"ouder_id": "inspectieobject"},
    )

    soort: Mapped[str]
    naam: Mapped[str | None]
    straat: Mapped[str | None]
    huisnummer: Mapped[str | None]
    postcode: Mapped[str | None]
    plaats: Mapped[str]
    adres_sleutel: Mapped[str] = mapped_column(String().with_variant(String(collation="C"), "postgresql"))
    """Its place among other addresses; made of the fields above whenever the row is written."""
    bag_id: Mapped[str | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    ouder_id: Mapped[UUID | None]
    feiten: Mapped[dict[str, Any]] = mapped_column(default=dict)
    contacten: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    created_at: Mapped[datetime]
    vervallen_at: Mapped[datetime | None]

    @property
    def adres(self) -> str:
        """`Molenstraat 14, Sint-Odamolen`, or the name where there is no address."""
        straat = " ".join(part for part in (self.straat, self.huisnummer) if part)
        return ", ".join(part for part in (straat or self.naam, self.plaats) if part)


@event.listens_for(Inspectieobject, "before_insert")
@event.listens_for(Inspectieobject, "before_update")
def _set_adres_sleutel(_mapper: Mapper[Any], _connection: Connection, row: Inspectieobject) -> None:
    row.adres_sleutel = adres_sleutel(row.plaats, row.straat, row.huisnummer, row.naam)


class Betrokkene(Tenant, Base):
    """A person or company concerned with objects and overtredingen."""

    __tablename__ = "betrokkene"

    soort: Mapped[str]
    """natuurlijk or rechtspersoon."""
    naam: Mapped[str]
    kvk: Mapped[str | None]
    adres: Mapped[str | None]
    email: Mapped[str | None]
    telefoon: Mapped[str | None]
    created_at: Mapped[datetime]
