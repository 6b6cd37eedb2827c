"""Says a condition in Dutch, for people who judge or adopt a protocol."""

from __future__ import annotations

from collections.abc import Callable

from app.protocols.rules.bouwstenen import Aantal, Scalar, Voorwaarde
from app.protocols.rules.definitie import Definitie, Feit, Vraag
from app.protocols.rules.getallen import dutch_number
from app.protocols.rules.walk import walk_vragen

OORDEEL_LABELS = {
    "voldoet": "voldoet",
    "voldoet_niet": "voldoet niet",
    "nvt": "n.v.t.",
    "nader_onderzoek": "nader onderzoek",
    "niet_gecontroleerd": "niet gecontroleerd",
    "gezien": "gezien",
    "niet_getoond": "niet getoond",
    "verlopen": "verlopen",
}
_DEEL_NAMEN = {
    "n": "het bekeken aantal bij {}",
    "van": "het totale aantal bij {}",
    "aandeel": "het bekeken deel bij {}",
    "datum": "de datum bij {}",
    "direct_hersteld": "direct hersteld bij {}",
}
_VERGELIJKINGEN = (
    ("groter", "meer dan"),
    ("kleiner", "minder dan"),
    ("minstens", "minstens"),
    ("hoogstens", "hoogstens"),
)


def sentence(voorwaarde: Voorwaarde, definitie: Definitie) -> str:
    """A condition as (part of) a Dutch sentence, without capital and full stop.

    Facts and choices are called by their labels where the definition has them, questions by their code.
    """
    return speaker(definitie)(voorwaarde)


def speaker(definitie: Definitie) -> Callable[[Voorwaarde], str]:
    """As `sentence`, for who has many conditions of one definition to say."""
    return _Spreker(definitie).say


