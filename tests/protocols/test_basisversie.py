"""A newer base version in the office: what comes along, what must be chosen, and where the draft then stands."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.protocols import actions, concept
from app.protocols.basisversie import newer_base
from app.protocols.models import Concept
from app.protocols.publiceren import base_of
from app.protocols.rules.bewerken import Zet, codes, find
from app.protocols.rules.waardewoorden import in_words
from tests.people import START, Dorp, login
from tests.protocols.maken import make_definitie

PUNT = "{{code: {0}, vraag: {1}, type: oordeel, gevolg: {2}, grondslagen: [{{bron: geen, zekerheid: gelezen}}]}}"


def text(*punten: str) -> str:
    """One onderdeel with these punten."""
    return f"onderdelen: [{{code: a, titel: A, punten: [{', '.join(punten)}]}}]\n"


@pytest.fixture
def draft(view_session: Session, dorp: Dorp) -> Concept:
    """Ada changed a question; basis then changed the same one, the gevolg of another, and has a new punt."""
    een = text(PUNT.format("A-01", "Is het vrij?", 2), PUNT.format("A-02", "Is het schoon?", 1))
    twee = text(
        PUNT.format("A-01", "Is alles vrij?", 2),
        PUNT.format("A-02", "Is het schoon?", 3),
        PUNT.format("A-03", "Is het licht?", 2),
    )
    oud = actions.publish_definitie(view_session, make_definitie(een), {}, by=None, now=START)
    made = concept.from_versie(view_session, dorp.waterdonk.id, oud, by=dorp.ada, now=START)
    concept.change(
        view_session, made, Zet("punt:A-01", "vraag", "Is de gang vrij?"), "Vraag", sinds=0, by=dorp.ada, now=START
    )
    assert newer_base(view_session, made) is None
    actions.publish_definitie(view_session, make_definitie(twee, versie=2), {}, by=None, now=START)
    view_session.commit()
    return made


def test_the_author_chooses_and_the_rest_comes_along(
    client: FlaskClient, dorp: Dorp, view_session: Session, draft: Concept
) -> None:
    url = f"/protocollen/concepten/{draft.id}/basis"
    login(client, dorp.olaf)
    assert client.get(url).status_code == 404
    login(client, dorp.ada)
    page = client.get(url).text
    assert "1 keuze" in page
    assert f'href="{url}"' in client.get(f"/protocollen/concepten/{draft.id}/publiceren").text
    assert "Is de gang vrij?" in page
    assert "A-03 is nieuw" in page
    answer = client.post(url, data={"revisie": 1})
    assert (answer.status_code, "Maak nog 1 keuze." in answer.text) == (422, True)
    keuze = {"keuze-punt:A-01.vraag": "onze"}
    assert client.post(url, data={**keuze, "revisie": 0}).status_code == 409
    assert client.post(url, data={**keuze, "revisie": 1}).status_code == 303
    view_session.expire_all()
    ruw = concept.read_ruw(draft)
    assert codes(ruw) == ["A-01", "A-02", "A-03"]
    assert find(ruw, "punt:A-01").inhoud["vraag"] == "Is de gang vrij?"
    assert find(ruw, "punt:A-02").inhoud["gevolg"] == 3
    basis = base_of(view_session, draft)
    assert basis is not None
    assert basis.nummer == 2
    assert client.get(url).status_code == 409
    assert concept.can_undo(view_session, draft) == (False, False)


@pytest.mark.parametrize(
    ("waarde", "woorden"),
    [
        (None, ["Staat er niet"]),
        (3, ["3"]),
        ([{"bron": "Bbl", "artikel": "3.1", "lid": "2", "zekerheid": "gelezen"}], ["Bbl 3.1 lid 2"]),
        ({"vraag": "A-01", "is": "voldoet"}, ["A-01 voldoet"]),
        ({"code": "A-9", "vraag": "Is het licht?", "type": "oordeel"}, ["Is het licht?"]),
        ([{"waarde": "ja", "label": "Ja"}, {"waarde": "nee", "label": "Nee"}], ["Ja", "Nee"]),
        ({"wanneer": "bij_afwijking", "minimum": 2}, ["bij afwijking, minstens 2"]),
        ([{"operator": "<=", "waarde": "0.15"}], ["hoogstens 0.15"]),
    ],
)
def test_a_value_as_somebody_reads_it(waarde: object, woorden: list[str]) -> None:
    assert in_words(waarde, make_definitie(text(PUNT.format("A-01", "Is het vrij?", 2)))) == woorden
