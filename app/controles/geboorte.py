"""A controle that was born on a phone: made from its first journal entry, with its object when that is new too."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec import to_builtins
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Controle, Mutatie
from app.controles.nummers import next_nummer
from app.controles.oordeel import Bezwaar
from app.controles.projectie.bron import moment
from app.controles.protocol import version_by_hash
from app.controles.rules.inhoud import AanmakenInhoud
from app.core.audit import record
from app.core.clock import local
from app.objecten.actions import create_object
from app.objecten.models import Inspectieobject

ANDERE_ORGANISATIE = Bezwaar(
    "andere-organisatie",
    "Deze controle is gestart voor een organisatie waar je hier niet voor werkt. Log in bij die organisatie.",
)


def create_on_site(session: Session, mutatie: Mutatie, inhoud: AanmakenInhoud, *, now: datetime) -> Controle:
    """The controle the phone started. Raises `Bezwaar`: it was started for another organisatie, or the protocol or
    the object is not known here."""
    if inhoud.organisatie not in {None, mutatie.organisatie_id}:
        raise ANDERE_ORGANISATIE
    versie = version_by_hash(session, {mutatie.organisatie_id}, inhoud.protocol_hash)
    if versie is None:
        raise Bezwaar("protocol-onbekend", "De versie van het protocol op dit toestel is hier niet bekend.")
    dag = inhoud.dag or local(moment(mutatie)).date()
    controle = Controle(
        id=mutatie.controle_id,
        organisatie_id=mutatie.organisatie_id,
        bevoegd_gezag_id=mutatie.organisatie_id,
        nummer=next_nummer(session, mutatie.organisatie_id, dag.year),
        object_id=_object(session, mutatie, inhoud, now),
        protocol_versie_id=versie.id,
        thema=versie.protocol.thema,
        toezichthouder_id=mutatie.user_id,
        created_at=now,
        created_by=mutatie.user_id,
        soort=inhoud.soort,
        aanleiding=inhoud.aanleiding,
        opdracht=inhoud.opdracht,
        fasen=inhoud.fasen,
        niveau=inhoud.niveau,
        dag=dag,
    )
    session.add(controle)
    session.flush()
    record(session, "gestart-ter-plaatse", controle, f"{controle.nummer} is ter plaatse gestart", by=None, now=now)
    return controle


def _object(session: Session, mutatie: Mutatie, inhoud: AanmakenInhoud, now: datetime) -> UUID:
    key = inhoud.object_id or (inhoud.object.id if inhoud.object else None)
    query = select(Inspectieobject.id).where(
        Inspectieobject.organisatie_id == mutatie.organisatie_id, Inspectieobject.id == key
    )
    found = session.scalar(query)
    if found is None and inhoud.object is not None:
        values = to_builtins(inhoud.object, builtin_types=(UUID,))
        key = values.pop("id")
        found = create_object(session, mutatie.organisatie_id, key=key, now=now, **values).id
    if found is None:
        raise Bezwaar("object-onbekend", "Het object van deze controle is hier niet bekend. Het kantoor kijkt ernaar.")
    return found
