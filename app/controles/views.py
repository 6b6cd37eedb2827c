"""Routes of the room `controles`."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("controles", __name__)
