"""The data channel as a phone meets it: hello, tokens, sessions that ended, receipts, drafts, the day package."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.accounts.actions import deactivate_user
from app.accounts.models import Aanwijzing, Lidmaatschap, Rol, Toestel
from app.accounts.queries import leden
from app.accounts.sessies import open_sessie
from app.controles.actions import cancel_controle, handover_controle, move_controle
from app.controles.models import Controle, Mutatie
from app.core.clock import now, today
from app.core.db import db
from app.zaken.actions import create_zaak
from tests.conftest import make_app
from tests.controles.builders import NU, Schrijver, make_controle, make_object, make_versie, pakket
from tests.people import Dorp, login, make_dorp, make_user


@pytest.fixture
def tess(client: FlaskClient, dorp: Dorp) -> FlaskClient:
    """Tess's browser, logged in."""
    return login(client, dorp.tess)


@pytest.fixture
def vandaag(view_session: Session, dorp: Dorp) -> Controle:
    """Tess's controle of today."""
    return make_controle(view_session, dorp.waterdonk, dorp.tess, dag=today(), now=now())


def phone(app: Flask, token: str) -> FlaskClient:
    """A phone whose session is gone, with its upload token."""
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Toestel {token}"
    return client


def get_token(tess: FlaskClient, key: str = "") -> str:
    """Registers a phone and returns its token."""
    answer = tess.post("/sync/toestel", json={"id": key or str(uuid4()), "naam": "Android Chrome"})
    assert answer.status_code == 200
    token: str = answer.json["token"]  # type: ignore[index]
    return token


def test_hello_in_our_own_words(app: Flask, client: FlaskClient, dorp: Dorp) -> None:
    assert client.get("/sync/hallo").json["gebruiker"] is None  # type: ignore[index]
    answer = login(client, dorp.tess).get("/sync/hallo")
    assert answer.json | {"tijd": "", "release": "", "tijdperk": ""} == {  # type: ignore[operator]
        "schouw": "hallo",
        "gebruiker": str(dorp.tess.id),
        "organisatie": str(dorp.waterdonk.id),
        "tijd": "",
        "release": "",
        "tijdperk": "",
    }
    assert UUID(answer.json["tijdperk"])  # type: ignore[index]
    assert answer.headers["Cache-Control"] == "no-store"


def test_work_of_one_organisatie_is_not_taken_under_another(tess: FlaskClient, dorp: Dorp) -> None:
    hier, elders = ({"Schouw-Organisatie": str(key)} for key in (dorp.waterdonk.id, dorp.olaf.id))
    body: dict[str, Any] = {"toestel": str(uuid4()), "mutaties": []}
    assert tess.post("/sync/mutaties", json=body, headers=hier).status_code == 200
    assert tess.get("/sync/dagpakket", headers=hier).status_code == 200
    for answer in (
        tess.post("/sync/mutaties", json=body, headers=elders),
        tess.put(f"/sync/fotos/{'a' * 64}", data=b"a", headers=elders),
        tess.get("/sync/dagpakket", headers=elders),
    ):
        assert answer.status_code == 409
        assert answer.json["code"] == "andere-organisatie"  # type: ignore[index]
    assert tess.get("/sync/hallo", headers=elders).status_code == 200


IEMAND = UUID(int=7)
"""A key that nobody has; the same in every process, as names of tests must be."""


@pytest.mark.parametrize(
    ("methode", "url"),
    [
        ("POST", "/sync/mutaties"),
        ("PUT", f"/sync/fotos/{'a' * 64}"),
        ("HEAD", f"/sync/fotos/{'a' * 64}"),
        ("GET", "/sync/dagpakket"),
        ("GET", f"/sync/bonnen?controle={IEMAND}"),
        ("GET", f"/sync/concept?controle={IEMAND}"),
        ("GET", f"/sync/fotos/{IEMAND}/klein"),
        ("POST", "/sync/toestel"),
    ],
)
def test_nobody_gets_nothing(client: FlaskClient, methode: str, url: str) -> None:
    for headers in ({}, {"Authorization": "Toestel geraden"}, {"Authorization": "Bearer x"}):
        assert client.open(url, method=methode, data=b"{}", headers=headers).status_code == 401


