"""The term to put something right, as chosen on site: a day and the sum that led to it.

A term in a letter is a day we choose; the Algemene termijnenwet moves only terms set by law. By our own rule the day
falls on a working day, and the hercontrole on the first working day after it. Twin: `static/js/rules/termijnen.js`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.termijnen.rules.kalender import DAG, waarom_vrij, werkdag_vanaf

DAGNAMEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MAANDNAMEN = "januari februari maart april mei juni juli augustus september oktober november december".split()


@dataclass(frozen=True)
class Termijnsom:
    """`uiterlijk` is the last day; `stappen` explain it, one sentence each; `hercontrole` the day to look again."""

    uiterlijk: date
    stappen: tuple[str, ...]
    hercontrole: date


def hersteltermijn(gestart: date, *, weken: int = 0, dagen: int = 0, extra: Collection[date] = ()) -> Termijnsom:
    """The day `weken` weeks and `dagen` days after `gestart` (the day it was told; the term begins the day after)."""
    eind = gestart + (weken * 7 + dagen) * DAG
    uiterlijk = werkdag_vanaf(eind, extra)
    duur = _duur(weken, dagen)
    stappen = [f"De termijn begint op {_kort(gestart + DAG)}.", f"{duur} eindigt op {_lang(eind)}."]
    if uiterlijk != eind:
        stappen.append(f"Dat is geen werkdag ({waarom_vrij(eind, extra)}).")
        stappen.append(f"De eerste werkdag daarna is {_lang(uiterlijk)}.")
        stappen.append("De Algemene termijnenwet geldt niet voor een termijn in een brief. Schouw kiest een werkdag.")
    return Termijnsom(uiterlijk, tuple(stappen), hercontroledag(uiterlijk, extra))


def gekozen_dag(gestart: date, dag: date, extra: Collection[date] = ()) -> Termijnsom:
    """A day the toezichthouder chose; says so when it is past or no working day, and keeps it."""
    stappen = [f"Je koos {_lang(dag)}{_ver((dag - gestart).days)}."]
    vrij = waarom_vrij(dag, extra)
    if vrij:
        stappen.append(f"Let op: dat is geen werkdag ({vrij}).")
    return Termijnsom(dag, tuple(stappen), hercontroledag(dag, extra))


def _ver(dagen: int) -> str:
    if dagen < 0:
        return ". Die dag is al voorbij"
    return f", {_duur(0, dagen)} na de controle" if dagen else ", de dag zelf"


def hercontroledag(uiterlijk: date, extra: Collection[date] = ()) -> date:
    """The first working day after the term."""
    return werkdag_vanaf(uiterlijk + DAG, extra)


def _duur(weken: int, dagen: int) -> str:
    delen = []
    if weken:
        delen.append("1 week" if weken == 1 else f"{weken} weken")
    if dagen:
        delen.append("1 dag" if dagen == 1 else f"{dagen} dagen")
    return " en ".join(delen) or "0 dagen"


def _kort(dag: date) -> str:
    return f"{dag.day} {MAANDNAMEN[dag.month - 1]}"


def _lang(dag: date) -> str:
    return f"{DAGNAMEN[dag.weekday()]} {_kort(dag)} {dag.year}"
