"""How often to look: the table beside a protocol's files, `protocols/<code>/frequentieschema.yaml`.

It helps to plan and is no part of a version: nothing on a phone follows from it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from app.protocols.loader import PROTOCOLS
from app.protocols.rules.bouwstenen import Zekerheid

ZEKERHEID: dict[str, Zekerheid] = {"bevestigd_secundair": "secundair", "voorstel": "onbevestigd"}


class Prioriteit(msgspec.Struct, frozen=True):
    """How often a priority asks; None: only after a report or as a sample."""

    naam: str
    eens_per_jaren: int | None


class Regel(msgspec.Struct, frozen=True):
    """One kind of use. `eens_per_jaren` goes before that of its priority; `bron` holds ids of sources."""

    code: str
    gebruiksfunctie: str
    prioriteit: int
    status: Literal["bevestigd_secundair", "voorstel"]
    subtype: str = ""
    voorbeeld: str = ""
    toelichting: str = ""
    bron: list[str] = []
    eens_per_jaren: int | None = None

    @property
    def gebruik(self) -> str:
        """`Woonfunctie, kamergewijze verhuur`."""
        functie = "elk gebruik" if self.gebruiksfunctie == "*" else self.gebruiksfunctie
        return ", ".join(deel for deel in (functie.capitalize(), self.subtype) if deel)

    @property
    def zekerheid(self) -> Zekerheid:
        """How sure this row is."""
        return ZEKERHEID[self.status]


class Bron(msgspec.Struct, frozen=True):
    """Where a frequency was read."""

    id: str
    titel: str


class Frequentieschema(msgspec.Struct, frozen=True):
    """The rows with the priorities and sources they name."""

    prioriteiten: dict[int, Prioriteit]
    regels: list[Regel]
    bronnen: list[Bron]

    def hoe_vaak(self, regel: Regel) -> str:
        """`1 keer per 2 jaar`."""
        jaren = regel.eens_per_jaren or self.prioriteiten[regel.prioriteit].eens_per_jaren
        if jaren is None:
            return "alleen na een melding of als steekproef"
        return "1 keer per jaar" if jaren == 1 else f"1 keer per {jaren} jaar"

    def bronnen_van(self, regel: Regel) -> list[str]:
        """The titles of its sources."""
        return [bron.titel for bron in self.bronnen if bron.id in regel.bron]


class _Bestand(msgspec.Struct, frozen=True):
    frequentieschema: Frequentieschema


LEZER = msgspec.json.Decoder(_Bestand)
"""Made on import, see `app/protocols/rules/definitie.py`."""


@cache
def frequentieschema(code: str, map_: Path = PROTOCOLS) -> Frequentieschema | None:
    """The table that comes with the protocol `code`; None when it has none."""
    pad = map_ / code / "frequentieschema.yaml"
    if not pad.is_file():
        return None
    return msgspec.convert(yaml.safe_load(pad.read_text(encoding="utf-8")), _Bestand).frequentieschema
