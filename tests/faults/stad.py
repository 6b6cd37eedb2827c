"""A town on a database of its own, with commits that are real: people with a phone, and a controle for each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Rol
from app.core.clock import now
from app.core.db import db
from app.factory import create_app
from app.sync.bezorger import register_toestel
from tests.conftest import make_settings
from tests.controles.builders import make_controle, make_object, make_versie
from tests.people import make_organisatie, make_user


@dataclass(frozen=True)
class Mens:
    """A toezichthouder with a phone and a controle."""

    user: UUID
    toestel: UUID
    token: str
    controle: UUID
    object: UUID
    protocol_hash: str


@dataclass(frozen=True)
class Stad:
    """The app, its organisatie and its people."""

    app: Flask
    organisatie: UUID
    mensen: list[Mens]

    @property
    def lite(self) -> bool:
        """Whether it is on SQLite: what needs no two databases is tried there."""
        return str(self.app.config["SQLALCHEMY_DATABASE_URI"]).startswith("sqlite")

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session of its own on the database; committed at the end."""
        with self.app.app_context():
            session = db.session()
            yield session
            session.commit()
            db.session.remove()


def open_app(folder: Path, database_url: str) -> Flask:
    """An app with everything in `folder`, as a server on it would have."""
    queue = f"sqlite:///{folder / 'wachtrij.db'}"
    settings = replace(make_settings(folder, database_url), blobs=str(folder / "blobs"), queue=queue)
    return create_app(settings)


def make_stad(app: Flask, aantal: int) -> Stad:
    """Makes the organisatie and `aantal` people."""
    with app.app_context():
        session = db.session()
        organisatie = make_organisatie(session, "Waterdonk")
        versie, plek = make_versie(session), make_object(session, organisatie)
        mensen = []
        for nummer in range(aantal):
            user = make_user(session, f"tess{nummer}", organisatie, [Rol.TOEZICHTHOUDER])
            toestel = uuid4()
            token = register_toestel(session, organisatie.id, user, key=toestel, naam="Android", now=now())
            controle = make_controle(session, organisatie, user, object=plek, versie=versie)
            mensen.append(Mens(user.id, toestel, token, controle.id, plek.id, versie.hash))
        session.commit()
        made = Stad(app, organisatie.id, mensen)
        db.session.remove()
        db.engine.dispose()
        return made
