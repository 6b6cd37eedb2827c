"""Entries many at a time: which can go together, and how the one that cannot be taken in is found among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from app.controles.models import Mutatie
from app.controles.projectie.levensloop import STAPPEN
from app.controles.rules.inhoud import Soort
from app.core.db import is_passing

T = TypeVar("T")
R = TypeVar("R")

ALLEEN = frozenset({Soort.AANMAKEN, *STAPPEN})
"""The birth and the steps of a visit change what holds for the entries after them: each is taken in alone."""
TEGELIJK = 100
"""Entries of one controle that are taken in and kept together: others wait no longer than for these."""


def runs_of(mutaties: Sequence[Mutatie]) -> Iterator[list[Mutatie]]:
    """The same entries in the same order, cut into runs by one maker that can be taken in together."""
    run: list[Mutatie] = []
    for mutatie in mutaties:
        apart = mutatie.soort in ALLEEN or (run and run[-1].soort in ALLEEN)
        if run and (apart or run[-1].user_id != mutatie.user_id or len(run) == TEGELIJK):
            yield run
            run = []
        run.append(mutatie)
    if run:
        yield run


def in_halves(
    session: Session, items: Sequence[T], take: Callable[[Sequence[T]], list[R]], alone: Callable[[T, Exception], R]
) -> list[R]:
    """What `take` gives for all items together. When one of them cannot be taken, all are rolled back and each half is
    tried by itself, until that one is alone: `alone` says what becomes of it. Raises what only the moment is to blame
    for: no entry is held for what is no fault of its own."""
    if not items:
        return []
    try:
        with session.begin_nested():
            taken = take(items)
            session.flush()
    except Exception as error:
        if is_passing(error):
            raise
        if len(items) == 1:
            return [alone(items[0], error)]
        half = len(items) // 2
        return in_halves(session, items[:half], take, alone) + in_halves(session, items[half:], take, alone)
    return taken