def test_who_sends_a_photo_is_asked_without_holding_up_who_writes(tmp_path: Path) -> None:
    foto, begonnen, gezien = b"een foto", list[str](), list[datetime | None]()
    pad = f"/sync/fotos/{sha256(foto).hexdigest()}"

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        begonnen.extend([statement] if statement.startswith("BEGIN") else [])

    for app in make_app(tmp_path, f"sqlite:///{tmp_path / 'schouw.db'}"):
        with app.app_context():
            dorp = make_dorp(db.session())
            db.session.commit()
            telefoon = phone(app, get_token(login(app.test_client(), dorp.tess)))
            toestel = db.session.scalars(select(Toestel)).one()
            toestel.laatst_gezien_at = now() - timedelta(days=1)
            db.session.commit()
            event.listen(db.engine, "before_cursor_execute", note)
        for stuk, kop in ((foto[:4], {"Content-Range": "bytes 0-3/8"}), (foto, {})):
            assert telefoon.put(pad, data=stuk, headers=kop).status_code in (200, 202)
            with app.app_context():
                gezien += db.session.scalars(select(Toestel.laatst_gezien_at))
        assert begonnen[0] == "BEGIN"
        assert begonnen[2:4] == ["BEGIN", "BEGIN IMMEDIATE"]
        een, twee = gezien
        assert een is not None
        assert twee is not None
        assert een < now() - timedelta(hours=1) < twee


def test_work_is_delivered_by_token_when_the_session_is_gone(
    app: Flask, tess: FlaskClient, dorp: Dorp, vandaag: Controle, view_session: Session
) -> None:
    token = get_token(tess)
    assert token not in str(view_session.scalars(select(Toestel.token_hash)).one())
    los = phone(app, token)
    entry = Schrijver(vandaag.id, dorp.tess.id).antwoord("P-01", "voldoet")
    answer = los.post("/sync/mutaties", data=pakket(entry))
    assert answer.json["bonnen"][0]["uitkomst"] == "verwerkt"  # type: ignore[index]
    assert los.put(f"/sync/fotos/{'a' * 64}", data=b"x").json["code"] == "foto-beschadigd"  # type: ignore[index]
    assert los.get(f"/sync/bonnen?controle={vandaag.id}").status_code == 200
    for lezen in ("/sync/dagpakket", f"/sync/concept?controle={vandaag.id}"):
        assert los.get(lezen).status_code == 401


def test_a_closed_account_and_a_revoked_phone_deliver_into_quarantine(
    app: Flask, tess: FlaskClient, dorp: Dorp, vandaag: Controle, view_session: Session
) -> None:
    los = phone(app, get_token(tess))
    schrijver = Schrijver(vandaag.id, dorp.tess.id)
    eerste, tweede = schrijver.antwoord("P-01", "voldoet"), schrijver.antwoord("P-02", "voldoet")
    dorp.tess.actief = False
    view_session.commit()
    bon = los.post("/sync/mutaties", data=pakket(eerste)).json["bonnen"][0]  # type: ignore[index]
    assert (bon["uitkomst"], bon["code"]) == ("vastgehouden", "account-gedeactiveerd")
    dorp.tess.actief = True
    toestel = view_session.scalars(select(Toestel)).one()
    toestel.ingetrokken_at = NU
    view_session.commit()
    bon = los.post("/sync/mutaties", data=pakket(tweede)).json["bonnen"][0]  # type: ignore[index]
    assert (bon["uitkomst"], bon["code"]) == ("vastgehouden", "toestel-ingetrokken")
    assert {row.stand for row in view_session.scalars(select(Mutatie))} == {"vastgehouden"}


