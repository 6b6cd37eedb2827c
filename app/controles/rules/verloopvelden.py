"""The fields of journal entries in Dutch: what each is called in the course of a visit, and how its value reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.controles.rules.inhoud import Soort
from app.controles.rules.journaal import day_of, moment_of
from app.controles.rules.status import SOORTEN
from app.controles.rules.tonen import show_value
from app.protocols.rules.definitie import Definitie, Vraag

VELDEN: dict[Soort, dict[str, str]] = {
    Soort.AANMAKEN: {
        "aanleiding": "Aanleiding", "soort": "Soort toezicht", "opdracht": "Opdracht", "dag": "Dag",
        "fasen": "Momenten", "niveau": "Niveau",
    },
    Soort.STARTEN: {"begin_at": "Begonnen", "lat": "Breedte", "lon": "Lengte", "nauwkeurigheid": "Nauwkeurig tot (m)"},
    Soort.ANTWOORD: {
        "waarde": "Antwoord", "reden": "Reden", "toelichting": "Toelichting",
        "direct_hersteld": "Op aanwijzing direct hersteld", "nader.wat": "Nader onderzoek",
        "nader.uiterlijk": "Nader onderzoek uiterlijk", "gewist": "Gewist", "verborgen": "Niet meer gevraagd",
    },
    Soort.HERHALING: {"titel": "Naam", "volgorde": "Plaats in de rij", "weg": "Weggehaald"},
    Soort.BEZOEK: {"waarde": ""},
    Soort.BEVINDING: {
        "constatering": "Constatering", "waar": "Waar", "is_overtreding": "Overtreding",
        "reden_geen_overtreding": "Waarom geen overtreding", "voorschrift": "Voorschrift",
        "soort_overtreding": "Soort overtreding", "herstelbaar": "Herstelbaar", "gebruik": "Gebruik dat kan stoppen",
        "overtreder": "Overtreder", "overtreder_rol": "Rol van de overtreder", "handhaven": "Handhaven",
        "reden_geen_handhaving": "Waarom niet handhaven", "gevolg": "Gevolgen",
        "gevolg_motivering": "Waarom dit gevolg", "gedrag": "Gedrag", "gedrag_motivering": "Feiten bij het gedrag",
        "recidive": "Recidive",
        "recidive_motivering": "Waarom wel of geen recidive", "recidive_verwijzing": "Recidive verwijst naar",
        "recidive_volledig": "Recidive volledig nagegaan", "omstandigheden": "Omstandigheden",
        "geen_omstandigheden": "Geen omstandigheden", "cel_berekend": "Berekende cel", "cel_definitief": "Gekozen cel",
        "cel_reden": "Waarom deze cel", "aspecten": "Verzwarende aspecten", "geen_aspecten": "Geen aspecten",
        "overleg": "Overleg politie of OM", "overleg_toelichting": "Over het overleg", "interventies": "Interventie",
        "interventie_motivering": "Motivering van de interventie", "herstel": "Wat moet er gebeuren",
        "legalisatie": "Legalisatie", "termijn.uiterlijk": "Hersteltermijn uiterlijk", "termijn.keuze": "Keuze termijn",
        "termijn.som": "Zo gerekend", "hercontrole": "Hercontrole", "hercontrole_op": "Hercontrole op",
        "matrix_versie": "Versie van de matrix", "gereed": "Bevinding klaar",
        "bevinding": "Bevinding", "overtreding": "Vastgelegde overtreding", "beoordeling": "Beoordeling",
    },
    Soort.FOTO: {
        "sha256": "Kenmerk (sha256)", "code": "Hoort bij", "pad": "Hoort bij de herhaling",
        "onderschrift": "Onderschrift", "genomen_at": "Genomen", "tijd_bron": "Tijd van", "lat": "Breedte",
        "lon": "Lengte", "nauwkeurigheid": "Nauwkeurig tot (m)", "plaats_bron": "Plaats van", "verborgen": "Verborgen",
    },
    Soort.HANDTEKENING: {
        "naam": "Naam", "reden_geen": "Reden zonder handtekening", "gezet_at": "Gezet",
        "lijnen": "Handtekening", "getoond": "Kenmerk van de getoonde samenvatting",
    },
    Soort.NIET_AANGETROFFEN: {
        "uitkomst": "Uitkomst", "toelichting": "Toelichting", "voorstel_dag": "Voorstel nieuw bezoek",
        "voorstel_dagdeel": "Dagdeel", "eind_at": "Einde",
    },
    Soort.AFRONDEN: {"eind_at": "Einde", "toch": "Bewust open gelaten"},
    Soort.AANVULLEN: {"reden": "Reden"},
}  # fmt: skip
"""Per kind the fields in the order in which they are told. `foto_wijzigen` changes fields of `foto`."""

NIET_VERTELD: dict[Soort, frozenset[str]] = {
    Soort.AANMAKEN: frozenset({"protocol_hash", "object_id", "object", "organisatie"}),
    Soort.ANTWOORD: frozenset({"code", "pad"}),
    Soort.HERHALING: frozenset({"onderdeel", "pad"}),
    Soort.BEZOEK: frozenset({"veld"}),
    Soort.BEVINDING: frozenset({"code", "pad"}),
    Soort.FOTO: frozenset(
        {"foto", "type", "grootte", "breedte", "hoogte", "origineel", "bewerkingen", "bron"}  # the sha256 covers them
    ),
    Soort.HANDTEKENING: frozenset({"rol", "breedte", "hoogte"}),
    Soort.AFRONDEN: frozenset({"manifest", "getoond"}),
}
"""Fields that are the place of an entry, said in its sentence, or that say nothing beside one that is told."""

BEZOEK = {
    "legitimatie": "Legitimatie", "betreding": "Betreding", "machtiging": "Machtiging",
    "binnentredingsverslag": "Verslag van binnentreden", "aanwezigen": "Aanwezig", "gesproken_met": "Gesproken met",
    "verklaring": "Verklaring", "cautie": "Cautie", "werkwijze": "Werkwijze", "omstandigheden": "Omstandigheden",
    "reactie": "Reactie van de betrokkene",
}  # fmt: skip
"""What the typed fields of the visit are called, as in the dossier."""

WOORDEN: dict[str, Mapping[str, str]] = {
    "recidive": {"ja": "Ja", "nee": "Nee"},
    "overleg": {"nodig": "Wel nodig", "niet_nodig": "Niet nodig"},
    "legalisatie": {
        "concreet_zicht": "Concreet zicht", "geen_concreet_zicht": "Geen zicht", "nog_te_bepalen": "Nog te bepalen",
        "nvt": "N.v.t.",
    },
    "termijn.keuze": {"1w": "1 week", "2w": "2 weken", "4w": "4 weken", "datum": "Andere datum", "direct": "Direct"},
    "uitkomst": {"niemand_aanwezig": "Niemand aanwezig", "geen_toegang": "Geen toegang"},
    "soort": SOORTEN,
}  # fmt: skip
MOMENTEN = frozenset({"begin_at", "eind_at", "gezet_at", "genomen_at"})
DAGEN = frozenset({"dag", "voorstel_dag", "hercontrole_op", "termijn.uiterlijk", "nader.uiterlijk"})
SLEUTELS = frozenset({"bevinding", "overtreding", "beoordeling"})
"""Keys of records: which one is no news, that it became another one is."""


@dataclass(frozen=True)
class Woorden:
    """What the words of one controle come from: its protocol, repeats and matrix, and how days and moments read."""

    definitie: Definitie | None
    vragen: Mapping[str, Vraag]
    bezoekvragen: Mapping[str, Vraag]
    """The question of a typed field of the visit."""
    plek: Callable[[str], str]
    """The title of a repeat by its path."""
    onderdelen: Mapping[str, str]
    dag: Callable[[date], str]
    tijdstip: Callable[[datetime], str]
    labels: Mapping[str, str] = field(default_factory=dict)
    """Words by `<veld>:<code>`: `aanleiding:zaak`; of the matrix `gedrag:A`, `interventies:WAA`, `aspecten:…`."""


def show_field(veld: str, waarde: Any, woorden: Woorden, vraag: Vraag | None = None) -> str:
    """A value of an entry as it reads in a sentence; a value of an unknown shape is shown as it is, never hidden."""
    if waarde is None or waarde == "" or waarde == []:
        return ""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, float):
        return _measure(veld, waarde)
    if veld == "waarde" and vraag is not None:
        return show_value(vraag, waarde, woorden.definitie)
    if veld in MOMENTEN or isinstance(waarde, datetime):
        return _moment(waarde, woorden)
    if veld in DAGEN:
        gelezen = day_of(waarde)
        return woorden.dag(gelezen) if gelezen else str(waarde)
    return _coded(veld, waarde, woorden)


def _measure(veld: str, waarde: float) -> str:
    """`6,5`; a coordinate keeps its point, as every map wants it."""
    tekst = f"{waarde:.10g}"
    return tekst if veld in {"lat", "lon"} else tekst.replace(".", ",")


def _moment(waarde: Any, woorden: Woorden) -> str:
    gelezen = waarde if isinstance(waarde, datetime) else moment_of(str(waarde))
    return woorden.tijdstip(gelezen) if gelezen else str(waarde)


def _coded(veld: str, waarde: Any, woorden: Woorden) -> str:
    if veld == "lijnen":
        return f"getekend in {len(waarde)} {'haal' if len(waarde) == 1 else 'halen'}"
    if isinstance(waarde, list):
        return ", ".join(_item(veld, item, woorden) for item in waarde)
    if isinstance(waarde, Mapping):
        return ", ".join(f"{naam}: {deel}" for naam, deel in waarde.items())
    if veld == "pad":
        return woorden.plek(str(waarde))
    label = woorden.labels.get(f"{veld}:{waarde}")
    return label or WOORDEN.get(veld, {}).get(str(waarde), str(waarde))


def _item(veld: str, item: Any, woorden: Woorden) -> str:
    """One of several: `Waarschuwen`, or a circumstance with what was written beside it."""
    if not isinstance(item, Mapping):
        return woorden.labels.get(f"{veld}:{item}", str(item))
    code = str(item.get("code") or "")
    label = woorden.labels.get(f"{veld}:{code}", code.replace("_", " "))
    erbij = item.get("toelichting") or item.get("onderbouwing")
    soort = item.get("soort")
    return (f"{soort}: " if soort else "") + label + (f" ({erbij})" if erbij else "")
