"""A finding makes an overtreding with judgement, interventions and terms; a changed answer withdraws, never deletes."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Controle
from app.controles.overtreding import (
    Bevinding,
    BevindingOvertreding,
    Interventie,
    LhsoBeoordeling,
    Overtreder,
    Overtreding,
    Termijn,
)
from app.sync.actions import receive
from app.sync.bezorger import Bezorger
from tests.controles.builders import NU, Schrijver, make_controle, pakket
from tests.people import Dorp, make_dorp


@pytest.fixture
def dorp2(session: Session) -> Dorp:
    """The village on each database."""
    return make_dorp(session)


class Telefoon(Schrijver):
    """Tess's phone, that delivers at once."""

    def __init__(self, session: Session, dorp: Dorp, controle: Controle) -> None:
        super().__init__(controle.id, dorp.tess.id)
        self.session = session
        self.bezorger = Bezorger(dorp.tess, dorp.waterdonk.id, frozenset({dorp.waterdonk.id}))

    def stuur(self, *entries: dict[str, Any]) -> dict[str, Any]:
        """Delivers; all must be applied. Gives the last entry back."""
        bonnen = receive(self.session, self.bezorger, pakket(*entries), NU).bonnen
        assert {bon.uitkomst for bon in bonnen} == {"verwerkt"}, bonnen
        self.session.flush()
        self.session.expire_all()
        return entries[-1]


@pytest.fixture
def tess(session: Session, dorp2: Dorp) -> Telefoon:
    """Tess's phone at her controle."""
    return Telefoon(session, dorp2, make_controle(session, dorp2.waterdonk, dorp2.tess))


def one(session: Session, kind: type[Any], **where: Any) -> Any:
    """The only row of this kind (that satisfies `where`)."""
    return session.scalars(select(kind).filter_by(**where)).one()


def test_it_makes_everything_with_the_keys_of_the_phone(session: Session, dorp2: Dorp, tess: Telefoon) -> None:
    entry = tess.stuur(
        tess.antwoord("P-01", "voldoet_niet", antwoord={"direct_hersteld": True}),
        tess.bevinding(
            "P-01",
            overtreder="Bouwbedrijf De Zwaan",
            overtreder_rol="vergunninghouder",
            omstandigheden=[{"soort": "verzwarend", "code": "herhaald"}],
            aspecten=[{"code": "economisch_voordeel", "onderbouwing": "Scheelt geld"}],
            interventies=["WAA", "PV"],
            handhaven=True,
        ),
    )
    wat = entry["inhoud"]
    bevinding = one(session, Bevinding)
    assert (str(bevinding.id), bevinding.constatering, bevinding.direct_hersteld) == (
        wat["bevinding"],
        "P-01 klopt niet",
        True,
    )
    overtreding = one(session, Overtreding)
    assert (str(overtreding.id), overtreding.voorschrift, overtreding.vervallen_at) == (
        wat["overtreding"],
        "Bbl artikel 4.1",
        None,
    )
    link = one(session, BevindingOvertreding)
    assert (link.bevinding_id, link.overtreding_id) == (bevinding.id, overtreding.id)
    oordeel = one(session, LhsoBeoordeling)
    assert (str(oordeel.id), oordeel.versie, oordeel.cel_definitief, oordeel.beoordelaar_id) == (
        wat["beoordeling"],
        1,
        "B2",
        dorp2.tess.id,
    )
    assert oordeel.omstandigheden == [{"soort": "verzwarend", "code": "herhaald", "toelichting": ""}]
    assert one(session, Overtreder).naam == "Bouwbedrijf De Zwaan"
    middelen = {row.soort: (row.spoor, row.uit_matrix) for row in session.scalars(select(Interventie))}
    assert middelen == {"WAA": ("bestuursrecht", True), "PV": ("strafrecht", False)}
    termijnen = {row.soort: (row.uiterlijk_op, row.som) for row in session.scalars(select(Termijn))}
    assert termijnen == {
        "hersteltermijn": (date(2026, 12, 4), "20 november + 2 weken"),
        "hercontrole": (date(2026, 12, 7), ""),
    }


@pytest.mark.parametrize(
    ("waarde", "more"),
    [
        ("voldoet", {}),
        ("nvt", {}),
        ("nader_onderzoek", {}),
        ("voldoet_niet", {"verborgen": True}),
        (None, {"antwoord": {"gewist": True}}),
    ],
    ids=["voldoet", "nvt", "nader", "verborgen", "gewist"],
)
def test_a_changed_answer_withdraws_and_a_changed_mind_restores(
    session: Session, tess: Telefoon, waarde: str | None, more: dict[str, Any]
) -> None:
    tess.stuur(tess.antwoord("P-01", "voldoet_niet"), tess.bevinding("P-01"))
    tess.stuur(tess.antwoord("P-01", waarde, **more))
    overtreding = one(session, Overtreding)
    assert overtreding.vervallen_at is not None
    assert {row.vervallen_at is not None for row in session.scalars(select(Termijn))} == {True}
    assert one(session, Bevinding).constatering == "P-01 klopt niet"
    tess.stuur(tess.antwoord("P-01", "voldoet_niet"))
    session.expire_all()
    assert one(session, Overtreding).vervallen_at is None
    assert {row.vervallen_at for row in session.scalars(select(Termijn))} == {None}


