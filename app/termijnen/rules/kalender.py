"""Working days and holidays of the Algemene termijnenwet (articles 1 to 3). Twin: `static/js/rules/termijnen.js`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

DAG = timedelta(days=1)


def pasen(jaar: int) -> date:
    """Easter Sunday of a Gregorian year (the anonymous computus)."""
    a, b, c = jaar % 19, jaar // 100, jaar % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    n = h + rest - 7 * m + 114
    return date(jaar, n // 31, n % 31 + 1)


def feestdagen(jaar: int) -> dict[date, str]:
    """The days of article 3 of the Algemene termijnenwet with their names. Koningsdag moves when it is a Sunday
    (not confirmed in a source we read); Goede Vrijdag is put on a par with a holiday."""
    paasdag = pasen(jaar)
    koningsdag = date(jaar, 4, 27)
    return {
        date(jaar, 1, 1): "Nieuwjaarsdag",
        paasdag - 2 * DAG: "Goede Vrijdag",
        paasdag + DAG: "Tweede Paasdag",
        koningsdag - DAG if koningsdag.weekday() == 6 else koningsdag: "Koningsdag",
        date(jaar, 5, 5): "Bevrijdingsdag",
        paasdag + 39 * DAG: "Hemelvaartsdag",
        paasdag + 50 * DAG: "Tweede Pinksterdag",
        date(jaar, 12, 25): "Eerste Kerstdag",
        date(jaar, 12, 26): "Tweede Kerstdag",
    }


def waarom_vrij(dag: date, extra: Collection[date] = ()) -> str:
    """Why `dag` is no working day: the holiday's name, zaterdag, zondag; empty for a working day.
    `extra` holds days that a royal decree puts on a par."""
    naam = feestdagen(dag.year).get(dag)
    if naam:
        return naam
    if dag in extra:
        return "gelijkgestelde dag"
    return {5: "zaterdag", 6: "zondag"}.get(dag.weekday(), "")


def werkdag_vanaf(dag: date, extra: Collection[date] = ()) -> date:
    """`dag` itself when it is a working day, else the first one after it."""
    while waarom_vrij(dag, extra):
        dag += DAG
    return dag


def werkdagen_na(dag: date, aantal: int, extra: Collection[date] = ()) -> date:
    """The day that lies `aantal` working days after `dag`."""
    for _ in range(aantal):
        dag = werkdag_vanaf(dag + DAG, extra)
    return dag
