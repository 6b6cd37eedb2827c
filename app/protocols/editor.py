"""The editor: a draft of a protocol, changed field by field and kept as it is typed."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, the_user
from app.accounts.models import Rol
from app.accounts.queries import name_of, names_of
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Conflict, Invalid, Problem
from app.core.htmx import redirect_to, render, wants_fragment
from app.protocols import concept as concepten
from app.protocols import queries
from app.protocols.editorpagina import Bureau, open_bureau
from app.protocols.forms_concept import NieuwForm
from app.protocols.models import Concept
from app.protocols.proefbank import preview_context
from app.protocols.rules import handelingen
from app.protocols.rules.bewerken import Bewerking, Hernoem, PlekWeg, Zet
from app.protocols.rules.bronnen import DEEL_LABELS, OPS, answer_kind, choices, operators
from app.protocols.rules.controle_voorwaarde import DELEN
from app.protocols.rules.handelingen import Daad
from app.protocols.rules.invoer import read_field
from app.protocols.rules.voorwaardevorm import GROEPEN

bp = Blueprint("editor", __name__)
DOMID = str.maketrans({":": "-", ".": "_", "/": "_"})


@bp.app_template_filter("domid")
def dom_key(pad: object) -> str:
    """A path or plek as (part of) an element's id."""
    return str(pad).translate(DOMID)


@bp.app_template_filter("korte_datum")
def short_date(dag: object) -> str:
    """`2026-01-05` as `5-1-2026`; what is no day stays as it is."""
    delen = str(dag).split("-")
    return "-".join(str(int(deel)) for deel in reversed(delen)) if all(map(str.isdigit, delen)) else str(dag)


@bp.context_processor
def _words() -> dict[str, Any]:
    """What the templates of conditions are drawn with."""
    return {
        "GROEPEN": GROEPEN, "DELEN": DELEN, "DEEL_LABELS": DEEL_LABELS, "OPS": OPS,
        "answer_kind": answer_kind, "choices": choices, "operators": operators,
    }  # fmt: skip


def get_concept(concept_id: UUID) -> Concept:
    """The only door: a draft of one's own organisatie."""
    return concepten.get_concept(db.session(), current_organisatie().id, concept_id)


def _desk(concept_id: UUID, plek: str | None = None) -> Bureau:
    return open_bureau(db.session(), get_concept(concept_id), plek or request.values.get("plek", "protocol"))


@bp.route("/protocollen/concepten/nieuw", methods=["GET", "POST"])
@allow(Rol.PROTOCOLBEHEERDER)
def start() -> ResponseReturnValue:
    """A new, empty protocol."""
    form = NieuwForm(request.form)
    if request.method == "GET":
        return render("protocols/concept_nieuw.html", form=form)
    if form.validate():
        try:
            made = concepten.start_concept(
                db.session(), current_organisatie().id, form.as_ruw(today()), by=the_user(), now=now()
            )
            return redirect_to(url_for("editor.show", concept_id=made.id))
        except Problem as problem:
            form.refuse(problem, "code")
    return render("protocols/concept_nieuw.html", status=422, form=form)


@bp.post("/protocollen/<string:code>/<int:nummer>/concept")
@allow(Rol.PROTOCOLBEHEERDER)
def start_from(code: str, nummer: int) -> ResponseReturnValue:
    """A draft of the version after this one; the one that is there already, otherwise."""
    session, organisatie = db.session(), current_organisatie().id
    versie = queries.get_versie(session, organisatie, code, nummer)
    found = concepten.find_concept(session, organisatie, code)
    found = found or concepten.from_versie(session, organisatie, versie, by=the_user(), now=now())
    return redirect_to(url_for("editor.show", concept_id=found.id))


@bp.get("/protocollen/concepten/<uuid:concept_id>")
@allow(Rol.PROTOCOLBEHEERDER)
def show(concept_id: UUID) -> ResponseReturnValue:
    """The editor, or only the card of another plek."""
    bureau = _desk(concept_id)
    if wants_fragment():
        return render("protocols/_kaart.html", **_context(bureau))
    return render(
        "protocols/editor.html", **preview_context(bureau.concept) | _context(bureau), punten=bureau.look_at()
    )


