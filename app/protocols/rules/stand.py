"""What has been entered so far: answers, repeats, facts and the shape of the controle, as plain values.

A *pad* names the repeat an answer stands in: `""` for none, else the UUIDs of the repeats from the outside in, joined
by `/`. The key of an answer is `(code, pad)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.protocols.rules.bouwstenen import Niveau
from app.protocols.rules.plan import Plan, PlanVraag

Sleutel = tuple[str, str]
"""(code, pad)"""


@dataclass(frozen=True)
class Nader:
    """What must be looked into, and by when (`YYYY-MM-DD`), at nader onderzoek."""

    wat: str = ""
    uiterlijk: str = ""


@dataclass(frozen=True)
class Antwoord:
    """One answer as it goes over the wire.

    `waarde` by type: oordeel, keuze, tekst, adres: str; getal: decimal string `"0.12"`; steekproef: `{"n", "van"}`;
    datum: `YYYY-MM-DD`; tijdstip: ISO; meerkeuze: list of str; document: `{"stand", "datum"?}`; locatie: `{"lat",
    "lon", "nauwkeurigheid", "omschrijving"}`, on the map, in words or both; foto: None, the photos are counted apart.
    What a phone sends may be anything: a value of another shape counts as missing and never raises.
    """

    waarde: object = None
    reden: str | None = None
    toelichting: str | None = None
    direct_hersteld: bool = False
    nader: Nader | None = None

    @classmethod
    def from_wire(cls, vorm: object) -> Antwoord:
        """Reads the JSON shape leniently: unknown keys are ignored, wrong types count as absent, and so does an
        answer that was wiped (`gewist`)."""
        if not isinstance(vorm, Mapping) or vorm.get("gewist") is True:
            return cls()
        nader = vorm.get("nader")
        return cls(
            waarde=vorm.get("waarde"),
            reden=_text(vorm.get("reden")),
            toelichting=_text(vorm.get("toelichting")),
            direct_hersteld=vorm.get("direct_hersteld") is True,
            nader=Nader(_text(nader.get("wat")) or "", _text(nader.get("uiterlijk")) or "")
            if isinstance(nader, Mapping)
            else None,
        )


@dataclass(frozen=True)
class Stand:
    """Everything the rules look at.

    `herhalingen`: per repeating onderdeel the pads of its repeats, in page order. `fasen`: empty is all. `selectie`:
    the only punten that are asked besides the visit (a hercontrole); None is no limit. `fotos`: photos per key.
    `bezoek`: the typed fields of the controle, by the names punten carry as `bezoekveld`. Facts: str, number, bool or
    list of str; `controle.datum` (`YYYY-MM-DD`) is the day ages are counted to.
    """

    antwoorden: Mapping[Sleutel, Antwoord] = field(default_factory=dict)
    herhalingen: Mapping[str, list[str]] = field(default_factory=dict)
    feiten: Mapping[str, object] = field(default_factory=dict)
    fasen: frozenset[str] = frozenset()
    niveau: Niveau = "4"
    selectie: frozenset[Sleutel] | None = None
    fotos: Mapping[Sleutel, int] = field(default_factory=dict)
    bezoek: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def selected_pads(self) -> frozenset[str]:
        """Pads the selectie speaks of, with every pad around them."""
        return frozenset(deel for _, pad in self.selectie or () for deel in _prefixes(pad))

    def antwoord(self, vraag: PlanVraag, pad: str) -> Antwoord | None:
        """The answer as entered, shown or not; of a punt with `bezoekveld` the typed field of the controle."""
        if vraag.bezoekveld is not None:
            return Antwoord(waarde=self.bezoek.get(vraag.bezoekveld))
        return self.antwoorden.get((vraag.code, pad))


def pads_of(plan: Plan, stand: Stand) -> dict[str, list[str]]:
    """Per onderdeel the pads its questions stand at, in page order.

    A repeat whose surrounding repeat is gone does not count; the pads a selectie names exist.
    """
    pads: dict[str, list[str]] = {}
    for onderdeel in plan.onderdelen:
        rond = pads[onderdeel.ouder] if onderdeel.ouder else [""]
        if onderdeel.herhaling is None:
            pads[onderdeel.code] = rond
            continue
        per_ouder: dict[str, list[str]] = {pad: [] for pad in rond}
        for pad in dict.fromkeys(
            (*stand.herhalingen.get(onderdeel.code, ()), *_selected_in(plan, stand, onderdeel.code))
        ):
            if pad and parent_pad(pad) in per_ouder:
                per_ouder[parent_pad(pad)].append(pad)
        pads[onderdeel.code] = [pad for kinderen in per_ouder.values() for pad in kinderen]
    return pads


def parent_pad(pad: str) -> str:
    """The pad around a repeat: `"a/b"` gives `"a"`, `"a"` gives `""`."""
    return pad.rpartition("/")[0]


def pad_segments(pad: str) -> list[str]:
    """`"a/b"` gives `["a", "b"]`, `""` gives `[]`."""
    return pad.split("/") if pad else []


def has_waarde(vraag: PlanVraag, antwoord: Antwoord | None, fotos: int = 0) -> bool:
    """Whether a question is answered: its value is there and not empty; a foto question has a photo."""
    if vraag.type == "foto":
        return fotos > 0
    waarde = antwoord.waarde if antwoord else None
    if vraag.type == "document":
        return isinstance(waarde, Mapping) and bool(_text(waarde.get("stand")))
    if vraag.type == "steekproef":
        return isinstance(waarde, Mapping) and _is_count(waarde.get("n")) and _is_count(waarde.get("van"))
    if isinstance(waarde, str):
        return bool(waarde.strip(" \t\r\n"))
    if isinstance(waarde, list | Mapping):
        return bool(waarde)
    return waarde is not None


def oordeel_of(vraag: PlanVraag, antwoord: Antwoord | None) -> str | None:
    """The oordeel an answer amounts to: of an oordeel its value, of a document gezien = voldoet, otherwise voldoet
    niet; None for other types or no answer."""
    waarde = antwoord.waarde if antwoord else None
    if vraag.type == "oordeel":
        return waarde if isinstance(waarde, str) and waarde else None
    if vraag.type == "document" and isinstance(waarde, Mapping):
        return {"gezien": "voldoet", "niet_getoond": "voldoet_niet", "verlopen": "voldoet_niet"}.get(
            str(waarde.get("stand"))
        )
    return None


def _selected_in(plan: Plan, stand: Stand, onderdeel: str) -> Iterable[str]:
    """Pads of this repeat that only the selectie knows, in a stable order."""
    diepte = len(plan.ketens[onderdeel])
    for code, pad in sorted(stand.selectie or ()):
        vraag = plan.vraag_van_code.get(code)
        keten = plan.ketens[vraag.onderdeel] if vraag else ()
        if len(keten) >= diepte and keten[diepte - 1] == onderdeel:
            yield "/".join(pad_segments(pad)[:diepte])


def _prefixes(pad: str) -> Iterable[str]:
    delen = pad_segments(pad)
    return ("/".join(delen[:lengte]) for lengte in range(len(delen) + 1))


def _is_count(waarde: object) -> bool:
    return isinstance(waarde, int | float) and not isinstance(waarde, bool) and waarde == int(waarde)


def _text(waarde: object) -> str | None:
    return waarde if isinstance(waarde, str) else None
