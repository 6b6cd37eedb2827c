"""Protocols as files: a version to download."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie
from app.core.db import db
from app.protocols import queries
from app.protocols.concept import written_definitie
from app.protocols.models import ProtocolVersie
from app.protocols.uitwisseling.yaml_uit import to_yaml

bp = Blueprint("uitwisseling", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/protocollen/<string:code>/<int:nummer>.yaml")
@allow()
def as_yaml(code: str, nummer: int) -> ResponseReturnValue:
    """A version as it was written, or with its blocks filled in (`?opgelost=1`)."""
    versie = _versie(code, nummer)
    heel = bool(request.args.get("opgelost"))
    definitie = queries.read_definitie(versie.definitie) if heel else written_definitie(versie)
    return _file(to_yaml(definitie), "application/yaml", f"{code}-{nummer}{'-opgelost' if heel else ''}.yaml")


@bp.get("/protocollen/<string:code>/<int:nummer>.xlsx")
@allow()
def as_xlsform(code: str, nummer: int) -> ResponseReturnValue:
    """A version as an XLSForm, for KoBo, ODK and spreadsheets."""
    from app.protocols.uitwisseling.xlsform_uit import to_xlsform  # openpyxl takes a fifth of a second at every start

    versie = _versie(code, nummer)
    data = to_xlsform(written_definitie(versie), queries.read_definitie(versie.definitie))
    return _file(data, XLSX, f"{code}-{nummer}.xlsx")


def _versie(code: str, nummer: int) -> ProtocolVersie:
    return queries.get_versie(db.session(), current_organisatie().id, code, nummer)


def _file(inhoud: str | bytes, soort: str, naam: str) -> Response:
    response = Response(inhoud, mimetype=soort)
    response.headers["Content-Disposition"] = f'attachment; filename="{naam}"'
    return response
