"""Which questions show, given what has been entered (twin of `static/js/rules/voorwaarden.js`).

Conditions are three-valued: waar (True), onwaar (False), onbekend (None), joined by Kleene's rules. A comparison
with something missing is onbekend; `beantwoord` is always known, and so is a count. The answer of a hidden question
counts as missing.

A question shows when its onderdeel shows, its fase and niveau are those of the controle, its controlepunt shows (for
a vervolgvraag) and its `toon_als` is waar, or onbekend with `bij_onbekend: toon`. With a `selectie` exactly the
selected punten show, whatever their conditions, fase or niveau say; their vervolgvragen follow their conditions. The
visit (`bezoekveld`) is asked at every controle, so a `selectie` leaves it alone.

A question in a repeat sees the questions of its own repeat first, then those around it, never those of another
repeat; `aantal` counts over all repeats within what the two share.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.protocols.rules.bouwstenen import Aantal, Niveau, Scalar, Voorwaarde
from app.protocols.rules.plan import Plan, PlanOnderdeel, PlanVraag
from app.protocols.rules.stand import Antwoord, Sleutel, Stand, pad_segments, pads_of, parent_pad
from app.protocols.rules.vergelijken import Waarheid, answer_values, compare, evaluate_tree, fact_values, matches

NIVEAUS: tuple[Niveau, ...] = ("S", "1", "2", "3", "4")


@dataclass
class Zicht:
    """What shows. `vragen` holds the visible questions by (code, pad), `onderdelen` the visible onderdelen by (code,
    pad), both in page order. A repeating onderdeel is there twice: at the pad around it (its heading and its button
    to add) and at the pad of each of its repeats. An onderdeel with nothing to show in it is not there."""

    plan: Plan
    stand: Stand
    vragen: dict[Sleutel, PlanVraag] = field(default_factory=dict)
    onderdelen: dict[Sleutel, PlanOnderdeel] = field(default_factory=dict)
    pads: dict[str, list[str]] = field(default_factory=dict)

    def is_visible(self, code: str, pad: str = "") -> bool:
        """Whether that question shows there."""
        return (code, pad) in self.vragen

    def antwoord(self, code: str, pad: str = "") -> Antwoord | None:
        """The answer of a visible question; None when it is hidden, unknown or not answered."""
        vraag = self.vragen.get((code, pad))
        return self.stand.antwoord(vraag, pad) if vraag else None

    def evaluate(self, voorwaarde: Voorwaarde, pad: str = "") -> Waarheid:
        """The truth of a condition, seen from a pad."""
        return evaluate(voorwaarde, self, pad)


def zichtbaar(plan: Plan, stand: Stand) -> Zicht:
    """Decides in one pass, in order of dependence, what shows."""
    zicht = Zicht(plan, stand, pads=pads_of(plan, stand))
    rauw: dict[Sleutel, bool] = {}
    for knoop in plan.evaluatie:
        if isinstance(knoop, PlanOnderdeel):
            _decide_onderdeel(zicht, knoop, rauw)
        else:
            _decide_vraag(zicht, knoop, rauw)
    return _in_page_order(zicht, rauw)


def evaluate(voorwaarde: Voorwaarde, zicht: Zicht, pad: str = "") -> Waarheid:
    """The truth of a condition, seen from a pad: True, False, or None when it cannot be known."""
    return evaluate_tree(voorwaarde, lambda blad: _evaluate_leaf(blad, zicht, pad))


def _evaluate_leaf(voorwaarde: Voorwaarde, zicht: Zicht, pad: str) -> Waarheid:
    feiten = zicht.stand.feiten
    if voorwaarde.fase is not None:
        fasen = zicht.stand.fasen
        return not fasen or any(fase in fasen for fase in voorwaarde.fase)
    if voorwaarde.niveau_vanaf is not None:
        return _at_level(zicht.stand.niveau, voorwaarde.niveau_vanaf)
    if voorwaarde.aantal is not None:
        return compare(voorwaarde, [_count(voorwaarde.aantal, zicht, pad)], feiten)
    if voorwaarde.feit is not None:
        return compare(voorwaarde, fact_values(feiten.get(voorwaarde.feit)), feiten)
    if voorwaarde.vraag is not None:
        return compare(voorwaarde, _visible_values(voorwaarde.vraag, voorwaarde.deel, zicht, pad), feiten)
    return None


def _visible_values(code: str, deel: str | None, zicht: Zicht, pad: str) -> list[object]:
    """The values of the answer to a visible question, as seen from a pad."""
    vraag = zicht.plan.vraag_van_code.get(code)
    if vraag is None:
        return []
    keten = zicht.plan.ketens[vraag.onderdeel]
    waar = _shared_pad(keten, zicht, pad)
    if len(pad_segments(waar)) != len(keten) or (code, waar) not in zicht.vragen:
        return []
    return answer_values(vraag, zicht.stand.antwoord(vraag, waar), zicht.stand.fotos.get((code, waar), 0), deel)


def _count(aantal: Aantal, zicht: Zicht, pad: str) -> int:
    """How many visible answers satisfy; within what the asking repeat and the counted question share."""
    vraag = zicht.plan.vraag_van_code.get(aantal.vraag)
    if vraag is None:
        return 0
    rond = _shared_pad(zicht.plan.ketens[vraag.onderdeel], zicht, pad)
    gezocht = aantal.in_ if aantal.in_ is not None else [] if aantal.is_ is None else [aantal.is_]
    return sum(
        _counts(vraag, zicht, waar, gezocht, any_answer=aantal.is_ is None and aantal.in_ is None)
        for waar in zicht.pads[vraag.onderdeel]
        if not rond or waar == rond or waar.startswith(f"{rond}/")
    )


def _counts(vraag: PlanVraag, zicht: Zicht, waar: str, gezocht: list[Scalar], *, any_answer: bool) -> bool:
    if (vraag.code, waar) not in zicht.vragen:
        return False
    waarden = answer_values(vraag, zicht.stand.antwoord(vraag, waar), zicht.stand.fotos.get((vraag.code, waar), 0))
    return bool(waarden) and (any_answer or any(matches(waarden, waarde) for waarde in gezocht))


def _shared_pad(keten: tuple[str, ...], zicht: Zicht, pad: str) -> str:
    """The part of a pad that lies in the same repeats as a question with this chain of repeats."""
    delen = pad_segments(pad)
    gedeeld = ""
    for diepte, herhaling in enumerate(keten[: len(delen)]):
        volgende = "/".join(delen[: diepte + 1])
        if volgende not in zicht.pads[herhaling]:
            break
        gedeeld = volgende
    return gedeeld


def _at_level(niveau: Niveau, vanaf: Niveau) -> bool:
    return NIVEAUS.index(niveau) >= NIVEAUS.index(vanaf)


def _allows(zicht: Zicht, knoop: PlanVraag | PlanOnderdeel, pad: str) -> bool:
    if knoop.toon_als is None:
        return True
    waarheid = evaluate(knoop.toon_als, zicht, pad)
    return knoop.bij_onbekend == "toon" if waarheid is None else waarheid


def _in_scope(stand: Stand, punt: PlanVraag) -> bool:
    """Whether a punt is asked at the controle's fasen and niveau."""
    in_fase = not stand.fasen or not punt.fasen or any(fase in stand.fasen for fase in punt.fasen)
    return in_fase and _at_level(stand.niveau, punt.niveau)


