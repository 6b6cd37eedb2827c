"""Walks a definition in page order: every onderdeel, every question, every condition, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.protocols.rules.bouwstenen import Voorwaarde
from app.protocols.rules.definitie import Controlepunt, Definitie, Onderdeel, Vraag


@dataclass(frozen=True)
class OnderdeelPlek:
    """An onderdeel in its place: `ouder` is the code of the onderdeel around it, `keten` the codes of the repeats
    it stands in, from the outside in and with itself when it repeats; `pad` is where to find it in the file."""

    onderdeel: Onderdeel
    ouder: str | None
    keten: tuple[str, ...]
    pad: str


@dataclass(frozen=True)
class VraagPlek:
    """A question in its place: `punt` is the controlepunt it belongs to (itself, for a controlepunt)."""

    vraag: Vraag
    punt: Controlepunt
    onderdeel: str
    keten: tuple[str, ...]
    pad: str

    @property
    def is_punt(self) -> bool:
        """True for a controlepunt, False for a vervolgvraag."""
        return self.vraag is self.punt


def walk_onderdelen(definitie: Definitie) -> Iterator[OnderdeelPlek]:
    """All onderdelen in page order, parents first."""
    for nummer, onderdeel in enumerate(definitie.onderdelen):
        yield from _onderdelen(onderdeel, None, (), f"onderdelen[{nummer}]")


def walk_vragen(definitie: Definitie) -> Iterator[VraagPlek]:
    """All questions in page order, each vervolgvraag right after its controlepunt."""
    for plek in walk_onderdelen(definitie):
        for nummer, punt in enumerate(plek.onderdeel.punten):
            pad = f"{plek.pad}.punten[{nummer}]"
            yield VraagPlek(punt, punt, plek.onderdeel.code, plek.keten, pad)
            for volg, vraag in enumerate(punt.vervolgvragen):
                yield VraagPlek(vraag, punt, plek.onderdeel.code, plek.keten, f"{pad}.vervolgvragen[{volg}]")


def walk_voorwaarde(voorwaarde: Voorwaarde | None) -> Iterator[Voorwaarde]:
    """A condition and all conditions inside it."""
    if voorwaarde is None:
        return
    yield voorwaarde
    for deel in (*(voorwaarde.alle or ()), *(voorwaarde.een_van or ())):
        yield from walk_voorwaarde(deel)
    for deel in (voorwaarde.niet, voorwaarde.zeker, voorwaarde.mogelijk):
        yield from walk_voorwaarde(deel)


def vragen_in(voorwaarde: Voorwaarde | None) -> list[str]:
    """Codes of the questions a condition looks at, in order, counted ones included."""
    codes: list[str] = []
    for deel in walk_voorwaarde(voorwaarde):
        if deel.vraag is not None:
            codes.append(deel.vraag)
        if deel.aantal is not None:
            codes.append(deel.aantal.vraag)
    return codes


def _onderdelen(onderdeel: Onderdeel, ouder: str | None, keten: tuple[str, ...], pad: str) -> Iterator[OnderdeelPlek]:
    eigen = (*keten, onderdeel.code) if onderdeel.herhaling else keten
    yield OnderdeelPlek(onderdeel, ouder, eigen, pad)
    for nummer, kind in enumerate(onderdeel.onderdelen):
        yield from _onderdelen(kind, onderdeel.code, eigen, f"{pad}.onderdelen[{nummer}]")
