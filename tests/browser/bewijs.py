"""What the screen confirmed against the bytes the server holds, and the breaks that every comparison must notice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Antwoord, Foto, Mutatie
from tests.browser.fotos import read_photo
from tests.browser.server import Server

WOORDEN = {"Voldoet": "voldoet", "Voldoet niet": "voldoet_niet", "N.v.t.": "nvt"}
"""What a choice is called on the screen -> on the wire."""

# Everything this phone has of one controle, straight from its storage: entries by id with the hash of the text that
# goes over the wire, photos by id with the hash of their bytes, and what the toelichtingen say.
TELEFOON = """async (controle) => {
  const hex = (b) => [...new Uint8Array(b)].map((x) => x.toString(16).padStart(2, "0")).join("");
  const som = async (b) => hex(await crypto.subtle.digest("SHA-256", b));
  const namen = (await indexedDB.databases()).map((d) => d.name).filter((n) => /^schouw-[0-9a-f]{8}-/.test(n));
  const VELDEN = ["id", "controle", "soort", "sleutel", "inhoud", "basis", "hlc", "toestel_tijd", "klok_afwijking_ms",
    "volgnummer", "gebruiker", "protocol_hash", "schrijver_epoch"];
  const uit = {mutaties: {}, fotos: {}, toelichtingen: {}};
  for (const naam of namen) {
    const db = await new Promise((goed, fout) => { const v = indexedDB.open(naam);
      v.onsuccess = () => goed(v.result); v.onerror = () => fout(v.error); });
    const alles = (store) => new Promise((goed) => { const v = db.transaction(store).objectStore(store).getAll();
      v.onsuccess = () => goed(v.result); });
    for (const rij of await alles("journaal")) {
      if (rij.controle !== controle) continue;
      const tekst = JSON.stringify(Object.fromEntries(VELDEN.map((veld) => [veld, rij[veld]])));
      uit.mutaties[rij.id] = await som(new TextEncoder().encode(tekst));
    }
    const eigen = new Set((await alles("fotos")).filter((f) => f.controle === controle).map((f) => f.id));
    for (const rij of await alles("fotobytes")) if (eigen.has(rij.id)) uit.fotos[rij.id] = await som(rij.data);
    for (const rij of await alles("antwoorden"))
      if (rij.controle === controle) uit.toelichtingen[rij.code] = rij.antwoord?.toelichting ?? "";
    db.close();
  }
  return uit;
}"""


@dataclass(frozen=True)
class Telefoon:
    """What a phone keeps of one controle: hashes by id."""

    mutaties: dict[str, str]
    fotos: dict[str, str]
    toelichtingen: dict[str, str]
    """By code, of what was answered."""


def read_phone(page: Page, controle: str) -> Telefoon:
    """The storage of the phone that shows this page."""
    return Telefoon(**page.evaluate(TELEFOON, controle))


def answers(session: Session, controle: str) -> dict[str, dict[str, Any]]:
    """The server's answers by code."""
    rows = session.scalars(select(Antwoord).where(Antwoord.controle_id == UUID(controle))).all()
    return {row.code: dict(row.antwoord) for row in rows}


def check_answers(session: Session, controle: str, given: dict[str, str]) -> None:
    """The server holds what was tapped: code -> word on the screen."""
    stored = answers(session, controle)
    tapped = {code: WOORDEN[word] for code, word in given.items() if word in WOORDEN}
    assert tapped, "the test confirmed nothing"
    assert {code: stored.get(code, {}).get("waarde") for code in tapped} == tapped


def check_bytes(server: Server, session: Session, controle: str, phone: Telefoon, numbers: set[int]) -> None:
    """Entry by entry and photo by photo the server holds the very bytes of the phone, no more and no less; the photos
    are pictures the test took."""
    entries = session.scalars(select(Mutatie).where(Mutatie.controle_id == UUID(controle))).all()
    assert {str(row.id): hashlib.sha256(row.ruw).hexdigest() for row in entries} == phone.mutaties
    photos = session.scalars(select(Foto).where(Foto.controle_id == UUID(controle))).all()
    stored = {str(row.id): server.blob(row.organisatie_id, row.sha256) for row in photos}
    assert {key: hashlib.sha256(data).hexdigest() for key, data in stored.items()} == phone.fotos
    assert {read_photo(data) for data in stored.values()} <= numbers


def lose_answer(controle: str, code: str) -> Callable[[Session], None]:
    """A break: the server lost this answer."""

    def wreck(session: Session) -> None:
        rows = session.scalars(select(Antwoord).where(Antwoord.controle_id == UUID(controle), Antwoord.code == code))
        session.delete(rows.one())

    return wreck


def spoil_entry(controle: str) -> Callable[[Session], None]:
    """A break: one entry came in other than it left."""

    def wreck(session: Session) -> None:
        row = session.scalars(select(Mutatie).where(Mutatie.controle_id == UUID(controle))).first()
        assert row is not None
        row.ruw = row.ruw[:-1] + b" }"

    return wreck


def swap_photo(controle: str) -> Callable[[Session], None]:
    """A break: one photo of the controle has the bytes of another."""

    def wreck(session: Session) -> None:
        own = Foto.controle_id == UUID(controle)
        row = session.scalars(select(Foto).where(own)).first()
        other = session.scalars(select(Foto.sha256).where(~own, Foto.ontvangst.has())).first()
        assert row is not None
        assert other is not None
        row.sha256 = other

    return wreck


def prove(server: Server, check: Callable[[Session], None], *breaks: Callable[[Session], None]) -> None:
    """The check passes on what the server holds, and fails when any one of the breaks is done to it."""
    with server.session() as session:
        check(session)
        for wreck in breaks:
            wreck(session)
            session.flush()
            with pytest.raises(AssertionError):
                check(session)
            session.rollback()
