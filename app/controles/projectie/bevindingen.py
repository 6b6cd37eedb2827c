"""Projects findings: the finding itself, and through `overtredingen` what it says about a broken rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from uuid import UUID

from msgspec import to_builtins
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from app.controles.models import Antwoord, Controle, Mutatie
from app.controles.overtreding import Bevinding, BevindingOvertreding
from app.controles.projectie.bron import entries, put, read
from app.controles.projectie.overtredingen import Vermelding, drop_overtreding, project_overtreding
from app.controles.rules.inhoud import BevindingInhoud, Soort
from app.controles.rules.journaal import Onleesbaar, derived_key, withdraws_finding


def project_bevindingen(session: Session, controle: Controle, sleutels: Collection[str]) -> None:
    """The findings at these places (`CODE@pad`) and every overtreding their entries ever named."""
    if not sleutels:
        return
    alle: dict[str, list[Mutatie]] = defaultdict(list)
    for mutatie in entries(session, controle, [Soort.BEVINDING]):
        alle[mutatie.sleutel].append(mutatie)
    session.flush()
    genoemd = _held_mentions(session, controle, sleutels)
    for sleutel in sorted(sleutels):
        versies = alle.get(sleutel, [])
        _project_row(session, controle, sleutel, versies)
        genoemd |= {overtreding_of(read(mutatie, BevindingInhoud)) for mutatie in versies}
    for key in sorted(filter(None, genoemd), key=str):
        _project_named(session, controle, key, alle)


def places_with_finding(session: Session, controle: Controle, sleutels: Collection[str]) -> set[str]:
    """Of these places the ones where any entry, held ones too, is about a finding."""
    query = select(Mutatie.sleutel).where(*_about(controle, sleutels)).distinct()
    return set(session.scalars(query)) if sleutels else set()


def _held_mentions(session: Session, controle: Controle, sleutels: Collection[str]) -> set[UUID | None]:
    """Overtredingen named by entries at these places that are held: once applied, their rows must go or lapse."""
    query = select(Mutatie).where(*_about(controle, sleutels), Mutatie.stand != "verwerkt")
    named: set[UUID | None] = set()
    for mutatie in session.scalars(query):
        with suppress(Onleesbaar):
            named.add(overtreding_of(read(mutatie, BevindingInhoud)))
    return named


def _about(controle: Controle, sleutels: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """Entries about a finding at these places."""
    return (
        Mutatie.organisatie_id == controle.organisatie_id,
        Mutatie.controle_id == controle.id,
        Mutatie.soort == Soort.BEVINDING,
        Mutatie.sleutel.in_(sleutels),
    )


def overtreding_of(inhoud: BevindingInhoud) -> UUID | None:
    """The overtreding a finding is about: named by the phone, else derived once it says that it is one."""
    if inhoud.overtreding:
        return inhoud.overtreding
    return derived_key(inhoud.bevinding, "overtreding") if inhoud.is_overtreding else None


def _project_row(session: Session, controle: Controle, sleutel: str, versies: list[Mutatie]) -> None:
    code, _, pad = sleutel.partition("@")
    inhoud = read(versies[-1], BevindingInhoud) if versies else None
    query = select(Bevinding).where(Bevinding.controle_id == controle.id, Bevinding.code == code, Bevinding.pad == pad)
    for oud in session.scalars(query).all():
        if inhoud is None or oud.id != inhoud.bevinding:
            session.execute(delete(BevindingOvertreding).where(BevindingOvertreding.bevinding_id == oud.id))
            session.delete(oud)
            session.flush()
    if inhoud is None:
        return
    put(
        session,
        Bevinding,
        inhoud.bevinding,
        controle,
        controle_id=controle.id,
        code=code,
        pad=pad,
        constatering=inhoud.constatering,
        waar=inhoud.waar,
        is_overtreding=inhoud.is_overtreding,
        reden_geen_overtreding=inhoud.reden_geen_overtreding,
        direct_hersteld=_repaired(session, controle, code, pad),
        gereed=inhoud.gereed,
        inhoud=to_builtins(inhoud),
    )
    session.flush()


def _repaired(session: Session, controle: Controle, code: str, pad: str) -> bool:
    antwoord = _answer(session, controle, f"{code}@{pad}")
    return bool(antwoord and antwoord.antwoord.get("direct_hersteld"))


def _answer(session: Session, controle: Controle, sleutel: str) -> Antwoord | None:
    return session.get(Antwoord, derived_key(controle.id, "antwoord", sleutel))


def _project_named(session: Session, controle: Controle, key: UUID, alle: dict[str, list[Mutatie]]) -> None:
    vermeldingen = [
        Vermelding(mutatie, inhoud, geldt=mutatie is versies[-1] and _stands(session, controle, sleutel, inhoud))
        for sleutel, versies in alle.items()
        for mutatie in versies
        for inhoud in [read(mutatie, BevindingInhoud)]
        if overtreding_of(inhoud) == key
    ]
    if not any(vermelding.inhoud.is_overtreding for vermelding in vermeldingen):
        drop_overtreding(session, controle, key)
        return
    project_overtreding(session, controle, key, vermeldingen)


def _stands(session: Session, controle: Controle, sleutel: str, inhoud: BevindingInhoud) -> bool:
    """True when the finding says it is an overtreding and the answer at its point leaves room for it.

    An answer that has not arrived yet leaves room; one that was wiped (entries, but no row) does not.
    """
    if not inhoud.is_overtreding:
        return False
    antwoord = _answer(session, controle, sleutel)
    if antwoord is None:
        return not entries(session, controle, [Soort.ANTWOORD], [sleutel])
    return not withdraws_finding(antwoord.oordeel, verborgen=antwoord.verborgen)
