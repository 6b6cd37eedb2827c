"""`flask --app wsgi protocol …`: check, publish and generate protocols."""

from __future__ import annotations

from pathlib import Path

import click

from app.protocols.loader import PROTOCOLS, SCHEMA, check_files, protocol_files, write_schema
from app.protocols.rules.problemen import Probleem

BESTANDEN = click.argument("bestanden", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group("protocol")
def protocol() -> None:
    """Protocollen nakijken en publiceren."""


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
