"""Reads a delivery: an envelope of entries, each of which stands on its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

import msgspec

from app.controles.reeksen import TEGELIJK
from app.controles.rules.journaal import Onleesbaar, clean, read_leniently, split_entries
from app.core.errors import Invalid
from app.sync.schema import MUTATIE, PAKKET, MutatieIn


@dataclass(frozen=True)
class Stuk:
    """One entry as it came in: its bytes, their hash, and what could be read of it."""

    raw: bytes
    sha256: str
    entry: MutatieIn | None
    gelezen: dict[str, Any] = field(default_factory=dict)
    """What a lenient reading gave when there is no `entry`."""


def split_by_controle(stukken: list[Stuk]) -> Iterator[list[Stuk]]:
    """The entries in their order, cut where the controle changes and after every `TEGELIJK`."""
    for _, groep in groupby(stukken, key=lambda stuk: stuk.entry.controle if stuk.entry else None):
        reeks = list(groep)
        yield from (reeks[at : at + TEGELIJK] for at in range(0, len(reeks), TEGELIJK))


def open_envelope(body: bytes) -> tuple[UUID, list[bytes]]:
    """The phone that sends, and its entries as they stand there. Raises `Invalid` when that cannot be read."""
    try:
        pakket = PAKKET.decode(body)
        return pakket.toestel, [bytes(raw) for raw in pakket.mutaties]
    except (msgspec.DecodeError, RecursionError):
        return _open_leniently(body)


def _open_leniently(body: bytes) -> tuple[UUID, list[bytes]]:
    """One entry that is no JSON must not stop its neighbours: cut the array by its brackets."""
    raws = split_entries(body)
    if not raws:
        zin = "Deze zending is niet te lezen. Alles blijft op je telefoon; probeer het later opnieuw."
        raise Invalid("pakket-onleesbaar", zin)
    head = body[: body.find(b'"mutaties"')].rstrip().rstrip(b",") + b"}"
    try:
        return _KOP.decode(head).toestel, raws
    except msgspec.DecodeError:
        return UUID(int=0), raws


class _Kop(msgspec.Struct):
    toestel: UUID


_KOP = msgspec.json.Decoder(_Kop)


def read_entry(raw: bytes) -> Stuk:
    """What can be read of an entry. Half characters and control signs are read as a browser meant them."""
    sha256 = hashlib.sha256(raw).hexdigest()
    try:
        entry = MUTATIE.decode(raw)
        if b"\\u" not in raw:  # JSON has no other way to write what `clean` mends
            return Stuk(raw, sha256, entry)
        return Stuk(raw, sha256, msgspec.convert(clean(msgspec.to_builtins(entry)), MutatieIn))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _read_leniently(raw, sha256)


def _read_leniently(raw: bytes, sha256: str) -> Stuk:
    try:
        gelezen = read_leniently(raw)
        return Stuk(raw, sha256, msgspec.convert(gelezen, MutatieIn))
    except Onleesbaar:
        return Stuk(raw, sha256, None)
    except (msgspec.MsgspecError, RecursionError):
        return Stuk(raw, sha256, None, gelezen if isinstance(gelezen, dict) else {})
