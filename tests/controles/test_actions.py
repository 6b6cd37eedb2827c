"""What the office does with a controle, and what it may not."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.actions import cancel_controle, handover_controle, move_controle
from app.core.audit import Gebeurtenis
from app.core.errors import Conflict, Invalid
from app.objecten.queries import search_objecten
from tests.controles.builders import NU, make_controle, make_object, make_versie
from tests.people import Dorp, make_dorp


@pytest.fixture
def dorp2(session: Session) -> Dorp:
    """The village on each database."""
    return make_dorp(session)


def test_numbers_count_per_organisatie_and_year(session: Session, dorp2: Dorp) -> None:
    versie = make_versie(session)

    def nummer(organisatie: object, dag: date) -> str:
        return make_controle(session, organisatie, None, versie=versie, dag=dag).nummer  # type: ignore[arg-type]

    assert [nummer(dorp2.waterdonk, date(2026, 5, 1)) for _ in range(2)] == ["C-2026-0001", "C-2026-0002"]
    assert nummer(dorp2.waterdonk, date(2027, 1, 4)) == "C-2027-0001"
    assert nummer(dorp2.anders, date(2026, 5, 1)) == "C-2026-0001"


def test_planning_moving_and_handing_over_leave_a_trail(session: Session, dorp2: Dorp) -> None:
    controle = make_controle(session, dorp2.waterdonk, dorp2.tess)
    assert (controle.status, controle.thema, controle.versie) == ("gepland", "bouwen", 1)
    move_controle(session, controle, dag=date(2026, 11, 24), tijd="13:30", volgorde=2, by=dorp2.pim, now=NU)
    handover_controle(session, controle, naar=dorp2.coen, by=dorp2.pim, now=NU)
    assert (controle.dag, controle.tijd, controle.toezichthouder_id, controle.schrijver_epoch, controle.versie) == (
        date(2026, 11, 24),
        "13:30",
        dorp2.coen.id,
        2,
        3,
    )
    trail = session.scalars(select(Gebeurtenis).order_by(Gebeurtenis.id)).all()
    assert [(item.soort, item.door_naam) for item in trail] == [
        ("gepland", "Schouw"),
        ("verplaatst", "Pim"),
        ("overgedragen", "Pim"),
    ]
    assert trail[1].van == {"dag": "2026-11-20", "tijd": None, "toezichthouder": str(dorp2.tess.id)}


def test_only_a_planned_controle_can_be_cancelled_and_with_a_reason(session: Session, dorp2: Dorp) -> None:
    controle = make_controle(session, dorp2.waterdonk, dorp2.tess)
    with pytest.raises(Invalid) as problem:
        cancel_controle(session, controle, reden=" ", by=dorp2.pim, now=NU)
    assert problem.value.code == "reden-ontbreekt"
    controle.status = "bezig"
    with pytest.raises(Conflict) as conflict:
        cancel_controle(session, controle, reden="Toch niet", by=dorp2.pim, now=NU)
    assert conflict.value.code == "controle-in-uitvoering"
    controle.status = "gepland"
    cancel_controle(session, controle, reden="Toch niet", by=dorp2.pim, now=NU)
    assert (controle.status, controle.vervallen_reden) == ("vervallen", "Toch niet")
    with pytest.raises(Conflict):
        move_controle(session, controle, dag=None, by=dorp2.pim, now=NU)


def test_nobody_of_another_organisatie_gets_a_controle(session: Session, dorp2: Dorp) -> None:
    with pytest.raises(Invalid) as problem:
        make_controle(session, dorp2.waterdonk, dorp2.olaf)
    assert problem.value.code == "toezichthouder-onbekend"
    controle = make_controle(session, dorp2.waterdonk, dorp2.tess, versie=make_versie(session, 2))
    with pytest.raises(Invalid):
        handover_controle(session, controle, naar=dorp2.olaf, by=dorp2.pim, now=NU)


@pytest.mark.parametrize(
    ("veld", "waarde", "code"),
    [("soort", "T9", "soort-onbekend"), ("aanleiding", "zomaar", "aanleiding-onbekend")],
)
def test_an_unknown_kind_is_refused(session: Session, dorp2: Dorp, veld: str, waarde: str, code: str) -> None:
    with pytest.raises(Invalid) as problem:
        make_controle(session, dorp2.waterdonk, None, **{veld: waarde})
    assert problem.value.code == code


def test_a_protocol_of_another_organisatie_or_withdrawn_is_refused(session: Session, dorp2: Dorp) -> None:
    vreemd = make_versie(session, eigenaar=dorp2.anders.id)
    ingetrokken = make_versie(session, 7)
    ingetrokken.status = "ingetrokken"
    for versie in (vreemd, ingetrokken):
        with pytest.raises(Invalid) as problem:
            make_controle(session, dorp2.waterdonk, None, versie=versie)
        assert problem.value.code == "protocol-niet-bruikbaar"


def test_objects_are_found_by_every_word(session: Session, dorp2: Dorp) -> None:
    make_object(session, dorp2.waterdonk)
    make_object(session, dorp2.waterdonk, straat="Kerkstraat", huisnummer="100%", plaats="Waterdonk")
    make_object(session, dorp2.anders, straat="Molenstraat")

    def zoek(tekst: str) -> list[str]:
        return [item.adres for item in search_objecten(session, dorp2.waterdonk.id, tekst)]

    assert zoek("molen 14") == ["Molenstraat 14, Sint-Odamolen"]
    assert zoek("%") == ["Kerkstraat 100%, Waterdonk"]
    assert len(zoek("")) == 2
    assert zoek("molen kerk") == []
