"""Delivering journal entries: receipts, replays, what is held and why. Nothing is ever refused or lost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.accounts.models import Lidmaatschap, Rol
from app.controles import journaal
from app.controles.actions import cancel_controle, handover_controle
from app.controles.models import Antwoord, Controle, Foto, Mutatie
from app.controles.ontvangst import RuweInvoer
from app.controles.projectie.plekken import project_places
from app.core.audit import Gebeurtenis
from app.core.errors import Invalid
from app.protocols.models import ProtocolVersie
from app.sync.actions import receive
from app.sync.bezorger import GEDEACTIVEERD, Bezorger
from app.sync.schema import Bon
from tests.controles.builders import NU, Schrijver, make_controle, make_object, make_versie, mutatie_of, pakket
from tests.people import Dorp, make_dorp

Stuur = Callable[..., list[Bon]]


@pytest.fixture
def dorp2(session: Session) -> Dorp:
    """The village on each database."""
    return make_dorp(session)


@pytest.fixture
def controle(session: Session, dorp2: Dorp) -> Controle:
    """Tess's controle of today."""
    return make_controle(session, dorp2.waterdonk, dorp2.tess)


@pytest.fixture
def tess(controle: Controle, dorp2: Dorp) -> Schrijver:
    """Tess's phone."""
    return Schrijver(controle.id, dorp2.tess.id)


@pytest.fixture
def stuur(session: Session, dorp2: Dorp) -> Stuur:
    """Delivers entries as Tess (or `als` another bezorger)."""

    def send(*entries: dict[str, Any] | bytes, als: Bezorger | None = None) -> list[Bon]:
        bezorger = als or bezorger_of(dorp2, "tess")
        return receive(session, bezorger, pakket(*entries), NU).bonnen

    return send


def bezorger_of(dorp: Dorp, naam: str, **more: Any) -> Bezorger:
    """Who delivers by name."""
    organisatie = dorp.anders if naam == "olaf" else dorp.waterdonk
    return Bezorger(getattr(dorp, naam), organisatie.id, frozenset({organisatie.id}), **more)


def uitkomsten(bonnen: list[Bon]) -> list[tuple[str, str | None]]:
    """Outcome and code per receipt."""
    return [(bon.uitkomst, bon.code) for bon in bonnen]


def antwoorden(session: Session, controle: Controle) -> dict[str, Any]:
    """The answers that hold, by code@pad."""
    rows = session.scalars(select(Antwoord).where(Antwoord.controle_id == controle.id))
    return {f"{row.code}@{row.pad}": row.antwoord["waarde"] for row in rows}


def test_entries_are_applied_and_receipted(session: Session, controle: Controle, tess: Schrijver, stuur: Stuur) -> None:
    eerste, tweede = tess.antwoord("P-01", "voldoet"), tess.antwoord("P-02", "voldoet_niet")
    bonnen = stuur(eerste, tweede)
    assert uitkomsten(bonnen) == [("verwerkt", None), ("verwerkt", None)]
    assert [bon.id for bon in bonnen] == [eerste["id"], tweede["id"]]
    assert bonnen[0].sha256 == hashlib.sha256(msgspec.json.encode(eerste)).hexdigest()
    assert [bon.versie for bon in bonnen] == [2, 3]
    assert antwoorden(session, controle) == {"P-01@": "voldoet", "P-02@": "voldoet_niet"}
    assert controle.status == "bezig"


def test_the_bytes_of_an_entry_are_kept_as_received(session: Session, tess: Schrijver, stuur: Stuur) -> None:
    entry = tess.antwoord("P-01", "voldoet")
    raw = b" " + msgspec.json.format(msgspec.json.encode(entry), indent=3) + b"\n"
    bon = stuur(raw)[0]
    row = mutatie_of(session, entry)
    assert row.ruw == raw.strip()
    assert row.sha256 == bon.sha256 == hashlib.sha256(raw.strip()).hexdigest()


