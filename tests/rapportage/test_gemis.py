"""A finished visit whose phone never sends the rest: a person says that it will not come, the report is made and says
so, and what comes after all is in the next version."""

from __future__ import annotations

from typing import Any

import pytest
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.gemis import INVOER, give_up, reported, waiting_for
from app.controles.ontvangst import FotoBytes, Gemis
from app.controles.rules.journaal import NAGEKOMEN
from app.controles.rules.status import Status
from app.core.audit import Gebeurtenis
from app.core.errors import Conflict, Invalid, NotAllowed
from app.rapportage.actions import store_version
from app.rapportage.kanttekeningen import notes_of
from app.rapportage.models import Rapport
from app.rapportage.vernietigen import destroy_dossier
from app.rapportage.waarde import Rapport as Waarde
from app.rapportage.waarde import from_canonical
from app.sync.actions import receive
from app.sync.bezorger import INGETROKKEN, Bezorger
from app.sync.fotos import store_bytes
from app.sync.taken import heal_visits
from tests.controles.builders import NU, pakket
from tests.people import Dorp, make_dorp
from tests.rapportage.bouw import begin, plaatje, sha

WEG = "De telefoon is gestolen; aangifte is gedaan."
LATER = "2026-11-20T09:40:00Z"


@pytest.fixture
def dorp2(session: Session) -> Dorp:
    """The village on each database."""
    return make_dorp(session)


class Kwijt:
    """A visit with one photo whose phone still had an answer, the bytes of a photo, and a photo we know nothing of."""

    def __init__(self, session: Session, dorp: Dorp) -> None:
        self.session, self.dorp = session, dorp
        self.bezoek = bezoek = begin(session, dorp)
        bezoek.antwoord("BG-03", "voldoet")
        bezoek.foto("BG-03", plaatje(1))
        self.antwoord = bezoek.telefoon.antwoord("BG-05", "nvt", antwoord={"reden": "Geen lift"})
        bezoek.doe(bezoek.telefoon.foto(sha(plaatje(2)), "BG-03", onderschrift="Deur", genomen_at=LATER))
        slot = bezoek.telefoon.afronden([*bezoek.entries, self.antwoord], [sha(plaatje(n)) for n in (1, 2, 3)])
        bezoek.doe(slot)
        bezoek.lever()
        self.sluiting = str(slot["id"])

    @property
    def alles(self) -> list[str]:
        """All that can be chosen."""
        return [INVOER, sha(plaatje(2)), sha(plaatje(3))]

    def geef_op(self, *keuze: str, by: Any = None, **more: Any) -> None:
        """What Juul fills in."""
        values: dict[str, Any] = {"sluiting": self.sluiting, "reden": WEG, "keuze": keuze or self.alles} | more
        give_up(self.session, self.bezoek.controle, by=by or self.dorp.juul, now=NU, **values)

    def stuur(self, *entries: dict[str, Any], ingetrokken: bool = False) -> list[str]:
        """What the phone sends after all; the outcomes."""
        waterdonk = self.dorp.waterdonk.id
        wie = Bezorger(self.dorp.tess, waterdonk, frozenset({waterdonk}), INGETROKKEN if ingetrokken else None)
        return [bon.uitkomst for bon in receive(self.session, wie, pakket(*entries), NU).bonnen]

    def stuur_foto(self, nummer: int) -> None:
        """The bytes of a photo come after all."""
        blobs = current_app.extensions["blobs"]
        store_bytes(self.session, blobs, self.dorp.waterdonk.id, plaatje(nummer), user_id=self.dorp.tess.id, now=NU)

    def rapport(self) -> tuple[Rapport, Waarde]:
        """The next version, drawn and kept."""
        gemaakt = self.bezoek.versie()
        assert gemaakt is not None
        rapport = store_version(self.session, gemaakt, NU)
        assert rapport is not None
        return rapport, from_canonical(rapport.waarde)


@pytest.fixture
def kwijt(session: Session, dorp2: Dorp) -> Kwijt:
    """That visit on each database."""
    return Kwijt(session, dorp2)


def test_what_is_waited_for_is_told(session: Session, kwijt: Kwijt) -> None:
    wacht = waiting_for(session, kwijt.bezoek.controle)
    assert wacht.aantallen == "1 invoer en 2 foto’s"
    assert wacht.invoer == [kwijt.antwoord["id"]]
    assert {sha256: foto and foto.onderschrift for sha256, foto in wacht.fotos} == {
        sha(plaatje(2)): "Deur",
        sha(plaatje(3)): None,
    }


