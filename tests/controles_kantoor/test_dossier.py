"""The dossier: everything the phone sent is there once, with what was overwritten; originals only by right; held
entries are resolved in the browser."""

from __future__ import annotations

import hashlib
import html
import io
import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from flask_login import login_user
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from app.controles import oplossen
from app.controles.forms import OplosForm
from app.controles.models import Antwoord, Controle, Foto, Mutatie
from app.controles.ontvangst import RuweInvoer
from app.controles.quarantaine import held_entries
from app.core.audit import Gebeurtenis
from app.core.keys import new_key
from app.objecten.models import Inspectieobject
from app.protocols.models import ProtocolVersie
from app.sync.actions import receive
from app.sync.bezorger import GEDEACTIVEERD, Bezorger
from tests.controles.builders import NU, Schrijver, make_controle, make_versie, pakket
from tests.people import Dorp, login


def jpeg(kleur: str) -> bytes:
    """A small photo."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), kleur).save(out, "JPEG")
    return out.getvalue()


class Bezoek:
    """A visit by Tess that came in over the wire."""

    def __init__(self, client: FlaskClient, session: Session, dorp: Dorp) -> None:
        self.client, self.session, self.dorp = client, session, dorp
        versie = make_versie(session)
        self.controle = make_controle(session, dorp.waterdonk, dorp.tess, versie=versie)
        self.phone = Schrijver(self.controle.id, dorp.tess.id, versie.hash)

    @property
    def url(self) -> str:
        """The dossier."""
        return f"/controles/{self.controle.id}"

    def send(self, *entries: dict[str, Any]) -> None:
        """Delivers entries as Tess."""
        login(self.client, self.dorp.tess)
        answer = self.client.post("/sync/mutaties", data=pakket(*entries), content_type="application/json")
        assert answer.status_code == 200, answer.text

    def send_photo(self, kleur: str, **inhoud: Any) -> dict[str, Any]:
        """Delivers a photo, row and bytes; returns its entry."""
        data = jpeg(kleur)
        entry = self.phone.foto(hashlib.sha256(data).hexdigest(), grootte=len(data), **inhoud)
        self.send(entry)
        sha256 = entry["inhoud"]["sha256"]
        assert self.client.put(f"/sync/fotos/{sha256}", data=data, content_type="image/jpeg").status_code == 200
        return entry

    def page(self, who: str = "pim", path: str = "") -> str:
        """The dossier (or a page under it) as someone sees it."""
        login(self.client, getattr(self.dorp, who))
        answer = self.client.get(self.url + path)
        assert answer.status_code == 200, answer.status_code
        return answer.text


@pytest.fixture
def bezoek(client: FlaskClient, view_session: Session, dorp: Dorp) -> Bezoek:
    """A controle that Tess has open."""
    return Bezoek(client, view_session, dorp)


def test_findings_show_fact_cell_and_term(bezoek: Bezoek) -> None:
    bezoek.send(
        bezoek.phone.antwoord("P-01", "voldoet_niet"),
        bezoek.phone.bevinding(
            "P-01",
            constatering="Geen rookmelder <b>in de gang</b>",
            gevolg=3,
            gedrag="C",
            cel_berekend="B3",
            cel_definitief="C3",
            recidive="ja",
            gedrag_motivering="Wist het al",
        ),
    )
    page = bezoek.page()
    assert page.count("Geen rookmelder &lt;b&gt;in de gang&lt;/b&gt;") == 1
    assert "Gekozen cel C3" in page
    assert "Berekend was B3." in page
    assert "Recidive, B3 → C3" in page
    assert "Waarschuwen" in page
    assert "vrijdag 4 december 2026" in page
    assert "Wist het al" in page
    assert "LHSO-matrix: concept, niet vastgesteld" in page


def count_open(page: str) -> int:
    """The number beside *Nog open*; 0 when it is not there."""
    found = re.search(r"Nog open</span><b>(\d+)</b>", page)
    return int(found[1]) if found else 0


def test_a_finding_that_is_not_complete_is_open(bezoek: Bezoek) -> None:
    bezoek.send(bezoek.phone.antwoord("P-01", "voldoet"))
    fine = count_open(bezoek.page())
    bezoek.send(bezoek.phone.antwoord("P-01", "voldoet_niet"))
    assert count_open(bezoek.page()) == fine + 1, "there is no finding yet"
    key = str(new_key())
    whole = {
        "bevinding": key, "gevolg_motivering": "Vluchtweg", "gedrag_motivering": "Wist het", "recidive": "nee",
        "geen_omstandigheden": True, "geen_aspecten": True, "legalisatie": "nvt", "interventie_motivering": "Past",
        "overleg": "niet_nodig", "handhaven": True, "overtreder": "Bouwbedrijf Van Hout B.V.",
        "soort_overtreding": "voortdurend", "herstelbaar": True, "gebruik": False,
    }  # fmt: skip
    bezoek.send(bezoek.phone.bevinding("P-01", **(whole | {"recidive": ""})))
    assert count_open(bezoek.page()) == fine + 1, "it does not say whether it is recidive"
    bezoek.send(bezoek.phone.bevinding("P-01", **whole))
    assert count_open(bezoek.page()) == fine


def test_answers_come_per_onderdeel_with_what_was_overwritten(bezoek: Bezoek) -> None:
    bezoek.send(
        bezoek.phone.antwoord("P-01", "voldoet", antwoord={"toelichting": "Eerst gezien"}),
        bezoek.phone.antwoord("P-01", "voldoet_niet", antwoord={"toelichting": "Toch niet"}),
        bezoek.phone.antwoord("P-02", "niet_gecontroleerd", antwoord={"reden": "Op slot"}),
        bezoek.phone.antwoord("D-01", {"stand": "verlopen", "datum": "2023-03-01"}),
    )
    part = bezoek.page(path="/antwoorden/algemeen")
    row = part.split("P-01</td>")[1].split("</tr>")[0]
    assert "Voldoet niet" in row
    assert "<del>Voldoet</del>" in row
    assert "Toch niet" in row
    assert "Op slot" in part
    assert "Verlopen, 1-3-2023" in part
    only = bezoek.page(path="/antwoorden/algemeen?alleen=1")
    assert "P-02" in only


def test_dossier_tells_what_was_found_there_before(bezoek: Bezoek) -> None:
    """Of visits that are done, at the same object and before this one."""
    here = bezoek.session.get_one(Controle, bezoek.phone.controle)
    assert "geen bezoek" in bezoek.page()
    versie = bezoek.session.get_one(ProtocolVersie, here.protocol_versie_id)
    object_ = bezoek.session.get_one(Inspectieobject, here.object_id)
    for dagen, status in ((30, "gerapporteerd"), (9, "gepland"), (-5, "gerapporteerd")):
        dag = here.dag - timedelta(days=dagen) if here.dag else None
        make_controle(
            bezoek.session, bezoek.dorp.waterdonk, None, object=object_, versie=versie, dag=dag
        ).status = status
    bezoek.session.commit()
    page = bezoek.page()
    assert "1 bezoek</a>, geen overtredingen" in page


def test_dossier_shows_deviations_alone_when_asked(bezoek: Bezoek) -> None:
    pad = str(new_key())
    bezoek.send(
        bezoek.phone.entry("herhaling", {"onderdeel": "woningen", "pad": pad, "titel": "Nr. 1"}),
        bezoek.phone.antwoord("R-01", "voldoet", pad=pad),
        bezoek.phone.antwoord("P-01", "voldoet"),
    )
    assert "Alleen afwijkingen" not in bezoek.page()
    bezoek.send(bezoek.phone.antwoord("P-02", "niet_gecontroleerd", antwoord={"reden": "Op slot"}))
    assert "P-01" not in bezoek.page(path="/antwoorden/algemeen?alleen=1")
    page = bezoek.page()
    assert "Alleen afwijkingen</a>" in page
    assert "antwoorden/woningen" in page
    only = bezoek.page(path="?afwijkingen=1")
    assert "antwoorden/algemeen?alleen=1" in only
    assert "antwoorden/woningen" not in only


def test_answers_come_alone_for_the_page(bezoek: Bezoek) -> None:
    bezoek.send(
        bezoek.phone.antwoord("P-01", "voldoet", antwoord={"toelichting": "Eerst gezien"}),
        bezoek.phone.antwoord("P-01", "voldoet_niet", antwoord={"toelichting": "Toch niet"}),
    )
    login(bezoek.client, bezoek.dorp.pim)
    fragment = bezoek.client.get(f"{bezoek.url}/antwoorden/algemeen", headers={"HX-Request": "true"}).text
    assert "<html" not in fragment
    assert bezoek.client.get(f"{bezoek.url}/antwoorden/bestaat-niet").status_code == 404
    assert "Antwoord gewijzigd bij P-01, Klopt P-01? · Antwoord: “Voldoet” werd “Voldoet niet”" in bezoek.page()


def test_answers_in_a_repeat_stand_under_its_title(bezoek: Bezoek) -> None:
    pad = "01980000-0000-7000-8000-0000000000aa"
    bezoek.send(
        bezoek.phone.entry("herhaling", {"onderdeel": "woningen", "pad": pad, "titel": "Woning Kerkweg 7a"}),
        bezoek.phone.antwoord("R-01", "voldoet", pad=pad),
    )
    assert "Woning Kerkweg 7a" in bezoek.page(path="/antwoorden/woningen")
    assert "herhaald voor 1, 1 punt" in bezoek.page()


def test_photos_show_once_and_a_copy_hides_its_original(bezoek: Bezoek) -> None:
    first = bezoek.send_photo("red", onderschrift="Gang met gezicht")["inhoud"]["foto"]
    copy = bezoek.send_photo("blue", onderschrift="Gang vervaagd", origineel=first, bron="bewerking")["inhoud"]["foto"]
    hidden = bezoek.send_photo("green", onderschrift="Per ongeluk")["inhoud"]["foto"]
    bezoek.send(bezoek.phone.entry("foto_wijzigen", {"foto": hidden, "verborgen": True}))
    for who in ("pim", "tess", "juul"):
        wall = bezoek.page(who, "/fotos")
        assert wall.count("<figure>") == 1
        assert "Gang vervaagd" in wall
        assert "Per ongeluk" not in wall
    shown, original = f"{bezoek.url}/fotos/{copy}", f"{bezoek.url}/fotos/{copy}/origineel"
    for who, status in (("pim", 403), ("kim", 403), ("coen", 403), ("tess", 200), ("juul", 200), ("bo", 200)):
        login(bezoek.client, getattr(bezoek.dorp, who))
        assert bezoek.client.get(shown).status_code == 200, who
        assert bezoek.client.get(original).status_code == status, who
        assert bezoek.client.get(f"{bezoek.url}/fotos/{first}").status_code == status, who
        assert bezoek.client.get(f"{bezoek.url}/fotos/{hidden}").status_code == status, who
    login(bezoek.client, bezoek.dorp.tess)
    assert bezoek.client.get(original).data == jpeg("red"), "the bytes as they came in"


def test_photo_of_another_controle_is_not_found(bezoek: Bezoek, view_session: Session) -> None:
    foto = bezoek.send_photo("red")["inhoud"]["foto"]
    versie = bezoek.controle.protocol_versie_id
    assert versie
    other = make_controle(
        view_session, bezoek.dorp.waterdonk, bezoek.dorp.tess, versie=make_versie(view_session, 2), tijd="11:00"
    )
    assert bezoek.client.get(f"/controles/{other.id}/fotos/{foto}").status_code == 404


def test_photo_that_is_still_on_the_phone_says_so(bezoek: Bezoek) -> None:
    entry = bezoek.phone.foto("ab" * 32)
    bezoek.send(entry)
    assert "nog op de telefoon" in bezoek.page()
    answer = bezoek.client.get(f"{bezoek.url}/fotos/{entry['inhoud']['foto']}")
    assert answer.status_code == 404
    assert "nog niet ontvangen" in answer.text


def hold_one(bezoek: Bezoek) -> Mutatie:
    """An answer at a point that this version does not have."""
    entry = bezoek.phone.antwoord("X-99", "voldoet_niet")
    bezoek.send(entry)
    row = bezoek.session.get_one(Mutatie, UUID(entry["id"]))
    assert row.reden_code == "protocol-punt-onbekend"
    return row


def resolve(bezoek: Bezoek, row: Mutatie, who: str = "juul", **values: str) -> tuple[int, str]:
    """Presses *Verwerk*."""
    login(bezoek.client, getattr(bezoek.dorp, who))
    data = {f"m{row.id.hex}-{name}": value for name, value in values.items()}
    answer = bezoek.client.post(f"{bezoek.url}/vastgehouden/{row.id}", data=data, headers={"HX-Request": "true"})
    return answer.status_code, answer.text


def test_held_entry_is_corrected_in_the_dossier(bezoek: Bezoek, view_session: Session) -> None:
    row = hold_one(bezoek)
    page = bezoek.page("juul")
    assert "1 invoer wacht" in page
    assert "X-99" in re.search(r'<pre class="ruw".*?</pre>', page, re.S)[0]  # type: ignore[index]
    status, part = resolve(bezoek, row, keuze="gecorrigeerd", inhoud=json.dumps(row.inhoud), reden="code klopt niet")
    assert status == 422, "it still cannot be applied"
    assert row.stand == "vastgehouden"
    better = row.inhoud | {"code": "P-03"}
    status, part = resolve(bezoek, row, keuze="gecorrigeerd", inhoud=json.dumps(better), reden="is P-03 geworden")
    assert status == 200
    assert "Alles opgelost" in part
    answer = view_session.scalars(select(Antwoord).where(Antwoord.code == "P-03")).one()
    assert answer.oordeel == "voldoet_niet"
    assert row.inhoud["code"] == "X-99", "what was received stays"


def test_held_entry_needs_a_reason_and_a_readable_correction(bezoek: Bezoek) -> None:
    row = hold_one(bezoek)
    status, part = resolve(bezoek, row, keuze="terzijde", reden="")
    assert (status, "Vul in waarom je dit zo oplost." in part) == (422, True)
    status, part = resolve(bezoek, row, keuze="gecorrigeerd", inhoud="{kapot", reden="x")
    assert (status, "De verbeterde inhoud is niet te lezen." in part) == (422, True)
    assert "{kapot" in part, "what one typed is kept"
    assert row.stand == "vastgehouden"


def press_together(bezoek: Bezoek, page: str, code: str, **values: str) -> TestResponse:
    """Presses *Verwerk* at the group with this reason on `page`."""
    found = re.search(rf'action="([^"]+/reden/{code}[^"]*)"', page)
    assert found
    names = re.findall(rf'name="(g[0-9a-f-]+-{code}-)reden"', page)
    url = html.unescape(found[1])
    return bezoek.client.post(url, data={f"{names[0]}{name}": value for name, value in values.items()})


def test_entries_with_one_reason_are_decided_at_once(bezoek: Bezoek, view_session: Session) -> None:
    bezoek.dorp.tess.actief = False
    closed = Bezorger(bezoek.dorp.tess, bezoek.dorp.waterdonk.id, frozenset(), GEDEACTIVEERD)
    entries = [bezoek.phone.antwoord(code, "voldoet") for code in ("P-01", "P-02", "X-99")]
    receive(view_session, closed, pakket(*entries), NU)
    view_session.commit()
    login(bezoek.client, bezoek.dorp.juul)
    page = bezoek.client.get(bezoek.url).text
    assert "3 invoeren met dezelfde reden" in page
    assert page.count("Verwerk</button>") == 1
    assert press_together(bezoek, page, GEDEACTIVEERD.code, keuze="opmerking", reden="x").status_code == 422
    assert press_together(bezoek, page, GEDEACTIVEERD.code, keuze="opnieuw", reden="").status_code == 422
    later = bezoek.phone.antwoord("P-03", "voldoet")
    receive(view_session, closed, pakket(later), NU + timedelta(minutes=1))
    view_session.commit()
    done = press_together(bezoek, page, GEDEACTIVEERD.code, keuze="opnieuw", reden="Ging met pensioen")
    assert done.status_code == 303
    standen = [view_session.get_one(Mutatie, UUID(entry["id"])).stand for entry in [*entries, later]]
    assert standen == ["verwerkt", "verwerkt", "vastgehouden", "vastgehouden"], "and not what one did not see"
    told = view_session.scalars(select(Gebeurtenis.omschrijving).where(Gebeurtenis.soort == "invoer-opnieuw")).all()
    assert told == ["Ging met pensioen"] * 2
    page = bezoek.client.get(bezoek.url).text
    assert "2 invoeren zijn opgelost. 1 blijft wachten: " in page
    alone = bezoek.client.get(f"{bezoek.url}?invoer={entries[2]['id']}").text
    assert f'action="{bezoek.url}/vastgehouden/{entries[2]["id"]}"' in alone
    assert bezoek.client.post(f"{bezoek.url}/vastgehouden/reden/iets-anders").status_code == 409


def test_many_decisions_do_not_keep_phones_waiting(
    bezoek: Bezoek, view_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever delivers meanwhile gets a turn after every few."""
    monkeypatch.setattr(oplossen, "TEGELIJK", 2)
    closed = Bezorger(bezoek.dorp.tess, bezoek.dorp.waterdonk.id, frozenset(), GEDEACTIVEERD)
    entries = [bezoek.phone.antwoord(code, "voldoet") for code in ("P-01", "P-02", "P-03")]
    receive(view_session, closed, pakket(*entries), NU)
    view_session.commit()
    login(bezoek.client, bezoek.dorp.juul)
    key = (bezoek.controle.id, GEDEACTIVEERD.code)
    waiting: list[int] = []

    def keep() -> None:
        waiting.append(len(held_entries(view_session, bezoek.controle)))

    held = held_entries(view_session, bezoek.controle)
    prefix = f"g{key[0]}-{key[1]}-"
    data = {f"{prefix}keuze": "terzijde", f"{prefix}reden": "dubbel"}
    with bezoek.client.application.test_request_context(f"/?tot={NU.isoformat()}".replace("+", "%2B"), data=data):
        login_user(bezoek.dorp.juul)
        assert oplossen.decide_together(held, key, keep) == (None, "3 invoeren zijn opgelost.")
    assert waiting == [1, 0]


