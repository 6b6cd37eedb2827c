"""The browser is killed in the middle of typing and of a burst of photos: what the screen confirmed stays."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy.orm import Session

from tests.browser.bewijs import answers, check_answers, check_bytes, prove, read_phone, spoil_entry, swap_photo
from tests.browser.fotos import take_photo
from tests.browser.server import Server
from tests.browser.toestel import MakePhone, Phone
from tests.browser.walk import Verhaal, Wandeling

WOORDEN = "De voeg van de zuidgevel is met de hand uitgehakt en het stof is afgezogen".split()
SALVO = 8
"""Photos of one burst."""

VERGEET = {"antwoorden": "the screen had confirmed '", "fotos": "the screen had confirmed more photos"}
"""What a phone forgets, and how that is told."""

# What a phone would look like on which nothing of these stores had reached the disk.
KWIJT = """async (stores) => {
  const namen = (await indexedDB.databases()).map((d) => d.name).filter((n) => /^schouw-[0-9a-f]{8}-/.test(n));
  const db = await new Promise((goed) => { const v = indexedDB.open(namen[0]); v.onsuccess = () => goed(v.result); });
  const tx = db.transaction(stores, "readwrite");
  for (const store of stores) tx.objectStore(store).clear();
  await new Promise((goed) => { tx.oncomplete = goed; });
  db.close();
}"""


@pytest.mark.fault("41-killed-while-typing")
@pytest.mark.fault("01-killed-in-a-burst-of-photos")
@pytest.mark.fault("17-killed-in-an-opened-draft")
def test_five_kills_lose_nothing_the_screen_confirmed(server: Server, phone: MakePhone) -> None:
    """Each round is killed a word and a photo later than the one before."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = begin(mine, controle)
    kept = dict(kill(walk, controle, round_) for round_ in range(1, 6))
    mine.set_offline(False)
    mine.expect_sent()
    held = read_phone(mine.page, controle)
    numbers = {number for round_ in range(1, 6) for number in salvo(round_)}

    def check(session: Session) -> None:
        check_answers(session, controle, dict.fromkeys(kept, "Voldoet"))
        check_bytes(server, session, controle, held, numbers)
        stored = answers(session, controle)
        assert {code: stored[code].get("toelichting") for code in kept} == kept

    prove(server, check, spoil_entry(controle), swap_photo(controle))


def test_a_phone_that_forgets_is_noticed(server: Server, phone: MakePhone) -> None:
    """The break of the test above: what this phone confirmed is not there after it was killed."""
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    walk = begin(mine, controle)
    for round_, (store, told) in enumerate(VERGEET.items(), 1):
        with pytest.raises(AssertionError, match=told):
            kill(walk, controle, round_, forgets=[store])


def begin(phone: Phone, controle: str) -> Wandeling:
    """One visit online; then, without a network, the controle at its first own punt."""
    phone.ready_to_leave()
    phone.set_offline(True)
    walk = Wandeling(phone, Verhaal())
    walk.open(controle)
    walk.eerste()
    return walk


def kill(walk: Wandeling, controle: str, round_: int, forgets: list[str] | None = None) -> tuple[str, str]:
    """Answers a punt, types, takes photos, and is killed with a word and photos under way. Everything the screen had
    confirmed must be there afterwards; gives the code and the words that are."""
    name = walk.zie()["naam"]
    code = name.split(" ")[0]
    walk.kies(walk.groep(name), "Voldoet")
    typed, confirmed = type_words(walk, name, round_)
    shown = burst(walk.groep(name), round_)
    walk.phone.kill()
    walk.phone.open()
    if forgets:
        walk.phone.go("/veld").evaluate(KWIJT, forgets)
    walk.open(controle)
    held = read_phone(walk.page, controle)
    words = held.toelichtingen.get(code, "")
    assert words.startswith(confirmed), f"the screen had confirmed '{confirmed}', there is '{words}'"
    assert typed.startswith(words)
    assert shown <= set(held.fotos), "the screen had confirmed more photos than there are"
    group = walk.groep(name)
    expect(group.get_by_role("radio", name="Voldoet", exact=True)).to_be_checked()
    expect(group.get_by_label("Toelichting", exact=True)).to_have_value(words)
    expect(photo(group, len(shown))).to_be_visible()
    assert shown <= shown_photos(group)
    walk.volgende()
    return code, words


def type_words(walk: Wandeling, name: str, round_: int) -> tuple[str, str]:
    """Types a toelichting word by word, the last one in a hurry: all that was typed, and what the screen confirmed."""
    box = walk.groep(name).get_by_label("Toelichting", exact=True)
    box.focus()
    for word in WOORDEN[: round_ + 1]:
        walk.page.keyboard.type(f"{word} ")
        walk.bewaard()
    confirmed = box.input_value()
    walk.page.keyboard.type(" ".join(WOORDEN[round_ + 1 :]))
    return box.input_value(), confirmed


def salvo(round_: int) -> list[int]:
    """Numbers of the photos of one round."""
    return list(range(3000 + round_ * SALVO, 3000 + (round_ + 1) * SALVO))


def burst(group: Locator, round_: int) -> set[str]:
    """Takes the photos of this round, which an iPhone all calls the same, and is back when as many are shown as the
    round has: their ids."""
    files: list[Any] = [
        {"name": "image.jpg", "mimeType": "image/jpeg", "buffer": take_photo(number)} for number in salvo(round_)
    ]
    group.get_by_label("Foto toevoegen").set_input_files(files)
    expect(photo(group, round_)).to_be_visible()
    return shown_photos(group)


def photo(group: Locator, nummer: int) -> Locator:
    """The photo with this number in the strip of the punt."""
    return group.get_by_role("link", name=re.compile(rf"^Foto {nummer},"))


def shown_photos(group: Locator) -> set[str]:
    """Ids of the photos that the punt shows."""
    links = group.get_by_role("link", name=re.compile(r"^Foto \d")).all()
    return {str(link.get_attribute("href")).rpartition("/")[2] for link in links}
