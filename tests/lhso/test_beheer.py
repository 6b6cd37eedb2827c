"""The matrix is drafted, edited, uploaded and adopted; what was adopted never changes."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import msgspec
import pytest
import yaml
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Conflict, Invalid
from app.lhso import actions
from app.lhso.models import LhsoMatrix
from app.lhso.queries import active_matrix, concept_matrix, find_matrix
from tests.people import START, Dorp, login, make_dorp

BESLUIT = {"bron": "Beleidsregel LHSO", "brondatum": "1-10-2026", "besluit": "B&W 12-11-2026", "op": "12-11-2026"}


def file_of(**more: Any) -> bytes:
    """The shipped matrix as a YAML file, with other values."""
    return yaml.safe_dump(msgspec.to_builtins(concept_matrix()) | more).encode()


def test_draft_is_not_in_use_until_adopted(session: Session) -> None:
    dorp = make_dorp(session)
    row = actions.start_draft(session, dorp.waterdonk.id, by=dorp.bo, now=START)
    assert row.versie == "2026-1"
    assert active_matrix(session, dorp.waterdonk.id).versie == "concept-0"
    cel = msgspec.structs.replace(concept_matrix().cellen["A1"], herstel=["WAA"], overleg="ja")
    actions.change_cell(session, row, "A1", cel, by=dorp.bo, now=START)
    before = row.hash
    actions.adopt_matrix(
        session,
        row,
        bron="bron",
        brondatum=date(2026, 10, 1),
        besluit="besluit",
        op=date(2026, 11, 12),
        by=dorp.bo,
        now=START,
    )
    session.flush()
    active = active_matrix(session, dorp.waterdonk.id)
    assert (active.versie, active.vastgesteld, active.cellen["A1"].herstel) == ("2026-1", True, ["WAA"])
    assert row.hash != before
    assert active_matrix(session, dorp.anders.id).versie == "concept-0", "each organisatie has its own"


def test_adopted_matrix_never_changes(session: Session) -> None:
    dorp = make_dorp(session)
    row = actions.start_draft(session, dorp.waterdonk.id, by=dorp.bo, now=START)
    values = {"bron": "b", "brondatum": date(2026, 1, 1), "besluit": "b", "op": date(2026, 1, 1)}
    actions.adopt_matrix(session, row, by=dorp.bo, now=START, **values)  # type: ignore[arg-type]
    with pytest.raises(Conflict, match="verandert niet meer"):
        actions.change_cell(session, row, "A1", concept_matrix().cellen["A1"], by=dorp.bo, now=START)
    with pytest.raises(Conflict, match="verandert niet meer"):
        actions.adopt_matrix(session, row, by=dorp.bo, now=START, **values)  # type: ignore[arg-type]
    with pytest.raises(Conflict, match="is er al"):
        actions.store_draft(session, dorp.waterdonk.id, actions.matrix_of(row), by=dorp.bo, now=START)


def test_the_next_adoption_leaves_the_former_to_be_found(session: Session) -> None:
    dorp = make_dorp(session)
    values = {"bron": "b", "brondatum": date(2026, 1, 1), "besluit": "b", "op": date(2026, 1, 1)}
    for _ in range(2):
        row = actions.start_draft(session, dorp.waterdonk.id, by=dorp.bo, now=START)
        actions.adopt_matrix(session, row, by=dorp.bo, now=START, **values)  # type: ignore[arg-type]
        session.flush()
    assert active_matrix(session, dorp.waterdonk.id).versie == "2026-2"
    assert find_matrix(session, dorp.waterdonk.id, "2026-1").versie == "2026-1"
    used = session.scalars(select(LhsoMatrix.versie).where(LhsoMatrix.actief)).all()
    assert used == ["2026-2"]


def test_matrix_for_a_later_day_waits_for_that_day(session: Session) -> None:
    dorp = make_dorp(session)
    days = date(2026, 1, 1), date(2099, 3, 1)
    for op in days:
        row = actions.start_draft(session, dorp.waterdonk.id, by=dorp.bo, now=START)
        actions.adopt_matrix(session, row, bron="b", brondatum=days[0], besluit="b", op=op, by=dorp.bo, now=START)
        session.flush()
    assert active_matrix(session, dorp.waterdonk.id).versie == "2026-1"
    on = {day: active_matrix(session, dorp.waterdonk.id, day).versie for day in (date(2099, 2, 28), days[1])}
    assert on == {date(2099, 2, 28): "2026-1", days[1]: "2026-2"}
    assert active_matrix(session, dorp.waterdonk.id, date(2025, 12, 31)).versie == "concept-0"


def test_page_says_when_a_matrix_begins(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.bo)
    url = client.post("/beheer/lhso", data={}).headers["Location"]
    assert client.post(f"{url}/vaststellen", data=BESLUIT | {"op": "1-3-2099"}).status_code == 303
    page = client.get("/beheer/lhso").text
    assert "is vastgesteld en gaat in op 1 maart 2099." in page
    assert "Gaat in op 1 maart 2099" in page
    assert "Concept, niet vastgesteld" in page, "until then the working default holds"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe", "matrix-onleesbaar"),
        (b"a: [", "matrix-onleesbaar"),
        (b"hallo", "matrix-onjuist"),
        (b"!!python/object/apply:os.system ['true']", "matrix-onleesbaar"),
        (file_of(cellen={}), "matrix-onjuist"),
        (file_of(gedrag={}), "matrix-onjuist"),
        (file_of(onbekend=1), "matrix-onjuist"),
        (b"x" * 200_001, "matrix-te-groot"),
        (b"[" * 100_000, "matrix-onleesbaar"),  # deeper than the reader can go
    ],
)
def test_file_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        actions.read_matrix(data)
    assert caught.value.code == code


def test_file_does_not_adopt_itself() -> None:
    matrix = actions.read_matrix(file_of(versie="eigen", vastgesteld=True, bron="x", besluit="x"))
    assert (matrix.vastgesteld, matrix.besluit) == (False, None)
    as_json = json.dumps(msgspec.to_builtins(concept_matrix()) | {"versie": "j"}).encode()
    assert actions.read_matrix(as_json).versie == "j"


def test_beheerder_uploads_edits_and_adopts(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    login(client, dorp.bo)
    assert "Concept, niet vastgesteld" in client.get("/beheer/lhso").text
    answer = client.post("/beheer/lhso", data={"bestand": (io.BytesIO(file_of(versie="wd-1")), "m.yaml")})
    url = answer.headers["Location"]
    assert "Stel vast en gebruik" in client.get(url).text
    cel = {"zone": "zwaar", "overleg": "ja", "herstel": ["LOD", "LOB"]}
    assert client.post(f"{url}/cellen/D4", data=cel).status_code == 303
    refused = client.post(f"{url}/cellen/D4", data=cel | {"herstel": []})
    assert (refused.status_code, "ten minste een herstellende" in refused.text) == (422, True)
    assert client.get(f"{url}/cellen/Z9").status_code == 404
    half = client.post(f"{url}/vaststellen", data=BESLUIT | {"bron": "", "brondatum": "morgen"})
    assert half.status_code == 422
    assert "Vul in waar deze matrix vandaan komt." in half.text
    assert client.post(f"{url}/vaststellen", data=BESLUIT).status_code == 303
    page = client.get("/beheer/lhso").text
    assert "Bron: Beleidsregel LHSO, 1 oktober 2026. Besluit: B&amp;W 12-11-2026." in page
    assert active_matrix(view_session, dorp.waterdonk.id).cellen["D4"].herstel == ["LOD", "LOB"]
    downloaded = yaml.safe_load(client.get("/beheer/lhso/matrix.yaml?versie=wd-1").data)
    assert downloaded["cellen"]["D4"]["herstel"] == ["LOD", "LOB"]


def test_broken_file_says_what_to_do(client: FlaskClient, dorp: Dorp) -> None:
    login(client, dorp.bo)
    answer = client.post("/beheer/lhso", data={"bestand": (io.BytesIO(b"a: ["), "m.yaml")})
    assert answer.status_code == 422
    assert "Download de huidige matrix en pas die aan." in answer.text


def test_jurist_looks_but_does_not_change(client: FlaskClient, dorp: Dorp) -> None:
    login(client, dorp.juul)
    page = client.get("/beheer/lhso")
    assert page.status_code == 200
    assert "Nieuwe versie" not in page.text
    assert client.post("/beheer/lhso").status_code == 403
