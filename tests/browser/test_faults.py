"""The browser is killed, the session ends, the server fails: what the screen confirmed stays, to the byte."""

from __future__ import annotations

import hashlib
import json
import re
import time
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.accounts.models import User
from app.controles.models import Antwoord, Controle, Foto
from tests.browser.fotos import read_photo, take_photo
from tests.browser.server import Server
from tests.browser.toestel import NO_SERVER, MakePhone, Phone
from tests.browser.walk import Verhaal, Wandeling

BEWAARD_BINNEN = 0.3
"""Seconds after a keystroke within which it must be kept."""
SPELING = 0.4
"""Seconds more, because Playwright's clock is not the page's on a busy machine."""

# The bytes of every photo of this phone, straight from its storage: id -> sha256.
BYTES = """async () => {
  const hex = (b) => [...new Uint8Array(b)].map((x) => x.toString(16).padStart(2, "0")).join("");
  const namen = (await indexedDB.databases()).map((d) => d.name).filter((n) => /^schouw-[0-9a-f]{8}-/.test(n));
  const uit = {};
  for (const naam of namen) {
    const db = await new Promise((goed, fout) => { const v = indexedDB.open(naam);
      v.onsuccess = () => goed(v.result); v.onerror = () => fout(v.error); });
    const rijen = await new Promise((goed) => { const v = db.transaction("fotobytes").objectStore("fotobytes").getAll();
      v.onsuccess = () => goed(v.result); });
    for (const rij of rijen) uit[rij.id] = hex(await crypto.subtle.digest("SHA-256", rij.data));
    db.close();
  }
  return uit;
}"""


# A phone that says yes and writes nothing: what the tests below must notice.
SCHRIJFT_NIET = """(() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (waarde, ...rest) {
    return STORES.includes(this.name) ? this.count() : put.call(this, waarde, ...rest);
  };
})();"""


def forget(phone: Phone, *stores: str) -> None:
    """From the next page on, and until the browser is opened again, nothing is written to these stores."""
    phone.context.add_init_script(SCHRIJFT_NIET.replace("STORES", json.dumps(stores)))


def first_point(walk: Wandeling) -> tuple[str, Any]:
    """Answers what the visit itself asks (ALG-…), and jumps to the first open punt of the protocol."""
    walk.volgende()
    while (name := walk.zie()["naam"]).startswith("ALG-"):
        walk.punt()
        walk.volgende()
    return name, walk.groep(name)


def answers_on_server(server: Server, controle: str) -> dict[str, dict[str, Any]]:
    """Answers by code."""
    with server.session() as session:
        rows = session.scalars(select(Antwoord).where(Antwoord.controle_id == UUID(controle))).all()
        return {row.code: dict(row.antwoord) for row in rows}


def shown_photos(page: Page) -> list[str]:
    """Ids of the photos that the page shows as kept."""
    links = page.get_by_role("link", name=re.compile(r"^Foto \d"))
    return [str(link.get_attribute("href")).rpartition("/")[2] for link in links.all()]


def start(phone: Phone, controle: str, *, offline: bool = True, forgets: tuple[str, ...] = ()) -> Wandeling:
    """One visit online, then the controle is opened, without a network unless said otherwise."""
    phone.ready_to_leave()
    if forgets:
        forget(phone, *forgets)
    phone.set_offline(offline)
    walk = Wandeling(phone, Verhaal())
    walk.open(controle)
    return walk


def test_killed_while_typing_keeps_what_was_kept(server: Server, phone: MakePhone) -> None:
    kill_while_typing(server, phone())


def test_a_phone_that_forgets_typing_is_noticed(server: Server, phone: MakePhone) -> None:
    with pytest.raises(AssertionError, match=r"to be checked|long enough ago"):
        kill_while_typing(server, phone(), "antwoorden", "journaal")


