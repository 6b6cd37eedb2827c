"""Says in a few words what follows from an item, to hold it against a list made by hand from its source sheet."""

from __future__ import annotations

from collections.abc import Iterator

from app.protocols.rules.bouwstenen import Voorwaarde
from app.protocols.rules.definitie import Controlepunt, Onderdeel, Vraag
from tests.protocols.bronnen import definitie, opties, plek

OPERATOREN = ("is_", "is_niet", "in_", "bevat", "groter", "kleiner", "minstens", "hoogstens", "beantwoord")


def vervolg_in_het_kort(protocol: str, code: str) -> dict[str, str]:
    """Every follow-up of an item as `type unit or choices | when`, by code, to hold against a list made by hand."""
    van = definitie(protocol)
    kort = {}
    for vraag, als in volgers(protocol, code):
        if vraag is not None:
            wat = vraag.eenheid or ("" if vraag.lijst == "gebruik" else "/".join(opties(vraag, van)))
            wanneer = " en ".join(map(zeg, als)) or "altijd"
            kort[vraag.code] = f"{' '.join(filter(None, [vraag.type, wat]))} | {wanneer}"
    return kort


def volgers(protocol: str, code: str) -> Iterator[tuple[Vraag | None, list[Voorwaarde]]]:
    """What follows from an item's answers, each with its conditions; the question is None for an act or a raise."""
    punt, binnen = plek(protocol, code).punt, plek(protocol, code).onderdelen[-1].onderdelen
    for vraag in punt.vervolgvragen:
        yield vraag, [vraag.toon_als] if vraag.toon_als else []
    for als in [*(actie.als for actie in punt.acties), *(regel.als for regel in punt.gevolg_regels)]:
        yield None, [als]
    for deel in binnen:
        for kind in punten_van(deel, code):
            for vraag in (kind, *kind.vervolgvragen):
                yield vraag, [als for als in (deel.toon_als, vraag.toon_als) if als]


def punten_van(deel: Onderdeel, code: str) -> list[Controlepunt]:
    """The points of an onderdeel that belong to an item: their codes begin with its code."""
    return [punt for punt in deel.punten if punt.code.startswith(f"{code}.")]


def acties_in_het_kort(protocol: str, code: str) -> list[str]:
    """Every act of an item as `soort [naar] | when`, to hold against a list made by hand."""
    acties = plek(protocol, code).punt.acties
    return [f"{' '.join(filter(None, [actie.soort, actie.naar]))} | {zeg(actie.als)}" for actie in acties]


def normen_in_het_kort(protocol: str, code: str) -> list[str]:
    """Every norm of an item and its follow-ups as `code operator value unit [| when]`."""
    kort = []
    for vraag in (punt := plek(protocol, code).punt, *punt.vervolgvragen):
        eenheid = "maanden" if vraag.type == "datum" else vraag.eenheid
        for norm in vraag.normen:
            als = f" | {zeg(norm.als)}" if norm.als else ""
            kort.append(f"{vraag.code} {norm.operator} {norm.waarde_uit or norm.waarde} {eenheid}{als}")
    return kort


def zeg(voorwaarde: Voorwaarde) -> str:
    """A condition in short: `PRV-03 is voldoet_niet en PRV-03.2 is nee`."""
    if voorwaarde.niet:
        return f"niet ({zeg(voorwaarde.niet)})"
    if voorwaarde.mogelijk:
        return f"mogelijk ({zeg(voorwaarde.mogelijk)})"
    if voorwaarde.alle or voorwaarde.een_van:
        stukken = [
            f"({zeg(deel)})" if deel.een_van else zeg(deel) for deel in voorwaarde.alle or voorwaarde.een_van or []
        ]
        return (" en " if voorwaarde.alle else " of ").join(stukken)
    wat = voorwaarde.vraag or voorwaarde.feit or ""
    if voorwaarde.aantal:
        wat = (
            f"aantal {voorwaarde.aantal.vraag} {'/'.join(map(str, voorwaarde.aantal.in_ or (voorwaarde.aantal.is_,)))}"
        )
    (vorm,) = (naam for naam in OPERATOREN if getattr(voorwaarde, naam) is not None)
    waarde = getattr(voorwaarde, vorm)
    zin = "/".join(map(str, waarde)) if vorm == "in_" else f"{waarde:g}" if isinstance(waarde, float) else str(waarde)
    return " ".join(filter(None, [wat, voorwaarde.deel, vorm.strip("_"), zin]))
