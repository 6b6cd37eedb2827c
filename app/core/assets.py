"""The built front end: which file carries which bundle, and the name of a release."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from flask import Flask, current_app


def init_assets(app: Flask) -> None:
    """Makes `asset('veld.js')` known to templates. Raises FileNotFoundError when the front end was not built."""
    folder = Path(str(app.static_folder))
    app.extensions["assets"] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    app.extensions["asset_parts"] = json.loads((folder / "delen.json").read_text(encoding="utf-8"))
    app.add_template_global(asset)
    app.add_template_global(asset_parts)


def asset(name: str) -> str:
    """The immutable URL of a bundle: `asset("veld.js")` -> `/static/veld-AB12CD34.js`."""
    return f"/static/{current_app.extensions['assets'][name]}"


def asset_parts(name: str, *when: str) -> list[str]:
    """The immutable URLs of the parts of a bundle: those it imports (`nu`), those it reads `later`, or both."""
    parts = current_app.extensions["asset_parts"].get(name, {})
    return [f"/static/{part}" for moment in when or ("nu", "later") for part in parts.get(moment, [])]


def release(*names: str) -> str:
    """Twelve hex digits that change when one of these bundles (all when none is named) changes."""
    assets: dict[str, str] = current_app.extensions["assets"]
    text = json.dumps({name: assets[name] for name in names or assets}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
