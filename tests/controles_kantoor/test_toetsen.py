"""The collegiale toets: the jurist's list, the look itself, and what a later judgement does to it."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.herbouw import rebuild_projection
from app.controles.overtreding import LhsoBeoordeling
from app.core.audit import Gebeurtenis
from app.core.clock import now
from tests.controles_kantoor.test_dossier import Bezoek
from tests.people import Dorp, login

ZWAAR = {"gevolg": 3, "gedrag": "C", "cel_berekend": "C3", "cel_definitief": "C3", "interventies": ["LOD"]}
TITEL = "1 controle</h2>"


@pytest.fixture
def bezoek(client: FlaskClient, view_session: Session, dorp: Dorp) -> Bezoek:
    """A finished and reported visit with one heavy finding."""
    visit = Bezoek(client, view_session, dorp)
    finding = visit.phone.bevinding("P-01", **ZWAAR)
    visit.finding = finding["inhoud"]  # type: ignore[attr-defined]
    entries = [visit.phone.antwoord("P-01", "voldoet_niet"), finding]
    visit.send(*entries, visit.phone.afronden(entries))
    visit.controle.status = "gerapporteerd"
    view_session.commit()
    return visit


def listed(bezoek: Bezoek) -> bool:
    """Whether the controle stands in the jurist's list."""
    login(bezoek.client, bezoek.dorp.juul)
    return bezoek.controle.nummer in bezoek.client.get("/controles").text


def agree(bezoek: Bezoek, who: str, opmerking: str = "") -> int:
    """Looks along as `who`, by the form of the dossier."""
    row = bezoek.session.scalars(select(LhsoBeoordeling)).one()
    login(bezoek.client, getattr(bezoek.dorp, who))
    return bezoek.client.post(f"{bezoek.url}/toetsen/{row.id}", data={"opmerking": opmerking}).status_code


def test_jurist_begins_with_what_asks_a_second_look(bezoek: Bezoek) -> None:
    login(bezoek.client, bezoek.dorp.juul)
    page = bezoek.client.get("/controles").text
    assert TITEL in page
    assert "Toets: zware cel" in page
    dashboard = bezoek.client.get("/dashboard").text
    assert '<span class="getal">1</span>' in dashboard.split('href="/controles?lijst=te-beoordelen"')[1]


def test_colleague_agrees_and_the_list_is_empty(bezoek: Bezoek) -> None:
    assert "Vraagt collegiale toets" in bezoek.page("juul")
    assert agree(bezoek, "juul", "Zelfde als bij Markt 3") == 303
    page = bezoek.page("juul")
    assert "Toets akkoord" in page
    assert "Juul" in page.split("Toets akkoord")[1][:200]
    assert not listed(bezoek)
    told = bezoek.session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "collegiale-toets")).one()
    assert told.omschrijving == "Collegiale toets van cel C3: akkoord. Zelfde als bij Markt 3"
    assert agree(bezoek, "juul") == 409


@pytest.mark.parametrize(("who", "status"), [("tess", 403), ("pim", 403), ("coen", 303), ("olaf", 404)])
def test_who_may_look_along(bezoek: Bezoek, who: str, status: int) -> None:
    assert agree(bezoek, who) == status
    assert listed(bezoek) is (status != 303)


def test_own_judgement_and_other_roles_get_no_form(bezoek: Bezoek) -> None:
    for who, offered in (("juul", True), ("coen", True), ("tess", False), ("pim", False)):
        assert (f"{bezoek.url}/toetsen/" in bezoek.page(who)) is offered, who


def test_a_later_judgement_asks_again_and_a_rebuild_does_not(bezoek: Bezoek) -> None:
    assert agree(bezoek, "juul") == 303
    rebuild_projection(bezoek.session, bezoek.controle, now())
    bezoek.session.commit()
    assert not listed(bezoek)
    again = bezoek.finding | {"gedrag_motivering": "Derde keer"}  # type: ignore[attr-defined]
    bezoek.send(bezoek.phone.entry("aanvullen", {"reden": "vergeten"}), bezoek.phone.entry("bevinding", again))
    bezoek.controle.status = "gerapporteerd"
    bezoek.session.commit()
    assert listed(bezoek)


def test_a_light_judgement_asks_nothing(client: FlaskClient, view_session: Session, dorp: Dorp) -> None:
    visit = Bezoek(client, view_session, dorp)
    entries = [visit.phone.antwoord("P-01", "voldoet_niet"), visit.phone.bevinding("P-01", handhaven=True)]
    visit.send(*entries, visit.phone.afronden(entries))
    visit.controle.status = "gerapporteerd"
    view_session.commit()
    assert not listed(visit)
    assert not re.search("collegiale toets", visit.page("juul"))
