"""Office pages about protocols: the overview, and one version read-only; and the schema of protocol files."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, Response, flash, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, has_rol, open_to_all, the_user
from app.accounts.models import Rol
from app.accounts.queries import name_of, names_of
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Invalid
from app.core.htmx import redirect_to, render
from app.protocols import actions, queries
from app.protocols.concept import find_concept, list_concepten, read_ruw
from app.protocols.forms import IntrekForm
from app.protocols.formulier import form_url
from app.protocols.frequentie import frequentieschema
from app.protocols.loader import SCHEMA
from app.protocols.models import ProtocolVersie
from app.protocols.rules.beschrijven import describe
from app.protocols.rules.intrekken import NAMEN, IntrekSoort
from app.protocols.rules.zin import short_code
from app.protocols.themacontroles import Themacontrole, Themadeel, themacontroles

bp = Blueprint("protocols", __name__)
bp.add_app_template_filter(short_code, "puntcode")


@bp.get("/protocollen")
@allow()
def index() -> ResponseReturnValue:
    """All protocols per thema with their versions."""
    organisatie = current_organisatie().id
    versies = queries.list_versies(db.session(), organisatie)
    protocollen = [versie for versie in versies if versie.protocol.soort != "blok"]
    blokken = [versie for versie in versies if versie.protocol.soort == "blok"]
    weg = queries.intrekkingen(db.session(), organisatie)
    concepten = list_concepten(db.session(), organisatie) if has_rol(Rol.PROTOCOLBEHEERDER) else []
    return render(
        "protocols/index.html",
        themas=_per_thema(protocollen),
        blokken=blokken,
        thema_sets=_thema_sets(protocollen),
        weg=weg,
        concepten=[(concept, read_ruw(concept).get("titel") or concept.code) for concept in concepten],
        wie=names_of(db.session(), {concept.gewijzigd_door_id for concept in concepten}),
    )


@bp.get("/protocollen/<string:code>/<int:nummer>")
@allow()
def show(code: str, nummer: int) -> ResponseReturnValue:
    """One version with every point in words."""
    return _version_page(_versie(code, nummer), IntrekForm(), 200)


def _versie(code: str, nummer: int) -> ProtocolVersie:
    return queries.get_versie(db.session(), current_organisatie().id, code, nummer)


def _version_page(versie: ProtocolVersie, form: IntrekForm, status: int) -> Response:
    session, organisatie = db.session(), current_organisatie().id
    definitie, code = queries.read_definitie(versie.definitie), versie.protocol.code
    weg = queries.intrekkingen(session, organisatie)
    usable = queries.usable_versions(session, organisatie, today())
    return render(
        "protocols/show.html",
        status=status,
        versie=versie,
        definitie=definitie,
        onderdelen=describe(definitie),
        frequenties=frequentieschema(code),
        voorbeeld=form_url(code, versie.nummer, versie.hash),
        andere=[ander for ander in queries.versies_of(session, versie.protocol_id) if ander.id != versie.id],
        weg=weg,
        intreknamen=NAMEN,
        nu=next((other for other in usable if other.protocol.code == code), None),
        door=name_of(session, weg[versie.id].door_id) if versie.id in weg else "",
        form=form,
        concept=find_concept(session, organisatie, code),
    )


@bp.post("/protocollen/<string:code>/<int:nummer>/intrekken")
@allow(Rol.PROTOCOLBEHEERDER)
def withdraw(code: str, nummer: int) -> ResponseReturnValue:
    """Takes this version out of use at one's own organisatie."""
    versie, form = _versie(code, nummer), IntrekForm(request.form)
    if not form.validate():
        return _version_page(versie, form, 422)
    reden, soort = form.reden.data or "", IntrekSoort(form.soort.data)
    try:
        actions.withdraw_versie(
            db.session(), current_organisatie().id, versie, reden=reden, soort=soort, by=the_user(), now=now()
        )
    except Invalid as fout:
        form.refuse(fout)
        return _version_page(versie, form, 422)
    flash(f"Versie {versie.nummer} is ingetrokken. Telefoons horen het bij het volgende contact.")
    return redirect_to(url_for("protocols.show", code=code, nummer=nummer))


@bp.post("/protocollen/<string:code>/<int:nummer>/terugzetten")
@allow(Rol.PROTOCOLBEHEERDER)
def restore(code: str, nummer: int) -> ResponseReturnValue:
    """Takes it into use again."""
    versie = _versie(code, nummer)
    actions.restore_versie(db.session(), current_organisatie().id, versie, by=the_user(), now=now())
    flash(f"Versie {versie.nummer} is weer in gebruik.")
    return redirect_to(url_for("protocols.show", code=code, nummer=nummer))


@bp.get("/protocols/schema.json")
@open_to_all
def schema() -> ResponseReturnValue:
    """The JSON Schema of a protocol file."""
    return Response(SCHEMA.read_text(encoding="utf-8"), mimetype="application/schema+json")


def _thema_sets(versies: list[ProtocolVersie]) -> list[tuple[Themacontrole, list[tuple[Themadeel, ProtocolVersie]]]]:
    """The ready sets of which every protocol is there, each part with its newest version."""
    nieuwste: dict[str, ProtocolVersie] = {}
    for versie in versies:
        nieuwste.setdefault(versie.protocol.code, versie)
    return [
        (thema, [(deel, nieuwste[deel.protocol]) for deel in thema.delen])
        for thema in themacontroles()
        if all(deel.protocol in nieuwste for deel in thema.delen)
    ]


def _per_thema(versies: list[ProtocolVersie]) -> list[tuple[str, list[ProtocolVersie]]]:
    """Versions by thema, in the order they came."""
    groepen = groupby(versies, key=lambda versie: versie.protocol.thema)
    return [(thema.replace("_", " ").replace("-", " ").capitalize(), list(deel)) for thema, deel in groepen]


import app.protocols.proefbank  # noqa: E402, F401  its routes hang on the same blueprint
