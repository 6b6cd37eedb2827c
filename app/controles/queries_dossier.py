"""Everything a dossier shows about one controle, loaded in a handful of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Toestel
from app.accounts.queries import names_of as names_of
from app.accounts.rules.toestellen import toestel_key
from app.controles.models import Antwoord, Controle, Foto, Herhaling, Mutatie
from app.controles.openstaand import open_places
from app.controles.overtreding import (
    Bevinding,
    BevindingOvertreding,
    Interventie,
    LhsoBeoordeling,
    Overtreder,
    Overtreding,
    Termijn,
)
from app.controles.rules.lijst import OPEN as OPEN_STATUS
from app.controles.rules.tellen import OPEN, count_answers
from app.controles.rules.tonen import AFWIJKEND
from app.controles.zicht import zicht_of
from app.core.audit import Gebeurtenis
from app.core.db import Tenant
from app.core.errors import NotFound
from app.protocols.rules.canoniek import read_canonical
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.walk import VraagPlek, walk_onderdelen, walk_vragen

T = TypeVar("T", bound=Tenant)


@dataclass(frozen=True)
class Blok:
    """A finding with what hangs on it."""

    bevinding: Bevinding
    vraag: str
    overtreding: Overtreding | None
    beoordeling: LhsoBeoordeling | None
    interventies: Sequence[Interventie]
    termijnen: Sequence[Termijn]
    overtreders: Sequence[Overtreder]
    fotos: Sequence[Foto]

    @property
    def toetser(self) -> UUID | None:
        """Who looked along with the judgement."""
        return self.beoordeling.collegiale_toets_door if self.beoordeling else None


@dataclass
class Deel:
    """An onderdeel with how its points stand."""

    code: str
    titel: str
    punten: int = 0
    """Points that count; always `open` and the numbers of `telling` together."""
    open: int = 0
    """Of those, the ones without any answer."""
    telling: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How often each of the five oordelen was given; `anders`: answered by something else."""
    herhalingen: int = 0

    @property
    def afwijkingen(self) -> int:
        """How many answers ask for a look."""
        return sum(self.telling.get(oordeel, 0) for oordeel in AFWIJKEND)


@dataclass(frozen=True)
class Stand:
    """How far a visit is."""

    delen: list[Deel]
    open: int
    """Places where something is missing: what the phone calls *open*."""


@lru_cache(maxsize=32)
def read_definitie(tekst: str) -> Definitie:
    """The definition of a version, read once."""
    return read_canonical(tekst)


@lru_cache(maxsize=32)
def vragen_of(tekst: str) -> dict[str, VraagPlek]:
    """Every question of a version by code."""
    return {plek.vraag.code: plek for plek in walk_vragen(read_definitie(tekst))}


def get_dossier(session: Session, organisatie_id: UUID, controle_id: UUID) -> Controle:
    """The controle with all it names. Raises `NotFound` when it is not this organisatie's."""
    query = (
        select(Controle)
        .where(Controle.organisatie_id == organisatie_id, Controle.id == controle_id)
        .options(
            joinedload(Controle.object),
            joinedload(Controle.zaak),
            joinedload(Controle.toezichthouder),
            joinedload(Controle.protocol_versie),
            joinedload(Controle.bevoegd_gezag),
        )
    )
    controle = session.scalars(query).one_or_none()
    if controle is None:
        raise NotFound("dossier-onbekend", "Deze controle bestaat niet, of je mag hem niet zien.")
    return controle


def of_controle(session: Session, controle: Controle, model: type[T]) -> Sequence[T]:
    """All rows of `model` that belong to this controle."""
    table: Any = model
    query = select(model).where(table.organisatie_id == controle.organisatie_id, table.controle_id == controle.id)
    return session.scalars(query.order_by(table.id)).all()


