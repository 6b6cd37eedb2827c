"""Is this PDF ours? The page that answers, in a real browser, with a real report."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.toestel import DESK, PHONE, Desk, MakeDesk, check_axe

ECHT, ANDERS = "Dit bestand is echt", "Dit bestand is niet dit rapport"


@pytest.fixture
def planner(desk: MakeDesk) -> Desk:
    """The planner at a desk."""
    return desk("planner")


def a_report(planner: Desk) -> str:
    """The address of a controle of the demo that has its report."""
    page = planner.go("/controles?lijst=alles&status=gerapporteerd")
    links = page.locator("a[href^='/controles/']").evaluate_all("found => found.map((a) => a.getAttribute('href'))")
    return next(str(link) for link in links if re.fullmatch(r"/controles/[0-9a-f-]{36}", link))


def download(planner: Desk, path: str) -> bytes:
    """The bytes at an address, as the person at this desk gets them."""
    answer = planner.context.request.get(planner.url + path)
    assert answer.status == 200, path
    return answer.body()


def check_page(planner: Desk, controle: str) -> str:
    """The path of the check page of the newest report."""
    page = planner.go(f"{controle}/rapport")
    href = page.get_by_role("link", name="Is een PDF van dit rapport echt?").get_attribute("href")
    assert href is not None
    return href


def choose(page: Page, data: bytes) -> None:
    """Chooses a file with these bytes."""
    file: Any = {"name": "rapport.pdf", "mimeType": "application/pdf", "buffer": data}
    page.get_by_label("PDF-bestand", exact=True).set_input_files(file)


def test_our_own_paper_is_recognised_and_a_changed_one_is_not(planner: Desk, desk: MakeDesk) -> None:
    controle = a_report(planner)
    soorten = ("rapport.pdf", "rapport.pdf?voor=betrokkene", "brief.pdf")
    papers = [download(planner, f"{controle}/{wat}") for wat in soorten]
    page = desk(None).go(check_page(planner, controle))
    for data in papers:
        choose(page, data)
        expect(page.get_by_role("status")).to_contain_text(ECHT)
        choose(page, data[:-3] + b"%" + data[-2:])
        expect(page.get_by_role("status")).to_contain_text(ANDERS)


def test_a_dropped_file_is_checked_too_and_nothing_is_sent(planner: Desk, desk: MakeDesk) -> None:
    page = desk(None).go(check_page(planner, a_report(planner)))
    page.wait_for_load_state("networkidle")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["iets anders"], "vreemd.pdf", { type: "application/pdf" }));
          const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
          document.querySelector("[data-doel]").dispatchEvent(drop);
        }"""
    )
    expect(page.get_by_role("status")).to_contain_text(ANDERS)
    assert sent == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1280", "390"])
def test_axe_finds_nothing_on_the_pages_of_the_report(desk: MakeDesk, size: dict[str, object]) -> None:
    planner = desk("planner", size)
    controle = a_report(planner)
    paden = {
        "rapport-intern": f"{controle}/rapport",
        "rapport-betrokkene": f"{controle}/rapport?voor=betrokkene",
        "verifieer": check_page(planner, controle),
    }
    for name, path in paden.items():
        page = planner.go(path)
        check_axe(page, f"{name}-{'390' if size is PHONE else '1280'}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