class _Spreker:
    """Knows the labels of one definition."""

    def __init__(self, definitie: Definitie) -> None:
        self._feiten = {feit.code: feit for feit in definitie.feiten}
        self._vragen = {plek.vraag.code: plek.vraag for plek in walk_vragen(definitie)}
        self._lijsten = definitie.lijsten
        self._fasen = {fase.code: fase.titel for fase in definitie.fasen}

    def say(self, voorwaarde: Voorwaarde) -> str:
        if voorwaarde.alle is not None:
            return _join([self._inner(deel) for deel in voorwaarde.alle], "en") or "altijd"
        if voorwaarde.een_van is not None:
            return _join([self._inner(deel) for deel in voorwaarde.een_van], "of") or "nooit"
        if voorwaarde.niet is not None:
            return f"niet: {self._inner(voorwaarde.niet)}"
        if voorwaarde.zeker is not None:
            return f"zeker: {self._inner(voorwaarde.zeker)}"
        if voorwaarde.mogelijk is not None:
            return f"mogelijk: {self._inner(voorwaarde.mogelijk)}"
        return self._leaf(voorwaarde)

    def _inner(self, voorwaarde: Voorwaarde) -> str:
        tekst = self.say(voorwaarde)
        samengesteld = len(voorwaarde.alle or voorwaarde.een_van or ()) > 1
        return f"({tekst})" if samengesteld else tekst

    def _leaf(self, voorwaarde: Voorwaarde) -> str:
        if voorwaarde.fase is not None:
            return "de controle is in fase " + _join([self._fase(code) for code in voorwaarde.fase], "of")
        if voorwaarde.niveau_vanaf is not None:
            return f"het toezichtniveau is minstens {voorwaarde.niveau_vanaf}"
        if voorwaarde.aantal is not None:
            return f"{self._count(voorwaarde.aantal)} is {self._operator(voorwaarde, None, '')}"
        if voorwaarde.feit is not None:
            return self._fact(voorwaarde, voorwaarde.feit)
        return self._answer(voorwaarde, voorwaarde.vraag or "")

    def _answer(self, voorwaarde: Voorwaarde, code: str) -> str:
        vraag = self._vragen.get(code)
        if voorwaarde.deel == "direct_hersteld" and isinstance(voorwaarde.is_, bool):
            return f"{short_code(code)} is {'' if voorwaarde.is_ else 'niet '}direct hersteld"
        naam = _DEEL_NAMEN.get(voorwaarde.deel or "", "{}").format(short_code(code))
        if voorwaarde.beantwoord is not None:
            return f"{naam} is {'' if voorwaarde.beantwoord else 'nog niet '}beantwoord"
        if voorwaarde.is_ in ("voldoet", "voldoet_niet"):
            return f"{naam} {OORDEEL_LABELS[str(voorwaarde.is_)]}"
        is_datum = voorwaarde.deel == "datum" or (vraag is not None and vraag.type in ("datum", "tijdstip"))
        eenheid = (vraag.eenheid or "") if vraag and not voorwaarde.deel else ""
        werkwoord = "" if voorwaarde.bevat is not None else "is "
        return f"{naam} {werkwoord}{self._operator(voorwaarde, vraag, 'maanden geleden' if is_datum else eenheid)}"

    def _fact(self, voorwaarde: Voorwaarde, code: str) -> str:
        feit, naam = self._feiten.get(code), self._fact_name(code)
        if voorwaarde.beantwoord is not None:
            return f"{naam} is {'' if voorwaarde.beantwoord else 'niet '}bekend"
        werkwoord = "" if voorwaarde.bevat is not None else "is "
        return f"{naam} {werkwoord}{self._operator(voorwaarde, feit, '')}"

    def _fact_name(self, code: str) -> str:
        feit = self._feiten.get(code)
        return f"“{feit.label}”" if feit else code

    def _count(self, aantal: Aantal) -> str:
        waarden = [aantal.is_] if aantal.is_ is not None else list(aantal.in_ or ())
        vraag = self._vragen.get(aantal.vraag)
        if not waarden:
            return f"het aantal antwoorden op {short_code(aantal.vraag)}"
        gelijk = _join([self._label(waarde, vraag) for waarde in waarden], "of")
        return f"het aantal keer “{gelijk}” bij {short_code(aantal.vraag)}"

    def _operator(self, voorwaarde: Voorwaarde, bron: Vraag | Feit | None, eenheid: str) -> str:
        if voorwaarde.is_ is not None:
            return self._label(voorwaarde.is_, bron)
        if voorwaarde.is_niet is not None:
            return f"niet {self._label(voorwaarde.is_niet, bron)}"
        if voorwaarde.in_ is not None:
            return _join([self._label(waarde, bron) for waarde in voorwaarde.in_], "of")
        if voorwaarde.bevat is not None:
            return f"bevat {self._label(voorwaarde.bevat, bron)}"
        for operator, woorden in _VERGELIJKINGEN:
            grens = getattr(voorwaarde, operator)
            if isinstance(grens, str):
                return f"{woorden} {self._fact_name(grens)}"
            if grens is not None:
                return f"{woorden} {dutch_number(grens)} {eenheid}".rstrip()
        return "?"

    def _label(self, waarde: Scalar, bron: Vraag | Feit | None) -> str:
        if isinstance(waarde, bool):
            return "ja" if waarde else "nee"
        if isinstance(waarde, int | float):
            return dutch_number(waarde)
        opties = list(bron.opties) if bron else []
        if isinstance(bron, Vraag) and bron.lijst:
            opties += self._lijsten.get(bron.lijst, [])
        labels = {optie.waarde: optie.label for optie in opties}
        return labels.get(waarde) or OORDEEL_LABELS.get(waarde) or waarde.replace("_", " ")

    def _fase(self, code: str) -> str:
        titel = self._fasen.get(code)
        return f"{code} ({titel})" if titel else code


def short_code(code: str) -> str:
    """A code as it is printed on paper: without the block it came from."""
    return code.rpartition(":")[2]


def _join(delen: list[str], woord: str) -> str:
    if len(delen) < 2:
        return "".join(delen)
    if woord == "en":
        return " en ".join(delen)
    return f"{', '.join(delen[:-1])} {woord} {delen[-1]}"
