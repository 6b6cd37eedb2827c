"""Moving a controle: what the form opens with, whether someone else was first, and the move itself."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.queries import toezichthouders_for
from app.controles import actions
from app.controles.models import Controle
from app.core.errors import NotFound
from app.organisatie.models import Organisatie
from app.planning.aanbod import not_appointed
from app.planning.forms import VerplaatsForm


def open_form(controle: Controle) -> VerplaatsForm:
    """The form with what holds now."""
    return VerplaatsForm(data=_values(controle))


def _values(controle: Controle) -> dict[str, Any]:
    return {
        "toezichthouder": str(controle.toezichthouder_id or ""),
        "dag": controle.dag,
        "tijd": controle.tijd,
        "opdracht": controle.opdracht,
        "plan": plan_mark(controle),
    }


def plan_mark(controle: Controle) -> str:
    """Changes with what the form edits, and with nothing else: entries that come in from a phone are no conflict."""
    plan = (controle.toezichthouder_id, controle.dag, controle.tijd, controle.opdracht, controle.status)
    return hashlib.sha256("\x1f".join(str(part) for part in plan).encode()).hexdigest()[:16]


def is_outdated(controle: Controle, form: VerplaatsForm) -> bool:
    """True when someone else changed the plan after the form was opened."""
    return form.plan.data != plan_mark(controle)


def offer_people(session: Session, controle: Controle, form: VerplaatsForm, vandaag: date) -> None:
    """Who can be chosen for the bevoegd gezag on the day of the form."""
    anders = "niet aangewezen" if _for_another(controle) else "geen toezichthouder meer"
    form.offer_people(_people(session, controle, form, vandaag), controle.toezichthouder, anders)


def _people(session: Session, controle: Controle, form: VerplaatsForm, vandaag: date) -> list[User]:
    dag = form.dag.data or vandaag
    return toezichthouders_for(session, controle.organisatie_id, controle.bevoegd_gezag_id, dag)


def _for_another(controle: Controle) -> bool:
    return controle.bevoegd_gezag_id != controle.organisatie_id


def move(session: Session, controle: Controle, form: VerplaatsForm, *, by: User, now: datetime, vandaag: date) -> None:
    """Hands over and moves as the form says; what stays the same is left alone.

    Raises `NotFound` (`toezichthouder-onbekend`) and what the actions refuse.
    """
    person = _person(session, controle, form, vandaag)
    if controle.toezichthouder_id != (person.id if person else None):
        actions.handover_controle(session, controle, naar=person, by=by, now=now)
    dag, opdracht = form.dag.data, form.opdracht.data or ""
    tijd = form.tijd.data if dag else None
    if (controle.dag, controle.tijd, controle.opdracht) == (dag, tijd, opdracht):
        return
    volgorde = controle.volgorde if dag == controle.dag else 0
    actions.move_controle(session, controle, by=by, now=now, dag=dag, tijd=tijd, volgorde=volgorde, opdracht=opdracht)


def _person(session: Session, controle: Controle, form: VerplaatsForm, vandaag: date) -> User | None:
    """Who it is for. Who has it keeps it; for another bevoegd gezag only on a day it made that person its own."""
    chosen, huidige = form.toezichthouder.data or "", controle.toezichthouder
    if not chosen:
        return None
    same_day = form.dag.data == controle.dag
    if huidige is not None and chosen == str(huidige.id) and (same_day or not _for_another(controle)):
        return huidige
    people = {str(user.id): user for user in _people(session, controle, form, vandaag)}
    if chosen in people:
        return people[chosen]
    weg = "Deze toezichthouder werkt hier niet (meer). Kies iemand anders."
    gezag = session.get_one(Organisatie, controle.bevoegd_gezag_id)
    raise NotFound("toezichthouder-onbekend", not_appointed(gezag) if _for_another(controle) else weg)
