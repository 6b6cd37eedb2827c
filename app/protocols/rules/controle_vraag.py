"""What each question, point and onderdeel must satisfy by itself."""

from __future__ import annotations

from collections.abc import Iterator

from app.protocols.rules.bouwstenen import Norm
from app.protocols.rules.definitie import Controlepunt, Definitie, Vraag
from app.protocols.rules.problemen import Probleem
from app.protocols.rules.walk import OnderdeelPlek, VraagPlek, walk_onderdelen, walk_vragen

MET_GETAL = ("getal", "steekproef", "datum", "tijdstip")
"""Types a norm can be held against."""
ZELF_OORDEEL = ("oordeel", "document")
"""Types whose answer says by itself that something is not in order."""


def check_vragen(definitie: Definitie, eigen: set[str]) -> list[Probleem]:
    """Problems of questions, points and onderdelen at the places in `eigen` (the rest belongs to blocks)."""
    fasen = {fase.code for fase in definitie.fasen}
    problemen: list[Probleem] = []
    for vraag in walk_vragen(definitie):
        if vraag.pad in eigen:
            problemen += _check_vraag(vraag.vraag, vraag.pad)
            problemen += _check_punt(definitie, vraag, fasen) if vraag.is_punt else []
    for plek in walk_onderdelen(definitie):
        if plek.pad in eigen:
            problemen += _check_onderdeel(definitie, plek)
    return problemen


def _check_vraag(vraag: Vraag, pad: str) -> Iterator[Probleem]:
    code = vraag.code
    if vraag.type == "getal" and not vraag.eenheid:
        yield Probleem(
            "eenheid-ontbreekt", pad, f"{code} is een getal zonder eenheid.", "Noem de eenheid (m, mm, stuks …)."
        )
    if vraag.type in ("keuze", "meerkeuze") and not vraag.opties:
        yield Probleem("opties-ontbreken", pad, f"{code} is een keuze zonder opties.", "Geef opties of een lijst.")
    waarden = [optie.waarde for optie in vraag.opties]
    if len(set(waarden)) < len(waarden):
        yield Probleem("optie-dubbel", pad, f"{code} heeft een optie dubbel.", "Haal er één weg.")
    if vraag.opties and vraag.type not in ("keuze", "meerkeuze"):
        yield Probleem("opties-teveel", pad, f"{code} heeft opties maar is {vraag.type}.", "Maak er een keuze van.")
    if vraag.minimum is not None and vraag.maximum is not None and vraag.minimum > vraag.maximum:
        yield Probleem("grenzen", pad, f"{code}: minimum is meer dan maximum.", "Draai ze om.")
    if vraag.minimum_lengte and vraag.type != "tekst":
        yield Probleem("lengte-type", pad, f"{code} heeft een minimum_lengte maar is {vraag.type}.", "Haal die weg.")
    for nummer, norm in enumerate(vraag.normen):
        yield from _check_norm(vraag, norm, f"{pad}.normen[{nummer}]")


def _check_norm(vraag: Vraag, norm: Norm, pad: str) -> Iterator[Probleem]:
    if vraag.type not in MET_GETAL:
        zin = f"{vraag.code} is {vraag.type}; daar past geen norm bij."
        yield Probleem("norm-type", pad, zin, "Zet de norm bij een getal, datum of steekproef.")
    if (norm.waarde is None) == (norm.waarde_uit is None):
        zin = f"Een norm van {vraag.code} heeft geen waarde, of twee."
        yield Probleem("norm-waarde", pad, zin, "Geef óf waarde óf waarde_uit.")


def _check_punt(definitie: Definitie, plek: VraagPlek, fasen: set[str]) -> Iterator[Probleem]:
    punt, pad = plek.punt, plek.pad
    for fase in punt.fasen:
        if fase not in fasen:
            yield Probleem("fase-onbekend", pad, f"{punt.code}: fase {fase} bestaat niet.", "Noem haar onder fasen.")
    yield from _check_afwijking(punt, pad)
    if punt.bezoekveld is not None:
        if not (definitie.soort == "blok" and definitie.protocol == "algemeen"):
            zin = f"{punt.code} heeft een bezoekveld; dat hoort alleen in het blok algemeen."
            yield Probleem("bezoekveld", pad, zin, "Haal het bezoekveld weg.")
        return
    yield from _check_grondslagen(punt, pad)
    if punt.foto.minimum < 1:
        yield Probleem(
            "foto-minimum", pad, f"{punt.code}: een minimum van {punt.foto.minimum} foto’s kan niet.", "Minstens 1."
        )
    if punt.gevolg_regels and punt.spoor in ("privaat", "signaal"):
        zin = f"{punt.code} krijgt geen LHSO-oordeel (spoor {punt.spoor}) maar heeft wel gevolg_regels."
        yield Probleem("gevolg-spoor", pad, zin, "Haal de gevolg_regels weg of wijzig het spoor.")
    judged = punt.type == "oordeel" or punt.afwijking_als is not None
    if punt.gevolg is None and judged and punt.aard == "plicht" and punt.spoor == "publiek":
        zin = f"{punt.code} heeft geen standaardgevolg: de toezichthouder kiest vrij."
        yield Probleem("gevolg-vrij", pad, zin, "Geef gevolg 1-4 als dat niet de bedoeling is.", waarschuwing=True)


