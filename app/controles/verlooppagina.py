"""The course of a visit for the screen: every applied entry of the journal and every act of the office, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from heapq import merge
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles import queries_dossier as queries
from app.controles.dossierpagina import place_name, repeat_titles
from app.controles.forms import AANLEIDINGEN
from app.controles.models import Controle, Foto, Mutatie
from app.controles.projectie.bron import moment
from app.controles.rules.inhoud import Soort
from app.controles.rules.verloop import Invoer, Overgang, follow, tell
from app.controles.rules.verloopvelden import Woorden
from app.core.audit import Gebeurtenis
from app.core.filters import dag, tijdstip
from app.lhso.queries import concept_matrix
from app.lhso.rules.matrix import Matrix
from app.organisatie.rules.wijzigingen import Verandering, changes_of, people_in
from app.protocols.rules.walk import walk_onderdelen

PER_BLAD = 50
KORT = 6
FOTOSOORTEN = (Soort.FOTO, Soort.FOTO_WIJZIGEN)


@dataclass(frozen=True)
class Regel:
    """A line: who did what, when (the clock of the phone set right), and per field what it was and became."""

    op: datetime
    tekst: str
    door: str
    veranderingen: Sequence[Verandering] = ()
    oud: bool = False
    """Something was overwritten or hidden."""
    foto: Foto | None = None
    """The photo that was hidden, or whose copy took its place."""

    @property
    def zin(self) -> str:
        """All of it in one sentence."""
        return " · ".join([self.tekst, *(verandering.zin for verandering in self.veranderingen)])


@dataclass(frozen=True)
class Punt:
    """One act in the course: an entry with what it changed, or an act of the office."""

    op: datetime
    mutatie: Mutatie | None = None
    overgang: Overgang | None = None
    gebeurtenis: Gebeurtenis | None = None

    @property
    def is_wijziging(self) -> bool:
        """True when it stays under *alleen wijzigingen*."""
        return self.overgang is None or self.overgang.is_wijziging


class Verloop:
    """The acts of a visit, oldest first. Sentences are made of the ones that are shown only, so that what a long
    journal costs is reading it, once."""

    def __init__(self, session: Session, controle: Controle) -> None:
        self.session, self.controle = session, controle
        gedaan = [Punt(row.op, gebeurtenis=row) for row in reversed(queries.gebeurtenissen(session, controle))]
        self.alles = list(_in_order(_acts(queries.journal(session, controle)), gedaan))
        self.wijzigingen = [punt for punt in self.alles if punt.is_wijziging]

    def lines(self, punten: Sequence[Punt], matrix: Matrix) -> list[Regel]:
        """These acts in words, in a fixed number of queries; `matrix` has the words of judgements."""
        mutaties = [punt.mutatie for punt in punten if punt.mutatie]
        gedaan = [punt.gebeurtenis for punt in punten if punt.gebeurtenis]
        personen = {key for mutatie in mutaties for key in (mutatie.user_id, mutatie.opgelost_door)}
        namen = queries.names_of(self.session, personen.union(*(people_in(row.van, row.naar) for row in gedaan)))
        door = partial(_door, namen=namen, toestellen=queries.phones_of(self.session, mutaties))
        fotos = _photos(self.session, self.controle, mutaties)
        woorden = words_of(self.session, self.controle, matrix)
        return [
            _office_line(punt.gebeurtenis, namen) if punt.gebeurtenis else _line(punt, fotos, woorden, door)
            for punt in punten
        ]


def _office_line(gebeurtenis: Gebeurtenis, namen: Mapping[UUID, str]) -> Regel:
    """What the office did; from what to what where it changed something."""
    anders = changes_of(gebeurtenis.van, gebeurtenis.naar, personen=namen, dag=dag)
    gezegd = anders if gebeurtenis.van and gebeurtenis.naar else ()
    return Regel(gebeurtenis.op, gebeurtenis.omschrijving, gebeurtenis.door_naam, gezegd)


def _line(punt: Punt, fotos: Mapping[str, Foto], woorden: Woorden, door: partial[str]) -> Regel:
    """What an entry did."""
    assert punt.mutatie is not None  # noqa: S101  no act of the office, so an entry
    assert punt.overgang is not None  # noqa: S101
    overgang, foto = punt.overgang, fotos.get(punt.mutatie.sleutel)
    zin = tell(overgang, woorden, weggelaten=foto is not None and foto.vernietigd_at is not None)
    oud = overgang.overschreef or overgang.verborg
    origineel = str(punt.mutatie.inhoud.get("origineel") or "")
    getoond = fotos.get(origineel) if origineel else foto
    return Regel(punt.op, zin.tekst, door(punt.mutatie), zin.veranderingen, oud, getoond if oud else None)


def _acts(journaal: Sequence[Mutatie]) -> Iterator[Punt]:
    """The applied entries with what each changed."""
    geldend = [mutatie for mutatie in journaal if mutatie.stand == "verwerkt"]
    invoer = (
        Invoer(Soort(mutatie.soort), mutatie.sleutel, mutatie.inhoud, mutatie.klok_afwijking_ms or 0)
        for mutatie in geldend
    )
    for mutatie, overgang in zip(geldend, follow(invoer), strict=True):
        yield Punt(moment(mutatie), mutatie, overgang)


def _in_order(invoer: Iterable[Punt], gedaan: Sequence[Punt]) -> Iterator[Punt]:
    """Entries in the order of the journal, and between them what the office did, by its moment. No entry was made
    after it was received, so one clock far ahead does not push the office before its time."""

    def placed(punten: Iterable[Punt]) -> Iterator[tuple[datetime, Punt]]:
        tot: datetime | None = None
        for punt in punten:
            op = min(punt.op, punt.mutatie.ontvangen_at) if punt.mutatie else punt.op
            tot = op if tot is None else max(tot, op)
            yield tot, punt

    return (punt for _, punt in merge(placed(gedaan), placed(invoer), key=lambda paar: paar[0]))


def _photos(session: Session, controle: Controle, mutaties: Sequence[Mutatie]) -> dict[str, Foto]:
    """The photos these entries are about, and the ones they are a copy of."""
    over = [mutatie for mutatie in mutaties if mutatie.soort in FOTOSOORTEN]
    genoemd = {naam for mutatie in over for naam in (mutatie.sleutel, mutatie.inhoud.get("origineel")) if naam}
    if not genoemd:
        return {}
    query = select(Foto).where(
        Foto.organisatie_id == controle.organisatie_id,
        Foto.controle_id == controle.id,
        Foto.id.in_([UUID(naam) for naam in genoemd]),
    )
    return {str(foto.id): foto for foto in session.scalars(query)}


def _door(mutatie: Mutatie, *, namen: Mapping[UUID, str], toestellen: Mapping[UUID, str]) -> str:
    """`Tess, iPhone`; with who in the office let it in or wrote it anew."""
    wie = namen.get(mutatie.user_id, "onbekend") if mutatie.user_id else "onbekend"
    delen = [wie, toestellen.get(mutatie.id, "")]
    if mutatie.opgelost_door:
        hoe = "gecorrigeerd" if mutatie.vervangt_id else "verwerkt"
        delen.append(f"{hoe} op kantoor door {namen.get(mutatie.opgelost_door, 'onbekend')}")
    return ", ".join(deel for deel in delen if deel)


def words_of(session: Session, controle: Controle, matrix: Matrix) -> Woorden:
    """What the words of this visit come from; the repeats are read once somebody asks."""
    tekst = controle.protocol_versie.definitie
    definitie, plekken = queries.read_definitie(tekst), queries.vragen_of(tekst)
    titels = cache(partial(repeat_titles, session, controle))
    return Woorden(
        definitie=definitie,
        vragen={code: plek.vraag for code, plek in plekken.items()},
        bezoekvragen={plek.punt.bezoekveld: plek.vraag for plek in plekken.values() if plek.punt.bezoekveld},
        plek=lambda pad: place_name(pad, titels()),
        onderdelen={plek.onderdeel.code: plek.onderdeel.titel for plek in walk_onderdelen(definitie)},
        dag=dag,
        tijdstip=tijdstip,
        labels={f"aanleiding:{code}": label for code, label in AANLEIDINGEN.items()}
        | _matrix_words(concept_matrix())
        | _matrix_words(matrix),
    )


def _matrix_words(matrix: Matrix) -> dict[str, str]:
    omstandigheden = [*matrix.verzwarende_omstandigheden, *matrix.verzachtende_omstandigheden]
    return (
        {f"gevolg:{code}": f"{code} {as_.label}" for code, as_ in matrix.gevolgen.items()}
        | {f"gedrag:{code}": f"{code} {as_.label}" for code, as_ in matrix.gedrag.items()}
        | {f"interventies:{code}": item.label for code, item in matrix.interventies.items()}
        | {f"omstandigheden:{keuze.code}": keuze.label for keuze in omstandigheden}
        | {f"aspecten:{keuze.code}": keuze.label for keuze in matrix.aspecten}
    )
