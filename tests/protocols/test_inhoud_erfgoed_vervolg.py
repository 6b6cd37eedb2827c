"""What follows from an answer in cultureel erfgoed is what its source sheet says."""

from __future__ import annotations

import pytest

from app.protocols.rules.normen import gevolg_voorstel, oordeel_voorstel, open_acties
from app.protocols.rules.stand import Antwoord, Stand
from app.protocols.rules.voorwaarden import Zicht, zichtbaar
from tests.protocols.bronnen import plan

PROTOCOL = "erfgoed"


def _zicht(antwoorden: dict[tuple[str, str], Antwoord], feiten: dict[str, object] | None = None) -> Zicht:
    herhalingen = {"oplevering_afwijkingen": sorted({pad for _, pad in antwoorden if pad})}
    stand = Stand(antwoorden=antwoorden, feiten=feiten or {}, herhalingen=herhalingen)
    return zichtbaar(plan(PROTOCOL), stand)


@pytest.mark.parametrize(
    ("code", "antwoorden", "gevolg"),
    [
        ("ME-02", {"ME-02.2": "nee", "ME-02.3": "nee"}, 4),
        ("ME-02", {"ME-02.2": "nee", "ME-02.3": "ja"}, 3),
        ("ME-02", {"ME-02.2": "ja", "ME-02.3": "nee"}, 3),
        ("ME-06", {"ME-06.1": "ja"}, 4),
        ("ME-06", {"ME-06.1": "nee"}, 3),
        ("ME-16", {"ME-16.2": "ja"}, 4),
        ("ME-16", {"ME-16.1": "90"}, 3),
        ("ME-26", {"ME-26.2": "ja"}, 4),
        ("ME-26", {"ME-26.3": "ja"}, 3),
    ],
)
def test_danger_and_loss_raise_the_gevolg(code: str, antwoorden: dict[str, str], gevolg: int) -> None:
    gegeven = {(naam, ""): Antwoord(waarde=waarde) for naam, waarde in {code: "voldoet_niet", **antwoorden}.items()}
    assert gevolg_voorstel(_zicht(gegeven), code).gevolg == gevolg


@pytest.mark.parametrize(("aard", "gevolg"), [("herstelbaar", 2), ("legaliseerbaar", 2), ("verlies", 4)])
def test_one_loss_among_the_deviations_raises_the_gevolg(aard: str, gevolg: int) -> None:
    antwoorden = {
        ("ME-25", ""): Antwoord(waarde="voldoet_niet"),
        ("ME-25.1", "een"): Antwoord(waarde="herstelbaar"),
        ("ME-25.1", "twee"): Antwoord(waarde=aard),
    }
    assert gevolg_voorstel(_zicht(antwoorden), "ME-25").gevolg == gevolg


@pytest.mark.parametrize(
    ("antwoorden", "soorten"),
    [
        ({"ME-16.1": "20"}, []),
        ({"ME-16.1": "21"}, ["stilleggen"]),
        ({"ME-16": "voldoet_niet", "ME-16.2": "ja"}, ["stilleggen"]),
        ({"ME-11": "voldoet_niet", "ME-11.1": "1"}, []),
        ({"ME-11": "voldoet_niet", "ME-11.1": "2"}, ["taak"]),
        ({"ME-02": "voldoet_niet", "ME-02.1": "ja"}, ["stilleggen"]),
        ({"ME-02": "voldoet_niet", "ME-02.1": "nee", "ME-02.2": "nee", "ME-02.3": "nee"}, ["taak"]),
        ({"ME-08": "voldoet_niet", "ME-08.1": "ja"}, []),
        ({"ME-08": "voldoet_niet", "ME-08.1": "nee"}, ["stilleggen"]),
        ({"ME-15": "voldoet_niet", "ME-15.2": "ja"}, ["stilleggen"]),
        ({"ME-18": "voldoet_niet", "ME-18.4": "ja"}, ["taak"]),
    ],
)
def test_acts_are_called_for_exactly_when_the_sheet_says(antwoorden: dict[str, str], soorten: list[str]) -> None:
    zicht = _zicht({(code, ""): Antwoord(waarde=waarde) for code, waarde in antwoorden.items()})
    assert [actie.soort for actie in open_acties(zicht, min(antwoorden)[:5])] == soorten


@pytest.mark.parametrize(
    ("vergund", "oppervlak", "oordeel"),
    [(False, "26", "voldoet_niet"), (False, "25", "voldoet"), (True, "26", None), (None, "26", None)],
)
def test_26_m2_of_roof_without_permit_proposes_voldoet_niet(
    vergund: bool | None, oppervlak: str, oordeel: str | None
) -> None:
    feiten: dict[str, object] = {} if vergund is None else {"zaak.vergunning_verleend": vergund}
    zicht = _zicht({("ME-20.1", ""): Antwoord(waarde=oppervlak)}, feiten)
    assert oordeel_voorstel(zicht, "ME-20").oordeel == oordeel


@pytest.mark.parametrize(("vergund", "soorten"), [("nee", ["stilleggen", "taak"]), ("ja", []), (None, [])])
def test_masonry_beyond_the_free_bound_stops_only_without_permit(vergund: str | None, soorten: list[str]) -> None:
    antwoorden = {("ME-13.1", ""): Antwoord(waarde="1.5"), ("ME-13.2", ""): Antwoord(waarde=vergund)}
    zicht = _zicht(antwoorden)
    assert [actie.soort for actie in open_acties(zicht, "ME-13")] == soorten
    assert oordeel_voorstel(zicht, "ME-13").oordeel == ("voldoet_niet" if vergund == "nee" else None)
