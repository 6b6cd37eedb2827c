"""Gives a question or onderdeel in a raw definition another code, and everything that refers to it."""

from __future__ import annotations

from typing import Any

_VERWIJST = {"vraag", "titel_vraag"}
_LIJSTEN = {"zichtbaar", "verborgen", "bevindingen", "fotos_verplicht", "ontbreekt"}
_KAARTEN = {"gevolg", "herhalingen"}


def hercode(ruw: dict[str, Any], oud: str, nieuw: str) -> dict[str, Any]:
    """A copy in which `oud` and its vervolgvragen (`oud.1`) are called `nieuw` (`nieuw.1`), in conditions, titles of
    repeats and proeven too. Words are left alone: the `vraag` of something that has a code is a sentence."""
    return {naam: _value(ruw, naam, waarde, oud, nieuw) for naam, waarde in ruw.items()}


def _value(houder: dict[str, Any], naam: str, waarde: Any, oud: str, nieuw: str) -> Any:
    if isinstance(waarde, str):
        verwijst = naam == "code" or (naam in _VERWIJST and "code" not in houder)
        return _code(waarde, oud, nieuw) if verwijst else waarde
    if isinstance(waarde, list):
        if naam in _LIJSTEN:
            return [_code(code, oud, nieuw) for code in waarde]
        return [hercode(deel, oud, nieuw) if isinstance(deel, dict) else deel for deel in waarde]
    if isinstance(waarde, dict):
        nieuwe = {_code(k, oud, nieuw): v for k, v in waarde.items()} if naam in _KAARTEN else waarde
        return hercode(nieuwe, oud, nieuw)
    return waarde


def _code(code: Any, oud: str, nieuw: str) -> Any:
    """`BR-05`, `BR-05.1` and `BR-05@west` follow; `BR-051` does not."""
    if not isinstance(code, str) or not code.startswith(oud):
        return code
    rest = code[len(oud) :]
    return nieuw + rest if not rest or rest[0] in ".@" else code
