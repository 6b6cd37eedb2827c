"""The office's pages about controles: the list and its download."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from app.accounts.access import allow, current_organisatie, has_rol, the_user
from app.accounts.models import Rol
from app.accounts.queries import toezichthouders
from app.controles import lijstpagina as pagina
from app.controles import queries_lijst as queries
from app.controles import toetsen
from app.controles.afloop import outcomes
from app.controles.forms import AANLEIDINGEN, LIJST_UITLEG, SOORT_KORT, STATUSSEN, UITKOMSTEN, FilterForm
from app.controles.lijstfilter import Filter
from app.controles.losse_fotos import count_loose
from app.controles.quarantaine import count_strays
from app.controles.rules.lijst import distance, is_late, protect_cell
from app.controles.rules.status import SOORTEN
from app.controles.ruwe_invoer import count_raw
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Invalid
from app.core.filters import tijdstip
from app.core.htmx import render
from app.lhso.rules.toets import in_words

bp = Blueprint("controles", __name__)

CSV_GRENS = 50_000


@bp.get("/controles")
@allow()
def index() -> ResponseReturnValue:
    """The list; HTMX gets the lines only."""
    form, keuze, personen = _filter()
    session, organisatie, by, vandaag = db.session(), current_organisatie().id, the_user().id, today()
    sorteer = request.args.get("s") or ("-dag" if keuze.lijst in {"alles"} else "dag")
    blad = min(max(1, request.args.get("blad", 1, type=int)), pagina.LAATSTE_BLAD)
    scope: dict[str, Any] = {"by": by, "vandaag": vandaag}
    rijen = queries.find_controles(
        session,
        organisatie,
        keuze,
        sorteer=sorteer,
        limit=pagina.PER_BLAD + 1,
        offset=(blad - 1) * pagina.PER_BLAD,
        **scope,
    )
    return render(
        "controles/index.html",
        "controles/_lijst.html",
        form=form,
        keuze=keuze,
        groepen=pagina.groups(rijen[: pagina.PER_BLAD], sorteer, vandaag),
        aantal=queries.count_controles(session, organisatie, keuze, **scope),
        getoond=len(rijen[: pagina.PER_BLAD]),
        meer=len(rijen) > pagina.PER_BLAD and blad < pagina.LAATSTE_BLAD,
        blad=blad,
        per_blad=pagina.PER_BLAD,
        sorteer=sorteer,
        vastgehouden=set(queries.held_controles(session, organisatie)),
        toetsen=toetsen.reasons_of(session, organisatie, [rij.controle.id for rij in rijen]),
        toetswoorden=in_words,
        aflopen=outcomes(session, organisatie, [rij.controle.id for rij in rijen]),
        uitleg=LIJST_UITLEG[keuze.lijst],
        vensters=lambda: pagina.vensters(session, organisatie, keuze.lijst, mijn=has_rol(Rol.TOEZICHTHOUDER), **scope),
        chips=pagina.chips(keuze, personen),
        zonder=lambda: queries.count_controles(session, organisatie, pagina.without_filters(keuze), **scope),
        losse=_loose() if keuze.lijst == "vastgehouden" else 0,
        vandaag=vandaag,
        p=pagina,
        soorten=SOORT_KORT,
        aanleidingen=AANLEIDINGEN,
        is_late=is_late,
        distance=distance,
    )


def _loose() -> int:
    """How many entries, deliveries and photos wait without a dossier."""
    session, organisatie = db.session(), current_organisatie().id
    invoer = count_strays(session, organisatie) + count_raw(session, organisatie)
    return invoer + count_loose(session, organisatie, now())


def _filter() -> tuple[FilterForm, Filter, dict[str, str]]:
    session, organisatie = db.session(), current_organisatie()
    personen = {str(user.id): user.naam for user in toezichthouders(session, organisatie.id)}
    form = FilterForm(request.args)
    plaatsen = queries.plaatsen(session, organisatie.id)
    form.fill_choices(list(personen.items()), plaatsen, queries.themas(session, organisatie.id))
    form.validate()
    keuze = form.as_filter(_first_list())
    form.lijst.data = keuze.lijst
    return form, keuze, personen


def _first_list() -> str:
    """The list one opens with: own work, what waits for a judgement, or what is going on."""
    if has_rol(Rol.TOEZICHTHOUDER):
        return "mijn"
    return "te-beoordelen" if has_rol(Rol.HANDHAVINGSJURIST) and not has_rol(Rol.PLANNER) else "lopend"


@bp.get("/controles/lijst.csv")
@allow()
def download() -> ResponseReturnValue:
    """The same list as a file for a spreadsheet (semicolons and a byte order mark, as a Dutch one expects)."""
    _, keuze, _ = _filter()
    session, organisatie, by, vandaag = db.session(), current_organisatie().id, the_user().id, today()
    if queries.count_controles(session, organisatie, keuze, by=by, vandaag=vandaag, grens=CSV_GRENS) > CSV_GRENS:
        raise Invalid("lijst-te-lang", "Deze lijst heeft meer dan 50.000 regels. Kies eerst een filter.")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(queries.KOLOMMEN)
    sorteer = request.args.get("s") or "dag"
    rows = queries.all_cells(session, organisatie, keuze, sorteer=sorteer, by=by, vandaag=vandaag)
    writer.writerows([protect_cell(_cell(*pair)) for pair in zip(queries.KOLOMMEN, row, strict=True)] for row in rows)
    response = Response("\ufeff" + out.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="controles-{vandaag}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


WOORDEN: dict[str, Mapping[Any, str]] = {
    "status": STATUSSEN,
    "soort": SOORTEN,
    "aanleiding": AANLEIDINGEN,
    "resultaat": UITKOMSTEN,
}


def _cell(kolom: str, value: Any) -> str:
    """A value as it reads: codes in words, days as ISO so that a spreadsheet sorts them, moments on a Dutch clock."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return tijdstip(value)
    return str(WOORDEN.get(kolom, {}).get(value, value))
