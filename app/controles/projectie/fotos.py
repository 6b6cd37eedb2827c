"""Projects photos: the row from the journal, joined with the bytes when they are here."""

from __future__ import annotations

from uuid import UUID

from msgspec import to_builtins
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Controle, Foto, Mutatie
from app.controles.ontvangst import FotoBytes
from app.controles.projectie.bron import entries, moment, order, put, read
from app.controles.rules.inhoud import FotoInhoud, FotoWijzigenInhoud, Soort


def project_foto(session: Session, controle: Controle, sleutel: str) -> None:
    """The photo `sleutel` (its UUID) with the caption and hidden state that hold now."""
    versies = entries(session, controle, [Soort.FOTO], sleutel)
    key = UUID(sleutel)
    if not versies:
        row = session.get(Foto, key)
        if row is not None and row.controle_id == controle.id:
            session.delete(row)
        return
    laatste = versies[-1]
    inhoud = read(laatste, FotoInhoud)
    wijzigingen = [m for m in entries(session, controle, [Soort.FOTO_WIJZIGEN], sleutel) if order(m) > order(laatste)]
    values = to_builtins(inhoud, builtin_types=(UUID,)) | {
        "controle_id": controle.id,
        "genomen_at": inhoud.genomen_at,
        "origineel_id": inhoud.origineel,
        "maker_id": laatste.user_id,
        "mutatie_id": laatste.id,
        "onderschrift": _caption(wijzigingen, inhoud.onderschrift),
        "verborgen_at": _hidden(wijzigingen),
    }
    del values["foto"], values["origineel"]
    foto = put(session, Foto, key, controle, **values)
    join_bytes(foto, bytes_of(session, controle.organisatie_id, inhoud.sha256))


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


def join_bytes(foto: Foto, bytes_: FotoBytes | None) -> None:
    """Says on the row whether its bytes are here and which picture the server made of them."""
    foto.ontvangen_at = bytes_.ontvangen_at if bytes_ else None
    foto.weergave_sha256 = bytes_.weergave_sha256 if bytes_ else None
    foto.vernietigd_at = bytes_.vernietigd_at if bytes_ else None
