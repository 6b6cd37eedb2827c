"""The log of gunicorn, with what it does not count: the head of each answer."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]


class Weger(Logger):  # type: ignore[misc]
    """Knows two atoms more: `k`, the bytes of the head, and `l`, the length it promises (0 when it promises none)."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        atomen: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        regels = [*resp.default_headers(), *(f"{naam}: {waarde}\r\n" for naam, waarde in resp.headers), "\r\n"]
        lengte = {naam.lower(): waarde for naam, waarde in resp.headers}.get("content-length", "0")
        return {**atomen, "k": sum(map(len, regels)), "l": 0 if req.method == "HEAD" else lengte}
