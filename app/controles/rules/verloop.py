"""The course of a visit as pure rules: what an applied entry did to what stood at its place, and that in a sentence.

An entry *overwrote* when a field had something and now has something else, or nothing. It *hid* when it took away a
photo, a repeat, an answer, or put a drawn-on copy before its original.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from msgspec import NODEFAULT, structs

from app.controles.rules.inhoud import INHOUD, Soort
from app.controles.rules.inhoud import Antwoord as AntwoordDeel
from app.controles.rules.journaal import moment_of, set_right
from app.controles.rules.verloopvelden import BEZOEK, MOMENTEN, SLEUTELS, VELDEN, Woorden, show_field
from app.organisatie.rules.wijzigingen import Verandering
from app.protocols.rules.definitie import Vraag
from app.protocols.rules.zin import short_code

STAPPEN = frozenset(
    {Soort.AANMAKEN, Soort.STARTEN, Soort.HANDTEKENING, Soort.NIET_AANGETROFFEN, Soort.AFRONDEN, Soort.AANVULLEN}
)
"""What happened to the visit as a whole: always told."""
_OP_ZICH = frozenset({Soort.NIET_AANGETROFFEN, Soort.AFRONDEN, Soort.AANVULLEN})
"""Each of these is an event of its own; none replaces the one before."""
_VERBERGT = {"verborgen", "weg", "gewist"}
_OOK_GEZEGD = SLEUTELS | {"sha256", "getoond", "code", "pad", "lijnen"}
WEGGELATEN = "weggelaten, de foto is vernietigd"

Stand = Mapping[str, Any]


@dataclass(frozen=True)
class Invoer:
    """An applied entry. `klok_ms`: what the clock of its phone was found to be wrong."""

    soort: Soort
    sleutel: str
    inhoud: Mapping[str, Any]
    klok_ms: int = 0


@dataclass(frozen=True)
class Overgang:
    """An entry with the fields that stood at its place before it (None: nothing stood there) and after it."""

    invoer: Invoer
    was: Stand | None
    nu: Stand

    @property
    def anders(self) -> list[str]:
        """The told fields that differ, in the order in which they are told."""
        was = self.was or {}
        return [veld for veld in _told(self.invoer.soort) if was.get(veld) != self.nu.get(veld)]

    @property
    def overschreef(self) -> bool:
        """True when something that stood there does not stand there any more."""
        return self.was is not None and any(self.was.get(veld) is not None for veld in self.anders)

    @property
    def verborg(self) -> bool:
        """True when it took something out of sight."""
        kopie = self.invoer.soort is Soort.FOTO and bool(self.invoer.inhoud.get("origineel"))
        return kopie or any(veld in _VERBERGT and self.nu.get(veld) for veld in self.anders)

    @property
    def is_wijziging(self) -> bool:
        """True when a court wants to see it first: a step, or something overwritten or hidden."""
        return self.invoer.soort in STAPPEN or self.overschreef or self.verborg


@dataclass(frozen=True)
class Zin:
    """What an entry did, for people: a sentence, and per field what changed."""

    tekst: str
    veranderingen: tuple[Verandering, ...]


def follow(journaal: Iterable[Invoer]) -> Iterator[Overgang]:
    """Each entry, in the order in which entries count, with what stood at its place before it."""
    standen: dict[tuple[Soort, str], Stand] = {}
    for invoer in journaal:
        soort = Soort.FOTO if invoer.soort is Soort.FOTO_WIJZIGEN else invoer.soort
        plek = (soort, invoer.sleutel)
        was = None if soort in _OP_ZICH else standen.get(plek)
        standen[plek] = nu = _change_photo(invoer, was) if invoer.soort is Soort.FOTO_WIJZIGEN else fields_of(invoer)
        yield Overgang(invoer, was, nu)


def fields_of(invoer: Invoer) -> dict[str, Any]:
    """The told fields that say something, by name; those of `antwoord` at the top, `termijn.uiterlijk` for parts."""
    inhoud = dict(invoer.inhoud)
    antwoord = inhoud.pop("antwoord", None)
    if isinstance(antwoord, Mapping):
        inhoud |= {"gewist": True} if antwoord.get("gewist") else antwoord
    for deel in ("nader", "termijn"):
        if isinstance(inhoud.get(deel), Mapping):
            inhoud |= {f"{deel}.{naam}": waarde for naam, waarde in inhoud.pop(deel).items()}
    leeg = _defaults(invoer.soort)
    verteld = {veld: inhoud.get(veld) for veld in _told(invoer.soort)}
    return {
        veld: _right(veld, waarde, invoer)
        for veld, waarde in verteld.items()
        if waarde not in (None, "", [], {}) and waarde != leeg.get(veld)
    }


def _right(veld: str, waarde: Any, invoer: Invoer) -> Any:
    """A moment that was read from the phone's clock, set right; a gallery picture has the clock of its camera."""
    is_klok = veld in MOMENTEN and not (veld == "genomen_at" and invoer.inhoud.get("bron") == "galerij")
    if not (is_klok or (invoer.soort is Soort.BEZOEK and invoer.sleutel == "cautie")):
        return waarde
    return set_right(moment_of(str(waarde)), invoer.klok_ms) or waarde


