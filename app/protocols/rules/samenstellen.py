"""Puts a definition together: blocks in place, lists written out, facts merged.

A resolved definition stands on its own: it includes nothing and names no list. What came from a block carries the
block's name in front: `zorgplichten:ZPL-01`, onderdeel `zorgplichten:duiding`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from app.protocols.rules.bouwstenen import Optie
from app.protocols.rules.definitie import Blokgebruik, Controlepunt, Definitie, Feit, Onderdeel, Vraag
from app.protocols.rules.herschrijven import Toonregel, both, either, rename_punt, rename_regel, rename_voorwaarde
from app.protocols.rules.problemen import DefinitieFout, Probleem
from app.protocols.rules.walk import walk_vragen

Blokken = Mapping[tuple[str, int], Definitie]
"""Known blocks by (code, versie)."""


def resolve(definitie: Definitie, blokken: Blokken) -> Definitie:
    """The definition with everything it includes in place.

    - A block comes before (`plaats: begin`) or after the own onderdelen; a block in a block next to those of that
      block. `punten` limits it; included more than once it stands in the first place, shows when one of the uses
      shows, and holds all points any of them asks for.
    - The condition of the use is laid upon the block's outer onderdelen, on top of their own.
    - Codes and references inside a block are qualified; a fase the host does not know is dropped from its points.
    - Shared lists are written out as opties; facts, deskundigheid, bronnen and openstaand are merged.

    Resolving twice changes nothing. Raises DefinitieFout (`blok-onbekend`, `blok-versies`, `blok-kring`,
    `lijst-onbekend`, `feit-strijdig`).
    """
    verzameling = _collect(definitie, blokken)
    if verzameling.problemen:
        raise DefinitieFout(verzameling.problemen)
    onderdelen = _place(definitie, verzameling)
    delen = [gebruikt.definitie for gebruikt in verzameling.gebruikt.values()]
    return replace(
        definitie,
        onderdelen=onderdelen,
        blokken=[],
        lijsten={},
        feiten=_merge_feiten([definitie, *delen]),
        deskundigheid=_union(deel.deskundigheid for deel in (definitie, *delen)),
        bronnen=_union(deel.bronnen for deel in (definitie, *delen)),
        openstaand=_union(deel.openstaand for deel in (definitie, *delen)),
        samengesteld_uit=definitie.samengesteld_uit or [f"{deel.protocol}/{deel.versie}" for deel in delen],
    )


@dataclass
class _Gebruik:
    """One block as it is used: by whom first, which points, and when it shows."""

    definitie: Definitie
    plaats: str
    punten: set[str] | None
    tonen: Toonregel
    kinderen: list[str] = field(default_factory=list)


@dataclass
class _Verzameling:
    gebruikt: dict[str, _Gebruik] = field(default_factory=dict)
    top: list[str] = field(default_factory=list)
    problemen: list[Probleem] = field(default_factory=list)


def _collect(definitie: Definitie, blokken: Blokken) -> _Verzameling:
    verzameling = _Verzameling()
    for nummer, gebruik in enumerate(definitie.blokken):
        _use(verzameling, gebruik, blokken, None, (definitie.protocol,), f"blokken[{nummer}]")
    return verzameling


def _use(
    verzameling: _Verzameling,
    gebruik: Blokgebruik,
    blokken: Blokken,
    binnen: str | None,
    keten: tuple[str, ...],
    pad: str,
) -> None:
    blok = blokken.get((gebruik.blok, gebruik.versie))
    fout = _wrong_use(verzameling, gebruik, blok, keten, pad)
    if fout or blok is None:
        verzameling.problemen.extend(fout)
        return
    eigen = Toonregel(gebruik.toon_als, gebruik.bij_onbekend)
    tonen = both(verzameling.gebruikt[binnen].tonen, rename_regel(eigen, binnen)) if binnen else eigen
    bestaand = verzameling.gebruikt.get(gebruik.blok)
    punten = None if gebruik.punten is None else set(gebruik.punten)
    if bestaand:
        bestaand.tonen = either(bestaand.tonen, tonen)
        bestaand.punten = None if punten is None or bestaand.punten is None else bestaand.punten | punten
    else:
        verzameling.gebruikt[gebruik.blok] = _Gebruik(blok, gebruik.plaats, punten, tonen)
        (verzameling.gebruikt[binnen].kinderen if binnen else verzameling.top).append(gebruik.blok)
    for nummer, verder in enumerate(blok.blokken):
        _use(verzameling, verder, blokken, gebruik.blok, (*keten, gebruik.blok), f"{pad}.blokken[{nummer}]")


def _wrong_use(
    verzameling: _Verzameling, gebruik: Blokgebruik, blok: Definitie | None, keten: tuple[str, ...], pad: str
) -> list[Probleem]:
    naam = f"{gebruik.blok}, versie {gebruik.versie}"
    if blok is None or blok.soort != "blok":
        remedie = f"Maak protocols/{gebruik.blok}/{gebruik.versie}.yaml met soort: blok, of noem een bestaand blok."
        return [Probleem("blok-onbekend", pad, f"Blok {naam} bestaat niet.", remedie)]
    if gebruik.blok in keten:
        ring = " → ".join((*keten, gebruik.blok))
        return [Probleem("blok-kring", pad, f"Blokken nemen elkaar op: {ring}.", "Haal één van deze opnames weg.")]
    bestaand = verzameling.gebruikt.get(gebruik.blok)
    if bestaand and bestaand.definitie.versie != gebruik.versie:
        zin = f"Blok {gebruik.blok} wordt in twee versies opgenomen ({bestaand.definitie.versie} en {gebruik.versie})."
        return [Probleem("blok-versies", pad, zin, "Gebruik overal dezelfde versie.")]
    bekend = {plek.vraag.code for plek in walk_vragen(blok) if plek.is_punt}
    return [
        Probleem(
            "punt-onbekend", f"{pad}.punten", f"Blok {naam} heeft geen punt {code}.", "Verbeter of schrap de code."
        )
        for code in gebruik.punten or ()
        if code not in bekend
    ]


def _place(definitie: Definitie, verzameling: _Verzameling) -> list[Onderdeel]:
    fasen = {fase.code for fase in definitie.fasen}
    onderdelen = [_write_out(onderdeel, definitie) for onderdeel in definitie.onderdelen]
    return _around(verzameling, verzameling.top, onderdelen, fasen)


def _around(verzameling: _Verzameling, namen: list[str], midden: list[Onderdeel], fasen: set[str]) -> list[Onderdeel]:
    voor: list[Onderdeel] = []
    na: list[Onderdeel] = []
    for naam in namen:
        gebruikt = verzameling.gebruikt[naam]
        eigen = _block_onderdelen(gebruikt, fasen)
        delen = _around(verzameling, gebruikt.kinderen, eigen, fasen)
        (voor if gebruikt.plaats == "begin" else na).extend(delen)
    return [*voor, *midden, *na]


def _block_onderdelen(gebruikt: _Gebruik, fasen: set[str]) -> list[Onderdeel]:
    blok = gebruikt.definitie
    geschreven = [_write_out(onderdeel, blok) for onderdeel in blok.onderdelen]
    gekozen = [_select(onderdeel, gebruikt.punten) for onderdeel in geschreven]
    return [
        _show_when(_qualify(onderdeel, blok.protocol, fasen), gebruikt.tonen)
        for onderdeel in gekozen
        if onderdeel is not None
    ]


def _select(onderdeel: Onderdeel, punten: set[str] | None) -> Onderdeel | None:
    """Only the chosen points and the title question of a repeat; None when nothing is left."""
    if punten is None:
        return onderdeel
    titel = onderdeel.herhaling.titel_vraag if onderdeel.herhaling else None
    kinderen = [_select(kind, punten) for kind in onderdeel.onderdelen]
    over = [kind for kind in kinderen if kind is not None]
    gekozen = [punt for punt in onderdeel.punten if punt.code in punten]
    if not gekozen and not over:
        return None
    houden = {punt.code for punt in gekozen}
    houden |= {punt.code for punt in onderdeel.punten if titel and titel in (punt.code, *_follow_codes(punt))}
    return replace(onderdeel, punten=[punt for punt in onderdeel.punten if punt.code in houden], onderdelen=over)


def _follow_codes(punt: Controlepunt) -> list[str]:
    return [vraag.code for vraag in punt.vervolgvragen]


def _qualify(onderdeel: Onderdeel, blok: str, fasen: set[str]) -> Onderdeel:
    herhaling = onderdeel.herhaling
    if herhaling and herhaling.titel_vraag:
        herhaling = replace(herhaling, titel_vraag=f"{blok}:{herhaling.titel_vraag}")
    return replace(
        onderdeel,
        code=f"{blok}:{onderdeel.code}",
        herhaling=herhaling,
        toon_als=rename_voorwaarde(onderdeel.toon_als, blok),
        punten=[
            rename_punt(replace(punt, fasen=[fase for fase in punt.fasen if fase in fasen]), blok)
            for punt in onderdeel.punten
        ],
        onderdelen=[_qualify(kind, blok, fasen) for kind in onderdeel.onderdelen],
    )


def _show_when(onderdeel: Onderdeel, tonen: Toonregel) -> Onderdeel:
    samen = both(tonen, Toonregel(onderdeel.toon_als, onderdeel.bij_onbekend))
    return replace(onderdeel, toon_als=samen.toon_als, bij_onbekend=samen.bij_onbekend)


def _write_out(onderdeel: Onderdeel, bron: Definitie) -> Onderdeel:
    """The onderdeel with its shared lists written out."""
    return replace(
        onderdeel,
        punten=[
            replace(
                punt,
                **_options(punt, bron),
                vervolgvragen=[replace(vraag, **_options(vraag, bron)) for vraag in punt.vervolgvragen],
            )
            for punt in onderdeel.punten
        ],
        onderdelen=[_write_out(kind, bron) for kind in onderdeel.onderdelen],
    )


def _options(vraag: Vraag, bron: Definitie) -> dict[str, list[Optie] | None]:
    if vraag.lijst is None:
        return {}
    if vraag.lijst not in bron.lijsten:
        remedie = f"Maak de lijst onder lijsten: {vraag.lijst}, of schrijf opties uit."
        raise DefinitieFout([Probleem("lijst-onbekend", vraag.code, f"Lijst {vraag.lijst} bestaat niet.", remedie)])
    return {"opties": [*bron.lijsten[vraag.lijst], *vraag.opties], "lijst": None}


def _merge_feiten(delen: list[Definitie]) -> list[Feit]:
    feiten: dict[str, Feit] = {}
    for feit in (feit for deel in delen for feit in deel.feiten):
        bestaand = feiten.get(feit.code)
        if bestaand is None:
            feiten[feit.code] = feit
            continue
        if bestaand.type != feit.type:
            zin = f"Feit {feit.code} is hier {feit.type} en daar {bestaand.type}."
            raise DefinitieFout([Probleem("feit-strijdig", "feiten", zin, "Geef het overal hetzelfde type.")])
        bekend = {optie.waarde for optie in bestaand.opties}
        erbij = [optie for optie in feit.opties if optie.waarde not in bekend]
        feiten[feit.code] = replace(bestaand, opties=[*bestaand.opties, *erbij])
    return list(feiten.values())


def _union(lijsten: Iterable[list[str]]) -> list[str]:
    return list(dict.fromkeys(waarde for lijst in lijsten for waarde in lijst))