def test_a_lost_answer_and_ten_replays_change_nothing(
    session: Session, controle: Controle, tess: Schrijver, stuur: Stuur
) -> None:
    entry = tess.antwoord("P-01", "voldoet")
    first = stuur(entry)[0]
    for _ in range(10):
        again = stuur(entry)[0]
        assert (again.uitkomst, again.sha256) == ("al-bekend", first.sha256)
    assert session.scalar(select(func.count()).select_from(Mutatie)) == 1
    assert controle.versie == 2


def test_the_same_entry_twice_in_one_delivery(tess: Schrijver, stuur: Stuur) -> None:
    entry = tess.antwoord("P-01", "voldoet")
    assert uitkomsten(stuur(entry, entry)) == [("verwerkt", None), ("al-bekend", None)]


def test_one_bad_entry_of_five_holds_only_itself(
    session: Session, controle: Controle, tess: Schrijver, stuur: Stuur
) -> None:
    entries: list[Any] = [tess.antwoord(f"P-0{n}", "voldoet") for n in range(1, 6)]
    entries[1]["inhoud"] = {"code": 3}
    bonnen = stuur(*entries)
    assert [bon.uitkomst for bon in bonnen] == ["verwerkt", "vastgehouden", *["verwerkt"] * 3]
    assert bonnen[1].code == "inhoud-onleesbaar"
    assert sorted(antwoorden(session, controle)) == ["P-01@", "P-03@", "P-04@", "P-05@"]
    assert mutatie_of(session, entries[1]).inhoud == {"code": 3}


@pytest.mark.parametrize(
    "raw",
    [
        b'{"id":1}',
        b"[]",
        b"12",
        b'{"id": nul, "x": "]}"}',
        b'"\\ud800"',
        b'{"id":"' + b"x" * 200 + b'"}',
        b'{"a":"\xff\xfe"}',
        b'{"a":"\x01"}',
    ],
    ids=["half", "list", "number", "no-json", "half-character", "long-id", "no-utf8", "control"],
)
def test_bytes_that_are_no_entry_are_kept_raw_beside_their_neighbours(
    session: Session, tess: Schrijver, stuur: Stuur, raw: bytes
) -> None:
    goed = tess.antwoord("P-01", "voldoet")
    bonnen = stuur(raw, goed)
    assert uitkomsten(bonnen) == [("vastgehouden", "inhoud-onleesbaar"), ("verwerkt", None)]
    kept = session.scalars(select(RuweInvoer)).one()
    assert kept.ruw == raw
    assert kept.sha256 == bonnen[0].sha256 == hashlib.sha256(raw).hexdigest()
    assert uitkomsten(stuur(raw)) == [("vastgehouden", "inhoud-onleesbaar")]
    assert session.scalar(select(func.count()).select_from(RuweInvoer)) == 1


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"<html>", b'{"mutaties":[{}', b'{"mutaties":3}'])
def test_an_unreadable_envelope_takes_nothing(session: Session, dorp2: Dorp, body: bytes) -> None:
    with pytest.raises(Invalid) as problem:
        receive(session, bezorger_of(dorp2, "tess"), body, NU)
    assert problem.value.code == "pakket-onleesbaar"


def test_the_same_id_with_other_content_keeps_both(
    session: Session, controle: Controle, tess: Schrijver, stuur: Stuur
) -> None:
    entry = tess.antwoord("P-01", "voldoet")
    ander = entry | {"inhoud": {"code": "P-01", "antwoord": {"waarde": "voldoet_niet"}}}
    assert uitkomsten(stuur(entry, ander)) == [("verwerkt", None), ("vastgehouden", "zelfde-id-andere-inhoud")]
    assert antwoorden(session, controle) == {"P-01@": "voldoet"}
    assert session.scalars(select(RuweInvoer)).one().mutatie_id == entry["id"]


