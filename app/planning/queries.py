"""What a planner looks at: the week per person, what waits for a day, and what can be chosen for a new controle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, defer, joinedload

from app.accounts.models import User
from app.accounts.queries import toezicht_leden, toezichthouders
from app.controles.models import Antwoord, Controle
from app.controles.overtreding import Termijn
from app.controles.rules.herstel import is_in_order
from app.controles.rules.lijst import OPEN
from app.controles.rules.status import AF, Status
from app.core.errors import NotFound
from app.planning.rules.week import room_on
from app.protocols.models import ProtocolVersie
from app.zaken.models import Zaak

VOORRAAD = 100
NIET_GELUKT = ("niemand_aanwezig", "geen_toegang")


@dataclass
class Persoon:
    """A row of the board: a toezichthouder with the visits of each day."""

    user: User
    weg: str = ""
    """Why nothing can be planned for this person any more; empty when it can."""
    dagen: dict[date, list[Controle]] = field(default_factory=lambda: defaultdict(list))
    beschikbaar: Sequence[int] = ()
    """Minutes for controles on Monday to Friday; empty when not known."""

    @property
    def minuten(self) -> int:
        """Planned minutes of this week, as far as they were estimated."""
        return sum(self.gepland(dag) for dag in self.dagen)

    def gepland(self, dag: date) -> int:
        """Planned minutes of a day, as far as they were estimated."""
        return sum(controle.duur_minuten or 0 for controle in self.dagen.get(dag, ()))

    def ruimte(self, dag: date) -> int | None:
        """Minutes there are on a day; None when nobody said."""
        return room_on(self.beschikbaar, dag)

    def is_vol(self, dag: date) -> bool:
        """True when more is planned than there is time for."""
        ruimte = self.ruimte(dag)
        return ruimte is not None and self.gepland(dag) > ruimte


@dataclass(frozen=True)
class Voorraad:
    """What waits: of someone who left, late, without a day or person, and visits that must be done again."""

    toe_te_wijzen: Sequence[Controle]
    te_laat: Sequence[Controle]
    te_plannen: Sequence[Controle]
    opnieuw: Sequence[Controle]

    @property
    def aantal(self) -> int:
        """How many wait (at most `VOORRAAD` per kind)."""
        return len(self.toe_te_wijzen) + len(self.te_laat) + len(self.te_plannen) + len(self.opnieuw)


def week_board(session: Session, organisatie_id: UUID, maandag: date) -> list[Persoon]:
    """Everyone who can do controles, with their visits from `maandag` for seven days."""
    leden = toezicht_leden(session, organisatie_id)
    rows = {lid.user_id: Persoon(lid.user, beschikbaar=lid.beschikbaar) for lid in leden}
    query = _controles(organisatie_id).where(
        Controle.dag >= maandag, Controle.dag < maandag + timedelta(days=7), Controle.status != Status.VERVALLEN
    )
    order = (Controle.dag, Controle.volgorde, Controle.tijd.nulls_last(), Controle.nummer)
    for controle in session.scalars(query.order_by(*order)):
        if controle.toezichthouder is None or controle.dag is None:
            continue
        user = controle.toezichthouder
        gone = Persoon(user, "geen toezichthouder meer" if user.actief else "account gesloten")
        rows.setdefault(user.id, gone).dagen[controle.dag].append(controle)
    return list(rows.values())


def minutes_per_day(personen: Iterable[Persoon]) -> dict[date, int]:
    """Planned minutes of everyone together per day, as far as they were estimated."""
    totals: dict[date, int] = defaultdict(int)
    for persoon in personen:
        for dag in persoon.dagen:
            totals[dag] += persoon.gepland(dag)
    return totals


def room_per_day(personen: Sequence[Persoon], dagen: Iterable[date]) -> dict[date, int]:
    """Minutes of everyone together per day; empty as long as it is not known of everyone who can do controles."""
    here = [persoon for persoon in personen if not persoon.weg]
    if not here or not all(persoon.beschikbaar for persoon in here):
        return {}
    return {dag: sum(persoon.ruimte(dag) or 0 for persoon in here) for dag in dagen}


def waiting(session: Session, organisatie_id: UUID, vandaag: date) -> Voorraad:
    """What waits for the planner."""
    is_open = Controle.status.in_(sorted(OPEN))
    here = [user.id for user in toezichthouders(session, organisatie_id)]
    nobody = Controle.toezichthouder_id.is_(None)
    without_day = and_(Controle.dag.is_(None), Controle.toezichthouder_id.in_(here))
    no_place = and_(Controle.status == Status.GEPLAND, or_(nobody, without_day))
    left = and_(~nobody, Controle.toezichthouder_id.not_in(here))
    return Voorraad(
        toe_te_wijzen=_some(session, organisatie_id, is_open, left),
        te_laat=_some(session, organisatie_id, is_open, Controle.dag < vandaag, Controle.toezichthouder_id.in_(here)),
        te_plannen=_some(session, organisatie_id, no_place),
        opnieuw=_again(session, organisatie_id),
    )


def _again(session: Session, organisatie_id: UUID) -> list[Controle]:
    """Visits that came to nothing, by the day proposed for the next; few, so they are put in order here."""
    rows = session.scalars(_controles(organisatie_id).where(*_without_next()).limit(VOORRAAD)).all()
    return sorted(rows, key=lambda row: (row.voorstel_dag is None, row.voorstel_dag or date.max, row.nummer))


def _without_next() -> tuple[ColumnElement[bool], ...]:
    following = aliased(Controle)
    return (
        Controle.uitkomst.in_(NIET_GELUKT),
        Controle.status.in_(AF),
        ~exists(
            select(following.id).where(
                following.organisatie_id == Controle.organisatie_id,
                following.voorganger_id == Controle.id,
                following.status != Status.VERVALLEN,
            )
        ),
    )


def _some(session: Session, organisatie_id: UUID, *conditions: ColumnElement[bool]) -> Sequence[Controle]:
    query = _controles(organisatie_id).where(*conditions)
    return session.scalars(query.order_by(Controle.dag.nulls_last(), Controle.nummer).limit(VOORRAAD)).all()


def _controles(organisatie_id: UUID) -> Select[Controle]:
    return (
        select(Controle)
        .where(Controle.organisatie_id == organisatie_id)
        .options(
            joinedload(Controle.object),
            joinedload(Controle.toezichthouder),
            joinedload(Controle.protocol_versie).options(
                defer(ProtocolVersie.definitie), joinedload(ProtocolVersie.protocol)
            ),
        )
    )


def get_controle(session: Session, organisatie_id: UUID, controle_id: UUID, *, lock: bool = False) -> Controle:
    """One controle with its object, person and protocol; `lock` makes others wait. Raises `NotFound`."""
    query = _controles(organisatie_id).where(Controle.id == controle_id)
    query = query.with_for_update(of=Controle).execution_options(populate_existing=True) if lock else query
    controle = session.scalars(query).one_or_none()
    if controle is None:
        raise NotFound("dossier-onbekend", "Deze controle bestaat niet, of je mag hem niet zien.")
    return controle


def zaken_of(session: Session, organisatie_id: UUID, object_id: UUID) -> Sequence[Zaak]:
    """The zaken of an object, newest number first."""
    query = select(Zaak).where(Zaak.organisatie_id == organisatie_id, Zaak.object_id == object_id)
    return session.scalars(query.order_by(Zaak.zaaknummer.desc()).limit(50)).all()


def revisit_day(session: Session, controle: Controle, vandaag: date) -> date | None:
    """The day the toezichthouder wanted a hercontrole on, the last one of this visit; None when it has passed."""
    query = select(func.max(Termijn.uiterlijk_op)).where(
        Termijn.controle_id == controle.id, Termijn.soort == "hercontrole", Termijn.vervallen_at.is_(None)
    )
    dag = session.scalar(query)
    return dag if dag and dag >= vandaag else None


def failed_points(session: Session, controle: Controle) -> list[str]:
    """`CODE@pad` of what was not in order as it ended: what a hercontrole carries. Of a hercontrole also what it
    carried itself and could not judge."""
    query = select(Antwoord.code, Antwoord.pad, Antwoord.oordeel, Antwoord.antwoord).where(
        Antwoord.organisatie_id == controle.organisatie_id,
        Antwoord.controle_id == controle.id,
        Antwoord.verborgen.is_(False),
    )
    gezien = {f"{code}@{pad}": (oordeel, antwoord) for code, pad, oordeel, antwoord in session.execute(query)}
    fout = {punt for punt, (oordeel, _) in gezien.items() if oordeel == "voldoet_niet"} | set(controle.selectie)
    return sorted(punt for punt in fout if punt not in gezien or not is_in_order(*gezien[punt]))
