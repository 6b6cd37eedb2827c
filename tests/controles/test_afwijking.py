"""A point that is no oordeel is a finding when its `afwijking_als` holds: kept, withdrawn, counted and rechecked."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec import structs
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.herbouw import rebuild_projection
from app.controles.models import Antwoord, Controle
from app.controles.overtreding import Bevinding, Overtreding
from app.controles.queries_dossier import stand_of
from app.planning.queries import failed_points
from app.protocols.rules.bouwstenen import Optie, Voorwaarde
from app.protocols.rules.definitie import Controlepunt, Onderdeel, Vraag
from tests.controles.builders import NU, make_controle, make_definitie, make_versie
from tests.controles.test_bevinding import Telefoon, one
from tests.people import make_dorp

JA_NEE = [Optie(waarde="ja", label="Ja"), Optie(waarde="nee", label="Nee")]
PUNTEN = [
    Controlepunt(
        code="K-01",
        vraag="Is de drukte beheerst?",
        type="keuze",
        opties=[Optie(waarde="rustig", label="Rustig"), Optie(waarde="te_druk", label="Te druk")],
        afwijking_als=Voorwaarde(vraag="K-01", is_="te_druk"),
        gevolg=4,
    ),
    Controlepunt(
        code="K-02",
        vraag="Klopt de melding?",
        type="keuze",
        opties=[Optie(waarde="afspraak", label="Op afspraak")],
        afwijking_als=Voorwaarde(vraag="K-02.1", is_="ja"),
        vervolgvragen=[Vraag(code="K-02.1", vraag="Wijkt de praktijk af?", type="keuze", opties=JA_NEE)],
    ),
    Controlepunt(code="K-03", vraag="Onderhouden?", type="datum", afwijking_als=Voorwaarde(vraag="K-03", groter=24)),
]


@pytest.fixture
def tess(session: Session) -> Telefoon:
    """Tess's phone at a controle with points that are a keuze or a date, and one of them in a repeat."""
    dorp = make_dorp(session)
    basis = make_definitie()
    woningen = structs.replace(
        basis.onderdelen[1],
        punten=[structs.replace(PUNTEN[0], code="R-02", afwijking_als=Voorwaarde(vraag="R-02", is_="te_druk"))],
    )
    druk = Onderdeel(code="druk", titel="Drukte", punten=PUNTEN)
    definitie = structs.replace(basis, onderdelen=[basis.onderdelen[0], druk, woningen])
    versie = make_versie(session, definitie=definitie)
    return Telefoon(session, dorp, make_controle(session, dorp.waterdonk, dorp.tess, versie=versie))


def controle_of(tess: Telefoon) -> Controle:
    return tess.session.get_one(Controle, tess.controle)


def oordelen(session: Session) -> dict[str, str | None]:
    return {f"{rij.code}@{rij.pad}": rij.oordeel for rij in session.scalars(select(Antwoord))}


def test_a_finding_stands_while_the_choice_deviates(session: Session, tess: Telefoon) -> None:
    tess.stuur(tess.antwoord("K-01", "te_druk"), tess.bevinding("K-01"))
    assert one(session, Overtreding).vervallen_at is None
    tess.stuur(tess.antwoord("K-01", "rustig"))
    assert one(session, Overtreding).vervallen_at is not None
    assert one(session, Bevinding).constatering == "K-01 klopt niet"
    tess.stuur(tess.antwoord("K-01", "te_druk"))
    assert one(session, Overtreding).vervallen_at is None


def test_the_follow_up_decides_over_the_finding_at_its_point(session: Session, tess: Telefoon) -> None:
    tess.stuur(tess.antwoord("K-02", "afspraak"), tess.bevinding("K-02"), tess.antwoord("K-02.1", "ja"))
    assert one(session, Overtreding).vervallen_at is None
    tess.stuur(tess.antwoord("K-02.1", "nee"))
    assert one(session, Overtreding).vervallen_at is not None
    tess.stuur(tess.antwoord("K-02.1", "ja"))
    tess.stuur(tess.antwoord("K-02.1", None, antwoord={"gewist": True}))
    assert one(session, Overtreding).vervallen_at is not None


def test_a_date_is_held_against_the_day_of_the_controle(session: Session, tess: Telefoon) -> None:
    assert controle_of(tess).dag == date(2026, 11, 20)
    tess.stuur(tess.antwoord("K-03", "2024-11-20"))
    assert oordelen(session)["K-03@"] == "geen_afwijking"
    tess.stuur(tess.antwoord("K-03", "2024-11-19"))
    assert oordelen(session)["K-03@"] == "voldoet_niet"


def test_what_deviates_is_counted_and_carried_by_a_hercontrole(session: Session, tess: Telefoon) -> None:
    tess.stuur(tess.antwoord("K-01", "te_druk"), tess.antwoord("K-02", "afspraak"), tess.antwoord("K-02.1", "nee"))
    controle = session.scalars(select(Controle)).one()
    assert failed_points(session, controle) == ["K-01@"]


def test_what_is_in_order_counts_as_another_answer(session: Session, tess: Telefoon) -> None:
    tess.stuur(tess.antwoord("K-01", "te_druk"), tess.antwoord("K-03", "2026-01-01"))
    controle = controle_of(tess)
    session.refresh(controle, ["protocol_versie"])
    telling = {deel.code: dict(deel.telling) for deel in stand_of(session, controle, [], []).delen}
    assert telling["druk"] == {"voldoet_niet": 1, "anders": 1}


def test_the_order_of_arrival_does_not_matter(session: Session, tess: Telefoon) -> None:
    pad = "0198aaaa-0000-7000-8000-000000000001"
    tess.stuur(tess.antwoord("R-02", "te_druk", pad), tess.bevinding("R-02", pad=pad))
    herhaling = {"onderdeel": "woningen", "pad": pad, "titel": "1a", "volgorde": 0, "weg": False}
    tess.stuur(tess.entry("herhaling", herhaling))
    assert oordelen(session) == {f"R-02@{pad}": "voldoet_niet"}
    assert one(session, Overtreding).vervallen_at is None


def test_a_rebuild_finds_the_same(session: Session, tess: Telefoon) -> None:
    tess.stuur(tess.antwoord("K-02.1", "ja"), tess.antwoord("K-02", "afspraak"), tess.bevinding("K-02"))
    was = oordelen(session)
    assert was == {"K-02@": "voldoet_niet", "K-02.1@": None}
    rebuild_projection(session, controle_of(tess), NU)
    session.flush()
    session.expire_all()
    assert oordelen(session) == was
    assert one(session, Overtreding).vervallen_at is None
