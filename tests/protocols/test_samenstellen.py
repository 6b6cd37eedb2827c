"""Blocks come in place: codes, references, conditions of use, subsets, lists and facts."""

from __future__ import annotations

import pytest

from app.protocols.rules.canoniek import canonical_json, definitie_hash, read_canonical
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.plan import make_plan
from app.protocols.rules.problemen import DefinitieFout
from app.protocols.rules.samenstellen import resolve
from app.protocols.rules.stand import Antwoord, Stand
from app.protocols.rules.voorwaarden import zichtbaar
from app.protocols.rules.walk import walk_onderdelen, walk_vragen
from tests.protocols.maken import as_blokken, make_blok, make_definitie

BLOK = make_blok(
    """
    fasen: [{code: X, titel: Eigen fase}, {code: "1", titel: Start}]
    lijsten: {ja_nee: [{waarde: ja, label: Ja}, {waarde: nee, label: Nee}]}
    feiten: [{code: zaak.sloop, label: Sloop, type: ja_nee}]
    deskundigheid: [asbest]
    onderdelen:
      - code: eerst
        titel: Eerst
        punten:
          - code: B-1
            vraag: Een?
            type: oordeel
            fasen: [X, "1"]
            grondslagen: [{bron: Ow, zekerheid: gelezen, als: {vraag: B-1.1, is: ja}}]
            gevolg: 2
            gevolg_regels: [{als: {niet: {vraag: B-1.1, is: ja}}, naar: 4}]
            acties: [{als: {aantal: {vraag: B-2, is: voldoet_niet}, minstens: 1}, soort: taak, tekst: Bel.}]
            vervolgvragen:
              - {code: B-1.1, vraag: Ja?, type: keuze, lijst: ja_nee, toon_als: {vraag: B-1, is: voldoet_niet}}
      - code: dan
        titel: Dan
        herhaling: {per: ruimte, titel_vraag: B-3}
        toon_als: {feit: zaak.sloop, is: true}
        bij_onbekend: toon
        punten:
          - {code: B-3, vraag: Welke?, type: tekst, grondslagen: [{bron: geen, zekerheid: gelezen}]}
          - {code: B-2, vraag: Twee?, type: oordeel, grondslagen: [{bron: geen, zekerheid: gelezen}],
             verplicht_als: {een_van: [{vraag: B-1, is: voldoet}]}}
    """
)
OWN = """
    onderdelen:
      - code: eigen
        titel: Eigen
        punten: [{code: A-1, vraag: Vrij?, type: oordeel, grondslagen: [{bron: geen, zekerheid: gelezen}]}]
"""


def host(blokken: str) -> Definitie:
    """A definition with one own point that includes blocks."""
    return make_definitie(f"fasen: [{{code: '1', titel: Start}}]\nblokken: {blokken}\n" + OWN.replace("\n    ", "\n"))


def codes(definitie: Definitie) -> list[str]:
    return [plek.vraag.code for plek in walk_vragen(definitie)]


def test_a_block_comes_at_its_place_with_its_name_before_every_code() -> None:
    heel = resolve(host("[{blok: blok, versie: 1, plaats: begin}]"), as_blokken(BLOK))
    assert codes(heel) == ["blok:B-1", "blok:B-1.1", "blok:B-3", "blok:B-2", "A-1"]
    assert [plek.onderdeel.code for plek in walk_onderdelen(heel)] == ["blok:eerst", "blok:dan", "eigen"]
    assert heel.samengesteld_uit == ["blok/1"]
    eind = resolve(host("[{blok: blok, versie: 1}]"), as_blokken(BLOK))
    assert codes(eind)[0] == "A-1"


