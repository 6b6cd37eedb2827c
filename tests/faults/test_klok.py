"""A phone's clock that is wrong, or goes back an hour: nothing is lost and the last word stays the last word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.accounts.models import Aanwijzing
from app.controles.models import Antwoord
from app.core.clock import local
from tests.controles.builders import DAG, NU
from tests.faults.levering import Levering

DAG_ = timedelta(days=1)


def at(levering: Levering, code: str, waarde: str, moment: datetime, **more: Any) -> dict[str, Any]:
    """An answer made when the phone's clock said `moment`; the stamp of order is that of the phone as it writes it:
    set right by the offset it measured."""
    right = moment + timedelta(milliseconds=more.get("klok_afwijking_ms") or 0)
    stempel = right.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    tijden = {"toestel_tijd": moment.isoformat(), "hlc": f"{stempel}-0000-aaaaaaaa"}
    return levering.tess.antwoord(code, waarde) | tijden | more


@pytest.mark.parametrize(
    "af",
    [
        pytest.param(DAG_, marks=pytest.mark.fault("clock-a-day-fast")),
        pytest.param(-DAG_, marks=pytest.mark.fault("clock-a-day-slow")),
        pytest.param(365 * DAG_, marks=pytest.mark.fault("clock-a-year-off")),
    ],
    ids=["fast", "slow", "year"],
)
def test_the_later_answer_wins_whatever_the_clock_says(levering: Levering, af: timedelta) -> None:
    """One answer by a phone whose clock was found wrong, one later by a phone whose clock is right."""
    fout = {"klok_afwijking_ms": int(-af.total_seconds() * 1000)}
    eerst = at(levering, "P-01", "voldoet_niet", NU + af, **fout)
    later = at(levering, "P-01", "voldoet", NU + timedelta(minutes=1))
    for order in ([eerst, later], [later, eerst]):
        with levering.session.begin_nested() as ronde:
            bonnen = levering.send(*order)
            assert {bon.uitkomst for bon in bonnen} == {"verwerkt"}
            assert levering.answers() == {"P-01@": "voldoet"}
            assert levering.journal() == {entry["id"]: msgspec.json.encode(entry) for entry in order}
            ronde.rollback()
        levering.session.expire_all()


@pytest.mark.fault("clock-a-day-fast")
def test_an_aanwijzing_is_looked_up_on_the_true_day(levering: Levering) -> None:
    """By the phone it is the day after the last one; by ours it is the last one."""
    levering.session.add(
        Aanwijzing(
            organisatie_id=levering.dorp.waterdonk.id,
            user_id=levering.dorp.tess.id,
            besluit="2024/1",
            geldig_van=DAG - 100 * DAG_,
            geldig_tot=DAG,
        )
    )
    goed = at(levering, "P-01", "voldoet", NU + DAG_, klok_afwijking_ms=-86_400_000)
    fout = at(levering, "P-02", "voldoet", NU + DAG_)
    assert [bon.code for bon in levering.send(goed, fout)] == [None, "aanwijzing-niet-geldig"]
    assert levering.journal() == {entry["id"]: msgspec.json.encode(entry) for entry in (goed, fout)}


@pytest.mark.fault("clock-over-winter-time")
def test_the_hour_that_comes_twice_keeps_its_order(levering: Levering) -> None:
    """On 25 October 2026 it is half past two twice in the Netherlands."""
    half_drie = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    momenten = [local(half_drie + timedelta(minutes=30 * n)) for n in range(4)]
    assert [moment.strftime("%H:%M") for moment in momenten] == ["02:30", "02:00", "02:30", "03:00"]
    entries = [
        at(levering, "P-01", waarde, moment)
        for waarde, moment in zip(["voldoet", "nvt", "voldoet_niet", "nader_onderzoek"], momenten, strict=True)
    ]
    for entry in reversed(entries):
        levering.send(entry)
    assert levering.answers() == {"P-01@": "nader_onderzoek"}
    row = levering.session.scalars(select(Antwoord)).one()
    assert row.toestel_tijd == momenten[-1]
    assert levering.journal() == {entry["id"]: msgspec.json.encode(entry) for entry in entries}


@pytest.mark.fault("clock-is-no-time")
@pytest.mark.parametrize(
    "tijd", ["", "gisteren", "2026-13-45T99:99:99Z", "2026-11-20T10:00:00", "-271821-04-20T00:00Z"]
)
def test_a_time_that_is_none_harms_no_answer(levering: Levering, tijd: str) -> None:
    entry = levering.tess.antwoord("P-01", "voldoet") | {"toestel_tijd": tijd}
    assert levering.send(entry)[0].uitkomst == "verwerkt"
    assert levering.answers() == {"P-01@": "voldoet"}
    assert levering.journal() == {entry["id"]: msgspec.json.encode(entry)}
