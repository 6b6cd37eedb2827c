"""Every template compiles, keeps to the strict CSP, and a fragment has one root."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

TEMPLATES = Path(__file__).parent.parent.parent / "app" / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name: str, app: Flask) -> None:
    assert app.jinja_env.get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_no_inline_style_or_script(name: str) -> None:
    text = (TEMPLATES / name).read_text()
    assert not re.search(r"\sstyle=", text), "the CSP refuses style attributes: use a class or an SVG attribute"
    assert not re.search(r"\son[a-z]+=", text), "the CSP refuses inline handlers: listen in static/js"
    assert not re.search(r"<style\b", text)
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in tag or "application/json" in tag, "the CSP refuses inline scripts"
    assert "|safe" not in text.replace(" ", ""), "escape what people typed; mark safe in Python, with a reason"
