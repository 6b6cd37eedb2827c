"""A new controle from the form: its choices, what an earlier visit fills in, and the planning itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.queries import gezagen, toezichthouders
from app.controles.actions import plan_controle
from app.controles.models import Controle
from app.controles.rules.status import Aanleiding
from app.core.errors import Invalid
from app.core.forms import keuzes
from app.objecten.queries import get_object
from app.organisatie.models import Organisatie
from app.planning import queries
from app.planning.forms import ControleForm
from app.protocols.models import ProtocolVersie
from app.protocols.queries import usable_versions
from app.protocols.rules.canoniek import read_canonical
from app.zaken.models import Zaak


def key_of(text: str | None) -> UUID | None:
    """A key from a form or address; None when it is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def empty_form(session: Session, voorganger: Controle | None, vandaag: date) -> ControleForm:
    """The form as it opens: empty, for a hercontrole, or for a visit that did not happen."""
    if voorganger is None:
        return ControleForm(data={"dag": None, "niveau": "4"})
    failed = voorganger.uitkomst in queries.NIET_GELUKT
    return ControleForm(
        data={
            "gezag": _other_gezag(voorganger),
            "protocol": str(voorganger.protocol_versie_id),
            "fasen": voorganger.fasen,
            "niveau": voorganger.niveau,
            "soort": voorganger.soort if failed else "T5",
            "aanleiding": voorganger.aanleiding if failed else str(Aanleiding.HERCONTROLE),
            "zaak": str(voorganger.zaak_id or ""),
            "toezichthouder": str(voorganger.toezichthouder_id or ""),
            "dag": voorganger.voorstel_dag if failed else queries.revisit_day(session, voorganger, vandaag),
            "opdracht": (voorganger.voorstel_toelichting if failed else "") or "",
            "duur_minuten": voorganger.duur_minuten,
        }
    )


def _other_gezag(voorganger: Controle) -> str:
    """Key of the bevoegd gezag when it is another organisatie; empty when it is the own."""
    own = voorganger.bevoegd_gezag_id == voorganger.organisatie_id
    return "" if own else str(voorganger.bevoegd_gezag_id)


def offer_choices(session: Session, organisatie: Organisatie, form: ControleForm, object_id: UUID, dag: date) -> None:
    """Fills the choices that come from the database; `dag` counts when the form names none."""
    form.offer_people(toezichthouders(session, organisatie.id))
    zaken = queries.zaken_of(session, organisatie.id, object_id)
    form.zaak.choices = keuzes(((zaak.id, f"{zaak.zaaknummer}, {zaak.titel}") for zaak in zaken), "Geen zaak")
    anderen = gezagen(session, organisatie.id, form.dag.data or dag)
    form.gezag.choices = keuzes(((gezag.id, gezag.naam) for gezag in anderen), organisatie.naam)
    namen = {gezag.id: gezag.naam for gezag in anderen}
    versies = _versies(session, organisatie.id, form, dag)
    form.protocol.choices = keuzes(((versie.id, _title(versie, namen)) for versie in versies), "Kies")
    offer_fasen(session, organisatie.id, form, dag)


def _versies(session: Session, organisatie_id: UUID, form: ControleForm, vandaag: date) -> list[ProtocolVersie]:
    """What can be chosen: the protocols of the organisatie, and those of who it may act for."""
    dag = form.dag.data or vandaag
    eigenaars = [organisatie_id, *(gezag.id for gezag in gezagen(session, organisatie_id, dag))]
    found = {versie.id: versie for key in eigenaars for versie in usable_versions(session, key, dag)}
    return sorted(found.values(), key=lambda versie: versie.protocol.titel)


def _title(versie: ProtocolVersie, namen: Mapping[UUID, str]) -> str:
    van = namen.get(versie.protocol.eigenaar_id) if versie.protocol.eigenaar_id else None
    return f"{versie.protocol.titel}, versie {versie.nummer}" + (f" ({van})" if van else "")


