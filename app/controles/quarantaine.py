"""Held entries: which there are, how a person resolves them, and what the phone hears of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.actions import lock_controle
from app.controles.journaal import VERNIETIGD, Levering, find_controle, hold, objection_in, take_in_all
from app.controles.models import Controle, Mutatie
from app.controles.oordeel import Bezwaar
from app.controles.oplosrecht import check_resolver
from app.controles.projectie.compleet import check_complete
from app.controles.reeksen import in_halves, runs_of
from app.controles.rules.inhoud import Soort
from app.controles.rules.journaal import clean
from app.controles.rules.oplossing import Keuze
from app.controles.vernietigen import destroy_bytes, is_named
from app.core.audit import record
from app.core.db import locking
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


Uitkomsten = dict[UUID, Mutatie | Bezwaar]
"""The entry that counts now, or why there is none, by the id of the entry that was held."""


@dataclass(frozen=True)
class Besluit:
    """What a person decided, and who. `inhoud`: what *gecorrigeerd* puts in the place of an entry."""

    keuze: Keuze
    reden: str
    by: User
    now: datetime
    inhoud: dict[str, Any] | None = None


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
    uitkomst = _resolve(session, [mutatie], Besluit(keuze, reden, by, now, inhoud)).get(mutatie.id)
    if uitkomst is None:
        raise Conflict("niet-vastgehouden", "Deze invoer is al opgelost. Ververs de pagina.")
    if isinstance(uitkomst, Bezwaar):
        raise Invalid(uitkomst.code, uitkomst.zin, velden={"inhoud": uitkomst.zin}) from uitkomst
    return uitkomst


def resolve_together(
    session: Session, mutaties: Sequence[Mutatie], *, keuze: Keuze, reden: str, by: User, now: datetime
) -> dict[UUID, str]:
    """Resolves held entries of one controle at once, in this order. Why some still wait, by their id; what was resolved
    meanwhile is left as it is. Raises as `resolve_held`, but for what still cannot be applied."""
    uitkomsten = _resolve(session, mutaties, Besluit(keuze, reden, by, now))
    return {key: uitkomst.zin for key, uitkomst in uitkomsten.items() if isinstance(uitkomst, Bezwaar)}


def _resolve(session: Session, mutaties: Sequence[Mutatie], besluit: Besluit) -> Uitkomsten:
    """Of each of these that was still held."""
    controle = _lock(session, mutaties)
    for mutatie in {mutatie.user_id: mutatie for mutatie in mutaties}.values():
        check_resolver(session, mutatie, besluit.keuze, besluit.by)
    wachtend = [mutatie for mutatie in mutaties if mutatie.stand == "vastgehouden"]
    if wachtend and not besluit.reden.strip():
        raise Invalid("reden-ontbreekt", "Vul in waarom je dit zo oplost.", velden={"reden": "Vul dit in."})
    van = {mutatie.id: {"stand": mutatie.stand, "reden_code": mutatie.reden_code} for mutatie in wachtend}
    uitkomsten = _RESOLVE[besluit.keuze](session, wachtend, besluit)
    for mutatie in wachtend:
        geldt = uitkomsten[mutatie.id]
        if isinstance(geldt, Mutatie):
            _note(session, mutatie, geldt, besluit, van[mutatie.id])
    session.flush()
    controle = controle or (find_controle(session, mutaties[0]) if mutaties else None)
    if controle is not None:
        check_complete(session, controle, besluit.now)
    return uitkomsten


def _note(session: Session, mutatie: Mutatie, geldt: Mutatie, besluit: Besluit, van: dict[str, Any]) -> None:
    if besluit.keuze is not Keuze.OPMERKING:
        mutatie.opgelost_at, mutatie.opgelost_door = besluit.now, besluit.by.id
        mutatie.opgelost_hoe = str(besluit.keuze)
    soort, naar = f"invoer-{besluit.keuze}", {"geldt": str(geldt.id)}
    record(session, soort, mutatie, besluit.reden.strip(), by=besluit.by, now=besluit.now, van=van, naar=naar)


def _lock(session: Session, mutaties: Sequence[Mutatie]) -> Controle | None:
    """The controle of these entries, and the entries, as they are now; in this order, as a delivery takes them."""
    controle = find_controle(session, mutaties[0]) if mutaties else None
    if controle is not None:
        lock_controle(session, controle)
    query = select(Mutatie).where(Mutatie.id.in_([mutatie.id for mutatie in mutaties])).order_by(Mutatie.id)
    session.flush()
    session.scalars(locking(query)).all()
    return controle


def _apply_as_is(session: Session, mutaties: Sequence[Mutatie], besluit: Besluit) -> Uitkomsten:
    """Applies by a person's decision, together; what cannot be stays held for the reason it was held for."""
    was = {mutatie.id: Bezwaar(mutatie.reden_code or "", mutatie.reden or "") for mutatie in mutaties}
    uitkomsten: Uitkomsten = {}

    def take(run: Sequence[Mutatie]) -> list[None]:
        for mutatie in run:
            mutatie.opgelost_at = besluit.now  # from here on nobody holds it again for its place or its maker
        session.flush()
        take_in_all(session, run, Levering(run[0].user_id, besluit.now, besloten=True))
        return []

    def alone(mutatie: Mutatie, error: Exception) -> None:
        session.refresh(mutatie)
        uitkomsten[mutatie.id] = objection_in(error, mutatie.id)

    for run in runs_of(mutaties):
        in_halves(session, run, take, alone)
    for mutatie in mutaties:
        if mutatie.stand == "vastgehouden" and mutatie.id not in uitkomsten:
            uitkomsten[mutatie.id] = Bezwaar(mutatie.reden_code or "", mutatie.reden or "")
            mutatie.opgelost_at = None
            hold(mutatie, was[mutatie.id])
        uitkomsten.setdefault(mutatie.id, mutatie)
    return uitkomsten


