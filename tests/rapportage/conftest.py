"""Laying out a report asks nothing of a database: it is done for real on SQLite, and once on PostgreSQL."""

from __future__ import annotations

import io

import pikepdf
import pytest

from app.rapportage.waarde import Rapport, hash_of, to_canonical

BLADEN = {"intern": 3, "betrokkene": 2, "brief": 1}


@pytest.fixture
def real_paper() -> None:
    """For a test that has the real papers on PostgreSQL too."""


@pytest.fixture(autouse=True)
def plain_paper(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL a paper is a few white sheets with the hash of the value: as fixed, and another for another."""
    params = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    if params.get("data_app") == "postgres" and "real_paper" not in request.fixturenames:
        monkeypatch.setattr("app.rapportage.actions.draw_ready", lambda waarde, _druk, voor, _logo: sheet(waarde, voor))
        monkeypatch.setattr("app.rapportage.actions.draw_brief", lambda waarde, _logo: sheet(waarde, "brief"))


def sheet(waarde: Rapport, soort: str) -> bytes:
    """White sheets that say of which value they are."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(BLADEN[soort]):
            pdf.add_blank_page()
        title = pikepdf.String(f"{soort} {hash_of(to_canonical(waarde))}")
        pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(Title=title))
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
