"""Receipts: what a phone hears about the entries it sent."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.controles.journaal import find_controle
from app.controles.models import Controle, Mutatie
from app.sync.schema import Bon, Uitkomst


def receipts(session: Session, mutaties: Sequence[Mutatie], uitkomst: Uitkomst = "verwerkt") -> list[Bon]:
    """Receipts of entries of one controle that were taken in together, each with its version right after it."""
    controle = find_controle(session, mutaties[-1])
    versie = controle.versie if controle else None
    bonnen = []
    for mutatie in reversed(mutaties):
        bonnen.append(_receipt(mutatie, uitkomst, versie))
        if versie is not None and mutatie.stand == "verwerkt":
            versie -= 1
    return bonnen[::-1]


def receipt_of_stored(mutatie: Mutatie, controle: Controle | None) -> Bon:
    """The receipt of an entry that came before, with the version its controle has now."""
    is_own = controle is not None and controle.organisatie_id == mutatie.organisatie_id
    return _receipt(mutatie, "verwerkt", controle.versie if controle and is_own else None)


def _receipt(mutatie: Mutatie, uitkomst: Uitkomst, versie: int | None) -> Bon:
    """Held with its reason, or `uitkomst`."""
    if mutatie.stand == "vastgehouden":
        return Bon(
            id=str(mutatie.id),
            uitkomst="vastgehouden",
            sha256=mutatie.sha256,
            code=mutatie.reden_code,
            zin=mutatie.reden,
            versie=versie,
        )
    return Bon(id=str(mutatie.id), uitkomst=uitkomst, sha256=mutatie.sha256, versie=versie)
