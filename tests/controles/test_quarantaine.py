"""What is held is resolved by a person, in place, and nothing of it disappears."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.actions import cancel_controle, handover_controle, move_controle
from app.controles.journaal import Levering, release
from app.controles.losse_fotos import count_loose, loose_photos
from app.controles.models import Antwoord, Controle, Mutatie
from app.controles.ontvangst import FotoBytes, RuweInvoer
from app.controles.quarantaine import (
    count_strays,
    held_entries,
    held_without_controle,
    hold_again,
    resolve_held,
    resolve_together,
)
from app.controles.rules.oplossing import Afhandeling, Keuze
from app.controles.ruwe_invoer import count_raw, raw_deliveries, resolve_raw
from app.core.audit import Gebeurtenis
from app.core.errors import Conflict, Invalid, NotAllowed
from app.core.keys import new_key
from app.protocols.models import ProtocolVersie
from app.sync.actions import receive
from app.sync.bezorger import GEDEACTIVEERD, Bezorger
from app.sync.queries import receipts_of
from tests.controles.builders import NU, Schrijver, make_controle, mutatie_of, pakket
from tests.people import Dorp, make_dorp


@pytest.fixture
def dorp2(session: Session) -> Dorp:
    """The village on each database."""
    return make_dorp(session)


@pytest.fixture
def tess(session: Session, dorp2: Dorp) -> Schrijver:
    """Tess's phone at her controle."""
    return Schrijver(make_controle(session, dorp2.waterdonk, dorp2.tess).id, dorp2.tess.id)


def bezorger(dorp: Dorp) -> Bezorger:
    """Tess delivers."""
    return Bezorger(dorp.tess, dorp.waterdonk.id, frozenset({dorp.waterdonk.id}))


def held(session: Session, dorp: Dorp, *entries: dict[str, Any]) -> Mutatie:
    """Delivers and returns the last entry's row, which must be held."""
    receive(session, bezorger(dorp), pakket(*entries), NU)
    row = mutatie_of(session, entries[-1])
    assert row.stand == "vastgehouden"
    return row


def answers(session: Session) -> dict[str, Any]:
    """Answers by code."""
    return {row.code: row.antwoord["waarde"] for row in session.scalars(select(Antwoord))}


def test_a_person_can_decide_that_it_counts(session: Session, dorp2: Dorp, tess: Schrijver) -> None:
    controle = session.get_one(Controle, tess.controle)
    handover_controle(session, controle, naar=dorp2.coen, by=dorp2.pim, now=NU)
    entry = tess.antwoord("P-01", "voldoet")
    row = held(session, dorp2, entry)
    assert [item.id for item in held_entries(session, controle)] == [row.id]
    resolve_held(session, row, keuze=Keuze.OPNIEUW, reden="Was al gedaan", by=dorp2.pim, now=NU)
    assert (row.stand, row.opgelost_door, answers(session)) == ("verwerkt", dorp2.pim.id, {"P-01": "voldoet"})
    bonnen = receipts_of(session, bezorger(dorp2), tess.controle).mutaties
    assert [(bon.id, bon.uitkomst) for bon in bonnen] == [(entry["id"], "verwerkt")]
    assert receive(session, bezorger(dorp2), pakket(entry), NU).bonnen[0].uitkomst == "al-bekend"


def test_a_corrected_content_takes_its_place(session: Session, dorp2: Dorp, tess: Schrijver) -> None:
    fout = tess.antwoord("P-77", "voldoet_niet")
    row = held(session, dorp2, fout)
    nieuw = resolve_held(
        session,
        row,
        keuze=Keuze.GECORRIGEERD,
        inhoud={"code": "P-02", "antwoord": {"waarde": "voldoet_niet"}},
        reden="Punt heet nu P-02",
        by=dorp2.juul,
        now=NU,
    )
    assert answers(session) == {"P-02": "voldoet_niet"}
    assert (row.stand, row.inhoud["code"], row.ruw) == ("terzijde", "P-77", msgspec.json.encode(fout))
    assert (nieuw.vervangt_id, nieuw.hlc, nieuw.user_id) == (row.id, row.hlc, dorp2.juul.id)
    assert receive(session, bezorger(dorp2), pakket(fout), NU).bonnen[0].uitkomst == "al-bekend"


