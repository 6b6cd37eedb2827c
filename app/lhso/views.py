"""The beheerder's pages about the interventiematrix."""

from __future__ import annotations

from uuid import UUID

import msgspec
import yaml
from flask import Blueprint, Response, flash, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, the_user
from app.accounts.models import Rol
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import NotFound, Problem
from app.core.filters import dag as dag_in_words
from app.core.htmx import redirect_to, render
from app.lhso import actions, queries
from app.lhso.forms import CelForm, VaststelForm
from app.lhso.models import LhsoMatrix
from app.lhso.rules.matrix import GEDRAG, GEVOLGEN, Matrix

bp = Blueprint("lhso", __name__)


@bp.get("/beheer/lhso")
@allow(Rol.BEHEERDER, Rol.HANDHAVINGSJURIST)
def index() -> ResponseReturnValue:
    """The matrix in use, and the versions."""
    organisatie = current_organisatie().id
    matrix = queries.active_matrix(db.session(), organisatie)
    return _page(matrix, None, 200)


def _page(
    matrix: Matrix, row: LhsoMatrix | None, status: int, form: VaststelForm | None = None, fout: str = ""
) -> Response:
    return render(
        "lhso/index.html",
        status=status,
        matrix=matrix,
        row=row,
        form=form or VaststelForm(data={"op": today()}),
        fout=fout,
        in_gebruik=queries.active_versie(db.session(), current_organisatie().id),
        vandaag=today(),
        versies=queries.versies(db.session(), current_organisatie().id),
        gedrag=GEDRAG,
        gevolgen=sorted(GEVOLGEN, reverse=True),
    )


def _row(matrix_id: UUID) -> LhsoMatrix:
    return queries.get_versie(db.session(), current_organisatie().id, matrix_id)


@bp.get("/beheer/lhso/<uuid:matrix_id>")
@allow(Rol.BEHEERDER, Rol.HANDHAVINGSJURIST)
def show(matrix_id: UUID) -> ResponseReturnValue:
    """One version."""
    row = _row(matrix_id)
    return _page(actions.matrix_of(row), row, 200)


@bp.get("/beheer/lhso/matrix.yaml")
@allow(Rol.BEHEERDER, Rol.HANDHAVINGSJURIST)
def download() -> ResponseReturnValue:
    """A version as a file to edit and upload: the one in use, or `?versie=`."""
    matrix = queries.find_matrix(db.session(), current_organisatie().id, request.args.get("versie", ""))
    text = yaml.safe_dump(msgspec.to_builtins(matrix), allow_unicode=True, sort_keys=False)
    response = Response(text, mimetype="application/yaml")
    response.headers["Content-Disposition"] = f'attachment; filename="lhso-{matrix.versie}.yaml"'
    return response


@bp.post("/beheer/lhso")
@allow(Rol.BEHEERDER)
def create_draft() -> ResponseReturnValue:
    """A draft from a file, or a copy of the matrix in use when no file came along."""
    session, organisatie, upload = db.session(), current_organisatie().id, request.files.get("bestand")
    data = upload.read() if upload else b""
    try:
        if data:
            row = actions.store_draft(session, organisatie, actions.read_matrix(data), by=the_user(), now=now())
        else:
            row = actions.start_draft(session, organisatie, by=the_user(), now=now())
    except Problem as problem:
        return _page(queries.active_matrix(session, organisatie), None, problem.status, fout=problem.zin)
    flash(f"Versie {row.versie} is bewaard als concept. Stel hem vast om hem te gebruiken.")
    return redirect_to(url_for("lhso.show", matrix_id=row.id))


@bp.get("/beheer/lhso/<uuid:matrix_id>/cellen/<string:cel>")
@allow(Rol.BEHEERDER)
def edit_cell(matrix_id: UUID, cel: str) -> ResponseReturnValue:
    """The form of one cell."""
    row = _row(matrix_id)
    matrix = actions.matrix_of(row)
    if cel not in matrix.cellen or row.vastgesteld:
        raise NotFound
    form = CelForm(data=msgspec.to_builtins(matrix.cellen[cel]))
    form.offer(matrix)
    return render("lhso/cell.html", row=row, matrix=matrix, cel=cel, form=form)


@bp.post("/beheer/lhso/<uuid:matrix_id>/cellen/<string:cel>")
@allow(Rol.BEHEERDER)
def change_cell(matrix_id: UUID, cel: str) -> ResponseReturnValue:
    """Keeps one cell."""
    row, form = _row(matrix_id), CelForm(request.form)
    matrix = actions.matrix_of(row)
    form.offer(matrix)
    if form.validate():
        try:
            actions.change_cell(db.session(), row, cel, form.as_cel(), by=the_user(), now=now())
        except NotFound:
            raise
        except Problem as problem:
            form.refuse(problem, "herstel")
        else:
            flash(f"Cel {cel} is bewaard.")
            return redirect_to(url_for("lhso.show", matrix_id=row.id))
    return render("lhso/cell.html", status=422, row=row, matrix=matrix, cel=cel, form=form)


@bp.post("/beheer/lhso/<uuid:matrix_id>/vaststellen")
@allow(Rol.BEHEERDER)
def adopt_matrix(matrix_id: UUID) -> ResponseReturnValue:
    """Adopts a version: from now on judgements are made by it."""
    row, form = _row(matrix_id), VaststelForm(request.form)
    if form.validate():
        try:
            actions.adopt_matrix(
                db.session(),
                row,
                bron=form.bron.data or "",
                brondatum=form.brondatum.data,
                besluit=form.besluit.data or "",
                op=form.op.data,
                by=the_user(),
                now=now(),
            )
        except Problem as problem:
            form.refuse(problem, "bron")
        else:
            flash(_adopted(row))
            return redirect_to(url_for("lhso.index"))
    return _page(actions.matrix_of(row), row, 422, form)


def _adopted(row: LhsoMatrix) -> str:
    if row.vastgesteld_op and row.vastgesteld_op > today():
        return f"Versie {row.versie} is vastgesteld en gaat in op {dag_in_words(row.vastgesteld_op)}."
    return f"Versie {row.versie} is vastgesteld en in gebruik. Telefoons krijgen hem bij het volgende contact."
