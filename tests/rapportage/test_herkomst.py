"""What the paper says of where things are from: a signature of before, and the time and place of a photo."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.rapportage import zinnen_foto
from app.rapportage.pdf.document import draw
from tests.people import Dorp, make_dorp
from tests.rapportage.bouw import Bezoek, begin, plaatje
from tests.rapportage.waarden import foto_bytes

pytestmark = pytest.mark.usefixtures("app")
HAND: dict[str, Any] = {
    "naam": "Tess",
    "lijnen": [{"points": [{"x": 1, "y": 1}, {"x": 9, "y": 4}]}],
    "gezet_at": "2026-11-20T10:34:00Z",
}
PLEK = {"lat": 51.6, "lon": 5.5}


@pytest.fixture
def bezoek(app: Flask, session: Session) -> Bezoek:
    """Tess at her controle."""
    dorp: Dorp = make_dorp(session)
    return begin(session, dorp)


def finish(bezoek: Bezoek, *, basis: int = 1, **getoond: str) -> None:
    """Finishes while this is what each role would sign."""
    slot = bezoek.telefoon.afronden(list(bezoek.entries), list(bezoek.fotos)) | {"basis": basis}
    slot["inhoud"] |= {"eind_at": "2026-11-20T10:35:00Z", "getoond": getoond}
    bezoek.doe(slot)
    bezoek.lever()


def paper(bezoek: Bezoek) -> str:
    """The words of the report for the betrokkene, with single spaces."""
    data = draw(bezoek.waarde(), foto_bytes, "betrokkene")
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def test_a_signature_of_before_does_not_stand_under_what_was_changed(bezoek: Bezoek) -> None:
    bezoek.handtekening("toezichthouder", **HAND, getoond="a" * 64)
    finish(bezoek, toezichthouder="a" * 64)
    assert bezoek.waarde().handtekeningen[0].lijnen
    assert "Tess, toezichthouder, ondertekend op 20 november 2026 om 11:34 uur" in paper(bezoek)

    bezoek.doe(bezoek.telefoon.entry("aanvullen", {"reden": "Verkeerd gemeten"}, basis=2))
    bezoek.doe(bezoek.telefoon.antwoord("BG-01", "voldoet", basis=3))
    finish(bezoek, basis=4, toezichthouder="b" * 64)
    hand = bezoek.waarde().handtekeningen[0]
    assert (hand.eerder, hand.lijnen) == (True, [])
    tekst = paper(bezoek)
    assert "Tess, toezichthouder: tekende op 20 november 2026 om 11:34 uur. Daarna is de inhoud veranderd." in tekst
    assert "ondertekend op" not in tekst


def test_a_photo_says_whose_time_and_place_it_has(bezoek: Bezoek) -> None:
    bezoek.foto("BG-01", plaatje(1), **PLEK, nauwkeurigheid=6, tijd_bron="telefoon", plaats_bron="telefoon")
    bezoek.foto("BG-01", plaatje(2), **PLEK, bron="galerij", tijd_bron="foto", plaats_bron="foto")
    bezoek.foto("BG-01", plaatje(3), bron="galerij", tijd_bron="bestand")
    finish(bezoek)
    waarde = bezoek.waarde()
    per = {foto.sha256: foto for foto in waarde.fotos}
    camera, zelf, bestand = (per[sha256] for sha256 in bezoek.fotos)
    assert [zinnen_foto.time_origin(foto) for foto in (camera, zelf, bestand)] == [
        "",
        "tijd uit de foto",
        "tijd van het bestand, niet uit de foto",
    ]
    assert [zinnen_foto.place_origin(foto) for foto in (camera, zelf, bestand)] == ["", "plaats uit de foto", ""]
    assert "uit de galerij, 20-11-2026 10:31:08, tijd uit de foto" in zinnen_foto.caption(zelf)
    assert "galerij" not in zinnen_foto.caption(camera)
    tekst = paper(bezoek)
    for woorden in ("tijd uit de foto", "plaats uit de foto", "tijd van het bestand", "gekozen uit de galerij"):
        assert woorden in tekst
    assert zinnen_foto.HERKOMST in tekst
