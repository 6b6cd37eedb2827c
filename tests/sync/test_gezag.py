"""A phone that works for another bevoegd gezag gets that one's matrix, facts, house style and protocol."""

from __future__ import annotations

import msgspec
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.controles.models import Controle
from app.core.clock import now, today
from app.lhso.models import LhsoMatrix
from app.lhso.queries import concept_matrix
from tests.controles.builders import make_controle, make_versie
from tests.people import Dorp, login


@pytest.fixture
def controle(view_session: Session, dorp: Dorp) -> Controle:
    """Waterdonk acts for Anders, by a protocol and a matrix of Anders."""
    matrix = msgspec.structs.replace(concept_matrix(), versie="anders-1", vastgesteld=True)
    row = LhsoMatrix(
        organisatie_id=dorp.anders.id,
        versie="anders-1",
        inhoud=msgspec.to_builtins(matrix),
        hash="0" * 64,
        vastgesteld=True,
        vastgesteld_op=today(),
        actief=True,
        created_at=now(),
    )
    view_session.add(row)
    dorp.anders.kleuren = {"brand": "#007a3d"}
    dorp.anders.instellingen = {"feiten": {"prostitutiebeleid": "ja"}}
    dorp.waterdonk.instellingen = {"feiten": {"prostitutiebeleid": "nee"}}
    versie = make_versie(view_session, eigenaar=dorp.anders.id)
    return make_controle(
        view_session, dorp.waterdonk, dorp.tess, versie=versie, bevoegd_gezag=dorp.anders, dag=today(), now=now()
    )


def test_what_follows_the_bevoegd_gezag(
    client: FlaskClient, dorp: Dorp, controle: Controle, view_session: Session
) -> None:
    view_session.commit()
    pak = login(client, dorp.tess).get("/sync/dagpakket").get_json()
    rij = pak["controles"][0]
    assert rij["gezag"] == str(dorp.anders.id)
    gezag = pak["gezagen"][rij["gezag"]]
    assert (gezag["naam"], gezag["lhso"]["versie"]) == ("Anders", "anders-1")
    assert gezag["huisstijl"]["--schouw-brand"] == "#007a3d"
    assert rij["feiten"]["organisatie.prostitutiebeleid"] == "ja"
    assert pak["lhso"]["versie"] == "concept-0"


def test_own_controles_name_no_gezag(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    make_controle(view_session, dorp.waterdonk, dorp.tess, dag=today(), now=now())
    view_session.commit()
    pak = login(client, dorp.tess).get("/sync/dagpakket").get_json()
    assert (pak["controles"][0]["gezag"], pak["gezagen"]) == (None, {})


def test_what_is_nobodys_is_offered_to_nobody(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    """A planner gives it to somebody the bevoegd gezag appointed; until then it is on no phone."""
    versie = make_versie(view_session)
    for gezag in (dorp.anders, dorp.waterdonk):
        make_controle(view_session, dorp.waterdonk, None, versie=versie, bevoegd_gezag=gezag, dag=today(), now=now())
    view_session.commit()
    for wie in (dorp.tess, dorp.coen):
        assert login(client, wie).get("/sync/dagpakket").get_json()["controles"] == []
