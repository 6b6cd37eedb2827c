"""An emergency copy at the office: as if the phone had sent it itself, once, and nothing of it is ever lost."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.models import Antwoord, Foto, Mutatie
from app.core.audit import Gebeurtenis
from app.sync.bezorger import register_toestel
from app.sync.kantoor import GRENS
from app.sync.noodkopie import read_copy, seal_of
from tests.controles.builders import NU, Schrijver, make_controle, make_versie, pakket
from tests.controles_kantoor.test_dossier import jpeg
from tests.people import Dorp, login

VECTOR = Path(__file__).parent.parent / "vectors" / "noodkopie.json"
MULTIPART: dict[str, Any] = {"content_type": "multipart/form-data; boundary=rand"}
TOESTEL = UUID("01980000-0000-7000-8000-00000000aaaa")


@pytest.fixture
def phone(view_session: Session, dorp: Dorp) -> Schrijver:
    """The phone of Tess, known here, with a controle on it."""
    register_toestel(view_session, dorp.waterdonk.id, dorp.tess, key=TOESTEL, naam="TZ-07", now=NU)
    versie = make_versie(view_session)
    controle = make_controle(view_session, dorp.waterdonk, dorp.tess, versie=versie)
    view_session.commit()
    return Schrijver(controle.id, dorp.tess.id, versie.hash)


def make_copy(maker: User, entries: list[dict[str, Any]], *fotos: bytes, **more: str) -> bytes:
    """A file as a phone makes it; `more` replaces what its head says."""
    raws = [msgspec.json.encode(entry) for entry in entries]
    beelden = [hashlib.sha256(data).hexdigest() for data in fotos]
    delen = [hashlib.sha256(raw).hexdigest() for raw in raws] + beelden
    kop = {
        "soort": "schouw-noodkopie",
        "versie": 2,
        "gebruiker": str(maker.id),
        "organisatie": str(maker.lidmaatschappen[0].organisatie_id),
        "toestel": str(TOESTEL),
        "sha256": hashlib.sha256(json.dumps(delen, separators=(",", ":")).encode()).hexdigest(),
    } | more
    rows = [
        {"sha256": sha256, "base64": base64.b64encode(data).decode()}
        for sha256, data in zip(beelden, fotos, strict=True)
    ]
    return (
        json.dumps(kop).encode()[:-1]
        + b',"mutaties":['
        + b",".join(raws)
        + b'],"fotos":'
        + json.dumps(rows).encode()
        + b"}"
    )


def upload(client: FlaskClient, who: User, data: bytes) -> tuple[int, str]:
    """Status, and the page one ends on."""
    login(client, who)
    form = {"bestand": (io.BytesIO(data), "schouw-noodkopie.json")}
    answer = client.post("/controles/noodkopie", data=form, content_type="multipart/form-data", follow_redirects=True)
    return answer.status_code, answer.text


def test_seal_is_the_one_the_phone_makes() -> None:
    """Of a phone of today, whose user works for an organisatie."""
    bestand = read_copy(VECTOR.read_bytes())
    assert bestand.organisatie == UUID("0190a000-0000-7000-8000-0000000000a1")
    assert (len(bestand.mutaties), len(bestand.fotos)) == (2, 1)
    assert seal_of(bestand) == bestand.sha256
    assert hashlib.sha256(bestand.fotos[0].base64).hexdigest() == bestand.fotos[0].sha256
    bestand.mutaties.reverse()
    assert seal_of(bestand) != bestand.sha256


def test_it_comes_in_under_the_maker_and_only_once(
    client: FlaskClient, dorp: Dorp, view_session: Session, phone: Schrijver
) -> None:
    data = jpeg("red")
    sha256 = hashlib.sha256(data).hexdigest()
    entries = [phone.antwoord("P-01", "voldoet"), phone.foto(sha256, grootte=len(data))]
    bestand = make_copy(dorp.tess, entries, data)
    assert "Noodkopie van Tess: 2 invoeren verwerkt, 1 foto binnen." in upload(client, dorp.pim, bestand)[1]
    rows = view_session.scalars(select(Mutatie)).all()
    assert {(row.user_id, row.stand) for row in rows} == {(dorp.tess.id, "verwerkt")}
    assert view_session.scalars(select(Antwoord)).one().oordeel == "voldoet"
    foto = view_session.scalars(select(Foto)).one()
    assert foto.ontvangen_at is not None
    told = view_session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "noodkopie-ingelezen")).one()
    assert (told.door_naam, told.naar) == ("Pim", {"bestand": hashlib.sha256(bestand).hexdigest()})
    blobs = client.application.extensions["blobs"]
    kept = [blobs.has(dorp.waterdonk.id, hashlib.sha256(one).hexdigest()) for one in (data, bestand)]
    assert kept == [True, False], "the file would outlive the dossier and the photo in it"
    assert "0 invoeren verwerkt, 2 waren er al, 1 foto binnen." in upload(client, dorp.bo, bestand)[1]
    login(client, dorp.tess)
    late = client.post("/sync/mutaties", data=pakket(*entries), content_type="application/json").json
    assert [bon["uitkomst"] for bon in late["bonnen"]] == ["al-bekend", "al-bekend"]  # type: ignore[index]
    assert len(view_session.scalars(select(Mutatie)).all()) == 2


@pytest.mark.parametrize(
    ("more", "code"),
    [({"sha256": "0" * 64}, "noodkopie-veranderd"), ({"toestel": str(uuid4())}, "toestel-onbekend")],
    ids=["veranderd", "toestel"],
)
def test_what_cannot_be_trusted_waits_for_a_person(
    client: FlaskClient,
    dorp: Dorp,
    view_session: Session,
    phone: Schrijver,
    more: dict[str, str],
    code: str,
) -> None:
    entry = phone.antwoord("P-01", "voldoet_niet")
    _, page = upload(client, dorp.pim, make_copy(dorp.tess, [entry], **more))
    assert "1 wacht op een mens" in page
    row = view_session.get_one(Mutatie, UUID(entry["id"]))
    assert (row.stand, row.reden_code, row.user_id) == ("vastgehouden", code, dorp.tess.id)
    assert not view_session.scalars(select(Antwoord)).all()


def test_work_of_a_closed_account_waits_too(
    client: FlaskClient, dorp: Dorp, view_session: Session, phone: Schrijver
) -> None:
    dorp.tess.actief = False
    view_session.commit()
    entry = phone.antwoord("P-01", "voldoet")
    upload(client, dorp.bo, make_copy(dorp.tess, [entry]))
    assert view_session.get_one(Mutatie, UUID(entry["id"])).reden_code == "account-gedeactiveerd"


def test_a_damaged_photo_is_said_and_the_rest_comes_in(
    client: FlaskClient, dorp: Dorp, view_session: Session, phone: Schrijver
) -> None:
    data = jpeg("blue")
    bestand = make_copy(dorp.tess, [phone.antwoord("P-01", "voldoet")], data)
    broken = bestand.replace(base64.b64encode(data), base64.b64encode(data[:-1] + b"x"))
    assert "1 invoer verwerkt, 1 foto beschadigd." in upload(client, dorp.pim, broken)[1]


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b'{"soort":"iets"}', b"\xff\xfe", b"[" * 100_000],
    ids=["leeg", "kaal", "ander", "ruis", "diep"],
)
def test_another_file_is_refused_in_a_sentence(client: FlaskClient, dorp: Dorp, data: bytes) -> None:
    status, page = upload(client, dorp.pim, data)
    assert status == 422
    assert "De noodkopie is niet ingelezen" in page


def test_copy_of_someone_elsewhere_is_not_taken(
    client: FlaskClient, dorp: Dorp, view_session: Session, phone: Schrijver
) -> None:
    entry = phone.antwoord("P-01", "voldoet")
    elders = str(dorp.olaf.lidmaatschappen[0].organisatie_id)
    status, page = upload(client, dorp.olaf, make_copy(dorp.tess, [entry], organisatie=elders))
    assert (status, "hier niet bekend" in page) == (422, True)
    assert view_session.get(Mutatie, UUID(entry["id"])) is None


def test_maker_of_an_older_file_is_user_and_organisatie_in_one(
    client: FlaskClient, dorp: Dorp, phone: Schrijver
) -> None:
    maker = f"{dorp.tess.id}.{dorp.waterdonk.id}"
    copy = make_copy(dorp.tess, [phone.antwoord("P-01", "voldoet")], gebruiker=maker)
    assert "Noodkopie van Tess: 1 invoer verwerkt." in upload(client, dorp.pim, copy)[1]


@pytest.mark.parametrize("older", [False, True], ids=["eigen-veld", "in-een"])
def test_work_for_another_organisatie_is_not_taken(
    client: FlaskClient, dorp: Dorp, view_session: Session, phone: Schrijver, older: bool
) -> None:
    entry, elders = phone.antwoord("P-01", "voldoet"), str(uuid4())
    head = {"gebruiker": f"{dorp.tess.id}.{elders}"} if older else {"organisatie": elders}
    status, page = upload(client, dorp.pim, make_copy(dorp.tess, [entry], **head))
    assert (status, "voor een andere organisatie" in page) == (422, True)
    assert view_session.get(Mutatie, UUID(entry["id"])) is None


def test_file_may_be_larger_than_what_others_send(client: FlaskClient, dorp: Dorp, phone: Schrijver) -> None:
    login(client, dorp.pim)
    copy = make_copy(dorp.tess, [phone.antwoord("P-01", "voldoet")]) + b" " * (33 * 1024 * 1024)
    head = b'--rand\r\nContent-Disposition: form-data; name="bestand"; filename="kopie.json"\r\n\r\n'
    answer = client.post("/controles/noodkopie", data=head + copy + b"\r\n--rand--\r\n", **MULTIPART)
    assert answer.status_code == 303


def test_file_that_is_too_large_is_refused_before_it_is_read(client: FlaskClient, dorp: Dorp) -> None:
    login(client, dorp.pim)
    length = {"CONTENT_LENGTH": str(GRENS + 1)}
    assert client.post("/controles/noodkopie", environ_overrides=length, **MULTIPART).status_code == 413


def test_only_planner_and_beheerder_may(client: FlaskClient, dorp: Dorp) -> None:
    for who in (dorp.tess, dorp.juul, dorp.ada, dorp.kim):
        login(client, who)
        assert client.get("/controles/noodkopie").status_code == 403
        assert client.post("/controles/noodkopie").status_code == 403
        assert "noodkopie" not in client.get("/controles?lijst=vastgehouden").text
