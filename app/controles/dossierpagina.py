"""What the dossier shows, prepared: answers per place with what was overwritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.controles import queries_dossier as queries
from app.controles.models import Antwoord, Controle, Foto, Herhaling, Mutatie
from app.controles.rules.inhoud import Soort
from app.controles.rules.tonen import AFWIJKEND, show_value
from app.protocols.rules.definitie import Definitie, Vraag

SOORTNAMEN = {
    Soort.AANMAKEN: "Ter plaatse aangemaakt",
    Soort.STARTEN: "Gestart ter plaatse",
    Soort.HANDTEKENING: "Ondertekend",
    Soort.NIET_AANGETROFFEN: "Niemand aanwezig of geen toegang",
    Soort.AFRONDEN: "Afgerond",
    Soort.AANVULLEN: "Heropend om aan te vullen",
    Soort.ANTWOORD: "Antwoord",
    Soort.HERHALING: "Herhaling",
    Soort.BEZOEK: "Bezoek",
    Soort.BEVINDING: "Bevinding",
    Soort.FOTO: "Foto",
    Soort.FOTO_WIJZIGEN: "Foto gewijzigd",
}


@dataclass(frozen=True)
class AntwoordRij:
    """One answer in the table of an onderdeel."""

    code: str
    vraag: str
    oordeel: str | None
    waarde: str
    extra: list[str]
    oud: list[str]
    """Earlier values that were overwritten, oldest first."""
    fotos: int
    op: datetime | None
    verborgen: bool


@dataclass(frozen=True)
class AntwoordGroep:
    """The answers at one place: the onderdeel itself, or one of its repeats."""

    titel: str
    rijen: list[AntwoordRij]


def antwoord_groepen(session: Session, controle: Controle, onderdeel: str, *, alleen: bool) -> list[AntwoordGroep]:
    """The answers of an onderdeel per repeat, in the order of the protocol. `alleen`: deviations only."""
    tekst = controle.protocol_versie.definitie
    vragen = {code: plek.vraag for code, plek in queries.vragen_of(tekst).items() if plek.onderdeel == onderdeel}
    antwoorden = [row for row in queries.of_controle(session, controle, Antwoord) if row.code in vragen]
    oud = overwritten(queries.journal(session, controle, [Soort.ANTWOORD]))
    fotos = _photo_counts(session, controle)
    titels = repeat_titles(session, controle)
    plaats = {code: nummer for nummer, code in enumerate(vragen)}
    per: dict[str, list[AntwoordRij]] = defaultdict(list)
    for row in sorted(antwoorden, key=lambda row: plaats[row.code]):
        if not alleen or row.oordeel in AFWIJKEND:
            definitie = queries.read_definitie(tekst)
            per[row.pad].append(_rij(row, vragen[row.code], definitie, oud, fotos))
    order = [pad for pad in ("", *titels) if pad in per] + [pad for pad in per if pad and pad not in titels]
    return [AntwoordGroep(place_name(pad, titels), per[pad]) for pad in order]


def _rij(
    row: Antwoord,
    vraag: Vraag,
    definitie: Definitie,
    oud: Mapping[str, list[object]],
    fotos: Mapping[tuple[str, str], int],
) -> AntwoordRij:
    inhoud, is_oordeel = row.antwoord, vraag.type == "oordeel"
    waarde = show_value(vraag, inhoud.get("waarde"), definitie)
    extra = [str(inhoud[key]) for key in ("reden", "toelichting") if inhoud.get(key)]
    if inhoud.get("direct_hersteld"):
        extra.append("Op aanwijzing direct hersteld")
    if isinstance(inhoud.get("nader"), Mapping):
        nader = inhoud["nader"]
        extra.append(" ".join(part for part in (nader.get("wat", ""), "uiterlijk", nader.get("uiterlijk", "")) if part))
    return AntwoordRij(
        code=row.code,
        vraag=vraag.vraag,
        oordeel=str(inhoud.get("waarde")) if is_oordeel and inhoud.get("waarde") else None,
        waarde="" if is_oordeel else waarde,
        extra=extra,
        oud=[show_value(vraag, value, definitie) or "leeg" for value in oud.get(f"{row.code}@{row.pad}", [])],
        fotos=fotos.get((row.code, row.pad), 0),
        op=row.toestel_tijd,
        verborgen=row.verborgen,
    )


def visit_value(controle: Controle, veld: str) -> str:
    """A field of the visit as its question reads it: `Erf of bedrijf`."""
    tekst, waarde = controle.protocol_versie.definitie, getattr(controle, veld)
    vragen = (plek.vraag for plek in queries.vragen_of(tekst).values() if plek.punt.bezoekveld == veld)
    vraag = next(vragen, None)
    return show_value(vraag, waarde, queries.read_definitie(tekst)) if vraag and waarde else waarde or ""


def overwritten(journal: Sequence[Mutatie]) -> dict[str, list[object]]:
    """Per sleutel the values that do not hold any more, in the order in which they were replaced, without repeats."""
    values: dict[str, list[object]] = defaultdict(list)
    for mutatie in journal:
        if mutatie.stand != "verwerkt":
            continue
        waarde = _waarde(mutatie.inhoud)
        if not values[mutatie.sleutel] or values[mutatie.sleutel][-1] != waarde:
            values[mutatie.sleutel].append(waarde)
    return {sleutel: found[:-1] for sleutel, found in values.items() if len(found) > 1}


def _waarde(inhoud: Mapping[str, Any]) -> object:
    antwoord = inhoud.get("antwoord")
    return antwoord.get("waarde") if isinstance(antwoord, Mapping) and not antwoord.get("gewist") else None


def _photo_counts(session: Session, controle: Controle) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for foto in queries.shown_photos(queries.of_controle(session, controle, Foto)):
        counts[foto.code, foto.pad] += 1
    return counts


def repeat_titles(session: Session, controle: Controle) -> dict[str, str]:
    """What the repeats of a visit are called, by path; those that were taken away too."""
    rows = sorted(queries.of_controle(session, controle, Herhaling), key=lambda row: (row.volgorde, row.pad))
    return {row.pad: row.titel or f"{row.onderdeel} {nummer}" for nummer, row in enumerate(rows, 1)}


def place_name(pad: str, titels: Mapping[str, str]) -> str:
    """`Woning 2 · Kamer 1`: the titles from the outside in."""
    parts = pad.split("/") if pad else []
    return " · ".join(titels.get("/".join(parts[: depth + 1]), "herhaling") for depth in range(len(parts)))
