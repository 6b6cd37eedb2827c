"""What the page with the list shows: the saved lists with their counts, the chips, and links that keep the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import request, url_for
from sqlalchemy.orm import Session

from app.controles import queries_lijst as queries
from app.controles.forms import AANLEIDINGEN, LIJSTEN, SOORT_KORT, STATUSSEN, UITKOMSTEN
from app.controles.lijstfilter import NIEMAND, Filter
from app.controles.queries_lijst import TELGRENS, Rij
from app.controles.rules.lijst import group_of
from app.core.filters import korte_dag

PER_BLAD = 25
LAATSTE_BLAD = 200
"""Beyond this page one filters, one does not browse."""
ERG = frozenset({"te-laat", "vastgehouden"})


@dataclass(frozen=True)
class Venster:
    """A saved list with how many controles stand in it."""

    label: str
    url: str
    aantal: int
    hier: bool
    erg: bool

    @property
    def tekst(self) -> str:
        """The number as it reads."""
        return amount(self.aantal)


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the link without it."""

    label: str
    url: str


def amount(aantal: int) -> str:
    """`23`, or `1.000+` beyond where counting stops."""
    return f"{TELGRENS:,}+".replace(",", ".") if aantal > TELGRENS else f"{aantal:,}".replace(",", ".")


def vensters(
    session: Session, organisatie_id: UUID, lijst: str, *, by: UUID, vandaag: date, mijn: bool
) -> list[Venster]:
    """The saved lists; *Mijn werk* only for who does controles."""
    made = []
    for code, label in LIJSTEN.items():
        if code == "mijn" and not mijn:
            continue
        aantal = queries.count_controles(session, organisatie_id, Filter(lijst=code), by=by, vandaag=vandaag)
        url = url_for("controles.index", lijst=code)
        made.append(Venster(label, url, aantal, code == lijst, code in ERG and aantal > 0))
    return made


def chips(keuze: Filter, personen: dict[str, str]) -> list[Chip]:
    """Each filter that is on, in words."""
    made = [Chip(f"“{keuze.q}”", url_without("q"))] if keuze.q else []
    made += [Chip(SOORT_KORT.get(soort, soort), url_without("soort", soort)) for soort in keuze.soort]
    made += [Chip(str(STATUSSEN.get(code, code)), url_without("status", code)) for code in keuze.status]  # type: ignore[call-overload]
    words = {
        "toezichthouder": "Nog niemand" if keuze.toezichthouder == NIEMAND else personen.get(keuze.toezichthouder, ""),
        "van": f"Vanaf {korte_dag(keuze.van)}" if keuze.van else "",
        "tot": f"Tot en met {korte_dag(keuze.tot)}" if keuze.tot else "",
        "plaats": keuze.plaats,
        "thema": keuze.thema.replace("-", " ").capitalize(),
        "aanleiding": AANLEIDINGEN.get(keuze.aanleiding, ""),  # type: ignore[call-overload]
        "uitkomst": UITKOMSTEN.get(keuze.uitkomst, ""),
    }
    return made + [Chip(word, url_without(name)) for name, word in words.items() if word]


def groups(rijen: Iterable[Rij], sorteer: str, vandaag: date) -> list[tuple[str, list[Rij]]]:
    """The lines under their headings; one heading-less group when the order is not by day."""
    rijen = list(rijen)
    if sorteer.removeprefix("-") != "dag":
        return [("", rijen)]
    parts = groupby(rijen, key=lambda rij: group_of(rij.controle.status, rij.controle.dag, vandaag))
    return [(str(groep), list(part)) for groep, part in parts]


def url_with(**values: Any) -> str:
    """This list with other values; the page starts again at 1 unless given."""
    args = {name: request.args.getlist(name) for name in request.args if name != "blad"}
    args = {name: found for name, found in args.items() if any(found)}
    return url_for("controles.index", **(args | values))


def url_without(name: str, value: str | None = None) -> str:
    """This list with one filter less."""
    kept = [found for found in request.args.getlist(name) if value is not None and found != value]
    return url_with(**{name: kept or None})


def sort_url(key: str, sorteer: str) -> str:
    """The same list ordered by `key`, the other way round when it is already."""
    return url_with(s=f"-{key}" if sorteer == key else key)


def sort_state(key: str, sorteer: str) -> str:
    """`aria-sort` of a column."""
    return {key: "ascending", f"-{key}": "descending"}.get(sorteer, "none")


def without_filters(keuze: Filter) -> Filter:
    """The same saved list with every filter off."""
    return replace(Filter(), lijst=keuze.lijst)
