"""Reads of the data channel: what the server holds of a controle, and the mirrored draft."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Controle, Foto, Mutatie
from app.controles.ontvangst import FotoBytes
from app.controles.projectie.bron import order
from app.core.errors import NotFound
from app.sync.bezorger import Bezorger
from app.sync.bonnen import receipt_of_stored
from app.sync.schema import Bonnen


def receipts_of(session: Session, bezorger: Bezorger, controle_id: UUID) -> Bonnen:
    """What the server holds of what this user sent about a controle: entries with their outcome, photo hashes."""
    controle = session.get(Controle, controle_id)
    own = select(Mutatie).where(
        Mutatie.organisatie_id.in_(bezorger.organisaties),
        Mutatie.controle_id == controle_id,
        Mutatie.user_id == bezorger.user.id,
    )
    mutaties = sorted(session.scalars(own).all(), key=lambda mutatie: (mutatie.ontvangen_at, mutatie.id.hex))
    bonnen = [receipt_of_stored(mutatie, controle) for mutatie in mutaties]
    named = {str(mutatie.inhoud.get("sha256")) for mutatie in mutaties if mutatie.soort == "foto"}
    rows = select(Foto.sha256).where(Foto.organisatie_id.in_(bezorger.organisaties), Foto.controle_id == controle_id)
    query = select(FotoBytes.sha256).where(
        FotoBytes.organisatie_id.in_(bezorger.organisaties), FotoBytes.sha256.in_(named | set(session.scalars(rows)))
    )
    return Bonnen(mutaties=bonnen, fotos=sorted(set(session.scalars(query))))


def draft_of(session: Session, bezorger: Bezorger, controle_id: UUID) -> dict[str, Any]:
    """The applied entries that count now, in order, in the shape they were sent in, so that another phone can go on.
    Raises `NotFound` when the controle is not this user's."""
    query = select(Controle).where(
        Controle.id == controle_id,
        Controle.organisatie_id.in_(bezorger.organisaties),
        Controle.toezichthouder_id == bezorger.user.id,
    )
    controle = session.scalars(query).one_or_none()
    if controle is None:
        raise NotFound("controle-niet-van-jou", "Deze controle bestaat niet, of staat niet op jouw naam.")
    applied = select(Mutatie).where(
        Mutatie.organisatie_id == controle.organisatie_id,
        Mutatie.controle_id == controle.id,
        Mutatie.stand == "verwerkt",
    )
    last = {_place(mutatie): mutatie for mutatie in sorted(session.scalars(applied), key=order)}
    entries = [_as_sent(mutatie) for mutatie in sorted(last.values(), key=order)]
    return {"controle": str(controle.id), "versie": controle.versie, "mutaties": entries}


def _place(mutatie: Mutatie) -> tuple[str, str]:
    """Entries of one place replace each other, but a change of a photo may leave out what it does not change."""
    return mutatie.soort, str(mutatie.id) if mutatie.soort == "foto_wijzigen" else mutatie.sleutel


def _as_sent(mutatie: Mutatie) -> dict[str, Any]:
    return {
        "id": str(mutatie.id),
        "controle": str(mutatie.controle_id),
        "soort": mutatie.soort,
        "sleutel": mutatie.sleutel,
        "inhoud": mutatie.inhoud,
        "basis": mutatie.basis,
        "hlc": mutatie.hlc,
        "toestel_tijd": mutatie.toestel_tijd,
        "volgnummer": mutatie.volgnummer,
        "gebruiker": str(mutatie.user_id),
        "klok_afwijking_ms": mutatie.klok_afwijking_ms,
        "protocol_hash": mutatie.protocol_hash,
        "schrijver_epoch": mutatie.schrijver_epoch,
    }
