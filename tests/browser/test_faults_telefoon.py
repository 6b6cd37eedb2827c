"""What a phone does to an app: a first download that breaks off, a worker that is not there, a camera that throws the
page away, a kill right after logging in, less room than is in use."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Route, expect

from tests.browser.bewijs import WOORDEN
from tests.browser.server import WACHTWOORD, Server
from tests.browser.test_faults import fill_queue, prove_arrived, start
from tests.browser.toestel import NO_NETWORK, MakePhone, log_in
from tests.browser.walk import Verhaal, Wandeling

KLAAR, NOG_NIET = "Klaar voor vertrek", "Nog niet klaar voor vertrek"
# From the next opening on there is less room than is in use: nothing can be written, not even a note.
GEEN_RUIMTE = """(() => {
  const vol = () => sessionStorage.getItem("vol");
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...wat) {
    if (vol()) throw new DOMException("vol", "QuotaExceededError");
    return put.apply(this, wat);
  };
  const estimate = StorageManager.prototype.estimate;
  StorageManager.prototype.estimate = function () {
    return vol() ? Promise.resolve({usage: 2e9, quota: 1e9}) : estimate.call(this);
  };
})();"""
# A browser without workers: the page must not need one for what it keeps and sends.
GEEN_WERKER = "delete Navigator.prototype.serviceWorker"
# A thumb on the form the moment it can be used, before the page rolls anywhere.
DUIM = """new MutationObserver(() => dispatchEvent(new PointerEvent("pointerdown")))
  .observe(document, {subtree: true, attributeFilter: ["data-klaar"]})"""
TWEE_BEELDEN = "new Promise((klaar) => requestAnimationFrame(() => requestAnimationFrame(() => klaar(scrollY))))"


@pytest.mark.fault("29-first-download-broken-off")
@pytest.mark.fault("44-precache-that-never-finishes")
def test_a_first_download_that_breaks_off_is_not_called_done(server: Server, phone: MakePhone) -> None:
    """The day list never comes; the browser is killed. Without a network the phone says it is not ready, and with one
    it goes on where it was."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone(new=True)
    hanging: list[Route] = []
    mine.context.route("**/sync/dagpakket", lambda route: hanging.append(route))
    with mine.page.expect_request("**/sync/dagpakket"):
        mine.go("/veld")
    mine.page.evaluate("() => navigator.serviceWorker.ready")
    expect(mine.page.get_by_text(NOG_NIET)).to_be_visible()
    cookies = mine.context.cookies()
    mine.kill()
    mine.offline = True
    mine.guard.allow(NO_NETWORK)
    mine.open()
    mine.context.add_cookies(cookies)  # type: ignore[arg-type]
    mine.go("/veld")
    expect(mine.page.get_by_text(NOG_NIET)).to_be_visible()
    expect(mine.page.get_by_text(KLAAR, exact=True)).to_have_count(0)
    mine.set_offline(False)
    walk = start(mine, controle)
    fill_queue(walk, 2)
    mine.set_offline(False)
    mine.expect_sent()
    prove_arrived(server, controle, walk)


@pytest.mark.fault("32-killed-right-after-logging-in")
def test_killed_right_after_logging_in_the_app_opens_without_a_network(server: Server, phone: MakePhone) -> None:
    """The cookie may not have reached the disk; the work goes on, and the phone's own token delivers it."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone(None)
    log_in(mine.page, server.url, server.mine, WACHTWOORD)
    mine.ready_to_leave()
    mine.kill()
    mine.offline = True
    mine.guard.allow(NO_NETWORK)
    mine.open()
    mine.context.clear_cookies()
    mine.guard.allow(r"status of 401")
    walk = Wandeling(mine, Verhaal())
    walk.open(controle)
    walk.eerste()
    fill_queue(walk, 2)
    mine.set_offline(False)
    mine.expect_sent()
    prove_arrived(server, controle, walk)


@pytest.mark.fault("24-prompt-that-deletes-answers")
@pytest.mark.fault("40-page-thrown-away-by-the-camera")
def test_a_page_that_the_camera_threw_away_is_back_where_it_was(server: Server, phone: MakePhone) -> None:
    """Nothing is asked when it opens again, and the punt that was being photographed stands on the screen; unless a
    thumb is on the form already: nothing moves under that."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    asked: list[str] = []

    def hear(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    walk = start(mine, controle)
    mine.page.on("dialog", hear)
    for _ in range(4):
        walk.punt()
        walk.volgende()
    name = str(walk.zie()["naam"])
    walk.punt()
    with mine.page.expect_file_chooser():
        walk.groep(name).get_by_label("Foto toevoegen").evaluate("(veld) => veld.click()")
    mine.page.reload()
    expect(walk.groep(name)).to_be_in_viewport()
    tapped = {naam: woord for naam, woord in walk.beantwoord.items() if woord in WOORDEN}
    assert name in tapped
    for naam, woord in tapped.items():
        expect(walk.groep(naam).get_by_role("radio", name=woord, exact=True)).to_be_checked()
    assert asked == []
    expect(mine.page.get_by_role("dialog")).to_have_count(0)
    mine.page.evaluate("scrollTo(0, 0)")
    mine.page.add_init_script(DUIM)
    mine.page.reload()
    expect(mine.page.locator("[data-gedaan]")).not_to_be_empty()
    assert mine.page.evaluate(TWEE_BEELDEN) == 0
    mine.set_offline(False)
    mine.expect_sent()
    prove_arrived(server, controle, walk)


@pytest.mark.fault("39-writes-without-a-worker")
def test_what_is_kept_and_sent_needs_no_worker(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone(new=True)
    mine.context.add_init_script(GEEN_WERKER)
    walk = Wandeling(mine, Verhaal())
    mine.go("/veld")
    expect(mine.page.get_by_text(NOG_NIET)).to_be_visible()
    walk.open(controle)
    mine.set_offline(True)
    walk.eerste()
    fill_queue(walk)
    mine.set_offline(False)
    mine.expect_sent()
    prove_arrived(server, controle, walk)


@pytest.mark.fault("34-quota-below-what-is-in-use")
def test_a_phone_with_less_room_than_is_in_use_still_shows_what_it_has(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    mine.context.add_init_script(GEEN_RUIMTE)
    walk = start(mine, controle)
    punt = str(walk.zie()["naam"])
    walk.antwoord(punt, "Voldoet")
    mine.page.evaluate("() => sessionStorage.setItem('vol', '1')")
    mine.page.reload()
    expect(walk.groep(punt).get_by_role("radio", name="Voldoet", exact=True)).to_be_checked()
    walk.kies(walk.groep(punt), "N.v.t.")
    alarm = mine.page.get_by_role("alert").filter(has_text="niet bewaard")
    expect(alarm).to_contain_text("De telefoon is vol")
    expect(walk.groep(punt).get_by_role("radio", name="N.v.t.", exact=True)).to_be_checked()
    mine.page.evaluate("() => sessionStorage.removeItem('vol')")
    mine.page.get_by_role("button", name="Opnieuw bewaren").tap()
    expect(alarm).to_have_count(0)
    walk.bewaard()
    walk.beantwoord[punt] = "N.v.t."
    mine.set_offline(False)
    mine.expect_sent()
    prove_arrived(server, controle, walk)
