"""Projects an overtreding with its first LHSO judgement, interventions and terms. What the office adds is its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from msgspec import to_builtins
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.controles.models import Controle, Mutatie
from app.controles.overtreding import (
    Bevinding,
    BevindingOvertreding,
    Interventie,
    LhsoBeoordeling,
    Overtreder,
    Overtreding,
    Termijn,
)
from app.controles.projectie.bron import moment, order, put
from app.controles.rules.inhoud import BevindingInhoud
from app.controles.rules.journaal import derived_key
from app.lhso.queries import find_matrix
from app.lhso.rules import toets
from app.lhso.rules.beoordeling import voorstellen
from app.lhso.rules.matrix import Matrix

LHSO_VELDEN = (
    "matrix_versie",
    "gevolg",
    "gevolg_motivering",
    "gedrag",
    "gedrag_motivering",
    "geen_omstandigheden",
    "recidive",
    "recidive_motivering",
    "recidive_verwijzing",
    "recidive_volledig",
    "cel_berekend",
    "cel_definitief",
    "cel_reden",
    "geen_aspecten",
    "overleg",
    "overleg_toelichting",
)


@dataclass(frozen=True)
class Vermelding:
    """An entry that is about an overtreding. `geldt`: it is the last one at its point and still stands."""

    mutatie: Mutatie
    inhoud: BevindingInhoud
    geldt: bool


def project_overtreding(session: Session, controle: Controle, key: UUID, vermeldingen: list[Vermelding]) -> None:
    """The overtreding `key` as the last entry about it says. Withdrawn ones lapse; they never disappear."""
    op_orde = sorted(vermeldingen, key=lambda vermelding: order(vermelding.mutatie))
    gelden = [vermelding for vermelding in op_orde if vermelding.geldt]
    laatste = (gelden or op_orde)[-1]
    vervallen_at = None if gelden else moment(laatste.mutatie)
    put(session, Overtreding, key, controle, **_values(controle, op_orde[0], laatste), vervallen_at=vervallen_at)
    session.flush()
    _project_links(session, controle, key, vermeldingen)
    _project_overtreder(session, controle, key, laatste.inhoud)
    _project_beoordeling(session, controle, key, laatste)
    _project_interventies(session, controle, key, laatste)
    _project_termijn(session, controle, key, op_orde, laatste, "hersteltermijn", _recovery, vervallen_at)
    _project_termijn(session, controle, key, op_orde, laatste, "hercontrole", _revisit, vervallen_at)


def drop_overtreding(session: Session, controle: Controle, key: UUID) -> None:
    """No applied entry says (any more) that this is an overtreding: its entries are held. What was projected goes;
    when the office has added something of its own the overtreding stays, lapsed."""
    row = session.get(Overtreding, key)
    if row is None or row.controle_id != controle.id:
        return
    _drop_projected(session, key)
    own = [
        select(kind.id).where(kind.overtreding_id == key).limit(1) for kind in (LhsoBeoordeling, Interventie, Termijn)
    ]
    if any(session.scalar(query) for query in own):
        row.vervallen_at = row.vervallen_at or row.geconstateerd_at
    else:
        session.delete(row)
    session.flush()


def _drop_projected(session: Session, key: UUID) -> None:
    """Links, overtreder, first judgement, and the interventions and terms that bear derived keys."""
    session.execute(delete(BevindingOvertreding).where(BevindingOvertreding.overtreding_id == key))
    session.execute(delete(Overtreder).where(Overtreder.overtreding_id == key))
    for interventie in session.scalars(select(Interventie).where(Interventie.overtreding_id == key)).all():
        if interventie.id == derived_key(key, "interventie", interventie.soort):
            session.delete(interventie)
    for termijn in session.scalars(select(Termijn).where(Termijn.overtreding_id == key)).all():
        if termijn.id == derived_key(key, termijn.soort):
            session.delete(termijn)
    first = select(LhsoBeoordeling).where(LhsoBeoordeling.overtreding_id == key, LhsoBeoordeling.versie == 1)
    for row in session.scalars(first).all():
        session.delete(row)
    session.flush()


def _values(controle: Controle, eerste: Vermelding, laatste: Vermelding) -> dict[str, object]:
    inhoud = laatste.inhoud
    return {
        "controle_id": controle.id,
        "voorschrift": inhoud.voorschrift,
        "recidive_sleutel": inhoud.voorschrift.strip(),
        "feit": inhoud.constatering,
        "geconstateerd_at": moment(eerste.mutatie),
        "soort": inhoud.soort_overtreding,
        "herstelbaar": inhoud.herstelbaar,
        "gebruik": inhoud.gebruik,
        "handhaven": inhoud.handhaven,
        "reden_geen_handhaving": inhoud.reden_geen_handhaving,
        "legalisatie": inhoud.legalisatie,
    }


def _project_links(session: Session, controle: Controle, key: UUID, vermeldingen: list[Vermelding]) -> None:
    """One link per finding that stands and names this overtreding."""
    named = {v.inhoud.bevinding for v in vermeldingen if v.geldt}
    wanted = set(session.scalars(select(Bevinding.id).where(Bevinding.id.in_(named))))
    query = select(BevindingOvertreding).where(BevindingOvertreding.overtreding_id == key)
    for link in session.scalars(query).all():
        if link.bevinding_id not in wanted:
            session.delete(link)
    for bevinding_id in sorted(wanted, key=str):
        link_key = derived_key(bevinding_id, "overtreding", str(key), "link")
        put(session, BevindingOvertreding, link_key, controle, bevinding_id=bevinding_id, overtreding_id=key)


def _project_overtreder(session: Session, controle: Controle, key: UUID, inhoud: BevindingInhoud) -> None:
    overtreder_key = derived_key(key, "overtreder")
    if inhoud.overtreder:
        values = {"overtreding_id": key, "naam": inhoud.overtreder, "rol": inhoud.overtreder_rol}
        put(session, Overtreder, overtreder_key, controle, **values)
    else:
        session.execute(delete(Overtreder).where(Overtreder.id == overtreder_key))


def _project_beoordeling(session: Session, controle: Controle, key: UUID, laatste: Vermelding) -> None:
    """Version 1, made on site. Later versions are the jurist's and are left alone."""
    inhoud, mutatie = laatste.inhoud, laatste.mutatie
    beoordeling_key = inhoud.beoordeling or derived_key(key, "lhso")
    query = select(LhsoBeoordeling).where(LhsoBeoordeling.overtreding_id == key, LhsoBeoordeling.versie == 1)
    oud = session.scalars(query).one_or_none()
    if oud is not None and oud.id != beoordeling_key:
        session.delete(oud)
        session.flush()
        oud = None
    if oud is not None and oud.mutatie_id != mutatie.id:  # who looked along saw another judgement
        oud.collegiale_toets_door, oud.collegiale_toets_at = None, None
    put(
        session,
        LhsoBeoordeling,
        beoordeling_key,
        controle,
        overtreding_id=key,
        versie=1,
        omstandigheden=to_builtins(inhoud.omstandigheden),
        aspecten=to_builtins(inhoud.aspecten),
        beoordelaar_id=mutatie.user_id,
        beoordeeld_at=moment(mutatie),
        mutatie_id=mutatie.id,
        toets=" ".join(_reasons(session, controle, inhoud)),
        **{veld: getattr(inhoud, veld) for veld in LHSO_VELDEN},
    )


