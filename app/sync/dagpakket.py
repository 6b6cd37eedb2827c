"""The day package: everything a phone needs to work without a network, and nothing of anybody else."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, contains_eager, defer, joinedload

from app.accounts.models import User
from app.accounts.queries import valid_aanwijzing
from app.controles.feiten import join_feiten
from app.controles.models import Controle
from app.controles.protocol import Kern, kernen, withdrawal_notice
from app.controles.recht import law_of
from app.controles.rules.status import AF, Status, soort_for
from app.core.assets import release
from app.core.audit import Gebeurtenis
from app.core.clock import local
from app.organisatie.models import Organisatie
from app.protocols.formulier import form_url
from app.protocols.models import ProtocolVersie
from app.protocols.queries import usable_versions, withdrawn_as_wrong
from app.sync.gezag import matrices_of, others
from app.sync.historie import Historie, history_of, last_visit, since
from app.sync.objecten import object_short, objects_along
from app.termijnen.rules.kalender import feestdagen

VOORUIT = timedelta(days=14)
TERUG = timedelta(days=14)
WEG = timedelta(days=30)
OPEN = (Status.GEPLAND, Status.BEZIG)
INSTELLINGEN = {"bewaardagen_telefoon": 14}


@dataclass(frozen=True)
class Pakje:
    """The package as it goes out: JSON, and the hash of what matters in it."""

    body: bytes
    etag: str


def make_dagpakket(session: Session, user: User, organisatie: Organisatie, now: datetime) -> Pakje:
    """The day package of this user in this organisatie. The ETag does not depend on the moment of making."""
    vandaag = local(now).date()
    controles = _controles(session, user, organisatie, now)
    matrices = matrices_of(session, organisatie, controles)
    jaren = max(matrix.recidive.jaren for matrix in matrices.values())
    versies = usable_versions(session, organisatie.id, vandaag)
    kern = kernen(session, {versie.hash for versie in versies} | {c.protocol_versie.hash for c in controles})
    fouten = withdrawn_as_wrong(session, {organisatie.id, *(controle.bevoegd_gezag_id for controle in controles)})
    historie = history_of(session, organisatie.id, {c.object_id for c in controles}, since(vandaag, jaren))
    content = {
        "release": release(),
        "gebruiker": {"id": str(user.id), "naam": user.naam, "email": user.email},
        "organisatie": _organisatie(organisatie),
        "andere_organisaties": sorted(
            lid.organisatie.naam for lid in user.lidmaatschappen if lid.organisatie_id != organisatie.id
        ),
        "aanwijzing": _aanwijzing(session, user, organisatie, vandaag),
        "controles": [
            _controle(controle, organisatie, historie, kern) | _error_of(controle, fouten) for controle in controles
        ],
        "vervallen": _gone(session, user, organisatie, now, {controle.id for controle in controles}),
        "protocollen": [_protocol(versie, kern[versie.hash]) for versie in versies],
        **objects_along(session, organisatie.id, user.id),
        "lhso": msgspec.to_builtins(matrices[organisatie.id]),
        "gezagen": others(organisatie, controles, matrices),
        "feestdagen": [dag.isoformat() for jaar in range(3) for dag in sorted(feestdagen(vandaag.year + jaar))],
        "instellingen": INSTELLINGEN | organisatie.instellingen,
    }
    etag = hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()[:32]
    return Pakje(msgspec.json.encode({"gemaakt_at": now.isoformat(), **content}), etag)


def _controles(session: Session, user: User, organisatie: Organisatie, now: datetime) -> Sequence[Controle]:
    vandaag = local(now).date()
    near = and_(Controle.status.in_(OPEN), or_(Controle.dag.is_(None), Controle.dag <= vandaag + VOORUIT))
    done = and_(Controle.status.in_(AF), Controle.afgerond_at >= now - TERUG)
    query = (
        select(Controle)
        .join(ProtocolVersie, ProtocolVersie.id == Controle.protocol_versie_id)
        .join(ProtocolVersie.protocol)
        .options(
            joinedload(Controle.object),
            joinedload(Controle.zaak),
            joinedload(Controle.bevoegd_gezag),
            contains_eager(Controle.protocol_versie).options(
                defer(ProtocolVersie.definitie), contains_eager(ProtocolVersie.protocol)
            ),
        )
        .where(Controle.organisatie_id == organisatie.id, Controle.toezichthouder_id == user.id, or_(near, done))
        .order_by(Controle.dag, Controle.volgorde, Controle.tijd, Controle.nummer)
    )
    return session.scalars(query).all()


def _controle(
    controle: Controle, organisatie: Organisatie, historie: Historie, kern: Mapping[str, Kern]
) -> dict[str, Any]:
    gelijk = (
        *("nummer", "status", "versie", "schrijver_epoch", "tijd", "volgorde", "soort", "aanleiding", "thema"),
        *("opdracht", "duur_minuten", "fasen", "niveau", "selectie", "uitkomst"),
    )
    overtredingen = historie.overtredingen.get(controle.object_id, [])
    return {
        "id": str(controle.id),
        **{veld: getattr(controle, veld) for veld in gelijk},
        "dag": _iso(controle.dag),
        "bezoek_id": _text(controle.bezoek_id),
        "voorganger_id": _text(controle.voorganger_id),
        "protocol": _protocol_of(controle.protocol_versie, kern[controle.protocol_versie.hash]),
        "feiten": join_feiten(controle, controle.object, controle.zaak, controle.bevoegd_gezag),
        "gezag": str(controle.bevoegd_gezag_id) if controle.bevoegd_gezag_id != organisatie.id else None,
        "object": {**object_short(controle.object), "contacten": controle.object.contacten},
        "regime": law_of(controle, controle.zaak).regime,
        "zaak": {"zaaknummer": controle.zaak.zaaknummer, "titel": controle.zaak.titel} if controle.zaak else None,
        "vorige": last_visit(historie, controle),
        "historie": [item["recidive"] for item in overtredingen if item["controle"] != controle.id],
        "afgerond_at": controle.afgerond_at.isoformat() if controle.afgerond_at else None,
    }


def _error_of(controle: Controle, fouten: Mapping[tuple[UUID, UUID], str]) -> dict[str, str]:
    """`ingetrokken`: the sentence for who works by a version that was withdrawn because of an error; else nothing."""
    zin = withdrawal_notice(controle, fouten)
    return {"ingetrokken": zin} if zin else {}


def _protocol_of(versie: ProtocolVersie, kern: Kern) -> dict[str, Any]:
    return {
        "code": versie.protocol.code,
        "versie": versie.nummer,
        "hash": versie.hash,
        "titel": versie.protocol.titel,
        "kort": kern.kort,
        "formulier": form_url(versie.protocol.code, versie.nummer, versie.hash),
        "vastgesteld": kern.vastgesteld,
    }


def _protocol(versie: ProtocolVersie, kern: Kern) -> dict[str, Any]:
    fasen = [{"code": code, "titel": titel} for code, titel in kern.fasen]
    soort = soort_for(versie.protocol.code, versie.protocol.thema)
    return {**_protocol_of(versie, kern), "thema": versie.protocol.thema, "soort": soort, "fasen": fasen}


def _organisatie(organisatie: Organisatie) -> dict[str, Any]:
    return {
        "id": str(organisatie.id),
        "naam": organisatie.naam,
        "kort": organisatie.kort,
        "instellingen": organisatie.instellingen,
    }


def _aanwijzing(session: Session, user: User, organisatie: Organisatie, dag: date) -> dict[str, Any] | None:
    found = valid_aanwijzing(session, organisatie.id, user.id, dag)
    return {"legitimatienummer": found.legitimatienummer, "besluit": found.besluit} if found else None


def _gone(
    session: Session, user: User, organisatie: Organisatie, now: datetime, mine: set[UUID]
) -> list[dict[str, str]]:
    """Controles this user had that were cancelled or given to someone else lately: the phone marks them."""
    query = (
        select(Gebeurtenis.onderwerp_id, Gebeurtenis.soort, Gebeurtenis.van, Controle)
        .join(Controle, Controle.id == Gebeurtenis.onderwerp_id)
        .where(
            Gebeurtenis.organisatie_id == organisatie.id,
            Gebeurtenis.onderwerp_soort == "controle",
            Gebeurtenis.soort.in_(["overgedragen", "vervallen"]),
            Gebeurtenis.op >= now - WEG,
        )
        .order_by(Gebeurtenis.op)
    )
    found: dict[UUID, str] = {}
    for key, soort, van, controle in session.execute(query):
        had = controle.toezichthouder_id == user.id or (van or {}).get("toezichthouder") == str(user.id)
        if soort == "vervallen" and had and controle.status == Status.VERVALLEN:
            found[key] = controle.vervallen_reden or "Deze controle gaat niet door."
        elif soort == "overgedragen" and had and controle.toezichthouder_id != user.id:
            found[key] = "Deze controle is overgedragen aan een collega."
    return [{"id": str(key), "reden": reden} for key, reden in found.items() if key not in mine]


def _iso(dag: date | None) -> str | None:
    return dag.isoformat() if dag else None


def _text(key: UUID | None) -> str | None:
    return str(key) if key else None
