"""The one counting rule: which questions of a controle count, and as what. Dossier and report both count by it.

A controlepunt counts, and so does a vervolgvraag of type oordeel; any other vervolgvraag (a document, a photo, a
number beside a judgement) belongs to its punt and does not. Fields of the visit never count. A question counts when
it was answered, unless that answer was hidden since; without an answer it counts when it shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final, Protocol

from app.protocols.rules.bouwstenen import OORDELEN
from app.protocols.rules.plan import PlanVraag
from app.protocols.rules.stand import Antwoord, Sleutel, has_waarde, oordeel_of
from app.protocols.rules.voorwaarden import Zicht

ANDERS: Final = "anders"
"""Answered by something that is no oordeel: a number, a day, a choice, a photo, or a reason why not."""
OPEN: Final = "open"


class Gegeven(Protocol):
    """What the rule reads of a stored answer."""

    @property
    def oordeel(self) -> str | None:
        """The oordeel it amounts to, by its value or by `afwijking_als`."""

    @property
    def verborgen(self) -> bool:
        """Its question does not apply any more."""


def count_answers(zicht: Zicht, gegeven: Mapping[Sleutel, Gegeven]) -> dict[Sleutel, str]:
    """Per question that counts, in page order: one of the five oordelen, `anders` or `open`."""
    return {
        (vraag.code, pad): outcome_of(zicht, vraag, pad, gegeven.get((vraag.code, pad)))
        for vraag in zicht.plan.vragen
        if is_counted(vraag)
        for pad in zicht.pads[vraag.onderdeel]
        if applies(zicht, gegeven, vraag, pad)
    }


def totals(geteld: Mapping[Sleutel, str]) -> Counter[str]:
    """How often each outcome is there."""
    return Counter(geteld.values())


def is_counted(vraag: PlanVraag) -> bool:
    """Whether a question of this kind counts at all."""
    return vraag.bezoekveld is None and (vraag.bij is None or vraag.type == "oordeel")


def applies(zicht: Zicht, gegeven: Mapping[Sleutel, Gegeven], vraag: PlanVraag, pad: str) -> bool:
    """Whether a question has its place there: answered and not hidden, or shown. A vervolgvraag needs its punt."""
    if vraag.bij is not None and not applies(zicht, gegeven, zicht.plan.vraag_van_code[vraag.bij], pad):
        return False
    rij = gegeven.get((vraag.code, pad))
    return not rij.verborgen if rij else zicht.is_visible(vraag.code, pad)


def outcome_of(zicht: Zicht, vraag: PlanVraag, pad: str, rij: Gegeven | None) -> str:
    """As what a question counts there."""
    antwoord = zicht.stand.antwoord(vraag, pad) or Antwoord()
    bekend = oordeel_of(vraag, antwoord) or (rij.oordeel if rij else None)
    if bekend in OORDELEN:
        return str(bekend)
    fotos = zicht.stand.fotos.get((vraag.code, pad), 0)
    return ANDERS if has_waarde(vraag, antwoord, fotos) or antwoord.reden or fotos else OPEN
