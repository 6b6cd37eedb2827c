"""Makes what is projected again from the journal: after a change of how an entry is read, or to prove that it can."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.journaal import rejudge_closed
from app.controles.models import Controle, Mutatie
from app.controles.projectie.levensloop import project_course
from app.controles.projectie.plekken import Plek, project_places
from app.controles.rules.inhoud import Soort
from app.core.db import locking


def rebuild_all(session: Session, now: datetime, keep: Callable[[], None]) -> int:
    """Makes every visit with a journal again, of all organisaties. `keep` commits one and forgets it, so that phones
    wait no longer than for that. How many there were. Reports that were made stay as they are."""
    worked = select(Mutatie.controle_id).where(Mutatie.controle_id.is_not(None))
    query = select(Controle.id).where(Controle.id.in_(worked), Controle.vernietigd_at.is_(None))
    keys = session.scalars(query.order_by(Controle.id)).all()
    for key in keys:
        controle = session.scalars(locking(select(Controle).where(Controle.id == key))).one()
        rebuild_projection(session, controle, now)
        keep()
    return len(keys)


def rebuild_projection(session: Session, controle: Controle, now: datetime) -> None:
    """Makes every projected row of this controle again from its journal. What the office added stays."""
    rejudge_closed(session, controle)
    query = select(Mutatie.soort, Mutatie.sleutel).where(
        Mutatie.organisatie_id == controle.organisatie_id, Mutatie.controle_id == controle.id
    )
    kinds = set(Soort)
    plekken = {(Soort(soort), sleutel) for soort, sleutel in session.execute(query.distinct()) if soort in kinds}
    project_places(session, controle, filter(_is_place, plekken))
    session.flush()
    project_course(session, controle, now)


def _is_place(plek: Plek) -> bool:
    """Held entries whose content could not be read have no canonical sleutel."""
    soort, sleutel = plek
    return bool(sleutel) or soort is Soort.STARTEN
