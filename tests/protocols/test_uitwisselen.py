"""Protocols as files, on the page and by command: what leaves Schouw is what was written, and comes in as a draft."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.protocols import actions, concept
from app.protocols.cli import protocol
from app.protocols.loader import PROTOCOLS, parse_definitie, read_file, refuse_hostile
from app.protocols.rules.problemen import DefinitieFout
from app.protocols.uitwisseling.yaml_uit import to_yaml
from tests.people import START, Dorp, login
from tests.protocols.test_xlsform_in import workbook

BOM = b"a: &a [x, x]\nb: &b [*a, *a]\n"
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


def test_files_become_drafts_and_what_did_not_come_along_is_told(
    client: FlaskClient, dorp: Dorp, view_session: Session, uitweg: str
) -> None:
    login(client, dorp.ada)
    vreemd = workbook(survey=[["type", "name", "label", "appearance"], ["text", "a", "Wat zie je?", "multiline"]])
    bestanden = [
        ("1.yaml", uitweg.encode()),
        ("vreemd.xlsx", vreemd),
        ("kapot.yaml", b"protocol: [\n"),
        ("x.yaml", BOM),
    ]
    data = {"bestand": [(io.BytesIO(inhoud), naam) for naam, inhoud in bestanden]}
    pagina = client.post("/protocollen/inlezen", data=data, content_type="multipart/form-data")
    assert pagina.status_code == 200
    assert "Uitweg (inrit)</a> staat klaar als concept" in pagina.text
    assert "survey, rij 2, kolom D" in pagina.text
    assert "Regel 2: Dit is geen geldige YAML" in pagina.text
    assert "verwijst naar zichzelf" in pagina.text
    concepten = {
        draft.code: concept.read_ruw(draft) for draft in concept.list_concepten(view_session, dorp.waterdonk.id)
    }
    assert set(concepten) == {"uitweg", "formulier"}
    assert concepten["uitweg"]["versie"] == 2, "the version after the one there is"
    again = client.post("/protocollen/inlezen", data={"bestand": (io.BytesIO(uitweg.encode()), "1.yaml")})
    assert again.status_code == 422
    assert "al een concept" in again.text
    assert client.post("/protocollen/inlezen").status_code == 422
    login(client, dorp.tess)
    assert client.get("/protocollen/inlezen").status_code == 403


def test_the_command_reads_a_folder(app: Flask, dorp: Dorp, uitweg: str, tmp_path: Path) -> None:
    for pad in (
        tmp_path / "uitweg" / "1.yaml",
        tmp_path / "uitweg" / "frequentieschema.yaml",
        tmp_path / "b" / "2.yaml",
    ):
        pad.parent.mkdir(exist_ok=True)
        pad.write_text(uitweg if "uitweg" in str(pad.parent) else "nee", encoding="utf-8")
    uit = app.test_cli_runner().invoke(protocol, ["import", str(tmp_path), "--organisatie", "Waterdonk"])
    assert uit.exit_code == 1
    assert "1 concept(en) gemaakt van 2 bestand(en)." in uit.output


def test_yaml_that_would_kill_the_parser_is_refused() -> None:
    for tekst in (BOM.decode(), "[" * 100_000, "- " * 100_000, "{a: " * 100_000):
        with pytest.raises(DefinitieFout):
            refuse_hostile(tekst)
    refuse_hostile("a: [")