def test_birth_and_work_of_a_closed_account_come_in_together(bezoek: Bezoek, view_session: Session) -> None:
    versie = bezoek.controle.protocol_versie_id
    phone = Schrijver(new_key(), bezoek.dorp.tess.id, view_session.get_one(ProtocolVersie, versie).hash)
    closed = Bezorger(bezoek.dorp.tess, bezoek.dorp.waterdonk.id, frozenset(), GEDEACTIVEERD)
    object_id = str(bezoek.controle.object_id)
    born = phone.entry("aanmaken", {"object_id": object_id, "protocol_hash": phone.protocol_hash, "soort": "T2"})
    entries = [born, phone.antwoord("P-01", "voldoet")]
    receive(view_session, closed, pakket(*reversed(entries)), NU)
    view_session.commit()
    login(bezoek.client, bezoek.dorp.juul)
    page = bezoek.client.get("/controles/losse-invoer").text
    assert press_together(bezoek, page, GEDEACTIVEERD.code, keuze="opnieuw", reden="").status_code == 422
    assert press_together(bezoek, page, GEDEACTIVEERD.code, keuze="opnieuw", reden="Telt").status_code == 303
    assert [view_session.get_one(Mutatie, UUID(entry["id"])).stand for entry in entries] == ["verwerkt"] * 2
    assert "2 invoeren zijn opgelost." in bezoek.client.get("/controles/losse-invoer").text


