"""Held entries on a page: what is shown of each, the forms one decides with, and the decision about one entry or about
all that wait for the same reason at the same controle."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import request

from app.accounts.access import current_lid, has_rol, the_user
from app.controles import quarantaine
from app.controles import queries_dossier as queries
from app.controles.dossierpagina import SOORTNAMEN
from app.controles.forms import OplosForm
from app.controles.models import Mutatie
from app.controles.oplosrecht import OPLOSSERS, choices_for
from app.controles.projectie.bron import moment, order
from app.controles.reeksen import TEGELIJK
from app.controles.rules.oplossing import ADVIES, Keuze
from app.controles.rules.tonen import in_short
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Invalid

SAMEN = frozenset({Keuze.OPNIEUW, Keuze.TERZIJDE, Keuze.GEWEIGERD})
"""What one can do with many entries at once; a note or a correction is about one."""
Sleutel = tuple[UUID | None, str]


@dataclass(frozen=True)
class Groep:
    """Entries held at one controle for one reason, oldest first, and the form to decide about all of them."""

    entries: Sequence[Mutatie]
    form: OplosForm

    @property
    def tot(self) -> datetime:
        """One decides about what one saw: not about what came in later."""
        return self.entries[-1].ontvangen_at


def group_of(mutatie: Mutatie) -> Sleutel:
    """Entries with the same one are decided together."""
    return mutatie.controle_id, mutatie.reden_code or ""


def shown(held: Sequence[Mutatie], forms: Mapping[UUID | Sleutel, OplosForm] | None = None) -> dict[str, Any]:
    """What a page draws of held entries: those with the same reason as a group, but for the one asked for (`?invoer=`).
    `forms` carries forms that were refused, by entry or by group."""
    session, forms = db.session(), forms or {}
    samen = _grouped(held, {request.args.get("invoer", type=UUID), *forms})
    apart = [mutatie for mutatie in held if mutatie not in samen.get(group_of(mutatie), ())]
    return {
        "held": held,
        "apart": apart,
        "groepen": [Groep(entries, forms.get(key) or _group_form(entries)) for key, entries in samen.items()],
        "namen": queries.names_of(session, {mutatie.user_id for mutatie in held}),
        "toestellen": queries.phones_of(session, held),
        "soortnamen": SOORTNAMEN,
        "mag_oplossen": has_rol(*OPLOSSERS),
        "op_telefoon": moment,
        "in_short": in_short,
        "advies": ADVIES,
        "formulieren": {mutatie.id: forms.get(mutatie.id) or open_form(mutatie) for mutatie in apart},
    }


def _grouped(held: Sequence[Mutatie], alone: set[Any]) -> dict[Sleutel, list[Mutatie]]:
    """Entries that wait together; an entry of no controle, or one in `alone`, waits by itself."""
    groepen: dict[Sleutel, list[Mutatie]] = {}
    for mutatie in held:
        if mutatie.controle_id and mutatie.id not in alone:
            groepen.setdefault(group_of(mutatie), []).append(mutatie)
    return {key: entries for key, entries in groepen.items() if len(entries) > 1}


def open_form(mutatie: Mutatie) -> OplosForm:
    """The form of a held entry as it opens, with its content to correct; what one may not do is not in it."""
    inhoud = json.dumps(mutatie.inhoud, ensure_ascii=False, indent=1)
    return _form_of(mutatie, data={"inhoud": inhoud, "keuze": ""})


def _form_of(mutatie: Mutatie, **values: Any) -> OplosForm:
    form = OplosForm(prefix=f"m{mutatie.id.hex}-", **values)
    return form.offer(_choices(mutatie))


def _group_form(entries: Sequence[Mutatie], **values: Any) -> OplosForm:
    """The form of a group: only what one may do with every entry in it."""
    controle_id, code = group_of(entries[0])
    makers = {mutatie.user_id: mutatie for mutatie in entries}
    mag = SAMEN.intersection(*(_choices(mutatie) for mutatie in makers.values()))
    return OplosForm(prefix=f"g{controle_id}-{code}-", **values).offer(mag)


def _choices(mutatie: Mutatie) -> list[Keuze]:
    return choices_for(db.session(), mutatie, the_user(), current_lid().rollen)


def decide(mutatie: Mutatie) -> OplosForm | None:
    """Does what was filled in. None when it is done; otherwise the form, saying what is wrong."""
    form = _form_of(mutatie, formdata=request.form)
    if not form.validate():
        return form
    try:
        quarantaine.resolve_held(db.session(), mutatie, inhoud=form.corrected(), **_said(form))
    except Invalid as problem:
        form.refuse(problem, "reden")
        return form
    return None


def decide_together(held: Sequence[Mutatie], key: Sleutel, keep: Callable[[], None]) -> tuple[OplosForm | None, str]:
    """Does what was filled in with every entry of the group that the page showed, in the order in which they count;
    `keep` commits what is done so far. The form, saying what is wrong, or None and a sentence of what became of them.
    Raises `Conflict`: none waits."""
    tot = request.args.get("tot", type=datetime.fromisoformat)
    entries = [mutatie for mutatie in held if group_of(mutatie) == key and tot and mutatie.ontvangen_at <= tot]
    if not entries:
        raise Conflict("niet-vastgehouden", "Deze invoer is al opgelost. Ververs de pagina.")
    form = _group_form(entries, formdata=request.form)
    if not form.validate():
        return form, ""
    zinnen: list[str] = []
    rij = sorted(entries, key=order)
    for begin in range(0, len(rij), TEGELIJK):
        zinnen += quarantaine.resolve_together(db.session(), rij[begin : begin + TEGELIJK], **_said(form)).values()
        keep()
    return None, _told(len(entries) - len(zinnen), zinnen)


def _said(form: OplosForm) -> dict[str, Any]:
    return {"keuze": Keuze(form.keuze.data), "reden": form.reden.data or "", "by": the_user(), "now": now()}


def _told(opgelost: int, bleven: Sequence[str]) -> str:
    delen = [f"{opgelost} {'invoer is' if opgelost == 1 else 'invoeren zijn'} opgelost."]
    if bleven:
        delen.append(f"{len(bleven)} {'blijft' if len(bleven) == 1 else 'blijven'} wachten: {bleven[0]}")
    return " ".join(delen)
