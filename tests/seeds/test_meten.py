"""A server is made ready to measure with by one command."""

from __future__ import annotations

import json
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from app.controles.models import Controle
from app.protocols.models import ProtocolVersie
from tests.people import Dorp


def test_protocols_and_controles_are_there(app: Flask, dorp: Dorp, view_session: Session) -> None:
    opdracht = ["meet", "klaarzetten", "--punten", "3", "--punten", "5", "--controles", "2", "--email", dorp.tess.email]
    uitkomst = app.test_cli_runner().invoke(args=opdracht)
    assert uitkomst.exit_code == 0, uitkomst.output
    gepland = json.loads(uitkomst.output)
    assert {punten: len(keys) for punten, keys in gepland.items()} == {"3": 2, "5": 1}
    controle = view_session.get_one(Controle, UUID(gepland["5"][0]))
    assert controle.toezichthouder_id == dorp.tess.id
    versie = view_session.get_one(ProtocolVersie, controle.protocol_versie_id)
    assert versie.definitie.count('"toelichting":"Kijk bij punt') == 5


def test_an_unknown_account_is_said(app: Flask, dorp: Dorp) -> None:
    uitkomst = app.test_cli_runner().invoke(args=["meet", "klaarzetten", "--email", "niemand@nergens.example"])
    assert uitkomst.exit_code == 1
    assert "niemand@nergens.example" in uitkomst.output
