"""A finished visit waits for what its phone named and never sent. A person can say that it will not come: the report is
then made, and says so with the reason. What comes after all is taken in as usual, and the report is made again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.actions import lock_controle
from app.controles.models import Controle, Foto
from app.controles.ontvangst import Gemis
from app.controles.oplosrecht import check_oplosser
from app.controles.projectie.compleet import check_complete, given_up, missing_entries, missing_photos
from app.controles.rules.status import AF
from app.core.audit import record
from app.core.errors import Conflict, Invalid
from app.core.filters import meervoud

INVOER, FOTO = "invoer", "foto"
"""Kinds. Entries are chosen as one: of an entry that never came nothing is known but its id."""


NIET_VERWACHT = Conflict("niet-verwacht", "Wat er nog moet komen is intussen veranderd. Ververs de pagina.")


@dataclass(frozen=True)
class Wachtend:
    """What a finished visit still waits for: ids of entries, and hashes of photos with their row when that is here."""

    invoer: Sequence[str] = ()
    fotos: Sequence[tuple[str, Foto | None]] = ()

    @property
    def aantallen(self) -> str:
        """`3 invoeren en 1 foto`; empty when nothing is waited for."""
        return in_words(len(self.invoer), len(self.fotos))


def in_words(invoeren: int, fotos: int) -> str:
    """`3 invoeren en 1 foto`."""
    delen = [(invoeren, "invoer", "invoeren"), (fotos, "foto", "foto’s")]
    return " en ".join(meervoud(*deel) for deel in delen if deel[0])


@dataclass(frozen=True)
class Gemeld:
    """What was said to come no more, at one moment and for one reason, and has not come."""

    invoeren: int
    fotos: int
    reden: str
    op: datetime
    door: UUID

    @property
    def aantallen(self) -> str:
        """`3 invoeren en 1 foto`."""
        return in_words(self.invoeren, self.fotos)


def reported(session: Session, controle: Controle) -> list[Gemeld]:
    """What was said to come no more, oldest first."""
    per: dict[tuple[datetime, UUID, str], list[str]] = {}
    for gemis in given_up(session, controle):
        per.setdefault((gemis.gemeld_at, gemis.gemeld_door, gemis.reden), []).append(gemis.soort)
    return [
        Gemeld(soorten.count(INVOER), soorten.count(FOTO), reden, op, door)
        for (op, door, reden), soorten in per.items()
    ]


def waiting_for(session: Session, controle: Controle) -> Wachtend:
    """What has to come before there can be a report; what waits for a person is not in it."""
    if controle.compleet_at or controle.status not in AF or not controle.manifest:
        return Wachtend()
    rows = select(Foto).where(Foto.controle_id == controle.id).order_by(Foto.id)
    per = {foto.sha256: foto for foto in session.scalars(rows)}
    fotos = [(sha256, per.get(sha256)) for sha256 in missing_photos(session, controle)]
    return Wachtend(missing_entries(session, controle), fotos)


def as_seen(session: Session, controle: Controle, sluiting: str) -> Wachtend:
    """What is waited for, when the visit was closed by the entry `sluiting`. Raises `Conflict`: nothing, or it was
    finished again."""
    wacht = waiting_for(session, controle)
    if not wacht.aantallen or (controle.manifest or {}).get("mutatie") != sluiting:
        raise NIET_VERWACHT
    return wacht


def give_up(
    session: Session, controle: Controle, *, sluiting: str, keuze: Collection[str], reden: str, by: User, now: datetime
) -> None:
    """Says that the entries (`INVOER`) and the photos (by hash) in `keuze` will not come. `sluiting` is the entry that
    closed the visit when it was looked at.

    Raises `NotAllowed`: `by` does not decide about held entries here. Raises `Invalid` without a reason, and `Conflict`
    when none of it is waited for any more."""
    check_oplosser(session, controle.organisatie_id, by)
    if not reden.strip():
        raise Invalid("reden-ontbreekt", "Vul in waarom dit niet meer komt.", velden={"reden": "Vul dit in."})
    lock_controle(session, controle)
    wacht = as_seen(session, controle, sluiting)
    weg = [(INVOER, key) for key in wacht.invoer if INVOER in keuze]
    weg += [(FOTO, sha256) for sha256, _ in wacht.fotos if sha256 in keuze]
    if not weg:
        raise NIET_VERWACHT
    for soort, sleutel in weg:
        session.add(
            Gemis(
                organisatie_id=controle.organisatie_id,
                controle_id=controle.id,
                soort=soort,
                sleutel=sleutel,
                reden=reden.strip(),
                gemeld_at=now,
                gemeld_door=by.id,
            )
        )
    soorten = [soort for soort, _ in weg]
    wat = in_words(soorten.count(INVOER), soorten.count(FOTO))
    zin = f"Van {controle.nummer} komt niet meer: {wat}. {reden.strip()}"
    record(session, "komt-niet-meer", controle, zin, by=by, now=now, naar={"sleutels": [key for _, key in weg]})
    check_complete(session, controle, now)
