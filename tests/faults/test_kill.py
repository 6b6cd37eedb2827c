"""kill -9 of the server under twenty syncing phones: what was confirmed is there, byte for byte, and a job that was cut
off is done again, once."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from sqlalchemy import func, select

from app.controles.herbouw import rebuild_projection
from app.controles.models import Antwoord, Controle, Mutatie
from app.core.clock import now
from app.core.taken import Taak
from app.rapportage.models import Rapport
from tests.faults.rondes import VOL, rounds
from tests.faults.server import Doorwerker, Web, until
from tests.faults.stad import Stad
from tests.faults.sterfelijk import SERVER, WERKER
from tests.faults.telefoons import ONBEANTWOORD, Bewijs, Confirmed, Phone, losses
from tests.faults.verslag import TELLING
from tests.sync.test_fotos import sha

AFGEROND = 0.1
"""Part of the visits that are finished, so that there are reports to make, when all rounds are done."""
OVERAL = "wherever it is"
MOMENTEN = [SERVER[0], OVERAL, *SERVER[1:], *WERKER]
"""Where a kill strikes, one round after the other; a few rounds do the first two."""


@contextmanager
def phones_at_work(stad: Stad, web: Web, aantal: int) -> Iterator[tuple[list[Phone], Confirmed]]:
    """So many phones that make and deliver until the end of the block; there each delivers what it has begun."""
    confirmed, enough = Confirmed(), threading.Event()
    phones = [Phone(mens, web.port, confirmed, enough, n) for n, mens in enumerate(stad.mensen[:aantal])]
    for phone in phones:
        phone.rondt_af = AFGEROND if VOL else 0
        phone.start()
    yield phones, confirmed
    enough.set()
    for phone in phones:
        phone.join(180)
        assert not phone.is_alive(), "a phone still waits for its receipt"
        assert phone.fout is None, phone.fout


@pytest.mark.fault("server-killed-during-sync")
def test_killed_at_random_moments_under_twenty_phones(
    stad: Stad, record_property: Callable[[str, object], None]
) -> None:
    web, werker = Web(stad.app, "tests.faults.sterfelijke_server:app"), Doorwerker(stad.app)
    dice = random.Random(20261122)
    web.start()
    if VOL:
        werker.start()
    try:
        with phones_at_work(stad, web, len(stad.mensen)) as (phones, confirmed):
            bewijs = Bewijs(stad, phones, confirmed)
            for ronde in range(rounds(2, 200)):
                confirmed.wait_for(confirmed.count() + dice.randint(1, 40))
                strike(web, MOMENTEN[ronde % len(MOMENTEN)])
                assert bewijs.losses(alles=False) == []
            for _ in range(rounds(few=stad.lite, full=5)):
                web.kill()
                assert bewijs.losses() == []
                web.start()
        if VOL:
            until(lambda: all_done(stad), "the jobs to be done", geduld=1200)
    finally:
        web.kill()
        werker.kill()
    assert bewijs.losses() == []
    everything = {key for phone in phones for key in phone.gemaakt}
    assert set(confirmed.mutaties) == everything
    check_state(stad, everything)
    check_reports(stad, {controle for phone in phones for controle in phone.afgerond})
    check_cut(phones)
    record_property(TELLING, told(stad, phones, confirmed))


def strike(web: Web, moment: str) -> None:
    """kill -9 of all workers of the server at any moment, or of the process that comes to this moment first."""
    if moment == OVERAL:
        web.kill_workers()
        return
    order, half = web.data / "dood", web.data / "dood.half"
    half.write_text(moment, encoding="ascii")
    half.rename(order)
    until(lambda: not order.exists(), f"somebody to be where {moment}: {web.log()}")


def job_states(stad: Stad) -> Counter[str]:
    """How many jobs there are of each state."""
    with stad.session() as session:
        return Counter(session.scalars(select(Taak.stand)))


def all_done(stad: Stad) -> bool:
    """True when no job waits or is being done."""
    return not {"wacht", "bezig"} & set(job_states(stad))


def check_cut(phones: list[Phone]) -> None:
    """The kills struck while entries and photos were on their way, before the commit and after it."""
    telling = sum((phone.telling for phone in phones), Counter[str]())
    assert telling[ONBEANTWOORD] > 0, telling
    assert min(telling["POST"], telling["PUT"]) >= rounds(0, 1), telling


def told(stad: Stad, phones: list[Phone], confirmed: Confirmed) -> str:
    """What was kept and what the kills met, in one line."""
    telling = sum((phone.telling for phone in phones), Counter[str]())
    with stad.session() as session:
        again = session.scalar(select(func.count()).where(Taak.pogingen > 1))
    return (
        f"{'SQLite' if stad.lite else 'PostgreSQL'}: {rounds(2, 200)} kills, {len(confirmed.mutaties)} entries and "
        f"{len(confirmed.fotos)} photos kept; {telling['POST']} deliveries and {telling['PUT']} uploads broken off, "
        f"{telling[ONBEANTWOORD]} kept without an answer, {again} jobs done again"
    )


def check_reports(stad: Stad, afgerond: set[UUID]) -> None:
    """Of every finished visit there is one report, whole; no job failed."""
    with stad.session() as session:
        assert "mislukt" not in job_states(stad)
        rapporten = session.scalars(select(Rapport)).all()
        assert {rapport.controle_id for rapport in rapporten} == afgerond
        assert len(rapporten) == len(afgerond) >= rounds(0, 1)
        for sha256 in [hash_ for row in rapporten for hash_ in (row.intern_sha256, row.betrokkene_sha256)]:
            assert sha(stad.app.extensions["blobs"].get(stad.organisatie, sha256)) == sha256


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
