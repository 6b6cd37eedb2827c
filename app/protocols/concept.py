"""Drafts: starting one, changing it, taking a change back, and reading it as a definition.

Store first, judge later: whatever an author typed is kept, also when it is no definition yet. Two authors may work in
one draft; what they change is addressed by name, so only the same field at the same time is a conflict.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.core.audit import record
from app.core.db import locking
from app.core.errors import Conflict, NotFound
from app.protocols.models import Concept, ConceptStap, Protocol, ProtocolVersie
from app.protocols.queries import published_blokken
from app.protocols.rules.bewerken import Bewerking, PlekWeg, Ruw, Zet, apply, botst, raakt
from app.protocols.rules.controle_definitie import check_definitie
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.problemen import Probleem
from app.protocols.rules.vormfout import shape_problem

SAMEN = timedelta(minutes=1)
"""Typing in one field by one person within this time is one step to take back."""
NIET_OVER = {"wijzigingsnotitie", "vaststelling", "samengesteld_uit"}
"""What belongs to one version: the next one gets its own, when it is published."""
WEG = "Dit concept is er niet meer. Misschien is het gepubliceerd of weggegooid."
BEWAARD = 300
"""How many steps back an author can go."""


@dataclass(frozen=True)
class Gelezen:
    """A draft as far as it can be read: the definition, or None when its shape is not right; and what is to look at."""

    definitie: Definitie | None
    problemen: list[Probleem]


def start_concept(
    session: Session,
    organisatie_id: UUID,
    ruw: Ruw,
    *,
    by: Any,
    now: datetime,
    gebaseerd_op: ProtocolVersie | None = None,
) -> Concept:
    """A new draft from a definition in the shape of a file. It becomes the version after the newest one the
    organisatie can see. Raises `Conflict` (`concept-bestaat`) when there is a draft of this protocol already."""
    code = str(ruw["protocol"])
    if find_concept(session, organisatie_id, code) is not None:
        raise Conflict("concept-bestaat", "Van dit protocol is al een concept. Ga daarin verder.")
    ruw = {**ruw, "versie": next_number(session, organisatie_id, code)}
    if gebaseerd_op is not None:
        ruw = {veld: waarde for veld, waarde in ruw.items() if veld not in NIET_OVER}
    concept = Concept(
        organisatie_id=organisatie_id,
        code=code,
        ruw=_text(ruw),
        gebaseerd_op_id=gebaseerd_op.id if gebaseerd_op else None,
        gemaakt_door_id=getattr(by, "id", None),
        gemaakt_op=now,
        gewijzigd_door_id=getattr(by, "id", None),
        gewijzigd_op=now,
    )
    session.add(concept)
    session.flush()
    record(session, "concept-begonnen", concept, f"Concept van {ruw.get('titel') or code} begonnen", by=by, now=now)
    return concept


def from_versie(session: Session, organisatie_id: UUID, versie: ProtocolVersie, *, by: Any, now: datetime) -> Concept:
    """A draft of the version after this one; of a basis protocol it becomes the organisatie's own.
    Raises `Conflict` (`concept-bestaat`)."""
    return start_concept(session, organisatie_id, written(versie), by=by, now=now, gebaseerd_op=versie)


def written(versie: ProtocolVersie) -> Ruw:
    """The definition of a version as it was written, with its blocks named and not filled in."""
    ruw: Ruw = json.loads(versie.bron or versie.definitie)
    return ruw


def written_definitie(versie: ProtocolVersie) -> Definitie:
    """The same as a definition."""
    return msgspec.convert(written(versie), Definitie, strict=False)


def change(
    session: Session, concept: Concept, bewerking: Bewerking, omschrijving: str, *, sinds: int, by: Any, now: datetime
) -> Concept:
    """Applies an edit that was made while looking at revision `sinds`.

    Raises `Conflict`: `concept-elders-gewijzigd` when somebody changed the same field after that, `concept-plek-weg`
    when what it is about is gone. What was typed is then still with who typed it.
    """
    concept = _locked(session, concept)
    _refuse_overwriting(session, concept, bewerking, sinds)
    ervoor = concept.ruw
    try:
        erna = _text(apply(read_ruw(concept), bewerking))
    except PlekWeg as fout:
        raise Conflict("concept-plek-weg", f"{_plek_zin(fout.plek)} staat niet meer in dit concept.") from fout
    if erna == ervoor:
        return concept
    _drop_undone(session, concept)
    concept.revisie += 1
    _write(concept, erna, by, now)
    vorige = _top(session, concept, ongedaan=False)
    if vorige is not None and _goes_on(vorige, bewerking, by, now):
        vorige.erna, vorige.revisie, vorige.op = _pack(erna), concept.revisie, now
    else:
        _add_step(session, concept, bewerking, omschrijving, (ervoor, erna), vorige, by, now)
    session.flush()
    return concept


def rewrite(session: Session, concept: Concept, ruw: Ruw, *, sinds: int, by: Any, now: datetime) -> Concept:
    """Puts another text in the place of the whole draft. There is no way back from it: the steps before it go.
    Raises `Conflict` (`concept-elders-gewijzigd`) when somebody changed anything after revision `sinds`."""
    concept = as_seen(session, concept, sinds)
    session.execute(delete(ConceptStap).where(ConceptStap.concept_id == concept.id))
    concept.revisie += 1
    _write(concept, _text(ruw), by, now)
    session.flush()
    return concept


def as_seen(session: Session, concept: Concept, sinds: int) -> Concept:
    """The draft, locked, when it still is what somebody saw at revision `sinds`.
    Raises `Conflict` (`concept-elders-gewijzigd`) and `NotFound` (`concept-onbekend`)."""
    concept = _locked(session, concept)
    if concept.revisie != sinds:
        zin = "Iemand heeft intussen in dit concept gewerkt. Kijk wat er nu staat en doe het opnieuw."
        raise Conflict("concept-elders-gewijzigd", zin)
    return concept


def undo(session: Session, concept: Concept, *, by: Any, now: datetime) -> ConceptStap:
    """Takes the last change back. Raises `Conflict`: `niets-ongedaan` when there is none, `concept-stap-van-ander`
    when a colleague made it."""
    concept = _locked(session, concept)
    stap = _top(session, concept, ongedaan=False)
    if stap is None:
        raise Conflict("niets-ongedaan", "Er is niets om ongedaan te maken.")
    _refuse_of_other(stap, by)
    return _go_to(concept, stap, stap.ervoor, True, by, now)


def redo(session: Session, concept: Concept, *, by: Any, now: datetime) -> ConceptStap:
    """Does the last change that was taken back again. Raises `Conflict` (`niets-opnieuw`, `concept-stap-van-ander`)."""
    concept = _locked(session, concept)
    stap = _top(session, concept, ongedaan=True)
    if stap is None:
        raise Conflict("niets-opnieuw", "Er is niets om opnieuw te doen.")
    _refuse_of_other(stap, by)
    return _go_to(concept, stap, stap.erna, False, by, now)


def drop_concept(session: Session, concept: Concept, *, by: Any, now: datetime) -> None:
    """Throws a draft away; the audit trail keeps what stood in it."""
    concept = _locked(session, concept)
    zin = f"Concept van {concept.code} weggegooid"
    record(session, "concept-weggegooid", concept, zin, by=by, now=now, van={"ruw": read_ruw(concept)})
    remove(session, concept)


def remove(session: Session, concept: Concept) -> None:
    """Takes a draft and its steps away, when it became a version or was thrown away."""
    session.execute(delete(ConceptStap).where(ConceptStap.concept_id == concept.id))
    session.delete(concept)
    session.flush()


def read_ruw(concept: Concept) -> Ruw:
    """The draft as it is typed."""
    ruw: Ruw = json.loads(concept.ruw)
    return ruw


def read_concept(session: Session, concept: Concept) -> Gelezen:
    """The draft as a definition (not resolved), with everything that is wrong or to look at, proeven run."""
    try:
        definitie = msgspec.convert({"wijzigingsnotitie": "Concept", **read_ruw(concept)}, Definitie, strict=False)
    except msgspec.ValidationError as fout:
        return Gelezen(None, [shape_problem(str(fout))])
    return Gelezen(definitie, check_definitie(definitie, published_blokken(session, concept.organisatie_id)))


def get_concept(session: Session, organisatie_id: UUID, concept_id: UUID) -> Concept:
    """One draft of this organisatie. Raises `NotFound` (`concept-onbekend`)."""
    query = select(Concept).where(Concept.organisatie_id == organisatie_id, Concept.id == concept_id)
    concept = session.scalars(query).one_or_none()
    if concept is None:
        raise NotFound("concept-onbekend", WEG)
    return concept


def find_concept(session: Session, organisatie_id: UUID, code: str) -> Concept | None:
    """The draft of a protocol, or None."""
    query = select(Concept).where(Concept.organisatie_id == organisatie_id, Concept.code == code)
    return session.scalars(query).one_or_none()


def list_concepten(session: Session, organisatie_id: UUID) -> Sequence[Concept]:
    """All drafts of an organisatie, by code."""
    return session.scalars(select(Concept).where(Concept.organisatie_id == organisatie_id).order_by(Concept.code)).all()


def next_steps(session: Session, concept: Concept) -> tuple[ConceptStap | None, ConceptStap | None]:
    """What undo would take back, and what redo would do again."""
    return _top(session, concept, ongedaan=False), _top(session, concept, ongedaan=True)


def can_undo(session: Session, concept: Concept) -> tuple[bool, bool]:
    """Whether there is something to take back, and something to do again."""
    return (_top(session, concept, ongedaan=False) is not None, _top(session, concept, ongedaan=True) is not None)


def steps_since(session: Session, concept: Concept, revisie: int) -> Sequence[ConceptStap]:
    """What was changed after a revision and stands, oldest first: what another author must be told."""
    query = select(ConceptStap).where(ConceptStap.concept_id == concept.id, ConceptStap.revisie > revisie)
    return session.scalars(query.order_by(ConceptStap.nummer)).all()


def next_number(session: Session, organisatie_id: UUID, code: str) -> int:
    """The number of the next version: above every one of this code that the organisatie can see, so that a number
    means one thing to everybody there."""
    query = select(func.max(ProtocolVersie.nummer)).join(Protocol).where(Protocol.code == code)
    zichtbaar = Protocol.eigenaar_id.is_(None) | (Protocol.eigenaar_id == organisatie_id)
    return int(session.scalar(query.where(zichtbaar)) or 0) + 1


def _refuse_overwriting(session: Session, concept: Concept, bewerking: Bewerking, sinds: int) -> None:
    for stap in steps_since(session, concept, sinds):
        if botst(stap.raakt, raakt(bewerking)):
            zin = f"{_plek_zin(raakt(bewerking)[0])} is intussen door iemand anders gewijzigd. Kijk wat er nu staat."
            raise Conflict("concept-elders-gewijzigd", zin)


def _plek_zin(plek: str) -> str:
    soort, _, naam = plek.partition(":")
    return {"protocol": "Het protocol"}.get(soort.partition(".")[0], f"{soort.capitalize()} {naam.partition('.')[0]}")


def _locked(session: Session, concept: Concept) -> Concept:
    """The draft as it is now, and nobody else's until the commit. Raises `NotFound` (`concept-onbekend`)."""
    found = session.scalars(locking(select(Concept).where(Concept.id == concept.id))).one_or_none()
    if found is None:
        raise NotFound("concept-onbekend", WEG)
    return found


