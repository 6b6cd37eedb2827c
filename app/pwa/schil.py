"""The shell of the field app: which files it is made of, and the name of its release."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, current_app, render_template

from app.core.assets import asset, asset_parts

START = "/veld"
PAGES = {
    START: "veld/vandaag.html",
    "/veld/nieuw": "veld/nieuw.html",
    "/veld/wachtrij": "veld/wachtrij.html",
    "/veld/geen-bereik": "veld/geen_bereik.html",
}
"""The template of each page."""
ICONS = ("schouw.svg", "schouw-180.png", "schouw-192.png")
TEMPLATES = ("veld.html", *PAGES.values(), "veld/_menu.html", "veld/_meldingen.html", "veld/_merk.html",
             "veld/_icoon.html")  # fmt: skip


def draw_page(path: str) -> str:
    """A page of the shell. Raises KeyError for any other path."""
    return render_template(PAGES[path])


def shell_files() -> list[str]:
    """Every URL the worker keeps beside the pages, so that the field app opens without a network."""
    assets = [asset("veld.js"), *asset_parts("veld.js"), asset("veld.css")]
    return [*assets, "/manifest.webmanifest", *(f"/static/icons/{name}" for name in ICONS)]


def form_scripts() -> dict[str, str]:
    """The scripts of the form page that the shell does not hold: URL -> text. They weigh less beside the pages than
    each by itself."""
    shell, folder = shell_files(), Path(str(current_app.static_folder))
    scripts = [file for file in (asset("formulier.js"), *asset_parts("formulier.js")) if file not in shell]
    return {file: (folder / file.removeprefix("/static/")).read_text(encoding="utf-8") for file in scripts}


def release() -> str:
    """Twelve hex digits that change when any part of the shell or the worker changes."""
    app = current_app
    if "veld_release" not in app.extensions:
        app.extensions["veld_release"] = _release(app)
    return str(app.extensions["veld_release"])


def _release(app: Flask) -> str:
    total = hashlib.sha256("\n".join([*PAGES, *shell_files(), *form_scripts(), asset("sw.js")]).encode())
    for name in TEMPLATES:
        total.update((Path(app.root_path) / "templates" / name).read_bytes())
    for name in ICONS:
        total.update((Path(str(app.static_folder)) / "icons" / name).read_bytes())
    return total.hexdigest()[:12]
