"""From planned to finished and back: status, outcome, what comes after afronden, and closing without anybody there."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.actions import mark_reported
from app.controles.models import Antwoord, Controle, Handtekening, Herhaling
from app.controles.rules.journaal import NAGEKOMEN
from app.controles.rules.ondertekening import is_outdated
from app.core.taken import Taak
from app.sync.actions import receive
from tests.controles.builders import NU, make_controle, mutatie_of, pakket
from tests.controles.test_bevinding import Telefoon
from tests.people import Dorp, make_dorp


@pytest.fixture
def dorp2(session: Session) -> Dorp:
    """The village on each database."""
    return make_dorp(session)


@pytest.fixture
def tess(session: Session, dorp2: Dorp) -> Telefoon:
    """Tess's phone at her controle."""
    return Telefoon(session, dorp2, make_controle(session, dorp2.waterdonk, dorp2.tess))


def controle_of(session: Session, tess: Telefoon) -> Controle:
    """The controle as it stands."""
    return session.get_one(Controle, tess.controle, populate_existing=True)


def test_the_visit_is_recorded_field_by_field(session: Session, tess: Telefoon) -> None:
    tess.stuur(
        tess.entry("starten", {"begin_at": "2026-11-20T10:02:00+01:00", "lat": 51.6, "lon": 5.5, "nauwkeurigheid": 8}),
        tess.entry("bezoek", {"veld": "gesproken_met", "waarde": "Mw. Bakker"}),
        tess.entry("bezoek", {"veld": "cautie", "waarde": "2026-11-20T10:10:00+01:00"}),
        tess.entry("bezoek", {"veld": "gesproken_met", "waarde": "Mw. De Bakker"}),
        tess.entry("herhaling", {"onderdeel": "woningen", "pad": "w1", "titel": "Nr 14a"}),
        tess.antwoord("R-01", "voldoet", pad="w1"),
        tess.entry("handtekening", {"rol": "toezichthouder", "naam": "Tess", "lijnen": [{"points": [{"x": 1}]}]}),
    )
    controle = controle_of(session, tess)
    assert controle.begin_at == datetime(2026, 11, 20, 9, 2, tzinfo=UTC)
    assert (controle.begin_lat, controle.begin_nauwkeurigheid) == (51.6, 8.0)
    assert controle.gesproken_met == "Mw. De Bakker"
    assert controle.cautie == datetime(2026, 11, 20, 9, 10, tzinfo=UTC)
    assert session.scalars(select(Herhaling)).one().titel == "Nr 14a"
    assert session.scalars(select(Antwoord)).one().pad == "w1"
    assert session.scalars(select(Handtekening)).one().lijnen == [{"points": [{"x": 1}]}]


@pytest.mark.parametrize(
    ("waarden", "uitkomst"),
    [
        (["voldoet", "voldoet"], "geen_overtreding"),
        (["niet_gecontroleerd", "nvt"], "niet_te_beoordelen"),
        ([], "niet_te_beoordelen"),
    ],
)
def test_afronden_finishes_and_tells_the_outcome(
    session: Session, tess: Telefoon, waarden: list[str], uitkomst: str
) -> None:
    entries = [tess.antwoord(f"P-0{n + 1}", waarde) for n, waarde in enumerate(waarden)]
    af = tess.afronden(entries)
    af["inhoud"]["eind_at"] = "2026-11-20T11:45:00+01:00"
    tess.stuur(*entries, af)
    controle = controle_of(session, tess)
    assert (controle.status, controle.uitkomst) == ("afgerond", uitkomst)
    assert controle.afgerond_at == controle.eind_at == datetime(2026, 11, 20, 10, 45, tzinfo=UTC)
    assert controle.compleet_at == NU
    assert controle.manifest is not None
    assert controle.manifest["mutaties"] == [entry["id"] for entry in entries]


def test_an_overtreding_is_the_outcome(session: Session, tess: Telefoon) -> None:
    entries = [tess.antwoord("P-01", "voldoet_niet"), tess.bevinding("P-01")]
    tess.stuur(*entries, tess.afronden(entries))
    assert controle_of(session, tess).uitkomst == "overtreding"