def test_a_correction_that_is_wrong_too_changes_nothing(session: Session, dorp2: Dorp, tess: Schrijver) -> None:
    row = held(session, dorp2, tess.antwoord("P-77", "voldoet"))
    with pytest.raises(Invalid) as problem:
        resolve_held(
            session,
            row,
            keuze=Keuze.GECORRIGEERD,
            inhoud={"code": "P-78", "antwoord": {"waarde": "voldoet"}},
            reden="Anders",
            by=dorp2.juul,
            now=NU,
        )
    assert problem.value.code == "protocol-punt-onbekend"
    assert (row.stand, row.opgelost_at, answers(session)) == ("vastgehouden", None, {})
    assert [item.id for item in session.scalars(select(Mutatie))] == [row.id]


def test_as_it_is_cannot_make_the_unreadable_readable(session: Session, dorp2: Dorp, tess: Schrijver) -> None:
    row = held(session, dorp2, tess.entry("antwoord", {"code": 3}))
    with pytest.raises(Invalid):
        resolve_held(session, row, keuze=Keuze.OPNIEUW, reden="Toch", by=dorp2.juul, now=NU)
    assert (row.stand, row.reden_code, row.opgelost_at) == ("vastgehouden", "inhoud-onleesbaar", None)


def test_set_aside_and_back(session: Session, dorp2: Dorp, tess: Schrijver) -> None:
    entry = tess.antwoord("P-77", "voldoet")
    row = held(session, dorp2, entry)
    resolve_held(session, row, keuze=Keuze.TERZIJDE, reden="Proefinvoer", by=dorp2.juul, now=NU)
    assert row.stand == "terzijde"
    assert receive(session, bezorger(dorp2), pakket(entry), NU).bonnen[0].uitkomst == "al-bekend"
    with pytest.raises(Conflict):
        resolve_held(session, row, keuze=Keuze.TERZIJDE, reden="Nog eens", by=dorp2.juul, now=NU)
    hold_again(session, row, reden="Vergissing", by=dorp2.juul, now=NU)
    assert row.stand == "vastgehouden"
    soorten = set(session.scalars(select(Gebeurtenis.soort)))
    assert {"invoer-terzijde", "invoer-terug"} <= soorten


def test_a_note_leaves_it_held_and_a_reason_is_asked(session: Session, dorp2: Dorp, tess: Schrijver) -> None:
    row = held(session, dorp2, tess.antwoord("P-77", "voldoet"))
    resolve_held(session, row, keuze=Keuze.OPMERKING, reden="Gebeld met Tess", by=dorp2.juul, now=NU)
    assert row.stand == "vastgehouden"
    with pytest.raises(Invalid) as problem:
        resolve_held(session, row, keuze=Keuze.TERZIJDE, reden="  ", by=dorp2.juul, now=NU)
    assert problem.value.code == "reden-ontbreekt"


def test_the_last_held_entry_completes_the_visit(session: Session, dorp2: Dorp, tess: Schrijver) -> None:
    fout = tess.antwoord("P-77", "voldoet")
    row = held(session, dorp2, fout)
    receive(session, bezorger(dorp2), pakket(tess.afronden([fout])), NU)
    controle = session.get_one(Controle, tess.controle)
    assert (controle.status, controle.compleet_at) == ("afgerond", None)
    resolve_held(session, row, keuze=Keuze.TERZIJDE, reden="Bestaat niet", by=dorp2.juul, now=NU)
    assert controle.compleet_at == NU


