"""The table of contents: what the app is made of, in the order it is put together."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from flask import Flask
from flask_compress import Compress
from whitenoise import WhiteNoise

import app.controles.models
import app.controles.ontvangst
import app.controles.publiceerpagina
import app.core.taken
import app.core.tijdperk
import app.lhso.models
import app.protocols.basisversie
import app.protocols.matrix
import app.protocols.zoekpagina
import app.rapportage.models  # noqa: F401  every table is known before the first query
from app.accounts.access import init_access
from app.accounts.beheer import bp as beheer
from app.accounts.views import bp as accounts
from app.cli import init_cli
from app.controles.dossier import bp as dossier
from app.controles.losse_invoer import bp as losse_invoer
from app.controles.views import bp as controles
from app.core.assets import init_assets
from app.core.blobs import Blobs
from app.core.db import init_db
from app.core.errors import init_errors
from app.core.filters import init_filters
from app.core.health import bp as gezond
from app.core.htmx import htmx
from app.core.queue import init_queue
from app.core.security import init_security
from app.dashboard.views import bp as dashboard
from app.lhso.views import bp as lhso
from app.objecten.views import bp as objecten
from app.organisatie.huisstijl import bp as huisstijl
from app.organisatie.views import bp as organisatie
from app.planning.views import bp as planning
from app.protocols.editor import bp as editor
from app.protocols.views import bp as protocols
from app.protocols.views_uitwisseling import bp as uitwisseling
from app.pwa.views import bp as pwa
from app.rapportage.protocolroutes import bp as protocolblad
from app.rapportage.views import bp as rapportage
from app.settings import Settings
from app.sync.kantoor import bp as noodkopie
from app.sync.views import bp as sync

ROOT = Path(__file__).resolve().parent.parent
BLUEPRINTS = (
    accounts,
    beheer,
    huisstijl,
    organisatie,
    lhso,
    protocols,
    editor,
    uitwisseling,
    protocolblad,
    objecten,
    controles,
    dossier,
    losse_invoer,
    planning,
    sync,
    noodkopie,
    rapportage,
    dashboard,
    pwa,
    gezond,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Builds the app. Without `settings` they are read from the environment (`SettingsError` when unclear)."""
    settings = settings or Settings.from_env()
    app = Flask(__name__, static_folder=str(ROOT / "static" / "dist"), static_url_path="/static")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": True},  # a database that was away is found again
        MIGRATIONS=ROOT / "migrations",
        TESTING=settings.testing,
        VERSIE=version("schouw"),
        DATA=settings.data,
        QUEUE=settings.queue,
        DEMO=settings.demo,
        ADRES=settings.adres,
    )
    app.extensions["blobs"] = Blobs(settings.blobs)
    init_assets(app)
    init_errors(app)
    init_security(app)
    init_access(app)
    init_db(app)
    init_queue(app)
    init_filters(app)
    htmx.init_app(app)
    _compress(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    init_cli(app)
    return app


def _compress(app: Flask) -> None:
    """Text is compressed on its way out; photos, PDFs and the phone's uploads are left alone."""
    app.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIMETYPES=[
            "text/html",
            "text/css",
            "text/csv",
            "application/json",
            "text/javascript",
            "image/svg+xml",
        ],
    )
    Compress(app)


def create_wsgi() -> Flask:
    """The app behind whitenoise, as `wsgi.py` serves it."""
    app = create_app()
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(ROOT / "static" / "dist"),
        prefix="static/",
        max_age=3600,
        allow_all_origins=False,
        immutable_file_test=r"-[A-Z0-9]{8}\.(js|css)(\.map)?$",
    )
    return app
