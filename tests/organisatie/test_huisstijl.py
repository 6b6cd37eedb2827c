"""House colours that can be read, a logo that is an image, and a stylesheet of one's own."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.organisatie.actions import draw_logo
from app.organisatie.rules import kleuren
from tests.people import Dorp, login

FORM = {"naam": "Waterdonk", "kort": "Waterdonk", "bewaardagen_telefoon": "14"}


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


@pytest.mark.parametrize("kleur", ["#0b4a78", "#154273", "#007a3d", "#c8102e", "#000000", "#767676"])
def test_every_accepted_colour_gives_readable_shades(kleur: str) -> None:
    assert kleuren.judge(kleur) is None
    shades = kleuren.tokens({"brand": kleur})
    soft, strong = shades["--schouw-brand-soft"], shades["--schouw-brand-strong"]
    assert kleuren.contrast(strong, kleuren.WIT) >= 4.5
    assert kleuren.contrast(kleur, soft) >= 4.5
    assert kleuren.contrast(strong, soft) >= 4.5


def test_own_colours_reach_the_page(client: FlaskClient, dorp: Dorp) -> None:
    login(client, dorp.bo)
    assert "huisstijl" not in client.get("/controles").text
    answer = client.post("/beheer/organisatie", data=FORM | {"brand": "007A3D"})
    assert answer.status_code == 303
    page = client.get("/controles").text
    url = page.split('href="/huisstijl-')[1].split('"')[0]
    css = client.get(f"/huisstijl-{url}")
    assert "--schouw-brand:#007a3d;" in css.text
    assert "immutable" in css.headers["Cache-Control"]
    other = login(client.application.test_client(), dorp.olaf)
    assert "#007a3d" not in other.get(f"/huisstijl-{url}").text


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


def test_logo_is_for_ones_own_organisatie(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.bo)
    answer = client.post("/beheer/organisatie/logo", data={"logo": (io.BytesIO(picture()), "logo.png")})
    assert answer.status_code == 303
    url = f"/huisstijl/logo/{dorp.waterdonk.logo_sha256}"
    assert client.get(url).mimetype == "image/png"
    assert login(client.application.test_client(), dorp.olaf).get(url).status_code == 404
    client.post("/beheer/organisatie/logo", data={})
    assert dorp.waterdonk.logo_sha256 is not None, "no file chosen is no wish to lose the logo"
    client.post("/beheer/organisatie/logo/weg")
    assert dorp.waterdonk.logo_sha256 is None
