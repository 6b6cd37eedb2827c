"""Destruction by right, always audited: a photo that should not have been taken, and dossiers after their term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.models import Antwoord, Controle, Foto, Handtekening, Herhaling, Mutatie
from app.controles.ontvangst import Gemis, RuweInvoer
from app.controles.overtreding import (
    Bevinding,
    BevindingOvertreding,
    Interventie,
    LhsoBeoordeling,
    Overtreder,
    Overtreding,
    Termijn,
    still_open,
)
from app.controles.projectie.compleet import ask_again, check_complete
from app.controles.projectie.levensloop import keep_until
from app.controles.rules.status import AF
from app.controles.vernietigen import destroy_bytes, family_of, loose_hashes, wipe
from app.core.audit import record
from app.core.errors import Conflict
from app.organisatie.models import Organisatie
from app.organisatie.rules.bewaren import is_adopted
from app.rapportage.models import Rapport
from app.rapportage.queries import reports_of
from app.rapportage.waarde import from_canonical

VAN_OVERTREDING: tuple[Any, ...] = (BevindingOvertreding, Overtreder, LhsoBeoordeling, Interventie)
VAN_CONTROLE: tuple[Any, ...] = (
    Termijn,
    Overtreding,
    Bevinding,
    Herhaling,
    Antwoord,
    Handtekening,
    Foto,
    Mutatie,
    RuweInvoer,
    Gemis,
)
"""What goes with a dossier, in the order in which rows may go."""
LEEG: dict[str, Any] = {
    "opdracht": "", "selectie": [], "feiten": {}, "manifest": None, "legitimatie": None, "betreding": None,
    "machtiging": None, "binnentredingsverslag": None, "aanwezigen": None, "gesproken_met": None, "verklaring": None,
    "cautie": None, "werkwijze": None, "omstandigheden": None, "reactie": None, "voorstel_toelichting": None,
    "aanvul_reden": None, "vervallen_reden": None, "begin_lat": None, "begin_lon": None, "begin_nauwkeurigheid": None,
}  # fmt: skip
"""What a person typed or a phone measured; number, object, protocol, dates and outcome stay to be counted."""


def destroy_photo(session: Session, controle: Controle, foto: Foto, *, reden: str, by: User, now: datetime) -> None:
    """Destroys a photo with all copies of it, and the reports that show it; a next version without it follows. The
    journal stays: it names the photo and its hash. Raises `Conflict` foto-al-vernietigd."""
    if foto.vernietigd_at:
        raise Conflict("foto-al-vernietigd", "Deze foto is al vernietigd.")
    hashes = {rij.sha256 for rij in family_of(session, foto)}
    rijen = destroy_bytes(session, controle.organisatie_id, hashes, reden=reden, now=now)
    for rapport in reports_with(session, controle, hashes):
        destroy_files(session, rapport, [rapport.intern_sha256, rapport.betrokkene_sha256], reden=reden, now=now)
    zin = f"Een foto van {controle.nummer} is vernietigd: {reden}"
    naar = {"foto": str(foto.id), "reden": reden, "hashes": sorted(rij.sha256 for rij in rijen)}
    record(session, "foto-vernietigd", controle, zin, by=by, now=now, naar=naar)
    if controle.compleet_at:
        ask_again(controle)
        check_complete(session, controle, now, reden=reden)


def reports_with(session: Session, controle: Controle, hashes: set[str]) -> list[Rapport]:
    """The versions that stand whole and show one of these photos."""
    return [item for item in reports_of(session, controle) if not item.vernietigd_at and _shows(item, hashes)]


def _shows(rapport: Rapport, hashes: set[str]) -> bool:
    fotos = from_canonical(rapport.waarde).fotos if rapport.waarde else []
    return any(hashes & {foto.sha256, foto.bewerkt_sha256} for foto in fotos)


def destroy_files(session: Session, rapport: Rapport, hashes: list[str], *, reden: str, now: datetime) -> None:
    """Destroys files of a version; its row keeps their hashes, so that a copy elsewhere can still be recognised."""
    rapport.vernietigd_at, rapport.vernietig_reden = now, reden
    wipe(session, rapport, hashes, now)


def update_terms(session: Session, organisatie: Organisatie) -> None:
    """Writes the last day of the term on every photo and report of finished visits: choices and outcomes change."""
    for controle in session.scalars(_finished(organisatie)).all():
        tot = keep_until(session, controle)
        kinds: tuple[Any, ...] = (Foto, Rapport)
        for kind in kinds:
            rijen = select(kind).where(kind.controle_id == controle.id, kind.vernietigen_na.is_distinct_from(tot))
            for rij in session.scalars(rijen).all():
                rij.vernietigen_na = tot


def due(session: Session, organisatie: Organisatie, dag: date) -> Iterator[Controle]:
    """Finished visits whose term is over on `dag` by terms the bevoegd gezag adopted, and that nothing still needs: no
    overtreding is open, no visit after it has to stay."""
    blijft = select(Controle.voorganger_id).where(
        Controle.organisatie_id == organisatie.id, Controle.vernietigd_at.is_(None), Controle.voorganger_id.is_not(None)
    )
    nodig = set(session.scalars(blijft))
    for controle in session.scalars(_finished(organisatie)).all():
        gezag = session.get_one(Organisatie, controle.bevoegd_gezag_id)
        tot = keep_until(session, controle)
        over = tot is not None and tot < dag and is_adopted(gezag.instellingen)
        if over and controle.id not in nodig and not _has_open(session, controle.id):
            yield controle


def _finished(organisatie: Organisatie) -> Any:
    return (
        select(Controle)
        .where(Controle.organisatie_id == organisatie.id, Controle.status.in_(AF), Controle.vernietigd_at.is_(None))
        .order_by(Controle.afgerond_at, Controle.id)
    )


def _has_open(session: Session, controle_id: UUID) -> bool:
    query = select(Overtreding.id).where(Overtreding.controle_id == controle_id, *still_open())
    return session.scalars(query.limit(1)).first() is not None


def destroy_dossier(session: Session, controle: Controle, *, by: User | None, now: datetime) -> None:
    """Destroys what was recorded at a visit: journal, answers, findings, photos and reports. What is left: number,
    object, protocol, dates and outcome, the hashes of the reports, and the line in the audit that says so."""
    reden = "bewaartermijn voorbij"
    rapporten = reports_of(session, controle)
    naar = {
        "bewaard_tot": str(keep_until(session, controle)),
        "rapporten": [rapport.intern_sha256 for rapport in rapporten],
        "fotos": len(loose := loose_hashes(session, controle)),
    }
    destroy_bytes(session, controle.organisatie_id, loose, reden=reden, now=now)
    for rapport in rapporten:
        hashes = [rapport.intern_sha256, rapport.betrokkene_sha256, rapport.brief_sha256]
        destroy_files(session, rapport, [sha256 for sha256 in hashes if sha256], reden=reden, now=now)
        rapport.waarde, rapport.gegevens = "", {}
    _delete_rows(session, controle)
    for naam, leeg in LEEG.items():
        setattr(controle, naam, leeg)
    controle.vernietigd_at = now
    zin = f"Het dossier van {controle.nummer} is vernietigd: {reden}"
    record(session, "dossier-vernietigd", controle, zin, by=by, now=now, naar=naar)


def _delete_rows(session: Session, controle: Controle) -> None:
    overtredingen = list(session.scalars(select(Overtreding.id).where(Overtreding.controle_id == controle.id)))
    session.flush()
    for kind in VAN_OVERTREDING:
        session.execute(delete(kind).where(kind.overtreding_id.in_(overtredingen)))
    for kind in VAN_CONTROLE:
        session.execute(delete(kind).where(kind.controle_id == controle.id))
