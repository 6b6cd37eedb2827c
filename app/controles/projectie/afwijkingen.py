"""Answers that are a finding by the condition of their point (`afwijking_als`): a keuze, a number, a date.

Such a condition may look at other answers, at repeats and at facts, so it is judged over the whole visit: when an
answer it looks at comes in, when repeats change, and once more at every step of the visit.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.controles.models import Antwoord, Controle, Foto, Herhaling
from app.controles.projectie.bevindingen import has_finding, project_bevinding
from app.controles.queries_dossier import of_controle
from app.controles.rules.journaal import GEEN_AFWIJKING
from app.controles.zicht import plan_of, zicht_of
from app.protocols.models import ProtocolVersie
from app.protocols.rules.plan import PlanVraag
from app.protocols.rules.volledigheid import is_afwijking
from app.protocols.rules.voorwaarden import Zicht
from app.protocols.rules.walk import vragen_in


def judge_by_condition(session: Session, controle: Controle, code: str | None = None) -> None:
    """Judges the answers to points with `afwijking_als` again, those that look at question `code` only when it is
    given; a finding whose answer is judged otherwise is projected again."""
    punten = _points(session, controle, code)
    if not punten:
        return
    session.flush()
    antwoorden = of_controle(session, controle, Antwoord)
    herhalingen, fotos = of_controle(session, controle, Herhaling), of_controle(session, controle, Foto)
    zicht = zicht_of(session, controle, antwoorden, herhalingen, fotos)
    for rij in antwoorden:
        if rij.code in punten:
            _judge(session, controle, rij, _judgement(zicht, punten[rij.code], rij.pad))


def _points(session: Session, controle: Controle, code: str | None) -> dict[str, PlanVraag]:
    plan = plan_of(session.get_one(ProtocolVersie, controle.protocol_versie_id).definitie)
    return {
        vraag.code: vraag
        for vraag in plan.vragen
        if vraag.afwijking_als is not None and (code in (None, vraag.code) or code in vragen_in(vraag.afwijking_als))
    }


def _judgement(zicht: Zicht, vraag: PlanVraag, pad: str) -> str:
    fout = zicht.is_visible(vraag.code, pad) and is_afwijking(zicht, vraag, pad)
    return "voldoet_niet" if fout else GEEN_AFWIJKING


def _judge(session: Session, controle: Controle, rij: Antwoord, oordeel: str) -> None:
    sleutel = f"{rij.code}@{rij.pad}"
    if rij.oordeel == oordeel:
        return
    rij.oordeel = oordeel
    if has_finding(session, controle, sleutel):
        project_bevinding(session, controle, sleutel)