def _reasons(session: Session, controle: Controle, inhoud: BevindingInhoud) -> list[toets.Aanleiding]:
    return toets.reasons(
        find_matrix(session, controle.bevoegd_gezag_id, inhoud.matrix_versie),
        berekend=inhoud.cel_berekend,
        definitief=inhoud.cel_definitief,
        interventies=inhoud.interventies,
        handhaven=inhoud.handhaven,
        gereed=inhoud.gereed,
    )


def _project_interventies(session: Session, controle: Controle, key: UUID, laatste: Vermelding) -> None:
    inhoud = laatste.inhoud
    codes = list(dict.fromkeys(inhoud.interventies))
    eigen = {derived_key(key, "interventie", code): code for code in codes}
    for row in session.scalars(select(Interventie).where(Interventie.overtreding_id == key)).all():
        if row.id == derived_key(key, "interventie", row.soort) and row.id not in eigen:
            session.delete(row)
    if not eigen:
        return
    matrix = find_matrix(session, controle.bevoegd_gezag_id, inhoud.matrix_versie)
    mogelijk = {voorstel.code for voorstel in voorstellen(matrix, inhoud.cel_definitief or inhoud.cel_berekend)}
    for interventie_key, code in eigen.items():
        values = {
            "overtreding_id": key,
            "soort": code,
            "spoor": _track(matrix, code),
            "uit_matrix": code in mogelijk,
            "motivering": inhoud.interventie_motivering,
            "besloten_at": moment(laatste.mutatie),
        }
        put(session, Interventie, interventie_key, controle, **values)


def _track(matrix: Matrix, code: str) -> str:
    interventie = matrix.interventies.get(code)
    return "strafrecht" if interventie and interventie.categorie == "strafrechtelijk" else "bestuursrecht"


def _recovery(inhoud: BevindingInhoud) -> tuple[date, str] | None:
    termijn = inhoud.termijn
    return (termijn.uiterlijk, termijn.som or termijn.keuze or "") if termijn and termijn.uiterlijk else None


def _revisit(inhoud: BevindingInhoud) -> tuple[date, str] | None:
    return (inhoud.hercontrole_op, "") if inhoud.hercontrole and inhoud.hercontrole_op else None


def _project_termijn(
    session: Session,
    controle: Controle,
    key: UUID,
    op_orde: list[Vermelding],
    laatste: Vermelding,
    soort: str,
    choose: Callable[[BevindingInhoud], tuple[date, str] | None],
    vervallen_at: datetime | None,
) -> None:
    """The term of this kind as it was last chosen; it lapses with its overtreding or when it was taken back."""
    termijn_key = derived_key(key, soort)
    keuze = choose(laatste.inhoud)
    gekozen = keuze or next((k for v in reversed(op_orde) if (k := choose(v.inhoud))), None)
    if gekozen is None:
        session.execute(delete(Termijn).where(Termijn.id == termijn_key))
        return
    put(
        session,
        Termijn,
        termijn_key,
        controle,
        controle_id=controle.id,
        overtreding_id=key,
        soort=soort,
        uiterlijk_op=gekozen[0],
        som=gekozen[1],
        vervallen_at=vervallen_at or (None if keuze else moment(laatste.mutatie)),
    )
