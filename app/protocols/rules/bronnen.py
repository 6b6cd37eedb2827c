"""What a condition can ask for from where it stands, with the comparisons and values that fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.protocols.rules.bouwstenen import Optie
from app.protocols.rules.controle_voorwaarde import DELEN, PASSEND
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.velden import NIVEAUS, Keuzes
from app.protocols.rules.voorwaardevorm import GETAL_OPS
from app.protocols.rules.walk import VraagPlek, walk_vragen
from app.protocols.rules.zin import OORDEEL_LABELS, short_code

OPS = {
    "is": "is",
    "is_niet": "is niet",
    "in": "is een van",
    "bevat": "bevat",
    "groter": "is meer dan",
    "kleiner": "is minder dan",
    "minstens": "is minstens",
    "hoogstens": "is hoogstens",
    "beantwoord": "is beantwoord",
}
DEEL_LABELS = {
    "n": "hoeveel bekeken",
    "van": "hoeveel in totaal",
    "aandeel": "welk deel bekeken",
    "datum": "de datum",
    "direct_hersteld": "direct hersteld",
}
JA_NEE: Keuzes = (("ja", "ja"), ("nee", "nee"))
_ANTWOORDEN: dict[str, tuple[str, ...]] = {
    "oordeel": ("voldoet_niet", "voldoet", "nvt", "nader_onderzoek", "niet_gecontroleerd"),
    "document": ("voldoet_niet", "voldoet", "gezien", "niet_getoond", "verlopen"),
}


@dataclass(frozen=True)
class Bron:
    """One thing a condition can ask for: its value in a form, its name, the type of its answer and its choices."""

    over: str
    label: str
    soort: str
    opties: Keuzes = ()
    eenheid: str = ""


@dataclass(frozen=True)
class Bronnen:
    """Everything there is to ask for, under headings."""

    groepen: tuple[tuple[str, tuple[Bron, ...]], ...]
    getalfeiten: Keuzes

    def find(self, over: str) -> Bron | None:
        """The source with this value."""
        return next((bron for _, rij in self.groepen for bron in rij if bron.over == over), None)

    def fresh(self) -> dict[str, Any]:
        """A new leaf: the nearest question before, or else the level of toezicht."""
        vragen = [bron for titel, rij in self.groepen if titel == _EERDER for bron in rij if bron.opties]
        return self.fit({"over": vragen[-1].over if vragen else "niveau", "op": "", "waarde": []})

    def fit(self, blad: dict[str, Any]) -> dict[str, Any]:
        """The leaf with a comparison and values that fit what it asks for."""
        bron = self.find(blad["over"])
        if bron is None:
            return blad
        delen = DELEN.get(bron.soort, ()) if bron.over.startswith("vraag ") else ()
        deel = blad.get("deel") if blad.get("deel") in delen else None
        soort = answer_kind(bron, deel)
        kansen = operators(soort)
        op = blad["op"] if blad["op"] in kansen else kansen[0]
        goed: dict[str, Any] = {"over": blad["over"], "op": op}
        goed["waarde"] = _values(op, blad.get("waarde") or [], choices(bron, soort))
        if deel:
            goed["deel"] = deel
        if soort in ("getal", "steekproef", "aantal"):
            goed["getal"] = True
        if soort == "ja_nee":
            goed["ja_nee"] = True
        if soort == "aantal":
            goed["tel"] = [waarde for waarde in blad.get("tel") or [] if waarde in dict(bron.opties)]
        return goed


_EERDER = "Antwoord op een vraag hiervoor"


def answer_kind(bron: Bron, deel: str | None) -> str:
    """The type of what is compared: of a part of an answer its own."""
    if deel == "direct_hersteld":
        return "ja_nee"
    return "datum" if deel == "datum" else "getal" if deel else bron.soort


def operators(soort: str) -> tuple[str, ...]:
    """The comparisons that fit a type, the usual one first."""
    if soort == "fase":
        return ("in",)
    if soort == "niveau":
        return ("minstens",)
    if soort == "aantal":
        return ("minstens", "hoogstens", "groter", "kleiner", "is", "is_niet")
    passend = tuple(naam.rstrip("_") for naam in PASSEND.get(soort, ()))
    if soort in ("getal", "datum"):
        passend = (*GETAL_OPS, *(naam for naam in passend if naam not in GETAL_OPS))
    return (*passend, "beantwoord")


def choices(bron: Bron, soort: str) -> Keuzes:
    """The values to choose from; empty where one types."""
    if soort == "ja_nee":
        return JA_NEE
    return bron.opties if soort == bron.soort and soort != "aantal" else ()


def collect(eigen: Definitie, blokken: Iterable[Definitie], plek: str) -> Bronnen:
    """What a condition at `plek` of a draft (read loosely) can ask for; questions of its blocks are named with the
    block in front."""
    rijen = list(walk_vragen(eigen))
    keten = next((rij.keten for rij in rijen if f"punt:{rij.vraag.code}" == plek), ())
    hier = next((nr for nr, rij in enumerate(rijen) if plek in _pleks(rij)), len(rijen))
    ziet = [rij.keten == keten[: len(rij.keten)] for rij in rijen]
    eerder = tuple(_question(rij) for nr, rij in enumerate(rijen) if ziet[nr] and nr < hier)
    later = tuple(_question(rij) for nr, rij in enumerate(rijen) if ziet[nr] and nr >= hier)
    geteld = tuple(_question(rij, "aantal") for nr, rij in enumerate(rijen) if not ziet[nr])
    uit_blok = tuple(
        _question(rij, naam=f"{blok.protocol}:{rij.vraag.code}")
        for blok in blokken
        for rij in walk_vragen(blok)
        if not rij.keten and rij.punt.bezoekveld is None
    )
    feiten = tuple(
        Bron(f"feit {feit.code}", feit.label, feit.type, _pairs(feit.opties)) for feit in _facts(eigen, blokken)
    )
    groepen = (
        (_EERDER, eerder),
        ("Aantal keren over de herhalingen", geteld),
        ("Wat Schouw al weet", (*feiten, Bron("feit controle.datum", "Dag van de controle", "datum"))),
        ("De controle zelf", _visit(eigen)),
        ("Vraag uit een blok", uit_blok),
        ("Deze vraag, of een vraag verderop", later),
    )
    getallen = tuple((feit.code, feit.label) for feit in eigen.feiten if feit.type == "getal")
    return Bronnen(tuple((titel, rij) for titel, rij in groepen if rij), getallen)


def _pleks(rij: VraagPlek) -> tuple[str, str]:
    return f"punt:{rij.vraag.code}", f"onderdeel:{rij.onderdeel}"


def _facts(eigen: Definitie, blokken: Iterable[Definitie]) -> list[Any]:
    gevonden = {feit.code: feit for definitie in (*blokken, eigen) for feit in definitie.feiten}
    return list(gevonden.values())


def _visit(eigen: Definitie) -> tuple[Bron, ...]:
    fasen = tuple((fase.code, f"{fase.code} {fase.titel}") for fase in eigen.fasen)
    niveau = Bron("niveau", "Toezichtniveau", "niveau", tuple(paar for paar in NIVEAUS if paar[0] != "S"))
    return (Bron("fase", "Fase", "fase", fasen), niveau) if fasen else (niveau,)


def _question(rij: VraagPlek, soort: str = "", naam: str = "") -> Bron:
    vraag = rij.vraag
    opties = tuple((waarde, OORDEEL_LABELS[waarde]) for waarde in _ANTWOORDEN.get(vraag.type, ()))
    over = f"{'aantal' if soort else 'vraag'} {naam or vraag.code}"
    label = f"{short_code(vraag.code)} {_short(vraag.vraag)}"
    return Bron(over, label, soort or vraag.type, opties or _pairs(vraag.opties), vraag.eenheid or "")


def _pairs(opties: Iterable[Optie]) -> Keuzes:
    return tuple((optie.waarde, optie.label) for optie in opties)


def _short(tekst: str) -> str:
    return tekst if len(tekst) <= 48 else f"{tekst[:47].rstrip()}…"


def _values(op: str, waarden: list[str], keuzes: Keuzes) -> list[str]:
    if op == "beantwoord":
        return waarden[:1] if waarden[:1] in (["ja"], ["nee"]) else ["ja"]
    if keuzes:
        bekend = [waarde for waarde in waarden if waarde in dict(keuzes)] or [keuzes[0][0]]
        return bekend if op == "in" else bekend[:1]
    if op in GETAL_OPS:
        return [waarden[0]] if waarden and waarden[0].strip() else ["0"]
    if op == "in":
        return [deel.strip() for waarde in waarden for deel in waarde.split(",") if deel.strip()] or [""]
    return waarden[:1] or [""]
