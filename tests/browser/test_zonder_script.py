"""The office without JavaScript: every job is a plain form or link."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from app.accounts.models import User
from app.controles.models import Controle, Foto, Mutatie
from app.core.clock import now, today
from app.organisatie.models import Organisatie
from app.seeds.telefoon import Telefoon
from app.sync.actions import receive
from app.sync.bezorger import Bezorger
from tests.browser.server import Server
from tests.browser.toestel import DESK, Guard, MakeDesk

PLAIN = DESK | {"java_script_enabled": False}
REFUSED = "status of 422"
"""A form that was not complete is drawn again."""
MORGEN = today() + timedelta(days=1)


@pytest.fixture
def planner(desk: MakeDesk) -> Page:
    """The planner's browser, that runs no script."""
    return desk("planner", PLAIN).page


def controle_of(server: Server, opdracht: str) -> Controle:
    """The controle with this assignment, as it is stored now."""
    with server.session() as session:
        found = session.scalars(select(Controle).where(Controle.opdracht == opdracht)).one()
        session.expunge(found)
        return found


def confirm_and(page: Page, knop: str) -> None:
    """Presses the button; a day in a weekend must be confirmed first."""
    page.get_by_role("button", name=knop, exact=True).click()
    if page.get_by_label(re.compile("^Het klopt")).count():
        page.get_by_label(re.compile("^Het klopt")).check()
        page.get_by_role("button", name=knop, exact=True).click()


def test_a_controle_is_planned_moved_and_cancelled(server: Server, planner: Page) -> None:
    opdracht = "Zonder script"
    planner.goto(f"{server.url}/planning")
    planner.get_by_role("link", name="Nieuwe controle").click()
    planner.get_by_label("Zoek een object").fill("Hofstraat 21")
    planner.get_by_role("button", name="Zoek", exact=True).click()
    planner.get_by_role("link", name="Hofstraat 21").click()
    planner.get_by_label("Protocol").select_option(label="Bouwen regulier, versie 1")
    planner.get_by_label("Soort toezicht").select_option("T2")
    planner.get_by_label("Aanleiding").select_option("jaarprogramma")
    planner.get_by_label(re.compile("^Dag")).fill(f"{MORGEN.day}-{MORGEN.month}-{MORGEN.year}")
    planner.get_by_label(re.compile("^Opdracht")).fill(opdracht)
    confirm_and(planner, "Plan controle")
    expect(planner.locator("#meldingen")).to_contain_text("is gepland")
    controle = controle_of(server, opdracht)
    assert (controle.dag, controle.toezichthouder_id) == (MORGEN, None)

    planner.goto(f"{server.url}/controles?lijst=te-plannen&q={controle.nummer}")
    planner.get_by_role("link", name="Hofstraat 21, Waterdonk").click()
    planner.get_by_role("link", name="Verplaats").click()
    planner.get_by_label(re.compile("^Toezichthouder")).select_option(label="Joris van den Berg")
    planner.get_by_label(re.compile("^Tijd")).fill("14:30")
    confirm_and(planner, "Verplaats")
    expect(planner.locator("#meldingen")).to_contain_text("is verplaatst")
    moved = controle_of(server, opdracht)
    assert (moved.tijd, moved.toezichthouder_id is None) == ("14:30", False)

    planner.goto(f"{server.url}/planning/{controle.id}")
    planner.get_by_label("Reden").fill("De bouw ligt stil")
    planner.get_by_role("button", name="Laat vervallen").click()
    expect(planner.locator("#meldingen")).to_contain_text("vervalt")
    assert controle_of(server, opdracht).status == "vervallen"


def test_the_list_is_filtered_ordered_and_leafed_through(server: Server, planner: Page) -> None:
    with server.session() as session:
        ons = session.scalars(select(Organisatie.id).where(Organisatie.naam == "Gemeente Waterdonk")).one()
        handhaving = session.scalar(select(func.count()).where(Controle.organisatie_id == ons, Controle.soort == "T5"))
    planner.goto(f"{server.url}/controles?lijst=alles")
    rows = planner.get_by_role("rowheader")
    expect(rows).to_have_count(25)
    planner.get_by_role("link", name="Volgende").click()
    expect(planner.get_by_role("link", name="Vorige", exact=True)).to_be_visible()
    planner.get_by_role("columnheader", name="Object en aanleiding").get_by_role("link").click()
    expect(planner.get_by_role("columnheader", name="Object en aanleiding")).to_have_attribute("aria-sort", "ascending")
    planner.get_by_role("checkbox", name="T5 handhaving").check()
    planner.get_by_role("button", name="Toon controles").click()
    assert handhaving, "no row to filter"
    expect(rows).to_have_count(handhaving)
    expect(planner.get_by_role("columnheader", name="Object en aanleiding")).to_have_attribute("aria-sort", "ascending")
    planner.get_by_role("link", name=re.compile("Haal filter weg")).click()
    expect(rows).to_have_count(25)


