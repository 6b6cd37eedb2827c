"""Where an object stands in a list of addresses."""

from __future__ import annotations

import re
import unicodedata

_CIJFERS = re.compile(r"\d+")
ZONDER_STRAAT = "~"
"""Comes after every letter: in a place the streets come first, then what has only a name."""


def adres_sleutel(plaats: str, straat: str | None, huisnummer: str | None, naam: str | None) -> str:
    """What a list by address is ordered by, byte for byte: place, street, and house numbers as numbers (9 before 14
    before 14a). Capitals and accents do not count."""
    nummer = _CIJFERS.sub(lambda gevonden: gevonden[0].zfill(6), huisnummer or "")
    tekst = "\x1f".join((plaats, straat or ZONDER_STRAAT, nummer, naam or "")).casefold()
    return "".join(teken for teken in unicodedata.normalize("NFKD", tekst) if not unicodedata.combining(teken))
