"""Weeks as people plan in them: ISO weeks, Monday to Friday, with the weekend only when something is planned then."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

WEEK = re.compile(r"^(\d{4})-W(\d{1,2})$")
VER = 50
"""Years around today within which there is a board."""
VOORUIT = 2
"""Years ahead beyond which a day is more likely a slip than a plan."""


def monday_of(text: str, vandaag: date) -> date:
    """The Monday of `2026-W48`; of this week when the text is empty, no week, or further away than anyone plans."""
    found = WEEK.match(text)
    if found and abs(int(found[1]) - vandaag.year) <= VER:
        try:
            return date.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError:
            pass
    return vandaag - timedelta(days=vandaag.weekday())


def name_of(maandag: date) -> str:
    """`2026-W48`."""
    jaar, week, _ = maandag.isocalendar()
    return f"{jaar}-W{week:02d}"


def days_of(maandag: date, bezet: Collection[date] = ()) -> list[date]:
    """Five days, and the days of the weekend on which there is something."""
    week = [maandag + timedelta(days=step) for step in range(7)]
    return [dag for dag in week if dag.weekday() < 5 or dag in bezet]


def room_on(beschikbaar: Sequence[int], dag: date) -> int | None:
    """Minutes for controles on a day; none in a weekend, None when nobody said how many there are."""
    if not beschikbaar:
        return None
    return beschikbaar[dag.weekday()] if dag.weekday() < len(beschikbaar) else 0


def hours(minuten: int) -> str:
    """`2,5 u`: minutes as hours with a Dutch comma, halves and quarters kept."""
    return f"{minuten / 60:.2f}".rstrip("0").rstrip(".").replace(".", ",") + "\N{NO-BREAK SPACE}u"


def doubt_about(dag: date | None, vandaag: date) -> str | None:
    """Why a day may be a slip: past, far ahead, or in a weekend; None when there is no doubt."""
    if dag is None:
        return None
    if dag < vandaag:
        return "Deze dag is al voorbij."
    if (dag.year - VOORUIT, dag.month, dag.day) > (vandaag.year, vandaag.month, vandaag.day):
        return "Deze dag is meer dan twee jaar vooruit."
    if dag.weekday() > 4:
        return f"Deze dag is een {'zaterdag' if dag.weekday() == 5 else 'zondag'}."
    return None
