"""What of a visit waits for a person: entries that are held and what never came, each with its form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.access import has_rol
from app.controles import oplossen, quarantaine
from app.controles import queries_dossier as queries
from app.controles.forms import GemisForm, OplosForm
from app.controles.gemis import reported, waiting_for
from app.controles.models import Controle
from app.controles.oplosrecht import OPLOSSERS
from app.core.db import db


def held_context(controle: Controle, forms: dict[UUID | oplossen.Sleutel, OplosForm] | None = None) -> dict[str, Any]:
    """What the part about held entries draws; `forms` carries forms that were refused."""
    session = db.session()
    held = quarantaine.held_entries(session, controle)
    return {
        "opzij": queries.set_aside(session, controle),
        "vragen": queries.vragen_of(controle.protocol_versie.definitie) if held else {},
        **oplossen.shown(held, forms),
    }


def awaited_context(controle: Controle, form: GemisForm | None = None) -> dict[str, Any]:
    """What the part about entries and photos that are not here draws; `form` when it was refused."""
    session = db.session()
    wacht, gemist = waiting_for(session, controle), reported(session, controle)
    leeg = GemisForm(sluiting=(controle.manifest or {}).get("mutatie"))
    return {
        "wacht": wacht,
        "gemist": gemist,
        "melders": queries.names_of(session, {item.door for item in gemist}),
        "gemisform": form or leeg.offer(wacht),
        "mag_oplossen": has_rol(*OPLOSSERS),
    }
