"""The office's pages about objects: search, and one object with its visits."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie
from app.core.db import db
from app.core.htmx import render
from app.objecten import queries

bp = Blueprint("objecten", __name__)

PER_BLAD = 50


@bp.get("/objecten")
@allow()
def index() -> ResponseReturnValue:
    """Search by address, place, postcode or name."""
    q = request.args.get("q", "").strip()[:100]
    found = queries.search_objecten(db.session(), current_organisatie().id, q, limit=PER_BLAD + 1)
    return render("objecten/index.html", q=q, objecten=found[:PER_BLAD], meer=len(found) > PER_BLAD)


@bp.get("/objecten/<uuid:object_id>")
@allow()
def show(object_id: UUID) -> ResponseReturnValue:
    """One object."""
    return render("objecten/show.html", object=queries.get_object(db.session(), current_organisatie().id, object_id))
