"""What a list of controles shows: the saved lists, the filters and the search, as conditions on the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, union

from app.controles import toetsen
from app.controles.models import Controle
from app.controles.overtreding import Overtreding, still_open
from app.controles.rules.lijst import OPEN
from app.controles.rules.status import Aanleiding, Status
from app.objecten.models import Inspectieobject
from app.zaken.models import Zaak

NIEMAND = "niemand"


@dataclass(frozen=True)
class Filter:
    """What a list shows; every part is optional and all parts must hold."""

    lijst: str = "alles"
    q: str = ""
    status: tuple[str, ...] = ()
    soort: tuple[str, ...] = ()
    toezichthouder: str = ""
    """A user's key, or `niemand`."""
    van: date | None = None
    tot: date | None = None
    thema: str = ""
    plaats: str = ""
    aanleiding: str = ""
    uitkomst: str = ""


def conditions_of(
    organisatie_id: UUID, keuze: Filter, held: Sequence[UUID], by: UUID, vandaag: date
) -> list[ColumnElement[bool]]:
    """The conditions of a list. `held`: the controles with a held entry; `by`: whose own list it is."""
    exact = {
        Controle.thema: keuze.thema,
        Controle.aanleiding: keuze.aanleiding,
        Controle.uitkomst: keuze.uitkomst,
        Inspectieobject.plaats: keuze.plaats,
    }
    conditions = [Controle.organisatie_id == organisatie_id, *_lijst(organisatie_id, keuze.lijst, held, by, vandaag)]
    conditions += [column == value for column, value in exact.items() if value]
    conditions += [Controle.status.in_(keuze.status)] if keuze.status else []
    conditions += [Controle.soort.in_(keuze.soort)] if keuze.soort else []
    conditions += [Controle.dag >= keuze.van] if keuze.van else []
    conditions += [Controle.dag <= keuze.tot] if keuze.tot else []
    return conditions + _persoon(keuze.toezichthouder) + _search(organisatie_id, keuze.q)


def _persoon(wie: str) -> list[ColumnElement[bool]]:
    if wie == NIEMAND:
        return [Controle.toezichthouder_id.is_(None)]
    try:
        return [Controle.toezichthouder_id == UUID(wie)] if wie else []
    except ValueError:
        return []


def _lijst(
    organisatie_id: UUID, lijst: str, held: Sequence[UUID], by: UUID, vandaag: date
) -> list[ColumnElement[bool]]:
    """What a saved list means."""
    is_open = Controle.status.in_(sorted(OPEN))
    lijsten: dict[str, list[ColumnElement[bool]]] = {
        "mijn": [is_open, Controle.toezichthouder_id == by],
        "lopend": [is_open],
        "te-laat": [is_open, Controle.dag < vandaag],
        "te-plannen": [
            Controle.status == Status.GEPLAND,
            or_(Controle.dag.is_(None), Controle.toezichthouder_id.is_(None)),
        ],
        "te-beoordelen": [
            or_(
                Controle.status == Status.AFGEROND,
                and_(
                    Controle.status == Status.GERAPPORTEERD, Controle.id.in_(toetsen.waiting_controles(organisatie_id))
                ),
            )
        ],
        "hercontroles": [is_open, Controle.aanleiding == Aanleiding.HERCONTROLE],
        "overtredingen": [
            Controle.id.in_(
                select(Overtreding.controle_id).where(Overtreding.organisatie_id == organisatie_id, *still_open())
            )
        ],
        "vastgehouden": [Controle.id.in_(held)],
    }
    return lijsten.get(lijst, [])


def _search(organisatie_id: UUID, q: str) -> list[ColumnElement[bool]]:
    """Controles whose object holds every word, or whose nummer or zaaknummer holds the whole text. Each of the three
    is found by its own index; an OR over joined tables would read everything."""
    words = q.split()
    if not words:
        return []
    of_object = select(Inspectieobject.id).where(
        Inspectieobject.organisatie_id == organisatie_id, *map(_on_object, words)
    )
    of_zaak = select(Zaak.id).where(
        Zaak.organisatie_id == organisatie_id, Zaak.zaaknummer.icontains(q, autoescape=True)
    )
    mine = select(Controle.id).where(Controle.organisatie_id == organisatie_id)
    ways = [mine.where(Controle.object_id.in_(of_object)), mine.where(Controle.zaak_id.in_(of_zaak))]
    if len(words) == 1:  # our own numbers have no space in them, and looking for a part of one reads them all
        ways.append(mine.where(Controle.nummer.icontains(q.strip(), autoescape=True)))
    return [Controle.id.in_(union(*ways))]


def _on_object(word: str) -> ColumnElement[bool]:
    """A word in the address or name of an object; a short one (a house number) must be the whole value."""
    columns = (
        Inspectieobject.straat, Inspectieobject.plaats, Inspectieobject.naam, Inspectieobject.huisnummer,
        Inspectieobject.postcode,
    )  # fmt: skip
    if len(word) < 3:
        whole = [and_(column.is_not(None), func.lower(column) == word.lower()) for column in columns]
        return or_(*whole, Inspectieobject.straat.iendswith(f" {word}", autoescape=True))
    return or_(*(column.icontains(word, autoescape=True) for column in columns))