def test_an_id_of_another_organisatie_is_not_shown(
    session: Session, dorp2: Dorp, tess: Schrijver, stuur: Stuur
) -> None:
    entry = tess.antwoord("P-01", "voldoet")
    stuur(entry)
    bon = stuur(entry, als=bezorger_of(dorp2, "olaf"))[0]
    assert (bon.uitkomst, bon.code, bon.versie) == ("vastgehouden", "zelfde-id-andere-inhoud", None)
    assert session.scalars(select(RuweInvoer)).one().organisatie_id == dorp2.anders.id


def test_an_unknown_controle_is_held_and_released_by_its_birth(
    session: Session, dorp2: Dorp, controle: Controle, stuur: Stuur
) -> None:
    versie_hash = make_versie(session, 2).hash
    nieuw = Schrijver(uuid4(), dorp2.tess.id, versie_hash)
    eerst = nieuw.antwoord("P-01", "voldoet")
    assert uitkomsten(stuur(eerst)) == [("vastgehouden", "controle-onbekend")]
    assert mutatie_of(session, eerst).controle_id == nieuw.controle
    geboorte = nieuw.entry(
        "aanmaken",
        {
            "protocol_hash": versie_hash,
            "object": {"id": str(uuid4()), "straat": "Dijk", "huisnummer": "3", "plaats": "Waterdonk"},
            "opdracht": "Steiger op de weg",
        },
    )
    assert uitkomsten(stuur(geboorte)) == [("verwerkt", None)]
    assert uitkomsten(stuur(eerst)) == [("al-bekend", None)]
    row = session.get_one(Controle, nieuw.controle)
    assert (row.nummer, row.opdracht, row.status) == ("C-2026-0002", "Steiger op de weg", "bezig")
    assert antwoorden(session, row) == {"P-01@": "voldoet"}


