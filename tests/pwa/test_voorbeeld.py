"""The preview of a draft and the proeven made with it: drawn by the field's templates, kept in the draft."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.protocols import actions, concept
from app.protocols.models import Concept
from app.protocols.rules.bewerken import Zet
from tests.people import START, Dorp, login
from tests.protocols.maken import make_definitie

BRON = "grondslagen: [{bron: geen, zekerheid: gelezen}]"
DEFINITIE = f"""\
feiten: [{{code: zaak.asbest, label: Asbest bekend, type: ja_nee}}]
fasen: [{{code: "1", titel: Start}}, {{code: "2", titel: Eind}}]
onderdelen:
  - code: a
    titel: Begin
    punten:
      - code: A-01
        vraag: Is het vrij?
        type: oordeel
        gevolg: 2
        foto: {{wanneer: bij_afwijking}}
        {BRON}
        vervolgvragen: [{{code: A-01.1, vraag: Wat ligt er?, type: tekst, toon_als: {{vraag: A-01, is: voldoet_niet}}}}]
      - code: A-02
        vraag: Is het dicht?
        type: oordeel
        gevolg: 3
        {BRON}
        toon_als: {{alle: [{{vraag: A-01, is: voldoet}}, {{feit: zaak.asbest, is: true}}]}}
  - code: k
    titel: Kamers
    herhaling: {{per: kamer}}
    punten: [{{code: K-01, vraag: Is er een melder?, type: oordeel, gevolg: 2, {BRON}}}]
"""


@pytest.fixture
def draft(view_session: Session, dorp: Dorp) -> Concept:
    """Ada's draft."""
    versie = actions.publish_definitie(view_session, make_definitie(DEFINITIE), {}, by=None, now=START)
    made = concept.from_versie(view_session, dorp.waterdonk.id, versie, by=dorp.ada, now=START)
    view_session.commit()
    return made


def url(draft: Concept, wat: str) -> str:
    """A page about the draft."""
    return f"/protocollen/concepten/{draft.id}/{wat}"


