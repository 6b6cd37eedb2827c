"""Protocols as files, on the page and by command: what leaves Schouw is what was written, and comes in as a draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.protocols import actions
from app.protocols.cli import protocol
from app.protocols.loader import PROTOCOLS, parse_definitie, read_file
from app.protocols.uitwisseling.yaml_uit import to_yaml
from tests.people import START, Dorp, login

UITWEG = PROTOCOLS / "uitweg" / "1.yaml"


@pytest.fixture
def uitweg(view_session: Session) -> str:
    """Published with the blocks it names; the text of its file."""
    blokken = [PROTOCOLS / blok / "1.yaml" for blok in ("algemeen", "zorgplichten")]
    actions.publish_files(view_session, [*blokken, UITWEG], by=None, now=START)
    view_session.commit()
    definitie = read_file(UITWEG).definitie
    assert definitie is not None
    return to_yaml(definitie)


def test_a_version_downloads_as_it_was_written(client: FlaskClient, dorp: Dorp, uitweg: str) -> None:
    login(client, dorp.ada)
    answer = client.get("/protocollen/uitweg/1.yaml")
    assert (answer.mimetype, answer.text) == ("application/yaml", uitweg)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="uitweg-1.yaml"'
    heel = parse_definitie(client.get("/protocollen/uitweg/1.yaml?opgelost=1").text)
    assert (heel.blokken, heel.samengesteld_uit) == ([], ["algemeen/1", "zorgplichten/1"])
    assert "/protocollen/uitweg/1.yaml" in client.get("/protocollen/uitweg/1").text
    assert client.get("/protocollen/uitweg/2.yaml").status_code == 404
    blad = client.get("/protocollen/uitweg/1.xlsx")
    assert (blad.status_code, blad.data[:2]) == (200, b"PK")


def test_the_command_writes_a_folder_that_reads_back(app: Flask, uitweg: str, tmp_path: Path) -> None:
    def export(*args: str) -> str:
        return app.test_cli_runner().invoke(protocol, ["export", *args, "--map", str(tmp_path)]).output

    assert "3 versie(s)" in export()
    assert (tmp_path / "uitweg" / "1.yaml").read_text(encoding="utf-8") == uitweg
    assert sorted(pad.parent.name for pad in tmp_path.glob("*/1.yaml")) == ["algemeen", "uitweg", "zorgplichten"]
    assert "1 versie(s)" in export("uitweg", "--als", "xlsx")
    assert (tmp_path / "uitweg" / "1.xlsx").read_bytes()[:2] == b"PK"
    assert "geen protocol niets" in export("niets")
    assert "geen organisatie Nergens" in export("--organisatie", "Nergens")