def test_raw_deliveries_and_strays_are_found_and_resolved(session: Session, dorp2: Dorp, tess: Schrijver) -> None:
    zwerver = Schrijver(dorp2.waterdonk.id, dorp2.tess.id).antwoord("P-01", "voldoet")
    receive(session, bezorger(dorp2), pakket(b'{"x":1}', zwerver), NU)
    assert [str(row.id) for row in held_without_controle(session, dorp2.waterdonk.id)] == [zwerver["id"]]
    raw = raw_deliveries(session, dorp2.waterdonk.id)
    assert [item.inhoud for item in raw] == ['{"x":1}']
    resolve_raw(session, raw[0], keuze=Afhandeling.BEWAREN, reden="Van een proef", by=dorp2.bo, now=NU)
    assert raw_deliveries(session, dorp2.waterdonk.id) == []
    assert session.scalars(select(RuweInvoer)).one().ruw == b'{"x":1}'
    assert receive(session, bezorger(dorp2), pakket(b'{"x":1}'), NU).bonnen[0].uitkomst == "al-bekend"


def test_nobody_decides_about_his_own_delivery_and_a_planner_corrects_nothing(
    session: Session, dorp2: Dorp, tess: Schrijver
) -> None:
    row = held(session, dorp2, tess.antwoord("P-77", "voldoet"))

    def refused(by: User, keuze: Keuze) -> str:
        with pytest.raises(NotAllowed) as problem:
            resolve_held(session, row, keuze=keuze, reden="Zo is het", by=by, now=NU, inhoud={"code": "P-01"})
        return problem.value.code

    assert {refused(by, Keuze.TERZIJDE) for by in (dorp2.tess, dorp2.kim, dorp2.olaf)} == {"oplossen-geen-recht"}
    assert refused(dorp2.pim, Keuze.GECORRIGEERD) == "oplossen-geen-recht"
    for lid in dorp2.tess.lidmaatschappen:
        lid.rollen = ["toezichthouder", "beheerder"]
    controle = session.get_one(Controle, tess.controle)
    handover_controle(session, controle, naar=dorp2.coen, by=dorp2.pim, now=NU)
    assert refused(dorp2.tess, Keuze.TERZIJDE) == "eigen-invoer"
    assert row.stand == "vastgehouden"
    handover_controle(session, controle, naar=dorp2.tess, by=dorp2.pim, now=NU)
    resolve_held(session, row, keuze=Keuze.TERZIJDE, reden="Proef", by=dorp2.tess, now=NU)
    assert row.stand == "terzijde"


def test_the_office_decides_on_what_is_in_the_database_now(session: Session, dorp2: Dorp, tess: Schrijver) -> None:
    """A phone began while the planner had the page open: the row is read and locked before anything is decided."""
    controle = session.get_one(Controle, tess.controle)
    begun = update(Controle).where(Controle.id == controle.id).values(status="bezig")
    session.execute(begun, execution_options={"synchronize_session": False})
    with pytest.raises(Conflict):
        cancel_controle(session, controle, reden="Ziek", by=dorp2.pim, now=NU)
    done = update(Controle).where(Controle.id == controle.id).values(status="afgerond")
    session.execute(done, execution_options={"synchronize_session": False})
    with pytest.raises(Conflict):
        move_controle(session, controle, dag=None, by=dorp2.pim, now=NU)
    session.execute(begun, execution_options={"synchronize_session": False})
    session.refresh(controle)
    session.execute(done, execution_options={"synchronize_session": False})
    with pytest.raises(Conflict):
        handover_controle(session, controle, naar=dorp2.coen, by=dorp2.pim, now=NU)


def test_a_photo_is_loose_until_an_entry_names_it(session: Session, dorp2: Dorp, tess: Schrijver) -> None:
    """Also one that is held, or of a controle we do not know; counted as it is listed."""
    later = NU + timedelta(hours=2)
    for sha256 in ("ab" * 32, "cd" * 32):
        values = {"sha256": sha256, "grootte": 3, "type": "image/jpeg", "ontvangen_at": NU}
        session.add(FotoBytes(organisatie_id=dorp2.waterdonk.id, **values))
    held(session, dorp2, tess.foto("ab" * 32, code="P-77"))
    assert [row.sha256 for row in loose_photos(session, dorp2.waterdonk.id, later)] == ["cd" * 32]
    assert count_loose(session, dorp2.waterdonk.id, later) == 1
    assert count_strays(session, dorp2.waterdonk.id) + count_raw(session, dorp2.waterdonk.id) == 0
    receive(session, bezorger(dorp2), pakket(b'{"x":1}', Schrijver(new_key(), dorp2.tess.id).foto("cd" * 32)), NU)
    assert count_loose(session, dorp2.waterdonk.id, later) == 0
    assert count_strays(session, dorp2.waterdonk.id) + count_raw(session, dorp2.waterdonk.id) == 2


