"""Reads of a draft what can be read: one question that is not right does not hide the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from app.protocols.rules.bewerken import Ruw
from app.protocols.rules.bouwstenen import Optie
from app.protocols.rules.definitie import Controlepunt, Definitie, Fase, Feit, Herhaling, Onderdeel, Vraag

T = TypeVar("T")
LEZERS = tuple(msgspec.json.Decoder(soort) for soort in (Optie, Feit, Fase, Herhaling, Controlepunt, Vraag))
"""Made on import, as `definitie.LEZER` is."""
_HOOFD = {
    "versie": 1,
    "titel": "Concept",
    "thema": "concept",
    "soort": "toezichtprotocol",
    "doel": "Concept",
    "geldig_van": "2024-01-01",
    "wijzigingsnotitie": "Concept",
    "onderdelen": [],
}


def read_loosely(ruw: Ruw) -> Definitie:
    """The questions, facts, fasen and lists of a draft as far as they have their shape; the rest is left out."""
    leeg = msgspec.convert({**_HOOFD, "protocol": "concept"}, Definitie, strict=False)
    lijsten = {naam: list(_each(opties, _optie)) for naam, opties in (ruw.get("lijsten") or {}).items()}
    return msgspec.structs.replace(
        leeg,
        onderdelen=_onderdelen(ruw, lijsten),
        lijsten=lijsten,
        feiten=list(_each(ruw.get("feiten"), _feit)),
        fasen=list(_each(ruw.get("fasen"), _fase)),
    )


def _onderdelen(houder: Ruw, lijsten: dict[str, list[Optie]]) -> list[Onderdeel]:
    return [
        Onderdeel(
            code=str(deel.get("code")),
            titel=str(deel.get("titel") or deel.get("code")),
            herhaling=next(_each([deel["herhaling"]], _herhaling), None) if deel.get("herhaling") else None,
            punten=[punt for ruw in deel.get("punten") or [] for punt in _punt(ruw, lijsten)],
            onderdelen=_onderdelen(deel, lijsten),
        )
        for deel in houder.get("onderdelen") or []
    ]


def _punt(ruw: Ruw, lijsten: dict[str, list[Optie]]) -> Iterator[Controlepunt]:
    kaal = _bare(ruw)
    vervolg = [_with_list(vraag, lijsten) for vraag in _each(map(_bare, ruw.get("vervolgvragen") or []), _vraag)]
    for punt in _each([kaal], _controlepunt):
        yield msgspec.structs.replace(_with_list(punt, lijsten), vervolgvragen=vervolg)


def _bare(ruw: Ruw) -> Ruw:
    return {naam: ruw[naam] for naam in ("code", "vraag", "type", "eenheid", "opties", "lijst") if naam in ruw}


V = TypeVar("V", bound=Vraag)


def _with_list(vraag: V, lijsten: dict[str, list[Optie]]) -> V:
    opties = vraag.opties or lijsten.get(vraag.lijst or "", [])
    return msgspec.structs.replace(vraag, opties=opties) if opties else vraag


def _each(ruwe: Iterable[Any] | None, lees: Callable[[Any], T]) -> Iterator[T]:
    for ruw in ruwe or []:
        try:
            yield lees(ruw)
        except msgspec.ValidationError:
            continue


def _optie(ruw: Any) -> Optie:
    return msgspec.convert(ruw, Optie, strict=False)


def _feit(ruw: Any) -> Feit:
    return msgspec.convert(ruw, Feit, strict=False)


def _fase(ruw: Any) -> Fase:
    return msgspec.convert(ruw, Fase, strict=False)


def _herhaling(ruw: Any) -> Herhaling:
    return msgspec.convert(ruw, Herhaling, strict=False)


def _controlepunt(ruw: Any) -> Controlepunt:
    return msgspec.convert(ruw, Controlepunt, strict=False)


def _vraag(ruw: Any) -> Vraag:
    return msgspec.convert(ruw, Vraag, strict=False)
