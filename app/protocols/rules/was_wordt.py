"""From the law of before the Omgevingswet to that of now, article by article.

The table is data (`protocols/was-wordt.yaml`, read by `app/protocols/omzettabel.py`); an article that is not in it has
no known successor, and none is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from app.protocols.rules.bouwstenen import Deel, Grondslag, Tekst

ANDERS_GESCHREVEN = {
    "bb2012": "bouwbesluit 2012",
    "bouwbesluit": "bouwbesluit 2012",
    "dhw": "drank- en horecawet",
    "ob": "omgevingsbesluit",
    "omgevingswet": "ow",
}
_NUMMER = re.compile(r"(\d+)[.:](\d+)([a-z]?)")


class Omzetting(Deel, kw_only=True, frozen=True):
    """One row: what was cited then, and what that became. `wordt` is empty where nothing took its place."""

    was: list[Grondslag]
    wordt: list[Grondslag]
    tabel: Tekst
    """The sheet it comes from."""
    toelichting: str | None = None


class Opvolging(Struct, frozen=True):
    """What was found for an article: the row's `was` that is meant, what it became and what there is to know."""

    was: Grondslag
    wordt: list[Grondslag]
    toelichting: str | None


def was_wordt(
    tabel: Iterable[Omzetting],
    bron: str,
    artikel: str | None = None,
    lid: str | None = None,
    onderdeel: str | None = None,
) -> list[Opvolging]:
    """What an old article became, by every row that cites it, in the order of the table.

    Capitals and usual short names do not matter. A row that names a range (`8.2-8.7`) holds for each article in it; a
    `lid` or `onderdeel` that the question or the row leaves open may be anything.
    """
    return [
        Opvolging(oud, regel.wordt, regel.toelichting)
        for regel in tabel
        for oud in regel.was
        if _same_source(oud.bron, bron)
        and _covers(oud.artikel, artikel)
        and lid in (None, "", oud.lid or lid)
        and onderdeel in (None, "", oud.onderdeel or onderdeel)
    ]


def wordt_was(tabel: Iterable[Omzetting], bron: str, artikel: str) -> list[Grondslag]:
    """The other way: which old articles became this one."""
    return [
        oud
        for regel in tabel
        if any(_same_source(nu.bron, bron) and _covers(nu.artikel, artikel) for nu in regel.wordt)
        for oud in regel.was
    ]


def _same_source(een: str, ander: str) -> bool:
    return _source(een) == _source(ander)


def _source(bron: str) -> str:
    plat = " ".join(bron.casefold().split())
    return ANDERS_GESCHREVEN.get(plat, plat)


def _covers(heeft: str | None, vraagt: str | None) -> bool:
    """Whether an article of the table is the one asked for, or a range around it; without one the source is meant."""
    if not vraagt or not heeft or heeft == vraagt:
        return (heeft or "") == (vraagt or "")
    van, _, tot = heeft.partition("-")
    eerste, laatste, nummer = _number(van), _number(tot or van), _number(vraagt)
    return eerste is not None and laatste is not None and nummer is not None and eerste <= nummer <= laatste


def _number(artikel: str) -> tuple[int, int, str] | None:
    """Where an article stands in its law; None for what has no such number (`hoofdstuk 5`)."""
    treffer = _NUMMER.fullmatch(artikel.strip())
    return (int(treffer[1]), int(treffer[2]), treffer[3]) if treffer else None
