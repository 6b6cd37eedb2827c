"""What a protocol is in use for: controles by how far they are, and giving those that did not begin a new version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Toestel
from app.controles.models import Controle
from app.core.audit import record
from app.protocols.models import Protocol, ProtocolVersie
from app.protocols.queries import read_definitie

BEZIG = ("bezig",)
KLAAR = ("afgerond", "gerapporteerd")
FREE = (Controle.status == "gepland") & Controle.voorganger_id.is_(None) & Controle.begin_at.is_(None)
"""Planned, not begun, and no hercontrole."""


@dataclass(frozen=True)
class Gebruik:
    """How many controles of a protocol are planned, begun and done, and which phones will hear of a new version."""

    gepland: int
    begonnen: int
    klaar: int
    telefoons: Sequence[Toestel]

    def silent(self, sinds: datetime) -> list[Toestel]:
        """The phones that were not in touch since a moment."""
        return [toestel for toestel in self.telefoons if (toestel.laatst_gezien_at or toestel.created_at) < sinds]


def usage(session: Session, organisatie_id: UUID, code: str) -> Gebruik:
    """What uses a protocol at an organisatie, whatever version of it and whosoever's."""
    query = _of_code(select(Controle.status, func.count()), organisatie_id, code).group_by(Controle.status)
    per_status = {str(status): int(aantal) for status, aantal in session.execute(query)}
    phones = select(Toestel).where(Toestel.organisatie_id == organisatie_id, Toestel.ingetrokken_at.is_(None))
    return Gebruik(
        gepland=per_status.get("gepland", 0),
        begonnen=sum(per_status.get(status, 0) for status in BEZIG),
        klaar=sum(per_status.get(status, 0) for status in KLAAR),
        telefoons=session.scalars(phones.order_by(Toestel.laatst_gezien_at)).all(),
    )


def give_version(session: Session, organisatie_id: UUID, versie: ProtocolVersie, *, by: Any, now: datetime) -> int:
    """Gives the planned controles of this protocol that still carry all its punten a new version; how many.

    One that was begun on a phone without network goes back to its own version at its first entry
    (`follow_version`); a hercontrole keeps the version its punten were judged by.
    """
    query = _of_code(select(Controle, ProtocolVersie.nummer), organisatie_id, versie.protocol.code)
    fasen = {fase.code for fase in read_definitie(versie.definitie).fasen}
    rijen = session.execute(query.where(FREE, Controle.protocol_versie_id != versie.id)).all()
    gekozen = [(controle, oud) for controle, oud in rijen if fasen >= set(controle.fasen)]
    for controle, oud in gekozen:
        controle.protocol_versie_id = versie.id
        controle.versie += 1
        zin = f"{controle.nummer} gaat van versie {oud} naar versie {versie.nummer}"
        record(session, "protocolversie-gekozen", controle, zin, by=by, now=now)
    session.flush()
    return len(gekozen)


def count_free(session: Session, organisatie_id: UUID, code: str) -> int:
    """How many planned controles a new version would go to."""
    query = _of_code(select(func.count()), organisatie_id, code).where(FREE)
    return int(session.scalar(query) or 0)


def _of_code(query: Any, organisatie_id: UUID, code: str) -> Any:
    """Of the organisatie itself and for itself: who works for another gezag chooses its own moment."""
    query = query.select_from(Controle).join(ProtocolVersie, ProtocolVersie.id == Controle.protocol_versie_id)
    query = query.join(Protocol, Protocol.id == ProtocolVersie.protocol_id)
    return query.where(
        Protocol.code == code,
        Controle.organisatie_id == organisatie_id,
        Controle.bevoegd_gezag_id == organisatie_id,
    )