def _decide_onderdeel(zicht: Zicht, onderdeel: PlanOnderdeel, rauw: dict[Sleutel, bool]) -> None:
    rond = zicht.pads[onderdeel.ouder] if onderdeel.ouder else [""]
    for pad in rond:
        open_ouder = onderdeel.ouder is None or rauw.get((onderdeel.ouder, pad), False)
        vrij = zicht.stand.selectie is not None or _allows(zicht, onderdeel, pad)
        rauw[onderdeel.code, pad] = open_ouder and vrij
    if onderdeel.herhaling:
        for pad in zicht.pads[onderdeel.code]:
            rauw[onderdeel.code, pad] = rauw[onderdeel.code, parent_pad(pad)]


def _decide_vraag(zicht: Zicht, vraag: PlanVraag, rauw: dict[Sleutel, bool]) -> None:
    for pad in zicht.pads[vraag.onderdeel]:
        if _shows(zicht, vraag, pad, rauw):
            zicht.vragen[vraag.code, pad] = vraag


def _shows(zicht: Zicht, vraag: PlanVraag, pad: str, rauw: dict[Sleutel, bool]) -> bool:
    if vraag.bij is not None:
        return (vraag.bij, pad) in zicht.vragen and _allows(zicht, vraag, pad)
    if not rauw.get((vraag.onderdeel, pad), False):
        return False
    selectie = zicht.stand.selectie
    if selectie is not None and vraag.bezoekveld is None:
        return (vraag.code, pad) in selectie
    return _in_scope(zicht.stand, vraag) and _allows(zicht, vraag, pad)


