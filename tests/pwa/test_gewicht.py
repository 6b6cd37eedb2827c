"""What a phone must fetch does not grow unnoticed. Gzipped kB of the built files and of a drawn form."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.core.pressed import pressed
from app.protocols.rules.canoniek import canonical_json, text_hash
from app.protocols.rules.genereren import generate_definitie
from app.pwa.formulier import draw_form
from app.pwa.schil import shell_files
from tests.bench.gewicht import DIST, bundels

GRENZEN = {
    "form_js_gz_kb": 17.9,
    "shell_js_gz_kb": 27.5,
    "field_js_gz_kb": 40.9,
    "field_js_all_gz_kb": 68.4,
    "field_css_gz_kb": 11.9,
}
"""The form page before one can work; the shell with all its screens; both with the worker, each file once; everything a
phone takes along, also what is read later; the style sheet."""


@pytest.mark.parametrize("naam", sorted(GRENZEN))
def test_bundles_stay_small(naam: str) -> None:
    assert bundels()[naam] <= GRENZEN[naam]


def test_a_first_visit_stays_small(app: Flask, client: FlaskClient) -> None:
    """What a phone fetches before it can leave with a form of 60 points, with the heads a server of ours adds; the day
    list, the greetings and what gunicorn adds come on top: together it stays under 100."""
    br = {"Accept-Encoding": "br"}
    tekst = canonical_json(generate_definitie(60))
    with app.test_request_context("/veld", headers=br):
        formulier = app.process_response(pressed(draw_form(tekst, text_hash(tekst))))
        schil = [pad for pad in shell_files() if pad.endswith((".js", ".css"))]
    paden = ("/veld", "/veld/schil", "/sw.js", "/manifest.webmanifest")
    antwoorden = [formulier, *(client.get(pad, headers=br) for pad in paden)]
    omvang = sum(len(str(antwoord.headers)) + len(antwoord.data) for antwoord in antwoorden)
    omvang += sum((DIST / f"{pad.removeprefix('/static/')}.br").stat().st_size for pad in schil)
    assert omvang / 1000 <= 94.6


def test_a_point_more_costs_little(app: Flask) -> None:
    def kb(punten: int) -> float:
        tekst = canonical_json(generate_definitie(punten))
        with app.test_request_context("/veld"):
            pagina = draw_form(tekst, text_hash(tekst))
        return len(gzip.compress(pagina.encode())) / 1000

    zestig, driehonderd = kb(60), kb(300)
    assert zestig <= 19
    assert (driehonderd - zestig) / 240 <= 0.13
