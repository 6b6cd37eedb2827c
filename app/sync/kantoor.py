"""The office's page to take in an emergency copy of a phone that cannot send."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, flash, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, the_user
from app.accounts.models import Rol
from app.core.clock import now
from app.core.db import db
from app.core.errors import Invalid
from app.core.htmx import redirect_to, render
from app.sync.noodkopie import in_words, take_in_copy

bp = Blueprint("noodkopie", __name__)

GRENS = 128 * 1024 * 1024


@bp.get("/controles/noodkopie")
@allow(Rol.PLANNER, Rol.BEHEERDER)
def index() -> ResponseReturnValue:
    """Where to choose the file."""
    return _page(200)


def _page(status: int, fout: str = "") -> Response:
    return render("sync/noodkopie.html", status=status, fout=fout, grens=GRENS // 1024 // 1024)


@bp.post("/controles/noodkopie")
@allow(Rol.PLANNER, Rol.BEHEERDER)
def take_in() -> ResponseReturnValue:
    """Takes the file in and says what became of it."""
    upload = request.files.get("bestand")
    data = upload.read() if upload else b""
    if not data:
        return _page(422, "Kies eerst het bestand dat van de telefoon komt.")
    session, blobs = db.session(), current_app.extensions["blobs"]
    organisatie, by = current_organisatie().id, the_user()
    try:
        uitkomst = take_in_copy(session, blobs, organisatie, data, by=by, now=now(), keep=session.commit)
    except Invalid as problem:
        return _page(problem.status, problem.zin)
    flash(f"Noodkopie van {uitkomst.maker}: {in_words(uitkomst)}.")
    lijst = "vastgehouden" if uitkomst.vastgehouden else "alles"
    return redirect_to(url_for("controles.index", lijst=lijst))


take_in.max_body = GRENS  # type: ignore[attr-defined]  # before the form is read, which is before this view
