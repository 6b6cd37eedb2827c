"""Held entries on a page: what is shown of each, the form one decides with, and the decision."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import request

from app.accounts.access import has_rol, the_user
from app.controles import quarantaine
from app.controles import queries_dossier as queries
from app.controles.dossierpagina import SOORTNAMEN, entered_at
from app.controles.forms import OplosForm
from app.controles.models import Mutatie
from app.core.clock import now
from app.core.db import db
from app.core.errors import Invalid


def shown(held: Sequence[Mutatie], forms: Mapping[UUID, OplosForm] | None = None) -> dict[str, Any]:
    """What a page draws of held entries; `forms` carries forms that were refused."""
    session = db.session()
    return {
        "held": held,
        "namen": queries.names_of(session, {mutatie.user_id for mutatie in held}),
        "toestellen": queries.phones_of(session, held),
        "soortnamen": SOORTNAMEN,
        "mag_oplossen": has_rol(*quarantaine.OPLOSSERS),
        "op_telefoon": entered_at,
        "formulieren": {mutatie.id: open_form(mutatie) for mutatie in held} | dict(forms or {}),
    }


def open_form(mutatie: Mutatie) -> OplosForm:
    """The form of a held entry as it opens, with its content to correct; what one may not do is not in it."""
    inhoud = json.dumps(mutatie.inhoud, ensure_ascii=False, indent=1)
    return _form_of(mutatie, data={"inhoud": inhoud, "keuze": ""})


def _form_of(mutatie: Mutatie, **values: Any) -> OplosForm:
    form = OplosForm(prefix=f"m{mutatie.id.hex}-", **values)
    return form.offer(quarantaine.choices_for(db.session(), mutatie, the_user()))


def decide(mutatie: Mutatie) -> OplosForm | None:
    """Does what was filled in. None when it is done; otherwise the form, saying what is wrong."""
    form = _form_of(mutatie, formdata=request.form)
    if not form.validate():
        return form
    try:
        quarantaine.resolve_held(
            db.session(),
            mutatie,
            keuze=quarantaine.Keuze(form.keuze.data),
            reden=form.reden.data or "",
            inhoud=form.corrected(),
            by=the_user(),
            now=now(),
        )
    except Invalid as problem:
        form.refuse(problem, "reden")
        return form
    return None
