"""Phones and desks for the browser tests, and a guard that hears every error a page makes."""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, BrowserContext, BrowserType, ConsoleMessage, Page, WebError, expect

from tests.run import CHROMIUMS

CHROMIUM = next(filter(None, map(shutil.which, CHROMIUMS)), "chromium")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
ARGS += ["--disable-component-update", "--disable-sync"]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
HERE: dict[str, Any] = {
    "locale": "nl-NL",
    "timezone_id": "Europe/Amsterdam",
    "geolocation": {"latitude": 51.6207, "longitude": 5.5323, "accuracy": 8},
    "permissions": ["geolocation"],
}
RESULTS = Path(__file__).resolve().parents[2] / "test-results"
PATIENCE = 20_000
"""Milliseconds an expectation may take: two cores, shared."""
AXE_RUN = """axe.run({exclude: [["[data-scherm][hidden]"]]}, {resultTypes: ["violations"], preload: false}).then(
    ({violations}) => ({violations}))"""
NO_NETWORK = r"net::ERR_INTERNET_DISCONNECTED"
NO_SERVER = r"net::ERR_(CONNECTION_\w+|EMPTY_RESPONSE)"


class Guard:
    """Collects what pages of a context complain about: console errors (CSP among them) and uncaught errors."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.allowed: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Listens to every page of the context, the worker's too."""
        context.on("console", self._console)
        context.on("weberror", self._error)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.heard.append(f"{message.text} ({message.location.get('url', '')})")

    def _error(self, error: WebError) -> None:
        self.heard.append(f"uncaught: {error.error.stack or error.error}")

    def allow(self, *patterns: str) -> None:
        """A fault the test makes itself may be complained about."""
        self.allowed += patterns

    def check(self) -> None:
        """Fails when a page complained about something the test did not cause."""
        left = [line for line in self.heard if not any(re.search(pattern, line) for pattern in self.allowed)]
        assert not left, "\n".join(left)


class Desk:
    """A page at a desk (or a phone in the office lane), logged in."""

    def __init__(self, context: BrowserContext, url: str, guard: Guard) -> None:
        self.context, self.url, self.guard = context, url, guard
        context.set_default_timeout(PATIENCE)
        self.page = context.new_page()

    def go(self, path: str) -> Page:
        """Opens a page of ours; it must answer 200."""
        answer = self.page.goto(self.url + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        return self.page


class Phone:
    """A phone with its own storage, that can be closed, killed and opened again, with and without a network."""

    def __init__(self, chromium: BrowserType, folder: Path, url: str, cookies: list[Any], guard: Guard) -> None:
        self.chromium, self.folder, self.url, self.guard = chromium, folder, url, guard
        self.offline = False
        self.open()
        if cookies:
            self.context.add_cookies(cookies)

    def open(self) -> Page:
        """Starts the browser, in the state of network it was left in."""
        self.context = self.chromium.launch_persistent_context(
            self.folder, executable_path=CHROMIUM, args=ARGS, headless=True, offline=self.offline, **PHONE, **HERE
        )
        self.context.set_default_timeout(PATIENCE)
        self.guard.watch(self.context)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        return self.page

    def set_offline(self, offline: bool) -> None:
        """No network at all, or the network back."""
        self.offline = offline
        if offline:
            self.guard.allow(NO_NETWORK)
        self.context.set_offline(offline)

    def close(self) -> None:
        """Closes the browser as a user does."""
        self.context.close()

    def kill(self) -> None:
        """SIGKILL to this browser's main process: no page gets another word in."""
        pid = self.pid()
        with self.context.expect_event("close"):
            os.kill(pid, signal.SIGKILL)

    def pid(self) -> int:
        """Process id of the browser that has our folder; the shell script that started it has the same words."""
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            ours = b"chromium" in words[0] and f"--user-data-dir={self.folder}".encode() in words
            if ours and not any(word.startswith(b"--type=") for word in words):
                return int(entry.name)
        raise RuntimeError(f"no browser on {self.folder}")

    def go(self, path: str) -> Page:
        """Opens a page of the field app and waits until it says how sending stands."""
        self.page.goto(self.url + path)
        expect(self.page.locator("#verzendstand")).not_to_be_empty(timeout=PATIENCE)
        return self.page

    def expect_sent(self) -> None:
        """Waits until the page says that everything arrived."""
        expect(self.page.locator("#verzendstand")).to_have_text("Alles verzonden", timeout=60_000)

    def ready_to_leave(self) -> None:
        """One visit online: waits for *Klaar voor vertrek*."""
        self.go("/veld")
        ready = self.page.get_by_text("Klaar voor vertrek", exact=True).filter(visible=True)
        expect(ready).to_have_count(1, timeout=60_000)


def new_desk(browser: Browser, url: str, cookies: list[Any], guard: Guard, size: dict[str, Any]) -> Desk:
    """A fresh context of the shared browser with the cookies of someone who is logged in."""
    context = browser.new_context(**size, **HERE)
    guard.watch(context)
    if cookies:
        context.add_cookies(cookies)
    return Desk(context, url, guard)


def log_in(page: Page, url: str, email: str, word: str) -> None:
    """Logs in through the form, by its accessible names."""
    page.goto(f"{url}/inloggen")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(word)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url(lambda address: "/inloggen" not in address)


def shoot(page: Page, name: str) -> None:
    """A picture of the page for people to look at, in `test-results` when that folder is there; no test depends on
    it."""
    if RESULTS.is_dir():
        page.screenshot(path=RESULTS / f"{name}.png")


def check_axe(page: Page, name: str) -> None:
    """Fails when axe finds anything on the page as it is now; screens that are put away are not gone through."""
    shoot(page, name)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate(AXE_RUN))
    assert found.violations_count == 0, f"{name} {page.url}\n{found.generate_report()}"


MakePhone = Callable[..., Phone]
MakeDesk = Callable[..., Desk]
