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


ADVIES = {
    "controle-onbekend": "Vaak komt de controle zelf nog. Vraag de maker om Schouw te openen met bereik en kijk daarna "
    "nog eens. Hoort de invoer nergens bij, leg hem dan apart.",
    "niet-toegewezen": "Heeft de maker dit bezoek gedaan, verwerk de invoer dan. Anders leg je hem apart.",
    "schrijver-achterhaald": "Een ander is verdergegaan met dit bezoek. Voegt de invoer iets toe, verwerk hem dan.",
    "protocol-punt-onbekend": "Een jurist of beheerder kan hem bij het goede punt zetten.",
    "inhoud-onleesbaar": "Lees in de ruwe invoer wat er bedoeld is, en vraag het zo nodig de maker.",
    "soort-onbekend": "Laat hem wachten en meld het aan wie Schouw beheert: telefoon en server verschillen van versie.",
    "account-gedeactiveerd": "Komt dit van de maker zelf en hoort het erbij, verwerk het dan.",
    "toestel-ingetrokken": "Weet je zeker dat de maker dit invoerde, verwerk het dan.",
}
"""What a person in the office does about it, per code of why it is held."""


class Afhandeling(StrEnum):
    """What a person can do with what is no entry: a delivery that could not be read, a photo that no entry names."""

    BEWAREN = "bewaren"  # it was looked at; what came in stays
    VERNIETIGEN = "vernietigen"  # what came in goes for good; that it came, its hash and the reason stay