def offer_fasen(session: Session, organisatie_id: UUID, form: ControleForm, vandaag: date) -> None:
    """The moments of the chosen protocol."""
    versie = _versie(session, organisatie_id, form, vandaag)
    if versie is not None:
        form.fasen.choices = keuzes((fase.code, fase.titel) for fase in read_canonical(versie.definitie).fasen)


def _versie(session: Session, organisatie_id: UUID, form: ControleForm, vandaag: date) -> ProtocolVersie | None:
    versies = _versies(session, organisatie_id, form, vandaag)
    return next((versie for versie in versies if str(versie.id) == form.protocol.data), None)


def plan(
    session: Session,
    organisatie: Organisatie,
    form: ControleForm,
    object_id: UUID,
    voorganger: Controle | None,
    *,
    by: User,
    now: datetime,
    vandaag: date,
) -> Controle:
    """The controle the form describes. Raises `Invalid` when a choice is not there (any more)."""
    versie = _versie(session, organisatie.id, form, vandaag)
    if versie is None:
        raise _not_there("protocol", "Dit protocol is op die dag niet te gebruiken. Kies een ander.")
    known = {fase.code for fase in read_canonical(versie.definitie).fasen}
    aanleiding = form.aanleiding.data or ""
    is_hercontrole = voorganger is not None and aanleiding == Aanleiding.HERCONTROLE
    return plan_controle(
        session,
        organisatie,
        object=get_object(session, organisatie.id, object_id),
        versie=versie,
        soort=form.soort.data or "",
        aanleiding=aanleiding,
        by=by,
        now=now,
        toezichthouder=_person(session, organisatie.id, form),
        dag=form.dag.data,
        tijd=form.tijd.data if form.dag.data else None,
        duur_minuten=form.duur_minuten.data,
        opdracht=form.opdracht.data or "",
        zaak=_zaak(session, organisatie.id, form, object_id),
        voorganger=voorganger,
        bevoegd_gezag=_gezag(session, organisatie.id, form, vandaag),
        fasen=[code for code in form.fasen.data or [] if code in known],
        niveau=form.niveau.data or "4",
        selectie=_selectie(session, voorganger, is_hercontrole=is_hercontrole),
    )


def _selectie(session: Session, voorganger: Controle | None, *, is_hercontrole: bool) -> list[str]:
    if voorganger is None:
        return []
    return queries.failed_points(session, voorganger) if is_hercontrole else voorganger.selectie


def _gezag(session: Session, organisatie_id: UUID, form: ControleForm, vandaag: date) -> Organisatie | None:
    chosen = form.gezag.data
    anderen = {str(gezag.id): gezag for gezag in gezagen(session, organisatie_id, form.dag.data or vandaag)}
    if chosen and chosen not in anderen:
        zin = "Voor dit bestuur is op die dag geen toezichthouder van jullie aangewezen. Kies een ander."
        raise _not_there("gezag", zin)
    return anderen.get(chosen or "")


def _person(session: Session, organisatie_id: UUID, form: ControleForm) -> User | None:
    chosen = form.toezichthouder.data
    people = {str(user.id): user for user in toezichthouders(session, organisatie_id)}
    if chosen and chosen not in people:
        raise _not_there("toezichthouder", "Deze toezichthouder werkt hier niet (meer). Kies iemand anders.")
    return people.get(chosen or "")


def _zaak(session: Session, organisatie_id: UUID, form: ControleForm, object_id: UUID) -> Zaak | None:
    chosen = form.zaak.data
    zaken = {str(zaak.id): zaak for zaak in queries.zaken_of(session, organisatie_id, object_id)}
    if chosen and chosen not in zaken:
        raise _not_there("zaak", "Deze zaak hoort niet bij dit object. Kies een andere.")
    return zaken.get(chosen or "")


def _not_there(field: str, zin: str) -> Invalid:
    return Invalid(f"{field}-niet-te-kiezen", zin, velden={field: zin})
