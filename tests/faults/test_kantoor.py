"""What the office does while a phone is offline: its work arrives, and counts or waits for a person, never less."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.actions import change_password, deactivate_user, revoke_toestel, set_password
from app.accounts.models import Aanwijzing, Toestel
from app.accounts.queries import leden, toestellen
from app.controles.actions import cancel_controle, handover_controle
from app.controles.gemis import INVOER, give_up
from app.controles.models import Controle, Foto, Mutatie
from app.controles.quarantaine import resolve_held
from app.controles.rules.oplossing import Keuze
from app.core.audit import Gebeurtenis
from app.core.clock import now
from app.core.taken import Taak
from app.objecten.models import Inspectieobject
from app.protocols.actions import withdraw_versie
from app.protocols.models import ProtocolVersie
from app.rapportage.actions import establish_report
from app.rapportage.models import Rapport
from app.rapportage.queries import reports_of
from app.rapportage.taken import make_report
from app.rapportage.waarde import from_canonical
from app.sync.bezorger import register_toestel
from tests.controles.builders import DAG, NU, Schrijver, make_controle, make_versie, pakket
from tests.faults.levering import Levering
from tests.people import Dorp
from tests.sync.test_fotos import jpeg, put, sha

WOORD = "zeil-akker-kade-molen-12"
NIEUW_WOORD = "beuk-haven-linde-oever-34"


def raw(*entries: dict[str, Any]) -> dict[str, bytes]:
    """What the journal must hold of these."""
    return {entry["id"]: msgspec.json.encode(entry) for entry in entries}


@pytest.mark.fault("controle-reassigned")
def test_work_on_a_controle_that_went_to_a_colleague_waits(levering: Levering) -> None:
    entry = levering.tess.antwoord("P-01", "voldoet")
    handover_controle(levering.session, levering.controle, naar=levering.dorp.coen, by=levering.dorp.pim, now=NU)
    assert levering.send(entry)[0].code == "niet-toegewezen"
    assert levering.journal() == raw(entry)
    mutatie = levering.session.get_one(Mutatie, UUID(entry["id"]))
    resolve_held(levering.session, mutatie, keuze=Keuze.OPNIEUW, reden="Was al gedaan", by=levering.dorp.pim, now=NU)
    assert levering.answers() == {"P-01@": "voldoet"}
    assert levering.send(entry)[0].uitkomst == "al-bekend"


@pytest.mark.fault("controle-cancelled")
def test_work_on_a_cancelled_controle_counts_and_is_told(levering: Levering) -> None:
    cancel_controle(levering.session, levering.controle, reden="Bouw ligt stil", by=levering.dorp.pim, now=NU)
    entry = levering.tess.antwoord("P-01", "voldoet")
    assert levering.send(entry)[0].uitkomst == "verwerkt"
    assert (levering.controle.status, levering.answers()) == ("bezig", {"P-01@": "voldoet"})
    assert levering.journal() == raw(entry)
    soorten = levering.session.scalars(select(Gebeurtenis.soort)).all()
    assert "werk-na-vervallen" in soorten


@pytest.mark.fault("object-deleted")
def test_a_visit_begun_at_an_object_that_is_gone_waits_with_all_its_work(levering: Levering) -> None:
    session = levering.session
    plek = session.get_one(Inspectieobject, levering.controle.object_id)
    gone = UUID(int=plek.id.int)
    session.execute(delete(Controle).where(Controle.id == levering.controle.id))
    session.delete(plek)
    session.flush()
    nieuw = Schrijver(UUID(int=77), levering.dorp.tess.id)
    hash_ = session.scalars(select(ProtocolVersie.hash)).first()
    geboorte = nieuw.entry("aanmaken", {"protocol_hash": hash_, "object_id": str(gone)})
    antwoord = nieuw.antwoord("P-01", "voldoet")
    oud = levering.tess.antwoord("P-02", "voldoet")
    bonnen = levering.send(geboorte, antwoord, oud)
    assert [bon.code for bon in bonnen] == ["object-onbekend", "controle-onbekend", "controle-onbekend"]
    assert levering.journal() == raw(geboorte, antwoord, oud)


@pytest.mark.fault("protocol-republished")
def test_a_started_controle_stays_on_its_version(levering: Levering) -> None:
    eigen = levering.session.get_one(ProtocolVersie, levering.controle.protocol_versie_id)
    levering.tess.protocol_hash = eigen.hash
    eerst = levering.tess.antwoord("P-01", "voldoet")
    levering.send(eerst)
    make_versie(levering.session, 2, extra="P-06")
    laat = levering.tess.antwoord("P-02", "nvt")
    assert levering.send(laat)[0].uitkomst == "verwerkt"
    assert levering.controle.protocol_versie_id == eigen.id
    assert levering.answers() == {"P-01@": "voldoet", "P-02@": "nvt"}
    assert levering.journal() == raw(eerst, laat)


@pytest.mark.fault("protocol-withdrawn")
def test_work_by_a_version_that_was_withdrawn_counts(levering: Levering) -> None:
    eigen = levering.session.get_one(ProtocolVersie, levering.controle.protocol_versie_id)
    make_versie(levering.session, 2)
    dorp = levering.dorp
    withdraw_versie(levering.session, dorp.waterdonk.id, eigen, reden="Fout in punt 3", by=dorp.ada, now=NU)
    levering.tess.protocol_hash = eigen.hash
    entry = levering.tess.antwoord("P-03", "voldoet")
    assert levering.send(entry)[0].uitkomst == "verwerkt"
    assert (levering.journal(), levering.answers()) == (raw(entry), {"P-03@": "voldoet"})


@pytest.mark.fault("23-protocol-without-the-point")
def test_an_answer_to_a_point_that_is_no_more_counts_by_its_own_version(levering: Levering) -> None:
    oud = make_versie(levering.session, 2, extra="P-99")
    nieuw = make_versie(levering.session, 3)
    controle = make_controle(levering.session, levering.dorp.waterdonk, levering.dorp.tess, versie=nieuw)
    schrijver = Schrijver(controle.id, levering.dorp.tess.id, oud.hash)
    entry = schrijver.antwoord("P-99", "voldoet")
    assert levering.send(entry)[0].uitkomst == "verwerkt"
    assert controle.protocol_versie_id == oud.id
    zonder = Schrijver(controle.id, levering.dorp.tess.id, nieuw.hash).antwoord("P-98", "voldoet")
    assert levering.send(zonder)[0].code == "protocol-punt-onbekend"
    assert levering.journal() == raw(entry, zonder)


@pytest.mark.fault("two-phones-of-one-person")
def test_two_phones_of_one_person_merge_per_answer(levering: Levering) -> None:
    een = Schrijver(levering.controle.id, levering.dorp.tess.id, toestel="aaaaaaaa")
    twee = Schrijver(levering.controle.id, levering.dorp.tess.id, toestel="bbbbbbbb")
    a, b = een.antwoord("P-01", "voldoet"), een.antwoord("P-02", "voldoet")
    c, d = twee.antwoord("P-02", "nvt"), twee.antwoord("P-03", "nvt")
    verwacht = {"P-01@": "voldoet", "P-02@": "voldoet", "P-03@": "nvt"}  # b was entered after c
    for order in ([a, b, c, d], [d, c, b, a]):
        with levering.session.begin_nested() as ronde:
            assert {bon.uitkomst for bon in levering.send(*order)} == {"verwerkt"}
            assert levering.answers() == verwacht
            assert levering.journal() == raw(a, b, c, d)
            ronde.rollback()
        levering.session.expire_all()


@pytest.mark.parametrize(("van_gezag", "code"), [(True, None), (False, "aanwijzing-niet-geldig")])
def test_work_for_another_gezag_needs_its_aanwijzing(levering: Levering, van_gezag: bool, code: str | None) -> None:
    dorp = levering.dorp
    levering.controle.bevoegd_gezag_id = dorp.anders.id
    for gezag in [dorp.waterdonk, *([dorp.anders] if van_gezag else [])]:
        kind = {"organisatie_id": gezag.id, "user_id": dorp.tess.id}
        levering.session.add(Aanwijzing(besluit="2024/1", geldig_van=DAG - timedelta(days=9), **kind))
    levering.session.flush()
    assert levering.send(levering.tess.antwoord("P-01", "voldoet"))[0].code == code


@pytest.mark.fault("aanwijzing-expired")
@pytest.mark.parametrize(
    ("van", "tot", "code"),
    [
        (-400, -1, "aanwijzing-niet-geldig"),
        (1, None, "aanwijzing-niet-geldig"),
        (-400, 0, None),
        (0, None, None),
        (None, None, None),
    ],
    ids=["ended-yesterday", "begins-tomorrow", "last-day", "first-day", "none-kept"],
)
def test_work_without_an_aanwijzing_that_day_waits(
    levering: Levering, van: int | None, tot: int | None, code: str | None
) -> None:
    if van is not None:
        einde = None if tot is None else DAG + timedelta(days=tot)
        levering.session.add(
            Aanwijzing(
                organisatie_id=levering.dorp.waterdonk.id,
                user_id=levering.dorp.tess.id,
                besluit="2024/1",
                geldig_van=DAG + timedelta(days=van),
                geldig_tot=einde,
            )
        )
    entry = levering.tess.antwoord("P-01", "voldoet")
    assert levering.send(entry)[0].code == code
    assert levering.journal() == raw(entry)
    if code:
        mutatie = levering.session.get_one(Mutatie, UUID(entry["id"]))
        juul = levering.dorp.juul
        resolve_held(levering.session, mutatie, keuze=Keuze.OPNIEUW, reden="Besluit was te laat", by=juul, now=NU)
    assert levering.answers() == {"P-01@": "voldoet"}


@pytest.mark.fault("late-after-vaststellen")
def test_a_late_entry_after_vaststellen_makes_a_next_version(levering: Levering) -> None:
    session, controle = levering.session, levering.controle
    eerste, laat = levering.tess.antwoord("P-01", "voldoet"), levering.tess.antwoord("P-02", "voldoet_niet")
    slot = levering.tess.afronden([eerste])
    levering.send(eerste, slot)
    een = report(levering)
    establish_report(session, een, by=levering.dorp.juul, now=NU)
    assert controle.status == "gerapporteerd"
    assert levering.send(laat)[0].uitkomst == "verwerkt"
    assert (controle.status, levering.answers()["P-02@"]) == ("afgerond", "voldoet_niet")
    twee = report(levering)
    assert [row.versie for row in reports_of(session, controle)] == [1, 2]
    assert (twee.reden, twee.vastgesteld_at) == ("Nagekomen invoer van voor het afronden.", None)
    assert een.vastgesteld_at == NU
    na = levering.tess.antwoord("P-03", "voldoet")
    assert levering.send(na)[0].code == "controle-afgerond"
    assert levering.journal() == raw(eerste, slot, laat, na)


@pytest.mark.fault("phone-gone-after-afronden")
def test_a_finished_visit_does_not_wait_for_ever_for_a_phone_that_is_gone(levering: Levering) -> None:
    """Its report comes without what was lost and says so; found again, all of it counts."""
    session, controle = levering.session, levering.controle
    binnen, kwijt = levering.tess.antwoord("P-01", "voldoet"), levering.tess.antwoord("P-02", "voldoet_niet")
    slot = levering.tess.afronden([binnen, kwijt], [sha(jpeg())])
    levering.send(binnen, slot)
    assert controle.compleet_at is None
    keuze = [INVOER, sha(jpeg())]
    give_up(session, controle, sluiting=slot["id"], keuze=keuze, reden="Gestolen", by=levering.dorp.juul, now=NU)
    een = from_canonical(report(levering).waarde)
    assert [(item.invoeren, item.fotos, item.reden) for item in een.gemist] == [(1, 1, "Gestolen")]
    assert levering.send(kwijt)[0].uitkomst == "verwerkt"
    assert levering.answers() == {"P-01@": "voldoet", "P-02@": "voldoet_niet"}
    assert levering.journal() == raw(binnen, slot, kwijt)
    twee = from_canonical(report(levering).waarde)
    assert (twee.versie, [(item.invoeren, item.fotos) for item in twee.gemist]) == (2, [(0, 1)])


def report(levering: Levering) -> Rapport:
    """Does the job that makes the report, and gives the newest."""
    session, controle = levering.session, levering.controle
    session.flush()
    query = select(Taak).where(Taak.soort == "rapport", Taak.onderwerp_id == controle.id).order_by(Taak.id.desc())
    write = make_report(session, session.scalars(query).first() or pytest.fail("no job was asked for"), NU)
    assert write is not None
    write(session)
    session.flush()
    return reports_of(session, controle)[-1]


@pytest.fixture
def post(client: FlaskClient, dorp: Dorp, view_session: Session) -> Post:
    """Tess's phone with its token, at her controle."""
    controle = make_controle(view_session, dorp.waterdonk, dorp.tess)
    set_password(view_session, dorp.tess, WOORD, by=None, now=now())
    toestel = UUID(int=5)
    token = register_toestel(view_session, dorp.waterdonk.id, dorp.tess, key=toestel, naam="Android", now=now())
    view_session.commit()
    return Post(client, token, Schrijver(controle.id, dorp.tess.id))