def _change_photo(invoer: Invoer, was: Stand | None) -> dict[str, Any]:
    """`foto_wijzigen` leaves what it does not name."""
    genoemd = {
        veld: invoer.inhoud[veld] for veld in ("onderschrift", "verborgen") if invoer.inhoud.get(veld) is not None
    }
    return {veld: waarde for veld, waarde in {**(was or {}), **genoemd}.items() if waarde not in (None, "", False)}


def _told(soort: Soort) -> Mapping[str, str]:
    return VELDEN[Soort.FOTO if soort is Soort.FOTO_WIJZIGEN else soort]


@cache
def _defaults(soort: Soort) -> dict[str, Any]:
    """What a field says when nobody filled it in."""
    shapes = (INHOUD[soort], AntwoordDeel) if soort is Soort.ANTWOORD else (INHOUD[soort],)
    velden = [field for shape in shapes for field in structs.fields(shape) if field.default is not NODEFAULT]
    # a controle that was started on the spot has its aanleiding and soort also when the phone chose the usual one
    return {field.name: field.default for field in velden if soort is not Soort.AANMAKEN or not field.default}


def tell(overgang: Overgang, woorden: Woorden, *, weggelaten: bool = False) -> Zin:
    """What an entry did, in Dutch. `weggelaten`: the words of its photo were destroyed with it."""
    vraag = _question(overgang.invoer, woorden)
    if weggelaten:
        return Zin(_sentence(overgang, woorden, vraag), (Verandering("Inhoud", "", WEGGELATEN),))
    namen = _told(overgang.invoer.soort)
    velden = [veld for veld in overgang.anders if _is_news(veld, overgang)]
    gezegd = tuple(_change(veld, namen[veld], overgang, woorden, vraag) for veld in velden)
    return Zin(_sentence(overgang, woorden, vraag), gezegd)


def _is_news(veld: str, overgang: Overgang) -> bool:
    """False for what the sentence says already, and for the key of a record that is there for the first time."""
    if veld in _VERBERGT:
        return False
    return veld not in _OOK_GEZEGD or bool(overgang.was and overgang.was.get(veld) is not None)


def _change(veld: str, naam: str, overgang: Overgang, woorden: Woorden, vraag: Vraag | None) -> Verandering:
    if veld in SLEUTELS:
        return Verandering(naam, "de eerdere", "een nieuwe")
    was, nu = (overgang.was or {}).get(veld), overgang.nu.get(veld)
    uit = was is True and nu is None and _defaults(overgang.invoer.soort).get(veld) is False
    stond = show_field(veld, was, woorden, vraag)
    staat = show_field(veld, False if uit else nu, woorden, vraag)
    # strokes and moments can differ and read the same
    return Verandering(naam, stond, f"{staat} (opnieuw)" if stond and stond == staat else staat)


def _question(invoer: Invoer, woorden: Woorden) -> Vraag | None:
    if invoer.soort is Soort.BEZOEK:
        return None if invoer.sleutel == "cautie" else woorden.bezoekvragen.get(invoer.sleutel)
    return woorden.vragen.get(str(invoer.inhoud.get("code") or ""))


