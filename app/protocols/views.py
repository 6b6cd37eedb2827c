"""Routes of the room `protocols`."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("protocols", __name__)
