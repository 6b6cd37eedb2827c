"""A server that says yes and keeps nothing: what the tests must notice."""

from __future__ import annotations

from app.core.db import db
from app.factory import create_wsgi

app = create_wsgi()
db.session.commit = db.session.flush  # type: ignore[method-assign]
