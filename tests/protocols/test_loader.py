"""Protocol files: errors name file, line, place and remedy; the schema is up to date; what is shipped fits it."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
import yaml
from jsonschema import Draft202012Validator

from app.controles.rules.inhoud import BEZOEKVELDEN
from app.protocols.loader import (
    PROTOCOLS,
    SCHEMA,
    check_files,
    find_line,
    known_blokken,
    parse_definitie,
    protocol_files,
    read_file,
    schema_text,
)
from app.protocols.rules.canoniek import canonical_json, read_canonical
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.problemen import DefinitieFout
from app.protocols.rules.samenstellen import resolve
from app.protocols.rules.walk import walk_vragen
from tests.protocols.maken import make_tekst

SHIPPED = protocol_files()
PUNT_NUL = "onderdelen[0].punten[0]"
EEN_PUNT = "onderdelen:\n  - code: a\n    titel: A\n    punten:\n      - code: A-1\n        vraag: Vrij?\n        {}\n"
ONDERDELEN = "onderdelen: []\n"


@pytest.mark.parametrize(
    ("tekst", "code", "regel", "pad", "woord"),
    [
        ("protocol: [a\n", "yaml", 2, "", "YAML"),
        ("protocol: a\nversie: 1\nprotocol: b\n", "yaml", 3, "", "twee keer"),
        (make_tekst("onderdelen: []\nkleur: rood\n"), "vorm", 1, "", "kleur"),
        (make_tekst(EEN_PUNT.format("type: oordeel\n        kleur: rood")), "vorm", 13, PUNT_NUL, "kleur"),
        (make_tekst(EEN_PUNT.format("type: mening")), "vorm", 15, "onderdelen[0].punten[0].type", "mening"),
        (make_tekst(EEN_PUNT.format("gevolg: 2")), "vorm", 13, "onderdelen[0].punten[0]", "type"),
        (make_tekst(EEN_PUNT.format("type: [oordeel]")), "vorm", 15, "onderdelen[0].punten[0].type", "str"),
        (make_tekst(EEN_PUNT.format("type: oordeel").replace("A-1", "a-1")), "vorm", 13, f"{PUNT_NUL}.code", "vorm"),
        (make_tekst("titel: Nog een\n" + ONDERDELEN), "yaml", 9, "", "titel"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_where_and_why(tekst: str, code: str, regel: int, pad: str, woord: str) -> None:
    with pytest.raises(DefinitieFout) as fout:
        parse_definitie(tekst)
    (probleem,) = fout.value.problemen
    assert (probleem.code, probleem.regel, probleem.pad) == (code, regel, pad)
    assert woord in probleem.zin
    assert probleem.remedie


def test_a_problem_names_its_file_and_line(tmp_path: Path) -> None:
    pad = tmp_path / "proef" / "1.yaml"
    pad.parent.mkdir()
    pad.write_text(make_tekst(EEN_PUNT.format("type: getal")), encoding="utf-8")
    problemen = check_files([pad], tmp_path)[pad]
    eenheid = next(probleem for probleem in problemen if probleem.code == "eenheid-ontbreekt")
    assert (eenheid.bestand, eenheid.regel) == ("proef/1.yaml", 13)
    assert str(eenheid).startswith("proef/1.yaml:13 onderdelen[0].punten[0]: ")


def test_a_file_must_lie_where_its_content_says(tmp_path: Path) -> None:
    pad = tmp_path / "anders" / "2.yaml"
    pad.parent.mkdir()
    pad.write_text(make_tekst(ONDERDELEN), encoding="utf-8")
    assert "bestandsnaam" in {probleem.code for probleem in check_files([pad], tmp_path)[pad]}


def test_a_missing_file_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    bestand = read_file(tmp_path / "weg" / "1.yaml")
    assert [probleem.code for probleem in bestand.problemen] == ["bestand"]
    assert bestand.definitie is None


def test_blocks_are_found_among_the_given_files_and_beside_them(tmp_path: Path) -> None:
    for naam, tekst in (
        ("blok", make_tekst("onderdelen: []\n", protocol="blok", soort="blok")),
        ("proef", make_tekst("blokken: [{blok: blok, versie: 1}]\n" + ONDERDELEN)),
    ):
        (tmp_path / naam).mkdir()
        (tmp_path / naam / "1.yaml").write_text(tekst, encoding="utf-8")
    pad = tmp_path / "proef" / "1.yaml"
    assert "blok-onbekend" not in {probleem.code for probleem in check_files([pad], tmp_path)[pad]}
    assert "blok-onbekend" in {probleem.code for probleem in check_files([pad], tmp_path / "leeg")[pad]}


def test_dates_stay_text_where_an_answer_is_meant() -> None:
    proef = "proeven: [{naam: x, antwoorden: [{vraag: A-1, waarde: 2024-01-15}]}]\n"
    definitie = parse_definitie(make_tekst(ONDERDELEN + proef))
    assert definitie.proeven[0].antwoorden[0].waarde == "2024-01-15"
    assert definitie.geldig_van.isoformat() == "2024-01-01"


def test_only_safe_yaml_is_read() -> None:
    with pytest.raises(DefinitieFout):
        parse_definitie("!!python/object/apply:os.getcwd []")


def test_a_line_is_found_by_its_place_or_the_nearest_around_it() -> None:
    tekst = make_tekst(EEN_PUNT.format("type: oordeel"))
    assert find_line(tekst, "onderdelen[0].punten[0].vraag") == 14
    assert find_line(tekst, "onderdelen[0].punten[0].toon_als.alle[0]") == 13
    assert find_line(tekst, "") == 1


def test_the_schema_in_the_folder_is_up_to_date() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), "run: flask --app wsgi protocol schema"


def test_every_shipped_protocol_fits_the_schema() -> None:
    schema = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    schema.check_schema(schema.schema)
    fouten = []
    for pad in SHIPPED:
        inhoud = yaml.load(pad.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        gevonden = schema.iter_errors(json.loads(json.dumps(inhoud, default=str)))
        fouten += [f"{pad.parent.name} {fout.json_path}: {fout.message}" for fout in gevonden]
    assert not fouten, "\n".join(fouten)


def test_every_shipped_protocol_survives_the_canonical_text() -> None:
    gelezen = {pad: read_file(pad) for pad in SHIPPED}
    blokken = known_blokken(SHIPPED, gelezen)
    for pad, bestand in gelezen.items():
        assert isinstance(bestand.definitie, Definitie), pad
        heel = resolve(bestand.definitie, blokken)
        assert read_canonical(canonical_json(heel)) == heel, pad
        assert msgspec.convert(msgspec.to_builtins(heel), Definitie, strict=False) == heel, pad


def test_the_example_for_authors_is_right_and_its_proeven_pass(tmp_path: Path) -> None:
    tekst = (PROTOCOLS / "README.md").read_text(encoding="utf-8")
    voorbeeld = tekst.partition("```yaml\n")[2].partition("```")[0]
    pad = tmp_path / "steiger" / "1.yaml"
    pad.parent.mkdir()
    pad.write_text(voorbeeld, encoding="utf-8")
    assert len(parse_definitie(voorbeeld).proeven) == 5
    assert {probleem.code for probleem in check_files([pad], tmp_path)[pad]} == {"onbevestigd"}


def test_the_fields_of_the_visit_are_those_a_controle_has() -> None:
    definitie = read_file(PROTOCOLS / "algemeen" / "1.yaml").definitie
    assert definitie is not None
    velden = {plek.punt.bezoekveld for plek in walk_vragen(definitie) if plek.is_punt}
    assert velden - {None} <= set(BEZOEKVELDEN)
    assert velden - {None}


@pytest.mark.parametrize("pad", SHIPPED, ids=lambda pad: pad.parent.name)
def test_shipped_protocol_has_at_least_five_proeven(pad: Path) -> None:
    definitie = read_file(pad).definitie
    assert definitie is not None
    assert len({proef.naam for proef in definitie.proeven}) >= 5
