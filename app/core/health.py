"""`GET /gezond`: is everything there that the app needs? For a load balancer, a monitor, and `make run`."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import text

from app.core.db import db

log = logging.getLogger("schouw")
bp = Blueprint("gezond", __name__)


@bp.get("/gezond")
def gezond() -> Response:
    """`{"status": "ok"|"storing", "versie", "database", "opslag", "wachtrij"}`; 503 when one of them is down."""
    parts = {"database": _state(_database), "opslag": _state(_blobs), "wachtrij": _state(_queue)}
    fine = all(state == "ok" for state in parts.values())
    response = jsonify(status="ok" if fine else "storing", versie=current_app.config["VERSIE"], **parts)
    response.status_code = 200 if fine else 503
    response.headers["Cache-Control"] = "no-store"
    return response


gezond.access = None  # type: ignore[attr-defined]  # for everyone: it tells nothing about anybody


def _state(look: Callable[[], object]) -> str:
    try:
        look()
    except Exception:  # whatever is wrong, the answer is that it does not work
        log.exception("gezond: %s", look.__name__)
        return "storing"
    return "ok"


def _database() -> None:
    db.session.execute(text("SELECT 1"))


def _blobs() -> None:
    if not current_app.extensions["blobs"].ready():
        raise OSError("blob store does not give back what was put")


def _queue() -> None:
    current_app.extensions["huey"].pending_count()
