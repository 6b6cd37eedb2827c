"""Destroying bytes for good: only by right, audited, and only after the decision is committed.

The row of the bytes stays with its hash and the reason: the journal still says that there was a photo, and a phone
that offers it again does not bring it back.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, Exists, exists, or_, select
from sqlalchemy.orm import Session

from app.controles.models import Controle, Foto, Mutatie
from app.controles.ontvangst import FotoBytes
from app.controles.rules.inhoud import Soort
from app.controles.rules.oplossing import Keuze
from app.core.blobs import Blobs
from app.core.queue import Schrijf, enqueue, taak
from app.core.taken import Taak


def family_of(session: Session, foto: Foto) -> list[Foto]:
    """The photo as taken with every copy that was made of it: they show the same."""
    alle = session.scalars(select(Foto).where(Foto.controle_id == foto.controle_id)).all()
    ouder = {rij.id: rij.origineel_id for rij in alle}
    return [rij for rij in alle if _root(rij.id, ouder) == _root(foto.id, ouder)]


def _root(key: UUID, ouder: dict[UUID, UUID | None]) -> UUID:
    gezien: set[UUID] = set()
    while (hoger := ouder.get(key)) is not None and hoger not in gezien:
        gezien.add(key)
        key = hoger
    return key


def destroy_bytes(
    session: Session, organisatie_id: UUID, hashes: Collection[str], *, reden: str, now: datetime
) -> list[FotoBytes]:
    """Marks bytes as destroyed; a job removes them and the pictures made of them after the commit. Those that are still
    on a phone are marked too, so that they do not come in later."""
    query = select(FotoBytes).where(FotoBytes.organisatie_id == organisatie_id, FotoBytes.sha256.in_(hashes))
    bekend = list(session.scalars(query))
    nooit = set(hashes) - {rij.sha256 for rij in bekend}
    rijen = [rij for rij in bekend if not rij.vernietigd_at]
    rijen += [_never_received(session, organisatie_id, sha256, now) for sha256 in sorted(nooit)]
    for rij in rijen:
        weg = [sha256 for sha256 in (rij.sha256, rij.weergave_sha256, rij.klein_sha256) if sha256]
        rij.vernietigd_at, rij.vernietig_reden, rij.leesbaar = now, reden, False
        rij.weergave_sha256 = rij.klein_sha256 = None
        session.flush()
        wipe(session, rij, weg, now)
    return rijen


def _never_received(session: Session, organisatie_id: UUID, sha256: str, now: datetime) -> FotoBytes:
    rij = FotoBytes(organisatie_id=organisatie_id, sha256=sha256, grootte=0, type="", ontvangen_at=now)
    session.add(rij)
    return rij


def wipe(session: Session, onderwerp: Any, hashes: Collection[str], now: datetime) -> None:
    """Asks for the removal of these bytes once this transaction is committed."""
    enqueue(session, "vernietigen", onderwerp, now=now, gegevens={"hashes": sorted(hashes)})


@taak("vernietigen")
def remove_bytes(session: Session, opdracht: Taak, _now: datetime) -> Schrijf | None:
    """Removes bytes from the store, but for those that a photo which stays still needs. Twice is fine."""
    blobs: Blobs = current_app.extensions["blobs"]
    if opdracht.organisatie_id is not None:
        for sha256 in opdracht.gegevens.get("hashes", []):
            if not _is_needed(session, opdracht.organisatie_id, sha256):
                blobs.delete(opdracht.organisatie_id, sha256)
    return None


def _is_needed(session: Session, organisatie_id: UUID, sha256: str) -> bool:
    named = or_(FotoBytes.sha256 == sha256, FotoBytes.weergave_sha256 == sha256, FotoBytes.klein_sha256 == sha256)
    query = select(FotoBytes.id).where(
        FotoBytes.organisatie_id == organisatie_id, FotoBytes.vernietigd_at.is_(None), named
    )
    return session.scalars(query.limit(1)).first() is not None


def naming_photos(organisatie_id: UUID, sha256: Any) -> Exists:
    """There is a photo that shows these bytes."""
    return exists().where(Foto.organisatie_id == organisatie_id, Foto.sha256 == sha256)


def naming_entries(organisatie_id: UUID, sha256: Any, *but: ColumnElement[bool]) -> Exists:
    """There is an entry, held or set aside, that names these bytes and was not refused; an applied one has its photo.
    `but`: conditions that leave entries out."""
    return exists().where(*waiting_entries(organisatie_id), Mutatie.inhoud["sha256"].as_string() == sha256, *but)


def waiting_entries(organisatie_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """The held and set-aside entries about a photo that still say which."""
    return (
        Mutatie.organisatie_id == organisatie_id,
        Mutatie.stand != "verwerkt",
        Mutatie.soort == Soort.FOTO,
        Mutatie.opgelost_hoe.is_distinct_from(str(Keuze.GEWEIGERD)),
    )


def is_named(session: Session, organisatie_id: UUID, sha256: str, *, but: UUID) -> bool:
    """True when a photo shows these bytes, or another entry than `but` names them."""
    named = naming_photos(organisatie_id, sha256) | naming_entries(organisatie_id, sha256, Mutatie.id != but)
    return bool(session.scalar(select(named)))


def loose_hashes(session: Session, controle: Controle) -> set[str]:
    """Hashes of the photos and photo entries of this controle that nothing elsewhere shows or names: no photo of a
    controle that stays, no entry that waits."""
    organisatie_id = controle.organisatie_id
    named = select(Mutatie.controle_id, Mutatie.inhoud["sha256"].as_string()).where(*waiting_entries(organisatie_id))
    invoer = [(sha256, key == controle.id) for key, sha256 in session.execute(named) if sha256]
    eigen = set(session.scalars(select(Foto.sha256).where(Foto.controle_id == controle.id)))
    eigen |= {sha256 for sha256, hier in invoer if hier}
    elders = select(Foto.sha256).where(
        Foto.organisatie_id == organisatie_id, Foto.controle_id != controle.id, Foto.sha256.in_(eigen)
    )
    return eigen - set(session.scalars(elders)) - {sha256 for sha256, hier in invoer if not hier}
