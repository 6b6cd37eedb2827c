"""The block zorgplichten carries every item of its source sheet as structure."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from tests.protocols import kort
from tests.protocols.bladtoets import PrvBlad
from tests.protocols.bronnen import Rij, definitie, plek, plekken, rijen

PROTOCOL = "zorgplichten"
LAGEN = ("| 2", "| 3", "| 4")
BLAD = (Path(__file__).parent / "bronnen" / f"{PROTOCOL}.md").read_text(encoding="utf-8")
RANGORDE = [[cel.strip() for cel in regel.strip("|").split("|")] for regel in BLAD.splitlines() if regel[:3] in LAGEN]
"""The layers of the legal frame under the concrete rules: laag, artikel, voor wie, inhoud, zekerheid."""
TABEL = " ".join(f"{artikel} {zekerheid}" for _, artikel, _, _, zekerheid in RANGORDE)
"""The grondslag cell that says `Zie tabel` is this."""


class TestBlad(PrvBlad):
    protocol = PROTOCOL
    codes = [f"ZPL-{nummer:02}" for nummer in range(1, 17)]
    anders = {
        "ZPL-01": "conditions on the onderdelen",
        "ZPL-02": "choices that name the normadressaat",
        "ZPL-04": "verplicht_als",
    }
    vervolgvragen = {
        "ZPL-03.1": "tekst | altijd",
        "ZPL-03.2": "keuze ja/nee | altijd",
        "ZPL-04.1": "foto | altijd",
        "ZPL-05.1": "document | ZPL-05 in weet/kan_vermoeden",
        "ZPL-05.2": "tekst | ZPL-05 in weet/kan_vermoeden",
        "ZPL-05.3": "datum | ZPL-05 is niet",
        "ZPL-06.1": "tekst | ZPL-06 is voldoet_niet",
        "ZPL-10.1": "tijdstip | ZPL-10 is voldoet_niet",
        "ZPL-10.2": "tekst | ZPL-10 is voldoet_niet",
        "ZPL-11.1": "document | altijd",
        "ZPL-12.1": "keuze ja/nee/onbekend | ZPL-12 in voldoet_niet/nader_onderzoek",
        "ZPL-14.1": "keuze ja/nee | ZPL-14 in voldoet_niet/nader_onderzoek",
        "ZPL-16.1": "tekst | altijd",
    }
    acties = {
        "ZPL-05": ["taak | ZPL-05 is niet"],
        "ZPL-08": ["spoed | ZPL-08 is voldoet_niet"],
        "ZPL-09": ["taak | ZPL-09 is niet_evident"],
        "ZPL-10": ["spoed | ZPL-10 is voldoet_niet"],
        "ZPL-14": ["doorsturen Omgevingsdienst | ZPL-14.1 is ja"],
        "ZPL-15": ["advies_vragen Erfgoedadviseur | ZPL-15 is voldoet_niet"],
    }
    fase_is_onderdeel = True
    elders = {"Ow 1.7": "gelezen"}
    regeling = "Ow"
    getoond = {
        **{f"ZPL-{nummer:02}": "ZPL-01 in ja_overtreden/nee" for nummer in (2, 3, 4, 5, 16)},
        **{f"ZPL-{nummer:02}": "niet (ZPL-01 is ja_nageleefd)" for nummer in range(6, 16)},
    }

    def rijen(self) -> list[Rij]:
        """The rows, with the cell that points at the table of the frame filled in."""
        return [replace(rij, grondslag=TABEL) if "Zie tabel" in rij.grondslag else rij for rij in rijen(PROTOCOL)]


def test_block_ends_when_the_concrete_rule_is_kept() -> None:
    per_onderdeel = {
        onderdeel.code: (kort.zeg(onderdeel.toon_als), onderdeel.bij_onbekend)
        for onderdeel in definitie(PROTOCOL).onderdelen
        if onderdeel.toon_als
    }
    verder = ("ZPL-01 in ja_overtreden/nee", "verberg")
    tenzij = ("niet (ZPL-01 is ja_nageleefd)", "toon")
    assert per_onderdeel == {
        "duiding": verder,
        "oordeel": tenzij,
        "object": tenzij,
        "milieu": tenzij,
        "erfgoed": tenzij,
        "einde": verder,
    }


def test_choice_of_zorgplicht_names_the_normadressaat_of_the_frame() -> None:
    labels = {optie.waarde: optie.label for optie in plek(PROTOCOL, "ZPL-02").punt.opties}
    wie = {
        "bbl_2_6": "eigenaar of wie bevoegd is",
        "bbl_3_5": "eigenaar of wie bevoegd is",
        "bbl_6_4": "gebruiker",
        "bbl_7_4": "wie bouwt of sloopt",
        "bal_2_11": "wie de milieubelastende activiteit of lozing verricht",
        "omgevingsplan": "gebruiker of eigenaar van erf of terrein",
        "ow_1_7": "een ieder",
        "ow_1_7a": "een ieder",
    }
    assert {waarde: label.endswith(f"({wie[waarde]})") for waarde, label in labels.items()} == dict.fromkeys(wie, True)


def test_choice_of_zorgplicht_shows_only_its_own_articles() -> None:
    per_keuze: dict[object, list[str]] = {}
    for grondslag in plek(PROTOCOL, "ZPL-02").punt.grondslagen:
        assert grondslag.als is not None
        assert grondslag.als.vraag == "ZPL-02"
        naam = f"{grondslag.bron} {grondslag.artikel or ''}".strip()
        per_keuze.setdefault(grondslag.als.is_, []).append(f"{naam} {grondslag.zekerheid}")
    assert per_keuze == {
        "bbl_2_6": ["Bbl 2.6 gelezen"],
        "bbl_3_5": ["Bbl 3.5 gelezen", "Bbl 3.6 gelezen", "Bbl 3.6a gelezen"],
        "bbl_6_4": ["Bbl 6.4 gelezen"],
        "bbl_7_4": ["Bbl 7.4 gelezen"],
        "bal_2_11": ["Bal 2.11 gelezen"],
        "omgevingsplan": ["Omgevingsplan H22 onbevestigd"],
        "ow_1_7": ["Ow 1.6 gelezen", "Ow 1.7 gelezen"],
        "ow_1_7a": ["Ow 1.7a gelezen", "AMvB bij Ow 1.7a onbevestigd"],
    }


def test_every_article_of_the_frame_is_a_grondslag_of_the_choice() -> None:
    genoemd = {art for _, artikel, *_ in RANGORDE for art in re.findall(r"\d\.\d+a?", artikel)}
    heeft = {grondslag.artikel for grondslag in plek(PROTOCOL, "ZPL-02").punt.grondslagen}
    assert genoemd
    assert genoemd <= heeft


def test_description_is_required_where_no_concrete_rule_covers_it() -> None:
    punt = plek(PROTOCOL, "ZPL-04").punt
    assert punt.minimum_lengte == 30
    assert punt.verplicht_als is not None
    assert kort.zeg(punt.verplicht_als) == "ZPL-01 is nee"
    (foto,) = punt.vervolgvragen
    assert (foto.type, foto.verplicht_als) == ("foto", punt.verplicht_als)


def test_more_than_one_normadressaat_is_possible() -> None:
    assert plek(PROTOCOL, "ZPL-03").punt.type == "meerkeuze"


def test_block_fits_every_protocol() -> None:
    """It has no moments of its own, so that it shows whatever the moments of a controle are."""
    van = definitie(PROTOCOL)
    assert van.soort == "blok"
    assert not van.fasen
    assert not any(plaats.punt.fasen for plaats in plekken(van))
    assert len(van.proeven) >= 5
