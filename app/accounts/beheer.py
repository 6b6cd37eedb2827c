"""The beheerder's pages about people: accounts, roles, aanwijzingen and phones."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Blueprint, Response, flash, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import actions, queries
from app.accounts.access import allow, current_organisatie, the_user
from app.accounts.forms import AanwijzingForm, AccountForm, RollenForm, TijdForm
from app.accounts.models import Aanwijzing, Lidmaatschap, Rol, Toestel
from app.accounts.views import make_link
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import NotFound, Problem
from app.core.htmx import redirect_to, render

bp = Blueprint("beheer", __name__)


def _lid(lid_id: UUID) -> Lidmaatschap:
    return queries.get_lid(db.session(), current_organisatie().id, lid_id)


@bp.get("/beheer")
@allow(Rol.BEHEERDER)
def index() -> ResponseReturnValue:
    """The start of beheer: the accounts."""
    return redirect_to(url_for("beheer.accounts"))


@bp.get("/beheer/accounts")
@allow(Rol.BEHEERDER)
def accounts() -> ResponseReturnValue:
    """Everyone of this organisatie."""
    return render("accounts/index.html", leden=queries.leden(db.session(), current_organisatie().id))


@bp.get("/beheer/accounts/nieuw")
@allow(Rol.BEHEERDER)
def new() -> ResponseReturnValue:
    """The form for a new account."""
    return render("accounts/new.html", form=AccountForm())


@bp.post("/beheer/accounts")
@allow(Rol.BEHEERDER)
def create_account() -> ResponseReturnValue:
    """Makes the account and shows the link with which the person sets a password."""
    form = AccountForm(request.form)
    if form.validate():
        try:
            lid = actions.create_user(
                db.session(),
                current_organisatie(),
                email=form.email.data or "",
                naam=form.naam.data or "",
                rollen=[Rol(rol) for rol in form.rollen.data or []],
                by=the_user(),
                now=now(),
            )
        except Problem as problem:
            form.refuse(problem, "email")
        else:
            return _with_link(lid, 201)
    return render("accounts/new.html", status=422, form=form)


@bp.get("/beheer/accounts/<uuid:lid_id>")
@allow(Rol.BEHEERDER)
def show(lid_id: UUID) -> ResponseReturnValue:
    """One account."""
    lid = _lid(lid_id)
    return _show(lid, RollenForm(data={"rollen": lid.rollen}), AanwijzingForm(data={"geldig_van": today()}), 200)


def _show(
    lid: Lidmaatschap,
    rollen: RollenForm,
    form: AanwijzingForm,
    status: int,
    link: str = "",
    tijd: TijdForm | None = None,
) -> Response:
    return render(
        "accounts/show.html",
        status=status,
        persoon=lid,
        rollenform=rollen,
        form=form,
        tijdform=tijd or TijdForm.of(lid.beschikbaar),
        link=link,
        vandaag=today(),
        aanwijzingen=queries.aanwijzingen(db.session(), lid.organisatie_id, lid.user_id),
        toestellen=queries.toestellen(db.session(), lid.organisatie_id, lid.user_id),
    )


@bp.post("/beheer/accounts/<uuid:lid_id>/rollen")
@allow(Rol.BEHEERDER)
def change_rollen(lid_id: UUID) -> ResponseReturnValue:
    """Gives other roles."""
    lid, form = _lid(lid_id), RollenForm(request.form)
    try:
        if form.validate():
            rollen = [Rol(rol) for rol in form.rollen.data or []]
            actions.set_rollen(db.session(), lid, rollen, by=the_user(), now=now())
            flash(f"De rollen van {lid.user.naam} zijn bewaard.")
            return redirect_to(url_for("beheer.show", lid_id=lid.id))
    except Problem as problem:
        form.refuse(problem, "rollen")
    return _show(lid, form, AanwijzingForm(), 422)


@bp.post("/beheer/accounts/<uuid:lid_id>/tijd")
@allow(Rol.BEHEERDER)
def change_tijd(lid_id: UUID) -> ResponseReturnValue:
    """Says how much time there is for controles on each day."""
    lid, form = _lid(lid_id), TijdForm(request.form)
    if not form.validate():
        rollen = RollenForm(data={"rollen": lid.rollen})
        return _show(lid, rollen, AanwijzingForm(data={"geldig_van": today()}), 422, tijd=form)
    actions.set_beschikbaar(db.session(), lid, form.minuten(), by=the_user(), now=now())
    flash(f"De tijd voor controles van {lid.user.naam} is bewaard.")
    return redirect_to(url_for("beheer.show", lid_id=lid.id))


@bp.post("/beheer/accounts/<uuid:lid_id>/wachtwoord-link")
@allow(Rol.BEHEERDER)
def make_password_link(lid_id: UUID) -> ResponseReturnValue:
    """Shows, once, a link with which this person chooses a new password; present sessions end."""
    lid = _lid(lid_id)
    if not lid.user.actief:
        raise NotFound
    actions.refuse_shared(lid)
    actions.end_sessions(db.session(), lid.user, by=the_user(), now=now())
    return _with_link(lid)


def _with_link(lid: Lidmaatschap, status: int = 200) -> Response:
    """The account with a link that is shown this once."""
    rollen = RollenForm(data={"rollen": lid.rollen})
    return _show(lid, rollen, AanwijzingForm(data={"geldig_van": today()}), status, make_link(lid.user))


@bp.post("/beheer/accounts/<uuid:lid_id>/uitzetten")
@allow(Rol.BEHEERDER)
def deactivate(lid_id: UUID) -> ResponseReturnValue:
    """Ends access at once."""
    lid = _lid(lid_id)
    actions.deactivate_user(db.session(), lid, by=the_user(), now=now())
    flash(f"{lid.user.naam} kan niet meer inloggen. Wat nog op de telefoon staat, komt bij vastgehouden.")
    return redirect_to(url_for("beheer.accounts"))


@bp.post("/beheer/accounts/<uuid:lid_id>/aanzetten")
@allow(Rol.BEHEERDER)
def reactivate(lid_id: UUID) -> ResponseReturnValue:
    """Gives access back."""
    lid = _lid(lid_id)
    actions.reactivate_user(db.session(), lid, by=the_user(), now=now())
    flash(f"{lid.user.naam} kan weer inloggen.")
    return redirect_to(url_for("beheer.show", lid_id=lid.id))


@bp.post("/beheer/accounts/<uuid:lid_id>/aanwijzingen")
@allow(Rol.BEHEERDER)
def add_aanwijzing(lid_id: UUID) -> ResponseReturnValue:
    """Records an aanwijzing."""
    lid, form = _lid(lid_id), AanwijzingForm(request.form)
    if form.validate():
        try:
            actions.add_aanwijzing(
                db.session(),
                lid,
                besluit=form.besluit.data or "",
                legitimatienummer=form.legitimatienummer.data,
                geldig_van=form.geldig_van.data,
                geldig_tot=form.geldig_tot.data,
                by=the_user(),
                now=now(),
            )
        except Problem as problem:
            form.refuse(problem, "geldig_tot")
        else:
            flash("De aanwijzing is vastgelegd.")
            return redirect_to(url_for("beheer.show", lid_id=lid.id))
    return _show(lid, RollenForm(data={"rollen": lid.rollen}), form, 422)


@bp.post("/beheer/aanwijzingen/<uuid:aanwijzing_id>/einde")
@allow(Rol.BEHEERDER)
def end_aanwijzing(aanwijzing_id: UUID) -> ResponseReturnValue:
    """Ends an aanwijzing today."""
    aanwijzing = db.session.get(Aanwijzing, aanwijzing_id)
    if aanwijzing is None or aanwijzing.organisatie_id != current_organisatie().id:
        raise NotFound
    einde: date = today()
    actions.end_aanwijzing(db.session(), aanwijzing, op=einde, by=the_user(), now=now())
    flash("De aanwijzing loopt vandaag af.")
    leden = queries.leden(db.session(), aanwijzing.organisatie_id)
    lid = next(lid for lid in leden if lid.user_id == aanwijzing.user_id)
    return redirect_to(url_for("beheer.show", lid_id=lid.id))


def _toestel(lid: Lidmaatschap, toestel_id: UUID) -> Toestel:
    toestel = actions.get_toestel(db.session(), lid.organisatie_id, lid.user_id, toestel_id)
    if toestel is None:
        raise NotFound
    return toestel


@bp.post("/beheer/accounts/<uuid:lid_id>/toestellen/<uuid:toestel_id>/intrekken")
@allow(Rol.BEHEERDER)
def revoke_toestel(lid_id: UUID, toestel_id: UUID) -> ResponseReturnValue:
    """Takes back someone's phone, and logs them out everywhere."""
    lid = _lid(lid_id)
    toestel = _toestel(lid, toestel_id)
    actions.revoke_toestel(db.session(), toestel, by=the_user(), now=now())
    flash(f"{toestel.naam} is ingetrokken en {lid.user.naam} is overal uitgelogd. Wat er nog komt, wordt vastgehouden.")
    return redirect_to(url_for("beheer.show", lid_id=lid.id))


@bp.post("/beheer/accounts/<uuid:lid_id>/toestellen/<uuid:toestel_id>/toelaten")
@allow(Rol.BEHEERDER)
def release_toestel(lid_id: UUID, toestel_id: UUID) -> ResponseReturnValue:
    """Lets a phone in again."""
    lid = _lid(lid_id)
    toestel = _toestel(lid, toestel_id)
    actions.release_toestel(db.session(), toestel, by=the_user(), now=now())
    flash(f"{toestel.naam} is weer toegelaten.")
    return redirect_to(url_for("beheer.show", lid_id=lid.id))
