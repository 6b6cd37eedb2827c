"""Objects and cases are found within their own organisatie only."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from app.core.errors import Conflict, NotFound
from app.objecten.queries import get_object, search_objecten
from app.zaken.actions import create_zaak
from app.zaken.queries import get_zaak, search_zaken
from tests.controles.builders import NU, make_object
from tests.people import Dorp, make_dorp


@pytest.fixture
def dorp2(session: Session) -> Dorp:
    """The village on each database."""
    return make_dorp(session)


def test_an_object_of_another_organisatie_does_not_exist(session: Session, dorp2: Dorp) -> None:
    plek = make_object(session, dorp2.waterdonk)
    assert get_object(session, dorp2.waterdonk.id, plek.id) is plek
    with pytest.raises(NotFound) as problem:
        get_object(session, dorp2.anders.id, plek.id)
    assert problem.value.code == "object-onbekend"


def test_a_zaaknummer_is_unique_within_an_organisatie(session: Session, dorp2: Dorp) -> None:
    waarden = {"soort": "vergunning", "titel": "Dakkapel Molenstraat", "now": NU}
    zaak = create_zaak(session, dorp2.waterdonk.id, zaaknummer="Z-1", **waarden)  # type: ignore[arg-type]
    create_zaak(session, dorp2.anders.id, zaaknummer="Z-1", **waarden)  # type: ignore[arg-type]
    with pytest.raises(Conflict) as problem:
        create_zaak(session, dorp2.waterdonk.id, zaaknummer="Z-1", **waarden)  # type: ignore[arg-type]
    assert problem.value.code == "zaaknummer-bestaat"
    assert list(search_zaken(session, dorp2.waterdonk.id, "dakkapel")) == [zaak]
    assert list(search_zaken(session, dorp2.waterdonk.id, "Z-9")) == []
    with pytest.raises(NotFound):
        get_zaak(session, dorp2.anders.id, zaak.id)


def test_addresses_are_in_the_order_a_street_is_walked(session: Session, dorp2: Dorp) -> None:
    def plek(straat: str | None, huisnummer: str | None, naam: str | None = None) -> str:
        adres = {"straat": straat, "huisnummer": huisnummer, "naam": naam, "plaats": "Oeverbeek"}
        return make_object(session, dorp2.waterdonk, **adres).adres

    plek("Molenweg", "14a")
    plek("Molenweg", "9")
    plek(None, None, "Braderie")
    plek("Kerkpad", "100")
    plek("Molenweg", "14")
    gevonden = [item.adres.partition(",")[0] for item in search_objecten(session, dorp2.waterdonk.id)]
    assert gevonden == ["Kerkpad 100", "Molenweg 9", "Molenweg 14", "Molenweg 14a", "Braderie"]


def test_an_address_that_changes_moves_in_the_list(session: Session, dorp2: Dorp) -> None:
    eerst, dan = (make_object(session, dorp2.waterdonk, straat=straat) for straat in ("Akker", "Beuk"))
    assert list(search_objecten(session, dorp2.waterdonk.id)) == [eerst, dan]
    eerst.straat = "Cypres"
    session.flush()
    assert list(search_objecten(session, dorp2.waterdonk.id)) == [dan, eerst]
