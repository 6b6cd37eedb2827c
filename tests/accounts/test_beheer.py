"""Accounts by the beheerder: made, changed, switched off; never into another organisatie."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import actions
from app.accounts.models import Lidmaatschap, Rol, User
from app.accounts.queries import get_lid
from app.core.audit import Gebeurtenis
from app.core.errors import Conflict, Invalid
from tests.accounts.test_inloggen import GOED, give_password, try_login
from tests.people import START, Dorp, login, make_dorp


def lid_of(session: Session, user: User) -> Lidmaatschap:
    """The (first) membership of `user`."""
    key, organisatie = session.execute(
        select(Lidmaatschap.id, Lidmaatschap.organisatie_id).where(Lidmaatschap.user_id == user.id)
    ).one()
    return get_lid(session, organisatie, key)


def make_account(client: FlaskClient, **more: object) -> str:
    """Where one goes after making an account, or the page when it was refused."""
    data = {"naam": "Ilse Verhoeven", "email": "Ilse@Waterdonk.example", "rollen": ["toezichthouder"]} | more
    answer = client.post("/beheer/accounts", data=data)
    return answer.headers.get("Location", answer.text)


def test_new_account_chooses_its_own_password_once(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.bo)
    page = make_account(client)  # the link is there at once
    found = re.search(r'value="http://localhost(/wachtwoord/[^"]+)"', page)
    assert found
    other = client.application.test_client()
    assert "ilse@waterdonk.example" in other.get(found[1]).text
    assert other.post(found[1], data={"nieuw": "kort"}).status_code == 422
    assert other.post(found[1], data={"nieuw": GOED}).headers["Location"] == "/"
    assert other.get("/profiel").status_code == 200
    assert other.get(found[1]).status_code == 404, "the link works once"
    assert try_login(other, "ilse@waterdonk.example", GOED)[0] == 303


def test_account_needs_a_role_and_an_address(client: FlaskClient, dorp: Dorp) -> None:
    login(client, dorp.bo)
    assert "Kies ten minste een rol." in make_account(client, rollen=[])
    assert "Vul een heel e-mailadres in" in make_account(client, email="ilse")
    make_account(client)
    assert "heeft al een account" in make_account(client)


def test_changes_are_in_the_audit(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.bo)
    lid = lid_of(view_session, dorp.coen)
    client.post(f"/beheer/accounts/{lid.id}/rollen", data={"rollen": ["planner", "toezichthouder"]})
    assert lid.rollen == ["toezichthouder", "planner"]
    row = view_session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "rollen-gewijzigd")).one()
    assert (row.door_naam, row.van, row.naar) == (
        "Bo",
        {"rollen": ["toezichthouder"]},
        {"rollen": ["toezichthouder", "planner"]},
    )
    assert "Rollen van Coen gewijzigd" in client.get("/beheer/verloop").text


def test_time_for_controles(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.bo)
    lid = lid_of(view_session, dorp.tess)
    url = f"/beheer/accounts/{lid.id}/tijd"
    fout = client.post(url, data={"maandag": "zeven"})
    assert (fout.status_code, "Vul uren in als 7 of 6,5." in fout.text) == (422, True)
    assert 'value="zeven"' in fout.text
    client.post(url, data={"maandag": "7", "dinsdag": "6,5", "woensdag": "0"})
    view_session.refresh(lid)
    assert lid.beschikbaar == [420, 390, 0, 0, 0]
    assert 'value="6,5"' in client.get(f"/beheer/accounts/{lid.id}").text
    client.post(url, data={"maandag": ""})
    view_session.refresh(lid)
    assert lid.beschikbaar == []
    told = view_session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "beschikbaar-gewijzigd")).all()
    assert len(told) == 2


def test_deactivation_ends_the_session_at_once(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    other = login(client.application.test_client(), dorp.coen)
    assert other.get("/profiel").status_code == 200
    login(client, dorp.bo)
    lid = lid_of(view_session, dorp.coen)
    assert client.post(f"/beheer/accounts/{lid.id}/uitzetten").status_code == 303
    assert other.get("/profiel").headers["Location"].startswith("/inloggen")
    assert client.post(f"/beheer/accounts/{lid.id}/aanzetten").status_code == 303
    assert dorp.coen.actief


def test_last_beheerder_stays(session: Session) -> None:
    dorp = make_dorp(session)
    with pytest.raises(Conflict, match="enige beheerder"):
        actions.set_rollen(session, lid_of(session, dorp.bo), [Rol.PLANNER], by=dorp.pim, now=START)
    with pytest.raises(Conflict, match="enige beheerder"):
        actions.deactivate_user(session, lid_of(session, dorp.bo), by=dorp.pim, now=START)


def test_beheerder_cannot_pull_in_someone_of_elsewhere(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    """The refusal tells no name, and the account stays that of its own organisatie."""
    login(client, dorp.bo)
    answer = client.post(
        "/beheer/accounts", data={"naam": "Wie dan ook", "email": dorp.olaf.email, "rollen": ["toezichthouder"]}
    )
    assert (answer.status_code, "al een account bij een andere organisatie" in answer.text) == (422, True)
    assert "Anders" not in answer.text
    assert "Olaf" not in answer.text
    view_session.refresh(dorp.olaf, ["lidmaatschappen"])
    assert [lid.organisatie.naam for lid in dorp.olaf.lidmaatschappen] == ["Anders"]
    with pytest.raises(Conflict) as caught:
        actions.create_user(
            view_session, dorp.waterdonk, email=dorp.olaf.email, naam="", rollen=[Rol.PLANNER], by=dorp.bo, now=START
        )
    assert caught.value.code == "account-elders"


def test_shared_account_is_not_one_beheerders_to_change(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    """What Schouw's administrator added gives access, but no password link and no switch that reaches elsewhere."""
    give_password(view_session, dorp.olaf)
    lid = actions.create_user(
        view_session, dorp.waterdonk, email=dorp.olaf.email, naam="", rollen=[Rol.PLANNER], by=None, now=START,
        ook_van_elders=True,
    )  # fmt: skip
    page = f"/beheer/accounts/{lid.id}"
    view_session.refresh(dorp.olaf, ["lidmaatschappen"])
    view_session.commit()
    login(client, dorp.bo)
    assert client.post(f"{page}/wachtwoord-link").status_code == 409
    assert client.post(f"{page}/uitzetten").status_code == 303
    assert dorp.olaf.actief
    view_session.refresh(dorp.olaf, ["lidmaatschappen"])
    assert [lid.organisatie.naam for lid in dorp.olaf.lidmaatschappen] == ["Anders"]


