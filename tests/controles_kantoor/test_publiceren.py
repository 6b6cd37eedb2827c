"""From draft to version in the office: what is shown before, what is refused, and which controles go along."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.ingebruik import give_version, usage
from app.controles.models import Controle
from app.core.audit import Gebeurtenis
from app.core.clock import now, today
from app.protocols import actions, concept
from app.protocols.models import Concept, ProtocolVersie
from app.protocols.publiceren import base_of, publish_concept
from app.protocols.queries import published_version, read_definitie
from app.protocols.rules.bewerken import Weg, Zet
from tests.controles.builders import make_controle
from tests.people import START, Dorp, login, make_dorp
from tests.protocols.maken import make_definitie

PUNT = "{{code: {0}, vraag: Is het vrij?, type: oordeel, gevolg: 2, grondslagen: [{{bron: geen, zekerheid: gelezen}}]}}"
TEKST = f"onderdelen: [{{code: a, titel: A, punten: [{PUNT.format('A-01')}, {PUNT.format('A-02')}]}}]\n"


def publish_first(session: Session) -> ProtocolVersie:
    """Version 1, of basis."""
    return actions.publish_definitie(session, make_definitie(TEKST), {}, by=None, now=START)


def begin(session: Session, dorp: Dorp, versie: ProtocolVersie) -> Concept:
    """Ada's draft, with another question."""
    draft = concept.from_versie(session, dorp.waterdonk.id, versie, by=dorp.ada, now=START)
    edit = Zet("punt:A-01", "vraag", "Is de gang vrij?")
    return concept.change(session, draft, edit, "Vraag", sinds=0, by=dorp.ada, now=START)


def test_planned_work_goes_along_and_the_rest_keeps_its_version(session: Session) -> None:
    dorp = make_dorp(session)
    een = publish_first(session)
    plan, bezig, her = (make_controle(session, dorp.waterdonk, dorp.tess, versie=een) for _ in range(3))
    bezig.status, her.voorganger_id = "bezig", plan.id
    buur = make_controle(session, dorp.anders, dorp.olaf, versie=een)
    session.flush()
    telling = usage(session, dorp.waterdonk.id, "proef")
    assert (telling.gepland, telling.begonnen, telling.klaar) == (2, 1, 0)
    draft = begin(session, dorp, een)
    assert base_of(session, draft) is een
    twee = publish_concept(
        session, dorp.waterdonk, draft, sinds=1, notitie="Duidelijker", vanaf=START.date(), by=dorp.bo, now=START
    )
    assert (twee.nummer, twee.protocol.eigenaar_id, twee.gebaseerd_op_id) == (2, dorp.waterdonk.id, een.id)
    assert concept.find_concept(session, dorp.waterdonk.id, "proef") is None
    assert give_version(session, dorp.waterdonk.id, twee, by=dorp.ada, now=START) == 1
    versies = [controle.protocol_versie_id for controle in (plan, bezig, her, buur)]
    assert versies == [twee.id, een.id, een.id, een.id]
    assert give_version(session, dorp.waterdonk.id, twee, by=dorp.ada, now=START) == 0
    volgende = concept.from_versie(session, dorp.waterdonk.id, twee, by=dorp.ada, now=START)
    assert base_of(session, volgende) is een
    assert published_version(session, dorp.anders.id, "proef") is een


@pytest.fixture
def draft(view_session: Session, dorp: Dorp) -> Concept:
    """A draft in the office, with a planned controle of the version before."""
    een = publish_first(view_session)
    make_controle(view_session, dorp.waterdonk, dorp.tess, versie=een)
    made = begin(view_session, dorp, een)
    view_session.commit()
    return made


def test_the_page_says_what_changes_and_what_it_touches(client: FlaskClient, dorp: Dorp, draft: Concept) -> None:
    url = f"/protocollen/concepten/{draft.id}/publiceren"
    login(client, dorp.tess)
    assert client.get(url).status_code == 403
    login(client, dorp.olaf)
    assert client.get(url).status_code == 404
    login(client, dorp.ada)
    page = client.get(url).text
    assert "1 gewijzigd, 0 nieuw, 0 vervallen, 1 gelijk gebleven" in page
    assert "<ins>de gang</ins>" in page
    assert "geplande controle kan" in page
    assert "Niets in deze keuze" in client.get(f"{url}?toon=zwaarder").text


