"""Judges whether an entry may be applied to its controle. What may not is held, never refused."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Aanwijzing, Lidmaatschap, Rol
from app.controles.models import Controle, Mutatie
from app.controles.projectie.bron import moment, order
from app.controles.protocol import onderdelen_in, typen_in, version_by_hash
from app.controles.rules.inhoud import Soort
from app.controles.rules.journaal import codes_in, order_of
from app.core.audit import record
from app.core.clock import local
from app.protocols.models import ProtocolVersie


class Bezwaar(Exception):
    """Why an entry is held: a stable code and a sentence for the toezichthouder."""

    def __init__(self, code: str, zin: str) -> None:
        super().__init__(zin)
        self.code = code
        self.zin = zin


GEEN_TOEZICHTHOUDER = Bezwaar(
    "geen-toezichthouder",
    "Je bent bij deze organisatie geen toezichthouder. Je werk is bewaard; het kantoor beslist wat ermee gebeurt.",
)
AANWIJZING_ONGELDIG = Bezwaar(
    "aanwijzing-niet-geldig",
    "Op de dag van deze invoer gold je aanwijzing als toezichthouder niet. Je werk is bewaard; het kantoor beslist.",
)


def check_rol(session: Session, organisatie_id: UUID, user_id: UUID | None) -> None:
    """Only a toezichthouder of the organisatie does visits for it. Raises `Bezwaar`."""
    query = select(Lidmaatschap.rollen).where(
        Lidmaatschap.user_id == user_id, Lidmaatschap.organisatie_id == organisatie_id
    )
    if Rol.TOEZICHTHOUDER not in (session.scalar(query) or []):
        raise GEEN_TOEZICHTHOUDER


def day_of_entry(mutatie: Mutatie) -> date:
    """The Dutch day of an entry by the phone's clock set right."""
    return local(moment(mutatie)).date()


def check_aanwijzing(session: Session, controle: Controle, mutatie: Mutatie, user_id: UUID | None) -> None:
    """Who has an aanwijzing of the bevoegd gezag is toezichthouder on the days it holds (Awb 5:11), told by the
    phone's clock set right. One's own organisatie that keeps none is not asked for one. Raises `Bezwaar`."""
    query = select(Aanwijzing.geldig_van, Aanwijzing.geldig_tot).where(
        Aanwijzing.user_id == user_id, Aanwijzing.organisatie_id == controle.bevoegd_gezag_id
    )
    dag = day_of_entry(mutatie)
    geldig = [van <= dag and (tot is None or dag <= tot) for van, tot in session.execute(query)]
    asked = bool(geldig) or controle.bevoegd_gezag_id != controle.organisatie_id
    if asked and not any(geldig):
        raise AANWIJZING_ONGELDIG


def check_protocol(session: Session, controle: Controle, mutatie: Mutatie, content: Struct) -> ProtocolVersie:
    """The version an entry was made by, of any age. Raises `Bezwaar` when that is not known, or its point is not in
    it."""
    versie = _version(session, controle, mutatie)
    vraag, onderdeel = codes_in(content)
    unknown = (vraag is not None and vraag not in typen_in(versie.definitie)) or (
        onderdeel is not None and onderdeel not in onderdelen_in(versie.definitie)
    )
    if unknown:
        raise Bezwaar(
            "protocol-punt-onbekend",
            f"Punt {vraag or onderdeel} staat niet in het protocol van deze controle. Het kantoor kijkt ernaar.",
        )
    return versie


def check_writer(controle: Controle, mutatie: Mutatie, user_id: UUID | None) -> None:
    """One writer: the toezichthouder it is assigned to, or who takes it up, on the device that has it now. Raises
    `Bezwaar`."""
    if controle.toezichthouder_id not in {None, user_id}:
        raise Bezwaar("niet-toegewezen", "Deze controle staat inmiddels op naam van iemand anders.")
    if mutatie.schrijver_epoch < controle.schrijver_epoch:
        raise Bezwaar(
            "schrijver-achterhaald",
            "Deze controle is overgedragen. Wat hierna op dit toestel is ingevoerd, bekijkt het kantoor.",
        )


def _version(session: Session, controle: Controle, mutatie: Mutatie) -> ProtocolVersie:
    own = session.get_one(ProtocolVersie, controle.protocol_versie_id)
    if not mutatie.protocol_hash or mutatie.protocol_hash == own.hash:
        return own
    found = version_by_hash(session, {controle.organisatie_id, controle.bevoegd_gezag_id}, mutatie.protocol_hash)
    if found is None:
        raise Bezwaar("protocol-onbekend", "De versie van het protocol op dit toestel is hier niet bekend.")
    return found


def take_up(session: Session, controle: Controle, user_id: UUID | None, now: datetime) -> None:
    """A controle that is nobody's goes to the one whose work on it counts."""
    if controle.toezichthouder_id is None and user_id is not None:
        controle.toezichthouder_id = user_id
        record(session, "toegewezen", controle, f"{controle.nummer} is opgepakt", by=None, now=now)


def follow_version(
    session: Session, controle: Controle, mutatie: Mutatie, versie: ProtocolVersie, now: datetime
) -> None:
    """The first applied entry decides which version of its protocol a visit is done by: of the organisatie's own, or
    of the one of basis that it came from."""
    own = session.get_one(ProtocolVersie, controle.protocol_versie_id)
    if versie.id == own.id or versie.protocol.code != own.protocol.code or not _is_first(session, controle, mutatie):
        return
    zin = f"{controle.nummer} is uitgevoerd met versie {versie.nummer} in plaats van {own.nummer}"
    record(session, "protocolversie-gevolgd", controle, zin, by=None, now=now)
    controle.protocol_versie_id = versie.id


def _is_first(session: Session, controle: Controle, mutatie: Mutatie) -> bool:
    """True when no applied entry of work comes before this one."""
    query = select(Mutatie.basis, Mutatie.hlc, Mutatie.id).where(
        Mutatie.organisatie_id == controle.organisatie_id,
        Mutatie.controle_id == controle.id,
        Mutatie.stand == "verwerkt",
        Mutatie.protocol_hash != "",
        Mutatie.soort != Soort.AANMAKEN,
        Mutatie.id != mutatie.id,
    )
    here = order(mutatie)
    return all(here < order_of(basis, hlc, key) for basis, hlc, key in session.execute(query))
