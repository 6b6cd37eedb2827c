"""`flask user …`: accounts from the command line, for a first beheerder and for emergencies."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.accounts import actions, queries
from app.accounts.models import Rol
from app.core.clock import now
from app.core.db import db
from app.core.errors import Problem
from app.organisatie.actions import create_organisatie
from app.organisatie.queries import organisatie_by_naam

group = AppGroup("user", help="Accounts beheren.")


@group.command("add")
@click.option("--organisatie", required=True, help="Naam van de organisatie; wordt gemaakt als ze er nog niet is.")
@click.option("--email", required=True)
@click.option("--naam", default="", help="Naam van de persoon (standaard het e-mailadres).")
@click.option("--rol", "rollen", multiple=True, required=True, type=click.Choice([str(rol) for rol in Rol]))
@click.password_option("--wachtwoord", prompt="Wachtwoord", confirmation_prompt="Nog een keer")
def add(organisatie: str, email: str, naam: str, rollen: tuple[str, ...], wachtwoord: str) -> None:
    """Maakt een account met een of meer rollen en vraagt om het wachtwoord."""
    session = db.session()
    try:
        home = organisatie_by_naam(session, organisatie) or create_organisatie(session, naam=organisatie, now=now())
        chosen = [Rol(rol) for rol in rollen]
        lid = actions.create_user(
            session, home, email=email, naam=naam, rollen=chosen, by=None, now=now(), ook_van_elders=True
        )
        user = queries.user_by_email(session, email)
        assert user is not None  # noqa: S101  it was made above
        session.refresh(user, ["lidmaatschappen"])
        actions.set_password(session, user, wachtwoord, by=None, now=now())
    except Problem as problem:
        session.rollback()
        raise click.ClickException(problem.zin) from problem
    session.commit()
    click.echo(f"{email} kan inloggen bij {home.naam} als {', '.join(lid.rollen)}.")


@group.command("password")
@click.option("--email", required=True)
@click.password_option("--wachtwoord", prompt="Nieuw wachtwoord", confirmation_prompt="Nog een keer")
def password(email: str, wachtwoord: str) -> None:
    """Zet een nieuw wachtwoord en beëindigt alle sessies."""
    session = db.session()
    user = queries.user_by_email(session, email)
    if user is None:
        raise click.ClickException(f"Er is geen account met het e-mailadres {email}.")
    try:
        actions.set_password(session, user, wachtwoord, by=None, now=now())
    except Problem as problem:
        session.rollback()
        raise click.ClickException(problem.zin) from problem
    session.commit()
    click.echo(f"Het wachtwoord van {email} is gewijzigd.")
