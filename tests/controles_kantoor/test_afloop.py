"""What the office sees of an overtreding that is over: in both dossiers, in the list, and when planning the next."""

from __future__ import annotations

import re
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.controles.models import Controle
from app.controles.queries_dossier import get_dossier
from app.planning.queries import failed_points
from app.sync.historie import Historie, history_of, last_visit
from tests.controles.builders import NU, Schrijver, make_controle
from tests.controles.test_herstel import visit
from tests.controles_kantoor.test_dossier import Bezoek
from tests.people import Dorp


def plain(html: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def left_open(historie: Historie, controle: Controle) -> list[str]:
    """The points of last time that the phone shows with this controle."""
    vorige = last_visit(historie, controle)
    return [punt["code"] for punt in vorige["open"]] if vorige else []


def test_over_is_told_where_it_was_found_and_where_it_was_seen(
    client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    eerst = Bezoek(client, view_session, dorp)
    eerst.send(*visit(eerst.phone, {"P-01": "voldoet_niet", "P-02": "voldoet_niet", "P-03": "voldoet_niet"}))
    punten = failed_points(view_session, eerst.controle)
    dossier = get_dossier(view_session, dorp.waterdonk.id, eerst.controle.id)
    vorm = {"object": dossier.object, "versie": dossier.protocol_versie, "voorganger": dossier, "selectie": punten}

    def plan() -> Controle:
        return make_controle(view_session, dorp.waterdonk, dorp.tess, aanleiding="hercontrole", **vorm)

    her = plan()
    assert plain(eerst.page()).count("Nog open") == 3
    phone = Schrijver(her.id, dorp.tess.id, eerst.phone.protocol_hash)
    eerst.send(*visit(phone, {"P-01": "voldoet", "P-02": "niet_gecontroleerd"}, weken=2))
    gevonden, gezien = plain(eerst.page()), plain(client.get(f"/controles/{her.id}").text)
    assert gevonden.count("Nog open") == 2
    assert f"Hersteld op 4 december 2026 gezien bij {her.nummer}" in gevonden
    assert f"is opgeheven, gezien bij {her.nummer}" in gevonden
    assert f"Opgeheven 1 overtreding van {eerst.controle.nummer}" in gezien
    lijst = plain(client.get("/controles?lijst=overtredingen").text)
    assert (eerst.controle.nummer in lijst, her.nummer in lijst, "2 overtredingen open" in lijst) == (True, False, True)
    assert "2 open overtredingen in 1 controle" in plain(client.get("/dashboard").text)
    view_session.expire_all()
    historie = history_of(view_session, dorp.waterdonk.id, {her.object_id}, NU.date() - timedelta(days=1))
    assert left_open(historie, her) == ["P-01", "P-02", "P-03"], "what it came for"
    assert left_open(historie, plan()) == ["P-02", "P-03"]
    assert failed_points(view_session, view_session.get_one(Controle, her.id)) == ["P-02@", "P-03@"]
