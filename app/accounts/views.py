"""Logging in and out, one's own account, and setting a password by a link."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, Response, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.accounts import actions, queries, sessies
from app.accounts.access import allow, current_lid, current_organisatie, open_to_all, the_user, this_sessie
from app.accounts.forms import ROLNAMEN, InlogForm, NieuwWachtwoordForm, WachtwoordForm
from app.accounts.models import User
from app.accounts.rules.sessies import describe_agent
from app.core.clock import now
from app.core.db import db, keep_writes
from app.core.errors import Invalid, NotFound, Problem
from app.core.htmx import redirect_to, render
from app.core.security import client_address

bp = Blueprint("accounts", __name__)
log = logging.getLogger("schouw")

LINK_GELDIG = 3 * 24 * 3600
"""Seconds a set-password link works."""


@bp.get("/inloggen")
@open_to_all
def login() -> ResponseReturnValue:
    """The login page; whoever is logged in goes on."""
    return _login_page(InlogForm(), 200)


@bp.post("/inloggen")
@open_to_all
def log_in() -> ResponseReturnValue:
    """Checks the password, renews the session and goes on to `verder`."""
    form = InlogForm(request.form)
    if not form.validate():
        return _login_page(form, 422)
    try:
        user = actions.log_in(
            db.session(),
            form.email.data or "",
            form.wachtwoord.data or "",
            adres=client_address(),
            now=now(),
        )
    except Problem as problem:
        keep_writes()
        log.warning("inloggen geweigerd (%s) vanaf %s", problem.code, client_address())
        return _login_page(form, problem.status, problem)
    start_session(user)
    return redirect(own_path(request.values.get("verder")), code=303)


def _login_page(form: InlogForm, status: int, problem: Problem | None = None) -> Response:
    verder = own_path(request.values.get("verder"))
    return render("accounts/login.html", status=status, form=form, problem=problem, verder=verder)


def start_session(user: User) -> None:
    """A new session for `user`: nothing of an earlier one survives."""
    end_this_session()
    sessie = sessies.open_sessie(db.session(), user, agent=request.user_agent.string, now=now())
    login_user(user)
    session["sessie"] = str(sessie.id)
    session.permanent = True


def end_this_session() -> None:
    """What this browser was logged in with opens nothing any more, copies of its cookie included."""
    sessie = this_sessie()
    if sessie is not None:
        sessies.end_sessie(db.session(), sessie.user, sessie.id, now=now())
    logout_user()
    session.clear()


def own_path(target: str | None) -> str:
    """`target` when it is a path of ours, else the start page: a link may not send people elsewhere."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return "/"
    if any(ord(sign) < 32 for sign in target):
        return "/"
    parts = urlsplit(target)
    return "/" if parts.netloc or parts.scheme else target


@bp.get("/uitloggen")
@open_to_all
def logout() -> ResponseReturnValue:
    """Asks, because unsent work stays on the phone of this user."""
    return render("accounts/logout.html")


@bp.post("/uitloggen")
@open_to_all
def log_out() -> ResponseReturnValue:
    """Ends this session; the login page lets the phone forget who was in (`uit`)."""
    end_this_session()
    return redirect(url_for("accounts.login", uit=1), code=303)


@bp.get("/profiel")
@allow()
def profile() -> ResponseReturnValue:
    """One's own account."""
    return _profile_page(WachtwoordForm(), 200)


def _profile_page(form: WachtwoordForm, status: int) -> Response:
    user, organisatie = the_user(), current_organisatie()
    phones = queries.toestellen(db.session(), organisatie.id, user.id)
    return render(
        "accounts/profile.html",
        status=status,
        form=form,
        user=user,
        lid=current_lid(),
        toestellen=phones,
        sessies=sessies.sessies_of(db.session(), user, now()),
        deze=this_sessie(),
        browser=describe_agent,
        rolnamen=ROLNAMEN,
    )


