"""The dossier of one controle: findings, answers, photos, course of events, held entries."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, current_app, flash, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, has_rol, the_user
from app.accounts.models import Rol
from app.controles import dossierpagina as pagina
from app.controles import oplossen, quarantaine, toetsen
from app.controles import queries_dossier as queries
from app.controles.afloop import lifted_here, lifting_visits
from app.controles.dossierwacht import awaited_context, held_context
from app.controles.eerder import earlier
from app.controles.forms import AANLEIDINGEN, SOORT_LANG, UITKOMSTEN, GemisForm, OplosForm
from app.controles.gemis import as_seen, give_up
from app.controles.models import Controle, Foto, Handtekening
from app.controles.oplosrecht import OPLOSSERS
from app.controles.projectie.compleet import given_up_keys
from app.controles.protocol import authorities, withdrawal_notice
from app.controles.rules.ondertekening import is_outdated
from app.controles.verlooppagina import KORT, PER_BLAD, Verloop
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import NotAllowed, NotFound
from app.core.htmx import redirect_to, render, wants_fragment
from app.lhso.queries import active_matrix, find_matrix
from app.lhso.rules.toets import in_words
from app.protocols.queries import withdrawn_as_wrong
from app.protocols.rules.walk import walk_onderdelen

bp = Blueprint("dossier", __name__)

TYPEN = frozenset({"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "image/gif"})


def get_controle(controle_id: UUID) -> Controle:
    """The only door: a controle of one's own organisatie."""
    return queries.get_dossier(db.session(), current_organisatie().id, controle_id)


@bp.get("/controles/<uuid:controle_id>")
@allow()
def show(controle_id: UUID) -> ResponseReturnValue:
    """The whole dossier on one page; answers come when their onderdeel is opened."""
    session, controle = db.session(), get_controle(controle_id)
    fotos = queries.of_controle(session, controle, Foto)
    verloop, matrix = Verloop(session, controle), active_matrix(session, controle.bevoegd_gezag_id)
    blokken = queries.bevinding_blokken(session, controle)
    stand = queries.stand_of(session, controle, fotos, blokken)
    delen, komt_niet = stand.delen, given_up_keys(session, controle)
    telling: dict[str, int] = {}
    for deel in delen:
        for oordeel, aantal in deel.telling.items():
            telling[oordeel] = telling.get(oordeel, 0) + aantal
    return render(
        "controles/show.html",
        controle=controle,
        definitie=queries.read_definitie(controle.protocol_versie.definitie),
        blokken=blokken,
        delen=delen,
        delen_niet=queries.count_onderdelen(controle) - len(delen),
        telling=telling,
        open_punten=sum(deel.open for deel in delen),
        nog_open=stand.open,
        fotos=queries.shown_photos(fotos),
        onderweg=sum(foto.ontvangen_at is None and foto.sha256 not in komt_niet for foto in fotos),
        komt_niet=komt_niet,
        verloop=verloop.lines(verloop.wijzigingen[: -KORT - 1 : -1], matrix),
        verloop_aantal=len(verloop.wijzigingen),
        handtekeningen=queries.of_controle(session, controle, Handtekening),
        eerder_getekend=lambda rij: is_outdated(rij.rol, rij.getoond, controle.manifest),
        betreding=pagina.visit_value(controle, "betreding"),
        matrices={blok.beoordeling.id: _matrix(controle, blok) for blok in blokken if blok.beoordeling},
        eerder=earlier(session, controle),
        opgeheven_bij=lifting_visits(session, [blok.overtreding for blok in blokken if blok.overtreding]),
        opgeheven_hier=lifted_here(session, controle),
        matrix=matrix,
        toetsers=queries.names_of(session, {blok.toetser for blok in blokken}),
        asks_toets=toetsen.asks_toets,
        toetswoorden=in_words,
        mag_toetsen=has_rol(*toetsen.TOETSERS),
        origineel=may_see_originals(controle),
        ingetrokken=withdrawal_notice(controle, withdrawn_as_wrong(session, authorities(controle))),
        **held_context(controle) | awaited_context(controle),
        vandaag=today(),
        soorten=SOORT_LANG,
        aanleidingen=AANLEIDINGEN,
        uitkomsten=UITKOMSTEN,
    )


