"""The ready sets name protocols, blocks and items that are there, and hold what the source puts in each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.protocols.actions import publish_files
from app.protocols.loader import PROTOCOLS, known_blokken, protocol_files, read_file
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.samenstellen import resolve
from app.protocols.rules.walk import walk_vragen
from app.protocols.themacontroles import Themacontrole, themacontroles
from tests.people import START, Dorp, login

BLAD = (Path(__file__).parent / "bronnen" / "themacontroles.md").read_text(encoding="utf-8")
BRON: list[dict[str, Any]] = yaml.safe_load(BLAD.split("```yaml\n")[1].split("```")[0])["themacontroles"]
SETS = themacontroles()
BLOKKEN = known_blokken(protocol_files())
PROTOCOL_VAN = {
    "ARB": "huisvesting-arbeidsmigranten",
    "PRV": "brandveilig-gebruik",
    "ERF": "erfgoed",
    "EVT": "evenementen",
    "ALC": "alcoholwet",
    "EXP": "exploitatievergunning",
}
"""Prefix of the source -> protocol."""
BLOK_VAN = {"PRV-L": "prv-logies", "PRV-V": "prv-kamerverhuur", "ZPL": "zorgplichten", "DUR": "duurzaamheid-gezondheid"}
"""Prefix of the source -> block, which comes with a protocol."""


def _heel(code: str) -> Definitie:
    gelezen = read_file(PROTOCOLS / code / "1.yaml").definitie
    assert gelezen is not None
    return resolve(gelezen, BLOKKEN)


HELE = {deel.protocol: _heel(deel.protocol) for thema in SETS for deel in thema.delen}


@pytest.mark.parametrize("thema", SETS, ids=lambda thema: thema.code)
def test_set_names_what_is_there_and_includes_the_zorgplichten(thema: Themacontrole) -> None:
    assert thema.zekerheid == "onbevestigd"
    for deel in thema.delen:
        heel = HELE[deel.protocol]
        assert heel.soort == "toezichtprotocol"
        assert set(deel.punten) <= {plek.vraag.code for plek in walk_vragen(heel) if plek.is_punt}
        assert {f"{blok}/1" for blok in ("zorgplichten", *filter(None, [deel.blok]))} <= set(heel.samengesteld_uit)


@pytest.mark.parametrize(("thema", "rij"), list(zip(SETS, BRON, strict=True)), ids=[thema.code for thema in SETS])
def test_set_holds_the_blocks_of_the_source(thema: Themacontrole, rij: dict[str, Any]) -> None:
    """A block of the source is a protocol of the set, or comes with one of its protocols."""
    heel = [HELE[deel.protocol] for deel in thema.delen]
    mee = {blok for definitie in heel for blok in definitie.samengesteld_uit}
    namen = [blok["blok"] if isinstance(blok, dict) else blok for blok in rij["blokken"]]
    for naam in "|".join(namen).split("|"):
        hoofd, _, nummers = naam.partition(":")
        blok = next((blok for begin, blok in BLOK_VAN.items() if hoofd.startswith(begin)), None)
        if blok is None:
            (gekozen,) = (deel for deel in thema.delen if deel.protocol == PROTOCOL_VAN[hoofd.partition("-")[0]])
            assert gekozen.punten == _codes(hoofd, nummers)
        else:
            assert f"{blok}/1" in mee
            assert {f"{blok}:{code}" for code in _codes(hoofd, nummers)} <= {
                plek.vraag.code for definitie in heel for plek in walk_vragen(definitie)
            }


def test_a_part_that_depends_says_on_what() -> None:
    (voorwaardelijk,) = (blok for rij in BRON for blok in rij["blokken"] if isinstance(blok, dict))
    (recreatie,) = (thema for thema in SETS if thema.code == "recreatiepark-brandveiligheid")
    arb = recreatie.delen[1]
    assert arb.als is not None
    assert re.findall(r"[A-Z]+-[A-Z]?\d+", arb.als) == re.findall(r"[A-Z]+-[A-Z]?\d+", voorwaardelijk["als"])


def _codes(hoofd: str, nummers: str) -> list[str]:
    """`05-08,24` after `ALC` as codes; `09-11` after `DUR-G` as DUR-G9 to DUR-G11."""
    codes = []
    for deel in filter(None, nummers.split(",")):
        van, _, tot = deel.partition("-")
        reeks = range(int(van), int(tot or van) + 1)
        codes += [f"{hoofd}{n}" if hoofd == "DUR-G" else f"{hoofd}-{n:02}" for n in reeks]
    return codes


def test_the_overview_shows_the_sets_of_which_every_protocol_is_there(
    client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    publish_files(
        view_session,
        [PROTOCOLS / code / "1.yaml" for code in ("algemeen", "zorgplichten", "erfgoed")],
        by=None,
        now=START,
    )
    view_session.commit()
    login(client, dorp.ada)
    pagina = client.get("/protocollen").text
    assert "<strong>Cultureel erfgoed en monumenten</strong>" in pagina
    assert "Horecaronde" not in pagina
