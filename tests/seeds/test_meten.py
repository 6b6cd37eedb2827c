"""A server is made ready to measure with by one command."""

from __future__ import annotations

import json
import re
from pathlib import Path
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from app.controles.models import Controle
from app.protocols.models import ProtocolVersie
from app.protocols.rules.canoniek import canonical_json, text_hash
from app.protocols.rules.genereren import generate_definitie
from app.pwa.formulier import draw_form
from tests.people import Dorp

PLEKKEN = {
    'fieldset[data-vraag="MP-${': r'<fieldset class="punt"[^>]* data-vraag="MP-0001"',
    ".keus:first-child input": r'<div class="keus [^>]*><input type="radio"',
    "[data-rol=toelichting]": r'<textarea class="opmerking"[^>]* data-rol="toelichting"',
    "[data-rol=foto]": r'<input type="file"[^>]* data-rol="foto"',
    "#formulier[data-klaar]": r'<form[^>]* id="formulier"',
    "#verzendstand": r' id="verzendstand"',
    "#bewaard": r' id="bewaard"',
    "#titel": r' id="titel"',
}
"""What the adapter looks for, and how it stands on the form."""


def test_protocols_and_controles_are_there(app: Flask, dorp: Dorp, view_session: Session) -> None:
    opdracht = ["meet", "klaarzetten", "--punten", "3", "--punten", "5", "--controles", "2", "--email", dorp.tess.email]
    uitkomst = app.test_cli_runner().invoke(args=opdracht)
    assert uitkomst.exit_code == 0, uitkomst.output
    gepland = json.loads(uitkomst.output)["controles"]
    assert {punten: len(keys) for punten, keys in gepland.items()} == {"3": 2, "5": 1}
    controle = view_session.get_one(Controle, UUID(gepland["5"][0]))
    assert controle.toezichthouder_id == dorp.tess.id
    versie = view_session.get_one(ProtocolVersie, controle.protocol_versie_id)
    assert versie.definitie.count('"toelichting":"Kijk bij punt') == 5


def test_an_unknown_account_is_said(app: Flask, dorp: Dorp) -> None:
    uitkomst = app.test_cli_runner().invoke(args=["meet", "klaarzetten", "--email", "niemand@nergens.example"])
    assert uitkomst.exit_code == 1
    assert "niemand@nergens.example" in uitkomst.output


def test_without_an_account_somebody_new_can_log_in_and_has_nothing_else(app: Flask, view_session: Session) -> None:
    keren = [
        app.test_cli_runner().invoke(args=["meet", "klaarzetten", "--punten", "3", "--controles", "1"]) for _ in "ab"
    ]
    een, twee = (json.loads(uitkomst.output) for uitkomst in keren)
    client = app.test_client()
    inloggen = client.post("/inloggen", data={"email": een["email"], "wachtwoord": een["wachtwoord"]})
    assert inloggen.status_code == 303
    pakket = client.get("/sync/dagpakket").json
    assert pakket is not None
    assert [controle["id"] for controle in pakket["controles"]] == een["controles"]["3"] != twee["controles"]["3"]
    assert [protocol["code"] for protocol in pakket["protocollen"]] == ["meetprotocol-3"]


def test_what_measures_finds_its_way_on_the_form(app: Flask) -> None:
    adapter = Path("tests/bench/adapter.mjs").read_text(encoding="utf-8")
    tekst = canonical_json(generate_definitie(2))
    with app.test_request_context("/veld"):
        blad = draw_form(tekst, text_hash(tekst))
    for naam, in_blad in PLEKKEN.items():
        assert naam in adapter
        assert re.search(in_blad, blad), naam
