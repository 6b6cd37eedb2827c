"""Searching all protocols, and was-wordt over many of them."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.protocols import actions, concept
from app.protocols.models import ProtocolVersie
from app.protocols.rules.bewerken import apply
from app.protocols.rules.vervangen import Artikel, Vervanging, replacements
from app.protocols.rules.zoeken import search, worries
from tests.people import START, Dorp, login
from tests.protocols.maken import make_definitie

TEKST = """\
onderdelen:
  - code: gang
    titel: Vluchtroute
    punten:
      - code: A-01
        vraag: Is de gang vrij van spullen?
        type: oordeel
        gevolg: 2
        grondslagen: [{bron: Bbl, artikel: "3.115", lid: "1", zekerheid: gelezen}]
        bevindingteksten: ["De route is geblokkeerd."]
        vervolgvragen:
          - code: A-01.1
            vraag: Hoe breed is de gang?
            type: getal
            eenheid: m
            normen: [{operator: ">=", waarde: 1, grondslag: {bron: Bbl, artikel: "3.11", zekerheid: gelezen}}]
      - code: A-02
        vraag: Brandt de noodverlichting?
        type: oordeel
        gevolg: 2
        grondslagen:
          - {bron: Bbl, artikel: "3.11", zekerheid: onbevestigd}
          - {bron: bbl, artikel: "3.115", zekerheid: gelezen, geldig_tot: 2025-12-31}
proeven: [{naam: leeg, zichtbaar: [A-01]}]
"""
DAG = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("tekst", "codes"),
    [
        ("gang", ["A-01"]),
        ("GÁNG breed", ["A-01"]),
        ("geblokkeerd", ["A-01"]),
        ("a-02", ["A-02"]),
        ("bbl 3.115", ["A-01", "A-02"]),
        ("3.11", ["A-01", "A-02"]),
        ("3.1", []),
        ("noodverlichting gang", []),
        ("vluchtroute", ["A-01", "A-02"]),
        ("", []),
    ],
)
def test_every_word_is_there_and_an_article_as_a_whole(tekst: str, codes: list[str]) -> None:
    assert [treffer.code for treffer in search(make_definitie(TEKST), tekst)] == codes


def test_where_it_was_found_is_said() -> None:
    (treffer,) = search(make_definitie(TEKST), "geblokkeerd")
    assert treffer.plekken == [("Zin voor de bevinding", "De route is geblokkeerd.")]


def test_what_needs_a_look() -> None:
    (treffer,) = worries(make_definitie(TEKST), DAG)
    assert [label for label, _ in treffer.plekken] == ["Niet bevestigd", "Vervallen"]


def test_was_wordt_at_once_or_from_a_day() -> None:
    oud = {"bron": "Bbl", "artikel": "3.1", "lid": "2", "zekerheid": "gelezen", "url": "https://oud"}
    punt = {"code": "A-1", "grondslagen": [oud, {"bron": "APV"}]}
    ruw = {"onderdelen": [{"code": "a", "punten": [punt]}]}
    wissel = Vervanging(Artikel("bbl", "3.1"), Artikel("Bbl", "3.9", "4"), "secundair")
    (edit,) = replacements(ruw, wissel)
    nieuw = apply(ruw, edit)["onderdelen"][0]["punten"][0]["grondslagen"]
    assert nieuw == [{"bron": "Bbl", "artikel": "3.9", "zekerheid": "secundair", "lid": "4"}, {"bron": "APV"}]
    later = Vervanging(wissel.was, wissel.wordt, "secundair", date(2027, 1, 1))
    (edit,) = replacements(ruw, later)
    was, nieuw, _ = apply(ruw, edit)["onderdelen"][0]["punten"][0]["grondslagen"]
    assert (was["artikel"], was["geldig_tot"], nieuw["geldig_van"]) == ("3.1", "2026-12-31", "2027-01-01")
    assert replacements(apply(ruw, edit), later) == []
    assert replacements(ruw, Vervanging(Artikel("Bbl", "3.1", "9"), wissel.wordt, "gelezen")) == []


@pytest.fixture
def versie(view_session: Session) -> ProtocolVersie:
    """One protocol of basis."""
    made = actions.publish_definitie(view_session, make_definitie(TEKST), {}, by=None, now=START)
    view_session.commit()
    return made


def test_the_author_finds_and_replaces(
    client: FlaskClient, dorp: Dorp, view_session: Session, versie: ProtocolVersie
) -> None:
    login(client, dorp.tess)
    assert "A-01" in client.get("/protocollen/zoeken?q=Bbl+3.115").text
    assert "Niets gevonden" in client.get("/protocollen/zoeken?q=onzin").text
    assert "Niet bevestigd" in client.get("/protocollen/zoeken").text
    assert client.get("/protocollen/vervangen").status_code == 403
    login(client, dorp.ada)
    was = {"was_bron": "Bbl", "was_artikel": "3.115"}
    assert "Proefprotocol: 1 punt" in client.get("/protocollen/vervangen", query_string=was).text
    assert "Geen enkel protocol" in client.get("/protocollen/vervangen?was_bron=Bbl&was_artikel=9").text
    oud = client.get("/protocollen/vervangen?was_bron=Bouwbesluit&was_artikel=6.26").text
    assert "Volgens de omzettabel van Schouw werd dit:" in oud
    assert "<li>Bbl 3.123</li>" in oud
    wordt = {**was, "wordt_bron": "Bbl", "wordt_artikel": "3.200", "zekerheid": "gelezen", "protocollen": "proef"}
    assert client.post("/protocollen/vervangen", data={**wordt, "wordt_artikel": " "}).status_code == 422
    answer = client.post("/protocollen/vervangen", data=wordt, follow_redirects=True)
    assert "1 concept is bijgewerkt" in answer.text
    draft = concept.find_concept(view_session, dorp.waterdonk.id, "proef")
    assert draft is not None
    assert [b["artikel"] for b in concept.read_ruw(draft)["onderdelen"][0]["punten"][0]["grondslagen"]] == ["3.200"]
    assert concept.find_concept(view_session, dorp.anders.id, "proef") is None
    assert "het concept gaat verder" in client.get("/protocollen/vervangen?was_bron=Bbl&was_artikel=3.200").text
