"""Held entries that belong to no controle we know, deliveries that could not be read, and photos that no entry names:
listed and resolved."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, current_app, flash, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, the_user
from app.controles import oplossen, quarantaine
from app.controles import queries_dossier as queries
from app.controles.forms import OplosForm
from app.controles.losse_fotos import get_loose, loose_photos, resolve_loose, shown_bytes
from app.controles.models import Mutatie
from app.controles.ontvangst import RuweInvoer
from app.core.clock import now
from app.core.db import db
from app.core.errors import Invalid, NotFound
from app.core.htmx import redirect_to, render

bp = Blueprint("losse_invoer", __name__)


@bp.get("/controles/losse-invoer")
@allow(*quarantaine.OPLOSSERS)
def index() -> ResponseReturnValue:
    """What waits for a person without a dossier to stand in."""
    return _page({}, 200)


def _page(forms: dict[UUID | oplossen.Sleutel, OplosForm], status: int, fout: str = "") -> Response:
    session, organisatie = db.session(), current_organisatie().id
    raw = quarantaine.raw_deliveries(session, organisatie)
    context = oplossen.shown(quarantaine.held_without_controle(session, organisatie), forms)
    fotos = loose_photos(session, organisatie, now())
    senders = {row.user_id for row in raw} | {found.user_id for found in fotos}
    context["namen"] |= queries.names_of(session, senders)
    return render("controles/loose.html", status=status, leveringen=raw, fotos=fotos, fout=fout, **context)


@bp.post("/controles/losse-invoer/<uuid:mutatie_id>")
@allow(*quarantaine.OPLOSSERS)
def resolve(mutatie_id: UUID) -> ResponseReturnValue:
    """Decides about an entry without a known controle."""
    mutatie = db.session.get(Mutatie, mutatie_id)
    if mutatie is None or mutatie.organisatie_id != current_organisatie().id:
        raise NotFound
    refused = oplossen.decide(mutatie)
    if refused is not None:
        return _page({mutatie.id: refused}, 422)
    flash("De invoer is opgelost.")
    return redirect_to(url_for("losse_invoer.index"))


@bp.post("/controles/losse-invoer/<uuid:controle_id>/reden/<code>")
@allow(*quarantaine.OPLOSSERS)
def resolve_together(controle_id: UUID, code: str) -> ResponseReturnValue:
    """Decides about all entries of a controle we do not know that are held for one reason."""
    session, key = db.session(), (controle_id, code)
    held = quarantaine.held_without_controle(session, current_organisatie().id)
    refused, zin = oplossen.decide_together(held, key, session.commit)
    if refused is not None:
        return _page({key: refused}, 422)
    flash(zin)
    return redirect_to(url_for("losse_invoer.index"))


@bp.post("/controles/losse-invoer/leveringen/<uuid:invoer_id>")
@allow(*quarantaine.OPLOSSERS)
def resolve_raw(invoer_id: UUID) -> ResponseReturnValue:
    """Says that a person looked at a delivery that could not be read."""
    invoer = db.session.get(RuweInvoer, invoer_id)
    if invoer is None or invoer.organisatie_id != current_organisatie().id:
        raise NotFound
    try:
        quarantaine.resolve_raw(db.session(), invoer, reden=request.form.get("reden", ""), by=the_user(), now=now())
    except Invalid as problem:
        return _page({}, problem.status, problem.zin)
    flash("De levering is afgehandeld. De ontvangen inhoud blijft bewaard.")
    return redirect_to(url_for("losse_invoer.index"))


@bp.get("/controles/losse-invoer/fotos/<uuid:foto_id>")
@allow(*quarantaine.OPLOSSERS)
def photo(foto_id: UUID) -> Response:
    """A photo that no entry names, for the screen."""
    found = get_loose(db.session(), current_organisatie().id, foto_id, now())
    response = Response(shown_bytes(current_app.extensions["blobs"], found), mimetype="image/jpeg")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.post("/controles/losse-invoer/fotos/<uuid:foto_id>")
@allow(*quarantaine.OPLOSSERS)
def resolve_photo(foto_id: UUID) -> ResponseReturnValue:
    """Says that a person looked at a photo that no entry names."""
    session = db.session()
    found = get_loose(session, current_organisatie().id, foto_id, now())
    try:
        resolve_loose(session, found, reden=request.form.get("reden", ""), by=the_user(), now=now())
    except Invalid as problem:
        return _page({}, problem.status, problem.zin)
    flash("De foto is afgehandeld. De ontvangen bytes blijven bewaard.")
    return redirect_to(url_for("losse_invoer.index"))
