"""The deelprotocol logies en recreatiepark carries every item of its source sheet as structure."""

from __future__ import annotations

from tests.protocols import kort
from tests.protocols.bladtoets import Deelprotocol
from tests.protocols.bronnen import definitie, plek, plekken

PROTOCOL = "prv-logies"


class TestBlad(Deelprotocol):
    protocol = PROTOCOL
    codes = [f"PRV-L{nummer}" for nummer in range(1, 18)]
    eigen_woorden = {
        "PRV-L4": "Staan hoogstens vier standplaatsen (hoogstens 1.000 m²) in één brandcompartiment?",
        "PRV-L15": "Past de brandmeldinstallatie in het logiesgebouw bij bijlage II?",
    }
    anders = {
        "PRV-L1": "conditions on the grondslagen of other items",
    }
    merken = {"PRV-L17": "signaal"}
    vervolgvragen = {
        "PRV-L3.1": "getal m | altijd",
        "PRV-L3.2": "keuze ja/nee | PRV-L3 is voldoet_niet",
        "PRV-L3.3": "getal min | altijd",
        "PRV-L3.4": "getal m | PRV-L1 is kampeermiddel",
        "PRV-L3.5": "getal min | PRV-L1 is kampeermiddel",
        "PRV-L4.1": "getal aantal | altijd",
        "PRV-L4.2": "getal m² | altijd",
        "PRV-L4.3": "locatie | altijd",
        "PRV-L5.1": "getal m | altijd",
        "PRV-L5.2": "keuze ja/nee | altijd",
        "PRV-L5.3": "getal m | altijd",
        "PRV-L5.4": "getal m | altijd",
        "PRV-L5.5": "getal m | altijd",
        "PRV-L6.1": "locatie | altijd",
        "PRV-L7.1": "getal jaartal | altijd",
        "PRV-L7.2": "getal jaar | PRV-L7.1 beantwoord True",
        "PRV-L9.1": "keuze ja/nee | altijd",
        "PRV-L9.2": "getal ppm | altijd",
        "PRV-L10.1": "keuze wonen/anders | PRV-L10 is voldoet_niet"
        " en mogelijk (niet (PRV-L11 in permanent/recreatief))",
        "PRV-L12.1": "getal personen | altijd",
        "PRV-L13.1": "meerkeuze nederlands/engels/duits/pools/roemeens/bulgaars/anders | altijd",
        "PRV-L14.1": "getal m | PRV-L14 in voldoet_niet/nader_onderzoek",
        "PRV-L15.1": "getal m² | altijd",
        "PRV-L15.2": "getal m | altijd",
        "PRV-L15.3": "keuze ja/nee | PRV-L15.1 groter 250",
        "PRV-L15.4": "keuze ja/nee | PRV-L15.2 groter 1.5 en mogelijk (object.logies_24_uursbewaking is False)",
        "PRV-L16.1": "keuze ja/nee | altijd",
        "PRV-L16.2": "getal m³ | altijd",
        "PRV-L16.3": "keuze ja/nee | PRV-L16.2 groter 10",
    }
    acties = {
        "PRV-L3": ["taak teamleider | PRV-L3 is voldoet_niet en PRV-L3.1 kleiner 1"],
        "PRV-L9": ["blok_openen zorgplichten | PRV-L9 is voldoet_niet"],
        "PRV-L10": ["taak | PRV-L10 is voldoet_niet en (PRV-L10.1 is anders of PRV-L11 is recreatief)"],
        "PRV-L11": [
            "protocolwissel huisvesting-arbeidsmigranten | PRV-L11 is arbeidsmigranten",
            "doorsturen Ruimtelijke ordening | PRV-L11 is permanent",
        ],
        "PRV-L17": ["doorsturen Drinkwaterbedrijf of ILT | PRV-L17 is voldoet_niet"],
    }
    normen = {
        "PRV-L3.1": [
            ">= 3.0 m | PRV-L1 is kampeermiddel en (PRV-L3.3 beantwoord False of PRV-L3.3 kleiner 20)",
            ">= 5.0 m | PRV-L1 is woonwagen en (PRV-L3.3 beantwoord False of PRV-L3.3 kleiner 20)",
        ],
        "PRV-L3.3": [
            ">= 20 min | PRV-L1 in bouwwerk_logies/bouwwerk_woon",
            ">= 20 min | PRV-L1 is woonwagen en PRV-L3.1 kleiner 5",
            ">= 20 min | PRV-L1 is kampeermiddel en PRV-L3.1 kleiner 3",
        ],
        "PRV-L3.4": [">= 5.0 m | PRV-L3.5 beantwoord False of PRV-L3.5 kleiner 30"],
        "PRV-L3.5": [">= 30 min | PRV-L3.4 kleiner 5"],
        "PRV-L4.1": [
            "<= 4 aantal | aantal PRV-L1 kampeermiddel minstens 1",
            "<= 4 aantal | aantal PRV-L1 woonwagen minstens 1",
        ],
        "PRV-L4.2": ["<= 1000 m²"],
        "PRV-L5.1": [">= 4.5 m"],
        "PRV-L5.3": [">= 3.25 m"],
        "PRV-L5.4": [">= 4.2 m"],
        "PRV-L5.5": ["<= 40 m"],
        "PRV-L7.2": ["<= 10 jaar"],
        "PRV-L14.1": ["<= 100 m"],
    }
    getoond = {"PRV-L14": "object.logies_24_uursbewaking is True"}
    verhogingen = {
        "PRV-L3": ["PRV-L3 is voldoet_niet en PRV-L3.1 kleiner 1 → 4"],
        "PRV-L10": ["PRV-L10 is voldoet_niet en (PRV-L10.1 is wonen of PRV-L11 is permanent) → 3"],
    }


