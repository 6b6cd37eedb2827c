"""A phone whose clock is wrong, and is known to be: the report says the same as with a right clock, and says so."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.herbouw import rebuild_all
from app.controles.models import Antwoord, Foto, Handtekening
from app.controles.projectie.levensloop import keep_until
from app.core.clock import local
from app.rapportage.kanttekeningen import notes_of
from app.rapportage.vernietigen import destroy_dossier
from app.rapportage.waarde import Rapport
from tests.controles.builders import NU
from tests.people import Dorp, make_dorp
from tests.rapportage.bouw import Bezoek, begin, plaatje, walk

DAG = timedelta(days=1)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)")


@pytest.fixture
def dorp2(session: Session) -> Dorp:
    """The village on each database."""
    return make_dorp(session)


def by_wrong_clock(monkeypatch: pytest.MonkeyPatch, af: timedelta) -> None:
    """Everything a phone sends bears its clock, `af` fast and found to be; its stamps of order are right."""
    lever = Bezoek.lever

    def shift(entry: dict[str, Any]) -> dict[str, Any]:
        inhoud = msgspec.json.decode(MOMENT.sub(_later, msgspec.json.encode(entry["inhoud"]).decode()))
        klok = {"toestel_tijd": MOMENT.sub(_later, entry["toestel_tijd"]), "klok_afwijking_ms": -_ms(af)}
        return entry | {"inhoud": inhoud} | klok

    def _later(found: re.Match[str]) -> str:
        return (datetime.fromisoformat(found.group()) + af).isoformat()

    def send(bezoek: Bezoek) -> None:
        bezoek.entries = [shift(entry) for entry in bezoek.entries]
        lever(bezoek)

    monkeypatch.setattr(Bezoek, "lever", send)


def _ms(duur: timedelta) -> int:
    return round(duur.total_seconds() * 1000)


def moments(waarde: Rapport) -> list[object]:
    """Everything in a report that is a moment or follows from one."""
    return [
        msgspec.structs.replace(waarde.bezoek, klok_ms=0),
        waarde.recht,
        waarde.ambtenaar,
        waarde.handtekeningen,
        [foto.genomen_at for foto in waarde.fotos],
        [(item.code, item.gezien_at, item.uiterlijk_op) for item in waarde.bevindingen],
    ]


@pytest.mark.fault("clock-a-day-fast")
def test_a_wrong_clock_gives_the_same_report(session: Session, dorp2: Dorp, monkeypatch: pytest.MonkeyPatch) -> None:
    with session.begin_nested() as ronde:
        bezoek = walk(session, dorp2)
        goed, bewaren = bezoek.waarde(), keep_until(session, bezoek.controle)
        ronde.rollback()
    session.expire_all()
    by_wrong_clock(monkeypatch, DAG + timedelta(hours=2))
    bezoek = walk(session, dorp2)
    waarde = bezoek.waarde()
    assert moments(waarde) == moments(goed)
    assert keep_until(session, bezoek.controle) == bewaren
    assert notes_of(goed) == []
    assert notes_of(waarde) == [
        "De klok van de gebruikte telefoon liep 1 dag en 2 uur voor. De tijden in dit rapport zijn daarvoor verbeterd."
    ]


@pytest.mark.parametrize(
    ("af", "zin"),
    [
        (timedelta(minutes=4, seconds=59), None),
        (timedelta(minutes=5), "5 minuten voor"),
        (timedelta(minutes=-61), "1 uur en 1 minuut achter"),
        (timedelta(days=-2, minutes=-30), "2 dagen en 30 minuten achter"),
    ],
)
def test_how_wrong_it_was_is_said_from_five_minutes(
    session: Session, dorp2: Dorp, monkeypatch: pytest.MonkeyPatch, af: timedelta, zin: str | None
) -> None:
    by_wrong_clock(monkeypatch, af)
    bezoek = begin(session, dorp2)
    bezoek.rond_af()
    gezegd = notes_of(bezoek.waarde())
    assert gezegd == ([] if zin is None else [gezegd[0]])
    assert zin is None or f" liep {zin}. " in gezegd[0]


def test_a_picture_from_the_gallery_keeps_its_own_moment(
    session: Session, dorp2: Dorp, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_wrong_clock(monkeypatch, DAG)
    bezoek = begin(session, dorp2)
    bezoek.foto("BG-01", plaatje(1))
    bezoek.foto("BG-01", plaatje(2), bron="galerij")
    bezoek.rond_af()
    zelf, elders = sorted(foto.genomen_at for foto in bezoek.waarde().fotos if foto.genomen_at)
    assert (elders - zelf, local(zelf).date()) == (DAG, local(bezoek.controle.begin_at or elders).date())


def test_the_cautie_is_set_right(session: Session, dorp2: Dorp, monkeypatch: pytest.MonkeyPatch) -> None:
    by_wrong_clock(monkeypatch, DAG)
    bezoek = begin(session, dorp2)
    bezoek.bezoek("cautie", "2026-11-20T09:20:00Z")
    bezoek.rond_af()
    assert bezoek.waarde().bezoek.cautie_at == datetime(2026, 11, 20, 9, 20, tzinfo=UTC)


def test_no_decision_of_the_own_organisatie_is_named_for_another(session: Session, dorp2: Dorp) -> None:
    bezoek = begin(session, dorp2)
    bezoek.rond_af()
    assert bezoek.waarde().ambtenaar.besluit == "2024-17"
    bezoek.controle.bevoegd_gezag_id = dorp2.anders.id
    assert bezoek.waarde().ambtenaar.besluit == ""


def test_what_was_projected_by_the_raw_clock_is_set_right_by_a_rebuild(
    session: Session, dorp2: Dorp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As rows were left by a version that did not correct: the journal still knows by how much the clock was wrong."""
    by_wrong_clock(monkeypatch, DAG)
    bezoek = walk(session, dorp2)
    goed = moments(bezoek.waarde())
    controle = bezoek.controle
    for name in ("begin_at", "eind_at", "afgerond_at"):
        setattr(controle, name, getattr(controle, name) + DAG)
    soorten: tuple[Any, ...] = (Handtekening, Foto, Antwoord)
    for rij in [rij for soort in soorten for rij in session.scalars(select(soort))]:
        for name in {"gezet_at", "genomen_at", "toestel_tijd"} & set(vars(rij)):
            setattr(rij, name, getattr(rij, name) and getattr(rij, name) + DAG)
    session.flush()
    assert moments(bezoek.waarde()) != goed
    assert rebuild_all(session, NU, session.flush) == 1
    session.expire_all()
    assert moments(bezoek.waarde()) == goed
    destroy_dossier(session, controle, by=None, now=NU)
    assert rebuild_all(session, NU, session.flush) == 0
