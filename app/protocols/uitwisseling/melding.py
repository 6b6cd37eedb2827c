"""What did not come along from a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Melding:
    """Something that did not come along as it was: where it stands, what became of it, and the text itself."""

    blad: str
    rij: int
    kolom: str
    zin: str
    tekst: str = ""

    @property
    def plek(self) -> str:
        """`survey, rij 4, kolom C`."""
        return f"{self.blad}, rij {self.rij}" + (f", kolom {self.kolom}" if self.kolom else "")
