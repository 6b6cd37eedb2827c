"""Whether everything of a finished visit has arrived: what it still waits for, and asking for its report."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.controles.models import Controle, Foto, Mutatie
from app.controles.ontvangst import FotoBytes
from app.controles.projectie.fotos import bytes_of, join_bytes
from app.controles.rules.status import AF, Status
from app.core.queue import enqueue


def check_complete(session: Session, controle: Controle, now: datetime, *, reden: str = "") -> None:
    """Sets `compleet_at` when all of a finished visit is here and nothing of it is held, and asks for its report."""
    if controle.compleet_at or controle.status not in AF or not controle.manifest:
        return
    session.flush()
    if _waits_for_photo(session, controle) or has_held(session, controle):
        return
    if missing_photos(session, controle) or missing_entries(session, controle):
        return
    _join_photos(session, controle)
    controle.compleet_at = now
    enqueue(session, "rapport", controle, now=now, gegevens={"reden": reden or controle.aanvul_reden or ""})


def _join_photos(session: Session, controle: Controle) -> None:
    """Bytes and row of a photo that came at the same moment, in two requests, did not see each other: now they do."""
    loose = select(Foto).where(Foto.controle_id == controle.id, Foto.ontvangen_at.is_(None))
    for foto in session.scalars(loose):
        join_bytes(foto, bytes_of(session, controle.organisatie_id, foto.sha256))


def ask_again(controle: Controle) -> None:
    """Its record changed after everything was in: the report that was made lacks that."""
    controle.compleet_at = None
    if controle.status == Status.GERAPPORTEERD:
        controle.status = Status.AFGEROND


def _waits_for_photo(session: Session, controle: Controle) -> bool:
    """True while the bytes of any photo row are not here: told by the first one, without looking at the others."""
    here = exists().where(FotoBytes.organisatie_id == Foto.organisatie_id, FotoBytes.sha256 == Foto.sha256)
    query = select(exists().where(Foto.controle_id == controle.id, ~here))
    return bool(session.scalar(query))


def missing_entries(session: Session, controle: Controle) -> list[str]:
    """Ids in the manifest that have not arrived, or are held."""
    named = [UUID(key) for key in (controle.manifest or {}).get("mutaties", [])]
    query = select(Mutatie.id).where(
        Mutatie.organisatie_id == controle.organisatie_id, Mutatie.id.in_(named), Mutatie.stand != "vastgehouden"
    )
    here = set(session.scalars(query)) if named else set()
    return [str(key) for key in named if key not in here]


def missing_photos(session: Session, controle: Controle) -> list[str]:
    """Hashes, of the manifest and of the photo rows, whose bytes have not arrived."""
    rows = select(Foto.sha256).where(Foto.controle_id == controle.id)
    wanted = {*(controle.manifest or {}).get("fotos", []), *session.scalars(rows)}
    query = select(FotoBytes.sha256).where(
        FotoBytes.organisatie_id == controle.organisatie_id, FotoBytes.sha256.in_(wanted)
    )
    return sorted(wanted - set(session.scalars(query)))


def has_held(session: Session, controle: Controle) -> bool:
    """True while an entry of this controle waits for a person."""
    query = select(
        exists().where(
            Mutatie.organisatie_id == controle.organisatie_id,
            Mutatie.controle_id == controle.id,
            Mutatie.stand == "vastgehouden",
        )
    )
    return bool(session.scalar(query))
