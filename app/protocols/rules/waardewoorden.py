"""A value out of a raw definition as somebody reads it who must choose between two of them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import msgspec

from app.protocols.rules.beschrijven import OPERATOREN, grondslag_text
from app.protocols.rules.bouwstenen import Grondslag, Voorwaarde
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.zin import sentence

VELDEN = {
    "vraag": "vraag", "toon_als": "wanneer in beeld", "verplicht_als": "wanneer verplicht", "opties": "antwoorden",
    "toelichting": "toelichting", "grondslagen": "grondslag", "foto": "foto", "gevolg": "gevolg", "normen": "norm",
    "zo_controleer_je": "zo controleer je", "bevindingteksten": "zinnen voor de bevinding",
    "herstelteksten": "zinnen voor het herstel", "niveau": "toezichtniveau", "titel": "titel",
}  # fmt: skip
LEZERS = (msgspec.json.Decoder(Grondslag), msgspec.json.Decoder(Voorwaarde))
"""Made on import, as with `definitie.LEZER`."""
_WOORDEN = {"wanneer": "", "minimum": "minstens", "maximum": "hoogstens"}


def in_words(waarde: Any, definitie: Definitie) -> list[str]:
    """The lines of a value: grondslagen by their article, conditions as a sentence, a punt by its question; anything
    else by its parts."""
    if waarde is None:
        return ["Staat er niet"]
    if isinstance(waarde, list):
        return [zin for deel in waarde for zin in in_words(deel, definitie)] or ["Niets"]
    if not isinstance(waarde, dict):
        return ["Ja" if waarde is True else "Nee" if waarde is False else str(waarde)]
    with suppress(msgspec.ValidationError):
        return [grondslag_text(msgspec.convert(waarde, Grondslag, strict=False))]
    with suppress(msgspec.ValidationError):
        return [sentence(msgspec.convert(waarde, Voorwaarde, strict=False), definitie)]
    if "operator" in waarde:
        grens = waarde.get("waarde") or waarde.get("waarde_uit")
        return [f"{OPERATOREN[waarde['operator']]} {grens}"]
    naam = waarde.get("vraag") or waarde.get("titel") or waarde.get("label") or waarde.get("naam")
    if isinstance(naam, str):
        return [naam]
    return [", ".join(_part(veld, deel, definitie) for veld, deel in waarde.items())]


def _part(veld: str, waarde: Any, definitie: Definitie) -> str:
    woord = _WOORDEN.get(veld, veld.replace("_", " "))
    return " ".join(deel for deel in (woord, "; ".join(in_words(waarde, definitie)).replace("_", " ")) if deel)
