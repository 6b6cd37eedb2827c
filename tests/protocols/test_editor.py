"""The editor over the wire: a draft is started, every field keeps itself, and no author overwrites another."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Rol, User
from app.protocols import concept
from app.protocols.models import Concept
from tests.people import START, Dorp, login, make_user

HTMX = {"HX-Request": "true", "Sec-Fetch-Site": "same-origin"}
RUW: dict[str, Any] = {
    "protocol": "steiger", "titel": "Steigers", "thema": "bouwen", "soort": "toezichtprotocol", "doel": "Veilig",
    "geldig_van": "2026-01-01", "fasen": [{"code": "1", "titel": "Opbouw"}],
    "onderdelen": [
        {"code": "plaats", "titel": "Plaats", "punten": [
            {"code": "ST-01", "vraag": "Is de doorgang breed genoeg?", "type": "oordeel", "gevolg": 2,
             "grondslagen": [{"bron": "Bbl", "artikel": "7.15", "zekerheid": "gelezen"}]},
            {"code": "ST-02", "vraag": "Blijft het stof binnen?", "type": "oordeel", "gevolg": 2},
        ]},
        {"code": "eind", "titel": "Eind", "punten": []},
    ],
}  # fmt: skip


@pytest.fixture
def draft(view_session: Session, dorp: Dorp) -> Concept:
    """Ada's draft."""
    made = concept.start_concept(view_session, dorp.waterdonk.id, RUW, by=dorp.ada, now=START)
    view_session.commit()
    return made


@pytest.fixture
def ada(client: FlaskClient, dorp: Dorp) -> FlaskClient:
    """Ada at her desk."""
    return login(client, dorp.ada)


def url(draft: Concept, wat: str = "") -> str:
    """A page of the draft."""
    return f"/protocollen/concepten/{draft.id}{wat}"


def ruw(session: Session, draft: Concept) -> dict[str, Any]:
    """What is kept."""
    session.expire_all()
    return concept.read_ruw(session.get_one(Concept, draft.id))


def punt(session: Session, draft: Concept, nummer: int = 0) -> dict[str, Any]:
    """A punt of the first onderdeel, as it is kept."""
    found: dict[str, Any] = ruw(session, draft)["onderdelen"][0]["punten"][nummer]
    return found


def put(client: FlaskClient, draft: Concept, veld: str, waarden: dict[str, Any], **rest: Any) -> Any:
    """One field, as its form sends it."""
    data = {"plek": "punt:ST-01", "veld": veld, "revisie": draft.revisie, **rest, **waarden}
    return client.post(url(draft, "/veld"), data=data, headers=HTMX)


def arrange(client: FlaskClient, draft: Concept, doe: str, **data: Any) -> Any:
    """A button of the outline."""
    return client.post(url(draft, "/rij"), data={"doe": doe, **data}, headers=HTMX)


def test_every_card_is_drawn(ada: FlaskClient, draft: Concept) -> None:
    for plek in ("protocol", "onderdeel:plaats", "punt:ST-01", "punt:weg"):
        page = ada.get(url(draft, f"?plek={plek}"))
        assert page.status_code == 200, page.text
        assert "Steigers, versie 1" in page.text
    assert "<html" not in ada.get(url(draft, "?plek=punt:ST-01"), headers=HTMX).text