def test_aanwijzing_ends_after_it_begins(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.bo)
    url = f"/beheer/accounts/{lid_of(view_session, dorp.tess).id}/aanwijzingen"
    values = {"besluit": "Z26-0412", "geldig_van": "4-12-2026", "geldig_tot": "1-12-2026"}
    assert "De laatste dag ligt voor de eerste dag." in client.post(url, data=values).text
    assert "Vul een dag in als 4-12-2026." in client.post(url, data=values | {"geldig_van": "4 december"}).text
    assert client.post(url, data=values | {"geldig_tot": ""}).status_code == 303


def test_accounts_on_the_command_line(view_session: Session, app: Flask) -> None:
    runner = app.test_cli_runner()
    words = ["user", "add", "--organisatie", "Loverhout", "--email", "Eva@Loverhout.example", "--rol", "beheerder"]
    result = runner.invoke(args=words, input=f"{GOED}\n{GOED}\n")
    assert result.exit_code == 0, result.output
    assert "eva@loverhout.example" in result.output.lower()
    user = view_session.scalars(select(User).where(User.email == "eva@loverhout.example")).one()
    assert user.wachtwoord_hash is not None
    again = runner.invoke(args=words, input=f"{GOED}\n{GOED}\n")
    assert again.exit_code == 1
    assert "heeft al een account" in again.output
    changed = runner.invoke(args=["user", "password", "--email", user.email], input="kort\nkort\n")
    assert changed.exit_code == 1
    assert "langer wachtwoord" in changed.output


def test_create_user_refuses_no_role(session: Session) -> None:
    dorp = make_dorp(session)
    with pytest.raises(Invalid, match="ten minste een rol"):
        actions.create_user(session, dorp.waterdonk, email="x@y.nl", naam="X", rollen=[], by=dorp.bo, now=START)
