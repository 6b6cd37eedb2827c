"""`flask --app wsgi meet …`: a server to measure with."""

from __future__ import annotations

import json
import secrets

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from app.accounts.actions import create_user, set_password
from app.accounts.models import Rol, User
from app.accounts.queries import user_by_email
from app.controles.actions import plan_controle
from app.core.clock import local, now
from app.core.db import db
from app.objecten.actions import create_object
from app.organisatie.actions import create_organisatie
from app.organisatie.models import Organisatie
from app.protocols.actions import publish_definitie
from app.protocols.rules.genereren import generate_definitie


@click.group("meet")
def group() -> None:
    """Klaarzetten wat een meting nodig heeft."""


@group.command("klaarzetten")
@click.option("--punten", type=click.IntRange(1, 10_000), multiple=True, default=(60, 300, 1000), show_default=True)
@click.option(
    "--controles", type=click.IntRange(1, 500), default=50, show_default=True, help="Van het eerste protocol."
)
@click.option("--email", help="Wie ze gaat uitvoeren. Zonder dit: iemand nieuws, met een wachtwoord.")
@with_appcontext
def prepare(punten: tuple[int, ...], controles: int, email: str | None) -> None:
    """Publiceert protocollen van N punten (oordeel, toelichting, foto), plant controles en zegt hun sleutels."""
    session = db.session()
    wie: dict[str, str] = {"email": email} if email else _newcomer(session)
    user = user_by_email(session, wie["email"])
    if user is None or not user.lidmaatschappen:
        raise click.ClickException(f"Er is geen account {email} met een organisatie.")
    gepland = {str(n): _plan(session, user, n, controles if n == punten[0] else 1) for n in punten}
    session.commit()
    click.echo(json.dumps({**wie, "controles": gepland}))


def _newcomer(session: Session) -> dict[str, str]:
    """The only one of a new organisatie: nothing of anybody else comes along on this phone."""
    merk = secrets.token_hex(4)
    email, wachtwoord = f"meter-{merk}@schouw.example", secrets.token_urlsafe(16)
    organisatie = create_organisatie(session, naam=f"Meetdorp {merk}", now=now())
    create_user(session, organisatie, email=email, naam="Mia Meter", rollen=[Rol.TOEZICHTHOUDER], by=None, now=now())
    user = user_by_email(session, email)
    assert user is not None  # noqa: S101  it was made above
    session.refresh(user, ["lidmaatschappen"])
    set_password(session, user, wachtwoord, by=None, now=now())
    return {"email": email, "wachtwoord": wachtwoord}


def _plan(session: Session, user: User, punten: int, aantal: int) -> list[str]:
    """Controles of today on a generated protocol; gives their keys."""
    organisatie = session.get_one(Organisatie, user.lidmaatschappen[0].organisatie_id)
    meetprotocol = generate_definitie(punten)
    versie = publish_definitie(session, meetprotocol, {}, by=None, now=now(), eigenaar_id=organisatie.id)
    keys = []
    for nummer in range(aantal):
        adres = {"straat": "Meetlaan", "huisnummer": f"{punten}-{nummer + 1}", "plaats": "Waterdonk"}
        plek = create_object(session, organisatie.id, soort="pand", now=now(), **adres)  # type: ignore[arg-type]
        controle = plan_controle(
            session,
            organisatie,
            object=plek,
            versie=versie,
            soort="T2",
            aanleiding="jaarprogramma",
            toezichthouder=user,
            dag=local(now()).date(),
            by=None,
            now=now(),
        )
        keys.append(str(controle.id))
    return keys