def test_publishing_needs_a_reason_and_says_what_happened(
    client: FlaskClient, dorp: Dorp, view_session: Session, draft: Concept
) -> None:
    url = f"/protocollen/concepten/{draft.id}/publiceren"
    login(client, dorp.ada)
    data = {"revisie": 1, "notitie": "Vraag is duidelijker", "vanaf": today().strftime("%d-%m-%Y"), "gepland": "nieuw"}
    answer = client.post(url, data={**data, "notitie": " "})
    assert (answer.status_code, 'href="#notitie"' in answer.text) == (422, True)
    answer = client.post(url, data=data, follow_redirects=True)
    assert "Versie 2 is gepubliceerd" in answer.text
    assert "1 geplande controle gaat" in answer.text
    versie = published_version(view_session, dorp.waterdonk.id, "proef")
    assert (versie.nummer, versie.wijzigingsnotitie) == (2, "Vraag is duidelijker")
    assert view_session.scalars(select(Controle.protocol_versie_id)).all() == [versie.id]
    soorten = view_session.scalars(select(Gebeurtenis.soort)).all()
    assert {"concept-begonnen", "protocol-gepubliceerd", "protocolversie-gekozen"} <= set(soorten)
    verschil = client.get("/protocollen/proef/verschil").text
    assert "Wat verandert er in versie 2?" in verschil
    assert "Is de gang vrij?" in verschil
    assert "-    - code: A-01" not in verschil
    assert "Deze versies zeggen hetzelfde" in client.get("/protocollen/proef/verschil?van=2&naar=2").text
    assert client.get("/protocollen/proef/verschil?van=9").status_code == 404


def test_a_version_for_later_leaves_what_is_planned(
    client: FlaskClient, dorp: Dorp, view_session: Session, draft: Concept
) -> None:
    login(client, dorp.ada)
    morgen = today() + timedelta(days=40)
    data = {"revisie": 1, "notitie": "Nieuwe wet", "vanaf": morgen.strftime("%d-%m-%Y"), "gepland": "nieuw"}
    client.post(f"/protocollen/concepten/{draft.id}/publiceren", data=data)
    vandaag = published_version(view_session, dorp.waterdonk.id, "proef", today())
    straks = published_version(view_session, dorp.waterdonk.id, "proef", morgen)
    assert (vandaag.nummer, straks.nummer) == (1, 2)
    assert view_session.scalars(select(Controle.protocol_versie_id)).all() == [vandaag.id]


def test_what_is_wrong_and_who_may_not(client: FlaskClient, dorp: Dorp, view_session: Session, draft: Concept) -> None:
    url = f"/protocollen/concepten/{draft.id}/publiceren"
    data: dict[str, object] = {"revisie": 1, "notitie": "Klaar", "vanaf": "1-1-2027", "gepland": "blijft"}
    dorp.waterdonk.instellingen = {"publiceren_door_tweede": True}
    view_session.commit()
    login(client, dorp.ada)
    answer = client.post(url, data=data)
    assert (answer.status_code, "tweede persoon" in answer.text, "Klaar" in answer.text) == (403, True, True)
    dorp.waterdonk.instellingen = {}
    leeg = Zet("punt:A-02", "vraag", "")
    concept.change(view_session, draft, leeg, "Vraag", sinds=1, by=dorp.ada, now=now())
    view_session.commit()
    assert "voor je kunt publiceren" in client.get(url).text
    assert client.post(url, data={**data, "revisie": 2}).status_code == 422
    concept.change(view_session, draft, Weg(["punt:A-02"]), "Weg", sinds=2, by=dorp.ada, now=now())
    view_session.commit()
    assert "Vervallen" in client.get(url).text
    unseen = client.post(url, data=data)
    assert (unseen.status_code, "Iemand heeft intussen" in unseen.text) == (409, True)
    assert client.post(url, data={**data, "revisie": 3}).status_code == 303
    versie = published_version(view_session, dorp.waterdonk.id, "proef")
    assert [punt.code for punt in read_definitie(versie.definitie).onderdelen[0].punten] == ["A-01"]
