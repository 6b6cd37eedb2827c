"""The week board by keyboard: a card is picked up, carried to another day, and put down or put back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from playwright.sync_api import expect

from app.controles.models import Controle
from app.core.clock import today
from app.planning.rules.week import name_of
from tests.browser.server import Server
from tests.browser.toestel import MakeDesk, check_axe


def test_a_card_is_moved_by_keyboard(server: Server, desk: MakeDesk) -> None:
    """What the form keeps (time, assignment) is kept; focus is on the card again, and Esc changes nothing."""
    key = UUID(server.plan("erfgoed", "Kasteellaan", soort="T3", opdracht="Let op de voegen"))
    monday = today() + timedelta(days=7 - today().weekday())
    with server.session() as session:
        session.get_one(Controle, key).dag = monday
    page = desk("planner").go(f"/planning?week={name_of(monday)}")
    card = page.locator(f'[data-kaart*="{key}"] a')
    card.focus()
    page.keyboard.press("Space")
    bar = page.locator("#verplaats")
    expect(bar).to_contain_text(f"ma {monday.day}")
    page.keyboard.press("ArrowRight")
    expect(bar).to_contain_text(f"di {(monday + timedelta(days=1)).day}")
    expect(page.get_by_text("Hier neerzetten")).to_be_visible()
    check_axe(page, "kantoor-planning-opgepakt-1280")
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    expect(card).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_text("is verplaatst")).to_be_visible()
    expect(card).to_be_focused()
    with server.session() as session:
        moved = session.get_one(Controle, key, populate_existing=True)
        assert (moved.dag, moved.tijd, moved.opdracht) == (monday + timedelta(days=1), "09:00", "Let op de voegen")