def data(html: str, naam: str) -> Any:
    """What the page carries as JSON."""
    found = re.search(rf'<script type="application/json" id="{naam}">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


def change(session: Session, draft: Concept, dorp: Dorp, veld: str, waarde: Any, *, plek: str = "punt:A-01") -> None:
    """Ada types."""
    now = START + timedelta(minutes=5 + draft.revisie)
    concept.change(session, draft, Zet(plek, veld, waarde), "Gewijzigd", sinds=draft.revisie, by=dorp.ada, now=now)
    session.commit()


def test_the_phone_shows_the_draft_by_the_templates_of_the_field(
    client: FlaskClient, dorp: Dorp, view_session: Session, draft: Concept
) -> None:
    login(client, dorp.tess)
    change(view_session, draft, dorp, "vraag", "Is de gang vrij?")
    page = client.get(url(draft, "telefoon"))
    assert "no-store" in page.headers["Cache-Control"]
    assert 'id="A-01@-q">Is de gang vrij?</span>' in page.text
    assert "Proef: wordt niet bewaard" in page.text
    assert [vraag["code"] for vraag in data(page.text, "plan")["vragen"]] == ["A-01", "A-01.1", "A-02", "K-01"]
    assert [deel["zin"] for deel in data(page.text, "voorwaarden")["A-02"]] == [
        "A-01 voldoet",
        "“Asbest bekend” is ja",
    ]
    login(client, dorp.olaf)
    assert client.get(url(draft, "telefoon")).status_code == 404


def test_one_punt_is_drawn_anew_with_its_part_of_the_plan(client: FlaskClient, dorp: Dorp, draft: Concept) -> None:
    login(client, dorp.ada)
    for code in ("A-01", "A-01.1"):
        page = client.get(url(draft, f"telefoon/punten/{code}")).text
        assert [vraag["code"] for vraag in data(page, "plan")["vragen"]] == ["A-01", "A-01.1"]
        assert 'id="A-01@-q"' in page
    assert 'id="K-01@__PAD__-q"' in client.get(url(draft, "telefoon/punten/K-01")).text
    assert client.get(url(draft, "telefoon/punten/X-99")).status_code == 404


def test_a_draft_that_cannot_be_read_shows_its_last_form(
    client: FlaskClient, dorp: Dorp, view_session: Session, draft: Concept
) -> None:
    login(client, dorp.ada)
    change(view_session, draft, dorp, "vraag", "Is de gang vrij?")
    change(view_session, draft, dorp, "type", "onzin")
    page = client.get(url(draft, "telefoon")).text
    assert "laatste vorm die te lezen was" in page
    assert "Is de gang vrij?" in page
    assert "laatste vorm die te lezen was" in client.get(url(draft, "proeven")).text
    kept = client.post(url(draft, "proeven"), data={"naam": "Nu niet", "invoer": "{}"})
    assert kept.status_code == 409


def keep(client: FlaskClient, draft: Concept, naam: str, **invoer: Any) -> Any:
    """What was clicked, kept as a proef."""
    return client.post(url(draft, "proeven"), data={"naam": naam, "invoer": json.dumps(invoer)})


def test_what_was_clicked_is_a_proef_with_what_came_of_it(
    client: FlaskClient, dorp: Dorp, view_session: Session, draft: Concept
) -> None:
    login(client, dorp.ada)
    stappen = [{"vraag": "A-01", "waarde": "voldoet_niet"}, {"vraag": "K-01", "pad": "1", "waarde": "voldoet"}]
    assert keep(client, draft, "Gang vol", antwoorden=stappen, herhalingen={"k": ["1"]}, fase=[]).status_code == 303
    assert concept.read_ruw(draft)["proeven"] == [
        {
            "naam": "Gang vol",
            "antwoorden": stappen,
            "herhalingen": {"k": ["1"]},
            "zichtbaar": ["A-01.1"],
            "verborgen": ["A-02"],
            "bevindingen": ["A-01"],
            "fotos_verplicht": ["A-01"],
            "gevolg": {"A-01": 2},
        }
    ]
    page = client.get(url(draft, "proeven"), headers={"HX-Request": "true"}).text
    assert "Proef 1: Gang vol" in page
    assert "1 bevinding, 1 foto verplicht" in page.replace("&#39;", "'")


def test_a_proef_that_fails_says_what_and_why(
    client: FlaskClient, dorp: Dorp, view_session: Session, draft: Concept
) -> None:
    login(client, dorp.ada)
    keep(client, draft, "Dicht", antwoorden=[{"vraag": "A-01", "waarde": "voldoet"}], feiten={"zaak.asbest": True})
    assert "A-02" in concept.read_ruw(draft)["proeven"][0]["zichtbaar"]
    change(view_session, draft, dorp, "toon_als", {"vraag": "A-01", "is": "nvt"}, plek="punt:A-02")
    page = client.get(url(draft, "proeven"), headers={"HX-Request": "true"}).text
    assert "1 van 1 faalt" in page
    assert "Verwacht: A-02 in beeld. Gekregen: niet in beeld." in page
    assert "A-01 is n.v.t.: <strong>geldt niet</strong>" in page
    assert "(A-01: voldoet)" in page


def test_a_proef_gets_another_name_and_goes(client: FlaskClient, dorp: Dorp, draft: Concept) -> None:
    login(client, dorp.ada)
    keep(client, draft, "Eerste")
    assert client.post(url(draft, "proeven/1"), data={"naam": "Leeg begin"}).status_code == 303
    assert concept.read_ruw(draft)["proeven"][0]["naam"] == "Leeg begin"
    htmx = {"HX-Request": "true"}
    answer = client.post(url(draft, "proeven/1/weg"), data={"revisie": draft.revisie}, headers=htmx)
    assert "concept-gewijzigd" in answer.headers["HX-Trigger"]
    assert "Nog geen proeven" in answer.text
    assert client.post(url(draft, "proeven/1/weg")).status_code == 409


@pytest.mark.parametrize("invoer", ["onzin", "[]", '{"antwoorden": [{"vraag": "A-01"}]}', '{"niveau": "9"}'])
def test_what_is_no_proef_is_refused_in_words(client: FlaskClient, dorp: Dorp, draft: Concept, invoer: str) -> None:
    login(client, dorp.ada)
    answer = client.post(url(draft, "proeven"), data={"naam": "Kapot", "invoer": invoer})
    assert answer.status_code == 422
    assert "niet als proef te bewaren" in answer.text


def test_a_proef_needs_a_name_and_the_right_role(client: FlaskClient, dorp: Dorp, draft: Concept) -> None:
    login(client, dorp.ada)
    answer = client.post(url(draft, "proeven"), data={"naam": " ", "invoer": "{}"})
    assert answer.status_code == 422
    assert "Geef de proef een naam." in answer.text
    login(client, dorp.tess)
    assert keep(client, draft, "Van Tess").status_code == 403
    page = client.get(url(draft, "voorbeeld")).text
    assert "Zo ziet het veld het" in page
    assert "Bewaar als test" not in page
