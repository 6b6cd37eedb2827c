"""XLSForm out: pyxform, which made the format, converts everything we write."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from app.protocols.loader import known_blokken, protocol_files, read_file
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.samenstellen import resolve
from app.protocols.uitwisseling.xlsform_uit import to_xlsform
from tests.protocols.maken import make_definitie

BLOKKEN = known_blokken(pad for pad in protocol_files() if "\nsoort: blok" in pad.read_text(encoding="utf-8"))


def definitie_of(pad: Path) -> Definitie:
    """What is in a file."""
    definitie = read_file(pad).definitie
    assert definitie is not None
    return definitie


def heel_of(definitie: Definitie) -> Definitie:
    return resolve(definitie, BLOKKEN)


@pytest.mark.parametrize("pad", protocol_files(), ids=lambda pad: pad.parent.name)
def test_pyxform_converts_every_shipped_protocol(pad: Path) -> None:
    definitie = definitie_of(pad)
    data = to_xlsform(definitie, heel_of(definitie))
    uitkomst = convert(xlsform=data, file_type=".xlsx")
    assert uitkomst.xform.count("<bind ") > sum(len(onderdeel.punten) for onderdeel in definitie.onderdelen)
    assert not uitkomst.warnings


STEIGER = """
lijsten: {ja_nee: [{waarde: ja, label: Ja}, {waarde: nee, label: Nee}]}
fasen: [{code: "1", titel: Opbouw}]
onderdelen:
  - code: plaats
    titel: Plaats
    punten:
      - {code: ST-01, vraag: Vrij?, type: oordeel, foto: {wanneer: bij_afwijking}, vervolgvragen: [
          {code: ST-01.1, vraag: Hoe breed?, type: getal, eenheid: m, decimalen: 2, minimum: 0, maximum: 20,
           toon_als: {vraag: ST-01, is: voldoet_niet}},
          {code: ST-01.2, vraag: Gevaar?, type: keuze, lijst: ja_nee, verplicht: true,
           toon_als: {vraag: ST-01.1, kleiner: 0.9}}]}
      - {code: ST-02, vraag: Stof?, type: oordeel, foto: {wanneer: nooit}, fasen: ["1"], niveau: "2",
         toon_als: {feit: zaak.werk, bevat: stralen}, bij_onbekend: toon}
  - code: vakken
    titel: Vakken
    herhaling: {per: vak}
    punten: [{code: ST-04, vraag: Vast?, type: document, foto: {wanneer: nooit}}]
  - code: eind
    titel: Eind
    punten:
      - {code: ST-05, vraag: Vrij?, type: datum, foto: {wanneer: nooit},
         toon_als: {niet: {aantal: {vraag: ST-04, is: voldoet_niet}, minstens: 1}}}
      - {code: ST-06, vraag: Oud?, type: tekst, foto: {wanneer: nooit}, verplicht_als: {vraag: ST-05, groter: 24},
         toon_als: {een_van: [{niet: {vraag: ST-01.2, is: ja}}, {vraag: ST-01, in: [nvt, voldoet]}]}}
feiten: [{code: zaak.werk, label: Werk, type: meerkeuze, opties: [{waarde: stralen, label: Stralen}]}]
"""


def test_conditions_repeats_lists_bounds_and_required_are_there_for_others() -> None:
    xform = convert(xlsform=to_xlsform(make_definitie(STEIGER)), file_type=".xlsx").xform
    for deel in (
        """ST-01.1" type="decimal" relevant=" /data/plaats/ST-01__punt/ST-01  = 'voldoet_niet'" constraint=""",
        ". &lt;= 20 and regex(string(.), '^-?[0-9]+([.][0-9]{1,2})?$')",
        'ST-01.2" type="string" required="true()" relevant=" /data/plaats/ST-01__punt/ST-01.1  &lt; 0.9"',
        "not( /data/schouw_feiten/zaak.werk  != '' and not(selected( /data/schouw_feiten/zaak.werk , 'stralen')))",
        "( /data/schouw_feiten/schouw_fase  = '' or selected( /data/schouw_feiten/schouw_fase , '1')) and ",
        " /data/schouw_feiten/schouw_niveau  &gt;= 2 and not(",
        '<repeat nodeset="/data/vakken">',
        "count( /data/vakken/ST-04__punt/ST-04 [. = 'niet_getoond' or . = 'verlopen']) &lt; 1",
        "( /data/plaats/ST-01__punt/ST-01.2  != '' and ",
        "decimal-date-time( /data/eind/ST-05 )) div 30.4375) &gt; 24",
        "instance('ja_nee')",
    ):
        assert deel in xform, deel
