"""What an answer or a fact is worth in a comparison (twin: `static/js/rules/waarden.js`).

An answer is known by a list of comparable values: usually one, of a meerkeuze each choice, of a document its stand
and its oordeel. An empty list is *missing*.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import ge, gt, le, lt

from app.protocols.rules.bouwstenen import Scalar, Voorwaarde
from app.protocols.rules.getallen import as_number
from app.protocols.rules.plan import PlanVraag
from app.protocols.rules.stand import Antwoord, has_waarde, oordeel_of

Waarheid = bool | None
_VERGELIJKINGEN = (("groter", gt), ("kleiner", lt), ("minstens", ge), ("hoogstens", le))


def evaluate_tree(voorwaarde: Voorwaarde, leaf: Callable[[Voorwaarde], Waarheid]) -> Waarheid:
    """Joins what `leaf` says of the comparisons in a condition, by Kleene's rules."""
    if voorwaarde.alle is not None:
        return _every([evaluate_tree(deel, leaf) for deel in voorwaarde.alle])
    if voorwaarde.een_van is not None:
        return _negate(_every([_negate(evaluate_tree(deel, leaf)) for deel in voorwaarde.een_van]))
    if voorwaarde.niet is not None:
        return _negate(evaluate_tree(voorwaarde.niet, leaf))
    if voorwaarde.zeker is not None:
        return evaluate_tree(voorwaarde.zeker, leaf) is True
    if voorwaarde.mogelijk is not None:
        return evaluate_tree(voorwaarde.mogelijk, leaf) is not False
    return leaf(voorwaarde)


def compare(voorwaarde: Voorwaarde, waarden: list[object], feiten: Mapping[str, object]) -> Waarheid:
    """Holds the operator of a condition against values; None (onbekend) when they are missing or no number.

    `feiten` gives the day ages of dates are counted to (`controle.datum`) and bounds that are facts.
    """
    if voorwaarde.beantwoord is not None:
        return bool(waarden) == voorwaarde.beantwoord
    if not waarden:
        return None
    if voorwaarde.is_ is not None:
        return matches(waarden, voorwaarde.is_)
    if voorwaarde.is_niet is not None:
        return not matches(waarden, voorwaarde.is_niet)
    if voorwaarde.in_ is not None:
        return any(matches(waarden, gezocht) for gezocht in voorwaarde.in_)
    if voorwaarde.bevat is not None:
        return matches(waarden, voorwaarde.bevat) or _contains(waarden, voorwaarde.bevat)
    return _compare_number(voorwaarde, _number(waarden[0], feiten.get("controle.datum")), feiten)


def matches(waarden: list[object], gezocht: Scalar) -> bool:
    """Whether one of the values is the wanted one: truth values and texts exactly, numbers by size."""
    return any(_equal(waarde, gezocht) for waarde in waarden)


def answer_values(vraag: PlanVraag, antwoord: Antwoord | None, fotos: int = 0, deel: str | None = None) -> list[object]:
    """The comparable values of an answer, or of a part (`deel`) of it."""
    if deel == "direct_hersteld":
        return [antwoord.direct_hersteld] if antwoord and oordeel_of(vraag, antwoord) == "voldoet_niet" else []
    if not has_waarde(vraag, antwoord, fotos):
        return []
    waarde = antwoord.waarde if antwoord else None
    if vraag.type == "foto":
        return [fotos] if deel is None else []
    if isinstance(waarde, Mapping):
        return _part_values(vraag, antwoord, waarde, deel)
    if deel is not None:
        return []
    return list(waarde) if isinstance(waarde, list) else [waarde]


def fact_values(feit: object) -> list[object]:
    """The comparable values of a fact. An empty list is a known nothing, an empty text is missing."""
    if feit is None or feit == "":
        return []
    if isinstance(feit, list | tuple):
        return list(feit) or [None]
    return [feit]


def sample_share(waarde: object) -> float | None:
    """Which share of a steekproef was looked at (0 to 1); None when there was nothing to look at."""
    if not isinstance(waarde, Mapping):
        return None
    bekeken, totaal = as_number(waarde.get("n")), as_number(waarde.get("van"))
    return bekeken / totaal if bekeken is not None and totaal else None


def age_in_months(dag: object, peildag: object) -> float | None:
    """Age of one date (`YYYY-MM-DD…`) on another, in months and 31sts of a month; None when either is no date."""
    van, tot = date_parts(dag), date_parts(peildag)
    if van is None or tot is None:
        return None
    return (tot[0] - van[0]) * 12 + (tot[1] - van[1]) + (tot[2] - van[2]) / 31


def date_parts(dag: object) -> tuple[int, int, int] | None:
    """Year, month and day of `YYYY-MM-DD…`; None when a text has another shape. Does not know the calendar."""
    if not isinstance(dag, str) or len(dag) < 10 or dag[4] != "-" or dag[7] != "-":
        return None
    delen = (dag[:4], dag[5:7], dag[8:10])
    if not all(deel.isascii() and deel.isdigit() for deel in delen):
        return None
    return int(delen[0]), int(delen[1]), int(delen[2])


def _every(waarden: list[Waarheid]) -> Waarheid:
    if False in waarden:
        return False
    return None if None in waarden else True


def _negate(waarde: Waarheid) -> Waarheid:
    return None if waarde is None else not waarde


def _part_values(
    vraag: PlanVraag, antwoord: Antwoord | None, waarde: Mapping[str, object], deel: str | None
) -> list[object]:
    if vraag.type == "document" and deel is None:
        return [waarde["stand"], oordeel_of(vraag, antwoord)]
    if vraag.type == "document" and deel == "datum":
        return [waarde["datum"]] if waarde.get("datum") else []
    if vraag.type == "steekproef" and deel in ("n", "van"):
        return [waarde[deel]]
    if vraag.type == "steekproef" and deel in (None, "aandeel"):
        aandeel = sample_share(waarde)
        return [] if aandeel is None else [aandeel]
    return [None] if deel is None else []


def _compare_number(voorwaarde: Voorwaarde, getal: float | None, feiten: Mapping[str, object]) -> Waarheid:
    for naam, holds in _VERGELIJKINGEN:
        grens = getattr(voorwaarde, naam)
        if grens is not None:
            tot = as_number(feiten.get(grens)) if isinstance(grens, str) else grens
            return None if getal is None or tot is None else holds(getal, tot)
    return None


def _number(waarde: object, dag: object) -> float | None:
    getal = as_number(waarde)
    return age_in_months(waarde, dag) if getal is None else getal


def _equal(waarde: object, gezocht: Scalar) -> bool:
    if isinstance(waarde, bool) or isinstance(gezocht, bool):
        return waarde is gezocht
    if isinstance(waarde, str) and isinstance(gezocht, str):
        return waarde == gezocht
    links, rechts = as_number(waarde), as_number(gezocht)
    return links is not None and links == rechts


def _contains(waarden: list[object], gezocht: Scalar) -> bool:
    if not isinstance(gezocht, str):
        return False
    return any(isinstance(waarde, str) and gezocht.lower() in waarde.lower() for waarde in waarden)