@bp.post("/protocollen/concepten/<uuid:concept_id>/veld")
@allow(Rol.PROTOCOLBEHEERDER)
def set_field(concept_id: UUID) -> ResponseReturnValue:
    """Keeps what one field says now."""
    bureau, naam, doe = _desk(concept_id), request.form.get("veld", ""), request.form.get("doe", "")
    veld = bureau.veld(naam)
    if veld is None or bureau.plek != request.form.get("plek", "protocol"):
        raise Conflict("concept-plek-weg", "Dit punt staat niet meer in het concept.")
    waarde = read_field(veld, request.form.to_dict(flat=False), bureau.bronnen, doe)
    bewerking: Bewerking = Zet(bureau.plek, naam, waarde)
    plek = bureau.plek
    if naam == "code" and waarde:
        bewerking, plek = _rename(bureau, str(waarde))
    waar = handelingen.name_of(bureau.plek)
    try:
        _change(bureau, bewerking, f"{veld.label} van {waar}")
    except Conflict as botsing:
        return _refused(bureau, botsing, naam)
    if not wants_fragment():
        return redirect_to(_url(bureau.concept, plek, f"veld-{naam}"))
    return _saved(open_bureau(db.session(), bureau.concept, plek), naam, opnieuw=bool(doe) or _redrawn(naam))


@bp.post("/protocollen/concepten/<uuid:concept_id>/rij")
@allow(Rol.PROTOCOLBEHEERDER)
def arrange(concept_id: UUID) -> ResponseReturnValue:
    """Adds, moves, copies or removes punten and onderdelen."""
    bureau = _desk(concept_id)
    plekken = list(dict.fromkeys(request.form.getlist("plekken"))) or [bureau.plek]
    try:
        daad = _daad(bureau, request.form.get("doe", ""), plekken)
    except PlekWeg as fout:
        raise Conflict("concept-plek-weg", _gone(fout.plek)) from fout
    plek = bureau.plek
    if daad is not None:
        _change(bureau, daad[0], daad[1])
        plek = daad[2]
    if not wants_fragment():
        return redirect_to(_url(bureau.concept, plek))
    return _redrawn_whole(open_bureau(db.session(), bureau.concept, plek))


@bp.post("/protocollen/concepten/<uuid:concept_id>/ongedaan")
@allow(Rol.PROTOCOLBEHEERDER)
def undo(concept_id: UUID) -> ResponseReturnValue:
    """Takes the last change back, or does it again (`opnieuw`)."""
    bureau, doe = _desk(concept_id), concepten.redo if request.form.get("opnieuw") else concepten.undo
    try:
        stap = doe(db.session(), bureau.concept, by=the_user(), now=now())
    except Conflict as botsing:
        return _refused(bureau, botsing, "")
    plek = _touched(stap.raakt[0]) if stap.raakt else bureau.plek
    nieuw = open_bureau(db.session(), bureau.concept, plek)
    if not wants_fragment():
        return redirect_to(_url(bureau.concept, nieuw.plek))
    return _redrawn_whole(nieuw)


@bp.get("/protocollen/concepten/<uuid:concept_id>/om-te-kijken")
@allow(Rol.PROTOCOLBEHEERDER)
def look(concept_id: UUID) -> ResponseReturnValue:
    """What there is to look at now."""
    bureau = _desk(concept_id)
    return render("protocols/_letop.html", concept=bureau.concept, punten=bureau.look_at())


@bp.get("/protocollen/concepten/<uuid:concept_id>/anderen")
@allow(Rol.PROTOCOLBEHEERDER)
def others(concept_id: UUID) -> ResponseReturnValue:
    """What colleagues changed after a revision, for who has the draft open."""
    bureau, sinds = _desk(concept_id), request.args.get("sinds", 0, type=int)
    stappen = [
        stap for stap in concepten.steps_since(db.session(), bureau.concept, sinds) if stap.door_id != the_user().id
    ]
    if not stappen or stappen[-1].revisie <= request.args.get("gezien", 0, type=int):
        return "", 204
    wie = names_of(db.session(), {stap.door_id for stap in stappen})
    return render("protocols/_anderen.html", **_context(bureau), stappen=stappen, wie=wie, sinds=sinds)


@bp.route("/protocollen/concepten/<uuid:concept_id>/weggooien", methods=["GET", "POST"])
@allow(Rol.PROTOCOLBEHEERDER)
def drop(concept_id: UUID) -> ResponseReturnValue:
    """Asks, and throws the draft away."""
    found = get_concept(concept_id)
    if request.method == "GET":
        door = name_of(db.session(), found.gewijzigd_door_id)
        return render("protocols/concept_weg.html", concept=found, ruw=concepten.read_ruw(found), door=door)
    concepten.drop_concept(db.session(), found, by=the_user(), now=now())
    flash("Het concept is weggegooid.")
    return redirect_to(url_for("protocols.index"))


