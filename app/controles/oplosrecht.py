"""Who may decide about what is held, and what: asked by the pages that offer it and again by the acts themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Lidmaatschap, Rol, User
from app.controles.journaal import VERNIETIGD, find_controle
from app.controles.models import Controle, Mutatie
from app.controles.ontvangst import FotoBytes, RuweInvoer
from app.controles.rules.oplossing import Afhandeling, Keuze
from app.core.errors import Invalid, NotAllowed

OPLOSSERS = (Rol.HANDHAVINGSJURIST, Rol.PLANNER, Rol.BEHEERDER)
"""Who may decide about an entry that was held."""
VERBETERAARS = (Rol.HANDHAVINGSJURIST, Rol.BEHEERDER)
"""Who may put another content in its place."""


def choices_for(session: Session, mutatie: Mutatie, by: User, rollen: Collection[str]) -> list[Keuze]:
    """What `by`, with these `rollen`, may do with a held entry: what a page offers, and nothing else is accepted."""
    return [keuze for keuze in Keuze if _objection(session, mutatie, keuze, by, rollen) is None]


def check_resolver(session: Session, mutatie: Mutatie, keuze: Keuze, by: User) -> None:
    """Raises `NotAllowed`: not one of `OPLOSSERS` here, no right to correct, or it is about one's own delivery at a
    controle that is somebody else's."""
    objection = _objection(session, mutatie, keuze, by, _rollen(session, mutatie.organisatie_id, by))
    if objection:
        raise objection


def _objection(
    session: Session, mutatie: Mutatie, keuze: Keuze, by: User, rollen: Collection[str]
) -> NotAllowed | None:
    nodig = VERBETERAARS if keuze is Keuze.GECORRIGEERD else OPLOSSERS
    if not set(nodig) & set(rollen):
        return _needs(nodig)
    controle = find_controle(session, mutatie)
    vernietigd = controle is not None and controle.vernietigd_at is not None
    if keuze is not Keuze.OPMERKING and vernietigd != (keuze is Keuze.GEWEIGERD):
        return NotAllowed("keuze-past-niet", VERNIETIGD.zin if vernietigd else "Alleen bij een vernietigd dossier.")
    is_ones_own_visit = controle is not None and controle.toezichthouder_id == by.id
    if keuze is not Keuze.OPMERKING and mutatie.user_id == by.id and not is_ones_own_visit:
        return _own_entry()
    return None


def _rollen(session: Session, organisatie_id: UUID, by: User) -> Collection[str]:
    query = select(Lidmaatschap).where(Lidmaatschap.user_id == by.id, Lidmaatschap.organisatie_id == organisatie_id)
    lid = session.scalars(query).one_or_none()
    return lid.rollen if lid else ()


def _needs(rollen: Sequence[Rol]) -> NotAllowed:
    namen = ", ".join(rollen[:-1]) + f" of {rollen[-1]}"
    return NotAllowed("oplossen-geen-recht", f"Dit beslist een {namen}. Vraag een van hen.")


def _own_entry() -> NotAllowed:
    zin = "Over je eigen invoer beslist een collega. Vraag een ander om deze invoer te bekijken."
    return NotAllowed("eigen-invoer", zin)


def check_oplosser(session: Session, organisatie_id: UUID, by: User) -> None:
    """Raises `NotAllowed`: not one of `OPLOSSERS` here."""
    if not set(OPLOSSERS) & set(_rollen(session, organisatie_id, by)):
        raise _needs(OPLOSSERS)


def ways_to_settle(
    session: Session, row: RuweInvoer | FotoBytes, by: User, rollen: Collection[str]
) -> list[Afhandeling]:
    """What `by`, with these `rollen`, may do with what is no entry: what a page offers; nothing else is accepted."""
    return [keuze for keuze in Afhandeling if _against(session, row, keuze, by, rollen) is None]


def check_settler(session: Session, row: RuweInvoer | FotoBytes, keuze: Afhandeling, *, reden: str, by: User) -> None:
    """Raises `NotAllowed`: no right to settle it like this, or it is one's own delivery. Raises `Invalid` without a
    reason."""
    objection = _against(session, row, keuze, by, _rollen(session, row.organisatie_id, by))
    if objection:
        raise objection
    if not reden.strip():
        raise Invalid("reden-ontbreekt", "Vul in wat ermee gedaan is.", velden={"reden": "Vul dit in."})


def _against(
    session: Session, row: RuweInvoer | FotoBytes, keuze: Afhandeling, by: User, rollen: Collection[str]
) -> NotAllowed | None:
    """What came for a destroyed dossier must go; otherwise destroying is for who destroys photos."""
    weg, moet_weg = keuze is Afhandeling.VERNIETIGEN, _is_for_destroyed(session, row)
    nodig = VERBETERAARS if weg and not moet_weg else OPLOSSERS
    if not set(nodig) & set(rollen):
        return _needs(nodig)
    if row.user_id == by.id:
        return _own_entry()
    if not weg and (moet_weg or row.opgelost_at):
        return NotAllowed("keuze-past-niet", VERNIETIGD.zin if moet_weg else "Dit is al afgehandeld.")
    return None


def _is_for_destroyed(session: Session, row: RuweInvoer | FotoBytes) -> bool:
    query = select(Controle.vernietigd_at).where(
        Controle.organisatie_id == row.organisatie_id, Controle.id == getattr(row, "controle_id", None)
    )
    return session.scalar(query) is not None
