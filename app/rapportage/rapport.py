"""Builds the frozen `Rapport` from the rows of one controle. No queries, no clock: same rows, same value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.controles.models import Handtekening as HandtekeningRij
from app.controles.rules.journaal import NAGEKOMEN
from app.controles.rules.ondertekening import is_outdated
from app.core.filters import dag
from app.protocols.rules.bouwstenen import Grondslag
from app.protocols.rules.stand import Sleutel
from app.protocols.rules.walk import walk_vragen
from app.protocols.rules.zin import short_code
from app.rapportage.opbouw import woorden
from app.rapportage.opbouw.beoordeling import judgements_of
from app.rapportage.opbouw.bevindingen import findings_of, keys_of
from app.rapportage.opbouw.fotos import numbers_at, photos_of
from app.rapportage.opbouw.kop import NIET_AANGETROFFEN, house_of, official_of, protocol_of, subject_of, visit_of
from app.rapportage.opbouw.punten import Beeld, Nummers, count, groups_of, hidden_of, make_beeld
from app.rapportage.queries import Bundel, closing_of
from app.rapportage.waarde import (
    VORM,
    Foto,
    Gemist,
    Groep,
    Grond,
    Handtekening,
    Punt,
    Rapport,
    Rechtsstand,
    Tellingen,
    Versie,
)


def build_rapport(bundel: Bundel, *, rapport_id: UUID, versie: int, dagtekening: datetime, verifieer: str) -> Rapport:
    """The value of version `versie`. `verifieer` is the address of the page that recognises the PDF."""
    controle = bundel.controle
    beeld = make_beeld(bundel)
    sleutels = keys_of(beeld)
    fotos, bij = _photos(beeld, sleutels)
    nummers = Nummers({sleutel: nummer for nummer, sleutel in enumerate(sleutels, start=1)}, bij)
    groepen = [] if _closed_early(bundel) else groups_of(beeld, nummers)
    gronden = _grounds(beeld, groepen)
    return Rapport(
        vorm=VORM,
        id=str(rapport_id),
        nummer=controle.nummer,
        versie=versie,
        dagtekening=dagtekening,
        verifieer=verifieer,
        gezag=house_of(controle.bevoegd_gezag),
        uitvoerder=house_of(bundel.uitvoerder),
        onderwerp=subject_of(bundel),
        ambtenaar=official_of(bundel),
        bezoek=visit_of(controle, bundel.klok_ms),
        protocol=protocol_of(controle, beeld.definitie, sum(grond.zekerheid == "onbevestigd" for grond in gronden)),
        tellingen=Tellingen() if _closed_early(bundel) else count(beeld),
        niet_aangetroffen=controle.uitkomst in NIET_AANGETROFFEN,
        bevindingen=findings_of(beeld, sleutels, bij),
        groepen=groepen,
        verborgen=hidden_of(beeld, nummers),
        beoordelingen=judgements_of(bundel, _by_row(bundel, nummers)),
        handtekeningen=[
            _signature(rij, controle.manifest) for rij in sorted(bundel.handtekeningen, key=_signing_order)
        ],
        fotos=fotos,
        gronden=gronden,
        recht=Rechtsstand(dag=beeld.recht.dag, oud=beeld.recht.regime == "wabo"),
        versies=_versions(bundel, versie, dagtekening),
        gemist=[
            Gemist(invoeren=item.invoeren, fotos=item.fotos, reden=item.reden, gemeld_at=item.op)
            for item in bundel.gemist
        ],
    )


def _closed_early(bundel: Bundel) -> bool:
    """Nobody was there and nothing was answered: a list of open points would say nothing."""
    return bundel.controle.uitkomst in NIET_AANGETROFFEN and not bundel.antwoorden


def _photos(beeld: Beeld, bevindingen: list[Sleutel]) -> tuple[list[Foto], dict[Sleutel, list[int]]]:
    """Photos numbered in the order in which they stand in the report: findings first, then page order."""
    titels = {(plek.vraag.code, ""): plek.vraag.vraag for plek in walk_vragen(beeld.definitie)}
    rest = sorted({(foto.code, foto.pad) for foto in beeld.bundel.fotos if foto.code} - set(bevindingen))
    orde = {code: nummer for nummer, (code, _) in enumerate(titels)}
    rest.sort(key=lambda sleutel: (orde.get(sleutel[0], len(orde)), sleutel[1]))
    genoemd = {sleutel: _place_title(beeld, titels, sleutel) for sleutel in (*bevindingen, *rest)}
    fotos = photos_of(beeld.bundel, [*bevindingen, *rest], genoemd)
    return fotos, numbers_at(fotos, beeld.bundel.fotos)


def _place_title(beeld: Beeld, titels: dict[Sleutel, str], sleutel: Sleutel) -> str:
    delen = (titels.get((sleutel[0], ""), ""), beeld.at(sleutel[1]))
    return ", ".join(deel for deel in delen if deel)


def _by_row(bundel: Bundel, nummers: Nummers) -> dict[UUID, int]:
    per = nummers.bevindingen
    return {rij.id: per[(rij.code, rij.pad)] for rij in bundel.bevindingen if (rij.code, rij.pad) in per}


def _grounds(beeld: Beeld, groepen: list[Groep]) -> list[Grond]:
    """The grondslagen of the points in this report that hold in this case, each once, with the points on it."""
    genoemd = {punt.code for groep in groepen for punt in groep.punten}
    per: dict[tuple[str, str], list[str]] = {}
    for plek in walk_vragen(beeld.definitie):
        code = short_code(plek.vraag.code)
        if plek.is_punt and code in genoemd:
            for grond in beeld.grounds(plek.punt):
                if tekst := _ground_text(grond):
                    per.setdefault((tekst, grond.zekerheid), []).append(code)
    return [
        Grond(tekst=tekst, zekerheid=zekerheid, codes=list(dict.fromkeys(codes)))
        for (tekst, zekerheid), codes in sorted(per.items(), key=lambda item: (_as_read(item[0][0]), item[0]))
    ]


def _as_read(tekst: str) -> list[tuple[int, str]]:
    """Sorts as a reader looks: `Bbl 7.5` before `Bbl 7.15`, `omgevingsplan` beside `Ow`."""
    return [(int(deel), "") if deel.isdecimal() else (0, deel.casefold()) for deel in re.split(r"(\d+)", tekst)]


def _ground_text(grond: Grondslag) -> str:
    tekst = woorden.grondslag(grond)
    if not tekst:
        return ""
    delen = [tekst]
    if grond.regime == "wabo":
        delen.append("(recht van voor de Omgevingswet)")
    if geldig := _validity(grond):
        delen.append(f"(geldig {geldig})")
    if grond.toelichting:
        delen.append(f"– {grond.toelichting}")
    return " ".join(delen)


def _validity(grond: Grondslag) -> str:
    """`vanaf 1 januari 2024 tot en met 30 juni 2026`; empty when nothing bounds it."""
    delen = [f"vanaf {dag(grond.geldig_van)}"] if grond.geldig_van else []
    if grond.geldig_tot:
        delen.append(f"tot en met {dag(grond.geldig_tot)}")
    return " ".join(delen)


def _signature(rij: HandtekeningRij, manifest: Mapping[str, Any] | None) -> Handtekening:
    eerder = is_outdated(rij.rol, rij.getoond, manifest)
    lijnen = [] if eerder else rij.lijnen
    return Handtekening(
        rol=rij.rol,
        naam=rij.naam,
        lijnen=[stroke for line in lijnen if (stroke := list(_stroke(line.get("points") or [])))],
        breedte=float(rij.breedte),
        hoogte=float(rij.hoogte),
        reden_geen=rij.reden_geen,
        gezet_at=rij.gezet_at,
        eerder=eerder,
    )


def _stroke(points: Iterable[object]) -> Iterable[list[float]]:
    """The points of one stroke; what is no point is left out."""
    for point in points:
        x, y = (point.get("x"), point.get("y")) if isinstance(point, dict) else (None, None)
        if isinstance(x, int | float) and isinstance(y, int | float):
            yield [round(float(x), 2), round(float(y), 2)]


def _signing_order(rij: HandtekeningRij) -> bool:
    return rij.rol != "toezichthouder"


def _versions(bundel: Bundel, versie: int, dagtekening: datetime) -> list[Versie]:
    """All versions with their reason, this one last."""
    eerdere = [
        Versie(nummer=rij.versie, gemaakt_at=rij.gemaakt_at, reden=rij.reden or "")
        for rij in bundel.eerdere
        if rij.versie < versie
    ]
    return [*eerdere, Versie(nummer=versie, gemaakt_at=dagtekening, reden=_why_next(bundel, versie))]


def _why_next(bundel: Bundel, versie: int) -> str:
    """The reason of a next version: that of the correction, or entries that came in by the same closing."""
    eerdere = [rij for rij in bundel.eerdere if rij.versie < versie]
    if not eerdere:
        return ""
    if eerdere[-1].vernietigd_at:
        return f"Een foto is vernietigd: {eerdere[-1].vernietig_reden}"
    same = eerdere[-1].gegevens.get("sluiting") == closing_of(bundel.controle)
    return NAGEKOMEN if same else bundel.controle.aanvul_reden or NAGEKOMEN


def all_points(rapport: Rapport) -> list[Punt]:
    """Every point of the list, without follow-ups."""
    return [punt for groep in rapport.groepen for punt in groep.punten]
