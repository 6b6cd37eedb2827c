"""Who delivers: the logged-in user, or a phone by its upload token when the session is gone."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask import request
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.access import current_lid
from app.accounts.models import Lidmaatschap, Toestel, User
from app.accounts.rules.toestellen import toestel_key
from app.controles.oordeel import Bezwaar
from app.core.audit import record
from app.core.errors import NotAllowed, NotLoggedIn

GEDEACTIVEERD = Bezwaar(
    "account-gedeactiveerd", "Dit account is gesloten. Het werk is bewaard; het kantoor beslist wat ermee gebeurt."
)
INGETROKKEN = Bezwaar(
    "toestel-ingetrokken", "Dit toestel is ingetrokken. Het werk is bewaard; het kantoor beslist wat ermee gebeurt."
)
GEZIEN = timedelta(minutes=5)


@dataclass(frozen=True)
class Bezorger:
    """The user who delivers, in the organisatie in use; `bezwaar` when everything goes into quarantine."""

    user: User
    organisatie_id: UUID
    organisaties: frozenset[UUID]
    bezwaar: Bezwaar | None = None
    toestel: Toestel | None = None
    """The phone whose token says who it is; None when a session does."""


def current_bezorger(session: Session) -> Bezorger:
    """The one who sends this request. A phone that was taken back delivers into quarantine, with a session too.

    Raises `NotLoggedIn`: no session and no known token."""
    toestel = _toestel(session)
    if current_user.is_authenticated:
        lid = current_lid()
        eigen = frozenset(item.organisatie_id for item in current_user.lidmaatschappen)
        bezwaar = INGETROKKEN if toestel and toestel.ingetrokken_at else None
        return Bezorger(current_user._get_current_object(), lid.organisatie_id, eigen, bezwaar)
    if toestel is None:
        raise NotLoggedIn("sessie-verlopen", "Log opnieuw in om te verzenden. Je werk staat nog op dit toestel.")
    user = session.get_one(User, toestel.user_id)
    eigen = frozenset({toestel.organisatie_id})
    return Bezorger(user, toestel.organisatie_id, eigen, objection_to(session, toestel, user), toestel)


def see_toestel(bezorger: Bezorger, now: datetime) -> None:
    """Remembers that this phone delivered by its token."""
    toestel = bezorger.toestel
    if toestel and (toestel.laatst_gezien_at or toestel.created_at) < now - GEZIEN:
        toestel.laatst_gezien_at = now


def _toestel(session: Session) -> Toestel | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind != "Toestel" or not token:
        return None
    return session.scalars(select(Toestel).where(Toestel.token_hash == token_hash(token))).one_or_none()


def objection_to(session: Session, toestel: Toestel, user: User) -> Bezwaar | None:
    """Why everything from this phone goes into quarantine; None when it does not."""
    query = select(Lidmaatschap.id).where(
        Lidmaatschap.user_id == user.id, Lidmaatschap.organisatie_id == toestel.organisatie_id
    )
    if not user.actief or session.scalar(query) is None:
        return GEDEACTIVEERD
    return INGETROKKEN if toestel.ingetrokken_at else None


def token_hash(token: str) -> str:
    """What is kept of an upload token."""
    return hashlib.sha256(token.encode()).hexdigest()


def register_toestel(session: Session, organisatie_id: UUID, user: User, *, key: UUID, naam: str, now: datetime) -> str:
    """Makes this phone known for this user and returns its upload token, shown once; a known one gets a new token.

    `key` is the phone's own UUID. A shared phone has one row per user: each has their own token. Raises `NotAllowed`
    (`toestel-ingetrokken`): only a beheerder lets a phone in again that was taken back.
    """
    token = secrets.token_urlsafe(32)
    row_key = toestel_key(organisatie_id, user.id, key)
    toestel = session.get(Toestel, row_key)
    if toestel is None:
        toestel = Toestel(id=row_key, organisatie_id=organisatie_id, user_id=user.id, created_at=now)
        session.add(toestel)
    if toestel.ingetrokken_at:
        raise NotAllowed(
            "toestel-ingetrokken", "Dit toestel is ingetrokken. Vraag je beheerder om het weer toe te laten."
        )
    toestel.token_hash, toestel.naam = token_hash(token), naam.strip()[:100] or "toestel"
    toestel.laatst_gezien_at = now
    session.flush()
    record(session, "toestel-aangemeld", toestel, f"{user.naam} meldde toestel {toestel.naam} aan", by=user, now=now)
    return token
