"""The data channel of the field app. Delivering works by session or by a phone's upload token; reading by session."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from flask import Blueprint, Response, current_app, request
from flask_login import current_user

import app.sync.taken  # noqa: F401  its jobs are known to the queue
from app.accounts.access import allow, current_organisatie, lid_or_none, open_to_all, the_user
from app.accounts.models import Rol
from app.controles.projectie.fotos import bytes_of
from app.core.assets import release
from app.core.clock import now
from app.core.db import db, write_from_here
from app.core.errors import Conflict, Invalid
from app.core.tijdperk import current_epoch
from app.sync.actions import receive
from app.sync.bezorger import Bezorger, current_bezorger, register_toestel, see_toestel
from app.sync.dagpakket import make_dagpakket
from app.sync.fotos import Bewaard, keep_bytes, record_bytes
from app.sync.klein import small_picture
from app.sync.objecten import found_objects
from app.sync.onderweg import Deel, Onderweg, check_sha256, received
from app.sync.queries import draft_of, receipts_of
from app.sync.schema import Fotobon
from app.sync.tempo import hold_back

bp = Blueprint("sync", __name__)
bp.before_request(hold_back)


def _json(value: Any, status: int = 200) -> Response:
    response = Response(msgspec.json.encode(value), status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.before_request
def _same_organisatie() -> None:
    """Work of one organisatie is never sent or read under another: the phone says for which it works.

    Raises `Conflict`: someone chose another organisatie in this session. The phone keeps everything and looks again.
    """
    meant, lid = request.headers.get("Schouw-Organisatie"), lid_or_none()
    if meant and lid and meant != str(lid.organisatie_id) and request.endpoint != "sync.hallo":
        raise Conflict("andere-organisatie", "Je werkt nu voor een andere organisatie. Je werk blijft op dit toestel.")


def _bezorger() -> Bezorger:
    return current_bezorger(db.session())


@bp.get("/sync/hallo")
@open_to_all
def hallo() -> Response:
    """Are we really online? Says it in our own words, with the server's clock and epoch, and who works for whom."""
    gebruiker = str(the_user().id) if current_user.is_authenticated else None
    lid = lid_or_none()
    return _json(
        {
            "schouw": "hallo",
            "gebruiker": gebruiker,
            "organisatie": str(lid.organisatie_id) if lid else None,
            "tijd": now().isoformat(),
            "release": release(),
            "tijdperk": current_epoch(db.session()),
        }
    )


@bp.post("/sync/mutaties")
@open_to_all
def mutaties() -> Response:
    """Takes journal entries; 200 with a receipt per entry once the envelope could be read."""
    body, bezorger = request.get_data(), _bezorger()
    see_toestel(bezorger, now())
    return _json(receive(db.session(), bezorger, body, now(), keep=db.session.commit))


@bp.put("/sync/fotos/<sha256>")
@open_to_all
def put_foto(sha256: str) -> Response:
    """Takes a photo, whole or a part. 200 with its receipt when all of it is here and verified, 202 after a part."""
    check_sha256(sha256)
    with received(request.stream, request.headers.get("Content-Range")) as deel:
        bezorger = _bezorger()
        write_from_here()  # who it is, is known: nobody waits while bytes are written
        onderweg = _staging(bezorger)
        try:
            bewaard = _keep(onderweg, bezorger, sha256, deel)
        except Conflict as problem:
            return _json({"code": problem.code, "zin": problem.zin, "offset": onderweg.offset(sha256)}, 409)
        if bewaard is None:
            return _json({"offset": onderweg.offset(sha256)}, 202)
        see_toestel(bezorger, now())
        record_bytes(db.session(), bezorger.organisatie_id, bewaard, user_id=bezorger.user.id, now=now())
        db.session.commit()
        onderweg.drop(sha256)
    return _json(Fotobon(sha256=sha256, grootte=bewaard.grootte))


put_foto.streams = True  # type: ignore[attr-defined]  # reads its own body, in pieces


