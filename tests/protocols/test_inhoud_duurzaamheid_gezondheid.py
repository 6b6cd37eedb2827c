"""The block duurzaamheid en gezondheid carries every item of its source sheet as structure."""

from __future__ import annotations

from dataclasses import replace

from tests.protocols.bladtoets import WetBlad
from tests.protocols.bronnen import Rij, definitie, plek, rijen

PROTOCOL = "duurzaamheid-gezondheid"
ONDERDELEN = {"G": "gebouw", "E": "evenement"}
ANTWOORDEN = {"VN+KZ[A..G]": "VN+KZ[A,B,C,D,E,F,G]", "VN+MK[maatregelen]": "VN+TXT"}
"""A range of choices in full; a list of measures that the sheet names but does not give is told in words."""


class TestBlad(WetBlad):
    protocol = PROTOCOL
    standaard = "Bbl"
    fasen = ""
    fase_is_onderdeel = True
    codes = [*(f"DUR-G{nummer}" for nummer in range(1, 13)), *(f"DUR-E{nummer}" for nummer in range(1, 12))]
    merken = {"DUR-E1": "signaal", "DUR-E2": "signaal"}
    vervolgvragen = {
        "DUR-E1.1": "getal % | altijd",
        "DUR-E1.2": "keuze ja/nee | altijd",
        "DUR-E4.1": "keuze walstroom/accu/hvo/anders | altijd",
        "DUR-E4.2": "keuze ja/nee | altijd",
        "DUR-E5.1": "keuze ja/nee | altijd",
        "DUR-E7.1": "getal tappunten | altijd",
        "DUR-E7.2": "getal °C | altijd",
        "DUR-G1.1": "getal m³ | altijd",
        "DUR-G2.1": "tekst | altijd",
        "DUR-G3.1": "datum | altijd",
        "DUR-G4.1": "keuze a/b/c/d/e/f/g | altijd",
        "DUR-G4.2": "keuze geen/kleiner_dan_100_m2/minder_dan_helft_kantoor/monument/anders | DUR-G4 is voldoet_niet",
        "DUR-G6.1": "getal vakken | altijd",
        "DUR-G7.1": "datum | altijd",
        "DUR-G7.2": "keuze geen/gacs/contract | altijd",
        "DUR-G8.1": "keuze gas_meer_dan_100/niet_gas_20_tot_100/niet_gas_meer_dan_100 | altijd",
        "DUR-G9.1": "getal vezels/m³ | altijd",
        "DUR-G9.2": "getal µg/m³ | altijd",
        "DUR-G9.3": "keuze ja/nee | altijd",
        "DUR-G10.1": "getal ppm | altijd",
        "DUR-G11.1": "getal °C | altijd",
        "DUR-G11.2": "keuze ja/nee | altijd",
    }
    acties = {
        "DUR-E1": ["doorsturen ILT | DUR-E1 is voldoet_niet of DUR-E1.2 is nee"],
        "DUR-E4": ["blok_openen zorgplichten | DUR-E4.2 is ja"],
        "DUR-E7": ["taak | DUR-E7 is voldoet_niet en DUR-E7.2 kleiner 27"],
        "DUR-E9": ["advies_vragen ecoloog | DUR-E9 is voldoet_niet"],
        "DUR-G2": ["taak | DUR-G2 is voldoet_niet"],
        "DUR-G9": ["taak | DUR-G9.3 is ja", "advies_vragen deskundige | DUR-G9.3 is ja"],
        "DUR-G10": ["taak | DUR-G10.1 groter 1200"],
        "DUR-G11": ["doorsturen Drinkwaterbedrijf of ILT | DUR-G11.2 is ja en DUR-G11.1 kleiner 60"],
    }
    getoond = {
        "DUR-G2": "niet (DUR-G1 kleiner 50000 en DUR-G1.1 kleiner 25000)",
        "DUR-G3": "niet (DUR-G1 kleiner 50000 en DUR-G1.1 kleiner 25000)",
    }
    normen = {
        "DUR-E1.1": [">= zaak.inzameling_bekers_procent %"],
        "DUR-E5": ["<= 103 dB(A)", "<= zaak.geluid_kinderen_dba dB(A) | DUR-E5.1 is ja"],
        "DUR-G7": ["<= 60 maanden"],
        "DUR-G7.1": ["<= 48 maanden"],
        "DUR-G8": [
            "<= 48 maanden | DUR-G8.1 in gas_meer_dan_100/niet_gas_20_tot_100",
            "<= 24 maanden | DUR-G8.1 is niet_gas_meer_dan_100",
        ],
        "DUR-G9.1": ["<= 2000 vezels/m³"],
        "DUR-G9.2": ["<= 120 µg/m³"],
    }

    def rijen(self) -> list[Rij]:
        """The rows, with the moment as the onderdeel it is in a block that has no moments."""
        return [
            replace(rij, fase=ONDERDELEN[rij.fase], antwoord=ANTWOORDEN.get(rij.antwoord, rij.antwoord))
            for rij in rijen(PROTOCOL)
        ]


def test_advice_gets_no_lhso_judgement() -> None:
    """What the sheet bases on advice is advice; a rule of law or of a permit is a duty."""
    advies = {rij.code for rij in rijen(PROTOCOL) if "advies" in rij.grondslag.lower()}
    assert advies == {rij.code for rij in rijen(PROTOCOL) if plek(PROTOCOL, rij.code).punt.aard == "advies"}


def test_block_fits_every_protocol() -> None:
    van = definitie(PROTOCOL)
    assert van.soort == "blok"
    assert not van.fasen
