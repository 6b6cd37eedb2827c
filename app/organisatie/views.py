"""House style as every page loads it, and the beheerder's pages about the organisatie."""

from __future__ import annotations

import hashlib
import json

from flask import Blueprint, Response, current_app, flash, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, lid_or_none, the_user
from app.accounts.models import Rol
from app.core.clock import now
from app.core.db import db
from app.core.errors import NotFound, Problem
from app.core.htmx import redirect_to, render
from app.organisatie import actions, queries
from app.organisatie.forms import OrganisatieForm
from app.organisatie.models import Organisatie
from app.organisatie.rules import instellingen, kleuren

bp = Blueprint("organisatie", __name__)

PER_BLAD = 50


@bp.app_template_global()
def huisstijl_url() -> str | None:
    """The stylesheet with the tokens of this organisatie; None when it has no colours of its own."""
    lid = lid_or_none()
    tokens = kleuren.tokens(lid.organisatie.kleuren) if lid else {}
    if not tokens:
        return None
    versie = hashlib.sha256(json.dumps(tokens, sort_keys=True).encode()).hexdigest()[:12]
    return url_for("organisatie.house_style", versie=versie)


@bp.get("/huisstijl-<string:versie>.css")
@allow()
def house_style(versie: str) -> ResponseReturnValue:
    """The tokens as CSS. The name changes with the colours, so it may be kept."""
    tokens = kleuren.tokens(current_organisatie().kleuren)
    lines = "".join(f"{name}:{value};" for name, value in tokens.items())
    response = Response(f":root{{{lines}}}\n", mimetype="text/css")
    fresh = huisstijl_url() == url_for("organisatie.house_style", versie=versie)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable" if fresh else "no-store"
    return response


@bp.get("/huisstijl/logo/<string:sha256>")
@allow()
def logo(sha256: str) -> ResponseReturnValue:
    """The logo of one's own organisatie."""
    organisatie = current_organisatie()
    if organisatie.logo_sha256 != sha256:
        raise NotFound
    response = Response(current_app.extensions["blobs"].get(organisatie.id, sha256), mimetype="image/png")
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


@bp.get("/beheer/organisatie")
@allow(Rol.BEHEERDER)
def edit() -> ResponseReturnValue:
    """The organisatie's own page."""
    organisatie = current_organisatie()
    values = organisatie.contact | organisatie.kleuren | instellingen.with_defaults(organisatie.instellingen)
    return _edit_page(OrganisatieForm(obj=organisatie, data=values), organisatie, 200)


def _edit_page(form: OrganisatieForm, organisatie: Organisatie, status: int) -> Response:
    return render("organisatie/edit.html", status=status, form=form, organisatie=organisatie)


@bp.post("/beheer/organisatie")
@allow(Rol.BEHEERDER)
def change_organisatie() -> ResponseReturnValue:
    """Keeps the changes."""
    form, organisatie = OrganisatieForm(request.form), current_organisatie()
    if not form.validate():
        return _edit_page(form, organisatie, 422)
    try:
        actions.change_organisatie(
            db.session(),
            organisatie,
            naam=form.naam.data or "",
            kort=form.kort.data or "",
            kleuren={"brand": form.brand.data or "", "brand_strong": form.brand_strong.data or ""},
            instellingen={name: form[name].data for name in instellingen.STANDAARD},
            contact={name: form[name].data for name in ("adres", "telefoon", "email")},
            by=the_user(),
            now=now(),
        )
    except Problem as problem:
        form.refuse(problem)
        return _edit_page(form, organisatie, 422)
    flash("De gegevens van de organisatie zijn bewaard.")
    return redirect_to(url_for("organisatie.edit"))


@bp.post("/beheer/organisatie/logo")
@allow(Rol.BEHEERDER)
def change_logo() -> ResponseReturnValue:
    """Stores another logo; without a file the present one stays."""
    organisatie, upload = current_organisatie(), request.files.get("logo")
    data = upload.read() if upload else b""
    if data:
        blobs = current_app.extensions["blobs"]
        actions.set_logo(db.session(), blobs, organisatie, data, by=the_user(), now=now())
    flash("Het logo is bewaard." if data else "Er is geen bestand gekozen. Het logo is niet veranderd.")
    return redirect_to(url_for("organisatie.edit"))


@bp.post("/beheer/organisatie/logo/weg")
@allow(Rol.BEHEERDER)
def remove_logo() -> ResponseReturnValue:
    """No logo any more."""
    actions.remove_logo(db.session(), current_organisatie(), by=the_user(), now=now())
    flash("Er is geen logo meer.")
    return redirect_to(url_for("organisatie.edit"))


@bp.get("/beheer/verloop")
@allow(Rol.BEHEERDER)
def audit() -> ResponseReturnValue:
    """Who changed what in this organisatie."""
    blad = max(1, request.args.get("blad", 1, type=int))
    rows = queries.gebeurtenissen(
        db.session(), current_organisatie().id, limit=PER_BLAD + 1, offset=(blad - 1) * PER_BLAD
    )
    return render("organisatie/audit.html", gebeurtenissen=rows[:PER_BLAD], blad=blad, meer=len(rows) > PER_BLAD)