def _in_page_order(zicht: Zicht, rauw: dict[Sleutel, bool]) -> Zicht:
    geordend = Zicht(zicht.plan, zicht.stand, pads=zicht.pads)
    opnemer = _Opnemer(zicht, geordend, rauw)
    for onderdeel in zicht.plan.kinderen.get(None, []):
        opnemer.take(onderdeel, "")
    return geordend


@dataclass
class _Opnemer:
    """Copies what shows in page order and leaves out onderdelen with nothing in them."""

    bron: Zicht
    doel: Zicht
    rauw: dict[Sleutel, bool]

    def take(self, onderdeel: PlanOnderdeel, pad: str) -> None:
        """Takes an onderdeel as seen from the pad around it."""
        if not self.rauw.get((onderdeel.code, pad), False) or not self._has_content(onderdeel, pad):
            return None
        self.doel.onderdelen[onderdeel.code, pad] = onderdeel
        if onderdeel.herhaling is None:
            return self._take_inside(onderdeel, pad)
        for plek in self.bron.pads[onderdeel.code]:
            if parent_pad(plek) == pad and (self.bron.stand.selectie is None or plek in self.bron.stand.selected_pads):
                self.doel.onderdelen[onderdeel.code, plek] = onderdeel
                self._take_inside(onderdeel, plek)
        return None

    def _take_inside(self, onderdeel: PlanOnderdeel, pad: str) -> None:
        for vraag in self.bron.plan.vragen_van_onderdeel[onderdeel.code]:
            if (vraag.code, pad) in self.bron.vragen:
                self.doel.vragen[vraag.code, pad] = vraag
        for kind in self.bron.plan.kinderen.get(onderdeel.code, []):
            self.take(kind, pad)

    def _has_content(self, onderdeel: PlanOnderdeel, pad: str) -> bool:
        """Whether anything shows in it; a repeat also when something could, so that a first one can be added."""
        if onderdeel.herhaling:
            return self._could_show(onderdeel, pad)
        eigen = self.bron.plan.vragen_van_onderdeel[onderdeel.code]
        if any((vraag.code, pad) in self.bron.vragen for vraag in eigen):
            return True
        kinderen = self.bron.plan.kinderen.get(onderdeel.code, [])
        return any(self.rauw.get((kind.code, pad), False) and self._has_content(kind, pad) for kind in kinderen)

    def _could_show(self, onderdeel: PlanOnderdeel, pad: str) -> bool:
        stand = self.bron.stand
        if stand.selectie is not None:
            plekken = self.bron.pads[onderdeel.code]
            return any(parent_pad(plek) == pad and plek in stand.selected_pads for plek in plekken)
        eigen = self.bron.plan.vragen_van_onderdeel[onderdeel.code]
        if any(vraag.bij is None and _in_scope(stand, vraag) for vraag in eigen):
            return True
        return any(self._could_show(kind, pad) for kind in self.bron.plan.kinderen.get(onderdeel.code, []))