@pytest.mark.parametrize(
    ("veld", "waarden", "wanted"),
    [
        ("vraag", {"vraag": " Is het breed? "}, "Is het breed?"),
        ("type", {"type": "getal"}, "getal"),
        ("minimum", {"minimum": "1.250,5"}, "1250.5"),
        ("decimalen", {"decimalen": "2"}, 2),
        ("gevolg", {"gevolg": ""}, None),
        ("gevolg", {"gevolg": "3"}, 3),
        ("stoppunt", {"stoppunt": "ja"}, True),
        ("kern", {}, False),
        ("fasen", {"fasen": ["1"]}, ["1"]),
        ("bevindingteksten", {"bevindingteksten": "Een.\r\n\r\nTwee."}, ["Een.", "Twee."]),
        ("foto", {"foto.wanneer": "altijd", "foto.minimum": "2", "foto.hint": ""}, {"wanneer": "altijd", "minimum": 2}),
        ("foto", {"foto.wanneer": "mag", "foto.minimum": "1"}, None),
        ("grondslagen", {"grondslagen.#": "0", "grondslagen.0.bron": "Ow", "grondslagen.0.zekerheid": "onbevestigd",
                         "grondslagen.0.regime": "ow", "grondslagen.0.geldig_tot": "1-2-2027"},
         [{"bron": "Ow", "zekerheid": "onbevestigd", "geldig_tot": "2027-02-01"}]),
        ("grondslagen", {"doe": "weg grondslagen.0", "grondslagen.#": "0", "grondslagen.0.bron": "Ow"}, None),
        ("opties", {"doe": "erbij opties"}, [{"label": "Nieuwe keuze", "waarde": "nieuwe_keuze"}]),
        ("opties", {"opties.#": ["0", "1"], "opties.0.label": "Te druk", "opties.0.waarde": "", "doe": "neer opties.0",
                    "opties.1.label": "Rustig", "opties.1.waarde": "stil"},
         [{"label": "Rustig", "waarde": "stil"}, {"label": "Te druk", "waarde": "te_druk"}]),
        ("toon_als", {"doe": "erbij toon_als"}, {"niveau_vanaf": "1"}),
        ("toon_als", {"toon_als.soort": "alle", "toon_als.#": "0", "toon_als.0.over": "fase", "toon_als.0.op": "in",
                      "toon_als.0.waarde": "1"}, {"fase": ["1"]}),
        ("acties", {"doe": "erbij acties"},
         [{"als": {"niveau_vanaf": "1"}, "soort": "taak", "tekst": "Nieuwe actie"}]),
    ],
)  # fmt: skip
def test_a_field_keeps_itself(
    ada: FlaskClient, draft: Concept, view_session: Session, veld: str, waarden: dict[str, Any], wanted: Any
) -> None:
    answer = put(ada, draft, veld, waarden)
    assert answer.status_code == 200, answer.text
    assert punt(view_session, draft).get(veld) == wanted
    assert "Bewaard om" in answer.text
    assert "concept-gewijzigd" in answer.headers["HX-Trigger"]


def test_conditions_nest_without_end(ada: FlaskClient, draft: Concept, view_session: Session) -> None:
    put(ada, draft, "toon_als", {"doe": "erbij toon_als"}, plek="punt:ST-02")
    kept = punt(view_session, draft, 1)["toon_als"]
    assert kept == {"vraag": "ST-01", "is": "voldoet_niet"}
    page = ada.get(url(draft, "?plek=punt:ST-02"), headers=HTMX).text
    for pad in ("toon_als", "toon_als.1", "toon_als.1.2"):
        sent = {**filled(page, "toon_als"), "doe": f"groep {pad}"}
        page = put(ada, draft, "toon_als", sent, plek="punt:ST-02", revisie=99).text
    leaf = {"vraag": "ST-01", "is": "voldoet_niet"}
    deepest = {"een_van": [leaf, leaf]}
    wanted = {"alle": [leaf, {"een_van": [leaf, leaf, {"een_van": [leaf, leaf, deepest]}]}]}
    assert punt(view_session, draft, 1)["toon_als"] == wanted
    assert "In woorden: ST-01 voldoet niet en (" in page
    changed = filled(page, "toon_als") | {"toon_als.soort": "geen_van"}
    put(ada, draft, "toon_als", changed, plek="punt:ST-02", revisie=99)
    assert set(punt(view_session, draft, 1)["toon_als"]) == {"niet"}


def filled(page: str, veld: str) -> dict[str, Any]:
    """What a browser would send of a form of the page."""
    form = re.search(rf'<form [^>]*id="veld-{veld}".*?</form>', page, re.S)
    assert form, page[:400]
    data: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0]):
        if name.startswith(veld):
            data.setdefault(name, []).append(value)
    for name, inner in re.findall(r'<select [^>]*name="([^"]+)".*?>(.*?)</select>', form[0], re.S):
        chosen = re.search(r'value="([^"]*)" selected', inner) or re.search(r'value="([^"]*)"', inner)
        data.setdefault(name, []).append(chosen[1] if chosen else "")
    return dict(data)


