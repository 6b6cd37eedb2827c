"""The was-wordt table that comes with Schouw: `protocols/was-wordt.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import yaml

from app.protocols.loader import PROTOCOLS
from app.protocols.rules.was_wordt import Omzetting

OMZETTABEL = PROTOCOLS / "was-wordt.yaml"


class _Bestand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    omzettingen: list[Omzetting]


LEZER = msgspec.json.Decoder(_Bestand)
"""Made on import, see `app/protocols/rules/definitie.py`."""


@cache
def omzettabel(pad: Path = OMZETTABEL) -> list[Omzetting]:
    """Its rows, read once."""
    return msgspec.convert(yaml.safe_load(pad.read_text(encoding="utf-8")), _Bestand).omzettingen
