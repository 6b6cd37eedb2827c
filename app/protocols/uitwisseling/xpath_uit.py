"""A condition as XPath for an XLSForm.

Conditions here are three-valued and XPath is not: each is written twice, once for *waar* and once for *onwaar*, so
that what is not known hides (or with `bij_onbekend: toon` shows) there as it does here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from app.protocols.rules.bouwstenen import Aantal, Scalar, Voorwaarde
from app.protocols.rules.voorwaarden import NIVEAUS
from app.protocols.uitwisseling.namen import DELEN, FASE, NIVEAU, Namen, Soort

MAAND = "30.4375"
"""Days in a month, on average: XPath has no months. On the edge of a month this may differ by a day or two."""
VERGELIJKINGEN = {"groter": (">", "<="), "kleiner": ("<", ">="), "minstens": (">=", "<"), "hoogstens": ("<=", ">")}
"""Each number operator with its opposite."""
DOCUMENT = {"voldoet": ("gezien",), "voldoet_niet": ("niet_getoond", "verlopen")}


class NietUitTeDrukken(Exception):
    """XPath cannot say this condition."""


class Uit(NamedTuple):
    """An expression, and how firmly it holds together: 1 or, 2 and, 3 a comparison."""

    tekst: str
    kracht: int = 3


def to_xpath(voorwaarde: Voorwaarde, bij_onbekend: str, namen: Namen) -> Uit:
    """The condition as XPath. Raises NietUitTeDrukken."""
    return (_mogelijk if bij_onbekend == "toon" else _waar)(voorwaarde, namen)


def literal(tekst: str) -> str:
    """A text as XPath writes it."""
    if "'" not in tekst:
        return f"'{tekst}'"
    if '"' not in tekst:
        return f'"{tekst}"'
    delen = ', "\'", '.join(f"'{deel}'" for deel in tekst.split("'"))
    return f"concat({delen})"


def join(delen: list[Uit], woord: str) -> Uit:
    """Expressions joined by `and` or `or`."""
    kracht = 2 if woord == "and" else 1
    if not delen:
        return Uit("true()" if woord == "and" else "false()")
    if len(delen) == 1:
        return delen[0]
    return Uit(f" {woord} ".join(f"({deel.tekst})" if deel.kracht < 3 else deel.tekst for deel in delen), kracht)


def _not(uit: Uit) -> Uit:
    return Uit(f"not({uit.tekst})")


def _mogelijk(voorwaarde: Voorwaarde, namen: Namen) -> Uit:
    return _not(_onwaar(voorwaarde, namen))


def _waar(v: Voorwaarde, namen: Namen) -> Uit:
    if v.alle is not None:
        return join([_waar(deel, namen) for deel in v.alle], "and")
    if v.een_van is not None:
        return join([_waar(deel, namen) for deel in v.een_van], "or")
    if v.niet is not None:
        return _onwaar(v.niet, namen)
    if v.zeker is not None:
        return _waar(v.zeker, namen)
    if v.mogelijk is not None:
        return _mogelijk(v.mogelijk, namen)
    return _leaf(v, namen)[0]


def _onwaar(v: Voorwaarde, namen: Namen) -> Uit:
    if v.alle is not None:
        return join([_onwaar(deel, namen) for deel in v.alle], "or")
    if v.een_van is not None:
        return join([_onwaar(deel, namen) for deel in v.een_van], "and")
    if v.niet is not None:
        return _waar(v.niet, namen)
    if v.zeker is not None:
        return _not(_waar(v.zeker, namen))
    if v.mogelijk is not None:
        return _onwaar(v.mogelijk, namen)
    return _leaf(v, namen)[1]


def _leaf(v: Voorwaarde, namen: Namen) -> tuple[Uit, Uit]:
    """When it is waar, and when it is onwaar."""
    if v.fase is not None:
        waar = join([Uit(f"${{{FASE}}} = ''"), *(Uit(f"selected(${{{FASE}}}, {literal(f)})") for f in v.fase)], "or")
        return waar, _not(waar)
    if v.niveau_vanaf is not None:
        plek = NIVEAUS.index(v.niveau_vanaf)
        return Uit(f"${{{NIVEAU}}} >= {plek}"), Uit(f"${{{NIVEAU}}} < {plek}")
    if v.aantal is not None:
        return _numbers(v, _count(v.aantal, namen))
    ref, soort = _source(v, namen)
    if v.beantwoord is not None:
        vol, leeg = Uit(f"{ref} != ''"), Uit(f"{ref} = ''")
        return (vol, leeg) if v.beantwoord else (leeg, vol)
    if any(getattr(v, operator) is not None for operator in VERGELIJKINGEN):
        return _numbers(v, _months(ref) if soort == "maanden" else ref)
    return _equals(v, ref, soort)


def _source(v: Voorwaarde, namen: Namen) -> tuple[str, Soort]:
    """The question or fact a condition looks at, and its kind."""
    if v.feit is not None:
        return f"${{{v.feit}}}", namen.soorten[v.feit]
    naam = namen.vragen.get(v.vraag or "")
    if naam is None:
        raise NietUitTeDrukken(v.vraag)
    if v.deel == "aandeel":
        return f"(${{{naam}}} div ${{{naam}__van}})", "getal"
    if v.deel in DELEN:
        soort: Soort = "maanden" if v.deel == "datum" else "janee" if v.deel == "direct_hersteld" else "getal"
        return f"${{{naam}__{DELEN[v.deel]}}}", soort
    return f"${{{naam}}}", namen.soorten[naam]


def _months(ref: str) -> str:
    return f"((decimal-date-time(today()) - decimal-date-time({ref})) div {MAAND})"


def _numbers(v: Voorwaarde, ref: str) -> tuple[Uit, Uit]:
    for operator, (teken, anders) in VERGELIJKINGEN.items():
        grens = getattr(v, operator)
        if grens is not None:
            getal = f"${{{grens}}}" if isinstance(grens, str) else number(grens)
            return Uit(f"{ref} {teken} {getal}"), Uit(f"{ref} {anders} {getal}")
    if isinstance(v.is_, int | float):
        return Uit(f"{ref} = {number(v.is_)}"), Uit(f"{ref} != {number(v.is_)}")
    raise NietUitTeDrukken(str(v))


def _equals(v: Voorwaarde, ref: str, soort: Soort) -> tuple[Uit, Uit]:
    """`is`, `is_niet`, `in`, `bevat`: onwaar only when there is an answer."""
    if soort == "foto":
        raise NietUitTeDrukken(ref)
    vol = Uit(f"{ref} != ''")
    if v.bevat is not None and soort != "meer":
        bevat = Uit(f"contains({ref}, {literal(str(v.bevat))})")
        return bevat, join([vol, _not(bevat)], "and")
    waarden = [w for w in (v.is_, v.is_niet, v.bevat, *(v.in_ or ())) if w is not None]
    gelijk = join([_same(ref, soort, waarde) for waarde in waarden], "or")
    anders = join([vol, *(_other(ref, soort, waarde) for waarde in waarden)], "and")
    return (anders, gelijk) if v.is_niet is not None else (gelijk, anders)


def _same(ref: str, soort: Soort, waarde: Scalar) -> Uit:
    if soort == "meer":
        return Uit(f"selected({ref}, {_value(waarde)})")
    if soort == "document" and waarde in DOCUMENT:
        return join([Uit(f"{ref} = {literal(stand)}") for stand in DOCUMENT[str(waarde)]], "or")
    return Uit(f"{ref} = {_value(waarde)}")


def _other(ref: str, soort: Soort, waarde: Scalar) -> Uit:
    if soort == "meer" or (soort == "document" and waarde in DOCUMENT):
        return _not(_same(ref, soort, waarde))
    return Uit(f"{ref} != {_value(waarde)}")


def _value(waarde: Scalar) -> str:
    if isinstance(waarde, bool):
        return "'ja'" if waarde else "'nee'"
    return number(waarde) if isinstance(waarde, int | float) else literal(waarde)


def number(getal: float) -> str:
    """A number as XPath writes it: without an exponent."""
    return str(int(getal)) if float(getal).is_integer() else f"{Decimal(repr(getal)):f}"


def _count(aantal: Aantal, namen: Namen) -> str:
    naam = namen.vragen.get(aantal.vraag)
    if naam is None or namen.soorten[naam] == "foto":
        raise NietUitTeDrukken(aantal.vraag)
    waarden = [aantal.is_] if aantal.is_ is not None else list(aantal.in_ or ())
    gelijk = join([_same(".", namen.soorten[naam], waarde) for waarde in waarden], "or").tekst if waarden else ". != ''"
    return f"count(${{{naam}}}[{gelijk}])"
