"""The routes of the report: who sees what, which bytes, and when it is not there yet."""

from __future__ import annotations

import hashlib
import io
from html import unescape
from uuid import UUID, uuid4

import pytest
from flask import current_app
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.rules.status import Status
from app.core.audit import Gebeurtenis
from app.rapportage import zinnen
from app.rapportage.actions import store_version
from app.rapportage.models import Rapport
from app.rapportage.waarde import from_canonical
from tests.controles.builders import NU
from tests.people import Dorp, login
from tests.rapportage.bouw import OPDRACHT, Bezoek, begin, walk


@pytest.fixture
def bezoek(view_session: Session, dorp: Dorp) -> Bezoek:
    """A finished visit without a report yet."""
    return walk(view_session, dorp)


@pytest.fixture
def rapport(view_session: Session, bezoek: Bezoek) -> Rapport:
    """Version 1 of its report."""
    rapport = store_version(view_session, bezoek.versie(), NU)
    assert rapport is not None
    view_session.commit()
    return rapport


def url(bezoek: Bezoek, wat: str = "rapport.pdf") -> str:
    """An address below the controle."""
    return f"/controles/{bezoek.controle.id}/{wat}"


def words(data: bytes) -> str:
    """All text of a PDF without white space."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)


def test_the_dossier_looks_for_the_report_until_it_is_there(client: FlaskClient, dorp: Dorp, bezoek: Bezoek) -> None:
    """The first request commits the delivery of the builder and so wakes the job."""
    dossier = f"/controles/{bezoek.controle.id}"
    waiting = login(client, dorp.pim).get(dossier).text
    assert "Het rapport wordt gemaakt." in waiting
    assert 'hx-trigger="every 4s"' in waiting
    there = client.get(dossier).text
    assert "Intern" in there
    assert 'hx-trigger="every' not in there


def test_until_it_is_made_the_answer_is_202_and_then_it_is_there(
    client: FlaskClient, dorp: Dorp, bezoek: Bezoek
) -> None:
    """The first request commits the delivery of the builder: only then the job is woken, and does its work."""
    answer = login(client, dorp.pim).get(url(bezoek), headers={"Accept": "application/json"})
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (202, "rapport-in-de-maak")
    assert "Het rapport wordt gemaakt" in answer.json["zin"]
    made = client.get(url(bezoek))
    assert (made.status_code, made.mimetype) == (200, "application/pdf")


def test_of_an_unfinished_controle_it_says_so(client: FlaskClient, view_session: Session, dorp: Dorp) -> None:
    bezoek = begin(view_session, dorp)
    bezoek.lever()
    for wat in ("rapport.pdf", "rapport", "brief.pdf"):
        answer = login(client, dorp.pim).get(url(bezoek, wat))
        assert answer.status_code == 202
        assert "nog niet afgerond" in answer.text


def test_only_an_unknown_controle_is_404(client: FlaskClient, dorp: Dorp) -> None:
    assert login(client, dorp.pim).get(f"/controles/{uuid4()}/rapport.pdf").status_code == 404


def test_the_stored_bytes_are_served_unchanged(
    client: FlaskClient, dorp: Dorp, bezoek: Bezoek, rapport: Rapport
) -> None:
    login(client, dorp.kim)
    for vraag, sha256 in {
        "": rapport.intern_sha256,
        "?voor=intern&versie=1": rapport.intern_sha256,
        "?voor=betrokkene": rapport.betrokkene_sha256,
    }.items():
        answer = client.get(url(bezoek) + vraag)
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        assert hashlib.sha256(answer.data).hexdigest() == sha256
        assert client.get(url(bezoek) + vraag, headers={"If-None-Match": f'"{sha256}"'}).status_code == 304
    brief = client.get(url(bezoek, "brief.pdf"))
    assert hashlib.sha256(brief.data).hexdigest() == rapport.brief_sha256
    assert bezoek.controle.nummer in brief.headers["Content-Disposition"]


def test_what_is_asked_wrongly_gets_a_sentence(
    client: FlaskClient, dorp: Dorp, bezoek: Bezoek, rapport: Rapport
) -> None:
    login(client, dorp.kim)
    for vraag, code in {"?versie=9": "versie-onbekend", "?voor=iedereen": "voor-onbekend"}.items():
        answer = client.get(url(bezoek) + vraag, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.json["code"]) == (422, code)  # type: ignore[index]


def test_another_organisation_sees_nothing(client: FlaskClient, dorp: Dorp, bezoek: Bezoek, rapport: Rapport) -> None:
    login(client, dorp.olaf)
    for wat in ("rapport.pdf", "rapport", "brief.pdf", "rapport/fotos/1.jpg"):
        assert client.get(url(bezoek, wat)).status_code == 404
    assert client.post(url(bezoek, "rapport/vaststellen")).status_code == 404


def test_without_login_only_the_check_page_opens(client: FlaskClient, bezoek: Bezoek, rapport: Rapport) -> None:
    for wat in ("rapport.pdf", "rapport", "brief.pdf", "rapport/fotos/1.jpg"):
        assert client.get(url(bezoek, wat)).status_code == 303
    page = client.get(f"/verifieer/{rapport.id}")
    assert page.status_code == 200
    assert rapport.intern_sha256 in page.text
    assert rapport.betrokkene_sha256 in page.text
    inhoud = page.text.partition("<main")[2]  # above it stands whose report it is, in the house style
    for secret in ("Molenstraat", bezoek.controle.nummer, "Pas", "Waterdonk", "overtreding"):
        assert secret not in inhoud
    assert "Molenstraat" not in page.text
    assert client.get(f"/verifieer/{uuid4()}").status_code == 404


def test_the_page_says_what_the_paper_says(client: FlaskClient, dorp: Dorp, bezoek: Bezoek, rapport: Rapport) -> None:
    login(client, dorp.tess)
    intern = client.get(url(bezoek, "rapport")).text
    for woorden in ("Twee lege montageplaten.", "geen rookmelder", "Ik regel het deze week.", "cel C4", "BG-04"):
        assert woorden in intern
    waarde, papier = from_canonical(rapport.waarde), words(client.get(url(bezoek)).data)
    zinnen_ = [*zinnen.opening(waarde, intern=True), *zinnen.grounds_intro(waarde)]
    zinnen_ += [
        zin
        for _, zin in (*zinnen.gaps(waarde), *zinnen.visit_lines(waarde), *zinnen.repair_lines(waarde.bevindingen[0]))
    ]
    assert [zin for zin in zinnen_ if "".join(zin.split()) not in papier] == []
    assert [zin for zin in zinnen_ if "".join(zin.split()) not in "".join(unescape(intern).split())] == []
    betrokkene = client.get(url(bezoek, "rapport?voor=betrokkene")).text
    assert "geen rookmelder" in betrokkene
    for woord in ("LHSO", "cel C4", "Slapende bewoners", "Er slapen mensen"):
        assert woord not in betrokkene


def test_what_the_planner_wrote_stays_between_colleagues(
    client: FlaskClient, dorp: Dorp, bezoek: Bezoek, rapport: Rapport
) -> None:
    """It may name who complained. What was the reason for the visit stands there anyhow."""
    login(client, dorp.tess)
    assert OPDRACHT in client.get(url(bezoek, "rapport")).text
    assert "".join(OPDRACHT.split()) in words(client.get(url(bezoek)).data)
    pages = [
        client.get(url(bezoek, "rapport?voor=betrokkene")).text,
        words(client.get(url(bezoek) + "?voor=betrokkene").data),
        words(client.get(url(bezoek, "brief.pdf")).data),
    ]
    for page in pages:
        assert "Jansen" not in page
    assert all("rogramma" in page for page in pages[:2])


def test_photos_of_the_page_are_those_of_the_report(
    client: FlaskClient, dorp: Dorp, bezoek: Bezoek, rapport: Rapport
) -> None:
    login(client, dorp.tess)
    assert client.get(url(bezoek, "rapport/fotos/1.jpg")).data[:2] == b"\xff\xd8"
    assert client.get(url(bezoek, "rapport/fotos/9.jpg")).status_code == 404


def test_the_report_makes_the_controle_gerapporteerd_with_a_trace(
    view_session: Session, bezoek: Bezoek, rapport: Rapport
) -> None:
    assert bezoek.controle.status == Status.GERAPPORTEERD
    query = select(Gebeurtenis).where(Gebeurtenis.soort == "rapport-gemaakt")
    gebeurtenis = view_session.scalars(query).one()
    assert gebeurtenis.naar is not None
    assert gebeurtenis.naar["intern_sha256"] == rapport.intern_sha256


def test_a_second_person_fixes_the_report_when_the_organisatie_wants_it(
    client: FlaskClient, view_session: Session, dorp: Dorp, bezoek: Bezoek
) -> None:
    dorp.waterdonk.instellingen = {"vaststellen_door_tweede": True}
    rapport = store_version(view_session, bezoek.versie(), NU)
    assert rapport is not None
    assert bezoek.controle.status == Status.AFGEROND
    view_session.commit()
    before = current_app.extensions["blobs"].get(dorp.waterdonk.id, rapport.intern_sha256)
    dossier = login(client, dorp.juul).get(f"/controles/{bezoek.controle.id}").text
    assert f'class="knop hoofd" href="/controles/{bezoek.controle.id}/rapport">' in dossier
    assert ">Vaststellen</button>" in client.get(f"/controles/{bezoek.controle.id}/rapport").text
    assert "stel vast" not in login(client, dorp.bo).get(f"/controles/{bezoek.controle.id}").text
    assert ">Vaststellen</button>" not in client.get(f"/controles/{bezoek.controle.id}/rapport").text
    eigen = login(client, dorp.tess).post(url(bezoek, "rapport/vaststellen"), headers={"Accept": "application/json"})
    assert (eigen.status_code, eigen.json["code"]) == (403, "tweede-persoon")  # type: ignore[index]
    assert login(client, dorp.coen).post(url(bezoek, "rapport/vaststellen"), data={"versie": "1"}).status_code == 303
    view_session.refresh(rapport)
    view_session.refresh(bezoek.controle)
    assert (rapport.vastgesteld_door, bezoek.controle.status) == (dorp.coen.id, Status.GERAPPORTEERD)
    nog_eens = client.post(url(bezoek, "rapport/vaststellen"), headers={"Accept": "application/json"})
    assert nog_eens.json["code"] == "al-vastgesteld"  # type: ignore[index]
    assert client.get(url(bezoek)).data == before


def test_the_paper_names_its_own_check_page(client: FlaskClient, dorp: Dorp, bezoek: Bezoek, rapport: Rapport) -> None:
    data = login(client, dorp.kim).get(url(bezoek)).data
    tekst = words(data)
    assert f"/verifieer/{rapport.id}" in tekst
    assert rapport.waarde_sha256 in tekst
    assert str(UUID(str(rapport.id))) in tekst


def test_the_check_page_of_a_replaced_version_says_so(
    client: FlaskClient, view_session: Session, bezoek: Bezoek, rapport: Rapport
) -> None:
    assert "nieuwere versie" not in client.get(f"/verifieer/{rapport.id}").text
    bezoek.doe(bezoek.telefoon.entry("aanvullen", {"reden": "Foto verwisseld"}))
    bezoek.rond_af()
    assert store_version(view_session, bezoek.versie(), NU) is not None
    view_session.commit()
    assert "nieuwere versie" in client.get(f"/verifieer/{rapport.id}").text
