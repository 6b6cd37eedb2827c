"""Routes of the room `objecten`."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("objecten", __name__)