def test_what_is_entered_after_afronden_is_held_until_it_is_opened_again(session: Session, tess: Telefoon) -> None:
    eerst = tess.antwoord("P-01", "voldoet")
    tess.stuur(eerst, tess.afronden([eerst]))
    later = tess.antwoord("P-01", "voldoet_niet")
    bon = receive(session, tess.bezorger, pakket(later), NU).bonnen[0]
    assert (bon.uitkomst, bon.code) == ("vastgehouden", "controle-afgerond")
    open_weer = tess.entry("aanvullen", {"reden": "Verkeerd gemeten"}, hlc=eerst["hlc"][:-1] + "z", basis=2)
    assert receive(session, tess.bezorger, pakket(open_weer), NU).bonnen[0].uitkomst == "verwerkt"
    controle = controle_of(session, tess)
    assert (controle.status, controle.aanvul_reden, controle.compleet_at) == ("bezig", "Verkeerd gemeten", None)
    assert mutatie_of(session, later).stand == "vastgehouden"  # it was written before the reopening, by order
    goed = tess.antwoord("P-01", "voldoet_niet", basis=3)
    tess.stuur(goed)
    assert session.scalars(select(Antwoord)).one().oordeel == "voldoet_niet"


def test_the_manifest_lets_late_entries_in(session: Session, tess: Telefoon) -> None:
    laat = tess.antwoord("P-01", "voldoet", hlc="2026-11-20T23:00:00.000Z-0000-bbbbbbbb")
    tess.stuur(tess.afronden([laat]))
    controle = controle_of(session, tess)
    assert (controle.status, controle.compleet_at) == ("afgerond", None)
    tess.stuur(laat)
    assert controle_of(session, tess).compleet_at == NU


def test_a_reported_visit_that_is_opened_again_is_reported_again(session: Session, tess: Telefoon) -> None:
    eerst = tess.antwoord("P-01", "voldoet")
    tess.stuur(eerst, tess.afronden([eerst]))
    taak = session.scalars(select(Taak).where(Taak.soort == "rapport")).one()
    taak.stand = "klaar"
    mark_reported(session, controle_of(session, tess), by=None, now=NU)
    assert controle_of(session, tess).status == "gerapporteerd"
    tess.basis = 5
    weer = [tess.entry("aanvullen", {"reden": "Foto vergeten"}), tess.antwoord("P-02", "voldoet")]
    tess.stuur(*weer, tess.afronden([eerst, *weer]))
    controle = controle_of(session, tess)
    assert (controle.status, controle.aanvul_reden, controle.compleet_at) == ("afgerond", "Foto vergeten", NU)
    nieuw = session.scalars(select(Taak).where(Taak.soort == "rapport", Taak.stand == "wacht")).one()
    assert nieuw.gegevens == {"reden": "Foto vergeten"}


def test_an_older_entry_of_another_phone_asks_for_a_next_report(session: Session, tess: Telefoon) -> None:
    eerst = tess.antwoord("P-01", "voldoet")
    tablet = tess.antwoord("P-02", "voldoet")
    tess.stuur(eerst, tess.afronden([eerst]))
    session.scalars(select(Taak).where(Taak.soort == "rapport")).one().stand = "klaar"
    session.flush()
    tess.stuur(tablet)
    taken = session.scalars(select(Taak).where(Taak.soort == "rapport", Taak.stand == "wacht")).all()
    assert [taak.gegevens["reden"] for taak in taken] == [NAGEKOMEN]


def test_nobody_there_closes_with_a_proposal_and_work_after_it_reopens(session: Session, tess: Telefoon) -> None:
    tess.stuur(
        tess.entry(
            "niet_aangetroffen",
            {
                "uitkomst": "niemand_aanwezig",
                "toelichting": "Bel deed het niet",
                "voorstel_dag": "2026-11-27",
                "voorstel_dagdeel": "ochtend",
            },
        )
    )
    controle = controle_of(session, tess)
    assert (controle.status, controle.uitkomst, controle.voorstel_dag, controle.voorstel_dagdeel) == (
        "afgerond",
        "niemand_aanwezig",
        date(2026, 11, 27),
        "ochtend",
    )
    assert controle.compleet_at == NU
    tess.stuur(tess.antwoord("P-01", "voldoet"))
    controle = controle_of(session, tess)
    assert (controle.status, controle.uitkomst, controle.voorstel_dag) == ("bezig", None, None)


def test_what_was_signed_is_kept_beside_what_was_there_at_the_end(session: Session, tess: Telefoon) -> None:
    getekend = tess.entry("handtekening", {"rol": "toezichthouder", "lijnen": [{}], "getoond": "a" * 64})
    af = tess.afronden([getekend])
    af["inhoud"]["getoond"] = {"toezichthouder": "b" * 64}
    tess.stuur(getekend, af)
    controle = controle_of(session, tess)
    rij = session.scalars(select(Handtekening)).one()
    assert is_outdated(rij.rol, rij.getoond, controle.manifest)
    assert not is_outdated(rij.rol, "b" * 64, controle.manifest)
    assert not is_outdated("betrokkene", rij.getoond, controle.manifest)
    assert not is_outdated(rij.rol, "", controle.manifest)
    assert not is_outdated(rij.rol, rij.getoond, None)