def test_a_question_that_changes_its_source_gets_what_fits(
    ada: FlaskClient, draft: Concept, view_session: Session
) -> None:
    put(ada, draft, "type", {"type": "getal"})
    sent = {"toon_als.soort": "alle", "toon_als.#": "0", "toon_als.0.over": "vraag ST-01", "toon_als.0.op": "is",
            "toon_als.0.waarde": "voldoet_niet"}  # fmt: skip
    put(ada, draft, "toon_als", sent, plek="punt:ST-02", revisie=9)
    assert punt(view_session, draft, 1)["toon_als"] == {"vraag": "ST-01", "is": "voldoet_niet"}
    put(ada, draft, "toon_als", sent | {"toon_als.0.op": "groter", "toon_als.0.waarde": "0,9"}, plek="punt:ST-02",
        revisie=9)  # fmt: skip
    assert punt(view_session, draft, 1)["toon_als"] == {"vraag": "ST-01", "groter": 0.9}


def test_the_outline_is_arranged(ada: FlaskClient, draft: Concept, view_session: Session) -> None:
    def codes() -> list[list[str]]:
        return [[deel["code"] for deel in onderdeel["punten"]] for onderdeel in ruw(view_session, draft)["onderdelen"]]

    steps: list[tuple[str, dict[str, Any], list[list[str]]]] = [
        ("punt", {"plek": "punt:ST-01"}, [["ST-01", "ST-03", "ST-02"], []]),
        ("neer", {"plekken": "punt:ST-03"}, [["ST-01", "ST-02", "ST-03"], []]),
        ("neer", {"plekken": "punt:ST-03"}, [["ST-01", "ST-02"], ["ST-03"]]),
        ("op", {"plekken": "punt:ST-03"}, [["ST-01", "ST-02", "ST-03"], []]),
        ("dupliceer", {"plekken": "punt:ST-01"}, [["ST-01", "ST-04", "ST-02", "ST-03"], []]),
        ("verplaats", {"plekken": ["punt:ST-01", "punt:ST-03"], "naar": "onderdeel:eind"},
         [["ST-04", "ST-02"], ["ST-01", "ST-03"]]),
        ("verplaats", {"plekken": "punt:ST-03", "naar": "onderdeel:eind", "na": "begin"},
         [["ST-04", "ST-02"], ["ST-03", "ST-01"]]),
        ("weg", {"plekken": "punt:ST-04"}, [["ST-02"], ["ST-03", "ST-01"]]),
        ("bundel", {"plekken": ["punt:ST-02", "punt:ST-01"], "titel": "Samen"}, [[], ["ST-02", "ST-01"], ["ST-03"]]),
        ("vervolg", {"plek": "punt:ST-01"}, [[], ["ST-02", "ST-01"], ["ST-03"]]),
    ]  # fmt: skip
    for doe, data, wanted in steps:
        answer = arrange(ada, draft, doe, **data)
        assert answer.status_code == 200, answer.text
        assert codes() == wanted, doe
    assert ada.post(url(draft, "/ongedaan"), headers=HTMX).status_code == 200
    assert "vervolgvragen" not in str(ruw(view_session, draft)["onderdelen"][1]["punten"][1].get("vervolgvragen") or "")
    assert ada.post(url(draft, "/ongedaan"), data={"opnieuw": "1"}, headers=HTMX).status_code == 200
    assert ruw(view_session, draft)["onderdelen"][1]["punten"][1]["vervolgvragen"][0]["code"] == "ST-01.1"
    assert arrange(ada, draft, "weg", plekken="punt:ST-99").status_code == 409


