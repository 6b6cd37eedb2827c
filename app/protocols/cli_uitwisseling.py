"""`flask --app wsgi protocol export` and `import`: protocols as files."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.core.clock import now
from app.core.db import db
from app.organisatie.queries import organisatie_by_naam
from app.protocols.concept import written_definitie
from app.protocols.inlezen import take_in
from app.protocols.models import ProtocolVersie
from app.protocols.queries import list_versies, read_definitie
from app.protocols.uitwisseling.yaml_uit import to_yaml


@click.command("export")
@click.argument("codes", nargs=-1)
@click.option("--map", "map_", type=click.Path(file_okay=False, path_type=Path), required=True, help="Waar ze komen.")
@click.option("--organisatie", help="Naam; dan ook de eigen protocollen van die organisatie.")
@click.option("--als", type=click.Choice(["yaml", "xlsx"]), default="yaml", help="YAML of XLSForm.")
@with_appcontext
def export(codes: tuple[str, ...], map_: Path, organisatie: str | None, als: str) -> None:
    """Schrijft alle versies van protocollen als bestanden <code>/<versie>.yaml; zonder codes alle protocollen."""
    gekozen = chosen(codes, organisatie)
    for versie in gekozen:
        pad = map_ / versie.protocol.code / f"{versie.nummer}.{als}"
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_bytes(_inhoud(versie, als))
    click.echo(f"{len(gekozen)} versie(s) geschreven in {map_}.")


def chosen(codes: tuple[str, ...], organisatie: str | None) -> list[ProtocolVersie]:
    """The versions of these protocols (of all without codes), own ones last. Raises ClickException."""
    session = db.session()
    eigenaar = organisatie_by_naam(session, organisatie) if organisatie else None
    if organisatie and eigenaar is None:
        raise click.ClickException(f"Er is geen organisatie {organisatie}.")
    versies = list_versies(session, eigenaar.id if eigenaar else None)
    onbekend = set(codes) - {versie.protocol.code for versie in versies}
    if onbekend:
        raise click.ClickException(f"Er is geen protocol {', '.join(sorted(onbekend))}.")
    gekozen = [versie for versie in versies if not codes or versie.protocol.code in codes]
    return sorted(gekozen, key=lambda versie: versie.protocol.eigenaar_id is not None)


@click.command("import")
@click.argument("paden", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--organisatie", required=True, help="Naam van de organisatie die de concepten krijgt.")
@with_appcontext
def import_(paden: tuple[Path, ...], organisatie: str) -> None:
    """Maakt van bestanden (.yaml, .xlsx) en van alle bestanden in mappen concepten, met een verslag."""
    session = db.session()
    eigenaar = organisatie_by_naam(session, organisatie)
    if eigenaar is None:
        raise click.ClickException(f"Er is geen organisatie {organisatie}.")
    uitkomst = [take_in(session, eigenaar.id, str(pad), pad.read_bytes(), by=None, now=now()) for pad in _files(paden)]
    session.commit()
    for deel in uitkomst:
        click.echo(f"{'ok  ' if deel.concept else 'FOUT'} {deel.naam} {deel.titel}")
        for zin in (*deel.fouten, *(f"{m.plek}: {m.zin} {m.tekst}".strip() for m in deel.meldingen)):
            click.echo(f"  {zin}")
    gelukt = sum(deel.concept is not None for deel in uitkomst)
    click.echo(f"{gelukt} concept(en) gemaakt van {len(uitkomst)} bestand(en).")
    raise SystemExit(0 if gelukt == len(uitkomst) else 1)


def _files(paden: tuple[Path, ...]) -> list[Path]:
    """The files, and what is in the folders; `frequentieschema.yaml` beside a protocol is none."""
    mappen = [pad for map_ in paden if map_.is_dir() for pad in sorted(map_.rglob("*")) if pad.stem.isdecimal()]
    return [pad for pad in paden if pad.is_file()] + [pad for pad in mappen if pad.suffix in (".yaml", ".xlsx")]


def _inhoud(versie: ProtocolVersie, als: str) -> bytes:
    from app.protocols.uitwisseling.xlsform_uit import to_xlsform  # openpyxl takes a fifth of a second at every start

    if als == "xlsx":
        return to_xlsform(written_definitie(versie), read_definitie(versie.definitie))
    return to_yaml(written_definitie(versie)).encode("utf-8")