def _daad(bureau: Bureau, doe: str, plekken: list[str]) -> Daad | None:
    ruw, plek = bureau.ruw, plekken[0]
    naar, na = request.form.get("naar", ""), request.form.get("na") or None
    match doe:
        case "dupliceer":
            return handelingen.duplicate(ruw, plek, bureau.eerder)
        case "op" | "neer":
            return handelingen.move(ruw, plek, -1 if doe == "op" else 1)
        case "verplaats" if naar:
            return handelingen.move_to(ruw, plekken, naar, na)
        case "bundel":
            return handelingen.make_part(ruw, plekken, request.form.get("titel", "").strip() or "Nieuw onderdeel")
        case "weg" if plek != "protocol":
            return handelingen.remove(ruw, plekken)
        case "terug" if bureau.basis:
            return handelingen.put_back(ruw, concepten.written(bureau.basis), plek)
    return _added(bureau, doe)


def _added(bureau: Bureau, doe: str) -> Daad:
    ruw = bureau.ruw
    match doe:
        case "punt":
            return handelingen.add_punt(ruw, bureau.plek, bureau.eerder)
        case "vervolg":
            return handelingen.add_vervolg(ruw, bureau.plek, bureau.eerder)
        case "onderdeel":
            return handelingen.add_onderdeel(ruw, bureau.plek)
        case "plak":
            return handelingen.paste(ruw, request.form.get("plak", ""), bureau.eerder)
    raise Invalid("handeling-onbekend", "Kies eerst wat je wilt doen, en met welke punten.")


def _change(bureau: Bureau, bewerking: Bewerking, omschrijving: str) -> None:
    sinds = request.form.get("revisie", bureau.concept.revisie, type=int)
    concepten.change(db.session(), bureau.concept, bewerking, omschrijving, sinds=sinds, by=the_user(), now=now())


def _rename(bureau: Bureau, code: str) -> tuple[Bewerking, str]:
    soort = bureau.plek.partition(":")[0]
    if any(rij.plek == f"{soort}:{code}" and rij.plek != bureau.plek for rij in bureau.rijen):
        raise Invalid("code-dubbel", f"{code} bestaat al in dit concept. Kies een andere code.")
    return Hernoem(bureau.plek, code), f"{soort}:{code}"


def _redrawn(naam: str) -> bool:
    """Whether the whole card looks different after this field."""
    return naam in ("type", "code", "lijst")


def _context(bureau: Bureau) -> dict[str, Any]:
    return {"bureau": bureau, "concept": bureau.concept, "plek": bureau.plek}


def _saved(bureau: Bureau, naam: str, opnieuw: bool) -> Response:
    deel = "kaart" if _redrawn(naam) else "veld"
    html = render_template(
        "protocols/_bewaard.html", **_context(bureau), deel=deel, veld=bureau.veld(naam), opnieuw=opnieuw,
        heel=naam == "code", rij=next((rij for rij in bureau.rijen if rij.plek == bureau.plek), None),
    )  # fmt: skip
    return _told(html, bureau.plek)


def _redrawn_whole(bureau: Bureau) -> Response:
    html = render_template("protocols/_bewaard.html", **_context(bureau), deel="kaart", heel=True)
    response = _told(html, bureau.plek)
    response.headers["HX-Replace-Url"] = _url(bureau.concept, bureau.plek)
    return response


def _told(html: str, plek: str) -> Response:
    response = make_response(html)
    response.headers["HX-Trigger"] = json.dumps({"concept-gewijzigd": {"plek": plek}})
    return response


def _refused(bureau: Bureau, botsing: Conflict, naam: str) -> ResponseReturnValue:
    if not wants_fragment():
        raise botsing
    nu = open_bureau(db.session(), bureau.concept, bureau.plek)
    html = render_template("protocols/_botsing.html", **_context(nu), zin=botsing.zin, veld=nu.veld(naam))
    return make_response(html, botsing.status)


def _touched(raakt: str) -> str:
    """The plek of what an edit touched: `punt:BR-05.1.vraag` is about `punt:BR-05.1`."""
    return raakt.rpartition(".")[0] if raakt.rpartition(".")[2].islower() else raakt


def _gone(plek: str) -> str:
    if plek == "plaktekst:":
        return "Er staat geen vraag in wat je plakte. Kopieer de cellen opnieuw."
    if plek.partition(":")[2]:
        return f"{handelingen.name_of(plek)} staat niet meer in dit concept."
    return "Maak eerst een onderdeel; daar komen de punten in."


def _url(concept: Concept, plek: str, anker: str | None = None) -> str:
    return url_for("editor.show", concept_id=concept.id, plek=plek, _anchor=anker)
