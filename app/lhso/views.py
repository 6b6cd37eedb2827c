"""Routes of the room `lhso`."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("lhso", __name__)