def _sentence(overgang: Overgang, woorden: Woorden, vraag: Vraag | None) -> str:
    invoer = overgang.invoer
    deed = _did(overgang)
    match invoer.soort:
        case Soort.ANTWOORD:
            return f"Antwoord {_answer_did(overgang, deed)} bij {_at(overgang, woorden, vraag)}"
        case Soort.BEVINDING:
            return f"Bevinding {deed} bij {_at(overgang, woorden, vraag)}"
        case Soort.BEZOEK:
            return f"Bezoek, {BEZOEK.get(invoer.sleutel, invoer.sleutel)} {deed}"
        case Soort.HERHALING:
            return _repeat(overgang, woorden, deed)
        case Soort.FOTO | Soort.FOTO_WIJZIGEN:
            return _photo(overgang, woorden, deed)
        case Soort.HANDTEKENING:
            return _signature(overgang)
    return _STAP[invoer.soort] + (" (opnieuw)" if overgang.was is not None else "")


_STAP = {
    Soort.AANMAKEN: "Ter plaatse aangemaakt",
    Soort.STARTEN: "Gestart ter plaatse",
    Soort.NIET_AANGETROFFEN: "Niemand aanwezig of geen toegang",
    Soort.AFRONDEN: "Afgerond",
    Soort.AANVULLEN: "Heropend om aan te vullen",
}


def _did(overgang: Overgang) -> str:
    if overgang.was is None:
        return "ingevuld"
    if not overgang.anders:
        return "opnieuw vastgelegd, niets veranderd"
    return "gewijzigd" if overgang.overschreef else "aangevuld"


def _answer_did(overgang: Overgang, deed: str) -> str:
    if "gewist" in overgang.anders and overgang.nu.get("gewist"):
        return "gewist"
    if "verborgen" in overgang.anders:
        return "telt niet mee, de vraag werd niet meer gesteld," if overgang.nu.get("verborgen") else "telt weer mee"
    return deed


def _at(overgang: Overgang, woorden: Woorden, vraag: Vraag | None) -> str:
    """`P-01, Klopt P-01? (Woning 2)`."""
    code, _, pad = overgang.invoer.sleutel.partition("@")
    plek = woorden.plek(pad) if pad else ""
    return short_code(code) + (f", {vraag.vraag}" if vraag else "") + (f" ({plek})" if plek else "")


def _repeat(overgang: Overgang, woorden: Woorden, deed: str) -> str:
    onderdeel, _, pad = overgang.invoer.sleutel.partition("@")
    naam = str(overgang.nu.get("titel") or (overgang.was or {}).get("titel") or woorden.plek(pad))
    waar = f"{naam} ({woorden.onderdelen.get(onderdeel, onderdeel)})"
    if "weg" in overgang.anders:
        return f"{waar} weggehaald" if overgang.nu.get("weg") else f"{waar} teruggezet"
    return f"{waar} {'toegevoegd' if overgang.was is None else deed}"


def _photo(overgang: Overgang, woorden: Woorden, deed: str) -> str:
    code, pad = str(overgang.nu.get("code") or ""), str(overgang.nu.get("pad") or "")
    vraag = woorden.vragen.get(code)
    plek = f" ({woorden.plek(pad)})" if pad else ""
    bij = f" bij {short_code(code)}" + (f", {vraag.vraag}" if vraag else "") + plek if code else ""
    if overgang.invoer.soort is Soort.FOTO_WIJZIGEN and "verborgen" in overgang.anders:
        return f"Foto {'verborgen' if overgang.nu.get('verborgen') else 'weer zichtbaar'}{bij}"
    if overgang.invoer.soort is Soort.FOTO and overgang.was is None:
        kopie = bool(overgang.invoer.inhoud.get("origineel"))
        return f"{'Bewerkte kopie van een foto' if kopie else 'Foto'} gemaakt{bij}"
    return f"Foto {deed}{bij}"


def _signature(overgang: Overgang) -> str:
    """Who signs types the name first, and may begin again: only strokes are a signature."""
    rol, had = overgang.invoer.sleutel, bool((overgang.was or {}).get("lijnen"))
    if overgang.nu.get("reden_geen"):
        return f"Geen handtekening van {rol}"
    if overgang.nu.get("lijnen"):
        return f"Ondertekend door {rol}" + (", opnieuw" if had else "")
    return f"Handtekening van {rol} weggehaald" if had else f"Naam bij de handtekening van {rol} {_did(overgang)}"