class Post:
    """A phone that has only its token left."""

    def __init__(self, client: FlaskClient, token: str, schrijver: Schrijver) -> None:
        self.client, self.schrijver = client, schrijver
        self.koppen = {"Authorization": f"Toestel {token}"}

    def send(self, *entries: dict[str, Any]) -> list[dict[str, Any]]:
        """Delivers and gives the receipts."""
        answer = self.client.post("/sync/mutaties", data=pakket(*entries), headers=self.koppen)
        assert answer.status_code == 200, answer.text
        bonnen: list[dict[str, Any]] = answer.json["bonnen"]  # type: ignore[index]
        return bonnen


@pytest.mark.fault("user-deactivated")
def test_a_closed_account_delivers_everything_into_quarantine(post: Post, dorp: Dorp, view_session: Session) -> None:
    foto = jpeg(33, 22)
    entries = [post.schrijver.antwoord("P-01", "voldoet"), post.schrijver.foto(sha(foto))]
    lid = next(lid for lid in leden(view_session, dorp.waterdonk.id) if lid.user_id == dorp.tess.id)
    deactivate_user(view_session, lid, by=dorp.bo, now=now())
    view_session.commit()
    assert {bon["code"] for bon in post.send(*entries)} == {"account-gedeactiveerd"}
    assert put(post.client, foto, **post.koppen).status_code == 200
    assert view_session.scalars(select(Foto)).all() == []
    kept = {str(key): ruw for key, ruw in view_session.execute(select(Mutatie.id, Mutatie.ruw))}
    assert kept == raw(*entries)
    mutatie = view_session.get_one(Mutatie, UUID(entries[1]["id"]))
    resolve_held(view_session, mutatie, keuze=Keuze.OPNIEUW, reden="Gezien", by=dorp.juul, now=now())
    assert view_session.scalars(select(Foto)).one().ontvangen_at is not None


