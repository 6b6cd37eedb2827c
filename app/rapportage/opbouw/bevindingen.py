"""The findings: the facts at every point that is not in order, the rule, and what must be done by when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from app.controles.overtreding import Bevinding as BevindingRij
from app.controles.overtreding import Overtreding, Termijn
from app.controles.rules.journaal import day_of
from app.protocols.rules.stand import Sleutel
from app.protocols.rules.volledigheid import failed
from app.protocols.rules.walk import VraagPlek, walk_vragen
from app.protocols.rules.zin import short_code
from app.rapportage.opbouw import woorden
from app.rapportage.opbouw.punten import Beeld
from app.rapportage.waarde import Bevinding


def keys_of(beeld: Beeld) -> list[Sleutel]:
    """(code, pad) of every finding in page order: each point that fails, and each finding that was elaborated and
    stands (its answer was not changed to something that leaves no room for it)."""
    volgorde = {plek.vraag.code: nummer for nummer, plek in enumerate(walk_vragen(beeld.definitie))}
    gevonden = {*failed(beeld.zicht)}
    failing = {sleutel for sleutel, rij in beeld.rijen.items() if rij.oordeel == "voldoet_niet"}
    gevonden |= {sleutel for sleutel in failing if _is_main(beeld, sleutel)}
    gevonden |= {(rij.code, rij.pad) for rij in beeld.bundel.bevindingen if _stands(beeld, (rij.code, rij.pad))}
    gevonden -= {sleutel for sleutel, rij in beeld.rijen.items() if rij.verborgen}
    return sorted(gevonden, key=lambda sleutel: (volgorde.get(sleutel[0], len(volgorde)), sleutel[1]))


def _is_main(beeld: Beeld, sleutel: Sleutel) -> bool:
    vraag = beeld.plan.vraag_van_code.get(sleutel[0])
    return vraag is not None and (vraag.bij is None or vraag.type == "oordeel")


def _stands(beeld: Beeld, sleutel: Sleutel) -> bool:
    rij = beeld.rijen.get(sleutel)
    return rij is None or rij.oordeel in (None, "voldoet_niet")


def findings_of(beeld: Beeld, sleutels: list[Sleutel], fotos: Mapping[Sleutel, list[int]]) -> list[Bevinding]:
    """The findings in order, numbered from 1."""
    rijen = {(rij.code, rij.pad): rij for rij in beeld.bundel.bevindingen}
    plekken = {plek.vraag.code: plek for plek in walk_vragen(beeld.definitie)}
    return [
        _finding(beeld, nummer, sleutel, plekken.get(sleutel[0]), rijen.get(sleutel), fotos.get(sleutel, []))
        for nummer, sleutel in enumerate(sleutels, start=1)
    ]


def _finding(
    beeld: Beeld, nummer: int, sleutel: Sleutel, plek: VraagPlek | None, rij: BevindingRij | None, fotos: list[int]
) -> Bevinding:
    code, pad = sleutel
    overtreding = _overtreding(beeld, rij)
    antwoord = beeld.rijen.get(sleutel)
    inhoud = rij.inhoud if rij else {}
    return Bevinding(
        nummer=nummer,
        code=short_code(code),
        pad=pad,
        titel=plek.vraag.vraag if plek else short_code(code),
        waar=", ".join(deel for deel in (beeld.at(pad), rij.waar if rij else "") if deel),
        constatering=rij.constatering if rij else "",
        voorschrift=_rule(beeld, plek, rij),
        gezien_at=_seen(overtreding, antwoord.toestel_tijd if antwoord else None),
        gericht_aan=_addressee(beeld, plek, overtreding),
        overtreding=rij.is_overtreding if rij else None,
        reden_geen_overtreding=rij.reden_geen_overtreding if rij else "",
        direct_hersteld=bool((antwoord and antwoord.antwoord.get("direct_hersteld")) or (rij and rij.direct_hersteld)),
        herstel=str(inhoud.get("herstel") or ""),
        uiterlijk_op=_term(beeld, overtreding, "hersteltermijn") or _day_in(inhoud, "termijn", "uiterlijk"),
        hercontrole_op=_term(beeld, overtreding, "hercontrole") or _day_in(inhoud, "hercontrole_op"),
        fotos=fotos,
    )


def _overtreding(beeld: Beeld, rij: BevindingRij | None) -> Overtreding | None:
    keys = {link.overtreding_id for link in beeld.bundel.links if rij and link.bevinding_id == rij.id}
    return next((item for item in beeld.bundel.overtredingen if item.id in keys and not item.vervallen_at), None)


def _rule(beeld: Beeld, plek: VraagPlek | None, rij: BevindingRij | None) -> str:
    """The rule as chosen on site; else the grondslagen of the point that hold, which nobody chose from yet."""
    gekozen = str((rij.inhoud if rij else {}).get("voorschrift") or "").strip()
    if gekozen or plek is None:
        return gekozen
    zinnen = [woorden.grondslag(grond) for grond in beeld.grounds(plek.punt)]
    return ", ".join(dict.fromkeys(zin for zin in zinnen if zin))


def _seen(overtreding: Overtreding | None, beantwoord: datetime | None) -> datetime | None:
    return beantwoord or (overtreding.geconstateerd_at if overtreding else None)


def _addressee(beeld: Beeld, plek: VraagPlek | None, overtreding: Overtreding | None) -> str:
    overtreders = [item for item in beeld.bundel.overtreders if overtreding and item.overtreding_id == overtreding.id]
    if overtreders:
        return "; ".join(f"{item.naam} ({item.rol})" if item.rol else item.naam for item in overtreders)
    adressaat = plek.punt.normadressaat if plek else None
    return woorden.NORMADRESSAAT.get(adressaat or "", "")


def _term(beeld: Beeld, overtreding: Overtreding | None, soort: str) -> date | None:
    if overtreding is None:
        return None
    termijnen: list[Termijn] = [
        termijn
        for termijn in beeld.bundel.termijnen
        if termijn.overtreding_id == overtreding.id and termijn.soort == soort and not termijn.vervallen_at
    ]
    return max((termijn.uiterlijk_op for termijn in termijnen), default=None)


def _day_in(inhoud: Mapping[str, object], *weg: str) -> date | None:
    """A day in the content of a finding that is no overtreding, or that has no term row."""
    waarde: object = inhoud
    for naam in weg:
        waarde = waarde.get(naam) if isinstance(waarde, Mapping) else None
    return day_of(waarde)