def _check_afwijking(punt: Controlepunt, pad: str) -> Iterator[Probleem]:
    if punt.afwijking_als is not None and (punt.type in ZELF_OORDEEL or punt.bezoekveld is not None):
        wat = "een bezoekveld" if punt.bezoekveld is not None else punt.type
        zin = f"{punt.code} heeft afwijking_als maar is {wat}."
        yield Probleem("afwijking-type", pad, zin, "Haal die weg; ze hoort bij een keuze, getal, datum of steekproef.")
    if _can_fail(punt):
        return
    remedie = "Geef afwijking_als, of maak er een oordeel van."
    if punt.foto.wanneer == "bij_afwijking":
        zin = f"{punt.code} vraagt een foto bij afwijking maar is {punt.type}: afwijken kan daar niet."
        yield Probleem("foto-nooit-gevraagd", pad, zin, remedie, waarschuwing=True)
    if punt.gevolg is not None or punt.gevolg_regels:
        zin = f"{punt.code} heeft een gevolg maar is {punt.type}: afwijken kan daar niet."
        yield Probleem("gevolg-nooit", pad, zin, remedie, waarschuwing=True)


def _can_fail(punt: Controlepunt) -> bool:
    """Whether some answer to the punt is a finding."""
    return punt.type in ZELF_OORDEEL or punt.afwijking_als is not None


def _check_grondslagen(punt: Controlepunt, pad: str) -> Iterator[Probleem]:
    if not punt.grondslagen:
        zin = f"{punt.code} heeft geen grondslag."
        yield Probleem("grondslag-ontbreekt", pad, zin, "Noem er een, of schrijf uitdrukkelijk bron: geen.")
    for bron in punt.grondslagen:
        if bron.geldig_van and bron.geldig_tot and bron.geldig_tot <= bron.geldig_van:
            zin = f"{punt.code}: {bron.bron} {bron.artikel or ''} geldt tot vóór zijn begin."
            yield Probleem("grondslag-geldigheid", pad, zin, "Verbeter geldig_van of geldig_tot.")


def _check_onderdeel(definitie: Definitie, plek: OnderdeelPlek) -> Iterator[Probleem]:
    onderdeel = plek.onderdeel
    if not onderdeel.punten and not onderdeel.onderdelen:
        zin = f"Onderdeel {onderdeel.code} is leeg."
        yield Probleem("onderdeel-leeg", plek.pad, zin, "Zet er punten in of haal het weg.")
    herhaling = onderdeel.herhaling
    if herhaling is None:
        return
    if herhaling.maximum is not None and herhaling.maximum < max(herhaling.minimum, 1):
        zin = f"Onderdeel {onderdeel.code}: het maximum van de herhaling is te klein."
        yield Probleem("herhaling-grenzen", plek.pad, zin, "Maak het minstens 1 en niet minder dan het minimum.")
    titels = [vraag for vraag in walk_vragen(definitie) if vraag.vraag.code == herhaling.titel_vraag]
    if herhaling.titel_vraag and not any(vraag.onderdeel == onderdeel.code for vraag in titels):
        zin = f"Titelvraag {herhaling.titel_vraag} staat niet in onderdeel {onderdeel.code}."
        yield Probleem("titelvraag", plek.pad, zin, "Noem een vraag die in deze herhaling zelf staat.")
    if any(vraag.vraag.type not in ("tekst", "keuze", "adres", "getal") for vraag in titels):
        zin = f"Titelvraag {herhaling.titel_vraag} geeft geen leesbare titel."
        yield Probleem("titelvraag-type", plek.pad, zin, "Gebruik een vraag naar tekst, keuze, adres of getal.")
