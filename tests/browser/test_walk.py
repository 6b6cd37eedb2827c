"""The main job: a whole controle on a phone without a network, and every word and photo of it in the report, once."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable
from uuid import UUID

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from sqlalchemy import select

from app.controles.models import Antwoord, Controle, Foto, Mutatie
from app.controles.overtreding import Bevinding
from tests.browser.fotos import read_photo
from tests.browser.server import WACHTWOORD, Server
from tests.browser.toestel import Desk, MakeDesk, MakePhone, log_in, shoot
from tests.browser.walk import Fout, Verhaal, Wandeling

MERK = re.compile(r"K\d{3}Q")
"""What `Wandeling.zeg` ends each sentence with."""
GEDULD = 180_000
"""Milliseconds the job of a report may take: it stands in line behind those of other tests."""


def read_report(desk: Desk, controle: str, voor: str = "intern") -> tuple[str, list[int]]:
    """Text and numbers of the photos in the PDF, when it is there."""
    address = f"{desk.url}/controles/{controle}/rapport.pdf?voor={voor}"
    answer = desk.context.request.get(address)
    assert answer.status == 200, answer.text()
    assert answer.headers["content-type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.body()))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    pictures = [read_photo(image.data) for page in reader.pages for image in page.images]
    return text, [number for number in pictures if number is not None]


def wait_for_report(desk: Desk, controle: str) -> None:
    """The planner keeps the dossier open until the report is there."""
    page = desk.go(f"/controles/{controle}")
    link = page.get_by_role("region", name="Rapport").get_by_role("link", name=re.compile("^Intern"))
    expect(link.first).to_be_visible(timeout=GEDULD)


def check_server(server: Server, controle: str, walk: Wandeling) -> None:
    """Everything the screen confirmed is on the server: each answer, each text, each photo with its bytes."""
    with server.session() as session:
        row = session.get_one(Controle, UUID(controle))
        assert row.status in {"afgerond", "gerapporteerd"}
        assert row.compleet_at is not None
        held = session.scalars(select(Mutatie).where(Mutatie.controle_id == row.id, Mutatie.stand != "verwerkt")).all()
        assert [mutatie.reden for mutatie in held] == []
        answers = session.scalars(select(Antwoord).where(Antwoord.controle_id == row.id)).all()
        given = Counter(answer.oordeel for answer in answers if answer.oordeel and not answer.verborgen)
        assert given["voldoet"] >= Counter(walk.beantwoord.values())["Voldoet"]
        findings = session.scalars(select(Bevinding).where(Bevinding.controle_id == row.id)).all()
        assert given["voldoet_niet"] == len(findings) == len(walk.bevindingen)
        photos = session.scalars(select(Foto).where(Foto.controle_id == row.id)).all()
        assert all(photo.ontvangen_at for photo in photos)
        numbers = [read_photo(server.blob(row.organisatie_id, photo.sha256)) for photo in photos]
        assert sorted(number or 0 for number in numbers) == sorted(walk.nummers)


def check_report(desk: Desk, controle: str, walk: Wandeling) -> None:
    """Every text and photo of the walk is in the internal report, once; the name of a repeat stands at each of its
    punten. The betrokkene reads all of it but the judgement."""
    wait_for_report(desk, controle)
    spoken = marks_in(walk.woorden)
    judged = marks_in(walk.oordelen)
    assert judged, "the walk judged nothing"
    titles = marks_in(walk.beantwoord)
    for voor, wanted in (("intern", spoken), ("betrokkene", spoken - judged)):
        text, photos = read_report(desk, controle, voor)
        check_paper(text, photos, wanted, titles, walk.nummers)
        once = min(wanted - titles)
        wrong = [(text.replace(once, ""), photos), (f"{text} {once}", photos), (f"{text} K999Q", photos)]
        wrong += [(text, photos[1:]), (text, [*photos, photos[0]])]
        for words, pictures in wrong:
            with pytest.raises(AssertionError):
                check_paper(words, pictures, wanted, titles, walk.nummers)


def check_paper(text: str, photos: list[int], wanted: set[str], titles: set[str], numbers: list[int]) -> None:
    """Each of the wanted marks and each photo is there once, and nothing else is; titles may be repeated."""
    found = Counter(MERK.findall(text))
    assert set(found) == wanted
    assert {mark: number for mark, number in found.items() if number > 1 and mark not in titles} == {}
    assert sorted(photos) == sorted(numbers)


def marks_in(words: Iterable[str]) -> set[str]:
    """The marks that these sentences carry."""
    return set(MERK.findall(" ".join(words)))


def test_a_whole_controle_without_a_network_ends_in_a_report(server: Server, phone: MakePhone, desk: MakeDesk) -> None:
    controle = server.plan("bouwen-regulier", zaak="Z-2026-1180", aanleiding="zaak", opdracht="De hele lijst")
    mine = phone(None)
    log_in(mine.page, server.url, server.mine, WACHTWOORD)
    mine.ready_to_leave()
    mine.set_offline(True)
    story = Verhaal(
        fouten={
            "BR-06": Fout("Het hek heeft een gat", gevolg="2 Beperkt", gedrag="A Goedwillend", fotos=2),
            "BR-25": Fout("De doorvoer is open", fotos=2),
        },
        anders={"BR-10": "N.v.t.", "BR-12": "Niet gecontroleerd", "BR-14": "Nader onderzoek"},
        toelichtingen={"BR-01": "Vergunning ligt ter inzage", "BR-26": "Vrij over de volle breedte"},
        fotos={"BR-01": 1, "BR-07": 1, "BR-26": 1, "BR-31": 1},
    )
    walk = Wandeling(mine, story)
    walk.open(controle)
    walk.loop(14)
    mine.close()
    mine.open()
    walk.open(controle)
    walk.maak_compleet()
    shoot(mine.page, "wandeling-afronden")
    walk.rond_af(betrokkene_tekent=True)
    shoot(mine.page, "wandeling-afgerond")
    assert len(walk.nummers) >= 8
    expect(mine.page.locator("#verzendstand")).to_contain_text("geen bereik")
    mine.set_offline(False)
    mine.expect_sent()
    check_server(server, controle, walk)
    planner = desk("planner")
    check_report(planner, controle, walk)
    shoot(planner.page, "wandeling-dossier")


OTHERS = [
    ("bouwen-wkb", "WK-17", {"object": "Kleiveld", "zaak": "Z-2026-0931", "soort": "wkb"}),
    ("erfgoed", "ME-18", {"object": "Kasteellaan", "zaak": "Z-2026-0714", "soort": "T3"}),
    ("evenementen", "EVT-05", {"object": "Wintermarkt", "zaak": "Z-2026-1402", "soort": "thema", "fasen": ["O"]}),
    ("brandveilig-gebruik", "PRV-07", {"object": "Verpleeghuis De Lindenhof", "soort": "T4"}),
]
"""Protocol, the punt that is wrong, and how the visit is planned."""


@pytest.mark.parametrize(("protocol", "fout", "plan"), OTHERS, ids=[name for name, _, _ in OTHERS])
def test_each_other_protocol_walks_from_list_to_report(
    server: Server, phone: MakePhone, desk: MakeDesk, protocol: str, fout: str, plan: dict[str, str]
) -> None:
    controle = server.plan(protocol, **plan)
    mine = phone()
    mine.ready_to_leave()
    mine.set_offline(True)
    aspecten = {"Waarheidsvinding": "Wie het liet doen is niet bekend", "Recidive": "Ook in mei al gezien"}
    walk = Wandeling(mine, Verhaal(fouten={fout: Fout("Dit is niet zoals het hoort", aspecten=aspecten)}))
    walk.open(controle)
    walk.rond_af()
    assert any(name.startswith(fout) for name in walk.bevindingen)
    assert walk.nummers
    mine.set_offline(False)
    mine.expect_sent()
    check_server(server, controle, walk)
    check_report(desk("planner"), controle, walk)
