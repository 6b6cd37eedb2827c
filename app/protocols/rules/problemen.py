"""How something wrong in a definition is told: where it is, what it is and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Probleem:
    """One thing that is wrong. `code` is a stable kebab-case Dutch code, `pad` the place in the definition
    (`onderdelen[2].punten[0].toon_als`), `zin` what is wrong, `remedie` what the author can do. A `waarschuwing`
    does not stand in the way of publishing."""

    code: str
    pad: str
    zin: str
    remedie: str
    waarschuwing: bool = False
    bestand: str = ""
    regel: int | None = None

    def in_file(self, bestand: str) -> Probleem:
        """The same problem with the file it was found in."""
        return replace(self, bestand=bestand)

    def __str__(self) -> str:
        plek = ":".join(str(deel) for deel in (self.bestand, self.regel) if deel)
        waar = " ".join(deel for deel in (plek, self.pad) if deel)
        return f"{waar}: {self.zin} {self.remedie} [{self.code}]"


class DefinitieFout(Exception):
    """A definition that cannot be used, with everything that is wrong with it."""

    def __init__(self, problemen: Iterable[Probleem]) -> None:
        self.problemen = list(problemen)
        super().__init__("\n".join(str(probleem) for probleem in self.problemen))
