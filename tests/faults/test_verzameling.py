"""Once all entries of a set are delivered, in any order, repetition and split, from one or two phones of one person,
the state is a function of the set, and every value is in the journal."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.controles.models import Mutatie
from tests.controles.test_journaal import entries_of, snapshot, zetten
from tests.faults.levering import Levering
from tests.faults.rondes import rounds


def split(entries: list[dict[str, Any]], dice: random.Random) -> list[list[dict[str, Any]]]:
    """The same entries in deliveries of any size."""
    rest, found = list(entries), []
    while rest:
        count = dice.randint(1, len(rest))
        found.append(rest[:count])
        rest = rest[count:]
    return found


def on_phones(rijen: list[Any], dice: random.Random, aantal: int) -> list[Any]:
    """Each entry made on one of so many phones: the stamp says on which."""
    toestellen = ["aaaaaaaa", "bbbbbbbb"][:aantal]
    return [
        (soort, inhoud, plek | {"hlc": plek["hlc"].replace("aaaaaaaa", dice.choice(toestellen))})
        for soort, inhoud, plek in rijen
    ]


@pytest.mark.fault("any-order-any-split")
@settings(
    max_examples=rounds(8, 400),
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # making a failure smaller takes minutes against a database
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rijen=zetten(), seed=st.integers(0, 10**6), aantal=st.sampled_from([1, 2]))
def test_the_state_is_a_function_of_the_set(levering: Levering, rijen: list[Any], seed: int, aantal: int) -> None:
    dice = random.Random(seed)
    levering.tess.nummer = 0
    entries = entries_of(levering.tess, on_phones(rijen, dice, aantal))
    in_order = outcome(levering, [entries])
    again = entries + dice.choices(entries, k=4)
    dice.shuffle(again)
    assert outcome(levering, split(again, dice)) == in_order


def outcome(levering: Levering, deliveries: list[list[dict[str, Any]]]) -> Any:
    """The state and the journal after these deliveries; both are gone afterwards."""
    with levering.session.begin_nested() as example:
        for delivery in deliveries:
            levering.send(*delivery)
        found = snapshot(levering.session, levering.controle)
        journal = levering.journal()
        sent = {entry["id"]: msgspec.json.encode(entry) for delivery in deliveries for entry in delivery}
        example.rollback()
    levering.session.expire_all()
    assert journal == sent
    return found


def test_a_state_that_follows_arrival_is_noticed(levering: Levering, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the order of arrival in place of that of the journal the state depends on it."""
    een, twee = levering.tess.antwoord("P-01", "voldoet"), levering.tess.antwoord("P-01", "nvt")
    assert outcome(levering, [[een], [twee]]) == outcome(levering, [[twee], [een]])
    counter = iter(range(10_000))
    arrived: dict[Any, int] = {}

    def by_arrival(mutatie: Mutatie) -> int:
        return arrived.setdefault(mutatie.id, next(counter))

    monkeypatch.setattr("app.controles.projectie.bron.order", by_arrival)
    first = outcome(levering, [[een], [twee]])
    arrived.clear()
    assert outcome(levering, [[twee], [een]]) != first
