"""Routes of the report: PDF, letter, HTML, vaststellen, and the page that recognises a PDF."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, current_app, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, has_rol, open_to_all, the_user
from app.accounts.models import Rol
from app.controles.models import Controle, Foto
from app.controles.queries_dossier import get_foto
from app.controles.vernietigen import family_of
from app.core.clock import local, now
from app.core.db import db
from app.core.errors import Gone, Invalid, NotFound, draw, wants_json
from app.core.filters import dag
from app.core.htmx import redirect_to, render
from app.organisatie.models import Organisatie
from app.rapportage import taken, zinnen, zinnen_foto, zinnen_lijst, zinnen_oordeel
from app.rapportage.actions import establish_report, needs_second_person, read_photo
from app.rapportage.forms import VernietigForm
from app.rapportage.kanttekeningen import notes_of
from app.rapportage.models import Rapport
from app.rapportage.pdf.beeld import for_print
from app.rapportage.queries import find_controle, find_report, is_replaced, reports_of, why_not_yet
from app.rapportage.vernietigen import destroy_photo, reports_with
from app.rapportage.waarde import from_canonical

bp = Blueprint("rapportage", __name__)
VASTSTELLERS = (Rol.TOEZICHTHOUDER, Rol.PLANNER, Rol.HANDHAVINGSJURIST, Rol.KWALITEITSMEDEWERKER)
"""Who may fix a report."""
bp.add_app_template_global(lambda controle: reports_of(db.session(), controle), "rapport_versies")
bp.add_app_template_global(lambda: has_rol(*VASTSTELLERS), "mag_vaststellen")

TAAK = taken.make_report
"""Named here so that the queue knows the job wherever the routes are known."""
VOOR = ("intern", "betrokkene")
SCHERM = 41
"""`for_print` shrinks photos for a screen as it does for a report of more than forty."""


@bp.get("/controles/<uuid:controle_id>/rapport.pdf")
@allow()
def pdf(controle_id: UUID) -> ResponseReturnValue:
    """The stored bytes of a version: the newest, intern, unless asked otherwise."""
    controle, voor = _controle(controle_id), _voor()
    rapport = _version(controle)
    if rapport is None:
        return _not_yet(controle)
    sha256 = rapport.intern_sha256 if voor == "intern" else rapport.betrokkene_sha256
    return _file(rapport, sha256, f"Inspectierapport {controle.nummer} v{rapport.versie} {voor}.pdf")


@bp.get("/controles/<uuid:controle_id>/brief.pdf")
@allow()
def letter(controle_id: UUID) -> ResponseReturnValue:
    """The bevindingenbrief of a version."""
    controle = _controle(controle_id)
    rapport = _version(controle)
    if rapport is None or rapport.brief_sha256 is None:
        return _not_yet(controle)
    return _file(rapport, rapport.brief_sha256, f"Bevindingenbrief {controle.nummer} v{rapport.versie}.pdf")


@bp.get("/controles/<uuid:controle_id>/rapport")
@allow()
def show(controle_id: UUID) -> ResponseReturnValue:
    """The same value as a page, for who reads with a screen reader or on a small screen."""
    controle, voor = _controle(controle_id), _voor()
    rapport = _version(controle)
    if rapport is None:
        return _not_yet(controle)
    if not rapport.waarde:
        raise _destroyed(rapport)
    return render_template(
        "rapportage/show.html",
        controle=controle,
        gezag=db.session.get_one(Organisatie, controle.bevoegd_gezag_id),
        rapport=rapport,
        waarde=from_canonical(rapport.waarde),
        versies=reports_of(db.session(), controle),
        tweede=needs_second_person(db.session(), controle),
        intern=voor == "intern",
        z=zinnen,
        zf=zinnen_foto,
        zl=zinnen_lijst,
        zo=zinnen_oordeel,
        notes_of=notes_of,
    )


@bp.get("/controles/<uuid:controle_id>/rapport/fotos/<int:nummer>.jpg")
@allow()
def photo(controle_id: UUID, nummer: int) -> ResponseReturnValue:
    """A photo as the report shows it: never the file as taken when an edited copy stands in its place."""
    rapport = _version(_controle(controle_id))
    if rapport and not rapport.waarde:
        raise _destroyed(rapport)
    fotos = from_canonical(rapport.waarde).fotos if rapport else []
    foto = next((foto for foto in fotos if foto.nummer == nummer), None)
    data = read_photo(current_app.extensions["blobs"], current_organisatie().id, foto) if foto else None
    druk = for_print(data, SCHERM)
    if druk is None:
        raise NotFound("foto-niet-leesbaar", "Deze foto is niet te openen. Het bestand zelf is bewaard.")
    response = make_response(druk.jpeg)
    response.mimetype = "image/jpeg"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@bp.post("/controles/<uuid:controle_id>/rapport/vaststellen")
@allow(*VASTSTELLERS)
def establish(controle_id: UUID) -> ResponseReturnValue:
    """Fixes the version that was read."""
    controle = _controle(controle_id)
    rapport = _version(controle)
    if rapport is None:
        raise Invalid("rapport-ontbreekt", why_not_yet(db.session(), controle))
    establish_report(db.session(), rapport, by=the_user(), now=now())
    return redirect_to(url_for("rapportage.show", controle_id=controle.id))


@bp.get("/controles/<uuid:controle_id>/fotos/<uuid:foto_id>/vernietigen")
@allow(Rol.BEHEERDER, Rol.HANDHAVINGSJURIST)
def ask_destroy(controle_id: UUID, foto_id: UUID) -> ResponseReturnValue:
    """Says what goes and what stays, and asks why."""
    controle = _controle(controle_id)
    return _destroy_page(VernietigForm(), controle, get_foto(db.session(), controle, foto_id), 200)


@bp.post("/controles/<uuid:controle_id>/fotos/<uuid:foto_id>/vernietigen")
@allow(Rol.BEHEERDER, Rol.HANDHAVINGSJURIST)
def destroy(controle_id: UUID, foto_id: UUID) -> ResponseReturnValue:
    """Destroys a photo that should not have been taken."""
    controle, form = _controle(controle_id), VernietigForm(request.form)
    foto = get_foto(db.session(), controle, foto_id)
    if not form.validate():
        return _destroy_page(form, controle, foto, 422)
    destroy_photo(db.session(), controle, foto, reden=(form.reden.data or "").strip(), by=the_user(), now=now())
    flash("De foto is vernietigd. Staat zij in een rapport, dan volgt een nieuwe versie zonder haar.")
    return redirect_to(url_for("dossier.photos", controle_id=controle.id))


def _destroy_page(form: VernietigForm, controle: Controle, foto: Foto, status: int) -> Response:
    familie = family_of(db.session(), foto)
    return render(
        "rapportage/destroy.html",
        status=status,
        form=form,
        controle=controle,
        foto=foto,
        kopieen=len(familie) - 1,
        rapporten=len(reports_with(db.session(), controle, {rij.sha256 for rij in familie})),
    )


@bp.get("/verifieer/<uuid:rapport_id>")
@open_to_all
def verify(rapport_id: UUID) -> ResponseReturnValue:
    """Recognises a PDF by its hash, in the browser of who asks. Shows no content."""
    rapport = find_report(db.session(), rapport_id)
    if rapport is None:
        raise NotFound("rapport-onbekend", "Wij kennen dit rapportnummer niet. Kijk of het adres klopt.")
    controle = db.session.get_one(Controle, rapport.controle_id)
    hashes = [rapport.intern_sha256, rapport.betrokkene_sha256, rapport.brief_sha256]
    return render_template(
        "rapportage/verify.html",
        rapport=rapport,
        gezag=db.session.get_one(Organisatie, controle.bevoegd_gezag_id),
        vervangen=is_replaced(db.session(), rapport),
        hashes=" ".join(sha256 for sha256 in hashes if sha256),
    )


def _controle(controle_id: UUID) -> Controle:
    """The controle of this organisatie. Raises `NotFound`."""
    controle = find_controle(db.session(), controle_id, current_organisatie().id)
    if controle is None:
        raise NotFound("controle-onbekend", "Deze controle bestaat niet, of je mag hem niet zien.")
    return controle


def _voor() -> str:
    voor = request.args.get("voor", "intern")
    if voor not in VOOR:
        raise Invalid("voor-onbekend", "Kies voor wie het rapport is: voor=intern of voor=betrokkene.")
    return voor


def _version(controle: Controle) -> Rapport | None:
    """The version asked for, else the newest; None when there is none at all. Raises `Invalid` for another number."""
    rapporten = reports_of(db.session(), controle)
    gevraagd = request.values.get("versie", "")
    if not rapporten:
        return None
    if not gevraagd:
        return rapporten[-1]
    for rapport in rapporten:
        if str(rapport.versie) == gevraagd:
            return rapport
    raise Invalid("versie-onbekend", f"Versie {gevraagd[:20]} is er niet. De nieuwste is {rapporten[-1].versie}.")


def _not_yet(controle: Controle) -> Response:
    """202: it is on its way, with the reason it is not there yet. Raises `Gone` when it never comes any more."""
    zin = why_not_yet(db.session(), controle)
    if controle.vernietigd_at:
        raise Gone("rapport-vernietigd", zin)
    if wants_json():
        return draw(202, "rapport-in-de-maak", zin)
    return make_response(render_template("rapportage/wait.html", controle=controle, zin=zin), 202)


def _destroyed(rapport: Rapport) -> Gone:
    """These bytes are gone for good, with when and why."""
    op = f" op {dag(local(rapport.vernietigd_at).date())}" if rapport.vernietigd_at else ""
    reden = (rapport.vernietig_reden or "zie het verloop").rstrip(". ")
    return Gone("rapport-vernietigd", f"Dit bestand van versie {rapport.versie} is vernietigd{op}: {reden}.")


def _file(rapport: Rapport, sha256: str, naam: str) -> Response:
    """The stored bytes, unchanged."""
    try:
        data = current_app.extensions["blobs"].get(rapport.organisatie_id, sha256)
    except FileNotFoundError as error:
        if not rapport.vernietigd_at:
            raise  # nobody destroyed it: the store lost it, which is a fault of ours
        raise _destroyed(rapport) from error
    response = make_response(data)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{naam}"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(sha256)
    response.make_conditional(request)
    return response
