"""XLSForm in: our own form comes back whole, a stranger's with a report of everything that did not come along."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openpyxl import Workbook, load_workbook

from app.core.errors import Invalid
from app.protocols.loader import protocol_files
from app.protocols.rules.definitie import Definitie
from app.protocols.uitwisseling.xlsform_in import Formulier, read_xlsform
from app.protocols.uitwisseling.xlsform_uit import to_xlsform
from app.protocols.uitwisseling.xpath_in import Bron, OnbekendeUitdrukking, to_voorwaarde
from app.protocols.uitwisseling.yaml_uit import to_yaml
from tests.protocols.maken import make_definitie
from tests.protocols.test_xlsform import STEIGER, definitie_of, heel_of

DAG = date(2026, 11, 22)


def as_definitie(formulier: Formulier) -> Definitie:
    return msgspec.convert(formulier.ruw, Definitie, strict=False)


@pytest.mark.parametrize("pad", protocol_files(), ids=lambda pad: pad.parent.name)
def test_every_shipped_protocol_comes_back_whole(pad: Path) -> None:
    definitie = definitie_of(pad)
    formulier = read_xlsform(to_xlsform(definitie, heel_of(definitie)), DAG)
    assert formulier.meldingen == []
    terug = as_definitie(formulier)
    assert to_yaml(terug) == to_yaml(definitie)
    assert terug == definitie


def workbook(**bladen: list[list[Any]]) -> bytes:
    """A spreadsheet with these sheets, each a row of headings and rows below."""
    boek, uit = Workbook(), io.BytesIO()
    boek.remove(boek.active)
    for naam, rijen in bladen.items():
        blad = boek.create_sheet(naam)
        for rij in rijen:
            blad.append(rij)
    boek.save(uit)
    return uit.getvalue()


MEER = ["appearance", "calculation", "default", "choice_filter", "repeat_count"]


def told(formulier: Formulier) -> dict[str, str]:
    """The report by place: `survey!C4`."""
    return {f"{m.blad}!{m.kolom}{m.rij}": m.zin for m in formulier.meldingen}


def changed(data: bytes, cellen: dict[tuple[str, str], str]) -> bytes:
    """The form with other texts in these cells (name of the row, heading of the column)."""
    boek, uit = load_workbook(io.BytesIO(data)), io.BytesIO()
    blad = boek["survey"]
    koppen = [cel.value for cel in blad[1]]
    for rij in blad.iter_rows(min_row=2):
        for (naam, kop), tekst in cellen.items():
            if rij[koppen.index("name")].value == naam:
                rij[koppen.index(kop)].value = tekst
    boek.save(uit)
    return uit.getvalue()


def test_what_somebody_changes_in_our_form_counts() -> None:
    definitie = make_definitie(STEIGER)
    data = changed(
        to_xlsform(definitie),
        {
            ("ST-01.2", "relevant"): "${ST-01.1} >= 2 or ${ST-01} = 'nvt'",
            ("ST-01.2", "label"): "Direct gevaar?",
            ("ST-01.1", "constraint"): ". <= 30",
            ("ST-02", "relevant"): "",
            ("ST-06", "required"): "yes",
            ("ST-05", "relevant"): "pulldata('x', 'y') = 1",
            ("ST-01__foto", "label"): "Kiekje",
        },
    )
    formulier = read_xlsform(data, DAG)
    punten = {punt.code: punt for deel in as_definitie(formulier).onderdelen for punt in deel.punten}
    breedte, gevaar = punten["ST-01"].vervolgvragen
    assert gevaar.vraag == "Direct gevaar?"
    assert msgspec.to_builtins(gevaar.toon_als) == {
        "een_van": [{"vraag": "ST-01.1", "minstens": 2.0}, {"vraag": "ST-01", "is": "nvt"}]
    }
    assert [breedte.minimum, breedte.maximum, breedte.decimalen] == [None, 30, 2]
    assert (punten["ST-02"].toon_als, punten["ST-02"].fasen, punten["ST-02"].niveau) == (None, ["1"], "2")
    assert (punten["ST-06"].verplicht, punten["ST-06"].verplicht_als) == (True, None)
    assert punten["ST-05"].toon_als is None
    zinnen = [(m.tekst, m.zin) for m in formulier.meldingen]
    assert (
        "pulldata('x', 'y') = 1",
        "Deze voorwaarde kan Schouw niet lezen en is niet overgenomen. Maak haar zelf.",
    ) in zinnen
    assert any(tekst == "Kiekje" for tekst, _ in zinnen)
    assert len(zinnen) == 2


VREEMD: dict[str, list[list[Any]]] = {
    "survey": [
        [
            "type",
            "name",
            "label::English (en)",
            "label::Nederlands (nl)",
            "hint",
            "required",
            "relevance",
            "constraint",
        ],
        ["start", "start"],
        ["select one yn", "open", "Is it open?", "Is het open?", None, True],
        ["integer", "People", "People", "Mensen", "Tel ze", "yes", "${open} = 'Yes'", ". >= 0 and . < 500"],
        [
            "begin group",
            "Fire Safety!",
            "Fire",
            "Brand",
            None,
            None,
            "not(${People} > 10) and selected(${kinds}, 'a b')",
        ],
        ["select_multiple kinds or_other", "kinds", "Kinds", "Soorten", None, None, None, None, "minimal"],
        [
            "text",
            "why",
            "Why",
            "Waarom",
            None,
            None,
            "${open} != 'Yes' or string-length(${kinds}) > 0",
            "regex(., 'a')",
        ],
        ["begin repeat", "room", "Room", "Kamer", *[None] * 8, "${People}"],
        ["select_one yn", "ok", "OK?", "Goed?", None, None, "${why} != ''", None, None, None, "yes"],
        ["end repeat"],
        ["note", "n1", "Mind", "Let op"],
        ["photo", "pic", "Photo", "Foto"],
        ["end group"],
        ["calculate", "sum", None, None, None, None, None, None, None, "1 + 1"],
        ["geopoint", "plek", "Place", "Plek", None, None, "count(${ok}[. = 'Yes']) >= 2"],
        ["barcode", "42", "Code", "Code"],
        ["text", "som", "=1+1", "=1+1"],
    ],
    "choices": [
        ["list name", "name", "label::English (en)", "label::Nederlands (nl)", "image"],
        ["yn", "Yes", "Yes", "Ja"],
        ["yn", "no", "No", "Nee", "no.png"],
        ["kinds", "a b", "AB", "AB"],
        ["unused", "x", "X", "X"],
    ],
    "settings": [["form_title", "form_id", "style"], ["Site visit", "Site Visit 2", "pages"]],
    "entities": [["list_name"], ["trees"]],
}
VREEMD["survey"][0] += MEER


def test_a_form_of_others_comes_in_with_a_report_of_every_cell_that_did_not() -> None:
    formulier = read_xlsform(workbook(**VREEMD), DAG)
    definitie = as_definitie(formulier)
    assert (definitie.protocol, definitie.titel, definitie.geldig_van) == ("site-visit", "Site visit", DAG)
    los, brand, eind = definitie.onderdelen
    assert [punt.code for punt in los.punten] == ["OPEN", "PEOPLE"]
    assert (los.punten[0].vraag, los.punten[0].verplicht, los.punten[0].lijst) == ("Is het open?", True, "yn")
    mensen = los.punten[1]
    assert (mensen.decimalen, mensen.toelichting, mensen.minimum) == (0, "Tel ze", None)
    assert msgspec.to_builtins(mensen.toon_als) == {"vraag": "OPEN", "is": "yes"}
    assert msgspec.to_builtins(brand.toon_als) == {
        "alle": [{"niet": {"zeker": {"vraag": "PEOPLE", "groter": 10.0}}}, {"vraag": "KINDS", "bevat": "a_b"}]
    }
    assert msgspec.to_builtins(brand.punten[1].toon_als) == {
        "een_van": [
            {"een_van": [{"vraag": "OPEN", "is_niet": "yes"}, {"vraag": "OPEN", "beantwoord": False}]},
            {"vraag": "KINDS", "beantwoord": True},
        ]
    }
    kamer, vervolg = brand.onderdelen
    assert kamer.herhaling is not None
    assert (kamer.titel, kamer.herhaling.per) == ("Kamer", "Kamer")
    assert (vervolg.titel, vervolg.toelichting, vervolg.punten[0].type) == ("Brand (vervolg)", "Let op", "foto")
    assert msgspec.to_builtins(eind.punten[0].toon_als) == {"aantal": {"vraag": "OK", "is": "yes"}, "minstens": 2.0}
    assert [punt.code for punt in eind.punten] == ["PLEK", "V-42", "SOM"]
    assert [optie.waarde for optie in definitie.lijsten["yn"]] == ["yes", "no"]


def test_the_report_names_sheet_row_and_column() -> None:
    zinnen = told(read_xlsform(workbook(**VREEMD), DAG))
    assert zinnen["survey!A2"] == "start houdt Schouw zelf bij. Deze rij is niet nodig."
    assert zinnen["survey!H4"] == "Deze regel voor het antwoord kan Schouw niet lezen en is niet overgenomen."
    assert "or_other" in zinnen["survey!A6"]
    assert zinnen["survey!I6"] == "Hoe een vraag eruitziet, bepaalt Schouw zelf."
    assert "vast aantal" in zinnen["survey!M8"]
    assert "vooraf" in zinnen["survey!K9"]
    assert zinnen["survey!A14"] == "Een vraag van het soort calculate kent Schouw niet. Deze rij is niet overgenomen."
    assert zinnen["survey!A16"] == "Een streepjescode is hier tekst: typ haar over."
    assert zinnen["survey!D17"] == "Een formule rekent Schouw niet uit. Zet er de uitkomst neer."
    assert {f"survey!C{rij}" for rij in (3, 4, 5, 6, 7, 8, 9, 11, 12, 15, 16)} <= set(zinnen), "the other language"
    assert zinnen["choices!B2"] == "Deze keuze heet hier yes."
    assert {"choices!E3", "settings!C2", "entities!1", "settings!2"} <= set(zinnen)
    assert not any(plek.startswith("survey!B") for plek in zinnen), "every name was read"


def zipped(**delen: bytes) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as boek:
        for naam, inhoud in delen.items():
            boek.writestr(naam, inhoud)
    return uit.getvalue()


LACH = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
SURVEY = [["type", "name", "label"], ["text", "a", "A"]]


def laughing() -> bytes:
    """A form with a sheet that defines entities."""
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(survey=SURVEY))) as oud, zipfile.ZipFile(uit, "w") as boek:
        for deel in oud.infolist():
            inhoud = oud.read(deel)
            if deel.filename.endswith("sharedStrings.xml"):
                inhoud = LACH + b"<sst><si><t>&b;</t></si></sst>"
            boek.writestr(deel.filename, inhoud)
    return uit.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "spreadsheet-leeg"),
        (b"type,name,label\n", "spreadsheet-onleesbaar"),
        (b"PK\x03\x04kapot", "spreadsheet-onleesbaar"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "spreadsheet-versleuteld"),
        (bytes(5 * 1024 * 1024 + 1), "spreadsheet-te-groot"),
        (zipped(**{"xl/workbook.xml": bytes(45 * 1024 * 1024)}), "spreadsheet-te-groot"),
        (zipped(**{"xl/vbaProject.bin": b"x"}), "spreadsheet-macro"),
        (zipped(**{"iets.txt": b"x"}), "spreadsheet-onleesbaar"),
        (workbook(survey=[["type"], *([["text"]] * 10_001)]), "spreadsheet-te-lang"),
        (workbook(survey=[["type"], ["text"] * 202]), "spreadsheet-te-lang"),
        (workbook(**{f"b{nummer}": [["a"]] for nummer in range(31)}), "spreadsheet-te-groot"),
        (workbook(blad=SURVEY), "xlsform-zonder-vragen"),
        (workbook(survey=SURVEY[:1]), "xlsform-zonder-vragen"),
    ],
)
def test_a_bad_file_gets_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as fout:
        read_xlsform(data, DAG)
    assert fout.value.code == code
    assert fout.value.zin.endswith((".", "?"))


def test_entities_are_never_expanded() -> None:
    try:
        formulier = read_xlsform(laughing(), DAG)
    except Invalid:
        return
    assert "aaaa" not in str(formulier)


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "(",
        "${a",
        "${a} =",
        "1 = 1",
        "${weg} = 'x'",
        "${a} = ${a}",
        "not(" * 500,
        "(" * 5000,
        "${a}[",
        "'a",
        "a b",
        "-",
        "selected(${a})",
        "${a} + 1 > 2",
        "if(${a} = 1, 2, 3)",
        "${a} = 'b' and",
        "count(${a}) > 1",
        "${dag} > '2024-01-01'",
        "@",
        "${a} > today()",
    ],
)
def test_what_is_no_condition_is_refused_and_never_guessed(tekst: str) -> None:
    bronnen = {"a": Bron("vraag", "A-1", "tekst"), "dag": Bron("vraag", "D-1", "maanden")}
    with pytest.raises((OnbekendeUitdrukking, RecursionError)):
        to_voorwaarde(tekst, bronnen)
