"""Photos that no entry names are held where the office sees them, until a person or their entry solves it."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Mutatie
from app.controles.ontvangst import FotoBytes
from app.core.audit import Gebeurtenis
from tests.controles.builders import Schrijver, make_controle, pakket
from tests.people import Dorp, login
from tests.sync.test_fotos import jpeg, put, sha

LIJST = "/controles/losse-invoer"


@pytest.fixture
def los(client: FlaskClient, view_session: Session, dorp: Dorp) -> str:
    """The hash of a photo of Tess that came two hours ago, without an entry."""
    data = jpeg(90, 60)
    assert put(login(client, dorp.tess), data).status_code == 200
    found = view_session.scalars(select(FotoBytes).where(FotoBytes.sha256 == sha(data))).one()
    found.ontvangen_at -= timedelta(hours=2)
    view_session.commit()
    return sha(data)


def test_a_photo_that_no_entry_names_waits_in_the_office(
    client: FlaskClient, view_session: Session, dorp: Dorp, los: str
) -> None:
    login(client, dorp.bo)
    assert "1 losse invoer zonder dossier" in client.get("/controles?lijst=vastgehouden").text
    page = client.get(LIJST).text
    assert los in page
    url = re.search(r'action="(/controles/losse-invoer/fotos/[0-9a-f-]+)"', page)
    assert url
    shown = client.get(url[1])
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert Image.open(BytesIO(shown.data)).size == (90, 60)
    assert "Vul in wat ermee gedaan is." in client.post(url[1], data={"reden": ""}).text
    assert client.post(url[1], data={"reden": "Tess gebeld"}).status_code == 303
    assert "Er wacht niets" in client.get(LIJST).text
    assert client.get(url[1]).status_code == 404
    done = select(Gebeurtenis.omschrijving).where(Gebeurtenis.soort == "losse-foto-opgelost")
    assert view_session.scalars(done).all() == ["Tess gebeld"]
    login(client, dorp.olaf)
    assert client.post(url[1], data={"reden": "x"}).status_code == 404


def test_a_photo_that_just_came_may_have_its_entry_under_way(client: FlaskClient, dorp: Dorp, los: str) -> None:
    nieuw = jpeg(70, 60)
    put(login(client, dorp.tess), nieuw)
    page = login(client, dorp.bo).get(LIJST).text
    assert los in page
    assert sha(nieuw) not in page


def test_a_loose_photo_leaves_the_list_when_its_entry_comes(
    client: FlaskClient, view_session: Session, dorp: Dorp, los: str
) -> None:
    controle = make_controle(view_session, dorp.waterdonk, dorp.tess)
    view_session.commit()
    assert los in login(client, dorp.bo).get(LIJST).text
    login(client, dorp.tess).post("/sync/mutaties", data=pakket(Schrijver(controle.id, dorp.tess.id).foto(los)))
    assert los not in login(client, dorp.bo).get(LIJST).text


def test_a_photo_of_an_entry_that_is_held_or_set_aside_is_not_loose(
    client: FlaskClient, view_session: Session, dorp: Dorp, los: str
) -> None:
    """The phone did say where it belongs: that entry is looked at, not the photo by itself."""
    vreemd = Schrijver(dorp.waterdonk.id, dorp.tess.id).foto(los)
    login(client, dorp.tess).post("/sync/mutaties", data=pakket(vreemd))
    login(client, dorp.bo)
    page = client.get(LIJST).text
    assert vreemd["id"] in page
    assert "Foto zonder invoer" not in page
    assert "1 losse invoer zonder dossier" in client.get("/controles?lijst=vastgehouden").text
    key = view_session.scalars(select(FotoBytes.id).where(FotoBytes.sha256 == los)).one()
    assert client.post(f"{LIJST}/fotos/{key}", data={"reden": "x"}).status_code == 404
    view_session.get_one(Mutatie, UUID(vreemd["id"])).stand = "terzijde"
    view_session.commit()
    assert "Er wacht niets" in client.get(LIJST).text
