"""Projects photos: the row from the journal."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import to_builtins
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Controle, Foto, Mutatie
from app.controles.ontvangst import FotoBytes
from app.controles.projectie.bron import Rijen, entries_at, moment, order, read, set_right
from app.controles.rules.inhoud import FotoInhoud, FotoWijzigenInhoud, Soort


def project_fotos(session: Session, controle: Controle, sleutels: Collection[str]) -> None:
    """The photos `sleutels` (their UUIDs) with the caption and hidden state that hold now."""
    gemaakt = entries_at(session, controle, Soort.FOTO, sleutels)
    gewijzigd = entries_at(session, controle, Soort.FOTO_WIJZIGEN, sleutels)
    rijen = Rijen(session, controle, Foto, [UUID(sleutel) for sleutel in sleutels])
    for sleutel, versies in gemaakt.items():
        if versies:
            rijen.put(UUID(sleutel), controle_id=controle.id, **_values(versies[-1], gewijzigd[sleutel]))
        else:
            rijen.remove(UUID(sleutel))


def _values(laatste: Mutatie, gewijzigd: list[Mutatie]) -> dict[str, Any]:
    inhoud = read(laatste, FotoInhoud)
    wijzigingen = [mutatie for mutatie in gewijzigd if order(mutatie) > order(laatste)]
    values: dict[str, Any] = to_builtins(inhoud, builtin_types=(UUID,)) | {
        "genomen_at": _taken(laatste, inhoud),
        "origineel_id": inhoud.origineel,
        "maker_id": laatste.user_id,
        "mutatie_id": laatste.id,
        "onderschrift": _caption(wijzigingen, inhoud.onderschrift),
        "verborgen_at": _hidden(wijzigingen),
    }
    del values["foto"], values["origineel"]
    return values


def _taken(mutatie: Mutatie, inhoud: FotoInhoud) -> datetime | None:
    """The moment in a picture from the gallery is that of whatever camera took it, not of this phone's clock."""
    return inhoud.genomen_at if inhoud.bron == "galerij" else set_right(mutatie, inhoud.genomen_at)


def _caption(wijzigingen: list[Mutatie], eerst: str) -> str:
    teksten = [read(mutatie, FotoWijzigenInhoud).onderschrift for mutatie in wijzigingen]
    return next((tekst for tekst in reversed(teksten) if tekst is not None), eerst)


def _hidden(wijzigingen: list[Mutatie]) -> object:
    for mutatie in reversed(wijzigingen):
        verborgen = read(mutatie, FotoWijzigenInhoud).verborgen
        if verborgen is not None:
            return moment(mutatie) if verborgen else None
    return None


def bytes_of(session: Session, organisatie_id: UUID, sha256: str) -> FotoBytes | None:
    """The received bytes with this hash, when they are here."""
    query = select(FotoBytes).where(FotoBytes.organisatie_id == organisatie_id, FotoBytes.sha256 == sha256)
    return session.scalars(query).one_or_none()
