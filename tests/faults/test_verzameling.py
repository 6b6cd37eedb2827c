"""Once all entries of a set are delivered, in any order, repetition and split, from one or two phones of one person,
the state is a function of the set, and every value is in the journal."""

from __future__ import annotations

import random
from typing import Any
from uuid import UUID, uuid5

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Antwoord, Controle, Mutatie
from app.protocols.models import ProtocolVersie
from tests.controles.builders import Schrijver
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
@given(rijen=zetten(), seed=st.integers(0, 10**6), aantal=st.sampled_from([1, 2]), geboren=st.booleans())
def test_the_state_is_a_function_of_the_set(
    levering: Levering, rijen: list[Any], seed: int, aantal: int, geboren: bool
) -> None:
    """Also of a visit that is born in it; and while some are missing, what is applied is what is here."""
    dice = random.Random(seed)
    schrijver = born(levering) if geboren else levering.tess
    schrijver.nummer = 0
    entries = entries_of(schrijver, [*([birth(levering)] if geboren else []), *on_phones(rijen, dice, aantal)])
    in_order = outcome(levering, [entries])
    again = entries + dice.choices(entries, k=4)
    dice.shuffle(again)
    assert outcome(levering, split(again, dice)) == in_order


def born(levering: Levering) -> Schrijver:
    """A phone that begins a visit of its own."""
    return Schrijver(uuid5(levering.controle.id, "geboren"), levering.dorp.tess.id)


def birth(levering: Levering) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """The first entry of that visit, at the object and by the protocol of the other."""
    versie = levering.session.get_one(ProtocolVersie, levering.controle.protocol_versie_id)
    wat = {"protocol_hash": versie.hash, "object_id": str(levering.controle.object_id)}
    return "aanmaken", wat, {"basis": 0, "hlc": "2026-11-20T09:00:00.000Z-0000-aaaaaaaa"}


def outcome(levering: Levering, deliveries: list[list[dict[str, Any]]]) -> Any:
    """The state and the journal after these deliveries; both are gone afterwards."""
    key, sent = UUID(deliveries[0][0]["controle"]), dict[str, bytes]()
    with levering.session.begin_nested() as example:
        for delivery in deliveries:
            levering.send(*delivery)
            sent |= {entry["id"]: msgspec.json.encode(entry) for entry in delivery}
            assert levering.journal() == sent
            check_so_far(levering.session, levering.session.get(Controle, key), sent)
        found = snapshot(levering.session, levering.session.get_one(Controle, key))
        example.rollback()
    levering.session.expire_all()
    return found


def place_of(mutatie: Mutatie) -> tuple[int, str, str]:
    """Its place in the order that the journal gives (`docs/besluiten/0002-journaal.md`)."""
    return mutatie.basis, mutatie.hlc, mutatie.id.hex


def check_so_far(session: Session, controle: Controle | None, sent: dict[str, bytes]) -> None:
    """What is applied is what came, however little that is: each answer is the last one given, by the order of the
    journal alone; nothing of a visit that is not here yet; and complete only when all that was named has come."""
    last: dict[str, Mutatie] = {}
    for mutatie in session.scalars(select(Mutatie).where(Mutatie.soort == "antwoord", Mutatie.stand == "verwerkt")):
        last[mutatie.sleutel] = max(last.get(mutatie.sleutel, mutatie), mutatie, key=place_of)
    shown = {sleutel: row.id for sleutel, row in last.items() if not row.inhoud["antwoord"].get("gewist")}
    rows = session.execute(select(Antwoord.code, Antwoord.pad, Antwoord.mutatie_id))
    assert {f"{code}@{pad}": key for code, pad, key in rows} == shown
    if controle is None:
        assert not last
    elif controle.compleet_at:
        assert {*(controle.manifest or {})["mutaties"]} <= set(sent)


def test_a_state_that_follows_arrival_is_noticed(levering: Levering, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the order of arrival in place of that of the journal the state depends on it."""
    een, twee = levering.tess.antwoord("P-01", "voldoet"), levering.tess.antwoord("P-01", "nvt")
    assert outcome(levering, [[een], [twee]]) == outcome(levering, [[twee], [een]])
    counter = iter(range(10_000))
    arrived: dict[Any, int] = {}

    def by_arrival(mutatie: Mutatie) -> int:
        return arrived.setdefault(mutatie.id, next(counter))

    monkeypatch.setattr("app.controles.projectie.bron.order", by_arrival)
    outcome(levering, [[een], [twee]])
    arrived.clear()
    with pytest.raises(AssertionError):
        outcome(levering, [[twee], [een]])