def test_set_aside_can_be_put_back(bezoek: Bezoek) -> None:
    row = hold_one(bezoek)
    assert resolve(bezoek, row, keuze="terzijde", reden="dubbel")[0] == 200
    assert "Zet terug" in bezoek.page("juul")
    bezoek.client.post(f"{bezoek.url}/vastgehouden/{row.id}/terug")
    assert row.stand == "vastgehouden"
    assert resolve(bezoek, row, who="ada", keuze="terzijde", reden="x")[0] == 403, "an author decides nothing here"


def test_dossier_of_another_organisatie_does_not_exist(bezoek: Bezoek) -> None:
    row = hold_one(bezoek)
    login(bezoek.client, bezoek.dorp.olaf)
    for path in ("", "/verloop", "/fotos", "/antwoorden/algemeen"):
        assert bezoek.client.get(bezoek.url + path).status_code == 404
    assert resolve(bezoek, row, who="olaf", keuze="terzijde", reden="x")[0] == 404


def test_dossier_takes_few_queries_however_much_is_in_it(bezoek: Bezoek, view_session: Session) -> None:
    from sqlalchemy import event

    bezoek.send(
        *(bezoek.phone.antwoord(f"P-0{n}", "voldoet_niet") for n in range(1, 6)),
        *(bezoek.phone.bevinding(f"P-0{n}") for n in range(1, 6)),
    )
    view_session.expire_all()
    statements: list[str] = []

    def count(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    bind = view_session.get_bind()
    event.listen(bind, "before_cursor_execute", count)
    try:
        bezoek.page()
    finally:
        event.remove(bind, "before_cursor_execute", count)
    assert len(statements) <= 45, len(statements)


def test_a_planned_controle_has_a_quiet_dossier(bezoek: Bezoek) -> None:
    page = bezoek.page()
    assert "De controle is nog niet gedaan." in page
    assert isinstance(bezoek.session.get(Controle, bezoek.controle.id), Controle)
    assert not bezoek.session.scalars(select(Foto)).all()


def test_invoer_without_a_dossier_has_a_page_of_its_own(bezoek: Bezoek, view_session: Session) -> None:
    lost = Schrijver(UUID(int=9), bezoek.dorp.tess.id).antwoord("P-01", "voldoet", antwoord={"toelichting": "kelder"})
    login(bezoek.client, bezoek.dorp.tess)
    body = pakket(lost, b'{"id": "geen sleutel", "tekst": "zolder <i>"}')
    assert bezoek.client.post("/sync/mutaties", data=body, content_type="application/json").status_code == 200
    login(bezoek.client, bezoek.dorp.bo)
    assert "2 losse invoeren zonder dossier" in bezoek.client.get("/controles?lijst=vastgehouden").text
    page = bezoek.client.get("/controles/losse-invoer").text
    assert "kelder" in page
    assert "zolder &lt;i&gt;" in page
    row = view_session.get_one(Mutatie, UUID(lost["id"]))
    prefix = f"m{row.id.hex}-"
    url = f"/controles/losse-invoer/{row.id}"
    again = bezoek.client.post(url, data={f"{prefix}keuze": "opnieuw", f"{prefix}reden": "nog eens"})
    assert again.status_code == 422, "the controle is still unknown"
    done = bezoek.client.post(
        url, data={f"{prefix}keuze": "terzijde", f"{prefix}reden": "proef van een nieuwe telefoon"}
    )
    assert done.status_code == 303
    assert row.stand == "terzijde"
    raw = view_session.scalars(select(RuweInvoer)).one()
    url_raw, naam = f"/controles/losse-invoer/leveringen/{raw.id}", f"l{raw.id.hex}-"
    zonder = bezoek.client.post(url_raw, data={f"{naam}keuze": "bewaren", f"{naam}reden": " "}).text
    assert "Vul in wat ermee gedaan is." in zonder
    assert re.search(r'<input checked[^>]*value="bewaren"', zonder), "what was chosen stays"
    gezien = bezoek.client.post(url_raw, data={f"{naam}keuze": "bewaren", f"{naam}reden": "bekeken"})
    assert gezien.status_code == 303
    page = bezoek.client.get("/controles/losse-invoer").text
    assert "Er wacht niets" in page
    assert "Afgehandeld en nog bewaard: 1" in page
    page = bezoek.client.get("/controles/losse-invoer/bewaard").text
    assert "zolder &lt;i&gt;" in page
    assert 'value="bewaren"' not in page
    weg = bezoek.client.post(url_raw, data={f"{naam}keuze": "vernietigen", f"{naam}reden": "hoort hier niet"})
    assert weg.headers["Location"].endswith("/bewaard")
    assert "Niets bewaard" in bezoek.client.get("/controles/losse-invoer/bewaard").text
    assert bezoek.client.post(url_raw, data={}).status_code == 404
    view_session.refresh(raw)
    assert (raw.ruw, raw.inhoud, len(raw.sha256)) == (b"", "", 64)
    login(bezoek.client, bezoek.dorp.olaf)
    assert bezoek.client.post(url, data={}).status_code == 404


def test_nothing_is_decided_for_who_looks_at_a_held_entry() -> None:
    form = OplosForm(MultiDict({"reden": "bekeken"}))
    assert not form.validate()
    assert form.fouten() == [("keuze", "Kies wat er met deze invoer moet gebeuren.")]
    assert not form.keuze.data


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("juul", ["opnieuw", "gecorrigeerd", "opmerking", "terzijde"]),
        ("pim", ["opnieuw", "opmerking", "terzijde"]),
        ("kim", []),
    ],
)
def test_a_held_entry_offers_what_one_may_do(bezoek: Bezoek, who: str, offered: list[str]) -> None:
    hold_one(bezoek)
    page = bezoek.page(who)
    radios = re.findall(r'<input[^>]*type="radio"[^>]*>', page)
    assert re.findall(r'value="([a-z]+)"', " ".join(radios)) == offered
    assert "checked" not in " ".join(radios)
    assert ("Verbeterde inhoud" in page) is ("gecorrigeerd" in offered)


def test_what_is_not_offered_is_not_accepted(bezoek: Bezoek) -> None:
    row = hold_one(bezoek)
    status, page = resolve(bezoek, row, "pim", keuze="gecorrigeerd", inhoud="{}", reden="mag niet")
    assert status == 422
    assert row.stand == "vastgehouden"
    assert "Verbeter en verwerk" not in page


def test_the_name_of_the_phone_stands_beside_what_it_sent(bezoek: Bezoek) -> None:
    login(bezoek.client, bezoek.dorp.tess)
    naam = {"id": json.loads(pakket())["toestel"], "naam": "iPhone, Safari"}
    assert bezoek.client.post("/sync/toestel", json=naam).status_code == 200
    bezoek.send(bezoek.phone.antwoord("P-01", "voldoet"), bezoek.phone.antwoord("P-01", "nvt"))
    assert "Tess, iPhone, Safari" in bezoek.page(path="/verloop")
    hold_one(bezoek)
    assert "<dd>Tess, iPhone, Safari</dd>" in bezoek.page("juul")
