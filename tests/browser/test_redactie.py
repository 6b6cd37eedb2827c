"""An author who never saw a protocol file makes one by keyboard alone."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.protocols.concept import read_ruw
from app.protocols.models import Concept
from tests.browser.server import Server
from tests.browser.toestel import MakeDesk


def press(page: Page, key: str, name: str) -> None:
    """Enter or Space on what has this id, reached by focus."""
    page.locator(f"#{name}").first.focus()
    page.keyboard.press(key)


def saved(page: Page, title: str) -> None:
    """The card is of what was just made."""
    expect(page.locator("#kaartkop")).to_contain_text(title)


def test_a_protocol_is_made_by_keyboard_alone(server: Server, desk: MakeDesk) -> None:
    page = desk("auteur").go("/protocollen/concepten/nieuw")
    for name, words in (("titel", "Markt"), ("code", "weekmarkt"), ("thema", "apv"), ("doel", "Een veilige markt.")):
        page.locator(f"#{name}").focus()
        page.keyboard.type(words)
    page.locator("#titel").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Markt, versie 1")

    for nummer in (1, 2, 3):
        press(page, "Enter", "doe-punt")
        saved(page, f"P-0{nummer}")
        page.locator("#in-vraag").fill(f"Is vraag {nummer} in orde?")
        saved(page, f"Is vraag {nummer} in orde?")  # it keeps itself, and the heading says so
    for groepen, name in enumerate(("erbij-toon_als", "groep-toon_als", "groep-toon_als_1"), 1):
        press(page, "Enter", name)
        expect(page.locator("#veld-toon_als .zin.groep")).to_have_count(groepen)
    page.locator("#toon_als_1_2-soort").select_option("geen_van")
    expect(page.locator("#zin-toon_als")).to_contain_text("niet:")

    page.locator("#naar-punt-P-03").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#boom li.punt").nth(1)).to_contain_text("P-03")
    page.locator("#naar-punt-P-03").focus()
    page.keyboard.press("Control+z")
    expect(page.locator("#boom li.punt").nth(2)).to_contain_text("P-03")

    page.locator("#naar-onderdeel-begin").focus()
    page.keyboard.press("Enter")
    saved(page, "Eerste onderdeel")
    page.locator("#in-herhaling_per").fill("kraam")
    expect(page.locator("#rij-onderdeel-begin use[href='#i-herhaal']")).to_be_attached()

    kept = kept_ruw(server)
    punten = kept["onderdelen"][0]["punten"]
    assert [punt["vraag"] for punt in punten] == [f"Is vraag {nummer} in orde?" for nummer in (1, 2, 3)]
    assert kept["onderdelen"][0]["herhaling"] == {"per": "kraam"}
    leaf = {"vraag": "P-02", "is": "voldoet_niet"}
    wanted = {"alle": [leaf, {"een_van": [leaf, leaf, {"niet": {"een_van": [leaf, leaf]}}]}]}
    assert punten[2]["toon_als"] == wanted


def kept_ruw(server: Server) -> dict[str, Any]:
    """What the server kept of it."""
    with server.session() as session:
        return read_ruw(session.scalars(select(Concept).where(Concept.code == "weekmarkt")).one())
