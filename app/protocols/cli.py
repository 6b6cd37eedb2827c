"""`flask --app wsgi protocol …`: check, publish, exchange and generate protocols."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click
from flask.cli import ScriptInfo, with_appcontext

from app.core.clock import now
from app.core.db import db
from app.core.errors import Problem
from app.organisatie.queries import organisatie_by_naam
from app.protocols import actions
from app.protocols.cli_uitwisseling import export, import_
from app.protocols.loader import PROTOCOLS, SCHEMA, check_files, protocol_files, write_schema
from app.protocols.rules.genereren import generate_definitie
from app.protocols.rules.problemen import Probleem

BESTANDEN = click.argument("bestanden", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))


class Groep(click.Group):
    """Commands that work without the app; those that rooms above add are known once the app is there."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command; one that is not known here is looked for after loading the app."""
        if cmd_name not in self.commands:
            ctx.ensure_object(ScriptInfo).load_app()
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All of them, when the app can be loaded here."""
        with suppress(Exception, SystemExit):
            ctx.ensure_object(ScriptInfo).load_app()
        return super().list_commands(ctx)


@click.group("protocol", cls=Groep)
def protocol() -> None:
    """Protocollen nakijken, publiceren en uitwisselen."""


protocol.add_command(export)
protocol.add_command(import_)


@protocol.command("check")
@BESTANDEN
def check(bestanden: tuple[Path, ...]) -> None:
    """Kijkt protocolbestanden na en draait hun proeven; zonder bestanden alle bestanden van Schouw.

    Heeft geen database of geheimen nodig. Eindigt met 0 als alles goed is (waarschuwingen mogen), anders met 1.
    """
    paden = [pad.resolve() for pad in bestanden] or protocol_files()
    uitkomst = check_files(paden)
    fouten = sum(_print_file(pad, problemen) for pad, problemen in uitkomst.items())
    click.echo(f"{len(uitkomst)} bestand(en) nagekeken, {fouten} fout(en).")
    raise SystemExit(1 if fouten else 0)


@protocol.command("publish")
@BESTANDEN
@click.option("--organisatie", help="Naam van de eigenaar; zonder deze keuze zijn het protocollen van Schouw zelf.")
@with_appcontext
def publish(bestanden: tuple[Path, ...], organisatie: str | None) -> None:
    """Publiceert protocolbestanden; zonder bestanden alle bestanden van Schouw. Nog eens draaien verandert niets."""
    session = db.session()
    eigenaar = organisatie_by_naam(session, organisatie) if organisatie else None
    if organisatie and eigenaar is None:
        raise click.ClickException(f"Er is geen organisatie {organisatie}.")
    paden = [pad.resolve() for pad in bestanden] or protocol_files()
    try:
        versies = actions.publish_files(
            session, paden, by=None, now=now(), eigenaar_id=eigenaar.id if eigenaar else None
        )
    except Problem as problem:
        session.rollback()
        raise click.ClickException(problem.zin) from problem
    session.commit()
    for versie in versies:
        click.echo(f"{versie.protocol.code} {versie.nummer} {versie.hash[:12]} {versie.status}")
    click.echo(f"{len(versies)} protocol(len) gepubliceerd.")


@protocol.command("generate")
@click.option("--punten", type=click.IntRange(1, 10_000), required=True, help="Hoeveel controlepunten.")
@with_appcontext
def generate(punten: int) -> None:
    """Maakt en publiceert een protocol van N punten om mee te meten: code meetprotocol-N, versie 1."""
    session = db.session()
    versie = actions.publish_definitie(session, generate_definitie(punten), {}, by=None, now=now())
    session.commit()
    click.echo(f"{versie.protocol.code} {versie.nummer} {versie.hash[:12]} {versie.status}")


@protocol.command("schema")
def schema() -> None:
    """Schrijft protocols/schema.json opnieuw."""
    write_schema()
    click.echo(f"{SCHEMA.relative_to(PROTOCOLS.parent)} geschreven.")


def _print_file(pad: Path, problemen: list[Probleem]) -> int:
    """Prints what was found in one file; gives the number of errors."""
    fouten = [probleem for probleem in problemen if not probleem.waarschuwing]
    waarschuwingen = len(problemen) - len(fouten)
    naam = f"{pad.parent.name}/{pad.name}"
    staart = f", {waarschuwingen} waarschuwing(en)" if waarschuwingen else ""
    click.echo(f"{'FOUT' if fouten else 'ok  '} {naam}: {len(fouten)} fout(en){staart}")
    for probleem in problemen:
        click.echo(f"  {'let op' if probleem.waarschuwing else 'fout'}: {probleem}")
    return len(fouten)
