"""Who may do what: every route wears exactly one of `allow` and `open_to_all`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, Response, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user

from app.accounts import sessies
from app.accounts.models import Lidmaatschap, Rol, Sessie, User
from app.core.clock import now
from app.core.db import SAFE_METHODS, db
from app.core.errors import NotAllowed, NotLoggedIn, draw, wants_json
from app.core.htmx import redirect_to, wants_fragment
from app.organisatie.models import Organisatie

P = ParamSpec("P")
R = TypeVar("R")

login_manager = LoginManager()


def init_access(app: Flask) -> None:
    """Binds Flask-Login: a cookie names a `Sessie`. Comes before the database, so that *last seen* is written after
    the request's own transaction: a read that becomes a write could find another writer in its way."""
    app.after_request(_see_sessie)
    login_manager.init_app(app)
    app.register_error_handler(NotLoggedIn, _to_login)
    app.context_processor(lambda: {"lid": lid_or_none(), "Rol": Rol})


@login_manager.user_loader  # type: ignore[untyped-decorator]
def _load_user(key: str) -> User | None:
    sessie = sessies.find_sessie(db.session(), session.get("sessie"), now())
    if sessie is None or str(sessie.user_id) != key:
        return None
    g.sessie = sessie
    return sessie.user


def this_sessie() -> Sessie | None:
    """The session of this request."""
    return cast("Sessie | None", g.get("sessie")) if current_user.is_authenticated else None


def _see_sessie(response: Response) -> Response:
    sessie = cast("Sessie | None", g.get("sessie"))
    if sessie is not None and sessies.is_to_be_seen(sessie, now()):
        sessies.see_sessie(db.session(), sessie.id, now())
        db.session.commit()
    return response


def _to_login(problem: NotLoggedIn) -> ResponseReturnValue:
    if wants_json():
        return draw(problem.status, problem.code, problem.zin)
    target = url_for("accounts.login", verder=_page_in_sight())
    return redirect_to(target) if wants_fragment() else redirect(target, code=303)


def _page_in_sight() -> str:
    """The page to come back to after logging in: not a fragment, and not the address of a write."""
    if request.method in SAFE_METHODS and not wants_fragment():
        return request.full_path.rstrip("?")
    seen = urlsplit(request.headers.get("HX-Current-URL") or request.referrer or "/")
    return f"{seen.path or '/'}{'?' if seen.query else ''}{seen.query}"


def lid_or_none() -> Lidmaatschap | None:
    """The membership in use in this request: the organisatie chosen in the session, else the first by name."""
    if "lid" not in g:
        g.lid = _find_lid()
    return cast("Lidmaatschap | None", g.lid)


def _find_lid() -> Lidmaatschap | None:
    if not current_user.is_authenticated:
        return None
    eigen: list[Lidmaatschap] = list(current_user.lidmaatschappen)
    lidmaatschappen = sorted(eigen, key=lambda lid: (lid.organisatie.naam, str(lid.organisatie_id)))
    chosen = session.get("organisatie")
    for lid in lidmaatschappen:
        if str(lid.organisatie_id) == chosen:
            return lid
    return lidmaatschappen[0] if lidmaatschappen else None


def current_lid() -> Lidmaatschap:
    """The membership in use. Raises `NotLoggedIn` or `NotAllowed`."""
    lid = lid_or_none()
    if lid is None:
        if current_user.is_authenticated:
            raise NotAllowed("geen-organisatie", "Je account hoort nog niet bij een organisatie. Vraag je beheerder.")
        raise NotLoggedIn
    return lid


def current_organisatie() -> Organisatie:
    """The organisatie in use: every query is scoped to it."""
    return current_lid().organisatie


def the_user() -> User:
    """The logged-in user, typed. Raises `NotLoggedIn`."""
    if not current_user.is_authenticated:
        raise NotLoggedIn
    return cast("User", current_user._get_current_object())


def has_rol(*rollen: Rol) -> bool:
    """True when the current membership has one of these roles (any role when none is named)."""
    lid = lid_or_none()
    return lid is not None and (not rollen or any(rol in lid.rollen for rol in rollen))


def allow(*rollen: Rol) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The route is for members with one of `rollen`; `allow()` is for every logged-in member."""

    def wrap(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def inner(*args: P.args, **kwargs: P.kwargs) -> R:
            current_lid()
            if not has_rol(*rollen):
                raise NotAllowed
            return view(*args, **kwargs)

        cast("Any", inner).access = frozenset(rollen)
        return inner

    return wrap


def open_to_all(view: Callable[P, R]) -> Callable[P, R]:
    """The route is for everyone, logged in or not."""
    cast("Any", view).access = None
    return view
