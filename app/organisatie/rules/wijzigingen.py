"""What a line of the audit changed, in words: per value what it was and what it became. Never a secret."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.organisatie.rules.bewaren import years_of
from app.organisatie.rules.instellingen import with_defaults

NAMEN = {
    "kort": "Korte naam", "kleuren.brand": "Huiskleur", "kleuren.brand_strong": "Donkere huiskleur",
    "instellingen.bewaardagen_telefoon": "Bewaardagen op de telefoon",
    "instellingen.vaststellen_door_tweede": "Een tweede persoon stelt het rapport vast",
    "instellingen.publiceren_door_tweede": "Een tweede persoon publiceert een protocol",
    "instellingen.bewaarbesluit": "Besluit over de bewaartermijnen",
    "instellingen.bewaarjaren.toezicht": "Toezicht, jaren bewaren",
    "instellingen.bewaarjaren.handhaving": "Handhaving, jaren bewaren",
    "contact.email": "E-mailadres", "logo_sha256": "Logo (sha256)", "beschikbaar": "Tijd voor controles",
    "reden_code": "Code", "sha256": "Kenmerk (sha256)", "hash": "Kenmerk (hash)", "bestand": "Kenmerk van het bestand",
    "hashes": "Kenmerken (sha256)", "rapporten": "Kenmerken van de rapporten", "geldt": "Invoer die geldt",
    "geldig_tot": "Geldig tot en met",
}  # fmt: skip
"""What a value is called where its own name does not say it."""
_GEHEIM = re.compile(r"wachtwoord|geheim|secret|token|api_?key|inlog", re.IGNORECASE)
NIET_GETOOND = "niet getoond"
_DAG = re.compile(r"\d{4}-\d\d-\d\d")
_SLEUTEL = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WEEK = ("ma", "di", "wo", "do", "vr")


@dataclass(frozen=True)
class Verandering:
    """One value: what it was (empty: nothing) and what it became (empty: nothing)."""

    naam: str
    was: str
    nu: str

    @property
    def zin(self) -> str:
        """`Reden: “op slot” werd “geen sleutel”`."""
        kop = f"{self.naam}: " if self.naam else ""
        if not self.was:
            return f"{kop}“{self.nu}”"
        return f"{kop}“{self.was}” werd {f'“{self.nu}”' if self.nu else 'leeg'}"


def changes_of(
    van: Mapping[str, Any] | None,
    naar: Mapping[str, Any] | None,
    *,
    personen: Mapping[UUID, str],
    dag: Callable[[date], str],
) -> list[Verandering]:
    """What differs between `van` and `naar`, value by value; of a line with only one of both, what it says.
    `personen`: names by the key of a person; `dag`: how a day reads."""
    oud, nieuw = _leaves(van or {}), _leaves(naar or {})
    namen = {str(key): naam for key, naam in personen.items()}
    gezegd = []
    for pad in dict.fromkeys([*oud, *nieuw]):
        if oud.get(pad) == nieuw.get(pad):
            continue
        was, nu = (_in_words(pad, waarden.get(pad), namen, dag) for waarden in (oud, nieuw))
        gezegd.append(Verandering(name_of(pad), was, nu) if naar else Verandering(name_of(pad), "", was))
    return [verandering for verandering in gezegd if verandering.was or verandering.nu]


def people_in(*waarden: Mapping[str, Any] | None) -> set[UUID]:
    """The keys of people that are named in these values."""
    genoemd = [str(waarde["toezichthouder"]) for waarde in waarden if waarde and waarde.get("toezichthouder")]
    return {UUID(key) for key in genoemd if _SLEUTEL.fullmatch(key)}


def name_of(pad: str) -> str:
    """What the value at this path is called."""
    return NAMEN.get(pad) or pad.rpartition(".")[2].replace("_", " ").capitalize()


def _leaves(waarden: Mapping[str, Any], voor: str = "") -> dict[str, Any]:
    """Every value by its path. Choices that were never made are the usual ones, not nothing."""
    found: dict[str, Any] = {}
    for naam, waarde in waarden.items():
        if isinstance(waarde, Mapping):
            heel = with_defaults(dict(waarde)) | {"bewaarjaren": years_of(waarde)} if naam == "instellingen" else waarde
            found |= _leaves(heel, f"{voor}{naam}.")
        else:
            found[f"{voor}{naam}"] = waarde
    return found


def _in_words(pad: str, waarde: Any, personen: Mapping[str, str], dag: Callable[[date], str]) -> str:
    if _GEHEIM.search(pad):
        return NIET_GETOOND if waarde else ""
    if ".bewaarjaren." in pad:
        return f"{waarde} jaar" if waarde else "blijvend"
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if waarde is None:
        return ""
    if isinstance(waarde, list):
        return _hours(waarde) if pad == "beschikbaar" else ", ".join(str(item) for item in waarde)
    tekst = personen.get(str(waarde), str(waarde))
    return dag(date.fromisoformat(tekst)) if _DAG.fullmatch(tekst) else tekst


def _hours(minuten: list[Any]) -> str:
    """`ma 7, di 6,5 uur`; days without time left out."""
    dagen = [f"{naam} {f'{aantal / 60:g}'.replace('.', ',')}" for naam, aantal in zip(_WEEK, minuten, strict=False)]
    return ", ".join(dagen) + " uur" if dagen else "niet bekend"
