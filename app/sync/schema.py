"""What goes over the wire between phone and server. Kinds and their content: `controles.rules.inhoud`.

POST /sync/mutaties   Pakket -> Antwoordpakket   (always 200 once the envelope could be read)
PUT  /sync/fotos/<sha256>   bytes, optional `Content-Range: bytes a-b/total`, parts of 256 kB; 200 Fotobon when whole
                            and verified, 202 {"offset": n} after a part; HEAD answers `Upload-Offset` and, when
                            stored, 200 (else 404)
GET  /sync/dagpakket  Dagpakket with ETag
GET  /sync/bonnen?controle=<uuid>   Bonnen: what the server has of a controle (entries and photo hashes)
GET  /sync/concept?controle=<uuid>  Concept: the mirrored draft (applied entries), to go on on another device
GET  /sync/hallo      {"schouw": "hallo", "gebruiker": uuid|null, "tijd": iso, "release": str, "tijdperk": uuid}: are we
                      really online? Another `tijdperk` than last time: a backup was put back, ask /sync/bonnen again
"""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from msgspec import Raw, Struct, json

Uitkomst = Literal["verwerkt", "al-bekend", "vastgehouden"]


class MutatieIn(Struct):
    """One journal entry. `hlc` is `<iso-utc-ms>-<counter 4 hex>-<toestel 8 hex>`, sortable as text."""

    id: UUID
    controle: UUID
    soort: str
    inhoud: dict[str, Any]
    hlc: str
    toestel_tijd: str
    volgnummer: int
    gebruiker: UUID
    sleutel: str = ""
    basis: int = 0
    klok_afwijking_ms: int | None = None
    protocol_hash: str = ""
    schrijver_epoch: int = 1


class Pakket(Struct):
    """The envelope. Entries stay raw, so that one that cannot be read is kept and does not harm its neighbours.

    `toestel` is the phone's own UUID; the upload token travels in the header `Authorization: Toestel <token>`.
    """

    toestel: UUID
    mutaties: list[Raw]


class Bon(Struct, omit_defaults=True):
    """The receipt of one entry: `sha256` of the bytes the server stored (canonical JSON of the entry)."""

    id: str
    uitkomst: Uitkomst
    sha256: str
    code: str | None = None
    zin: str | None = None
    """Why it is held, for the toezichthouder."""
    versie: int | None = None
    """The controle's version after this entry."""


class Antwoordpakket(Struct):
    """Outcomes, in the order of the entries."""

    bonnen: list[Bon]
    tijd: str


class Fotobon(Struct):
    """The server has these bytes, whole, and hashed them itself."""

    sha256: str
    grootte: int


class Bonnen(Struct):
    """What the server holds of a controle."""

    mutaties: list[Bon]
    fotos: list[str]


MUTATIE = json.Decoder(MutatieIn)
PAKKET = json.Decoder(Pakket)
"""Made on import, see `app/protocols/rules/definitie.py`."""
