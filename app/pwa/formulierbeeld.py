"""What the form template needs to know about a definition beside its own words."""

from __future__ import annotations

from typing import Any

import msgspec

from app.core.filters import getal
from app.protocols.rules.beschrijven import norm_mark
from app.protocols.rules.bouwstenen import Grondslag, Norm
from app.protocols.rules.definitie import Controlepunt, Definitie, Onderdeel, Vraag
from app.protocols.rules.walk import walk_vragen

OORDELEN = (
    ("voldoet", "Voldoet", "ok", "vink"),
    ("voldoet_niet", "Voldoet niet", "fout", "kruis"),
    ("nvt", "N.v.t.", "nvt keus--klein", "nvt"),
    ("nader_onderzoek", "Nader onderzoek", "nader keus--klein", "oog"),
    ("niet_gecontroleerd", "Niet gecontroleerd", "ng keus--klein", "oogdicht"),
)
DOCUMENT = (("gezien", "Gezien"), ("niet_getoond", "Niet getoond"), ("verlopen", "Verlopen"))
_ZINNEN = {"<=": "hoogstens", ">=": "minstens", "<": "minder dan", ">": "meer dan", "=": "precies"}
_KORT = 16
"""Labels of choices up to this length stand two in a row."""


def grondslag_zin(grondslag: Grondslag) -> str:
    """`Bbl 7.15 lid 1 onder a`; empty for `geen`."""
    if grondslag.bron == "geen":
        return ""
    delen = [grondslag.bron]
    if grondslag.artikel:
        delen.append(grondslag.artikel)
    if grondslag.lid:
        delen.append(f"lid {grondslag.lid}")
    if grondslag.onderdeel:
        delen.append(f"onder {grondslag.onderdeel}" if len(grondslag.onderdeel) == 1 else f"({grondslag.onderdeel})")
    return " ".join(delen)


def eerste_grondslag(punt: Controlepunt) -> str:
    """The article beside the code: the first one that is law today."""
    zinnen = [grondslag_zin(grondslag) for grondslag in punt.grondslagen if grondslag.regime == "ow"]
    return next((zin for zin in zinnen if zin and len(zin) <= 28), "")


def kiest(grondslagen: list[Grondslag]) -> bool:
    """True when it depends on the case which of these hold."""
    return any(gronddata(grondslag) for grondslag in grondslagen)


def gronddata(grondslag: Grondslag) -> dict[str, str]:
    """What the phone needs to know whether a grondslag holds in a case; empty when it always does."""
    data = {
        "data-van": grondslag.geldig_van and grondslag.geldig_van.isoformat(),
        "data-tot": grondslag.geldig_tot and grondslag.geldig_tot.isoformat(),
        "data-regime": grondslag.regime if grondslag.regime != "ow" else None,
        "data-als": grondslag.als and msgspec.json.encode(grondslag.als).decode(),
    }
    return {naam: waarde for naam, waarde in data.items() if waarde}


def norm_zin(norm: Norm, vraag: Vraag, definitie: Definitie) -> str:
    """`hoogstens 0,10 m`, or what the bound is called when it comes from the zaak; says so when it is not confirmed."""
    grens = f"{getal(norm.waarde)} {_eenheid(vraag)}".strip()
    if norm.waarde is None:
        grens = next((feit.label for feit in definitie.feiten if feit.code == norm.waarde_uit), "de norm")
        grens = grens[0].lower() + grens[1:]
    return f"{_ZINNEN[norm.operator]} {grens}{norm_mark(norm)}"


def normen_zin(vraag: Vraag, definitie: Definitie) -> str:
    """All norms in one line. Those that hold in some cases stand together, `Norm: hoogstens 50 of 30 of 15 dagen, naar
    de situatie`: the one that holds is said at the answer."""
    delen: dict[str, list[Norm]] = {}
    for nummer, norm in enumerate(vraag.normen):
        samen = norm.als is not None and norm.waarde is not None
        delen.setdefault(norm.operator if samen else str(nummer), []).append(norm)
    return ". ".join(f"Norm: {_samen(groep, vraag, definitie)}" for groep in delen.values())


def _samen(normen: list[Norm], vraag: Vraag, definitie: Definitie) -> str:
    eerste = norm_zin(normen[0], vraag, definitie)
    if len(normen) == 1:
        return f"{eerste} in sommige gevallen" if normen[0].als else eerste
    keuze = f"{' of '.join(f'{getal(norm.waarde)}{norm_mark(norm)}' for norm in normen)} {_eenheid(vraag)}".strip()
    return f"{_ZINNEN[normen[0].operator]} {keuze}, naar de situatie"


def _eenheid(vraag: Vraag) -> str:
    return {"datum": "maanden oud", "tijdstip": "maanden oud", "steekproef": "deel"}.get(
        vraag.type, vraag.eenheid or ""
    )


def grenzen_zin(vraag: Vraag) -> str:
    """`Tussen 30 en 130 dB(A)`; empty when nothing bounds the number."""
    laag, hoog = vraag.minimum, vraag.maximum
    eenheid = f" {vraag.eenheid}" if vraag.eenheid else ""
    if laag is not None and hoog is not None:
        return f"Tussen {getal(laag)} en {getal(hoog)}{eenheid}"
    if hoog is not None:
        return f"Hoogstens {getal(hoog)}{eenheid}"
    return f"Minstens {getal(laag)}{eenheid}" if laag else ""


def foto_eis(punt: Controlepunt) -> str:
    """What is said about photos above the question; empty when it is free."""
    return {"altijd": "Altijd een foto", "bij_afwijking": "Foto bij afwijking"}.get(punt.foto.wanneer, "")


def korte_opties(vraag: Vraag) -> bool:
    """True when the labels of the choices are short enough to stand two in a row."""
    return all(len(optie.label) <= _KORT for optie in vraag.opties)


def vraagt_documentdatum(vraag: Vraag) -> bool:
    """True when a document asks for its own date: not when a follow-up question already asks for one."""
    return not any(vervolg.type == "datum" for vervolg in getattr(vraag, "vervolgvragen", ()))


def omvang(onderdeel: Onderdeel) -> str:
    """How much room the browser keeps for an onderdeel it has not laid out: s, m, l or x."""
    aantal = len(onderdeel.punten)
    return "s" if aantal <= 2 else "m" if aantal <= 5 else "l" if aantal <= 12 else "x"


def teksten(definitie: Definitie) -> dict[str, dict[str, list[str]]]:
    """Standard sentences per controlepunt: `b` for the constatering, `h` for what must be done."""
    gevonden: dict[str, dict[str, list[str]]] = {}
    for plek in walk_vragen(definitie):
        if plek.is_punt and (plek.punt.bevindingteksten or plek.punt.herstelteksten):
            gevonden[plek.punt.code] = {"b": plek.punt.bevindingteksten, "h": plek.punt.herstelteksten}
    return gevonden


BEELD: dict[str, Any] = {
    "grondslag_zin": grondslag_zin,
    "eerste_grondslag": eerste_grondslag,
    "kiest": kiest,
    "gronddata": gronddata,
    "normen_zin": normen_zin,
    "grenzen_zin": grenzen_zin,
    "foto_eis": foto_eis,
    "korte_opties": korte_opties,
    "vraagt_documentdatum": vraagt_documentdatum,
    "omvang": omvang,
    "OORDELEN": OORDELEN,
    "DOCUMENT": DOCUMENT,
}
"""Everything above by name, as the variable `beeld` of the form template."""
