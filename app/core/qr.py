"""QR codes as rows of dark stretches, to draw on paper or on a screen."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from reportlab.graphics.barcode.qr import QrCodeWidget


@lru_cache(maxsize=8)
def qr_rows(tekst: str) -> list[list[tuple[int, int]]]:
    """The dark stretches of each row; kept, since finding the best mask takes long."""
    code: Any = QrCodeWidget(tekst, barLevel="M").qr  # type: ignore[attr-defined]
    code.make()
    aantal = code.getModuleCount()
    return [_dark_runs([bool(code.isDark(rij, kolom)) for kolom in range(aantal)]) for rij in range(aantal)]


def _dark_runs(rij: list[bool]) -> list[tuple[int, int]]:
    """Start and length of every dark stretch in a row of modules."""
    found: list[tuple[int, int]] = []
    for kolom, donker in enumerate(rij):
        if donker and found and sum(found[-1]) == kolom:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif donker:
            found.append((kolom, 1))
    return found


def qr_path(tekst: str) -> tuple[int, str]:
    """How many modules a side has, and the dark ones as a path of an SVG in modules."""
    rijen = qr_rows(tekst)
    stukken = [f"M{kolom} {rij}h{breed}v1h-{breed}z" for rij, delen in enumerate(rijen) for kolom, breed in delen]
    return len(rijen), "".join(stukken)
