"""Projects answers, repeats, signatures and the typed fields of the visit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from msgspec import to_builtins
from sqlalchemy.orm import Session

from app.controles.models import Antwoord, Controle, Handtekening, Herhaling, Mutatie
from app.controles.overtreding import Termijn
from app.controles.projectie.bron import Rijen, entries, entries_at, moment, read, set_right
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


def project_antwoorden(session: Session, controle: Controle, sleutels: Collection[str]) -> None:
    """The answer that holds at each `CODE@pad`, and the term of a *nader onderzoek*."""
    namen = {sleutel: derived_key(controle.id, "antwoord", sleutel) for sleutel in sleutels}
    termen = {sleutel: derived_key(controle.id, "nader_onderzoek", sleutel) for sleutel in sleutels}
    antwoorden = Rijen(session, controle, Antwoord, namen.values())
    termijnen = Rijen(session, controle, Termijn, termen.values())
    typen = vraagtypen(session, controle)
    for sleutel, versies in entries_at(session, controle, Soort.ANTWOORD, sleutels).items():
        inhouden = [read(versie, AntwoordInhoud) for versie in versies]
        if not versies or inhouden[-1].antwoord.gewist:
            antwoorden.remove(namen[sleutel])
        else:
            values = _antwoord_values(typen, versies[-1], inhouden[-1])
            antwoorden.put(namen[sleutel], controle_id=controle.id, **values)
        _project_nader(controle, termijnen, termen[sleutel], versies, inhouden)


def _antwoord_values(typen: Mapping[str, str], mutatie: Mutatie, inhoud: AntwoordInhoud) -> dict[str, Any]:
    antwoord = to_builtins(inhoud.antwoord)
    return {
        "code": inhoud.code,
        "pad": inhoud.pad,
        "antwoord": antwoord,
        "oordeel": judgement_of(typen.get(inhoud.code, ""), antwoord),
        "verborgen": inhoud.verborgen,
        "user_id": mutatie.user_id,
        "toestel_tijd": set_right(mutatie, moment_of(mutatie.toestel_tijd)),
        "ontvangen_at": mutatie.ontvangen_at,
        "mutatie_id": mutatie.id,
    }


def _project_nader(
    controle: Controle, termijnen: Rijen[Termijn], key: UUID, versies: list[Mutatie], inhouden: list[AntwoordInhoud]
) -> None:
    """A *nader onderzoek* with a day is a Termijn; when the answer changes it lapses, it does not disappear."""
    dagen = [
        day_of((inhoud.antwoord.nader or {}).get("uiterlijk"))
        if inhoud.antwoord.waarde == "nader_onderzoek" and not inhoud.verborgen and not inhoud.antwoord.gewist
        else None
        for inhoud in inhouden
    ]
    laatste = next((nummer for nummer in reversed(range(len(dagen))) if dagen[nummer]), None)
    if laatste is None:
        termijnen.remove(key)
        return
    termijnen.put(
        key,
        controle_id=controle.id,
        soort="nader_onderzoek",
        uiterlijk_op=dagen[laatste],
        som=(inhouden[laatste].antwoord.nader or {}).get("wat", ""),
        vervallen_at=None if dagen[-1] else moment(versies[-1]),
    )


def project_herhalingen(session: Session, controle: Controle, sleutels: Collection[str]) -> None:
    """Repeats with their name and place; taken away ones stay, marked."""
    namen = {sleutel: derived_key(controle.id, "herhaling", sleutel) for sleutel in sleutels}
    rijen = Rijen(session, controle, Herhaling, namen.values())
    for sleutel, versies in entries_at(session, controle, Soort.HERHALING, sleutels).items():
        if versies:
            values = to_builtins(read(versies[-1], HerhalingInhoud))
            rijen.put(namen[sleutel], controle_id=controle.id, **values)
        else:
            rijen.remove(namen[sleutel])


def project_handtekeningen(session: Session, controle: Controle, sleutels: Collection[str]) -> None:
    """The signature of each role, or the reason there is none."""
    namen = {sleutel: derived_key(controle.id, "handtekening", sleutel) for sleutel in sleutels}
    rijen = Rijen(session, controle, Handtekening, namen.values())
    for sleutel, versies in entries_at(session, controle, Soort.HANDTEKENING, sleutels).items():
        if not versies:
            rijen.remove(namen[sleutel])
            continue
        inhoud = read(versies[-1], HandtekeningInhoud)
        values = to_builtins(inhoud) | {"gezet_at": set_right(versies[-1], inhoud.gezet_at) or moment(versies[-1])}
        rijen.put(namen[sleutel], controle_id=controle.id, **values)


def project_bezoek(session: Session, controle: Controle, velden: Collection[str]) -> None:
    """Typed fields of the section *Bezoek*."""
    for veld, versies in entries_at(session, controle, Soort.BEZOEK, velden).items():
        waarde = read(versies[-1], BezoekInhoud).waarde if versies else None
        is_moment = veld == "cautie" and versies
        setattr(controle, veld, set_right(versies[-1], moment_of(waarde or "")) if is_moment else waarde)


def project_starten(session: Session, controle: Controle, _sleutels: Collection[str]) -> None:
    """When and where the visit began."""
    versies = entries(session, controle, [Soort.STARTEN])
    inhoud = read(versies[-1], StartenInhoud) if versies else None
    controle.begin_at = set_right(versies[-1], inhoud.begin_at) if inhoud else None
    controle.begin_lat = inhoud.lat if inhoud else None
    controle.begin_lon = inhoud.lon if inhoud else None
    controle.begin_nauwkeurigheid = inhoud.nauwkeurigheid if inhoud else None