def test_the_report_comes_and_says_what_is_missing(session: Session, kwijt: Kwijt) -> None:
    controle = kwijt.bezoek.controle
    kwijt.geef_op(INVOER, sha(plaatje(2)))
    assert (controle.compleet_at, waiting_for(session, controle).aantallen) == (None, "1 foto")
    kwijt.geef_op(sha(plaatje(3)), reden="Nooit gemaakt.")
    assert controle.compleet_at == NU
    assert waiting_for(session, controle).aantallen == ""
    rapport, waarde = kwijt.rapport()
    assert notes_of(waarde) == [
        "Van dit bezoek ontbreekt: 1 invoer en 1 foto die op de telefoon stonden. Dit is niet ontvangen en komt niet "
        f"meer. Reden, vastgelegd op 20 november 2026: {WEG}",
        "Van dit bezoek ontbreekt: 1 foto die op de telefoon stond. Dit is niet ontvangen en komt niet meer. "
        "Reden, vastgelegd op 20 november 2026: Nooit gemaakt.",
    ]
    assert [(foto.sha256, foto.ontbreekt) for foto in waarde.fotos] == [
        (sha(plaatje(1)), False),
        (sha(plaatje(2)), True),
    ]
    assert (rapport.versie, controle.status) == (1, Status.GERAPPORTEERD)
    regels = session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "komt-niet-meer")).all()
    assert {regel.door_id for regel in regels} == {kwijt.dorp.juul.id}
    assert WEG in regels[0].omschrijving


def test_an_entry_that_comes_after_all_counts_in_the_next_version(session: Session, kwijt: Kwijt) -> None:
    kwijt.geef_op()
    kwijt.rapport()
    assert kwijt.stuur(kwijt.antwoord) == ["verwerkt"]
    assert [(item.invoeren, item.fotos) for item in reported(session, kwijt.bezoek.controle)] == [(0, 2)]
    rapport, waarde = kwijt.rapport()
    assert (rapport.versie, rapport.reden) == (2, NAGEKOMEN)
    assert [punt.reden for groep in waarde.groepen for punt in groep.punten if punt.code == "BG-05"] == ["Geen lift"]
    assert "2 foto’s" in notes_of(waarde)[0]
    assert kwijt.bezoek.versie() is None


@pytest.mark.parametrize("nummer", [2, 3])
def test_a_photo_that_comes_after_all_is_in_the_next_version(session: Session, kwijt: Kwijt, nummer: int) -> None:
    kwijt.geef_op()
    kwijt.rapport()
    kwijt.stuur_foto(nummer)
    rapport, waarde = kwijt.rapport()
    assert (rapport.versie, rapport.reden) == (2, NAGEKOMEN)
    assert [foto.ontbreekt for foto in waarde.fotos] == [False, nummer != 2]
    assert [(item.invoeren, item.fotos) for item in reported(session, kwijt.bezoek.controle)] == [(1, 1)]
    assert session.scalar(select(Gebeurtenis.omschrijving).where(Gebeurtenis.soort == "gemis-opgeheven"))


def test_what_comes_after_all_and_is_held_waits_for_a_person(session: Session, kwijt: Kwijt) -> None:
    """A phone that was taken back: its entry does not count by itself, and is not written off either."""
    kwijt.geef_op()
    kwijt.rapport()
    assert kwijt.stuur(kwijt.antwoord, ingetrokken=True) == ["vastgehouden"]
    kwijt.stuur_foto(3)
    controle = kwijt.bezoek.controle
    assert (controle.compleet_at, controle.status) == (None, Status.AFGEROND)
    assert waiting_for(session, controle).aantallen == ""


def test_a_photo_that_came_while_it_was_given_up_is_found_by_the_sweep(session: Session, kwijt: Kwijt) -> None:
    """Two requests at the same moment did not see each other."""
    kwijt.geef_op()
    waterdonk = kwijt.dorp.waterdonk.id
    values = {"sha256": sha(plaatje(3)), "grootte": 3, "type": "image/jpeg", "ontvangen_at": NU}
    session.add(FotoBytes(organisatie_id=waterdonk, **values))
    session.flush()
    heal_visits(session, NU)
    assert [(item.invoeren, item.fotos) for item in reported(session, kwijt.bezoek.controle)] == [(1, 1)]
    assert kwijt.bezoek.controle.compleet_at == NU


def test_who_may_and_what_is_asked(session: Session, kwijt: Kwijt) -> None:
    for naam in ("tess", "kim", "olaf"):
        with pytest.raises(NotAllowed, match="Dit beslist een"):
            kwijt.geef_op(by=getattr(kwijt.dorp, naam))
    with pytest.raises(Invalid, match="waarom"):
        kwijt.geef_op(reden="  ")
    with pytest.raises(Conflict, match="veranderd"):
        kwijt.geef_op(sha(plaatje(1)))
    with pytest.raises(Conflict, match="veranderd"):
        kwijt.geef_op(sluiting="een andere")
    assert session.scalars(select(Gemis)).all() == []


def test_it_goes_with_the_dossier(session: Session, kwijt: Kwijt) -> None:
    kwijt.geef_op()
    destroy_dossier(session, kwijt.bezoek.controle, by=None, now=NU)
    assert session.scalars(select(Gemis)).all() == []
