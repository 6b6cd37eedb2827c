"""Projects answers, repeats, signatures and the typed fields of the visit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from msgspec import to_builtins
from sqlalchemy.orm import Session

from app.controles.models import Antwoord, Controle, Handtekening, Herhaling, Mutatie, Termijn
from app.controles.projectie.bron import entries, moment, put, read
from app.controles.protocol import vraagtypen
from app.controles.rules.inhoud import (
    AntwoordInhoud,
    BezoekInhoud,
    HandtekeningInhoud,
    HerhalingInhoud,
    Soort,
    StartenInhoud,
)
from app.controles.rules.journaal import day_of, derived_key, judgement_of, moment_of


def project_antwoord(session: Session, controle: Controle, sleutel: str) -> None:
    """The answer that holds at `CODE@pad`, and the term of a *nader onderzoek*."""
    versies = entries(session, controle, [Soort.ANTWOORD], sleutel)
    inhouden = [read(versie, AntwoordInhoud) for versie in versies]
    key = derived_key(controle.id, "antwoord", sleutel)
    if not versies or inhouden[-1].antwoord.gewist:
        _remove(session, Antwoord, key)
    else:
        put(session, Antwoord, key, controle, **_antwoord_values(session, controle, versies[-1], inhouden[-1]))
    _project_nader(session, controle, sleutel, versies, inhouden)


def _antwoord_values(session: Session, controle: Controle, mutatie: Mutatie, inhoud: AntwoordInhoud) -> dict[str, Any]:
    antwoord = to_builtins(inhoud.antwoord)
    return {
        "controle_id": controle.id,
        "code": inhoud.code,
        "pad": inhoud.pad,
        "antwoord": antwoord,
        "oordeel": judgement_of(vraagtypen(session, controle).get(inhoud.code, ""), antwoord),
        "verborgen": inhoud.verborgen,
        "user_id": mutatie.user_id,
        "toestel_tijd": moment_of(mutatie.toestel_tijd),
        "ontvangen_at": mutatie.ontvangen_at,
        "mutatie_id": mutatie.id,
    }


def _project_nader(
    session: Session, controle: Controle, sleutel: str, versies: list[Mutatie], inhouden: list[AntwoordInhoud]
) -> None:
    """A *nader onderzoek* with a day is a Termijn; when the answer changes it lapses, it does not disappear."""
    dagen = [
        day_of((inhoud.antwoord.nader or {}).get("uiterlijk"))
        if inhoud.antwoord.waarde == "nader_onderzoek" and not inhoud.verborgen and not inhoud.antwoord.gewist
        else None
        for inhoud in inhouden
    ]
    key = derived_key(controle.id, "nader_onderzoek", sleutel)
    laatste = next((nummer for nummer in reversed(range(len(dagen))) if dagen[nummer]), None)
    if laatste is None:
        _remove(session, Termijn, key)
        return
    put(
        session,
        Termijn,
        key,
        controle,
        controle_id=controle.id,
        soort="nader_onderzoek",
        uiterlijk_op=dagen[laatste],
        som=(inhouden[laatste].antwoord.nader or {}).get("wat", ""),
        vervallen_at=None if dagen[-1] else moment(versies[-1]),
    )


def project_herhaling(session: Session, controle: Controle, sleutel: str) -> None:
    """A repeat with its name and place; taken away ones stay, marked."""
    versies = entries(session, controle, [Soort.HERHALING], sleutel)
    key = derived_key(controle.id, "herhaling", sleutel)
    if not versies:
        _remove(session, Herhaling, key)
        return
    inhoud = read(versies[-1], HerhalingInhoud)
    put(session, Herhaling, key, controle, controle_id=controle.id, **to_builtins(inhoud))


def project_handtekening(session: Session, controle: Controle, sleutel: str) -> None:
    """The signature of a role, or the reason there is none."""
    versies = entries(session, controle, [Soort.HANDTEKENING], sleutel)
    key = derived_key(controle.id, "handtekening", sleutel)
    if not versies:
        _remove(session, Handtekening, key)
        return
    inhoud = read(versies[-1], HandtekeningInhoud)
    values = to_builtins(inhoud) | {"gezet_at": inhoud.gezet_at or moment(versies[-1])}
    values.pop("getoond")  # stays in the entry, which is what was signed
    put(session, Handtekening, key, controle, controle_id=controle.id, **values)


def project_bezoek(session: Session, controle: Controle, veld: str) -> None:
    """One typed field of the section *Bezoek*."""
    versies = entries(session, controle, [Soort.BEZOEK], veld)
    waarde = read(versies[-1], BezoekInhoud).waarde if versies else None
    setattr(controle, veld, moment_of(waarde or "") if veld == "cautie" else waarde)


def project_starten(session: Session, controle: Controle, _sleutel: str) -> None:
    """When and where the visit began."""
    versies = entries(session, controle, [Soort.STARTEN])
    inhoud = read(versies[-1], StartenInhoud) if versies else None
    controle.begin_at = inhoud.begin_at if inhoud else None
    controle.begin_lat = inhoud.lat if inhoud else None
    controle.begin_lon = inhoud.lon if inhoud else None
    controle.begin_nauwkeurigheid = inhoud.nauwkeurigheid if inhoud else None


def _remove(session: Session, kind: type[Any], key: UUID) -> None:
    row = session.get(kind, key)
    if row is not None:
        session.delete(row)
