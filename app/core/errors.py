"""Refusals: each has a stable code and a sentence a person can act on; one handler draws page, fragment or JSON."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import escape
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from app.core.db import is_passing

log = logging.getLogger("schouw")


class Problem(Exception):
    """A refusal. `code` is stable kebab-case Dutch, `zin` tells the user what happened and what to do."""

    status = 400

    def __init__(self, code: str, zin: str, *, velden: dict[str, str] | None = None) -> None:
        super().__init__(zin)
        self.code = code
        self.zin = zin
        self.velden = velden or {}


class Invalid(Problem):
    """What was entered cannot be used as it is."""

    status = 422


class NotFound(Problem):
    """It does not exist, or it is not yours."""

    status = 404

    def __init__(
        self,
        code: str = "niet-gevonden",
        zin: str = "Dit bestaat niet, of je mag het niet zien.",
    ) -> None:
        super().__init__(code, zin)


class Gone(Problem):
    """It was here and was destroyed, as it had to be."""

    status = 410


class NotAllowed(Problem):
    """You are known, but this is not yours to do."""

    status = 403

    def __init__(
        self,
        code: str = "geen-recht",
        zin: str = "Dit hoort niet bij je rol. Moet je hier wel bij kunnen? Vraag het je beheerder.",
    ) -> None:
        super().__init__(code, zin)


class NotLoggedIn(Problem):
    """Log in first."""

    status = 401

    def __init__(self, code: str = "niet-ingelogd", zin: str = "Log in om verder te gaan.") -> None:
        super().__init__(code, zin)


class Conflict(Problem):
    """It was possible, but not any more in the present state."""

    status = 409


HTTP_ZINNEN = {
    400: (
        "verzoek-onleesbaar",
        "Dit verzoek is niet te lezen. Ga terug en probeer het opnieuw.",
    ),
    403: ("geen-recht", "Dit hoort niet bij je rol. Moet je hier wel bij kunnen? Vraag het je beheerder."),
    404: (
        "niet-gevonden",
        "Deze pagina bestaat niet. Controleer het adres of ga naar het begin.",
    ),
    405: (
        "verkeerde-methode",
        "Deze handeling bestaat hier niet. Ga terug en probeer het opnieuw.",
    ),
    413: ("te-groot", "Dit is te groot om in één keer te ontvangen. Er is niets opgeslagen. Kies een kleiner bestand."),
    429: (
        "te-vaak",
        "Dit ging te snel achter elkaar. Wacht even en probeer het opnieuw.",
    ),
}


def wants_json() -> bool:
    """True for the data channel of the field app and for callers that ask for JSON."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return request.path.startswith("/sync/") or best == "application/json"


def init_errors(app: Flask) -> None:
    """Registers the handlers; a crash tells only a reference number, the log has the rest."""
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DBAPIError, _busy)
    app.register_error_handler(Exception, _crash)


def draw(status: int, code: str, zin: str, velden: dict[str, str] | None = None) -> Response:
    """The refusal as JSON `{code, zin, velden?}` or as a page with status `status`."""
    if wants_json():
        body: dict[str, object] = {"code": code, "zin": zin}
        if velden:
            body["velden"] = velden
        response = jsonify(body)
    else:
        response = make_response(_page(status, code, zin))
    response.status_code = status
    return response


def _page(status: int, code: str, zin: str) -> str:
    """The page of a refusal; bare when the database that says who looks is the very thing that is away."""
    try:
        return render_template("errors/melding.html", status=status, code=code, zin=zin)
    except DBAPIError:
        return (
            f'<!doctype html><html lang="nl"><title>Storing</title><h1>Het lukt nu niet</h1><p>{escape(zin)}</p></html>'
        )


def _problem(problem: Problem) -> ResponseReturnValue:
    return draw(problem.status, problem.code, problem.zin, problem.velden)


def _busy(error: DBAPIError) -> ResponseReturnValue:
    """The database was away, full, or others wrote for too long: the same request will do later."""
    if not is_passing(error):
        return _crash(error)
    log.error("database niet bereikbaar bij %s %s", request.method, request.path, exc_info=error)
    zin = "Het is even druk bij ons. Wat al bewaard was, is er nog. Probeer het over een paar tellen opnieuw."
    response = draw(503, "even-druk", zin)
    response.headers["Retry-After"] = "5"
    return response


def _http(error: HTTPException) -> ResponseReturnValue:
    cause = getattr(error, "original_exception", None)
    if isinstance(cause, DBAPIError):  # the commit itself failed
        return _busy(cause)
    status = error.code or 500
    if status < 400:
        return error.get_response()
    code, zin = HTTP_ZINNEN.get(status, (f"http-{status}", "Dit lukte niet. Ga terug en probeer het opnieuw."))
    return draw(status, code, zin)


def _crash(error: Exception) -> ResponseReturnValue:
    nummer = secrets.token_hex(4)
    log.exception("storing %s bij %s %s", nummer, request.method, request.path, exc_info=error)
    zin = f"Dit ging bij ons mis. Wat al bewaard was, is er nog. Lukt het weer niet, noem dan nummer {nummer}."
    return draw(500, "storing", zin)
