"""Gebiedstoezicht carries every item of its source sheet as structure, also per deelgebied."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.protocols import kort
from tests.protocols.bladtoets import BouwBlad
from tests.protocols.bronnen import Rij, definitie, opties, plek, rijen

PROTOCOL = "gebiedstoezicht"
BLAD = Path(__file__).parent / "bronnen" / "gebiedstoezicht.md"
DEELGEBIEDEN = [
    "dorpskernen_woongebieden",
    "dorpskernen_beschermde_gezichten",
    "dijklinten_dorpsgebied",
    "dijk_en_polderlinten",
    "ruilverkavelingslinten",
    "agrarisch_zonder_bebouwing",
    "natura_2000",
    "bedrijventerreinen_industrie",
    "recreatieparken",
]
"""The nine of the sheet, in its order."""


def _met_kop(rij: Rij) -> Rij:
    """A row with what the headings of the sheet say of all rows: each is asked per locatie, and an extra question at
    the visit, in its deelgebied. Codes have capitals only; `m hoog` is a height in metres;
    that the deelgebied decides the extra questions is proved at those."""
    rij = replace(
        rij,
        code=rij.code.upper(),
        toelichting=f"{rij.toelichting} ↻ per locatie",
        vervolg=rij.vervolg.replace("m hoog", "m").replace("bepaalt §9.2", "-"),
    )
    if not rij.code.startswith("GT-D"):
        return rij
    return replace(rij, fase="2", vervolg="; ".join({rij.vervolg, "Toon als GT-01 het deelgebied noemt"} - {"-"}))


RIJEN = [_met_kop(rij) for rij in rijen(PROTOCOL)]
EXTRA = {f"GT-D{n}{letter}": gebied for n, gebied in enumerate(DEELGEBIEDEN, 1) for letter in "AB"}
"""The two extra questions of each deelgebied."""


class TestBlad(BouwBlad):
    protocol = PROTOCOL
    fasen = "01234"
    kengetallen = []
    codes = [*(f"GT-{nummer:02}" for nummer in range(1, 16)), *EXTRA]
    merken = dict.fromkeys(("GT-12", "GT-13", "GT-14", "GT-15"), "signaal")
    vervolgvragen = {
        "GT-02.1": (
            "keuze bijgebouw/dakkapel/container/stacaravan/mantelzorgunit/erfafscheiding/anders | GT-02 is voldoet_niet"
        ),
        "GT-02.1.1": "getal m² | GT-02 is voldoet_niet",
        "GT-02.1.2": "getal m | GT-02 is voldoet_niet",
        "GT-02.1.3": "datum | GT-02 is voldoet_niet",
        "GT-02.1.4": "tekst | GT-02 is voldoet_niet",
        "GT-02.1.5": "keuze vergunningvrij/legaliseerbaar/niet/onbekend | GT-02 is voldoet_niet",
        "GT-03.1": "getal m² | altijd",
        "GT-03.2": "getal m | GT-03 is voldoet_niet",
        "GT-04.1": (
            "keuze bedrijf/opslag/wonen/kamerverhuur/arbeidsmigranten/recreatie/horeca/anders | GT-04 is voldoet_niet"
        ),
        "GT-04.2": "keuze ja/nee | GT-04 is voldoet_niet en GT-04.1 is arbeidsmigranten",
        "GT-05.1": "getal personen | altijd",
        "GT-07.1": "keuze ja/nee/onbekend | GT-07 is voldoet_niet",
        "GT-08.1": "keuze ja/nee | GT-08 is voldoet_niet",
        "GT-09.1": "datum | altijd",
        "GT-09.2": "datum | GT-09 is voldoet_niet",
        "GT-12.1": "tekst | GT-12 is voldoet_niet",
        "GT-13.1": "foto | altijd",
        "GT-15.1": "datum | altijd",
        "GT-D1A.1": "getal m² | altijd",
        "GT-D4A.1": "getal woningen | altijd",
        "GT-D5A.1": "getal m² | altijd",
        "GT-D6B.1": "getal m | altijd",
        "GT-D9A.1": "meerkeuze inschrijving/school/post/seizoen | altijd",
        "GT-D9A.2": "datum | GT-D9A is voldoet_niet",
        "GT-D9A.3": "keuze ja/nee/onbekend | GT-D9A is voldoet_niet",
        "GT-D9B.1": "getal m | altijd",
    }
    acties = {
        "GT-04": ["protocolwissel brandveilig-gebruik | GT-04.1 is arbeidsmigranten"],
        "GT-06": ["protocolwissel aanleg | GT-06 is voldoet_niet"],
        "GT-07": ["doorsturen omgevingsdienst | GT-07.1 is ja"],
        "GT-08": ["spoed leidinggevende | GT-08.1 is ja"],
        "GT-10": ["protocolwissel anterieure-overeenkomsten | GT-10 is voldoet_niet"],
        "GT-12": ["taak toezichthouder | GT-12 is voldoet_niet"],
        "GT-14": ["advies_vragen handhavingsjurist | GT-14 is nee"],
        "GT-D2A": ["protocolwissel erfgoed | GT-D2A is voldoet_niet"],
        "GT-D3A": ["doorsturen waterschap | GT-D3A is voldoet_niet"],
        "GT-D5B": ["doorsturen omgevingsdienst | GT-D5B is voldoet_niet"],
        "GT-D6B": ["protocolwissel aanleg | GT-D6B is voldoet_niet"],
        "GT-D7A": [
            "doorsturen provincie | GT-D7A is voldoet_niet",
            "doorsturen omgevingsdienst | GT-D7A is voldoet_niet",
            "doorsturen terreinbeheerder | GT-D7A is voldoet_niet",
        ],
        "GT-D8B": ["taak toezichthouder | GT-D8B is voldoet_niet"],
    }
    verhogingen = {
        "GT-04": ["GT-04.2 is ja → 4"],
        "GT-08": ["GT-08.1 is ja → 4"],
    }
    getoond = {
        "GT-02.1": "GT-02 is voldoet_niet",
        "GT-05": "GT-04.1 in kamerverhuur/arbeidsmigranten of GT-D8B is voldoet_niet",
        "GT-09": "zaak.tijdelijk is True",
        **{
            code: f"GT-01 beantwoord True en GT-01 is {gebied}"
            f" of GT-01 beantwoord False en object.deelgebied is {gebied}"
            for code, gebied in EXTRA.items()
        },
    }

    def rijen(self) -> list[Rij]:
        """The rows with what the headings of the sheet say of all of them."""
        return RIJEN


def test_the_nine_deelgebieden_are_those_of_the_sheet() -> None:
    gemaakt = definitie(PROTOCOL)
    (feit,) = [feit for feit in gemaakt.feiten if feit.code == "object.deelgebied"]
    assert opties(plek(PROTOCOL, "GT-01").punt, gemaakt) == DEELGEBIEDEN
    assert feit.opties == gemaakt.lijsten["deelgebieden"]
    (regel,) = (regel for regel in BLAD.read_text(encoding="utf-8").splitlines() if regel.startswith("**Deelgebieden"))
    assert [optie.label for optie in feit.opties] == regel.split(":** ")[1].rstrip(".").split("; ")


def test_unknown_deelgebied_hides_no_extra_question() -> None:
    assert {plek(PROTOCOL, code).onderdelen[-1].bij_onbekend for code in EXTRA} == {"toon"}


def test_change_of_protocol_leads_to_a_protocol() -> None:
    wissels = [actie.naar for punt in kort.punten(PROTOCOL) for actie in punt.acties if actie.soort == "protocolwissel"]
    assert {definitie(naar).soort for naar in wissels if naar} == {"toezichtprotocol"}
    assert all(wissels)


def test_own_working_method_is_no_overtreding() -> None:
    assert {rij.code for rij in RIJEN if rij.gevolg == "-"} == {"GT-01", *TestBlad.merken}


def test_items_with_an_old_article_also_show_it_to_cases_of_before_2024() -> None:
    oud = {
        punt.code: {f"{g.artikel} {g.onderdeel or ''}".strip() for g in punt.grondslagen if g.regime == "wabo"}
        for punt in kort.punten(PROTOCOL)
    }
    assert {code: artikelen for code, artikelen in oud.items() if artikelen} == {
        "GT-02": {"2.1 a", "2.1 c", "2.3a"},
        "GT-02.1": {"2.1 a", "2.1 c", "2.3a"},
        "GT-04": {"2.1 c"},
        "GT-05": {"2.1 c", "1.18"},
        "GT-06": {"2.1 b"},
        "GT-09": {"2.3"},
        "GT-10": {"2.3"},
        "GT-D2A": {"2.1 a"},
        "GT-D4A": {"2.1 c"},
        "GT-D6A": {"2.1 a", "2.1 c"},
        "GT-D8B": {"2.1 c"},
    }
