"""What a phone must fetch does not grow unnoticed. Gzipped kB of the built files and of a drawn form."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask

from app.protocols.rules.canoniek import canonical_json, text_hash
from app.protocols.rules.genereren import generate_definitie
from app.pwa.formulier import draw_form
from tests.bench.gewicht import bundels

GRENZEN = {"form_js_gz_kb": 19.4, "shell_js_gz_kb": 29.7, "field_js_gz_kb": 72.0, "field_css_gz_kb": 12.0}
"""The form page before one can work; the shell with all its screens; everything a phone takes along (its budget of 45 is
not reached, it may not grow); the style sheet."""


@pytest.mark.parametrize("naam", sorted(GRENZEN))
def test_bundles_stay_small(naam: str) -> None:
    assert bundels()[naam] <= GRENZEN[naam]


def test_a_point_more_costs_little(app: Flask) -> None:
    def kb(punten: int) -> float:
        tekst = canonical_json(generate_definitie(punten))
        with app.test_request_context("/veld"):
            pagina = draw_form(tekst, text_hash(tekst))
        return len(gzip.compress(pagina.encode())) / 1000

    zestig, driehonderd = kb(60), kb(300)
    assert zestig <= 22
    assert (driehonderd - zestig) / 240 <= 0.13