def _apply_corrected(session: Session, mutaties: Sequence[Mutatie], besluit: Besluit) -> Uitkomsten:
    """A new entry in the same place; the original is set aside and stays what was received."""
    if besluit.inhoud is None:
        raise Invalid("inhoud-ontbreekt", "Vul de gecorrigeerde inhoud in.", velden={"inhoud": "Vul dit in."})
    uitkomsten: Uitkomsten = {}
    for mutatie in mutaties:
        nieuw = _corrected(mutatie, besluit, besluit.inhoud)
        session.add(nieuw)
        uitkomst = _apply_as_is(session, [nieuw], besluit)[nieuw.id]
        uitkomsten[mutatie.id] = uitkomst
        if isinstance(uitkomst, Bezwaar):
            session.delete(nieuw)
            session.flush()
        else:
            mutatie.stand = "terzijde"
    return uitkomsten


def _corrected(mutatie: Mutatie, besluit: Besluit, inhoud: dict[str, Any]) -> Mutatie:
    raw = msgspec.json.encode(inhoud)
    return Mutatie(
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
        user_id=besluit.by.id,
        protocol_hash=mutatie.protocol_hash,
        schrijver_epoch=mutatie.schrijver_epoch,
        sha256=hashlib.sha256(raw).hexdigest(),
        ruw=raw,
        ontvangen_at=besluit.now,
        stand="vastgehouden",
        opgelost_at=besluit.now,
        opgelost_door=besluit.by.id,
        opgelost_hoe=str(Keuze.GECORRIGEERD),
        vervangt_id=mutatie.id,
    )


def _set_aside(_session: Session, mutaties: Sequence[Mutatie], _besluit: Besluit) -> Uitkomsten:
    for mutatie in mutaties:
        mutatie.stand = "terzijde"
    return {mutatie.id: mutatie for mutatie in mutaties}


def _refuse(session: Session, mutaties: Sequence[Mutatie], besluit: Besluit) -> Uitkomsten:
    """The hash of each stays, and that of a photo it names, so that a phone that sends them again hears that they were
    taken; the bytes of the photo go with it."""
    for mutatie in mutaties:
        sha256 = str(mutatie.inhoud.get("sha256") or "") if mutatie.soort == Soort.FOTO else ""
        mutatie.stand, mutatie.inhoud, mutatie.ruw = "terzijde", {"sha256": sha256} if sha256 else {}, b""
        if sha256 and not is_named(session, mutatie.organisatie_id, sha256, but=mutatie.id):
            destroy_bytes(session, mutatie.organisatie_id, [sha256], reden=VERNIETIGD.code, now=besluit.now)
    return {mutatie.id: mutatie for mutatie in mutaties}


def _only_note(_session: Session, mutaties: Sequence[Mutatie], _besluit: Besluit) -> Uitkomsten:
    return {mutatie.id: mutatie for mutatie in mutaties}


_RESOLVE = {
    Keuze.OPNIEUW: _apply_as_is,
    Keuze.GECORRIGEERD: _apply_corrected,
    Keuze.OPMERKING: _only_note,
    Keuze.TERZIJDE: _set_aside,
    Keuze.GEWEIGERD: _refuse,
}


def hold_again(session: Session, mutatie: Mutatie, *, reden: str, by: User, now: datetime) -> None:
    """Undoes *terzijde*: the entry is held again and can be resolved otherwise. Raises `Conflict`."""
    _lock(session, [mutatie])
    if mutatie.stand != "terzijde" or mutatie.opgelost_hoe == Keuze.GEWEIGERD:
        raise Conflict("niet-terzijde", "Alleen invoer die terzijde is gelegd kan terug.")
    mutatie.stand, mutatie.opgelost_at, mutatie.opgelost_door, mutatie.opgelost_hoe = "vastgehouden", None, None, None
    record(session, "invoer-terug", mutatie, reden.strip() or "Teruggezet", by=by, now=now)
