"""Publishing: immutable versions with a hash, on both databases; the pages and the commands."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.audit import Gebeurtenis
from app.core.errors import Conflict, Invalid, NotFound
from app.protocols import actions, queries
from app.protocols.cli import protocol
from app.protocols.loader import protocol_files
from app.protocols.models import Protocol, ProtocolVersie
from app.protocols.rules.definitie import Definitie
from tests.people import START, Dorp, login, make_dorp
from tests.protocols.maken import make_definitie, make_tekst

PUNT = "{{code: A-1, vraag: {}, type: oordeel, gevolg: 2, grondslagen: [{{bron: Bbl, zekerheid: onbevestigd}}]}}"


def one_point(vraag: str = "Is het vrij?", versie: int = 1, *, protocol: str = "proef") -> Definitie:
    onderdelen = f"onderdelen: [{{code: a, titel: A, punten: [{PUNT.format(vraag)}]}}]\n"
    return make_definitie(onderdelen, versie=versie, protocol=protocol)


def publish(session: Session, definitie: Definitie, **meer: object) -> ProtocolVersie:
    return actions.publish_definitie(session, definitie, {}, by=None, now=START, **meer)  # type: ignore[arg-type]


def test_publishing_makes_a_version_with_hash_and_figures(session: Session) -> None:
    versie = publish(session, one_point())
    assert versie.protocol.code == "proef"
    assert versie.protocol.eigenaar_id is None
    assert versie.status == "gepubliceerd"
    assert versie.hash == hashlib.sha256(versie.definitie.encode()).hexdigest()
    assert versie.kerncijfers == {"punten": 1, "grondslagen": 1, "onbevestigd": 1, "secundair": 0, "vastgesteld": False}
    gebeurtenis = session.scalars(select(Gebeurtenis).where(Gebeurtenis.onderwerp_id == versie.id)).one()
    assert gebeurtenis.soort == "protocol-gepubliceerd"


def test_the_same_content_again_changes_nothing(session: Session) -> None:
    eerste = publish(session, one_point())
    assert publish(session, one_point()) is eerste
    assert session.scalar(select(func.count()).select_from(ProtocolVersie)) == 1


def test_other_content_under_the_same_number_is_refused(session: Session) -> None:
    versie = publish(session, one_point())
    voor = versie.definitie
    with pytest.raises(Conflict) as fout:
        publish(session, one_point("Is het anders?"))
    assert fout.value.code == "protocol-versie-bestaat"
    assert versie.definitie == voor


def test_a_new_number_is_a_new_version_of_the_same_protocol(session: Session) -> None:
    publish(session, one_point())
    tweede = publish(session, one_point("Is het anders?", 2))
    assert session.scalar(select(func.count()).select_from(Protocol)) == 1
    assert queries.published_version(session, None, "proef") is tweede


def test_a_wrong_definition_is_refused_with_every_place(session: Session) -> None:
    fout = make_definitie("onderdelen: [{code: a, titel: A, punten: [{code: A-1, vraag: V?, type: getal}]}]\n")
    with pytest.raises(Invalid) as geweigerd:
        publish(session, fout)
    assert geweigerd.value.code == "protocol-onjuist"
    zin = geweigerd.value.velden["onderdelen[0].punten[0]"]
    assert "zonder eenheid" in zin
    assert "geen grondslag" in zin
    assert session.scalar(select(func.count()).select_from(ProtocolVersie)) == 0


def test_a_withdrawn_version_is_not_used_for_new_work_there(session: Session) -> None:
    dorp = make_dorp(session)
    hier, elders = dorp.waterdonk.id, dorp.anders.id
    eerste = publish(session, one_point())
    tweede = publish(session, one_point("Is het anders?", 2))
    actions.withdraw_versie(session, hier, tweede, reden="Fout in de wet.", by=dorp.ada, now=START)
    assert queries.published_version(session, hier, "proef") is eerste
    assert queries.published_version(session, elders, "proef") is tweede
    assert queries.get_versie(session, hier, "proef", 2) is tweede
    assert [versie.id for versie in queries.usable_versions(session, hier, START.date())] == [eerste.id]
    with pytest.raises(Conflict):
        actions.withdraw_versie(session, hier, tweede, reden="Nog eens.", by=None, now=START)
    with pytest.raises(Invalid):
        actions.withdraw_versie(session, hier, eerste, reden=" ", by=None, now=START)
    actions.restore_versie(session, hier, tweede, by=dorp.ada, now=START)
    assert queries.published_version(session, hier, "proef") is tweede
    with pytest.raises(Conflict):
        actions.restore_versie(session, hier, tweede, by=dorp.ada, now=START)


def test_an_own_protocol_goes_before_that_of_basis_and_is_seen_by_its_owner_only(session: Session) -> None:
    dorp = make_dorp(session)
    basis = publish(session, one_point())
    eigen = publish(session, one_point("Van Waterdonk?"), eigenaar_id=dorp.waterdonk.id)
    assert queries.published_version(session, dorp.waterdonk.id, "proef") is eigen
    assert queries.published_version(session, dorp.anders.id, "proef") is basis
    assert eigen in queries.list_versies(session, dorp.waterdonk.id)
    assert eigen not in queries.list_versies(session, dorp.anders.id)


def test_a_version_holds_between_its_days(session: Session) -> None:
    publish(session, one_point())
    assert queries.published_version(session, None, "proef", START.date()).nummer == 1
    with pytest.raises(NotFound):
        queries.published_version(session, None, "proef", START.date().replace(year=2020))
    with pytest.raises(NotFound):
        queries.published_version(session, None, "weg")


@pytest.mark.parametrize("data_app", ["postgres"], indirect=True)  # on SQLite the pages are published so
def test_everything_shipped_can_be_published_and_again(session: Session) -> None:
    eerste = actions.publish_shipped(session, by=None, now=START)
    codes = {versie.protocol.code for versie in eerste}
    assert {"bouwen-regulier", "bouwen-wkb", "erfgoed", "evenementen", "brandveilig-gebruik"} <= codes
    assert {"algemeen", "zorgplichten"} <= codes
    assert [versie.id for versie in actions.publish_shipped(session, by=None, now=START)] == [v.id for v in eerste]
    blokken = queries.published_blokken(session, None)
    assert ("zorgplichten", 1) in blokken


def test_the_pages_show_what_is_published(client: FlaskClient, dorp: Dorp, view_session: Session) -> None:
    """One publication for all of them: it costs more than the pages."""
    actions.publish_shipped(view_session, by=None, now=START)
    view_session.commit()
    login(client, dorp.ada)
    _overview_shows_what_is_concept(client)
    bouwen = client.get("/protocollen/bouwen-regulier/1").text
    _every_point_shows_with_its_sources(
        client, bouwen, queries.published_version(view_session, None, "bouwen-regulier")
    )
    _frequencies_show_what_is_not_confirmed(client)
    _moments_and_hours_show_their_mark(client, bouwen)
    assert "minstens 4,7 m²K/W (niet bevestigd), als" in bouwen
    assert "minstens 3,7 m²K/W, als" in bouwen


def _overview_shows_what_is_concept(client: FlaskClient) -> None:
    pagina = client.get("/protocollen").text
    assert "Bouwen regulier" in pagina
    assert "Concept, niet vastgesteld" in pagina
    assert "Blokken" in pagina


def _every_point_shows_with_its_sources(client: FlaskClient, pagina: str, versie: ProtocolVersie) -> None:
    for nummer in range(1, 35):
        assert f"BR-{nummer:02d}" in pagina
    assert "niet bevestigd" in pagina
    assert f"/veld/formulier/bouwen-regulier/1-{versie.hash[:12]}-" in pagina
    assert client.get("/protocollen/weg/1").status_code == 404
    assert client.get(f"/protocollen/weg/{2**63}").status_code == 404, "a number no database holds"
    assert client.get(f"/veld/formulier/weg/{2**63}-{'0' * 12}-{'0' * 12}").status_code == 404


def _rows(pagina: str, anker: str) -> dict[str, str]:
    """The rows of the table in a section, by the words of their first cell."""
    sectie = pagina.split(f'id="{anker}"')[1].split("</section>")[0]
    begin = '<tr role="row"(?: class="groep")?><th role="rowheader"[^>]*>'
    rijen = [rij.split("</th>") for rij in re.split(begin, sectie)[1:]]
    return {re.sub("<.*", "", kop): " ".join(re.sub("<[^>]*>", " ", rest).split()) for kop, rest in rijen}


def _frequencies_show_what_is_not_confirmed(client: FlaskClient) -> None:
    rijen = _rows(client.get("/protocollen/brandveilig-gebruik/1").text, "frequenties")
    assert len(rijen) == 26
    assert rijen["Celfunctie"] == "1 keer per jaar niet bevestigd"
    zorg = rijen["Gezondheidszorgfunctie, met bedgebied"]
    assert zorg.startswith("1 keer per jaar via andere bron Antwoord Veiligheidsregio Brabant-Noord")
    assert rijen["Industriefunctie, risicorelevant bedrijf"].startswith("1 keer per 4 jaar brandweer eens per 4 jaar")
    assert rijen["Elk gebruik, onder meldingsdrempel tabel 6.6"].startswith("alleen na een melding of als steekproef")
    assert "frequenties" not in client.get("/protocollen/erfgoed/1").text


def _moments_and_hours_show_their_mark(client: FlaskClient, pagina: str) -> None:
    rijen = _rows(pagina, "momenten")
    assert rijen["Bouwen tot 20.000. Voorstel voor de momenten: fundering, gereed."] == "momenten: 2 uren: 1"
    maatwerk = rijen["Grote projecten: maatwerk. Een eigen toezichtplan is verplicht."]
    assert maatwerk == "momenten: niet genoemd uren: niet genoemd"
    kop = pagina.split('id="momenten"')[1].split('class="groep"')[1].split("</tr>")[0]
    assert "niet bevestigd" in kop
    assert "De uren zijn per moment." in kop
    assert "gelezen" in client.get("/protocollen/erfgoed/1").text.split('id="momenten"')[1].split("</tr>")[1]


def test_the_schema_is_open(client: FlaskClient) -> None:
    antwoord = client.get("/protocols/schema.json")
    assert antwoord.status_code == 200
    assert antwoord.json
    assert antwoord.json["title"] == "Protocoldefinitie"


def test_check_finds_everything_shipped_right_and_says_what_is_wrong(app: Flask, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    goed = runner.invoke(protocol, ["check"])
    assert goed.exit_code == 0, goed.output
    for bestand in protocol_files():
        assert f"ok   {bestand.parent.name}/{bestand.name}" in goed.output
    pad = tmp_path / "proef" / "1.yaml"
    pad.parent.mkdir()
    pad.write_text(make_tekst("onderdelen: [{code: a, titel: A}]\n"), encoding="utf-8")
    fout = runner.invoke(protocol, ["check", str(pad)])
    assert fout.exit_code == 1
    assert "FOUT proef/1.yaml: 1 fout(en)" in fout.output
    assert "[onderdeel-leeg]" in fout.output


def test_publish_and_generate_as_commands(app: Flask, view_session: Session, dorp: Dorp, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    gemaakt = runner.invoke(protocol, ["generate", "--punten", "30"])
    assert gemaakt.exit_code == 0, gemaakt.output
    versie = queries.published_version(view_session, None, "meetprotocol-30")
    assert versie.kerncijfers["punten"] == 30
    assert gemaakt.output.startswith(f"meetprotocol-30 1 {versie.hash[:12]} gepubliceerd")
    pad = tmp_path / "proef" / "1.yaml"
    pad.parent.mkdir()
    punt = PUNT.format("Is het vrij?")
    pad.write_text(make_tekst(f"onderdelen: [{{code: a, titel: A, punten: [{punt}]}}]\n"), encoding="utf-8")
    eigen = runner.invoke(protocol, ["publish", str(pad), "--organisatie", "Waterdonk"])
    assert eigen.exit_code == 0, eigen.output
    assert queries.published_version(view_session, dorp.waterdonk.id, "proef").protocol.eigenaar_id == dorp.waterdonk.id
    pad.write_text(pad.read_text(encoding="utf-8").replace("vrij", "leeg"), encoding="utf-8")
    anders = runner.invoke(protocol, ["publish", str(pad), "--organisatie", "Waterdonk"])
    assert anders.exit_code == 1
    assert "verandert niet" in anders.output
    assert runner.invoke(protocol, ["publish", str(pad), "--organisatie", "Nergens"]).exit_code == 1
