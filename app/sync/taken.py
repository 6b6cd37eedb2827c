"""Jobs of the data channel: look at a received photo once, and make its pictures."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Controle, Foto
from app.controles.ontvangst import FotoBytes, Gemis
from app.controles.projectie.compleet import check_complete
from app.core.audit import record
from app.core.db import locking
from app.core.images import read_image
from app.core.queue import Na, Schrijf, taak, with_sweep
from app.core.taken import Taak
from app.organisatie.models import Organisatie

OUD = timedelta(days=30)


@taak("foto")
def look_at_photo(session: Session, opdracht: Taak, _now: datetime) -> Schrijf | None:
    """Says whether the bytes are a picture, and stores an upright one for screens and a small one for lists."""
    found = session.get(FotoBytes, opdracht.onderwerp_id)
    if found is None:
        return None
    blobs = current_app.extensions["blobs"]
    beeld = read_image(blobs.get(found.organisatie_id, found.sha256))
    values: dict[str, object] = {"leesbaar": beeld is not None}
    if beeld is not None:
        values |= {"breedte": beeld.breedte, "hoogte": beeld.hoogte}
        values["weergave_sha256"] = blobs.put(found.organisatie_id, beeld.weergave)
        values["klein_sha256"] = blobs.put(found.organisatie_id, beeld.klein)
    return lambda writing: write_pictures(writing, found.id, values)


def write_pictures(session: Session, key: UUID, values: dict[str, object]) -> None:
    """What was seen goes to the bytes; a photo whose phone did not say how large it is hears that too."""
    found = session.get_one(FotoBytes, key)
    for name, value in values.items():
        setattr(found, name, value)
    rows = select(Foto).where(Foto.organisatie_id == found.organisatie_id, Foto.sha256 == found.sha256)
    for foto in session.scalars(rows).all():
        foto.breedte = foto.breedte or found.breedte
        foto.hoogte = foto.hoogte or found.hoogte


@with_sweep
def heal_visits(session: Session, now: datetime) -> None:
    """A photo and its row that arrived in two requests at the very same moment did not see each other: look again
    whether their visit is complete."""
    given = select(Gemis.controle_id).where(Gemis.opgeheven_at.is_(None))
    to_do = Controle.compleet_at.is_(None) | Controle.id.in_(given)
    waiting = select(Controle).where(Controle.afgerond_at.is_not(None), to_do)
    for controle in session.scalars(locking(waiting.order_by(Controle.id))).all():
        check_complete(session, controle, now)


@with_sweep
def drop_old_parts(session: Session, now: datetime) -> Na:
    """Parts of photos that nobody went on with for thirty days. When the phone still has the whole it begins again;
    when it does not, this was all there was: the trail of the organisatie says so."""
    paths = Path(current_app.config["DATA"], "onderweg").glob("*/*")
    oud = {path: size for path in paths if (size := _old_size(path, now)) is not None}
    for path, size in oud.items():
        _note_dropped(session, path, size, now)

    def drop() -> None:
        for path in oud:
            path.unlink(missing_ok=True)

    return drop


def _old_size(path: Path, now: datetime) -> int | None:
    """Bytes in it when it is old; None for one somebody goes on with, or finished at this very moment."""
    with suppress(FileNotFoundError):
        found = path.stat()
        return found.st_size if found.st_mtime < (now - OUD).timestamp() else None
    return None


def _note_dropped(session: Session, path: Path, size: int, now: datetime) -> None:
    """Only bytes are worth a line; a lock beside them is not."""
    organisatie = session.get(Organisatie, UUID(path.parent.name)) if path.suffix == ".deel" else None
    if organisatie is None:
        return
    sha256, _, totaal = path.stem.partition("-")
    zin = f"Van een foto kwam {size} van {totaal} bytes binnen en dertig dagen niets meer: opgeruimd"
    record(
        session,
        "foto-deel-opgeruimd",
        organisatie,
        zin,
        by=None,
        now=now,
        organisatie_id=organisatie.id,
        van={"sha256": sha256},
    )
