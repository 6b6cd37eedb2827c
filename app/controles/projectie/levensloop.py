"""Projects how far a visit is: started, closed, opened again."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.controles.models import Antwoord, Controle, Foto, Mutatie
from app.controles.overtreding import Overtreding
from app.controles.projectie.afwijkingen import judge_by_condition
from app.controles.projectie.bron import entries, moment, order, read, set_right
from app.controles.projectie.compleet import check_complete
from app.controles.projectie.herstel import project_herstel
from app.controles.rules.inhoud import AanvullenInhoud, AfrondenInhoud, NietAangetroffenInhoud, Soort
from app.controles.rules.journaal import Loop, Orde, Stap, course_of, order_of, outcome_of
from app.controles.rules.status import AF, Status
from app.core.audit import record
from app.core.clock import local
from app.organisatie.models import Organisatie
from app.organisatie.rules.bewaren import destroy_after

STAPPEN = (Soort.AFRONDEN, Soort.AANVULLEN, Soort.NIET_AANGETROFFEN)


def steps_of(session: Session, controle: Controle) -> list[Stap]:
    """The applied entries that close or reopen this visit."""
    return [_step(mutatie) for mutatie in entries(session, controle, STAPPEN)]


def _step(mutatie: Mutatie) -> Stap:
    soort = Soort(mutatie.soort)
    if soort is Soort.AFRONDEN:
        named = frozenset(read(mutatie, AfrondenInhoud).manifest.mutaties)
        return Stap(order(mutatie), soort, named)
    reden = read(mutatie, AanvullenInhoud).reden if soort is Soort.AANVULLEN else ""
    return Stap(order(mutatie), soort, reden=reden)


def is_plainly_open(controle: Controle) -> bool:
    """True when work is going on and nothing closes it: one more entry with content changes nothing of the course."""
    return controle.status == Status.BEZIG and controle.manifest is None


def project_course(session: Session, controle: Controle, now: datetime, *, reden: str = "") -> None:
    """Status, times, outcome and manifest of the visit as its journal says, which overtredingen are over by it, then
    whether it is complete.
    `reden`: why a next report is needed when one was made already."""
    stappen = steps_of(session, controle)
    begonnen = _work_query(session, controle, Mutatie.id, limit=1) != []
    inhoud_tot = _last_place(session, controle) if any(s.soort is Soort.NIET_AANGETROFFEN for s in stappen) else None
    loop = course_of(stappen, inhoud_tot=inhoud_tot, begonnen=begonnen)
    controle.aanvul_reden = loop.aanvul_reden
    judge_by_condition(session, controle)
    _set_status(session, controle, loop, now)
    _set_closing(session, controle, loop)
    _set_retention(session, controle)
    project_herstel(session, controle, now)
    check_complete(session, controle, now, reden=reden or loop.aanvul_reden or "")


def _last_place(session: Session, controle: Controle) -> Orde | None:
    """Place of the last entry with content."""
    rows = _work_query(session, controle, Mutatie.basis, Mutatie.hlc, Mutatie.id)
    return max((order_of(basis, hlc, key) for basis, hlc, key in rows), default=None)


def _work_query(session: Session, controle: Controle, *columns: Any, limit: int | None = None) -> list[Any]:
    """These columns of the applied entries that are work: not the birth and not the steps of the visit."""
    query = select(*columns).where(
        Mutatie.organisatie_id == controle.organisatie_id,
        Mutatie.controle_id == controle.id,
        Mutatie.stand == "verwerkt",
        Mutatie.soort.not_in([Soort.AANMAKEN, *STAPPEN]),
    )
    return list(session.execute(query.limit(limit)))


def applied_state(session: Session, controle: Controle) -> str:
    """Hash of which entries with content count now: the same set gives the same text, in whatever order it came."""
    keys = sorted(str(row.id) for row in _work_query(session, controle, Mutatie.id))
    return hashlib.sha256(" ".join(keys).encode()).hexdigest()


def _set_status(session: Session, controle: Controle, loop: Loop, now: datetime) -> None:
    was = Status(controle.status)
    if loop.status is Status.GEPLAND or was is loop.status or (was in AF and loop.status in AF):
        return
    controle.status = loop.status
    if was is Status.VERVALLEN:
        zin = f"{controle.nummer} was vervallen, maar er is ter plaatse aan gewerkt: weer {loop.status}"
        record(session, "werk-na-vervallen", controle, zin, by=None, now=now, van={"status": was})
        controle.vervallen_reden = None


def _set_closing(session: Session, controle: Controle, loop: Loop) -> None:
    """What the closing entry says; all of it empty while the visit is open."""
    sluiting = loop.sluiting
    mutatie = session.get_one(Mutatie, UUID(sluiting.orde[2])) if sluiting else None
    sleutel = str(mutatie.id) if mutatie else None
    if (controle.manifest or {}).get("mutatie") != sleutel:
        controle.compleet_at = None
        if mutatie and controle.status == Status.GERAPPORTEERD:
            controle.status = Status.AFGEROND
    afwezig = read(mutatie, NietAangetroffenInhoud) if mutatie and mutatie.soort == Soort.NIET_AANGETROFFEN else None
    afgerond = read(mutatie, AfrondenInhoud) if mutatie and not afwezig else None
    slot = afwezig or afgerond
    controle.eind_at = set_right(mutatie, slot.eind_at) if slot and mutatie else None
    controle.afgerond_at = (controle.eind_at or moment(mutatie)) if mutatie else None
    controle.voorstel_dag = afwezig.voorstel_dag if afwezig else None
    controle.voorstel_dagdeel = afwezig.voorstel_dagdeel or None if afwezig else None
    controle.voorstel_toelichting = afwezig.toelichting or None if afwezig else None
    controle.manifest = {"mutatie": sleutel, **_manifest(afgerond)} if sleutel else None
    controle.uitkomst = afwezig.uitkomst if afwezig else (_outcome(session, controle) if afgerond else None)


def _set_retention(session: Session, controle: Controle) -> None:
    """Until when the photos of this visit are kept; unknown while it is open."""
    if controle.afgerond_at is None and controle.status == Status.GEPLAND:
        return
    tot = keep_until(session, controle)
    fotos = select(Foto).where(Foto.controle_id == controle.id, Foto.vernietigen_na.is_distinct_from(tot))
    for foto in session.scalars(fotos).all():
        foto.vernietigen_na = tot


def keep_until(session: Session, controle: Controle) -> date | None:
    """The last day of the term of a finished visit, by the choices of its bevoegd gezag; None: open, or for good."""
    klaar_op = local(controle.afgerond_at).date() if controle.afgerond_at else None
    return destroy_after(
        klaar_op, controle.uitkomst, session.get_one(Organisatie, controle.bevoegd_gezag_id).instellingen
    )


def _manifest(afgerond: AfrondenInhoud | None) -> dict[str, list[str] | dict[str, str]]:
    if afgerond is None:
        return {"mutaties": [], "fotos": [], "toch": []}
    return {
        "mutaties": [str(key) for key in afgerond.manifest.mutaties],
        "fotos": list(afgerond.manifest.fotos),
        "toch": list(afgerond.toch),
        "getoond": dict(afgerond.getoond),
    }


def _outcome(session: Session, controle: Controle) -> str:
    session.flush()
    visible = select(Antwoord.oordeel).where(Antwoord.controle_id == controle.id, Antwoord.verborgen.is_(False))
    standing = (
        select(func.count())
        .select_from(Overtreding)
        .where(Overtreding.controle_id == controle.id, Overtreding.vervallen_at.is_(None))
    )
    return outcome_of(list(session.scalars(visible)), overtredingen=session.scalar(standing) or 0)
