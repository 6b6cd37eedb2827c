"""Protocols as files: a version to download, and files that become drafts."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, the_user
from app.accounts.models import Rol
from app.core.clock import now
from app.core.db import db
from app.core.htmx import render
from app.protocols import queries
from app.protocols.concept import written_definitie
from app.protocols.inlezen import take_in
from app.protocols.models import ProtocolVersie
from app.protocols.uitwisseling.yaml_uit import to_yaml

bp = Blueprint("uitwisseling", __name__)
HOOGSTENS = 60
"""Files at once: more than the whole library."""
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


@bp.get("/protocollen/inlezen")
@allow(Rol.PROTOCOLBEHEERDER)
def choose() -> ResponseReturnValue:
    """Where to choose files."""
    return render("protocols/inlezen.html", uitkomst=[], fout="")


@bp.post("/protocollen/inlezen")
@allow(Rol.PROTOCOLBEHEERDER)
def read_in() -> ResponseReturnValue:
    """Makes a draft of each file, and says what did not come along."""
    bestanden = [bestand for bestand in request.files.getlist("bestand") if bestand.filename]
    if not bestanden:
        fout = "Kies eerst een of meer bestanden."
        return render("protocols/inlezen.html", status=422, uitkomst=[], fout=fout)
    session, organisatie, by, op = db.session(), current_organisatie().id, the_user(), now()
    uitkomst = [take_in(session, organisatie, b.filename or "", b.read(), by=by, now=op) for b in bestanden[:HOOGSTENS]]
    fout = f"Hoogstens {HOOGSTENS} bestanden tegelijk. De rest is niet gelezen." if len(bestanden) > HOOGSTENS else ""
    status = 200 if any(deel.concept for deel in uitkomst) else 422
    return render("protocols/inlezen.html", status=status, uitkomst=uitkomst, fout=fout)


def _versie(code: str, nummer: int) -> ProtocolVersie:
    return queries.get_versie(db.session(), current_organisatie().id, code, nummer)


def _file(inhoud: str | bytes, soort: str, naam: str) -> Response:
    response = Response(inhoud, mimetype=soort)
    response.headers["Content-Disposition"] = f'attachment; filename="{naam}"'
    return response
