"""The outer wall: security headers, cross-origin refusal, and a session cookie that cannot leave its host."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from flask import Flask, Response, has_request_context, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature

from app.core.db import SAFE_METHODS
from app.core.errors import NotAllowed

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
DOCUMENT_HEADERS = {
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What a browser heeds on a page only; the policy it heeds on a worker as well."""
DATA = {"application/json", "application/manifest+json", "text/css", "text/plain"}
"""Answers that can be neither: 400 bytes of headers each would be for nobody, and a phone asks often."""
SCRIPT = "text/javascript"
REFRESH = timedelta(hours=1)
"""A session cookie older than this is given anew, so that who works stays logged in."""


class HostCookieSession(SecureCookieSessionInterface):
    """`__Host-schouw` over https; a plain name on loopback http only. Not given anew with every answer: it is as large
    as many of them, and a browser that holds an answer sees at each new cookie another question."""

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        return session.modified or (session.permanent and self._is_old(app))

    def _is_old(self, app: Flask) -> bool:
        serializer = self.get_signing_serializer(app)
        try:
            _, signed_at = serializer.loads(  # type: ignore[union-attr]
                request.cookies.get(self.get_cookie_name(app), ""), return_timestamp=True
            )
        except BadSignature:
            return True
        return bool(datetime.now(UTC) - signed_at > REFRESH)

    def get_cookie_name(self, app: Flask) -> str:
        return "__Host-schouw" if has_request_context() and request.is_secure else "schouw"

    def get_cookie_secure(self, app: Flask) -> bool:
        return has_request_context() and request.is_secure


def init_security(app: Flask) -> None:
    """Registers the checks and headers on every request."""
    app.session_interface = HostCookieSession()
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        MAX_CONTENT_LENGTH=32 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=8 * 1024 * 1024,
    )
    app.before_request(refuse_cross_origin)
    app.before_request(refuse_plain_http)
    app.after_request(_headers)


def refuse_cross_origin() -> None:
    """A write must come from our own pages, by Sec-Fetch-Site or, on older browsers, Origin."""
    if request.method in SAFE_METHODS:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        allowed = site in {"same-origin", "none"}
    else:
        allowed = origin is None or urlsplit(origin).netloc == request.host
    if not allowed:
        raise NotAllowed("andere-herkomst", "Dit verzoek kwam van een andere website en is geweigerd.")


def refuse_plain_http() -> None:
    """Outside loopback only https carries a session."""
    if not request.is_secure and not is_loopback(request.host) and request.path != "/gezond":
        raise NotAllowed("geen-https", "Schouw werkt alleen over https. Gebruik het adres dat met https:// begint.")


def is_loopback(host: str) -> bool:
    """True for localhost and loopback addresses, with or without a port."""
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def client_address() -> str:
    """The network address of who asks. Behind a proxy on this machine that is the last one the proxy saw; what a
    stranger writes in the header himself stands before it and does not count."""
    near = request.remote_addr or ""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded if forwarded and is_loopback(near) else near


def _headers_of(mimetype: str | None) -> dict[str, str]:
    if mimetype in DATA:
        return HEADERS
    policy = HEADERS | {"Content-Security-Policy": CSP}
    return policy if mimetype == SCRIPT else policy | DOCUMENT_HEADERS


def _headers(response: Response) -> Response:
    for name, value in _headers_of(response.mimetype).items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
    if "Cache-Control" not in response.headers and response.mimetype == "text/html":
        response.headers["Cache-Control"] = "no-store"
    return response
