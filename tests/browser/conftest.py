"""Fixtures of the browser tests: one server on a demo of its own, phones, desks and their sessions."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.browser.server import Server, free_port, make_data
from tests.browser.toestel import ARGS, CHROMIUM, DESK, Desk, Guard, MakeDesk, MakePhone, Phone, new_desk
from tests.eens import once

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Chromium, and goes first with the longest in front: what a worker with nothing
    left takes over from another is then small."""
    for item in items:
        if HERE in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: (item.get_closest_marker("browser") is None, item.path.name != "test_walk.py"))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver, for the whole run."""
    expect.set_options(timeout=15_000)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all desks; phones have their own."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def one_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server of this worker, on a demo of its own."""
    data = tmp_path_factory.mktemp("server") / "data"
    shutil.copytree(once(tmp_path_factory.getbasetemp(), "browser", make_data), data)
    made = Server(data, free_port())
    made.start()
    yield made
    made.close()


@pytest.fixture
def server(one_server: Server) -> Server:
    """The server of this run. Each test has a toezichthouder with controles of its own, and leaves the demo's alone."""
    one_server.mine = ""
    return one_server


@pytest.fixture(scope="session")
def sessions() -> dict[str, list[Any]]:
    """Cookies per account: everybody logs in once."""
    return {}


@pytest.fixture
def cookies(server: Server, sessions: dict[str, list[Any]]) -> Any:
    """Gives the cookies of `<name>@schouw.example`, logged in when nobody did yet; of nobody in particular: of the
    toezichthouder of this test. Who tests logging in does it on the page."""

    def give(name: str = "") -> list[Any]:
        email = name if "@" in name else f"{name}@schouw.example" if name else server.hire()
        if email not in sessions:
            sessions[email] = server.log_in(email)
        return sessions[email]

    return give


@pytest.fixture
def guard() -> Iterator[Guard]:
    """Hears every page of this test; the test fails when one complained."""
    made = Guard()
    yield made
    made.check()


@pytest.fixture(scope="session")
def used(playwright: Playwright, one_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The profile of a phone that has the app and its forms, and nobody's work: installing them again in each test
    costs more than most of what those tests do."""
    guard, folder = Guard(), tmp_path_factory.mktemp("telefoon") / "gebruikt"
    first = Phone(playwright.chromium, folder, one_server.url, one_server.log_in(one_server.hire()), guard)
    first.ready_to_leave()
    first.page.goto("about:blank")
    wipe = {"origin": first.url, "storageTypes": "cookies,indexeddb,local_storage"}
    first.context.new_cdp_session(first.page).send("Storage.clearDataForOrigin", wipe)
    first.context.clear_cookies()
    first.close()
    guard.check()
    return folder


@pytest.fixture
def phone(
    playwright: Playwright, used: Path, server: Server, cookies: Any, guard: Guard, tmp_path: Path
) -> Iterator[MakePhone]:
    """Makes phones: `phone()` is of this test's own toezichthouder, `phone("collega")` another's, `phone(None)` of
    nobody yet. That one is new, and with `new` the others are: the app was never on it."""
    made: list[Phone] = []

    def make(name: str | None = "", *, new: bool = False) -> Phone:
        folder = tmp_path / f"telefoon-{len(made)}"
        if name is not None and not new:
            shutil.copytree(used, folder)
        held = [] if name is None else cookies(name)
        made.append(Phone(playwright.chromium, folder, server.url, held, guard))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def desk(chromium: Browser, server: Server, cookies: Any, guard: Guard) -> Iterator[MakeDesk]:
    """Makes desks: `desk("planner")`; `desk("planner", PHONE)` is the office on a phone."""
    made: list[Desk] = []

    def make(name: str | None, size: dict[str, Any] = DESK) -> Desk:
        made.append(new_desk(chromium, server.url, cookies(name) if name else [], guard, size))
        return made[-1]

    yield make
    for one in made:
        one.context.close()
