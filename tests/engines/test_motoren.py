"""The core walk in Firefox and in WebKit: without a server, through a restart, and every byte of it at the office."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Controle, Foto
from app.controles.overtreding import Bevinding
from app.protocols.formulier import form_url
from app.protocols.models import Protocol, ProtocolVersie
from tests.browser.bewijs import (
    TELEFOON,
    Telefoon,
    answers,
    check_bytes,
    lose_answer,
    prove,
    spoil_entry,
)
from tests.browser.server import Server
from tests.engines.motor import Motor
from tests.engines.wandeling import DOSSIER, PUNTEN, START, VONDST, Wandeling

GEVEN = {"ME-01": "voldoet", "ME-01.1": "rijks", "ME-04": "niet_gecontroleerd", "ME-09": "voldoet_niet"}
TOELICHTING = "Steen «1743» & zoon, <b>blijft</b> {{ zitten }}."
REDEN = "De uitvoerder is er niet."
# A follow-up question halfway the form: its key.
HALVERWEGE = """() => { const vragen = [...document.querySelectorAll(".vervolg[data-vraag]")]
  .filter((vraag) => !vraag.closest("[hidden]"));
  return vragen[vragen.length >> 1].id; }"""
# Asks for no place: that alone would have it laid out.
GETEKEND = "(sleutel) => document.getElementById(sleutel).checkVisibility({contentVisibilityAuto: true})"
SPRING = "(sleutel) => { location.hash = `formulier/${encodeURIComponent(sleutel)}`; }"
STAAT = """(sleutel) => { const vraag = document.getElementById(sleutel);
  const {top} = vraag.getBoundingClientRect();
  return vraag.contains(document.activeElement) && top >= 0 && top < innerHeight / 2; }"""


def check_office(server: Server, session: Session, controle: str, walk: Wandeling, phone: Telefoon) -> None:
    """The office has every answer, text and finding that was entered, and the very bytes of the phone."""
    session.expire_all()
    row = session.get_one(Controle, UUID(controle))
    assert row.status in {"afgerond", "gerapporteerd"}
    assert row.compleet_at is not None
    stored = answers(session, controle)
    assert {code: stored.get(code, {}).get("waarde") for code in GEVEN} == GEVEN
    assert stored["ME-01"]["toelichting"] == TOELICHTING
    assert stored["ME-04"]["reden"] == REDEN
    finding = session.scalars(select(Bevinding).filter_by(controle_id=row.id)).one()
    assert finding.constatering == walk.constatering
    assert len(phone.fotos) == len(walk.nummers) == 2
    check_bytes(server, session, controle, phone, set(walk.nummers))


def test_a_controle_without_a_server_arrives_whole(server: Server, motor: Motor, tmp_path: Path) -> None:
    controle = server.plan("erfgoed", "Kasteellaan", soort="T3", selectie=PUNTEN)
    walk = Wandeling(motor, server, tmp_path)
    walk.log_in(server.hire())
    server.stop()
    try:
        walk.open(controle)
        walk.antwoord(DOSSIER, "Voldoet")
        walk.antwoord(DOSSIER, "Rijksmonument")
        walk.schrijf("Toelichting", TOELICHTING, DOSSIER)
        walk.fotografeer(DOSSIER)
        walk.antwoord(START, "Niet gecontroleerd")
        walk.schrijf("Reden", REDEN, START)
        walk.herlaad()
        walk.staat_er(TOELICHTING)
        walk.staat_er(REDEN)
        walk.antwoord(VONDST, "Voldoet niet")
        walk.fotografeer(VONDST)
        walk.bevinding(VONDST)
        walk.herlaad()
        walk.rond_af()
        assert "geen bereik" in walk.stand()
    finally:
        server.start()
    walk.verzend()
    phone = Telefoon(**motor.voer_uit(TELEFOON, controle))

    def check(session: Session) -> None:
        check_office(server, session, controle, walk, phone)

    def show_one_photo_twice(session: Session) -> None:
        first, second = session.scalars(select(Foto).filter_by(controle_id=UUID(controle))).all()
        first.sha256 = second.sha256

    prove(server, check, lose_answer(controle, "ME-04"), spoil_entry(controle), show_one_photo_twice)


def test_a_link_shows_a_follow_up_question_that_was_never_drawn(server: Server, motor: Motor, tmp_path: Path) -> None:
    with server.session() as session:
        query = select(ProtocolVersie).join(Protocol).where(Protocol.code == "brandveilig-gebruik")
        versie = session.scalars(query).one()
        address = form_url("brandveilig-gebruik", versie.nummer, versie.hash)
    walk = Wandeling(motor, server, tmp_path)
    walk.log_in(server.hire())
    walk.ga(address)
    key = motor.voer_uit(HALVERWEGE)
    assert not motor.voer_uit(GETEKEND, key)
    motor.voer_uit(SPRING, key)
    motor.wacht(lambda: motor.voer_uit(STAAT, key), f"{key} on the screen")
