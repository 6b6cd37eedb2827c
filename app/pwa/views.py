"""Routes of the room `pwa`: the pages of the field app, its worker and its manifest.

The pages hold nothing of any person or organisation: the phone fills them from its own store. So they are open to
all: a phone whose session has ended must still be able to repair and update itself.
"""

from __future__ import annotations

import json
from pathlib import Path

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue

from app.accounts.access import open_to_all
from app.core.assets import asset
from app.core.pressed import pressed
from app.pwa.schil import PAGES, START, draw_page, form_scripts, release, shell_files

RECORD_SEPARATOR = "\x1e"

bp = Blueprint("pwa", __name__)
bp.add_app_template_global(release, "veld_release")


@bp.get("/veld")
@open_to_all
def vandaag() -> ResponseReturnValue:
    """Today's list, bound from the phone's own store. May be kept: the worker takes the one that was just fetched."""
    response = pressed(draw_page("/veld"))
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(release())
    return response.make_conditional(request)


@bp.get("/veld/nieuw")
@open_to_all
def nieuw() -> ResponseReturnValue:
    """Start a controle on the spot."""
    return pressed(draw_page("/veld/nieuw"))


@bp.get("/veld/wachtrij")
@open_to_all
def wachtrij() -> ResponseReturnValue:
    """What waits, what was received, what is held and why."""
    return pressed(draw_page("/veld/wachtrij"))


@bp.get("/veld/geen-bereik")
@open_to_all
def geen_bereik() -> ResponseReturnValue:
    """What the worker shows for an office page without a network."""
    return pressed(draw_page("/veld/geen-bereik"))


@bp.get("/veld/schil")
@open_to_all
def schil() -> ResponseReturnValue:
    """The other pages of this release and the scripts of the form in one answer, for the worker: they have so much in
    common that together they weigh far less than one by one. In front a line of JSON, `{"release", "delen": [path]}`,
    then each text as it is, behind a record separator: as JSON its quotes would weigh half a kB."""
    parts = {path: draw_page(path) for path in PAGES if path != START} | form_scripts()
    front = json.dumps({"release": release(), "delen": list(parts)})
    # Pressed once for a whole release, so as small as it can be.
    return pressed(RECORD_SEPARATOR.join((front, *parts.values())), "text/plain", level=11)


@bp.get("/sw.js")
@open_to_all
def worker() -> ResponseReturnValue:
    """The worker with its release and files in front; always asked again, never kept."""
    bundle = Path(str(current_app.static_folder)) / asset("sw.js").removeprefix("/static/")
    front = json.dumps({"release": release(), "paginas": list(PAGES), "bestanden": shell_files()})
    code = bundle.read_text(encoding="utf-8").split("//# sourceMappingURL")[0]
    response = pressed(f"self.SCHOUW={front};\n{code}", "text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/manifest.webmanifest")
@open_to_all
def manifest() -> ResponseReturnValue:
    """How a phone installs the field app."""
    response = pressed(json.dumps(MANIFEST), "application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response


MANIFEST = {
    "id": "/veld",
    "name": "Schouw: toezicht in het veld",
    "short_name": "Schouw",
    "description": "Controles uitvoeren op locatie, ook zonder bereik.",
    "lang": "nl",
    "dir": "ltr",
    "start_url": "/veld",
    "scope": "/",
    "display": "standalone",
    "orientation": "any",
    "background_color": "#f3f5f7",
    "theme_color": "#08365a",
    "categories": ["productivity", "government"],
    "icons": [
        {"src": "/static/icons/schouw.svg", "sizes": "any", "type": "image/svg+xml"},
        {"src": "/static/icons/schouw-192.png", "sizes": "192x192", "type": "image/png"},
        {"src": "/static/icons/schouw-512.png", "sizes": "512x512", "type": "image/png"},
        {
            "src": "/static/icons/schouw-maskable-512.png",
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "maskable",
        },
    ],
    "shortcuts": [
        {"name": "Vandaag", "url": "/veld", "icons": [{"src": "/static/icons/schouw-192.png", "sizes": "192x192"}]},
        {
            "name": "Nieuwe controle",
            "url": "/veld/nieuw",
            "icons": [{"src": "/static/icons/schouw-192.png", "sizes": "192x192"}],
        },
        {
            "name": "Wachtrij",
            "url": "/veld/wachtrij",
            "icons": [{"src": "/static/icons/schouw-192.png", "sizes": "192x192"}],
        },
    ],
}

import app.pwa.formulier  # noqa: E402  its routes hang on the same blueprint
import app.pwa.voorbeeld  # noqa: E402, F401
