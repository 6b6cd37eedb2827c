"""An emergency copy (`static/js/veld/bestand.js`) that comes in at the office: the same road as from the phone.

The bytes of every entry are those the phone wrote, so whatever came in before, or comes in later from the phone
itself, is known by its id and hash: reading a file twice changes nothing.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Lidmaatschap, Toestel, User
from app.accounts.rules.toestellen import toestel_key
from app.controles.oordeel import Bezwaar
from app.core.audit import record
from app.core.blobs import Blobs
from app.core.errors import Invalid
from app.sync.actions import receive
from app.sync.bezorger import Bezorger, objection_to
from app.sync.fotos import Bewaard, keep_bytes, record_bytes

SOORT = "schouw-noodkopie"
VERANDERD = Bezwaar(
    "noodkopie-veranderd", "Dit komt uit een noodkopie die na het maken is veranderd. Kijk na of het klopt."
)
TOESTEL_ONBEKEND = Bezwaar(
    "toestel-onbekend", "Dit komt uit een noodkopie van een toestel dat hier niet bekend is. Kijk na of het klopt."
)


class FotoIn(msgspec.Struct):
    """A photo in the file; `rij` is what the phone knew of it, as it wrote it."""

    sha256: str
    base64: bytes
    rij: msgspec.Raw = msgspec.Raw()


class Bestand(msgspec.Struct):
    """The file. Entries stay raw: their bytes are what is hashed and kept."""

    soort: str
    gebruiker: str
    toestel: UUID
    sha256: str
    mutaties: list[msgspec.Raw]
    fotos: list[FotoIn]
    organisatie: UUID | None = None

    def __post_init__(self) -> None:
        """Phones once wrote `<user>.<organisatie>` as the user. Raises ValueError."""
        user, _, organisatie = self.gebruiker.partition(".")
        self.gebruiker = str(UUID(user))
        if organisatie:
            self.organisatie = UUID(organisatie)

    @property
    def maker_id(self) -> UUID:
        """Whose work it is."""
        return UUID(self.gebruiker)


LEZER = msgspec.json.Decoder(Bestand)
"""Made on import, see `app/protocols/rules/definitie.py`."""


@dataclass(frozen=True)
class Uitkomst:
    """What became of a file: entries by outcome, photos that are in, and photos whose bytes are damaged."""

    maker: str
    verwerkt: int
    bekend: int
    vastgehouden: int
    fotos: int
    beschadigd: int


def take_in_copy(
    session: Session,
    blobs: Blobs,
    organisatie_id: UUID,
    data: bytes,
    *,
    by: User,
    now: datetime,
    keep: Callable[[], None] = lambda: None,
) -> Uitkomst:
    """Takes in an emergency copy under the name of its maker. A file that was changed, or of a phone we do not know,
    goes into quarantine. `keep` commits what is done so far. Of the file itself only the hash is kept: all that is in
    it has a place of its own, with a term of its own, and a second copy of everything would outlive that.

    Raises `Invalid` (`noodkopie-onleesbaar`, `noodkopie-andere-organisatie`, `noodkopie-maker-onbekend`): then nothing
    was taken.
    """
    bestand = read_copy(data)
    if bestand.organisatie not in (None, organisatie_id):
        zin = "Deze noodkopie is gemaakt voor een andere organisatie. Laat hem daar inlezen."
        raise Invalid("noodkopie-andere-organisatie", zin)
    bezorger = _maker(session, organisatie_id, bestand)
    keep()  # who made it, is known: nobody waits while photos are written
    fotos = [bewaard for foto in bestand.fotos if (bewaard := _keep_photo(blobs, organisatie_id, foto)) is not None]
    body = b'{"toestel":"%s","mutaties":[%s]}' % (
        str(bestand.toestel).encode(),
        b",".join(bytes(raw) for raw in bestand.mutaties),
    )
    bonnen = receive(session, bezorger, body, now, keep=keep).bonnen if bestand.mutaties else []
    for bewaard in fotos:
        record_bytes(session, organisatie_id, bewaard, user_id=bezorger.user.id, now=now)
        keep()
    telling = [bon.uitkomst for bon in bonnen]
    uitkomst = Uitkomst(
        maker=bezorger.user.naam,
        verwerkt=telling.count("verwerkt"),
        bekend=telling.count("al-bekend"),
        vastgehouden=telling.count("vastgehouden"),
        fotos=len(fotos),
        beschadigd=len(bestand.fotos) - len(fotos),
    )
    _record(session, organisatie_id, bezorger.user, uitkomst, hashlib.sha256(data).hexdigest(), by=by, now=now)
    return uitkomst


def read_copy(data: bytes) -> Bestand:
    """The file, read. Raises `Invalid` (`noodkopie-onleesbaar`)."""
    try:
        bestand = LEZER.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        zin = "Dit is geen noodkopie van Schouw, of het bestand is niet heel. Kies een bestand schouw-noodkopie-….json."
        raise Invalid("noodkopie-onleesbaar", zin) from error
    if bestand.soort != SOORT:
        zin = "Dit is geen noodkopie van Schouw. Kies een bestand schouw-noodkopie-….json."
        raise Invalid("noodkopie-onleesbaar", zin)
    return bestand


def seal_of(bestand: Bestand) -> str:
    """What the phone fixed: which entries and photos are in the file, and in which order."""
    delen = [hashlib.sha256(raw).hexdigest() for raw in bestand.mutaties]
    delen += [foto.sha256 + bytes(foto.rij).decode() for foto in bestand.fotos]
    tekst = json.dumps(delen, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(tekst.encode("utf-8", "surrogatepass")).hexdigest()


def _maker(session: Session, organisatie_id: UUID, bestand: Bestand) -> Bezorger:
    """Who made the file, as one who delivers here, with the reason when everything is to be held."""
    user = session.get(User, bestand.maker_id)
    toestel = session.get(Toestel, toestel_key(organisatie_id, bestand.maker_id, bestand.toestel))
    query = select(Lidmaatschap.id).where(
        Lidmaatschap.user_id == bestand.maker_id, Lidmaatschap.organisatie_id == organisatie_id
    )
    if user is None or (toestel is None and session.scalar(query) is None):
        zin = "Deze noodkopie is van iemand die hier niet bekend is. Vraag de maker bij welke organisatie hij hoort."
        raise Invalid("noodkopie-maker-onbekend", zin)
    bezwaar = objection_to(session, toestel, user) if toestel else TOESTEL_ONBEKEND
    if seal_of(bestand) != bestand.sha256:
        bezwaar = VERANDERD
    return Bezorger(user, organisatie_id, frozenset({organisatie_id}), bezwaar)


def _keep_photo(blobs: Blobs, organisatie_id: UUID, foto: FotoIn) -> Bewaard | None:
    try:
        return keep_bytes(blobs, organisatie_id, foto.sha256, io.BytesIO(foto.base64))
    except Invalid:
        return None


def _record(
    session: Session, organisatie_id: UUID, maker: User, uitkomst: Uitkomst, sha256: str, *, by: User, now: datetime
) -> None:
    record(
        session,
        "noodkopie-ingelezen",
        maker,
        f"Noodkopie van {maker.naam} ingelezen: {in_words(uitkomst)}",
        by=by,
        now=now,
        organisatie_id=organisatie_id,
        naar={"bestand": sha256},
    )


def in_words(uitkomst: Uitkomst) -> str:
    """`12 invoeren verwerkt, 3 waren er al, 1 wacht op een mens, 4 foto’s binnen`."""
    een = uitkomst.verwerkt == 1
    delen = [
        f"{uitkomst.verwerkt} {'invoer' if een else 'invoeren'} verwerkt",
        f"{uitkomst.bekend} {'was' if uitkomst.bekend == 1 else 'waren'} er al" if uitkomst.bekend else "",
        f"{uitkomst.vastgehouden} {'wacht' if uitkomst.vastgehouden == 1 else 'wachten'} op een mens"
        if uitkomst.vastgehouden
        else "",
        f"{uitkomst.fotos} {'foto' if uitkomst.fotos == 1 else 'foto’s'} binnen" if uitkomst.fotos else "",
        f"{uitkomst.beschadigd} {'foto' if uitkomst.beschadigd == 1 else 'foto’s'} beschadigd"
        if uitkomst.beschadigd
        else "",
    ]
    return ", ".join(deel for deel in delen if deel)
