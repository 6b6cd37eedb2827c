"""Where the form of a protocol version lives: an address that never changes its content."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import current_app

from app.core.assets import release

_BUNDLES = ("formulier.js", "veld.css")
_TEMPLATES = ("veld.html", "veld")


def form_release() -> str:
    """Twelve hex digits that change when the markup, script or style of the form page changes."""
    return _release(release(*_BUNDLES), str(Path(current_app.root_path) / (current_app.template_folder or "templates")))


@lru_cache(maxsize=8)
def _release(bundles: str, folder: str) -> str:
    digest = hashlib.sha256(bundles.encode())
    for path in _template_files(Path(folder)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _template_files(folder: Path) -> list[Path]:
    found: list[Path] = []
    for name in _TEMPLATES:
        path = folder / name
        found += sorted(path.rglob("*.*")) if path.is_dir() else [path]
    return [path for path in found if path.is_file()]


def form_url(code: str, nummer: int, content_hash: str) -> str:
    """The immutable address of the form: `/veld/formulier/<code>/<versie>-<hash12>-<vorm>`."""
    return f"/veld/formulier/{code}/{nummer}-{content_hash[:12]}-{form_release()}"
