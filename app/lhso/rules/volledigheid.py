"""What a judged finding still misses before it may be called *klaar*. Twin in `static/js/rules/lhso.js`.

Follows the completeness check "conform LHSO" (voorschrift, feit, gevolg, gedrag, omstandigheden, recidive, cel,
aspecten, overleg, interventie, afwijking, termijn, legalisatie).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.lhso.rules.beoordeling import binnen_verschuiving, overleg, vraagt_motivering
from app.lhso.rules.matrix import Matrix

MET_TERMIJN = frozenset({"AAN", "WAA", "LOD", "LOB"})
"""Interventions that set a day by which it must be put right."""


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
    omstandig = bevinding.get("omstandigheden") or bevinding.get("geen_omstandigheden")
    aspecten = bevinding.get("aspecten") or bevinding.get("geen_aspecten")
    return [
        *_when(not _text(bevinding, "voorschrift"), "voorschrift", "Kies het voorschrift dat is overtreden."),
        *_when(not bevinding.get("gevolg"), "gevolg", "Kies de gevolgen: 1, 2, 3 of 4."),
        *_when(not _text(bevinding, "gevolg_motivering"), "gevolg_motivering", "Leg uit waarom dit gevolg."),
        *_when(not _text(bevinding, "gedrag"), "gedrag", "Kies het gedrag: A, B, C of D."),
        *_when(not _text(bevinding, "gedrag_motivering"), "gedrag_motivering", "Noem feiten bij dit gedrag."),
        *_when(not _text(bevinding, "recidive"), "recidive", "Kies of het recidive is."),
        *_when(not omstandig, "omstandigheden", "Kies omstandigheden, of kies dat er geen zijn."),
        *_when(not aspecten, "aspecten", "Kies verzwarende aspecten, of kies dat er geen zijn."),
    ]


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
    termijn = (bevinding.get("termijn") or {}).get("uiterlijk")
    vraagt_termijn = bool(MET_TERMIJN & set(gekozen)) and not bevinding.get("direct_hersteld")
    nodig, _ = overleg(matrix, _text(bevinding, "cel_definitief"), len(bevinding.get("aspecten") or []))
    vraagt_overleg = nodig != "nee"
    return [
        *_when(not gekozen, "interventies", "Kies wat er gebeurt."),
        *_when(bool(reden) and not _text(bevinding, "interventie_motivering"), "interventie_motivering", reden),
        *_when(
            vraagt_overleg and not _text(bevinding, "overleg"), "overleg", "Kies of overleg met OM en politie nodig is."
        ),
        *_when(vraagt_termijn and not termijn, "termijn", "Kies uiterlijk wanneer het hersteld is."),
        *_when(not _text(bevinding, "legalisatie"), "legalisatie", "Kies of legalisatie in zicht is."),
    ]