@bp.post("/profiel/wachtwoord")
@allow()
def change_password() -> ResponseReturnValue:
    """Changes one's own password; other sessions end, this one goes on."""
    form, user = WachtwoordForm(request.form), the_user()
    if not form.validate():
        return _profile_page(form, 422)
    try:
        actions.change_password(db.session(), user, oud=form.oud.data or "", nieuw=form.nieuw.data or "", now=now())
    except Problem as problem:
        keep_writes()
        form.refuse(problem, "oud" if isinstance(problem, actions.TooOften) else "nieuw")
        return _profile_page(form, problem.status)
    chosen = session.get("organisatie")
    start_session(user)
    session["organisatie"] = chosen
    flash("Je wachtwoord is gewijzigd. Op andere apparaten ben je uitgelogd.")
    return redirect_to(url_for("accounts.profile"))


@bp.post("/profiel/overal-uitloggen")
@allow()
def end_sessions() -> ResponseReturnValue:
    """Ends all sessions of this user, this one too."""
    user = the_user()
    actions.end_sessions(db.session(), user, by=user, now=now())
    end_this_session()
    return redirect(url_for("accounts.login"), code=303)


@bp.post("/profiel/sessies/<uuid:sessie_id>/einde")
@allow()
def end_session(sessie_id: UUID) -> ResponseReturnValue:
    """Logs out one other browser."""
    if not sessies.end_sessie(db.session(), the_user(), sessie_id, now=now()):
        raise NotFound("sessie-onbekend", "Daar was je al uitgelogd. Ververs de pagina.")
    flash("Je bent daar uitgelogd.")
    return redirect_to(url_for("accounts.profile"))


@bp.post("/profiel/organisatie")
@allow()
def choose_organisatie() -> ResponseReturnValue:
    """Works from now on in another of one's organisations."""
    chosen = request.form.get("organisatie", "")
    if not any(str(lid.organisatie_id) == chosen for lid in the_user().lidmaatschappen):
        raise NotFound
    session["organisatie"] = chosen
    return redirect("/", code=303)


@bp.post("/profiel/toestellen/<uuid:toestel_id>/intrekken")
@allow()
def revoke_toestel(toestel_id: UUID) -> ResponseReturnValue:
    """Takes back a lost phone; only this browser stays logged in."""
    user = the_user()
    toestel = actions.get_toestel(db.session(), current_organisatie().id, user.id, toestel_id)
    if toestel is None:
        raise NotFound
    actions.revoke_toestel(db.session(), toestel, by=user, now=now())
    start_session(user)
    flash(f"{toestel.naam} is ingetrokken. Op andere apparaten ben je uitgelogd.")
    return redirect_to(url_for("accounts.profile"))


def make_link(user: User) -> str:
    """A link with which `user` sets a password, once: it dies with the session version it was made for."""
    token = _serializer().dumps([str(user.id), user.sessie_versie])
    return url_for("accounts.password_link", token=token, _external=True)


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="wachtwoord-link")


def _user_of(token: str) -> User:
    try:
        user_id, versie = _serializer().loads(token, max_age=LINK_GELDIG)
    except BadSignature as error:
        raise NotFound("link-verlopen", LINK_VERLOPEN) from error
    user = db.session.get(User, UUID(user_id))
    if user is None or not user.actief or user.sessie_versie != versie:
        raise NotFound("link-verlopen", LINK_VERLOPEN)
    return user


LINK_VERLOPEN = "Deze link is al gebruikt of verlopen. Vraag je beheerder om een nieuwe."


@bp.get("/wachtwoord/<string:token>")
@open_to_all
def password_link(token: str) -> ResponseReturnValue:
    """The page to choose a password."""
    return render("accounts/set_password.html", form=NieuwWachtwoordForm(), user=_user_of(token))


@bp.post("/wachtwoord/<string:token>")
@open_to_all
def use_password_link(token: str) -> ResponseReturnValue:
    """Sets the password and logs in."""
    form, user = NieuwWachtwoordForm(request.form), _user_of(token)
    if form.validate():
        try:
            actions.set_password(db.session(), user, form.nieuw.data or "", by=user, now=now())
        except Invalid as problem:
            form.refuse(problem, "nieuw")
        else:
            start_session(user)
            return redirect("/", code=303)
    return render("accounts/set_password.html", status=422, form=form, user=user)
