"""Reads of the room `rapportage`: everything a report is built from, in one bundle, and the reports that exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Aanwijzing, User
from app.accounts.queries import valid_aanwijzing
from app.controles.gemis import Gemeld, reported
from app.controles.models import Antwoord, Controle, Foto, Handtekening, Herhaling, Mutatie
from app.controles.overtreding import (
    Bevinding,
    BevindingOvertreding,
    Interventie,
    LhsoBeoordeling,
    Overtreder,
    Overtreding,
    Termijn,
)
from app.core.blobs import Blobs
from app.core.clock import local
from app.core.db import Tenant
from app.core.filters import dag
from app.core.taken import Taak
from app.lhso.queries import find_matrix
from app.lhso.rules.matrix import Matrix
from app.organisatie.models import Organisatie
from app.protocols.models import ProtocolVersie
from app.rapportage.models import Rapport

Row = TypeVar("Row", bound=Tenant)


@dataclass(frozen=True)
class Bundel:
    """The rows a report is built from; nothing more is read afterwards."""

    controle: Controle
    uitvoerder: Organisatie
    aanwijzing: Aanwijzing | None
    namen: dict[UUID, str]
    antwoorden: list[Antwoord]
    herhalingen: list[Herhaling]
    bevindingen: list[Bevinding]
    links: list[BevindingOvertreding]
    overtredingen: list[Overtreding]
    overtreders: list[Overtreder]
    beoordelingen: list[LhsoBeoordeling]
    interventies: list[Interventie]
    termijnen: list[Termijn]
    fotos: list[Foto]
    beelden: dict[str, str]
    """Hash of the picture the server made, per hash of the file as received."""
    handtekeningen: list[Handtekening]
    matrices: dict[str, Matrix]
    voorganger: str
    klok_ms: int
    """The largest error found in a phone's clock, in the entries that count."""
    gemist: list[Gemeld]
    """What was named and will not come."""
    eerdere: list[Rapport]


def load_bundel(session: Session, controle_id: UUID, organisatie_id: UUID) -> Bundel | None:
    """Everything of one controle of this organisatie; None when there is no such controle."""
    controle = _controle(session, controle_id, organisatie_id)
    if controle is None:
        return None
    overtredingen = _of(session, Overtreding, Overtreding.controle_id == controle.id)
    keys = [overtreding.id for overtreding in overtredingen]
    beoordelingen = _of(session, LhsoBeoordeling, LhsoBeoordeling.overtreding_id.in_(keys))
    fotos = [foto for foto in _of(session, Foto, Foto.controle_id == controle.id) if not foto.vernietigd_at]
    return Bundel(
        controle=controle,
        uitvoerder=session.get_one(Organisatie, controle.organisatie_id),
        aanwijzing=_aanwijzing(session, controle),
        namen=_namen(session, controle, beoordelingen, fotos),
        antwoorden=_of(session, Antwoord, Antwoord.controle_id == controle.id),
        herhalingen=_of(session, Herhaling, Herhaling.controle_id == controle.id),
        bevindingen=_of(session, Bevinding, Bevinding.controle_id == controle.id),
        links=_of(session, BevindingOvertreding, BevindingOvertreding.overtreding_id.in_(keys)),
        overtredingen=overtredingen,
        overtreders=_of(session, Overtreder, Overtreder.overtreding_id.in_(keys)),
        beoordelingen=beoordelingen,
        interventies=_of(session, Interventie, Interventie.overtreding_id.in_(keys)),
        termijnen=_of(session, Termijn, Termijn.controle_id == controle.id),
        fotos=fotos,
        beelden={foto.sha256: foto.weergave_sha256 for foto in fotos if foto.weergave_sha256},
        handtekeningen=_of(session, Handtekening, Handtekening.controle_id == controle.id),
        matrices=_matrices(session, controle, beoordelingen),
        voorganger=_nummer(session, controle.voorganger_id),
        klok_ms=_klok(session, controle),
        gemist=reported(session, controle),
        eerdere=reports_of(session, controle),
    )


def find_controle(session: Session, controle_id: UUID, organisatie_id: UUID) -> Controle | None:
    """The controle, when it is this organisatie's."""
    query = select(Controle).where(Controle.id == controle_id, Controle.organisatie_id == organisatie_id)
    return session.scalars(query).one_or_none()


def reports_of(session: Session, controle: Controle) -> list[Rapport]:
    """The reports that were made of a controle, oldest first."""
    query = select(Rapport).where(Rapport.organisatie_id == controle.organisatie_id, Rapport.controle_id == controle.id)
    return list(session.scalars(query.order_by(Rapport.versie)))


def closing_of(controle: Controle) -> str | None:
    """Id of the entry that closed the visit; None while it is open."""
    return (controle.manifest or {}).get("mutatie")


