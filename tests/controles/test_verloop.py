"""The course as a rule: what an entry did to what stood at its place, told in Dutch."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from msgspec import Struct, structs

from app.controles.rules.inhoud import BEZOEKVELDEN, INHOUD, Antwoord, Soort
from app.controles.rules.verloop import Invoer, Zin, follow, tell
from app.controles.rules.verloopvelden import BEZOEK, NIET_VERTELD, VELDEN, Woorden
from app.protocols.rules.definitie import Controlepunt

WOORDEN = Woorden(
    definitie=None,
    vragen={"P-01": Controlepunt(code="P-01", vraag="Klopt het?", type="oordeel")},
    bezoekvragen={},
    plek=lambda pad: f"Woning {pad}",
    onderdelen={"woningen": "Woningen"},
    dag=date.isoformat,
    tijdstip=datetime.isoformat,
    labels={"interventies:WAA": "Waarschuwen", "interventies:LOD": "Last onder dwangsom", "gedrag:A": "A Goedwillend"},
)


def told(*journaal: Invoer) -> list[tuple[Zin, bool]]:
    """What each entry did, and whether it stays under *alleen wijzigingen*."""
    return [(tell(overgang, WOORDEN), overgang.is_wijziging) for overgang in follow(journaal)]


def last(*journaal: Invoer) -> tuple[str, list[str], bool]:
    """The last entry: its sentence, what changed, and whether it is a change."""
    zin, wijziging = told(*journaal)[-1]
    return zin.tekst, [verandering.zin for verandering in zin.veranderingen], wijziging


def antwoord(pad: str = "", **velden: Any) -> Invoer:
    """An answer to P-01."""
    verborgen = velden.pop("verborgen", False)
    inhoud = {"code": "P-01", "pad": pad, "antwoord": velden, "verborgen": verborgen}
    return Invoer(Soort.ANTWOORD, f"P-01@{pad}", inhoud)


def bevinding(**velden: Any) -> Invoer:
    """The finding at P-01."""
    return Invoer(Soort.BEVINDING, "P-01@", {"code": "P-01", "bevinding": "b1"} | velden)


def foto(soort: Soort = Soort.FOTO, **velden: Any) -> Invoer:
    """The photo f1."""
    return Invoer(soort, "f1", {"foto": "f1"} | velden)


@pytest.mark.parametrize("soort", [soort for soort in Soort if soort is not Soort.FOTO_WIJZIGEN])
def test_every_field_of_every_kind_is_told_or_left_out_on_purpose(soort: Soort) -> None:
    shapes: list[type[Struct]] = [INHOUD[soort], Antwoord] if soort is Soort.ANTWOORD else [INHOUD[soort]]
    names = {field.name for shape in shapes for field in structs.fields(shape)} - {"antwoord"}
    told_ = {veld.partition(".")[0] for veld in VELDEN[soort]} - ({"verborgen"} if soort is Soort.FOTO else set())
    assert told_ | NIET_VERTELD.get(soort, frozenset()) == names


def test_every_field_of_the_visit_has_a_name() -> None:
    assert set(BEZOEK) == set(BEZOEKVELDEN)


def test_a_first_answer_is_told_but_is_no_change() -> None:
    assert last(antwoord(waarde="voldoet")) == (
        "Antwoord ingevuld bij P-01, Klopt het?",
        ["Antwoord: “Voldoet”"],
        False,
    )


def test_words_beside_an_answer_that_were_rewritten() -> None:
    eerst = antwoord("7", waarde="niet_gecontroleerd", reden="Op slot", toelichting="Achterom gelopen")
    dan = antwoord("7", waarde="niet_gecontroleerd", reden="Geen sleutel")
    assert last(eerst, dan) == (
        "Antwoord gewijzigd bij P-01, Klopt het? (Woning 7)",
        ["Reden: “Op slot” werd “Geen sleutel”", "Toelichting: “Achterom gelopen” werd leeg"],
        True,
    )


def test_adding_overwrites_nothing() -> None:
    tekst, veranderd, wijziging = last(antwoord(waarde="voldoet"), antwoord(waarde="voldoet", toelichting="Gemeten"))
    assert (tekst, veranderd, wijziging) == (
        "Antwoord aangevuld bij P-01, Klopt het?",
        ["Toelichting: “Gemeten”"],
        False,
    )
    assert last(antwoord(waarde="nvt"), antwoord(waarde="nvt"))[0].startswith("Antwoord opnieuw vastgelegd, niets")


def test_an_answer_that_was_wiped_or_is_not_asked_any_more() -> None:
    tekst, veranderd, wijziging = last(antwoord(waarde="voldoet"), antwoord(gewist=True))
    assert (tekst, veranderd, wijziging) == (
        "Antwoord gewist bij P-01, Klopt het?",
        ["Antwoord: “Voldoet” werd leeg"],
        True,
    )
    assert last(antwoord(waarde="voldoet"), antwoord(waarde="voldoet", verborgen=True))[1:] == ([], True)


def test_a_rewritten_constatering_and_judgement() -> None:
    eerst = bevinding(constatering="Deur dicht", gedrag="B", gevolg=3, interventies=["WAA"], is_overtreding=True,
                      termijn={"uiterlijk": "2026-12-04", "keuze": "2w"}, gereed=True)  # fmt: skip
    dan = bevinding(constatering="Deur op slot", gedrag="A", gevolg=3, interventies=["LOD"], is_overtreding=False,
                    termijn={"uiterlijk": "2026-12-11", "keuze": "2w"}, bevinding="b2")  # fmt: skip
    tekst, veranderd, wijziging = last(eerst, dan)
    assert (tekst, wijziging) == ("Bevinding gewijzigd bij P-01, Klopt het?", True)
    assert veranderd == [
        "Constatering: “Deur dicht” werd “Deur op slot”",
        "Overtreding: “ja” werd “nee”",
        "Gedrag: “B” werd “A Goedwillend”",
        "Interventie: “Waarschuwen” werd “Last onder dwangsom”",
        "Hersteltermijn uiterlijk: “2026-12-04” werd “2026-12-11”",
        "Bevinding klaar: “ja” werd “nee”",
        "Bevinding: “de eerdere” werd “een nieuwe”",
    ]


def test_circumstances_read_without_codes_or_braces() -> None:
    keus = {"soort": "verzwarend", "code": "eerder_gewaarschuwd", "toelichting": "in mei"}
    assert last(bevinding(omstandigheden=[keus]))[1] == ["Omstandigheden: “verzwarend: eerder gewaarschuwd (in mei)”"]


def test_fields_of_the_visit_and_the_cautie_by_the_clock_set_right() -> None:
    def veld(naam: str, waarde: str | None, klok_ms: int = 0) -> Invoer:
        return Invoer(Soort.BEZOEK, naam, {"veld": naam, "waarde": waarde}, klok_ms)

    assert last(veld("reactie", "Ik wist het niet"), veld("reactie", "Geen reactie")) == (
        "Bezoek, Reactie van de betrokkene gewijzigd",
        ["“Ik wist het niet” werd “Geen reactie”"],
        True,
    )
    cautie = "2026-11-20T12:00:00+00:00"
    assert last(veld("cautie", cautie, 3_600_000))[1] == ["“2026-11-20T13:00:00+00:00”"]
    assert last(veld("cautie", cautie), veld("cautie", None))[1:] == ([f"“{cautie}” werd leeg"], True)


def test_a_repeat_that_was_renamed_and_taken_away() -> None:
    def woning(titel: str, **meer: Any) -> Invoer:
        return Invoer(Soort.HERHALING, "woningen@7", {"onderdeel": "woningen", "pad": "7", "titel": titel} | meer)

    eerst, hernoemd, weg = told(woning("Nr 7"), woning("Nr 7a"), woning("Nr 7a", weg=True))
    assert (eerst[0].tekst, eerst[1]) == ("Nr 7 (Woningen) toegevoegd", False)
    assert (hernoemd[0].veranderingen[0].zin, hernoemd[1]) == ("Naam: “Nr 7” werd “Nr 7a”", True)
    assert (weg[0].tekst, weg[1]) == ("Nr 7a (Woningen) weggehaald", True)


def test_a_photo_that_was_hidden_shown_and_described_otherwise() -> None:
    wijzig = Soort.FOTO_WIJZIGEN
    lijst = told(
        foto(code="P-01", sha256="ab", onderschrift="Gang"),
        foto(wijzig, onderschrift="Gang, links"),
        foto(wijzig, verborgen=True),
        foto(wijzig, verborgen=False),
    )
    assert [zin.tekst for zin, _ in lijst] == [
        "Foto gemaakt bij P-01, Klopt het?",
        "Foto gewijzigd bij P-01, Klopt het?",
        "Foto verborgen bij P-01, Klopt het?",
        "Foto weer zichtbaar bij P-01, Klopt het?",
    ]
    assert [wijziging for _, wijziging in lijst] == [False, True, True, True]
    assert lijst[1][0].veranderingen[0].zin == "Onderschrift: “Gang” werd “Gang, links”"
    assert last(foto(code="P-01", origineel="f0"))[2], "a copy takes the place of its original"


def test_words_of_a_destroyed_photo_stay_away() -> None:
    (overgang,) = follow([foto(code="P-01", onderschrift="Piet Jansen in beeld")])
    zin = tell(overgang, WOORDEN, weggelaten=True)
    assert [verandering.zin for verandering in zin.veranderingen] == ["Inhoud: “weggelaten, de foto is vernietigd”"]


def test_a_signature_that_was_set_again() -> None:
    def teken(*halen: object, naam: str = "T. de Vries") -> Invoer:
        return Invoer(Soort.HANDTEKENING, "betrokkene", {"rol": "betrokkene", "naam": naam, "lijnen": list(halen)})

    geen = Invoer(Soort.HANDTEKENING, "betrokkene", {"rol": "betrokkene", "reden_geen": "Weigert"})
    assert last(geen)[0] == "Geen handtekening van betrokkene"
    assert last(teken({"x": 1}), teken({"x": 2})) == (
        "Ondertekend door betrokkene, opnieuw",
        ["Handtekening: “getekend in 1 haal” werd “getekend in 1 haal (opnieuw)”"],
        True,
    )
    assert last(teken())[0] == "Naam bij de handtekening van betrokkene ingevuld"
    assert last(teken(), teken({"x": 1}))[0] == "Ondertekend door betrokkene"
    assert last(teken({"x": 1}), teken())[0] == "Handtekening van betrokkene weggehaald"


def test_every_aanvullen_is_an_event_of_its_own() -> None:
    reden = [Invoer(Soort.AANVULLEN, "", {"reden": tekst}) for tekst in ("Foto vergeten", "Naam fout")]
    assert last(*reden) == ("Heropend om aan te vullen", ["Reden: “Naam fout”"], True)


def test_a_measured_number_reads_as_dutch_and_a_coordinate_as_a_map_wants_it() -> None:
    plek = Invoer(Soort.STARTEN, "start", {"lat": 51.62783, "lon": 5.44362, "nauwkeurigheid": 6.0})
    assert last(plek)[1] == ["Breedte: “51.62783”", "Lengte: “5.44362”", "Nauwkeurig tot (m): “6”"]
    assert last(foto(nauwkeurigheid=6.5))[1] == ["Nauwkeurig tot (m): “6,5”"]


def test_a_point_of_a_block_is_called_as_people_know_it() -> None:
    antwoord_ = Invoer(Soort.ANTWOORD, "blok:P-02@", {"code": "blok:P-02", "antwoord": {"waarde": "voldoet"}})
    assert last(antwoord_)[0] == "Antwoord ingevuld bij P-02"
    assert last(foto(code="blok:P-02", sha256="ab"))[0] == "Foto gemaakt bij P-02"
