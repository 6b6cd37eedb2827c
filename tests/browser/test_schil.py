"""The shell in a real browser: offline after one visit, wifi that wants a login, a new release, the emergency copy, a
phone that two people share."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, TimeoutError, expect
from sqlalchemy.orm import Session

from app.controles.models import Controle
from tests.browser.bewijs import check_answers, check_bytes, prove, read_phone, spoil_entry, swap_photo
from tests.browser.server import Server
from tests.browser.toestel import PATIENCE, MakeDesk, MakePhone, Phone, check_axe, shoot
from tests.browser.walk import Verhaal, Wandeling


def not_home(phone: Phone, controle: str, text: str) -> None:
    """Closes the visit from its card: one entry in the queue."""
    page = phone.page
    page.locator(f'[data-controle="{controle}"]').get_by_role("button", name="Meer over").tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name="Geen toegang").tap()
    sheet.get_by_label("Toelichting").fill(text)
    sheet.get_by_role("button", name="Bezoek afsluiten").tap()
    expect(sheet).to_be_hidden()
    expect(page.locator("#verzendstand")).to_contain_text("1 te verzenden")


def explanation(server: Server, controle: str) -> str | None:
    """What the server knows of why the visit did not succeed."""
    with server.session() as session:
        return session.get_one(Controle, UUID(controle)).voorstel_toelichting


def prove_entries(server: Server, phone: Phone, controle: str) -> None:
    """The server has every entry of this phone, to the byte; one that came in otherwise would be noticed."""
    held = read_phone(phone.page, controle)
    assert held.mutaties
    prove(server, lambda session: check_bytes(server, session, controle, held, set()), spoil_entry(controle))


@pytest.mark.fault("42-offline-after-one-visit")
def test_everything_opens_without_a_network_after_one_visit(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3", volgorde=95, tijd="17:10")
    mine = phone(new=True)
    mine.ready_to_leave()
    mine.set_offline(True)
    for path, heading in (("/veld", "Vandaag"), ("/veld/nieuw", "Nieuwe controle"), ("/veld/wachtrij", "Wachtrij")):
        page = mine.go(path)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(page.locator("#verzendstand")).to_contain_text("geen bereik")
    page = mine.go(f"/veld/controles/{controle}")
    expect(page.get_by_role("radio", name="Voldoet", exact=True).first).to_be_attached()
    page.goto(f"{mine.url}/controles")
    expect(page.get_by_role("heading", level=1)).to_have_text("Geen bereik")
    check_axe(page, "veld-geen-bereik-390")


@pytest.mark.fault("13-captive-portal")
def test_a_wifi_that_wants_a_login_is_not_our_server(server: Server, phone: MakePhone) -> None:
    """The hotel's page answers 200 to everything; nothing may count as sent."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3", volgorde=96, tijd="17:20")
    mine = phone()
    mine.ready_to_leave()
    mine.set_offline(True)
    not_home(mine, controle, "Hek op slot. P311W")

    def hotel(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<h1>Welkom bij Gast-Bouwkeet</h1>")

    mine.context.route("**/sync/**", hotel)
    mine.set_offline(False)
    page = mine.page
    expect(page.get_by_text("Deze wifi vraagt eerst een login")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#verzendstand")).to_have_text("1 te verzenden, geen bereik")
    check_axe(page, "veld-wifi-390")
    assert explanation(server, controle) is None
    again = page.get_by_role("button", name="Opnieuw").element_handle()
    mine.context.unroute("**/sync/**")
    again.dispatch_event("click")  # the phone may have tried again by itself meanwhile, and taken the button away
    mine.expect_sent()
    expect(page.get_by_text("Deze wifi vraagt eerst een login")).to_be_hidden()
    assert explanation(server, controle) == "Hek op slot. P311W"
    prove_entries(server, mine, controle)


NEWER = """async () => {
  await navigator.serviceWorker.register("/sw.js?nieuwer", {scope: "/", updateViaCache: "none"});
}"""
COMES_BACK = "document.dispatchEvent(new Event('visibilitychange'))"
WAITS = """async () => {
  const registratie = await navigator.serviceWorker.getRegistration();
  return registratie.waiting?.scriptURL.endsWith("nieuwer") ?? false;
}"""


class WorkerInCharge:
    """Lets the worker that is active sleep, as a browser does when it has nothing to do. The one of a test never does:
    the debugger that watches it keeps it awake, and an awake worker makes no room for the next."""

    def __init__(self, page: Page) -> None:
        self.cdp = page.context.new_cdp_session(page)
        self.active: set[str] = set()
        self.cdp.on("ServiceWorker.workerVersionUpdated", self._hear)
        self.cdp.send("ServiceWorker.enable")

    def _hear(self, event: dict[str, Any]) -> None:
        self.active |= {one["versionId"] for one in event["versions"] if one["status"] == "activated"}

    def sleep(self) -> None:
        """Stops it; the next request wakes it."""
        for version in self.active:
            self.cdp.send("ServiceWorker.stopWorker", {"versionId": version})


def come_back_until_loaded(page: Page, worker: WorkerInCharge) -> None:
    """The person looks at the page again and again, and the worker sleeps in between; fails when nothing loads."""
    for _ in range(10):
        try:
            with page.expect_event("load", timeout=3_000):
                page.evaluate(COMES_BACK)
                worker.sleep()
        except TimeoutError:
            continue
        return
    raise AssertionError("the new release never began")


@pytest.mark.fault("45-new-release-while-a-controle-is-open")
def test_a_new_release_waits_for_an_open_controle(server: Server, phone: MakePhone) -> None:
    """A worker of another address stands for a new release: the browser treats both alike."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3", volgorde=97, tijd="17:30")
    mine = phone()
    mine.ready_to_leave()
    mine.go("/veld")
    page, form = mine.page, mine.context.new_page()
    mine.page = form
    walk = Wandeling(mine, Verhaal())
    walk.open(controle)
    punt = walk.eerste()
    expect(form.locator("#verzendstand")).not_to_be_empty()  # by then the form has asked for its own worker
    mine.page = page
    old = WorkerInCharge(page)
    loads: list[str] = []
    form.on("load", lambda _: loads.append("form"))
    page.evaluate(NEWER)
    expect(page.get_by_text("Nieuwe versie staat klaar")).to_be_visible(timeout=PATIENCE)
    assert page.evaluate(WAITS)
    page.evaluate(COMES_BACK)
    expect(form.get_by_text("Nieuwe versie staat klaar")).to_be_visible(timeout=PATIENCE)
    assert page.evaluate(WAITS)
    assert loads == []
    mine.page = form
    walk.antwoord(punt, "Voldoet")
    form.close()
    mine.page = page
    come_back_until_loaded(page, old)
    expect(page.get_by_role("heading", level=1)).to_have_text("Vandaag")
    page.close()  # to a page, the address of before is the next release again, and Vandaag loads once more for it
    mine.page = mine.context.new_page()
    walk.open(controle)
    expect(walk.groep(punt).get_by_role("radio", name="Voldoet", exact=True)).to_be_checked()
    mine.expect_sent()
    prove_entries(server, mine, controle)


def save_copy(page: Page, folder: Path) -> Path:
    """The emergency copy of everything that waits, as the browser stores it."""
    with page.expect_download() as got:
        page.get_by_role("button", name="Bewaar als bestand").tap()
    path = folder / "noodkopie.json"
    got.value.save_as(path)
    return path


@pytest.mark.fault("22-export-and-import")
def test_the_emergency_copy_brings_work_to_another_phone(
    server: Server, phone: MakePhone, desk: MakeDesk, tmp_path: Path
) -> None:
    """The first phone never gets a network again; its answers and photos arrive from the second. The office reads the
    same file, and has it all by then."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3", volgorde=98, tijd="17:40")
    lost = phone()
    lost.ready_to_leave()
    lost.set_offline(True)
    walk = Wandeling(lost, Verhaal())
    walk.open(controle)
    walk.fotografeer(walk.groep(walk.eerste()), 2)
    walk.punt()
    held = read_phone(lost.page, controle)
    lost.go("/veld/wachtrij")
    expect(lost.page.get_by_text("Te verzenden").first).to_be_visible()
    copy = save_copy(lost.page, tmp_path)
    other = phone()
    other.ready_to_leave()
    page = other.go("/veld/wachtrij")
    read_back = page.get_by_label("Noodkopie inlezen")
    read_back.set_input_files({"name": "noodkopie.json", "mimeType": "application/json", "buffer": spoil(copy)})
    expect(page.get_by_text("Het bestand is veranderd nadat het gemaakt is. Er is niets ingelezen.")).to_be_visible()
    read_back.set_input_files(copy)
    expect(page.get_by_text(f"{len(held.mutaties)} stukken en 2 foto's ingelezen.")).to_be_visible()
    expect(page.locator(f"#c-{controle}").get_by_text("Ontvangstbewijs").first).to_be_visible(timeout=60_000)
    other.expect_sent()

    def check(session: Session) -> None:
        check_answers(session, controle, walk.gegeven)
        check_bytes(server, session, controle, held, set(walk.nummers))

    prove(server, check, spoil_entry(controle), swap_photo(controle))
    read_back.set_input_files(copy)
    expect(page.get_by_text("Alles uit dit bestand stond er al.")).to_be_visible()
    office = desk("planner").go("/controles/noodkopie")
    office.get_by_label("Bestand", exact=True).set_input_files(copy)
    office.get_by_role("button", name="Lees in").click()
    expect(
        office.get_by_text(f"0 invoeren verwerkt, {len(held.mutaties)} waren er al, 2 foto’s binnen.")
    ).to_be_visible()
    walk.phone = other
    walk.open(controle)
    for name, answer in walk.beantwoord.items():
        if not name.startswith("ALG-"):
            expect(walk.groep(name).get_by_role("radio", name=answer, exact=True)).to_be_checked()


def spoil(copy: Path) -> bytes:
    """The copy with one answer changed by hand."""
    inhoud = json.loads(copy.read_text())
    next(regel for regel in inhoud["mutaties"] if regel["soort"] == "antwoord")["inhoud"]["antwoord"] = {
        "waarde": "nvt"
    }
    return json.dumps(inhoud).encode()


@pytest.mark.fault("user-switch-on-a-shared-phone")
def test_a_shared_phone_hides_the_work_of_one_from_the_next(server: Server, phone: MakePhone, cookies: Any) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3", volgorde=99, tijd="17:50")
    mine = phone()
    mine.ready_to_leave()
    mine.set_offline(True)
    not_home(mine, controle, "Sleutel mist. S902D")
    mine.context.route(re.compile("/sync/(mutaties|fotos)"), lambda route: route.abort())
    mine.guard.allow(r"net::ERR_FAILED", r"status of 401")
    mine.set_offline(False)
    # Somebody else logs in on this phone; the browser has their cookies from now on. Between the two it has none.
    mine.context.clear_cookies()
    mine.context.add_cookies(cookies("collega"))
    page = mine.page
    page.goto(f"{mine.url}/veld")
    expect(page.get_by_text("Er staat nog werk van een ander op deze telefoon")).to_be_visible(timeout=PATIENCE)
    assert page.locator(f'a[href="/veld/controles/{controle}"]').count() == 0
    shoot(page, "veld-gedeeld-390")
    mine.context.unroute(re.compile("/sync/(mutaties|fotos)"))
    page.goto(f"{mine.url}/veld/wachtrij")
    expect(page.get_by_text("Alles is bij kantoor.")).to_be_visible()
    assert explanation(server, controle) is None
    mine.context.clear_cookies()
    mine.context.add_cookies(cookies())
    page.goto(f"{mine.url}/veld")
    expect(page.locator(f'[data-controle="{controle}"]')).to_contain_text("Verzonden", timeout=60_000)
    assert explanation(server, controle) == "Sleutel mist. S902D"
    prove_entries(server, mine, controle)
