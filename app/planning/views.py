"""Planning: the week, a new controle, moving and cancelling one."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, Response, flash, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, the_user
from app.accounts.models import Rol
from app.controles import actions
from app.controles.forms import UITKOMSTEN
from app.controles.models import Controle
from app.controles.rules.lijst import distance
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import NotFound, Problem
from app.core.htmx import redirect_to, render
from app.objecten.queries import get_object, search_objecten
from app.planning import aanbod, nieuw, queries, verplaatsen
from app.planning.forms import ControleForm, VerplaatsForm, VervallenForm
from app.planning.rules import week

bp = Blueprint("planning", __name__)


@bp.get("/planning")
@allow(Rol.PLANNER)
def index() -> ResponseReturnValue:
    """The week per person, and what waits."""
    organisatie, vandaag = current_organisatie().id, today()
    maandag = week.monday_of(request.args.get("week", ""), vandaag)
    personen = queries.week_board(db.session(), organisatie, maandag)
    dagen = week.days_of(maandag, {dag for persoon in personen for dag in persoon.dagen} | {vandaag})
    return render(
        "planning/index.html",
        maandag=maandag,
        dagen=dagen,
        minuten=queries.minutes_per_day(personen),
        ruimte=queries.room_per_day(personen, dagen),
        vol=[(persoon, dag) for persoon in personen for dag in dagen if persoon.is_vol(dag)],
        plan_mark=verplaatsen.plan_mark,
        personen=personen,
        voorraad=queries.waiting(db.session(), organisatie, vandaag),
        vorige=week.name_of(maandag - timedelta(days=7)),
        volgende=week.name_of(maandag + timedelta(days=7)),
        vandaag=vandaag,
        distance=distance,
        hours=week.hours,
        uitkomsten=UITKOMSTEN,
    )


@bp.get("/planning/nieuw")
@allow(Rol.PLANNER)
def new() -> ResponseReturnValue:
    """First an object, then the form; `voorganger` fills it in from an earlier visit."""
    session, organisatie = db.session(), current_organisatie().id
    voorganger = _earlier(request.args.get("voorganger"))
    object_id = voorganger.object_id if voorganger else aanbod.key_of(request.args.get("object"))
    if object_id is None:
        q = request.args.get("q", "").strip()
        found = search_objecten(session, organisatie, q, limit=51)
        return render("planning/choose.html", q=q, objecten=found[:50], meer=len(found) > 50)
    form = nieuw.empty_form(session, voorganger, today())
    return _new_page(form, object_id, voorganger, 200)


def _earlier(text: str | None) -> Controle | None:
    key = aanbod.key_of(text)
    return queries.get_controle(db.session(), current_organisatie().id, key) if key else None


def _new_page(form: ControleForm, object_id: UUID, voorganger: Controle | None, status: int) -> Response:
    session, organisatie = db.session(), current_organisatie()
    object_ = get_object(session, organisatie.id, object_id)
    found = aanbod.find_offer(session, organisatie, form, today())
    aanbod.offer_choices(session, found, form, object_id, voorganger)
    punten = queries.failed_points(session, voorganger) if voorganger else []
    return render("planning/new.html", status=status, form=form, object=object_, voorganger=voorganger, punten=punten)


@bp.get("/planning/fasen")
@allow(Rol.PLANNER)
def fasen() -> ResponseReturnValue:
    """The moments of the chosen protocol, to swap into the form."""
    form = ControleForm(request.args)
    aanbod.offer_fasen(aanbod.find_offer(db.session(), current_organisatie(), form, today()), form)
    return render("planning/_fasen.html", form=form)


@bp.get("/planning/mensen")
@allow(Rol.PLANNER)
def mensen() -> ResponseReturnValue:
    """Who can be chosen for the bevoegd gezag and the day in the form, to swap into it."""
    form = ControleForm(request.args)
    form.offer_people(aanbod.find_offer(db.session(), current_organisatie(), form, today()).mensen)
    return render("planning/_mensen.html", form=form)


@bp.post("/planning")
@allow(Rol.PLANNER)
def plan_controle() -> ResponseReturnValue:
    """Plans it."""
    form, object_id = ControleForm(request.form), aanbod.key_of(request.form.get("object"))
    if object_id is None:
        raise NotFound
    voorganger = _earlier(request.form.get("voorganger"))
    if form.validate() and form.confirmed(today()):
        try:
            controle = nieuw.plan(
                db.session(),
                current_organisatie(),
                form,
                object_id,
                voorganger,
                by=the_user(),
                now=now(),
                vandaag=today(),
            )
        except Problem as problem:
            form.refuse(problem)
        else:
            flash(f"{controle.nummer} is gepland.")
            return redirect_to(_board(controle))
    return _new_page(form, object_id, voorganger, 422)


def _board(controle: Controle) -> str:
    return url_for("planning.index", week=week.name_of(controle.dag) if controle.dag else None)


@bp.get("/planning/<uuid:controle_id>")
@allow(Rol.PLANNER)
def edit(controle_id: UUID) -> ResponseReturnValue:
    """Moves or cancels one controle."""
    controle = queries.get_controle(db.session(), current_organisatie().id, controle_id)
    return _edit_page(controle, verplaatsen.open_form(controle), VervallenForm(), 200)


def _edit_page(
    controle: Controle, form: VerplaatsForm, vervallen: VervallenForm, status: int, *, ingehaald: bool = False
) -> Response:
    verplaatsen.offer_people(db.session(), controle, form, today())
    form.plan.data = verplaatsen.plan_mark(controle)
    return render(
        "planning/edit.html",
        status=status,
        controle=controle,
        form=form,
        vervallen=vervallen,
        ingehaald=ingehaald,
        vandaag=today(),
    )


@bp.post("/planning/<uuid:controle_id>/verplaatsen")
@allow(Rol.PLANNER)
def move_controle(controle_id: UUID) -> ResponseReturnValue:
    """Another person, day or time. Who was overtaken by a change sees both and overwrites nothing."""
    controle = queries.get_controle(db.session(), current_organisatie().id, controle_id, lock=True)
    form = VerplaatsForm(request.form)
    if verplaatsen.is_outdated(controle, form):
        return _edit_page(controle, form, VervallenForm(), 409, ingehaald=True)
    if form.validate() and form.confirmed(today(), controle.dag):
        try:
            verplaatsen.move(db.session(), controle, form, by=the_user(), now=now(), vandaag=today())
        except Problem as problem:
            form.refuse(problem)
        else:
            flash(f"{controle.nummer} is verplaatst. De telefoon hoort het bij het volgende contact.")
            return redirect_to(_board(controle))
    return _edit_page(controle, form, VervallenForm(), 422)


@bp.post("/planning/<uuid:controle_id>/vervallen")
@allow(Rol.PLANNER)
def cancel_controle(controle_id: UUID) -> ResponseReturnValue:
    """Cancels it, with a reason."""
    controle = queries.get_controle(db.session(), current_organisatie().id, controle_id)
    form = VervallenForm(request.form)
    if form.validate():
        try:
            actions.cancel_controle(db.session(), controle, reden=form.reden.data or "", by=the_user(), now=now())
        except Problem as problem:
            form.refuse(problem, "reden")
        else:
            flash(f"{controle.nummer} vervalt. De telefoon hoort het bij het volgende contact.")
            return redirect_to(_board(controle))
    return _edit_page(controle, verplaatsen.open_form(controle), form, 422)
