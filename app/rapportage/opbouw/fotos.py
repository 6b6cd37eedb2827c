"""Which photos stand in the report and how they are numbered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.controles.models import Foto as FotoRij
from app.protocols.rules.stand import Sleutel
from app.protocols.rules.zin import short_code
from app.rapportage.opbouw import woorden
from app.rapportage.opbouw.kop import place
from app.rapportage.queries import Bundel
from app.rapportage.waarde import Foto


def photos_of(bundel: Bundel, volgorde: Sequence[Sleutel], titels: Mapping[Sleutel, str]) -> list[Foto]:
    """Every photo that was not deleted, once: by point in the order of the report, then those of no point.

    Where an edited copy exists (arrows, blur) the last one is shown in place of the file as taken, so that what was
    made unrecognisable stays so.
    """
    kopieen = _copies(bundel.fotos)
    plaats = {sleutel: nummer for nummer, sleutel in enumerate(volgorde)}
    gekozen = [foto for foto in bundel.fotos if foto.origineel_id is None and foto.verborgen_at is None]
    gekozen.sort(key=lambda foto: (plaats.get((foto.code, foto.pad), len(plaats)), _taken(foto), foto.id.hex))
    return [
        _photo(bundel, nummer, foto, kopieen.get(foto.id.hex), titels) for nummer, foto in enumerate(gekozen, start=1)
    ]


def _taken(foto: FotoRij) -> str:
    moment: datetime | None = foto.genomen_at
    return moment.isoformat() if moment else ""


def _copies(fotos: Sequence[FotoRij]) -> dict[str, FotoRij]:
    """The last edited copy per photo as taken; a copy of a copy belongs to the first file."""
    ouder = {foto.id.hex: foto.origineel_id.hex for foto in fotos if foto.origineel_id}
    kopieen: dict[str, FotoRij] = {}
    for foto in sorted(fotos, key=lambda foto: foto.id.hex):
        if foto.origineel_id is None or foto.verborgen_at is not None:
            continue
        wortel, gezien = foto.id.hex, set()
        while wortel in ouder and wortel not in gezien:
            gezien.add(wortel)
            wortel = ouder[wortel]
        kopieen[wortel] = foto
    return kopieen


def _photo(bundel: Bundel, nummer: int, foto: FotoRij, kopie: FotoRij | None, titels: Mapping[Sleutel, str]) -> Foto:
    toon = kopie or foto
    return Foto(
        nummer=nummer,
        id=str(foto.id),
        code=short_code(foto.code),
        bij=titels.get((foto.code, foto.pad), ""),
        onderschrift=foto.onderschrift or (kopie.onderschrift if kopie else ""),
        sha256=foto.sha256,
        bewerkt_sha256=kopie.sha256 if kopie else "",
        beeld_sha256=bundel.beelden.get(toon.sha256, toon.sha256),
        bewerkingen=woorden.edits(kopie.bewerkingen) if kopie else [],
        genomen_at=foto.genomen_at,
        plek=place(foto.lat, foto.lon, foto.nauwkeurigheid),
        maker=bundel.namen.get(foto.maker_id, "") if foto.maker_id else "",
        bron=foto.bron,
        tijd_bron=foto.tijd_bron,
        plaats_bron=foto.plaats_bron,
        ontbreekt=toon.ontvangen_at is None,
    )


def numbers_at(fotos: Sequence[Foto], rijen: Sequence[FotoRij]) -> dict[Sleutel, list[int]]:
    """Numbers of the photos per (code, pad)."""
    plek = {str(rij.id): (rij.code, rij.pad) for rij in rijen}
    per: dict[Sleutel, list[int]] = defaultdict(list)
    for foto in fotos:
        per[plek[foto.id]].append(foto.nummer)
    return dict(per)
