"""Finds questions that can never show: no combination of answers, facts, fase and niveau makes their conditions hold.

Tries the values that matter to the conditions on the way to a question. Where that would be too many, or where dates
or free samples are compared, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise, product

from app.protocols.rules.bouwstenen import Voorwaarde
from app.protocols.rules.controle_voorwaarde import GETAL_OPERATOREN
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.plan import Plan, PlanOnderdeel, PlanVraag, make_plan
from app.protocols.rules.problemen import Probleem
from app.protocols.rules.stand import Antwoord
from app.protocols.rules.vergelijken import Waarheid, answer_values, compare, evaluate_tree, fact_values
from app.protocols.rules.voorwaarden import NIVEAUS
from app.protocols.rules.walk import walk_voorwaarde, walk_vragen

LIMIT = 4_000
"""How many combinations are tried for one question."""
_OORDELEN = ("voldoet", "voldoet_niet", "nvt", "nader_onderzoek", "niet_gecontroleerd")
_STANDEN = ("gezien", "niet_getoond", "verlopen")
_GRENZEN = ("groter", "kleiner", "minstens", "hoogstens", "is_", "is_niet")

Regel = tuple[Voorwaarde, bool]
"""A condition and whether it shows when it cannot be known."""
Keuze = dict[str, object]
"""One value per source: `vraag …` an Antwoord or None, `feit …` a value, `aantal …` a number, `fase`, `niveau`."""


def check_bereikbaar(definitie: Definitie, eigen: set[str]) -> list[Probleem]:
    """Questions at the places in `eigen` that no controle can ever show."""
    kenner = _Kenner(make_plan(definitie), definitie)
    return [
        Probleem(
            "vraag-nooit-zichtbaar",
            plek.pad,
            f"{plek.vraag.code} kan nooit verschijnen: haar voorwaarden sluiten elkaar uit.",
            "Verbeter toon_als van de vraag, haar punt of haar onderdeel.",
        )
        for plek in walk_vragen(definitie)
        if plek.pad in eigen and not kenner.can_show(plek.vraag.code)
    ]


@dataclass
class _Kenner:
    plan: Plan
    definitie: Definitie

    @cached_property
    def feiten(self) -> dict[str, str]:
        """Type of each declared fact."""
        return {feit.code: feit.type for feit in self.definitie.feiten}

    @cached_property
    def feit_opties(self) -> dict[str, list[str]]:
        """Choices of each declared fact."""
        return {feit.code: [optie.waarde for optie in feit.opties] for feit in self.definitie.feiten}

    def can_show(self, code: str) -> bool:
        """Whether some combination shows the question; True when that cannot be tried out."""
        vraag = self.plan.vraag_van_code[code]
        regels = self._rules(vraag)
        if not regels:
            return True
        bronnen = {bron for regel, _ in regels for bron in self._sources(regel)}
        afhankelijk = {
            bron: self._rules(self.plan.vraag_van_code[bron[6:]]) for bron in bronnen if self._is_known(bron)
        }
        bronnen |= {bron for lijst in afhankelijk.values() for regel, _ in lijst for bron in self._sources(regel)}
        punt = self.plan.vraag_van_code[vraag.bij] if vraag.bij else vraag
        keuzes = self._choices(
            sorted(bronnen), [*regels, *(regel for lijst in afhankelijk.values() for regel in lijst)], punt
        )
        if keuzes is None:
            return True
        return any(
            self._holds(regels, keuze)
            and all(keuze[bron] is None or self._holds(lijst, keuze) for bron, lijst in afhankelijk.items())
            for keuze in keuzes
        )

    def _is_known(self, bron: str) -> bool:
        return bron.startswith("vraag ") and bron[6:] in self.plan.vraag_van_code

    def _rules(self, vraag: PlanVraag) -> list[Regel]:
        """Every condition on the way to a question: its onderdelen, its punt and its own."""
        knopen: list[PlanVraag | PlanOnderdeel] = [vraag]
        if vraag.bij:
            knopen.append(self.plan.vraag_van_code[vraag.bij])
        code: str | None = vraag.onderdeel
        while code is not None:
            knopen.append(self.plan.onderdeel_van_code[code])
            code = self.plan.onderdeel_van_code[code].ouder
        return [(knoop.toon_als, knoop.bij_onbekend == "toon") for knoop in knopen if knoop.toon_als is not None]

    def _sources(self, voorwaarde: Voorwaarde) -> Iterator[str]:
        for blad in walk_voorwaarde(voorwaarde):
            if blad.vraag is not None:
                yield f"vraag {blad.vraag}"
            elif blad.feit is not None:
                yield f"feit {blad.feit}"
            elif blad.aantal is not None:
                yield f"aantal {blad.aantal.vraag} {blad.aantal.is_} {blad.aantal.in_}"

    def _choices(self, bronnen: list[str], regels: list[Regel], punt: PlanVraag) -> Iterator[Keuze] | None:
        """Every combination worth trying; None when that cannot be said or is too much."""
        bladen = [blad for regel, _ in regels for blad in walk_voorwaarde(regel)]
        if any(isinstance(getattr(blad, naam), str) for blad in bladen for naam in GETAL_OPERATOREN):
            return None
        domeinen: dict[str, list[object]] = {}
        for bron in bronnen:
            waarden = self._domain(bron, [blad for blad in bladen if bron in self._sources(blad)])
            if waarden is None:
                return None
            domeinen[bron] = waarden
        domeinen["fase"] = [None, *(punt.fasen or [fase.code for fase in self.definitie.fasen])]
        domeinen["niveau"] = list(NIVEAUS[NIVEAUS.index(punt.niveau) :])
        aantal = 1
        for waarden in domeinen.values():
            aantal *= len(waarden)
        if aantal > LIMIT:
            return None
        return (dict(zip(domeinen, keuze, strict=True)) for keuze in product(*domeinen.values()))

    def _domain(self, bron: str, bladen: list[Voorwaarde]) -> list[object] | None:
        soort, _, code = bron.partition(" ")
        if soort == "aantal":
            return [getal for getal in _around(bladen) if isinstance(getal, int | float) and getal >= 0]
        if soort == "feit":
            return _values(self.feiten.get(code, ""), self.feit_opties.get(code, []), bladen)
        vraag = self.plan.vraag_van_code.get(code)
        if vraag is None or any(blad.deel not in (None, "direct_hersteld") for blad in bladen):
            return None
        waarden = _values(vraag.type, vraag.opties, bladen)
        return None if waarden is None else [*_answers(vraag, waarden)]

    def _holds(self, regels: list[Regel], keuze: Keuze) -> bool:
        for regel, toon in regels:
            waarheid = evaluate_tree(regel, lambda blad: self._leaf(blad, keuze))
            if not (toon if waarheid is None else waarheid):
                return False
        return True

    def _leaf(self, blad: Voorwaarde, keuze: Keuze) -> Waarheid:
        if blad.fase is not None:
            return keuze["fase"] is None or keuze["fase"] in blad.fase
        if blad.niveau_vanaf is not None:
            return NIVEAUS.index(str(keuze["niveau"])) >= NIVEAUS.index(blad.niveau_vanaf)
        bron = next(self._sources(blad))
        waarde = keuze[bron]
        if blad.vraag is not None:
            antwoord = waarde if isinstance(waarde, Antwoord) else None
            vraag = self.plan.vraag_van_code[blad.vraag]
            return compare(blad, answer_values(vraag, antwoord, fotos=antwoord is not None, deel=blad.deel), {})
        return compare(blad, [waarde] if blad.aantal is not None else fact_values(waarde), {})


def _answers(vraag: PlanVraag, waarden: Iterable[object]) -> Iterator[Antwoord | None]:
    for waarde in waarden:
        yield None if waarde is None else Antwoord({"stand": waarde} if vraag.type == "document" else waarde)
        if waarde == "voldoet_niet":
            yield Antwoord(waarde, direct_hersteld=True)


def _values(soort: str, opties: list[str], bladen: list[Voorwaarde]) -> list[object] | None:
    """The values of a type that could make a difference, and missing; None when that cannot be listed."""
    if soort == "oordeel":
        return [None, *_OORDELEN]
    if soort == "document":
        return [None, *_STANDEN]
    if soort == "ja_nee":
        return [None, True, False]
    if soort == "keuze":
        return [None, *opties]
    if soort == "meerkeuze" and len(opties) <= 5:
        return [None, *(list(deel) for lengte in range(1, len(opties) + 1) for deel in combinations(opties, lengte))]
    if soort == "getal":
        return [None, *(str(getal) if isinstance(getal, int) else f"{getal:f}" for getal in _around(bladen))]
    if soort in ("tekst", "adres", "foto", "locatie") and all(blad.beantwoord is not None for blad in bladen):
        return [None, "x"]
    return None


def _around(bladen: list[Voorwaarde]) -> list[float | int]:
    """Every number that is compared with, and one below, one above and one between."""
    grenzen = {getattr(blad, naam) for blad in bladen for naam in _GRENZEN}
    grenzen |= {waarde for blad in bladen for waarde in blad.in_ or ()}
    getallen = sorted(grens for grens in grenzen if isinstance(grens, int | float) and not isinstance(grens, bool))
    tussen = [(links + rechts) / 2 for links, rechts in pairwise(getallen)]
    return sorted({*getallen, *tussen, *(getal - 1 for getal in getallen), *(getal + 1 for getal in getallen), 0})
