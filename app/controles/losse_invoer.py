"""Held entries that belong to no controle we know, deliveries that could not be read, and photos that no entry names:
listed and resolved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, flash, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_lid, current_organisatie, the_user
from app.controles import oplossen, quarantaine
from app.controles import queries_dossier as queries
from app.controles.forms import LosForm, OplosForm
from app.controles.losse_fotos import count_loose, get_loose, loose_photos, resolve_loose, shown_bytes
from app.controles.models import Mutatie
from app.controles.ontvangst import FotoBytes, RuweInvoer
from app.controles.oplosrecht import OPLOSSERS, ways_to_settle
from app.controles.rules.oplossing import Afhandeling
from app.controles.ruwe_invoer import count_raw, get_raw, raw_deliveries, resolve_raw
from app.core.clock import now
from app.core.db import db
from app.core.errors import Invalid, NotFound
from app.core.htmx import redirect_to, render

bp = Blueprint("losse_invoer", __name__)
Forms = Mapping[UUID | oplossen.Sleutel, OplosForm]


@bp.get("/controles/losse-invoer")
@allow(*OPLOSSERS)
def index() -> ResponseReturnValue:
    """What waits for a person without a dossier to stand in."""
    return _page(200)


@bp.get("/controles/losse-invoer/bewaard")
@allow(*OPLOSSERS)
def kept() -> ResponseReturnValue:
    """What was settled and is still kept: it can be destroyed yet."""
    return _page(200, opgelost=True)


def _page(
    status: int, *, forms: Forms | None = None, los: Mapping[UUID, LosForm] | None = None, opgelost: bool = False
) -> Response:
    """The page; `forms` and `los` carry forms that were refused."""
    session, organisatie, refused = db.session(), current_organisatie().id, los or {}
    held = [] if opgelost else quarantaine.held_without_controle(session, organisatie)
    raw = raw_deliveries(session, organisatie, opgelost=opgelost)
    fotos = loose_photos(session, organisatie, now(), opgelost=opgelost)
    rows: list[RuweInvoer | FotoBytes] = [*raw, *fotos]
    context = oplossen.shown(held, forms or {})
    context["namen"] |= queries.names_of(session, {row.user_id for row in rows})
    context["los"] = {row.id: refused.get(row.id) or _form(row) for row in rows}
    bewaard = 0 if opgelost else _count_kept(organisatie)
    values: dict[str, Any] = {"leveringen": raw, "fotos": fotos, "opgelost": opgelost, "bewaard": bewaard}
    values["geweigerd"] = [*(forms or {}).values(), *refused.values()]
    return render("controles/loose.html", status=status, **values, **context)


def _count_kept(organisatie_id: UUID) -> int:
    session = db.session()
    return count_raw(session, organisatie_id, opgelost=True) + count_loose(
        session, organisatie_id, now(), opgelost=True
    )


def _form(row: RuweInvoer | FotoBytes, **values: Any) -> LosForm:
    form = LosForm(prefix=f"l{row.id.hex}-", **values)
    return form.offer(ways_to_settle(db.session(), row, the_user(), current_lid().rollen))


@bp.post("/controles/losse-invoer/<uuid:mutatie_id>")
@allow(*OPLOSSERS)
def resolve(mutatie_id: UUID) -> ResponseReturnValue:
    """Decides about an entry without a known controle."""
    mutatie = db.session.get(Mutatie, mutatie_id)
    if mutatie is None or mutatie.organisatie_id != current_organisatie().id:
        raise NotFound
    refused = oplossen.decide(mutatie)
    if refused is not None:
        return _page(422, forms={mutatie.id: refused})
    flash("De invoer is opgelost.")
    return redirect_to(url_for("losse_invoer.index"))


@bp.post("/controles/losse-invoer/<uuid:controle_id>/reden/<code>")
@allow(*OPLOSSERS)
def resolve_together(controle_id: UUID, code: str) -> ResponseReturnValue:
    """Decides about all entries of a controle we do not know that are held for one reason."""
    session, key = db.session(), (controle_id, code)
    held = quarantaine.held_without_controle(session, current_organisatie().id)
    refused, zin = oplossen.decide_together(held, key, session.commit)
    if refused is not None:
        return _page(422, forms={key: refused})
    flash(zin)
    return redirect_to(url_for("losse_invoer.index"))


@bp.post("/controles/losse-invoer/leveringen/<uuid:invoer_id>")
@allow(*OPLOSSERS)
def settle_raw(invoer_id: UUID) -> ResponseReturnValue:
    """A person looked at a delivery that could not be read."""
    return _settle(get_raw(db.session(), current_organisatie().id, invoer_id), resolve_raw)


@bp.get("/controles/losse-invoer/fotos/<uuid:foto_id>")
@allow(*OPLOSSERS)
def photo(foto_id: UUID) -> Response:
    """A photo that no entry names, for the screen."""
    found = get_loose(db.session(), current_organisatie().id, foto_id, now())
    response = Response(shown_bytes(current_app.extensions["blobs"], found), mimetype="image/jpeg")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.post("/controles/losse-invoer/fotos/<uuid:foto_id>")
@allow(*OPLOSSERS)
def settle_photo(foto_id: UUID) -> ResponseReturnValue:
    """A person looked at a photo that no entry names."""
    return _settle(get_loose(db.session(), current_organisatie().id, foto_id, now()), resolve_loose)


def _settle(row: RuweInvoer | FotoBytes, resolve: Callable[..., None]) -> ResponseReturnValue:
    form, opgelost = _form(row, formdata=request.form), row.opgelost_at is not None
    if not form.validate():
        return _page(422, los={row.id: form}, opgelost=opgelost)
    keuze = Afhandeling(form.keuze.data)
    try:
        resolve(db.session(), row, keuze=keuze, reden=form.reden.data or "", by=the_user(), now=now())
    except Invalid as problem:
        form.refuse(problem, "reden")
        return _page(problem.status, los={row.id: form}, opgelost=opgelost)
    weg = keuze is Afhandeling.VERNIETIGEN
    flash("Vernietigd. Controlegetal en reden blijven." if weg else "Afgehandeld. Wat is ontvangen blijft bewaard.")
    return redirect_to(url_for("losse_invoer.kept" if opgelost else "losse_invoer.index"))
