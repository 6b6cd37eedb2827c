"""What is still missing before afronden (twin: `static/js/rules/volledigheid.js`).

Every visible controlepunt wants an answer. A punt that is no oordeel and cannot be answered may give a `reden`
instead. A vervolgvraag wants one only when it is verplicht.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from app.protocols.rules.normen import invalid_reason, is_date
from app.protocols.rules.plan import PlanOnderdeel, PlanVraag
from app.protocols.rules.stand import Antwoord, Sleutel, has_waarde, oordeel_of, parent_pad
from app.protocols.rules.voorwaarden import Zicht

Soort = Literal[
    "antwoord", "reden", "nader", "foto", "verplicht_veld", "bevinding", "waarde_ongeldig", "bezoek", "herhaling"
]

NIET_BEKEKEN = ("nvt", "niet_gecontroleerd")
"""Oordelen that say nothing was looked at."""


@dataclass(frozen=True)
class Ontbrekend:
    """One thing that is missing: at which question (or repeating onderdeel) and repeat, what, and the sentence to
    show."""

    code: str
    pad: str
    soort: Soort
    zin: str


def missing(zicht: Zicht, bevindingen: Mapping[Sleutel, list[str]] | None = None) -> list[Ontbrekend]:
    """Everything that is missing, in page order.

    `bevindingen` tells per failed point what its finding still lacks, as words ("gedrag"); an empty list is a
    complete finding, no entry is no finding at all. None: findings are not looked at.
    """
    gevonden: list[Ontbrekend] = []
    for knoop, pad in _page_order(zicht):
        if isinstance(knoop, PlanOnderdeel):
            gevonden += _missing_repeats(zicht, knoop, pad)
        else:
            gevonden += _missing_at(zicht, knoop, pad, bevindingen)
    return gevonden


def required_fotos(zicht: Zicht) -> dict[Sleutel, int]:
    """Per visible question how many photos it must have, met or not; questions that need none are not there."""
    return {
        sleutel: aantal
        for sleutel, vraag in zicht.vragen.items()
        if (aantal := foto_minimum(zicht, vraag, sleutel[1])) > 0
    }


def foto_minimum(zicht: Zicht, vraag: PlanVraag, pad: str) -> int:
    """How many photos a visible question must have.

    A punt of type foto: one, unless a reden says why there is none; a vervolgvraag of that type only when it is
    verplicht. A punt with `altijd`: its minimum, unless it is n.v.t. or niet gecontroleerd (there is nothing to
    photograph then). A punt with `bij_afwijking`: its minimum, once it fails.
    """
    antwoord = zicht.stand.antwoord(vraag, pad)
    if vraag.type == "foto":
        zelf = is_verplicht(zicht, vraag, pad) if vraag.bij else not _has_reden(antwoord)
        return max(int(zelf), vraag.foto.minimum if vraag.foto.wanneer == "altijd" and zelf else 0)
    if vraag.foto.wanneer == "altijd":
        return 0 if oordeel_of(vraag, antwoord) in NIET_BEKEKEN else vraag.foto.minimum
    if vraag.foto.wanneer == "bij_afwijking" and is_afwijking(zicht, vraag, pad):
        return vraag.foto.minimum
    return 0


def is_verplicht(zicht: Zicht, vraag: PlanVraag, pad: str) -> bool:
    """Whether a question must be answered now, by itself or by its condition. A vervolgvraag of a punt that is n.v.t.
    or niet gecontroleerd never is."""
    if vraag.bij is not None:
        punt = zicht.plan.vraag_van_code[vraag.bij]
        if oordeel_of(punt, zicht.stand.antwoord(punt, pad)) in NIET_BEKEKEN:
            return False
    return vraag.verplicht or (vraag.verplicht_als is not None and zicht.evaluate(vraag.verplicht_als, pad) is True)


def is_afwijking(zicht: Zicht, vraag: PlanVraag, pad: str) -> bool:
    """Whether the answer to a visible question says that something is not in order: an oordeel or document by its
    own value, any other punt by its `afwijking_als`."""
    if vraag.afwijking_als is not None:
        return zicht.evaluate(vraag.afwijking_als, pad) is True
    return oordeel_of(vraag, zicht.stand.antwoord(vraag, pad)) == "voldoet_niet"


def failed(zicht: Zicht) -> list[Sleutel]:
    """Visible points (and vervolgvragen of type oordeel) that are not in order, in page order."""
    return [(code, pad) for (code, pad), vraag in zicht.vragen.items() if asks_bevinding(zicht, vraag, pad)]


def asks_bevinding(zicht: Zicht, vraag: PlanVraag, pad: str) -> bool:
    """Whether the answer to a question is a finding. A document beside an oordeel is not one by itself."""
    telt = vraag.bij is None or vraag.type == "oordeel"
    return telt and is_afwijking(zicht, vraag, pad)


def _page_order(zicht: Zicht) -> Iterator[tuple[PlanOnderdeel | PlanVraag, str]]:
    """Headings of repeats and visible questions, as they stand on the page."""
    for (code, pad), onderdeel in zicht.onderdelen.items():
        if onderdeel.herhaling and pad not in zicht.pads[code]:
            yield onderdeel, pad
            continue
        for vraag in zicht.plan.vragen_van_onderdeel[code]:
            if (vraag.code, pad) in zicht.vragen:
                yield vraag, pad


def _missing_repeats(zicht: Zicht, onderdeel: PlanOnderdeel, pad: str) -> Iterator[Ontbrekend]:
    herhaling = onderdeel.herhaling
    if herhaling is None or zicht.stand.selectie is not None:
        return
    aantal = sum(parent_pad(plek) == pad for plek in zicht.pads[onderdeel.code])
    if aantal < herhaling.minimum:
        yield Ontbrekend(onderdeel.code, pad, "herhaling", _minimum_zin(herhaling.minimum, herhaling.per))
    if herhaling.steekproef:
        vraag = PlanVraag(code=onderdeel.code, onderdeel=onderdeel.code, type="steekproef")
        antwoord = zicht.stand.antwoord(vraag, pad)
        fout = invalid_reason(vraag, antwoord)
        if fout:
            yield Ontbrekend(onderdeel.code, pad, "waarde_ongeldig", fout)
        elif not has_waarde(vraag, antwoord):
            zin = "Vul in hoeveel je er hebt bekeken en hoeveel er in totaal zijn."
            yield Ontbrekend(onderdeel.code, pad, "antwoord", zin)


def _minimum_zin(minimum: int, per: str) -> str:
    return f"Voeg ten minste één {per} toe." if minimum == 1 else f"Voeg er ten minste {minimum} toe, één per {per}."


def _missing_at(
    zicht: Zicht, vraag: PlanVraag, pad: str, bevindingen: Mapping[Sleutel, list[str]] | None
) -> Iterator[Ontbrekend]:
    naam = vraag.code.rpartition(":")[2]
    for soort, zin in _answer_lacks(zicht, vraag, pad, naam):
        yield Ontbrekend(vraag.code, pad, soort, zin)
    tekort = foto_minimum(zicht, vraag, pad) - zicht.stand.fotos.get((vraag.code, pad), 0)
    if tekort > 0:
        yield Ontbrekend(vraag.code, pad, "foto", f"Maak nog {_fotos(tekort)} bij {naam}.")
    if bevindingen is not None and asks_bevinding(zicht, vraag, pad):
        gemist = bevindingen.get((vraag.code, pad))
        if gemist is None:
            yield Ontbrekend(vraag.code, pad, "bevinding", f"Leg de bevinding bij {naam} vast.")
        elif gemist:
            yield Ontbrekend(
                vraag.code, pad, "bevinding", f"Vul bij de bevinding van {naam} nog in: {', '.join(gemist)}."
            )


def _answer_lacks(zicht: Zicht, vraag: PlanVraag, pad: str, naam: str) -> Iterator[tuple[Soort, str]]:
    antwoord = zicht.stand.antwoord(vraag, pad)
    fotos = zicht.stand.fotos.get((vraag.code, pad), 0)
    fout = invalid_reason(vraag, antwoord) if vraag.bezoekveld is None else None
    if fout:
        yield "waarde_ongeldig", f"{naam}: {fout}"
    elif not has_waarde(vraag, antwoord, fotos):
        yield from _no_answer(zicht, vraag, pad, antwoord, naam)
    elif antwoord and vraag.type == "oordeel":
        yield from _oordeel_lacks(zicht, antwoord, naam)


def _no_answer(
    zicht: Zicht, vraag: PlanVraag, pad: str, antwoord: Antwoord | None, naam: str
) -> Iterator[tuple[Soort, str]]:
    verplicht = is_verplicht(zicht, vraag, pad)
    if vraag.type == "foto":
        return
    if vraag.bezoekveld is not None:
        if verplicht:
            yield "bezoek", f"Vul {naam} in bij Bezoek."
    elif vraag.bij is not None:
        if verplicht:
            yield "verplicht_veld", f"Vul {naam} in."
    elif vraag.type == "oordeel" or not _has_reden(antwoord):
        yield "antwoord", f"Beantwoord {naam}."


def _oordeel_lacks(zicht: Zicht, antwoord: Antwoord, naam: str) -> Iterator[tuple[Soort, str]]:
    if antwoord.waarde in zicht.plan.reden_bij and not _has_reden(antwoord):
        yield "reden", f"Geef bij {naam} een reden."
    if antwoord.waarde == "nader_onderzoek":
        nader = antwoord.nader
        if nader is None or not _filled(nader.wat) or not is_date(nader.uiterlijk):
            yield "nader", f"Vul bij {naam} in wat er nader wordt onderzocht en uiterlijk wanneer."


def _has_reden(antwoord: Antwoord | None) -> bool:
    return antwoord is not None and _filled(antwoord.reden)


def _filled(tekst: str | None) -> bool:
    return bool((tekst or "").strip(" \t\r\n"))


def _fotos(aantal: int) -> str:
    return "1 foto" if aantal == 1 else f"{aantal} foto's"