def test_a_held_entry_that_breaks_us_does_not_stop_the_birth_of_its_controle(
    session: Session, dorp2: Dorp, controle: Controle, stuur: Stuur, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(session: Session, controle: Controle, plekken: Any) -> None:
        alle = list(plekken)
        if any("P-02" in sleutel for _, sleutel in alle):
            raise RuntimeError("stuk")
        project_places(session, controle, alle)

    monkeypatch.setattr(journaal, "project_places", breaks)
    versie = session.get_one(ProtocolVersie, controle.protocol_versie_id)
    nieuw = Schrijver(uuid4(), dorp2.tess.id, versie.hash)
    goed, stuk, ook = (nieuw.antwoord(f"P-0{n}", "voldoet") for n in (1, 2, 3))
    stuur(goed, stuk, ook)
    inhoud = {"protocol_hash": versie.hash, "object_id": str(controle.object_id)}
    assert uitkomsten(stuur(nieuw.entry("aanmaken", inhoud))) == [("verwerkt", None)]
    assert antwoorden(session, session.get_one(Controle, nieuw.controle)) == {"P-01@": "voldoet", "P-03@": "voldoet"}
    held = mutatie_of(session, stuk)
    assert (held.stand, held.reden_code, held.inhoud) == ("vastgehouden", "niet-verwerkt", stuk["inhoud"])


def test_a_moment_without_a_database_is_no_fault_of_what_was_held(
    session: Session, dorp2: Dorp, controle: Controle, stuur: Stuur, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The birth is then not receipted: the phone sends it again."""
    versie = session.get_one(ProtocolVersie, controle.protocol_versie_id)
    nieuw = Schrijver(uuid4(), dorp2.tess.id, versie.hash)
    wacht = nieuw.antwoord("P-01", "voldoet")
    stuur(wacht)

    def gone(session: Session, controle: Controle, plekken: Any) -> None:
        if any("P-01" in sleutel for _, sleutel in plekken):
            raise OperationalError("", {}, Exception("weg"), connection_invalidated=True)

    monkeypatch.setattr(journaal, "project_places", gone)
    inhoud = {"protocol_hash": versie.hash, "object_id": str(controle.object_id)}
    with pytest.raises(OperationalError):
        stuur(nieuw.entry("aanmaken", inhoud))
    assert mutatie_of(session, wacht).reden_code == "controle-onbekend"


def test_a_birth_at_an_object_we_do_not_know_is_held(session: Session, dorp2: Dorp, stuur: Stuur) -> None:
    nieuw = Schrijver(uuid4(), dorp2.tess.id)
    versie = make_versie(session)
    elders = make_object(session, dorp2.anders)
    bonnen = stuur(nieuw.entry("aanmaken", {"protocol_hash": versie.hash, "object_id": str(elders.id)}))
    assert uitkomsten(bonnen) == [("vastgehouden", "object-onbekend")]
    bonnen = stuur(nieuw.entry("aanmaken", {"protocol_hash": "f" * 64, "object_id": str(elders.id)}))
    assert uitkomsten(bonnen) == [("vastgehouden", "protocol-onbekend")]


def test_an_older_version_of_the_protocol_is_accepted_and_followed(session: Session, dorp2: Dorp, stuur: Stuur) -> None:
    oud = make_versie(session, 1, extra="P-99")
    nieuw = make_versie(session, 2)
    controle = make_controle(session, dorp2.waterdonk, dorp2.tess, versie=nieuw)
    tess = Schrijver(controle.id, dorp2.tess.id, oud.hash)
    assert uitkomsten(stuur(tess.antwoord("P-99", "voldoet"))) == [("verwerkt", None)]
    assert controle.protocol_versie_id == oud.id
    assert session.scalars(select(Antwoord)).one().oordeel == "voldoet"


def test_an_unknown_protocol_or_point_is_held(tess: Schrijver, stuur: Stuur) -> None:
    bonnen = stuur(
        tess.antwoord("P-01", "voldoet", protocol_hash="e" * 64),
        tess.antwoord("X-77", "voldoet"),
        tess.entry("herhaling", {"onderdeel": "tenten", "pad": "a"}),
        tess.entry("dansen", {}),
        tess.entry("bezoek", {"veld": "schoenmaat", "waarde": "43"}),
        tess.entry("starten", {"begin_at": "2026-11-20T10:00:00"}),
    )
    assert [bon.code for bon in bonnen] == [
        "protocol-onbekend",
        "protocol-punt-onbekend",
        "protocol-punt-onbekend",
        "soort-onbekend",
        "inhoud-onleesbaar",
        "inhoud-onleesbaar",
    ]
    assert all(bon.zin for bon in bonnen)


def test_work_of_another_user_waits_for_that_user(
    session: Session, controle: Controle, dorp2: Dorp, tess: Schrijver, stuur: Stuur
) -> None:
    entry = tess.antwoord("P-01", "voldoet")
    assert uitkomsten(stuur(entry, als=bezorger_of(dorp2, "coen"))) == [("vastgehouden", "andere-gebruiker")]
    assert antwoorden(session, controle) == {}
    assert uitkomsten(stuur(entry)) == [("verwerkt", None)]
    assert antwoorden(session, controle) == {"P-01@": "voldoet"}


def test_a_closed_account_delivers_into_quarantine_only(
    session: Session, controle: Controle, dorp2: Dorp, tess: Schrijver, stuur: Stuur
) -> None:
    entry = tess.antwoord("P-01", "voldoet")
    gesloten = bezorger_of(dorp2, "tess", bezwaar=GEDEACTIVEERD)
    assert uitkomsten(stuur(entry, als=gesloten)) == [("vastgehouden", "account-gedeactiveerd")]
    assert uitkomsten(stuur(entry, als=gesloten)) == [("vastgehouden", "account-gedeactiveerd")]
    assert antwoorden(session, controle) == {}


def test_a_controle_that_went_to_a_colleague_holds_what_the_first_still_sends(
    session: Session, controle: Controle, dorp2: Dorp, tess: Schrijver, stuur: Stuur
) -> None:
    handover_controle(session, controle, naar=dorp2.coen, by=dorp2.pim, now=NU)
    assert uitkomsten(stuur(tess.antwoord("P-01", "voldoet"))) == [("vastgehouden", "niet-toegewezen")]
    coen = Schrijver(controle.id, dorp2.coen.id)
    als = bezorger_of(dorp2, "coen")
    assert uitkomsten(stuur(coen.antwoord("P-01", "voldoet"), als=als)) == [("vastgehouden", "schrijver-achterhaald")]
    assert uitkomsten(stuur(coen.antwoord("P-01", "voldoet", schrijver_epoch=2), als=als)) == [("verwerkt", None)]


def test_what_is_held_changes_nothing_of_its_controle(
    session: Session, controle: Controle, dorp2: Dorp, tess: Schrijver, stuur: Stuur
) -> None:
    """Nobody has it now and Coen never did: neither an old phone nor he takes it up or chooses its version."""
    oud = make_versie(session, 2, extra="P-99")
    handover_controle(session, controle, naar=None, by=dorp2.pim, now=NU)
    van_voor = tess.antwoord("P-01", "voldoet", protocol_hash=oud.hash)
    assert uitkomsten(stuur(van_voor)) == [("vastgehouden", "schrijver-achterhaald")]
    assert controle.toezichthouder_id is None
    handover_controle(session, controle, naar=dorp2.tess, by=dorp2.pim, now=NU)
    coen = Schrijver(controle.id, dorp2.coen.id, oud.hash)
    bonnen = stuur(coen.antwoord("P-99", "voldoet"), als=bezorger_of(dorp2, "coen"))
    assert uitkomsten(bonnen) == [("vastgehouden", "niet-toegewezen")]
    assert controle.protocol_versie_id != oud.id
    soorten = set(session.scalars(select(Gebeurtenis.soort).where(Gebeurtenis.onderwerp_id == controle.id)))
    assert not soorten & {"toegewezen", "protocolversie-gevolgd"}


def test_one_line_says_which_version_was_followed_and_who_took_it_up(
    session: Session, controle: Controle, dorp2: Dorp, tess: Schrijver, stuur: Stuur
) -> None:
    """Whatever the order in which the entries of one delivery stand."""
    oud, ouder = make_versie(session, 2, extra="P-99"), make_versie(session, 3, extra="P-98")
    handover_controle(session, controle, naar=None, by=dorp2.pim, now=NU)
    eerst = tess.antwoord("P-99", "voldoet", protocol_hash=oud.hash, schrijver_epoch=2)
    later = tess.antwoord("P-98", "voldoet", protocol_hash=ouder.hash, schrijver_epoch=2)
    assert {bon.uitkomst for bon in stuur(later, eerst)} == {"verwerkt"}
    assert (controle.protocol_versie_id, controle.toezichthouder_id) == (oud.id, dorp2.tess.id)
    soorten = list(session.scalars(select(Gebeurtenis.soort).where(Gebeurtenis.onderwerp_id == controle.id)))
    assert (soorten.count("protocolversie-gevolgd"), soorten.count("toegewezen")) == (1, 1)


def test_work_on_a_cancelled_controle_brings_it_back(
    session: Session, controle: Controle, dorp2: Dorp, tess: Schrijver, stuur: Stuur
) -> None:
    cancel_controle(session, controle, reden="Bouw ligt stil", by=dorp2.pim, now=NU)
    assert uitkomsten(stuur(tess.antwoord("P-01", "voldoet"))) == [("verwerkt", None)]
    assert controle.status == "bezig"
    verteld = session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "werk-na-vervallen")).one()
    assert verteld.onderwerp_id == controle.id


@pytest.mark.parametrize(
    ("tekst", "gelezen"),
    [
        ("nul\x00byte", "nul\u2400byte"),
        ("x" * 120_000, "x" * 120_000),
        ("brand 🔥👩🏽‍🚒 ok", "brand 🔥👩🏽‍🚒 ok"),
        ("مرحبا \u202e omgekeerd", "مرحبا \u202e omgekeerd"),
        ("</script><b>&amp;", "</script><b>&amp;"),
    ],
    ids=["nul", "long", "emoji", "rtl", "markup"],
)
def test_any_text_comes_through(
    session: Session, controle: Controle, tess: Schrijver, stuur: Stuur, tekst: str, gelezen: str
) -> None:
    entry = tess.antwoord("P-01", "voldoet_niet", antwoord={"toelichting": tekst})
    assert uitkomsten(stuur(entry)) == [("verwerkt", None)]
    session.expire_all()
    assert session.scalars(select(Antwoord)).one().antwoord["toelichting"] == gelezen
    assert mutatie_of(session, entry).ruw == msgspec.json.encode(entry)


def test_half_a_character_is_read_as_one_that_cannot_be_shown(session: Session, tess: Schrijver, stuur: Stuur) -> None:
    entry = tess.antwoord("P-01", "voldoet_niet", antwoord={"toelichting": "HALF"})
    raw = msgspec.json.encode(entry).replace(b"HALF", b"brand \\ud83d!")
    assert uitkomsten(stuur(raw, tess.antwoord("P-02", "voldoet"))) == [("verwerkt", None), ("verwerkt", None)]
    assert mutatie_of(session, entry).ruw == raw
    rows = {row.code: row.antwoord.get("toelichting") for row in session.scalars(select(Antwoord))}
    assert rows == {"P-01": "brand \ufffd!", "P-02": None}


def test_numbers_no_database_can_keep_are_held_raw(session: Session, tess: Schrijver, stuur: Stuur) -> None:
    groot = tess.antwoord("P-01", "voldoet", volgnummer=2**80)
    bonnen = stuur(groot, tess.antwoord("P-02", "voldoet"))
    assert [bon.uitkomst for bon in bonnen] == ["vastgehouden", "verwerkt"]
    kept = session.scalars(select(RuweInvoer)).one()
    assert kept.ruw == msgspec.json.encode(groot)


def test_bon_of_a_held_entry_names_its_controle_version(controle: Controle, tess: Schrijver, stuur: Stuur) -> None:
    bon = stuur(tess.antwoord("X-77", "voldoet"))[0]
    assert (bon.versie, UUID(bon.id).version) == (controle.versie, 7)


def test_who_is_no_toezichthouder_delivers_into_quarantine(
    session: Session, dorp2: Dorp, controle: Controle, stuur: Stuur
) -> None:
    """Nor does a planner take a controle that is nobody's by sending an entry about it."""
    versie = session.get_one(ProtocolVersie, controle.protocol_versie_id)
    vrij = make_controle(session, dorp2.waterdonk, None, versie=versie)
    for key in (vrij.id, uuid4()):
        pim = Schrijver(key, dorp2.pim.id)
        birth = pim.entry("aanmaken", {"protocol_hash": "f" * 64})
        bonnen = stuur(pim.antwoord("P-01", "voldoet"), birth, als=bezorger_of(dorp2, "pim"))
        assert {bon.code for bon in bonnen} == {"geen-toezichthouder"}
    assert vrij.toezichthouder_id is None
    coen = Schrijver(vrij.id, dorp2.coen.id)
    assert uitkomsten(stuur(coen.antwoord("P-01", "voldoet"), als=bezorger_of(dorp2, "coen"))) == [("verwerkt", None)]
    assert vrij.toezichthouder_id == dorp2.coen.id


def test_a_birth_goes_to_the_organisatie_it_names(session: Session, dorp2: Dorp) -> None:
    """Tess works for both; her session is at Waterdonk, the visit was started for Anders."""
    rollen = [str(Rol.TOEZICHTHOUDER)]
    session.add(Lidmaatschap(user_id=dorp2.tess.id, organisatie_id=dorp2.anders.id, rollen=rollen))
    versie, plek = make_versie(session), make_object(session, dorp2.anders)
    both = Bezorger(dorp2.tess, dorp2.waterdonk.id, frozenset({dorp2.waterdonk.id, dorp2.anders.id}))
    alleen = Bezorger(dorp2.tess, dorp2.waterdonk.id, frozenset({dorp2.waterdonk.id}))
    inhoud = {"protocol_hash": versie.hash, "object_id": str(plek.id)}
    zonder = Schrijver(uuid4(), dorp2.tess.id).entry("aanmaken", inhoud)
    assert uitkomsten(receive(session, both, pakket(zonder), NU).bonnen) == [("vastgehouden", "organisatie-onbekend")]
    tess = Schrijver(uuid4(), dorp2.tess.id, versie.hash)
    birth = tess.entry("aanmaken", inhoud | {"organisatie": str(dorp2.anders.id)})
    work = tess.antwoord("P-01", "voldoet")
    assert [bon.code for bon in receive(session, alleen, pakket(birth, work), NU).bonnen] == [
        "andere-organisatie",
        "controle-onbekend",
    ]
    assert {bon.uitkomst for bon in receive(session, both, pakket(birth, work), NU).bonnen} == {"verwerkt"}
    assert session.get_one(Controle, tess.controle).organisatie_id == dorp2.anders.id
    assert mutatie_of(session, work).organisatie_id == dorp2.anders.id


def test_one_photo_under_the_key_of_another_holds_only_itself(
    session: Session, dorp2: Dorp, controle: Controle, tess: Schrijver, stuur: Stuur
) -> None:
    """Entries are taken in together; the one that does not fit what is there is found and kept apart."""
    versie = session.get_one(ProtocolVersie, controle.protocol_versie_id)
    ander = make_controle(session, dorp2.waterdonk, dorp2.tess, versie=versie)
    theirs = Schrijver(ander.id, dorp2.tess.id).foto("cd" * 32)
    stuur(theirs)
    entries = [tess.foto(f"{n}{n}" * 32) for n in range(7)]
    entries[4]["inhoud"]["foto"] = theirs["inhoud"]["foto"]
    entries.insert(3, tess.antwoord("P-01", "voldoet"))
    bonnen = stuur(*entries)
    assert uitkomsten(bonnen) == [
        *[("verwerkt", None)] * 5,
        ("vastgehouden", "inhoud-onleesbaar"),
        *[("verwerkt", None)] * 2,
    ]
    assert [bon.versie for bon in bonnen] == [2, 3, 4, 5, 6, 6, 7, 8]
    own = session.scalars(select(Foto.sha256).where(Foto.controle_id == controle.id))
    assert sorted(own) == sorted(entry["inhoud"]["sha256"] for entry in (*entries[:3], entries[4], *entries[6:]))
    assert mutatie_of(session, entries[5]).inhoud == entries[5]["inhoud"]
    assert session.get_one(Foto, UUID(theirs["inhoud"]["foto"])).controle_id == ander.id


def test_what_a_delivery_asks_does_not_grow_with_its_entries(session: Session, tess: Schrijver, stuur: Stuur) -> None:
    def asked(aantal: int) -> int:
        entries = [tess.antwoord(f"P-0{n % 5 + 1}", "voldoet") for n in range(aantal)]
        with counted(session) as statements:
            assert {bon.uitkomst for bon in stuur(*entries)} == {"verwerkt"}
        return len(statements)

    asked(1)  # the first one starts the visit
    assert asked(100) <= asked(5) + 2


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The statements that go to the database meanwhile."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    yield statements
    event.remove(connection, "before_cursor_execute", note)
