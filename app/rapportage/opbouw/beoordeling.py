"""The judgement by the LHSO per overtreding: the last version, with the words of the matrix it was made by."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from app.controles.overtreding import LhsoBeoordeling, Overtreding
from app.core.filters import dag
from app.lhso.rules.matrix import Keuze as Keuzepunt
from app.lhso.rules.matrix import Matrix
from app.rapportage.opbouw import woorden
from app.rapportage.queries import Bundel
from app.rapportage.waarde_oordeel import Beoordeling, Ingreep, Keuze


def judgements_of(bundel: Bundel, nummers: Mapping[UUID, int]) -> list[Beoordeling]:
    """One per overtreding that stands; `nummers` gives the number of the finding per Bevinding row."""
    laatste: dict[UUID, LhsoBeoordeling] = {}
    for rij in sorted(bundel.beoordelingen, key=lambda rij: rij.versie):
        laatste[rij.overtreding_id] = rij
    gevonden = [
        _judgement(bundel, overtreding, laatste[overtreding.id], _numbers(bundel, overtreding, nummers))
        for overtreding in bundel.overtredingen
        if overtreding.vervallen_at is None and overtreding.id in laatste
    ]
    return sorted(gevonden, key=lambda item: (item.bevindingen or [0], item.voorschrift))


def _numbers(bundel: Bundel, overtreding: Overtreding, nummers: Mapping[UUID, int]) -> list[int]:
    links = [link.bevinding_id for link in bundel.links if link.overtreding_id == overtreding.id]
    return sorted(nummers[key] for key in links if key in nummers)


def _judgement(bundel: Bundel, overtreding: Overtreding, rij: LhsoBeoordeling, nummers: list[int]) -> Beoordeling:
    matrix = bundel.matrices[rij.matrix_versie]
    return Beoordeling(
        bevindingen=nummers,
        voorschrift=overtreding.voorschrift,
        overtreder=_offenders(bundel, overtreding),
        soort=overtreding.soort,
        herstelbaar=overtreding.herstelbaar,
        gebruik=overtreding.gebruik,
        handhaven=overtreding.handhaven,
        reden_geen_handhaving=overtreding.reden_geen_handhaving,
        legalisatie=woorden.LEGALISATIE.get(overtreding.legalisatie, overtreding.legalisatie),
        gevolg=_axis(matrix.gevolgen, str(rij.gevolg or "")),
        gevolg_motivering=rij.gevolg_motivering,
        gedrag=_axis(matrix.gedrag, rij.gedrag),
        gedrag_motivering=rij.gedrag_motivering,
        cel_berekend=rij.cel_berekend,
        cel_definitief=rij.cel_definitief or rij.cel_berekend,
        cel_reden=rij.cel_reden,
        omstandigheden=_choices(
            rij.omstandigheden, [*matrix.verzwarende_omstandigheden, *matrix.verzachtende_omstandigheden], "toelichting"
        ),
        geen_omstandigheden=rij.geen_omstandigheden,
        aspecten=_choices(rij.aspecten, matrix.aspecten, "onderbouwing"),
        geen_aspecten=rij.geen_aspecten,
        recidive=rij.recidive,
        recidive_motivering=rij.recidive_motivering,
        recidive_verwijzing=rij.recidive_verwijzing,
        recidive_volledig=rij.recidive_volledig,
        overleg={"nodig": "nodig", "niet_nodig": "niet nodig"}.get(rij.overleg, rij.overleg),
        overleg_toelichting=rij.overleg_toelichting,
        interventies=_interventions(bundel, overtreding, matrix),
        termijn=_term(bundel, overtreding),
        matrix_versie=matrix.versie,
        matrix_vastgesteld=matrix.vastgesteld,
        zones={naam: cel.zone for naam, cel in sorted(matrix.cellen.items())},
        beoordelaar=bundel.namen.get(rij.beoordelaar_id, "") if rij.beoordelaar_id else "",
        beoordeeld_at=rij.beoordeeld_at,
        versie=rij.versie,
        toets=_review(bundel, rij),
    )


def _axis(as_: Mapping[str, object], sleutel: str) -> str:
    """`4 Aanzienlijk en/of onomkeerbaar`."""
    return f"{sleutel} {getattr(as_.get(sleutel), 'label', '')}".strip()


def _offenders(bundel: Bundel, overtreding: Overtreding) -> str:
    rijen = [rij for rij in bundel.overtreders if rij.overtreding_id == overtreding.id]
    return "; ".join(f"{rij.naam} ({rij.rol})" if rij.rol else rij.naam for rij in rijen)


def _choices(rijen: list[dict[str, object]], keuzes: list[Keuzepunt], woord: str) -> list[Keuze]:
    labels = {keuze.code: keuze.label for keuze in keuzes}
    return [
        Keuze(
            label=_with_kind(str(rij.get("soort") or ""), labels.get(str(rij.get("code")), str(rij.get("code")))),
            toelichting=str(rij.get(woord) or ""),
        )
        for rij in rijen
    ]


def _with_kind(soort: str, label: str) -> str:
    return f"{soort}: {label}" if soort else label


def _interventions(bundel: Bundel, overtreding: Overtreding, matrix: Matrix) -> list[Ingreep]:
    return [
        Ingreep(
            label=matrix.interventies[rij.soort].label if rij.soort in matrix.interventies else rij.soort,
            spoor=rij.spoor,
            uit_matrix=rij.uit_matrix,
            motivering=rij.motivering,
        )
        for rij in bundel.interventies
        if rij.overtreding_id == overtreding.id
    ]


def _term(bundel: Bundel, overtreding: Overtreding) -> str:
    """The hersteltermijn with the sum that led to it."""
    for rij in bundel.termijnen:
        if rij.overtreding_id == overtreding.id and rij.soort == "hersteltermijn" and not rij.vervallen_at:
            return f"{dag(rij.uiterlijk_op)} ({rij.som})" if rij.som else dag(rij.uiterlijk_op)
    return ""


def _review(bundel: Bundel, rij: LhsoBeoordeling) -> str:
    if not rij.collegiale_toets_door:
        return ""
    naam = bundel.namen.get(rij.collegiale_toets_door, "")
    return f"{naam}, {dag(rij.collegiale_toets_at.date())}" if rij.collegiale_toets_at else naam
