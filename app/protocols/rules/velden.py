"""Which fields an author fills in, per kind of thing, in the order of the card. The shape of the values themselves is
`definitie.py`; here is how they are asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from app.protocols.rules.beschrijven import ACTIES, SOORTEN
from app.protocols.rules.zin import OORDEEL_LABELS

Vorm = Literal[
    "tekst", "lap", "regels", "keuze", "segment", "vink", "vinken", "getal", "heel", "dag", "rij", "deel",
    "voorwaarde", "lijsten", "code", "blok",
]  # fmt: skip
Keuzes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Veld:
    """One field. `velden` are those of each row (`rij`) or of the part (`deel`); `nieuw` is a fresh row. `bij` are the
    types of answer it is for, empty for all. `heel` says that the values of a choice are whole numbers. `groep` is the
    heading it stands under, `keuzes_uit` names the list of the draft that the choices come from."""

    naam: str
    label: str
    vorm: Vorm = "tekst"
    hulp: str = ""
    keuzes: Keuzes = ()
    standaard: Any = None
    velden: tuple[Veld, ...] = ()
    nieuw: tuple[tuple[str, Any], ...] = ()
    bij: tuple[str, ...] = ()
    keuzes_uit: str = ""
    groep: str = ""
    breed: bool = False
    heel: bool = False
    later: bool = False
    """Whether it lies folded away until it is asked for or filled."""
    meer: str = ""
    """What one more row is called on the button."""


ZEKERHEDEN: Keuzes = (("gelezen", "gelezen"), ("secundair", "via andere bron"), ("onbevestigd", "niet bevestigd"))
NIVEAUS: Keuzes = (("S", "altijd"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"))
GEVOLGEN: Keuzes = (("", "vrij"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"))
REGIMES: Keuzes = (("ow", "Omgevingswet"), ("wabo", "Wabo (oud)"))
HERKOMSTEN: Keuzes = tuple((w, w) for w in ("rijk", "provincie", "waterschap", "gemeente", "contract", "richtlijn"))
ADRESSATEN: Keuzes = tuple(
    (w, w) for w in ("eigenaar", "gebruiker", "organisator", "exploitant", "vergunninghouder", "bouwer")
)
ORGANEN: Keuzes = tuple((w, w) for w in ("college", "burgemeester", "minister", "provincie", "waterschap"))
OORDELEN: Keuzes = tuple(
    (w, OORDEEL_LABELS[w]) for w in ("voldoet", "voldoet_niet", "nvt", "nader_onderzoek", "niet_gecontroleerd")
)
MEETBAAR = ("getal", "steekproef", "datum", "tijdstip")
MET_KEUZES = ("keuze", "meerkeuze")

_ALS = Veld("als", "Alleen als", "voorwaarde", breed=True, later=True)
_OPTIE = (Veld("label", "Keuze"), Veld("waarde", "Code", "code", "Leeg: uit de keuze gemaakt."))
_GRONDSLAG = (
    Veld("bron", "Bron", hulp="Bbl, Ow, APV, contract, of geen"),
    Veld("artikel", "Artikel"),
    Veld("lid", "Lid"),
    Veld("onderdeel", "Onder"),
    Veld("zekerheid", "Zekerheid", "keuze", keuzes=ZEKERHEDEN),
    Veld(
        "regime", "Recht", "keuze", keuzes=(("ow", "Omgevingswet"), ("wabo", "Wabo (oud)")), standaard="ow", later=True
    ),
    Veld("herkomst", "Van", "keuze", keuzes=HERKOMSTEN, standaard="rijk", later=True),
    Veld("geldig_van", "Geldig van", "dag", later=True),
    Veld("geldig_tot", "Geldig tot", "dag", later=True),
    Veld("url", "Adres op internet", later=True),
    Veld("toelichting", "Toelichting", breed=True, later=True),
    _ALS,
)
_NORM = (
    Veld(
        "operator",
        "Het antwoord is",
        "keuze",
        keuzes=(("<=", "hoogstens"), (">=", "minstens"), ("<", "minder dan"), (">", "meer dan"), ("=", "gelijk aan")),
    ),
    Veld("waarde", "Getal", "getal"),
    Veld("waarde_uit", "Of het feit", "keuze", keuzes_uit="getalfeiten"),
    Veld("toelichting", "Toelichting", breed=True),
    Veld("grondslag", "Grondslag van de norm", "deel", velden=_GRONDSLAG[:5], breed=True, later=True),
    _ALS,
)
_VRAAG = (
    Veld("vraag", "Vraag", "lap", "Zo dat “ja” goed is. Kort: 12 woorden, niveau B1.", breed=True),
    Veld("type", "Soort antwoord", "keuze", keuzes=tuple(SOORTEN.items())),
    Veld("eenheid", "Eenheid", hulp="m, mm, stuks …", bij=("getal",)),
    Veld("decimalen", "Cijfers achter de komma", "heel", bij=("getal",)),
    Veld("minimum", "Kleinste getal", "getal", bij=("getal",)),
    Veld("maximum", "Grootste getal", "getal", bij=("getal",)),
    Veld("minimum_lengte", "Minstens zoveel tekens", "heel", bij=("tekst",)),
    Veld("opties", "Keuzes", "rij", velden=_OPTIE, nieuw=(("label", "Nieuwe keuze"),), bij=MET_KEUZES, breed=True,
         meer="Keuze"),
    Veld("lijst", "Of een gedeelde lijst", "keuze", "Lijsten maak je bij Over dit protocol.", keuzes_uit="lijsten",
         bij=MET_KEUZES),
)  # fmt: skip
_ZICHT = (
    Veld("toon_als", "Toon als", "voorwaarde", groep="Wanneer komt dit in beeld?", breed=True),
    Veld(
        "bij_onbekend",
        "Weten we het niet",
        "segment",
        keuzes=(("verberg", "dan niet vragen"), ("toon", "dan toch vragen")),
        standaard="verberg",
        groep="Wanneer komt dit in beeld?",
        breed=True,
    ),
)
_MOET = (
    Veld("verplicht", "Antwoord is verplicht", "vink", groep="Verplicht"),
    Veld("verplicht_als", "Verplicht als", "voorwaarde", groep="Verplicht", breed=True),
)
_NORMEN = Veld("normen", "Normen", "rij", "Stelt voldoet of voldoet niet voor.",
               velden=_NORM, nieuw=(("operator", ">="), ("waarde", "0")), bij=MEETBAAR, breed=True,
               meer="Norm")  # fmt: skip
_UITLEG = Veld("toelichting", "Toelichting", "lap", "Staat dichtgevouwen onder de vraag.", groep="Uitleg", breed=True)

PUNT = (
    *_VRAAG,
    _NORMEN,
    Veld("grondslagen", "Grondslagen", "rij", velden=_GRONDSLAG,
         nieuw=(("bron", "Bbl"), ("zekerheid", "onbevestigd")), breed=True, meer="Grondslag"),
    Veld("foto", "Foto", "deel", velden=(
        Veld("wanneer", "Wanneer", "segment", standaard="mag",
             keuzes=(("nooit", "nooit"), ("mag", "mag"), ("bij_afwijking", "bij afwijking"), ("altijd", "altijd"))),
        Veld("minimum", "Minstens", "heel", standaard=1, later=True),
        Veld("hint", "Wat erop moet", breed=True, later=True),
        Veld("personen_vermijden", "Liever geen mensen in beeld", "vink", later=True),
    ), breed=True),
    Veld("gevolg", "Standaard gevolg", "segment", keuzes=GEVOLGEN, heel=True),
    Veld("niveau", "Vanaf toezichtniveau", "segment", keuzes=NIVEAUS, standaard="S"),
    *_ZICHT,
    Veld("fasen", "Alleen in de fasen", "vinken", "Niets gekozen: in elke fase.", keuzes_uit="fasen",
         groep="Wanneer komt dit in beeld?", breed=True),
    Veld("afwijking_als", "Niet in orde als", "voorwaarde", "Een oordeel en een document zeggen dat zelf.",
         bij=tuple(t for t in SOORTEN if t not in ("oordeel", "document")), groep="Gevolg", breed=True),
    Veld("gevolg_regels", "Zwaarder gevolg", "rij", velden=(
        _ALS, Veld("naar", "wordt gevolg", "keuze", keuzes=GEVOLGEN[1:], heel=True), Veld("omdat", "omdat", breed=True),
    ), nieuw=(("als", "blad"), ("naar", 3)), groep="Gevolg", breed=True, meer="Regel"),
    Veld("acties", "Acties", "rij", "Altijd een voorstel; een mens bevestigt.", velden=(
        _ALS, Veld("soort", "Wat", "keuze", keuzes=tuple(ACTIES.items())), Veld("naar", "Naar"),
        Veld("tekst", "Tekst", "lap", breed=True),
    ), nieuw=(("als", "blad"), ("soort", "taak"), ("tekst", "Nieuwe actie")), groep="Gevolg", breed=True, meer="Actie"),
    Veld("spoor", "Spoor", "keuze", standaard="publiek", groep="Gevolg",
         keuzes=(("publiek", "publiek"), ("privaat", "alleen contract"), ("bureau", "bureaucontrole"),
                 ("signaal", "alleen signaleren"))),
    Veld("aard", "Aard", "keuze", keuzes=(("plicht", "plicht"), ("advies", "advies")), standaard="plicht",
         groep="Gevolg"),
    Veld("normadressaat", "Voor wie de regel geldt", "keuze", keuzes=ADRESSATEN, groep="Gevolg"),
    Veld("bevoegd_orgaan", "Bevoegd orgaan", "keuze", keuzes=ORGANEN, groep="Gevolg"),
    _UITLEG,
    Veld("zo_controleer_je", "Zo controleer je", "lap", groep="Uitleg", breed=True),
    Veld("communicatie", "Zo bespreek je het", "lap", groep="Uitleg", breed=True),
    Veld("bevindingteksten", "Zinnen voor de bevinding", "regels", "Eén per regel.", groep="Zinnen voor het rapport",
         breed=True),
    Veld("herstelteksten", "Zinnen voor het herstel", "regels", "Eén per regel.", groep="Zinnen voor het rapport",
         breed=True),
    *_MOET,
    Veld("kern", "Kernvraag: een gemeente zet haar niet uit", "vink", standaard=True, groep="Verplicht"),
    Veld("stoppunt", "Stoppunt: wat je nu niet ziet, zie je later niet meer", "vink", groep="Verplicht"),
    Veld("code", "Code", "code", "Wat ernaar verwijst, gaat mee.", groep="Code"),
)  # fmt: skip
VERVOLGVRAAG = (*_VRAAG, _NORMEN, *_ZICHT, *_MOET, _UITLEG, PUNT[-1])
ONDERDEEL = (
    Veld("titel", "Titel", breed=True),
    Veld("toelichting", "Toelichting", "lap", breed=True),
    Veld("herhaling", "Herhaling", "deel", "Vul in waarvoor dit onderdeel steeds opnieuw komt: woning, tent, kamer.",
         velden=(
             Veld("per", "Per"), Veld("titel_vraag", "Titel uit vraag", "keuze", keuzes_uit="eigen_vragen"),
             Veld("minimum", "Minstens", "heel", standaard=0), Veld("maximum", "Hoogstens", "heel"),
             Veld("steekproef", "Vraag hoeveel van hoeveel bekeken zijn", "vink"),
         ), breed=True),
    *_ZICHT,
    Veld("code", "Code", "code", "Wat ernaar verwijst, gaat mee.", groep="Code"),
)  # fmt: skip
PROTOCOL = (
    Veld("titel", "Titel", breed=True),
    Veld("kort", "Korte titel", hulp="Voor lijsten op de telefoon."),
    Veld("thema", "Thema", "code"),
    Veld("doel", "Doel", "lap", breed=True),
    Veld("toepassing", "Wanneer dit protocol", "lap", breed=True),
    Veld("geldig_van", "Geldig van", "dag"),
    Veld("geldig_tot", "Geldig tot", "dag"),
    Veld("reden_bij", "Reden nodig bij", "vinken", keuzes=OORDELEN, standaard=["niet_gecontroleerd"], breed=True),
    Veld("deskundigheid", "Deskundigheid", "regels", "Eén per regel.", breed=True),
    Veld("fasen", "Fasen", "rij", velden=(
        Veld("code", "Code"), Veld("titel", "Titel"), Veld("toelichting", "Toelichting", breed=True),
        Veld("stoppunt", "Stoppunt", "vink"),
    ), nieuw=(("code", "?"), ("titel", "Nieuwe fase")), groep="Fasen, feiten, lijsten en blokken", breed=True,
         meer="Fase"),
    Veld("feiten", "Feiten", "rij", "Wat Schouw al weet van zaak, object, organisatie of controle.", velden=(
        Veld("code", "Code", hulp="zaak.naam"), Veld("label", "Naam"),
        Veld("type", "Soort", "keuze", keuzes=(("ja_nee", "Ja of nee"), ("getal", "Getal"), ("tekst", "Tekst"),
             ("keuze", "Keuze"), ("meerkeuze", "Meer keuzes"), ("datum", "Datum"))),
        Veld("opties", "Keuzes", "rij", velden=_OPTIE, nieuw=(("label", "Nieuwe keuze"),), breed=True, meer="Keuze"),
    ), nieuw=(("code", "zaak.nieuw"), ("label", "Nieuw feit"), ("type", "ja_nee")),
         groep="Fasen, feiten, lijsten en blokken", breed=True, meer="Feit"),
    Veld("lijsten", "Gedeelde lijsten", "lijsten", velden=(
        Veld("naam", "Naam", "code"),
        Veld("opties", "Keuzes", "rij", velden=_OPTIE, nieuw=(("label", "Nieuwe keuze"),), breed=True, meer="Keuze"),
    ), nieuw=(("naam", "lijst"),), groep="Fasen, feiten, lijsten en blokken", breed=True, meer="Lijst"),
    Veld("blokken", "Blokken", "rij", velden=(
        Veld("blok", "Blok en versie", "blok", keuzes_uit="blokken"),
        Veld("plaats", "Plaats", "keuze", keuzes=(("begin", "vooraan"), ("eind", "achteraan")), standaard="eind"),
        Veld("punten", "Alleen deze punten", "regels", "Eén code per regel; leeg is alles.", breed=True),
        Veld("toon_als", "Toon als", "voorwaarde", breed=True),
        Veld("bij_onbekend", "Weten we het niet", "keuze", standaard="verberg",
             keuzes=(("verberg", "dan niet vragen"), ("toon", "dan toch vragen"))),
    ), nieuw=(("blok", "eerste"), ("versie", 1)), groep="Fasen, feiten, lijsten en blokken", breed=True, meer="Blok"),
    Veld("bereik", "Alleen voor zaken waarvoor geldt", "voorwaarde", groep="Bereik en vaststelling", breed=True),
    Veld("wettelijk_kader", "Wettelijk kader", "lap", groep="Bereik en vaststelling", breed=True),
    Veld("uitvoerende_organisatie", "Uitvoerende organisatie", groep="Bereik en vaststelling"),
    Veld("vaststelling", "Vaststelling", "deel", velden=(Veld("besluit", "Besluit"), Veld("datum", "Datum", "dag")),
         groep="Bereik en vaststelling", breed=True),
    Veld("bronnen", "Bronnen", "regels", "Eén per regel.", groep="Bereik en vaststelling", breed=True),
    Veld("openstaand", "Nog na te kijken", "regels", "Eén per regel.", groep="Bereik en vaststelling", breed=True),
)  # fmt: skip


def fields_of(plek: str, is_vervolg: bool) -> tuple[Veld, ...]:
    """The fields of the card of a plek, in order."""
    soort = plek.partition(":")[0]
    if soort == "punt":
        return VERVOLGVRAAG if is_vervolg else PUNT
    return {"onderdeel": ONDERDEEL, "protocol": PROTOCOL}[soort]


def field_of(plek: str, is_vervolg: bool, naam: str) -> Veld | None:
    """One field of that card by name; None when there is no such field."""
    return next((veld for veld in fields_of(plek, is_vervolg) if veld.naam == naam), None)
