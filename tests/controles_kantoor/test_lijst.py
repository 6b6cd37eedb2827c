"""The list of controles: what a filter shows, in which order, how much, and what is downloaded."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.controles import queries_lijst as queries
from app.controles.lijstfilter import Filter
from app.controles.models import Controle
from app.controles.overtreding import Overtreding
from app.controles.rules.lijst import Groep, distance, group_of, protect_cell
from app.core.clock import today
from app.zaken.actions import create_zaak
from tests.controles.builders import NU, make_controle, make_object, make_versie
from tests.people import Dorp, login, make_dorp

VANDAAG = date(2026, 11, 20)  # a Friday


def numbers(session: Session, dorp: Dorp, keuze: Filter, sorteer: str = "dag", **more: int) -> list[str]:
    """The opdrachten of the controles a list shows, in order."""
    rijen = queries.find_controles(
        session,
        dorp.waterdonk.id,
        keuze,
        sorteer=sorteer,
        by=dorp.tess.id,
        vandaag=VANDAAG,
        limit=more.get("limit", 50),
        offset=more.get("offset", 0),
    )
    return [rij.controle.opdracht for rij in rijen]


@pytest.fixture
def dorp_met_werk(session: Session) -> Dorp:
    """Six controles that differ in everything one filters on, and one of another organisatie."""
    dorp = make_dorp(session)
    versie = make_versie(session)
    kerk = make_object(session, dorp.waterdonk, straat="Kerkweg", huisnummer="7", plaats="Eerdegem", naam="Pastorie")
    molen = make_object(session, dorp.waterdonk, straat="Molenstraat", huisnummer="100", plaats="Waterdonk")
    zaak = create_zaak(session, dorp.waterdonk.id, zaaknummer="Z26-0412", soort="vergunning", titel="Dak", now=NU)

    def add(opdracht: str, **more: object) -> Controle:
        values: dict[str, object] = {"versie": versie, "object": molen, "opdracht": opdracht, "dag": VANDAAG} | more
        wie = values.pop("wie", dorp.tess)
        return make_controle(session, dorp.waterdonk, wie, **values)  # type: ignore[arg-type]

    late = add("laat", dag=VANDAAG - timedelta(days=3), object=kerk)
    add("vandaag", zaak=zaak, soort="T4")
    add("morgen", dag=VANDAAG + timedelta(days=1), aanleiding="hercontrole", wie=dorp.coen)
    add("zonder dag", dag=None)
    add("zonder mens", wie=None, dag=VANDAAG + timedelta(days=9))
    done = add("gedaan", dag=VANDAAG - timedelta(days=1))
    done.status, done.uitkomst = "afgerond", "overtreding"
    for controle, stand in ((done, {}), (late, {"opgeheven_op": VANDAAG}), (late, {"handhaven": False})):
        session.add(Overtreding(organisatie_id=controle.organisatie_id, controle_id=controle.id, **stand))
    make_controle(session, dorp.anders, dorp.olaf, versie=versie, opdracht="elders", dag=VANDAAG)
    session.flush()
    return dorp


@pytest.mark.parametrize(
    ("keuze", "verwacht"),
    [
        (Filter(), ["laat", "gedaan", "vandaag", "morgen", "zonder mens", "zonder dag"]),
        (Filter(lijst="mijn"), ["laat", "vandaag", "zonder dag"]),
        (Filter(lijst="te-laat"), ["laat"]),
        (Filter(lijst="te-plannen"), ["zonder mens", "zonder dag"]),
        (Filter(lijst="te-beoordelen"), ["gedaan"]),
        (Filter(lijst="hercontroles"), ["morgen"]),
        (Filter(lijst="overtredingen"), ["gedaan"]),
        (Filter(lijst="vastgehouden"), []),
        (Filter(status=("afgerond",)), ["gedaan"]),
        (Filter(soort=("T4", "T1")), ["vandaag"]),
        (Filter(toezichthouder="niemand"), ["zonder mens"]),
        (Filter(toezichthouder="01980000-0000-7000-8000-000000000001"), []),
        (Filter(van=VANDAAG, tot=VANDAAG + timedelta(days=1)), ["vandaag", "morgen"]),
        (Filter(plaats="Eerdegem"), ["laat"]),
        (Filter(aanleiding="hercontrole"), ["morgen"]),
        (Filter(uitkomst="overtreding"), ["gedaan"]),
        (Filter(thema="erfgoed"), []),
        (Filter(q="kerk"), ["laat"]),
        (Filter(q="PASTORIE"), ["laat"]),
        (Filter(q="kerkweg 7"), ["laat"]),
        (Filter(q="kerkweg 8"), []),
        (Filter(q="0412"), ["vandaag"]),
        (Filter(q="%%%"), []),
        (Filter(q="molenstraat", status=("afgerond",)), ["gedaan"]),
    ],
)
def test_filter_shows(session: Session, dorp_met_werk: Dorp, keuze: Filter, verwacht: list[str]) -> None:
    assert numbers(session, dorp_met_werk, keuze) == verwacht
    counted = queries.count_controles(
        session, dorp_met_werk.waterdonk.id, keuze, by=dorp_met_werk.tess.id, vandaag=VANDAAG
    )
    assert counted == len(verwacht), "the count and the list agree"


def test_order_and_pages(session: Session, dorp_met_werk: Dorp) -> None:
    assert numbers(session, dorp_met_werk, Filter(), "-dag")[:2] == ["zonder mens", "morgen"]
    assert numbers(session, dorp_met_werk, Filter(), "object")[0] == "laat"
    assert numbers(session, dorp_met_werk, Filter(), "wie")[0] == "morgen", "Coen before Tess, nobody last"
    assert numbers(session, dorp_met_werk, Filter(), limit=2, offset=2) == ["vandaag", "morgen"]
    assert numbers(session, dorp_met_werk, Filter(), "onzin") == numbers(session, dorp_met_werk, Filter())


def test_counting_stops_in_time(session: Session, dorp_met_werk: Dorp) -> None:
    counted = queries.count_controles(
        session, dorp_met_werk.waterdonk.id, Filter(), by=dorp_met_werk.tess.id, vandaag=VANDAAG, grens=3
    )
    assert counted == 4, "more than three, and no further"


@pytest.mark.parametrize(
    ("status", "dagen", "groep"),
    [
        ("gepland", -1, Groep.TE_LAAT),
        ("bezig", -30, Groep.TE_LAAT),
        ("afgerond", -1, Groep.GEWEEST),
        ("gepland", 0, Groep.DEZE_WEEK),
        ("gepland", 2, Groep.DEZE_WEEK),
        ("gepland", 3, Groep.VOLGENDE_WEEK),
        ("gepland", 10, Groep.LATER),
    ],
)
def test_group_of_a_day(status: str, dagen: int, groep: Groep) -> None:
    assert group_of(status, VANDAAG + timedelta(days=dagen), VANDAAG) == groep


@pytest.mark.parametrize(
    ("dagen", "woorden"),
    [(-2, "2 dagen te laat"), (-1, "1 dag te laat"), (0, "vandaag"), (1, "morgen"), (4, "over 4 dagen")],
)
def test_distance_in_words(dagen: int, woorden: str) -> None:
    assert distance(VANDAAG + timedelta(days=dagen), VANDAAG) == woorden


@pytest.mark.parametrize("cell", ['=HYPERLINK("http://x")', "+31 6", "-1", "@SUM(A1)", "\tx", "\rx", "\nx"])
def test_a_cell_is_never_a_formula(cell: str) -> None:
    assert protect_cell(cell) == f"'{cell}"
    assert protect_cell(f"x{cell}") == f"x{cell}"


def test_download_is_the_list(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    object_ = make_object(view_session, dorp.waterdonk, straat='Café; "\'t Hoekje"', huisnummer="1")
    versie = make_versie(view_session)
    for wie, opdracht in ((dorp.tess, '=cmd|" /C calc"!A0'), (dorp.coen, "ander")):
        make_controle(view_session, dorp.waterdonk, wie, object=object_, versie=versie, opdracht=opdracht, dag=today())
    login(client, dorp.pim)
    answer = client.get(f"/controles/lijst.csv?lijst=alles&toezichthouder={dorp.tess.id}")
    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert [row["toezichthouder"] for row in rows] == ["Tess"]
    assert rows[0]["opdracht"] == '\'=cmd|" /C calc"!A0'
    assert (rows[0]["straat"], rows[0]["huisnummer"]) == ('Café; "\'t Hoekje"', "1")
    assert rows[0]["dag"] == today().isoformat()


def test_page_says_what_it_shows(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    versie = make_versie(view_session)
    for opdracht in ("een", "twee"):
        make_controle(view_session, dorp.waterdonk, dorp.tess, versie=versie, opdracht=opdracht, dag=today())
    login(client, dorp.pim)
    page = client.get("/controles?plaats=Sint-Odamolen").text
    assert "2 controles" in page
    assert re.search(r"Haal filter weg: </span>Sint-Odamolen", page)
    empty = client.get("/controles?q=bestaat-niet").text
    assert "Geen controles met deze filters" in empty
    assert "Er zijn wel 2 controles zonder deze filters." in empty
    assert "Vul een dag in als 4-12-2026." in client.get("/controles?van=vrijdag").text


def test_htmx_gets_the_lines_only(client: FlaskClient, dorp: Dorp) -> None:
    login(client, dorp.pim)
    part = client.get("/controles", headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<section class="vlak" aria-labelledby="lijst-kop" id="lijst">')
    assert "<html" not in part.text
    assert '<input type="hidden" name="s" value="dag" form="filter">' in part.text, "the next filter keeps the order"
    assert "HX-Request" in part.headers["Vary"]


def test_toezichthouder_begins_with_own_work(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    make_controle(view_session, dorp.waterdonk, dorp.coen, dag=today())
    login(client, dorp.tess)
    assert "Hier staat nu niets" in client.get("/controles").text
    assert "1 controle" in client.get("/controles?lijst=alles").text
