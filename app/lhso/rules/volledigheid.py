"""What a judged finding still misses before it may be called *klaar*. Twin in `static/js/rules/lhso.js`.

Follows the completeness check "conform LHSO" (voorschrift, feit, gevolg, gedrag, omstandigheden, recidive, cel,
aspecten, overleg, interventie, afwijking, termijn, legalisatie), and what the table of fields asks beside it: the
overtreder, what kind of overtreding it is, facts with each circumstance and aspect, and the hercontrole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.lhso.rules.beoordeling import binnen_verschuiving, overleg, vraagt_motivering
from app.lhso.rules.matrix import Matrix

MET_TERMIJN = frozenset({"AAN", "WAA", "LOD", "LOB"})
"""Interventions that set a day by which it must be put right."""

ZONDER_OVERTREDER = frozenset({"INF", "AAN"})
"""Interventions no heavier than aanspreken: they ask nobody's name."""


LATER = "Kies voor de hercontrole een dag die nog komt."


def ontbreekt(bevinding: Mapping[str, Any], matrix: Matrix | None, *, lhso: bool = True) -> list[tuple[str, str]]:
    """The missing fields as (field, sentence), in the order of the screen.

    `bevinding` is the content of the journal entry (missing keys count as empty); `lhso` False for points whose
    spoor gets no LHSO judgement.
    """
    mist = [
        *_when(not _text(bevinding, "constatering"), "constatering", "Schrijf op wat je zag."),
        *_when(bevinding.get("is_overtreding") is None, "is_overtreding", "Kies of dit een overtreding is."),
    ]
    if bevinding.get("is_overtreding") is False:
        leeg = not _text(bevinding, "reden_geen_overtreding")
        return mist + _when(leeg, "reden_geen_overtreding", "Leg uit waarom dit geen overtreding is.")
    if bevinding.get("is_overtreding") and lhso and matrix is not None:
        mist += _judgement(bevinding) + _cell(bevinding, matrix) + _action(bevinding, matrix)
    return mist


def _when(missing: bool, field: str, zin: str) -> list[tuple[str, str]]:
    return [(field, zin)] if missing else []


def _text(bevinding: Mapping[str, Any], field: str) -> str:
    return str(bevinding.get(field) or "").strip()


def _judgement(bevinding: Mapping[str, Any]) -> list[tuple[str, str]]:
    naamloos = bevinding.get("handhaven") is False or ZONDER_OVERTREDER.issuperset(bevinding.get("interventies") or [])
    geen_naam = not naamloos and not _text(bevinding, "overtreder")
    geen_soort = not _text(bevinding, "soort_overtreding")
    return [
        *_when(not _text(bevinding, "voorschrift"), "voorschrift", "Kies het voorschrift dat is overtreden."),
        *_when(geen_naam, "overtreder", "Vul in wie de overtreder is."),
        *_when(geen_soort, "soort_overtreding", "Kies de soort overtreding."),
        *_when(bevinding.get("herstelbaar") is None, "herstelbaar", "Kies of het te herstellen is."),
        *_when(bevinding.get("gebruik") is None, "gebruik", "Kies of het gaat om gebruik dat kan stoppen."),
        *_when(not bevinding.get("gevolg"), "gevolg", "Kies de gevolgen: 1, 2, 3 of 4."),
        *_when(not _text(bevinding, "gevolg_motivering"), "gevolg_motivering", "Leg uit waarom dit gevolg."),
        *_when(not _text(bevinding, "gedrag"), "gedrag", "Kies het gedrag: A, B, C of D."),
        *_when(not _text(bevinding, "gedrag_motivering"), "gedrag_motivering", "Noem feiten bij dit gedrag."),
        *_when(not _text(bevinding, "recidive"), "recidive", "Kies of het recidive is."),
        *_weighed(bevinding, "omstandigheden", "toelichting"),
        *_weighed(bevinding, "aspecten", "onderbouwing"),
    ]


def _weighed(bevinding: Mapping[str, Any], field: str, waarom: str) -> list[tuple[str, str]]:
    """Something was ticked, each with its own facts, or it was said that there is nothing."""
    gekozen = bevinding.get(field) or []
    if not gekozen:
        return _when(not bevinding.get(f"geen_{field}"), field, f"Kies {field}, of kies dat er geen zijn.")
    return _when(not all(_text(keus, waarom) for keus in gekozen), field, f"Noem feiten bij alle {field}.")


def _cell(bevinding: Mapping[str, Any], matrix: Matrix) -> list[tuple[str, str]]:
    berekend, definitief = _text(bevinding, "cel_berekend"), _text(bevinding, "cel_definitief")
    if not berekend or not definitief or berekend == definitief:
        return []
    mist = _when(not _text(bevinding, "cel_reden"), "cel_reden", "Leg uit waarom de cel verschuift.")
    ver = not binnen_verschuiving(matrix, berekend, definitief)
    return mist + _when(ver, "cel_definitief", "De cel verschuift verder dan je organisatie toestaat.")


def _action(bevinding: Mapping[str, Any], matrix: Matrix) -> list[tuple[str, str]]:
    if bevinding.get("handhaven") is False:
        leeg = not _text(bevinding, "reden_geen_handhaving")
        return _when(leeg, "reden_geen_handhaving", "Leg uit waarom je niet handhaaft.")
    gekozen = list(bevinding.get("interventies") or [])
    reden = vraagt_motivering(matrix, _text(bevinding, "cel_definitief"), gekozen) if gekozen else ""
    nodig, _ = overleg(matrix, _text(bevinding, "cel_definitief"), len(bevinding.get("aspecten") or []))
    vraagt_overleg = nodig != "nee" and not _text(bevinding, "overleg")
    met_wie = bevinding.get("overleg") == "nodig" and not _text(bevinding, "overleg_toelichting")
    return [
        *_when(not gekozen, "interventies", "Kies wat er gebeurt."),
        *_when(bool(reden) and not _text(bevinding, "interventie_motivering"), "interventie_motivering", reden),
        *_when(vraagt_overleg, "overleg", "Kies of overleg met OM en politie nodig is."),
        *_when(met_wie, "overleg_toelichting", "Schrijf op met wie je overlegt, wanneer en wat eruit komt."),
        *_days(bevinding, gekozen),
        *_when(not _text(bevinding, "legalisatie"), "legalisatie", "Kies of legalisatie in zicht is."),
    ]


def _days(bevinding: Mapping[str, Any], gekozen: list[str]) -> list[tuple[str, str]]:
    """The term and the hercontrole; what was put right on the spot asks neither. `vanaf` is the day of choosing."""
    termijn = bevinding.get("termijn") or {}
    uiterlijk, vanaf = _text(termijn, "uiterlijk"), _text(termijn, "vanaf")
    hersteld, hercontrole = bevinding.get("direct_hersteld"), bevinding.get("hercontrole")
    geen_dag = not uiterlijk and not hersteld and bool(MET_TERMIJN & set(gekozen))
    op = _text(bevinding, "hercontrole_op")
    return [
        *_when(geen_dag, "termijn", "Kies uiterlijk wanneer het hersteld is."),
        *_when(bool(uiterlijk) and uiterlijk < vanaf, "termijn", "Kies een dag die nog niet voorbij is."),
        *_when(hercontrole is None and not hersteld, "hercontrole", "Kies of er een hercontrole komt."),
        *_when(hercontrole is True and (not op or op < vanaf), "hercontrole_op", LATER),
    ]
