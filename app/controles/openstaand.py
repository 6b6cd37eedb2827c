"""What is still open in a visit that goes on: the number the phone shows, from what came in (twin: `veld/mist.js`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.controles.models import Antwoord, Controle
from app.controles.overtreding import Bevinding
from app.lhso.queries import find_matrix
from app.lhso.rules.beoordeling import vraagt_cautie
from app.lhso.rules.matrix import Matrix
from app.lhso.rules.volledigheid import ontbreekt
from app.protocols.rules.stand import Sleutel
from app.protocols.rules.volledigheid import missing
from app.protocols.rules.voorwaarden import Zicht

NIEMAND = "Niemand gesproken"
"""What the phone keeps when nobody was there to speak with."""


def open_places(
    session: Session,
    controle: Controle,
    zicht: Zicht,
    bevindingen: Sequence[Bevinding],
    antwoorden: Sequence[Antwoord],
) -> set[Sleutel]:
    """The places where something is missing: an answer, a photo, a finding that is not complete, a repeat that is
    short, or with whom was spoken. What a vervolgvraag misses is missing at its punt."""
    hersteld = {(rij.code, rij.pad) for rij in antwoorden if rij.antwoord.get("direct_hersteld")}
    gaten = {
        (rij.code, rij.pad): _lacks(session, controle, zicht, rij, hersteld=(rij.code, rij.pad) in hersteld)
        for rij in bevindingen
    }
    found = {(_punt(zicht, gat.code), gat.pad) for gat in missing(zicht, gaten)}
    return found | (_talk(zicht) if not controle.gesproken_met else set())


def _lacks(session: Session, controle: Controle, zicht: Zicht, rij: Bevinding, *, hersteld: bool) -> list[str]:
    matrix = find_matrix(session, controle.bevoegd_gezag_id, str(rij.inhoud.get("matrix_versie") or ""))
    inhoud = {**rij.inhoud, "direct_hersteld": hersteld}
    lhso = _is_judged(zicht, rij.code)
    gaten = [veld for veld, _ in ontbreekt(inhoud, matrix, lhso=lhso)]
    return [*gaten, "cautie"] if _asks_cautie(controle, inhoud, matrix) else gaten


def _is_judged(zicht: Zicht, code: str) -> bool:
    """Whether a finding here is judged by LHSO."""
    punt = zicht.plan.vraag_van_code.get(_punt(zicht, code))
    return punt is None or (punt.aard != "advies" and punt.spoor not in {"privaat", "signaal"})


def _asks_cautie(controle: Controle, inhoud: Mapping[str, Any], matrix: Matrix) -> bool:
    if controle.cautie or controle.gesproken_met == NIEMAND or inhoud.get("is_overtreding") is False:
        return False
    return vraagt_cautie(matrix, inhoud.get("interventies") or [])


def _punt(zicht: Zicht, code: str) -> str:
    vraag = zicht.plan.vraag_van_code.get(code)
    return vraag.bij or code if vraag else code


def _talk(zicht: Zicht) -> set[Sleutel]:
    """The visible question with whom was spoken."""
    return {sleutel for sleutel, vraag in zicht.vragen.items() if vraag.bezoekveld == "gesproken_met"}
