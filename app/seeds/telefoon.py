"""A phone for the demo: walks a controle as a toezichthouder would and writes the journal a real phone sends."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from app.core.keys import new_key

STAP = timedelta(seconds=38)
"""Time a toezichthouder takes for one entry."""


@dataclass
class Telefoon:
    """One device in the hands of one user during one controle. `regels` are entries ready to send, `fotos` bytes by
    hash. Times start at `klok` and move on with every entry."""

    gebruiker: UUID
    toestel: UUID
    controle: UUID
    protocol_hash: str
    klok: datetime
    lat: float | None = None
    lon: float | None = None
    regels: list[dict[str, Any]] = field(default_factory=list)
    fotos: dict[str, bytes] = field(default_factory=dict)
    getoond: dict[str, str] = field(default_factory=dict)
    """What each role signed: sha256 of the journal up to then."""

    def schrijf(self, soort: str, inhoud: Mapping[str, Any], sleutel: str = "", id: UUID | None = None) -> UUID:
        """Adds one entry to the journal and returns its key."""
        self.klok += STAP
        moment = self.klok.astimezone(UTC)
        key = id or new_key()
        entry: dict[str, Any] = {
            "id": str(key),
            "controle": str(self.controle),
            "soort": soort,
            "sleutel": sleutel,
            "inhoud": dict(inhoud),
            "basis": 1,
            "hlc": f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z-0000-{self.toestel.hex[-8:]}",
            "toestel_tijd": moment.isoformat(),
            "klok_afwijking_ms": 0,
            "volgnummer": len(self.regels) + 1,
            "gebruiker": str(self.gebruiker),
            "protocol_hash": self.protocol_hash,
            "schrijver_epoch": 1,
        }
        self.regels.append(entry)
        return key

    def begin(self) -> None:
        """The visit starts."""
        self.schrijf("starten", {"begin_at": self.klok.isoformat(), **self._plek()})

    def antwoord(self, code: str, pad: str, antwoord: Mapping[str, Any]) -> None:
        """Answers a question."""
        self.schrijf("antwoord", {"code": code, "pad": pad, "antwoord": dict(antwoord)}, f"{code}@{pad}")

    def herhaling(self, onderdeel: str, pad: str, titel: str, volgorde: int) -> None:
        """Adds a repeat."""
        inhoud = {"onderdeel": onderdeel, "pad": pad, "titel": titel, "volgorde": volgorde}
        self.schrijf("herhaling", inhoud, f"{onderdeel}@{pad}")

    def bezoek(self, veld: str, waarde: str) -> None:
        """Fills a typed field of the visit."""
        self.schrijf("bezoek", {"veld": veld, "waarde": waarde}, veld)

    def foto(self, code: str, pad: str, data: bytes, onderschrift: str) -> None:
        """Takes a photo at a point."""
        key, sha256 = new_key(), hashlib.sha256(data).hexdigest()
        self.fotos[sha256] = data
        inhoud = {
            "foto": str(key),
            "sha256": sha256,
            "type": "image/jpeg",
            "grootte": len(data),
            "code": code,
            "pad": pad,
            "breedte": 1600,
            "hoogte": 1200,
            "genomen_at": self.klok.isoformat(),
            "onderschrift": onderschrift,
            "tijd_bron": "telefoon",
            **self._plek(),
        }
        if self.lat is not None:
            inhoud["plaats_bron"] = "telefoon"
        self.schrijf("foto", inhoud, str(key))

    def handtekening(self, rol: str, naam: str, *, reden_geen: str = "") -> None:
        """Signs, or says why not."""
        inhoud: dict[str, Any] = {"rol": rol, "naam": naam, "gezet_at": self.klok.isoformat()}
        if reden_geen:
            inhoud["reden_geen"] = reden_geen
        else:
            self.getoond[rol] = hashlib.sha256(b"".join(self.als_bytes())).hexdigest()
            inhoud |= {"lijnen": krabbel(naam), "breedte": 320, "hoogte": 140, "getoond": self.getoond[rol]}
        self.schrijf("handtekening", inhoud, rol)

    def afronden(self) -> None:
        """Finishes, with the manifest of everything written so far."""
        manifest = {"mutaties": [regel["id"] for regel in self.regels], "fotos": list(self.fotos)}
        self.schrijf("afronden", {"manifest": manifest, "eind_at": self.klok.isoformat(), "getoond": self.getoond})

    def als_bytes(self) -> list[bytes]:
        """The journal as it goes over the wire: one JSON text per entry."""
        return [msgspec.json.encode(regel, order="sorted") for regel in self.regels]

    def _plek(self) -> dict[str, Any]:
        if self.lat is None or self.lon is None:
            return {}
        return {"lat": self.lat, "lon": self.lon, "nauwkeurigheid": 6.0}


def krabbel(naam: str) -> list[dict[str, Any]]:
    """Strokes that look like a signature, other for every name, in the shape the phone keeps them."""
    seed = hashlib.sha256(naam.encode()).digest()
    punten = []
    for nummer in range(40):
        x = 20 + nummer * 7
        y = 70 + (seed[nummer % 32] - 128) / 4 * (1 if nummer % 3 else -0.6)
        punten.append({"time": 1_700_000_000_000 + nummer * 16, "x": x, "y": round(y, 1), "pressure": 0.5})
    stijl = {"penColor": "black", "dotSize": 0, "minWidth": 0.5, "maxWidth": 2.5}
    return [{**stijl, "points": punten[:26]}, {**stijl, "points": punten[26:]}]
