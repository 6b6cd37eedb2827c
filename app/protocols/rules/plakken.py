"""Cells copied from a spreadsheet become controlepunten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

KOPPEN = {
    "code": "code",
    "nr": "code",
    "nummer": "code",
    "vraag": "vraag",
    "controlepunt": "vraag",
    "punt": "vraag",
    "toelichting": "toelichting",
    "uitleg": "toelichting",
    "grondslag": "grondslag",
    "artikel": "grondslag",
    "bron": "grondslag",
}
"""What a heading above a column says that it holds."""
ZONDER_KOP = ("vraag", "toelichting", "grondslag")
_BRON = re.compile(r"^(?P<bron>\S.*?)(?:\s+(?:art(?:ikel|\.)?\s*)?(?P<artikel>§?\s?\d[\w.:]*))?$", re.IGNORECASE)
_CODE = re.compile(r"^(.*?)(\d+)$")
_EINDE = re.compile(r"[\t\n]|\Z")
_TUSSEN = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)')


def punten_uit_plaktekst(tekst: str, volgende_code: str) -> list[dict[str, Any]]:
    """Points from pasted cells (tab between columns, a line per row), in the shape of a protocol file.

    Columns are vraag, toelichting, grondslag, unless a first row names them (`KOPPEN`; other columns are added to the
    toelichting with their heading). The first point gets `volgende_code` (`BR-35`), the next ones count on. Rows
    without a vraag are left out. A grondslag is *onbevestigd*: nobody looked at the text yet.
    """
    koppen, rijen = _headings([rij for rij in _cells(tekst) if any(rij)])
    gelezen = [velden for velden in (_read(rij, koppen) for rij in rijen) if velden.get("vraag")]
    return [_punt(velden, code) for velden, code in zip(gelezen, _codes(volgende_code), strict=False)]


def _cells(tekst: str) -> list[list[str]]:
    """The rows of a table; a cell with line ends or tabs in it comes between quotes, with its own quotes doubled."""
    rijen: list[list[str]] = [[]]
    tekst = re.sub(r"\r\n?", "\n", tekst)
    plek = 0
    while plek < len(tekst):
        heel = _TUSSEN.match(tekst, plek)
        if heel and re.search(r"[\t\n]", heel[1]):
            cel, eind = heel[1].replace('""', '"'), heel.end()
        else:
            eind = _EINDE.search(tekst, plek).start()  # type: ignore[union-attr]  # the end of the text fits
            cel = tekst[plek:eind]
        rijen[-1].append(cel.strip())
        plek = eind + 1
        if tekst[eind:plek] == "\n":
            rijen.append([])
    return rijen


def _headings(rijen: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """What each column holds, and the rows below the headings."""
    eerste = [cel.lower().rstrip(":.") for cel in rijen[0]] if rijen else []
    if "vraag" in (KOPPEN.get(cel) for cel in eerste):
        return [KOPPEN.get(cel, rijen[0][nummer]) for nummer, cel in enumerate(eerste)], rijen[1:]
    return list(ZONDER_KOP), rijen


def _read(rij: list[str], koppen: list[str]) -> dict[str, str]:
    """A row by what its columns hold; what has no place of its own goes to the toelichting."""
    velden: dict[str, str] = {}
    over: list[str] = []
    for nummer, cel in enumerate(rij):
        kop = koppen[nummer] if nummer < len(koppen) else ""
        if kop in KOPPEN.values():
            velden[kop] = cel
        elif cel:
            over.append(f"{kop}: {cel}" if kop else cel)
    return velden | {"toelichting": "\n".join(deel for deel in (velden.get("toelichting", ""), *over) if deel)}


def _punt(velden: dict[str, str], code: str) -> dict[str, Any]:
    punt: dict[str, Any] = {"code": code, "vraag": " ".join(velden["vraag"].split()), "type": "oordeel"}
    if velden["toelichting"]:
        punt["toelichting"] = velden["toelichting"]
    if velden.get("grondslag"):
        punt["grondslagen"] = [_grondslag(deel.strip()) for deel in velden["grondslag"].split(";") if deel.strip()]
    return punt


def _grondslag(tekst: str) -> dict[str, str]:
    """`Bbl 3.115` as a source with its article; what is not written so is a source as it stands."""
    gevonden = _BRON.match(tekst)
    delen = gevonden.groupdict() if gevonden else {"bron": tekst}
    return {naam: waarde for naam, waarde in delen.items() if waarde} | {"zekerheid": "onbevestigd"}


def _codes(eerste: str) -> Iterator[str]:
    """That code and the ones after it: `BR-09`, `BR-10`."""
    gevonden = _CODE.match(eerste)
    stam, begin = (gevonden[1], gevonden[2]) if gevonden else (f"{eerste}-", "01")
    nummer = int(begin)
    while True:
        yield f"{stam}{nummer:0{len(begin)}d}"
        nummer += 1
