"""The web server that dies when it is told."""

from __future__ import annotations

from app.factory import create_wsgi
from tests.faults.sterfelijk import make_mortal

app = create_wsgi()
make_mortal(app)