@bp.post("/controles/<uuid:controle_id>/gemis")
@allow(*OPLOSSERS)
def miss(controle_id: UUID) -> ResponseReturnValue:
    """Says that what a finished visit waits for will not come."""
    session, controle, form = db.session(), get_controle(controle_id), GemisForm(request.form)
    form.offer(as_seen(session, controle, form.sluiting.data or ""))
    if not form.validate():
        context = awaited_context(controle, form)
        return render("controles/awaited.html", status=422, controle=controle, **context)
    give_up(
        session,
        controle,
        sluiting=form.sluiting.data or "",
        keuze=form.wat.data or (),
        reden=form.reden.data or "",
        by=the_user(),
        now=now(),
    )
    flash("Vastgelegd. Komt het toch nog binnen, dan telt het gewoon mee en volgt een nieuw rapport.")
    return redirect_to(url_for("dossier.show", controle_id=controle.id) + "#verwacht")


def _matrix(controle: Controle, blok: queries.Blok) -> object:
    versie = blok.beoordeling.matrix_versie if blok.beoordeling else ""
    return find_matrix(db.session(), controle.bevoegd_gezag_id, versie)


@bp.post("/controles/<uuid:controle_id>/vastgehouden/<uuid:mutatie_id>")
@allow(*OPLOSSERS)
def resolve(controle_id: UUID, mutatie_id: UUID) -> ResponseReturnValue:
    """Decides about a held entry; HTMX gets the part with held entries back."""
    controle = get_controle(controle_id)
    mutatie = queries.get_held(db.session(), controle, mutatie_id)
    refused = oplossen.decide(mutatie)
    if refused is None:
        return _after_resolving(controle, "De invoer is opgelost. De telefoon hoort het bij het volgende contact.")
    return _refused(controle, mutatie.id, refused)


@bp.post("/controles/<uuid:controle_id>/vastgehouden/reden/<code>")
@allow(*OPLOSSERS)
def resolve_together(controle_id: UUID, code: str) -> ResponseReturnValue:
    """Decides about all entries that are held for one reason."""
    controle = get_controle(controle_id)
    session, key = db.session(), (controle.id, code)
    refused, zin = oplossen.decide_together(quarantaine.held_entries(session, controle), key, session.commit)
    return _after_resolving(controle, zin) if refused is None else _refused(controle, key, refused)


def _refused(controle: Controle, key: UUID | oplossen.Sleutel, form: OplosForm) -> Response:
    context = held_context(controle, {key: form})
    return render("controles/held.html", "controles/_vastgehouden.html", status=422, controle=controle, **context)


@bp.post("/controles/<uuid:controle_id>/vastgehouden/<uuid:mutatie_id>/terug")
@allow(*OPLOSSERS)
def put_back(controle_id: UUID, mutatie_id: UUID) -> ResponseReturnValue:
    """What was put aside waits again."""
    controle = get_controle(controle_id)
    mutatie = queries.get_held(db.session(), controle, mutatie_id)
    quarantaine.hold_again(db.session(), mutatie, reden="", by=the_user(), now=now())
    return _after_resolving(controle, "De invoer wacht weer.")


def _after_resolving(controle: Controle, zin: str) -> ResponseReturnValue:
    if wants_fragment():
        return render("controles/_vastgehouden.html", controle=controle, zin=zin, **held_context(controle))
    flash(zin)
    return redirect_to(url_for("dossier.show", controle_id=controle.id) + "#vast")


@bp.post("/controles/<uuid:controle_id>/toetsen/<uuid:beoordeling_id>")
@allow(*toetsen.TOETSERS)
def look_along(controle_id: UUID, beoordeling_id: UUID) -> ResponseReturnValue:
    """A second pair of eyes agrees with a judgement."""
    controle, opmerking = get_controle(controle_id), request.form.get("opmerking", "")[:1000]
    beoordeling = toetsen.get_beoordeling(db.session(), controle, beoordeling_id)
    toetsen.look_along(db.session(), controle, beoordeling, opmerking=opmerking, by=the_user(), now=now())
    flash("De collegiale toets is vastgelegd.")
    return redirect_to(url_for("dossier.show", controle_id=controle.id) + "#bev")


@bp.get("/controles/<uuid:controle_id>/antwoorden/<path:code>")
@allow()
def answers(controle_id: UUID, code: str) -> ResponseReturnValue:
    """The answers of one onderdeel, to open in place; as a page of its own without script."""
    controle = get_controle(controle_id)
    definitie = queries.read_definitie(controle.protocol_versie.definitie)
    found = next((plek.onderdeel for plek in walk_onderdelen(definitie) if plek.onderdeel.code == code), None)
    if found is None:
        raise NotFound
    alleen = "alleen" in request.args
    groepen = pagina.antwoord_groepen(db.session(), controle, code, alleen=alleen)
    return render(
        "controles/answers.html", "controles/_antwoorden.html", controle=controle, onderdeel=found, groepen=groepen
    )


