"""Everything a definition must satisfy before it may be published, told with place and remedy.

Shape (types, known keys) is checked when a file is read, see `loader.py`; here is what types cannot say.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from app.protocols.rules.bereikbaar import check_bereikbaar
from app.protocols.rules.bouwstenen import Zekerheid
from app.protocols.rules.controle_voorwaarde import check_voorwaarden
from app.protocols.rules.controle_vraag import check_vragen
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.problemen import DefinitieFout, Probleem
from app.protocols.rules.proeven import run_proeven
from app.protocols.rules.samenstellen import Blokken, resolve
from app.protocols.rules.volgorde import evaluation_order
from app.protocols.rules.walk import walk_onderdelen, walk_vragen


def check_definitie(definitie: Definitie, blokken: Blokken) -> list[Probleem]:
    """All problems of a definition as it was written, with the blocks it may include.

    The definition is resolved first; what is wrong inside a block is told at the block, not again at everything
    that includes it. The proeven run only when nothing is wrong with the rest.
    """
    try:
        heel = resolve(definitie, blokken)
    except DefinitieFout as fout:
        return fout.problemen
    eigen = {plek.pad for plek in walk_vragen(heel) if ":" not in plek.vraag.code}
    eigen |= {plek.pad for plek in walk_onderdelen(heel) if ":" not in plek.onderdeel.code}
    problemen = [
        *_check_codes(heel),
        *check_vragen(heel, eigen),
        *check_voorwaarden(heel, eigen),
        *_check_circles(heel),
        *_check_whole(definitie, heel),
    ]
    if all(probleem.waarschuwing for probleem in problemen):
        problemen += [*check_bereikbaar(heel, eigen), *run_proeven(heel)]
    return _in_own_numbers(heel, problemen)


def count_punten(definitie: Definitie) -> int:
    """How many controlepunten a resolved definition has; texts for the fixed section Bezoek do not count."""
    return sum(plek.is_punt and plek.punt.bezoekveld is None for plek in walk_vragen(definitie))


def count_grondslagen(definitie: Definitie) -> Counter[Zekerheid]:
    """How many grondslagen of each zekerheid the points of a definition have."""
    return Counter(bron.zekerheid for plek in walk_vragen(definitie) if plek.is_punt for bron in plek.punt.grondslagen)


def _in_own_numbers(heel: Definitie, problemen: list[Probleem]) -> list[Probleem]:
    """Places as they are in the file: without the onderdelen that blocks put in front."""
    ervoor = next((plek for plek, onderdeel in enumerate(heel.onderdelen) if ":" not in onderdeel.code), 0)
    return [replace(probleem, pad=_shift(probleem.pad, ervoor)) for probleem in problemen]


def _shift(pad: str, ervoor: int) -> str:
    return re.sub(r"^onderdelen\[(\d+)\]", lambda deel: f"onderdelen[{int(deel[1]) - ervoor}]", pad)


def _check_codes(heel: Definitie) -> list[Probleem]:
    problemen: list[Probleem] = []
    gezien: dict[str, str] = {}
    for vraag in walk_vragen(heel):
        problemen += _unique(gezien, vraag.vraag.code, vraag.pad, "code-dubbel", "Code")
        if not vraag.is_punt and not vraag.vraag.code.startswith(f"{vraag.punt.code}."):
            zin = f"Vervolgvraag {vraag.vraag.code} begint niet met {vraag.punt.code}."
            problemen.append(Probleem("vervolgcode", vraag.pad, zin, f"Noem haar {vraag.punt.code}.1, .2, …"))
    onderdelen: dict[str, str] = {}
    for plek in walk_onderdelen(heel):
        problemen += _unique(onderdelen, plek.onderdeel.code, plek.pad, "onderdeel-dubbel", "Onderdeel")
    fasen: dict[str, str] = {}
    for nummer, fase in enumerate(heel.fasen):
        problemen += _unique(fasen, fase.code, f"fasen[{nummer}]", "fase-dubbel", "Fase")
    return problemen


def _unique(gezien: dict[str, str], code: str, pad: str, fout: str, soort: str) -> list[Probleem]:
    eerder = gezien.setdefault(code, pad)
    if eerder == pad:
        return []
    return [Probleem(fout, pad, f"{soort} {code} bestaat al ({eerder}).", "Geef een eigen, nooit gebruikte code.")]


def _check_circles(heel: Definitie) -> list[Probleem]:
    return [
        Probleem(
            "voorwaarde-kring",
            kring[0],
            f"Voorwaarden wijzen in een kring naar elkaar: {' → '.join([*kring, kring[0]])}.",
            "Laat één van deze voorwaarden weg.",
        )
        for kring in evaluation_order(heel).kringen
    ]


def _check_whole(definitie: Definitie, heel: Definitie) -> list[Probleem]:
    problemen: list[Probleem] = []
    if definitie.samengesteld_uit:
        zin = "samengesteld_uit is alleen voor een samengestelde definitie."
        problemen.append(Probleem("samengesteld-uit", "samengesteld_uit", zin, "Haal deze sleutel weg."))
    if definitie.geldig_tot is not None and definitie.geldig_tot <= definitie.geldig_van:
        zin = "geldig_tot ligt niet na geldig_van."
        problemen.append(Probleem("geldigheid", "geldig_tot", zin, "Verbeter een van beide datums."))
    if not definitie.proeven:
        zin = "Het protocol heeft geen proeven."
        problemen.append(Probleem("geen-proeven", "proeven", zin, "Schrijf er enkele.", waarschuwing=True))
    onbevestigd = count_grondslagen(definitie)["onbevestigd"]
    if onbevestigd:
        zin = f"{onbevestigd} grondslag(en) zijn niet bevestigd."
        remedie = "Kijk ze na vóór vaststelling; tot die tijd staat er een merkteken bij."
        problemen.append(Probleem("onbevestigd", "grondslagen", zin, remedie, waarschuwing=True))
    if onbevestigd and definitie.vaststelling is not None:
        zin = "Een vastgesteld protocol heeft nog onbevestigde grondslagen."
        problemen.append(Probleem("vastgesteld-onbevestigd", "vaststelling", zin, "Kijk ze na.", waarschuwing=True))
    return problemen + _check_feiten(heel)


def _check_feiten(heel: Definitie) -> list[Probleem]:
    return [
        Probleem("feit-opties", f"feiten[{nummer}]", f"Feit {feit.code} is een keuze zonder opties.", "Geef opties.")
        for nummer, feit in enumerate(heel.feiten)
        if feit.type in ("keuze", "meerkeuze") and not feit.opties
    ]
