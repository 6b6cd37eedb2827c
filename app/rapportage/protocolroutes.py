"""Protocols on paper: to read and adopt, and to fill in by hand."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, make_response
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie
from app.core.db import db
from app.organisatie.rules.kleuren import STANDAARD, tokens
from app.protocols import queries
from app.rapportage.protocolblad import Uitgave, draw_checklist, draw_protocol

bp = Blueprint("protocolblad", __name__)


@bp.get("/protocollen/<string:code>/<int:nummer>.pdf")
@allow()
def pdf(code: str, nummer: int) -> ResponseReturnValue:
    """A version to read, to print and to adopt."""
    return _drawn(code, nummer, draw_protocol, "protocol")


@bp.get("/protocollen/<string:code>/<int:nummer>/checklist.pdf")
@allow()
def checklist(code: str, nummer: int) -> ResponseReturnValue:
    """The same version to fill in by hand."""
    return _drawn(code, nummer, draw_checklist, "checklist")


def _drawn(code: str, nummer: int, draw: Callable[[Uitgave], bytes], naam: str) -> Response:
    organisatie = current_organisatie()
    versie = queries.get_versie(db.session(), organisatie.id, code, nummer)
    kleur = tokens(organisatie.kleuren).get("--schouw-brand-strong", STANDAARD["brand_strong"])
    uitgave = Uitgave(queries.read_definitie(versie.definitie), versie.hash, organisatie.naam, kleur)
    response = make_response(draw(uitgave))
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{naam}-{code}-{nummer}.pdf"'
    return response