@bp.get("/controles/<uuid:controle_id>/verloop")
@allow()
def course(controle_id: UUID) -> ResponseReturnValue:
    """The journal in words, oldest first: the steps and what was overwritten or hidden, or (`?alles=1`) all of it."""
    session, controle = db.session(), get_controle(controle_id)
    verloop, alles = Verloop(session, controle), "alles" in request.args
    punten = verloop.alles if alles else verloop.wijzigingen
    bladen = max(1, -(-len(punten) // PER_BLAD))
    blad = min(max(1, request.args.get("blad", 1, type=int)), bladen)
    return render(
        "controles/course.html",
        controle=controle,
        regels=verloop.lines(
            punten[(blad - 1) * PER_BLAD : blad * PER_BLAD], active_matrix(session, controle.bevoegd_gezag_id)
        ),
        alles=alles,
        aantal={"alles": len(verloop.alles), "wijzigingen": len(verloop.wijzigingen)},
        blad=blad,
        meer=blad < bladen,
        eerste=(blad - 1) * PER_BLAD + 1,
        origineel=may_see_originals(controle),
    )


@bp.get("/controles/<uuid:controle_id>/fotos")
@allow()
def photos(controle_id: UUID) -> ResponseReturnValue:
    """All photos of a controle, large enough to compare."""
    controle = get_controle(controle_id)
    fotos = queries.shown_photos(queries.of_controle(db.session(), controle, Foto))
    vragen = queries.vragen_of(controle.protocol_versie.definitie)
    return render(
        "controles/photos.html",
        controle=controle,
        fotos=fotos,
        vragen=vragen,
        makers=queries.names_of(db.session(), {foto.maker_id for foto in fotos}),
        origineel=may_see_originals(controle),
        komt_niet=given_up_keys(db.session(), controle),
    )


def may_see_originals(controle: Controle) -> bool:
    """Originals can show faces and plates that a copy hides: for who made them, the jurist and the beheerder."""
    return has_rol(Rol.HANDHAVINGSJURIST, Rol.BEHEERDER) or controle.toezichthouder_id == the_user().id


@bp.get("/controles/<uuid:controle_id>/fotos/<uuid:foto_id>")
@allow()
def photo(controle_id: UUID, foto_id: UUID) -> ResponseReturnValue:
    """A photo for the screen. An original that was blurred or drawn on, or is hidden, only by right."""
    controle = get_controle(controle_id)
    alle = queries.of_controle(db.session(), controle, Foto)
    foto = queries.get_foto(db.session(), controle, foto_id)
    if foto not in queries.shown_photos(alle) and not may_see_originals(controle):
        raise NotAllowed("origineel-niet-voor-jou", "Deze foto is alleen voor de toezichthouder, jurist en beheerder.")
    if foto.weergave_sha256:
        return _bytes(foto, foto.weergave_sha256, "image/jpeg")
    response = _bytes(foto, foto.sha256, foto.type)
    response.headers["Cache-Control"] = "no-store"  # soon there is a picture every browser can show
    return response


@bp.get("/controles/<uuid:controle_id>/fotos/<uuid:foto_id>/origineel")
@allow()
def original(controle_id: UUID, foto_id: UUID) -> ResponseReturnValue:
    """The bytes as the phone sent them; of a copy, those of the photo it was made from."""
    controle = get_controle(controle_id)
    if not may_see_originals(controle):
        raise NotAllowed(
            "origineel-niet-voor-jou", "Het origineel is alleen voor de toezichthouder, jurist en beheerder."
        )
    foto = queries.get_foto(db.session(), controle, foto_id)
    if foto.origineel_id:
        foto = queries.get_foto(db.session(), controle, foto.origineel_id)
    return _bytes(foto, foto.sha256, foto.type)


def _bytes(foto: Foto, sha256: str, mimetype: str) -> Response:
    try:
        data = current_app.extensions["blobs"].get(foto.organisatie_id, sha256)
    except FileNotFoundError as error:
        if foto.vernietigd_at:
            raise NotFound("foto-vernietigd", "Deze foto is vernietigd. In het verloop staat waarom.") from error
        zin = "Deze foto staat nog op de telefoon en is nog niet ontvangen."
        raise NotFound("foto-nog-onderweg", zin) from error
    response = Response(data, mimetype=mimetype if mimetype in TYPEN else "application/octet-stream")
    ending = mimetype.partition("/")[2] if mimetype in TYPEN else "bin"
    response.headers["Content-Disposition"] = f'inline; filename="foto-{foto.id}.{ending}"'
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
