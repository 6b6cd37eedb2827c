"""Moving a controle: what the form opens with, whether someone else was first, and the move itself."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.queries import toezichthouders
from app.controles import actions
from app.controles.models import Controle
from app.core.errors import NotFound
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


def move(session: Session, controle: Controle, form: VerplaatsForm, *, by: User, now: datetime) -> None:
    """Hands over and moves as the form says; what stays the same is left alone.

    Raises `NotFound` (`toezichthouder-onbekend`) and what the actions refuse.
    """
    person = _person(session, controle, form.toezichthouder.data or "")
    if controle.toezichthouder_id != (person.id if person else None):
        actions.handover_controle(session, controle, naar=person, by=by, now=now)
    dag, opdracht = form.dag.data, form.opdracht.data or ""
    tijd = form.tijd.data if dag else None
    if (controle.dag, controle.tijd, controle.opdracht) == (dag, tijd, opdracht):
        return
    volgorde = controle.volgorde if dag == controle.dag else 0
    actions.move_controle(session, controle, by=by, now=now, dag=dag, tijd=tijd, volgorde=volgorde, opdracht=opdracht)


def _person(session: Session, controle: Controle, chosen: str) -> User | None:
    if not chosen:
        return None
    if controle.toezichthouder is not None and chosen == str(controle.toezichthouder_id):
        return controle.toezichthouder
    people = {str(user.id): user for user in toezichthouders(session, controle.organisatie_id)}
    if chosen not in people:
        raise NotFound("toezichthouder-onbekend", "Deze toezichthouder werkt hier niet (meer). Kies iemand anders.")
    return people[chosen]
