"""What is destroyed by right is gone from the store and from the report, and nothing else is."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

import pytest
from flask import current_app
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.controles.models import Foto, Mutatie
from app.controles.quarantaine import resolve_held
from app.controles.rules.oplossing import Keuze
from app.controles.vernietigen import remove_bytes
from app.core.audit import Gebeurtenis
from app.core.db import Base
from app.core.keys import new_key
from app.core.taken import Taak
from app.organisatie.rules.bewaren import destroy_after
from app.rapportage.actions import store_version
from app.rapportage.models import Rapport
from app.rapportage.queries import why_not_yet
from app.rapportage.vernietigen import VAN_CONTROLE, VAN_OVERTREDING, destroy_dossier, destroy_photo, due, update_terms
from app.rapportage.waarde import from_canonical
from app.sync.actions import receive
from app.sync.bezorger import Bezorger
from app.sync.fotos import store_bytes
from app.sync.queries import receipts_of
from tests.controles.builders import NU, Schrijver, make_controle, pakket
from tests.people import Dorp, login, make_dorp
from tests.rapportage.bouw import Bezoek, begin, plaatje, sha

BESLUIT = {"bewaarjaren": {"toezicht": 5, "handhaving": 10}, "bewaarbesluit": "Collegebesluit 2026-12"}
LATER = date(2040, 1, 1)


@pytest.fixture
def dorp2(session: Session) -> Dorp:
    """The village on each database."""
    return make_dorp(session)


@pytest.fixture
def bezoek(session: Session, dorp2: Dorp) -> Bezoek:
    """A visit with two photos, one of them with an edited copy; all in order."""
    return with_photos(begin(session, dorp2))


def with_photos(bezoek: Bezoek) -> Bezoek:
    bezoek.antwoord("BG-03", "voldoet")
    origineel = bezoek.foto("BG-03", plaatje(1))
    bezoek.foto("BG-03", plaatje(11), origineel=origineel, bron="bewerking", bewerkingen=[{"soort": "vervaag"}])
    bezoek.foto("BG-03", plaatje(2))
    bezoek.rond_af()
    return bezoek


def made(session: Session, bezoek: Bezoek) -> Rapport:
    """The next version, drawn and kept."""
    rapport = store_version(session, bezoek.versie(), NU)
    assert rapport is not None
    return rapport


def foto_of(session: Session, nummer: int) -> Foto:
    return session.scalars(select(Foto).where(Foto.sha256 == sha(plaatje(nummer)))).one()


def is_kept(bezoek: Bezoek, sha256: str) -> bool:
    return bool(current_app.extensions["blobs"].has(bezoek.controle.organisatie_id, sha256))


def test_a_photo_goes_with_its_copies_and_leaves_the_report(session: Session, bezoek: Bezoek, dorp2: Dorp) -> None:
    eerste = made(session, bezoek)
    entries = session.scalar(select(func.count()).select_from(Mutatie))
    destroy_photo(session, bezoek.controle, foto_of(session, 1), reden="Kind in beeld", by=dorp2.juul, now=NU)
    run_wipes(session)
    weg = [sha(plaatje(1)), sha(plaatje(11)), eerste.intern_sha256, eerste.betrokkene_sha256]
    assert [is_kept(bezoek, sha256) for sha256 in weg] == [False] * 4
    assert is_kept(bezoek, sha(plaatje(2)))
    assert session.scalar(select(func.count()).select_from(Mutatie)) == entries
    tweede = made(session, bezoek)
    assert tweede.versie == 2
    assert tweede.reden == "Een foto is vernietigd: Kind in beeld"
    assert [foto.sha256 for foto in from_canonical(tweede.waarde).fotos] == [sha(plaatje(2))]
    regel = session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "foto-vernietigd")).one()
    assert (regel.door_id, regel.onderwerp_id) == (dorp2.juul.id, bezoek.controle.id)


def test_a_phone_does_not_bring_a_destroyed_photo_back(session: Session, bezoek: Bezoek, dorp2: Dorp) -> None:
    destroy_photo(session, bezoek.controle, foto_of(session, 1), reden="Kind in beeld", by=dorp2.juul, now=NU)
    blobs, organisatie = current_app.extensions["blobs"], bezoek.controle.organisatie_id
    store_bytes(session, blobs, organisatie, plaatje(1), user_id=dorp2.tess.id, now=NU)
    run_wipes(session)
    assert not is_kept(bezoek, sha(plaatje(1)))
    assert foto_of(session, 1).vernietigd_at


def test_a_photo_that_is_destroyed_before_it_came_does_not_come_in(session: Session, dorp2: Dorp) -> None:
    bezoek = begin(session, dorp2)
    bezoek.antwoord("BG-03", "voldoet")
    bezoek.doe(bezoek.telefoon.foto(sha(plaatje(1)), code="BG-03"))
    bezoek.rond_af()
    assert bezoek.controle.compleet_at is None
    destroy_photo(session, bezoek.controle, foto_of(session, 1), reden="Kind in beeld", by=dorp2.juul, now=NU)
    blobs, waterdonk = current_app.extensions["blobs"], bezoek.controle.organisatie_id
    store_bytes(session, blobs, waterdonk, plaatje(1), user_id=dorp2.tess.id, now=NU)
    run_wipes(session)
    assert not is_kept(bezoek, sha(plaatje(1)))
    session.expire_all()
    assert foto_of(session, 1).vernietigd_at == NU
    assert bezoek.controle.compleet_at == NU
    assert bezoek.waarde().fotos == []
    regel = session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "foto-vernietigd")).one()
    assert regel.naar is not None
    assert regel.naar["hashes"] == [sha(plaatje(1))]


def test_the_photo_of_a_refused_entry_goes_with_it(session: Session, bezoek: Bezoek, dorp2: Dorp) -> None:
    """Unless something else names the same bytes; the phone hears that it need not send them again."""
    destroy_dossier(session, bezoek.controle, by=None, now=NU)
    blobs, waterdonk = current_app.extensions["blobs"], bezoek.controle.organisatie_id
    wie = Bezorger(dorp2.tess, waterdonk, frozenset({waterdonk}))
    eerst, weer = (bezoek.telefoon.foto(sha(plaatje(7)), code="BG-03") for _ in range(2))
    receive(session, wie, pakket(eerst, weer), NU)
    store_bytes(session, blobs, waterdonk, plaatje(7), user_id=dorp2.tess.id, now=NU)
    for entry, blijft in ((eerst, True), (weer, False)):
        row = session.get_one(Mutatie, UUID(entry["id"]))
        resolve_held(session, row, keuze=Keuze.GEWEIGERD, reden="Termijn voorbij", by=dorp2.juul, now=NU)
        run_wipes(session)
        assert is_kept(bezoek, sha(plaatje(7))) is blijft
        assert row.inhoud == {"sha256": sha(plaatje(7))}
    assert sha(plaatje(7)) in receipts_of(session, wie, bezoek.controle.id).fotos


def test_photos_of_held_entries_go_with_their_dossier(session: Session, bezoek: Bezoek, dorp2: Dorp) -> None:
    """And a photo that an entry elsewhere waits with stays, as one that a photo elsewhere shows."""
    blobs, waterdonk = current_app.extensions["blobs"], bezoek.controle.organisatie_id
    wie = Bezorger(dorp2.tess, waterdonk, frozenset({waterdonk}))
    hier = [bezoek.telefoon.foto(sha(plaatje(n)), code="bestaat-niet") for n in (7, 8)]
    elders = [Schrijver(new_key(), dorp2.tess.id).foto(sha(plaatje(n))) for n in (8, 2)]
    bonnen = receive(session, wie, pakket(*hier, *elders), NU).bonnen
    assert {bon.uitkomst for bon in bonnen} == {"vastgehouden"}
    for nummer in (7, 8):
        store_bytes(session, blobs, waterdonk, plaatje(nummer), user_id=dorp2.tess.id, now=NU)
    destroy_dossier(session, bezoek.controle, by=None, now=NU)
    run_wipes(session)
    assert [is_kept(bezoek, sha(plaatje(n))) for n in (1, 7, 8, 2)] == [False, False, True, True]


def run_wipes(session: Session) -> None:
    """Does the jobs that the commit would have woken."""
    session.flush()
    for taak in session.scalars(select(Taak).where(Taak.soort == "vernietigen")).all():
        remove_bytes(session, taak, NU)


@pytest.mark.parametrize(
    ("uitkomst", "instellingen", "tot"),
    [
        ("geen_overtreding", {}, date(2031, 12, 31)),
        ("overtreding", {}, date(2036, 12, 31)),
        ("overtreding", {"bewaarjaren": {"handhaving": None}}, None),
        ("geen_overtreding", {"bewaarjaren": {"toezicht": 20}}, date(2046, 12, 31)),
    ],
)
def test_the_term(uitkomst: str, instellingen: dict[str, object], tot: date | None) -> None:
    assert destroy_after(date(2026, 11, 20), uitkomst, instellingen) == tot


def test_nothing_is_due_before_the_term_or_without_a_decision(session: Session, bezoek: Bezoek, dorp2: Dorp) -> None:
    assert list(due(session, dorp2.waterdonk, LATER)) == []
    dorp2.waterdonk.instellingen = BESLUIT
    assert list(due(session, dorp2.waterdonk, date(2031, 12, 31))) == []
    assert list(due(session, dorp2.waterdonk, date(2032, 1, 1))) == [bezoek.controle]
    assert list(due(session, dorp2.anders, LATER)) == []


def test_an_open_overtreding_keeps_its_dossier(session: Session, dorp2: Dorp) -> None:
    dorp2.waterdonk.instellingen = BESLUIT
    bezoek = begin(session, dorp2)
    bezoek.antwoord("BG-01", "voldoet_niet")
    bezoek.doe(bezoek.telefoon.bevinding("BG-01", constatering="Weg."))
    bezoek.rond_af()
    assert list(due(session, dorp2.waterdonk, LATER)) == []


def test_terms_stand_on_photos_and_reports(session: Session, bezoek: Bezoek, dorp2: Dorp) -> None:
    rapport = made(session, bezoek)
    assert rapport.vernietigen_na == foto_of(session, 2).vernietigen_na == date(2031, 12, 31)
    dorp2.waterdonk.instellingen = {"bewaarjaren": {"toezicht": 20}}
    update_terms(session, dorp2.waterdonk)
    assert rapport.vernietigen_na == foto_of(session, 2).vernietigen_na == date(2046, 12, 31)


def test_a_dossier_goes_whole_and_what_counts_stays(session: Session, bezoek: Bezoek, dorp2: Dorp) -> None:
    bezoek.controle.verklaring = "Wat iemand zei"
    rapport = made(session, bezoek)
    destroy_dossier(session, bezoek.controle, by=None, now=NU)
    run_wipes(session)
    weg = [sha(plaatje(1)), sha(plaatje(2)), rapport.intern_sha256, rapport.betrokkene_sha256, rapport.brief_sha256]
    assert [is_kept(bezoek, str(sha256)) for sha256 in weg] == [False] * 5
    for kind in VAN_CONTROLE:
        assert session.scalars(select(kind).where(kind.controle_id == bezoek.controle.id)).all() == [], kind
    session.refresh(bezoek.controle)
    assert bezoek.controle.verklaring is None
    assert bezoek.controle.uitkomst == "geen_overtreding"
    assert (rapport.waarde, bool(rapport.intern_sha256)) == ("", True)
    assert "bewaartermijn is voorbij" in why_not_yet(session, bezoek.controle)
    dorp2.waterdonk.instellingen = BESLUIT
    assert list(due(session, dorp2.waterdonk, LATER)) == []


def test_every_table_of_a_dossier_goes_with_it() -> None:
    names = {kind.__tablename__ for kind in (*VAN_CONTROLE, *VAN_OVERTREDING)} | {"rapport"}
    own = {
        table.name for table in Base.metadata.sorted_tables if {"controle_id", "overtreding_id"} & set(table.c.keys())
    }
    assert own == names, "a new table of a controle goes with its dossier"


def test_only_who_may_destroys_a_photo(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    bezoek = with_photos(begin(view_session, dorp))
    made(view_session, bezoek)
    foto_of(view_session, 11).onderschrift = "Daan bij de deur"
    view_session.commit()
    url = f"/controles/{bezoek.controle.id}/fotos/{foto_of(view_session, 1).id}/vernietigen"
    assert login(client, dorp.tess).get(url).status_code == 403
    login(client, dorp.bo)
    assert "Kind in beeld" not in client.get(url).text
    assert "Daan" in client.get(f"/controles/{bezoek.controle.id}/fotos").text
    leeg = client.post(url, data={"reden": " "})
    assert (leeg.status_code, foto_of(view_session, 1).vernietigd_at) == (422, None)
    assert client.post(url, data={"reden": "Kind in beeld, niet nodig."}).status_code == 303
    assert foto_of(view_session, 1).vernietigd_at
    wand = client.get(f"/controles/{bezoek.controle.id}/fotos").text
    assert "vernietigd op" in wand
    assert "Daan" not in wand, "its caption may say what the photo showed"
    assert client.post(url, data={"reden": "Nog een keer hetzelfde"}).status_code == 409
    run_wipes(view_session)
    gone = client.get(f"/controles/{bezoek.controle.id}/rapport.pdf?versie=1")
    assert gone.status_code == 410
    assert "Dit bestand van versie 1 is vernietigd op" in gone.text
    assert "Kind in beeld, niet nodig.<" in gone.text, "one full stop"
    for screen in ("", "/rapport?versie=1"):
        assert "voor=intern&amp;versie=1" not in client.get(f"/controles/{bezoek.controle.id}{screen}").text
    assert client.get(f"/controles/{bezoek.controle.id}/brief.pdf?versie=1").status_code == 200


def test_a_destroyed_report_is_gone_and_not_unknown(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    """404 would say that there never was such a controle."""
    zonder = make_controle(view_session, dorp.waterdonk, dorp.tess)
    bezoek = with_photos(begin(view_session, dorp))
    made(view_session, bezoek)
    for weg in (zonder, bezoek.controle):
        destroy_dossier(view_session, weg, by=None, now=NU)
    view_session.commit()
    run_wipes(view_session)
    login(client, dorp.bo)
    for wat in ("rapport.pdf", "rapport.pdf?voor=betrokkene&versie=1", "rapport", "brief.pdf", "rapport/fotos/1.jpg"):
        gone = client.get(f"/controles/{bezoek.controle.id}/{wat}", headers={"Accept": "application/json"})
        assert (gone.status_code, gone.mimetype) == (410, "application/json"), wat
        assert (gone.status_code, gone.json["code"]) == (410, "rapport-vernietigd"), wat  # type: ignore[index]
        assert "bewaartermijn voorbij" in gone.json["zin"]  # type: ignore[index]
    assert "/rapport.pdf" not in client.get(f"/controles/{bezoek.controle.id}").text
    never = client.get(f"/controles/{zonder.id}/rapport.pdf")
    assert never.status_code == 410
    assert "Dit dossier is vernietigd op" in never.text


def test_a_file_the_store_lost_is_not_said_to_be_destroyed(
    client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    bezoek = with_photos(begin(view_session, dorp))
    rapport = made(view_session, bezoek)
    view_session.commit()
    current_app.extensions["blobs"].delete(rapport.organisatie_id, rapport.intern_sha256)
    lost = login(client, dorp.bo).get(f"/controles/{bezoek.controle.id}/rapport.pdf")
    assert lost.status_code == 500
    assert "vernietigd" not in lost.text


def test_what_comes_for_a_destroyed_dossier_is_held_shown_and_refused(
    client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    bezoek = with_photos(begin(view_session, dorp))
    made(view_session, bezoek)
    destroy_dossier(view_session, bezoek.controle, by=None, now=NU)
    view_session.commit()
    laat = bezoek.telefoon.antwoord("BG-03", "voldoet_niet", antwoord={"toelichting": "Mevrouw Jansen was erbij"})
    wie = Bezorger(dorp.tess, dorp.waterdonk.id, frozenset({dorp.waterdonk.id}))
    bon = receive(view_session, wie, pakket(laat), NU).bonnen[0]
    assert (bon.uitkomst, bon.code) == ("vastgehouden", "dossier-vernietigd")
    view_session.commit()
    row = view_session.get_one(Mutatie, UUID(laat["id"]))
    url = f"/controles/{bezoek.controle.id}"
    page = login(client, dorp.juul).get(url).text
    assert "Dit dossier is vernietigd op" in page
    assert "1 invoer wacht" in page
    assert re.findall(r'type="radio" value="([a-z]+)"', page) == ["opmerking", "geweigerd"]
    keuze = {f"m{row.id.hex}-keuze": "geweigerd", f"m{row.id.hex}-reden": "De bewaartermijn is voorbij"}
    assert client.post(f"{url}/vastgehouden/{row.id}", data=keuze).status_code == 303
    assert (row.stand, row.inhoud, row.ruw) == ("terzijde", {}, b"")
    assert client.post(f"{url}/vastgehouden/{row.id}/terug").status_code == 409
    assert "Jansen" not in client.get(url).text
    assert receive(view_session, wie, pakket(laat), NU).bonnen[0].uitkomst == "al-bekend"
