"""Makes a proef of what somebody clicked: what went in, with what came out as what is expected from now on."""

from __future__ import annotations

from typing import Any

from msgspec import structs

from app.protocols.rules.definitie import Definitie, Proef
from app.protocols.rules.getallen import as_number, is_decimal
from app.protocols.rules.normen import gevolg_voorstel
from app.protocols.rules.plan import Plan, make_plan
from app.protocols.rules.proeven import judge_proef, outcome, shows, written
from app.protocols.rules.voorwaarden import Zicht
from app.protocols.rules.waarom import Uitlegger
from app.protocols.rules.walk import vragen_in, walk_voorwaarde


def record_proef(definitie: Definitie, invoer: Proef, *, volledig: bool = False) -> Proef:
    """The proef with its expectations filled in from what the (resolved) definition does now.

    Expected are: of what hangs on something this proef fills in, whether it shows; the findings, the photos that are
    required and the gevolg of each finding. With `volledig` also everything that afronden still asks for.
    """
    plan = make_plan(definitie)
    invoer = structs.replace(invoer, antwoorden=[_tidy(plan, stap) for stap in invoer.antwoorden])
    kaal = structs.replace(
        invoer, zichtbaar=[], verborgen=[], bevindingen=None, fotos_verplicht=None, ontbreekt=None, gevolg={}
    )
    zicht = judge_proef(plan, kaal).zicht
    if zicht is None:
        return kaal
    uitkomst = outcome(zicht)
    wel, niet = _depending(definitie, kaal, zicht)
    gevolgen = {written(key): gevolg_voorstel(zicht, *key).gevolg for key in uitkomst.bevindingen}
    return structs.replace(
        kaal,
        zichtbaar=wel,
        verborgen=niet,
        bevindingen=[written(key) for key in uitkomst.bevindingen],
        fotos_verplicht=[written(key) for key in uitkomst.fotos_verplicht],
        ontbreekt=[written(key) for key in uitkomst.ontbreekt] if volledig else None,
        gevolg={code: gevolg for code, gevolg in gevolgen.items() if gevolg is not None},
    )


def _depending(definitie: Definitie, proef: Proef, zicht: Zicht) -> tuple[list[str], list[str]]:
    """What hangs on something this proef fills in: what shows and what does not."""
    gevuld = {stap.vraag for stap in proef.antwoorden} | set(proef.feiten)
    wel: list[str] = []
    niet: list[str] = []
    for code, delen in Uitlegger(definitie).delen.items():
        bronnen = {bron for deel in delen for bron in vragen_in(deel.als)}
        bronnen |= {blad.feit for deel in delen for blad in walk_voorwaarde(deel.als) if blad.feit}
        if not gevuld & bronnen:
            continue
        for key in [(code, pad) for pad in _pads(zicht, code)]:
            (wel if shows(zicht, key) else niet).append(written(key))
    return wel, niet


def _pads(zicht: Zicht, code: str) -> list[str]:
    """Where a question or onderdeel can stand in this proef."""
    vraag = zicht.plan.vraag_van_code.get(code)
    return zicht.pads.get(vraag.onderdeel if vraag else code, [])


def _tidy(plan: Plan, stap: Any) -> Any:
    """An answer as an author would write it: a number for a number, one word for a document without a date."""
    vraag = plan.vraag_van_code.get(stap.vraag)
    waarde = stap.waarde
    if vraag and vraag.type == "getal" and isinstance(waarde, str) and is_decimal(waarde):
        getal = as_number(waarde)
        waarde = int(getal) if getal is not None and getal == int(getal) else getal
    elif vraag and vraag.type == "document" and isinstance(waarde, dict) and set(waarde) == {"stand"}:
        waarde = waarde["stand"]
    return structs.replace(stap, waarde=waarde)
