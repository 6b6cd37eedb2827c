"""Drafts on both databases: kept as typed, taken back, and two authors at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.core.audit import Gebeurtenis
from app.core.errors import Conflict, NotFound
from app.protocols import actions, concept
from app.protocols.models import Concept, ConceptStap
from app.protocols.rules.bewerken import Weg, Zet
from tests.people import START, Dorp, make_dorp
from tests.protocols.maken import as_blokken, make_blok, make_definitie

PUNT = "{{code: {0}, vraag: Is het vrij?, type: oordeel, gevolg: 2, grondslagen: [{{bron: geen, zekerheid: gelezen}}]}}"
DEFINITIE = f"onderdelen: [{{code: a, titel: A, punten: [{PUNT.format('A-01')}, {PUNT.format('A-02')}]}}]\n"


@pytest.fixture
def dorp(session: Session) -> Dorp:
    """The people, on this database."""
    return make_dorp(session)


@pytest.fixture
def draft(session: Session, dorp: Dorp) -> Concept:
    """Ada's draft of version 2."""
    versie = actions.publish_definitie(session, make_definitie(DEFINITIE), {}, by=None, now=START)
    return concept.from_versie(session, dorp.waterdonk.id, versie, by=dorp.ada, now=START)


def vraag(draft: Concept) -> str:
    """What the first punt asks."""
    found: str = concept.read_ruw(draft)["onderdelen"][0]["punten"][0]["vraag"]
    return found


def change(
    session: Session, draft: Concept, tekst: str, wie: User, sinds: int, *, at: int = 0, veld: str = "vraag"
) -> None:
    """Somebody types."""
    concept.change(
        session, draft, Zet("punt:A-01", veld, tekst), "Vraag", sinds=sinds, by=wie, now=START + timedelta(seconds=at)
    )


def test_it_becomes_the_next_version_and_can_be_read(session: Session, dorp: Dorp, draft: Concept) -> None:
    gelezen = concept.read_concept(session, draft)
    assert gelezen.definitie is not None
    assert gelezen.definitie.versie == 2
    assert "wijzigingsnotitie" not in concept.read_ruw(draft)
    with pytest.raises(Conflict, match="al een concept"):
        concept.start_concept(session, dorp.waterdonk.id, {"protocol": "proef"}, by=dorp.ada, now=START)
    assert concept.list_concepten(session, dorp.waterdonk.id) == [draft]
    assert concept.list_concepten(session, dorp.anders.id) == []
    with pytest.raises(NotFound):
        concept.get_concept(session, dorp.anders.id, draft.id)


def test_a_block_stays_a_block(session: Session, dorp: Dorp) -> None:
    blok = make_blok(DEFINITIE.replace("A-", "B-"))
    definitie = make_definitie(DEFINITIE + "blokken: [{blok: blok, versie: 1}]\n", protocol="met")
    versie = actions.publish_definitie(session, definitie, as_blokken(blok), by=None, now=START)
    ruw = concept.written(versie)
    assert ruw["blokken"] == [{"blok": "blok", "versie": 1}]
    assert [deel["code"] for deel in ruw["onderdelen"]] == ["a"]


def test_what_is_no_definition_yet_is_kept_and_told(session: Session, dorp: Dorp, draft: Concept) -> None:
    change(session, draft, "", dorp.ada, 0)
    assert vraag(draft) == ""
    gelezen = concept.read_concept(session, draft)
    assert gelezen.definitie is None
    assert [probleem.pad for probleem in gelezen.problemen] == ["onderdelen[0].punten[0].vraag"]


def test_typing_is_one_step_and_steps_go_back_and_forth(session: Session, dorp: Dorp, draft: Concept) -> None:
    change(session, draft, "I", dorp.ada, 0)
    change(session, draft, "Is dit vrij?", dorp.ada, 1, at=9)
    change(session, draft, "Later", dorp.ada, 2, at=90)
    assert concept.can_undo(session, draft) == (True, False)
    for verwacht in ("Is dit vrij?", "Is het vrij?"):
        concept.undo(session, draft, by=dorp.ada, now=START)
        assert vraag(draft) == verwacht
    with pytest.raises(Conflict, match="niets om ongedaan"):
        concept.undo(session, draft, by=dorp.ada, now=START)
    concept.redo(session, draft, by=dorp.ada, now=START)
    assert vraag(draft) == "Is dit vrij?"
    assert concept.can_undo(session, draft) == (True, True)
    change(session, draft, "Anders", dorp.ada, draft.revisie, at=200)
    with pytest.raises(Conflict, match="niets om opnieuw"):
        concept.redo(session, draft, by=dorp.ada, now=START)


def test_two_authors_at_once(session: Session, dorp: Dorp, draft: Concept) -> None:
    change(session, draft, "Van Ada", dorp.ada, 0)
    change(session, draft, "Let op de deur.", dorp.bo, 0, veld="toelichting")
    with pytest.raises(Conflict) as botsing:
        change(session, draft, "Van Bo", dorp.bo, 0)
    assert botsing.value.code == "concept-elders-gewijzigd"
    assert vraag(draft) == "Van Ada"
    with pytest.raises(Conflict, match="van een collega"):
        concept.undo(session, draft, by=dorp.ada, now=START)
    concept.change(session, draft, Weg(["punt:A-01"]), "Weg", sinds=draft.revisie, by=dorp.bo, now=START)
    with pytest.raises(Conflict) as weg:
        change(session, draft, "Nog eens", dorp.ada, draft.revisie)
    assert weg.value.code == "concept-plek-weg"


def test_what_is_thrown_away_stays_in_the_audit(session: Session, dorp: Dorp, draft: Concept) -> None:
    change(session, draft, "Mijn vraag", dorp.ada, 0)
    concept.drop_concept(session, draft, by=dorp.ada, now=START)
    gebeurtenis = session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "concept-weggegooid")).one()
    assert "Mijn vraag" in str(gebeurtenis.van)
    assert session.scalars(select(ConceptStap)).all() == []
