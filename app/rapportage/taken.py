"""The job that makes a report when all of a controle has arrived."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from app.core.queue import Schrijf, taak
from app.core.taken import Taak
from app.rapportage.actions import make_version, store_version


@taak("rapport")
def make_report(session: Session, opdracht: Taak, now: datetime) -> Schrijf | None:
    """Draws the version that is due, then writes its row; killed halfway and done again it is one version."""
    if opdracht.onderwerp_id is None or opdracht.organisatie_id is None:
        return None
    blobs, adres = current_app.extensions["blobs"], current_app.config["ADRES"]
    gemaakt = make_version(session, blobs, opdracht.onderwerp_id, opdracht.organisatie_id, adres=adres)
    if gemaakt is None:
        return None

    def write(writing: Session) -> None:
        store_version(writing, gemaakt, now)

    return write
