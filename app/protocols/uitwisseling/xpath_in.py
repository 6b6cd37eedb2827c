"""Reads the part of XPath that XLSForms use in `relevant` and `required`, and makes a condition of it.

XPath knows no *onbekend*: `${a} != 'x'` holds when nothing was answered. What is read here holds in exactly the same
cases. What cannot be said is refused (`OnbekendeUitdrukking`), never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.protocols.uitwisseling.xpath_uit import MAAND

Ruw = dict[str, Any]
_WOORD = re.compile(
    r"\s*(?:(?P<ref>\$\{[^}]*\})|(?P<getal>\d+(?:\.\d+)?|\.\d+)|(?P<tekst>'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’)"
    r"|(?P<naam>[A-Za-z_][\w-]*)|(?P<teken>!=|<=|>=|[=<>()+*,.\[\]-]))"
)
DIEP = 40
"""Deeper than this no person wrote it."""
_GELIJK, _MINDER, _PLUS, _MAAL = ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod")
_OPERATOREN = {"<": "kleiner", "<=": "hoogstens", ">": "groter", ">=": "minstens"}
_OMGEKEERD = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


class OnbekendeUitdrukking(Exception):
    """An expression that is no condition of ours."""


class Bron(NamedTuple):
    """What a name of the form is here. `veld` (`vraag`, `feit`, `fase`, `niveau`) and `code` address it, `deel` is a
    part of an answer. `soort` is the kind of answer; `waarden` gives our value of each choice."""

    veld: str
    code: str
    soort: str
    deel: str | None = None
    waarden: dict[str, str] | None = None


@dataclass(frozen=True)
class Knoop:
    """A node: `soort` is ref, getal, tekst, punt, roep (a function) or the operator."""

    soort: str
    waarde: Any = None
    delen: tuple[Knoop, ...] = ()


def parse(tekst: str) -> Knoop:
    """The expression as a tree. Raises OnbekendeUitdrukking."""
    lezer = _Lezer(tekst)
    knoop = lezer.of(0)
    if lezer.woord is not None:
        raise OnbekendeUitdrukking(tekst)
    return knoop


def to_voorwaarde(tekst: str, bronnen: dict[str, Bron]) -> Ruw:
    """A condition in the shape of a protocol file. Raises OnbekendeUitdrukking."""
    return _Vertaler(bronnen).condition(parse(tekst))


class _Lezer:
    """Reads words one by one."""

    def __init__(self, tekst: str) -> None:
        self.tekst, self.plek = tekst.strip(), 0
        self.soort = ""
        self.woord: str | None = None
        self.next()

    def next(self) -> None:
        """On to the next word; None at the end."""
        gevonden = _WOORD.match(self.tekst, self.plek)
        if gevonden is None and self.tekst[self.plek :].strip():
            raise OnbekendeUitdrukking(self.tekst)
        self.soort, self.woord = ("", None) if gevonden is None else (str(gevonden.lastgroup), gevonden[0].strip())
        self.plek = gevonden.end() if gevonden else len(self.tekst)

    def take(self, woord: str) -> None:
        """This word and no other."""
        if self.woord != woord:
            raise OnbekendeUitdrukking(self.tekst)
        self.next()

    def of(self, diep: int) -> Knoop:
        """The loosest: `or`."""
        if diep > DIEP:
            raise OnbekendeUitdrukking(self.tekst)
        return self._rij("or", lambda: self._rij("and", lambda: self._twee(diep, 0)))

    def _rij(self, woord: str, binnen: Any) -> Knoop:
        delen = [binnen()]
        while self.soort == "naam" and self.woord == woord:
            self.next()
            delen.append(binnen())
        return delen[0] if len(delen) == 1 else Knoop(woord, delen=tuple(delen))

    def _twee(self, diep: int, laag: int) -> Knoop:
        """Operators with two sides, from loose to firm."""
        lagen = (_GELIJK, _MINDER, _PLUS, _MAAL)
        if laag == len(lagen):
            return self._een(diep)
        links = self._twee(diep, laag + 1)
        while self.woord in lagen[laag]:
            teken = str(self.woord)
            self.next()
            links = Knoop(teken, delen=(links, self._twee(diep, laag + 1)))
        return links

    def _een(self, diep: int) -> Knoop:
        soort, woord = self.soort, str(self.woord)
        if woord == "-":
            self.next()
            binnen = self._een(diep + 1) if diep < DIEP else Knoop("")
            if binnen.soort != "getal":
                raise OnbekendeUitdrukking(self.tekst)
            return Knoop("getal", -binnen.waarde)
        self.next()
        return self._filtered(self._first(soort, woord, diep), diep)

    def _first(self, soort: str, woord: str, diep: int) -> Knoop:
        if soort == "ref":
            return Knoop("ref", woord[2:-1].strip())
        if soort == "getal":
            return Knoop("getal", float(woord) if "." in woord else int(woord))
        if soort == "tekst":
            return Knoop("tekst", woord[1:-1])
        if woord == ".":
            return Knoop("punt")
        if woord == "(":
            binnen = self.of(diep + 1)
            self.take(")")
            return binnen
        if soort == "naam" and self.woord == "(":
            return Knoop("roep", woord, self._arguments(diep))
        raise OnbekendeUitdrukking(self.tekst)

    def _arguments(self, diep: int) -> tuple[Knoop, ...]:
        self.take("(")
        delen: list[Knoop] = []
        while self.woord != ")":
            delen.append(self.of(diep + 1))
            if self.woord != ")":
                self.take(",")
        self.take(")")
        return tuple(delen)

    def _filtered(self, knoop: Knoop, diep: int) -> Knoop:
        """`${a}[. = 'x']`."""
        if self.woord != "[":
            return knoop
        self.next()
        binnen = self.of(diep + 1)
        self.take("]")
        return Knoop("filter", delen=(knoop, binnen))


class _Vertaler:
    """Makes conditions, knowing what each name is."""

    def __init__(self, bronnen: dict[str, Bron]) -> None:
        self.bronnen = bronnen

    def condition(self, k: Knoop) -> Ruw:
        """A node as a condition."""
        if k.soort in ("or", "and"):
            return (_any if k.soort == "or" else _all)([self.condition(deel) for deel in k.delen])
        if k.soort == "roep":
            return self._call(k)
        if k.soort in _GELIJK + _MINDER:
            return self._compare(k.soort, *k.delen)
        raise OnbekendeUitdrukking(k.soort)

    def _call(self, k: Knoop) -> Ruw:
        if k.waarde in ("true", "false") and not k.delen:
            return {"alle" if k.waarde == "true" else "een_van": []}
        if k.waarde == "not" and len(k.delen) == 1:
            return _negated(self.condition(k.delen[0]))
        if k.waarde in ("selected", "contains") and len(k.delen) == 2 and k.delen[1].soort == "tekst":
            bron, waarde = self._source(k.delen[0]), k.delen[1].waarde
            if bron.veld == "fase":
                return {"fase": [waarde]}
            woord = "is" if k.waarde == "selected" and bron.soort != "meer" else "bevat"
            return _leaf(bron) | {woord: self._value(bron, waarde)}
        raise OnbekendeUitdrukking(str(k.waarde))

    def _compare(self, teken: str, links: Knoop, rechts: Knoop) -> Ruw:
        if links.soort in ("tekst", "getal") and rechts.soort not in ("tekst", "getal"):
            return self._compare(_OMGEKEERD[teken], rechts, links)
        if links.soort == "roep" and links.waarde == "count":
            return {"aantal": self._counted(links)} | self._bound(teken, rechts)
        if links.soort == "roep" and links.waarde == "string-length" and len(links.delen) == 1:
            return self._filled(teken, links.delen[0], rechts)
        bron = self._operand(links)
        if bron.veld == "niveau" and teken == ">=" and rechts.waarde in range(5):
            return {"niveau_vanaf": "S1234"[rechts.waarde]}
        if bron.soort == "dag" and rechts.waarde != "":
            raise OnbekendeUitdrukking(teken)
        if teken in _MINDER:
            return _leaf(bron) | self._bound(teken, rechts)
        return self._equal(teken, bron, rechts)

    def _filled(self, teken: str, wat: Knoop, rechts: Knoop) -> Ruw:
        """`string-length(${a}) > 0`."""
        if (teken, rechts.waarde) in ((">", 0), (">=", 1), ("!=", 0)):
            return _leaf(self._source(wat)) | {"beantwoord": True}
        raise OnbekendeUitdrukking("string-length")

    def _equal(self, teken: str, bron: Bron, rechts: Knoop) -> Ruw:
        blad = _leaf(bron)
        if rechts.soort == "tekst" and not rechts.waarde:
            if bron.veld == "fase" and teken == "=":
                return {"fase": []}
            return blad | {"beantwoord": teken == "!="}
        if (
            rechts.soort not in ("tekst", "getal")
            or bron.soort in ("maanden", "meer")
            or bron.veld in ("fase", "niveau")
        ):
            raise OnbekendeUitdrukking(teken)
        waarde = self._value(bron, rechts.waarde)
        if teken == "=":
            return blad | {"is": waarde}
        return {"een_van": [blad | {"is_niet": waarde}, blad | {"beantwoord": False}]}

    def _bound(self, teken: str, rechts: Knoop) -> Ruw:
        if rechts.soort == "tekst" and re.fullmatch(r"-?\d+(\.\d+)?", rechts.waarde):
            rechts = Knoop("getal", float(rechts.waarde))
        if rechts.soort == "getal":
            return {_OPERATOREN.get(teken) or self._refuse(teken): rechts.waarde}
        bron = self._source(rechts)
        if bron.veld != "feit" or teken not in _OPERATOREN:
            raise OnbekendeUitdrukking(teken)
        return {_OPERATOREN[teken]: bron.code}

    def _refuse(self, wat: str) -> str:
        raise OnbekendeUitdrukking(wat)

    def _operand(self, k: Knoop) -> Bron:
        """A question, the age of a date in months, or the share of a sample."""
        if k.soort != "div":
            bron = self._source(k)
            if bron.soort == "maanden" and k.soort == "ref":
                return bron._replace(soort="dag")
            return bron
        links, rechts = k.delen
        if rechts.soort == "getal" and str(rechts.waarde) == MAAND and links.soort == "-":
            nu, dag = links.delen
            if nu == parse("decimal-date-time(today())") and dag.waarde == "decimal-date-time" and len(dag.delen) == 1:
                return self._source(dag.delen[0])
        if links.soort == rechts.soort == "ref" and rechts.waarde == f"{links.waarde}__van":
            return self._source(links)._replace(deel="aandeel")
        raise OnbekendeUitdrukking("div")

    def _source(self, k: Knoop) -> Bron:
        bron = self.bronnen.get(str(k.waarde)) if k.soort == "ref" else None
        if bron is None:
            raise OnbekendeUitdrukking(f"${{{k.waarde}}}" if k.soort == "ref" else k.soort)
        return bron

    def _counted(self, k: Knoop) -> Ruw:
        """`count(${a}[. = 'x' or . = 'y'])`."""
        if len(k.delen) != 1 or k.delen[0].soort != "filter":
            raise OnbekendeUitdrukking("count")
        wat, filter_ = k.delen[0].delen
        bron = self._source(wat)
        delen = filter_.delen if filter_.soort == "or" else (filter_,)
        waarden = [self._wanted(deel, bron) for deel in delen]
        if bron.veld != "vraag" or bron.deel:
            raise OnbekendeUitdrukking("count")
        if waarden == [None]:
            return {"vraag": bron.code}
        if None in waarden:
            raise OnbekendeUitdrukking("count")
        return {"vraag": bron.code, **({"is": waarden[0]} if len(waarden) == 1 else {"in": waarden})}

    def _wanted(self, k: Knoop, bron: Bron) -> Any:
        """The value a predicate asks for; None for any."""
        if k.soort == "roep" and k.waarde == "selected" and len(k.delen) == 2 and k.delen[0].soort == "punt":
            return self._value(bron, k.delen[1].waarde)
        if k.soort == "!=" and k.delen[0].soort == "punt" and k.delen[1].waarde == "":
            return None
        if k.soort == "=" and k.delen[0].soort == "punt" and k.delen[1].waarde not in ("", None):
            return self._value(bron, k.delen[1].waarde)
        raise OnbekendeUitdrukking("count")

    def _value(self, bron: Bron, waarde: Any) -> Any:
        """A value of the form as it is here."""
        if bron.soort == "janee":
            return waarde == "ja" if waarde in ("ja", "nee") else self._refuse(str(waarde))
        if bron.waarden is not None:
            if str(waarde) not in bron.waarden:
                raise OnbekendeUitdrukking(str(waarde))
            return bron.waarden[str(waarde)]
        return waarde


def _leaf(bron: Bron) -> Ruw:
    return {bron.veld: bron.code} | ({"deel": bron.deel} if bron.deel else {})


def _negated(v: Ruw) -> Ruw:
    """`not(…)`: also holds when it cannot be known."""
    if "beantwoord" in v:
        return v | {"beantwoord": not v["beantwoord"]}
    return {"niet": {"zeker": v}}


def _any(delen: list[Ruw]) -> Ruw:
    fasen = [deel for deel in delen if set(deel) == {"fase"}]
    rest = [deel for deel in delen if set(deel) != {"fase"}]
    if fasen:
        rest.insert(0, {"fase": [fase for deel in fasen for fase in deel["fase"]]})
    return rest[0] if len(rest) == 1 else {"een_van": rest}


def _all(delen: list[Ruw]) -> Ruw:
    """`${a} != '' and ${a} != 'x'` is simply *a is niet x*."""
    vol = [{k: w for k, w in deel.items() if k != "beantwoord"} for deel in delen if deel.get("beantwoord") is True]
    gebruikt: list[Ruw] = []
    uit = []
    for deel in delen:
        blad = next((b for b in vol if _is_other(deel, b)), None)
        if blad is not None:
            gebruikt.append(blad | {"beantwoord": True})
        uit.append(deel["een_van"][0] if blad is not None else deel)
    uit = [deel for deel in uit if deel not in gebruikt]
    return uit[0] if len(uit) == 1 else {"alle": uit}


def _is_other(deel: Ruw, blad: Ruw) -> bool:
    """Whether this is how *is niet* of that question reads."""
    keus = deel.get("een_van", [])
    return len(keus) == 2 and "is_niet" in keus[0] and keus[1] == blad | {"beantwoord": False}
