"""The start of each role, and what stands out today with links to the lists."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, has_rol, open_to_all, the_user
from app.accounts.models import Rol
from app.controles.forms import SOORT_LANG
from app.core.clock import today
from app.core.db import db
from app.core.htmx import render
from app.dashboard import queries
from app.dashboard.menu import hoofdmenu

bp = Blueprint("dashboard", __name__)
bp.add_app_template_global(hoofdmenu)

STARTS = (
    (Rol.TOEZICHTHOUDER, "/veld"),
    (Rol.PLANNER, "/planning"),
    (Rol.PROTOCOLBEHEERDER, "/protocollen"),
)


@bp.get("/")
@open_to_all
def start() -> ResponseReturnValue:
    """Sends everyone to where their work is."""
    the_user()
    target = next((url for rol, url in STARTS if has_rol(rol)), url_for("controles.index"))
    return redirect(target, code=303)


@bp.get("/dashboard")
@allow()
def index() -> ResponseReturnValue:
    """What stands out today: each number is a link to exactly those controles."""
    overzicht = queries.overzicht(db.session(), current_organisatie().id, today())
    return render("dashboard/index.html", overzicht=overzicht, vandaag=today(), soorten=SOORT_LANG)
