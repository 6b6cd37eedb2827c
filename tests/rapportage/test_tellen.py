"""Dossier and report count the same answers by one rule, and say the same numbers."""

from __future__ import annotations

import pytest
from msgspec import structs
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.controles import queries_dossier
from app.controles.models import Antwoord, Foto, Herhaling
from app.rapportage import zinnen
from tests.people import Dorp, make_dorp
from tests.rapportage.bouw import Bezoek, walk


@pytest.fixture
def dorp2(session: Session) -> Dorp:
    """The village on each database."""
    return make_dorp(session)


@pytest.fixture
def bezoek(session: Session, dorp2: Dorp) -> Bezoek:
    """A finished visit."""
    return walk(session, dorp2)


def delen(bezoek: Bezoek) -> dict[str, queries_dossier.Deel]:
    """The onderdelen of the dossier by code."""
    controle = queries_dossier.get_dossier(bezoek.session, bezoek.controle.organisatie_id, bezoek.controle.id)
    fotos = queries_dossier.of_controle(bezoek.session, controle, Foto)
    return {deel.code: deel for deel in queries_dossier.stand_of(bezoek.session, controle, fotos, []).delen}


def check_same(bezoek: Bezoek) -> None:
    """Asserts that dossier and report count alike, and that each onderdeel adds up."""
    found, telling = delen(bezoek), structs.asdict(bezoek.waarde().tellingen)
    for deel in found.values():
        assert deel.punten == deel.open + sum(deel.telling.values()), deel.code
    assert telling.pop("open") == sum(deel.open for deel in found.values())
    assert telling == {naam: sum(deel.telling.get(naam, 0) for deel in found.values()) for naam in telling}


def test_a_document_beside_a_judgement_counts_nowhere(bezoek: Bezoek) -> None:
    check_same(bezoek)
    rondgang = delen(bezoek)["rondgang"]
    assert (rondgang.punten, rondgang.telling["voldoet"], rondgang.telling["anders"]) == (12, 4, 3)


def test_what_has_no_answer_is_open_in_both(session: Session, bezoek: Bezoek) -> None:
    session.execute(delete(Antwoord).where(Antwoord.code.in_(["BG-03", "BG-11.3"])))
    session.flush()
    check_same(bezoek)
    assert delen(bezoek)["rondgang"].open == 2
    listed = [
        (punt.code, volg.code) for groep in bezoek.waarde().groepen for punt in groep.punten for volg in punt.vervolg
    ]
    assert ("BG-11", "BG-11.3") in listed


def test_answers_in_a_repeat_that_was_taken_away_count_nowhere(bezoek: Bezoek) -> None:
    bezoek.session.refresh(bezoek.controle)
    voor = delen(bezoek)["kamers"].punten
    rij = next(row for row in queries_dossier.of_controle(bezoek.session, bezoek.controle, Herhaling))
    rij.weg = True
    bezoek.session.flush()
    check_same(bezoek)
    assert delen(bezoek)["kamers"].punten == voor - 1


def test_an_onderdeel_that_did_not_apply_is_left_out_and_said(bezoek: Bezoek) -> None:
    found = delen(bezoek)
    assert set(found) == {"rondgang", "kamers"}
    controle = queries_dossier.get_dossier(bezoek.session, bezoek.controle.organisatie_id, bezoek.controle.id)
    assert queries_dossier.count_onderdelen(controle) - len(found) == 1


def test_the_sentence_of_the_cover_adds_up(bezoek: Bezoek) -> None:
    zin = zinnen.counts(bezoek.waarde())
    assert sum(int(deel.split()[0]) for deel in zin.split(", ")) == sum(deel.punten for deel in delen(bezoek).values())


@pytest.mark.parametrize(
    ("besluit", "zin"),
    [
        ("Aanwijzingsbesluit toezichthouders 2024", "(Aanwijzingsbesluit toe"),
        ("2024-17", "(aanwijzingsbesluit 2024-17"),
    ],
)
def test_the_decision_is_named_once(bezoek: Bezoek, besluit: str, zin: str) -> None:
    waarde = bezoek.waarde()
    waarde = structs.replace(waarde, ambtenaar=structs.replace(waarde.ambtenaar, besluit=besluit))
    tekst = zinnen.official(waarde)
    assert zin in tekst
    assert tekst.lower().count("aanwijzingsbesluit") == 1
