"""The matrix of a draft: per punt the fasen it is asked in and the level of toezicht from which it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow
from app.accounts.models import Rol
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict
from app.core.htmx import redirect_to, render
from app.protocols.editor import bp, get_concept
from app.protocols.editorpagina import Bureau
from app.protocols.models import Concept
from app.protocols.rules.bewerken import walk
from app.protocols.rules.velden import NIVEAUS
from app.protocols.stappen import change_fields


@bp.get("/protocollen/concepten/<uuid:concept_id>/matrix")
@allow(Rol.PROTOCOLBEHEERDER)
def matrix(concept_id: UUID) -> ResponseReturnValue:
    """All punten against the fasen and levels."""
    return render("protocols/matrix.html", **_rows(get_concept(concept_id)))


@bp.post("/protocollen/concepten/<uuid:concept_id>/matrix")
@allow(Rol.PROTOCOLBEHEERDER)
def set_row(concept_id: UUID) -> ResponseReturnValue:
    """Keeps one row."""
    concept, plek = get_concept(concept_id), request.form.get("plek", "")
    if not plek.startswith("punt:"):
        raise Conflict("concept-plek-weg", "Dit punt staat niet meer in het concept.")
    niveau = request.form.get("niveau", "S")
    waarden = {"fasen": request.form.getlist("fasen") or None, "niveau": niveau if niveau != "S" else None}
    change_fields(db.session(), concept, plek, waarden, now())
    rijen = _rows(concept)
    rij = next((rij for rij in rijen["rijen"] if rij["plek"] == plek), None)
    page = render("protocols/matrix.html", "protocols/_matrixbewaard.html", **rijen, rij=rij)
    return page if request.headers.get("HX-Request") else redirect_to(url_for("editor.matrix", concept_id=concept.id))


def _rows(concept: Concept) -> dict[str, Any]:
    bureau = Bureau(db.session(), concept)
    punten = [
        deel for deel in walk(bureau.ruw) if deel.plek.startswith("punt:") and deel.ouder.startswith("onderdeel:")
    ]
    rijen = [{"plek": deel.plek, "code": deel.inhoud.get("code"), "vraag": deel.inhoud.get("vraag"),
              "fasen": deel.inhoud.get("fasen") or [], "niveau": deel.inhoud.get("niveau") or "S"}
             for deel in punten]  # fmt: skip
    return {"bureau": bureau, "concept": concept, "plek": "protocol", "rijen": rijen, "niveaus": NIVEAUS}
