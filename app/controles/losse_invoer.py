"""Held entries that belong to no controle we know, and deliveries that could not be read: listed and resolved."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, the_user
from app.controles import oplossen, quarantaine
from app.controles import queries_dossier as queries
from app.controles.forms import OplosForm
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


def _page(forms: dict[UUID, OplosForm], status: int, fout: str = "") -> Response:
    session, organisatie = db.session(), current_organisatie().id
    raw = quarantaine.raw_deliveries(session, organisatie)
    context = oplossen.shown(quarantaine.held_without_controle(session, organisatie), forms)
    context["namen"] |= queries.names_of(session, {row.user_id for row in raw})
    return render("controles/loose.html", status=status, leveringen=raw, fout=fout, **context)


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
