"""Making a version of the report, keeping it for ever, and vaststellen by a second person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.actions import lock_controle, mark_reported
from app.controles.models import Controle
from app.controles.projectie.compleet import given_up, has_held
from app.controles.projectie.levensloop import applied_state, keep_until
from app.controles.rules.journaal import derived_key
from app.core.audit import record
from app.core.blobs import Blobs
from app.core.db import locking
from app.core.errors import Conflict, NotAllowed
from app.organisatie.models import Organisatie
from app.organisatie.rules.instellingen import with_defaults
from app.rapportage.brief import draw_brief
from app.rapportage.models import Rapport
from app.rapportage.pdf.beeld import Druk, for_print, logo_for_print
from app.rapportage.pdf.document import draw_ready
from app.rapportage.pdfa import count_pages
from app.rapportage.queries import Bundel, closing_of, find_controle, load_bundel, reports_of
from app.rapportage.rapport import build_rapport
from app.rapportage.waarde import Foto, hash_of, to_canonical
from app.rapportage.waarde import Rapport as Waarde


@dataclass(frozen=True)
class Gemaakt:
    """A version that was drawn and stored as bytes, not yet as a row."""

    controle_id: UUID
    organisatie_id: UUID
    compleet_at: datetime
    waarde: Waarde
    hashes: dict[str, str]
    paginas: dict[str, int]
    gegevens: dict[str, Any] = field(default_factory=dict)


def make_version(
    session: Session, blobs: Blobs, controle_id: UUID, organisatie_id: UUID, *, adres: str
) -> Gemaakt | None:
    """Draws the next version of a complete controle and stores its bytes; writes no row. None when there is nothing
    to make: unknown, not complete (any more), destroyed, or already made. Doing it twice gives the same bytes."""
    bundel = load_bundel(session, controle_id, organisatie_id)
    if bundel is None or bundel.controle.compleet_at is None or bundel.controle.vernietigd_at:
        return None
    if is_made(session, bundel.controle, bundel.eerdere):
        return None
    waarde = _value(bundel, bundel.controle.compleet_at, adres)
    druk = _photos(blobs, organisatie_id, waarde)
    logo = read_logo(blobs, bundel.controle.bevoegd_gezag_id, waarde)
    stukken = {
        "intern": draw_ready(waarde, druk, "intern", logo),
        "betrokkene": draw_ready(waarde, druk, "betrokkene", logo),
        "brief": draw_brief(waarde, logo),
    }
    grootte = {naam: len(data) for naam, data in stukken.items()}
    return Gemaakt(
        controle_id=controle_id,
        organisatie_id=organisatie_id,
        compleet_at=bundel.controle.compleet_at,
        waarde=waarde,
        hashes={naam: blobs.put(organisatie_id, data) for naam, data in stukken.items()},
        paginas={naam: count_pages(data) for naam, data in stukken.items()},
        gegevens={**_state(session, bundel.controle), "grootte": grootte},
    )


def _value(bundel: Bundel, compleet_at: datetime, adres: str) -> Waarde:
    """The value of the next version. Its key follows from the controle: made again it is the same paper."""
    versie = len(bundel.eerdere) + 1
    key = derived_key(bundel.controle.id, "rapport", str(versie))
    return build_rapport(
        bundel, rapport_id=key, versie=versie, dagtekening=compleet_at, verifieer=f"{adres}/verifieer/{key}"
    )


def _photos(blobs: Blobs, organisatie_id: UUID, waarde: Waarde) -> dict[int, Druk | None]:
    """Each photo, shrunk for print; one decoded at a time."""
    return {foto.nummer: for_print(read_photo(blobs, organisatie_id, foto), len(waarde.fotos)) for foto in waarde.fotos}


def read_photo(blobs: Blobs, organisatie_id: UUID, foto: Foto) -> bytes | None:
    """The picture of a photo: made by the server, else the file it shows; None when neither is there."""
    for sha256 in (foto.beeld_sha256, foto.bewerkt_sha256 or foto.sha256):
        try:
            return blobs.get(organisatie_id, sha256)
        except FileNotFoundError:
            continue
    return None


def read_logo(blobs: Blobs, bevoegd_gezag_id: UUID, waarde: Waarde) -> Druk | None:
    """The logo of the bevoegd gezag as the value names it; None when it has none."""
    if not waarde.gezag.logo_sha256:
        return None
    try:
        return logo_for_print(blobs.get(bevoegd_gezag_id, waarde.gezag.logo_sha256))
    except FileNotFoundError:
        return None


def is_made(session: Session, controle: Controle, rapporten: list[Rapport]) -> bool:
    """True when the newest version was made of this closing of the controle, with the entries that count now."""
    if not rapporten or rapporten[-1].vernietigd_at:
        return False
    return _is_of(rapporten[-1].gegevens, _state(session, controle))


def _state(session: Session, controle: Controle) -> dict[str, Any]:
    """What a version is made of: the closing entry, which entries count, and what will not come."""
    gemist = sorted(gemis.sleutel for gemis in given_up(session, controle))
    return {"sluiting": closing_of(controle), "invoer": applied_state(session, controle), "gemist": gemist}


def _is_of(gegevens: dict[str, Any], state: dict[str, Any]) -> bool:
    """A version from before `invoer` was noted is told by its closing alone; one without `gemist` missed nothing."""
    anders: dict[str, Any] = {"sluiting": None, "invoer": state["invoer"], "gemist": []}
    return all(gegevens.get(name, anders[name]) == value for name, value in state.items())


def store_version(session: Session, gemaakt: Gemaakt, now: datetime) -> Rapport | None:
    """Writes the row of a version and moves the controle on. None when it was made meanwhile, or reopened."""
    controle = _locked(session, gemaakt)
    if controle is None or controle.compleet_at != gemaakt.compleet_at:
        return None
    if not _is_of(gemaakt.gegevens, _state(session, controle)):
        return None
    if is_made(session, controle, reports_of(session, controle)):
        return None
    tekst, waarde = to_canonical(gemaakt.waarde), gemaakt.waarde
    rapport = Rapport(
        id=UUID(waarde.id),
        organisatie_id=gemaakt.organisatie_id,
        controle_id=controle.id,
        versie=waarde.versie,
        waarde=tekst,
        waarde_sha256=hash_of(tekst),
        intern_sha256=gemaakt.hashes["intern"],
        intern_paginas=gemaakt.paginas["intern"],
        betrokkene_sha256=gemaakt.hashes["betrokkene"],
        betrokkene_paginas=gemaakt.paginas["betrokkene"],
        brief_sha256=gemaakt.hashes["brief"],
        gemaakt_at=gemaakt.compleet_at,
        reden=waarde.versies[-1].reden or None,
        vernietigen_na=keep_until(session, controle),
        gegevens=gemaakt.gegevens,
    )
    session.add(rapport)
    session.flush()
    zin = f"Rapport van {controle.nummer} is gemaakt, versie {rapport.versie}"
    record(session, "rapport-gemaakt", controle, zin, by=None, now=now, naar=_facts(rapport))
    if not needs_second_person(session, controle):
        mark_reported(session, controle, by=None, now=now)
    return rapport


def _locked(session: Session, gemaakt: Gemaakt) -> Controle | None:
    """The controle, held until the commit: two workers make one version."""
    query = select(Controle).where(
        Controle.id == gemaakt.controle_id, Controle.organisatie_id == gemaakt.organisatie_id
    )
    return session.scalars(locking(query)).one_or_none()


def _facts(rapport: Rapport) -> dict[str, Any]:
    return {
        "versie": rapport.versie,
        "waarde_sha256": rapport.waarde_sha256,
        "intern_sha256": rapport.intern_sha256,
        "betrokkene_sha256": rapport.betrokkene_sha256,
        "reden": rapport.reden,
    }


def needs_second_person(session: Session, controle: Controle) -> bool:
    """The choice of the bevoegd gezag: a second person fixes the report."""
    gezag = session.get_one(Organisatie, controle.bevoegd_gezag_id)
    return bool(with_defaults(gezag.instellingen)["vaststellen_door_tweede"])


def establish_report(session: Session, rapport: Rapport, *, by: User, now: datetime) -> None:
    """Vaststellen: says that this version holds. Its bytes stay as they are. Raises `NotAllowed` when `by` is the
    toezichthouder, `Conflict` when it was done already, a newer version exists, or an entry waits for a person."""
    controle = find_controle(session, rapport.controle_id, rapport.organisatie_id)
    assert controle is not None  # noqa: S101  the foreign key says so
    lock_controle(session, controle)
    session.refresh(rapport)
    if rapport.vastgesteld_at:
        raise Conflict("al-vastgesteld", "Deze versie is al vastgesteld.")
    if reports_of(session, controle)[-1].id != rapport.id:
        raise Conflict("versie-vervangen", "Er is een nieuwere versie. Stel die vast.")
    if has_held(session, controle):
        zin = "Er wacht nog invoer van deze controle op een beslissing. Los die eerst op in het dossier."
        raise Conflict("invoer-vastgehouden", zin)
    if needs_second_person(session, controle) and by.id == controle.toezichthouder_id:
        raise NotAllowed("tweede-persoon", "Een ander dan de toezichthouder stelt dit rapport vast. Vraag een collega.")
    rapport.vastgesteld_at, rapport.vastgesteld_door = now, by.id
    zin = f"Rapport van {controle.nummer}, versie {rapport.versie}, is vastgesteld"
    record(session, "rapport-vastgesteld", controle, zin, by=by, now=now, naar={"versie": rapport.versie})
    mark_reported(session, controle, by=by, now=now)
