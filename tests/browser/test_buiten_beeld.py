"""What is off the screen is not drawn (content-visibility), and is there all the same: for who searches in the page,
prints it, follows a link to a place in it, or has it read aloud."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from sqlalchemy import select

from app.protocols.formulier import form_url
from app.protocols.models import Protocol, ProtocolVersie
from tests.browser.server import Server
from tests.browser.toestel import PHONE

VRAGEN = """() => [...document.querySelectorAll("fieldset.punt")].filter((punt) => !punt.closest("[hidden]")).map(
  (punt) => ({sleutel: punt.id, naam: punt.querySelector("legend").textContent.replace(/\\s+/g, " ").trim(),
    vraag: punt.querySelector(".punt__vraag").textContent.trim()}))"""
"""Key, name and question of every punt that shows, in the order of the page."""
BEELD = "punt => { const {top, bottom} = punt.getBoundingClientRect(); return bottom > 0 && top < innerHeight }"


@pytest.fixture
def formulier(chromium: Browser, server: Server, cookies: Any) -> Iterator[Page]:
    """The form of a long protocol as its author sees it, on a phone."""
    with server.session() as session:
        versie = session.scalars(
            select(ProtocolVersie).join(Protocol).where(Protocol.code == "brandveilig-gebruik")
        ).one()
        adres = form_url("brandveilig-gebruik", versie.nummer, versie.hash)
    context = chromium.new_context(**PHONE, service_workers="block")
    context.add_cookies(cookies("auteur"))
    page = context.new_page()
    page.goto(f"{server.url}{adres}")
    expect(page.get_by_role("button", name="Volgende open")).to_be_visible()
    expect(page.locator("[data-gedaan]")).not_to_be_empty()
    yield page
    context.close()


def laatste(page: Page) -> dict[str, str]:
    """The last punt of the form, which is off the screen."""
    punt: dict[str, str] = page.evaluate(VRAGEN)[-1]
    assert not page.locator(f"[id='{punt['sleutel']}']").evaluate(BEELD)
    return punt


def kaal(tekst: str) -> str:
    """The letters alone: paper breaks lines anywhere and writes `fi` as one sign."""
    return re.sub(r"[\s-]+", "", unicodedata.normalize("NFKC", tekst))


def test_search_in_the_page_finds_and_shows_the_last_question(formulier: Page) -> None:
    punt = laatste(formulier)
    assert formulier.evaluate("zin => window.find(zin)", punt["vraag"])
    formulier.wait_for_function(f"punt => ({BEELD})(punt)", arg=formulier.query_selector(f"[id='{punt['sleutel']}']"))


def test_paper_has_every_question_once(formulier: Page) -> None:
    vragen = [punt["vraag"] for punt in formulier.evaluate(VRAGEN)]
    tekst = " ".join(blad.extract_text() for blad in PdfReader(io.BytesIO(formulier.pdf())).pages)
    assert {vraag: kaal(tekst).count(kaal(vraag)) for vraag in vragen} == dict.fromkeys(vragen, 1)


def test_a_link_to_a_place_shows_it_and_has_the_focus(formulier: Page) -> None:
    punt = laatste(formulier)
    formulier.evaluate("sleutel => { location.hash = `formulier/${encodeURIComponent(sleutel)}` }", punt["sleutel"])
    groep = formulier.get_by_role("group", name=punt["naam"], exact=True)
    expect(groep).to_be_focused()
    expect(groep).to_be_in_viewport()


def test_what_is_read_aloud_has_every_question_in_the_order_of_the_page(formulier: Page) -> None:
    boom = formulier.locator("#formulier").aria_snapshot()
    gelezen = re.findall(r"""^\s*- '?group "(\S+ .+)"'?:?$""", boom, re.MULTILINE)
    namen = [punt["naam"] for punt in formulier.evaluate(VRAGEN)]
    assert [naam for naam in gelezen if naam in namen] == namen
