"""Sentences of the list of points: the sign of an answer and what stands beside it."""

from __future__ import annotations

from app.rapportage.opbouw.woorden import OORDELEN
from app.rapportage.waarde import Punt


def verdict(punt: Punt) -> tuple[str, str]:
    """Sign and word of an answer."""
    if punt.oordeel:
        return punt.oordeel, OORDELEN[punt.oordeel]
    return ("anders", "") if punt.antwoord or punt.fotos or punt.reden else ("open", "geen antwoord")


def remarks(punt: Punt) -> list[str]:
    """What stands beside an answer: value, norm, reason, explanation, and what it refers to."""
    regels = [
        punt.antwoord,
        f"Norm: {punt.norm}" if punt.norm else "",
        f"Reden: {punt.reden}" if punt.reden else "",
        punt.toelichting,
        _further(punt),
        "Op aanwijzing direct hersteld" if punt.direct_hersteld else "",
        "Gemist stoppunt: dit is later niet meer te zien" if punt.gemist else "",
        "Advies, geen plicht" if punt.advies else "",
        _refers(punt),
    ]
    return [regel for regel in regels if regel]


def _further(punt: Punt) -> str:
    if not punt.nader and not punt.nader_uiterlijk:
        return ""
    uiterlijk = f" (uiterlijk {punt.nader_uiterlijk})" if punt.nader_uiterlijk else ""
    return f"Nader onderzoek: {punt.nader}{uiterlijk}"


def _refers(punt: Punt) -> str:
    delen = [f"bevinding {punt.bevinding}"] if punt.bevinding else []
    if punt.fotos:
        delen.append(f"foto {', '.join(map(str, punt.fotos))}")
    return ", ".join(delen)
