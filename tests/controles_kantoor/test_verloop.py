"""The page *Verloop*: every applied entry in words, what it overwrote and what it hid, for whoever may see it."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.controles.models import Foto, Mutatie
from app.controles.verlooppagina import PER_BLAD
from app.core.audit import record
from app.rapportage.vernietigen import destroy_photo
from tests.controles.builders import NU
from tests.controles_kantoor.test_dossier import Bezoek, hold_one, resolve
from tests.people import Dorp, login

PAD = "01980000-0000-7000-8000-0000000000aa"


@pytest.fixture
def bezoek(client: FlaskClient, view_session: Session, dorp: Dorp) -> Bezoek:
    """A controle that Tess has open."""
    return Bezoek(client, view_session, dorp)


def lines(page: str) -> list[str]:
    """The lines of the page as text, one space between words."""
    lijst = page.split('<ol class="verloop heel"')[1].split("</ol>")[0]
    regels = re.split(r"<li(?: class=\"oud\")?><time", lijst)[1:]
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", regel.partition(">")[2])).strip() for regel in regels]


def test_everything_that_was_rewritten_stands_there_old_and_new(bezoek: Bezoek) -> None:
    phone = bezoek.phone
    key = {"bevinding": "01980000-0000-7000-8000-0000000000b1"}
    rij = {"onderdeel": "woningen", "pad": PAD, "titel": "Kerkweg 7a"}
    bezoek.send(
        phone.antwoord("P-01", "niet_gecontroleerd", antwoord={"reden": "Op slot"}),
        phone.antwoord("P-01", "niet_gecontroleerd", antwoord={"reden": "Geen sleutel"}),
        phone.antwoord("P-02", "voldoet"),
        phone.bevinding("P-03", constatering="Melder <b>kapot</b>", gevolg=2, **key),
        phone.bevinding("P-03", constatering="Melder ontbreekt", gevolg=3, **key),
        phone.entry("bezoek", {"veld": "reactie", "waarde": "Ik wist het niet"}),
        phone.entry("bezoek", {"veld": "reactie", "waarde": "Geen reactie"}),
        phone.entry("herhaling", rij),
        phone.entry("herhaling", rij | {"weg": True}),
        phone.entry("handtekening", {"rol": "betrokkene", "naam": "J. Smit", "lijnen": [{"p": 1}]}),
        phone.entry("handtekening", {"rol": "betrokkene", "naam": "J. Smits", "lijnen": [{"p": 1}]}),
    )
    page = bezoek.page(path="/verloop")
    assert "{" not in "".join(lines(page))
    for stuk in (
        "Reden: Op slot werd Geen sleutel",
        "Constatering: Melder &lt;b&gt;kapot&lt;/b&gt; werd Melder ontbreekt",
        "Gevolgen: 2 Beperkt werd 3 Van belang",
        "Bezoek, Reactie van de betrokkene gewijzigd Ik wist het niet werd Geen reactie",
        "Kerkweg 7a (Woningen) weggehaald",
        "Naam: J. Smit werd J. Smits",
    ):
        assert sum(stuk in regel for regel in lines(page)) == 1, stuk
    assert not [regel for regel in lines(page) if "P-02" in regel], "a first answer is no change"
    alles = lines(bezoek.page(path="/verloop?alles=1"))
    assert next(regel for regel in alles if "P-02" in regel).endswith("Antwoord: Voldoet")
    places = [next(n for n, regel in enumerate(alles) if stuk in regel) for stuk in ("Op slot werd", "P-02", "P-03")]
    assert places == sorted(places), "in the order of the journal"
    assert len(alles) == len(lines(page)) + 5


def test_a_held_entry_changed_nothing_and_is_not_told(bezoek: Bezoek) -> None:
    bezoek.send(bezoek.phone.antwoord("P-01", "voldoet"), bezoek.phone.antwoord("BESTAAT-NIET", "voldoet"))
    alles = lines(bezoek.page(path="/verloop?alles=1"))
    assert any("P-01" in regel for regel in alles)
    assert not any("BESTAAT-NIET" in regel for regel in alles)


def test_the_moment_is_that_of_the_visit_by_the_clock_set_right(bezoek: Bezoek, view_session: Session) -> None:
    bezoek.send(bezoek.phone.antwoord("P-01", "voldoet"))
    (mutatie,) = view_session.scalars(select(Mutatie)).all()
    mutatie.klok_afwijking_ms = -3 * 3_600_000
    view_session.flush()
    (regel,) = [regel for regel in lines(bezoek.page(path="/verloop?alles=1")) if "P-01" in regel]
    assert regel.startswith("20 november 2026, 10:00 · Tess")


def test_acts_of_the_office_stand_between_the_entries(bezoek: Bezoek, view_session: Session) -> None:
    bezoek.send(bezoek.phone.antwoord("P-01", "voldoet"))
    bezoek.phone.nummer = 7200
    bezoek.send(bezoek.phone.antwoord("P-01", "nvt"))
    op = NU + timedelta(hours=1)
    record(view_session, "proef", bezoek.controle, "Kantoor belde", by=bezoek.dorp.pim, now=op)
    alles = lines(bezoek.page(path="/verloop?alles=1"))
    assert ["Kantoor belde" in regel for regel in alles[-3:]] == [False, True, False]


def test_a_hidden_photo_can_be_seen_by_right(bezoek: Bezoek) -> None:
    foto = bezoek.send_photo("green", onderschrift="Sleutelkast")["inhoud"]["foto"]
    bezoek.send(bezoek.phone.entry("foto_wijzigen", {"foto": foto, "verborgen": True}))
    url = f"{bezoek.url}/fotos/{foto}"
    for who, mag in (("tess", True), ("juul", True), ("bo", True), ("pim", False), ("kim", False)):
        page = bezoek.page(who, "/verloop")
        (regel,) = [regel for regel in lines(page) if "Foto verborgen" in regel]
        assert "Foto verborgen bij P-01, Klopt P-01?" in regel
        assert (f'href="{url}"' in page) is mag, who
        assert ("De foto is alleen te zien voor" in regel) is not mag, who
    login(bezoek.client, bezoek.dorp.juul)
    assert bezoek.client.get(url).status_code == 200


def test_the_original_behind_a_copy_can_be_seen_by_right(bezoek: Bezoek) -> None:
    first = bezoek.send_photo("red")["inhoud"]["foto"]
    bezoek.send_photo("blue", origineel=first, bron="bewerking")
    page = bezoek.page("juul", "/verloop")
    assert "Bewerkte kopie van een foto gemaakt bij P-01" in page
    assert f'href="{bezoek.url}/fotos/{first}"' in page


def test_words_and_picture_of_a_destroyed_photo_stay_away(bezoek: Bezoek, view_session: Session) -> None:
    foto = bezoek.send_photo("green", onderschrift="Piet Jansen")["inhoud"]["foto"]
    bezoek.send(
        bezoek.phone.entry("foto_wijzigen", {"foto": foto, "onderschrift": "Piet en Ans"}),
        bezoek.phone.entry("foto_wijzigen", {"foto": foto, "verborgen": True}),
    )
    row = view_session.scalars(select(Foto)).one()
    destroy_photo(view_session, bezoek.controle, row, reden="Kind in beeld", by=bezoek.dorp.juul, now=NU)
    view_session.flush()
    for path in ("", "/verloop", "/verloop?alles=1"):
        page = bezoek.page("juul", path)
        assert "Piet" not in page, path
        assert f"/fotos/{foto}" not in page, path
    assert "weggelaten, de foto is vernietigd" in page
    assert "Kind in beeld" in page


def test_the_page_is_turned_and_takes_few_queries(bezoek: Bezoek, view_session: Session) -> None:
    def ask(path: str) -> tuple[str, int]:
        view_session.expire_all()
        statements: list[str] = []

        def count(_c: object, _cur: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(view_session.get_bind(), "before_cursor_execute", count)
        try:
            return bezoek.page("juul", path), len(statements)
        finally:
            event.remove(view_session.get_bind(), "before_cursor_execute", count)

    bezoek.send(*(bezoek.phone.antwoord("P-01", waarde) for waarde in ("voldoet", "nvt")))
    _, few = ask("/verloop")
    fotos = [bezoek.phone.foto(f"{n:02x}" * 32) for n in range(30)]
    bezoek.send(*fotos)
    bezoek.send(
        *(bezoek.phone.entry("foto_wijzigen", {"foto": foto["inhoud"]["foto"], "verborgen": True}) for foto in fotos),
        *(bezoek.phone.antwoord("P-01", waarde) for _ in range(30) for waarde in ("voldoet", "nvt")),
    )
    page, many = ask("/verloop")
    assert len(lines(page)) == PER_BLAD
    assert many <= few + 1, "the photos of the page are one query"
    last = lines(bezoek.page(path="/verloop?blad=2"))
    assert 0 < len(last) < PER_BLAD
    assert lines(bezoek.page(path="/verloop?blad=99")) == last
    assert f'Alleen wijzigingen <span class="n">{PER_BLAD + len(last)}</span>' in page
    assert "?blad=2" in page
    assert "?alles=1&amp;blad=2" in bezoek.page(path="/verloop?alles=1")


def test_who_in_the_office_changed_an_entry_stands_with_it(bezoek: Bezoek) -> None:
    row = hold_one(bezoek)
    assert "X-99" not in "".join(lines(bezoek.page(path="/verloop?alles=1")))
    inhoud = json.dumps(row.inhoud | {"code": "P-04"})
    assert resolve(bezoek, row, keuze="gecorrigeerd", inhoud=inhoud, reden="code klopt niet")[0] == 200
    (regel,) = [regel for regel in lines(bezoek.page(path="/verloop?alles=1")) if "P-04" in regel]
    assert "Juul, gecorrigeerd op kantoor door Juul" in regel
    assert regel.endswith("Antwoord: Voldoet niet")
