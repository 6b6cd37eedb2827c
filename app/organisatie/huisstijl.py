"""House style as pages load it: colours and logo. Both stand on every letter of the organisatie, so both are open."""

from __future__ import annotations

import hashlib
from uuid import UUID

from flask import Blueprint, Response, current_app, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, lid_or_none, open_to_all
from app.accounts.models import Rol
from app.core.db import db
from app.core.errors import NotFound
from app.organisatie import queries
from app.organisatie.models import Organisatie
from app.organisatie.rules import kleuren

bp = Blueprint("huisstijl", __name__)

VAST = "max-age=31536000, immutable"


@bp.app_template_global()
def huis_hier() -> Organisatie | None:
    """Whose house style holds here: of who is logged in, else of the only organisatie there is."""
    lid = lid_or_none()
    return lid.organisatie if lid else queries.only_organisatie(db.session())


@bp.app_template_global()
def huisstijl_url(organisatie: Organisatie | None = None) -> str | None:
    """The stylesheet of an organisatie (of here); None when it has no colours of its own."""
    huis = organisatie or huis_hier()
    css = kleuren.stylesheet(huis.kleuren) if huis else ""
    if huis is None or not css:
        return None
    return url_for("huisstijl.colours", organisatie_id=huis.id, versie=_short(css))


@bp.app_template_global()
def logo_url(organisatie: Organisatie | None) -> str | None:
    """The logo of an organisatie; None when it has none."""
    if organisatie is None or not organisatie.logo_sha256:
        return None
    return url_for("huisstijl.logo", organisatie_id=organisatie.id, sha256=organisatie.logo_sha256)


@bp.get("/huisstijl.css")
@open_to_all
def here() -> ResponseReturnValue:
    """The colours that hold here, under a name that never changes: the field app keeps it for use without a network.
    204 when it is not known whose house this is: then what was kept stays."""
    huis = huis_hier()
    css = kleuren.stylesheet(huis.kleuren) if huis else ""
    response = Response(css, 200 if huis else 204, mimetype="text/css")
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    return response.make_conditional(request)


@bp.get("/huisstijl/<uuid:organisatie_id>-<string:versie>.css")
@open_to_all
def colours(organisatie_id: UUID, versie: str) -> ResponseReturnValue:
    """The colours of an organisatie. The name changes with them, so it may be kept."""
    css = kleuren.stylesheet(_organisatie(organisatie_id).kleuren)
    response = Response(css, mimetype="text/css")
    response.headers["Cache-Control"] = VAST if versie == _short(css) else "no-store"
    return response


@bp.get("/huisstijl/<uuid:organisatie_id>/logo-<string:sha256>.png")
@open_to_all
def logo(organisatie_id: UUID, sha256: str) -> ResponseReturnValue:
    """The logo of an organisatie, as we drew it."""
    if _organisatie(organisatie_id).logo_sha256 != sha256:
        raise NotFound
    response = Response(current_app.extensions["blobs"].get(organisatie_id, sha256), mimetype="image/png")
    response.headers["Cache-Control"] = VAST
    return response


@bp.get("/beheer/organisatie/voorbeeld.css")
@allow(Rol.BEHEERDER)
def sample() -> ResponseReturnValue:
    """Colours that are being tried, for the sample on the page only; what is no good colour is left out."""
    gekozen = {name: kleuren.clean(value) for name in kleuren.NAMEN if (value := request.args.get(name))}
    goed = {name: kleur for name, kleur in gekozen.items() if kleuren.judge(kleur) is None}
    response = Response(kleuren.stylesheet(goed, ".huisproef"), mimetype="text/css")
    response.headers["Cache-Control"] = "no-store"
    return response


def _organisatie(key: UUID) -> Organisatie:
    found = db.session.get(Organisatie, key)
    if found is None:
        raise NotFound
    return found


def _short(css: str) -> str:
    return hashlib.sha256(css.encode()).hexdigest()[:12]