def bevinding_blokken(session: Session, controle: Controle) -> list[Blok]:
    """The findings in the order of the protocol, each with overtreding, newest judgement, terms and photos."""
    vragen = vragen_of(controle.protocol_versie.definitie)
    plaats = {code: nummer for nummer, code in enumerate(vragen)}
    found = of_controle(session, controle, Bevinding)
    overtreding_van = _overtredingen(session, controle)
    per: dict[str, dict[UUID, list[Any]]] = {
        model.__tablename__: _per_overtreding(session, controle, model, overtreding_van)
        for model in (LhsoBeoordeling, Interventie, Overtreder)
    }
    termijnen = [termijn for termijn in of_controle(session, controle, Termijn) if termijn.vervallen_at is None]
    fotos = shown_photos(of_controle(session, controle, Foto))
    return [
        _blok(bevinding, vragen, overtreding_van.get(bevinding.id), per, termijnen, fotos)
        for bevinding in sorted(found, key=lambda row: (plaats.get(row.code, len(plaats)), row.pad))
    ]


def _blok(
    bevinding: Bevinding,
    vragen: dict[str, VraagPlek],
    overtreding: Overtreding | None,
    per: dict[str, dict[UUID, list[Any]]],
    termijnen: Sequence[Termijn],
    fotos: Sequence[Foto],
) -> Blok:
    key = overtreding.id if overtreding else None
    judged = sorted(_at(per["lhso_beoordeling"], key), key=lambda row: row.versie)
    return Blok(
        bevinding=bevinding,
        vraag=vragen[bevinding.code].vraag.vraag if bevinding.code in vragen else bevinding.code,
        overtreding=overtreding,
        beoordeling=judged[-1] if judged else None,
        interventies=_at(per["interventie"], key),
        overtreders=_at(per["overtreder"], key),
        termijnen=[termijn for termijn in termijnen if key and termijn.overtreding_id == key],
        fotos=[foto for foto in fotos if (foto.code, foto.pad) == (bevinding.code, bevinding.pad)],
    )


def _at(rows: dict[UUID, list[Any]], key: UUID | None) -> list[Any]:
    return rows.get(key, []) if key else []


def _overtredingen(session: Session, controle: Controle) -> dict[UUID, Overtreding]:
    query = (
        select(BevindingOvertreding.bevinding_id, Overtreding)
        .join(Overtreding, Overtreding.id == BevindingOvertreding.overtreding_id)
        .where(
            Overtreding.organisatie_id == controle.organisatie_id,
            Overtreding.controle_id == controle.id,
            Overtreding.vervallen_at.is_(None),
        )
    )
    return {row.bevinding_id: row.Overtreding for row in session.execute(query)}


def _per_overtreding(
    session: Session, controle: Controle, model: type[Any], overtredingen: dict[UUID, Overtreding]
) -> dict[UUID, list[Any]]:
    keys = {overtreding.id for overtreding in overtredingen.values()}
    query = select(model).where(model.organisatie_id == controle.organisatie_id, model.overtreding_id.in_(keys))
    per: dict[UUID, list[Any]] = defaultdict(list)
    for row in session.scalars(query.order_by(model.id)) if keys else ():
        per[row.overtreding_id].append(row)
    return per


def shown_photos(fotos: Sequence[Foto]) -> list[Foto]:
    """What is looked at: no hidden photos, and of a photo that was drawn on or blurred only the newest such copy."""
    visible = [foto for foto in fotos if foto.verborgen_at is None]
    replaced = {foto.origineel_id for foto in visible if foto.origineel_id}
    newest = {foto.origineel_id: foto for foto in visible if foto.origineel_id}
    keep = [
        foto
        for foto in visible
        if foto.id not in replaced and (not foto.origineel_id or newest[foto.origineel_id] is foto)
    ]
    return sorted(keep, key=lambda foto: (foto.genomen_at is None, foto.genomen_at, foto.id))


