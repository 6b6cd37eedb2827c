"""A session lives on the server: when it ends, a copy of its cookie opens nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import actions, sessies
from app.accounts.models import Sessie
from app.accounts.queries import leden
from app.accounts.rules import sessies as regels
from app.core.clock import now
from tests.accounts.test_inloggen import GOED, give_password
from tests.people import START, Dorp, login, make_dorp

EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"
    " Edg/126.0"
)
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1"


def copy_of(app: Flask, client: FlaskClient) -> FlaskClient:
    """Another browser with a copy of this one's cookie."""
    thief = app.test_client()
    cookie = client.get_cookie("schouw")
    assert cookie is not None
    thief.set_cookie("schouw", cookie.value)
    return thief


def log_in(client: FlaskClient, email: str, agent: str = EDGE) -> FlaskClient:
    """Through the login page."""
    answer = client.post("/inloggen", data={"email": email, "wachtwoord": GOED}, headers={"User-Agent": agent})
    assert answer.status_code == 303
    return client


@pytest.mark.parametrize(
    "end",
    [
        lambda client: client.post("/uitloggen"),
        lambda client: client.post("/profiel/overal-uitloggen"),
        lambda client: client.post("/profiel/wachtwoord", data={"oud": GOED, "nieuw": "orgel kapstok veulen"}),
        lambda client: log_in(client, "pim@waterdonk.example"),
    ],
    ids=["uitloggen", "overal uitloggen", "wachtwoord wijzigen", "opnieuw inloggen"],
)
def test_copied_cookie_is_worth_nothing_afterwards(
    app: Flask, client: FlaskClient, dorp: Dorp, view_session: Session, end: Callable[[FlaskClient], Any]
) -> None:
    give_password(view_session, dorp.pim)
    log_in(client, dorp.pim.email)
    thief = copy_of(app, client)
    assert thief.get("/profiel").status_code == 200
    end(client)
    assert thief.get("/profiel").headers["Location"].startswith("/inloggen")


def test_deactivation_ends_the_session_and_reactivation_does_not_bring_it_back(
    client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    login(client, dorp.pim)
    lid = next(row for row in leden(view_session, dorp.waterdonk.id) if row.user_id == dorp.pim.id)
    actions.deactivate_user(view_session, lid, by=dorp.bo, now=now())
    actions.reactivate_user(view_session, lid, by=dorp.bo, now=now())
    view_session.commit()
    assert client.get("/profiel").status_code == 303


def test_profile_lists_sessions_and_ends_one_of_them(
    app: Flask, client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    give_password(view_session, dorp.pim)
    log_in(client, dorp.pim.email, EDGE)
    phone = log_in(app.test_client(), dorp.pim.email, PHONE)
    page = client.get("/profiel").text
    assert "Edge op Windows" in page
    assert "Chrome op Android" in page
    assert page.count("dit apparaat") == 1
    url = page.split('action="/profiel/sessies/')[1].split('"')[0]
    assert client.post(f"/profiel/sessies/{url}").status_code == 303
    assert phone.get("/profiel").status_code == 303
    assert client.get("/profiel").status_code == 200
    assert client.post(f"/profiel/sessies/{url}").status_code == 404, "ended already"


def test_session_of_another_cannot_be_ended(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    other = sessies.open_sessie(view_session, dorp.bo, agent="", now=now())
    view_session.commit()
    login(client, dorp.pim)
    assert client.post(f"/profiel/sessies/{other.id}/einde").status_code == 404
    assert other.geeindigd_at is None


@pytest.mark.parametrize(
    ("begonnen", "gezien", "over"),
    [
        (timedelta(hours=1), timedelta(0), False),
        (regels.MAXIMUM - timedelta(seconds=1), timedelta(0), False),
        (regels.MAXIMUM, timedelta(0), True),
        (regels.RUST, regels.RUST, True),
        (timedelta(days=1), regels.RUST - timedelta(seconds=1), False),
    ],
)
def test_sessions_end_by_themselves(begonnen: timedelta, gezien: timedelta, over: bool) -> None:
    assert regels.is_over(START - begonnen, START - gezien, START) is over


def test_session_that_is_over_opens_nothing(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.pim)
    row = view_session.scalars(select(Sessie).where(Sessie.user_id == dorp.pim.id)).one()
    row.created_at = now() - regels.MAXIMUM
    view_session.commit()
    assert client.get("/profiel").status_code == 303


def test_use_is_remembered_now_and_then(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.pim)
    row = view_session.scalars(select(Sessie).where(Sessie.user_id == dorp.pim.id)).one()
    for ago, kept in ((timedelta(minutes=1), True), (timedelta(minutes=30), False)):
        seen = row.laatst_gezien_at = now() - ago
        view_session.commit()
        assert client.get("/profiel").status_code == 200
        view_session.refresh(row)
        assert (row.laatst_gezien_at == seen) is kept


def test_ended_long_ago_is_forgotten_at_the_next_login(session: Session) -> None:
    dorp = make_dorp(session)
    old = sessies.open_sessie(session, dorp.pim, agent="", now=START - regels.BEWAREN - timedelta(days=1))
    other = sessies.open_sessie(session, dorp.bo, agent="", now=START - regels.BEWAREN - timedelta(days=1))
    fresh = sessies.open_sessie(session, dorp.pim, agent="", now=START)
    kept = {row.id for row in session.scalars(select(Sessie))}
    assert {other.id, fresh.id} <= kept
    assert old.id not in kept


@pytest.mark.parametrize(
    ("agent", "woorden"),
    [
        (EDGE, "Edge op Windows"),
        (PHONE, "Chrome op Android"),
        (IPHONE, "Safari op iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox op Linux"),
        ("", "Onbekende browser"),
        ("curl/8", "Onbekende browser"),
    ],
)
def test_browsers_read_as_people_call_them(agent: str, woorden: str) -> None:
    assert regels.describe_agent(agent) == woorden
