"""Small definitions for tests, written as YAML the way authors write them."""

from __future__ import annotations

from textwrap import dedent

from app.protocols.loader import parse_definitie
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.samenstellen import Blokken

KOP = """\
protocol: {protocol}
versie: {versie}
titel: Proefprotocol
thema: proef
soort: {soort}
doel: Proberen.
geldig_van: 2024-01-01
wijzigingsnotitie: Eerste versie.
"""


def make_tekst(rest: str, *, protocol: str = "proef", versie: int = 1, soort: str = "toezichtprotocol") -> str:
    """YAML with a head; `rest` holds the onderdelen and whatever else."""
    return KOP.format(protocol=protocol, versie=versie, soort=soort) + dedent(rest)


def make_definitie(
    rest: str, *, protocol: str = "proef", versie: int = 1, soort: str = "toezichtprotocol"
) -> Definitie:
    """A definition with a head; `rest` holds the onderdelen and whatever else."""
    return parse_definitie(make_tekst(rest, protocol=protocol, versie=versie, soort=soort))


def make_blok(rest: str, *, protocol: str = "blok", versie: int = 1) -> Definitie:
    """A block."""
    return make_definitie(rest, protocol=protocol, versie=versie, soort="blok")


def as_blokken(*blokken: Definitie) -> Blokken:
    """Blocks as `resolve` wants them."""
    return {(blok.protocol, blok.versie): blok for blok in blokken}
