"""Routes of the room `organisatie`."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("organisatie", __name__)
