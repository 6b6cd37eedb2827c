"""Marks on a photo: kept however the screen is left, and burnt into a copy that the office receives."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from PIL import Image
from pillow_heif import register_heif_opener
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Foto
from tests.browser.bewijs import prove
from tests.browser.fotos import HEIGHT, WIDTH, read_photo
from tests.browser.server import Server
from tests.browser.toestel import MakePhone, check_axe
from tests.browser.walk import Verhaal, Wandeling

Box = tuple[float, float, float, float]
"""Left, top, right and bottom as parts of the picture."""
NAAM = (0.02, 0.76, 0.40, 0.92)
"""Where `take_photo` writes its number in thin yellow letters: what is blurred."""
PIJL = (0.55, 0.60, 0.75, 0.60)
CIRKEL = (0.45, 0.70, 0.55, 0.90)
WOORD = (0.65, 0.75)
BIJSCHRIFT = "Kopgevel, links van de deur. K420B"


def test_marks_are_kept_on_leaving_and_burnt_into_a_copy(server: Server, phone: MakePhone) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    mine.ready_to_leave()
    mine.set_offline(True)
    walk = Wandeling(mine, Verhaal())
    walk.open(controle)
    name = walk.eerste()
    number = walk.fotografeer(walk.groep(name))[0]
    drawn = draw(walk.page, walk.groep(name))
    walk.page.get_by_role("link", name=re.compile("^Terug naar punt")).tap()
    expect(walk.groep(name).get_by_role("link", name=re.compile("^Foto 1,"))).to_be_visible()
    walk.bewaard()
    mine.kill()
    mine.open()
    walk.open(controle)
    walk.groep(name).get_by_role("link", name=re.compile("^Foto 1,")).tap()
    expect(canvas(walk.page)).to_have_accessible_name(f"Foto: {BIJSCHRIFT}")
    assert picture(walk.page) == drawn
    walk.page.get_by_role("button", name=re.compile("^Klaar")).tap()
    mine.set_offline(False)
    mine.expect_sent()

    def check(session: Session) -> None:
        rows = session.scalars(select(Foto).where(Foto.controle_id == UUID(controle))).all()
        (original,) = [row for row in rows if row.origineel_id is None]
        (copy,) = [row for row in rows if row.origineel_id == original.id and row.verborgen_at is None]
        assert read_photo(server.blob(original.organisatie_id, original.sha256)) == number
        assert original.onderschrift == BIJSCHRIFT
        assert [mark["soort"] for mark in copy.bewerkingen] == ["pijl", "cirkel", "vaag", "tekst"]
        check_burnt_in(server.blob(copy.organisatie_id, copy.sha256))

    prove(server, check, give_original(controle), lose_caption(controle))


def test_a_photo_taken_away_comes_back_and_one_this_browser_cannot_show_is_drawn_on_later(
    server: Server, phone: MakePhone
) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3")
    mine = phone()
    mine.ready_to_leave()
    mine.set_offline(True)
    walk = Wandeling(mine, Verhaal())
    walk.open(controle)
    page, group = walk.page, walk.groep(walk.eerste())
    first = group.get_by_role("link", name=re.compile("^Foto 1,"))
    heic: Any = {"name": "IMG_1.heic", "mimeType": "image/heic", "buffer": take_heic()}
    group.get_by_label("Foto toevoegen").last.set_input_files([heic])
    first.tap()
    later = page.get_by_text("Tekenen en vervagen kan pas als deze foto bij kantoor is")
    expect(later).to_be_visible()
    expect(page.get_by_text("Tijd van het bestand, niet uit de foto")).to_be_visible()
    expect(page.get_by_role("button", name="Vervagen")).to_be_hidden()
    check_axe(page, "veld-foto-heic-390")
    page.get_by_role("button", name="Weg", exact=True).tap()
    expect(group).to_be_visible()
    expect(first).to_have_count(0)
    walk.open(controle)
    back = group.get_by_role("button", name="Terugzetten")
    back.scroll_into_view_if_needed()
    expect(group.get_by_text("1 foto verwijderd")).to_be_visible()
    check_axe(page, "veld-foto-verwijderd-390")
    back.tap()
    expect(back).to_have_count(0)
    expect(first).to_be_visible()
    mine.set_offline(False)
    mine.expect_sent()
    tries = iter(range(3000))
    first.tap()
    expect(later.or_(page.get_by_role("button", name="Vervagen")).first).to_be_visible()
    at_office = f"{server.url}/controles/{controle}/fotos/{(page.url.rpartition('/'))[2]}"
    while page.request.get(at_office).headers["content-type"] != "image/jpeg":
        assert next(tries, None) is not None, "the office made no picture of it"
    page.reload()
    page.get_by_role("button", name="Vervagen").tap()
    mine.set_offline(True)
    drag(page, NAAM)
    page.get_by_role("button", name=re.compile("^Klaar")).tap()
    expect(page.locator("#verzendstand")).to_contain_text(re.compile("^[1-9].* te verzenden"))
    mine.set_offline(False)
    mine.expect_sent()

    def check(session: Session) -> None:
        rows = session.scalars(select(Foto).where(Foto.controle_id == UUID(controle))).all()
        (original,) = [row for row in rows if row.origineel_id is None]
        (copy,) = [row for row in rows if row.origineel_id is not None]
        assert (original.verborgen_at, original.bron, original.tijd_bron) == (None, "galerij", "bestand")
        with Image.open(io.BytesIO(server.blob(copy.organisatie_id, copy.sha256))) as image:
            assert image.size == (WIDTH, HEIGHT)

    prove(server, check, hide_all(controle))


def take_heic() -> bytes:
    """A photo as an iPhone keeps it, which this browser cannot show."""
    register_heif_opener()
    out = io.BytesIO()
    Image.new("RGB", (WIDTH, HEIGHT), (120, 90, 60)).save(out, "HEIF")
    return out.getvalue()


def hide_all(controle: str) -> Callable[[Session], None]:
    """A break: what was put back is still hidden."""

    def wreck(session: Session) -> None:
        for row in session.scalars(select(Foto).where(Foto.controle_id == UUID(controle))):
            row.verborgen_at = row.genomen_at

    return wreck


def canvas(page: Page) -> Locator:
    """The photo on its own screen."""
    return page.get_by_role("img", name=re.compile("^Foto")).and_(page.locator("canvas")).filter(visible=True)


def picture(page: Page) -> str:
    """What the canvas shows."""
    return str(canvas(page).evaluate("(doek) => doek.toDataURL()"))


def draw(page: Page, group: Locator) -> str:
    """Opens the first photo, gives it a caption, an arrow, a circle, a blur and a word; what shows then."""
    group.get_by_role("link", name=re.compile("^Foto 1,")).tap()
    expect(canvas(page)).to_have_accessible_name(re.compile("^Foto van"))
    for tool, place in (("Pijl", PIJL), ("Cirkel", CIRKEL), ("Vervagen", NAAM)):
        page.get_by_role("button", name=tool, exact=True).tap()
        drag(page, place)
    page.get_by_role("button", name="Tekst", exact=True).tap()
    page.get_by_label("Tekst op de foto").fill("Scheur")
    drag(page, (*WOORD, *WOORD))
    shown = picture(page)
    page.get_by_label("Bijschrift").fill(BIJSCHRIFT)
    return shown


def drag(page: Page, place: Box) -> None:
    """One stroke over the photo."""
    vak = canvas(page)
    vak.scroll_into_view_if_needed()
    box = vak.bounding_box()
    assert box is not None
    (x1, y1, x2, y2), (left, top, width, height) = place, (box["x"], box["y"], box["width"], box["height"])
    page.mouse.move(left + x1 * width, top + y1 * height)
    page.mouse.down()
    page.mouse.move(left + x2 * width, top + y2 * height, steps=4)
    page.mouse.up()


def check_burnt_in(data: bytes) -> None:
    """The copy shows the arrow, the circle and the word, and the name under the blur cannot be read any more."""
    with Image.open(io.BytesIO(data)) as image:
        rgb = image.convert("RGB").resize((WIDTH, HEIGHT))
    assert count(rgb, around(*middle(PIJL)), is_amber) > 50, "no arrow"
    assert count(rgb, around(CIRKEL[0], (CIRKEL[1] + CIRKEL[3]) / 2), is_amber) > 50, "no circle"
    assert count(rgb, around(WOORD[0] + 0.02, WOORD[1] + 0.02), is_ink) > 50, "no word"
    assert count(rgb, NAAM, is_letter) == 0, "the name can still be read"


def middle(place: Box) -> tuple[float, float]:
    """The point halfway."""
    return (place[0] + place[2]) / 2, (place[1] + place[3]) / 2


def around(x: float, y: float) -> Box:
    """A small square."""
    return x - 0.02, y - 0.02, x + 0.02, y + 0.02


def count(image: Image.Image, place: Box, wanted: Callable[[tuple[int, int, int]], bool]) -> int:
    """How many points of this part are of that colour."""
    left, top, right, bottom = (int(share * size) for share, size in zip(place, (WIDTH, HEIGHT) * 2, strict=True))
    points = (image.getpixel((x, y)) for x in range(left, right) for y in range(top, bottom))
    return sum(1 for point in points if isinstance(point, tuple) and wanted((point[0], point[1], point[2])))


def is_amber(point: tuple[int, int, int]) -> bool:
    """The colour of marks."""
    return point[0] > 220 and 140 < point[1] < 210 and point[2] < 80


def is_ink(point: tuple[int, int, int]) -> bool:
    """The dark under a word."""
    return max(point) < 80


def is_letter(point: tuple[int, int, int]) -> bool:
    """The yellow of the number."""
    return min(point[:2]) > 215 and point[2] < 110


def give_original(controle: str) -> Callable[[Session], None]:
    """A break: the copy is the photo without its marks."""

    def wreck(session: Session) -> None:
        rows = session.scalars(select(Foto).where(Foto.controle_id == UUID(controle))).all()
        original = next(row for row in rows if row.origineel_id is None)
        for row in rows:
            row.sha256 = original.sha256

    return wreck


def lose_caption(controle: str) -> Callable[[Session], None]:
    """A break: what was typed last is gone."""

    def wreck(session: Session) -> None:
        for row in session.scalars(select(Foto).where(Foto.controle_id == UUID(controle))):
            row.onderschrift = ""

    return wreck
