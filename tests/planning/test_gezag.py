"""For whom a controle is done: another bevoegd gezag can be chosen when it made one of ours its toezichthouder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Aanwijzing, Rol
from app.accounts.queries import gezagen
from app.controles.models import Controle
from app.controles.overtreding import Termijn
from app.core.clock import today
from app.organisatie.models import Organisatie
from app.planning import aanbod
from app.planning.verplaatsen import plan_mark
from app.protocols.models import ProtocolVersie
from tests.controles.builders import make_controle, make_versie
from tests.people import Dorp, login, make_dorp, make_user
from tests.planning.test_planning import new_values, only

CONFIRMED = {"bevestigd": f"{today()}"}  # these tests run in weekends too


def point_out(session: Session, dorp: Dorp, van: date = date(2024, 1, 1), tot: date | None = None) -> None:
    """Anders makes Tess its toezichthouder."""
    kind = {"organisatie_id": dorp.anders.id, "user_id": dorp.tess.id}
    session.add(Aanwijzing(besluit="2024-18", geldig_van=van, geldig_tot=tot, **kind))
    session.flush()


@pytest.mark.parametrize(
    ("van", "tot", "mag"),
    [
        (date(2024, 1, 1), None, True),
        (date(2026, 11, 20), date(2026, 11, 20), True),
        (date(2026, 11, 21), None, False),
        (date(2024, 1, 1), date(2026, 11, 19), False),
    ],
)
def test_an_aanwijzing_that_holds_opens_the_choice(session: Session, van: date, tot: date | None, mag: bool) -> None:
    dorp = make_dorp(session)
    assert gezagen(session, dorp.waterdonk.id, date(2026, 11, 20)) == []
    point_out(session, dorp, van, tot)
    found = gezagen(session, dorp.waterdonk.id, date(2026, 11, 20))
    assert list(found) == ([dorp.anders] if mag else [])
    assert gezagen(session, dorp.anders.id, date(2026, 11, 20)) == []


def test_a_planner_chooses_for_whom(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    values = new_values(view_session, dorp, gezag=str(dorp.anders.id))
    theirs = make_versie(view_session, 4, eigenaar=dorp.anders.id)
    login(client, dorp.pim)
    page = client.get(f"/planning/nieuw?object={values['object']}").text
    assert "Bevoegd gezag" not in page
    assert str(theirs.id) not in page
    refused = client.post("/planning", data=values)
    assert (refused.status_code, refused.text.count("geen toezichthouder van jullie aangewezen")) == (422, 2)
    point_out(view_session, dorp)
    page = client.get(f"/planning/nieuw?object={values['object']}").text
    assert f'<option value="{dorp.anders.id}">Anders</option>' in page
    assert "Proef, versie 4 (Anders)" in page
    assert client.post("/planning", data=values | {"protocol": str(theirs.id)}).status_code == 303
    controle = only(view_session)
    assert (controle.organisatie_id, controle.bevoegd_gezag_id) == (dorp.waterdonk.id, dorp.anders.id)
    again = client.get(f"/planning/nieuw?voorganger={controle.id}").text
    assert f'<option selected value="{dorp.anders.id}">' in again, "the next visit is for the same bestuur"


def test_a_protocol_of_theirs_is_not_used_for_ourselves(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    point_out(view_session, dorp)
    theirs = make_versie(view_session, 4, eigenaar=dorp.anders.id)
    login(client, dorp.pim)
    answer = client.post("/planning", data=new_values(view_session, dorp, protocol=str(theirs.id)))
    assert (answer.status_code, "Kies een ander protocol." in answer.text) == (422, True)
    assert not view_session.scalars(select(Controle)).all()


@pytest.mark.parametrize(("dagen", "voorstel"), [(9, True), (-9, False)])
def test_a_hercontrole_opens_on_the_day_that_was_wanted(
    client: FlaskClient, dorp: Dorp, view_session: Session, dagen: int, voorstel: bool
) -> None:
    first = make_controle(view_session, dorp.waterdonk, dorp.tess)
    first.status, first.uitkomst = "gerapporteerd", "overtreding"
    op = today() + timedelta(days=dagen)
    kind = {"organisatie_id": first.organisatie_id, "controle_id": first.id}
    view_session.add(Termijn(soort="hercontrole", uiterlijk_op=op, **kind))
    page = login(client, dorp.pim).get(f"/planning/nieuw?voorganger={first.id}").text
    assert (f'value="{op.day}-{op.month}-{op.year}"' in page) is voorstel
    assert '<option selected value="T5">' in page
    assert "De hercontrole vraagt daarom alle punten." in page


def test_only_whom_they_made_their_own_does_a_controle_for_them(
    client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    point_out(view_session, dorp)
    bram = make_user(view_session, "Bram", dorp.waterdonk, [Rol.TOEZICHTHOUDER])
    own = {"organisatie_id": dorp.waterdonk.id, "user_id": bram.id}
    view_session.add(Aanwijzing(besluit="2024-3", geldig_van=date(2024, 1, 1), **own))
    values = new_values(view_session, dorp, gezag=str(dorp.anders.id), toezichthouder=str(bram.id))
    login(client, dorp.pim)
    mensen = client.get("/planning/mensen", query_string=values).text
    assert (f'value="{dorp.tess.id}"' in mensen, f'value="{bram.id}"' in mensen) == (True, False)
    assert f'value="{bram.id}"' in client.get("/planning/mensen", query_string=values | {"gezag": ""}).text
    refused = client.post("/planning", data=values)
    assert (refused.status_code, refused.text.count("niet aangewezen door Anders")) == (422, 2)
    assert client.post("/planning", data=values | {"toezichthouder": str(dorp.tess.id)}).status_code == 303
    controle = only(view_session)
    page = client.get(f"/planning/{controle.id}").text
    assert (f'value="{dorp.tess.id}"' in page, f'value="{bram.id}"' in page) == (True, False)
    move = {"toezichthouder": str(bram.id), "dag": values["dag"], "plan": plan_mark(controle)} | CONFIRMED
    assert client.post(f"/planning/{controle.id}/verplaatsen", data=move).status_code == 422
    view_session.refresh(controle)
    assert controle.toezichthouder_id == dorp.tess.id


def test_a_controle_for_them_does_not_move_past_the_aanwijzing(
    client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    point_out(view_session, dorp, tot=today() + timedelta(days=3))
    controle = make_controle(view_session, dorp.waterdonk, dorp.tess, dag=today())
    controle.bevoegd_gezag_id = dorp.anders.id
    view_session.commit()
    login(client, dorp.pim)
    move, later = {"toezichthouder": str(dorp.tess.id), "plan": plan_mark(controle)}, today() + timedelta(days=4)
    url = f"/planning/{controle.id}/verplaatsen"
    refused = client.post(url, data=move | {"dag": f"{later:%d-%m-%Y}", "bevestigd": f"{later}"})
    assert (refused.status_code, "Tess (niet aangewezen)" in refused.text) == (422, True)
    kept = move | {"dag": f"{today():%d-%m-%Y}", "opdracht": "Kijk"}
    assert client.post(url, data=kept | CONFIRMED).status_code == 303


def test_a_hercontrole_stays_with_the_gezag_whose_aanwijzing_ended(
    client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    point_out(view_session, dorp, tot=today() - timedelta(days=1))
    values = new_values(view_session, dorp, gezag=str(dorp.anders.id), toezichthouder="")
    versie = view_session.get_one(ProtocolVersie, UUID(values["protocol"]))
    first = make_controle(view_session, dorp.waterdonk, dorp.tess, versie=versie)
    first.bevoegd_gezag_id, first.status, first.uitkomst = dorp.anders.id, "gerapporteerd", "overtreding"
    view_session.flush()
    login(client, dorp.pim)
    page = client.get(f"/planning/nieuw?voorganger={first.id}").text
    chosen = f'<option selected value="{dorp.anders.id}">Anders, aanwijzing voorbij</option>'
    assert chosen in page
    refused = client.post("/planning", data=values | {"voorganger": str(first.id)})
    assert (refused.status_code, refused.text.count("geen toezichthouder van jullie aangewezen")) == (422, 2)
    assert chosen in refused.text
    assert not view_session.scalars(select(Controle).where(Controle.voorganger_id == first.id)).all()


def test_the_form_asks_once_for_whom_may_be_acted(
    client: FlaskClient, dorp: Dorp, view_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[date] = []

    def ask(session: Session, organisatie_id: UUID, dag: date) -> Sequence[Organisatie]:
        asked.append(dag)
        return gezagen(session, organisatie_id, dag)

    monkeypatch.setattr(aanbod, "gezagen", ask)
    values = new_values(view_session, dorp)
    login(client, dorp.pim).get(f"/planning/nieuw?object={values['object']}")
    assert asked == [today()]
    client.post("/planning", data=values)
    assert asked == [today()] * 2
