"""The database's own manners: moments, tenancy, rollback."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from app.core.keys import new_key
from app.objecten.models import Inspectieobject
from app.organisatie.models import Organisatie
from tests.people import START, make_organisatie


def test_a_moment_comes_back_aware_and_equal(session: Session) -> None:
    organisatie = make_organisatie(session, "Waterdonk")
    organisatie.created_at = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    session.flush()
    session.expire_all()
    again = session.scalars(select(Organisatie)).one()
    assert again.created_at == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert again.created_at.utcoffset() == timedelta(0)


def test_a_moment_without_zone_is_refused(session: Session) -> None:
    organisatie = make_organisatie(session, "Waterdonk")
    organisatie.created_at = datetime(2026, 7, 1, 12)
    with pytest.raises(StatementError):
        session.flush()


def test_a_reference_cannot_cross_organisations(session: Session) -> None:
    ours, theirs = make_organisatie(session, "Waterdonk"), make_organisatie(session, "Anders")
    ouder = Inspectieobject(id=new_key(), organisatie_id=theirs.id, soort="pand", plaats="Elders", created_at=START)
    session.add(ouder)
    session.flush()
    session.add(
        Inspectieobject(organisatie_id=ours.id, soort="pand", plaats="Hier", ouder_id=ouder.id, created_at=START)
    )
    with pytest.raises(IntegrityError):
        session.flush()
