"""The paper read back: every answer and photo once, nothing lost, nothing turned into markup, nothing that does not
belong there."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

import pikepdf
import pytest
from msgspec import structs
from pypdf import PdfReader

from app.rapportage.brief import draw_brief
from app.rapportage.pdf.beeld import VEEL
from app.rapportage.pdf.document import Voor, draw
from app.rapportage.waarde import Rapport, from_canonical, hash_of, to_canonical
from tests.rapportage.waarden import GEHEIM, OPEN, foto_bytes, make_rapport, sha

VOOR: tuple[Voor, ...] = ("intern", "betrokkene")
LANG = 100_000
BLADEN_VOL = 10_000
"""Characters that fill more than a sheet, and more than any piece a text is cut into."""


@cache
def drawn(fotos: int, voor: Voor) -> bytes:
    """The report with this many photos, drawn once per run."""
    return draw(make_rapport(fotos=fotos), foto_bytes, voor)


def squeezed(tekst: str) -> str:
    """Without white space: line ends on paper are not those of the text."""
    return re.sub(r"\s+", "", tekst)


def body(data: bytes, rapport: Rapport) -> str:
    """The text of all sheets as one, without white space, headers and footers."""
    pages = PdfReader(io.BytesIO(data)).pages
    parts = []
    for number, page in enumerate(pages, start=1):
        tekst = squeezed(page.extract_text())
        for edge in (
            squeezed(f"Inspectierapport {rapport.nummer} · {rapport.onderwerp.adres}"),
            "GemeenteWaterdonk" if number > 1 else "",
            squeezed(f"Versie 2 · 20 november 2026 · protocol {rapport.protocol.code} 7 · {rapport.id}"),
            squeezed(f"Onze controle {rapport.nummer}"),
            squeezed(f"Versie 2 · 20 november 2026 · {rapport.id}"),
            f"blad{number}van{len(pages)}",
        ):
            tekst = tekst.replace(edge, "", 1) if edge else tekst
        parts.append(tekst)
    return "".join(parts)


def images_on(data: bytes) -> list[str]:
    """The name of every image that is drawn, once per time it is drawn."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            objects: Any = page.obj.Resources.get("/XObject") or {}
            names = {name for name, item in objects.items() if item.get("/Subtype") == "/Image"}
            for step in pikepdf.parse_content_stream(page):
                if str(step.operator) == "Do" and str(step.operands[0]) in names:
                    found.append(str(objects[str(step.operands[0])].objgen))
    return found


@pytest.mark.parametrize(
    ("fotos", "voor"),
    [(0, "intern"), (0, "betrokkene"), (1, "intern"), (1, "betrokkene"), (200, "intern"), (VEEL + 1, "betrokkene")],
)
def test_every_answer_and_photo_stands_there_once(fotos: int, voor: Voor) -> None:
    data, rapport = drawn(fotos, voor), make_rapport(fotos=fotos)
    tekst = body(data, rapport)
    expected = dict.fromkeys(OPEN, 1) | dict.fromkeys(GEHEIM, 1 if voor == "intern" else 0)
    assert {mark: tekst.count(mark) for mark in expected} == expected
    assert [tekst.count(f"mfoto{foto.nummer}x") for foto in rapport.fotos] == [1] * fotos
    assert [tekst.count(foto.sha256) for foto in rapport.fotos] == [1] * fotos
    drawn_images = images_on(data)
    assert len(drawn_images) == len(set(drawn_images)) == fotos
    assert len(data) < 40_000_000


