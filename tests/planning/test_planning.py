"""Planning: a controle for an object, moved, handed over, cancelled, planned again; and the week as it is drawn."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Lidmaatschap, User
from app.controles.models import Antwoord, Controle
from app.core.clock import today
from app.core.keys import new_key
from app.planning import queries
from app.planning.rules import week
from app.planning.verplaatsen import plan_mark
from app.protocols.queries import usable_versions
from app.zaken.actions import create_zaak
from tests.controles.builders import NU, make_controle, make_object, make_versie
from tests.people import Dorp, login, make_dorp


@pytest.mark.parametrize(
    ("text", "maandag"),
    [
        ("2026-W48", date(2026, 11, 23)),
        ("2026-W53", date(2026, 12, 28)),
        ("2025-W53", date(2026, 11, 16)),  # 2025 has no week 53: this week
        ("", date(2026, 11, 16)),
        ("onzin", date(2026, 11, 16)),
        ("0001-W01", date(2026, 11, 16)),  # the week before it does not exist
        ("9999-W52", date(2026, 11, 16)),
    ],
)
def test_monday_of_a_week(text: str, maandag: date) -> None:
    assert week.monday_of(text, date(2026, 11, 20)) == maandag


def test_week_has_a_name_that_leads_back() -> None:
    for steps in range(0, 800, 7):
        maandag = date(2025, 12, 29) + timedelta(days=steps)
        assert week.monday_of(week.name_of(maandag), date(2026, 1, 1)) == maandag


@pytest.mark.parametrize(("minuten", "uren"), [(60, "1 u"), (90, "1,5 u"), (45, "0,75 u"), (600, "10 u")])
def test_hours_read_in_dutch(minuten: int, uren: str) -> None:
    assert week.hours(minuten) == uren.replace(" ", "\N{NO-BREAK SPACE}"), "a number and its unit stay together"


def new_values(session: Session, dorp: Dorp, **more: Any) -> dict[str, Any]:
    """A filled form."""
    values = {
        "object": str(make_object(session, dorp.waterdonk).id),
        "protocol": str(make_versie(session).id),
        "soort": "T2",
        "aanleiding": "jaarprogramma",
        "niveau": "4",
        "toezichthouder": str(dorp.tess.id),
        "dag": f"{today():%d-%m-%Y}",
        "tijd": "10:15",
        "duur_minuten": "90",
        "opdracht": "Kijk naar de dakrand",
        "bevestigd": f"{today()}",  # these tests run in weekends too
    }
    return values | more


def only(session: Session) -> Controle:
    """The one controle there is."""
    return session.scalars(select(Controle)).one()


def test_planner_plans_a_controle(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.pim)
    values = new_values(view_session, dorp, fasen=["1", "verzonnen"])
    page = client.get(f"/planning/nieuw?object={values['object']}")
    assert "Molenstraat 14, Sint-Odamolen" in page.text
    answer = client.post("/planning", data=values)
    assert answer.status_code == 303
    controle = only(view_session)
    assert (controle.dag, controle.tijd, controle.duur_minuten) == (today(), "10:15", 90)
    assert controle.toezichthouder_id == dorp.tess.id
    assert controle.fasen == ["1"], "a moment that the protocol does not have is left out"
    assert controle.created_by == dorp.pim.id
    assert "Molenstraat 14" in client.get(answer.headers["Location"]).text


@pytest.mark.parametrize(
    ("veld", "waarde", "zin"),
    [
        ("protocol", "", "Kies een protocol."),
        ("protocol", str(UUID(int=7)), "Dit protocol is op die dag niet te gebruiken."),
        ("soort", "", "Kies het soort toezicht."),
        ("aanleiding", "", "Kies de aanleiding."),
        ("toezichthouder", str(UUID(int=7)), "Deze toezichthouder werkt hier niet (meer)."),
        ("zaak", str(UUID(int=7)), "Deze zaak hoort niet bij dit object."),
        ("dag", "31-2-2026", "Vul een dag in als 4-12-2026."),
        ("tijd", "kwart over tien", "Vul een tijd in als 10:15."),
        ("duur_minuten", "2", "Vul 5 tot 960 minuten in."),
    ],
)
def test_form_says_what_is_wrong(
    client: FlaskClient, dorp: Dorp, view_session: Session, veld: str, waarde: str, zin: str
) -> None:
    login(client, dorp.pim)
    answer = client.post("/planning", data=new_values(view_session, dorp, **{veld: waarde}))
    assert answer.status_code == 422
    assert answer.text.count(zin) == 2, "in the summary and beside the field"
    assert f'href="#{veld}"' in answer.text
    assert "Kijk naar de dakrand" in answer.text, "what was typed is kept"
    assert not view_session.scalars(select(Controle)).all()


def test_object_and_zaak_of_elsewhere_cannot_be_used(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.pim)
    foreign = make_object(view_session, dorp.anders)
    assert client.post("/planning", data=new_values(view_session, dorp, object=str(foreign.id))).status_code == 404
    zaak = create_zaak(view_session, dorp.anders.id, zaaknummer="Z1", soort="x", titel="x", now=NU)
    mine = make_object(view_session, dorp.waterdonk)
    values = {"object": str(mine.id), "zaak": str(zaak.id), "protocol": str(make_versie(view_session, 3).id)}
    answer = client.post("/planning", data=values | {"soort": "T2", "aanleiding": "zaak", "niveau": "4"})
    assert "Deze zaak hoort niet bij dit object." in answer.text


def test_without_a_day_it_waits(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.pim)
    client.post("/planning", data=new_values(view_session, dorp, dag="", toezichthouder=""))
    assert only(view_session).tijd is None
    assert "Werkvoorraad, 1" in client.get("/planning").text


def move_values(controle: Controle, wie: User | None, dag: str, **more: str) -> dict[str, str]:
    """The form to move a controle as it is opened now, with a day that was confirmed."""
    parts = [part.zfill(2) for part in reversed(dag.split("-"))]
    values = {"toezichthouder": str(wie.id) if wie else "", "dag": dag, "bevestigd": "-".join(parts)}
    return values | {"opdracht": "blijft", "plan": plan_mark(controle)} | more


def test_moving_and_handing_over(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.pim)
    controle = make_controle(view_session, dorp.waterdonk, dorp.tess, tijd="09:00", opdracht="blijft")
    values = move_values(controle, dorp.coen, "4-12-2026", tijd="11:00")
    assert client.get(f"/planning/{controle.id}").status_code == 200
    before = controle.schrijver_epoch
    assert client.post(f"/planning/{controle.id}/verplaatsen", data=values).status_code == 303
    assert (controle.toezichthouder_id, controle.dag, controle.tijd) == (dorp.coen.id, date(2026, 12, 4), "11:00")
    assert controle.schrijver_epoch == before + 1
    version = controle.versie
    client.post(f"/planning/{controle.id}/verplaatsen", data=values | {"plan": plan_mark(controle)})
    assert controle.versie == version, "nothing changed, so the phone need not hear of it"


def chosen_person(page: str) -> str:
    """The words of the chosen toezichthouder."""
    options = page.split('name="toezichthouder"')[1].split("</select>")[0]
    return options.split("<option selected")[1].split(">")[1].split("<")[0]


def test_refused_cancelling_leaves_the_person_chosen(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.pim)
    controle = make_controle(view_session, dorp.waterdonk, dorp.tess)
    answer = client.post(f"/planning/{controle.id}/vervallen", data={"reden": ""})
    assert (answer.status_code, chosen_person(answer.text)) == (422, "Tess")


def test_who_was_overtaken_overwrites_nothing(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.pim)
    controle = make_controle(view_session, dorp.waterdonk, dorp.tess)
    mine = move_values(controle, dorp.tess, "4-12-2026", opdracht="van mij")
    theirs = move_values(controle, dorp.coen, "7-12-2026", opdracht="van de ander")
    url = f"/planning/{controle.id}/verplaatsen"
    assert client.post(url, data=theirs).status_code == 303
    answer = client.post(url, data=mine)
    assert answer.status_code == 409
    assert (controle.toezichthouder_id, controle.opdracht) == (dorp.coen.id, "van de ander")
    table = answer.text.split("<table")[1].split("</table>")[0]
    for words in ("Coen", "Tess", "van de ander", "van mij", "7 december 2026", "4 december 2026"):
        assert words in table
    assert client.post(url, data=mine | {"plan": plan_mark(controle)}).status_code == 303
    assert controle.opdracht == "van mij"
    assert client.post(url, data={"dag": ""}).status_code == 409, "a form without a mark is an old one"


def test_work_of_the_phone_is_no_conflict(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.pim)
    controle = make_controle(view_session, dorp.waterdonk, dorp.tess)
    mine = move_values(controle, dorp.coen, "4-12-2026")
    controle.versie += 20  # entries of the phone that were applied meanwhile
    view_session.commit()
    assert client.post(f"/planning/{controle.id}/verplaatsen", data=mine).status_code == 303
    assert controle.toezichthouder_id == dorp.coen.id


def test_starting_meanwhile_is_shown_before_it_is_given_away(
    client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    login(client, dorp.pim)
    controle = make_controle(view_session, dorp.waterdonk, dorp.tess)
    mine = move_values(controle, dorp.coen, "4-12-2026")
    controle.status = "bezig"
    view_session.commit()
    answer = client.post(f"/planning/{controle.id}/verplaatsen", data=mine)
    assert (answer.status_code, "is al begonnen" in answer.text) == (409, True)


def test_only_another_day_costs_the_place_in_the_order(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.pim)
    controle = make_controle(view_session, dorp.waterdonk, dorp.tess, dag=date(2026, 12, 4), volgorde=3)
    url = f"/planning/{controle.id}/verplaatsen"
    assert client.post(url, data=move_values(controle, dorp.tess, "4-12-2026", opdracht="nieuw")).status_code == 303
    assert (controle.opdracht, controle.volgorde) == ("nieuw", 3)
    assert client.post(url, data=move_values(controle, dorp.tess, "7-12-2026")).status_code == 303
    assert controle.volgorde == 0


@pytest.mark.parametrize(
    ("dag", "zin"),
    [
        (date(2026, 11, 19), "al voorbij"),
        (date(2028, 11, 21), "meer dan twee jaar vooruit"),
        (date(2026, 11, 21), "een zaterdag"),
        (date(2026, 11, 22), "een zondag"),
        (date(2026, 11, 20), None),
        (date(2028, 11, 20), None),
        (None, None),
    ],
)
def test_a_day_that_looks_like_a_slip(dag: date | None, zin: str | None) -> None:
    found = week.doubt_about(dag, date(2026, 11, 20))
    assert found is None if zin is None else found is not None and zin in found


def test_doubtful_day_is_confirmed_and_only_that_day(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.pim)
    values = new_values(view_session, dorp, dag="3-3-2099", bevestigd="")
    view_session.commit()
    answer = client.post("/planning", data=values)
    assert (answer.status_code, "Deze dag is meer dan twee jaar vooruit." in answer.text) == (422, True)
    assert 'name="bevestigd" value="2099-03-03"' in answer.text
    assert not view_session.scalars(select(Controle)).all()
    assert client.post("/planning", data=values | {"dag": "4-3-2099", "bevestigd": "2099-03-03"}).status_code == 422
    assert client.post("/planning", data=values | {"bevestigd": "2099-03-03"}).status_code == 303
    controle = only(view_session)
    view_session.commit()
    url = f"/planning/{controle.id}/verplaatsen"
    same = move_values(controle, dorp.tess, "3-3-2099", bevestigd="", opdracht="anders")
    assert client.post(url, data=same).status_code == 303, "it stood there already"
    assert client.post(url, data=move_values(controle, dorp.tess, "8-3-2020", bevestigd="")).status_code == 422
    assert controle.dag == date(2099, 3, 3)


def test_work_of_a_closed_account_is_to_be_given_away(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.pim)
    controle = make_controle(view_session, dorp.waterdonk, dorp.coen, dag=today())
    assert "opnieuw toewijzen" not in client.get("/planning").text
    dorp.coen.actief = False
    view_session.flush()
    board = client.get("/planning").text
    assert "Werkvoorraad, 1" in board
    assert "Opnieuw toewijzen" in board
    assert "account gesloten" in board.split("<table")[1]
    page = client.get(f"/planning/{controle.id}").text
    assert chosen_person(page) == "Coen (account gesloten)"
    kept = move_values(controle, dorp.coen, f"{today():%d-%m-%Y}", opdracht="anders")
    assert client.post(f"/planning/{controle.id}/verplaatsen", data=kept).status_code == 303
    assert (controle.toezichthouder_id, controle.opdracht) == (dorp.coen.id, "anders")
    given = move_values(controle, dorp.tess, f"{today():%d-%m-%Y}")
    assert client.post(f"/planning/{controle.id}/verplaatsen", data=given).status_code == 303
    assert "Werkvoorraad, 0" in client.get("/planning").text


def test_cancelling_needs_a_reason_and_a_controle_that_did_not_begin(
    client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    login(client, dorp.pim)
    controle = make_controle(view_session, dorp.waterdonk, dorp.tess)
    view_session.commit()
    url = f"/planning/{controle.id}/vervallen"
    answer = client.post(url, data={"reden": " "})
    assert (answer.status_code, "Vul in waarom de controle niet doorgaat." in answer.text) == (422, True)
    controle.status = "bezig"
    view_session.commit()
    assert client.post(url, data={"reden": "dubbel"}).status_code == 422
    controle.status = "gepland"
    view_session.commit()
    assert client.post(url, data={"reden": "dubbel"}).status_code == 303
    assert (controle.status, controle.vervallen_reden) == ("vervallen", "dubbel")
    assert (
        client.post(f"/planning/{controle.id}/verplaatsen", data=move_values(controle, None, "4-12-2026")).status_code
        == 422
    )


def test_hercontrole_carries_only_what_failed(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.pim)
    first = make_controle(view_session, dorp.waterdonk, dorp.tess)
    for code, oordeel, hidden in (
        ("P-01", "voldoet_niet", False),
        ("P-02", "voldoet", False),
        ("P-03", "voldoet_niet", True),
    ):
        view_session.add(
            Antwoord(
                organisatie_id=first.organisatie_id, controle_id=first.id, code=code, antwoord={"waarde": oordeel},
                oordeel=oordeel, verborgen=hidden, ontvangen_at=NU, mutatie_id=new_key(),
            )
        )  # fmt: skip
    first.status = "afgerond"
    page = client.get(f"/planning/nieuw?voorganger={first.id}").text
    assert '<option selected value="hercontrole">' in page
    assert "vraagt alleen het punt dat" in page
    values = {
        "object": str(first.object_id),
        "voorganger": str(first.id),
        "protocol": str(first.protocol_versie_id),
        "soort": "T5",
        "aanleiding": "hercontrole",
        "niveau": "4",
        "dag": "4-12-2026",
        "bevestigd": "2026-12-04",
    }
    assert client.post("/planning", data=values).status_code == 303
    second = view_session.scalars(select(Controle).where(Controle.voorganger_id == first.id)).one()
    assert second.selectie == ["P-01@"]


def test_nobody_at_home_asks_for_a_next_visit_until_it_is_planned(session: Session) -> None:
    dorp = make_dorp(session)
    versie = make_versie(session)
    missed = make_controle(session, dorp.waterdonk, dorp.tess, versie=versie)
    missed.status, missed.uitkomst, missed.voorstel_dag = "afgerond", "niemand_aanwezig", today()
    session.flush()
    assert [row.id for row in queries.waiting(session, dorp.waterdonk.id, today()).opnieuw] == [missed.id]
    again = make_controle(session, dorp.waterdonk, dorp.tess, versie=versie, voorganger=missed, dag=today())
    assert not queries.waiting(session, dorp.waterdonk.id, today()).opnieuw
    again.status = "vervallen"
    session.flush()
    assert len(queries.waiting(session, dorp.waterdonk.id, today()).opnieuw) == 1


@pytest.mark.parametrize(
    ("beschikbaar", "dag", "ruimte"),
    [
        ([], date(2026, 11, 23), None),
        ([420, 390, 0, 420, 240], date(2026, 11, 24), 390),
        ([420, 390, 0, 420, 240], date(2026, 11, 25), 0),
        ([420, 390, 0, 420, 240], date(2026, 11, 28), 0),
    ],
    ids=["onbekend", "dinsdag", "vrij", "weekend"],
)
def test_time_there_is_on_a_day(beschikbaar: list[int], dag: date, ruimte: int | None) -> None:
    assert week.room_on(beschikbaar, dag) == ruimte


def test_board_says_who_has_too_much(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    """Nothing is said about room as long as it is known of some people only."""
    monday = date(2026, 11, 23)
    versie = make_versie(view_session)
    for step, minuten in ((0, 300), (0, 180), (1, 90)):
        dag = monday + timedelta(days=step)
        make_controle(view_session, dorp.waterdonk, dorp.tess, versie=versie, dag=dag, duur_minuten=minuten)
    leden = {lid.user_id: lid for lid in view_session.scalars(select(Lidmaatschap)).unique()}
    leden[dorp.tess.id].beschikbaar = [420, 0, 420, 420, 0]
    view_session.commit()
    login(client, dorp.pim)
    page = html.unescape(client.get("/planning?week=2026-W48").text).replace("\N{NO-BREAK SPACE}", " ")
    assert "8 / 7 u te vol" in page
    assert "vrij, toch 1,5 u" in page
    assert "2 dagen te vol" in page
    assert "uur gepland" not in page
    leden[dorp.coen.id].beschikbaar = [60] * 5
    view_session.commit()
    page = html.unescape(client.get("/planning?week=2026-W48").text).replace("\N{NO-BREAK SPACE}", " ")
    assert "9,5 van 26 uur gepland" in page


def test_week_shows_everyone_and_no_cancelled_work(session: Session) -> None:
    dorp = make_dorp(session)
    versie = make_versie(session)
    monday = date(2026, 11, 23)
    for opdracht, dag, status in (
        ("ma", monday, "gepland"),
        ("zo", monday + timedelta(days=6), "bezig"),
        ("volgende", monday + timedelta(days=7), "gepland"),
        ("weg", monday, "vervallen"),
    ):
        controle = make_controle(session, dorp.waterdonk, dorp.tess, versie=versie, dag=dag, opdracht=opdracht)
        controle.status, controle.duur_minuten = status, 45
    session.flush()
    board = queries.week_board(session, dorp.waterdonk.id, monday)
    assert [row.user.naam for row in board] == ["Coen", "Tess"]
    tess = board[1]
    assert [c.opdracht for day in sorted(tess.dagen) for c in tess.dagen[day]] == ["ma", "zo"]
    assert tess.minuten == 90


def test_newest_version_that_holds_is_offered(session: Session) -> None:
    dorp = make_dorp(session)
    first, second = make_versie(session, 1), make_versie(session, 2)
    second.geldig_van = date(2027, 1, 1)
    session.flush()
    offered = usable_versions(session, dorp.waterdonk.id, date(2026, 11, 20))
    assert [versie.id for versie in offered] == [first.id]
    offered = usable_versions(session, dorp.waterdonk.id, date(2027, 1, 1))
    assert [versie.id for versie in offered] == [second.id]
    own = make_versie(session, 1, eigenaar=dorp.anders.id)
    assert own.id not in {versie.id for versie in usable_versions(session, dorp.waterdonk.id, date(2027, 1, 1))}
    assert [v.id for v in usable_versions(session, dorp.anders.id, date(2027, 1, 1))] == [own.id]


def test_numbers_of_the_start_are_those_of_the_lists(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    versie = make_versie(view_session)
    make_controle(view_session, dorp.waterdonk, dorp.tess, versie=versie, dag=today() - timedelta(days=1))
    make_controle(view_session, dorp.waterdonk, None, versie=versie, dag=None)
    login(client, dorp.kim)
    page = client.get("/dashboard").text
    for lijst, aantal in (("te-laat", 1), ("te-plannen", 1), ("te-beoordelen", 0)):
        tile = page.split(f'href="/controles?lijst={lijst}"')[1].split("</a>")[0]
        assert f'<span class="getal">{aantal}</span>' in tile
        woord = "controle" if aantal == 1 else "controles"
        assert f"{aantal} {woord}</h2>" in client.get(f"/controles?lijst={lijst}").text


def test_numbers_per_soort_lead_to_exactly_those(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    versie = make_versie(view_session)
    for status in ("gepland", "afgerond", "gerapporteerd", "vervallen"):
        make_controle(view_session, dorp.waterdonk, dorp.tess, versie=versie, dag=today()).status = status
    view_session.flush()
    login(client, dorp.kim)
    table = client.get("/dashboard").text.split("Controles per soort in")[1].split("</table>")[0]
    found = re.findall(r'<td class="num"><a href="([^"]+)">(\d+)<', table)
    assert [number for _, number in found] == ["2", "3"]
    for url, number in found:
        assert f"{number} controles</h2>" in client.get(html.unescape(url)).text


@pytest.mark.parametrize(
    ("naam", "start"),
    [("tess", "/veld"), ("pim", "/planning"), ("ada", "/protocollen"), ("juul", "/controles"), ("bo", "/controles")],
)
def test_everyone_starts_where_the_work_is(client: FlaskClient, dorp: Dorp, naam: str, start: str) -> None:
    login(client, getattr(dorp, naam))
    assert client.get("/").headers["Location"] == start
