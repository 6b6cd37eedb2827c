"""What a phone must fetch does not grow unnoticed. Gzipped kB of the built files and of a drawn form."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.core.assets import asset, asset_parts
from app.core.pressed import pressed
from app.protocols.rules.canoniek import canonical_json, text_hash
from app.protocols.rules.genereren import generate_definitie
from app.pwa.formulier import draw_form
from app.pwa.schil import shell_files
from tests.bench.gewicht import DIST, bundels
from tests.bench.plaats import KOPPEN

GRENZEN = {
    "form_js_gz_kb": 19.0,
    "shell_js_gz_kb": 29.0,
    "field_js_gz_kb": 43.0,
    "field_js_all_gz_kb": 70.5,
    "field_css_gz_kb": 11.9,
}
"""The form page before one can work; the shell with all its screens; both with the worker, each file once; everything a
phone takes along, also what is read later; the style sheet."""


@pytest.mark.parametrize("naam", sorted(GRENZEN))
def test_bundles_stay_small(naam: str) -> None:
    assert bundels()[naam] <= GRENZEN[naam]


def test_a_first_visit_stays_small(app: Flask, client: FlaskClient) -> None:
    """What a phone fetches before it can leave with a form of 60 points, with headers; the day list comes on top."""
    br = {"Accept-Encoding": "br"}
    paginas = [client.get(pad, headers=br).data for pad in ("/veld", "/veld/schil", "/sw.js", "/manifest.webmanifest")]
    tekst = canonical_json(generate_definitie(60))
    with app.test_request_context("/veld", headers=br):
        paginas.append(pressed(draw_form(tekst, text_hash(tekst))).data)
        bestanden = {*shell_files(), asset("formulier.js"), *asset_parts("formulier.js")}
    scripts = [DIST / f"{pad.removeprefix('/static/')}.br" for pad in bestanden if pad.endswith((".js", ".css"))]
    omvang = sum(map(len, paginas)) + sum(bestand.stat().st_size for bestand in scripts)
    assert (omvang + KOPPEN * (len(paginas) + len(scripts))) / 1000 <= 103.4


def test_a_point_more_costs_little(app: Flask) -> None:
    def kb(punten: int) -> float:
        tekst = canonical_json(generate_definitie(punten))
        with app.test_request_context("/veld"):
            pagina = draw_form(tekst, text_hash(tekst))
        return len(gzip.compress(pagina.encode())) / 1000

    zestig, driehonderd = kb(60), kb(300)
    assert zestig <= 19
    assert (driehonderd - zestig) / 240 <= 0.13