@pytest.mark.parametrize(("lengte", "voor"), [(LANG, "intern"), (BLADEN_VOL, "betrokkene")])
def test_texts_of_a_hundred_thousand_characters_stay_whole(lengte: int, voor: Voor) -> None:
    """Where a text can stand: an observation, a statement, beside an answer, in a table, on the internal sheet. The
    other paper is the same but for that sheet."""
    woorden = " ".join(f"woord{nummer}" for nummer in range(lengte // 9))[:lengte]
    rapport = _with_long_texts(woorden)
    tekst = body(draw(rapport, foto_bytes, voor), rapport)
    whole = squeezed(woorden)
    marks = ["mconstatering1", "mverklaring", "mvoldoet", "mwerkwijze", *(["mgevolg"] if voor == "intern" else [])]
    assert {mark: tekst.count(mark + whole) for mark in marks} == dict.fromkeys(marks, 1)


def _with_long_texts(woorden: str) -> Rapport:
    rapport = make_rapport()
    lang = make_rapport(extra=woorden)
    groep = structs.replace(rapport.groepen[0], punten=[*rapport.groepen[0].punten[:2], lang.groepen[0].punten[2]])
    oordeel = structs.replace(rapport.beoordelingen[0], gevolg_motivering=lang.beoordelingen[0].gevolg_motivering)
    bezoek = structs.replace(rapport.bezoek, regels=lang.bezoek.regels, verklaring=lang.bezoek.verklaring)
    return structs.replace(
        rapport,
        bevindingen=[lang.bevindingen[0], rapport.bevindingen[1]],
        groepen=[groep],
        bezoek=bezoek,
        beoordelingen=[oordeel],
    )


HOSTILE = {
    "markup": ("<b>vet</b> <font color=red>x</font> <img src=/etc/passwd>",) * 2,
    "entiteit": ("&amp; &lt;b&gt; &#65;",) * 2,
    "sjabloon": ("{{ 7 * 7 }} {% raw %}",) * 2,
    "nul": ("a\x00b\x1fc", "a[U+0000]b[U+001F]c"),
    "emoji": ("blij 😀 klaar", "blij [U+1F600] klaar"),
    "bidi": ("a\u202eb", "a[U+202E]b"),
    "zacht streepje": ("brand\u00admelder", "brand[U+00AD]melder"),
    "grieks en pools": ("Ωμέγα żółć ✓", "Ωμέγα żółć ✓"),
    "lang woord": ("x" * 900,) * 2,
    "aanhalingstekens": ("“zo” ‘zo’ €5 – ½ m² …",) * 2,
}


@pytest.mark.parametrize("voor", VOOR)
def test_what_people_type_is_text_and_never_markup(voor: Voor) -> None:
    rapport = make_rapport(extra=" ¦ ".join(typed for typed, _ in HOSTILE.values()))
    tekst = body(draw(rapport, foto_bytes, voor), rapport)
    whole = "¦".join(squeezed(read) for _, read in HOSTILE.values())
    assert whole in tekst, [naam for naam, (_, read) in HOSTILE.items() if squeezed(read) not in tekst]
    for mark in ("mconstatering1", "mverklaring", "mvoldoet", "mvolg", *(["mopdracht"] if voor == "intern" else [])):
        assert mark + whole in tekst, mark


def test_the_letter_takes_the_same_texts() -> None:
    rapport = make_rapport(extra=" ¦ ".join(typed for typed, _ in HOSTILE.values()))
    whole = "¦".join(squeezed(read) for _, read in HOSTILE.values())
    letter = body(draw_brief(rapport), rapport)
    assert f"mconstatering1{whole}" in letter


def test_text_from_right_to_left_is_not_lost() -> None:
    hebreeuws = "שלום עולם"
    tekst = body(draw(make_rapport(extra=hebreeuws), foto_bytes), make_rapport())
    for woord in hebreeuws.split():
        assert tekst.count(woord) + tekst.count(woord[::-1]) >= len(OPEN)


def _letter_pages(rapport: Rapport) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(draw_brief(rapport))).pages]


def test_the_betrokkene_reads_facts_and_no_judgement() -> None:
    rapport = make_rapport()
    letter = squeezed("".join(_letter_pages(rapport)))
    for tekst in (body(drawn(4, "betrokkene"), rapport), letter):
        for woord in (*GEHEIM, "LHSO", "C4", "B4", "dwangsom", "ecidive", "atrix", "Niet meesturen"):
            assert squeezed(woord) not in tekst, woord
    assert "LHSO" in body(drawn(4, "intern"), rapport)


def test_the_letter_says_what_was_seen_and_what_must_be_done() -> None:
    letter = " ".join(" ".join(_letter_pages(make_rapport())).split())
    for zin in ("mconstatering1", "mherstel", "maandag 7 december 2026", "14 0499", "C-2026-0847", "geen besluit"):
        assert letter.count(zin) >= 1, zin
    assert "opgelost toen wij er waren" in letter


def test_the_stored_value_redraws_the_same_paper() -> None:
    rapport = make_rapport()
    again = from_canonical(to_canonical(rapport))
    assert again == rapport
    for voor in VOOR:
        assert draw(again, foto_bytes, voor) == drawn(4, voor)
    assert draw_brief(again) == draw_brief(rapport)


