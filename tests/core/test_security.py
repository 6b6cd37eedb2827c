"""Who asks, as the throttle of logins sees it."""

from __future__ import annotations

import pytest
from flask import Flask

from app.core.security import client_address, is_loopback


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