def test_references_inside_a_block_follow_its_codes() -> None:
    heel = resolve(host("[{blok: blok, versie: 1}]"), as_blokken(BLOK))
    vragen = {plek.vraag.code: plek for plek in walk_vragen(heel)}
    punt = vragen["blok:B-1"].punt
    assert punt.grondslagen[0].als is not None
    assert punt.grondslagen[0].als.vraag == "blok:B-1.1"
    regel = punt.gevolg_regels[0].als.niet
    assert regel is not None
    assert regel.vraag == "blok:B-1.1"
    aantal = punt.acties[0].als.aantal
    assert aantal is not None
    assert aantal.vraag == "blok:B-2"
    toon = vragen["blok:B-1.1"].vraag.toon_als
    assert toon is not None
    assert toon.vraag == "blok:B-1"
    verplicht = vragen["blok:B-2"].vraag.verplicht_als
    assert verplicht is not None
    assert verplicht.een_van is not None
    assert verplicht.een_van[0].vraag == "blok:B-1"
    herhaling = heel.onderdelen[2].herhaling
    assert herhaling is not None
    assert herhaling.titel_vraag == "blok:B-3"


def test_lists_are_written_out_and_facts_and_skills_merged() -> None:
    heel = resolve(host("[{blok: blok, versie: 1}]"), as_blokken(BLOK))
    vraag = {plek.vraag.code: plek.vraag for plek in walk_vragen(heel)}["blok:B-1.1"]
    assert [optie.waarde for optie in vraag.opties] == ["ja", "nee"]
    assert vraag.lijst is None
    assert heel.lijsten == {}
    assert [feit.code for feit in heel.feiten] == ["zaak.sloop"]
    assert heel.deskundigheid == ["asbest"]


def test_a_fase_the_host_does_not_know_cannot_hide_a_point_of_a_block() -> None:
    heel = resolve(host("[{blok: blok, versie: 1}]"), as_blokken(BLOK))
    assert next(plek.punt.fasen for plek in walk_vragen(heel) if plek.vraag.code == "blok:B-1") == ["1"]


def test_a_subset_keeps_the_chosen_points_and_the_title_of_a_repeat() -> None:
    heel = resolve(host("[{blok: blok, versie: 1, punten: [B-2]}]"), as_blokken(BLOK))
    assert codes(heel) == ["A-1", "blok:B-3", "blok:B-2"]


def test_a_block_included_twice_stands_there_once_with_all_chosen_points() -> None:
    heel = resolve(
        host(
            "[{blok: blok, versie: 1, punten: [B-1], toon_als: {vraag: A-1, is: voldoet}},"
            " {blok: blok, versie: 1, punten: [B-2], toon_als: {vraag: A-1, is: nvt}}]"
        ),
        as_blokken(BLOK),
    )
    assert codes(heel) == ["A-1", "blok:B-1", "blok:B-1.1", "blok:B-3", "blok:B-2"]
    for oordeel, te_zien in (("voldoet", True), ("nvt", True), ("voldoet_niet", False)):
        zicht = zichtbaar(make_plan(heel), Stand({("A-1", ""): Antwoord(oordeel)}))
        assert zicht.is_visible("blok:B-1") is te_zien


@pytest.mark.parametrize("gebruik", ["verberg", "toon"])
@pytest.mark.parametrize("a1", ["voldoet", "voldoet_niet", None])
@pytest.mark.parametrize("sloop", [True, False, None])
def test_a_blocks_own_condition_and_that_of_its_use_both_count(
    gebruik: str, a1: str | None, sloop: bool | None
) -> None:
    blokken = f"[{{blok: blok, versie: 1, toon_als: {{vraag: A-1, is: voldoet}}, bij_onbekend: {gebruik}}}]"
    heel = resolve(host(blokken), as_blokken(BLOK))
    antwoorden = {("A-1", ""): Antwoord(a1)} if a1 else {}
    feiten = {} if sloop is None else {"zaak.sloop": sloop}
    zicht = zichtbaar(make_plan(heel), Stand(antwoorden, {"blok:dan": ["r1"]}, feiten))
    van_gebruik = {"voldoet": True, "voldoet_niet": False}.get(a1 or "", gebruik == "toon")
    van_blok = sloop is not False
    assert zicht.is_visible("blok:B-2", "r1") is (van_gebruik and van_blok)
    assert zicht.is_visible("blok:B-1") is van_gebruik


