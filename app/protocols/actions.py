"""Publishing and withdrawing versions of protocols. A published version never changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.audit import record
from app.core.clock import local
from app.core.errors import Conflict, Invalid
from app.protocols.loader import PROTOCOLS, known_blokken, protocol_files, read_file
from app.protocols.models import Intrekking, Protocol, ProtocolVersie
from app.protocols.queries import find_protocol, intrekkingen, published_blokken, usable_versions
from app.protocols.rules.canoniek import canonical_json, text_hash
from app.protocols.rules.controle_definitie import check_definitie, count_grondslagen, count_punten
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.intrekken import NAMEN, IntrekSoort
from app.protocols.rules.problemen import DefinitieFout, Probleem
from app.protocols.rules.samenstellen import Blokken, resolve


def publish_definitie(
    session: Session,
    definitie: Definitie,
    blokken: Blokken,
    *,
    by: Any,
    now: datetime,
    eigenaar_id: UUID | None = None,
    gebaseerd_op: ProtocolVersie | None = None,
) -> ProtocolVersie:
    """Publishes a definition as a version of its protocol, resolved, with its hash.

    `by` is a User, or None for Schouw itself; `eigenaar_id` None is basis. Publishing the same content again gives
    the version that is there. Raises `Invalid` (`protocol-onjuist`, with what is wrong by place) and `Conflict`
    (`protocol-versie-bestaat`) when this number exists with other content.
    """
    heel = _resolved(definitie, blokken)
    tekst = canonical_json(heel)
    bestaand = _existing(session, eigenaar_id, heel)
    if bestaand is not None:
        _refuse_changed(bestaand, tekst)
        bestaand.bron = bestaand.bron or (canonical_json(definitie) if definitie != heel else None)
        return bestaand
    refuse_wrong(check_definitie(definitie, blokken))
    protocol = _protocol(session, heel, eigenaar_id)
    versie = ProtocolVersie(
        protocol_id=protocol.id,
        protocol=protocol,
        nummer=heel.versie,
        definitie=tekst,
        bron=canonical_json(definitie) if definitie != heel else None,
        hash=text_hash(tekst),
        status="gepubliceerd",
        geldig_van=heel.geldig_van,
        geldig_tot=heel.geldig_tot,
        gepubliceerd_at=now,
        gepubliceerd_door=getattr(by, "id", None),
        wijzigingsnotitie=heel.wijzigingsnotitie,
        gebaseerd_op_id=gebaseerd_op.id if gebaseerd_op else None,
        kerncijfers=key_figures(heel),
    )
    session.add(versie)
    session.flush()
    _record(
        session, "protocol-gepubliceerd", versie, f"{heel.titel}, versie {heel.versie} gepubliceerd", by=by, now=now
    )
    return versie


def publish_files(
    session: Session, paden: Iterable[Path], *, by: Any, now: datetime, eigenaar_id: UUID | None = None
) -> list[ProtocolVersie]:
    """Publishes protocol files, blocks before what may include them.

    Blocks are taken from these files, then from the files of Schouw, then from what is published. Raises `Invalid`
    (`protocol-onjuist`) and `Conflict` (`protocol-versie-bestaat`).
    """
    gelezen = {pad: read_file(pad) for pad in paden}
    refuse_wrong([probleem for bestand in gelezen.values() for probleem in bestand.problemen])
    gekozen = [bestand.definitie for bestand in gelezen.values() if bestand.definitie is not None]
    blokken = {
        **published_blokken(session, eigenaar_id),
        **known_blokken(protocol_files(PROTOCOLS), gelezen),
        **{(blok.protocol, blok.versie): blok for blok in gekozen if blok.soort == "blok"},
    }
    volgorde = sorted(gekozen, key=lambda definitie: (definitie.soort != "blok", definitie.protocol, definitie.versie))
    return [
        publish_definitie(session, definitie, blokken, by=by, now=now, eigenaar_id=eigenaar_id)
        for definitie in volgorde
    ]


def publish_shipped(session: Session, *, by: Any, now: datetime) -> list[ProtocolVersie]:
    """Publishes every protocol that comes with Schouw, for owner basis; what is published already stays."""
    return publish_files(session, protocol_files(PROTOCOLS), by=by, now=now)


def withdraw_versie(
    session: Session,
    organisatie_id: UUID,
    versie: ProtocolVersie,
    *,
    reden: str,
    by: Any,
    now: datetime,
    soort: IntrekSoort = IntrekSoort.UITLOPEN,
) -> Intrekking:
    """Takes a version out of use at this organisatie: new controles cannot have it, phones stop offering it at their
    next contact. Controles that have it keep it, and a visit that was begun offline with it is accepted.

    `soort` says what else happens: at `fout` who works by it is told. Raises `Conflict` (`protocol-al-ingetrokken`) and
    `Invalid` (`intrekreden-ontbreekt`, `vervanging-ontbreekt`).
    """
    if versie.status != "gepubliceerd" or versie.id in intrekkingen(session, organisatie_id):
        raise Conflict("protocol-al-ingetrokken", "Deze versie is al ingetrokken.")
    if not reden.strip():
        zin = "Schrijf waarom deze versie wordt ingetrokken."
        raise Invalid("intrekreden-ontbreekt", zin, velden={"reden": zin})
    if soort == IntrekSoort.VERVANGEN:
        _needs_other(session, organisatie_id, versie, local(now).date())
    row = Intrekking(
        organisatie_id=organisatie_id,
        protocol_versie_id=versie.id,
        soort=soort,
        reden=reden.strip(),
        door_id=getattr(by, "id", None),
        op=now,
    )
    session.add(row)
    zin = f"{_name(versie)}. {NAMEN[soort]}. Reden: {reden.strip()}"
    _record(session, "protocol-ingetrokken", versie, zin, by=by, now=now, organisatie_id=organisatie_id)
    return row


def _needs_other(session: Session, organisatie_id: UUID, versie: ProtocolVersie, dag: date) -> None:
    """Raises `Invalid` when no other version of the protocol is there for new work on this day."""
    codes = {other.protocol.code for other in usable_versions(session, organisatie_id, dag, zonder=versie.id)}
    if versie.protocol.code not in codes:
        zin = "Er is geen andere versie in gebruik. Publiceer die eerst, of laat deze versie uitlopen."
        raise Invalid("vervanging-ontbreekt", zin, velden={"soort": zin})


def restore_versie(session: Session, organisatie_id: UUID, versie: ProtocolVersie, *, by: Any, now: datetime) -> None:
    """Takes a withdrawn version into use again. Raises `Conflict` (`protocol-niet-ingetrokken`)."""
    row = intrekkingen(session, organisatie_id).get(versie.id)
    if row is None:
        raise Conflict("protocol-niet-ingetrokken", "Deze versie is in gebruik. Ververs de pagina.")
    session.delete(row)
    zin = f"{_name(versie)} weer in gebruik"
    _record(session, "protocol-teruggezet", versie, zin, by=by, now=now, organisatie_id=organisatie_id)


def _name(versie: ProtocolVersie) -> str:
    return f"{versie.protocol.titel}, versie {versie.nummer}"


def refuse_wrong(problemen: Iterable[Probleem]) -> None:
    """Raises `Invalid` (`protocol-onjuist`) when there is a problem that is more than a warning."""
    fouten = [probleem for probleem in problemen if not probleem.waarschuwing]
    if not fouten:
        return
    zin = f"Dit protocol kan nog niet worden gepubliceerd: {fouten[0]}"
    if len(fouten) > 1:
        zin += f" En nog {len(fouten) - 1}."
    velden: dict[str, list[str]] = {}
    for fout in fouten:
        velden.setdefault(fout.pad or fout.bestand, []).append(f"{fout.zin} {fout.remedie}")
    raise Invalid("protocol-onjuist", zin, velden={plek: " ".join(zinnen) for plek, zinnen in velden.items()})


def key_figures(definitie: Definitie) -> dict[str, Any]:
    """Counts of a resolved definition for overviews: `punten`, `grondslagen`, `onbevestigd`, `secundair`,
    `vastgesteld`."""
    telling = count_grondslagen(definitie)
    return {
        "punten": count_punten(definitie),
        "grondslagen": sum(telling.values()),
        "onbevestigd": telling["onbevestigd"],
        "secundair": telling["secundair"],
        "vastgesteld": definitie.vaststelling is not None,
    }


def _protocol(session: Session, definitie: Definitie, eigenaar_id: UUID | None) -> Protocol:
    protocol = find_protocol(session, eigenaar_id, definitie.protocol)
    if protocol is None:
        protocol = Protocol(eigenaar_id=eigenaar_id, code=definitie.protocol)
        session.add(protocol)
    protocol.titel, protocol.thema, protocol.soort = definitie.titel, definitie.thema, definitie.soort
    session.flush()
    return protocol


def _resolved(definitie: Definitie, blokken: Blokken) -> Definitie:
    try:
        return resolve(definitie, blokken)
    except DefinitieFout as fout:
        refuse_wrong(fout.problemen)
        raise


def _existing(session: Session, eigenaar_id: UUID | None, definitie: Definitie) -> ProtocolVersie | None:
    protocol = find_protocol(session, eigenaar_id, definitie.protocol)
    if protocol is None:
        return None
    query = select(ProtocolVersie).where(ProtocolVersie.protocol_id == protocol.id)
    return session.scalars(query.where(ProtocolVersie.nummer == definitie.versie)).one_or_none()


def _refuse_changed(bestaand: ProtocolVersie, tekst: str) -> None:
    if bestaand.hash != text_hash(tekst):
        zin = (
            f"{bestaand.protocol.titel}, versie {bestaand.nummer} is al gepubliceerd met een andere inhoud, of met een"
            f" ander blok. Een gepubliceerde versie verandert niet: maak er versie {bestaand.nummer + 1} van."
        )
        raise Conflict("protocol-versie-bestaat", zin)


def _record(
    session: Session,
    soort: str,
    versie: ProtocolVersie,
    omschrijving: str,
    *,
    by: Any,
    now: datetime,
    organisatie_id: UUID | None = None,
) -> None:
    record(
        session,
        soort,
        versie,
        omschrijving,
        by=by,
        now=now,
        organisatie_id=organisatie_id or versie.protocol.eigenaar_id,
        naar={"code": versie.protocol.code, "versie": versie.nummer, "hash": versie.hash, "status": versie.status},
    )
