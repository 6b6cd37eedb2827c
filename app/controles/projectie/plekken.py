"""Projects places: what the entries of a kind at a `sleutel` amount to, for as many places as a delivery touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from sqlalchemy.orm import Session

from app.controles.models import Controle
from app.controles.projectie.afwijkingen import judge_by_condition
from app.controles.projectie.antwoorden import (
    project_antwoorden,
    project_bezoek,
    project_handtekeningen,
    project_herhalingen,
    project_starten,
)
from app.controles.projectie.bevindingen import places_with_finding, project_bevindingen
from app.controles.projectie.fotos import project_fotos
from app.controles.rules.inhoud import Soort

Plek = tuple[Soort, str]
"""Kind and sleutel."""
PROJECTIES: tuple[tuple[frozenset[Soort], Callable[[Session, Controle, Collection[str]], None]], ...] = (
    (frozenset({Soort.STARTEN}), project_starten),
    (frozenset({Soort.BEZOEK}), project_bezoek),
    (frozenset({Soort.HERHALING}), project_herhalingen),
    (frozenset({Soort.FOTO, Soort.FOTO_WIJZIGEN}), project_fotos),
    (frozenset({Soort.HANDTEKENING}), project_handtekeningen),
    (frozenset({Soort.ANTWOORD}), project_antwoorden),
)


def project_places(session: Session, controle: Controle, plekken: Iterable[Plek]) -> None:
    """Makes the rows of these places again from the journal, those of a kind together."""
    per: dict[Soort, set[str]] = defaultdict(set)
    for soort, sleutel in plekken:
        per[soort].add(sleutel)
    for soorten, project in PROJECTIES:
        if sleutels := {sleutel for soort in soorten for sleutel in per.get(soort, ())}:
            project(session, controle, sorted(sleutels))
    _judge_and_find(session, controle, per)


def _judge_and_find(session: Session, controle: Controle, per: dict[Soort, set[str]]) -> None:
    """Answers in a repeat count once the repeat is there; one that changes away from *voldoet niet* withdraws its
    finding."""
    antwoorden = per[Soort.ANTWOORD]
    if antwoorden or per[Soort.HERHALING]:
        codes = {sleutel.partition("@")[0] for sleutel in antwoorden}
        judge_by_condition(session, controle, None if per[Soort.HERHALING] else codes)
    found = places_with_finding(session, controle, antwoorden)
    project_bevindingen(session, controle, per[Soort.BEVINDING] | found)
