"""An overtreding is over once a finished visit of its family saw every point of it in order."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.controles.herbouw import rebuild_projection
from app.controles.models import Antwoord, Controle
from app.controles.overtreding import Overtreding
from app.controles.rules.herstel import Bezoek, carries_on, is_in_order, lifted_by, way_of
from app.core.audit import Gebeurtenis
from app.sync.actions import receive
from tests.controles.builders import NU, Schrijver, make_controle, make_versie, pakket
from tests.controles.test_bevinding import Telefoon
from tests.people import make_dorp

EERST, EEN, TWEE = (UUID(int=nummer) for nummer in (1, 2, 3))
TOEN = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("punten", "gezien", "bij"),
    [
        ({"A@"}, {EERST: "", EEN: "A@"}, EEN),
        ({"A@"}, {EERST: "", EEN: "", TWEE: "A@"}, TWEE),
        ({"A@"}, {EERST: "A@", EEN: ""}, EERST),
        ({"A@"}, {EERST: "", EEN: "A@", TWEE: ""}, EEN),
        ({"A@"}, {EERST: "", EEN: "A@w1"}, None),
        ({"A@w1", "A@w2"}, {EERST: "", EEN: "A@w1"}, None),
        ({"A@w1", "A@w2"}, {EERST: "", EEN: "A@w1", TWEE: "A@w2"}, TWEE),
        ({"A@"}, {EERST: ""}, None),
        ({"A@"}, {EEN: "A@"}, None),
        (set(), {EERST: "", EEN: "A@"}, None),
    ],
    ids=[
        *("hersteld", "pas bij de tweede", "direct hersteld", "later opnieuw is een andere", "ander exemplaar"),
        *("deels", "in twee keer", "niemand keek", "eerste bezoek weer open", "zonder punt"),
    ],
)
def test_lifted_by_the_visit_that_saw_the_last_point_in_order(
    punten: set[str], gezien: dict[UUID, str], bij: UUID | None
) -> None:
    bezoeken = [Bezoek(key, TOEN + timedelta(days=key.int), frozenset(found.split())) for key, found in gezien.items()]
    found = lifted_by(EERST, punten, reversed(bezoeken))
    assert (found.id if found else None) == bij


def test_what_was_in_order_before_it_was_found_lifts_nothing() -> None:
    bezoeken = [Bezoek(EERST, TOEN, frozenset({"A@"})), Bezoek(EEN, TOEN + timedelta(days=1), frozenset())]
    assert lifted_by(EEN, {"A@"}, bezoeken) is None


@pytest.mark.parametrize(
    ("oordeel", "antwoord", "in_orde"),
    [
        ("voldoet", {}, True),
        ("geen_afwijking", {}, True),
        ("voldoet_niet", {"direct_hersteld": True}, True),
        ("voldoet_niet", {}, False),
        ("nvt", {"direct_hersteld": True}, False),
        ("nader_onderzoek", {}, False),
        ("niet_gecontroleerd", {}, False),
        (None, {}, False),
    ],
)
def test_in_order_is_what_was_seen_to_be(oordeel: str | None, antwoord: dict[str, Any], in_orde: bool) -> None:
    assert is_in_order(oordeel, antwoord) is in_orde


def test_words_of_a_family() -> None:
    assert [way_of(gebruik=gebruik) for gebruik in (True, False, None)] == ["gestaakt", "hersteld", "hersteld"]
    assert carries_on("hercontrole", EEN)
    assert not carries_on("hercontrole", None)
    assert not carries_on("jaarprogramma", EEN)


class Familie:
    """A visit that found P-01 and P-02 wrong, and as many hercontroles of them as are asked for."""

    def __init__(self, session: Session) -> None:
        self.session, self.dorp = session, make_dorp(session)
        self.versie = make_versie(session)
        self.laatste = make_controle(session, self.dorp.waterdonk, self.dorp.tess, versie=self.versie)
        self.eerst = Telefoon(session, self.dorp, self.laatste)

    def hercontrole(self, **more: Any) -> Telefoon:
        """The phone at the next hercontrole."""
        values = {"aanleiding": "hercontrole", "voorganger": self.laatste, "selectie": ["P-01@", "P-02@"]} | more
        self.laatste = make_controle(self.session, self.dorp.waterdonk, self.dorp.tess, versie=self.versie, **values)
        return Telefoon(self.session, self.dorp, self.laatste)

    def stand(self) -> dict[str, tuple[date | None, str | None, UUID | None]]:
        """Per point where it was found first: since when it is over, how, and by which visit."""
        rijen = self.session.scalars(select(Overtreding).where(Overtreding.controle_id == self.eerst.controle))
        return {rij.feit[:4]: (rij.opgeheven_op, rij.opgeheven_wijze, rij.opgeheven_bij_id) for rij in rijen}


@pytest.fixture
def familie(session: Session) -> Familie:
    """On each database."""
    return Familie(session)


def visit(telefoon: Schrijver, oordelen: dict[str, str], weken: int = 0, **more: Any) -> list[dict[str, Any]]:
    """A whole visit, so many weeks later: these answers, a finding at what is wrong, and afronden."""
    begin = NU + timedelta(weeks=weken)
    entries = [telefoon.entry("starten", {"begin_at": begin.isoformat()})]
    for code, oordeel in oordelen.items():
        entries.append(telefoon.antwoord(code, oordeel, **more))
        if oordeel == "voldoet_niet":
            entries.append(telefoon.bevinding(code))
    af = telefoon.afronden(entries)
    af["inhoud"]["eind_at"] = (begin + timedelta(hours=1)).isoformat()
    return [*entries, af]


FOUT = {"P-01": "voldoet_niet", "P-02": "voldoet_niet"}
OPEN = (None, None, None)


def test_a_hercontrole_lifts_what_it_saw_in_order(session: Session, familie: Familie) -> None:
    familie.eerst.stuur(*visit(familie.eerst, FOUT))
    assert familie.stand() == {"P-01": OPEN, "P-02": OPEN}
    een = familie.hercontrole()
    een.stuur(*visit(een, {"P-01": "voldoet", "P-02": "voldoet_niet"}, weken=2))
    hersteld = (date(2026, 12, 4), "hersteld", een.controle)
    assert familie.stand() == {"P-01": hersteld, "P-02": OPEN}
    gezegd = select(Gebeurtenis.omschrijving).where(Gebeurtenis.soort == "overtreding-opgeheven")
    zin = f"De overtreding van Bbl artikel 4.1 is opgeheven, gezien bij {familie.laatste.nummer}"
    assert session.scalars(gezegd).all() == [zin]
    twee = familie.hercontrole()
    twee.stuur(*visit(twee, {"P-02": "voldoet"}, weken=4))
    assert familie.stand() == {"P-01": hersteld, "P-02": (date(2026, 12, 18), "hersteld", twee.controle)}
    opnieuw = select(Overtreding.opgeheven_bij_id).where(Overtreding.controle_id == een.controle)
    assert session.scalars(opnieuw).all() == [twee.controle], "what the first hercontrole found is over as well"


def test_supplementing_a_hercontrole_takes_it_back(session: Session, familie: Familie) -> None:
    familie.eerst.stuur(*visit(familie.eerst, FOUT))
    een = familie.hercontrole()
    een.stuur(*visit(een, {"P-01": "voldoet", "P-02": "voldoet"}, weken=2))
    een.basis = 9
    een.stuur(een.entry("aanvullen", {"reden": "Verkeerd punt"}))
    assert familie.stand() == {"P-01": OPEN, "P-02": OPEN}
    fout = [een.antwoord("P-02", "voldoet_niet"), een.bevinding("P-02")]
    een.stuur(*fout, een.afronden(fout))
    assert familie.stand() == {"P-01": (date(2026, 12, 4), "hersteld", een.controle), "P-02": OPEN}
    weer_open = select(Gebeurtenis.omschrijving).where(Gebeurtenis.soort == "overtreding-weer-open")
    zin = f"De overtreding van Bbl artikel 4.1 is weer open na een wijziging van {familie.laatste.nummer}"
    assert session.scalars(weer_open).all() == [zin, zin]


def test_supplementing_the_first_visit_opens_it_until_that_is_done(session: Session, familie: Familie) -> None:
    eerst = familie.eerst
    eerst.stuur(*visit(eerst, {"P-01": "voldoet_niet"}))
    een = familie.hercontrole()
    een.stuur(*visit(een, {"P-01": "voldoet"}, weken=2))
    eerst.basis = 9
    eerst.stuur(eerst.entry("aanvullen", {"reden": "Foto vergeten"}))
    assert familie.stand() == {"P-01": OPEN}
    assert session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "overtreding-weer-open")).one().naar == {
        "overtreding": str(session.scalars(select(Overtreding.id)).one()),
        "controle": str(eerst.controle),
    }
    eerst.stuur(eerst.afronden([]))
    assert familie.stand() == {"P-01": (date(2026, 12, 4), "hersteld", een.controle)}
    eerst.stuur(eerst.entry("aanvullen", {"reden": "Verkeerd gezien"}), eerst.antwoord("P-01", "voldoet"))
    eerst.stuur(eerst.afronden([]))
    assert familie.stand() == {"P-01": OPEN}, "it lapsed: there is nothing to put right"


def test_put_right_on_the_spot_is_over_with_the_visit(session: Session, familie: Familie) -> None:
    familie.eerst.stuur(*visit(familie.eerst, {"P-01": "voldoet_niet"}, antwoord={"direct_hersteld": True}))
    assert familie.stand() == {"P-01": (date(2026, 11, 20), "hersteld", familie.eerst.controle)}
    assert not session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort.like("overtreding-%"))).all()


@pytest.mark.parametrize(
    ("more", "sluit"),
    [
        ({"aanleiding": "jaarprogramma"}, None),
        ({}, ("niet_aangetroffen", {"uitkomst": "geen_toegang"})),
        ({}, ("starten", {"begin_at": "2026-12-04T09:00:00Z"})),
    ],
    ids=["gewone controle", "geen toegang", "nog bezig"],
)
def test_what_lifts_nothing(familie: Familie, more: dict[str, Any], sluit: tuple[str, dict[str, Any]] | None) -> None:
    familie.eerst.stuur(*visit(familie.eerst, FOUT))
    een = familie.hercontrole(**more)
    *werk, af = visit(een, {"P-01": "voldoet", "P-02": "voldoet"}, weken=2)
    een.stuur(*werk, een.entry(*sluit) if sluit else af)
    assert familie.stand() == {"P-01": OPEN, "P-02": OPEN}


def test_a_destroyed_hercontrole_leaves_it_lifted(session: Session, familie: Familie) -> None:
    """Its term is shorter than that of the visit that found it; day, number and outcome are kept."""
    familie.eerst.stuur(*visit(familie.eerst, FOUT))
    een = familie.hercontrole()
    een.stuur(*visit(een, {"P-01": "voldoet"}, weken=2))
    voor = familie.stand()
    session.execute(delete(Antwoord).where(Antwoord.controle_id == een.controle))
    session.get_one(Controle, een.controle).vernietigd_at = NU
    session.flush()
    rebuild_projection(session, session.get_one(Controle, familie.eerst.controle), NU)
    assert familie.stand() == voor


@pytest.mark.parametrize("zaad", range(2))
def test_the_order_of_arrival_says_nothing(session: Session, familie: Familie, zaad: int) -> None:
    eerst = familie.eerst
    een, twee = familie.hercontrole(), familie.hercontrole()
    eerste = visit(eerst, FOUT)
    eerst.basis = 9
    meer = [eerst.entry("aanvullen", {"reden": "Ook P-03"}), eerst.antwoord("P-03", "voldoet_niet")]
    gevonden = next(entry["inhoud"] for entry in eerste if entry["soort"] == "bevinding")
    meer.append(eerst.bevinding("P-03", overtreding=gevonden["overtreding"]))
    alles = [
        *[(eerst, entry) for entry in [*eerste, *meer, eerst.afronden(meer)]],
        *[(een, entry) for entry in visit(een, {"P-01": "voldoet", "P-02": "voldoet"}, weken=2)],
        *[(twee, entry) for entry in visit(twee, {"P-03": "voldoet"}, weken=4)],
    ]
    random.Random(zaad).shuffle(alles)
    for telefoon, entry in alles:
        receive(session, telefoon.bezorger, pakket(entry), NU)
    session.flush()
    session.expire_all()
    samen = {bij for _, _, bij in familie.stand().values()}
    assert samen == {een.controle, twee.controle}, "P-01 with P-03 at the second, P-02 at the first"
    voor = familie.stand()
    for key in (een.controle, eerst.controle, twee.controle):
        rebuild_projection(session, session.get_one(Controle, key), NU)
    assert familie.stand() == voor
