"""A draft as it can be shown now: the definition as it is typed, or the last form of it that could be read."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Conflict
from app.protocols.models import Concept, ConceptStap, ProtocolVersie
from app.protocols.queries import published_blokken, read_definitie
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.problemen import DefinitieFout
from app.protocols.rules.samenstellen import Blokken, resolve
from app.protocols.rules.vormfout import shape_problem

TERUGKIJKEN = 20
"""How many changes back is looked for a form that can be read."""


@dataclass(frozen=True)
class Voorbeeld:
    """A resolved definition; `waarom_oud` says why it is an earlier form of the draft, empty when it is the present."""

    definitie: Definitie
    waarom_oud: str = ""


def read_voorbeeld(session: Session, concept: Concept) -> Voorbeeld:
    """What can be shown of a draft. Raises `Conflict` (`concept-onleesbaar`) when it never could be read."""
    blokken = published_blokken(session, concept.organisatie_id)
    try:
        return Voorbeeld(_resolved(concept.ruw, blokken))
    except DefinitieFout as fout:
        zin = " ".join(f"{probleem.zin} {probleem.remedie}" for probleem in fout.problemen[:1])
    for definitie in _earlier(session, concept, blokken):
        return Voorbeeld(definitie, zin)
    raise Conflict("concept-onleesbaar", f"Van dit concept is nog geen voorbeeld te maken. {zin}")


def _earlier(session: Session, concept: Concept, blokken: Blokken) -> Iterator[Definitie]:
    """Earlier forms that can be read, newest first; the version it began from at the end."""
    query = select(ConceptStap.ervoor).where(ConceptStap.concept_id == concept.id, ConceptStap.ongedaan.is_(False))
    for tekst in session.scalars(query.order_by(ConceptStap.nummer.desc()).limit(TERUGKIJKEN)):
        try:
            yield _resolved(zlib.decompress(tekst).decode(), blokken)
        except DefinitieFout:
            continue
    if concept.gebaseerd_op_id:
        versie = session.get_one(ProtocolVersie, concept.gebaseerd_op_id)
        yield read_definitie(versie.definitie)


def _resolved(ruw: str, blokken: Blokken) -> Definitie:
    """Raises `DefinitieFout` when the shape is wrong or a block is not there."""
    vorm = {"wijzigingsnotitie": "Concept", **json.loads(ruw)}
    try:
        definitie = msgspec.convert(vorm, Definitie, strict=False)
    except msgspec.ValidationError as fout:
        raise DefinitieFout([shape_problem(str(fout))]) from fout
    return resolve(definitie, blokken)
