"""The people of the tests and their two organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Lidmaatschap, Rol, User
from app.accounts.sessies import open_sessie, sessies_of
from app.core.clock import now
from app.core.db import db
from app.organisatie.models import Organisatie

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Dorp:
    """Waterdonk with one person per role, and Anders with Olaf, who has every role there."""

    waterdonk: Organisatie
    anders: Organisatie
    tess: User  # toezichthouder
    coen: User  # toezichthouder, collega
    pim: User  # planner
    ada: User  # protocolbeheerder
    juul: User  # handhavingsjurist
    kim: User  # kwaliteitsmedewerker
    bo: User  # beheerder
    olaf: User  # every role, other organisatie


ROLLEN = {
    "tess": [Rol.TOEZICHTHOUDER],
    "coen": [Rol.TOEZICHTHOUDER],
    "pim": [Rol.PLANNER],
    "ada": [Rol.PROTOCOLBEHEERDER],
    "juul": [Rol.HANDHAVINGSJURIST],
    "kim": [Rol.KWALITEITSMEDEWERKER],
    "bo": [Rol.BEHEERDER],
    "olaf": list(Rol),
}


def make_organisatie(session: Session, naam: str) -> Organisatie:
    """An organisatie called `naam`."""
    organisatie = Organisatie(naam=naam, kort=naam, created_at=START)
    session.add(organisatie)
    session.flush()
    return organisatie


def make_user(session: Session, naam: str, organisatie: Organisatie, rollen: list[Rol]) -> User:
    """A person with `rollen`, without a password (`login` sets the session directly)."""
    user = User(email=f"{naam}@{organisatie.kort.lower()}.example", naam=naam.capitalize(), created_at=START)
    session.add(user)
    session.flush()
    session.add(Lidmaatschap(user_id=user.id, organisatie_id=organisatie.id, rollen=[str(rol) for rol in rollen]))
    open_sessie(session, user, agent="Proef", now=now())
    return user


def make_dorp(session: Session) -> Dorp:
    """Both organisations with everybody in them."""
    waterdonk, anders = make_organisatie(session, "Waterdonk"), make_organisatie(session, "Anders")
    users = {
        naam: make_user(session, naam, anders if naam == "olaf" else waterdonk, rollen)
        for naam, rollen in ROLLEN.items()
    }
    return Dorp(waterdonk=waterdonk, anders=anders, **users)


def login(client: FlaskClient, user: User) -> FlaskClient:
    """`client`, logged in as `user`, without a word to the database when there is a session to use."""
    sessie = next(iter(sessies_of(db.session(), user, now())), None)
    if sessie is None:
        sessie = open_sessie(db.session(), user, agent="Proef", now=now())
        db.session.commit()
    with client.session_transaction() as cookies:
        cookies["_user_id"] = user.get_id()
        cookies["sessie"] = str(sessie.id)
        cookies["_fresh"] = True
    return client