def test_answers_and_photos_of_a_dossier_open(server: Server, planner: Page, guard: Guard) -> None:
    guard.allow("Applying inline style")  # Chromium's own page around a lone image
    with server.session() as session:
        foto = session.scalars(select(Foto).where(Foto.ontvangst.has())).first()
        assert foto is not None
        controle = foto.controle_id
    planner.goto(f"{server.url}/controles/{controle}")
    planner.locator("details.onderdeel > summary").first.click()
    planner.get_by_role("link", name=re.compile("^Toon de antwoorden van")).first.click()
    expect(planner.get_by_role("table").first).to_be_visible()
    planner.goto(f"{server.url}/controles/{controle}/fotos")
    with planner.expect_response(re.compile(r"/fotos/[0-9a-f-]{36}$")) as answer:
        planner.get_by_role("link", name=re.compile("^Open foto")).first.click()
    assert answer.value.headers["content-type"].startswith("image/")


def test_a_held_entry_is_resolved(server: Server, desk: MakeDesk, guard: Guard) -> None:
    guard.allow(REFUSED)
    controle, mutatie = hold_one(server)
    page = desk("jurist", PLAIN).page
    page.goto(f"{server.url}/controles/{controle}")
    held = page.get_by_role("region", name="Vastgehouden invoer")
    held.get_by_role("button", name="Verwerk").click()
    expect(page.get_by_text("Kies wat er met deze invoer moet gebeuren.").first).to_be_visible()
    held.get_by_role("radio", name=re.compile("^Leg apart")).check()
    held.get_by_label("Reden").fill("Dit punt bestaat niet")
    held.get_by_role("button", name="Verwerk").click()
    expect(page.get_by_text("De invoer is opgelost.").first).to_be_visible()
    with server.session() as session:
        assert session.get_one(Mutatie, mutatie).stand == "terzijde"
    page.get_by_role("button", name=re.compile("^Zet terug")).click()
    expect(page.get_by_text("1 invoer wacht op een mens.")).to_be_visible()


def hold_one(server: Server) -> tuple[UUID, UUID]:
    """A controle with an answer at a punt that does not exist, and the key of that entry."""
    key = UUID(server.plan("erfgoed", "Kasteellaan", soort="T3", volgorde=90))
    with server.session() as session:
        controle = session.get_one(Controle, key)
        assert controle.toezichthouder_id is not None
        wie = session.get_one(User, controle.toezichthouder_id)
        phone = Telefoon(wie.id, UUID(int=77), key, "", now())
        phone.antwoord("ERF-999", "", {"waarde": "voldoet"})
        regel = phone.als_bytes()[0]
        bezorger = Bezorger(wie, controle.organisatie_id, frozenset({controle.organisatie_id}))
        body = b'{"toestel":"%s","mutaties":[%s]}' % (str(phone.toestel).encode(), regel)
        assert receive(session, bezorger, body, now()).bonnen[0].code == "protocol-punt-onbekend"
        return key, UUID(phone.regels[0]["id"])


def test_a_beheerder_changes_a_matrix_and_makes_a_user(server: Server, desk: MakeDesk, guard: Guard) -> None:
    guard.allow(REFUSED)
    page = desk("beheerder", PLAIN).page
    page.goto(f"{server.url}/beheer/lhso")
    page.get_by_role("button", name="Nieuwe versie").click()
    page.get_by_role("link", name="Wijzig cel B3").click()
    page.get_by_label("Overleg met OM en politie").select_option("ja")
    page.get_by_role("button", name="Bewaar cel").click()
    expect(page.locator("#meldingen")).to_contain_text("B3")
    page.get_by_role("button", name="Stel vast").click()
    expect(page.get_by_role("heading", name="De matrix is nog niet vastgesteld")).to_be_visible()
    page.goto(f"{server.url}/beheer/accounts/nieuw")
    page.get_by_label("Naam").fill("Nora Nieuw")
    page.get_by_label("E-mailadres").fill("nora@schouw.example")
    page.get_by_label(re.compile("^Planner")).check()
    page.get_by_role("button", name="Maak account").click()
    expect(page.get_by_label("Link", exact=True)).to_have_value(re.compile("/wachtwoord/"))
