"""Which objects are along on a phone, and how the others are found."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.core.clock import now, today
from app.sync.objecten import objects_along
from tests.controles.builders import make_controle, make_object, make_versie
from tests.people import Dorp, login, make_dorp


def test_where_one_was_lately_goes_along_first(session: Session) -> None:
    dorp = make_dorp(session)
    versie = make_versie(session)
    plekken = {naam: make_object(session, dorp.waterdonk, straat=naam) for naam in ("Akker", "Beuk", "Cypres", "Den")}

    def bezoek(wie: Any, straat: str, dagen: int) -> None:
        dag = today() + timedelta(days=dagen)
        make_controle(session, dorp.waterdonk, wie, versie=versie, object=plekken[straat], dag=dag)

    bezoek(dorp.coen, "Cypres", 3)
    bezoek(dorp.tess, "Den", -20)
    bezoek(dorp.tess, "Beuk", -400)
    mee = objects_along(session, dorp.waterdonk.id, dorp.tess.id, mee=4)
    assert [item["adres"].split()[0] for item in mee["objecten"]] == ["Den", "Beuk", "Cypres", "Akker"]
    kort = objects_along(session, dorp.waterdonk.id, dorp.tess.id, mee=2)
    assert [item["adres"].split()[0] for item in kort["objecten"]] == ["Den", "Beuk"]
    assert kort["objecten_totaal"] == 4


def test_an_object_out_of_use_stays_behind(session: Session) -> None:
    dorp = make_dorp(session)
    plek = make_object(session, dorp.waterdonk)
    make_controle(session, dorp.waterdonk, dorp.tess, versie=make_versie(session), object=plek, dag=today())
    plek.vervallen_at = now()
    session.flush()
    assert objects_along(session, dorp.waterdonk.id, dorp.tess.id) == {"objecten": [], "objecten_totaal": 0}


def test_the_office_finds_what_is_not_along(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    make_object(view_session, dorp.waterdonk, straat="Molenweg", huisnummer="12")
    make_object(view_session, dorp.waterdonk, straat="Kerkpad", huisnummer="12")
    make_object(view_session, dorp.anders, straat="Molenweg", huisnummer="12")
    view_session.commit()
    login(client, dorp.tess)
    gevonden: Any = client.get("/sync/objecten?zoek=kerkpad 12").json
    assert [item["adres"].partition(",")[0] for item in gevonden["objecten"]] == ["Kerkpad 12"]
    assert gevonden["meer"] is False
