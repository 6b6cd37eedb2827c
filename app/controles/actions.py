"""What the office does with a controle: plan, move, cancel, hand over. What the field does goes through the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import Lidmaatschap, User
from app.controles.models import Controle
from app.controles.nummers import next_nummer
from app.controles.rules.status import SOORTEN, Aanleiding, Status
from app.core.audit import record
from app.core.errors import Conflict, Invalid
from app.core.keys import new_key
from app.objecten.models import Inspectieobject
from app.organisatie.models import Organisatie
from app.protocols.models import ProtocolVersie
from app.protocols.queries import intrekkingen
from app.zaken.models import Zaak


def plan_controle(
    session: Session,
    organisatie: Organisatie,
    *,
    object: Inspectieobject,
    versie: ProtocolVersie,
    soort: str,
    aanleiding: str,
    by: User | None,
    now: datetime,
    toezichthouder: User | None = None,
    dag: date | None = None,
    tijd: str | None = None,
    duur_minuten: int | None = None,
    volgorde: int = 0,
    opdracht: str = "",
    zaak: Zaak | None = None,
    voorganger: Controle | None = None,
    bezoek_id: UUID | None = None,
    bevoegd_gezag: Organisatie | None = None,
    fasen: Sequence[str] = (),
    niveau: str = "4",
    risicoklasse: int | None = None,
    selectie: Sequence[str] = (),
    feiten: dict[str, Any] | None = None,
    key: UUID | None = None,
) -> Controle:
    """A planned controle with its own nummer. Raises `Invalid`: unknown soort or aanleiding, an unusable protocol,
    or a toezichthouder of another organisatie."""
    _check_kind(soort, aanleiding)
    _check_versie(session, organisatie, bevoegd_gezag or organisatie, versie)
    _check_member(session, organisatie.id, toezichthouder)
    controle = Controle(
        id=key or new_key(),
        organisatie_id=organisatie.id,
        bevoegd_gezag_id=(bevoegd_gezag or organisatie).id,
        nummer=next_nummer(session, organisatie.id, (dag or now.date()).year),
        soort=soort,
        aanleiding=aanleiding,
        thema=versie.protocol.thema,
        opdracht=opdracht,
        object_id=object.id,
        zaak_id=zaak.id if zaak else None,
        voorganger_id=voorganger.id if voorganger else None,
        bezoek_id=bezoek_id,
        protocol_versie_id=versie.id,
        fasen=list(fasen),
        niveau=niveau,
        risicoklasse=risicoklasse,
        selectie=list(selectie),
        feiten=feiten or {},
        toezichthouder_id=toezichthouder.id if toezichthouder else None,
        dag=dag,
        tijd=tijd,
        duur_minuten=duur_minuten,
        volgorde=volgorde,
        created_at=now,
        created_by=by.id if by else None,
    )
    session.add(controle)
    session.flush()
    record(session, "gepland", controle, f"{controle.nummer} is gepland", by=by, now=now, naar=_plan_of(controle))
    return controle


def move_controle(
    session: Session,
    controle: Controle,
    *,
    by: User | None,
    now: datetime,
    dag: date | None,
    tijd: str | None = None,
    volgorde: int = 0,
    opdracht: str | None = None,
) -> None:
    """Another day, time or order. A visit in progress may move too: it never loses work. Raises `Conflict` when it is
    finished or cancelled."""
    lock_controle(session, controle)
    _check_open(controle)
    van = _plan_of(controle)
    controle.dag, controle.tijd, controle.volgorde = dag, tijd, volgorde
    if opdracht is not None:
        controle.opdracht = opdracht
    controle.versie += 1
    zin = f"{controle.nummer} is verplaatst"
    record(session, "verplaatst", controle, zin, by=by, now=now, van=van, naar=_plan_of(controle))


def handover_controle(
    session: Session, controle: Controle, *, naar: User | None, by: User | None, now: datetime
) -> None:
    """Gives the controle to another person, or to another device of the same person. What the old device still sends
    is held. Raises `Conflict` when it is finished or cancelled, `Invalid` when `naar` is of another organisatie."""
    lock_controle(session, controle)
    _check_open(controle)
    _check_member(session, controle.organisatie_id, naar)
    van = _plan_of(controle)
    controle.toezichthouder_id = naar.id if naar else None
    controle.schrijver_epoch += 1
    controle.versie += 1
    zin = f"{controle.nummer} is overgedragen aan {naar.naam if naar else 'niemand'}"
    record(session, "overgedragen", controle, zin, by=by, now=now, van=van, naar=_plan_of(controle))


def cancel_controle(session: Session, controle: Controle, *, reden: str, by: User | None, now: datetime) -> None:
    """Cancels a planned controle; it reaches the phone at its next contact. Work that turns out to have been done
    brings it back. Raises `Invalid` without a reason, `Conflict` when work has begun or it is finished."""
    if not reden.strip():
        raise Invalid("reden-ontbreekt", "Vul in waarom de controle niet doorgaat.", velden={"reden": "Vul dit in."})
    lock_controle(session, controle)
    if controle.status != Status.GEPLAND:
        raise Conflict(
            "controle-in-uitvoering",
            "Deze controle is al begonnen of afgerond en kan niet meer vervallen. Overleg met de toezichthouder.",
        )
    controle.status = Status.VERVALLEN
    controle.vervallen_reden = reden.strip()
    controle.versie += 1
    record(session, "vervallen", controle, f"{controle.nummer} vervalt: {reden.strip()}", by=by, now=now)


def mark_reported(session: Session, controle: Controle, *, by: User | None, now: datetime) -> None:
    """The finished controle has a report that holds; `by` fixed it, None when that was not asked."""
    if controle.status == Status.AFGEROND:
        controle.status = Status.GERAPPORTEERD
        session.flush()
        record(session, "gerapporteerd", controle, f"{controle.nummer} is gerapporteerd", by=by, now=now)


def _check_kind(soort: str, aanleiding: str) -> None:
    if soort not in SOORTEN:
        raise Invalid("soort-onbekend", f"'{soort}' is geen soort toezicht.", velden={"soort": "Kies uit de lijst."})
    if aanleiding not in set(Aanleiding):
        zin = f"'{aanleiding}' is geen aanleiding."
        raise Invalid("aanleiding-onbekend", zin, velden={"aanleiding": "Kies uit de lijst."})


def _check_versie(session: Session, organisatie: Organisatie, gezag: Organisatie, versie: ProtocolVersie) -> None:
    """A published version of basis, of the organisatie or of the bevoegd gezag, that neither took out of use."""
    strange = versie.protocol.eigenaar_id not in {None, organisatie.id, gezag.id}
    uit = {*intrekkingen(session, organisatie.id), *intrekkingen(session, gezag.id)}
    if strange or versie.status != "gepubliceerd" or versie.id in uit:
        zin = "Dit protocol is niet (meer) te gebruiken. Kies een gepubliceerd protocol."
        raise Invalid("protocol-niet-bruikbaar", zin, velden={"protocol": "Kies een ander protocol."})


def _check_member(session: Session, organisatie_id: UUID, user: User | None) -> None:
    if user is None:
        return
    lid = session.query(Lidmaatschap).filter_by(user_id=user.id, organisatie_id=organisatie_id).one_or_none()
    if lid is None or not user.actief:
        zin = f"{user.naam} werkt niet (meer) bij deze organisatie."
        raise Invalid("toezichthouder-onbekend", zin, velden={"toezichthouder": "Kies iemand anders."})


def lock_controle(session: Session, controle: Controle) -> None:
    """Reads the controle as it is now and keeps it until the commit: a phone may be delivering at this moment."""
    columns = [column.key for column in Controle.__mapper__.column_attrs]
    session.flush()  # a refresh throws away what was not written yet
    session.refresh(controle, attribute_names=columns, with_for_update=True)


def _check_open(controle: Controle) -> None:
    if controle.status not in {Status.GEPLAND, Status.BEZIG}:
        raise Conflict("controle-gesloten", f"{controle.nummer} is {controle.status} en kan niet meer veranderen.")


def _plan_of(controle: Controle) -> dict[str, Any]:
    return {
        "dag": controle.dag.isoformat() if controle.dag else None,
        "tijd": controle.tijd,
        "toezichthouder": str(controle.toezichthouder_id) if controle.toezichthouder_id else None,
    }