def _controle(session: Session, controle_id: UUID, organisatie_id: UUID) -> Controle | None:
    wanted = select(Controle).where(Controle.id == controle_id, Controle.organisatie_id == organisatie_id)
    loads = [
        joinedload(relation)
        for relation in (
            Controle.object,
            Controle.zaak,
            Controle.toezichthouder,
            Controle.bevoegd_gezag,
        )
    ]
    versie = joinedload(Controle.protocol_versie).joinedload(ProtocolVersie.protocol)
    query = wanted.options(*loads, versie).execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def _of(session: Session, kind: type[Row], where: object) -> list[Row]:
    return list(session.scalars(select(kind).where(where).order_by(kind.id)))  # type: ignore[arg-type]


def _aanwijzing(session: Session, controle: Controle) -> Aanwijzing | None:
    """The decision of the bevoegd gezag in force on the day of the visit."""
    moment = controle.begin_at or controle.eind_at or controle.created_at
    wie = controle.toezichthouder_id
    return valid_aanwijzing(session, controle.bevoegd_gezag_id, wie, local(moment).date()) if wie else None


def _klok(session: Session, controle: Controle) -> int:
    query = select(Mutatie.klok_afwijking_ms).where(
        Mutatie.organisatie_id == controle.organisatie_id,
        Mutatie.controle_id == controle.id,
        Mutatie.stand == "verwerkt",
        Mutatie.klok_afwijking_ms.is_not(None),
    )
    return max((ms for ms in session.scalars(query.distinct()) if ms), key=lambda ms: (abs(ms), ms), default=0)


def _namen(
    session: Session, controle: Controle, beoordelingen: Sequence[LhsoBeoordeling], fotos: Sequence[Foto]
) -> dict[UUID, str]:
    keys = {controle.toezichthouder_id, *(foto.maker_id for foto in fotos)}
    keys |= {key for row in beoordelingen for key in (row.beoordelaar_id, row.collegiale_toets_door)}
    query = select(User.id, User.naam).where(User.id.in_([key for key in keys if key]))
    return {row.id: row.naam for row in session.execute(query)}


def _matrices(session: Session, controle: Controle, beoordelingen: Sequence[LhsoBeoordeling]) -> dict[str, Matrix]:
    versies = {row.matrix_versie for row in beoordelingen}
    return {versie: find_matrix(session, controle.bevoegd_gezag_id, versie) for versie in sorted(versies)}


def _nummer(session: Session, controle_id: UUID | None) -> str:
    return session.scalar(select(Controle.nummer).where(Controle.id == controle_id)) or "" if controle_id else ""


def find_report(session: Session, rapport_id: UUID) -> Rapport | None:
    """A report by its printed id, of any organisatie: only its hashes are shown."""
    return session.get(Rapport, rapport_id)


def is_replaced(session: Session, rapport: Rapport) -> bool:
    """True when the controle has a newer version."""
    query = select(Rapport.id).where(Rapport.controle_id == rapport.controle_id, Rapport.versie > rapport.versie)
    return session.scalars(query.limit(1)).first() is not None


def why_not_yet(session: Session, controle: Controle) -> str:
    """Why there is no report, as a sentence with what to do."""
    if controle.vernietigd_at:
        return f"Dit dossier is vernietigd op {dag(local(controle.vernietigd_at).date())}: de bewaartermijn is voorbij."
    if controle.compleet_at is None and controle.afgerond_at is None:
        return "Er is nog geen rapport: de controle is nog niet afgerond."
    if controle.compleet_at is None:
        return "Er is nog geen rapport: nog niet alles van deze controle is binnen, of er wacht invoer op een mens."
    query = (
        select(Taak).where(Taak.soort == "rapport", Taak.onderwerp_id == controle.id).order_by(Taak.gepland_at.desc())
    )
    taak = session.scalars(query).first()
    if taak is not None and taak.stand == "mislukt":
        return "Het rapport kon niet worden gemaakt. Er is niets weg. Vraag je beheerder om naar de taken te kijken."
    return "Het rapport wordt gemaakt. Kijk over een minuut nog eens."


def lost_papers(session: Session, blobs: Blobs) -> list[tuple[str, int]]:
    """Number of the controle and version of each report whose PDF is not in the store."""
    columns = (Rapport.organisatie_id, Rapport.intern_sha256, Rapport.betrokkene_sha256)
    query = select(Controle.nummer, Rapport.versie, *columns).join(Controle, Controle.id == Rapport.controle_id)
    return [
        (nummer, versie)
        for nummer, versie, organisatie_id, *papieren in session.execute(
            query.order_by(Controle.nummer, Rapport.versie)
        )
        if not all(blobs.has(organisatie_id, sha256) for sha256 in papieren)
    ]
