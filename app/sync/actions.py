"""Receives a delivery of journal entries: each one is kept, judged, and answered with a receipt."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.journaal import Levering, hold, objection_in, refuse_when_passing, take_in, take_in_all
from app.controles.models import Controle, Mutatie
from app.controles.ontvangst import RuweInvoer
from app.controles.oordeel import Bezwaar
from app.controles.reeksen import ALLEEN, in_halves
from app.controles.rules.inhoud import Soort
from app.controles.rules.journaal import clean
from app.core.db import locking
from app.protocols.models import ProtocolVersie
from app.sync.bezorger import Bezorger
from app.sync.bonnen import receipts
from app.sync.lezen import Stuk, open_envelope, read_entry, split_by_controle
from app.sync.schema import Antwoordpakket, Bon, MutatieIn

Nieuw = tuple[Stuk, MutatieIn]
"""An entry that could be read: as it came in, and what it says."""

log = logging.getLogger("schouw")

ONLEESBAAR = Bezwaar("inhoud-onleesbaar", "Deze invoer is niet te lezen. Hij is bewaard; het kantoor kijkt ernaar.")
ANDERE_INHOUD = Bezwaar(
    "zelfde-id-andere-inhoud", "Onder dit nummer is al andere invoer ontvangen. Beide zijn bewaard; het kantoor kiest."
)
ANDERE_GEBRUIKER = Bezwaar(
    "andere-gebruiker", "Deze invoer is van iemand anders dan wie nu is ingelogd. Log in als de maker om te verzenden."
)
ORGANISATIE_ONBEKEND = Bezwaar(
    "organisatie-onbekend",
    "Je werkt voor meer organisaties en deze controle zegt niet voor welke. Het kantoor kijkt ernaar.",
)


@dataclass(frozen=True)
class Zending:
    """A delivery in progress; what is the same for all its controles is asked once."""

    bezorger: Bezorger
    toestel_id: UUID
    now: datetime
    gebruikers: frozenset[UUID]
    """Those named in the entries that exist."""
    plaats: Mapping[UUID, UUID] = field(default_factory=dict)
    """Organisatie per controle that is known, or that is born in this delivery."""
    controles: Sequence[Controle] = ()
    """Rows that every entry needs: a session forgets what nobody holds."""
    versies: dict[UUID, ProtocolVersie] = field(default_factory=dict)
    """Those of all controles so far, for the same reason."""
    gezien: set[object] = field(default_factory=set)
    """Checks that one entry passed and that are the same for the next."""


def receive(
    session: Session, bezorger: Bezorger, body: bytes, now: datetime, *, keep: Callable[[], None] = lambda: None
) -> Antwoordpakket:
    """Keeps and judges every entry in a delivery; receipts in the order of the entries. Raises `Invalid` only when
    the envelope itself cannot be read: then nothing was taken and the phone keeps everything.

    `keep` is called after every few entries of one controle: the edge commits there, so that a long delivery does not
    make the others wait. Cut off between two of them the phone sends all again; what is here is known by its id.
    """
    toestel_id, raws = open_envelope(body)
    alle = [read_entry(raw) for raw in raws]
    geheel = Zending(bezorger, toestel_id, now, _makers(session, alle))
    bonnen: list[Bon] = []
    for stukken in split_by_controle(alle):
        zending = _prepare(session, geheel, stukken)
        ids = [stuk.entry.id for stuk in stukken if stuk.entry]
        known = {row.id: row for row in session.scalars(select(Mutatie).where(Mutatie.id.in_(ids)))}
        bonnen += _receive(session, zending, stukken, known)
        keep()
    return Antwoordpakket(bonnen=bonnen, tijd=now.isoformat())


def _makers(session: Session, stukken: Iterable[Stuk]) -> frozenset[UUID]:
    named = {stuk.entry.gebruiker for stuk in stukken if stuk.entry}
    return frozenset(session.scalars(select(User.id).where(User.id.in_(named))))


def _prepare(session: Session, geheel: Zending, stukken: Iterable[Stuk]) -> Zending:
    """Locks the controles of these entries in one order, so that two deliveries never wait for each other in turn."""
    entries = [stuk.entry for stuk in stukken if stuk.entry]
    named = {entry.controle for entry in entries}
    rows = select(Controle).where(Controle.id.in_(named), Controle.organisatie_id.in_(geheel.bezorger.organisaties))
    controles = session.scalars(locking(rows.order_by(Controle.id))).all()
    geheel.versies.update(_versions(session, controles, geheel.versies))
    return replace(
        geheel,
        plaats=_births(geheel.bezorger, entries) | {controle.id: controle.organisatie_id for controle in controles},
        controles=controles,
    )


def _births(bezorger: Bezorger, entries: Iterable[MutatieIn]) -> dict[UUID, UUID]:
    """The organisatie each new controle says it is for, of those the deliverer works for."""
    born = {
        entry.controle: _uuid(entry.inhoud.get("organisatie")) for entry in entries if entry.soort == Soort.AANMAKEN
    }
    return {key: place for key, place in born.items() if place in bezorger.organisaties}


def _versions(
    session: Session, controles: Iterable[Controle], bekend: Mapping[UUID, ProtocolVersie]
) -> dict[UUID, ProtocolVersie]:
    """Those that are not known yet."""
    keys = {controle.protocol_versie_id for controle in controles} - bekend.keys()
    found = session.scalars(select(ProtocolVersie).where(ProtocolVersie.id.in_(keys))) if keys else ()
    return {versie.id: versie for versie in found}


def _receive(session: Session, zending: Zending, stukken: Iterable[Stuk], known: dict[UUID, Mutatie]) -> Iterator[Bon]:
    """What is new and can go together is gathered and taken in together; the rest one by one, in between."""
    reeks: dict[UUID, Nieuw] = {}
    for stuk in stukken:
        entry = stuk.entry
        if entry is not None and entry.id not in known and _goes_along(zending, entry, reeks):
            reeks[entry.id] = (stuk, entry)
            continue
        yield from _take_new(session, zending, list(reeks.values()), known)
        reeks = {}
        yield from _receive_one(session, zending, stuk, known)
    yield from _take_new(session, zending, list(reeks.values()), known)


def _goes_along(zending: Zending, entry: MutatieIn, reeks: Mapping[UUID, Nieuw]) -> bool:
    """True for an entry that changes nothing for its neighbours: plain, or held beforehand for the same reason."""
    bezwaar = _levering(zending, entry).bezwaar
    eerste = next(iter(reeks.values()), None)
    same = eerste is None or _levering(zending, eerste[1]).bezwaar is bezwaar
    return entry.id not in reeks and same and (bezwaar is not None or entry.soort not in ALLEEN)


def _receive_one(session: Session, zending: Zending, stuk: Stuk, known: dict[UUID, Mutatie]) -> list[Bon]:
    if stuk.entry is None:
        return [_keep_raw(session, zending, stuk, ONLEESBAAR)]
    bekend = known.get(stuk.entry.id)
    if bekend is None:
        return _take_new(session, zending, [(stuk, stuk.entry)], known)
    if bekend.sha256 != stuk.sha256 or bekend.organisatie_id not in zending.bezorger.organisaties:
        return [_keep_raw(session, zending, stuk, ANDERE_INHOUD)]
    if bekend.stand == "vastgehouden":
        _judge_again(session, zending, stuk.entry, bekend)
        return receipts(session, [bekend])
    return receipts(session, [bekend], "al-bekend")


def _take_new(session: Session, zending: Zending, reeks: Sequence[Nieuw], known: dict[UUID, Mutatie]) -> list[Bon]:
    """Takes new entries of one controle in together; one that cannot be is kept apart and the others are applied."""

    def take(deel: Sequence[Nieuw]) -> list[Bon]:
        mutaties = [_row(zending, stuk, entry) for stuk, entry in deel]
        take_in_all(session, mutaties, _levering(zending, deel[0][1]))
        session.flush()
        known.update((mutatie.id, mutatie) for mutatie in mutaties)
        return receipts(session, mutaties)

    def alone(nieuw: Nieuw, error: Exception) -> Bon:
        stuk, entry = nieuw
        return _keep_held(session, zending, stuk, entry, objection_in(error, entry.id), known)

    return in_halves(session, reeks, take, alone)


def _keep_held(
    session: Session, zending: Zending, stuk: Stuk, entry: MutatieIn, bezwaar: Bezwaar, known: dict[UUID, Mutatie]
) -> Bon:
    """After a rollback: the entry is kept apart. When not even that works its bytes are kept, or the same entry came
    in by another request at this very moment."""
    try:
        with session.begin_nested():
            mutatie = _row(zending, stuk, entry)
            hold(mutatie, bezwaar)
            session.add(mutatie)
            session.flush()
    except Exception as error:
        refuse_when_passing(error)
        log.exception("mutatie %s kon niet worden vastgehouden", entry.id)
        ander = session.get(Mutatie, entry.id, populate_existing=True)
        if ander and ander.sha256 == stuk.sha256 and ander.organisatie_id in zending.bezorger.organisaties:
            return receipts(session, [ander], "al-bekend")[0]
        return _keep_raw(session, zending, stuk, ANDERE_INHOUD if ander else bezwaar)
    known[entry.id] = mutatie
    return receipts(session, [mutatie])[0]


def _judge_again(session: Session, zending: Zending, entry: MutatieIn, mutatie: Mutatie) -> None:
    """A held entry that is sent again may pass now: by its own maker, after its controle came, after a mend."""
    try:
        with session.begin_nested():
            # what was held may have come before its controle was known to be of another organisatie of the maker
            mutatie.organisatie_id = zending.plaats.get(entry.controle, mutatie.organisatie_id)
            take_in(session, mutatie, _levering(zending, entry))
            session.flush()
    except Bezwaar as bezwaar:
        hold(mutatie, bezwaar)
    except Exception as error:
        refuse_when_passing(error)
        log.exception("mutatie %s kon opnieuw niet worden verwerkt", entry.id)


def _levering(zending: Zending, entry: MutatieIn) -> Levering:
    bezwaar = zending.bezorger.bezwaar
    if bezwaar is None and entry.gebruiker != zending.bezorger.user.id:
        bezwaar = ANDERE_GEBRUIKER
    if bezwaar is None and _is_stray(zending, entry):
        bezwaar = ORGANISATIE_ONBEKEND
    return Levering(zending.bezorger.user.id, zending.now, bezwaar, gezien=zending.gezien)


def _is_stray(zending: Zending, entry: MutatieIn) -> bool:
    """True for a birth that says no organisatie while its maker works for more than one."""
    unplaced = entry.soort == Soort.AANMAKEN and entry.controle not in zending.plaats
    return unplaced and not entry.inhoud.get("organisatie") and len(zending.bezorger.organisaties) > 1


def _row(zending: Zending, stuk: Stuk, entry: MutatieIn) -> Mutatie:
    return Mutatie(
        id=entry.id,
        organisatie_id=zending.plaats.get(entry.controle, zending.bezorger.organisatie_id),
        controle_id=entry.controle,
        soort=entry.soort,
        sleutel=entry.sleutel,
        inhoud=entry.inhoud,
        basis=entry.basis,
        hlc=entry.hlc,
        toestel_tijd=entry.toestel_tijd,
        klok_afwijking_ms=entry.klok_afwijking_ms,
        volgnummer=entry.volgnummer,
        toestel_id=zending.toestel_id,
        user_id=entry.gebruiker if entry.gebruiker in zending.gebruikers else None,
        protocol_hash=entry.protocol_hash,
        schrijver_epoch=entry.schrijver_epoch,
        sha256=stuk.sha256,
        ruw=stuk.raw,
        ontvangen_at=zending.now,
        stand="vastgehouden",
    )


def _keep_raw(session: Session, zending: Zending, stuk: Stuk, bezwaar: Bezwaar) -> Bon:
    """Bytes that cannot be an entry are kept as they are. The same bytes again are the same delivery."""
    mutatie_id = str(stuk.entry.id) if stuk.entry else str(stuk.gelezen.get("id") or "")[:64]
    organisatie_id = zending.bezorger.organisatie_id
    query = select(RuweInvoer).where(RuweInvoer.organisatie_id == organisatie_id, RuweInvoer.sha256 == stuk.sha256)
    found = session.scalars(query).one_or_none()
    if found is None:
        found = RuweInvoer(
            organisatie_id=organisatie_id,
            sha256=stuk.sha256,
            ruw=stuk.raw,
            inhoud=clean(stuk.raw.decode("utf-8", "backslashreplace")),
            controle_id=stuk.entry.controle if stuk.entry else _uuid(stuk.gelezen.get("controle")),
            mutatie_id=mutatie_id or None,
            toestel_id=zending.toestel_id,
            user_id=zending.bezorger.user.id,
            ontvangen_at=zending.now,
            reden_code=bezwaar.code,
            reden=bezwaar.zin,
        )
        session.add(found)
        session.flush()
    if found.opgelost_at:
        return Bon(id=mutatie_id, uitkomst="al-bekend", sha256=stuk.sha256)
    return Bon(id=mutatie_id, uitkomst="vastgehouden", sha256=stuk.sha256, code=found.reden_code, zin=found.reden)


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
