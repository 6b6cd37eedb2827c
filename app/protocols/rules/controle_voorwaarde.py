"""What each condition must satisfy: it refers to things that exist, can be seen from there, and can be compared so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.protocols.rules.bouwstenen import Scalar, Voorwaarde
from app.protocols.rules.definitie import Definitie, Feit
from app.protocols.rules.problemen import Probleem
from app.protocols.rules.walk import VraagPlek, walk_onderdelen, walk_voorwaarde, walk_vragen

GROEPEN = ("alle", "een_van", "niet", "zeker", "mogelijk", "vraag", "feit", "aantal", "fase", "niveau_vanaf")
OPERATOREN = ("is_", "is_niet", "in_", "bevat", "groter", "kleiner", "minstens", "hoogstens", "beantwoord")
GETAL_OPERATOREN = ("groter", "kleiner", "minstens", "hoogstens")
GELIJK = ("is_", "is_niet", "in_")
EIGEN_FEITEN = {"controle.datum": "datum"}
"""Facts every controle has, without being declared."""

PASSEND: dict[str, tuple[str, ...]] = {
    "oordeel": GELIJK,
    "document": GELIJK,
    "keuze": GELIJK,
    "meerkeuze": (*GELIJK, "bevat"),
    "getal": (*GELIJK, *GETAL_OPERATOREN),
    "steekproef": GETAL_OPERATOREN,
    "datum": (*GELIJK, *GETAL_OPERATOREN),
    "tijdstip": GETAL_OPERATOREN,
    "tekst": (*GELIJK, "bevat"),
    "adres": (*GELIJK, "bevat"),
    "foto": GETAL_OPERATOREN,
    "locatie": (),
    "ja_nee": GELIJK,
}
DELEN = {
    "steekproef": ("n", "van", "aandeel"),
    "document": ("datum", "direct_hersteld"),
    "oordeel": ("direct_hersteld",),
}
ANTWOORDEN = {
    "oordeel": {"voldoet", "voldoet_niet", "nvt", "nader_onderzoek", "niet_gecontroleerd"},
    "document": {"gezien", "niet_getoond", "verlopen", "voldoet", "voldoet_niet"},
}


@dataclass(frozen=True)
class _Plek:
    """A condition in its place: from where it looks (`keten`), at which nodes (`volgnummer`), and its name."""

    voorwaarde: Voorwaarde
    keten: tuple[str, ...]
    pad: str
    naam: str
    volgnummer: int | None = None


def check_voorwaarden(definitie: Definitie, eigen: set[str]) -> list[Probleem]:
    """Problems of the conditions at the places in `eigen`; references into blocks that lost their target too."""
    kenner = _Kenner(definitie)
    return [probleem for plek in _conditions(definitie, eigen) for probleem in kenner.check(plek)]


def _conditions(definitie: Definitie, eigen: set[str]) -> Iterator[_Plek]:
    for deel in walk_onderdelen(definitie):
        if deel.pad in eigen and deel.onderdeel.toon_als:
            rond = deel.keten[:-1] if deel.onderdeel.herhaling else deel.keten
            yield _Plek(deel.onderdeel.toon_als, rond, f"{deel.pad}.toon_als", deel.onderdeel.code)
    for nummer, plek in enumerate(walk_vragen(definitie)):
        if plek.pad in eigen:
            yield from _vraag_conditions(plek, nummer)
    if definitie.bereik is not None:
        yield _Plek(definitie.bereik, (), "bereik", "bereik")


def _vraag_conditions(plek: VraagPlek, nummer: int) -> Iterator[_Plek]:
    vraag, punt = plek.vraag, plek.punt
    gevonden: list[tuple[str, Voorwaarde | None]] = [
        ("toon_als", vraag.toon_als),
        ("verplicht_als", vraag.verplicht_als),
    ]
    gevonden += [(f"normen[{volg}].als", norm.als) for volg, norm in enumerate(vraag.normen)]
    if plek.is_punt:
        gevonden.append(("afwijking_als", punt.afwijking_als))
        gevonden += [(f"grondslagen[{volg}].als", bron.als) for volg, bron in enumerate(punt.grondslagen)]
        gevonden += [(f"gevolg_regels[{volg}].als", regel.als) for volg, regel in enumerate(punt.gevolg_regels)]
        gevonden += [(f"acties[{volg}].als", actie.als) for volg, actie in enumerate(punt.acties)]
    for naam, voorwaarde in gevonden:
        if voorwaarde is not None:
            volgnummer = nummer if naam == "toon_als" else None
            yield _Plek(voorwaarde, plek.keten, f"{plek.pad}.{naam}", vraag.code, volgnummer)


class _Kenner:
    """Knows the questions, facts and fasen of one definition."""

    def __init__(self, definitie: Definitie) -> None:
        self._vragen = {plek.vraag.code: (nummer, plek) for nummer, plek in enumerate(walk_vragen(definitie))}
        self._feiten = {feit.code: feit for feit in definitie.feiten}
        self._fasen = {fase.code for fase in definitie.fasen}
        self._is_blok = definitie.soort == "blok"

    def check(self, plek: _Plek) -> Iterator[Probleem]:
        """Problems of one condition and all conditions in it."""
        for deel in walk_voorwaarde(plek.voorwaarde):
            groepen = [naam for naam in GROEPEN if getattr(deel, naam) is not None]
            if len(groepen) != 1:
                gevonden = ", ".join(groepen) or "niets"
                zin = f"Een voorwaarde van {plek.naam} gaat over {gevonden}; dat moet precies één ding zijn."
                yield _fout("voorwaarde-vorm", plek, zin, "Splits haar met alle of een_van.")
                continue
            yield from self._check_leaf(plek, deel, groepen[0])

    def _check_leaf(self, plek: _Plek, deel: Voorwaarde, groep: str) -> Iterator[Probleem]:
        operatoren = [naam for naam in OPERATOREN if getattr(deel, naam) is not None]
        if groep in ("vraag", "feit", "aantal"):
            if len(operatoren) != 1:
                zin = f"Een voorwaarde van {plek.naam} heeft {len(operatoren)} vergelijkingen."
                yield _fout("operator", plek, zin, "Geef er precies één (is, in, groter …).")
                return
        elif operatoren or deel.deel:
            zin = f"Een voorwaarde van {plek.naam} vergelijkt iets zonder vraag of feit."
            yield _fout("operator", plek, zin, "Noem de vraag of het feit erbij.")
        if any(isinstance(getattr(deel, naam), str) for naam in GETAL_OPERATOREN):
            yield from self._check_grens(plek, str(getattr(deel, operatoren[0])))
        if groep == "vraag":
            yield from self._check_vraag(plek, deel, operatoren[0])
        elif groep == "aantal":
            yield from self._check_aantal(plek, deel, operatoren[0])
        elif groep == "feit":
            yield from self._check_feit(plek, deel, operatoren[0])
        elif groep == "fase":
            yield from self._check_fase(plek, deel)

    def _check_vraag(self, plek: _Plek, deel: Voorwaarde, operator: str) -> Iterator[Probleem]:
        code = deel.vraag or ""
        if code not in self._vragen:
            yield _unknown(plek, code)
            return
        nummer, doel = self._vragen[code]
        if plek.keten[: len(doel.keten)] != doel.keten:
            zin = f"{plek.naam} kan {code} niet zien: die staat in een andere herhaling ({' / '.join(doel.keten)})."
            yield _fout(
                "verwijzing-herhaling", plek, zin, "Tel met aantal, of verwijs naar een vraag buiten de herhaling."
            )
        if plek.volgnummer is not None and nummer > plek.volgnummer:
            zin = f"{plek.naam} hangt af van {code}, die pas later komt."
            remedie = "Zet die vraag eerder; de toezichthouder loopt van boven naar beneden."
            yield _fout("verwijzing-later", plek, zin, remedie, waarschuwing=True)
        yield from self._check_answer(plek, deel, operator, doel)

    def _check_answer(self, plek: _Plek, deel: Voorwaarde, operator: str, doel: VraagPlek) -> Iterator[Probleem]:
        soort, code = doel.vraag.type, doel.vraag.code
        if deel.deel and deel.deel not in DELEN.get(soort, ()):
            yield _fout(
                "deel", plek, f"{code} ({soort}) heeft geen deel {deel.deel}.", "Haal deel weg of noem een ander."
            )
            return
        if operator == "beantwoord":
            return
        if deel.deel == "direct_hersteld":
            if operator != "is_" or not isinstance(deel.is_, bool):
                yield _fout(
                    "operator-type",
                    plek,
                    f"direct_hersteld van {code} is waar of niet.",
                    "Schrijf is: true of is: false.",
                )
            return
        vergelijk = "datum" if deel.deel == "datum" else "getal" if deel.deel else soort
        yield from _fits(plek, code, vergelijk, operator)
        opties = ANTWOORDEN.get(soort) or {optie.waarde for optie in doel.vraag.opties}
        if not deel.deel and soort in ("oordeel", "document", "keuze", "meerkeuze"):
            yield from _known(plek, code, opties, _wanted(deel))

    def _check_aantal(self, plek: _Plek, deel: Voorwaarde, operator: str) -> Iterator[Probleem]:
        aantal = deel.aantal
        if aantal is None or aantal.vraag not in self._vragen:
            yield _unknown(plek, aantal.vraag if aantal else "")
            return
        if operator not in (*GETAL_OPERATOREN, "is_", "is_niet", "in_") or deel.deel:
            yield _fout(
                "operator-type",
                plek,
                f"Een aantal bij {aantal.vraag} is een getal.",
                "Vergelijk met minstens, hoogstens of is.",
            )
        vraag = self._vragen[aantal.vraag][1].vraag
        opties = ANTWOORDEN.get(vraag.type) or {optie.waarde for optie in vraag.opties}
        gezocht = [waarde for waarde in (aantal.is_, *(aantal.in_ or ())) if waarde is not None]
        if opties:
            yield from _known(plek, aantal.vraag, opties, gezocht)

    def _check_feit(self, plek: _Plek, deel: Voorwaarde, operator: str) -> Iterator[Probleem]:
        code = deel.feit or ""
        feit = self._feiten.get(code)
        if feit is None and code not in EIGEN_FEITEN:
            yield _fout(
                "feit-onbekend",
                plek,
                f"{plek.naam} vraagt naar feit {code}, dat nergens staat.",
                "Noem het onder feiten.",
            )
            return
        if deel.deel:
            yield _fout("deel", plek, f"Feit {code} heeft geen delen.", "Haal deel weg.")
        if operator == "beantwoord":
            return
        soort = feit.type if feit else EIGEN_FEITEN[code]
        yield from _fits(plek, code, soort, operator)
        yield from _known_fact(plek, feit, soort, code, _wanted(deel))

    def _check_grens(self, plek: _Plek, code: str) -> Iterator[Probleem]:
        feit = self._feiten.get(code)
        if feit is None or feit.type != "getal":
            zin = f"{plek.naam} vergelijkt met feit {code}, dat " + ("geen getal is." if feit else "nergens staat.")
            yield _fout("grens-feit", plek, zin, "Noem het onder feiten met type getal.")

    def _check_fase(self, plek: _Plek, deel: Voorwaarde) -> Iterator[Probleem]:
        for fase in deel.fase or ():
            if fase not in self._fasen:
                zin = f"{plek.naam} vraagt naar fase {fase}, die niet bestaat."
                yield _fout("fase-onbekend", plek, zin, "Noem haar onder fasen.")


def _wanted(deel: Voorwaarde) -> list[Scalar]:
    return [waarde for waarde in (deel.is_, deel.is_niet, deel.bevat, *(deel.in_ or ())) if waarde is not None]


def _fits(plek: _Plek, code: str, soort: str, operator: str) -> Iterator[Probleem]:
    if operator not in PASSEND[soort]:
        naam = operator.rstrip("_")
        mogelijk = ", ".join(kans.rstrip("_") for kans in PASSEND[soort]) or "alleen beantwoord"
        zin = f"{naam} past niet bij {code} ({soort.replace('_', '/')})."
        yield _fout("operator-type", plek, zin, f"Gebruik {mogelijk} of beantwoord.")


def _known(plek: _Plek, code: str, opties: set[str], gezocht: list[Scalar]) -> Iterator[Probleem]:
    for waarde in gezocht:
        if waarde not in opties or isinstance(waarde, bool):
            zin = f"{plek.naam} vergelijkt {code} met {waarde!r}, maar dat is geen antwoord."
            yield _fout("optie-onbekend", plek, zin, f"Kies uit {', '.join(sorted(opties))}.")


def _known_fact(plek: _Plek, feit: Feit | None, soort: str, code: str, gezocht: list[Scalar]) -> Iterator[Probleem]:
    if soort == "ja_nee" and not all(isinstance(waarde, bool) for waarde in gezocht):
        yield _fout("optie-onbekend", plek, f"Feit {code} is ja of nee.", "Schrijf is: true of is: false.")
    if feit is not None and soort in ("keuze", "meerkeuze"):
        yield from _known(plek, code, {optie.waarde for optie in feit.opties}, gezocht)


def _unknown(plek: _Plek, code: str) -> Probleem:
    zin = f"{plek.naam} verwijst naar {code}, die niet bestaat."
    return _fout("verwijzing-onbekend", plek, zin, "Verbeter de code, of neem het blok met die vraag op.")


def _fout(code: str, plek: _Plek, zin: str, remedie: str, *, waarschuwing: bool = False) -> Probleem:
    return Probleem(code, plek.pad, zin, remedie, waarschuwing)