def test_of_a_destroyed_dossier_no_delivery_is_kept(session: Session, dorp2: Dorp, tess: Schrijver) -> None:
    """Any of those who decide may empty it; the phone still hears that it was taken."""
    session.get_one(Controle, tess.controle).vernietigd_at = NU
    kapot = msgspec.json.encode(tess.antwoord("P-01", "voldoet") | {"hlc": 3})
    receive(session, bezorger(dorp2), pakket(kapot), NU)
    row = raw_deliveries(session, dorp2.waterdonk.id)[0]
    assert row.controle_id == tess.controle
    with pytest.raises(NotAllowed, match="bewaartermijn"):
        resolve_raw(session, row, keuze=Afhandeling.BEWAREN, reden="Gezien", by=dorp2.bo, now=NU)
    assert row.ruw == kapot
    resolve_raw(session, row, keuze=Afhandeling.VERNIETIGEN, reden="Termijn voorbij", by=dorp2.pim, now=NU)
    session.flush()
    session.refresh(row)
    assert (row.ruw, row.inhoud, row.sha256) == (b"", "", hashlib.sha256(kapot).hexdigest())
    assert receive(session, bezorger(dorp2), pakket(kapot), NU).bonnen[0].uitkomst == "al-bekend"
    assert raw_deliveries(session, dorp2.waterdonk.id, opgelost=True) == []


def test_destroying_a_delivery_is_for_who_destroys_photos(session: Session, dorp2: Dorp, tess: Schrijver) -> None:
    receive(session, bezorger(dorp2), pakket(b'{"x":1}'), NU)
    row = raw_deliveries(session, dorp2.waterdonk.id)[0]
    for by in (dorp2.pim, dorp2.tess, dorp2.olaf):
        with pytest.raises(NotAllowed):
            resolve_raw(session, row, keuze=Afhandeling.VERNIETIGEN, reden="Weg", by=by, now=NU)
    resolve_raw(session, row, keuze=Afhandeling.VERNIETIGEN, reden="Weg", by=dorp2.juul, now=NU)
    regel = session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "ruwe-invoer-vernietigd")).one()
    assert (regel.door_id, regel.naar) == (dorp2.juul.id, {"sha256": row.sha256})


def held_many(session: Session, dorp: Dorp, *entries: dict[str, Any]) -> list[Mutatie]:
    """The rows of entries from an account that was closed, in order."""
    gesloten = replace(bezorger(dorp), bezwaar=GEDEACTIVEERD)
    bonnen = receive(session, gesloten, pakket(*entries), NU).bonnen
    assert [(bon.id, bon.uitkomst) for bon in bonnen] == [(entry["id"], "vastgehouden") for entry in entries]
    return [mutatie_of(session, entry) for entry in entries]


