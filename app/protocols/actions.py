"""Publishing and withdrawing protocol versions. A published version never changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.core.audit import record
from app.core.errors import Conflict, Invalid
from app.protocols import queries
from app.protocols.loader import check_files, known_blokken, protocol_files, read_file
from app.protocols.models import Protocol, ProtocolVersie
from app.protocols.rules.canoniek import canonical_json, text_hash
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.samenstellen import Blokken, resolve
from app.protocols.rules.walk import walk_vragen


def publish_shipped(session: Session, *, by: Any, now: datetime) -> list[ProtocolVersie]:
    """Publishes every protocol that comes with Schouw, as owner basis; what is published already stays."""
    return publish_files(session, protocol_files(), by=by, now=now)


def publish_files(
    session: Session, paden: Iterable[Path], *, by: Any, now: datetime, eigenaar_id: UUID | None = None
) -> list[ProtocolVersie]:
    """Publishes the protocols in these files; blocks are only read. Raises `Invalid` (`protocol-niet-in-orde`) with
    the first problem, or `Conflict` (`protocol-versie-bestaat`)."""
    uitkomst = check_files(paden)
    fouten = [probleem for problemen in uitkomst.values() for probleem in problemen if not probleem.waarschuwing]
    if fouten:
        raise Invalid("protocol-niet-in-orde", f"Dit protocol kan niet worden gepubliceerd: {fouten[0]}")
    blokken = known_blokken([*uitkomst, *protocol_files()])
    definities = [bestand.definitie for bestand in map(read_file, uitkomst) if bestand.definitie]
    return [
        publish_definitie(session, definitie, blokken, by=by, now=now, eigenaar_id=eigenaar_id)
        for definitie in definities
        if definitie.soort != "blok"
    ]


def publish_definitie(
    session: Session,
    definitie: Definitie,
    blokken: Blokken,
    *,
    by: Any,
    now: datetime,
    eigenaar_id: UUID | None = None,
) -> ProtocolVersie:
    """Stores the resolved definition with its hash. The same content again gives the version that is there; other
    content under a published number raises `Conflict` (`protocol-versie-bestaat`)."""
    resolved = resolve(definitie, blokken)
    tekst = canonical_json(resolved)
    protocol = _protocol(session, resolved, eigenaar_id)
    bestaand = queries.find_versie(session, protocol, resolved.versie)
    if bestaand is not None:
        if bestaand.hash != text_hash(tekst):
            zin = f"Versie {resolved.versie} van {resolved.titel} is gepubliceerd en verandert niet meer. Maak versie "
            raise Conflict("protocol-versie-bestaat", f"{zin}{resolved.versie + 1}.")
        return bestaand
    versie = ProtocolVersie(
        protocol_id=protocol.id,
        protocol=protocol,
        nummer=resolved.versie,
        definitie=tekst,
        hash=text_hash(tekst),
        status="gepubliceerd",
        geldig_van=resolved.geldig_van,
        geldig_tot=resolved.geldig_tot,
        gepubliceerd_at=now,
        gepubliceerd_door=getattr(by, "id", None),
        wijzigingsnotitie=resolved.wijzigingsnotitie,
        kerncijfers=kerncijfers(resolved),
    )
    session.add(versie)
    session.flush()
    zin = f"{resolved.titel} versie {resolved.versie} is gepubliceerd"
    record(session, "protocol-gepubliceerd", versie, zin, by=by, now=now, organisatie_id=eigenaar_id)
    return versie


def _protocol(session: Session, definitie: Definitie, eigenaar_id: UUID | None) -> Protocol:
    protocol = queries.find_protocol(session, eigenaar_id, definitie.protocol)
    if protocol is None:
        protocol = Protocol(eigenaar_id=eigenaar_id, code=definitie.protocol, titel="", thema="", soort="")
        session.add(protocol)
    protocol.titel, protocol.thema, protocol.soort = definitie.titel, definitie.thema, definitie.soort
    session.flush()
    return protocol


def kerncijfers(definitie: Definitie) -> dict[str, Any]:
    """Counts for overviews: punten, unconfirmed grondslagen, proeven, and whether it was adopted."""
    punten = [plek.punt for plek in walk_vragen(definitie) if plek.is_punt]
    return {
        "punten": len(punten),
        "onbevestigd": sum(bron.zekerheid == "onbevestigd" for punt in punten for bron in punt.grondslagen),
        "proeven": len(definitie.proeven),
        "vastgesteld": definitie.vaststelling is not None,
        "kort": definitie.kort or definitie.titel,
    }


def withdraw_versie(session: Session, versie: ProtocolVersie, *, reden: str, by: Any, now: datetime) -> None:
    """Withdraws a version: no new controle starts on it, begun ones go on. Raises `Invalid` without a reason."""
    if not reden.strip():
        raise Invalid("reden-ontbreekt", "Vertel waarom deze versie wordt ingetrokken.", velden={"reden": "Vul in."})
    versie.status = "ingetrokken"
    zin = f"{versie.protocol.titel} versie {versie.nummer} is ingetrokken: {reden.strip()}"
    record(session, "protocol-ingetrokken", versie, zin, by=by, now=now, organisatie_id=versie.protocol.eigenaar_id)
