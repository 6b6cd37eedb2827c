"""From a finished visit to its report: what the value says, and the job that makes, keeps and remakes it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Controle, Mutatie
from app.controles.quarantaine import resolve_held
from app.controles.rules.journaal import NAGEKOMEN
from app.controles.rules.oplossing import Keuze
from app.controles.rules.status import Status
from app.core.audit import Gebeurtenis
from app.core.errors import Conflict
from app.core.queue import WERK, run_task
from app.core.taken import Taak
from app.rapportage import taken
from app.rapportage.actions import establish_report, store_version
from app.rapportage.models import Rapport
from app.rapportage.queries import reports_of, why_not_yet
from app.rapportage.waarde import Punt, from_canonical, hash_of, to_canonical
from app.rapportage.waarde import Rapport as Waarde
from app.sync.actions import receive
from app.sync.bezorger import Bezorger
from tests.controles.builders import NU, mutatie_of, pakket
from tests.people import Dorp, make_dorp
from tests.rapportage.bouw import Bezoek, begin, plaatje, sha, walk


@pytest.fixture
def dorp2(session: Session) -> Dorp:
    """The village on each database."""
    return make_dorp(session)


@pytest.fixture
def bezoek(session: Session, dorp2: Dorp) -> Bezoek:
    """A finished visit."""
    return walk(session, dorp2)


def points(waarde: Waarde) -> Iterator[Punt]:
    """Every point and follow-up of the list."""
    for groep in waarde.groepen:
        for punt in groep.punten:
            yield punt
            yield from punt.vervolg


def taak_of(session: Session, controle: Controle) -> Taak:
    """The job that was asked when everything had arrived."""
    return session.scalars(select(Taak).where(Taak.soort == "rapport", Taak.onderwerp_id == controle.id)).one()


def do(session: Session, taak: Taak) -> Any:
    """What a worker does with a job, in the session of the test; gives what it would still write."""
    return WERK["rapport"](session, taak, NU)


def test_the_value_says_what_was_found(bezoek: Bezoek) -> None:
    """One visit for all of it: making one costs more than looking."""
    waarde = bezoek.waarde()
    _the_value_has_every_answer_once(waarde)
    _not_looked_at_never_counts_as_in_order(waarde)
    _repeats_stand_apart_with_their_sample(waarde)
    _findings_come_with_facts_terms_and_photos(waarde)
    _an_edited_copy_stands_in_place_of_the_photo(waarde)
    _the_judgement_stands_apart_and_says_what_the_matrix_is(waarde)
    _who_acted_by_which_decision(waarde)
    _the_value_survives_storage(waarde)


def _the_value_has_every_answer_once(waarde: Waarde) -> None:
    codes = [(groep.titel, punt.code) for groep in waarde.groepen for punt in groep.punten]
    assert len(codes) == len(set(codes)) == 13
    by_code = {punt.code: punt for punt in points(waarde)}
    assert by_code["BG-01"].toelichting == "Twee lege montageplaten."
    assert by_code["BG-04"].reden == "De zolder was op slot."
    assert by_code["BG-04"].gemist
    assert by_code["BG-06"].nader_uiterlijk == "4 december 2026"
    assert (by_code["BG-07"].antwoord, by_code["BG-07"].norm) == ("0,62 m", "minstens 0,85 m")
    assert by_code["BG-08"].antwoord == "Blustoestel, Haspel"
    assert by_code["BG-09"].antwoord == "gezien, gedateerd 1 maart 2026"
    assert by_code["BG-11.1"].antwoord == "3"
    assert [punt.code for punt in waarde.verborgen] == ["BG-12"]
    assert "BG-12" not in by_code


def _not_looked_at_never_counts_as_in_order(waarde: Waarde) -> None:
    telling = waarde.tellingen
    assert (telling.voldoet, telling.voldoet_niet, telling.nvt) == (6, 2, 1)
    assert (telling.nader_onderzoek, telling.niet_gecontroleerd, telling.open) == (1, 1, 0)


def _repeats_stand_apart_with_their_sample(waarde: Waarde) -> None:
    groepen = {groep.titel: groep for groep in waarde.groepen}
    assert groepen["Kamers"].steekproef == "2 van 6 bekeken"
    assert {"Kamers: Kamer 1", "Kamers: kamer 2"} <= set(groepen)


def _findings_come_with_facts_terms_and_photos(waarde: Waarde) -> None:
    eerste, tweede = waarde.bevindingen
    assert (eerste.code, eerste.voorschrift, eerste.fotos) == ("BG-01", "Bbl 3.117 lid 2", [1, 2])
    assert eerste.herstel == "Hang op elke verdieping een werkende rookmelder in de gang."
    assert str(eerste.uiterlijk_op) == "2026-12-04"
    assert str(eerste.hercontrole_op) == "2026-12-07"
    assert eerste.gericht_aan == "R. van der Pas (eigenaar)"
    assert tweede.direct_hersteld
    assert tweede.uiterlijk_op is None


def _an_edited_copy_stands_in_place_of_the_photo(waarde: Waarde) -> None:
    assert [foto.nummer for foto in waarde.fotos] == [1, 2, 3, 4]
    bewerkt = waarde.fotos[2]
    assert (bewerkt.sha256, bewerkt.bewerkt_sha256) == (sha(plaatje(3)), sha(plaatje(33)))
    assert bewerkt.beeld_sha256 == sha(plaatje(33))
    assert bewerkt.bewerkingen == ["vervaagd"]
    assert [foto.nummer for foto in waarde.losse_fotos] == [4]


def _the_judgement_stands_apart_and_says_what_the_matrix_is(waarde: Waarde) -> None:
    eerste = waarde.beoordelingen[0]
    assert (eerste.cel_berekend, eerste.cel_definitief, eerste.cel_reden) == ("B4", "C4", "Eerder gewaarschuwd.")
    assert eerste.gevolg == "4 Aanzienlijk en/of onomkeerbaar"
    assert [ingreep.label for ingreep in eerste.interventies] == ["Last onder dwangsom"]
    assert (eerste.matrix_versie, eerste.matrix_vastgesteld) == ("concept-0", False)
    assert not eerste.recidive_volledig
    assert eerste.bevindingen == [1]


def _who_acted_by_which_decision(waarde: Waarde) -> None:
    assert (waarde.ambtenaar.besluit, waarde.ambtenaar.legitimatienummer) == ("2024-17", "WD-118")
    assert waarde.protocol.onbevestigd == 1
    assert [grond.zekerheid for grond in waarde.gronden] == ["gelezen", "gelezen", "onbevestigd"]


def _the_value_survives_storage(waarde: Waarde) -> None:
    assert from_canonical(to_canonical(waarde)) == waarde


@pytest.mark.usefixtures("real_paper")
def test_the_job_makes_one_version_and_moves_the_controle_on(session: Session, bezoek: Bezoek) -> None:
    taak = taak_of(session, bezoek.controle)
    write = do(session, taak)
    assert reports_of(session, bezoek.controle) == []
    write(session)
    rapport = reports_of(session, bezoek.controle)[0]
    assert rapport.versie == 1
    assert rapport.intern_paginas > rapport.betrokkene_paginas > 1
    assert rapport.waarde_sha256 == hash_of(rapport.waarde)
    blobs = current_app.extensions["blobs"]
    for sha256 in (rapport.intern_sha256, rapport.betrokkene_sha256, rapport.brief_sha256):
        assert hashlib.sha256(blobs.get(rapport.organisatie_id, sha256)).hexdigest() == sha256
    assert bezoek.controle.status == Status.GERAPPORTEERD


def test_killed_anywhere_and_done_again_it_is_one_version(session: Session, bezoek: Bezoek) -> None:
    taak = taak_of(session, bezoek.controle)
    killed, write, late = do(session, taak), do(session, taak), do(session, taak)
    assert killed is not None
    write(session)
    late(session)
    assert do(session, taak) is None
    assert len(reports_of(session, bezoek.controle)) == 1


def test_redone_work_gives_the_same_bytes(bezoek: Bezoek) -> None:
    assert bezoek.versie().hashes == bezoek.versie().hashes


def test_the_queue_runs_the_job(session: Session, bezoek: Bezoek) -> None:
    run_task(taak_of(session, bezoek.controle).id)
    session.expire_all()
    assert [rapport.versie for rapport in reports_of(session, bezoek.controle)] == [1]
    assert taak_of(session, bezoek.controle).stand == "klaar"


def test_a_correction_is_a_next_version_with_its_reason(session: Session, bezoek: Bezoek) -> None:
    eerste = store_version(session, bezoek.versie(), NU)
    assert eerste is not None
    before = (eerste.intern_sha256, eerste.waarde)
    bezoek.doe(bezoek.telefoon.entry("aanvullen", {"reden": "Foto verwisseld"}))
    bezoek.antwoord("BG-10", "Toch een gebrek gezien.")
    bezoek.rond_af()
    tweede = store_version(session, bezoek.versie(), NU)
    assert tweede is not None
    assert (tweede.versie, tweede.reden) == (2, "Foto verwisseld")
    assert tweede.id != eerste.id
    assert (eerste.intern_sha256, eerste.waarde) == before
    versies = from_canonical(tweede.waarde).versies
    assert [(versie.nummer, versie.reden) for versie in versies] == [(1, ""), (2, "Foto verwisseld")]
    made = session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "rapport-gemaakt")).all()
    assert len(made) == 2


def test_entries_that_count_later_are_a_next_version_with_its_reason(session: Session, bezoek: Bezoek) -> None:
    """An older phone, and then what a person lets in: each is in the next version; doing it again makes no more."""
    assert store_version(session, bezoek.versie(), NU) is not None
    ouder = bezoek.telefoon.antwoord("BG-10", "Er hangt een kabel los.", basis=0)
    bezoek.doe(ouder)
    bezoek.lever()
    assert bezoek.controle.status == Status.AFGEROND
    tweede = store_version(session, bezoek.versie(), NU)
    assert tweede is not None
    assert (tweede.versie, tweede.reden, bezoek.controle.status) == (2, NAGEKOMEN, Status.GERAPPORTEERD)
    row = hold_late(session, bezoek)
    assert bezoek.versie() is None
    resolve_held(session, row, keuze=Keuze.OPNIEUW, reden="Hoort erbij", by=bezoek.dorp.juul, now=NU)
    gemaakt = bezoek.versie()
    derde = store_version(session, gemaakt, NU)
    assert derde is not None
    assert (derde.versie, derde.reden) == (3, NAGEKOMEN)
    assert "Na het gesprek gezien." in derde.waarde
    assert (bezoek.versie(), store_version(session, gemaakt, NU)) == (None, None)


def hold_late(session: Session, bezoek: Bezoek) -> Mutatie:
    """An answer of after afronden, held."""
    late = bezoek.telefoon.antwoord("BG-10", "Na het gesprek gezien.", basis=500)
    als = Bezorger(bezoek.dorp.tess, bezoek.controle.organisatie_id, frozenset({bezoek.controle.organisatie_id}))
    assert receive(session, als, pakket(late), NU).bonnen[0].code == "controle-afgerond"
    return mutatie_of(session, late)


def test_a_version_is_not_fixed_while_an_entry_waits(session: Session, bezoek: Bezoek) -> None:
    rapport = store_version(session, bezoek.versie(), NU)
    assert rapport is not None
    row = hold_late(session, bezoek)
    with pytest.raises(Conflict) as refused:
        establish_report(session, rapport, by=bezoek.dorp.coen, now=NU)
    assert refused.value.code == "invoer-vastgehouden"
    resolve_held(session, row, keuze=Keuze.TERZIJDE, reden="Dubbel", by=bezoek.dorp.juul, now=NU)
    establish_report(session, rapport, by=bezoek.dorp.coen, now=NU)
    assert rapport.vastgesteld_at == NU
    assert session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "gerapporteerd")).one()


def test_of_a_controle_that_was_reopened_nothing_is_made(session: Session, bezoek: Bezoek) -> None:
    gemaakt = bezoek.versie()
    bezoek.doe(bezoek.telefoon.entry("aanvullen", {"reden": "Nog een foto"}))
    bezoek.lever()
    assert store_version(session, gemaakt, NU) is None
    assert bezoek.versie() is None
    assert "nog niet" in why_not_yet(session, bezoek.controle)


def test_a_controle_of_another_organisation_is_not_made(session: Session, bezoek: Bezoek, dorp2: Dorp) -> None:
    from app.rapportage.actions import make_version

    blobs = current_app.extensions["blobs"]
    assert make_version(session, blobs, bezoek.controle.id, dorp2.anders.id, adres="https://x.example") is None


def test_nobody_there_gives_a_report_too(session: Session, dorp2: Dorp) -> None:
    bezoek = begin(session, dorp2)
    inhoud = {"uitkomst": "niemand_aanwezig", "voorstel_dag": "2026-12-12", "voorstel_dagdeel": "ochtend"}
    bezoek.doe(bezoek.telefoon.entry("niet_aangetroffen", inhoud))
    bezoek.lever()
    waarde = bezoek.waarde()
    assert waarde.niet_aangetroffen
    assert waarde.groepen == []
    assert waarde.bezoek.voorstel == "12 december 2026, ochtend"
    assert store_version(session, bezoek.versie(), NU) is not None


def test_fixing_a_replaced_version_is_refused(session: Session, bezoek: Bezoek, dorp2: Dorp) -> None:
    eerste = store_version(session, bezoek.versie(), NU)
    assert eerste is not None
    session.add(
        Rapport(
            id=UUID(int=eerste.id.int + 1),
            **{
                name: getattr(eerste, name)
                for name in ("organisatie_id", "controle_id", "waarde", "waarde_sha256", "intern_sha256", "gemaakt_at")
            },
            betrokkene_sha256=eerste.betrokkene_sha256,
            intern_paginas=1,
            betrokkene_paginas=1,
            versie=2,
        )
    )
    session.flush()
    with pytest.raises(Conflict) as refused:
        establish_report(session, eerste, by=dorp2.coen, now=NU)
    assert refused.value.code == "versie-vervangen"


def test_the_job_is_known_to_the_queue() -> None:
    assert WERK["rapport"] is taken.make_report
