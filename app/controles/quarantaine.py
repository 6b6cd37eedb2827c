"""Held entries: which there are, how a person resolves them, and what the phone hears of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.actions import lock_controle
from app.controles.journaal import VERNIETIGD, Levering, find_controle, hold, take_in
from app.controles.models import Controle, Mutatie
from app.controles.oordeel import Bezwaar
from app.controles.oplosrecht import check_resolver
from app.controles.projectie.compleet import check_complete
from app.controles.rules.inhoud import Soort
from app.controles.rules.journaal import clean
from app.controles.rules.oplossing import Keuze
from app.controles.vernietigen import destroy_bytes, is_named
from app.core.audit import record
from app.core.errors import Conflict, Invalid
from app.core.keys import new_key


def held_entries(session: Session, controle: Controle) -> Sequence[Mutatie]:
    """The held entries of a controle, oldest first."""
    return _held(session, controle.organisatie_id, Mutatie.controle_id == controle.id)


def held_without_controle(session: Session, organisatie_id: UUID) -> Sequence[Mutatie]:
    """Held entries about a controle we do not know."""
    return _held(session, organisatie_id, _is_stray(organisatie_id))


def _is_stray(organisatie_id: UUID) -> Any:
    return Mutatie.controle_id.not_in(select(Controle.id).where(Controle.organisatie_id == organisatie_id))


def _held(session: Session, organisatie_id: UUID, about: Any) -> Sequence[Mutatie]:
    query = _held_query(organisatie_id, about)
    return session.scalars(query.order_by(Mutatie.ontvangen_at, Mutatie.id)).all()


def _held_query(organisatie_id: UUID, about: Any) -> Select[Mutatie]:
    return select(Mutatie).where(Mutatie.organisatie_id == organisatie_id, Mutatie.stand == "vastgehouden", about)


def count_strays(session: Session, organisatie_id: UUID) -> int:
    """How many entries wait that belong to no controle we know."""
    query = _held_query(organisatie_id, _is_stray(organisatie_id)).with_only_columns(func.count())
    return session.scalar(query) or 0


def resolve_held(
    session: Session,
    mutatie: Mutatie,
    *,
    keuze: Keuze,
    reden: str,
    by: User,
    now: datetime,
    inhoud: dict[str, Any] | None = None,
) -> Mutatie:
    """Resolves a held entry; the phone hears at its next contact that it was taken. Returns the entry that counts
    now (the corrected one after *gecorrigeerd*).

    Raises `Invalid`: no reason, no content to correct with, or it still cannot be applied (the sentence says why;
    nothing changed then). Raises `Conflict` when it is not held any more, `NotAllowed` when `by` may not decide this.
    """
    controle = _lock(session, mutatie)
    check_resolver(session, mutatie, keuze, by)
    if mutatie.stand != "vastgehouden":
        raise Conflict("niet-vastgehouden", "Deze invoer is al opgelost. Ververs de pagina.")
    if not reden.strip():
        raise Invalid("reden-ontbreekt", "Vul in waarom je dit zo oplost.", velden={"reden": "Vul dit in."})
    van = {"stand": mutatie.stand, "reden_code": mutatie.reden_code}
    geldt = _RESOLVE[keuze](session, mutatie, by, now, inhoud)
    if keuze is not Keuze.OPMERKING:
        mutatie.opgelost_at, mutatie.opgelost_door, mutatie.opgelost_hoe = now, by.id, str(keuze)
    session.flush()
    record(session, f"invoer-{keuze}", mutatie, reden.strip(), by=by, now=now, van=van, naar={"geldt": str(geldt.id)})
    controle = controle or find_controle(session, mutatie)
    if controle is not None:
        check_complete(session, controle, now)
    return geldt


def _lock(session: Session, mutatie: Mutatie) -> Controle | None:
    """The controle of an entry, and the entry, as they are now; in this order, as a delivery takes them."""
    controle = find_controle(session, mutatie)
    if controle is not None:
        lock_controle(session, controle)
    session.refresh(mutatie, with_for_update=True)
    return controle


def _apply_as_is(session: Session, mutatie: Mutatie, _by: User, now: datetime, _: dict[str, Any] | None) -> Mutatie:
    mutatie.opgelost_at = now  # from here on nobody holds it again for its place or its maker
    _apply(session, mutatie, now)
    return mutatie


def _apply_corrected(
    session: Session, mutatie: Mutatie, by: User, now: datetime, inhoud: dict[str, Any] | None
) -> Mutatie:
    """A new entry in the same place; the original is set aside and stays what was received."""
    if inhoud is None:
        raise Invalid("inhoud-ontbreekt", "Vul de gecorrigeerde inhoud in.", velden={"inhoud": "Vul dit in."})
    raw = msgspec.json.encode(inhoud)
    nieuw = Mutatie(
        id=new_key(),
        organisatie_id=mutatie.organisatie_id,
        controle_id=mutatie.controle_id,
        soort=mutatie.soort,
        inhoud=clean(inhoud),
        basis=mutatie.basis,
        hlc=mutatie.hlc,
        toestel_tijd=mutatie.toestel_tijd,
        klok_afwijking_ms=mutatie.klok_afwijking_ms,
        volgnummer=mutatie.volgnummer,
        toestel_id=mutatie.toestel_id,
        user_id=by.id,
        protocol_hash=mutatie.protocol_hash,
        schrijver_epoch=mutatie.schrijver_epoch,
        sha256=hashlib.sha256(raw).hexdigest(),
        ruw=raw,
        ontvangen_at=now,
        stand="vastgehouden",
        opgelost_at=now,
        opgelost_door=by.id,
        opgelost_hoe=str(Keuze.GECORRIGEERD),
        vervangt_id=mutatie.id,
    )
    session.add(nieuw)
    try:
        _apply(session, nieuw, now)
    except Invalid:
        session.delete(nieuw)
        session.flush()
        raise
    mutatie.stand = "terzijde"
    return nieuw


def _apply(session: Session, mutatie: Mutatie, now: datetime) -> None:
    """Applies by a person's decision. Raises `Invalid` when it cannot be, and leaves everything as it was."""
    was = (mutatie.reden_code, mutatie.reden)
    try:
        with session.begin_nested():
            session.flush()
            take_in(session, mutatie, Levering(mutatie.user_id, now, besloten=True))
            if mutatie.stand == "vastgehouden":
                raise Bezwaar(mutatie.reden_code or "", mutatie.reden or "")
    except Bezwaar as bezwaar:
        mutatie.opgelost_at = None
        hold(mutatie, Bezwaar(was[0] or bezwaar.code, was[1] or bezwaar.zin))
        raise Invalid(bezwaar.code, bezwaar.zin, velden={"inhoud": bezwaar.zin}) from bezwaar


