"""kill -9 of the server under twenty syncing phones: what was confirmed is there, byte for byte."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select

from app.controles.herbouw import rebuild_projection
from app.controles.models import Antwoord, Controle, Mutatie
from app.core.clock import now
from tests.faults.rondes import rounds
from tests.faults.server import Web, until
from tests.faults.stad import Stad
from tests.faults.telefoons import Confirmed, Phone, losses


@contextmanager
def phones_at_work(stad: Stad, web: Web, aantal: int) -> Iterator[tuple[list[Phone], Confirmed]]:
    """So many phones that make and deliver until the end of the block; there each delivers what it has begun."""
    confirmed, enough = Confirmed(), threading.Event()
    phones = [Phone(mens, web.port, confirmed, enough, n) for n, mens in enumerate(stad.mensen[:aantal])]
    for phone in phones:
        phone.start()
    yield phones, confirmed
    enough.set()
    for phone in phones:
        phone.join(180)
        assert not phone.is_alive(), "a phone still waits for its receipt"
        assert phone.fout is None, phone.fout


@pytest.mark.fault("server-killed-during-sync")
def test_killed_at_random_moments_under_twenty_phones(stad: Stad) -> None:
    web, dice = Web(stad.app), random.Random(20261122)
    web.start()
    try:
        with phones_at_work(stad, web, len(stad.mensen)) as (phones, confirmed):
            for _ in range(rounds(2, 200)):
                confirmed.wait_for(confirmed.count() + dice.randint(1, 40))
                web.kill_workers()
                assert losses(stad, phones, confirmed) == []
            for _ in range(rounds(few=stad.lite, full=5)):
                web.kill()
                assert losses(stad, phones, confirmed) == []
                web.start()
    finally:
        web.kill()
    assert losses(stad, phones, confirmed) == []
    everything = {key for phone in phones for key in phone.gemaakt}
    assert set(confirmed.mutaties) == everything
    check_state(stad, everything)


def check_state(stad: Stad, everything: set[str]) -> None:
    """Each entry once, nothing held, and the projection is what the journal says."""
    with stad.session() as session:
        assert session.scalar(select(func.count()).select_from(Mutatie)) == len(everything)
        assert set(session.scalars(select(Mutatie.stand))) == {"verwerkt"}
        controle = session.scalars(select(Controle).order_by(Controle.id)).first()
        assert controle is not None
        rows = select(Antwoord.code, Antwoord.oordeel, Antwoord.mutatie_id).where(Antwoord.controle_id == controle.id)
        before = sorted(map(str, session.execute(rows)))
        rebuild_projection(session, controle, now())
        session.flush()
        assert sorted(map(str, session.execute(rows))) == before


@pytest.mark.parametrize("stad", ["sqlite"], indirect=True)
def test_a_server_that_confirms_before_it_keeps_is_noticed(stad: Stad) -> None:
    web = Web(stad.app, "tests.faults.vergeetachtig:app")
    web.start()
    try:
        with phones_at_work(stad, web, 3) as (phones, confirmed):
            confirmed.wait_for(5)
            until(lambda: bool(losses(stad, phones, confirmed)), "a loss to be noticed")
    finally:
        web.kill()
