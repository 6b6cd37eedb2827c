"""The state of a controle on the server and the transitions it knows. What a phone has sent is another matter."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """`Controle.status`."""

    GEPLAND = "gepland"
    BEZIG = "bezig"
    AFGEROND = "afgerond"
    GERAPPORTEERD = "gerapporteerd"
    VERVALLEN = "vervallen"


AF = (Status.AFGEROND, Status.GERAPPORTEERD)
"""The work on site is done."""

OVERGANGEN: dict[Status, frozenset[Status]] = {
    Status.GEPLAND: frozenset({Status.BEZIG, Status.AFGEROND, Status.VERVALLEN}),
    Status.BEZIG: frozenset({Status.AFGEROND}),
    Status.AFGEROND: frozenset({Status.GERAPPORTEERD, Status.BEZIG}),
    Status.GERAPPORTEERD: frozenset({Status.BEZIG, Status.GERAPPORTEERD}),
    Status.VERVALLEN: frozenset({Status.BEZIG, Status.GEPLAND}),
}
"""VERVALLEN -> BEZIG: a phone that had not heard of the cancellation did the work; work is never destroyed."""


def may_become(van: Status, naar: Status) -> bool:
    """True when a controle in state `van` may go to `naar`."""
    return naar in OVERGANGEN[van]


class Aanleiding(StrEnum):
    """Why a controle is done; the kinds of CIM VTH plus jaarprogramma and thema."""

    JAARPROGRAMMA = "jaarprogramma"
    THEMA = "thema"
    ZAAK = "zaak"
    MELDING = "melding"
    HANDHAVINGSVERZOEK = "handhavingsverzoek"
    INCIDENT = "incident"
    HERCONTROLE = "hercontrole"
    EIGEN_WAARNEMING = "eigen_waarneming"


SOORTEN: dict[str, str] = {
    "T1": "Gebiedstoezicht",
    "T2": "Realisatietoezicht bouw",
    "T3": "Realisatietoezicht overig",
    "T4": "Toezicht brandveilig gebruik",
    "T5": "Handhavingstoezicht",
    "melding": "Klacht of melding",
    "wkb": "Bouwen onder de Wkb",
    "thema": "Themacontrole",
}
"""Kinds of toezicht (Productenboek Molenlanden T1-T5; `domain/lhso.md` 4.2)."""

_SOORT_BIJ_THEMA = {"bouwen": "T2", "brandveilig_gebruik": "T4"} | dict.fromkeys(
    ("aanleg", "erfgoed", "evenementen", "overeenkomsten", "sloop", "uitweg"), "T3"
)


def soort_for(protocol: str, thema: str) -> str:
    """The kind of toezicht a protocol is usually done under: what a controle started on the spot begins with."""
    return "wkb" if protocol.endswith("-wkb") else _SOORT_BIJ_THEMA.get(thema, "T1")