def kill_while_typing(server: Server, mine: Phone, *forgets: str) -> None:
    """Types a toelichting, kills the browser under it, and compares what comes back with what was typed."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    walk = start(mine, controle, forgets=forgets)
    name, group = first_point(walk)
    code = name.split(" ")[0]
    walk.kies(group, "Voldoet")
    walk.bewaard()
    box = group.get_by_label("Toelichting", exact=True)
    box.focus()
    text = "De voeg van de zuidgevel is met de hand uitgehakt en het stof is afgezogen tot op de steen."
    typed: list[float] = []
    for letter in text:
        mine.page.keyboard.press("Space" if letter == " " else letter, delay=25)
        typed.append(time.monotonic())
    killed = time.monotonic()
    mine.kill()
    safe = sum(1 for moment in typed if moment < killed - BEWAARD_BINNEN - SPELING)
    assert safe > 20, "the test must type longer than it waits"
    mine.open()
    walk.open(controle)
    group = walk.groep(name)
    expect(group.get_by_role("radio", name="Voldoet", exact=True)).to_be_checked()
    kept = group.get_by_label("Toelichting", exact=True).input_value()
    assert text.startswith(kept)
    assert len(kept) >= safe, f"{len(kept)} of {safe} letters that were typed long enough ago"
    mine.set_offline(False)
    mine.expect_sent()
    assert answers_on_server(server, controle)[code]["toelichting"] == kept


def test_killed_during_a_burst_of_photos_keeps_every_photo_it_showed(server: Server, phone: MakePhone) -> None:
    kill_during_photos(server, phone())


def test_a_phone_that_forgets_photos_is_noticed(server: Server, phone: MakePhone) -> None:
    with pytest.raises(AssertionError, match="to be visible"):
        kill_during_photos(server, phone(), "fotos")


def kill_during_photos(server: Server, mine: Phone, *forgets: str) -> None:
    """Takes twelve photos, kills the browser when three are shown, and compares what comes back, to the byte."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    walk = start(mine, controle, forgets=forgets)
    name, group = first_point(walk)
    walk.kies(group, "Voldoet")
    numbers = list(range(3001, 3013))
    files: list[Any] = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": take_photo(n)} for n in numbers]
    group.get_by_label("Foto toevoegen").set_input_files(files)
    expect(group.get_by_role("link", name=re.compile(r"^Foto 3,"))).to_be_visible()
    confirmed = shown_photos(mine.page)
    mine.kill()
    mine.open()
    walk.open(controle)
    expect(walk.groep(name).get_by_role("link", name=re.compile(r"^Foto 3,"))).to_be_visible()
    held = mine.page.evaluate(BYTES)
    assert set(confirmed) <= set(held)
    assert set(confirmed) <= set(shown_photos(mine.page))
    mine.set_offline(False)
    mine.expect_sent()
    check_bytes(server, controle, held, set(numbers))


def check_bytes(server: Server, controle: str, held: dict[str, str], numbers: set[int]) -> None:
    """The server has the very bytes of each photo on the phone, and they are pictures the test took."""
    with server.session() as session:
        rows = {str(row.id): row for row in session.scalars(select(Foto).where(Foto.controle_id == UUID(controle)))}
        assert set(rows) == set(held)
        for key, row in rows.items():
            assert row.sha256 == held[key]
            data = server.blob(row.organisatie_id, row.sha256)
            assert hashlib.sha256(data).hexdigest() == held[key]
            assert read_photo(data) in numbers


def fill_queue(walk: Wandeling, points: int = 4) -> dict[str, str]:
    """Answers some punten and takes a photo; what was answered by code."""
    walk.loop(points)
    walk.fotografeer(walk.groep(next(iter(walk.beantwoord))), 1)
    return {name.split(" ")[0]: answer for name, answer in walk.beantwoord.items()}


def check_arrived(server: Server, controle: str, given: dict[str, str], walk: Wandeling, phone: Phone) -> None:
    """The server's answers and bytes are those of the screen."""
    words = {"Voldoet": "voldoet", "Voldoet niet": "voldoet_niet", "N.v.t.": "nvt"}
    stored = answers_on_server(server, controle)
    for code, answer in given.items():
        if answer in words:
            assert stored[code]["waarde"] == words[answer], code
    check_bytes(server, controle, phone.page.evaluate(BYTES), set(walk.nummers))


def break_on_server(server: Server, controle: str) -> None:
    """One photo of the controle gets the hash of another: what every comparison below must notice."""
    with server.session() as session:
        session.scalars(select(Foto).where(Foto.controle_id == UUID(controle))).one().sha256 = "0" * 64


def end_session(phone: Phone) -> None:
    """The cookie of the session is gone, as after a night."""
    phone.context.clear_cookies()


