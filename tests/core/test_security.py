"""Who asks, as the throttle of logins sees it; and what goes out with every answer."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner

from app.core.security import DOCUMENT_HEADERS, HEADERS, REFRESH, HostCookieSession, client_address, is_loopback


@pytest.mark.parametrize(
    ("near", "header", "verwacht"),
    [
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        ("203.0.113.9", "10.9.9.9", "203.0.113.9"),
    ],
)
def test_the_address_behind_our_own_proxy(app: Flask, near: str, header: str, verwacht: str) -> None:
    headers = {"X-Forwarded-For": header} if header else {}
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": near}, headers=headers):
        assert client_address() == verwacht


@pytest.mark.parametrize(
    ("host", "verwacht"),
    [
        ("localhost:8000", True),
        ("127.0.0.1", True),
        ("[::1]:8000", True),
        ("10.0.0.1", False),
        ("localhost.evil.nl", False),
    ],
)
def test_loopback(host: str, verwacht: bool) -> None:
    assert is_loopback(host) is verwacht


@pytest.mark.parametrize(
    ("age", "anew"), [(timedelta(minutes=5), False), (REFRESH + timedelta(minutes=1), True)], ids=["fresh", "old"]
)
def test_a_session_cookie_is_given_anew_only_when_it_gets_old(
    app: Flask, monkeypatch: pytest.MonkeyPatch, age: timedelta, anew: bool
) -> None:
    """Each hour, so that who works stays in; not with every answer, where it would weigh more than most of them."""
    interface = HostCookieSession()
    serializer = interface.get_signing_serializer(app)
    assert serializer is not None
    with monkeypatch.context() as past:
        past.setattr(TimestampSigner, "get_timestamp", lambda self: int(time.time() - age.total_seconds()))
        cookie = serializer.dumps({"_permanent": True, "sessie": "x"})
    with app.test_request_context("/", headers={"Cookie": f"schouw={cookie}"}):
        session = interface.open_session(app, request)
        assert session is not None
        assert session["sessie"] == "x"
        assert interface.should_set_cookie(app, session) is anew


@pytest.mark.parametrize(
    ("path", "policy", "page"),
    [("/veld", True, True), ("/inloggen", True, True), ("/sw.js", True, False), ("/sync/hallo", False, False)],
)
def test_headers_go_with_what_heeds_them(client: FlaskClient, path: str, policy: bool, page: bool) -> None:
    """The policy with pages and workers, what is about a window with pages, the rest with everything."""
    headers = client.get(path).headers
    assert set(HEADERS) <= set(headers.keys())
    assert ("Content-Security-Policy" in headers) is policy
    assert (set(DOCUMENT_HEADERS) <= set(headers.keys())) is page
