"""`flask archief …`: what the law says may not be kept any longer."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from sqlalchemy import select

from app.core.clock import local, now
from app.core.db import db
from app.organisatie.models import Organisatie
from app.rapportage.vernietigen import destroy_dossier, due, update_terms

group = AppGroup("archief", help="Bewaartermijnen en vernietiging.")


@group.command("opruimen")
@click.option("--echt", is_flag=True, help="Vernietig echt; zonder dit blijft het bij een lijst.")
def tidy(*, echt: bool) -> None:
    """Vernietigt dossiers waarvan de bewaartermijn voorbij is; elk met een regel in het verloop."""
    session, moment = db.session(), now()
    for organisatie in session.scalars(select(Organisatie).order_by(Organisatie.naam)).all():
        update_terms(session, organisatie)
        session.flush()
        aan_de_beurt = list(due(session, organisatie, local(moment).date()))
        for controle in aan_de_beurt:
            click.echo(f"{organisatie.naam}: {controle.nummer}, afgerond op {controle.afgerond_at:%d-%m-%Y}")
            if echt:
                destroy_dossier(session, controle, by=None, now=moment)
                session.commit()
        stand = "vernietigd" if echt else "aan de beurt; er is niets vernietigd"
        click.echo(f"{organisatie.naam}: {len(aan_de_beurt)} {stand}.")
    session.commit()