def _set_aside(_session: Session, mutatie: Mutatie, _by: User, _now: datetime, _: dict[str, Any] | None) -> Mutatie:
    mutatie.stand = "terzijde"
    return mutatie


def _refuse(session: Session, mutatie: Mutatie, _by: User, now: datetime, _: dict[str, Any] | None) -> Mutatie:
    """Its hash stays, and that of a photo it names, so that a phone that sends them again hears that they were taken;
    the bytes of the photo go with it."""
    sha256 = str(mutatie.inhoud.get("sha256") or "") if mutatie.soort == Soort.FOTO else ""
    mutatie.stand, mutatie.inhoud, mutatie.ruw = "terzijde", {"sha256": sha256} if sha256 else {}, b""
    if sha256 and not is_named(session, mutatie.organisatie_id, sha256, but=mutatie.id):
        destroy_bytes(session, mutatie.organisatie_id, [sha256], reden=VERNIETIGD.code, now=now)
    return mutatie


def _only_note(_session: Session, mutatie: Mutatie, _by: User, _now: datetime, _: dict[str, Any] | None) -> Mutatie:
    return mutatie


_RESOLVE = {
    Keuze.OPNIEUW: _apply_as_is,
    Keuze.GECORRIGEERD: _apply_corrected,
    Keuze.OPMERKING: _only_note,
    Keuze.TERZIJDE: _set_aside,
    Keuze.GEWEIGERD: _refuse,
}


def hold_again(session: Session, mutatie: Mutatie, *, reden: str, by: User, now: datetime) -> None:
    """Undoes *terzijde*: the entry is held again and can be resolved otherwise. Raises `Conflict`."""
    _lock(session, mutatie)
    if mutatie.stand != "terzijde" or mutatie.opgelost_hoe == Keuze.GEWEIGERD:
        raise Conflict("niet-terzijde", "Alleen invoer die terzijde is gelegd kan terug.")
    mutatie.stand, mutatie.opgelost_at, mutatie.opgelost_door, mutatie.opgelost_hoe = "vastgehouden", None, None, None
    record(session, "invoer-terug", mutatie, reden.strip() or "Teruggezet", by=by, now=now)
