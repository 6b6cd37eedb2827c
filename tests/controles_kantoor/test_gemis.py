"""In the dossier: why there is no report yet, and the form that says what will not come."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Controle
from app.controles.ontvangst import Gemis
from tests.controles_kantoor.test_dossier import Bezoek
from tests.people import Dorp, login

WEG = "Telefoon in de sloot, niet te redden"


@pytest.fixture
def bezoek(client: FlaskClient, view_session: Session, dorp: Dorp) -> Bezoek:
    """A visit that waits for an answer and for the bytes of two photos."""
    bezoek = Bezoek(client, view_session, dorp)
    bekend = bezoek.phone.foto("ab" * 32, onderschrift="Scheur in de <b>muur</b>")
    nooit = bezoek.phone.antwoord("P-02", "voldoet")
    bezoek.send(bekend, bezoek.phone.afronden([bekend, nooit], ["ab" * 32, "cd" * 32]))
    return bezoek


def sluiting_in(page: str) -> str:
    """The hidden field that says what was looked at."""
    found = re.search(r'name="sluiting"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def test_the_dossier_says_what_it_waits_for(bezoek: Bezoek) -> None:
    page = bezoek.page()
    assert "Nog niet binnen: 1 invoer en 2 foto’s." in page
    assert "De invoer" in page
    assert "Foto · P-01 · Scheur in de &lt;b&gt;muur&lt;/b&gt;" in page
    assert "Een foto waarvan het punt niet bekend is (controlegetal cdcdcdcd)" in page
    assert "nog op de telefoon" in page
    anders = bezoek.page("kim")
    assert "Nog niet binnen: 1 invoer en 2 foto’s." in anders
    assert "Leg vast" not in anders


def test_what_will_not_come_is_put_on_record(bezoek: Bezoek, view_session: Session, client: FlaskClient) -> None:
    sluiting = sluiting_in(bezoek.page())
    url, alles = f"{bezoek.url}/gemis", ["invoer", "ab" * 32, "cd" * 32]
    leeg = client.post(url, data={"sluiting": sluiting, "reden": WEG})
    assert (leeg.status_code, "Kruis aan wat niet meer komt." in leeg.text) == (422, True)
    assert f'value="{WEG}"' in leeg.text
    zonder = client.post(url, data={"sluiting": sluiting, "wat": alles, "reden": " "})
    assert (zonder.status_code, "Vul in waarom dit niet meer komt." in zonder.text) == (422, True)
    assert len(re.findall(r"<input[^>]* checked[^>]*name=\"wat\"", zonder.text)) == 3
    assert view_session.scalars(select(Gemis)).all() == []
    assert client.post(url, data={"sluiting": sluiting, "wat": alles, "reden": WEG}).status_code == 303
    page = bezoek.page()
    assert "Komt niet meer: 1 invoer en 2 foto’s." in page
    assert page.count(WEG) >= 2, "beside what it is about, and in the course of events"
    assert "niet ontvangen, komt niet meer" in page
    assert "Nog niet binnen" not in page
    controle = view_session.get_one(Controle, bezoek.controle.id, populate_existing=True)
    assert controle.compleet_at is not None
    assert client.post(url, data={"sluiting": sluiting, "wat": alles, "reden": WEG}).status_code == 409


def test_only_who_decides_about_held_entries(bezoek: Bezoek, client: FlaskClient, dorp: Dorp) -> None:
    sluiting = sluiting_in(bezoek.page("juul"))
    data = {"sluiting": sluiting, "wat": ["invoer"], "reden": WEG}
    for wie, status in ((dorp.tess, 403), (dorp.kim, 403), (dorp.olaf, 404), (dorp.bo, 303)):
        assert login(client, wie).post(f"{bezoek.url}/gemis", data=data).status_code == status
    page = bezoek.page()
    assert "Komt niet meer: 1 invoer." in page
    assert "Nog niet binnen: 2 foto’s." in page


def test_when_it_changed_meanwhile_nothing_is_recorded(
    bezoek: Bezoek, client: FlaskClient, view_session: Session
) -> None:
    sluiting = sluiting_in(bezoek.page())
    opnieuw = [bezoek.phone.entry("aanvullen", {"reden": "Vergeten"}), bezoek.phone.afronden([], ["ab" * 32])]
    bezoek.send(*opnieuw)
    bezoek.page()
    answer = client.post(f"{bezoek.url}/gemis", data={"sluiting": sluiting, "wat": ["ab" * 32], "reden": WEG})
    assert (answer.status_code, "Ververs de pagina" in answer.text) == (409, True)
    assert view_session.scalars(select(Gemis)).all() == []