def test_a_finding_that_turns_out_no_overtreding_lapses(session: Session, tess: Telefoon) -> None:
    tess.stuur(tess.antwoord("P-01", "voldoet_niet"))
    eerst = tess.stuur(tess.bevinding("P-01"))["inhoud"]
    tess.stuur(tess.entry("bevinding", eerst | {"is_overtreding": False, "reden_geen_overtreding": "Vergund"}))
    assert one(session, Overtreding).vervallen_at is not None
    assert one(session, Bevinding).reden_geen_overtreding == "Vergund"
    assert session.scalars(select(BevindingOvertreding)).all() == []


def test_a_document_that_was_not_shown_keeps_its_finding(session: Session, tess: Telefoon) -> None:
    tess.stuur(tess.antwoord("D-01", {"stand": "niet_getoond"}), tess.bevinding("D-01"))
    assert one(session, Overtreding).vervallen_at is None
    tess.stuur(tess.antwoord("D-01", {"stand": "gezien", "datum": "2026-01-02"}))
    assert one(session, Overtreding).vervallen_at is not None


def test_interventions_and_terms_follow_the_last_word(session: Session, tess: Telefoon) -> None:
    tess.stuur(tess.antwoord("P-01", "voldoet_niet"))
    eerst = tess.stuur(tess.bevinding("P-01", interventies=["INF", "WAA"]))["inhoud"]
    tess.stuur(tess.entry("bevinding", eerst | {"interventies": ["LOD"], "hercontrole": False}))
    assert [row.soort for row in session.scalars(select(Interventie))] == ["LOD"]
    assert one(session, Termijn, soort="hercontrole").vervallen_at is not None
    assert one(session, Termijn, soort="hersteltermijn").vervallen_at is None


def test_two_findings_can_make_one_overtreding(session: Session, tess: Telefoon) -> None:
    samen = str(uuid4())
    tess.stuur(
        tess.antwoord("P-01", "voldoet_niet"),
        tess.antwoord("P-02", "voldoet_niet"),
        tess.bevinding("P-01", overtreding=samen),
        tess.bevinding("P-02", overtreding=samen, constatering="Ook hier"),
    )
    overtreding = one(session, Overtreding)
    assert (str(overtreding.id), overtreding.feit) == (samen, "Ook hier")
    assert len(session.scalars(select(BevindingOvertreding)).all()) == 2
    tess.stuur(tess.antwoord("P-02", "voldoet"))
    overtreding = one(session, Overtreding)
    assert (overtreding.vervallen_at, overtreding.feit) == (None, "P-01 klopt niet")


def test_what_the_jurist_added_stays(session: Session, dorp2: Dorp, tess: Telefoon) -> None:
    tess.stuur(tess.antwoord("P-01", "voldoet_niet"))
    eerst = tess.stuur(tess.bevinding("P-01"))["inhoud"]
    key = UUID(eerst["overtreding"])
    eigen: dict[str, Any] = {"organisatie_id": dorp2.waterdonk.id, "overtreding_id": key}
    session.add(LhsoBeoordeling(**eigen, versie=2, cel_definitief="C3", beoordeeld_at=NU))
    session.add(Interventie(**eigen, soort="LOB", besloten_at=NU))
    session.flush()
    tess.stuur(tess.entry("bevinding", eerst | {"interventies": [], "cel_definitief": "A1"}))
    cellen = session.scalars(select(LhsoBeoordeling.cel_definitief).order_by(LhsoBeoordeling.versie)).all()
    assert list(cellen) == ["A1", "C3"]
    assert [row.soort for row in session.scalars(select(Interventie))] == ["LOB"]


def test_nader_onderzoek_makes_a_term_that_lapses(session: Session, tess: Telefoon) -> None:
    nader = {"nader": {"wat": "Meetrapport opvragen", "uiterlijk": "2026-12-01"}}
    tess.stuur(tess.antwoord("P-03", "nader_onderzoek", antwoord=nader))
    termijn = one(session, Termijn)
    assert (termijn.soort, termijn.som, termijn.uiterlijk_op) == (
        "nader_onderzoek",
        "Meetrapport opvragen",
        date(2026, 12, 1),
    )
    tess.stuur(tess.antwoord("P-03", "voldoet"))
    assert one(session, Termijn).vervallen_at is not None


def test_a_half_filled_finding_is_kept_as_it_is(session: Session, tess: Telefoon) -> None:
    tess.stuur(tess.entry("bevinding", {"bevinding": str(uuid4()), "code": "P-01", "constatering": "Nog be"}))
    bevinding = one(session, Bevinding)
    assert (bevinding.constatering, bevinding.is_overtreding, bevinding.gereed) == ("Nog be", None, False)
    assert session.scalars(select(Overtreding)).all() == []


def test_the_bevinding_can_be_shown_again_as_it_was_entered(session: Session, tess: Telefoon) -> None:
    entry = tess.stuur(tess.bevinding("P-01"))["inhoud"]
    inhoud = one(session, Bevinding).inhoud
    assert {veld: inhoud[veld] for veld in entry if veld != "termijn"} == {
        veld: waarde for veld, waarde in entry.items() if veld != "termijn"
    }
