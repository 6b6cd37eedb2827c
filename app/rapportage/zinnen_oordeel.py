"""The words of the LHSO judgement on the internal sheet."""

from __future__ import annotations

from app.rapportage.waarde_oordeel import Beoordeling, Keuze
from app.rapportage.zinnen import CONCEPT, day_and_time, yes_no


def judgement_title(item: Beoordeling) -> str:
    """`Bevinding 1: cel B4, zwaar`."""
    bij = f"Bevinding {', '.join(map(str, item.bevindingen))}" if item.bevindingen else "Overtreding"
    if item.cel_definitief:
        zone = item.zones.get(item.cel_definitief, "")
        return f"{bij}: cel {item.cel_definitief}{', ' + zone if zone else ''}"
    return f"{bij}: nog geen cel"


def judgement_lines(item: Beoordeling) -> list[tuple[str, str]]:
    """The judgement in words, in the order of the steps."""
    regels = [
        ("Voorschrift", item.voorschrift),
        ("Overtreder", item.overtreder or "niet vastgelegd"),
        ("Overtreding", _kind(item)),
        ("Gevolg", _with(item.gevolg, item.gevolg_motivering)),
        ("Gedrag", _with(item.gedrag, item.gedrag_motivering)),
        ("Recidive", _repeat(item)),
        ("Omstandigheden", _list(item.omstandigheden, item.geen_omstandigheden)),
        ("Cel", _cell(item)),
        ("Verzwarende aspecten", _list(item.aspecten, item.geen_aspecten)),
        ("Overleg politie of OM", _with(item.overleg, item.overleg_toelichting) or "niet vastgelegd"),
        ("Interventie", _actions(item)),
        ("Hersteltermijn", item.termijn),
        ("Legalisatie", item.legalisatie),
        ("Collegiale toets", item.toets),
        ("Beoordeeld door", f"{item.beoordelaar}, {day_and_time(item.beoordeeld_at)}, versie {item.versie}"),
    ]
    return [(label, tekst) for label, tekst in regels if tekst]


def matrix_line(item: Beoordeling) -> str:
    """`Matrix versie concept-0: concept, niet vastgesteld`."""
    return f"Matrix versie {item.matrix_versie}: {'vastgesteld' if item.matrix_vastgesteld else CONCEPT}"


def _sentences(*delen: str) -> str:
    """The parts that are there, each with its full stop."""
    gevuld = [deel.rstrip() for deel in delen if deel.strip()]
    return " ".join(deel if deel.endswith((".", "!", "?")) else f"{deel}." for deel in gevuld)


def _with(kop: str, tekst: str) -> str:
    return _sentences(kop, tekst) if kop and tekst else kop or tekst


def _kind(item: Beoordeling) -> str:
    delen = [item.soort] if item.soort else []
    delen.append(f"te herstellen: {yes_no(item.herstelbaar)}")
    delen.append(f"gebruik dat kan stoppen: {yes_no(item.gebruik)}")
    return "; ".join(delen)


def _repeat(item: Beoordeling) -> str:
    nagegaan = "" if item.recidive_volledig else "Niet volledig nagegaan."
    kern = _sentences(item.recidive, item.recidive_motivering, item.recidive_verwijzing) or "niet vastgelegd."
    return _sentences(kern, nagegaan)


def _list(keuzes: list[Keuze], geen: bool) -> str:
    items = [f"{keuze.label} ({keuze.toelichting})" if keuze.toelichting else keuze.label for keuze in keuzes]
    return "; ".join(items) if items else ("geen" if geen else "niet vastgelegd")


def _cell(item: Beoordeling) -> str:
    if not item.cel_berekend and not item.cel_definitief:
        return "niet bepaald"
    if item.cel_berekend in ("", item.cel_definitief):
        return f"{item.cel_definitief}, niet verschoven"
    return _sentences(f"berekend {item.cel_berekend}, na correctie {item.cel_definitief}", item.cel_reden)


def _actions(item: Beoordeling) -> str:
    if item.handhaven is False:
        return _sentences("Er wordt niet gehandhaafd", item.reden_geen_handhaving)
    if not item.interventies:
        return "nog niet gekozen"
    namen = [
        f"{ingreep.label} ({ingreep.spoor}{'' if ingreep.uit_matrix else ', buiten de cel'})"
        for ingreep in item.interventies
    ]
    redenen = list(dict.fromkeys(ingreep.motivering for ingreep in item.interventies if ingreep.motivering))
    return _sentences("; ".join(namen), *redenen)
