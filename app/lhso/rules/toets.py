"""When a judgement asks a second pair of eyes (collegiale toets): it is heavy, it deviates, or it is not finished."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from app.lhso.rules.beoordeling import voorstellen
from app.lhso.rules.matrix import Matrix


class Aanleiding(StrEnum):
    """Why a toets is asked."""

    ONAF = "onaf"
    AFWIJKEND = "afwijkend"
    ZWAAR = "zwaar"


WOORDEN = {
    Aanleiding.ONAF: "beoordeling niet af",
    Aanleiding.AFWIJKEND: "wijkt af",
    Aanleiding.ZWAAR: "zware cel",
}


def reasons(
    matrix: Matrix,
    *,
    berekend: str,
    definitief: str,
    interventies: Collection[str],
    handhaven: bool | None,
    gereed: bool,
) -> list[Aanleiding]:
    """Why this judgement asks a toets, in the order in which it matters; empty when it does not.

    It deviates when the cell was moved, when something outside the cell was chosen, or when nothing is enforced.
    `gereed`: the toezichthouder said it was finished.
    """
    mogelijk = {voorstel.code for voorstel in voorstellen(matrix, definitief or berekend)}
    wijkt_af = (
        handhaven is False
        or bool(berekend and definitief and berekend != definitief)
        or not mogelijk.issuperset(interventies)
    )
    cel = matrix.cellen.get(definitief)
    found = {
        Aanleiding.ONAF: not gereed,
        Aanleiding.AFWIJKEND: wijkt_af,
        Aanleiding.ZWAAR: cel is not None and cel.zone == "zwaar",
    }
    return [aanleiding for aanleiding, holds in found.items() if holds]


def in_words(kept: str) -> str:
    """`wijkt af, zware cel`: the reasons as they are kept (codes with a space between), for people."""
    return ", ".join(WOORDEN[Aanleiding(code)] for code in kept.split() if code in set(Aanleiding))
