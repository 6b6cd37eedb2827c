"""Answers that are a finding by the condition of their point (`afwijking_als`): a keuze, a number, a date.

Such a condition may look at other answers, at repeats and at facts, so it is judged over the whole visit: when an
answer it looks at comes in, when repeats change, and once more at every step of the visit.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from app.controles.models import Antwoord, Controle, Foto, Herhaling
from app.controles.projectie.bevindingen import places_with_finding, project_bevindingen
from app.controles.queries_dossier import of_controle
from app.controles.rules.journaal import GEEN_AFWIJKING
from app.controles.zicht import plan_of, zicht_of
from app.protocols.models import ProtocolVersie
from app.protocols.rules.plan import PlanVraag
from app.protocols.rules.volledigheid import is_afwijking
from app.protocols.rules.voorwaarden import Zicht
from app.protocols.rules.walk import vragen_in


def judge_by_condition(session: Session, controle: Controle, codes: Collection[str] | None = None) -> None:
    """Judges the answers to points with `afwijking_als` again, those that look at one of these questions only when
    they are given; findings whose answer is judged otherwise are projected again."""
    punten = _points(session, controle, codes)
    if not punten:
        return
    session.flush()
    antwoorden = of_controle(session, controle, Antwoord)
    herhalingen, fotos = of_controle(session, controle, Herhaling), of_controle(session, controle, Foto)
    zicht = zicht_of(session, controle, antwoorden, herhalingen, fotos)
    anders = set()
    for rij in antwoorden:
        oordeel = _judgement(zicht, punten[rij.code], rij.pad) if rij.code in punten else rij.oordeel
        if rij.oordeel != oordeel:
            rij.oordeel = oordeel
            anders.add(f"{rij.code}@{rij.pad}")
    project_bevindingen(session, controle, places_with_finding(session, controle, anders))


def _points(session: Session, controle: Controle, codes: Collection[str] | None) -> dict[str, PlanVraag]:
    plan = plan_of(session.get_one(ProtocolVersie, controle.protocol_versie_id).definitie)
    return {
        vraag.code: vraag
        for vraag in plan.vragen
        if vraag.afwijking_als is not None
        and (codes is None or not {vraag.code, *vragen_in(vraag.afwijking_als)}.isdisjoint(codes))
    }


def _judgement(zicht: Zicht, vraag: PlanVraag, pad: str) -> str:
    fout = zicht.is_visible(vraag.code, pad) and is_afwijking(zicht, vraag, pad)
    return "voldoet_niet" if fout else GEEN_AFWIJKING