def test_another_word_is_another_hash_and_another_paper() -> None:
    rapport, other = make_rapport(), make_rapport(extra="!")
    assert hash_of(to_canonical(rapport)) != hash_of(to_canonical(other))
    assert draw(other, foto_bytes) != drawn(4, "intern")


def test_a_finding_stands_on_one_sheet_with_its_photos() -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(drawn(4, "intern"))).pages]
    for mark, fotos in (("mconstatering1", ("mfoto1x", "mfoto2x")), ("mconstatering2", ("mfoto3x",))):
        sheet = next(number for number, tekst in enumerate(pages) if mark in tekst)
        assert all(foto in pages[sheet] for foto in fotos)


def test_what_of_a_finding_goes_over_says_which_finding_it_is() -> None:
    for aantal, bladen in ((2, 0), (6, 1), (12, 2)):
        rapport = make_rapport(fotos=aantal)
        eigen = rapport.bevindingen[0]
        eigen = structs.replace(eigen, fotos=[foto.nummer for foto in rapport.fotos])
        data = draw(structs.replace(rapport, bevindingen=[eigen, *rapport.bevindingen[1:]]), foto_bytes, "betrokkene")
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
        begin, slot = (next(i for i, tekst in enumerate(pages) if mark in tekst) for mark in ("mwaar", "mherstel"))
        assert slot - begin == bladen
        gezegd = [i for i, tekst in enumerate(pages) if "Bevinding 1 (vervolg)" in tekst]
        assert gezegd == list(range(begin + 1, slot + 1))


def test_table_headers_come_back_on_every_sheet() -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(drawn(VEEL + 1, "betrokkene"))).pages]
    hashes = [make_rapport(fotos=VEEL + 1).fotos[number].sha256[:8] for number in (0, VEEL)]
    first, last = (next(i for i, tekst in enumerate(pages) if part in tekst) for part in hashes)
    assert last > first
    assert all("SHA-256 van het bestand" in " ".join(tekst.split()) for tekst in pages[first : last + 1])


def test_the_paper_says_how_to_check_it() -> None:
    rapport = make_rapport()
    tekst = body(drawn(4, "intern"), rapport)
    assert hash_of(to_canonical(rapport)) in tekst
    assert squeezed(rapport.verifieer) in tekst
    assert tekst.count(rapport.id) >= 1


def test_the_document_has_bookmarks_a_language_and_a_title() -> None:
    reader = PdfReader(io.BytesIO(drawn(4, "intern")))
    titles = _titles(drawn(4, "intern"))
    assert {"1 Samenvatting", "2 Bevindingen", "3 Controlelijst", "4 Het bezoek"} <= set(titles)
    assert any(str(title).startswith("Bevinding 1.") for title in titles)
    assert str(reader.root_object["/Lang"]) == "nl-NL"
    assert reader.metadata is not None
    assert reader.metadata.title == "Inspectierapport C-2026-0847, versie 2"
    assert any("LHSO" in title for title in titles)
    assert not any("LHSO" in title for title in _titles(drawn(4, "betrokkene")))


def _titles(data: bytes) -> list[str]:
    return [str(item["/Title"]) for item in _flat(PdfReader(io.BytesIO(data)).outline)]


def _flat(outline: Any) -> list[Any]:
    return [part for item in outline for part in (_flat(item) if isinstance(item, list) else [item])]


def test_a_file_that_is_no_photo_is_said_and_kept() -> None:
    rapport = make_rapport(fotos=3)
    data = draw(rapport, lambda foto: b"geen beeld" if foto.nummer == 1 else None)
    tekst = body(data, rapport)
    assert tekst.count(squeezed("Dit bestand is niet als foto te openen.")) == 3
    assert tekst.count(sha("foto 1")) == 1
    assert images_on(data) == []


def test_nobody_there_is_a_report_without_a_list() -> None:
    rapport = make_rapport(fotos=0)
    bezoek = structs.replace(rapport.bezoek, uitkomst="Niemand aanwezig", voorstel="12 december 2026, ochtend")
    leeg = structs.replace(
        rapport, bezoek=bezoek, niet_aangetroffen=True, groepen=[], bevindingen=[], beoordelingen=[], verborgen=[]
    )
    tekst = body(draw(leeg, foto_bytes), leeg)
    assert "Niemandaanwezig" in tekst
    assert "12december2026,ochtend" in tekst
    assert "Erwasniemandaanwezig." in squeezed("".join(_letter_pages(leeg)))
