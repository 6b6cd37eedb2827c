"""Which protocols and versions there are, and which one an organisatie uses now."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.protocols.models import Protocol, ProtocolVersie


def find_protocol(session: Session, eigenaar_id: UUID | None, code: str) -> Protocol | None:
    """The protocol of this owner (None is basis)."""
    owner = Protocol.eigenaar_id.is_(None) if eigenaar_id is None else Protocol.eigenaar_id == eigenaar_id
    return session.scalars(select(Protocol).where(owner, Protocol.code == code)).one_or_none()


def find_versie(session: Session, protocol: Protocol, nummer: int) -> ProtocolVersie | None:
    """A version by its number."""
    query = select(ProtocolVersie).where(ProtocolVersie.protocol_id == protocol.id, ProtocolVersie.nummer == nummer)
    return session.scalars(query).one_or_none()


def visible_versies(session: Session, organisatie_id: UUID) -> Sequence[ProtocolVersie]:
    """Every version this organisatie may see: its own and those of basis, by thema, title and number."""
    query = (
        select(ProtocolVersie)
        .join(Protocol)
        .where(or_(Protocol.eigenaar_id.is_(None), Protocol.eigenaar_id == organisatie_id))
        .order_by(Protocol.thema, Protocol.titel, Protocol.code, ProtocolVersie.nummer.desc())
    )
    return session.scalars(query).all()


def published_version(session: Session, organisatie_id: UUID, code: str) -> ProtocolVersie:
    """The newest published version of a protocol for this organisatie; its own goes before that of basis.

    Raises `NotFound` (`protocol-onbekend`).
    """
    query = (
        select(ProtocolVersie)
        .join(Protocol)
        .where(
            Protocol.code == code,
            or_(Protocol.eigenaar_id.is_(None), Protocol.eigenaar_id == organisatie_id),
            ProtocolVersie.status == "gepubliceerd",
        )
        .order_by(Protocol.eigenaar_id.is_(None), ProtocolVersie.nummer.desc())
    )
    versie = session.scalars(query).first()
    if versie is None:
        raise NotFound("protocol-onbekend", "Dit protocol is niet gepubliceerd.")
    return versie


def visible_versie(session: Session, organisatie_id: UUID, code: str, nummer: int) -> ProtocolVersie:
    """A version by code and number; the organisatie's own goes before that of basis. Raises `NotFound`."""
    for versie in visible_versies(session, organisatie_id):
        if (versie.protocol.code, versie.nummer) == (code, nummer):
            return versie
    raise NotFound("protocolversie-onbekend", "Deze versie van het protocol bestaat niet.")
