"""What a reader must know about how the facts of the visit were taken down: sentences of paper and HTML report."""

from __future__ import annotations

from app.controles.gemis import in_words
from app.core.clock import local
from app.core.filters import dag, meervoud
from app.rapportage.waarde import Gemist, Rapport

MINUUT = 60_000
KLOK_GOED = 5
"""Minutes a phone's clock may be wrong before the report says so."""


def notes_of(rapport: Rapport) -> list[str]:
    """The sentences, most often none."""
    return [zin for zin in (_clock(rapport.bezoek.klok_ms), *map(_missed, rapport.gemist)) if zin]


def _missed(gemist: Gemist) -> str:
    """What of the visit never came in, and why."""
    wat = in_words(gemist.invoeren, gemist.fotos)
    toen = dag(local(gemist.gemeld_at).date())
    stond = "stond" if gemist.invoeren + gemist.fotos == 1 else "stonden"
    return (
        f"Van dit bezoek ontbreekt: {wat} die op de telefoon {stond}. Dit is niet ontvangen en komt niet meer. "
        f"Reden, vastgelegd op {toen}: {gemist.reden}"
    )


def _clock(klok_ms: int) -> str:
    """That the phone's clock was wrong and what was done about it; empty when it was right."""
    minuten = abs(klok_ms) // MINUUT
    if minuten < KLOK_GOED:
        return ""
    dagen, rest = divmod(minuten, 24 * 60)
    delen = [(dagen, "dag", "dagen"), (rest // 60, "uur", "uur"), (rest % 60, "minuut", "minuten")]
    duur = " en ".join([meervoud(*deel) for deel in delen if deel[0]][:2])
    kant = "voor" if klok_ms < 0 else "achter"
    return f"De klok van de gebruikte telefoon liep {duur} {kant}. De tijden in dit rapport zijn daarvoor verbeterd."
