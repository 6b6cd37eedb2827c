"""The was-wordt table holds every article of the two source tables, and says what each became."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.protocols.loader import protocol_files
from app.protocols.omzettabel import omzettabel
from app.protocols.rules.bouwstenen import Grondslag
from app.protocols.rules.was_wordt import Omzetting, was_wordt, wordt_was
from tests.protocols.bronnen import BOUW, GEBRUIK, definitie, plekken, segmenten
from tests.protocols.verschil import klopt

TABEL = omzettabel()
BRON = (Path(__file__).parent / "bronnen" / "was-wordt.md").read_text(encoding="utf-8")
ARTIKEL = r"(?<![\d.:])\d{1,2}[.:]\d+[a-z]?(?![\d-])|(?<![\d.:])\d{1,2}[.:]\d+[a-z]?(?=-\d)"
ZONDER_TEKEN = {"13.2"}
"""A sign behind brackets counts for the article in them, not for the one before: `afd. 13.2 (13.5 … ✓)`."""


def _rijen(kop: str) -> list[list[str]]:
    """The cells of one of the tables, under its heading."""
    deel = BRON.split(f"## {kop}")[1].split("## ")[0]
    return [[cel.strip() for cel in regel.strip("|").split("|")] for regel in deel.splitlines() if regel[:3] != "|--"][
        3:
    ]


BOUWRIJEN = [rij for rij in _rijen("Bouw") if len(rij) == 2]
GEBRUIKRIJEN = [rij for rij in _rijen("Gebruik") if len(rij) == 3]


def _artikelen(cel: str) -> list[str]:
    return re.findall(ARTIKEL, re.sub(r"\([^)]*(?:ECLI|Rb\.)[^)]*\)|\d+-\d+-\d{4}", "", cel))


def _noemt(bron: Grondslag, artikel: str) -> bool:
    return artikel in re.findall(r"\d+[.:]\d+[a-z]?", bron.artikel or "")


def _met_oud(tabel: str, cel: str) -> list[Omzetting]:
    """The rows that stand for an old cell."""
    oud = set(_artikelen(cel))
    return [r for r in TABEL if r.tabel == tabel and any(_noemt(was, artikel) for was in r.was for artikel in oud)]


@pytest.mark.parametrize(("tabel", "rijen"), [("bouw", BOUWRIJEN), ("gebruik", GEBRUIKRIJEN)])
def test_every_old_article_of_the_source_is_a_row(tabel: str, rijen: list[list[str]]) -> None:
    alle = [was for regel in TABEL if regel.tabel == tabel for was in regel.was]
    oud = [artikel for rij in rijen for artikel in _artikelen(rij[0])]
    assert len(oud) > 15
    klopt(f"{artikel} ontbreekt" for artikel in oud if not any(_noemt(was, artikel) for was in alle))


def test_every_new_article_on_building_stands_under_its_own_sign() -> None:
    fouten = []
    for oud, nieuw in BOUWRIJEN:
        regels = _met_oud("bouw", oud) or [r for r in TABEL if r.tabel == "bouw" and not r.was[0].artikel]
        for tekst, zekerheid in segmenten(nieuw, BOUW):
            for artikel in set(_artikelen(tekst)) - ZONDER_TEKEN if zekerheid else ():
                past = [w for r in regels for w in r.wordt if _noemt(w, artikel) and w.zekerheid == zekerheid]
                fouten += [] if past else [f"{oud}: {artikel} is niet {zekerheid}"]
    klopt(fouten)


def test_every_new_article_on_use_stands_there_as_sure_as_its_row() -> None:
    fouten = []
    for oud, nieuw, teken in GEBRUIKRIJEN:
        zeker = {GEBRUIK.zekerheid[t] for t in teken if t in GEBRUIK.zekerheid}
        for artikel in _artikelen(nieuw):
            past = [w for r in TABEL if r.tabel == "gebruik" for w in r.wordt if _noemt(w, artikel)]
            goed = any(w.zekerheid in zeker for w in past)
            fouten += [] if goed or artikel == oud else [f"{oud}: {artikel} is niet een van {zeker}"]
    klopt(fouten)


@pytest.mark.parametrize(
    ("bron", "artikel", "lid", "onderdeel", "wordt"),
    [
        ("Wabo", "2.3", None, None, ["Ow 5.5"]),
        ("wabo", "2.1", "1", "f", ["Ow 5.1", "Ow 5.22", "Bal 13.11"]),
        ("Bouwbesluit", "6.21", None, None, ["Bbl 3.117", "Bbl 6.32-6.36"]),
        (
            "Bouwbesluit 2012",
            "8.5",
            None,
            None,
            ["Bbl 7.5a", "Bbl 7.5b", *(f"Bbl 7.{n}" for n in (15, 16, 17, 18, 19, 23))],
        ),
        ("BB2012", "7.18", None, None, ["Omgevingsplan afd. 22.2"]),
        ("DHW", None, None, None, ["Alcoholwet"]),
        ("Bouwbesluit 2012", "9.99", None, None, []),
        ("Wabo", "hoofdstuk 6", None, None, []),
        ("Wabo", "2.3a", None, None, ["Ow 5.6"]),
        ("Bouwbesluit 2012", None, None, None, []),
        ("Bbl", "3.117", None, None, []),
    ],
)
def test_an_old_article_gives_what_it_became(
    bron: str, artikel: str | None, lid: str | None, onderdeel: str | None, wordt: list[str]
) -> None:
    gevonden = was_wordt(TABEL, bron, artikel, lid, onderdeel)
    assert [f"{nu.bron} {nu.artikel or ''}".strip() for deel in gevonden for nu in deel.wordt] == wordt


def test_without_its_lid_an_article_gives_all_it_became() -> None:
    heel = was_wordt(TABEL, "Wabo", "2.1")
    assert {deel.was.onderdeel for deel in heel} == {"a", "b", "c", "d", "f"}
    assert {deel.was.onderdeel for deel in was_wordt(TABEL, "Wabo", "2.1", "1", "d")} == {"d"}


@pytest.mark.parametrize(
    ("bron", "artikel", "was"),
    [
        ("Bbl", "6.13", ["7.3"]),
        ("Bbl", "7.10", ["1.26-1.33"]),
        ("Bbl", "6.4", ["7.6-7.9", "7.10", "7.16", "7.21-7.22"]),
        ("Bbl", "4.1", []),
    ],
)
def test_the_other_way_gives_what_it_was(bron: str, artikel: str, was: list[str]) -> None:
    assert [oud.artikel for oud in wordt_was(TABEL, bron, artikel)] == was


def test_old_law_in_a_protocol_is_law_of_the_table() -> None:
    """A zaak of before 2024 shows articles that the table knows, or law that the Omgevingswet left as it was."""
    fouten = []
    for pad in protocol_files():
        for plaats in plekken(definitie(pad.parent.name, int(pad.stem))):
            nu = {(bron.bron, bron.artikel) for bron in plaats.punt.grondslagen if bron.regime == "ow"}
            for oud in plaats.punt.grondslagen:
                bekend = (oud.bron, oud.artikel) in nu or was_wordt(
                    TABEL, oud.bron, oud.artikel, oud.lid, oud.onderdeel
                )
                if oud.regime == "wabo" and not bekend:
                    fouten.append(f"{pad.parent.name} {plaats.punt.code}: {oud.bron} {oud.artikel}")
    klopt(fouten)


def test_every_punt_on_use_of_which_the_table_knows_the_old_article_shows_it() -> None:
    """Each article stands for itself: what only leads to the specific zorgplicht or to upkeep gives no old number."""
    paren = {
        nu.artikel: {was.artikel for was in regel.was}
        for regel in TABEL
        if regel.tabel == "gebruik" and len(regel.wordt) == 1 and regel.was[0].bron == "Bouwbesluit 2012"
        for nu in regel.wordt
        if nu.bron == "Bbl" and nu.artikel and "-" not in nu.artikel
    }
    gekeken, fouten = 0, []
    for code in (
        "brandveilig-gebruik",
        *(f"prv-{d}" for d in ("kinderopvang-school", "zorg", "logies", "kamerverhuur")),
    ):
        for punt in (plaats.punt for plaats in plekken(definitie(code))):
            oud = {bron.artikel for bron in punt.grondslagen if bron.regime == "wabo"}
            for bron in punt.grondslagen:
                moet = paren.get(bron.artikel or "", set()) if bron.bron == "Bbl" and bron.regime == "ow" else set()
                gekeken += bool(moet)
                fouten += [f"{punt.code}: {bron.artikel} was {artikel}" for artikel in moet - oud]
    assert gekeken > 30
    klopt(fouten)
