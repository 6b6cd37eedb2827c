"""The canonical text of a definition (RFC 8785) and the hash that names it."""

from __future__ import annotations

import hashlib

import msgspec
import rfc8785

from app.protocols.rules.definitie import LEZER, Definitie


def canonical_json(definitie: Definitie) -> str:
    """The definition as canonical JSON, defaults left out. Equal definitions give equal bytes, whatever order or
    layout their files had."""
    return rfc8785.dumps(msgspec.to_builtins(definitie)).decode("utf-8")


def definitie_hash(definitie: Definitie) -> str:
    """sha256 in hex over the canonical JSON of a resolved definition: blocks, lists and norms included."""
    return text_hash(canonical_json(definitie))


def text_hash(tekst: str) -> str:
    """sha256 in hex over a text in UTF-8."""
    return hashlib.sha256(tekst.encode("utf-8")).hexdigest()


def read_canonical(tekst: str) -> Definitie:
    """The definition from its canonical JSON. Raises msgspec.ValidationError when the text is none."""
    return LEZER.decode(tekst)