def test_one_decision_about_many_leaves_held_what_cannot_be(session: Session, dorp2: Dorp, tess: Schrijver) -> None:
    """A photo of another visit, a point that is not in the protocol; afronden goes by itself. The rest counts."""
    elders = make_controle(session, dorp2.waterdonk, dorp2.tess, versie=session.scalars(select(ProtocolVersie)).one())
    vreemd = Schrijver(elders.id, dorp2.tess.id).foto("ab" * 32)
    receive(session, bezorger(dorp2), pakket(vreemd), NU)
    fout = [tess.antwoord("P-77", "voldoet"), tess.foto("cd" * 32, foto=vreemd["inhoud"]["foto"])]
    goed = [tess.antwoord(f"P-0{n}", "voldoet") for n in (1, 2, 3, 4)]
    rows = held_many(session, dorp2, goed[0], fout[0], goed[1], goed[2], fout[1], goed[3], tess.afronden(goed))
    andere = resolve_together(session, rows, keuze=Keuze.OPNIEUW, reden="Telt", by=dorp2.juul, now=NU)
    assert set(andere) == {UUID(entry["id"]) for entry in fout}
    assert "P-77" in andere[UUID(fout[0]["id"])]
    assert [row.stand for row in rows] == [
        "verwerkt",
        "vastgehouden",
        *["verwerkt"] * 2,
        "vastgehouden",
        *["verwerkt"] * 2,
    ]
    assert {row.reden_code for row in rows if row.stand == "vastgehouden"} == {GEDEACTIVEERD.code}
    assert {row.opgelost_at for row in rows if row.stand == "vastgehouden"} == {None}
    assert answers(session) == dict.fromkeys(("P-01", "P-02", "P-03", "P-04"), "voldoet")
    controle = session.get_one(Controle, tess.controle)
    assert (controle.status, controle.compleet_at) == ("afgerond", None)
    gedaan = select(func.count()).select_from(Gebeurtenis).where(Gebeurtenis.soort == "invoer-opnieuw")
    assert session.scalar(gedaan) == 5
    assert resolve_together(session, rows, keuze=Keuze.TERZIJDE, reden="Weg", by=dorp2.juul, now=NU) == {}
    assert controle.compleet_at == NU


def test_who_may_not_decide_about_one_of_many_decides_about_none(
    session: Session, dorp2: Dorp, tess: Schrijver
) -> None:
    rows = held_many(session, dorp2, tess.antwoord("P-01", "voldoet"), tess.antwoord("P-02", "voldoet"))
    with pytest.raises(NotAllowed):
        resolve_together(session, rows, keuze=Keuze.OPNIEUW, reden="Telt", by=dorp2.kim, now=NU)
    with pytest.raises(Invalid, match="waarom"):
        resolve_together(session, rows, keuze=Keuze.OPNIEUW, reden=" ", by=dorp2.juul, now=NU)
    assert [row.stand for row in rows] == ["vastgehouden"] * 2


def test_many_held_entries_cost_no_more_questions_than_few(session: Session, dorp2: Dorp, tess: Schrijver) -> None:
    """Keeping them of a closed account, applying them, and letting them go once their controle is there."""
    asked: list[str] = []
    bind, gesloten = session.get_bind(), replace(bezorger(dorp2), bezwaar=GEDEACTIVEERD)

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    def cost(deed: Callable[[], object]) -> int:
        session.flush()
        asked.clear()
        deed()
        session.flush()
        return len(asked)

    def costs(aantal: int) -> list[int]:
        entries = [tess.antwoord(f"P-0{n % 5 + 1}", "voldoet", pad=f"w{aantal}-{n // 5}") for n in range(aantal)]
        keep = cost(lambda: receive(session, gesloten, pakket(*entries), NU))
        rows = [mutatie_of(session, entry) for entry in entries]
        assert {row.stand for row in rows} == {"vastgehouden"}
        apply = cost(lambda: resolve_together(session, rows, keuze=Keuze.OPNIEUW, reden="Telt", by=dorp2.juul, now=NU))
        for row in rows:
            row.stand, row.reden_code = "vastgehouden", "controle-onbekend"
        controle = session.get_one(Controle, tess.controle)
        return [keep, apply, cost(lambda: release(session, controle, "controle-onbekend", Levering(None, NU)))]

    event.listen(bind, "before_cursor_execute", count)
    try:
        few, many = costs(5), costs(60)
    finally:
        event.remove(bind, "before_cursor_execute", count)
    assert {row.stand for row in session.scalars(select(Mutatie))} == {"verwerkt"}
    assert all(weinig > 3 and veel <= weinig + 3 for weinig, veel in zip(few, many, strict=True)), (few, many)