def test_what_is_looked_at_per_chalet_stands_in_one_repeat_that_starts_with_the_qualification() -> None:
    per_standplaats = [p.punt.code for p in plekken(definitie(PROTOCOL)) if p.herhaald_per == ["standplaats"]]
    assert per_standplaats == [f"PRV-L{nummer}" for nummer in (1, 3, 7, 8, 9, 11, 10, 12)]
    assert not any(p.herhaald_per for p in plekken(definitie(PROTOCOL)) if p.punt.code not in per_standplaats)


def test_qualification_decides_which_grondslag_holds() -> None:
    """Where both regulations are cited, each holds for its own kinds of object, and both for an unclear one."""
    moet = {
        "Bgbop": {"kampeermiddel", "onduidelijk"},
        "Bbl": {"bouwwerk_logies", "bouwwerk_woon", "woonwagen", "onduidelijk"},
    }
    for code in ("PRV-L2", "PRV-L3", "PRV-L4", "PRV-L8", "PRV-L9"):
        per_bron: dict[str, set[object]] = {}
        for grondslag in plek(PROTOCOL, code).punt.grondslagen:
            assert grondslag.als is not None, code
            gekozen = grondslag.als.in_ or (grondslag.als.aantal.in_ if grondslag.als.aantal else None) or []
            assert (grondslag.als.vraag or (grondslag.als.aantal and grondslag.als.aantal.vraag)) == "PRV-L1", code
            per_bron.setdefault(grondslag.bron, set()).update(gekozen)
        assert {bron: per_bron.get(bron) for bron in moet} == moet, code


def test_distance_is_shown_on_two_photos_without_persons() -> None:
    foto = plek(PROTOCOL, "PRV-L3").punt.foto
    assert (foto.wanneer, foto.minimum, foto.personen_vermijden) == ("bij_afwijking", 2, True)


def test_24_uursbewaking_is_asked_where_nobody_knows() -> None:
    assert plek(PROTOCOL, "PRV-L14").punt.bij_onbekend == "toon"


def test_college_decides_where_the_bgbop_or_the_omgevingsplan_is_cited() -> None:
    verkeerd = [
        f"{punt.code}: {punt.bevoegd_orgaan}"
        for punt in kort.punten(PROTOCOL)
        if punt.code != "PRV-L1"
        and (punt.bevoegd_orgaan == "college")
        != any(bron.bron in ("Bgbop", "Omgevingsplan") for bron in punt.grondslagen)
    ]
    assert not verkeerd, "\n".join(verkeerd)
