"""The outline of a draft: its onderdelen and punten in page order, with what stands out about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.protocols.rules.bewerken import Gevonden, PlekWeg, Ruw, Verplaats, find, walk


@dataclass(frozen=True)
class Rij:
    """One line: where, what it is called, how deep it lies, and its marks as (icon, word). `aantal` counts the punten
    of an onderdeel; `soort` is onderdeel, punt or vervolg."""

    plek: str
    soort: str
    code: str
    naam: str
    diepte: int
    om: str
    aantal: int = 0
    merken: list[tuple[str, str]] = field(default_factory=list)


def outline(ruw: Ruw) -> list[Rij]:
    """All lines, in page order."""
    diepte: dict[str, int] = {"protocol": 0}
    herhaald: dict[str, bool] = {"protocol": False}
    rijen = []
    for deel in walk(ruw):
        soort = deel.plek.partition(":")[0]
        if soort not in ("onderdeel", "punt"):
            continue
        diepte[deel.plek] = diepte[deel.ouder] + 1
        herhaald[deel.plek] = herhaald[deel.ouder] or bool(deel.inhoud.get("herhaling"))
        rijen.append(_line(deel, diepte[deel.plek], herhaald[deel.plek]))
    return rijen


def line_of(ruw: Ruw, plek: str) -> Rij | None:
    """The line of one plek, None when it has none."""
    return next((rij for rij in outline(ruw) if rij.plek == plek), None)


def step(ruw: Ruw, plek: str, richting: int) -> Verplaats | None:
    """The move one place up (-1) or down (1): at the edge of an onderdeel into the one beside it. None at the end."""
    deel = find(ruw, plek)
    hier = next(nummer for nummer, inhoud in enumerate(deel.rij) if inhoud is deel.inhoud)
    soort = plek.partition(":")[0]
    naast = hier + richting
    if 0 <= naast < len(deel.rij):
        na = naast - 1 if richting < 0 else naast
        return Verplaats([plek], deel.ouder, _plek(soort, deel.rij[na]) if na >= 0 else None)
    return _over_the_edge(ruw, deel, richting) if soort == "punt" and deel.ouder.startswith("onderdeel:") else None


def _over_the_edge(ruw: Ruw, deel: Gevonden, richting: int) -> Verplaats | None:
    onderdelen = [ander for ander in walk(ruw) if ander.plek.startswith("onderdeel:")]
    hier = next(nummer for nummer, ander in enumerate(onderdelen) if ander.plek == deel.ouder)
    if not 0 <= hier + richting < len(onderdelen):
        return None
    doel = onderdelen[hier + richting]
    punten = doel.inhoud.get("punten") or []
    na = _plek("punt", punten[-1]) if richting < 0 and punten else None
    return Verplaats([deel.plek], doel.plek, na)


def gone(ruw: Ruw, basis: Ruw) -> list[tuple[str, str]]:
    """What stood in the version before and does not any more: (plek, question) of each punt."""
    nu = {deel.plek for deel in walk(ruw)}
    weg = [deel for deel in walk(basis) if deel.plek.startswith("punt:") and deel.plek not in nu]
    return [(deel.plek, str(deel.inhoud.get("vraag"))) for deel in weg if deel.ouder.startswith("onderdeel:")]


def put_back_at(ruw: Ruw, basis: Ruw, plek: str) -> tuple[Ruw, str]:
    """A punt of the version before, and the onderdeel to put it back in: its own, or else the first.
    Raises `PlekWeg`."""
    deel = find(basis, plek)
    onderdelen = [ander.plek for ander in walk(ruw) if ander.plek.startswith("onderdeel:")]
    if not onderdelen:
        raise PlekWeg(deel.ouder)
    return deel.inhoud, deel.ouder if deel.ouder in onderdelen else onderdelen[0]


def _plek(soort: str, inhoud: Mapping[str, object]) -> str:
    return f"{soort}:{inhoud.get('code')}"


def _line(deel: Gevonden, diepte: int, herhaald: bool) -> Rij:
    inhoud = deel.inhoud
    code = str(inhoud.get("code"))
    if deel.plek.startswith("onderdeel:"):
        merken = [("herhaal", "herhaald")] if inhoud.get("herhaling") else []
        merken += [("tak", "heeft voorwaarde")] if inhoud.get("toon_als") else []
        punten = inhoud.get("punten") or []
        return Rij(
            deel.plek,
            "onderdeel",
            code,
            str(inhoud.get("titel") or "zonder titel"),
            diepte,
            deel.ouder,
            len(punten),
            merken,
        )
    merken = [("tak", "heeft voorwaarde")] if inhoud.get("toon_als") else []
    merken += [("herhaal", "herhaald")] if herhaald else []
    if (inhoud.get("foto") or {}).get("wanneer") in ("altijd", "bij_afwijking"):
        merken.append(("foto", "foto verplicht"))
    soort = "vervolg" if deel.ouder.startswith("punt:") else "punt"
    return Rij(deel.plek, soort, code, str(inhoud.get("vraag") or "zonder vraag"), diepte, deel.ouder, 0, merken)
