"""The Wachtrij: one entry or photo that waits is set aside alone, and goes when it is put back."""

from __future__ import annotations

from uuid import UUID

from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Antwoord, Foto
from tests.browser.bewijs import lose_answer, prove
from tests.browser.server import Server
from tests.browser.toestel import MakePhone, check_axe
from tests.browser.walk import Verhaal, Wandeling


def test_one_that_waits_is_set_aside_alone_and_goes_when_it_is_put_back(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    mine.ready_to_leave()
    mine.set_offline(True)
    walk = Wandeling(mine, Verhaal())
    walk.open(controle)
    name = walk.eerste()
    walk.fotografeer(walk.groep(name))
    walk.punt()
    code = name.split(" ")[0]
    page = mine.go("/veld/wachtrij")
    waiting = page.locator(f"#c-{controle}")
    aside = page.locator(f"#a-{controle}")
    waiting.get_by_text("Per invoer").tap()
    named = page.get_by_text(f"Antwoord bij {code}.", exact=True)
    entry = waiting.locator("[data-perinvoer] .stapel > .stapel").filter(has=named)
    expect(entry).to_be_visible()
    check_axe(page, "veld-wachtrij-perinvoer-390")
    entry.get_by_role("button", name="Apart leggen").tap()
    expect(aside.get_by_text(f"Antwoord bij {code}.", exact=True)).to_be_visible()
    waiting.get_by_text("Per foto").tap()
    waiting.locator("[data-perfoto]").get_by_role("button", name="Apart leggen").tap()
    expect(aside.get_by_text("Per foto")).to_be_visible()
    mine.set_offline(False)
    mine.expect_sent()

    def check_aside(session: Session) -> None:
        assert code not in session.scalars(select(Antwoord.code).where(Antwoord.controle_id == UUID(controle))).all()
        rows = session.scalars(select(Foto).where(Foto.controle_id == UUID(controle))).all()
        assert [row.ontvangen_at for row in rows] == [None]

    with server.session() as session:
        check_aside(session)
    aside.get_by_role("button", name="Opnieuw").first.tap()
    aside.get_by_text("Per foto").tap()
    aside.locator("[data-perfoto]").get_by_role("button", name="Opnieuw").tap()
    expect(aside).to_have_count(0)
    mine.expect_sent()

    def check(session: Session) -> None:
        assert code in session.scalars(select(Antwoord.code).where(Antwoord.controle_id == UUID(controle))).all()
        row = session.scalars(select(Foto).where(Foto.controle_id == UUID(controle))).one()
        assert row.ontvangen_at is not None

    prove(server, check, lose_answer(controle, code))
