"""The session ends, the server fails, two tabs, somebody leaves: what the screen confirmed arrives, to the byte."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.models import Controle
from tests.browser.bewijs import (
    answers,
    check_answers,
    check_bytes,
    lose_answer,
    prove,
    read_phone,
    spoil_entry,
    swap_photo,
)
from tests.browser.server import Server
from tests.browser.toestel import NO_SERVER, MakePhone, Phone
from tests.browser.walk import Verhaal, Wandeling


def start(phone: Phone, controle: str, *, offline: bool = True) -> Wandeling:
    """One visit online, then the controle is opened, without a network unless said otherwise, and stands at its first
    own punt."""
    phone.ready_to_leave()
    phone.set_offline(offline)
    walk = Wandeling(phone, Verhaal())
    walk.open(controle)
    walk.eerste()
    return walk


def fill_queue(walk: Wandeling, points: int = 3) -> None:
    """Answers some punten and takes a photo at the first of them."""
    name = str(walk.zie()["naam"])
    walk.punt()
    walk.loop(points - 1)
    walk.fotografeer(walk.groep(name), 1)


def prove_arrived(server: Server, controle: str, walk: Wandeling) -> None:
    """Every answer, entry and photo the screen confirmed is on the server, to the byte; a lost answer, a spoiled entry
    and a swapped photo would have been noticed."""
    held = read_phone(walk.page, controle)
    given = walk.gegeven

    def check(session: Session) -> None:
        check_answers(session, controle, given)
        check_bytes(server, session, controle, held, set(walk.nummers))

    breaks = [lose_answer(controle, next(iter(given))), spoil_entry(controle)]
    prove(server, check, *breaks, *([swap_photo(controle)] if walk.nummers else []))


def end_session(phone: Phone) -> None:
    """The cookie of the session is gone, as after a night."""
    phone.context.clear_cookies()


@pytest.mark.fault("16-session-ended-with-a-full-queue")
def test_a_full_queue_survives_the_end_of_the_session(server: Server, phone: MakePhone) -> None:
    """Who is active may still deliver: the phone's upload token goes on where the session stopped."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle)
    fill_queue(walk)
    end_session(mine)
    mine.guard.allow(r"status of 401")
    mine.set_offline(False)
    mine.expect_sent()
    expect(mine.page.get_by_role("region", name="Inloggen")).to_be_visible()
    prove_arrived(server, controle, walk)


@pytest.mark.fault("http-401")
def test_without_session_and_token_all_waits_until_log_in(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle)
    fill_queue(walk)
    cookies = mine.context.cookies()
    end_session(mine)
    mine.guard.allow(r"status of 401")
    mine.context.route("**/sync/mutaties", lambda route: route.fulfill(status=401, json={"code": "niet-ingelogd"}))
    mine.context.route("**/sync/fotos/**", lambda route: route.fulfill(status=401, json={"code": "niet-ingelogd"}))
    mine.set_offline(False)
    expect(mine.page.get_by_role("region", name="Inloggen")).to_be_visible()
    expect(mine.page.locator("#verzendstand")).to_have_text(re.compile(r"^\d+ te verzenden"))
    walk.loop(1)
    mine.context.unroute_all()
    mine.context.add_cookies(cookies)  # type: ignore[arg-type]
    mine.page.reload()
    mine.expect_sent()
    prove_arrived(server, controle, walk)


@pytest.mark.fault("47-two-tabs-of-one-form")
def test_two_tabs_of_one_person_merge_per_answer(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle, offline=False)
    first = str(walk.zie()["naam"])
    left, right = mine.page, mine.context.new_page()
    mine.page = right
    walk.open(controle)
    walk.eerste()
    walk.volgende()
    second = str(walk.zie()["naam"])
    assert second != first
    walk.antwoord(second, "Voldoet")
    mine.page = left
    walk.antwoord(first, "N.v.t.")
    expect(walk.groep(second).get_by_role("radio", name="Voldoet", exact=True)).to_be_checked()
    expect(right.get_by_role("group", name=first, exact=True).get_by_role("radio", name="N.v.t.")).to_be_checked()
    mine.expect_sent()
    expect(right.locator("#verzendstand")).to_have_text("Alles verzonden")
    prove_arrived(server, controle, walk)
    with server.session() as session:
        assert set(answers(session, controle)) == {name.split(" ")[0] for name in (first, second)}


