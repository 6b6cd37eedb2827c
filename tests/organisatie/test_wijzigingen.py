"""The audit in words: what a line changed, from what to what, and never a secret."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.actions import set_beschikbaar, set_rollen
from app.accounts.models import Rol
from app.core.audit import record
from app.organisatie.actions import change_organisatie
from app.organisatie.rules.wijzigingen import NIET_GETOOND, changes_of, people_in
from tests.accounts.test_beheer import lid_of
from tests.people import START, Dorp, login

TESS = UUID("01980000-0000-7000-8000-0000000000aa")


def sentences(van: dict[str, Any] | None, naar: dict[str, Any] | None) -> list[str]:
    """What differs, each as a sentence."""
    return [item.zin for item in changes_of(van, naar, personen={TESS: "Tess"}, dag=date.isoformat)]


@pytest.mark.parametrize(
    ("van", "naar", "zinnen"),
    [
        ({"rollen": ["planner"]}, {"rollen": ["planner", "beheerder"]},
         ["Rollen: “planner” werd “planner, beheerder”"]),
        ({"beschikbaar": []}, {"beschikbaar": [420, 390, 0]},
         ["Tijd voor controles: “niet bekend” werd “ma 7, di 6,5, wo 0 uur”"]),
        ({"dag": "2026-12-04", "tijd": None}, {"dag": None, "tijd": "10:15"},
         ["Dag: “2026-12-04” werd leeg", "Tijd: “10:15”"]),
        ({"toezichthouder": str(TESS)}, {"toezichthouder": None}, ["Toezichthouder: “Tess” werd leeg"]),
        ({"instellingen": {}}, {"instellingen": {"bewaardagen_telefoon": 14}}, []),
        ({"instellingen": {}}, {"instellingen": {"bewaardagen_telefoon": 21, "bewaarjaren": {"toezicht": None}}},
         ["Bewaardagen op de telefoon: “14” werd “21”", "Toezicht, jaren bewaren: “5 jaar” werd “blijvend”"]),
        ({"contact": {}}, {"contact": {"adres": "", "telefoon": "0413"}}, ["Telefoon: “0413”"]),
        ({"kleuren": {"brand": "#0b4a78"}}, {"kleuren": {}}, ["Huiskleur: “#0b4a78” werd leeg"]),
        ({"status": "vervallen"}, None, ["Status: “vervallen”"]),
        (None, {"rollen": ["planner"]}, ["Rollen: “planner”"]),
        (None, None, []),
    ],
)  # fmt: skip
def test_from_what_to_what(van: dict[str, Any] | None, naar: dict[str, Any] | None, zinnen: list[str]) -> None:
    assert sentences(van, naar) == zinnen


def test_people_are_found_by_their_key_only() -> None:
    assert people_in({"toezichthouder": str(TESS)}, None, {"toezichthouder": "iemand"}, {"dag": "x"}) == {TESS}


def test_a_secret_is_not_told(view_session: Session, client: FlaskClient, dorp: Dorp) -> None:
    van, naar = {"koppeling": {"api_key": "eerst-zo"}}, {"koppeling": {"api_key": "dan-zo", "wachtwoord": "zon"}}
    assert sentences(van, naar) == [
        f"Api key: “{NIET_GETOOND}” werd “{NIET_GETOOND}”",
        f"Wachtwoord: “{NIET_GETOOND}”",
    ]
    record(view_session, "proef", lid_of(view_session, dorp.tess), "Proef", by=dorp.bo, now=START, van=van, naar=naar)
    login(client, dorp.bo)
    page = client.get("/beheer/verloop").text
    assert NIET_GETOOND in page
    assert not [geheim for geheim in ("eerst-zo", "dan-zo", "zon<") if geheim in page]


def test_the_page_shows_old_and_new_folded(view_session: Session, client: FlaskClient, dorp: Dorp) -> None:
    lid = lid_of(view_session, dorp.coen)
    set_rollen(view_session, lid, [Rol.PLANNER], by=dorp.bo, now=START)
    set_beschikbaar(view_session, lid, [420, 0, 0, 0, 0], by=dorp.bo, now=START)
    change_organisatie(
        view_session,
        dorp.waterdonk,
        naam="Waterdonk",
        kort="<i>WD</i>",
        kleuren={},
        instellingen={"bewaarjaren": {"toezicht": 7, "handhaving": 10}},
        contact={},
        by=dorp.bo,
        now=START,
    )
    view_session.flush()
    login(client, dorp.bo)
    page = client.get("/beheer/verloop").text
    assert "<del>toezichthouder</del> werd <ins>planner</ins>" in page
    assert "<del>niet bekend</del> werd <ins>ma 7, di 0, wo 0, do 0, vr 0 uur</ins>" in page
    assert "<del>Waterdonk</del> werd <ins>&lt;i&gt;WD&lt;/i&gt;</ins>" in page
    assert "<del>5 jaar</del> werd <ins>7 jaar</ins>" in page
    assert "10 jaar" not in page, "what stayed is no change"
