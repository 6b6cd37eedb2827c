"""Answers that are no receipt, photos that fail one by one, and a browser killed while it sends: nothing is lost, and
the screen says one clear word."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.bewijs import check_answers, lose_answer, prove
from tests.browser.server import Server
from tests.browser.test_faults import fill_queue, prove_arrived, start
from tests.browser.test_faults_lijn import WEER
from tests.browser.toestel import NO_SERVER, MakePhone, Phone
from tests.browser.walk import Wandeling

STORING, GEEN_RECHT = "Kantoor ontvangt even niets", "Je account mag hier niet bij"
HTML = "<html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1></html>"
SOON = {"Retry-After": "1"}
"""The second try comes after a second: only then the screen speaks of a storing."""
ANSWERS: dict[str, tuple[dict[str, Any], str | None]] = {
    "403": ({"status": 403, "json": {"code": "geen-recht", "zin": "Dit mag niet."}}, GEEN_RECHT),
    "404": ({"status": 404, "json": {"code": "niet-gevonden"}, "headers": SOON}, STORING),
    "409": ({"status": 409, "json": {"code": "strijdig"}, "headers": SOON}, STORING),
    "422": ({"status": 422, "json": {"code": "pakket-onleesbaar"}, "headers": SOON}, STORING),
    "429": ({"status": 429, "json": {"code": "te-vaak"}, "headers": SOON}, STORING),
    "502": ({"status": 502, "body": HTML, "content_type": "text/html", "headers": SOON}, STORING),
    "503": ({"status": 503, "json": {"code": "even-druk"}, "headers": SOON}, STORING),
    "no receipts": ({"status": 200, "json": {"iets": "anders"}, "headers": SOON}, STORING),
    "half a json": ({"status": 200, "body": '{"bonnen": [', "content_type": "application/json"}, "geen bereik"),
    "another's": ({"status": 200, "json": {"bonnen": [{"id": "x", "uitkomst": "verwerkt", "sha256": "x"}]}}, None),
}
"""What the server says to a delivery, and what the screen then says beside how much waits."""
# The bytes of every photo are gone, as when a phone lost a file.
WIS_BYTES = """async () => {
  const namen = (await indexedDB.databases()).map((d) => d.name).filter((n) => /^schouw-[0-9a-f]{8}-/.test(n));
  for (const naam of namen) {
    const db = await new Promise((goed) => { const v = indexedDB.open(naam); v.onsuccess = () => goed(v.result); });
    await new Promise((goed) => { const tx = db.transaction("fotobytes", "readwrite");
      tx.objectStore("fotobytes").clear(); tx.oncomplete = goed; });
    db.close();
  }
}"""


def waits(phone: Phone) -> None:
    """The screen says that something still has to go."""
    expect(phone.page.locator("#verzendstand")).to_have_text(re.compile(r"^\d+ te verzenden"))


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(
            ["403", "404", "409"],
            marks=[pytest.mark.fault("http-403"), pytest.mark.fault("http-404"), pytest.mark.fault("http-409")],
        ),
        pytest.param(["422", "429"], marks=[pytest.mark.fault("http-422"), pytest.mark.fault("http-429")]),
        pytest.param(["502", "503"], marks=[pytest.mark.fault("http-502-with-html"), pytest.mark.fault("http-503")]),
        pytest.param(["no receipts", "half a json", "another's"], marks=pytest.mark.fault("well-without-receipt")),
    ],
    ids="-".join,
)
def test_an_answer_that_is_no_receipt_keeps_the_work(server: Server, phone: MakePhone, names: list[str]) -> None:
    """One answer after the other is entered; to each the server says something else, and then takes it after all."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle, offline=False)
    mine.guard.allow(r"status of \d+", NO_SERVER)
    punt = str(walk.zie()["naam"])
    for number, name in enumerate(names):
        meets(mine, walk, punt, ["Voldoet", "N.v.t."][number % 2], name)
    prove_arrived(server, controle, walk)


def meets(phone: Phone, walk: Wandeling, punt: str, choice: str, name: str) -> None:
    """The answer is entered, stays while the server says this, and goes when it is itself again."""
    phone.expect_sent()
    said, word = ANSWERS[name]
    phone.context.route("**/sync/mutaties", lambda route: route.fulfill(**said))
    with phone.page.expect_response("**/sync/mutaties") as answer:
        walk.antwoord(punt, choice)
    assert answer.value.status == said["status"], name
    waits(phone)
    if word:
        expect(phone.page.get_by_text(word)).to_be_visible()
        waits(phone)
    phone.context.unroute_all()
    phone.page.evaluate(WEER)
    phone.expect_sent()
    if word:
        expect(phone.page.get_by_text(word)).to_have_count(0)


@pytest.mark.fault("12-one-photo-of-three-fails")
def test_one_photo_that_fails_goes_again_and_the_others_once(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle)
    name = str(walk.zie()["naam"])
    walk.punt()
    walk.fotografeer(walk.groep(name), 3)
    mine.guard.allow(r"status of 500")
    kept: Counter[str] = Counter()
    seen: list[str] = []
    failed: list[str] = []

    def fail_second(route: Route) -> None:
        place = route.request.url
        if place not in seen:
            seen.append(place)
        if place in seen[1:2] and not failed:
            failed.append(place)
            route.fulfill(status=500, body="<h1>Storing</h1>")
            return
        answer = route.fetch()
        kept[place] += route.request.method == "PUT" and answer.status == 200
        route.fulfill(response=answer)

    mine.context.route("**/sync/fotos/**", fail_second)
    with mine.page.expect_response(lambda answer: answer.status == 500):
        mine.set_offline(False)
    waits(mine)
    walk.antwoord(name, "N.v.t.")  # changed while half of it was sent: both are kept
    mine.page.evaluate(WEER)
    mine.expect_sent()
    assert failed
    assert sorted(kept.values()) == [1, 1, 1]
    prove_arrived(server, controle, walk)


@pytest.mark.fault("37-killed-while-sending")
def test_killed_while_photos_are_on_their_way(server: Server, phone: MakePhone) -> None:
    """The uploads hang; the browser is killed; opened again it sends all of it."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle)
    fill_queue(walk)
    hanging: list[Route] = []
    mine.context.route("**/sync/fotos/**", lambda route: hanging.append(route))
    with mine.page.expect_request("**/sync/fotos/**"):
        mine.set_offline(False)
    mine.kill()
    mine.open()
    walk.open(controle)
    mine.expect_sent()
    prove_arrived(server, controle, walk)


@pytest.mark.fault("20-bytes-of-a-photo-gone")
def test_a_photo_whose_bytes_are_gone_is_told_and_the_rest_goes(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = start(mine, controle)
    fill_queue(walk)
    mine.page.evaluate(WIS_BYTES)
    mine.set_offline(False)
    expect(mine.page.locator("#verzendstand")).to_have_text("Alles verzonden, 1 vastgehouden")
    mine.go("/veld/wachtrij")
    mine.page.get_by_text("Per foto").tap()
    expect(mine.page.get_by_text("De bytes van deze foto staan niet meer op de telefoon")).to_be_visible()
    prove(
        server,
        lambda session: check_answers(session, controle, walk.gegeven),
        lose_answer(controle, next(iter(walk.gegeven))),
    )
