"""A delivery that is too big, two tabs that send at once, and a phone whose storage fails: nothing is lost, and the
screen says what is the matter."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest
from playwright.sync_api import Request, Route, expect

from tests.browser.bewijs import check_answers, lose_answer, prove
from tests.browser.server import Server
from tests.browser.test_faults import fill_queue, prove_arrived, start
from tests.browser.toestel import MakePhone

# The network says it is back: the phone tries at once instead of after its pause.
WEER = "() => window.dispatchEvent(new Event('online'))"
# Every connection to a database, so that the test can close it under the page as WebKit does.
VERBINDINGEN = """(() => {
  const open = IDBFactory.prototype.open;
  window.verbindingen = [];
  IDBFactory.prototype.open = function (...wat) {
    const vraag = open.apply(this, wat);
    vraag.addEventListener("success", () => window.verbindingen.push(vraag.result));
    return vraag;
  };
})();"""
# A phone without room, for as long as `vol` is true.
VOL = """(() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...wat) {
    if (window.vol && this.name === "journaal") throw new DOMException("vol", "QuotaExceededError");
    return put.apply(this, wat);
  };
})();"""


@pytest.mark.fault("http-413")
def test_a_delivery_that_is_too_big_goes_in_halves(server: Server, phone: MakePhone) -> None:
    """A proxy takes one entry at a time, and says so with a page of its own."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle)
    fill_queue(walk)
    mine.guard.allow(r"status of 413")

    def narrow(route: Route) -> None:
        many = len(msgspec.json.decode(route.request.post_data_buffer or b"{}").get("mutaties", []))
        if many > 1:
            route.fulfill(status=413, body="<h1>413 Request Entity Too Large</h1>", content_type="text/html")
        else:
            route.continue_()

    mine.context.route("**/sync/mutaties", narrow)
    mine.set_offline(False)
    mine.expect_sent()
    prove_arrived(server, controle, walk)


@pytest.mark.fault("14-two-tabs-send-at-once")
def test_two_tabs_that_send_at_once_send_each_entry_once(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle)
    fill_queue(walk)
    other = mine.context.new_page()
    other.goto(f"{mine.url}/veld/controles/{controle}")
    sent: Counter[str] = Counter()

    def count(request: Request) -> None:
        if request.url.endswith("/sync/mutaties"):
            body = msgspec.json.decode(request.post_data_buffer or b"{}")
            sent.update(entry["id"] for entry in body.get("mutaties", []))

    mine.context.on("request", count)
    mine.set_offline(False)
    for page in (mine.page, other):
        page.evaluate(WEER)
    mine.expect_sent()
    expect(other.locator("#verzendstand")).to_have_text("Alles verzonden")
    assert sent
    assert set(sent.values()) == {1}
    prove_arrived(server, controle, walk)


@pytest.mark.fault("03-database-closed-under-the-page")
def test_a_database_that_is_closed_under_the_page_is_opened_again(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    mine.context.add_init_script(VERBINDINGEN)
    walk = start(mine, controle)
    punt = str(walk.zie()["naam"])
    for woord in ("Voldoet", "N.v.t.", "Voldoet"):
        closed = mine.page.evaluate("() => window.verbindingen.splice(0).map((db) => db.close()).length")
        assert closed > 0
        # By key: two taps this fast on one question are a wet finger.
        walk.groep(punt).get_by_role("radio", name=woord, exact=True).first.press("Space")
        walk.bewaard()
    walk.beantwoord[punt] = woord
    mine.set_offline(False)
    mine.expect_sent()
    prove_arrived(server, controle, walk)


@pytest.mark.fault("30-no-room-on-the-phone")
@pytest.mark.fault("04-what-could-not-be-kept-stays-on-the-screen")
def test_a_phone_without_room_says_so_and_keeps_it_on_the_screen(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    mine.context.add_init_script(VOL)
    walk = start(mine, controle)
    punt = str(walk.zie()["naam"])
    mine.page.evaluate("() => { window.vol = true; }")
    walk.kies(walk.groep(punt), "Voldoet")
    alarm = mine.page.get_by_role("alert").filter(has_text="niet bewaard")
    expect(alarm).to_be_visible()
    expect(alarm).to_contain_text("De telefoon is vol")
    expect(walk.groep(punt).get_by_role("radio", name="Voldoet", exact=True)).to_be_checked()
    mine.page.evaluate("() => { window.vol = false; }")
    mine.page.get_by_role("button", name="Opnieuw bewaren").tap()
    expect(alarm).to_have_count(0)
    walk.bewaard()
    walk.beantwoord[punt] = "Voldoet"
    mine.set_offline(False)
    mine.expect_sent()
    prove_arrived(server, controle, walk)


@pytest.mark.fault("25-storage-of-the-site-wiped")
def test_a_wiped_phone_gets_its_draft_back(server: Server, phone: MakePhone) -> None:
    """What Safari does after seven days, and a user who clears his data."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle, offline=False)
    punt = str(walk.zie()["naam"])
    walk.antwoord(punt, "Voldoet")
    mine.expect_sent()
    mine.page.goto("about:blank")
    wipe = {"origin": mine.url, "storageTypes": "indexeddb,cache_storage,service_workers,local_storage"}
    mine.context.new_cdp_session(mine.page).send("Storage.clearDataForOrigin", wipe)
    mine.ready_to_leave()
    walk.open(controle)
    expect(walk.groep(punt).get_by_role("radio", name="Voldoet", exact=True)).to_be_checked()
    code = next(iter(walk.gegeven))
    prove(server, lambda session: check_answers(session, controle, walk.gegeven), lose_answer(controle, code))
