"""Every route wears a permission, is named in kebab-case and has typed parameters; roles meet what they wear."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from app.accounts.models import Rol
from app.factory import create_app
from tests.conftest import make_settings
from tests.people import ROLLEN, Dorp, login

NOBODY = UUID(int=7)
EXAMPLES = {"UUIDConverter": str(NOBODY), "IntegerConverter": "1", "UnicodeConverter": "x", "PathConverter": "x"}


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def test_every_route_wears_allow_or_open_to_all(app: Flask) -> None:
    bare = [rule.rule for rule in rules(app) if not hasattr(app.view_functions[rule.endpoint], "access")]
    assert not bare, f"put @allow(...) or @open_to_all under the route of: {bare}"


def test_urls_are_kebab_case_and_parameters_typed(app: Flask) -> None:
    for rule in rules(app):
        assert re.fullmatch(r"(/([a-z0-9.-]|<([a-z]+:)?[a-z0-9_]+>)*)+", rule.rule), f"{rule.rule}: use kebab-case"
        assert not re.search(r"<[a-z_]*id>", rule.rule), f"{rule.rule}: a key has the converter uuid"


def test_every_room_brings_its_routes(app: Flask) -> None:
    known = {rule.rule for rule in rules(app)}
    needed = {"/", "/inloggen", "/veld", "/controles", "/protocollen", "/planning", "/dashboard", "/gezond"}
    needed |= {"/sync/mutaties", "/sync/dagpakket", "/sw.js", "/manifest.webmanifest"}
    assert needed <= known


def example(rule: Rule) -> str:
    """A URL of the rule with parameters that belong to nobody."""
    url = rule.rule
    for name, converter in rule._converters.items():
        url = re.sub(rf"<[^<>]*:{name}>|<{name}>", EXAMPLES.get(type(converter).__name__, "x"), url)
    return url


@pytest.mark.parametrize("naam", ROLLEN)
def test_a_role_gets_in_where_the_route_says_so_and_nowhere_else(
    naam: str, app: Flask, client: FlaskClient, dorp: Dorp
) -> None:
    for rule in rules(app):
        login(client, getattr(dorp, naam))  # again for each: some routes log out
        wanted: frozenset[Rol] | None = getattr(app.view_functions[rule.endpoint], "access", None)
        method = next(method for method in ("GET", "POST", "PUT", "DELETE", "HEAD") if method in (rule.methods or ()))
        status = client.open(example(rule), method=method, headers={"Sec-Fetch-Site": "same-origin"}).status_code
        if wanted and not wanted & set(ROLLEN[naam]):
            assert status == 403, f"{naam} {method} {rule.rule}: {status}"
        else:
            assert status != 403, f"{naam} {method} {rule.rule} is refused though the route allows it"
            assert status < 500, f"{naam} {method} {rule.rule}: {status}"


def test_a_stranger_only_sees_what_is_open(app: Flask, client: FlaskClient) -> None:
    for rule in rules(app):
        access = getattr(app.view_functions[rule.endpoint], "access", None)
        if "GET" not in (rule.methods or ()) or access is None:
            continue
        answer = client.get(example(rule))
        assert answer.status_code in {303, 401}, f"{rule.rule}: {answer.status_code}"


def test_a_write_from_another_site_is_refused(client: FlaskClient) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://elders.nl"}):
        answer = client.post("/inloggen", data={}, headers=headers)
        assert answer.status_code == 403
        assert b"andere-herkomst" in answer.data


def test_plain_http_outside_loopback_is_refused(client: FlaskClient) -> None:
    answer = client.get("/inloggen", base_url="http://schouw.waterdonk.nl/")
    assert answer.status_code == 403
    assert b"geen-https" in answer.data


def test_the_session_cookie_cannot_leave_its_host(
    tmp_path_factory: pytest.TempPathFactory, dorp: Dorp, app: Flask
) -> None:
    safe = login(app.test_client(), dorp.tess)
    answer = safe.get("/inloggen", base_url="https://schouw.waterdonk.nl/")
    assert answer.headers["Strict-Transport-Security"]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_two_apps_can_live_in_one_process(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("tweede")
    assert create_app(make_settings(folder, f"sqlite:///{folder / 'x.db'}")).url_map