def test_a_block_in_a_block_is_qualified_by_its_own_name_and_shows_only_with_it() -> None:
    buiten = make_blok(
        """
        blokken: [{blok: blok, versie: 1, toon_als: {vraag: C-1, is: voldoet_niet}}]
        onderdelen:
          - code: c
            titel: C
            punten: [{code: C-1, vraag: Vrij?, type: oordeel, grondslagen: [{bron: geen, zekerheid: gelezen}]}]
        """,
        protocol="buiten",
    )
    definitie = host("[{blok: buiten, versie: 1, plaats: begin, toon_als: {vraag: A-1, is: voldoet}}]")
    heel = resolve(definitie, as_blokken(BLOK, buiten))
    assert codes(heel) == ["buiten:C-1", "blok:B-1", "blok:B-1.1", "blok:B-3", "blok:B-2", "A-1"]
    plan = make_plan(heel)
    fout = Antwoord("voldoet_niet")
    assert zichtbaar(plan, Stand({("A-1", ""): Antwoord("voldoet"), ("buiten:C-1", ""): fout})).is_visible("blok:B-1")
    assert not zichtbaar(plan, Stand({("A-1", ""): fout, ("buiten:C-1", ""): fout})).is_visible("blok:B-1")
    assert not zichtbaar(plan, Stand({("A-1", ""): Antwoord("voldoet")})).is_visible("blok:B-1")


@pytest.mark.parametrize(
    ("blokken", "code"),
    [
        ("[{blok: weg, versie: 1}]", "blok-onbekend"),
        ("[{blok: blok, versie: 2}]", "blok-onbekend"),
        ("[{blok: kring, versie: 1}]", "blok-kring"),
        ("[{blok: blok, versie: 1}, {blok: blok, versie: 3}]", "blok-versies"),
        ("[{blok: blok, versie: 1, punten: [B-9]}]", "punt-onbekend"),
    ],
)
def test_a_use_that_cannot_be_is_told(blokken: str, code: str) -> None:
    kring = make_blok("blokken: [{blok: kring, versie: 1}]\nonderdelen: []", protocol="kring")
    derde = make_blok("onderdelen: []", versie=3)
    with pytest.raises(DefinitieFout) as fout:
        resolve(host(blokken), as_blokken(BLOK, kring, derde))
    assert [probleem.code for probleem in fout.value.problemen] == [code]


def test_a_list_that_is_not_there_and_facts_that_contradict_are_told() -> None:
    zonder = make_definitie(
        "onderdelen: [{code: a, titel: A, punten: [{code: A-1, vraag: V?, type: keuze, lijst: weg}]}]"
    )
    with pytest.raises(DefinitieFout, match="lijst-onbekend"):
        resolve(zonder, {})
    strijd = make_definitie(
        "blokken: [{blok: blok, versie: 1}]\nfeiten: [{code: zaak.sloop, label: Sloop, type: getal}]\nonderdelen: []"
    )
    with pytest.raises(DefinitieFout, match="feit-strijdig"):
        resolve(strijd, as_blokken(BLOK))


def test_resolving_twice_changes_nothing_and_the_hash_names_the_content() -> None:
    definitie = host("[{blok: blok, versie: 1}]")
    heel = resolve(definitie, as_blokken(BLOK))
    assert resolve(heel, {}) == heel
    assert read_canonical(canonical_json(heel)) == heel
    assert definitie_hash(heel) == definitie_hash(read_canonical(canonical_json(heel)))


def test_the_hash_changes_with_anything_in_a_block() -> None:
    definitie = host("[{blok: blok, versie: 1}]")
    ander = make_blok("onderdelen: []")
    assert definitie_hash(resolve(definitie, as_blokken(BLOK))) != definitie_hash(resolve(definitie, as_blokken(ander)))


def test_the_canonical_text_does_not_depend_on_the_order_in_a_file() -> None:
    een = make_definitie("lijsten: {a: [], b: []}\nonderdelen: []")
    ander = make_definitie("onderdelen: []\nlijsten: {b: [], a: []}")
    assert canonical_json(een) == canonical_json(ander)
    assert canonical_json(een).startswith('{"doel":"Proberen."')


def test_a_proef_is_part_of_what_is_frozen() -> None:
    kaal = make_definitie("onderdelen: []")
    assert definitie_hash(kaal) != definitie_hash(make_definitie("onderdelen: []\nproeven: [{naam: x}]"))
