"""Entries that arrive wrong, double, late, or from who may not: nothing is lost, nothing counts twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.controles.models import Antwoord, Controle, Foto, Mutatie
from app.controles.ontvangst import RuweInvoer
from app.core.db import db
from app.core.errors import Invalid
from app.sync.actions import receive
from app.sync.queries import draft_of
from app.sync.tempo import Tempo
from tests.controles.builders import NU, Schrijver, make_controle, make_versie, pakket
from tests.faults.levering import Levering
from tests.faults.stad import Stad
from tests.people import Dorp, login
from tests.sync.test_druk import at_once
from tests.sync.test_fotos import sha


@pytest.mark.fault("05-same-id-other-content")
def test_both_contents_are_kept(levering: Levering) -> None:
    entry = levering.tess.antwoord("P-01", "voldoet")
    ander = entry | {"inhoud": {"code": "P-01", "antwoord": {"waarde": "voldoet_niet"}}}
    levering.send(entry)
    assert levering.send(ander)[0].uitkomst == "vastgehouden"
    assert levering.journal() == {entry["id"]: msgspec.json.encode(entry)}
    raw = levering.session.scalars(select(RuweInvoer)).one()
    assert raw.ruw == msgspec.json.encode(ander)
    assert levering.answers() == {"P-01@": "voldoet"}


@pytest.mark.fault("08-slow-server-and-impatient-phone")
def test_the_same_delivery_eight_times_at_once_is_one(stad: Stad) -> None:
    mens = stad.mensen[0]
    schrijver = Schrijver(mens.controle, mens.user)
    entries = [schrijver.antwoord(f"P-0{n}", "voldoet") for n in range(1, 6)]

    def deliver() -> list[str]:
        answer = stad.app.test_client().post(
            "/sync/mutaties", data=pakket(*entries), headers={"Authorization": f"Toestel {mens.token}"}
        )
        assert answer.status_code == 200, answer.text
        return [bon["sha256"] for bon in answer.json["bonnen"]]  # type: ignore[index]

    works: list[Callable[[], list[str]]] = [partial(deliver) for _ in range(8)]
    expected = [hashlib.sha256(msgspec.json.encode(entry)).hexdigest() for entry in entries]
    assert at_once(stad.app, works) == [expected] * 8
    with stad.session() as session:
        kept = {str(key): raw for key, raw in session.execute(select(Mutatie.id, Mutatie.ruw))}
        assert kept == {entry["id"]: msgspec.json.encode(entry) for entry in entries}
        assert session.get_one(Controle, mens.controle).versie == 6


@pytest.mark.fault("09-several-photos-make-duplicates")
def test_an_entry_with_four_photos_sent_three_times_is_one(levering: Levering) -> None:
    fotos = [levering.tess.foto(sha(bytes([n]) * 9)) for n in range(4)]
    entries = [levering.tess.antwoord("P-01", "voldoet"), *fotos]
    for _ in range(3):
        levering.send(*entries)
    assert levering.journal() == {entry["id"]: msgspec.json.encode(entry) for entry in entries}
    assert levering.answers() == {"P-01@": "voldoet"}
    rows = levering.session.scalars(select(Foto)).all()
    assert sorted(str(row.id) for row in rows) == sorted(entry["inhoud"]["foto"] for entry in fotos)


@pytest.mark.fault("19-photo-known-by-its-file-name")
def test_two_photos_of_the_same_bytes_are_two(levering: Levering) -> None:
    een, twee = (levering.tess.foto("ab" * 32, code=code) for code in ("P-01", "P-02"))
    levering.send(een, twee)
    assert levering.journal() == {entry["id"]: msgspec.json.encode(entry) for entry in (een, twee)}
    rows = {row.code: str(row.id) for row in levering.session.scalars(select(Foto))}
    assert rows == {"P-01": een["inhoud"]["foto"], "P-02": twee["inhoud"]["foto"]}


@pytest.mark.fault("25-phone-wiped")
def test_what_was_sent_comes_back_on_an_empty_phone(levering: Levering) -> None:
    entries = [levering.tess.antwoord("P-01", "voldoet"), levering.tess.antwoord("P-02", "nvt")]
    levering.send(*entries)
    draft = draft_of(levering.session, levering.by(), levering.controle.id)
    assert [(row["id"], row["inhoud"]) for row in draft["mutaties"]] == [
        (entry["id"], entry["inhoud"]) for entry in entries
    ]


@pytest.mark.fault("27-not-allowed-any-more")
def test_who_may_not_is_heard_and_a_person_decides(levering: Levering) -> None:
    pim = Schrijver(levering.controle.id, levering.dorp.pim.id)
    entry = pim.antwoord("P-01", "voldoet")
    bon = levering.send(entry, by=levering.by("pim"))[0]
    assert (bon.uitkomst, bon.code) == ("vastgehouden", "geen-toezichthouder")
    assert bon.zin
    assert levering.journal() == {entry["id"]: msgspec.json.encode(entry)}
    assert levering.answers() == {}


@pytest.mark.fault("38-one-bad-entry-of-five")
def test_the_other_four_count(levering: Levering) -> None:
    entries = [levering.tess.antwoord(f"P-0{n}", "voldoet") for n in range(1, 6)]
    entries[1]["inhoud"] = {"code": ["P-02"]}
    assert [bon.uitkomst for bon in levering.send(*entries)] == ["verwerkt", "vastgehouden", *["verwerkt"] * 3]
    assert levering.journal() == {entry["id"]: msgspec.json.encode(entry) for entry in entries}
    assert sorted(levering.answers()) == ["P-01@", "P-03@", "P-04@", "P-05@"]


@pytest.mark.fault("work-of-another-user")
def test_work_waits_for_its_maker(levering: Levering) -> None:
    entry = levering.tess.antwoord("P-01", "voldoet")
    assert levering.send(entry, by=levering.by("coen"))[0].code == "andere-gebruiker"
    assert levering.answers() == {}
    assert levering.send(entry)[0].uitkomst == "verwerkt"
    assert levering.journal() == {entry["id"]: msgspec.json.encode(entry)}


@pytest.mark.fault("controle-unknown")
def test_an_entry_before_its_controle_counts_after_it(levering: Levering) -> None:
    nieuw = Schrijver(uuid4(), levering.dorp.tess.id)
    geboorte = nieuw.entry(
        "aanmaken",
        {
            "protocol_hash": make_versie(levering.session, 2).hash,
            "object": {"id": str(uuid4()), "straat": "Dijk", "huisnummer": "3", "plaats": "Waterdonk"},
        },
    )
    antwoord = nieuw.antwoord("P-01", "voldoet")
    assert levering.send(antwoord)[0].code == "controle-onbekend"
    assert levering.send(geboorte)[0].uitkomst == "verwerkt"
    assert levering.send(antwoord)[0].uitkomst == "al-bekend"
    rows = levering.session.scalars(select(Antwoord).where(Antwoord.controle_id == nieuw.controle)).all()
    assert [row.code for row in rows] == ["P-01"]
    assert levering.journal() == {entry["id"]: msgspec.json.encode(entry) for entry in (geboorte, antwoord)}


@pytest.mark.fault("envelope-unreadable")
@pytest.mark.parametrize("body", [b"", b"<html>", b'{"mutaties":[{}', b"\x00" * 100, b"[" * 100_000])
def test_of_no_json_nothing_is_taken_and_the_phone_keeps_all(tess: FlaskClient, body: bytes) -> None:
    answer = tess.post("/sync/mutaties", data=body)
    assert (answer.status_code, answer.json["code"]) == (422, "pakket-onleesbaar")  # type: ignore[index]


@pytest.mark.fault("entry-unreadable")
@pytest.mark.parametrize("raw", [b'{"id":1}', b"12", b'{"a":"\xff"}', b'{"a":"\x01"}', b'{"a":' + b"[" * 9000 + b"}"])
def test_what_is_no_entry_is_kept_raw_beside_its_neighbour(levering: Levering, raw: bytes) -> None:
    goed = levering.tess.antwoord("P-01", "voldoet")
    try:
        bonnen = levering.send(raw, goed)
    except Invalid:
        assert raw.count(b"[") == 9000, "only brackets that never close may hide a neighbour"
        assert levering.journal() == {}
        levering.send(goed)
        assert levering.journal() == {goed["id"]: msgspec.json.encode(goed)}
        return
    assert [bon.uitkomst for bon in bonnen] == ["vastgehouden", "verwerkt"]
    assert bonnen[0].sha256 == hashlib.sha256(raw).hexdigest()
    assert levering.session.scalars(select(RuweInvoer)).one().ruw == raw


@pytest.mark.fault("number-too-big")
@pytest.mark.parametrize("veld", ["volgnummer", "basis", "schrijver_epoch", "klok_afwijking_ms"])
def test_a_number_no_database_keeps_harms_nobody(levering: Levering, veld: str) -> None:
    groot = levering.tess.antwoord("P-01", "voldoet") | {veld: 2**80}
    bonnen = levering.send(groot, levering.tess.antwoord("P-02", "voldoet"))
    assert [bon.uitkomst for bon in bonnen] == ["vastgehouden", "verwerkt"]
    kept = levering.session.scalars(select(RuweInvoer)).one()
    assert kept.ruw == msgspec.json.encode(groot)


@pytest.mark.fault("body-too-big")
def test_a_delivery_that_is_too_big_is_said_so_and_nothing_of_it_taken(
    tess: FlaskClient, view_session: Session
) -> None:
    answer = tess.post("/sync/mutaties", data=b'{"mutaties":["' + b"x" * (33 * 1024 * 1024) + b'"]}')
    assert (answer.status_code, answer.json["code"]) == (413, "te-groot")  # type: ignore[index]
    assert view_session.scalars(select(RuweInvoer)).all() == []


@pytest.mark.fault("too-often")
def test_a_phone_that_runs_wild_waits_and_the_other_does_not(
    client: FlaskClient, dorp: Dorp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client.application.extensions, "tempo", Tempo(voorraad=3, per_seconde=0.1))
    answers = [login(client, dorp.tess).get("/sync/hallo") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 20
    assert answers[-1].json["code"] == "te-vaak"  # type: ignore[index]
    assert login(client, dorp.coen).get("/sync/hallo").status_code == 200


@pytest.mark.fault("two-organisations")
def test_an_entry_goes_to_the_organisatie_of_its_controle(levering: Levering) -> None:
    dorp, session = levering.dorp, levering.session
    elders = make_controle(session, dorp.anders, dorp.olaf, versie=make_versie(session, 3))
    beide = levering.by("olaf")
    beide = type(beide)(dorp.olaf, dorp.waterdonk.id, frozenset({dorp.waterdonk.id, dorp.anders.id}))
    entry = Schrijver(elders.id, dorp.olaf.id).antwoord("P-01", "voldoet")
    assert levering.send(entry, by=beide)[0].uitkomst == "verwerkt"
    assert session.get_one(Mutatie, UUID(entry["id"])).organisatie_id == dorp.anders.id
    assert levering.journal() == {entry["id"]: msgspec.json.encode(entry)}


def test_the_comparison_notices_other_bytes(levering: Levering) -> None:
    """What all of these rest on: another byte in the journal is seen."""
    entry = levering.tess.antwoord("P-01", "voldoet")
    levering.send(entry)
    levering.session.get_one(Mutatie, UUID(entry["id"])).ruw = b"iets anders"
    assert levering.journal() != {entry["id"]: msgspec.json.encode(entry)}


def entries_of(bonnen: list[Any]) -> list[str]:
    """Ids on receipts."""
    return [bon.id for bon in bonnen]


@pytest.mark.fault("answer-lost-after-commit")
def test_what_is_sent_again_is_known(levering: Levering) -> None:
    entries = [levering.tess.antwoord(f"P-0{n}", "voldoet") for n in range(1, 6)]
    body = pakket(*entries)
    lost = receive(levering.session, levering.by(), body, NU).bonnen
    again = receive(levering.session, levering.by(), body, NU).bonnen
    assert [bon.uitkomst for bon in again] == ["al-bekend"] * 5
    assert [bon.sha256 for bon in again] == [bon.sha256 for bon in lost]
    assert entries_of(again) == [entry["id"] for entry in entries]
    assert levering.journal() == {entry["id"]: msgspec.json.encode(entry) for entry in entries}


@pytest.mark.fault("entries-cut")
def test_half_a_delivery_is_either_taken_or_refused_and_never_changed(tess: FlaskClient, dorp: Dorp) -> None:
    """A body that breaks off is no envelope: nothing of it counts, and the whole counts later."""
    controle = make_controle(db.session(), dorp.waterdonk, dorp.tess)
    db.session.commit()
    schrijver = Schrijver(controle.id, dorp.tess.id)
    body = pakket(*[schrijver.antwoord(f"P-0{n}", "voldoet") for n in range(1, 6)])
    for end in (10, len(body) // 2, len(body) - 2):
        assert tess.post("/sync/mutaties", data=body[:end]).status_code == 422
        assert db.session.scalar(select(func.count()).select_from(Mutatie)) == 0
    assert tess.post("/sync/mutaties", data=body).status_code == 200
    assert db.session.scalar(select(func.count()).select_from(Mutatie)) == 5
