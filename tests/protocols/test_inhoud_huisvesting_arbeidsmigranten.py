"""The protocol huisvesting arbeidsmigranten carries every item of its source sheet as structure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.protocols import kort
from tests.protocols.bladtoets import WetBlad
from tests.protocols.bronnen import Rij, definitie, plek, plekken, rijen

PROTOCOL = "huisvesting-arbeidsmigranten"
BLAD = (Path(__file__).parent / "bronnen" / f"{PROTOCOL}.md").read_text(encoding="utf-8")
SNF: dict[str, Any] = yaml.safe_load(BLAD.split("```yaml\n")[1].split("```")[0])["normset_snf"]["waarden"]
"""The private norms of the sheet."""
PARTNERS = "MK[NLA,politie,Burgerzaken,SNF,RO,zorg]"


class TestBlad(WetBlad):
    protocol = PROTOCOL
    standaard = "Bbl"
    fasen = "VBRGA"
    codes = [f"ARB-{nummer:02}" for nummer in range(1, 27)]
    merken = {"ARB-16": "signaal"}
    tekens_elders = {"SNF": "secundair", "Wgv": "secundair"}
    anders = {"ARB-10": "the blocks that the choice, or ARB-01.1, puts in place"}
    eigen_woorden = {
        "ARB-08": "Is elk slaapvertrek groot genoeg?",
        "ARB-10": "Welk blok over brandveiligheid hoort hierbij, PRV-V of PRV-L?",
    }
    vervolgvragen = {
        "ARB-01.1": "keuze woning/kamers/logies/recreatie/bedrijf/agrarisch | altijd",
        "ARB-01.2": "keuze ja/nee | ARB-01 is voldoet_niet",
        "ARB-03.1": "keuze ja/nee | ARB-03 is voldoet_niet",
        "ARB-05.1": "getal personen | altijd",
        "ARB-05.2": "getal slaapplaatsen | altijd",
        "ARB-05.3": "getal personen | ARB-05 is voldoet_niet",
        "ARB-05.4": "getal kamers | altijd",
        "ARB-06.1": "getal aantal | altijd",
        "ARB-07.1": "getal personen | altijd",
        "ARB-07.2": "getal m² | altijd",
        "ARB-07.3": "keuze reguliere_woning/overig/nieuw | altijd",
        "ARB-08.1": "tekst | altijd",
        "ARB-08.2": "getal bedden | altijd",
        "ARB-08.3": "getal m² | altijd",
        "ARB-08.4": "keuze ja/nee | ARB-08.3 kleiner 3.5",
        "ARB-09.1": "keuze ja/nee | ARB-09 is voldoet_niet",
        "ARB-09.2": "keuze ja/nee | ARB-09 is voldoet_niet",
        "ARB-11.1": "getal ppm | altijd",
        "ARB-13.1": "getal toiletten | altijd",
        "ARB-13.2": "getal douches | altijd",
        "ARB-13.3": "getal personen | altijd",
        "ARB-13.4": "getal personen | altijd",
        "ARB-14.1": "getal m² | ARB-14 is voldoet_niet",
        "ARB-14.2": "keuze ja/nee | ARB-14 is voldoet_niet",
        "ARB-15.1": "getal °C | altijd",
        "ARB-18.1": "document | altijd",
        "ARB-19.1": "keuze nederlands/engels/duits/pools/roemeens/bulgaars/anders | altijd",
        "ARB-20.1": "getal € | altijd",
        "ARB-20.2": "keuze ja/nee | altijd",
        "ARB-22.1": "document | altijd",
        "ARB-25.1": "tekst | ARB-25 beantwoord True",
        "ARB-26.1": "tekst | altijd",
    }
    acties = {
        "ARB-03": ["doorsturen SNF, ABU of NBBU | ARB-03.1 is nee"],
        "ARB-04": ["taak | ARB-04 is geweigerd"],
        "ARB-06": ["doorsturen Burgerzaken | ARB-06 is voldoet_niet"],
        "ARB-07": [
            "doorsturen SNF, ABU of NBBU | ARB-07.3 is reguliere_woning en ARB-07.2 kleiner 12"
            " of ARB-07.3 is overig en ARB-07.2 kleiner 10 of ARB-07.3 is nieuw en ARB-07.2 kleiner 15"
        ],
        "ARB-08": ["doorsturen SNF, ABU of NBBU | ARB-08.4 is nee"],
        "ARB-09": ["spoed | ARB-09.1 is ja"],
        "ARB-11": ["spoed | ARB-11.1 groter 0"],
        "ARB-16": ["doorsturen SNF, ABU of NBBU | ARB-16 is voldoet_niet"],
        "ARB-20": ["doorsturen Arbeidsinspectie | ARB-20.2 is ja"],
        "ARB-21": ["doorsturen politie of AVIM, en CoMensha | ARB-21 is voldoet_niet"],
    }
    verhogingen = {
        "ARB-03": ["ARB-03 is voldoet_niet en ARB-03.1 is ja → 2"],
        "ARB-14": ["ARB-14 is voldoet_niet en ARB-14.1 groter 1 en ARB-14.2 is ja → 3"],
    }
    getoond = {
        "ARB-02": "organisatie.verhuurverordening is True",
        "ARB-10": "niet (ARB-01.1 in kamers/logies/recreatie)",
        "ARB-26": "ARB-09 is voldoet_niet of ARB-11 is voldoet_niet of ARB-21 is voldoet_niet",
    }
    normen = {
        "ARB-07.2": [
            ">= organisatie.gbo_per_persoon_m2 m²",
            ">= 12 m² | ARB-07.3 is reguliere_woning",
            ">= 10 m² | ARB-07.3 is overig",
            ">= 15 m² | ARB-07.3 is nieuw",
        ],
        "ARB-08.3": [">= 3.5 m²"],
        "ARB-13.1": [">= 1 toiletten"],
        "ARB-13.3": ["<= 8 personen"],
        "ARB-13.4": ["<= 8 personen"],
    }

    def rijen(self) -> list[Rij]:
        """The rows, with the choices of ARB-10 and ARB-25 as their other cells name them; the photo of ARB-10 is asked
        by the block that the choice puts in place."""
        anders = {
            "ARB-10": {"antwoord": "KZ[kamerverhuur,logies,geen]", "foto": "N"},
            "ARB-25": {"antwoord": PARTNERS},
        }
        return [replace(rij, **anders.get(rij.code, {})) for rij in rijen(PROTOCOL)]


def test_partners_are_those_of_the_explanation() -> None:
    (rij,) = (rij for rij in rijen(PROTOCOL) if rij.code == "ARB-25")
    assert f"MK[{rij.toelichting.replace(', ', ',')}]" == PARTNERS


def test_kind_of_housing_puts_the_fire_block_in_place() -> None:
    blokken = {blok.blok: kort.zeg(blok.toon_als) for blok in definitie(PROTOCOL).blokken if blok.toon_als}
    assert blokken["prv-kamerverhuur"] == "ARB-01.1 is kamers of ARB-10 is kamerverhuur"
    assert blokken["prv-logies"] == "ARB-01.1 in logies/recreatie of ARB-10 is logies"


def test_zorgplichten_open_at_a_theme_and_where_an_item_rests_on_them() -> None:
    (blok,) = (blok for blok in definitie(PROTOCOL).blokken if blok.blok == "zorgplichten")
    op_zorgplicht = [
        p.punt.code
        for p in plekken(definitie(PROTOCOL))
        if p.punt.type == "oordeel" and {g.artikel for g in p.punt.grondslagen if g.bron == "Bbl"} & {"3.5", "6.4"}
    ]
    assert blok.toon_als is not None
    assert kort.zeg(blok.toon_als) == " of ".join(
        ["controle.zorgplichten is True", *(f"{code} is voldoet_niet" for code in op_zorgplicht)]
    )


@pytest.mark.parametrize(
    ("naam", "code", "norm"),
    [
        ("gbo_pp_reguliere_woning_m2", "ARB-07.2", ">= {} m² | ARB-07.3 is reguliere_woning"),
        ("gbo_pp_overig_m2", "ARB-07.2", ">= {} m² | ARB-07.3 is overig"),
        ("gbo_pp_nieuw_vanaf_2025_07_01_m2", "ARB-07.2", ">= {} m² | ARB-07.3 is nieuw"),
        ("slaapvertrek_pp_m2", "ARB-08.3", ">= {} m²"),
        ("personen_per_toilet", "ARB-13.3", "<= {} personen"),
        ("personen_per_douche", "ARB-13.4", "<= {} personen"),
    ],
)
def test_private_norm_of_the_sheet_is_a_norm(naam: str, code: str, norm: str) -> None:
    assert norm.format(SNF[naam]["waarde"]) in kort.normen_in_het_kort(PROTOCOL)[code]


def test_private_norm_is_never_an_overtreding_by_itself() -> None:
    """Only a norm of the omgevingsplan or of the permit makes it one."""
    assert kort.zeg(plek(PROTOCOL, "ARB-07").punt.afwijking_als) == "ARB-07.2 kleiner organisatie.gbo_per_persoon_m2"  # type: ignore[arg-type]
    assert kort.zeg(plek(PROTOCOL, "ARB-08").punt.afwijking_als) == "ARB-08.3 kleiner 3.5 en ARB-08.4 is ja"  # type: ignore[arg-type]
