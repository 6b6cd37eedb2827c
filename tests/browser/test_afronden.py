"""Closing a visit: partly done with a reason, the phone in the hands of the betrokkene, what was signed stays so."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Antwoord, Controle, Handtekening
from tests.browser.bewijs import check_answers, check_bytes, lose_answer, prove, read_phone, spoil_entry
from tests.browser.server import Server
from tests.browser.toestel import MakePhone, check_axe
from tests.browser.walk import Verhaal, Wandeling

REDEN = "De steiger was al weg. K410R"


def begin(server: Server, phone: MakePhone) -> tuple[str, Wandeling]:
    """A controle whose visit is told and whose first own punt is answered, at *Afronden*; all without a network."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    mine.ready_to_leave()
    mine.set_offline(True)
    walk = Wandeling(mine, Verhaal())
    walk.open(controle)
    walk.bezoek()
    walk.punt()
    walk.naar_afronden()
    return controle, walk


def test_a_visit_that_could_not_be_finished_gives_each_open_punt_the_reason(server: Server, phone: MakePhone) -> None:
    controle, walk = begin(server, phone)
    page = walk.page
    page.get_by_role("button", name="Deels", exact=True).tap()
    page.get_by_role("button", name="Deze punten op 'Niet gecontroleerd' zetten").tap()
    expect(walk.veld("Reden")).to_have_attribute("aria-invalid", "true")
    codes = {text.split()[0] for text in offered(walk)}
    assert len(codes) > 5
    walk.deels(REDEN)
    walk.rond_af()
    walk.phone.set_offline(False)
    walk.phone.expect_sent()
    held = read_phone(page, controle)

    def check(session: Session) -> None:
        check_bytes(server, session, controle, held, set(walk.nummers))
        assert session.get_one(Controle, UUID(controle)).status == "afgerond"
        rows = session.scalars(select(Antwoord).where(Antwoord.controle_id == UUID(controle))).all()
        given = {row.code for row in rows if dict(row.antwoord).get("reden") == REDEN}
        assert given >= codes
        assert {row.oordeel for row in rows if row.code in given} <= {"niet_gecontroleerd", None}

    prove(server, check, spoil_entry(controle), forget_reason(controle))


def offered(walk: Wandeling) -> list[str]:
    """The punten that *Deels* offers, as it names them."""
    return walk.page.get_by_role("region", name="Deels uitgevoerd").locator("li").all_text_contents()


def forget_reason(controle: str) -> Callable[[Session], None]:
    """A break: one answer came in without its reason."""

    def wreck(session: Session) -> None:
        rows = session.scalars(select(Antwoord).where(Antwoord.controle_id == UUID(controle))).all()
        row = next(row for row in rows if dict(row.antwoord).get("reden") == REDEN)
        row.antwoord = {**row.antwoord, "reden": ""}

    return wreck


def test_the_betrokkene_signs_what_is_shown_and_gives_the_phone_back(server: Server, phone: MakePhone) -> None:
    controle, walk = begin(server, phone)
    page = walk.page
    walk.gesprek()
    page.get_by_role("button", name="Geef de telefoon en laat tekenen").tap()
    expect(page.get_by_role("heading", name="Wat is vandaag gezien")).to_be_visible()
    page.get_by_label("Uw naam").fill("J. de Wit")
    page.get_by_role("button", name="Ik heb getekend").tap()
    first = page.get_by_text("Zet eerst uw handtekening.")
    expect(first).to_be_in_viewport()
    walk.teken(page.get_by_role("img", name="Vak voor uw handtekening"))
    expect(first).to_be_hidden()
    page.get_by_role("button", name="Ik heb getekend").tap()
    back = page.get_by_role("heading", name="Geef de telefoon terug aan de toezichthouder")
    expect(back).to_be_visible()
    check_axe(page, "veld-teruggeven-390")
    expect(page.locator("#verzendstand")).to_be_hidden()
    page.go_back()
    expect(back).to_be_visible()
    page.get_by_role("button", name="Ik ben de toezichthouder").tap()
    expect(page.get_by_role("button", name="Getekend door J. de Wit. Bekijk")).to_be_visible()
    changed = page.get_by_role("link", name="Er is iets veranderd nadat de betrokkene tekende")
    expect(changed).to_have_count(0)
    walk.open(controle)
    walk.volgende()
    walk.punt()
    walk.naar_afronden()
    expect(changed).to_be_visible()
    page.get_by_role("button", name="Getekend door J. de Wit. Bekijk").tap()
    walk.teken(page.get_by_role("img", name="Vak voor uw handtekening"))
    page.get_by_role("button", name="Ik heb getekend").tap()
    page.get_by_role("button", name="Ik ben de toezichthouder").tap()
    expect(changed).to_have_count(0)
    walk.phone.set_offline(False)
    walk.phone.expect_sent()
    held = read_phone(page, controle)

    def check(session: Session) -> None:
        check_bytes(server, session, controle, held, set(walk.nummers))
        row = session.scalars(
            select(Handtekening).where(Handtekening.controle_id == UUID(controle), Handtekening.rol == "betrokkene")
        ).one()
        assert row.naam == "J. de Wit"
        assert row.lijnen

    prove(server, check, spoil_entry(controle))


def test_what_is_finished_can_only_be_read_until_a_reason_opens_it(server: Server, phone: MakePhone) -> None:
    controle, walk = begin(server, phone)
    page = walk.page
    first = next(name for name in walk.beantwoord if not name.startswith("ALG-"))
    walk.deels(REDEN)
    walk.rond_af()
    page.get_by_role("link", name="Nalezen").tap()
    group = walk.groep(first)
    given = group.get_by_role("radio", name="Voldoet", exact=True)
    expect(given).to_be_checked()
    expect(given).to_be_disabled()
    expect(group.get_by_role("radio", name="Voldoet niet", exact=True)).to_be_hidden()
    walk.phone.set_offline(False)
    walk.phone.expect_sent()
    page.goto(f"{server.url}/veld/controles/{controle}#afgerond")
    page.get_by_text("Aanvullen met reden").tap()
    page.get_by_label("Waarom vul je aan?").fill("De eigenaar belde na. K411R")
    page.get_by_role("button", name="Controle weer openen").tap()
    expect(given).to_be_enabled()
    walk.open(controle)
    expect(given).to_be_enabled()
    walk.antwoord(first, "N.v.t.")
    walk.phone.expect_sent()
    code = first.split(" ")[0]
    walk.naar_afronden()
    again = page.get_by_role("link", name="Er is iets veranderd nadat je tekende. Zet je handtekening opnieuw.")
    expect(again).to_be_visible()
    check_axe(page, "veld-opnieuw-tekenen-390")
    walk.teken(page.get_by_role("img", name="Vak voor jouw handtekening"))
    expect(again).to_have_count(0)
    prove(server, lambda session: check_answers(session, controle, {code: "N.v.t."}), lose_answer(controle, code))
