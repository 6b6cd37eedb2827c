"""What differs between two versions of a protocol, in words for who must decide on it, and how heavy each change is.

Compared are resolved definitions: a block that went to another version shows which of its punten changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from app.protocols.rules.beschrijven import PuntBeeld, VraagBeeld, describe
from app.protocols.rules.definitie import Controlepunt, Definitie, Vraag
from app.protocols.rules.getallen import dutch_number
from app.protocols.rules.walk import walk_vragen
from app.protocols.rules.zin import sentence

Klasse = Literal["veilig", "let op", "brekend"]
Soort = Literal["nieuw", "gewijzigd", "vervallen"]
_ZWAARTE: tuple[Klasse, ...] = ("veilig", "let op", "brekend")
Deeltje = tuple[Literal["gelijk", "weg", "bij"], str]

_VELDEN = {
    "vraag": "Vraag", "toelichting": "Toelichting", "soort": "Antwoord", "voorwaarde": "In beeld", "normen": "Norm",
    "verplicht": "Verplicht", "zo_controleer_je": "Zo controleer je", "fasen": "Fase", "niveau": "Toezichtniveau",
    "foto": "Foto", "gevolg": "Gevolg", "spoor": "Spoor", "aard": "Aard", "grondslagen": "Grondslag",
    "acties": "Actie", "stoppunt": "Stoppunt", "onderdeel": "Onderdeel", "grenzen": "Grenzen",
    "bevindingteksten": "Zin voor de bevinding", "herstelteksten": "Zin voor het herstel",
    "communicatie": "Communicatie", "normadressaat": "Normadressaat", "bevoegd_orgaan": "Bevoegd orgaan",
    "kern": "Uit te zetten", "afwijking": "Afwijking",
}  # fmt: skip
_TEKST = {"vraag", "toelichting", "zo_controleer_je", "bevindingteksten", "herstelteksten", "communicatie", "onderdeel"}
"""Words only: they change nothing of what is asked, required or concluded."""
_ZWAAR = {"voorwaarde", "normen", "verplicht", "foto", "gevolg", "acties", "grondslagen", "fasen", "niveau", "spoor"}
_ZWAAR |= {"aard", "stoppunt", "grenzen", "normadressaat", "bevoegd_orgaan", "afwijking"}


@dataclass(frozen=True)
class Wijziging:
    """One field of something: what it was and what it is (empty: nothing), marked word by word, and how heavy."""

    naam: str
    was: str
    wordt: str
    klasse: Klasse
    tekst: bool = False

    @property
    def zin(self) -> str:
        """`Norm: van hoogstens 0,15 m naar hoogstens 0,10 m`."""
        if not self.was:
            return f"{self.naam}: {self.wordt} toegevoegd"
        return f"{self.naam}: van {self.was} naar {self.wordt}" if self.wordt else f"{self.naam}: {self.was} vervalt"

    @property
    def links(self) -> list[Deeltje]:
        """The old words, with those that went marked."""
        return [deel for deel in word_marks(self.was, self.wordt) if deel[0] != "bij"]

    @property
    def rechts(self) -> list[Deeltje]:
        """The new words, with those that came marked."""
        return [deel for deel in word_marks(self.was, self.wordt) if deel[0] != "weg"]


@dataclass(frozen=True)
class Verandering:
    """A punt, vervolgvraag or part of the head that differs. `code` is empty for the protocol itself."""

    soort: Soort
    code: str
    titel: str
    klasse: Klasse
    reden: str
    wijzigingen: list[Wijziging] = field(default_factory=list)

    @property
    def tekst(self) -> bool:
        """True when only words changed."""
        return self.soort == "gewijzigd" and all(wijziging.tekst for wijziging in self.wijzigingen)


@dataclass(frozen=True)
class Verschil:
    """All that differs, in page order, with how many questions did not."""

    veranderingen: list[Verandering]
    gelijk: int

    @property
    def klasse(self) -> Klasse:
        """The heaviest of all."""
        return heaviest(verandering.klasse for verandering in self.veranderingen)

    def count(self, soort: Soort) -> int:
        """How many changes of a kind, the head left out."""
        return sum(deel.soort == soort and bool(deel.code) for deel in self.veranderingen)


def compare(oud: Definitie, nieuw: Definitie) -> Verschil:
    """What `nieuw` changed."""
    was, wordt = _questions(oud), _questions(nieuw)
    delen = [*_head(oud, nieuw)]
    gelijk = 0
    for code, vraag in wordt.items():
        if code not in was:
            delen.append(_new(vraag))
            continue
        wijzigingen = _fields(was[code].velden, vraag.velden)
        if was[code].type != vraag.type:
            zin = "Het soort antwoord verandert: oude antwoorden passen niet meer. Geef het punt een nieuwe code."
            delen.append(Verandering("gewijzigd", code, vraag.titel, "brekend", zin, wijzigingen))
        elif wijzigingen:
            klasse = heaviest(wijziging.klasse for wijziging in wijzigingen)
            delen.append(Verandering("gewijzigd", code, vraag.titel, klasse, _reason(klasse), wijzigingen))
        else:
            gelijk += 1
    weg = [vraag for code, vraag in was.items() if code not in wordt]
    delen += [Verandering("vervallen", vraag.code, vraag.titel, "let op", _WEG, []) for vraag in weg]
    return Verschil(delen, gelijk)


def heaviest(klassen: Iterable[Klasse]) -> Klasse:
    """The heaviest of some; `veilig` for none."""
    return max(klassen, key=_ZWAARTE.index, default="veilig")


def word_marks(was: str, wordt: str) -> list[Deeltje]:
    """Two texts as one row of words that stayed, went and came."""
    links, rechts = was.split(), wordt.split()
    delen: list[Deeltje] = []
    for soort, i, j, k, m in SequenceMatcher(None, links, rechts, autojunk=False).get_opcodes():
        if soort == "equal":
            delen.append(("gelijk", " ".join(links[i:j])))
            continue
        if j > i:
            delen.append(("weg", " ".join(links[i:j])))
        if m > k:
            delen.append(("bij", " ".join(rechts[k:m])))
    return delen


_WEG = "Oude antwoorden blijven bij hun controle; de code wordt niet opnieuw gebruikt."


@dataclass(frozen=True)
class _Vraag:
    code: str
    titel: str
    type: str
    verplicht: bool
    velden: dict[str, list[str]]


def _questions(definitie: Definitie) -> dict[str, _Vraag]:
    """Every question by code, with each field as the words it has."""
    beelden = [
        (onderdeel.titel, beeld)
        for onderdeel in describe(definitie)
        for punt in onderdeel.punten
        for beeld in (punt, *punt.vervolgvragen)
    ]
    made: dict[str, _Vraag] = {}
    for (titel, beeld), plek in zip(beelden, walk_vragen(definitie), strict=True):
        vraag = plek.vraag
        velden = {**_words(beeld), **_more(vraag, definitie), "onderdeel": [titel]}
        verplicht = vraag.verplicht or plek.is_punt
        made[vraag.code] = _Vraag(vraag.code, vraag.vraag, vraag.type, verplicht, velden)
    return made


def _words(beeld: VraagBeeld) -> dict[str, list[str]]:
    velden = {naam: _as_list(getattr(beeld, naam)) for naam in _VELDEN if hasattr(beeld, naam)}
    velden["voorwaarde"] = [beeld.voorwaarde.removeprefix("Te zien ").rstrip(".") or _ALTIJD]
    if isinstance(beeld, PuntBeeld):
        bronnen = [
            " ".join(deel for deel in (bron.tekst, bron.voorwaarde, _ZEKER[bron.zekerheid]) if deel)
            for bron in beeld.grondslagen
        ]
        velden["grondslagen"] = bronnen
    return velden


_ALTIJD = "altijd"
_ZEKER = {"gelezen": "", "secundair": "(via een andere bron)", "onbevestigd": "(niet bevestigd)"}


def _as_list(waarde: object) -> list[str]:
    if isinstance(waarde, list):
        return [str(deel) for deel in waarde]
    if isinstance(waarde, bool):
        return ["ja"] if waarde else []
    return [str(waarde)] if waarde else []


def _more(vraag: Vraag, definitie: Definitie) -> dict[str, list[str]]:
    """What the description of a version leaves out and a comparison may not."""
    grenzen = [f"minstens {dutch_number(vraag.minimum)}"] if vraag.minimum is not None else []
    grenzen += [f"hoogstens {dutch_number(vraag.maximum)}"] if vraag.maximum is not None else []
    grenzen += [f"{vraag.decimalen} cijfers achter de komma"] if vraag.decimalen is not None else []
    grenzen += [f"minstens {vraag.minimum_lengte} tekens"] if vraag.minimum_lengte is not None else []
    velden = {"grenzen": grenzen}
    if isinstance(vraag, Controlepunt):
        als = vraag.afwijking_als
        velden |= {
            "bevindingteksten": vraag.bevindingteksten,
            "herstelteksten": vraag.herstelteksten,
            "communicatie": _as_list(vraag.communicatie),
            "normadressaat": _as_list(vraag.normadressaat),
            "bevoegd_orgaan": _as_list(vraag.bevoegd_orgaan),
            "kern": [] if vraag.kern else ["ja"],
            "afwijking": [sentence(als, definitie)] if als is not None else [],
        }
    return velden


def _fields(was: dict[str, list[str]], wordt: dict[str, list[str]]) -> list[Wijziging]:
    return [
        Wijziging(naam, oud, nieuw, _weight(veld, nieuw), veld in _TEKST)
        for veld, naam in _VELDEN.items()
        for oud, nieuw in _pairs(was.get(veld, []), wordt.get(veld, []))
    ]


def _pairs(was: list[str], wordt: list[str]) -> Iterator[tuple[str, str]]:
    """What went beside what came; a list that only changed its order is the same."""
    weg = [deel for deel in was if deel not in wordt]
    bij = [deel for deel in wordt if deel not in was]
    for nummer in range(max(len(weg), len(bij))):
        yield (weg[nummer] if nummer < len(weg) else "", bij[nummer] if nummer < len(bij) else "")


def _weight(veld: str, wordt: str) -> Klasse:
    if wordt == _ALTIJD:
        return "veilig"  # shows more often than it did
    return "let op" if veld in _ZWAAR or veld == "soort" else "veilig"


def _reason(klasse: Klasse) -> str:
    return {
        "veilig": "Alleen woorden, volgorde of uitleg: een antwoord betekent hetzelfde.",
        "let op": "Wat gevraagd wordt of wat eruit volgt, verandert. Eerdere beoordelingen veranderen niet.",
        "brekend": "",
    }[klasse]


def _new(vraag: _Vraag) -> Verandering:
    klasse: Klasse = "let op" if vraag.verplicht else "veilig"
    zin = "Nieuwe vraag die een antwoord wil." if vraag.verplicht else "Nieuwe vraag die leeg mag blijven."
    wijzigingen = [
        Wijziging(_VELDEN[veld], "", "; ".join(woorden), "veilig")
        for veld, woorden in vraag.velden.items()
        if veld in ("soort", "normen", "voorwaarde", "grondslagen", "foto", "gevolg", "onderdeel") and woorden
    ]
    return Verandering("nieuw", vraag.code, vraag.titel, klasse, zin, wijzigingen)


def _head(oud: Definitie, nieuw: Definitie) -> Iterator[Verandering]:
    """The protocol itself: its words, phases, facts, lists and blocks."""
    was, wordt = _head_words(oud), _head_words(nieuw)
    wijzigingen = [
        Wijziging(naam, links, rechts, "let op" if naam in _KOP_ZWAAR else "veilig", naam not in _KOP_ZWAAR)
        for naam in wordt
        for links, rechts in _pairs(was[naam], wordt[naam])
    ]
    if wijzigingen:
        klasse = heaviest(wijziging.klasse for wijziging in wijzigingen)
        yield Verandering("gewijzigd", "", nieuw.titel, klasse, _reason(klasse), wijzigingen)


_KOP_ZWAAR = {"Fase", "Blok", "Reden verplicht bij", "Bereik", "Deskundigheid", "Herhaling"}


def _head_words(definitie: Definitie) -> dict[str, list[str]]:
    return {
        "Titel": [definitie.titel],
        "Korte titel": _as_list(definitie.kort),
        "Doel": [definitie.doel],
        "Wettelijk kader": _as_list(definitie.wettelijk_kader),
        "Wanneer": _as_list(definitie.toepassing),
        "Deskundigheid": definitie.deskundigheid,
        "Bereik": [sentence(definitie.bereik, definitie)] if definitie.bereik is not None else [],
        "Fase": [f"{fase.code} {fase.titel}{' (stoppunt)' if fase.stoppunt else ''}" for fase in definitie.fasen],
        "Blok": [blok.replace("/", ", versie ") for blok in definitie.samengesteld_uit],
        "Reden verplicht bij": [woord.replace("_", " ") for woord in definitie.reden_bij],
        "Gegeven": [f"{feit.label} ({feit.code})" for feit in definitie.feiten],
        "Herhaling": [f"{deel.titel}: {deel.herhaling}" for deel in describe(definitie) if deel.herhaling],
        "Momenten en uren": [msgspec.json.encode(definitie.momenten).decode()] if definitie.momenten else [],
        "Bron": definitie.bronnen,
        "Na te kijken": definitie.openstaand,
    }
