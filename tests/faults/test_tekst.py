"""Whatever people type goes from the phone through the journal and the dossier to the spreadsheet and the paper, whole,
as text and never as anything else."""

from __future__ import annotations

import csv
import html
import io
import re
from dataclasses import dataclass
from uuid import UUID, uuid4

import msgspec
import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Antwoord, Controle, Mutatie
from tests.controles.builders import Schrijver, make_versie, pakket
from tests.people import Dorp, login

LANG = "".join(f"woord{n} " for n in range(10_000))[:100_000]


@dataclass(frozen=True)
class Geval:
    """What is typed, how it is read back, and how it stands on paper (without white space)."""

    typt: str
    leest: str
    papier: str


def same(text: str) -> Geval:
    """Text that stays as it is everywhere."""
    return Geval(text, text, squeezed(text))


def squeezed(text: str) -> str:
    """Without white space: line ends on paper are not those of the text."""
    return re.sub(r"\s+", "", text)


GEVALLEN = {
    "text-emoji": Geval("brand 🔥 op dak 👩🏽‍🚒", "brand 🔥 op dak 👩🏽‍🚒", "brand[U+1F525]opdak"),
    "text-right-to-left": Geval("naam \u202eשלום\u202c klaar", "naam \u202eשלום\u202c klaar", "klaar"),
    "text-nul": Geval("voor\x00na", "voor\u2400na", "na"),
    "text-half-a-character": Geval("voor\ud83dna", "voor\ufffdna", "na"),
    "text-100000": same(LANG.strip()),
    "text-markup": same("<b>vet</b> </script><script>alert(1)</script> &amp; 3 < 4 <br/>"),
    "text-template": same("{{ 7*7 }} {% raw %} ${x} %s {0}"),
    "text-formula": same("=cmd|'/C calc'!A1"),
}


def marked(namen: dict[str, Geval]) -> list[object]:
    """Each case with its fault."""
    return [pytest.param(geval, marks=pytest.mark.fault(naam), id=naam) for naam, geval in namen.items()]


@pytest.mark.parametrize("geval", marked(GEVALLEN))
def test_text_comes_through_whole(client: FlaskClient, dorp: Dorp, view_session: Session, geval: Geval) -> None:
    key, entries = born_with(view_session, dorp, geval.typt)
    raws = [as_a_browser_writes(entry) for entry in entries]
    answer = login(client, dorp.tess).post("/sync/mutaties", data=pakket(*raws))
    assert {bon["uitkomst"] for bon in answer.json["bonnen"]} == {"verwerkt"}, answer.text  # type: ignore[index]
    kept = {str(row_key): raw for row_key, raw in view_session.execute(select(Mutatie.id, Mutatie.ruw))}
    assert kept == {entry["id"]: raw for entry, raw in zip(entries, raws, strict=True)}
    row = view_session.scalars(select(Antwoord).where(Antwoord.controle_id == key)).one()
    assert row.antwoord["toelichting"] == geval.leest
    check_dossier(client, dorp, key, geval)
    check_spreadsheet(client, view_session, key, geval)
    check_paper(client, key, geval)


def born_with(session: Session, dorp: Dorp, typed: str) -> tuple[UUID, list[dict[str, object]]]:
    """A controle begun on the phone, finished, with this text in the object, an answer and the reaction."""
    versie = make_versie(session)
    session.commit()
    tess = Schrijver(uuid4(), dorp.tess.id, versie.hash)
    plek = {"id": str(uuid4()), "naam": typed[:200], "straat": "Dijk", "huisnummer": "3", "plaats": "Waterdonk"}
    entries = [
        tess.entry("aanmaken", {"protocol_hash": versie.hash, "object": plek}),
        tess.antwoord("P-01", "voldoet", antwoord={"toelichting": typed}),
        tess.entry("bezoek", {"veld": "reactie", "waarde": typed}),
    ]
    return tess.controle, [*entries, tess.afronden(entries)]


def as_a_browser_writes(entry: dict[str, object]) -> bytes:
    """JSON as JSON.stringify makes it: half a character as an escape."""
    text = msgspec.json.encode(_marked_halves(entry)).decode()
    return re.sub("HALF-([0-9a-f]{4})", r"\\u\1", text).encode()


def _marked_halves(value: object) -> object:
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", lambda half: f"HALF-{ord(half[0]):04x}", value)
    if isinstance(value, dict):
        return {name: _marked_halves(item) for name, item in value.items()}
    return [_marked_halves(item) for item in value] if isinstance(value, list) else value


def check_dossier(client: FlaskClient, dorp: Dorp, key: UUID, geval: Geval) -> None:
    """The page of the controle shows it as text."""
    page = login(client, dorp.juul).get(f"/controles/{key}")
    assert page.status_code == 200
    shown = squeezed(html.unescape(re.sub(r"<[^>]+>", " ", page.text)))
    assert squeezed(geval.leest) in shown
    assert "<script>alert" not in page.text


def check_spreadsheet(client: FlaskClient, session: Session, key: UUID, geval: Geval) -> None:
    """The list as a file has it in one cell that runs nothing."""
    nummer = session.get_one(Controle, key).nummer
    text = client.get("/controles/lijst.csv?lijst=alles").text.removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    row = next(row for row in rows if nummer in row)
    cell = row[rows[0].index("naam object")]
    assert cell.lstrip("'") == geval.leest[:200]
    assert cell[:1] not in {"=", "+", "-", "@"}


def check_paper(client: FlaskClient, key: UUID, geval: Geval) -> None:
    """The report for both audiences has it."""
    for voor in ("intern", "betrokkene"):
        answer = client.get(f"/controles/{key}/rapport.pdf?voor={voor}")
        assert answer.status_code == 200
        pages = PdfReader(io.BytesIO(answer.data)).pages
        text = squeezed("".join(page.extract_text() for page in pages))
        for woord in {geval.papier[:60], geval.papier[-8:]}:
            assert woord in text, woord
