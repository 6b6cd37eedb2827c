"""Photos that no entry names are held where the office sees them, until a person or their entry solves it."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from flask import current_app
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
    assert "Vul in wat ermee gedaan is." in client.post(url[1], data=filled(url[1], "bewaren", "")).text
    assert "Dit is nog niet verwerkt" in client.post(url[1], data=filled(url[1], "bewaren", "")).text
    assert "Kies wat hiermee moet gebeuren." in client.post(url[1], data=filled(url[1], "", "Gebeld")).text
    assert client.post(url[1], data=filled(url[1], "bewaren", "Tess gebeld")).status_code == 303
    page = client.get(LIJST).text
    assert "Er wacht niets" in page
    assert "Afgehandeld en nog bewaard: 1" in page
    done = select(Gebeurtenis.omschrijving).where(Gebeurtenis.soort == "losse-foto-opgelost")
    assert view_session.scalars(done).all() == ["Tess gebeld"]
    login(client, dorp.olaf)
    assert client.post(url[1], data=filled(url[1], "bewaren", "x")).status_code == 404


def filled(url: str, keuze: str, reden: str) -> dict[str, str]:
    """The form of one photo."""
    naam = f"l{url.rpartition('/')[2].replace('-', '')}-"
    return {f"{naam}keuze": keuze, f"{naam}reden": reden}


@pytest.mark.parametrize("eerst_bewaard", [False, True])
def test_a_loose_photo_can_be_destroyed(
    client: FlaskClient, view_session: Session, dorp: Dorp, los: str, *, eerst_bewaard: bool
) -> None:
    """By who destroys photos, also when somebody ticked it off before; its phone does not bring it back."""
    found = view_session.scalars(select(FotoBytes).where(FotoBytes.sha256 == los)).one()
    url, lijst = f"{LIJST}/fotos/{found.id}", f"{LIJST}/bewaard" if eerst_bewaard else LIJST
    if eerst_bewaard:
        login(client, dorp.pim).post(url, data=filled(url, "bewaren", "Tess gebeld"))
    assert "Vernietig" not in login(client, dorp.pim).get(lijst).text
    assert client.post(url, data=filled(url, "vernietigen", "Kind in beeld")).status_code == 422
    login(client, dorp.juul)
    assert los in client.get(lijst).text
    assert client.post(url, data=filled(url, "vernietigen", "Kind in beeld")).headers["Location"].endswith(lijst)
    view_session.expire_all()
    assert (found.vernietig_reden, found.opgelost_door) == ("Kind in beeld", dorp.juul.id)
    assert not current_app.extensions["blobs"].has(dorp.waterdonk.id, los)
    assert los not in client.get(lijst).text
    assert client.get(url).status_code == 404
    done = select(Gebeurtenis.naar).where(Gebeurtenis.soort == "losse-foto-vernietigd")
    assert view_session.scalars(done).all() == [{"sha256": los}]
    assert put(login(client, dorp.tess), jpeg(90, 60)).status_code == 200
    assert not current_app.extensions["blobs"].has(dorp.waterdonk.id, los)


def test_about_ones_own_photo_a_colleague_decides(
    client: FlaskClient, view_session: Session, dorp: Dorp, los: str
) -> None:
    found = view_session.scalars(select(FotoBytes).where(FotoBytes.sha256 == los)).one()
    url = f"{LIJST}/fotos/{found.id}"
    for lid in dorp.tess.lidmaatschappen:
        lid.rollen = ["toezichthouder", "beheerder"]
    view_session.commit()
    assert 'value="bewaren"' not in login(client, dorp.tess).get(LIJST).text
    assert client.post(url, data=filled(url, "vernietigen", "Weg ermee")).status_code == 422
    view_session.refresh(found)
    assert (found.opgelost_at, found.vernietigd_at) == (None, None)


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
