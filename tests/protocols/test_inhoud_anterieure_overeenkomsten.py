"""Controle anterieure overeenkomsten carries every item of its source sheet as structure."""

from __future__ import annotations

from app.protocols.rules.grondslagen import OMGEVINGSWET, applicable_grondslagen
from app.protocols.rules.normen import open_acties
from app.protocols.rules.stand import Antwoord, Stand
from app.protocols.rules.voorwaarden import Zicht, zichtbaar
from tests.protocols.bladtoets import BouwBlad
from tests.protocols.bronnen import definitie, opties, plan, plek

PROTOCOL = "anterieure-overeenkomsten"


class TestBlad(BouwBlad):
    protocol = PROTOCOL
    fasen = "01234"
    kengetallen = []
    codes = [f"AO-{nummer:02}" for nummer in range(1, 21)]
    merken = dict.fromkeys([*codes, "AO-13.2"], "privaat")
    vervolgvragen = {
        "AO-02.1": "tekst | altijd",
        "AO-03.1": "tekst | AO-03 in ook_omgevingsplan/ook_vergunning",
        "AO-04.1": "getal € | altijd",
        "AO-04.2": "datum | altijd",
        "AO-04.3": "getal € | AO-04 is voldoet_niet",
        "AO-04.4": "keuze ja/nee/onbekend | AO-04 is voldoet_niet",
        "AO-05.1": "getal € | altijd",
        "AO-05.2": "datum | altijd",
        "AO-05.3": "getal dagen | AO-05.2 groter -3",
        "AO-07.1": "datum | altijd",
        "AO-07.2": "getal weken | AO-07 is voldoet_niet",
        "AO-08.1": "tekst | altijd",
        "AO-08.2": "getal woningen | altijd",
        "AO-08.3": "getal woningen | AO-08 is voldoet_niet",
        "AO-09.1": "keuze ja/nee | AO-09 is voldoet_niet",
        "AO-09.2": "foto | AO-09 is voldoet_niet en AO-09.1 is ja",
        "AO-10.1": "datum | altijd",
        "AO-10.2": "getal m² | AO-10 is voldoet_niet",
        "AO-11.1": "getal m³ | altijd",
        "AO-12.1": "steekproef planten | altijd",
        "AO-12.2": "datum | AO-12 is voldoet_niet",
        "AO-13.1": "tekst | altijd",
        "AO-13.2": "tekst | AO-13 is voldoet_niet",
        "AO-14.1": "datum | altijd",
        "AO-15.1": "getal € | AO-15 is voldoet_niet",
        "AO-16.1": "getal parkeerplaatsen | altijd",
        "AO-20.1": "datum | altijd",
        "AO-20.2": "datum | AO-20 is voldoet_niet",
    }
    acties = {
        "AO-01": ["doorsturen contractbeheerder | AO-01 is voldoet_niet"],
        "AO-02": ["doorsturen jurist | AO-02 is voldoet_niet"],
        "AO-03": ["protocolwissel gebiedstoezicht | AO-03 in ook_omgevingsplan/ook_vergunning"],
        "AO-04": ["niet_vrijgeven | AO-04.4 is ja"],
        "AO-05": ["taak contractbeheerder | AO-05.3 kleiner 60"],
        "AO-10": ["protocolwissel sloopmelding | AO-10 is voldoet_niet"],
        "AO-18": ["taak toezichthouder | AO-03 is alleen_contract"],
        "AO-20": ["doorsturen jurist | AO-20 is voldoet_niet"],
    }
    getoond = {"AO-13.2": "AO-13 is voldoet_niet"}


def _zicht(**antwoorden: object) -> Zicht:
    gegeven = {(naam.replace("_", "-").replace("p", "."), ""): Antwoord(waarde) for naam, waarde in antwoorden.items()}
    return zichtbaar(plan(PROTOCOL), Stand(antwoorden=gegeven, feiten={"controle.datum": "2026-03-16"}))


def test_agreement_that_is_also_public_law_is_judged_with_gebiedstoezicht() -> None:
    assert opties(plek(PROTOCOL, "AO-03").punt, definitie(PROTOCOL)) == [
        "alleen_contract",
        "ook_omgevingsplan",
        "ook_vergunning",
    ]
    for borging, naar in (("alleen_contract", []), ("ook_omgevingsplan", ["gebiedstoezicht"])):
        assert [actie.naar for actie in open_acties(_zicht(AO_03=borging), "AO-03")] == naar
    assert plek("gebiedstoezicht", "GT-10").punt.spoor == "publiek"


def test_security_that_ends_within_60_days_is_a_signal() -> None:
    for dagen, signaal in (("59", True), ("60", False), ("0", True)):
        zicht = _zicht(AO_05p2="2026-05-10", AO_05p3=dagen)
        assert bool(open_acties(zicht, "AO-05")) == signaal, dagen


def test_contract_alone_gives_no_right_to_enter() -> None:
    (actie,) = open_acties(_zicht(AO_03="alleen_contract"), "AO-18")
    assert "niet naar binnen" in actie.tekst
    assert open_acties(_zicht(AO_03="ook_vergunning"), "AO-18") == []


def test_omgevingsplan_is_a_basis_only_where_it_holds_the_agreement() -> None:
    punt = plek(PROTOCOL, "AO-18").punt
    for borging, bronnen in (("alleen_contract", ["contract"]), ("ook_omgevingsplan", ["contract", "omgevingsplan"])):
        zicht = _zicht(AO_03=borging)
        geldig = applicable_grondslagen(punt, dag=OMGEVINGSWET, evaluate=zicht.evaluate)
        assert [bron.bron for bron in geldig] == bronnen


def test_agreement_of_before_2024_keeps_the_contract_as_its_basis() -> None:
    for code in ("AO-01", "AO-09"):
        oud = applicable_grondslagen(plek(PROTOCOL, code).punt, dag=OMGEVINGSWET, regime="wabo")
        assert oud[0].bron == "contract", code
        assert {bron.regime for bron in oud} == {"wabo"}, code


def test_remaining_points_lie_inside_their_strook() -> None:
    assert plek(PROTOCOL, "AO-13.2").herhaald_per == ["strook", "restpunt"]
    assert plek(PROTOCOL, "AO-08").herhaald_per == ["fase"]
