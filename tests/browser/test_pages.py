"""Every page: who starts where, axe finds nothing on a phone and at a desk, and a picture of it for people."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.accounts.models import Lidmaatschap, User
from app.controles.models import Controle, Foto
from app.core.clock import now
from app.core.keys import new_key
from app.lhso.actions import start_draft
from app.lhso.models import LhsoMatrix
from app.protocols.concept import find_concept, from_versie
from app.protocols.queries import published_version
from app.rapportage.models import Rapport
from tests.browser.server import GEHEIM, WACHTWOORD, Server
from tests.browser.toestel import DESK, PHONE, MakeDesk, MakePhone, check_axe, log_in
from tests.browser.walk import Fout, Verhaal, Wandeling

STARTS = {
    "toezichthouder": "/veld",
    "collega": "/veld",
    "planner": "/planning",
    "auteur": "/protocollen",
    "jurist": "/controles",
    "kwaliteit": "/controles",
    "beheerder": "/controles",
    "buur@anders.example": None,
}
PAGES: dict[str, list[str]] = {
    "planner": [
        "/dashboard",
        "/controles",
        "/controles/losse-invoer",
        "/controles/losse-invoer/bewaard",
        "/controles/noodkopie",
        "/controles/<uuid:controle_id>",
        "/controles/<uuid:controle_id>/antwoorden/<path:code>",
        "/controles/<uuid:controle_id>/fotos",
        "/controles/<uuid:controle_id>/rapport",
        "/controles/<uuid:controle_id>/verloop",
        "/objecten",
        "/objecten/<uuid:object_id>",
        "/planning",
        "/planning/<uuid:controle_id>",
        "/planning/nieuw",
        "/profiel",
    ],
    "auteur": [
        "/protocollen",
        "/protocollen/<string:code>/<int:nummer>",
        "/protocollen/<string:code>/verschil",
        "/protocollen/concepten/<uuid:concept_id>/publiceren",
        "/protocollen/inlezen",
        "/protocollen/vervangen",
        "/protocollen/zoeken",
        "/protocollen/concepten/<uuid:concept_id>/telefoon",
        "/protocollen/concepten/<uuid:concept_id>/voorbeeld",
        "/protocollen/concepten/<uuid:concept_id>",
        "/protocollen/concepten/<uuid:concept_id>/matrix",
        "/protocollen/concepten/<uuid:concept_id>/weggooien",
        "/protocollen/concepten/nieuw",
    ],
    "beheerder": [
        "/beheer/accounts",
        "/beheer/accounts/<uuid:lid_id>",
        "/beheer/accounts/nieuw",
        "/beheer/lhso",
        "/beheer/lhso/<uuid:matrix_id>",
        "/beheer/lhso/<uuid:matrix_id>/cellen/<string:cel>",
        "/beheer/organisatie",
        "/beheer/verloop",
        "/controles/<uuid:controle_id>/fotos/<uuid:foto_id>/vernietigen",
    ],
    "": ["/inloggen", "/uitloggen", "/verifieer/<uuid:rapport_id>", "/wachtwoord/<string:token>"],
}
"""Per person the pages to look at."""
ELSEWHERE = re.compile(
    r"^/(sync/.*|static/.*|huisstijl.*|manifest.*|sw\.js|gezond|protocols/schema.json|.*\.(pdf|csv|yaml|xlsx|jpg|css))$"
    r"|^/$|^/protocollen/concepten/<uuid:concept_id>/basis$|^/beheer$|^/veld.*|^/controles/losse-invoer/fotos/.*|.*/origineel$|.*<uuid:concept_id>/proeven$|.*/telefoon/punten/.*|^/planning/mensen$|^/controles/<uuid:controle_id>/fotos/<uuid:foto_id>$|^/planning/fasen$"
    r"|^/protocollen/concepten/<uuid:concept_id>/(anderen|om-te-kijken)$"
)
"""No pages of their own, or looked at below: the field."""


def test_every_page_is_looked_at(server: Server) -> None:
    listed = {path for pages in PAGES.values() for path in pages}
    rules = [str(rule) for rule in server.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    assert [rule for rule in rules if rule not in listed and not ELSEWHERE.match(rule)] == []


def fill_in(server: Server, path: str) -> str:
    """The path with keys of the demo."""
    with server.session() as session:
        rapport = session.scalars(select(Rapport).order_by(Rapport.id.desc())).first()
        assert rapport is not None
        done = session.get_one(Controle, rapport.controle_id)
        planned = session.scalars(
            select(Controle).where(Controle.status == "gepland", Controle.organisatie_id == done.organisatie_id)
        ).first()
        assert planned is not None
        beheerder = session.scalars(select(User).where(User.email == "beheerder@schouw.example")).one()
        lid = session.scalars(select(Lidmaatschap).where(Lidmaatschap.user_id == beheerder.id)).one()
        matrix = session.scalars(select(LhsoMatrix).where(LhsoMatrix.organisatie_id == done.organisatie_id)).first()
        matrix = matrix or start_draft(session, done.organisatie_id, by=beheerder, now=now())
        foto = session.scalars(select(Foto).where(Foto.organisatie_id == done.organisatie_id)).first()
        assert foto is not None
        auteur = session.scalars(select(User).where(User.email == "auteur@schouw.example")).one()
        draft = find_concept(session, done.organisatie_id, "sloopmelding") or from_versie(
            session,
            done.organisatie_id,
            published_version(session, done.organisatie_id, "sloopmelding"),
            by=auteur,
            now=now(),
        )
        controle = planned if path.startswith("/planning") else done
        keys = {
            "<uuid:controle_id>": foto.controle_id if "<uuid:foto_id>" in path else controle.id,
            "<uuid:foto_id>": foto.id,
            "<uuid:concept_id>": draft.id,
            "<uuid:object_id>": done.object_id,
            "<uuid:rapport_id>": rapport.id,
            "<uuid:lid_id>": lid.id,
            "<uuid:matrix_id>": matrix.id,
            "<string:code>": "bouwen-regulier",
            "<int:nummer>": 1,
            "<path:code>": "",
            "<string:cel>": "B3",
            "<string:token>": URLSafeTimedSerializer(GEHEIM, salt="wachtwoord-link").dumps(
                [str(beheerder.id), beheerder.sessie_versie]
            ),
        }
    if "<path:code>" in path:
        keys["<path:code>"] = first_part(server.app, done.id)
    for key, value in keys.items():
        path = path.replace(key, str(value))
    return path


def first_part(app: Flask, controle_id: UUID) -> str:
    """Code of an onderdeel of that controle."""
    from app.core.db import db
    from app.protocols.models import ProtocolVersie
    from app.protocols.rules.canoniek import read_canonical

    with app.app_context():
        controle = db.session.get_one(Controle, controle_id)
        versie = db.session.get_one(ProtocolVersie, controle.protocol_versie_id)
        return read_canonical(versie.definitie).onderdelen[0].code


@pytest.mark.parametrize("name", list(STARTS))
def test_each_role_starts_where_its_work_is(server: Server, desk: MakeDesk, name: str) -> None:
    someone = desk(None)
    log_in(someone.page, server.url, name if "@" in name else f"{name}@schouw.example", WACHTWOORD)
    expect(someone.page.get_by_role("heading", level=1)).to_be_visible()
    if STARTS[name]:
        assert someone.page.url == server.url + str(STARTS[name])


@pytest.mark.parametrize("name", list(PAGES), ids=[name or "niemand" for name in PAGES])
def test_axe_finds_nothing_in_the_office(server: Server, desk: MakeDesk, name: str) -> None:
    """Each page is opened as narrow as a phone, where it is drawn as on one, and then made as wide as a desk."""
    someone = desk(name or None)
    found: list[str] = []
    for path in PAGES[name]:
        someone.page.set_viewport_size(PHONE["viewport"])
        page = someone.go(fill_in(server, path))
        for size in (PHONE, DESK):
            page.set_viewport_size(size["viewport"])
            page.evaluate("new Promise(requestAnimationFrame)")  # by then what listens to the width has heard it
            found += look_at_one(page, f"{path} {size['viewport']['width']}")
    assert found == [], "\n\n".join(found)


def look_at_one(page: Page, name: str) -> list[str]:
    """What axe says of the page as wide as it is, and whether all of it fits."""
    try:
        check_axe(page, f"kantoor-{re.sub(r'[^a-z0-9]+', '-', name.strip('/ '))}")
    except AssertionError as error:
        return [str(error)]
    fits = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    return [] if fits else [f"{name} is wider than the screen"]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
def test_axe_finds_nothing_where_the_answer_is_no(server: Server, desk: MakeDesk, size: dict[str, object]) -> None:
    """What is not there, what one may not see, and a report that is not made yet."""
    someone = desk("planner", size)
    someone.guard.allow(r"status of 40[34]")
    planned = fill_in(server, "/planning/<uuid:controle_id>").removeprefix("/planning/")
    for path, status in (
        (f"/controles/{new_key()}", 404),
        ("/beheer/accounts", 403),
        (f"/controles/{planned}/rapport.pdf", 202),
    ):
        answer = someone.page.goto(server.url + path)
        assert answer is not None
        assert answer.status == status
        check_axe(someone.page, f"kantoor-{status}-{390 if size is PHONE else 1280}")


def test_axe_finds_nothing_in_the_field(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3", wie="toezichthouder@schouw.example")
    mine = phone("toezichthouder")
    mine.ready_to_leave()
    for path in ("/veld", "/veld/nieuw", "/veld/wachtrij", "/veld/geen-bereik"):
        mine.page.goto(mine.url + path)
        expect(mine.page.get_by_role("heading", level=1)).to_be_visible()
        look(mine.page, path.strip("/").replace("/", "-"))
    walk = Wandeling(mine, Verhaal())
    walk.open(controle)
    look_at_a_finding(walk)
    mine.page.get_by_role("link", name=re.compile("nog open$")).tap()
    look(mine.page, "veld-overzicht")
    walk.open(controle)
    walk.naar_afronden()
    look(mine.page, "veld-afronden-open")
    walk.deels("Vandaag niet aan toegekomen.")
    walk.maak_compleet()
    look(mine.page, "veld-afronden")
    mine.page.get_by_role("button", name="Geef de telefoon en laat tekenen").tap()
    look(mine.page, "veld-samenvatting")
    mine.page.get_by_role("button", name="Terug", exact=True).tap()
    mine.page.get_by_role("button", name="Ik ben de toezichthouder").tap()
    expect(mine.page.get_by_role("heading", name="Handtekeningen")).to_be_visible()
    walk.rond_af()
    look(mine.page, "veld-afgerond")
    mine.expect_sent()


def look_at_a_finding(walk: Wandeling) -> None:
    """The form with a failed punt and its photo among the open ones, the photo, and the finding, empty and filled."""
    page = walk.page
    group = walk.groep(walk.eerste())
    walk.kies(group, "Voldoet niet")
    walk.fotografeer(group, 1)
    look(page, "veld-controle")
    group.get_by_role("link", name=re.compile(r"^Foto 1")).tap()
    expect(page.get_by_role("group", name="Tekenen op de foto")).to_be_visible()
    look(page, "veld-foto")
    page.get_by_role("button", name=re.compile("^Klaar")).tap()
    group.get_by_role("link", name=re.compile("^Bevinding vastleggen")).tap()
    page.get_by_role("button", name="Bevinding klaar").tap()
    look(page, "veld-bevinding-leeg")
    walk.vul_bevinding(Fout("De voeg is te hard"), klaar=False)
    look(page, "veld-bevinding")
    page.get_by_role("button", name="Bevinding klaar").tap()
    walk.bevindingen.append("")


def look(page: Page, name: str) -> None:
    """What shows now, on the phone and as wide as a desk."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size["viewport"])
        check_axe(page, f"{name}-{size['viewport']['width']}")
