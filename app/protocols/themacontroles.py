"""Which protocols belong to one visit of a themacontrole: `protocols/themacontroles.yaml`.

A set says what to plan, each part as a controle of its own at the same visit. That the zorgplichten belong to a theme
follows from the aanleiding of the controle (`app/controles/feiten.py`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import yaml

from app.protocols.loader import PROTOCOLS
from app.protocols.rules.bouwstenen import Code, Deel, Sleutel, Tekst, Zekerheid

THEMACONTROLES = PROTOCOLS / "themacontroles.yaml"


class Themadeel(Deel, kw_only=True, frozen=True):
    """One protocol of the set. `blok` is the block of it that the theme is about, `punten` limits it to those items,
    `als` says in words when it belongs to the visit."""

    protocol: Sleutel
    blok: Sleutel | None = None
    punten: list[Code] = []
    als: str | None = None


class Themacontrole(Deel, kw_only=True, frozen=True):
    """A ready set of protocols."""

    code: Sleutel
    titel: Tekst
    bron: Tekst
    zekerheid: Zekerheid
    toelichting: str | None = None
    delen: list[Themadeel]


class _Bestand(Deel, frozen=True):
    themacontroles: list[Themacontrole]


LEZER = msgspec.json.Decoder(_Bestand)
"""Made on import, see `app/protocols/rules/definitie.py`."""


@cache
def themacontroles(pad: Path = THEMACONTROLES) -> list[Themacontrole]:
    """The sets that come with Schouw, read once."""
    return msgspec.convert(yaml.safe_load(pad.read_text(encoding="utf-8")), _Bestand).themacontroles
