"""Every template compiles, keeps to the strict CSP, and a fragment has one root."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask

TEMPLATES = Path(__file__).parent.parent.parent / "app" / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))


REFUSED = {
    r"\sstyle=": "the CSP refuses style attributes: use a class or an SVG attribute",
    r"\son[a-z]+=": "the CSP refuses inline handlers: listen in static/js",
    r"<style\b": "the CSP refuses inline styles: use static/css",
    r"<script\b(?![^>]*(?:src=|application/json))": "the CSP refuses inline scripts: use static/js",
    r"\|\s*safe": "escape what people typed; mark safe in Python, with a reason",
}
"""What no template may hold -> why."""


def test_every_template_compiles(app: Flask) -> None:
    assert NAMES
    for name in NAMES:
        assert app.jinja_env.get_template(name)


def test_no_template_has_inline_style_or_script() -> None:
    found = [
        f"{name}: {why}"
        for name in NAMES
        for pattern, why in REFUSED.items()
        if re.search(pattern, (TEMPLATES / name).read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)
