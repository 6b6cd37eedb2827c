"""Routes beside the editor of a draft: the preview with what it does as if, and the proeven of the draft."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, flash, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, the_user
from app.accounts.models import Rol
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict
from app.core.htmx import redirect_to, render, wants_fragment
from app.core.qr import qr_path
from app.protocols import concept as concepten
from app.protocols.forms import ProefForm, ProefnaamForm
from app.protocols.models import Concept
from app.protocols.proefstand import as_json, list_proeven, make_proef
from app.protocols.rules.bewerken import Bewerking, Voeg, Weg, Zet, last_plek
from app.protocols.rules.voorwaarden import NIVEAUS
from app.protocols.views import bp
from app.protocols.voorbeeld import read_voorbeeld


@bp.get("/protocollen/concepten/<uuid:concept_id>/voorbeeld")
@allow()
def voorbeeld(concept_id: UUID) -> ResponseReturnValue:
    """The preview alone, with the proeven beside it."""
    return _page(_concept(concept_id), ProefForm())


@bp.get("/protocollen/concepten/<uuid:concept_id>/proeven")
@allow()
def proeven(concept_id: UUID) -> ResponseReturnValue:
    """All proeven, run on the draft as it is now."""
    return _panel(_concept(concept_id), ProefForm())


@bp.post("/protocollen/concepten/<uuid:concept_id>/proeven")
@allow(Rol.PROTOCOLBEHEERDER)
def keep_proef(concept_id: UUID) -> ResponseReturnValue:
    """What was clicked in the preview becomes a proef."""
    concept, form = _concept(concept_id), ProefForm(request.form)
    if not form.validate():
        return _panel(concept, form, 422)
    naam = form.naam.data or ""
    inhoud = make_proef(db.session(), concept, naam, form.invoer.data or "{}", volledig=bool(form.volledig.data))
    ruw = concepten.read_ruw(concept)
    stap = Voeg("proef", "protocol", inhoud, na=last_plek(ruw, "proef", "protocol"))
    return _change(concept, stap, f"Proef “{naam}” toegevoegd")


@bp.post("/protocollen/concepten/<uuid:concept_id>/proeven/<int:nummer>")
@allow(Rol.PROTOCOLBEHEERDER)
def rename_proef(concept_id: UUID, nummer: int) -> ResponseReturnValue:
    """Another name for a proef."""
    concept, form = _concept(concept_id), ProefnaamForm(request.form)
    if not form.validate():
        raise Conflict("proef-naamloos", "Geef de proef een naam.")
    return _change(concept, Zet(f"proef:{nummer}", "naam", form.naam.data), "Naam van een proef")


@bp.post("/protocollen/concepten/<uuid:concept_id>/proeven/<int:nummer>/weg")
@allow(Rol.PROTOCOLBEHEERDER)
def drop_proef(concept_id: UUID, nummer: int) -> ResponseReturnValue:
    """Takes a proef away; *Maak ongedaan* brings it back."""
    return _change(_concept(concept_id), Weg([f"proef:{nummer}"]), "Proef weggehaald")


def _concept(concept_id: UUID) -> Concept:
    return concepten.get_concept(db.session(), current_organisatie().id, concept_id)


def _change(concept: Concept, stap: Bewerking, omschrijving: str) -> ResponseReturnValue:
    sinds = request.form.get("revisie", concept.revisie, type=int)
    concepten.change(db.session(), concept, stap, omschrijving, sinds=sinds, by=the_user(), now=now())
    if wants_fragment():
        response = _panel(concept, ProefForm())
        response.headers["HX-Trigger"] = '{"concept-gewijzigd": {"plek": "proef:"}}'
        return response
    flash(f"{omschrijving}.")
    return redirect_to(url_for("protocols.voorbeeld", concept_id=concept.id))


def _panel(concept: Concept, form: ProefForm, status: int = 200) -> Response:
    context = preview_context(concept, form)
    return render("protocols/voorbeeld.html", "protocols/_proeven.html", status=status, **context)


def _page(concept: Concept, form: ProefForm) -> Response:
    return render("protocols/voorbeeld.html", **preview_context(concept, form))


def preview_context(concept: Concept, form: ProefForm | None = None) -> dict[str, Any]:
    """What `protocols/_voorbeeld.html` and `protocols/_proeven.html` draw from."""
    try:
        gelezen = read_voorbeeld(db.session(), concept)
    except Conflict as fout:
        return {"concept": concept, "voorbeeld": None, "waarom_geen": fout.zin, "proefform": form or ProefForm()}
    return {
        "concept": concept,
        "voorbeeld": gelezen,
        "proefregels": list_proeven(gelezen.definitie),
        "proeven_json": as_json(gelezen.definitie),
        "proefform": form or ProefForm(),
        "niveaus": NIVEAUS,
        "qr": qr_path(url_for("pwa.telefoon", concept_id=concept.id, _external=True)),
    }