def test_what_was_made_for_an_organisatie_one_left_is_held_there(
    app: Flask, tess: FlaskClient, dorp: Dorp, vandaag: Controle, view_session: Session
) -> None:
    """Her session goes on for the other organisatie; the phone sends without it, by its token of the first."""
    view_session.add(Lidmaatschap(user_id=dorp.tess.id, organisatie_id=dorp.anders.id, rollen=["toezichthouder"]))
    view_session.commit()
    view_session.expire_all()
    lid = next(lid for lid in leden(view_session, dorp.waterdonk.id) if lid.user_id == dorp.tess.id)
    waterdonk = {"Schouw-Organisatie": str(dorp.waterdonk.id)}
    tess.post("/profiel/organisatie", data={"organisatie": str(dorp.waterdonk.id)})
    los = phone(app, get_token(tess))
    deactivate_user(view_session, lid, by=dorp.bo, now=now())
    view_session.commit()
    view_session.expire_all()
    assert tess.get("/sync/hallo").json["organisatie"] == str(dorp.anders.id)  # type: ignore[index]
    entry = Schrijver(vandaag.id, dorp.tess.id).antwoord("P-01", "voldoet")
    bon = los.post("/sync/mutaties", data=pakket(entry), headers=waterdonk).json["bonnen"][0]  # type: ignore[index]
    assert (bon["uitkomst"], bon["code"]) == ("vastgehouden", "account-gedeactiveerd")
    assert view_session.get_one(Mutatie, UUID(entry["id"])).organisatie_id == dorp.waterdonk.id


def test_a_revoked_phone_stays_out_until_the_beheerder_lets_it_in(
    app: Flask, tess: FlaskClient, dorp: Dorp, vandaag: Controle, view_session: Session
) -> None:
    """Its session ends with it. Logged in again, what it sends is held, and it cannot make itself known."""
    key = str(uuid4())
    tess.environ_base["HTTP_AUTHORIZATION"] = f"Toestel {get_token(tess, key)}"
    bo, lid = login(app.test_client(), dorp.bo), dorp.tess.lidmaatschappen[0].id
    schrijver, toestel = Schrijver(vandaag.id, dorp.tess.id), view_session.scalars(select(Toestel.id)).one()

    def send() -> Any:
        body = pakket(schrijver.antwoord("P-01", "voldoet"))
        return tess.post("/sync/mutaties", data=body).json["bonnen"][0]  # type: ignore[index]

    def do(wat: str) -> None:
        assert bo.post(f"/beheer/accounts/{lid}/toestellen/{toestel}/{wat}").status_code == 303

    assert send()["uitkomst"] == "verwerkt"
    assert tess.get("/sync/dagpakket").status_code == 200
    do("intrekken")
    assert tess.get("/sync/dagpakket").status_code == 401
    assert tess.get("/controles").headers["Location"].startswith("/inloggen")
    assert (send()["uitkomst"], send()["code"]) == ("vastgehouden", "toestel-ingetrokken")
    login(tess, dorp.tess)
    answer = tess.post("/sync/toestel", json={"id": key, "naam": "Android Chrome"})
    assert (answer.status_code, answer.json["code"]) == (403, "toestel-ingetrokken")  # type: ignore[index]
    assert send()["code"] == "toestel-ingetrokken"
    assert "Je beheerder kan het weer toelaten." in tess.get("/profiel").text
    do("toelaten")
    assert send()["uitkomst"] == "verwerkt"


