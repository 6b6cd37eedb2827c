"""Hints for plain Dutch (B1): long sentences and long words. A hint, no judgement: who writes knows the reader."""

from __future__ import annotations

import re

ZIN = 15
"""Words in a sentence that still reads well."""
WOORD = 18
"""Letters of a word that still reads well."""
_ZINNEN = re.compile(r"(?<=[.!?:;])\s+|\n+")
_WOORDEN = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def reading_hints(tekst: str, zin: int = ZIN) -> list[str]:
    """What could be shorter in a text, as sentences; empty when it reads well."""
    gevonden = []
    langste = max((len(_WOORDEN.findall(deel)) for deel in _ZINNEN.split(tekst)), default=0)
    if langste > zin:
        gevonden.append(f"een zin is {langste} woorden, mag korter ({zin})")
    lang = [woord for woord in _WOORDEN.findall(tekst) if max(map(len, re.split(r"-", woord))) > WOORD]
    if lang:
        gevonden.append(f"“{lang[0]}” is een lang woord; kan het gewoner")
    return gevonden
