"""Writes about an organisatie: what it is called, how it looks and what it chose."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from PIL import Image, UnidentifiedImageError
from sqlalchemy.orm import Session

from app.core.audit import record
from app.core.blobs import Blobs
from app.core.errors import Conflict, Invalid
from app.organisatie import queries
from app.organisatie.models import Organisatie
from app.organisatie.rules import kleuren as regels

LOGO_BYTES = 500_000
LOGO_PIXELS = 1200


def create_organisatie(
    session: Session,
    *,
    naam: str,
    kort: str | None = None,
    soort: str = "gemeente",
    oin: str | None = None,
    now: datetime,
) -> Organisatie:
    """A new organisatie. Raises `Conflict` (`organisatie-bestaat`)."""
    if queries.organisatie_by_naam(session, naam):
        raise Conflict("organisatie-bestaat", f"Er is al een organisatie met de naam {naam}.")
    organisatie = Organisatie(naam=naam, kort=kort or naam, soort=soort, oin=oin, created_at=now)
    session.add(organisatie)
    session.flush()
    zin = f"Organisatie {naam} gemaakt"
    record(session, "organisatie-gemaakt", organisatie, zin, by=None, now=now, organisatie_id=organisatie.id)
    return organisatie


def change_organisatie(
    session: Session,
    organisatie: Organisatie,
    *,
    naam: str,
    kort: str,
    kleuren: dict[str, str],
    instellingen: dict[str, Any],
    contact: dict[str, Any],
    by: Any,
    now: datetime,
) -> None:
    """Changes what an organisatie is called, its colours and choices. Raises `Invalid` (`kleur-…`) or `Conflict`."""
    other = queries.organisatie_by_naam(session, naam)
    if other is not None and other.id != organisatie.id:
        zin = "Een andere organisatie heet al zo."
        raise Conflict("organisatie-bestaat", zin, velden={"naam": zin})
    kleuren = {name: regels.clean(value) for name, value in kleuren.items() if value}
    for name, kleur in kleuren.items():
        bezwaar = regels.judge(kleur)
        if bezwaar:
            raise Invalid(bezwaar.code, bezwaar.zin, velden={name: bezwaar.zin})
    van = _values(organisatie)
    organisatie.naam, organisatie.kort, organisatie.kleuren = naam, kort, dict(kleuren)
    organisatie.instellingen = organisatie.instellingen | instellingen
    organisatie.contact = organisatie.contact | contact
    _record(session, organisatie, "organisatie-gewijzigd", "Gegevens gewijzigd", van, by=by, now=now)


def set_logo(session: Session, blobs: Blobs, organisatie: Organisatie, data: bytes, *, by: Any, now: datetime) -> None:
    """Stores a logo as a PNG of ours, so that what is served is an image and nothing else. Raises `Invalid`."""
    png = draw_logo(data)
    van = _values(organisatie)
    organisatie.logo_sha256 = blobs.put(organisatie.id, png)
    _record(session, organisatie, "logo-gewijzigd", "Logo gewijzigd", van, by=by, now=now)


def remove_logo(session: Session, organisatie: Organisatie, *, by: Any, now: datetime) -> None:
    """No logo any more."""
    van = _values(organisatie)
    organisatie.logo_sha256 = None
    _record(session, organisatie, "logo-gewijzigd", "Logo weggehaald", van, by=by, now=now)


def draw_logo(data: bytes) -> bytes:
    """The same picture as a PNG of at most 1200 px. Raises `Invalid` (`logo-te-groot`, `logo-onleesbaar`)."""
    if len(data) > LOGO_BYTES:
        raise Invalid("logo-te-groot", "Dit bestand is groter dan 500 kB. Kies een kleiner logo.")
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF")) as image:
            if image.width * image.height > 16_000_000:
                raise Invalid("logo-te-veel-beeldpunten", "Dit logo heeft te veel beeldpunten. Kies een kleiner logo.")
            image.load()
            picture = image.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        zin = "Dit bestand is geen afbeelding die we kunnen openen. Kies een PNG of JPEG."
        raise Invalid("logo-onleesbaar", zin) from error
    picture.thumbnail((LOGO_PIXELS, LOGO_PIXELS))
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _values(organisatie: Organisatie) -> dict[str, Any]:
    names = ("naam", "kort", "kleuren", "instellingen", "contact", "logo_sha256")
    return {name: getattr(organisatie, name) for name in names}


def _record(
    session: Session, organisatie: Organisatie, soort: str, zin: str, van: dict[str, Any], *, by: Any, now: datetime
) -> None:
    naar = _values(organisatie)
    changed = [name for name in van if van[name] != naar[name]]
    if changed:
        record(
            session,
            soort,
            organisatie,
            f"{zin}: {', '.join(changed)}",
            by=by,
            now=now,
            organisatie_id=organisatie.id,
            van={name: van[name] for name in changed},
            naar={name: naar[name] for name in changed},
        )
