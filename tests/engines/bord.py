"""Data for a server of a test: the demo's people, protocols and objects, and nothing planned. Quicker than the demo."""

from __future__ import annotations

from pathlib import Path

from flask_migrate import upgrade

from app.core.clock import now
from app.core.db import db
from app.factory import create_app
from app.seeds.bord import Bord
from app.seeds.demo import Waterdonk
from tests.browser.server import WACHTWOORD, settings_of


def make_board(data: Path) -> None:
    """Makes them in the folder `data`."""
    app = create_app(settings_of(data))
    with app.app_context():
        upgrade()
        Waterdonk(db.session(), Bord(zaken=[], controles=[], verhalen={}), WACHTWOORD, now()).make()
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
