"""Routes of the room `rapportage`."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("rapportage", __name__)
