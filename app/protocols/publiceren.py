"""A draft becomes a version: what stands in the way, and the act itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed
from app.organisatie.models import Organisatie
from app.organisatie.rules.instellingen import with_defaults
from app.protocols.actions import publish_definitie, refuse_wrong
from app.protocols.concept import as_seen, next_number, read_concept, read_ruw, remove
from app.protocols.models import Concept, Protocol, ProtocolVersie
from app.protocols.queries import published_blokken, read_definitie
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.problemen import DefinitieFout, Probleem
from app.protocols.rules.samenstellen import resolve
from app.protocols.rules.verschil import Verschil, compare


@dataclass(frozen=True)
class Gereed:
    """How far a draft is: the resolved definition (None: not readable yet), what stands in the way, what is only to
    look at, the version it follows on, and what differs from that."""

    definitie: Definitie | None
    fouten: list[Probleem]
    waarschuwingen: list[Probleem]
    vorige: ProtocolVersie | None
    verschil: Verschil | None


def readiness(session: Session, concept: Concept) -> Gereed:
    """Everything a person should know before publishing."""
    gelezen = read_concept(session, concept)
    fouten = [probleem for probleem in gelezen.problemen if not probleem.waarschuwing]
    let_op = [probleem for probleem in gelezen.problemen if probleem.waarschuwing]
    vorige = previous(session, concept)
    heel = _whole(session, concept, gelezen.definitie)
    verschil = compare(read_definitie(vorige.definitie), heel) if heel is not None and vorige is not None else None
    return Gereed(heel, fouten, let_op, vorige, verschil)


def previous(session: Session, concept: Concept) -> ProtocolVersie | None:
    """What the draft takes the place of: the newest published version of its code, an own one before that of basis."""
    query = select(ProtocolVersie).join(Protocol).where(Protocol.code == concept.code)
    query = query.where(Protocol.eigenaar_id.is_(None) | (Protocol.eigenaar_id == concept.organisatie_id))
    query = query.where(ProtocolVersie.status == "gepubliceerd")
    return session.scalars(query.order_by(Protocol.eigenaar_id.is_(None), ProtocolVersie.nummer.desc())).first()


def needs_second(organisatie: Organisatie) -> bool:
    """Whether who wrote the last change may not publish it."""
    return bool(with_defaults(organisatie.instellingen)["publiceren_door_tweede"])


def publish_concept(
    session: Session,
    organisatie: Organisatie,
    concept: Concept,
    *,
    sinds: int,
    notitie: str,
    vanaf: date,
    by: Any,
    now: datetime,
) -> ProtocolVersie:
    """Publishes a draft as a version of the organisatie's own protocol, valid from a day on; the draft is then gone.
    `sinds` is the revision that was looked at: what a colleague wrote after it is not published unseen, nor lost.

    Raises `Invalid` (`protocol-onjuist`, `wijzigingsnotitie-ontbreekt`), `NotAllowed` (`publiceren-door-tweede`) and
    `Conflict` (`protocol-versie-bestaat`, `concept-elders-gewijzigd`).
    """
    concept = as_seen(session, concept, sinds)
    if needs_second(organisatie) and concept.gewijzigd_door_id == getattr(by, "id", None):
        zin = "Je hebt zelf als laatste aan dit concept gewerkt. Een tweede persoon moet het nakijken en publiceren."
        raise NotAllowed("publiceren-door-tweede", zin)
    if not notitie.strip():
        zin = "Schrijf op waarom er een nieuwe versie is."
        raise Invalid("wijzigingsnotitie-ontbreekt", zin, velden={"notitie": zin})
    gelezen = read_concept(session, concept)
    refuse_wrong(gelezen.problemen)
    nummer = next_number(session, organisatie.id, concept.code)  # basis may have published meanwhile
    eigen = {"versie": nummer, "wijzigingsnotitie": notitie.strip(), "geldig_van": vanaf.isoformat()}
    ruw = {**read_ruw(concept), **eigen}
    versie = publish_definitie(
        session,
        msgspec.convert(json.loads(json.dumps(ruw)), Definitie, strict=False),
        published_blokken(session, organisatie.id),
        by=by,
        now=now,
        eigenaar_id=organisatie.id,
        gebaseerd_op=base_of(session, concept),
    )
    remove(session, concept)
    return versie


def base_of(session: Session, concept: Concept) -> ProtocolVersie | None:
    """The version of basis that a draft follows, straight or through own versions; None for an own protocol."""
    versie = session.get(ProtocolVersie, concept.gebaseerd_op_id) if concept.gebaseerd_op_id else None
    while versie is not None and versie.protocol.eigenaar_id is not None:
        versie = session.get(ProtocolVersie, versie.gebaseerd_op_id) if versie.gebaseerd_op_id else None
    return versie


def _whole(session: Session, concept: Concept, definitie: Definitie | None) -> Definitie | None:
    """The definition with its blocks in place; None when that does not go, which the problems then say."""
    if definitie is None:
        return None
    try:
        return resolve(definitie, published_blokken(session, concept.organisatie_id))
    except DefinitieFout:
        return None
