"""`flask --app wsgi …`: the other edge, where commands open a transaction and commit."""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

import app.rapportage.protocolcli  # noqa: F401  adds to the commands of `protocol`
from app.accounts.cli import group as user
from app.controles.herbouw import rebuild_all
from app.core.clock import now
from app.core.db import db
from app.rapportage.cli import group as archief
from app.rapportage.queries import lost_papers
from app.seeds.cli import group as meet
from app.sync.herstel import recover


def init_cli(app: Flask) -> None:
    """Registers every room's commands."""
    app.cli.add_command(user)
    app.cli.add_command(archief)
    app.cli.add_command(meet)
    app.cli.add_command(herstel)
    app.cli.add_command(herbouw)


@click.command("herstel", help="Na het terugzetten van een back-up: vraagt elke telefoon wat hier ontbreekt.")
@click.option("--reden", default="back-up teruggezet", help="Komt in de database te staan.")
@with_appcontext
def herstel(reden: str) -> None:
    """Begint een nieuw tijdperk en ruimt op wat de opslag niet meer heeft."""
    session, blobs = db.session(), current_app.extensions["blobs"]
    gevonden = recover(session, blobs, reden=reden, now=now())
    session.commit()
    click.echo("Er is een nieuw tijdperk: elke telefoon legt bij het volgende contact haar werk naast het onze.")
    click.echo(f"Foto's waarvan de bytes hier ontbreken en die opnieuw worden gevraagd: {gevonden.fotos}.")
    click.echo(f"Beelden die opnieuw worden gemaakt: {gevonden.beelden}.")
    for nummer, versie in lost_papers(session, blobs):
        click.echo(f"Let op: van het rapport van {nummer}, versie {versie}, ontbreekt de PDF in de opslag.")


@click.command("herbouw", help="Maakt alle dossiers opnieuw uit het journaal; gemaakte rapporten blijven.")
@with_appcontext
def herbouw() -> None:
    """Voor na een nieuwe versie die invoer anders leest."""
    session = db.session()

    def keep() -> None:
        session.commit()
        session.expunge_all()

    click.echo(f"Dossiers opnieuw gemaakt: {rebuild_all(session, now(), keep)}.")
