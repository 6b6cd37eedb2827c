"""Logging in: what people see, and how guessing is slowed down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import actions
from app.accounts.models import Inlogpoging, User
from app.accounts.rules.remmen import PER_ACCOUNT
from app.accounts.views import own_path
from app.core.clock import now
from tests.people import START, Dorp

GOED = "fiets lantaarn dijkhuis"


def give_password(session: Session, user: User, geheim: str = GOED) -> None:
    """`user` can log in with `geheim`."""
    session.refresh(user, ["lidmaatschappen"])
    actions.set_password(session, user, geheim, by=None, now=START)
    session.flush()


def try_login(client: FlaskClient, email: str, geheim: str, **more: str) -> tuple[int, str, str]:
    """Status, location and page of a try."""
    answer = client.post("/inloggen", data={"email": email, "wachtwoord": geheim, **more})
    return answer.status_code, answer.headers.get("Location", ""), answer.text


def test_login_page_carries_the_names_scripts_rely_on(client: FlaskClient) -> None:
    page = client.get("/inloggen").text
    assert '<label class="veld__label" for="email">E-mailadres</label>' in page
    assert '<label class="veld__label" for="wachtwoord">Wachtwoord</label>' in page
    assert "Inloggen <i" in page


def test_right_password_goes_to_the_start(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    give_password(view_session, dorp.pim)
    assert try_login(client, dorp.pim.email.upper(), GOED)[:2] == (303, "/")
    assert client.get("/").headers["Location"] == "/planning"


def test_login_goes_on_to_where_one_was(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    give_password(view_session, dorp.pim)
    asked = client.get("/controles?lijst=te-laat")
    assert asked.headers["Location"] == "/inloggen?verder=/controles?lijst%3Dte-laat"
    assert try_login(client, dorp.pim.email, GOED, verder="/controles?lijst=te-laat")[1] == "/controles?lijst=te-laat"


@pytest.mark.parametrize(
    "target",
    ["https://kwaad.example/", "//kwaad.example", "/\\kwaad.example", "javascript:alert(1)", "controles", "", "/\tx"],
)
def test_login_never_sends_people_to_another_site(target: str) -> None:
    assert own_path(target) == "/"


def test_wrong_password_says_how_many_tries_are_left(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    give_password(view_session, dorp.pim)
    status, _, page = try_login(client, dorp.pim.email, "verkeerd")
    assert status == 422
    assert "E-mailadres of wachtwoord klopt niet" in page
    assert "Nog 4 pogingen" in page


def test_unknown_account_reads_the_same_as_a_wrong_password(
    client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    give_password(view_session, dorp.pim)
    known = try_login(client, dorp.pim.email, "verkeerd")[2].replace(dorp.pim.email, "iemand@waterdonk.example")
    assert try_login(client, "iemand@waterdonk.example", "verkeerd")[2] == known


def test_guessing_is_stopped_even_with_the_right_password(
    client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    give_password(view_session, dorp.pim)
    for _ in range(PER_ACCOUNT):
        assert try_login(client, dorp.pim.email, "verkeerd")[0] == 422
    status, _, page = try_login(client, dorp.pim.email, GOED)
    assert status == 429
    assert "Wacht 15 minuten" in page


def test_deactivated_account_cannot_log_in(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    give_password(view_session, dorp.pim)
    dorp.pim.actief = False
    view_session.flush()
    assert try_login(client, dorp.pim.email, GOED)[0] == 422


def test_empty_form_names_the_fields(client: FlaskClient) -> None:
    status, _, page = try_login(client, "", "")
    assert status == 422
    assert "Vul je e-mailadres in." in page
    assert "Vul je wachtwoord in." in page


def test_changing_the_password_ends_other_sessions(
    app: object, client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    give_password(view_session, dorp.pim)
    other = client.application.test_client()
    for browser in (client, other):
        assert try_login(browser, dorp.pim.email, GOED)[0] == 303
    nieuw = "boterham paraplu kade"
    answer = client.post("/profiel/wachtwoord", data={"oud": GOED, "nieuw": nieuw})
    assert answer.status_code == 303
    assert client.get("/profiel").status_code == 200
    assert other.get("/profiel").headers["Location"].startswith("/inloggen")
    assert try_login(other, dorp.pim.email, nieuw)[0] == 303


def test_own_old_password_cannot_be_guessed_either(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    give_password(view_session, dorp.pim)
    view_session.commit()
    try_login(client, dorp.pim.email, GOED)
    nieuw = "boterham paraplu kade"
    for _ in range(PER_ACCOUNT):
        wrong = client.post("/profiel/wachtwoord", data={"oud": "verkeerd", "nieuw": nieuw})
        assert (wrong.status_code, "Je huidige wachtwoord klopt niet." in wrong.text) == (422, True)
    answer = client.post("/profiel/wachtwoord", data={"oud": GOED, "nieuw": nieuw})
    assert (answer.status_code, "Er is te vaak een verkeerd wachtwoord" in answer.text) == (429, True)
    assert try_login(client.application.test_client(), dorp.pim.email, GOED)[0] == 429, "one count for both"


def test_failed_tries_are_forgotten_after_a_day_without_a_success(
    client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    view_session.add(Inlogpoging(sleutel="oud", op=now() - timedelta(hours=25)))
    view_session.add(Inlogpoging(sleutel="jong", op=now() - timedelta(hours=23)))
    view_session.commit()
    assert try_login(client, dorp.pim.email, "verkeerd")[0] == 422
    kept = set(view_session.scalars(select(Inlogpoging.sleutel)))
    assert kept & {"oud", "jong"} == {"jong"}


def test_logging_out_ends_the_session(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    give_password(view_session, dorp.pim)
    try_login(client, dorp.pim.email, GOED)
    assert client.post("/uitloggen").headers["Location"] == "/inloggen?uit=1"
    assert client.get("/profiel").status_code == 303


def test_a_session_that_ended_comes_back_to_the_page_and_not_to_a_part(client: FlaskClient) -> None:
    seen = {"HX-Request": "true", "HX-Current-URL": "http://localhost/controles?lijst=alles"}
    part = client.get("/controles?q=x", headers=seen)
    assert part.status_code == 204
    assert part.headers["HX-Redirect"] == "/inloggen?verder=/controles?lijst%3Dalles"
    write = client.post("/planning", data={}, headers={"Referer": "http://localhost/planning/nieuw?object=1"})
    assert write.headers["Location"] == "/inloggen?verder=/planning/nieuw?object%3D1"
