"""House colours that can be read, a logo that is an image, and a stylesheet of one's own."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.organisatie import queries
from app.organisatie.actions import draw_logo
from app.organisatie.rules import kleuren
from tests.people import Dorp, login

FORM = {"naam": "Waterdonk", "kort": "Waterdonk", "bewaardagen_telefoon": "14", "toezicht": "5", "handhaving": "10"}


@pytest.mark.parametrize(
    ("een", "ander", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0b4a78", "#ffffff", 9.3)]
)
def test_contrast_is_that_of_wcag(een: str, ander: str, ratio: float) -> None:
    assert kleuren.contrast(een, ander) == pytest.approx(ratio, abs=0.05)
    assert kleuren.contrast(ander, een) == pytest.approx(ratio, abs=0.05)


@pytest.mark.parametrize(
    ("kleur", "code"),
    [
        ("#777777", "kleur-te-licht"),
        ("#ffcc00", "kleur-te-licht"),
        ("blauw", "kleur-onleesbaar"),
        ("#12345", "kleur-onleesbaar"),
    ],
)
def test_colour_is_refused(kleur: str, code: str) -> None:
    bezwaar = kleuren.judge(kleur)
    assert bezwaar is not None
    assert bezwaar.code == code


@pytest.mark.parametrize("kleur", ["#0b4a78", "#154273", "#007a3d", "#c8102e", "#000000", "#6b6b6b"])
def test_every_accepted_colour_gives_readable_shades(kleur: str) -> None:
    assert kleuren.judge(kleur) is None
    shades = kleuren.tokens({"brand": kleur})
    soft, strong = shades["--schouw-brand-soft"], shades["--schouw-brand-strong"]
    assert kleuren.contrast(strong, kleuren.WIT) >= 4.5
    assert kleuren.contrast(kleur, soft) >= 4.5
    assert kleuren.contrast(strong, soft) >= 4.5
    assert min(ratio for _, ratio in kleuren.figures({"brand": kleur})) >= 4.5


def test_the_ground_is_that_of_the_pages() -> None:
    tokens = (Path(__file__).parents[2] / "static" / "css" / "tokens.css").read_text()
    assert f"--schouw-ground: {kleuren.GROND};" in tokens
    assert all(f": {kleur};" in tokens for kleur in kleuren.STANDAARD.values())


def test_own_colours_reach_the_page(client: FlaskClient, dorp: Dorp) -> None:
    login(client, dorp.bo)
    assert "huisstijl" not in client.get("/controles").text
    answer = client.post("/beheer/organisatie", data=FORM | {"brand": "007A3D"})
    assert answer.status_code == 303
    page = client.get("/controles").text
    url = page.split('href="/huisstijl/')[1].split('"')[0]
    css = client.get(f"/huisstijl/{url}")
    assert "--schouw-brand:#007a3d;" in css.text
    assert "immutable" in css.headers["Cache-Control"]
    assert client.get("/huisstijl.css").text == css.text
    other = login(client.application.test_client(), dorp.olaf)
    assert "#007a3d" not in other.get("/huisstijl.css").text
    nobody = client.application.test_client()
    assert nobody.get("/huisstijl.css").status_code == 204, "of two organisations nobody is at home"


def test_the_login_page_wears_the_house_style_of_the_only_organisatie(
    client: FlaskClient, dorp: Dorp, monkeypatch: pytest.MonkeyPatch
) -> None:
    dorp.waterdonk.kleuren = {"brand": "#007a3d"}
    assert "poort__huis" not in client.get("/inloggen").text
    monkeypatch.setattr(queries, "only_organisatie", lambda _session: dorp.waterdonk)
    assert "Waterdonk" in client.get("/inloggen").text.split("poort__huis")[1][:200]
    assert "--schouw-brand:#007a3d" in client.get("/huisstijl.css").text


def test_colours_are_tried_before_they_are_kept(client: FlaskClient, dorp: Dorp) -> None:
    login(client, dorp.bo)
    page = client.post("/beheer/organisatie/bekijk", data=FORM | {"brand": "#ffcc00"})
    assert page.status_code == 200
    assert "Kies een donkerder kleur" in page.text
    goed = client.post("/beheer/organisatie/bekijk", data=FORM | {"brand": "#007a3d"}).text
    url = goed.split('href="/beheer/organisatie/voorbeeld.css')[1].split('"')[0]
    css = client.get(f"/beheer/organisatie/voorbeeld.css{url}".replace("&amp;", "&"))
    assert css.text.startswith(".huisproef{--schouw-brand:#007a3d;")
    assert dorp.waterdonk.kleuren == {}
    slecht = client.get("/beheer/organisatie/voorbeeld.css?brand=%7D*%7Bcolor:red")
    assert slecht.text == ""


def test_terms_are_chosen_and_adopted(client: FlaskClient, dorp: Dorp) -> None:
    login(client, dorp.bo)
    assert "concept, niet vastgesteld" in client.get("/beheer/organisatie").text
    besluit = {"toezicht": "20", "handhaving": "0", "bewaarbesluit": "Archivaris, 4-12-2026"}
    assert client.post("/beheer/organisatie", data=FORM | besluit).status_code == 303
    assert dorp.waterdonk.instellingen["bewaarjaren"] == {"toezicht": 20, "handhaving": None}
    page = client.get("/beheer/organisatie").text
    assert "concept, niet vastgesteld" not in page
    assert 'value="0"' in page


def test_light_colour_is_refused_beside_its_field(client: FlaskClient, dorp: Dorp) -> None:
    login(client, dorp.bo)
    answer = client.post("/beheer/organisatie", data=FORM | {"brand": "#ffcc00"})
    assert answer.status_code == 422
    assert "Kies een donkerder kleur" in answer.text
    assert 'href="#brand"' in answer.text


def picture(kind: str = "PNG") -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (1600, 400), "#0b4a78").save(out, kind)
    return out.getvalue()


def test_logo_is_drawn_anew_and_small_enough() -> None:
    logo = Image.open(io.BytesIO(draw_logo(picture("JPEG"))))
    assert (logo.format, logo.size) == ("PNG", (1200, 300))


@pytest.mark.parametrize("data", [b"<svg onload=alert(1)>", b"", picture()[:200], b"\0" * 600_000])
def test_what_is_no_picture_is_no_logo(data: bytes) -> None:
    with pytest.raises(Invalid):
        draw_logo(data)


def test_logo_is_that_of_the_organisatie_in_its_address(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.bo)
    answer = client.post("/beheer/organisatie/logo", data={"logo": (io.BytesIO(picture()), "logo.png")})
    assert answer.status_code == 303
    url = f"/huisstijl/{dorp.waterdonk.id}/logo-{dorp.waterdonk.logo_sha256}.png"
    assert client.get(url).mimetype == "image/png"
    assert client.get(f"/huisstijl/{dorp.anders.id}/logo-{dorp.waterdonk.logo_sha256}.png").status_code == 404
    assert client.get(f"/huisstijl/{dorp.waterdonk.id}/logo-{'0' * 64}.png").status_code == 404
    client.post("/beheer/organisatie/logo", data={})
    assert dorp.waterdonk.logo_sha256 is not None, "no file chosen is no wish to lose the logo"
    client.post("/beheer/organisatie/logo/weg")
    assert dorp.waterdonk.logo_sha256 is None