def test_two_authors_are_told_and_do_not_overwrite(
    client: FlaskClient, draft: Concept, dorp: Dorp, view_session: Session
) -> None:
    bea: User = make_user(view_session, "bea", dorp.waterdonk, [Rol.PROTOCOLBEHEERDER])
    view_session.commit()
    put(login(client, dorp.ada), draft, "vraag", {"vraag": "Van Ada?"}, revisie=0)
    login(client, bea)
    refused = put(client, draft, "vraag", {"vraag": "Van Bea?"}, revisie=0)
    assert refused.status_code == 409
    assert "Van Ada?" in refused.text
    assert punt(view_session, draft)["vraag"] == "Van Ada?"
    assert put(client, draft, "toelichting", {"toelichting": "Kan wel."}, revisie=0).status_code == 200
    told = client.get(url(draft, "/anderen?sinds=0"), headers=HTMX)
    assert "Ada: Vraag van ST-01" in told.text
    assert client.get(url(draft, "/anderen?sinds=2"), headers=HTMX).status_code == 204
    assert client.get(url(draft, "/anderen?sinds=0&gezien=2"), headers=HTMX).status_code == 204


def test_without_script_it_all_works_as_forms(ada: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    made = ada.post("/protocollen/concepten/nieuw", data={"titel": "Markt", "code": "Markt 1", "thema": "apv"})
    assert made.status_code == 422
    assert "Markt" in made.text
    sent = {"titel": "Markt", "code": "markt", "thema": "apv", "soort": "toezichtprotocol", "doel": "Veilig"}
    page = ada.post("/protocollen/concepten/nieuw", data=sent).headers["Location"]
    assert ada.post("/protocollen/concepten/nieuw", data=sent).status_code == 422
    there = ada.post(f"{page}/rij", data={"doe": "punt", "plek": "protocol"}).headers["Location"]
    assert there.endswith("?plek=punt:P-01")
    ada.post(f"{page}/veld", data={"plek": "punt:P-01", "veld": "vraag", "vraag": "Is het vrij?", "revisie": 1})
    assert "Is het vrij?" in ada.get(there).text
    assert "Markt" in ada.get("/protocollen").text
    assert ada.post(f"{page}/veld", data={"plek": "punt:P-01", "veld": "code", "code": "MK-01"}).status_code == 303
    assert "MK-01" in ada.get(page).text
    assert "Gooi weg" in ada.get(f"{page}/weggooien").text
    ada.post(f"{page}/weggooien")
    assert ada.get(page).status_code == 404


def test_cells_of_a_spreadsheet_become_punten(ada: FlaskClient, draft: Concept, view_session: Session) -> None:
    arrange(ada, draft, "plak", plak="Is het schoon?\tKijk rond.\tBbl 7.15\nIs het droog?")
    pasted = ruw(view_session, draft)["onderdelen"][-1]["punten"]
    assert [(deel["code"], deel["vraag"]) for deel in pasted] == [
        ("ST-03", "Is het schoon?"),
        ("ST-04", "Is het droog?"),
    ]
    assert arrange(ada, draft, "plak", plak=" ").status_code == 409


def test_the_matrix_keeps_a_row(ada: FlaskClient, draft: Concept, view_session: Session) -> None:
    assert "ST-02" in ada.get(url(draft, "/matrix")).text
    sent = {"plek": "punt:ST-02", "fasen": ["1"], "niveau": "2", "revisie": 0}
    assert ada.post(url(draft, "/matrix"), data=sent, headers=HTMX).status_code == 200
    kept = punt(view_session, draft, 1)
    assert (kept["fasen"], kept["niveau"]) == (["1"], "2")
    assert ada.post(url(draft, "/matrix"), data={"plek": "punt:ST-02", "niveau": "S"}).status_code == 303
    kept = punt(view_session, draft, 1)
    assert "fasen" not in kept
    assert "niveau" not in kept


def test_what_is_to_be_looked_at_names_its_punt(ada: FlaskClient, draft: Concept) -> None:
    page = ada.get(url(draft, "/om-te-kijken"), headers=HTMX).text
    assert 'data-let="punt:ST-02"' in page
    assert "geen grondslag" in page
    lang = "Is de doorgang tussen de steiger en de rijbaan op elk moment van de dag breed genoeg voor iedereen daar?"
    put(ada, draft, "vraag", {"vraag": lang})
    assert "mag korter" in ada.get(url(draft, "/om-te-kijken"), headers=HTMX).text
    put(ada, draft, "vraag", {"vraag": ""}, revisie=9)
    assert "Houdt publiceren tegen" in ada.get(url(draft, "/om-te-kijken"), headers=HTMX).text
