"""Somebody else commits between two parts of a long delivery: the next part goes on from what is there then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from app.controles.actions import handover_controle
from app.controles.models import Controle
from app.controles.quarantaine import resolve_held
from app.controles.reeksen import TEGELIJK
from app.controles.rules.oplossing import Keuze
from app.core.db import db
from app.core.errors import Conflict
from app.sync.actions import receive
from app.sync.bezorger import Bezorger
from tests.controles.builders import NU, Schrijver, make_controle, mutatie_of, pakket
from tests.people import Dorp, make_dorp


@pytest.fixture
def dorp2(session: Session) -> Dorp:
    """The village on each database, committed: another session works with it too."""
    made = make_dorp(session)
    session.commit()
    return made


@pytest.fixture
def ander(session: Session, dorp2: Dorp) -> Iterator[Session]:
    """Another request at the same moment: its own session, with commits of its own."""
    with Session(db.engine, expire_on_commit=False, join_transaction_mode="create_savepoint") as made:
        yield made


def bezorger(dorp: Dorp) -> Bezorger:
    """Tess delivers."""
    return Bezorger(dorp.tess, dorp.waterdonk.id, frozenset({dorp.waterdonk.id}))


def test_a_delivery_goes_on_from_the_version_that_another_reached_meanwhile(
    session: Session, ander: Session, dorp2: Dorp
) -> None:
    key = make_controle(session, dorp2.waterdonk, dorp2.tess).id
    session.commit()
    een, twee = (Schrijver(key, dorp2.tess.id, toestel=naam * 8) for naam in "ab")
    lang = [een.antwoord(f"P-0{n % 5 + 1}", "voldoet") for n in range(TEGELIJK + 1)]
    kort = [twee.antwoord("P-02", "voldoet_niet") for _ in range(50)]

    def deliver_between() -> None:
        session.commit()
        receive(ander, bezorger(dorp2), pakket(*kort), NU)
        ander.commit()

    stoppen = iter([deliver_between])
    bonnen = receive(session, bezorger(dorp2), pakket(*lang), NU, keep=lambda: next(stoppen, session.commit)()).bonnen
    assert [bon.versie for bon in bonnen[-2:]] == [1 + TEGELIJK, 1 + TEGELIJK + 50 + 1]
    assert session.get_one(Controle, key, populate_existing=True).versie == 1 + TEGELIJK + 50 + 1


def test_a_controle_that_was_handed_over_meanwhile_is_not_written_to_any_more(
    session: Session, ander: Session, dorp2: Dorp
) -> None:
    key = make_controle(session, dorp2.waterdonk, dorp2.tess).id
    session.commit()
    tess = Schrijver(key, dorp2.tess.id)
    lang = [tess.antwoord(f"P-0{n % 5 + 1}", "voldoet") for n in range(TEGELIJK + 1)]

    def hand_over() -> None:
        session.commit()
        coen = ander.get_one(type(dorp2.coen), dorp2.coen.id)
        handover_controle(ander, ander.get_one(Controle, key), naar=coen, by=None, now=NU)
        ander.commit()

    stoppen = iter([hand_over])
    bonnen = receive(session, bezorger(dorp2), pakket(*lang), NU, keep=lambda: next(stoppen, session.commit)()).bonnen
    assert (bonnen[-2].uitkomst, bonnen[-1].code) == ("verwerkt", "niet-toegewezen")
    assert session.get_one(Controle, key, populate_existing=True).toezichthouder_id == dorp2.coen.id


def test_the_office_decides_from_the_version_that_a_phone_reached_meanwhile(
    session: Session, ander: Session, dorp2: Dorp
) -> None:
    """The planner's page had the controle loaded while the phone was still delivering."""
    controle = make_controle(session, dorp2.waterdonk, dorp2.tess)
    tess = Schrijver(controle.id, dorp2.tess.id)
    vast = tess.antwoord("P-01", "voldoet", schrijver_epoch=0)
    receive(session, bezorger(dorp2), pakket(vast), NU)
    session.commit()
    held = mutatie_of(session, vast)
    receive(ander, bezorger(dorp2), pakket(*[tess.antwoord("P-02", "voldoet") for _ in range(5)]), NU)
    ander.commit()
    assert controle.versie == 1
    resolve_held(session, held, keuze=Keuze.OPNIEUW, reden="Telt", by=dorp2.pim, now=NU)
    assert controle.versie == 1 + 5 + 1


def test_two_in_the_office_do_not_decide_twice(session: Session, ander: Session, dorp2: Dorp) -> None:
    controle = make_controle(session, dorp2.waterdonk, dorp2.tess)
    vast = Schrijver(controle.id, dorp2.tess.id).antwoord("P-01", "voldoet", schrijver_epoch=0)
    receive(session, bezorger(dorp2), pakket(vast), NU)
    session.commit()
    held = mutatie_of(session, vast)
    resolve_held(ander, mutatie_of(ander, vast), keuze=Keuze.TERZIJDE, reden="Oud", by=dorp2.bo, now=NU)
    ander.commit()
    with pytest.raises(Conflict) as problem:
        resolve_held(session, held, keuze=Keuze.OPNIEUW, reden="Telt", by=dorp2.pim, now=NU)
    assert problem.value.code == "niet-vastgehouden"
