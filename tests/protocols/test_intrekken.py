"""Withdrawing a version in the office: who may, what it does to new work, and what it leaves alone."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Controle
from app.core.audit import Gebeurtenis
from app.core.errors import Invalid
from app.protocols.models import ProtocolVersie
from tests.controles.builders import make_controle, make_versie
from tests.people import Dorp, login


@pytest.fixture
def versie(view_session: Session) -> ProtocolVersie:
    """The only version of a protocol of basis."""
    made = make_versie(view_session)
    view_session.commit()
    return made


def url(versie: ProtocolVersie, wat: str = "") -> str:
    """Its page, or an act on it."""
    return f"/protocollen/{versie.protocol.code}/{versie.nummer}{wat}"


def offered(client: FlaskClient) -> list[str]:
    """The versions the phone of this person may start with."""
    return [protocol["hash"] for protocol in client.get("/sync/dagpakket").json["protocollen"]]  # type: ignore[index]


def test_phones_stop_offering_it_and_running_work_keeps_it(
    client: FlaskClient, dorp: Dorp, view_session: Session, versie: ProtocolVersie
) -> None:
    running = make_controle(view_session, dorp.waterdonk, dorp.tess, versie=versie)
    view_session.commit()
    login(client, dorp.tess)
    before = client.get("/sync/dagpakket").headers["ETag"]
    assert offered(client) == [versie.hash]
    login(client, dorp.ada)
    assert "niet meer te kiezen" in client.get(url(versie)).text
    assert client.post(url(versie, "/intrekken"), data={"reden": "Artikel 4 vervalt"}).status_code == 303
    page = client.get(url(versie)).text
    assert "Artikel 4 vervalt" in page
    assert "door Ada" in page
    assert "Ingetrokken" in client.get("/protocollen").text
    login(client, dorp.tess)
    assert offered(client) == []
    assert client.get("/sync/dagpakket").headers["ETag"] != before
    assert client.get("/sync/dagpakket").json["controles"][0]["protocol"]["hash"] == versie.hash  # type: ignore[index]
    assert view_session.get_one(Controle, running.id).protocol_versie_id == versie.id
    with pytest.raises(Invalid):
        make_controle(view_session, dorp.waterdonk, dorp.tess, versie=versie)
    make_controle(view_session, dorp.anders, dorp.olaf, versie=versie)
    told = view_session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "protocol-ingetrokken")).one()
    assert (told.organisatie_id, told.door_naam) == (dorp.waterdonk.id, "Ada")


def test_it_can_be_taken_into_use_again(client: FlaskClient, dorp: Dorp, versie: ProtocolVersie) -> None:
    login(client, dorp.ada)
    client.post(url(versie, "/intrekken"), data={"reden": "Vergissing"})
    assert client.post(url(versie, "/terugzetten")).status_code == 303
    assert "Trek deze versie in" in client.get(url(versie)).text
    assert client.post(url(versie, "/terugzetten")).status_code == 409


def test_it_needs_a_reason_and_the_role(client: FlaskClient, dorp: Dorp, versie: ProtocolVersie) -> None:
    login(client, dorp.ada)
    answer = client.post(url(versie, "/intrekken"), data={"reden": " "})
    assert (answer.status_code, 'href="#reden"' in answer.text) == (422, True)
    for who in (dorp.pim, dorp.tess, dorp.juul, dorp.bo):
        login(client, who)
        assert client.post(url(versie, "/intrekken"), data={"reden": "zomaar"}).status_code == 403
        assert "Trek deze versie in" not in client.get(url(versie)).text


def test_who_works_by_a_wrong_version_reads_why(
    client: FlaskClient, dorp: Dorp, view_session: Session, versie: ProtocolVersie
) -> None:
    running = make_controle(view_session, dorp.waterdonk, dorp.tess, versie=versie)
    view_session.commit()
    login(client, dorp.tess)
    assert "ingetrokken" not in client.get("/sync/dagpakket").json["controles"][0]  # type: ignore[index]
    login(client, dorp.ada)
    client.post(url(versie, "/intrekken"), data={"reden": "De norm is verouderd", "soort": "fout"})
    assert "Ingetrokken wegens een fout" in client.get(url(versie)).text
    zin = "Deze versie van het protocol is ingetrokken wegens een fout: De norm is verouderd."
    assert zin in client.get(f"/controles/{running.id}").text
    login(client, dorp.tess)
    assert client.get("/sync/dagpakket").json["controles"][0]["ingetrokken"] == zin  # type: ignore[index]


def test_running_work_hears_nothing_when_a_version_runs_out(
    client: FlaskClient, dorp: Dorp, view_session: Session, versie: ProtocolVersie
) -> None:
    running = make_controle(view_session, dorp.waterdonk, dorp.tess, versie=versie)
    view_session.commit()
    login(client, dorp.ada)
    client.post(url(versie, "/intrekken"), data={"reden": "Er komt een nieuwe aanpak", "soort": "uitlopen"})
    assert "ingetrokken wegens" not in client.get(f"/controles/{running.id}").text
    login(client, dorp.tess)
    assert "ingetrokken" not in client.get("/sync/dagpakket").json["controles"][0]  # type: ignore[index]


def test_only_a_version_with_another_beside_it_is_replaced(
    client: FlaskClient, dorp: Dorp, view_session: Session, versie: ProtocolVersie
) -> None:
    login(client, dorp.ada)
    inzending = {"reden": "Versie 2 is er", "soort": "vervangen"}
    answer = client.post(url(versie, "/intrekken"), data=inzending)
    assert (answer.status_code, "Er is geen andere versie in gebruik" in answer.text) == (422, True)
    make_versie(view_session, versie.nummer + 1)
    view_session.commit()
    assert client.post(url(versie, "/intrekken"), data=inzending).status_code == 303
    assert "Vervangen door een andere versie" in client.get(url(versie)).text
    assert client.post(url(versie, "/terugzetten"), data={"soort": "onzin"}).status_code == 303
    assert client.post(url(versie, "/intrekken"), data={"reden": "x", "soort": "onzin"}).status_code == 422
