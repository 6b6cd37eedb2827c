"""Office pages about protocols: the overview, and one version read-only; and the schema of protocol files."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, open_to_all
from app.core.db import db
from app.core.htmx import render
from app.protocols import queries
from app.protocols.formulier import form_url
from app.protocols.loader import SCHEMA
from app.protocols.models import ProtocolVersie
from app.protocols.rules.beschrijven import describe

bp = Blueprint("protocols", __name__)


@bp.get("/protocollen")
@allow()
def index() -> ResponseReturnValue:
    """All protocols per thema with their versions."""
    versies = queries.list_versies(db.session(), current_organisatie().id)
    protocollen = [versie for versie in versies if versie.protocol.soort != "blok"]
    blokken = [versie for versie in versies if versie.protocol.soort == "blok"]
    return render("protocols/index.html", themas=_per_thema(protocollen), blokken=blokken)


@bp.get("/protocollen/<string:code>/<int:nummer>")
@allow()
def show(code: str, nummer: int) -> ResponseReturnValue:
    """One version with every point in words."""
    session = db.session()
    versie = queries.get_versie(session, current_organisatie().id, code, nummer)
    definitie = queries.read_definitie(versie.definitie)
    return render(
        "protocols/show.html",
        versie=versie,
        definitie=definitie,
        onderdelen=describe(definitie),
        voorbeeld=form_url(code, nummer, versie.hash),
        andere=[ander for ander in queries.versies_of(session, versie.protocol_id) if ander.id != versie.id],
    )


@bp.get("/protocols/schema.json")
@open_to_all
def schema() -> ResponseReturnValue:
    """The JSON Schema of a protocol file."""
    return Response(SCHEMA.read_text(encoding="utf-8"), mimetype="application/schema+json")


def _per_thema(versies: list[ProtocolVersie]) -> list[tuple[str, list[ProtocolVersie]]]:
    """Versions by thema, in the order they came."""
    groepen = groupby(versies, key=lambda versie: versie.protocol.thema)
    return [(thema.replace("_", " ").replace("-", " ").capitalize(), list(deel)) for thema, deel in groepen]
