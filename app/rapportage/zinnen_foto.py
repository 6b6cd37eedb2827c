"""Sentences about photos: what stands below one, and where its moment and place are from."""

from __future__ import annotations

from datetime import datetime

from app.core.clock import local
from app.core.filters import getal
from app.rapportage.rd import to_rd
from app.rapportage.waarde import Foto, Plek

TIJD_VAN = {"foto": "tijd uit de foto", "bestand": "tijd van het bestand, niet uit de foto"}
PLAATS_VAN = {"foto": "plaats uit de foto"}
HERKOMST = "Waar niets bij tijd of plaats staat, komen zij van de telefoon van de toezichthouder."


def caption(foto: Foto) -> str:
    """`Foto 1. Gang 1e verdieping. 10:31:08, 6 m nauwkeurig`."""
    delen = [f"Foto {foto.nummer}."]
    if foto.onderschrift:
        delen.append(foto.onderschrift if foto.onderschrift.endswith((".", "!", "?")) else f"{foto.onderschrift}.")
    moment = f"uit de galerij, {stamp(foto.genomen_at)}" if foto.bron == "galerij" else clock(foto.genomen_at)
    gemaakt = ", ".join(deel for deel in (moment, time_origin(foto), accuracy(foto.plek)) if deel)
    if gemaakt:
        delen.append(gemaakt)
    if foto.bewerkt_sha256:
        delen.append(f"({edited(foto)})")
    return " ".join(delen)


def no_picture(foto: Foto) -> str:
    """What stands in the place of a picture that cannot be drawn."""
    if foto.ontbreekt:
        return "Deze foto is niet ontvangen. Bij ‘Het bezoek’ staat waarom."
    return "Dit bestand is niet als foto te openen. Het is wel bewaard."


def edited(foto: Foto) -> str:
    """`bewerkt: vervaagd`, or that it is as taken."""
    if not foto.bewerkt_sha256:
        return "zoals gemaakt"
    return f"bewerkt: {', '.join(foto.bewerkingen)}" if foto.bewerkingen else "bewerkt"


def clock(moment: datetime | None) -> str:
    """`10:31:08` on a Dutch clock."""
    return f"{local(moment):%H:%M:%S}" if moment else ""


def stamp(moment: datetime | None) -> str:
    """`19-11-2026 10:31:08` on a Dutch clock."""
    return f"{local(moment):%d-%m-%Y %H:%M:%S}" if moment else "niet vastgelegd"


def accuracy(plek: Plek | None) -> str:
    """`6 m nauwkeurig`."""
    return f"{round(plek.nauwkeurigheid)} m nauwkeurig" if plek and plek.nauwkeurigheid is not None else ""


def place(plek: Plek | None) -> str:
    """`161 402, 398 117 (6 m)` in RD metres; outside the country in degrees."""
    if plek is None:
        return "niet vastgelegd"
    meters = to_rd(plek.lat, plek.lon)
    if meters:
        waar = ", ".join(f"{round(getal_):,}".replace(",", "\u00a0") for getal_ in meters)
    else:
        waar = f"{getal(round(plek.lat, 5))}, {getal(round(plek.lon, 5))}"
    return f"{waar} ({round(plek.nauwkeurigheid)} m)" if plek.nauwkeurigheid is not None else waar


def time_origin(foto: Foto) -> str:
    """Where the moment is from; of a camera photo it is the phone's, which goes without saying."""
    return TIJD_VAN.get(foto.tijd_bron, "") if foto.genomen_at else ""


def place_origin(foto: Foto) -> str:
    """Where the place is from; of a camera photo it is the phone's, which goes without saying."""
    return PLAATS_VAN.get(foto.plaats_bron, "") if foto.plek else ""


def hashed(sha256: str) -> str:
    """A hash in groups of eight, readable."""
    return " ".join(sha256[begin : begin + 8] for begin in range(0, len(sha256), 8))
