"""Weeks as people plan in them: ISO weeks, Monday to Friday, with the weekend only when something is planned then."""

from __future__ import annotations

import re
from datetime import date, timedelta

WEEK = re.compile(r"^(\d{4})-W(\d{1,2})$")


def monday_of(text: str, vandaag: date) -> date:
    """The Monday of `2026-W48`; of this week when the text is empty or no week."""
    found = WEEK.match(text)
    if found:
        try:
            return date.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError:
            pass
    return vandaag - timedelta(days=vandaag.weekday())


def name_of(maandag: date) -> str:
    """`2026-W48`."""
    jaar, week, _ = maandag.isocalendar()
    return f"{jaar}-W{week:02d}"


def days_of(maandag: date, *, weekend: bool) -> list[date]:
    """Five days, or seven."""
    return [maandag + timedelta(days=step) for step in range(7 if weekend else 5)]


def hours(minuten: int) -> str:
    """`2,5 u`: minutes as hours with a Dutch comma, halves and quarters kept."""
    return f"{minuten / 60:.2f}".rstrip("0").rstrip(".").replace(".", ",") + " u"
