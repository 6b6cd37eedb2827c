"""Searching all protocols by word, code or article, and giving many of them another grondslag at once, as drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import allow, current_organisatie, has_rol, the_user
from app.accounts.models import Rol
from app.core.clock import now, today
from app.core.db import db
from app.core.htmx import redirect_to, render
from app.protocols import concept as concepten
from app.protocols.forms import VervangForm
from app.protocols.models import Concept
from app.protocols.omzettabel import omzettabel
from app.protocols.queries import newest_versies, read_definitie
from app.protocols.rules.beschrijven import grondslag_text
from app.protocols.rules.bewerken import Ruw
from app.protocols.rules.bouwstenen import Grondslag
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.vervangen import Artikel, Vervanging, replacements
from app.protocols.rules.was_wordt import was_wordt
from app.protocols.rules.zoeken import Treffer, search, worries
from app.protocols.views import bp


@dataclass(frozen=True)
class Gevonden:
    """What was found in one protocol: in its newest version, or in the draft of the next one."""

    titel: str
    nummer: int
    url: str
    treffers: list[Treffer]
    concept: bool = False


@bp.get("/protocollen/zoeken")
@allow()
def find() -> ResponseReturnValue:
    """Punten by word, code or article; without words those whose grondslag needs a look."""
    tekst = request.args.get("q", "").strip()[:200]
    gevonden = _find(db.session(), current_organisatie().id, tekst, today())
    aantal = sum(len(deel.treffers) for deel in gevonden)
    return render("protocols/find.html", q=tekst, gevonden=gevonden, aantal=aantal)


@bp.get("/protocollen/vervangen")
@allow(Rol.PROTOCOLBEHEERDER)
def replace_form() -> ResponseReturnValue:
    """Was and wordt, with the protocols it would touch once `was` is filled in."""
    form = VervangForm(request.args)
    form.choose(_touched(db.session(), current_organisatie().id, form.was()))
    return render("protocols/replace.html", form=form, opvolging=_successors(form.was()))


@bp.post("/protocollen/vervangen")
@allow(Rol.PROTOCOLBEHEERDER)
def replace() -> ResponseReturnValue:
    """Makes or continues a draft per chosen protocol. Nothing is published."""
    session, organisatie, form = db.session(), current_organisatie().id, VervangForm(request.form)
    form.choose(_touched(session, organisatie, form.was()))
    if not form.validate():
        return render("protocols/replace.html", status=422, form=form, opvolging=_successors(form.was()))
    gekozen = set(form.protocollen.data or [])
    made = replace_in(session, organisatie, gekozen, form.vervanging(), by=the_user(), now=now())
    flash(f"{len(made)} concept{'en zijn' if len(made) != 1 else ' is'} bijgewerkt. Kijk ze na en publiceer ze.")
    return redirect_to(url_for("protocols.find", q=f"{form.wordt_bron.data} {form.wordt_artikel.data}"))


def replace_in(
    session: Session, organisatie_id: UUID, codes: set[str], vervanging: Vervanging, *, by: Any, now: datetime
) -> list[Concept]:
    """The drafts of these protocols in which the old grondslag made place for the new one; a protocol without a draft
    gets one. Raises `Conflict` as `concept.change`."""
    drafts = {draft.code: draft for draft in concepten.list_concepten(session, organisatie_id)}
    made = []
    for versie in newest_versies(session, organisatie_id):
        code = versie.protocol.code
        draft = drafts.get(code)
        ruw = concepten.read_ruw(draft) if draft else concepten.written(versie)
        edits = replacements(ruw, vervanging)
        if code not in codes or not edits:
            continue
        draft = draft or concepten.from_versie(session, organisatie_id, versie, by=by, now=now)
        zin = f"{vervanging.was.bron} {vervanging.was.artikel} wordt {vervanging.wordt.bron} {vervanging.wordt.artikel}"
        for edit in edits:
            concepten.change(session, draft, edit, zin, sinds=draft.revisie, by=by, now=now)
        made.append(draft)
    return made


def _find(session: Session, organisatie_id: UUID, tekst: str, dag: date) -> list[Gevonden]:
    def hits(definitie: Definitie) -> list[Treffer]:
        return search(definitie, tekst) if tekst else worries(definitie, dag)

    made = []
    for versie in newest_versies(session, organisatie_id):
        definitie = read_definitie(versie.bron or versie.definitie)
        url = url_for("protocols.show", code=versie.protocol.code, nummer=versie.nummer)
        made.append(Gevonden(definitie.titel, versie.nummer, url, hits(definitie)))
    for draft in concepten.list_concepten(session, organisatie_id) if tekst else ():
        gelezen = _definition(concepten.read_ruw(draft))
        if gelezen is not None:
            made.append(Gevonden(gelezen.titel, gelezen.versie, _editor(draft), hits(gelezen), concept=True))
    return [deel for deel in made if deel.treffers]


def _editor(draft: Concept) -> str:
    """Where its author goes on; nothing for who may only read."""
    return url_for("editor.show", concept_id=draft.id) if has_rol(Rol.PROTOCOLBEHEERDER) else ""


def _definition(ruw: Ruw) -> Definitie | None:
    """A draft that cannot be read yet is not searched; its author sees why in the editor."""
    try:
        return msgspec.convert({"wijzigingsnotitie": "Concept", **ruw}, Definitie, strict=False)
    except msgspec.ValidationError:
        return None


def _successors(was: Artikel | None) -> list[str]:
    """What the was-wordt table that comes with Schouw says of an old article, in sentences."""
    gevonden = was_wordt(omzettabel(), was.bron, was.artikel, was.lid) if was else []
    return [zin for deel in gevonden for zin in (*map(_successor, deel.wordt), deel.toelichting) if zin]


def _successor(bron: Grondslag) -> str:
    teken = {"onbevestigd": "niet bevestigd", "secundair": "uit een tweede bron"}.get(bron.zekerheid)
    return (
        grondslag_text(bron) + (f" ({teken})" if teken else "") + (f": {bron.toelichting}" if bron.toelichting else "")
    )


def _touched(session: Session, organisatie_id: UUID, was: Artikel | None) -> Sequence[tuple[str, str]]:
    """Code and words of every protocol that stands on an article, with how many punten do."""
    if was is None:
        return []
    proef = Vervanging(was, Artikel("", ""), "onbevestigd")
    drafts = {draft.code: concepten.read_ruw(draft) for draft in concepten.list_concepten(session, organisatie_id)}
    found = []
    for versie in newest_versies(session, organisatie_id):
        code = versie.protocol.code
        edits = replacements(drafts.get(code) or concepten.written(versie), proef)
        aantal = len({edit.plek for edit in edits})
        stand = "het concept gaat verder" if code in drafts else f"wordt een concept na versie {versie.nummer}"
        if aantal:
            found.append((code, f"{versie.protocol.titel}: {aantal} {'punt' if aantal == 1 else 'punten'}, {stand}"))
    return found
