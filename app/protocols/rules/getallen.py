"""Dutch numbers: reading what people type and writing what they read (twin: `static/js/rules/normen.js`)."""

from __future__ import annotations

import re
from decimal import Decimal

_PLAIN = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", re.ASCII)
_GROUPED = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?", re.ASCII)
_COMMA = re.compile(r"-?[0-9]+,[0-9]+", re.ASCII)
_SPACES = re.compile("[ \t\r\n\u00a0\u2009\u202f]")
_MAX_DIGITS = 15


def parse_dutch_number(tekst: str, decimalen: int | None = None) -> str | None:
    """What a person typed, as a decimal string with a dot (`"1.234,5"` becomes `"1234.5"`), or None when it is no
    number.

    A comma is always the decimal sign. One dot is too, as a phone's keypad writes it: `"0.875"` is never 875. Only
    where the question takes whole numbers (`decimalen` 0) `"1.250"` groups thousands. Several dots always group.
    Numbers of more than 15 digits are refused: both sides compute with doubles.
    """
    schoon = _SPACES.sub("", tekst).replace("−", "-").removeprefix("+")
    grouped = "," in schoon or schoon.count(".") > 1 or (decimalen == 0 and not schoon.lstrip("-").startswith("0"))
    if grouped and _GROUPED.fullmatch(schoon):
        schoon = schoon.replace(".", "").replace(",", ".")
    elif _COMMA.fullmatch(schoon):
        schoon = schoon.replace(",", ".")
    return schoon if is_decimal(schoon) else None


def is_decimal(tekst: str) -> bool:
    """Whether a text is a decimal string of the wire: `-?digits[.digits]`, at most 15 digits in all."""
    return bool(_PLAIN.fullmatch(tekst)) and sum(teken.isdigit() for teken in tekst) <= _MAX_DIGITS


def as_number(waarde: object) -> float | None:
    """A number or a decimal string as a double; None for anything else, truth values included."""
    if isinstance(waarde, bool):
        return None
    if isinstance(waarde, int | float):
        return float(waarde)
    if isinstance(waarde, str) and is_decimal(waarde):
        return float(waarde)
    return None


def decimals_in(tekst: str) -> int:
    """How many decimals a decimal string writes."""
    return len(tekst.partition(".")[2])


def dutch_number(waarde: str | float | Decimal) -> str:
    """A number as Dutch people write it: decimal comma, a dot per thousand from 10.000 on."""
    tekst = waarde if isinstance(waarde, str) else _plain(waarde)
    heel, _, rest = tekst.removeprefix("-").partition(".")
    if len(heel) > 4:
        heel = f"{int(heel):,}".replace(",", ".")
    teken = "-" if tekst.startswith("-") else ""
    return f"{teken}{heel},{rest}" if rest else f"{teken}{heel}"


def _plain(waarde: float | Decimal) -> str:
    if isinstance(waarde, Decimal):
        return f"{waarde:f}"
    return str(int(waarde)) if waarde == int(waarde) else f"{Decimal(repr(waarde)):f}"
