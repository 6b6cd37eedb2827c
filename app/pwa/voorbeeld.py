"""A draft on the phone as its author sees it: the form of the field, by the same templates, that keeps nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from flask import Response
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie
from app.core.db import db
from app.core.errors import NotFound
from app.core.htmx import render
from app.protocols.concept import get_concept
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.plan import formulierplan
from app.protocols.rules.waarom import Uitlegger
from app.protocols.rules.walk import VraagPlek, walk_vragen
from app.protocols.voorbeeld import Voorbeeld, read_voorbeeld
from app.pwa.formulierbeeld import BEELD, teksten
from app.pwa.views import bp


@bp.get("/protocollen/concepten/<uuid:concept_id>/telefoon")
@allow()
def telefoon(concept_id: UUID) -> ResponseReturnValue:
    """The whole form of a draft, to try out."""
    voorbeeld = _read(concept_id)
    return _fresh(render("protocols/telefoon.html", voorbeeld=voorbeeld, **_context(voorbeeld.definitie)))


@bp.get("/protocollen/concepten/<uuid:concept_id>/telefoon/punten/<string:code>")
@allow()
def telefoonpunt(concept_id: UUID, code: str) -> ResponseReturnValue:
    """One punt of it drawn anew (that of a vervolgvraag when that is asked for), with its part of the plan.
    Raises `NotFound` (`punt-onbekend`)."""
    definitie = _read(concept_id).definitie
    plek = next((plek for plek in walk_vragen(definitie) if plek.vraag.code == code), None)
    if plek is None:
        raise NotFound("punt-onbekend", f"Punt {code} staat niet (meer) in dit concept.")
    return _fresh(render("protocols/_telefoonpunt.html", plek=plek, **_context(definitie, plek)))


def _read(concept_id: UUID) -> Voorbeeld:
    return read_voorbeeld(db.session(), get_concept(db.session(), current_organisatie().id, concept_id))


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _context(definitie: Definitie, plek: VraagPlek | None = None) -> dict[str, Any]:
    """What the templates of the form draw from, and what every condition says."""
    plan, delen = formulierplan(definitie), Uitlegger(definitie).delen
    if plek is not None:
        code = plek.punt.code
        vragen = [vraag for vraag in plan["vragen"] if code in (vraag["code"], vraag.get("bij"))]
        plan = {"vragen": vragen, "volgorde": plan.get("volgorde")}
        delen = {vraag["code"]: delen[vraag["code"]] for vraag in vragen if vraag["code"] in delen}
    return {
        "definitie": definitie,
        "hash": "",
        "plan": plan,
        "teksten": teksten(definitie),
        "fasen": [{"code": fase.code, "titel": fase.titel} for fase in definitie.fasen],
        "voorwaarden": msgspec.to_builtins(delen),
        "beeld": BEELD,
    }
