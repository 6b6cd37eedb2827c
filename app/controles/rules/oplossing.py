"""What a person can do with what is held."""

from __future__ import annotations

from enum import StrEnum


class Keuze(StrEnum):
    """What a person can do with a held entry."""

    OPNIEUW = "opnieuw"  # apply it as it is: a person decided that it counts
    GECORRIGEERD = "gecorrigeerd"  # apply another content in its place; the original stays beside it
    OPMERKING = "opmerking"  # keep it held, with a note for colleagues
    TERZIJDE = "terzijde"  # it does not count; it stays readable
    GEWEIGERD = "geweigerd"  # its dossier was destroyed: what it says may not be kept either


class Afhandeling(StrEnum):
    """What a person can do with what is no entry: a delivery that could not be read, a photo that no entry names."""

    BEWAREN = "bewaren"  # it was looked at; what came in stays
    VERNIETIGEN = "vernietigen"  # what came in goes for good; that it came, its hash and the reason stay
