"""What msgspec says of a definition with another shape, in Dutch and with its place."""

from __future__ import annotations

import re

from app.protocols.rules.problemen import Probleem

_VORMEN = (
    (re.compile(r"Object missing required field `(.+?)`"), "Het veld {0} ontbreekt.", "Vul het in."),
    (re.compile(r"Object contains unknown field `(.+?)`"), "Het veld {0} bestaat niet.", "Zie protocols/schema.json."),
    (re.compile(r"Invalid enum value (.+)"), "{0} is hier geen mogelijke waarde.", "Zie protocols/schema.json."),
    (re.compile(r"Expected `str` matching regex '(.+)'"), "Deze code heeft niet de goede vorm ({0}).", "Verbeter hem."),
    (
        re.compile(r"Expected `(.+?)`, got `(.+?)`"),
        "Hier hoort {0} te staan, geen {1}.",
        "Zet er zo nodig aanhalingstekens om.",
    ),
)


def shape_problem(melding: str) -> Probleem:
    """The problem (`vorm`) that a `msgspec.ValidationError` tells of."""
    inhoud, _, plek = melding.partition(" - at `")
    pad = plek.rstrip("`").removeprefix("$").removeprefix(".")
    for patroon, zin, remedie in _VORMEN:
        gevonden = patroon.search(inhoud)
        if gevonden:
            return Probleem("vorm", pad, zin.format(*gevonden.groups()), remedie)
    return Probleem("vorm", pad, f"Dit past niet in een protocol: {inhoud}.", "Zie protocols/schema.json.")