def _goes_on(vorige: ConceptStap, bewerking: Bewerking, by: Any, now: datetime) -> bool:
    zelfde = isinstance(bewerking, Zet) and vorige.raakt == raakt(bewerking)
    return zelfde and vorige.door_id == getattr(by, "id", None) and now - vorige.op < SAMEN


def _add_step(
    session: Session,
    concept: Concept,
    bewerking: Bewerking,
    omschrijving: str,
    tekst: tuple[str, str],
    vorige: ConceptStap | None,
    by: Any,
    now: datetime,
) -> None:
    nummer = vorige.nummer + 1 if vorige else 1
    oud = ConceptStap.nummer <= nummer - BEWAARD
    session.execute(delete(ConceptStap).where(ConceptStap.concept_id == concept.id, oud))
    stap = ConceptStap(
        organisatie_id=concept.organisatie_id,
        concept_id=concept.id,
        nummer=nummer,
        revisie=concept.revisie,
        omschrijving=omschrijving,
        raakt=raakt(bewerking),
        ervoor=_pack(tekst[0]),
        erna=_pack(tekst[1]),
        door_id=getattr(by, "id", None),
        op=now,
    )
    session.add(stap)


def _refuse_of_other(stap: ConceptStap, by: Any) -> None:
    if stap.door_id != getattr(by, "id", None):
        zin = f"De laatste wijziging ({stap.omschrijving}) is van een collega. Alleen die kan haar ongedaan maken."
        raise Conflict("concept-stap-van-ander", zin)


