"""What differs between two versions of a protocol, and publishing a draft with its consequences in view.

Here and not in the room of protocols, because it shows and moves controles.
"""

from __future__ import annotations

from datetime import timedelta
from difflib import unified_diff
from uuid import UUID

from flask import Response, flash, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, the_user
from app.accounts.models import Rol
from app.controles.ingebruik import count_free, give_version, usage
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Problem
from app.core.htmx import redirect_to, render
from app.protocols import queries
from app.protocols.basisversie import newer_base
from app.protocols.concept import get_concept
from app.protocols.forms import PubliceerForm
from app.protocols.models import Concept, ProtocolVersie
from app.protocols.publiceren import needs_second, publish_concept, readiness
from app.protocols.rules.verschil import Verandering, Verschil, compare
from app.protocols.uitwisseling.yaml_uit import to_yaml
from app.protocols.views import bp

STIL = timedelta(days=7)
"""A phone that was not in touch for longer is named."""


@bp.get("/protocollen/<string:code>/verschil")
@allow()
def differences(code: str) -> ResponseReturnValue:
    """Two published versions side by side, in words and as text."""
    session, organisatie = db.session(), current_organisatie().id
    nieuwste = queries.published_version(session, organisatie, code)
    naar = _number(session_code=code, naam="naar") or nieuwste
    versies = queries.all_versies(session, organisatie, code)
    ouder = [versie for versie in versies if versie.nummer < naar.nummer]
    van = _number(session_code=code, naam="van") or (ouder[0] if ouder else naar)
    verschil = compare(queries.read_definitie(van.definitie), queries.read_definitie(naar.definitie))
    return render(
        "protocols/verschil.html",
        versies=versies,
        van=van,
        naar=naar,
        verschil=verschil,
        getoond=_shown(verschil),
        tekst=_text_diff(van, naar),
    )


@bp.get("/protocollen/concepten/<uuid:concept_id>/publiceren")
@allow(Rol.PROTOCOLBEHEERDER)
def publish_page(concept_id: UUID) -> ResponseReturnValue:
    """What publishing this draft would change and touch, with the form to do it."""
    concept = _concept(concept_id)
    return _publish_page(concept, PubliceerForm(data={"vanaf": today(), "gepland": "nieuw"}), 200)


@bp.post("/protocollen/concepten/<uuid:concept_id>/publiceren")
@allow(Rol.PROTOCOLBEHEERDER)
def publish(concept_id: UUID) -> ResponseReturnValue:
    """Publishes; what was typed stays when it does not go."""
    session, concept, form = db.session(), _concept(concept_id), PubliceerForm(request.form)
    if not form.validate():
        return _publish_page(concept, form, 422)
    try:
        with session.begin_nested():
            versie = publish_concept(
                session, current_organisatie(), concept, sinds=request.form.get("revisie", -1, type=int),
                notitie=form.notitie.data or "", vanaf=form.vanaf.data, by=the_user(), now=now(),
            )  # fmt: skip
    except Problem as problem:
        form.refuse(problem)
        return _publish_page(concept, form, problem.status)
    aantal = _move(versie) if form.gepland.data == "nieuw" and versie.geldig_van <= today() else 0
    wat = "geplande controle gaat" if aantal == 1 else "geplande controles gaan"
    staart = f" {aantal} {wat} ermee verder." if aantal else ""
    flash(f"Versie {versie.nummer} is gepubliceerd. Telefoons halen haar bij het volgende contact.{staart}")
    return redirect_to(url_for("protocols.show", code=versie.protocol.code, nummer=versie.nummer))


def _move(versie: ProtocolVersie) -> int:
    return give_version(db.session(), current_organisatie().id, versie, by=the_user(), now=now())


def _concept(concept_id: UUID) -> Concept:
    return get_concept(db.session(), current_organisatie().id, concept_id)


def _publish_page(concept: Concept, form: PubliceerForm, status: int) -> Response:
    session, organisatie = db.session(), current_organisatie()
    gereed = readiness(session, concept)
    gebruik = usage(session, organisatie.id, concept.code)
    return render(
        "protocols/publiceren.html",
        status=status,
        concept=concept,
        gereed=gereed,
        getoond=_shown(gereed.verschil) if gereed.verschil else [],
        gebruik=gebruik,
        stil=gebruik.silent(now() - STIL),
        mee=count_free(session, organisatie.id, concept.code),
        tweede=needs_second(organisatie) and concept.gewijzigd_door_id == the_user().id,
        basis=newer_base(session, concept),
        form=form,
    )


def _number(*, session_code: str, naam: str) -> ProtocolVersie | None:
    nummer = request.args.get(naam, type=int)
    if nummer is None or nummer < 1:
        return None
    return queries.get_versie(db.session(), current_organisatie().id, session_code, nummer)


def _shown(verschil: Verschil) -> list[Verandering]:
    """What the filter lets through: everything, what is heavier than words, or words alone."""
    toon = request.args.get("toon", "alles")
    if toon == "zwaarder":
        return [deel for deel in verschil.veranderingen if deel.klasse != "veilig"]
    return [deel for deel in verschil.veranderingen if toon != "tekst" or deel.tekst]


def _text_diff(van: ProtocolVersie, naar: ProtocolVersie) -> str:
    """The two definitions as files, line by line."""
    oud, nieuw = (to_yaml(queries.read_definitie(versie.bron or versie.definitie)) for versie in (van, naar))
    namen = (f"{van.protocol.code}/{van.nummer}.yaml", f"{naar.protocol.code}/{naar.nummer}.yaml")
    return "\n".join(unified_diff(oud.splitlines(), nieuw.splitlines(), *namen, lineterm="", n=2))