@pytest.mark.fault("phone-revoked")
def test_a_phone_that_was_taken_off_delivers_into_quarantine(post: Post, dorp: Dorp, view_session: Session) -> None:
    entry = post.schrijver.antwoord("P-01", "voldoet")
    toestel: Toestel = toestellen(view_session, dorp.waterdonk.id, dorp.tess.id)[0]
    revoke_toestel(view_session, toestel, by=dorp.bo, now=now())
    view_session.commit()
    assert post.send(entry)[0]["code"] == "toestel-ingetrokken"
    assert {str(key): ruw for key, ruw in view_session.execute(select(Mutatie.id, Mutatie.ruw))} == raw(entry)


@pytest.mark.fault("31-password-changed-mid-sync")
def test_a_new_password_does_not_stop_what_is_on_its_way(post: Post, dorp: Dorp, view_session: Session) -> None:
    eerst, later = post.schrijver.antwoord("P-01", "voldoet"), post.schrijver.antwoord("P-02", "voldoet")
    assert post.send(eerst)[0]["uitkomst"] == "verwerkt"
    change_password(view_session, dorp.tess, oud=WOORD, nieuw=NIEUW_WOORD, now=now())
    view_session.commit()
    assert post.send(eerst, later)[0]["uitkomst"] == "al-bekend"
    kept = {str(key): ruw for key, ruw in view_session.execute(select(Mutatie.id, Mutatie.ruw))}
    assert kept == raw(eerst, later)
