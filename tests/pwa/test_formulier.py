"""The inspection form as the server draws it: immutable, complete, named for everyone, and about nobody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.core.keys import new_key
from app.protocols.formulier import form_release, form_url
from app.protocols.loader import known_blokken, protocol_files, read_file
from app.protocols.models import ProtocolVersie
from app.protocols.rules.bouwstenen import Grondslag, Norm, Voorwaarde
from app.protocols.rules.canoniek import canonical_json
from app.protocols.rules.definitie import Definitie, Vraag
from app.protocols.rules.samenstellen import resolve
from app.protocols.rules.walk import walk_onderdelen, walk_vragen
from app.protocols.rules.zin import short_code
from app.pwa.formulier import draw_form
from app.pwa.formulierbeeld import grenzen_zin, grondslag_zin, norm_zin, normen_zin
from app.rapportage.opbouw import woorden
from tests.controles.builders import make_controle, make_definitie, make_versie
from tests.people import Dorp, login


class Page(HTMLParser):
    """What the tests ask of a page: elements with their attributes, and the text of each legend."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.legends: list[str] = []
        self.ids: list[tuple[int, str]] = []
        """Every id with the number of repeats around its repeat: each depth has its `__PAD__` filled in by itself."""
        self._in_legend = False
        self._templates = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.ids += [(max(self._templates - 1, 0), value or "") for name, value in attrs if name == "id"]
        self._templates += tag == "template"
        if tag == "legend":
            self._in_legend = True
            self.legends.append("")

    def handle_endtag(self, tag: str) -> None:
        self._templates -= tag == "template"
        if tag == "legend":
            self._in_legend = False

    def handle_data(self, data: str) -> None:
        if self._in_legend:
            self.legends[-1] += data

    def with_attribute(self, name: str) -> list[dict[str, str]]:
        """Attributes of every element that has `name`."""
        return [attributes for _, attributes in self.elements if name in attributes]


@dataclass(frozen=True)
class Drawn:
    """A protocol of the project with its form."""

    definitie: Definitie
    text: str
    page: Page


@pytest.fixture
def drawn(sqlite_app: Flask) -> list[Drawn]:
    """The forms of all protocols of the project."""
    paths = protocol_files()
    blokken = known_blokken(paths)
    forms = []
    for path in paths:
        source = read_file(path).definitie
        if source is None or source.soort == "blok":
            continue
        definitie = resolve(source, blokken)
        with sqlite_app.test_request_context():
            text = draw_form(canonical_json(definitie), "0" * 64)
        forms.append(Drawn(definitie, text, Page(text)))
    return forms


def url_of(versie: ProtocolVersie) -> str:
    return form_url(versie.protocol.code, versie.nummer, versie.hash)


