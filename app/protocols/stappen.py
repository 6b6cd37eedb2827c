"""Changes of a draft by who is at work, made while looking at a revision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from app.accounts.access import the_user
from app.protocols import concept as concepten
from app.protocols.models import Concept
from app.protocols.rules.bewerken import PlekWeg, Zet, find
from app.protocols.rules.handelingen import name_of


def change_fields(session: Session, concept: Concept, plek: str, waarden: Mapping[str, Any], op: datetime) -> None:
    """Gives the fields of a plek these values, each a step of its own; what stays the same is no step."""
    sinds = request.form.get("revisie", concept.revisie, type=int)
    try:
        inhoud = find(concepten.read_ruw(concept), plek).inhoud
    except PlekWeg:
        inhoud = {}
    for veld, waarde in waarden.items():
        if inhoud.get(veld) != waarde:
            naam = f"{veld.capitalize()} van {name_of(plek)}"
            concepten.change(session, concept, Zet(plek, veld, waarde), naam, sinds=sinds, by=the_user(), now=op)