def test_a_full_queue_survives_the_end_of_the_session(server: Server, phone: MakePhone) -> None:
    """Who is active may still deliver: the phone's upload token goes on where the session stopped."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle)
    given = fill_queue(walk)
    end_session(mine)
    mine.guard.allow(r"status of 401")
    mine.set_offline(False)
    mine.expect_sent()
    expect(mine.page.get_by_role("region", name="Inloggen")).to_be_visible()
    check_arrived(server, controle, given, walk, mine)
    break_on_server(server, controle)
    with pytest.raises(AssertionError):
        check_arrived(server, controle, given, walk, mine)


def test_without_session_and_token_all_waits_until_log_in(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle)
    given = fill_queue(walk)
    cookies = mine.context.cookies()
    end_session(mine)
    mine.guard.allow(r"status of 401")
    mine.context.route("**/sync/mutaties", lambda route: route.fulfill(status=401, json={"code": "niet-ingelogd"}))
    mine.context.route("**/sync/fotos/**", lambda route: route.fulfill(status=401, json={"code": "niet-ingelogd"}))
    mine.set_offline(False)
    expect(mine.page.get_by_role("region", name="Inloggen")).to_be_visible()
    expect(mine.page.locator("#verzendstand")).to_have_text(re.compile(r"^\d+ te verzenden"))
    walk.loop(1)
    mine.context.unroute_all()
    mine.context.add_cookies(cookies)  # type: ignore[arg-type]
    mine.page.reload()
    mine.expect_sent()
    check_arrived(server, controle, given, walk, mine)


def test_two_tabs_of_one_person_merge_per_answer(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle, offline=False)
    first, group = first_point(walk)
    other = mine.context.new_page()
    left, mine.page = mine.page, other
    right = Wandeling(mine, Verhaal())
    right.open(controle)
    right.volgende()
    right.volgende()
    second = right.zie()["naam"]
    right.kies(right.groep(second), "Voldoet")
    right.bewaard()
    mine.page = left
    walk.kies(group, "N.v.t.")
    walk.bewaard()
    expect(walk.groep(second).get_by_role("radio", name="Voldoet", exact=True)).to_be_checked()
    expect(other.get_by_role("group", name=first, exact=True).get_by_role("radio", name="N.v.t.")).to_be_checked()
    mine.expect_sent()
    expect(other.locator("#verzendstand")).to_have_text("Alles verzonden")
    stored = answers_on_server(server, controle)
    assert stored[first.split(" ")[0]]["waarde"] == "nvt"
    assert stored[second.split(" ")[0]]["waarde"] == "voldoet"


def test_a_server_that_fails_loses_nothing(server: Server, phone: MakePhone) -> None:
    """First 500 on everything that is sent, then no server at all, then all is well."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle, offline=False)
    mine.guard.allow(r"status of 500", NO_SERVER)
    failing = re.compile(r"/sync/(mutaties|fotos)")
    mine.context.route(failing, lambda route: route.fulfill(status=500, body="<h1>Storing</h1>"))
    given = fill_queue(walk)
    expect(mine.page.locator("#verzendstand")).to_have_text(re.compile(r"^\d+ te verzenden"))
    with mine.page.expect_response(failing) as answer:
        pass
    assert answer.value.status == 500
    server.stop()
    mine.context.unroute_all()
    walk.loop(1)
    expect(mine.page.locator("#verzendstand")).to_contain_text("te verzenden")
    server.start()
    mine.expect_sent()
    check_arrived(server, controle, given, walk, mine)


@pytest.mark.parametrize("rounds", [1])
def test_a_lost_answer_of_the_server_makes_nothing_double(server: Server, phone: MakePhone, rounds: int) -> None:
    """The server took the entries, but its answer never came: sent again, applied once."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle)
    given = fill_queue(walk, 2)
    lost: list[int] = []

    def lose(route: Any) -> None:
        if len(lost) >= rounds:
            route.continue_()
            return
        route.fetch()
        lost.append(1)
        route.abort("connectionreset")

    mine.guard.allow(NO_SERVER)
    mine.context.route("**/sync/mutaties", lose)
    mine.set_offline(False)
    mine.expect_sent()
    assert len(lost) == rounds
    check_arrived(server, controle, given, walk, mine)


def test_a_deactivated_person_delivers_into_quarantine_only(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3", wie="collega")
    mine = phone("collega")
    walk = start(mine, controle)
    walk.loop(2)
    with server.session() as session:
        user = session.scalars(select(User).where(User.email == "collega@schouw.example")).one()
        user.actief = False
    mine.guard.allow(r"status of 40[13]")
    mine.set_offline(False)
    expect(mine.page.locator("#verzendstand")).to_contain_text("vastgehouden", timeout=60_000)
    assert answers_on_server(server, controle) == {}
    with server.session() as session:
        assert session.get_one(Controle, UUID(controle)).status == "gepland"
        user = session.scalars(select(User).where(User.email == "collega@schouw.example")).one()
        user.actief = True
