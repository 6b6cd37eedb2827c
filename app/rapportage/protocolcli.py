"""`flask --app wsgi protocol print`: protocols on paper.

Added to the commands of the room `protocols` from here, because what draws paper lies above it.
"""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.organisatie.rules.kleuren import STANDAARD
from app.protocols.cli import protocol
from app.protocols.cli_uitwisseling import chosen
from app.protocols.queries import read_definitie
from app.rapportage.protocolblad import Uitgave, draw_checklist, draw_protocol


@protocol.command("print")
@click.argument("codes", nargs=-1)
@click.option("--map", "map_", type=click.Path(file_okay=False, path_type=Path), required=True, help="Waar ze komen.")
@click.option("--organisatie", help="Naam op het papier; dan ook de eigen protocollen van die organisatie.")
@with_appcontext
def print_(codes: tuple[str, ...], map_: Path, organisatie: str | None) -> None:
    """Maakt van elke versie een PDF om te lezen en vast te stellen, en een lege checklist; zonder codes van alles."""
    gekozen = chosen(codes, organisatie)
    for versie in gekozen:
        uitgave = Uitgave(
            read_definitie(versie.definitie), versie.hash, organisatie or "Schouw", STANDAARD["brand_strong"]
        )
        map_.joinpath(versie.protocol.code).mkdir(parents=True, exist_ok=True)
        stam = map_ / versie.protocol.code / str(versie.nummer)
        stam.with_suffix(".pdf").write_bytes(draw_protocol(uitgave))
        stam.with_name(f"{versie.nummer}-checklist.pdf").write_bytes(draw_checklist(uitgave))
    click.echo(f"{len(gekozen)} versie(s) geschreven in {map_}.")
