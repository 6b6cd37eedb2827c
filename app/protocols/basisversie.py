"""A newer version of basis for an organisatie's own protocol: seeing it, choosing, and taking it into the draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, flash, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.access import allow, current_organisatie, the_user
from app.accounts.models import Rol
from app.core.audit import record
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Invalid
from app.core.htmx import redirect_to, render
from app.protocols.concept import get_concept, read_ruw, rewrite, written
from app.protocols.models import Concept, ProtocolVersie
from app.protocols.publiceren import base_of
from app.protocols.queries import read_definitie
from app.protocols.rules.samenvoegen import Kant, Samengevoegd, merge
from app.protocols.rules.verschil import compare
from app.protocols.rules.waardewoorden import VELDEN, in_words
from app.protocols.views import bp


def newer_base(session: Session, concept: Concept) -> tuple[ProtocolVersie, ProtocolVersie] | None:
    """The version of basis a draft follows and the newest one, when that is another; None otherwise."""
    oud = base_of(session, concept)
    if oud is None:
        return None
    query = select(ProtocolVersie).where(
        ProtocolVersie.protocol_id == oud.protocol_id,
        ProtocolVersie.status == "gepubliceerd",
        ProtocolVersie.nummer > oud.nummer,
    )
    nieuw = session.scalars(query.order_by(ProtocolVersie.nummer.desc())).first()
    return (oud, nieuw) if nieuw is not None else None


def preview(concept: Concept, oud: ProtocolVersie, nieuw: ProtocolVersie) -> Samengevoegd:
    """What taking in the newer version would do, ours standing where both changed something."""
    return merge(written(oud), written(nieuw), read_ruw(concept))


def take_in(
    session: Session, concept: Concept, gekozen: Mapping[str, Kant], *, sinds: int, by: Any, now: datetime
) -> Concept:
    """Brings the newest version of basis into the draft. What an author could take back before, is then fixed: the
    draft stands on another base.

    Raises `Conflict` (`basis-niet-nieuwer`, `concept-elders-gewijzigd`) and `Invalid` (`keuze-ontbreekt`).
    """
    versies = newer_base(session, concept)
    if versies is None:
        raise Conflict("basis-niet-nieuwer", "Dit concept staat al op de nieuwste basisversie.")
    oud, nieuw = versies
    open_ = [keuze for keuze in preview(concept, oud, nieuw).keuzes if gekozen.get(keuze.sleutel) is None]
    if open_:
        raise Invalid("keuze-ontbreekt", f"Maak nog {len(open_)} keuze{'s' if len(open_) > 1 else ''}.")
    uit = merge(written(oud), written(nieuw), read_ruw(concept), gekozen)
    concept = rewrite(session, concept, uit.ruw, sinds=sinds, by=by, now=now)
    concept.gebaseerd_op_id = nieuw.id
    zin = f"Basisversie {nieuw.nummer} opgenomen in het concept van {concept.code}"
    naar = {"keuzes": dict(gekozen), "overgenomen": [f"{deel.plek}.{deel.veld}" for deel in uit.overnames]}
    record(session, "basisversie-opgenomen", concept, zin, by=by, now=now, naar=naar)
    return concept


@bp.get("/protocollen/concepten/<uuid:concept_id>/basis")
@allow(Rol.PROTOCOLBEHEERDER)
def base_page(concept_id: UUID) -> ResponseReturnValue:
    """What the newer version of basis brings, and what has to be chosen."""
    return _page(get_concept(db.session(), current_organisatie().id, concept_id), {}, "", 200)


@bp.post("/protocollen/concepten/<uuid:concept_id>/basis")
@allow(Rol.PROTOCOLBEHEERDER)
def take_base(concept_id: UUID) -> ResponseReturnValue:
    """Takes it in with the choices that were made; without one of them the page says which."""
    session, concept = db.session(), get_concept(db.session(), current_organisatie().id, concept_id)
    gekozen: dict[str, Kant] = {
        naam.removeprefix("keuze-"): "hunne" if waarde == "hunne" else "onze"
        for naam, waarde in request.form.items()
        if naam.startswith("keuze-") and waarde in ("onze", "hunne")
    }
    sinds = request.form.get("revisie", concept.revisie, type=int)
    try:
        take_in(session, concept, gekozen, sinds=sinds, by=the_user(), now=now())
    except Invalid as fout:
        return _page(concept, gekozen, fout.zin, fout.status)
    flash("De nieuwe basisversie staat in het concept. Kijk het na en publiceer het.")
    return redirect_to(url_for("protocols.publish_page", concept_id=concept.id))


def _page(concept: Concept, gekozen: Mapping[str, Kant], fout: str, status: int) -> Response:
    versies = newer_base(db.session(), concept)
    if versies is None:
        raise Conflict("basis-niet-nieuwer", "Dit concept staat al op de nieuwste basisversie.")
    oud, nieuw = versies
    return render(
        "protocols/basis.html",
        status=status,
        concept=concept,
        oud=oud,
        nieuw=nieuw,
        uit=preview(concept, oud, nieuw),
        verschil=compare(read_definitie(oud.definitie), read_definitie(nieuw.definitie)),
        gekozen=gekozen,
        fout=fout,
        woorden=lambda waarde: in_words(waarde, read_definitie(nieuw.definitie)),
        velden=VELDEN,
    )
