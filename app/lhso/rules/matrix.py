"""The interventiematrix as data: axes, interventions, sixteen cells, and the choices around them.

The labels of the axes and the catalogue of interventions are confirmed; the content of the cells is a working
default until an organisatie adopts its own (`domain` knowledge: LHSO 2022, four categories of interventions).
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct, json

Gedrag = Literal["A", "B", "C", "D"]
GEDRAG: tuple[Gedrag, ...] = ("A", "B", "C", "D")
GEVOLGEN: tuple[int, ...] = (1, 2, 3, 4)
Zekerheid = Literal["gelezen", "secundair", "onbevestigd"]
Categorie = Literal["herstellend", "ingrijpend", "bestraffend", "strafrechtelijk"]


class As(Struct, forbid_unknown_fields=True, frozen=True):
    """A row (gevolg) or column (gedrag): what it is called and what it means in plain words."""

    label: str
    uitleg: str
    zekerheid: Zekerheid = "secundair"


class Interventie(Struct, forbid_unknown_fields=True, frozen=True):
    """A way to act. `besluit`: it is a decision under the Awb; `handhavingsmiddel`: it counts as such in KPI 1.2."""

    label: str
    categorie: Categorie
    besluit: bool
    handhavingsmiddel: bool


class Cel(Struct, forbid_unknown_fields=True, frozen=True):
    """One cell: codes of interventions per category from light to heavy, and whether to consult OM and politie."""

    zone: Literal["licht", "midden", "zwaar"]
    herstel: list[str]
    ingrijpend: list[str] = []
    bestraffend: list[str] = []
    strafrecht: list[str] = []
    overleg: Literal["nee", "overwegen", "ja"] = "nee"


class Keuze(Struct, forbid_unknown_fields=True, frozen=True):
    """A circumstance or aspect one can tick."""

    code: str
    label: str
    zekerheid: Zekerheid = "onbevestigd"


class Verschuiving(Struct, forbid_unknown_fields=True, frozen=True):
    """How far circumstances may move the position. The size is not confirmed in a source: data, not law."""

    kolommen: int = 1
    rijen: int = 1
    zekerheid: Zekerheid = "onbevestigd"


class Recidive(Struct, forbid_unknown_fields=True, frozen=True):
    """What counts as recidive: the window in years and the key by which overtredingen are the same."""

    jaren: int = 5
    sleutel: Literal["voorschrift", "type", "domein"] = "voorschrift"
    zekerheid: Zekerheid = "secundair"


class Matrix(Struct, forbid_unknown_fields=True, frozen=True):
    """One version of the matrix of one organisatie."""

    versie: str
    vastgesteld: bool
    gevolgen: dict[str, As]
    gedrag: dict[str, As]
    interventies: dict[str, Interventie]
    cellen: dict[str, Cel]
    verzwarende_omstandigheden: list[Keuze]
    verzachtende_omstandigheden: list[Keuze]
    aspecten: list[Keuze]
    verschuiving: Verschuiving = Verschuiving()
    recidive: Recidive = Recidive()
    bron: str | None = None
    brondatum: date | None = None
    besluit: str | None = None
    toelichting: list[str] = []


LEZER = json.Decoder(Matrix)
"""Made on import, see `app/protocols/rules/definitie.py`."""


def problemen(matrix: Matrix) -> list[str]:
    """What is wrong with a matrix, as sentences for the beheerder; empty when it can be used."""
    fouten = _axes(matrix)
    for naam, cel in sorted(matrix.cellen.items()):
        fouten += _cel(matrix, naam, cel)
    if matrix.vastgesteld and not (matrix.bron and matrix.besluit):
        fouten.append("Een vastgestelde matrix noemt zijn bron en het besluit waarmee hij is vastgesteld.")
    return fouten


def _axes(matrix: Matrix) -> list[str]:
    fouten = []
    if set(matrix.gevolgen) != {str(gevolg) for gevolg in GEVOLGEN}:
        fouten.append("De rijen (gevolgen) zijn precies 1, 2, 3 en 4.")
    if set(matrix.gedrag) != set(GEDRAG):
        fouten.append("De kolommen (gedrag) zijn precies A, B, C en D.")
    if set(matrix.cellen) != {f"{gedrag}{gevolg}" for gedrag in GEDRAG for gevolg in GEVOLGEN}:
        fouten.append("De matrix heeft precies de zestien cellen A1 tot en met D4.")
    return fouten


def _cel(matrix: Matrix, naam: str, cel: Cel) -> list[str]:
    fouten = []
    groepen: dict[Categorie, list[str]] = {
        "herstellend": cel.herstel,
        "ingrijpend": cel.ingrijpend,
        "bestraffend": cel.bestraffend,
        "strafrechtelijk": cel.strafrecht,
    }
    for categorie, codes in groepen.items():
        for code in codes:
            interventie = matrix.interventies.get(code)
            if interventie is None:
                fouten.append(f"Cel {naam}: interventie {code} staat niet in de lijst van interventies.")
            elif interventie.categorie != categorie and categorie not in {"ingrijpend", "bestraffend"}:
                fouten.append(f"Cel {naam}: {code} is {interventie.categorie}, maar staat onder {categorie}.")
    if not cel.herstel:
        fouten.append(f"Cel {naam}: noem ten minste een herstellende interventie.")
    return fouten
