"""Why a question or an onderdeel is in sight or not: the conditions it hangs on, each in words, with its values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct

from app.protocols.rules.bouwstenen import Niveau, Voorwaarde
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.getallen import as_number, dutch_number
from app.protocols.rules.stand import Sleutel
from app.protocols.rules.voorwaarden import NIVEAUS, Zicht
from app.protocols.rules.walk import vragen_in, walk_onderdelen, walk_voorwaarde, walk_vragen
from app.protocols.rules.zin import OORDEEL_LABELS, short_code, speaker


class Deel(Struct, omit_defaults=True, frozen=True):
    """One condition something hangs on. `toon`: it also holds when it cannot be known."""

    zin: str
    als: Voorwaarde
    toon: bool = False


@dataclass(frozen=True)
class Reden:
    """A condition as it turned out: waar, onwaar or None (onbekend), and what the things it looks at are now."""

    zin: str
    waar: bool | None
    nu: list[str]


class Uitlegger:
    """Explains one resolved definition."""

    def __init__(self, definitie: Definitie) -> None:
        self._definitie = definitie
        self._spreker = speaker(definitie)

    @cached_property
    def delen(self) -> dict[str, list[Deel]]:
        """By code of a question or onderdeel: what it hangs on, its own conditions first. What hangs on nothing is not
        there."""
        per: dict[str, list[Deel]] = {}
        for plek in walk_onderdelen(self._definitie):
            rond = per.get(plek.ouder or "", [])
            onderdeel = plek.onderdeel
            per[onderdeel.code] = [*self._parts(onderdeel.toon_als, onderdeel.bij_onbekend == "toon"), *rond]
        for vraag in walk_vragen(self._definitie):
            if vraag.is_punt:
                eigen = [*self._phase_and_level(vraag.punt.fasen, vraag.punt.niveau)]
                rond = per.get(vraag.onderdeel, [])
            else:
                eigen, rond = [], per.get(vraag.punt.code, [])
            tonen = self._parts(vraag.vraag.toon_als, vraag.vraag.bij_onbekend == "toon")
            per[vraag.vraag.code] = [*tonen, *eigen, *rond]
        return {code: delen for code, delen in per.items() if delen}

    def explain(self, zicht: Zicht, key: Sleutel) -> list[Reden]:
        """Everything it hangs on as it is now."""
        code, pad = key
        gezien = [(deel, zicht.evaluate(deel.als, pad)) for deel in self.delen.get(code, [])]
        return [Reden(deel.zin, waar, self._values(zicht, deel.als, pad)) for deel, waar in gezien]

    def _parts(self, voorwaarde: Voorwaarde | None, toon: bool) -> list[Deel]:
        """A condition in pieces that must all hold."""
        if voorwaarde is None:
            return []
        return [Deel(self._spreker(deel), deel, toon) for deel in voorwaarde.alle or [voorwaarde]]

    def _phase_and_level(self, fasen: list[str], niveau: Niveau) -> Iterator[Deel]:
        if fasen:
            yield from self._parts(Voorwaarde(fase=fasen), False)
        if niveau != NIVEAUS[0]:
            yield from self._parts(Voorwaarde(niveau_vanaf=niveau), False)

    def _values(self, zicht: Zicht, voorwaarde: Voorwaarde, pad: str) -> list[str]:
        """`BR-05: voldoet niet`, `“Asbest”: niet bekend`, once for each thing the condition looks at."""
        gezien = [self._value_of(zicht, code, pad) for code in dict.fromkeys(vragen_in(voorwaarde))]
        feiten = dict.fromkeys(deel.feit for deel in walk_voorwaarde(voorwaarde) if deel.feit)
        return [zin for zin in gezien if zin] + [self._fact(zicht, feit) for feit in feiten]

    def _value_of(self, zicht: Zicht, code: str, pad: str) -> str:
        naam = short_code(code)
        plekken = [waar for vraag, waar in zicht.vragen if vraag == code]
        plek = pad if pad in plekken else "" if "" in plekken else None
        if plek is None:
            return f"{naam}: {len(plekken)} keer in beeld" if plekken else f"{naam}: niet in beeld"
        vraag, antwoord = zicht.vragen[code, plek], zicht.antwoord(code, plek)
        if vraag.type == "foto":
            return f"{naam}: {zicht.stand.fotos.get((code, plek), 0)} foto's"
        waarde = antwoord.waarde if antwoord else None
        return f"{naam}: {_words(waarde)}" if waarde not in (None, "") else f"{naam}: niet beantwoord"

    def _fact(self, zicht: Zicht, code: str) -> str:
        label = next((feit.label for feit in self._definitie.feiten if feit.code == code), code)
        waarde = zicht.stand.feiten.get(code)
        return f"“{label}”: {_words(waarde) if waarde not in (None, '') else 'niet bekend'}"


def _words(waarde: object) -> str:
    """A value for people."""
    if isinstance(waarde, list | tuple):
        return ", ".join(_words(deel) for deel in waarde) or "geen"
    if isinstance(waarde, dict):
        return " van ".join(_words(deel) for deel in waarde.values())
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    getal = as_number(waarde)
    if getal is not None:
        return dutch_number(getal)
    tekst = str(waarde)
    return OORDEEL_LABELS.get(tekst) or tekst.replace("_", " ")
