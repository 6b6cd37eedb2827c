"""`flask --app wsgi meet …`: a server to measure with."""

from __future__ import annotations

import json

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.actions import plan_controle
from app.core.clock import local, now
from app.core.db import db
from app.objecten.actions import create_object
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
@click.option("--email", default="toezichthouder@schouw.example", show_default=True, help="Wie ze gaat uitvoeren.")
@with_appcontext
def prepare(punten: tuple[int, ...], controles: int, email: str) -> None:
    """Publiceert protocollen van N punten (oordeel, toelichting, foto), plant controles en zegt hun sleutels."""
    session = db.session()
    user = session.scalars(select(User).where(User.email == email)).one_or_none()
    if user is None or not user.lidmaatschappen:
        raise click.ClickException(f"Er is geen account {email} met een organisatie.")
    gepland = {str(n): _plan(session, user, n, controles if n == punten[0] else 1) for n in punten}
    session.commit()
    click.echo(json.dumps(gepland))


def _plan(session: Session, user: User, punten: int, aantal: int) -> list[str]:
    """Controles of today on a generated protocol; gives their keys."""
    organisatie = session.get_one(Organisatie, user.lidmaatschappen[0].organisatie_id)
    versie = publish_definitie(session, generate_definitie(punten), {}, by=None, now=now())
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