def test_a_finding_open_in_two_tabs_keeps_what_each_wrote(server: Server, phone: MakePhone) -> None:
    """The tab that stands still follows; its field with the cursor does when the cursor leaves it."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle, offline=False)
    naam = str(walk.zie()["naam"])
    walk.antwoord(naam, "Voldoet niet")
    walk.groep(naam).get_by_role("link", name=re.compile("^Bevinding vastleggen")).tap()
    left = mine.page
    wat, waar = (left.get_by_label(label) for label in ("Wat zie je?", "Waar precies?"))
    wat.fill("Voeg los")
    wat.blur()
    walk.bewaard()
    right = mine.context.new_page()
    right.goto(left.url)
    wat_daar, waar_daar = (right.get_by_label(label) for label in ("Wat zie je?", "Waar precies?"))
    expect(wat_daar).to_have_value("Voeg los")
    wat.focus()
    waar_daar.fill("Zuidgevel")
    expect(waar).to_have_value("Zuidgevel")
    wat.press_sequentially(" over 2 m")
    expect(wat_daar).to_have_value("Voeg los over 2 m")
    expect(waar_daar).to_have_value("Zuidgevel")
    waar.focus()
    waar_daar.fill("Noordgevel")
    wat_daar.fill("Voeg los")
    expect(wat).to_have_value("Voeg los")
    expect(waar).to_have_value("Zuidgevel")
    wat.focus()
    expect(waar).to_have_value("Noordgevel")


@pytest.mark.fault("http-500")
@pytest.mark.fault("15-server-away-and-back")
def test_a_server_that_fails_loses_nothing(server: Server, phone: MakePhone) -> None:
    """First 500 on everything that is sent, then no server at all, then all is well."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle, offline=False)
    mine.guard.allow(r"status of 500", NO_SERVER)
    failing = re.compile(r"/sync/(mutaties|fotos)")
    mine.context.route(failing, lambda route: route.fulfill(status=500, body="<h1>Storing</h1>"))
    fill_queue(walk)
    expect(mine.page.locator("#verzendstand")).to_have_text(re.compile(r"^\d+ te verzenden"))
    with mine.page.expect_response(failing) as answer:
        pass
    assert answer.value.status == 500
    server.stop()
    mine.context.unroute_all()
    walk.loop(1)
    expect(mine.page.locator("#verzendstand")).to_contain_text("te verzenden")
    server.start()
    mine.expect_sent()
    prove_arrived(server, controle, walk)


@pytest.mark.fault("answer-lost-on-its-way-to-the-phone")
def test_a_lost_answer_of_the_server_makes_nothing_double(server: Server, phone: MakePhone) -> None:
    """The server took the entries, but its answer never came: sent again, applied once."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle)
    fill_queue(walk, 2)
    lost: list[int] = []

    def lose(route: Any) -> None:
        if lost:
            route.continue_()
            return
        route.fetch()
        lost.append(1)
        route.abort("connectionreset")

    mine.guard.allow(NO_SERVER)
    mine.context.route("**/sync/mutaties", lose)
    mine.set_offline(False)
    mine.expect_sent()
    assert lost == [1]
    prove_arrived(server, controle, walk)


@pytest.mark.fault("deactivated-while-offline")
def test_a_deactivated_person_delivers_into_quarantine_only(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle)
    walk.punt()
    walk.loop(1)
    with server.session() as session:
        session.scalars(select(User).where(User.email == server.mine)).one().actief = False
    mine.guard.allow(r"status of 40[13]")
    mine.set_offline(False)
    expect(mine.page.locator("#verzendstand")).to_have_text(
        re.compile(r"^Alles verzonden, \d+ vastgehouden"), timeout=60_000
    )
    held = read_phone(mine.page, controle)

    def check(session: Session) -> None:
        check_bytes(server, session, controle, held, set(walk.nummers))
        assert answers(session, controle) == {}
        assert session.get_one(Controle, UUID(controle)).status == "gepland"

    prove(server, check, spoil_entry(controle))
