"""What there is to look at in a draft, per plek: problems, hints for plain language, and codes with another meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.protocols.rules.bewerken import Ruw, walk
from app.protocols.rules.leestekst import reading_hints
from app.protocols.rules.problemen import Probleem

_STAP = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")
_GELEZEN = (("vraag", 15), ("toelichting", 20), ("zo_controleer_je", 20))


@dataclass(frozen=True)
class Punt:
    """One thing to look at: where, what, and how heavy: `fout` (keeps publishing back), `let-op` or `tip`."""

    plek: str
    code: str
    zin: str
    gewicht: str


def look_at(ruw: Ruw, problemen: Iterable[Probleem], eerder: Mapping[str, str]) -> list[Punt]:
    """Everything to look at, heaviest first. `eerder` is what each code asked in published versions."""
    gevonden = [_of_problem(ruw, probleem) for probleem in problemen]
    gevonden += [*_reused(ruw, eerder), *_hints(ruw)]
    return sorted(dict.fromkeys(gevonden), key=lambda punt: ("fout", "let-op", "tip").index(punt.gewicht))


def plek_of(ruw: Ruw, pad: str) -> str:
    """The plek that a place in the file (`onderdelen[2].punten[0].toon_als`) is about."""
    hier, plek = ruw, "protocol"
    for naam, nummer in _STAP.findall(pad):
        soort = {"onderdelen": "onderdeel", "punten": "punt", "vervolgvragen": "punt"}.get(naam)
        rij = hier.get(naam)
        if soort is None or not nummer or not isinstance(rij, list) or int(nummer) >= len(rij):
            break
        hier = rij[int(nummer)]
        plek = f"{soort}:{hier.get('code')}"
    return plek


def _of_problem(ruw: Ruw, probleem: Probleem) -> Punt:
    plek = plek_of(ruw, probleem.pad)
    return Punt(
        plek, probleem.code, f"{probleem.zin} {probleem.remedie}", "let-op" if probleem.waarschuwing else "fout"
    )


def _hints(ruw: Ruw) -> Iterator[Punt]:
    for deel in walk(ruw):
        if not deel.plek.startswith("punt:"):
            continue
        for veld, woorden in _GELEZEN:
            for zin in reading_hints(str(deel.inhoud.get(veld) or ""), woorden):
                yield Punt(deel.plek, "leestekst", f"{veld.replace('_', ' ').capitalize()}: {zin}.", "tip")


def _reused(ruw: Ruw, eerder: Mapping[str, str]) -> Iterator[Punt]:
    for deel in walk(ruw):
        vroeger = eerder.get(str(deel.inhoud.get("code"))) if deel.plek.startswith("punt:") else None
        nu = str(deel.inhoud.get("vraag") or "")
        if vroeger and nu and not _alike(vroeger, nu):
            zin = f"Deze code vroeg eerder: “{vroeger}” Is het een andere vraag, geef haar dan een nieuwe code."
            yield Punt(deel.plek, "code-andere-betekenis", zin, "let-op")


def _alike(een: str, ander: str) -> bool:
    """Whether two questions could be about the same: a third of the words they have together."""
    a, b = (set(re.findall(r"\w{4,}", tekst.lower())) for tekst in (een, ander))
    return not (a | b) or len(a & b) * 3 >= len(a | b)