def stand_of(session: Session, controle: Controle, fotos: Sequence[Foto], blokken: Sequence[Blok]) -> Stand:
    """The onderdelen that apply or have answers, with how their points count (the rule is in `rules/tellen.py`), and
    how many places are still open while the visit goes on (`openstaand`)."""
    tekst = controle.protocol_versie.definitie
    antwoorden, herhalingen = of_controle(session, controle, Antwoord), of_controle(session, controle, Herhaling)
    zicht = zicht_of(session, controle, antwoorden, herhalingen, fotos)
    made = {code: Deel(code, titel) for code, titel in _titels(read_definitie(tekst)).items()}
    for (code, _), uitkomst in count_answers(zicht, {(row.code, row.pad): row for row in antwoorden}).items():
        deel = made[zicht.plan.vraag_van_code[code].onderdeel]
        deel.punten += 1
        if uitkomst == OPEN:
            deel.open += 1
        else:
            deel.telling[uitkomst] += 1
    for herhaling in herhalingen:
        if herhaling.onderdeel in made and not herhaling.weg:
            made[herhaling.onderdeel].herhalingen += 1
    goes_on = controle.status in OPEN_STATUS
    open_ = open_places(session, controle, zicht, [blok.bevinding for blok in blokken], antwoorden) if goes_on else ()
    return Stand([deel for deel in made.values() if deel.punten], len(open_))


def count_onderdelen(controle: Controle) -> int:
    """How many onderdelen with points of their own the protocol of this controle has."""
    plekken = vragen_of(controle.protocol_versie.definitie).values()
    return len({plek.onderdeel for plek in plekken if not plek.punt.bezoekveld})


def _titels(definitie: Definitie) -> dict[str, str]:
    return {plek.onderdeel.code: plek.onderdeel.titel for plek in walk_onderdelen(definitie)}


def set_aside(session: Session, controle: Controle) -> Sequence[Mutatie]:
    """What a person put aside; it can be put back."""
    query = select(Mutatie).where(
        Mutatie.organisatie_id == controle.organisatie_id,
        Mutatie.controle_id == controle.id,
        Mutatie.stand == "terzijde",
    )
    return session.scalars(query.order_by(Mutatie.ontvangen_at, Mutatie.id)).all()


def journal(session: Session, controle: Controle, soorten: Sequence[str] = ()) -> Sequence[Mutatie]:
    """The entries of this controle in the order in which they count."""
    query = select(Mutatie).where(Mutatie.organisatie_id == controle.organisatie_id, Mutatie.controle_id == controle.id)
    if soorten:
        query = query.where(Mutatie.soort.in_(soorten))
    return session.scalars(query.order_by(Mutatie.basis, Mutatie.hlc, Mutatie.id)).all()


def gebeurtenissen(session: Session, controle: Controle) -> Sequence[Gebeurtenis]:
    """What the office did with this controle, newest first."""
    query = select(Gebeurtenis).where(
        or_(Gebeurtenis.organisatie_id == controle.organisatie_id, Gebeurtenis.organisatie_id.is_(None)),
        and_(Gebeurtenis.onderwerp_soort == "controle", Gebeurtenis.onderwerp_id == controle.id),
    )
    return session.scalars(query.order_by(Gebeurtenis.op.desc())).all()


def phones_of(session: Session, mutaties: Iterable[Mutatie]) -> dict[UUID, str]:
    """Per entry the name of the phone it came from, as far as that phone made itself known."""
    rijen = {
        mutatie.id: toestel_key(mutatie.organisatie_id, mutatie.user_id, mutatie.toestel_id)
        for mutatie in mutaties
        if mutatie.user_id and mutatie.toestel_id
    }
    query = select(Toestel.id, Toestel.naam).where(Toestel.id.in_(set(rijen.values())))
    namen = dict(session.execute(query).all()) if rijen else {}
    return {key: namen[rij] for key, rij in rijen.items() if rij in namen}


def get_foto(session: Session, controle: Controle, foto_id: UUID) -> Foto:
    """A photo of this controle. Raises `NotFound`."""
    foto = next((foto for foto in of_controle(session, controle, Foto) if foto.id == foto_id), None)
    if foto is None:
        raise NotFound("foto-onbekend", "Deze foto bestaat niet, of je mag hem niet zien.")
    return foto


def get_held(session: Session, controle: Controle, mutatie_id: UUID) -> Mutatie:
    """An entry of this controle that is held or set aside. Raises `NotFound`."""
    mutatie = session.get(Mutatie, mutatie_id)
    if mutatie is None or mutatie.controle_id != controle.id or mutatie.organisatie_id != controle.organisatie_id:
        raise NotFound("invoer-onbekend", "Deze invoer bestaat niet, of is al opgelost.")
    return mutatie