def test_a_form_may_be_kept_for_ever(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    versie = make_versie(view_session)
    answer = login(client, dorp.tess).get(url_of(versie))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["ETag"].strip('"') == f"{versie.hash[:12]}-{form_release()}"


def test_the_same_address_gives_the_same_bytes_to_everyone(
    client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    versie = make_versie(view_session)
    pages = {login(client, person).get(url_of(versie)).data for person in (dorp.tess, dorp.coen, dorp.ada)}
    assert len(pages) == 1
    text = pages.pop().decode()
    for person in (dorp.tess, dorp.coen, dorp.ada):
        assert person.email not in text
        assert str(person.id) not in text
    assert dorp.waterdonk.naam not in text


def test_a_form_in_an_older_markup_sends_the_reader_on(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    versie = make_versie(view_session)
    answer = login(client, dorp.tess).get(f"/veld/formulier/proef/1-{versie.hash[:12]}-000000000000")
    assert answer.status_code == 302
    assert answer.headers["Location"] == url_of(versie)
    assert "immutable" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize("address", ["proef/1-000000000000", "proef/2-{hash}", "anders/1-{hash}", "proef/1-{kort}"])
def test_another_version_or_content_is_not_this_form(
    client: FlaskClient, dorp: Dorp, view_session: Session, address: str
) -> None:
    versie = make_versie(view_session)
    tail = address.format(hash=versie.hash[:12], kort=versie.hash[:3])
    answer = login(client, dorp.tess).get(f"/veld/formulier/{tail}-{form_release()}")
    assert answer.status_code == 404


def test_a_protocol_of_another_organisatie_shows_only_where_it_is_used(
    client: FlaskClient, dorp: Dorp, view_session: Session
) -> None:
    versie = make_versie(view_session, eigenaar=dorp.anders.id)
    assert login(client, dorp.olaf).get(url_of(versie)).status_code == 200
    assert login(client, dorp.tess).get(url_of(versie)).status_code == 404


def test_nobody_reads_a_form_without_logging_in(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    answer = client.get(url_of(make_versie(view_session)))
    assert answer.status_code == 303
    assert "/inloggen" in answer.headers["Location"]


def test_a_controle_opens_the_form_of_its_own_version(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    old = make_versie(view_session)
    make_versie(view_session, 2, extra="P-09")
    controle = make_controle(view_session, dorp.waterdonk, dorp.tess, versie=old)
    answer = login(client, dorp.tess).get(f"/veld/controles/{controle.id}")
    page = Page(answer.text)
    [form] = page.with_attribute("data-hash")
    assert form["data-hash"] == old.hash
    assert answer.headers["Cache-Control"] == "no-store"
    assert controle.nummer not in answer.text


@pytest.mark.parametrize("whose", ["unknown", "anders"])
def test_a_controle_this_server_cannot_give_opens_the_start_page(
    client: FlaskClient, dorp: Dorp, view_session: Session, whose: str
) -> None:
    key: UUID = new_key() if whose == "unknown" else make_controle(view_session, dorp.anders, dorp.olaf).id
    answer = login(client, dorp.tess).get(f"/veld/controles/{key}")
    assert answer.status_code == 200
    assert not Page(answer.text).with_attribute("data-hash")


def _punten(definitie: Definitie) -> Iterator[tuple[str, str, bool]]:
    for plek in walk_vragen(definitie):
        if plek.is_punt:
            yield plek.vraag.code, plek.vraag.vraag, bool(plek.keten)


def test_the_form_of_every_protocol(drawn: list[Drawn]) -> None:
    """One test, so that one worker draws them: that takes seconds."""
    _every_punt_of_every_protocol_is_a_group_with_its_code_and_question(drawn)
    _every_vervolgvraag_and_choice_is_on_the_page(drawn)
    _a_document_is_asked_for_its_date_once(drawn)
    _the_page_carries_the_plan_and_the_standard_sentences(drawn)
    _no_form_has_inline_script_or_style_or_an_id_twice(drawn)
    _what_is_not_adopted_or_confirmed_says_so(drawn)


def _every_punt_of_every_protocol_is_a_group_with_its_code_and_question(drawn: list[Drawn]) -> None:
    assert len(drawn) >= 5
    for form in drawn:
        names = {" ".join(legend.split()) for legend in form.page.legends}
        keys = {(e["data-vraag"], e["data-pad"]) for e in form.page.with_attribute("data-vraag")}
        for code, vraag, repeated in _punten(form.definitie):
            assert f"{short_code(code)} {' '.join(vraag.split())}" in names, (form.definitie.protocol, code)
            assert (code, "__PAD__" if repeated else "") in keys


def _every_vervolgvraag_and_choice_is_on_the_page(drawn: list[Drawn]) -> None:
    for form in drawn:
        keys = {e["data-vraag"] for e in form.page.with_attribute("data-vraag")}
        choices = {(e.get("name", ""), e.get("value", "")) for tag, e in form.page.elements if tag == "input"}
        for plek in walk_vragen(form.definitie):
            pad = "__PAD__" if plek.keten else ""
            assert plek.vraag.code in keys
            for optie in plek.vraag.opties:
                assert (f"{plek.vraag.code}@{pad}-v", optie.waarde) in choices


def _a_document_is_asked_for_its_date_once(drawn: list[Drawn]) -> None:
    asked = {True: 0, False: 0}
    for form in drawn:
        ids = {name for _, name in form.page.ids}
        for vraag in (plek.vraag for plek in walk_vragen(form.definitie)):
            if vraag.type != "document":
                continue
            by_follow_up = any(vervolg.type == "datum" for vervolg in getattr(vraag, "vervolgvragen", ()))
            own = any(name in ids for name in (f"{vraag.code}@-v-d", f"{vraag.code}@__PAD__-v-d"))
            assert own is not by_follow_up, vraag.code
            asked[own] += 1
    assert all(asked.values())


def _the_page_carries_the_plan_and_the_standard_sentences(drawn: list[Drawn]) -> None:
    form = next(form for form in drawn if form.definitie.protocol == "bouwen-regulier")
    plan = _json(form.text, "plan")
    assert [vraag["code"] for vraag in plan["vragen"]] == [plek.vraag.code for plek in walk_vragen(form.definitie)]
    assert [o["code"] for o in plan["onderdelen"]] == [plek.onderdeel.code for plek in walk_onderdelen(form.definitie)]
    assert _json(form.text, "teksten")["BR-01"]["b"] == next(
        plek.punt.bevindingteksten for plek in walk_vragen(form.definitie) if plek.punt.code == "BR-01"
    )


def _json(text: str, key: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{key}">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def _no_form_has_inline_script_or_style_or_an_id_twice(drawn: list[Drawn]) -> None:
    for form in drawn:
        assert not form.page.with_attribute("style")
        assert not [e for _, e in form.page.elements if any(name.startswith("on") for name in e)]
        scripts = [e for tag, e in form.page.elements if tag == "script" and e.get("type") != "application/json"]
        assert all(script.get("src") for script in scripts)
        assert len(form.page.ids) == len(set(form.page.ids)), form.definitie.protocol


def _what_is_not_adopted_or_confirmed_says_so(drawn: list[Drawn]) -> None:
    for form in drawn:
        unconfirmed = sum(
            grondslag.zekerheid == "onbevestigd" and bool(grondslag_zin(grondslag) or grondslag.toelichting)
            for plek in walk_vragen(form.definitie)
            if plek.is_punt
            for grondslag in plek.punt.grondslagen
        )
        assert form.text.count("Niet bevestigd") == unconfirmed
        fields = form.text.split('id="formulier"')[1].split("</form>")[0]
        assert ("Concept, niet vastgesteld" in fields) is (form.definitie.vaststelling is None)


@pytest.mark.parametrize(
    ("grondslag", "zin"),
    [
        (Grondslag(bron="Bbl", artikel="7.15", zekerheid="gelezen"), "Bbl 7.15"),
        (Grondslag(bron="Ow", artikel="5.1", lid="1", onderdeel="a", zekerheid="gelezen"), "Ow 5.1 lid 1 onder a"),
        (Grondslag(bron="omgevingsplan", onderdeel="peil", zekerheid="onbevestigd"), "omgevingsplan (peil)"),
        (Grondslag(bron="geen", zekerheid="onbevestigd"), ""),
    ],
)
def test_a_grondslag_reads_like_people_cite_it(grondslag: Grondslag, zin: str) -> None:
    assert grondslag_zin(grondslag) == zin


def test_bounds_and_norms_are_dutch_sentences() -> None:
    vraag = Vraag(
        code="A-1.1", vraag="Hoe hoog?", type="getal", eenheid="m", minimum=Decimal("0.5"), maximum=Decimal(10)
    )
    norm = Norm(operator="<=", waarde=Decimal("0.10"))
    assert grenzen_zin(vraag) == "Tussen 0,5 en 10 m"
    assert norm_zin(norm, vraag, make_definitie()) == "hoogstens 0,10 m"


def test_a_norm_that_is_not_confirmed_says_so() -> None:
    onzeker = Grondslag(bron="Bbl", zekerheid="onbevestigd")
    soms = Voorwaarde(vraag="A-1", beantwoord=True)
    normen = [
        Norm(operator=">=", waarde=Decimal("3.7"), als=soms, grondslag=Grondslag(bron="Bbl", zekerheid="gelezen")),
        Norm(operator=">=", waarde=Decimal("4.7"), als=soms, grondslag=onzeker),
    ]
    vraag = Vraag(code="A-1.1", vraag="?", type="getal", eenheid="m²K/W", normen=normen)
    assert norm_zin(normen[1], vraag, make_definitie()) == "minstens 4,7 m²K/W (niet bevestigd)"
    assert normen_zin(vraag, make_definitie()) == ("Norm: minstens 3,7 of 4,7 (niet bevestigd) m²K/W, naar de situatie")
    assert woorden.norm(vraag, normen[1], {}) == "minstens 4,7 m²K/W (niet bevestigd)"
    assert woorden.norm(vraag, normen[0], {}) == "minstens 3,7 m²K/W"


def test_norms_of_some_cases_stand_in_one_sentence() -> None:
    soms = [
        Norm(operator="<=", waarde=Decimal(waarde), als=Voorwaarde(vraag="A-1", beantwoord=True))
        for waarde in (50, 30, 0)
    ]
    altijd = Norm(operator=">=", waarde=Decimal(1))

    def zin(normen: list[Norm]) -> str:
        return normen_zin(
            Vraag(code="A-1.1", vraag="?", type="getal", eenheid="dagen", normen=normen), make_definitie()
        )

    assert zin([*soms, altijd]) == "Norm: hoogstens 50 of 30 of 0 dagen, naar de situatie. Norm: minstens 1 dagen"
    assert zin(soms[:1]) == "Norm: hoogstens 50 dagen in sommige gevallen"
    assert zin([]) == ""
