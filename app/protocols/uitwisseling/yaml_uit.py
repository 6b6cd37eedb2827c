"""A definition as YAML in one fixed layout, made for version control.

Keys stand in the order of the types and defaults are left out; every question, onderdeel and proef has a key per line;
what is small (a condition, a source, a choice) stands on one line when it fits. Equal definitions give equal text, and
what was read from that text gives it again.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import yaml

from app.protocols.rules.definitie import Definitie, Momenten, Onderdeel, Proef, Vraag

RUIM = (Definitie, Momenten, Onderdeel, Proef, Vraag)
"""Parts that always have a key per line."""
BREED = 110
"""A part that is longer than this on one line is written out; a text is folded here. Depth does not count, so that a
part that moves keeps its lines."""

_VOORAAN = re.compile(r"[^\W_]|[(“‘…€§]")
_GEWOON = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]*")
_SCHADELIJK = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_TEKENS_IN_RIJ = re.compile(r"[,\[\]{}:]")


def to_yaml(definitie: Definitie) -> str:
    """The definition as the text of a protocol file, ending in a newline."""
    return "\n".join(_block(_kaal(definitie), "")) + "\n"


def to_line(waarde: Any) -> str:
    """Any part of a definition on one line, as YAML reads it back."""
    return _inline(_kaal(waarde))


def filled(deel: msgspec.Struct) -> dict[str, Any]:
    """The fields of a part that are not as they would be by themselves, under their names in a file."""
    return {veld.encode_name: getattr(deel, veld.name) for veld in _filled(deel)}


class _Ruim(dict[str, Any]):
    """A mapping that is always written out."""


def _kaal(waarde: Any) -> Any:
    """Structs as mappings without their defaults, in the order of the type; other mappings by key."""
    if isinstance(waarde, msgspec.Struct):
        soort = _Ruim if isinstance(waarde, RUIM) else dict
        return soort((veld.encode_name, _kaal(getattr(waarde, veld.name))) for veld in _filled(waarde))
    if isinstance(waarde, dict):
        soort = _Ruim if any(_has_parts(inhoud) for inhoud in waarde.values()) else dict
        return soort((sleutel, _kaal(waarde[sleutel])) for sleutel in sorted(waarde))
    return [_kaal(deel) for deel in waarde] if isinstance(waarde, list) else waarde


def _has_parts(waarde: Any) -> bool:
    return isinstance(waarde, list) and any(isinstance(deel, msgspec.Struct) for deel in waarde)


def _filled(deel: msgspec.Struct) -> Iterator[msgspec.structs.FieldInfo]:
    for veld in msgspec.structs.fields(deel):
        standaard = veld.default_factory() if veld.default_factory is not msgspec.NODEFAULT else veld.default
        if getattr(deel, veld.name) != standaard:
            yield veld


def _block(waarde: Any, rand: str) -> Iterator[str]:
    """The lines of a mapping or list that is written out, each behind `rand`."""
    if isinstance(waarde, dict):
        for sleutel, inhoud in waarde.items():
            yield from _entry(f"{rand}{_scalar(sleutel, in_rij=True)}:", inhoud, rand + "  ")
    else:
        for inhoud in waarde:
            yield from _item(inhoud, rand)


def _entry(kop: str, inhoud: Any, rand: str) -> Iterator[str]:
    """A key with its value behind it, or below it."""
    if isinstance(inhoud, str):
        yield from _text(kop, inhoud, rand)
    elif _fits(inhoud):
        yield f"{kop} {_inline(inhoud)}"
    else:
        yield kop
        yield from _block(inhoud, rand)


def _item(inhoud: Any, rand: str) -> Iterator[str]:
    """An item of a list: its first line behind the dash."""
    if isinstance(inhoud, str):
        yield from _text(f"{rand}-", inhoud, rand + "  ")
    elif _fits(inhoud):
        yield f"{rand}- {_inline(inhoud)}"
    else:
        regels = _block(inhoud, rand + "  ")
        yield f"{rand}- {next(regels).lstrip()}"
        yield from regels


def _text(kop: str, tekst: str, rand: str) -> Iterator[str]:
    """A text on its line; a long one folded, one with line ends as it stands."""
    if _is_folded(tekst):
        yield f"{kop} >-"
        yield from (
            rand + regel for regel in textwrap.wrap(tekst, BREED, break_long_words=False, break_on_hyphens=False)
        )
    elif _is_literal(tekst):
        yield f"{kop} |-"
        yield from (rand + regel if regel else "" for regel in tekst.split("\n"))
    else:
        yield f"{kop} {_scalar(tekst)}"


def _is_folded(tekst: str) -> bool:
    recht = "  " not in tekst and tekst == tekst.strip() and not re.search(r"[^\S ]", tekst)
    return len(tekst) > BREED and recht and _GEWOON.fullmatch(tekst) is not None


def _is_literal(tekst: str) -> bool:
    regels = tekst.split("\n")
    vol = bool(regels[0] and regels[-1]) and not regels[0].startswith(" ")
    return len(regels) > 1 and vol and all(_GEWOON.fullmatch(regel) and regel == regel.rstrip() for regel in regels)


def _fits(waarde: Any) -> bool:
    """Whether a value stands on one line: small, without parts that are written out, and no list of sentences."""
    if not isinstance(waarde, dict | list) or not waarde:
        return True
    if isinstance(waarde, _Ruim):
        return False
    if isinstance(waarde, list) and any(isinstance(deel, dict) or " " in str(deel) for deel in waarde):
        return False
    return _is_small(waarde) and len(_inline(waarde)) <= BREED


def _is_small(waarde: Any) -> bool:
    """No part that is written out anywhere in it."""
    delen = waarde.values() if isinstance(waarde, dict) else waarde if isinstance(waarde, list) else ()
    return not isinstance(waarde, _Ruim) and all(_is_small(deel) for deel in delen)


def _inline(waarde: Any) -> str:
    """A value on one line, as in JSON with the quotes left out where they can be."""
    if isinstance(waarde, dict):
        delen = (f"{_scalar(sleutel, in_rij=True)}: {_inline(inhoud)}" for sleutel, inhoud in waarde.items())
        return "{" + ", ".join(delen) + "}"
    if isinstance(waarde, list):
        return "[" + ", ".join(_inline(deel) for deel in waarde) + "]"
    return _scalar(waarde, in_rij=True)


def _scalar(waarde: Any, *, in_rij: bool = False) -> str:
    if isinstance(waarde, bool):
        return "true" if waarde else "false"
    if isinstance(waarde, Decimal):
        return _decimal(waarde)
    if isinstance(waarde, float):
        return _float(waarde)
    if isinstance(waarde, date):
        return waarde.isoformat()
    return _string(waarde, in_rij=in_rij) if isinstance(waarde, str) else str(waarde)


def _decimal(waarde: Decimal) -> str:
    """A number where YAML reads the same decimal back, a text where it would lose a nought."""
    tekst = str(waarde)
    blijft = re.fullmatch(r"-?\d+(\.\d+)?", tekst) and str(Decimal(repr(_number(tekst)))) == tekst
    return tekst if blijft else f'"{tekst}"'


def _number(tekst: str) -> float | int:
    return float(tekst) if "." in tekst else int(tekst)


def _float(waarde: float) -> str:
    """Whole numbers without a point; others so that YAML 1.1 knows them as a number."""
    if waarde.is_integer() and abs(waarde) < 2**53:
        return str(int(waarde))
    return yaml.safe_dump(waarde).split("\n")[0]


def _string(tekst: str, *, in_rij: bool) -> str:
    return tekst if _is_plain(tekst, in_rij=in_rij) else _quoted(tekst)


def _is_plain(tekst: str, *, in_rij: bool) -> bool:
    """Whether YAML reads these characters, without quotes, as this text and nothing else."""
    if not _VOORAAN.match(tekst) or not _GEWOON.fullmatch(tekst) or tekst != tekst.strip():
        return False
    if ": " in tekst or " #" in tekst or tekst.endswith(":") or (in_rij and _TEKENS_IN_RIJ.search(tekst)):
        return False
    regels = yaml.SafeLoader.yaml_implicit_resolvers.get(tekst[0], [])
    return not any(patroon.match(tekst) for _, patroon in regels)


def _quoted(tekst: str) -> str:
    """The text in double quotes, on one line."""
    return _SCHADELIJK.sub(lambda teken: f"\\u{ord(teken[0]):04x}", json.dumps(tekst, ensure_ascii=False))