def _keep(onderweg: Onderweg, bezorger: Bezorger, sha256: str, deel: Deel) -> Bewaard | None:
    """Puts a whole photo into the store; None while parts are missing."""
    blobs = current_app.extensions["blobs"]
    try:
        if deel.is_whole:
            return keep_bytes(blobs, bezorger.organisatie_id, sha256, deel.bytes)
        whole = onderweg.add(sha256, deel)
        if whole is None:
            return None
        with whole:
            return keep_bytes(blobs, bezorger.organisatie_id, sha256, whole)
    except Invalid:
        onderweg.drop(sha256)
        raise


@bp.route("/sync/fotos/<sha256>", methods=["HEAD"])
@open_to_all
def head_foto(sha256: str) -> Response:
    """How far a photo is: 200 and its length when stored, else 404 and the offset to go on from."""
    bezorger, blobs = _bezorger(), current_app.extensions["blobs"]
    check_sha256(sha256)
    grootte = _stored_size(bezorger, sha256)
    stored = grootte is not None and blobs.has(bezorger.organisatie_id, sha256)
    response = Response(status=200 if stored else 404)
    response.headers["Upload-Offset"] = str(grootte if stored else _staging(bezorger).offset(sha256))
    response.headers["Cache-Control"] = "no-store"
    return response


def _stored_size(bezorger: Bezorger, sha256: str) -> int | None:
    """Length of the stored bytes with this hash; None when they are not here."""
    found = bytes_of(db.session(), bezorger.organisatie_id, sha256)
    return found.grootte if found else None


def _staging(bezorger: Bezorger) -> Onderweg:
    return Onderweg(current_app.config["DATA"], bezorger.organisatie_id)


@bp.get("/sync/fotos/<uuid:foto_id>/klein")
@allow()
def small_foto(foto_id: UUID) -> Response:
    """A photo as a JPEG of at most 480 px, for lists and for last time's findings."""
    data = small_picture(db.session(), current_app.extensions["blobs"], current_organisatie().id, foto_id)
    response = Response(data, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


@bp.get("/sync/dagpakket")
@allow(Rol.TOEZICHTHOUDER)
def dagpakket() -> Response:
    """Everything this user's phone needs for the coming days; 304 when nothing changed."""
    pakje = make_dagpakket(db.session(), the_user(), current_organisatie(), now())
    response = Response(pakje.body, mimetype="application/json")
    response.set_etag(pakje.etag)
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response


@bp.get("/sync/objecten")
@allow(Rol.TOEZICHTHOUDER)
def objecten() -> Response:
    """Objects by address or name (`?zoek=`): those that are not along on the phone too."""
    return _json(found_objects(db.session(), current_organisatie().id, request.args.get("zoek", "").strip()[:100]))


@bp.get("/sync/bonnen")
@open_to_all
def bonnen() -> Response:
    """What the server holds of a controle (`?controle=<uuid>`)."""
    return _json(receipts_of(db.session(), _bezorger(), _controle_id()))


@bp.get("/sync/concept")
@allow(Rol.TOEZICHTHOUDER)
def concept() -> Response:
    """The mirrored draft of a controle (`?controle=<uuid>`), to go on on another phone."""
    return _json(draft_of(db.session(), _bezorger(), _controle_id()))


@bp.post("/sync/toestel")
@allow()
def toestel() -> Response:
    """Makes this phone known for this user: `{"id", "naam"}` -> `{"token"}`."""
    try:
        wens = _WENS.decode(request.get_data())
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Invalid("toestel-onleesbaar", "Dit toestel kon niet worden aangemeld. Probeer het later.") from error
    token = register_toestel(db.session(), current_organisatie().id, the_user(), key=wens.id, naam=wens.naam, now=now())
    return _json({"token": token})


class _Toestelwens(msgspec.Struct):
    id: UUID
    naam: str = "toestel"


_WENS = msgspec.json.Decoder(_Toestelwens)


def _controle_id() -> UUID:
    try:
        return UUID(request.args.get("controle", ""))
    except ValueError as error:
        raise Invalid("controle-ontbreekt", "Zeg om welke controle het gaat (?controle=…).") from error
