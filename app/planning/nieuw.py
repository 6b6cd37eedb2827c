"""A new controle from the form: what an earlier visit fills in, and the planning itself."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.actions import plan_controle
from app.controles.models import Controle
from app.controles.rules.status import Aanleiding
from app.core.errors import Invalid
from app.objecten.queries import get_object
from app.organisatie.models import Organisatie
from app.planning import queries
from app.planning.aanbod import Aanbod, find_offer, not_appointed
from app.planning.forms import ControleForm
from app.protocols.rules.canoniek import read_canonical
from app.zaken.models import Zaak


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
    aanbod = find_offer(session, organisatie, form, vandaag)
    gezag, versie = _gezag(aanbod, form), aanbod.chosen_versie(form)
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
        toezichthouder=_person(aanbod, gezag, form),
        dag=form.dag.data,
        tijd=form.tijd.data if form.dag.data else None,
        duur_minuten=form.duur_minuten.data,
        opdracht=form.opdracht.data or "",
        zaak=_zaak(session, organisatie.id, form, object_id),
        voorganger=voorganger,
        bevoegd_gezag=gezag,
        fasen=[code for code in form.fasen.data or [] if code in known],
        niveau=form.niveau.data or "4",
        selectie=_selectie(session, voorganger, is_hercontrole=is_hercontrole),
    )


def _selectie(session: Session, voorganger: Controle | None, *, is_hercontrole: bool) -> list[str]:
    if voorganger is None:
        return []
    return queries.failed_points(session, voorganger) if is_hercontrole else voorganger.selectie


def _gezag(aanbod: Aanbod, form: ControleForm) -> Organisatie | None:
    chosen = form.gezag.data or ""
    if chosen and chosen not in aanbod.gezagen:
        zin = "Voor dit bestuur is op die dag geen toezichthouder van jullie aangewezen. Kies een ander."
        raise _not_there("gezag", zin)
    return aanbod.gezagen.get(chosen)


def _person(aanbod: Aanbod, gezag: Organisatie | None, form: ControleForm) -> User | None:
    chosen = form.toezichthouder.data or ""
    people = {str(user.id): user for user in aanbod.mensen}
    if chosen and chosen not in people:
        weg = "Deze toezichthouder werkt hier niet (meer). Kies iemand anders."
        raise _not_there("toezichthouder", not_appointed(gezag) if gezag else weg)
    return people.get(chosen)


def _zaak(session: Session, organisatie_id: UUID, form: ControleForm, object_id: UUID) -> Zaak | None:
    chosen = form.zaak.data
    zaken = {str(zaak.id): zaak for zaak in queries.zaken_of(session, organisatie_id, object_id)}
    if chosen and chosen not in zaken:
        raise _not_there("zaak", "Deze zaak hoort niet bij dit object. Kies een andere.")
    return zaken.get(chosen or "")


def _not_there(field: str, zin: str) -> Invalid:
    return Invalid(f"{field}-niet-te-kiezen", zin, velden={field: zin})
