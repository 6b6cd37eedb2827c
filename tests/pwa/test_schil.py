"""The pages of the field app hold nothing of anybody; the worker and the manifest name files that are there."""

from __future__ import annotations

import json
import re

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.protocols.rules.canoniek import canonical_json, text_hash
from app.protocols.rules.genereren import generate_definitie
from app.pwa.formulier import draw_form
from app.pwa.schil import ICONS, PAGES, START
from tests.bench.gewicht import DIST
from tests.people import Dorp, login


def front(client: FlaskClient) -> dict[str, object]:
    """What the server put in front of the worker."""
    text = client.get("/sw.js").get_data(as_text=True)
    found = re.match(r"self\.SCHOUW=(\{.*?\});\n", text)
    assert found is not None
    return dict(json.loads(found[1]))


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_the_same_for_everyone(client: FlaskClient, dorp: Dorp, page: str) -> None:
    """A page is kept on a phone that several people use: it may not differ by who asks."""
    anonymous = client.get(page)
    known = login(client, dorp.tess).get(page)
    assert anonymous.status_code == known.status_code == 200
    assert anonymous.data == known.data
    for word in (dorp.tess.email, dorp.tess.naam, dorp.waterdonk.naam):
        assert word not in known.get_data(as_text=True)


@pytest.mark.parametrize("page", PAGES)
def test_page_has_one_state_of_sending_and_no_inline_code(client: FlaskClient, page: str) -> None:
    """One live region that outside scripts rely on; nothing the content policy would refuse."""
    html = client.get(page).get_data(as_text=True)
    assert html.count('id="verzendstand"') == 1
    assert re.search(r'id="verzendstand"[^>]*role="status"', html)
    assert not re.search(r"<script(?![^>]*src=)", html)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", html)


@pytest.mark.parametrize("page", [*PAGES, "/inloggen"])
def test_pages_show_icons_that_are_drawn(client: FlaskClient, page: str) -> None:
    """An icon is a mask of the style sheet: a name without a drawing would be a filled square."""
    assert unknown_icons(client.get(page).get_data(as_text=True)) == set()


def test_the_form_shows_icons_that_are_drawn(app: Flask) -> None:
    """With all that its protocol can show, and the templates the page clones."""
    text = canonical_json(generate_definitie(5))
    with app.test_request_context("/veld"):
        assert unknown_icons(draw_form(text, text_hash(text))) == set()


def unknown_icons(html: str) -> set[str]:
    """Names of icons without a drawing. An icon without a name gets one when it is cloned."""
    assert "<use" not in html
    css = (DIST / json.loads((DIST / "manifest.json").read_text())["veld.css"]).read_text()
    named = set(re.findall(r'data-icoon="([^"]*)"', html))
    assert named
    return named - set(re.findall(r"\[data-icoon=\"?([\w-]+)\"?\]\{--icoon", css))


def test_every_file_of_the_shell_is_there(client: FlaskClient) -> None:
    """The worker keeps all or nothing: one missing file would leave every phone without a shell."""
    files = front(client)["bestanden"]
    assert isinstance(files, list)
    assert "/manifest.webmanifest" in files
    for file in files:
        with client.get(file) as response:
            assert response.status_code == 200, file
            assert response.data, file


def test_all_pages_come_in_one_answer_for_the_worker(client: FlaskClient) -> None:
    """But the one it starts with, each as it is alone, under the name of the release that the worker has too; and the
    scripts that a form names and the shell does not keep."""
    known = front(client)
    first, *texts = client.get("/veld/schil").get_data(as_text=True).split("\x1e")
    whole = json.loads(first)
    parts = dict(zip(whole["delen"], texts, strict=True))
    assert whole["release"] == known["release"]
    assert known["paginas"] == list(PAGES)
    scripts = [part for part in parts if part.endswith(".js")]
    assert {START, *parts} == {*PAGES, *scripts}
    for part, text in parts.items():
        with client.get(part) as response:
            assert response.get_data(as_text=True) == text, part
    kept = [*scripts, *known["bestanden"]]  # type: ignore[misc]
    assert set(files_of_the_form(client.application)) <= set(kept)


def files_of_the_form(app: Flask) -> list[str]:
    """Scripts and styles that a form asks for or asks to be fetched ahead."""
    text = canonical_json(generate_definitie(1))
    with app.test_request_context("/veld"):
        return re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css))"', draw_form(text, text_hash(text)))


def test_the_start_page_may_be_kept_and_is_known_again(client: FlaskClient) -> None:
    """The worker takes the page that the phone just fetched: a new cookie or `no-store` would make it ask again."""
    first = client.get("/veld")
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get("/veld", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("page", ["/veld", "/veld/schil", "/sw.js", "/manifest.webmanifest"])
def test_what_is_the_same_for_everyone_comes_pressed(client: FlaskClient, page: str) -> None:
    plain, small = client.get(page), client.get(page, headers={"Accept-Encoding": "gzip, br"})
    assert small.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert brotli.decompress(small.data) == plain.data
    unlike = {"Content-Encoding": "br", "Content-Length": str(len(small.data))}
    assert dict(small.headers) == dict(plain.headers) | unlike


def test_worker_is_asked_again_every_time(client: FlaskClient) -> None:
    """A worker that is kept would keep an old release for good."""
    response = client.get("/sw.js")
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.mimetype == "text/javascript"
    assert "sourceMappingURL" not in response.get_data(as_text=True)


def test_pages_name_the_release_of_the_worker(client: FlaskClient) -> None:
    """Page and worker must be able to tell that they belong together."""
    release = front(client)["release"]
    assert f'data-release="{release}"' in client.get("/veld").get_data(as_text=True)


def test_manifest_is_installable(client: FlaskClient) -> None:
    """Name, start, and icons of which one may be cut round."""
    response = client.get("/manifest.webmanifest")
    assert response.mimetype == "application/manifest+json"
    manifest = response.get_json(force=True)
    assert (manifest["start_url"], manifest["display"], manifest["lang"]) == ("/veld", "standalone", "nl")
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    assert any(icon.get("purpose") == "maskable" for icon in manifest["icons"])
    for link in [icon["src"] for icon in manifest["icons"]] + [short["url"] for short in manifest["shortcuts"]]:
        with client.get(link) as found:
            assert found.status_code == 200, link


def test_icons_of_the_shell_are_in_the_manifest_or_the_head(client: FlaskClient) -> None:
    """No icon is kept that nothing shows."""
    text = client.get("/veld").get_data(as_text=True) + client.get("/manifest.webmanifest").get_data(as_text=True)
    for icon in ICONS:
        assert f"/static/icons/{icon}" in text
