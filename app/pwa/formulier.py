"""The inspection form: one document per protocol version, drawn once, without a word about any person or controle."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from uuid import UUID

from flask import Response, redirect, render_template
from sqlalchemy import or_, select
from werkzeug.wrappers import Response as BaseResponse

from app.accounts.access import allow, current_organisatie
from app.controles.models import Controle
from app.core.db import db
from app.core.errors import NotFound
from app.core.pressed import pressed
from app.protocols.formulier import form_release, form_url
from app.protocols.models import Protocol, ProtocolVersie
from app.protocols.queries import HOOGSTE, read_definitie
from app.protocols.rules.plan import formulierplan
from app.pwa.formulierbeeld import BEELD, teksten
from app.pwa.schil import draw_page
from app.pwa.views import bp

IMMUTABLE = "private, max-age=31536000, immutable"


@bp.get("/veld/formulier/<code>/<int:nummer>-<hash12>-<vorm>")
@allow()
def form(code: str, nummer: int, hash12: str, vorm: str) -> BaseResponse:
    """The form of a version. Another `vorm` than today's cannot be drawn any more: the reader is sent to today's."""
    versie = _version(code, nummer, hash12)
    if vorm != form_release():
        return redirect(form_url(code, nummer, versie.hash))
    response = _draw(versie)
    response.headers["Cache-Control"] = IMMUTABLE
    response.set_etag(f"{versie.hash[:12]}-{vorm}")
    return response


@bp.get("/veld/controles/<uuid:controle_id>")
@allow()
def controle_form(controle_id: UUID) -> Response:
    """The form for a controle; one this server has not heard of yet (born offline) gets the start page of the field."""
    versie = _version_of(controle_id)
    return pressed(draw_page("/veld")) if versie is None else _draw(versie)


def _version(code: str, nummer: int, hash12: str) -> ProtocolVersie:
    """A version of *basis*, of the organisatie in use, or of a municipality it does controles for."""
    if nummer > HOOGSTE:
        raise _unknown()
    organisatie = current_organisatie()
    used = select(Controle.protocol_versie_id).where(Controle.organisatie_id == organisatie.id)
    versie = db.session.scalar(
        select(ProtocolVersie)
        .join(Protocol)
        .where(
            Protocol.code == code,
            ProtocolVersie.nummer == nummer,
            ProtocolVersie.hash.startswith(hash12, autoescape=True),
            or_(Protocol.eigenaar_id.is_(None), Protocol.eigenaar_id == organisatie.id, ProtocolVersie.id.in_(used)),
        )
        .order_by(ProtocolVersie.id)
        .limit(1)
    )
    if versie is None or len(hash12) < 12:
        raise _unknown()
    return versie


def _unknown() -> NotFound:
    return NotFound("protocol-versie-onbekend", "Deze versie van het protocol bestaat hier niet.")


def _version_of(controle_id: UUID) -> ProtocolVersie | None:
    return db.session.scalar(
        select(ProtocolVersie)
        .join(Controle, Controle.protocol_versie_id == ProtocolVersie.id)
        .where(Controle.id == controle_id, Controle.organisatie_id == current_organisatie().id)
    )


def _draw(versie: ProtocolVersie) -> Response:
    return pressed(draw_form(versie.definitie, versie.hash))


@lru_cache(maxsize=16)
def draw_form(definitie_json: str, content_hash: str) -> str:
    """The page of a version, the same for everybody: every phone asks for all of them, so it is drawn once. Line ends
    between tags are left out: to a browser each is a node, thousands of them."""
    return re.sub(r">\n+<", "><", render_template("veld/formulier.html", **form_context(definitie_json, content_hash)))


def form_context(definitie_json: str, content_hash: str) -> dict[str, Any]:
    """What the form template draws from: the definition, its plan and texts."""
    definitie = read_definitie(definitie_json)
    return {
        "definitie": definitie,
        "hash": content_hash,
        "plan": formulierplan(definitie),
        "teksten": teksten(definitie),
        "fasen": [{"code": fase.code, "titel": fase.titel} for fase in definitie.fasen],
        "beeld": BEELD,
    }