def _go_to(concept: Concept, stap: ConceptStap, tekst: bytes, ongedaan: bool, by: Any, now: datetime) -> ConceptStap:
    concept.revisie += 1
    stap.ongedaan, stap.revisie = ongedaan, concept.revisie
    _write(concept, _unpack(tekst), by, now)
    return stap


def _top(session: Session, concept: Concept, *, ongedaan: bool) -> ConceptStap | None:
    """The last step that stands, or the first one after it that was taken back."""
    query = select(ConceptStap).where(ConceptStap.concept_id == concept.id, ConceptStap.ongedaan.is_(ongedaan))
    volgorde = ConceptStap.nummer.asc() if ongedaan else ConceptStap.nummer.desc()
    return session.scalars(query.order_by(volgorde).limit(1)).first()


def _drop_undone(session: Session, concept: Concept) -> None:
    weg = ConceptStap.ongedaan.is_(True)
    session.execute(delete(ConceptStap).where(ConceptStap.concept_id == concept.id, weg))


def _write(concept: Concept, tekst: str, by: Any, now: datetime) -> None:
    concept.ruw, concept.gewijzigd_door_id, concept.gewijzigd_op = tekst, getattr(by, "id", None), now


def _text(ruw: Ruw) -> str:
    return json.dumps(ruw, ensure_ascii=False, separators=(",", ":"))


def _pack(tekst: str) -> bytes:
    return zlib.compress(tekst.encode(), 6)


def _unpack(tekst: bytes) -> str:
    return zlib.decompress(tekst).decode()
