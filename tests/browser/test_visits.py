"""Visits that go otherwise: nobody home, born on the spot, a protocol that changes, an entry that is held."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Antwoord, Controle, Mutatie
from app.core.clock import now
from app.objecten.models import Inspectieobject
from app.protocols.actions import publish_definitie
from app.protocols.loader import PROTOCOLS, known_blokken, protocol_files, read_file
from app.protocols.models import Protocol, ProtocolVersie
from tests.browser.bewijs import check_answers, check_bytes, lose_answer, prove, read_phone, spoil_entry
from tests.browser.server import Server
from tests.browser.toestel import MakeDesk, MakePhone, Phone, check_axe, shoot
from tests.browser.walk import Verhaal, Wandeling


def card(phone: Phone, controle: str) -> str:
    """Name of the place on the card of this controle."""
    link = phone.page.locator(f'a[href="/veld/controles/{controle}"]').first
    return (link.text_content() or "").strip()


def test_nobody_home_closes_the_visit_with_a_proposal(server: Server, phone: MakePhone, desk: MakeDesk) -> None:
    controle = server.plan("brandveilig-gebruik", "Sporthal De Dijk", soort="T4", volgorde=90, tijd="16:40")
    mine = phone()
    mine.ready_to_leave()
    mine.set_offline(True)
    page = mine.page
    name = card(mine, controle)
    page.get_by_role("button", name=f"Meer over {name}").tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name="Niemand aanwezig").tap()
    sheet.get_by_label("Toelichting").fill("Twee keer gebeld, kaartje achtergelaten. K900Q")
    day = now().date().replace(day=28).isoformat()
    sheet.get_by_label("Dag (mag leeg blijven)").fill(day)
    sheet.get_by_role("radio", name="Ochtend").tap()
    shoot(page, "veld-niemand-aanwezig-390")
    sheet.get_by_role("button", name="Bezoek afsluiten").tap()
    expect(sheet).to_be_hidden()
    expect(page.locator("#verzendstand")).to_contain_text("te verzenden")
    mine.set_offline(False)
    mine.expect_sent()
    with server.session() as session:
        row = session.get_one(Controle, UUID(controle))
        assert row.uitkomst == "niemand_aanwezig"
        assert "K900Q" in (row.voorstel_toelichting or "")
        assert str(row.voorstel_dag) == day
        assert row.voorstel_dagdeel == "ochtend"
    expect(desk("planner").go(f"/controles/{controle}").get_by_text("Niemand aanwezig").first).to_be_visible()


def test_a_controle_begun_on_the_spot_without_a_network(server: Server, phone: MakePhone, desk: MakeDesk) -> None:
    mine = phone()
    mine.ready_to_leave()
    mine.set_offline(True)
    page = mine.go("/veld/nieuw")
    begin_new(mine, "Fietsenstalling achter het station")
    page.wait_for_url(re.compile("/veld/controles/"))
    controle = page.url.split("/veld/controles/")[1][:36]
    walk = Wandeling(mine, Verhaal())
    walk.open(controle)
    walk.eerste()
    walk.punt()
    walk.loop(2)
    mine.kill()
    mine.open()
    walk.open(controle)
    mine.set_offline(False)
    mine.expect_sent()
    held = read_phone(mine.page, controle)

    def check(session: Session) -> None:
        row = session.get_one(Controle, UUID(controle))
        assert row.status == "bezig"
        assert row.nummer.startswith("C-")
        assert session.get_one(Inspectieobject, row.object_id).straat == "Fietsenstalling achter het station"
        check_answers(session, controle, walk.gegeven)
        check_bytes(server, session, controle, held, set(walk.nummers))

    prove(server, check, lose_answer(controle, next(iter(walk.gegeven))), spoil_entry(controle))


def begin_new(phone: Phone, street: str) -> None:
    """Fills *Nieuwe controle* with an object that is not known yet and the first protocol."""
    page = phone.page
    page.get_by_role("button", name="Staat er niet bij").tap()
    page.get_by_label("Straat").fill(street)
    page.get_by_label("Plaats", exact=True).fill("Waterdonk")
    page.get_by_role("group", name="Protocol").get_by_role("radio", name=re.compile("Erfgoed")).tap()
    page.get_by_role("group", name=re.compile("fase")).get_by_label("Instandhouding").tap()
    page.get_by_role("radio", name="Ik zag zelf iets").tap()
    shoot(page, "veld-nieuw-ingevuld-390")
    page.get_by_role("button", name="Controle beginnen").tap()


@pytest.mark.fault("republished-while-a-controle-is-open")
def test_a_controle_stays_on_its_version_when_the_protocol_is_published_again(server: Server, phone: MakePhone) -> None:
    controle = server.plan("bouwen-wkb", "Kleiveld", soort="wkb", zaak="Z-2026-0931", volgorde=80)
    mine = phone()
    mine.ready_to_leave()
    walk = Wandeling(mine, Verhaal())
    walk.open(controle)
    walk.bezoek()
    walk.punt()
    walk.loop(1)
    mine.expect_sent()
    old, new = republish(server, "bouwen-wkb")
    mine.ready_to_leave()
    walk.open(controle)
    for name, answer in walk.beantwoord.items():
        if answer in {"Voldoet", "N.v.t."}:
            expect(walk.groep(name).get_by_role("radio", name=answer, exact=True)).to_be_checked()
    walk.naar_afronden()
    walk.deels("Vandaag niet aan toegekomen.")
    walk.rond_af()
    mine.expect_sent()
    phone_has = read_phone(mine.page, controle)

    def check(session: Session) -> None:
        row = session.get_one(Controle, UUID(controle))
        assert row.protocol_versie_id == old
        assert row.compleet_at is not None
        entries = session.scalars(select(Mutatie).where(Mutatie.controle_id == row.id)).all()
        assert {entry.protocol_hash for entry in entries} == {session.get_one(ProtocolVersie, old).hash}
        check_answers(session, controle, walk.gegeven)
        check_bytes(server, session, controle, phone_has, set(walk.nummers))

    prove(server, check, lose_answer(controle, next(iter(walk.gegeven))), spoil_entry(controle))
    later = server.plan("bouwen-wkb", "Kleiveld", soort="wkb")
    with server.session() as session:
        assert session.get_one(Controle, UUID(later)).protocol_versie_id == new


def republish(server: Server, code: str) -> tuple[UUID, UUID]:
    """Publishes the next version of a protocol of basis, with another question; keys of the old and new version."""
    bestand = read_file(PROTOCOLS / code / "1.yaml").definitie
    assert bestand is not None
    eerste = bestand.onderdelen[0]
    punt = replace(eerste.punten[0], vraag=f"{eerste.punten[0].vraag} (herzien)")
    volgende = replace(
        bestand,
        versie=2,
        wijzigingsnotitie="De eerste vraag is herzien.",
        onderdelen=[replace(eerste, punten=[punt, *eerste.punten[1:]]), *bestand.onderdelen[1:]],
    )
    with server.session() as session:
        old = session.scalars(
            select(ProtocolVersie).join(Protocol).where(Protocol.code == code, ProtocolVersie.nummer == 1)
        ).one()
        new = publish_definitie(session, volgende, known_blokken(protocol_files()), by=None, now=now())
        return old.id, new.id


# What a broken app would have written: the newest answer in the journal names a punt that does not exist.
BREEK = """async (controle) => {
  const namen = (await indexedDB.databases()).map((d) => d.name).filter((n) => /^schouw-[0-9a-f]{8}-/.test(n));
  const db = await new Promise((goed) => { const v = indexedDB.open(namen[0]); v.onsuccess = () => goed(v.result); });
  const tx = db.transaction("journaal", "readwrite");
  const rijen = await new Promise((goed) => { const v = tx.objectStore("journaal").index("controle").getAll(controle);
    v.onsuccess = () => goed(v.result); });
  const rij = rijen.filter((r) => r.soort === "antwoord").at(-1);
  const echt = rij.inhoud.code;
  rij.inhoud.code = "ERF-999";
  rij.sleutel = "ERF-999@";
  tx.objectStore("journaal").put(rij);
  await new Promise((goed) => { tx.oncomplete = goed; });
  db.close();
  return echt;
}"""


@pytest.mark.fault("27-held-where-nobody-looks")
def test_a_held_entry_is_read_corrected_and_applied_and_the_phone_hears_it(
    server: Server, phone: MakePhone, desk: MakeDesk
) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3", volgorde=70)
    mine = phone()
    mine.ready_to_leave()
    mine.set_offline(True)
    walk = Wandeling(mine, Verhaal())
    walk.open(controle)
    walk.antwoord(walk.eerste(), "Voldoet")
    code = mine.page.evaluate(BREEK, controle)
    mine.set_offline(False)
    expect(mine.page.locator("#verzendstand")).to_contain_text("1 vastgehouden", timeout=60_000)
    page = mine.go("/veld/wachtrij")
    row = page.get_by_role("article").filter(has_text="Kasteellaan 4").filter(has_text="Vastgehouden")
    expect(row.get_by_text("protocol-punt-onbekend")).to_be_visible()
    sent = read_phone(page, controle)
    prove(server, lambda session: check_bytes(server, session, controle, sent, set()), spoil_entry(controle))
    check_axe(page, "veld-wachtrij-vastgehouden-390")
    resolve(desk("jurist").go(f"/controles/{controle}"), code)
    page.get_by_role("button", name="Nu verzenden").tap()
    expect(page.locator("#verzendstand")).to_have_text("Alles verzonden", timeout=60_000)
    expect(page.get_by_role("article").filter(has_text="Vastgehouden")).to_have_count(0)
    expect(page.get_by_role("article").filter(has_text="Verzonden").first).to_be_visible()
    shoot(page, "veld-wachtrij-opgelost-390")
    with server.session() as session:
        answers = session.scalars(select(Antwoord).where(Antwoord.controle_id == UUID(controle))).all()
        assert [(answer.code, answer.oordeel) for answer in answers] == [(code, "voldoet")]


def resolve(page: Page, code: str) -> None:
    """The jurist reads the raw entry, corrects the punt and has it applied."""
    held = page.get_by_role("region", name="Vastgehouden invoer")
    held.get_by_text("Ruwe invoer", exact=True).click()
    expect(held.get_by_role("region", name="Ruwe invoer")).to_contain_text("ERF-999")
    check_axe(page, "kantoor-vastgehouden-1280")
    held.get_by_role("radio", name=re.compile("^Verbeter")).check()
    held.get_by_text("Verbeterde inhoud", exact=True).first.click()
    box = held.get_by_role("textbox", name="Verbeterde inhoud")
    box.fill(box.input_value().replace("ERF-999", code))
    held.get_by_label("Reden").fill("De telefoon noemde een punt dat niet bestaat.")
    held.get_by_role("button", name="Verwerk", exact=True).click()
    expect(held.get_by_role("status").filter(has_text="opgelost")).to_be_visible()
