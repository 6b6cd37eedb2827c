"""The beheerder's pages about the organisatie: what it is called, how it looks, what it chose, and who changed what."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, flash, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, the_user
from app.accounts.models import Rol
from app.accounts.queries import names_of
from app.core.clock import now
from app.core.db import db
from app.core.errors import Problem
from app.core.filters import dag
from app.core.htmx import redirect_to, render
from app.organisatie import actions, queries
from app.organisatie.forms import OrganisatieForm
from app.organisatie.models import Organisatie
from app.organisatie.rules import instellingen, kleuren
from app.organisatie.rules.bewaren import BEWAARJAREN, is_adopted, years_of
from app.organisatie.rules.wijzigingen import changes_of, people_in

bp = Blueprint("organisatie", __name__)

PER_BLAD = 50


@bp.get("/beheer/organisatie")
@allow(Rol.BEHEERDER)
def edit() -> ResponseReturnValue:
    """The organisatie's own page."""
    organisatie = current_organisatie()
    values = organisatie.contact | organisatie.kleuren | instellingen.with_defaults(organisatie.instellingen)
    jaren = instellingen.years_out(years_of(organisatie.instellingen))
    return _edit_page(OrganisatieForm(obj=organisatie, data=values | jaren), organisatie, 200)


def _edit_page(form: OrganisatieForm, organisatie: Organisatie, status: int) -> Response:
    proef = {name: kleuren.clean(form[name].data) for name in kleuren.NAMEN if form[name].data}
    return render(
        "organisatie/edit.html",
        status=status,
        form=form,
        organisatie=organisatie,
        proef=proef,
        bezwaren=[bezwaar.zin for kleur in proef.values() if (bezwaar := kleuren.judge(kleur))],
        figures=kleuren.figures(proef) if all(kleuren.HEX.match(kleur) for kleur in proef.values()) else [],
        concept=not is_adopted(organisatie.instellingen),
    )


@bp.post("/beheer/organisatie/bekijk")
@allow(Rol.BEHEERDER)
def try_colours() -> ResponseReturnValue:
    """The page with the sample in the colours that were typed; nothing is kept."""
    return _edit_page(OrganisatieForm(request.form), current_organisatie(), 200)


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
            kleuren={name: form[name].data or "" for name in kleuren.NAMEN},
            instellingen=_choices(form),
            contact={name: form[name].data for name in ("adres", "telefoon", "email")},
            by=the_user(),
            now=now(),
        )
    except Problem as problem:
        form.refuse(problem)
        return _edit_page(form, organisatie, 422)
    flash("De gegevens van de organisatie zijn bewaard.")
    return redirect_to(url_for("organisatie.edit"))


def _choices(form: OrganisatieForm) -> dict[str, Any]:
    jaren = instellingen.years_in({name: int(form[name].data or 0) for name in BEWAARJAREN})
    gekozen = {name: form[name].data for name in instellingen.STANDAARD}
    return gekozen | {"bewaarjaren": jaren, "bewaarbesluit": form.bewaarbesluit.data or ""}


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
    getoond = rows[:PER_BLAD]
    genoemd = people_in(*(waarden for row in getoond for waarden in (row.van, row.naar)))
    personen = names_of(db.session(), set(genoemd))
    return render(
        "organisatie/audit.html",
        gebeurtenissen=getoond,
        wijzigingen={row.id: changes_of(row.van, row.naar, personen=personen, dag=dag) for row in getoond},
        blad=blad,
        meer=len(rows) > PER_BLAD,
    )
