"""Whether everything of a finished visit has arrived: what it still waits for, what a person said will not come, and
asking for its report."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.controles.models import Controle, Foto, Mutatie
from app.controles.ontvangst import FotoBytes, Gemis
from app.controles.rules.journaal import NAGEKOMEN
from app.controles.rules.status import AF, Status
from app.core.audit import record
from app.core.queue import enqueue


def check_complete(session: Session, controle: Controle, now: datetime, *, reden: str = "") -> None:
    """Sets `compleet_at` when all of a finished visit is here or given up, and nothing of it is held, and asks for its
    report; again when something came that was given up."""
    if controle.status not in AF or not controle.manifest:
        return
    session.flush()
    if _take_back(session, controle, now):
        ask_again(controle)
        reden = reden or NAGEKOMEN
    if controle.compleet_at:
        return
    if _waits_for_photo(session, controle) or has_held(session, controle):
        return
    if missing_photos(session, controle) or missing_entries(session, controle):
        return
    controle.compleet_at = now
    enqueue(session, "rapport", controle, now=now, gegevens={"reden": reden or controle.aanvul_reden or ""})


def ask_again(controle: Controle) -> None:
    """Its record changed after everything was in: the report that was made lacks that."""
    controle.compleet_at = None
    if controle.status == Status.GERAPPORTEERD:
        controle.status = Status.AFGEROND


def _waits_for_photo(session: Session, controle: Controle) -> bool:
    """True while the bytes of any photo row are still to come: told by the first one, without looking at the others."""
    here = exists().where(FotoBytes.organisatie_id == Foto.organisatie_id, FotoBytes.sha256 == Foto.sha256)
    given = exists().where(Gemis.controle_id == controle.id, Gemis.sleutel == Foto.sha256, Gemis.opgeheven_at.is_(None))
    query = select(exists().where(Foto.controle_id == controle.id, ~here, ~given))
    return bool(session.scalar(query))


def missing_entries(session: Session, controle: Controle) -> list[str]:
    """Ids in the manifest that have not arrived and were not given up."""
    named = list((controle.manifest or {}).get("mutaties", []))
    gone = _entries_here(session, controle, named) | given_up_keys(session, controle)
    return [key for key in named if key not in gone]


def missing_photos(session: Session, controle: Controle) -> list[str]:
    """Hashes, of the manifest and of the photo rows, whose bytes have not arrived and were not given up."""
    rows = select(Foto.sha256).where(Foto.controle_id == controle.id)
    wanted = {*(controle.manifest or {}).get("fotos", []), *session.scalars(rows)}
    return sorted(wanted - _photos_here(session, controle, wanted) - given_up_keys(session, controle))


def _entries_here(session: Session, controle: Controle, keys: Collection[str]) -> set[str]:
    query = select(Mutatie.id).where(
        Mutatie.organisatie_id == controle.organisatie_id, Mutatie.id.in_([UUID(key) for key in keys])
    )
    return {str(key) for key in session.scalars(query)} if keys else set()


def _photos_here(session: Session, controle: Controle, hashes: Collection[str]) -> set[str]:
    query = select(FotoBytes.sha256).where(
        FotoBytes.organisatie_id == controle.organisatie_id, FotoBytes.sha256.in_(hashes)
    )
    return set(session.scalars(query)) if hashes else set()


def given_up(session: Session, controle: Controle) -> Sequence[Gemis]:
    """What a person said will not come and did not come, in the order in which that was said."""
    query = select(Gemis).where(Gemis.controle_id == controle.id, Gemis.opgeheven_at.is_(None))
    return session.scalars(query.order_by(Gemis.gemeld_at, Gemis.id)).all()


def given_up_keys(session: Session, controle: Controle) -> set[str]:
    """Their ids and hashes."""
    return {gemis.sleutel for gemis in given_up(session, controle)}


def _take_back(session: Session, controle: Controle, now: datetime) -> bool:
    """Lifts what was said of what came after all. True when there was any."""
    gemist = given_up(session, controle)
    here = _entries_here(session, controle, [item.sleutel for item in gemist if item.soort == "invoer"])
    here |= _photos_here(session, controle, [item.sleutel for item in gemist if item.soort == "foto"])
    terug = [item for item in gemist if item.sleutel in here]
    for item in terug:
        item.opgeheven_at = now
    if terug:
        zin = f"Van {controle.nummer} kwam alsnog binnen wat als vermist was gemeld"
        record(session, "gemis-opgeheven", controle, zin, by=None, now=now, van={"sleutels": sorted(here)})
    return bool(terug)


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
