"""The beoordelingskaders: one for each subject of the programme, concept, and no law in them that no sheet names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.protocols.loader import protocol_files
from app.protocols.omzettabel import omzettabel
from app.protocols.rules.bouwstenen import Grondslag
from app.protocols.rules.definitie import Definitie
from tests.protocols.bronnen import definitie, plekken
from tests.protocols.verschil import klopt

BRONNEN = " ".join(pad.read_text(encoding="utf-8") for pad in (Path(__file__).parent / "bronnen").glob("*.md"))
SHIPPED = [pad.parent.name for pad in protocol_files()]
KADERS = [code for code in SHIPPED if definitie(code).soort == "beoordelingskader"]
ONDERWERPEN = {
    "duurzaamheid",
    "wonen",
    "erfgoed",
    "wkb",
    "leefomgevingskwaliteit",
    "zorgplichten",
    "omgevingsplan",
    "bopa-eenvoudig",
    "bopa-complex",
    "evenementen",
}
"""The subjects for which the programme asks a kader."""


def _gronden(van: Definitie) -> Iterator[Grondslag]:
    for plaats in plekken(van):
        yield from plaats.punt.grondslagen


BEKEND = {
    (grond.bron, grond.artikel, grond.zekerheid)
    for gronden in (
        *(_gronden(definitie(code)) for code in set(SHIPPED) - set(KADERS)),
        *(r.wordt for r in omzettabel()),
    )
    for grond in gronden
}
"""What the protocols and the was-wordt table cite, each proved against its own sheet."""


def test_there_is_one_for_each_subject() -> None:
    assert set(KADERS) == {f"kader-{onderwerp}" for onderwerp in ONDERWERPEN}


@pytest.mark.parametrize("code", KADERS)
def test_kader_is_a_concept_that_says_what_is_open(code: str) -> None:
    van = definitie(code)
    assert van.vaststelling is None
    assert van.openstaand
    assert van.thema == "beoordelingskaders"
    assert all(plaats.punt.spoor == "bureau" and plaats.punt.foto.wanneer == "nooit" for plaats in plekken(van))


@pytest.mark.parametrize("code", KADERS)
def test_kader_cites_nothing_that_no_sheet_cites(code: str) -> None:
    """As sure as a protocol is of the same article; else the sheets name its number."""
    fouten = []
    for grond in _gronden(definitie(code)):
        los = grond.zekerheid == "onbevestigd" or grond.bron == "geen"
        genoemd = re.search(rf"(?<![\d.:]){re.escape(grond.artikel or '')}(?!\d)", BRONNEN)
        if not los and (grond.bron, grond.artikel, grond.zekerheid) not in BEKEND and not genoemd:
            fouten.append(f"{grond.bron} {grond.artikel} ({grond.zekerheid})")
    klopt(fouten)


def test_what_has_no_law_behind_it_is_advice_or_named_in_the_programme() -> None:
    zonder = {p.punt.code for code in KADERS for p in plekken(definitie(code)) if p.punt.grondslagen[0].bron == "geen"}
    advies = {p.punt.code for code in KADERS for p in plekken(definitie(code)) if p.punt.aard == "advies"}
    assert zonder - advies == {"KEV-02"}
