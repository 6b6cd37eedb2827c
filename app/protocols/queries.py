"""Reads about protocols and their versions; an organisatie sees its own and those of *basis*."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, contains_eager, defer

from app.core.errors import NotFound
from app.protocols.models import Intrekking, Protocol, ProtocolVersie
from app.protocols.rules.canoniek import read_canonical
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.intrekken import IntrekSoort

HOOGSTE = 2**31 - 1
"""The highest number a version can have in the database; an address may ask for more."""


def published_version(
    session: Session, organisatie_id: UUID | None, code: str, dag: date | None = None
) -> ProtocolVersie:
    """The newest published version of a protocol; an own protocol goes before that of basis.

    `dag`: only a version that is valid on that day. Raises `NotFound` (`protocol-onbekend`).
    """
    query = _visible(organisatie_id).where(Protocol.code == code, *_in_use(organisatie_id, dag))
    versie = session.scalars(query.order_by(Protocol.eigenaar_id.is_(None), ProtocolVersie.nummer.desc())).first()
    if versie is None:
        raise NotFound("protocol-onbekend", f"Er is geen gepubliceerd protocol {code}.")
    return versie


def usable_versions(
    session: Session, organisatie_id: UUID, dag: date, zonder: UUID | None = None
) -> Sequence[ProtocolVersie]:
    """What a new controle on `dag` can be done by: per protocol the newest version in use, by title; an own protocol
    hides the basis one of the same code. `zonder` is a version to leave out. Without definitions."""
    query = _visible(organisatie_id).where(Protocol.soort == "toezichtprotocol", *_in_use(organisatie_id, dag))
    query = query.options(defer(ProtocolVersie.definitie))
    if zonder is not None:
        query = query.where(ProtocolVersie.id != zonder)
    newest: dict[str, ProtocolVersie] = {}
    for versie in session.scalars(query.order_by(Protocol.eigenaar_id.is_(None), ProtocolVersie.nummer.desc())):
        newest.setdefault(versie.protocol.code, versie)
    return sorted(newest.values(), key=lambda versie: versie.protocol.titel)


def _in_use(organisatie_id: UUID | None, dag: date | None) -> list[ColumnElement[bool]]:
    """Published, not taken out of use by this organisatie, and valid on `dag` when given."""
    weg = select(Intrekking.protocol_versie_id).where(Intrekking.organisatie_id == organisatie_id)
    found = [ProtocolVersie.status == "gepubliceerd", ProtocolVersie.id.not_in(weg)]
    if dag is not None:
        found += [
            ProtocolVersie.geldig_van <= dag,
            or_(ProtocolVersie.geldig_tot.is_(None), ProtocolVersie.geldig_tot >= dag),
        ]
    return found


def intrekkingen(session: Session, organisatie_id: UUID) -> dict[UUID, Intrekking]:
    """What this organisatie took out of use, by version."""
    rows = session.scalars(select(Intrekking).where(Intrekking.organisatie_id == organisatie_id))
    return {row.protocol_versie_id: row for row in rows}


def withdrawn_as_wrong(session: Session, organisaties: Collection[UUID]) -> dict[tuple[UUID, UUID], str]:
    """The reasons of these organisaties for versions they withdrew because of an error, by (organisatie, version)."""
    fout = Intrekking.organisatie_id.in_(organisaties) & (Intrekking.soort == IntrekSoort.FOUT)
    rows = session.scalars(select(Intrekking).where(fout))
    return {(row.organisatie_id, row.protocol_versie_id): row.reden for row in rows}


def get_versie(session: Session, organisatie_id: UUID | None, code: str, nummer: int) -> ProtocolVersie:
    """One version by code and number, withdrawn ones too; an own protocol goes before that of basis.

    Raises `NotFound` (`protocolversie-onbekend`).
    """
    query = _visible(organisatie_id).where(Protocol.code == code, ProtocolVersie.nummer == nummer)
    query = query.order_by(Protocol.eigenaar_id.is_(None))
    versie = session.scalars(query).first() if nummer <= HOOGSTE else None
    if versie is None:
        raise NotFound("protocolversie-onbekend", f"Protocol {code}, versie {nummer} bestaat hier niet.")
    return versie


def list_versies(session: Session, organisatie_id: UUID | None) -> Sequence[ProtocolVersie]:
    """All versions an organisatie may see, by thema, title and newest first; without their definitions."""
    query = _visible(organisatie_id).options(defer(ProtocolVersie.definitie))
    query = query.order_by(Protocol.thema, Protocol.titel, Protocol.code, ProtocolVersie.nummer.desc())
    return session.scalars(query).all()


def newest_versies(session: Session, organisatie_id: UUID) -> list[ProtocolVersie]:
    """The newest published version of every protocol and block, by title; an own one hides that of basis."""
    query = _visible(organisatie_id).where(*_in_use(organisatie_id, None))
    newest: dict[str, ProtocolVersie] = {}
    for versie in session.scalars(query.order_by(Protocol.eigenaar_id.is_(None), ProtocolVersie.nummer.desc())):
        newest.setdefault(versie.protocol.code, versie)
    return sorted(newest.values(), key=lambda versie: (versie.protocol.titel, versie.protocol.code))


def all_versies(session: Session, organisatie_id: UUID, code: str) -> Sequence[ProtocolVersie]:
    """The published versions of a protocol that an organisatie can see, its own and those of basis, newest first."""
    query = _visible(organisatie_id).where(Protocol.code == code, ProtocolVersie.status == "gepubliceerd")
    query = query.options(defer(ProtocolVersie.definitie))
    return session.scalars(query.order_by(ProtocolVersie.nummer.desc(), Protocol.eigenaar_id.is_(None))).all()


def versies_of(session: Session, protocol_id: UUID) -> Sequence[ProtocolVersie]:
    """The versions of one protocol, newest first; without their definitions."""
    query = select(ProtocolVersie).where(ProtocolVersie.protocol_id == protocol_id)
    query = query.options(defer(ProtocolVersie.definitie)).order_by(ProtocolVersie.nummer.desc())
    return session.scalars(query).all()


def published_blokken(session: Session, organisatie_id: UUID | None) -> dict[tuple[str, int], Definitie]:
    """The published blocks an organisatie may include, by (code, versie); own ones go before those of basis."""
    query = _visible(organisatie_id).where(Protocol.soort == "blok", ProtocolVersie.status == "gepubliceerd")
    versies = session.scalars(query.order_by(Protocol.eigenaar_id.is_not(None)))
    return {(versie.protocol.code, versie.nummer): read_definitie(versie.definitie) for versie in versies}


def find_protocol(session: Session, eigenaar_id: UUID | None, code: str) -> Protocol | None:
    """The protocol of exactly this owner (None is basis), or None."""
    eigenaar = Protocol.eigenaar_id.is_(None) if eigenaar_id is None else Protocol.eigenaar_id == eigenaar_id
    return session.scalars(select(Protocol).where(eigenaar, Protocol.code == code)).one_or_none()


@lru_cache(maxsize=64)
def read_definitie(tekst: str) -> Definitie:
    """A resolved definition from its stored canonical JSON; kept, because versions never change."""
    return read_canonical(tekst)


def _visible(organisatie_id: UUID | None) -> Select[ProtocolVersie]:
    """Versions of basis and of this organisatie, with their protocol."""
    eigen = Protocol.eigenaar_id == organisatie_id if organisatie_id else Protocol.eigenaar_id.is_(None)
    query = select(ProtocolVersie).join(ProtocolVersie.protocol).options(contains_eager(ProtocolVersie.protocol))
    return query.where(or_(Protocol.eigenaar_id.is_(None), eigen))
