"""Says in a few words what follows from the items, to hold it against a list made by hand from their source sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from app.protocols.rules.bouwstenen import Norm, Voorwaarde
from app.protocols.rules.definitie import Controlepunt, Onderdeel, Vraag
from tests.protocols.bronnen import Plek, definitie, opties, plekken

OPERATOREN = ("is_", "is_niet", "in_", "bevat", "groter", "kleiner", "minstens", "hoogstens", "beantwoord")


def vervolg_in_het_kort(protocol: str, codes: Collection[str]) -> dict[str, str]:
    """Every follow-up of these items as `type unit or choices | when`, by code."""
    van = definitie(protocol)
    kort = {}
    for plaats in plekken(van):
        for vraag, als in volgers(plaats) if plaats.punt.code in codes else ():
            if vraag is not None:
                wat = vraag.eenheid or ("" if vraag.lijst == "gebruik" else "/".join(opties(vraag, van)))
                wanneer = " en ".join(map(zeg, als)) or "altijd"
                kort[vraag.code] = f"{' '.join(filter(None, [vraag.type, wat]))} | {wanneer}"
    return kort


def volgers(plaats: Plek) -> Iterator[tuple[Vraag | None, list[Voorwaarde]]]:
    """What follows from an item's answers, each with its conditions; the question is None for an act or a raise."""
    punt, binnen = plaats.punt, plaats.onderdelen[-1].onderdelen
    for vraag in punt.vervolgvragen:
        yield vraag, [vraag.toon_als] if vraag.toon_als else []
    for als in [*(actie.als for actie in punt.acties), *(regel.als for regel in punt.gevolg_regels)]:
        yield None, [als]
    for deel in binnen:
        for kind in punten_van(deel, punt.code):
            for vraag in (kind, *kind.vervolgvragen):
                yield vraag, [als for als in (deel.toon_als, vraag.toon_als) if als]


def punten_van(deel: Onderdeel, code: str) -> list[Controlepunt]:
    """The points of an onderdeel that belong to an item: their codes begin with its code."""
    return [punt for punt in deel.punten if punt.code.startswith(f"{code}.")]


def acties_in_het_kort(protocol: str) -> dict[str, list[str]]:
    """The acts of every item that has any, each as `soort [naar] | when`."""
    return {
        punt.code: [f"{' '.join(filter(None, [actie.soort, actie.naar]))} | {zeg(actie.als)}" for actie in punt.acties]
        for punt in punten(protocol)
        if punt.acties
    }


def verhogingen_in_het_kort(protocol: str) -> dict[str, list[str]]:
    """The raises of the gevolg of every item that has any, each as `when → gevolg`."""
    return {
        punt.code: [f"{zeg(regel.als)} → {regel.naar}" for regel in punt.gevolg_regels]
        for punt in punten(protocol)
        if punt.gevolg_regels
    }


def normen_in_het_kort(protocol: str) -> dict[str, list[str]]:
    """The norms of every question that has any, each as `operator value unit [| when]`."""
    return {
        vraag.code: [_norm(norm, vraag) for norm in vraag.normen]
        for punt in punten(protocol)
        for vraag in (punt, *punt.vervolgvragen)
        if vraag.normen
    }


def merken(protocol: str) -> dict[str, str]:
    """The items and phases that are not like others: a stoppunt, an extension, another track than public law."""
    gevonden = {f"fase {fase.code}": "stoppunt" for fase in definitie(protocol).fasen if fase.stoppunt}
    for punt in punten(protocol):
        spoor = "" if punt.spoor == "publiek" else punt.spoor
        merk = " ".join(filter(None, ["stoppunt" * punt.stoppunt, "" if punt.kern else "uitbreiding", spoor]))
        gevonden |= {punt.code: merk} if merk else {}
    return gevonden


def getoond(protocol: str) -> dict[str, str]:
    """When an item shows that does not always: its own condition and those around it."""
    return {
        plaats.punt.code: " en ".join(map(zeg, plaats.toon_als))
        for plaats in plekken(definitie(protocol))
        if plaats.toon_als
    }


def met_oud_recht(protocol: str) -> set[str]:
    """The items that cite the law of before 2024."""
    return {punt.code for punt in punten(protocol) if any(bron.regime == "wabo" for bron in punt.grondslagen)}


def punten(protocol: str) -> list[Controlepunt]:
    """The controlepunten of a protocol, in walking order."""
    return [plaats.punt for plaats in plekken(definitie(protocol))]


def _norm(norm: Norm, vraag: Vraag) -> str:
    eenheid = "maanden" if vraag.type == "datum" else vraag.eenheid
    als = f" | {zeg(norm.als)}" if norm.als else ""
    return f"{norm.operator} {norm.waarde_uit or norm.waarde} {eenheid}{als}"


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
