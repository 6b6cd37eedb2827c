"""Files that come in: each becomes a draft, with a report of what did not come along."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from app.core.clock import local
from app.core.errors import Invalid, Problem
from app.protocols.concept import read_concept, start_concept
from app.protocols.loader import parse_definitie, refuse_hostile
from app.protocols.models import Concept
from app.protocols.rules.bewerken import Ruw
from app.protocols.rules.problemen import DefinitieFout
from app.protocols.uitwisseling.melding import Melding

YAML_BYTES = 2 * 1024 * 1024
SPREADSHEET = (b"PK", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Ingelezen:
    """What became of one file: a draft, or `fouten` that say why not. `meldingen` is what did not come along from a
    spreadsheet, `nakijken` how much is to be looked at in the draft before it can be published."""

    naam: str
    concept: Concept | None = None
    titel: str = ""
    fouten: list[str] = field(default_factory=list)
    meldingen: list[Melding] = field(default_factory=list)
    nakijken: int = 0


def take_in(session: Session, organisatie_id: UUID, naam: str, data: bytes, *, by: Any, now: datetime) -> Ingelezen:
    """A YAML file or an XLSForm as a draft of this organisatie. Nothing is raised for what is in the file."""
    try:
        ruw, meldingen = _read(naam, data, now)
        with session.begin_nested():
            concept = start_concept(session, organisatie_id, ruw, by=by, now=now)
    except DefinitieFout as fout:
        regels = [f"Regel {probleem.regel}: " if probleem.regel else "" for probleem in fout.problemen]
        zinnen = [f"{regel}{p.zin} {p.remedie}" for regel, p in zip(regels, fout.problemen, strict=True)]
        return Ingelezen(naam, fouten=zinnen)
    except Problem as problem:
        return Ingelezen(naam, fouten=[problem.zin])
    problemen = read_concept(session, concept).problemen
    return Ingelezen(naam, concept, str(ruw.get("titel", "")), meldingen=meldingen, nakijken=len(problemen))


def _read(naam: str, data: bytes, now: datetime) -> tuple[Ruw, list[Melding]]:
    if data.startswith(SPREADSHEET) or PurePath(naam).suffix.lower() in (".xlsx", ".xlsm", ".xls"):
        from app.protocols.uitwisseling.xlsform_in import read_xlsform  # openpyxl takes a fifth of a second to load

        formulier = read_xlsform(data, local(now).date())
        return formulier.ruw, formulier.meldingen
    if not data or len(data) > YAML_BYTES:
        zin = "Dit bestand is leeg." if not data else f"Dit bestand is groter dan {YAML_BYTES // 1024 // 1024} MB."
        raise Invalid("protocolbestand-grootte", f"{zin} Kies een protocol (.yaml) of een spreadsheet (.xlsx).")
    try:
        tekst = data.decode("utf-8-sig")
    except UnicodeDecodeError as fout:
        zin = "Dit is geen protocol (.yaml) en geen spreadsheet (.xlsx). Kies een ander bestand."
        raise Invalid("protocolbestand-onleesbaar", zin) from fout
    refuse_hostile(tekst)
    ruw: Ruw = msgspec.to_builtins(parse_definitie(tekst))
    return ruw, []