def test_taking_back_a_lost_phone_oneself_leaves_only_this_browser_logged_in(
    app: Flask, tess: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    get_token(tess)
    toestel = view_session.scalars(select(Toestel.id)).one()
    thuis = app.test_client()
    open_sessie(view_session, dorp.tess, agent="Thuis", now=now())
    login(thuis, dorp.tess)
    with thuis.session_transaction() as thuis_, tess.session_transaction() as telefoon:
        assert thuis_["sessie"] != telefoon["sessie"]
    assert thuis.post(f"/profiel/toestellen/{toestel}/intrekken").status_code == 303
    assert thuis.get("/profiel").status_code == 200
    assert tess.get("/sync/dagpakket").status_code == 401


def test_two_users_of_one_phone_have_their_own_token(
    app: Flask, dorp: Dorp, client: FlaskClient, view_session: Session
) -> None:
    toestel = {"id": str(uuid4()), "naam": "Gedeelde telefoon"}
    een = login(app.test_client(), dorp.tess).post("/sync/toestel", json=toestel).json["token"]  # type: ignore[index]
    twee = login(app.test_client(), dorp.coen).post("/sync/toestel", json=toestel).json["token"]  # type: ignore[index]
    weer = login(app.test_client(), dorp.tess).post("/sync/toestel", json=toestel).json["token"]  # type: ignore[index]
    assert len({een, twee, weer}) == 3
    assert {row.user_id for row in view_session.scalars(select(Toestel))} == {dorp.tess.id, dorp.coen.id}
    assert phone(app, een).post("/sync/mutaties", data=pakket()).status_code == 401


def test_receipts_and_the_draft_of_another_phone(app: Flask, tess: FlaskClient, dorp: Dorp, vandaag: Controle) -> None:
    schrijver = Schrijver(vandaag.id, dorp.tess.id)
    oud, nieuw = schrijver.antwoord("P-01", "voldoet"), schrijver.antwoord("P-01", "voldoet_niet")
    fout, foto = schrijver.antwoord("P-77", "voldoet"), schrijver.foto("ab" * 32)
    tess.post("/sync/mutaties", data=pakket(oud, nieuw, fout, foto))
    bonnen: Any = tess.get(f"/sync/bonnen?controle={vandaag.id}").json
    assert {bon["id"]: bon["uitkomst"] for bon in bonnen["mutaties"]} == {
        oud["id"]: "verwerkt",
        nieuw["id"]: "verwerkt",
        fout["id"]: "vastgehouden",
        foto["id"]: "verwerkt",
    }
    assert bonnen["fotos"] == []
    concept: Any = tess.get(f"/sync/concept?controle={vandaag.id}").json
    assert [entry["id"] for entry in concept["mutaties"]] == [nieuw["id"], foto["id"]]
    zelfde = {veld: concept["mutaties"][0][veld] for veld in nieuw}
    assert zelfde == nieuw
    assert concept["versie"] == 4
    assert concept["mutaties"][0]["sleutel"] == "P-01@"
    coen = login(app.test_client(), dorp.coen)
    assert coen.get(f"/sync/concept?controle={vandaag.id}").status_code == 404
    assert coen.get(f"/sync/bonnen?controle={vandaag.id}").json == {"mutaties": [], "fotos": []}
    assert tess.get("/sync/bonnen?controle=nee").json["code"] == "controle-ontbreekt"  # type: ignore[index]


def test_the_day_package_holds_what_the_phone_needs(tess: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    versie = make_versie(view_session)
    zaak = create_zaak(
        view_session,
        dorp.waterdonk.id,
        zaaknummer="Z-1",
        soort="vergunning",
        titel="Dakkapel",
        now=NU,
        feiten={"vergunde_hoogte": 2.4},
    )
    plek = make_object(view_session, dorp.waterdonk, feiten={"monument": True}, contacten=[{"naam": "Bakker"}])
    controle = make_controle(
        view_session,
        dorp.waterdonk,
        dorp.tess,
        versie=versie,
        object=plek,
        zaak=zaak,
        dag=today(),
        tijd="10:15",
        feiten={"oplevering": True},
        fasen=["1"],
        selectie=["P-01@"],
    )
    view_session.add(
        Aanwijzing(
            organisatie_id=dorp.waterdonk.id,
            user_id=dorp.tess.id,
            besluit="B-7",
            legitimatienummer="L-12",
            geldig_van=today() - timedelta(days=9),
        )
    )
    view_session.commit()
    answer = tess.get("/sync/dagpakket")
    pak: Any = answer.json
    assert pak["gebruiker"] == {"id": str(dorp.tess.id), "naam": "Tess", "email": dorp.tess.email}
    assert pak["aanwijzing"] == {"legitimatienummer": "L-12", "besluit": "B-7"}
    rij = pak["controles"][0]
    assert rij["feiten"] == {
        "object.monument": True,
        "zaak.vergunde_hoogte": 2.4,
        "object.soort": "pand",
        "controle.datum": today().isoformat(),
        "controle.soort": "T2",
        "controle.aanleiding": "jaarprogramma",
        "controle.oplevering": True,
    }
    assert (rij["id"], rij["nummer"], rij["tijd"], rij["fasen"], rij["selectie"]) == (
        str(controle.id),
        controle.nummer,
        "10:15",
        ["1"],
        ["P-01@"],
    )
    assert rij["object"]["adres"] == "Molenstraat 14, Sint-Odamolen"
    assert rij["object"]["contacten"] == [{"naam": "Bakker"}]
    assert rij["zaak"] == {"zaaknummer": "Z-1", "titel": "Dakkapel"}
    assert rij["vorige"] is None
    assert rij["protocol"]["formulier"].startswith(f"/veld/formulier/proef/1-{versie.hash[:12]}-")
    assert pak["protocollen"][0]["fasen"] == [{"code": "1", "titel": "Start"}]
    assert pak["protocollen"][0]["soort"] == "T2"
    assert pak["objecten"][0]["id"] == str(plek.id)
    assert pak["lhso"]["versie"] == "concept-0"
    assert pak["lhso"]["vastgesteld"] is False
    assert f"{today().year}-12-25" in pak["feestdagen"]
    assert pak["instellingen"]["bewaardagen_telefoon"] == 14


def test_the_day_package_has_an_etag_that_follows_its_content(
    tess: FlaskClient, dorp: Dorp, vandaag: Controle, view_session: Session
) -> None:
    view_session.commit()
    eerst = tess.get("/sync/dagpakket")
    etag = eerst.headers["ETag"]
    again = tess.get("/sync/dagpakket", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    move_controle(view_session, vandaag, dag=today(), tijd="09:00", by=dorp.pim, now=NU)
    view_session.commit()
    assert tess.get("/sync/dagpakket", headers={"If-None-Match": etag}).status_code == 200


def test_the_day_package_is_only_mine_and_only_near(tess: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    versie = make_versie(view_session)

    def plan(wie: Any, **more: Any) -> Controle:
        return make_controle(view_session, dorp.waterdonk, wie, versie=versie, now=now(), **more)

    mijn = plan(dorp.tess, dag=today())
    te_laat = plan(dorp.tess, dag=today() - timedelta(days=200))
    zonder = plan(dorp.tess, dag=None)
    plan(dorp.coen, dag=today())
    plan(dorp.tess, dag=today() + timedelta(days=15))
    weg, naar_coen = plan(dorp.tess, dag=today()), plan(dorp.tess, dag=today())
    cancel_controle(view_session, weg, reden="Bouw stil", by=dorp.pim, now=now())
    handover_controle(view_session, naar_coen, naar=dorp.coen, by=dorp.pim, now=now())
    make_controle(view_session, dorp.anders, dorp.olaf, versie=versie, dag=today())
    view_session.commit()
    pak: Any = tess.get("/sync/dagpakket").json
    assert {rij["id"] for rij in pak["controles"]} == {str(c.id) for c in (mijn, te_laat, zonder)}
    assert {rij["id"]: rij["reden"] for rij in pak["vervallen"]} == {
        str(weg.id): "Bouw stil",
        str(naar_coen.id): "Deze controle is overgedragen aan een collega.",
    }
    assert len(pak["objecten"]) == 7


def test_last_time_and_history_come_along(tess: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    versie, plek = make_versie(view_session), make_object(view_session, dorp.waterdonk)
    eerder = make_controle(view_session, dorp.waterdonk, dorp.tess, versie=versie, object=plek)
    schrijver = Schrijver(eerder.id, dorp.tess.id)
    entries = [
        schrijver.antwoord("P-01", "voldoet_niet"),
        schrijver.bevinding("P-01", overtreder="Bouwer BV"),
        schrijver.antwoord("P-02", "voldoet_niet"),
        schrijver.bevinding("P-02"),
        schrijver.antwoord("P-02", "voldoet"),
    ]
    tess.post("/sync/mutaties", data=pakket(*entries, schrijver.afronden(entries)))
    nu = make_controle(view_session, dorp.waterdonk, dorp.tess, versie=versie, object=plek, dag=today())
    view_session.commit()
    pak: Any = tess.get("/sync/dagpakket").json
    rij = next(rij for rij in pak["controles"] if rij["id"] == str(nu.id))
    assert rij["vorige"]["nummer"] == eerder.nummer
    assert [(punt["code"], punt["cel"], punt["uiterlijk_op"]) for punt in rij["vorige"]["open"]] == [
        ("P-01", "B2", "2026-12-04")
    ]
    assert rij["historie"] == [
        {
            "recidive_sleutel": "Bbl artikel 4.1",
            "voorschrift": "Bbl artikel 4.1",
            "geconstateerd_op": "2026-11-20",
            "interventies": ["WAA"],
            "overtreder": "Bouwer BV",
            "opgeheven_op": None,
            "nummer": eerder.nummer,
        }
    ]
    klaar = next(rij for rij in pak["controles"] if rij["id"] == str(eerder.id))
    assert (klaar["status"], klaar["uitkomst"], klaar["historie"]) == ("afgerond", "overtreding", [])


def test_the_day_package_takes_few_queries_however_much_is_in_it(
    tess: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    versie = make_versie(view_session)

    def plan(aantal: int) -> None:
        for _ in range(aantal):
            make_controle(view_session, dorp.waterdonk, dorp.tess, versie=versie, dag=today())
        view_session.commit()

    plan(2)
    count_queries(tess)  # the first time in a process each definition is read once
    few = count_queries(tess)
    plan(30)
    assert count_queries(tess) == few <= 20


def count_queries(client: FlaskClient) -> int:
    """Statements of one day package, logging in included."""
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().startswith("SELECT"):
            seen.append(statement)

    engine = db.engines[None]
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert client.get("/sync/dagpakket").status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def test_only_a_toezichthouder_has_a_day_package(app: Flask, client: FlaskClient, dorp: Dorp) -> None:
    assert login(client, dorp.pim).get("/sync/dagpakket").status_code == 403


def test_an_entry_goes_to_the_organisatie_of_its_controle(
    app: Flask, client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    """A toezichthouder of two municipalities delivers both, whichever one is on the screen."""
    both = make_user(view_session, "bea", dorp.waterdonk, [Rol.TOEZICHTHOUDER])
    view_session.add(Lidmaatschap(user_id=both.id, organisatie_id=dorp.anders.id, rollen=[str(Rol.TOEZICHTHOUDER)]))
    controle = make_controle(view_session, dorp.anders, both)
    view_session.commit()
    view_session.expire_all()
    entry = Schrijver(controle.id, both.id).antwoord("P-01", "voldoet")
    bea = login(app.test_client(), both)
    assert bea.post("/sync/mutaties", data=pakket(entry)).json["bonnen"][0]["uitkomst"] == "verwerkt"  # type: ignore[index]
    assert view_session.get_one(Mutatie, UUID(entry["id"])).organisatie_id == dorp.anders.id
