"""Which grondslagen hold in a case."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.protocols.loader import PROTOCOLS, read_file
from app.protocols.rules.bouwstenen import Grondslag, Voorwaarde
from app.protocols.rules.definitie import Controlepunt
from app.protocols.rules.grondslagen import applicable_grondslagen, regime_of
from app.protocols.rules.walk import walk_vragen
from tests.protocols.vectors import load_vectors

NU = date(2026, 11, 20)
PUNT = Controlepunt(
    code="A-1",
    vraag="Vrij?",
    type="oordeel",
    grondslagen=[
        Grondslag(bron="Ow", zekerheid="gelezen"),
        Grondslag(bron="Wabo", zekerheid="gelezen", regime="wabo"),
        Grondslag(bron="Oud", zekerheid="gelezen", geldig_tot=date(2026, 6, 30)),
        Grondslag(bron="Nieuw", zekerheid="gelezen", geldig_van=date(2026, 7, 1)),
        Grondslag(bron="Alleen bij sloop", zekerheid="gelezen", als=Voorwaarde(feit="zaak.sloop", is_=True)),
    ],
)


CASES: list[dict[str, Any]] = load_vectors("grondslagen")["gevallen"]


@pytest.mark.parametrize("geval", CASES, ids=[geval["naam"] for geval in CASES])
def test_phone_and_office_agree(geval: dict[str, Any]) -> None:
    """The cases that the twin on the phone passes too."""
    waarheid = {f"zaak.{rij['bron']}": rij["als"] for rij in geval["gronden"] if "als" in rij}
    punt = Controlepunt(code="A-1", vraag="?", type="oordeel", grondslagen=[grondslag(rij) for rij in geval["gronden"]])
    gekozen = applicable_grondslagen(
        punt,
        dag=date.fromisoformat(geval["dag"]),
        regime=geval["regime"],
        evaluate=lambda voorwaarde: waarheid[str(voorwaarde.feit)],
    )
    assert names(gekozen) == geval["geldend"]


def grondslag(rij: dict[str, Any]) -> Grondslag:
    """A grondslag as a case writes it."""
    return Grondslag(
        bron=rij["bron"],
        zekerheid="gelezen",
        regime=rij.get("regime", "ow"),
        geldig_van=date.fromisoformat(rij["van"]) if "van" in rij else None,
        geldig_tot=date.fromisoformat(rij["tot"]) if "tot" in rij else None,
        als=Voorwaarde(feit=f"zaak.{rij['bron']}", is_=True) if "als" in rij else None,
    )


def names(bronnen: list[Grondslag]) -> list[str]:
    return [bron.bron for bron in bronnen]


def test_the_same_question_shows_the_law_of_its_regime() -> None:
    assert names(applicable_grondslagen(PUNT, dag=NU, regime=regime_of(date(2023, 12, 31)))) == ["Wabo"]
    assert names(applicable_grondslagen(PUNT, dag=NU, regime=regime_of(date(2024, 1, 1))))[0] == "Ow"
    assert regime_of(None) == "ow"


def test_a_point_without_old_law_keeps_that_of_now() -> None:
    kaal = Controlepunt(code="A-1", vraag="Vrij?", type="oordeel", grondslagen=PUNT.grondslagen[:1])
    assert names(applicable_grondslagen(kaal, dag=NU, regime="wabo")) == ["Ow"]


@pytest.mark.parametrize(("dag", "bron"), [(date(2026, 6, 30), "Oud"), (date(2026, 7, 1), "Nieuw")])
def test_a_source_holds_from_its_first_to_its_last_day(dag: date, bron: str) -> None:
    gekozen = names(applicable_grondslagen(PUNT, dag=dag))
    assert bron in gekozen
    assert len({"Oud", "Nieuw"} & set(gekozen)) == 1


@pytest.mark.parametrize(("sloop", "erbij"), [(True, True), (None, True), (False, False)])
def test_a_condition_that_is_known_not_to_hold_leaves_a_source_out(sloop: bool | None, erbij: bool) -> None:
    gekozen = applicable_grondslagen(PUNT, dag=NU, evaluate=lambda _: sloop)
    assert ("Alleen bij sloop" in names(gekozen)) is erbij


def test_a_case_of_2023_shows_the_wabo_at_bouwen_regulier() -> None:
    definitie = read_file(PROTOCOLS / "bouwen-regulier" / "1.yaml").definitie
    assert definitie is not None
    punt = next(plek.punt for plek in walk_vragen(definitie) if plek.vraag.code == "BR-01")
    oud = applicable_grondslagen(punt, dag=NU, regime=regime_of(date(2023, 5, 1)))
    assert {bron.bron for bron in oud} == {"Wabo"}
