"""A condition as an author handles it: a tree of groups and leaves that forms can hold, and back.

A group is `{"soort": ..., "delen": [...]}`; what is denied is a kind of group (`geen_van`, `niet_alle`), so that
nobody has to read *niet* around something. A leaf is `{"over", "deel", "op", "waarde"}`: `over` is `vraag <code>`,
`feit <code>`, `aantal <code>`, `fase` or `niveau`; `waarde` is a list of texts, `tel` what an aantal counts.
"""

from __future__ import annotations

from typing import Any

from app.protocols.rules.getallen import dutch_number, parse_dutch_number

Ruw = dict[str, Any]
GROEPEN = {
    "alle": "alles waar is",
    "een_van": "een ervan waar is",
    "geen_van": "geen ervan waar is",
    "niet_alle": "niet alles waar is",
    "zeker": "dit zeker waar is",
    "mogelijk": "dit waar kan zijn",
}
_ONDER_NIET = {"geen_van": "een_van", "niet_alle": "alle"}
_OPS = ("is", "is_niet", "in", "bevat", "groter", "kleiner", "minstens", "hoogstens", "beantwoord")
GETAL_OPS = ("groter", "kleiner", "minstens", "hoogstens")


def to_form(ruw: Ruw | None) -> Ruw | None:
    """The tree of a condition; a single leaf stands in a group, so that there is always a place to add to."""
    if ruw is None:
        return None
    boom = _node(ruw)
    return boom if "delen" in boom else {"soort": "alle", "delen": [boom]}


def to_ruw(boom: Ruw | None) -> Ruw | None:
    """The condition of a tree; None when nothing is left in it."""
    if boom is None:
        return None
    ruw = _ruw(boom)
    if ruw is not None and list(ruw) == ["alle"] and len(ruw["alle"]) == 1:
        only: Ruw = ruw["alle"][0]
        return only
    return ruw


def is_group(deel: Any) -> bool:
    """Whether this is a group of a tree."""
    return isinstance(deel, dict) and "delen" in deel


def _node(ruw: Ruw) -> Ruw:
    for soort in ("alle", "een_van"):
        if ruw.get(soort) is not None:
            return {"soort": soort, "delen": [_node(deel) for deel in ruw[soort]]}
    for soort in ("zeker", "mogelijk"):
        if ruw.get(soort) is not None:
            return {"soort": soort, "delen": [_node(ruw[soort])]}
    if ruw.get("niet") is not None:
        binnen = _node(ruw["niet"])
        om = {"een_van": "geen_van", "alle": "niet_alle"}.get(binnen.get("soort", ""))
        return {"soort": om, "delen": binnen["delen"]} if om else {"soort": "geen_van", "delen": [binnen]}
    return _leaf(ruw)


def _leaf(ruw: Ruw) -> Ruw:
    if ruw.get("fase") is not None:
        return {"over": "fase", "op": "in", "waarde": list(ruw["fase"])}
    if ruw.get("niveau_vanaf") is not None:
        return {"over": "niveau", "op": "minstens", "waarde": [ruw["niveau_vanaf"]]}
    op = next((naam for naam in _OPS if ruw.get(naam) is not None), "is")
    blad: Ruw = {"op": op, "waarde": _texts(ruw.get(op))}
    if ruw.get("deel"):
        blad["deel"] = ruw["deel"]
    if ruw.get("aantal") is not None:
        aantal = ruw["aantal"]
        geteld = aantal.get("in") or ([aantal["is"]] if aantal.get("is") is not None else [])
        return {**blad, "over": f"aantal {aantal.get('vraag')}", "tel": _texts(geteld)}
    over = f"feit {ruw['feit']}" if ruw.get("feit") is not None else f"vraag {ruw.get('vraag')}"
    return {**blad, "over": over}


def _texts(waarde: Any) -> list[str]:
    if isinstance(waarde, list):
        return [deel for een in waarde for deel in _texts(een)]
    if waarde is None:
        return []
    if isinstance(waarde, bool):
        return ["ja" if waarde else "nee"]
    return [dutch_number(waarde) if isinstance(waarde, int | float) else str(waarde)]


def _ruw(deel: Ruw) -> Ruw | None:
    if not is_group(deel):
        return _leaf_ruw(deel)
    delen = [ruw for ruw in map(_ruw, deel["delen"]) if ruw is not None]
    soort = deel["soort"]
    if not delen:
        return None
    if soort in ("zeker", "mogelijk"):
        return {soort: delen[0] if len(delen) == 1 else {"alle": delen}}
    if soort in _ONDER_NIET:
        return {"niet": delen[0] if len(delen) == 1 else {_ONDER_NIET[soort]: delen}}
    return {soort: delen}


def _leaf_ruw(blad: Ruw) -> Ruw:
    soort, _, code = blad["over"].partition(" ")
    waarden = blad.get("waarde") or []
    if soort == "fase":
        return {"fase": waarden}
    if soort == "niveau":
        return {"niveau_vanaf": waarden[0] if waarden else "1"}
    ruw: Ruw = {soort: code}
    if soort == "aantal":
        tel = blad.get("tel") or []
        ruw = {
            "aantal": {"vraag": code, **({"is": _scalar(tel[0])} if len(tel) == 1 else {"in": [*tel]} if tel else {})}
        }
    if blad.get("deel"):
        ruw["deel"] = blad["deel"]
    op = blad["op"]
    getal = soort == "aantal" or blad.get("getal") or op in GETAL_OPS
    gelezen = [_number(waarde) if getal else _scalar(waarde, bool(blad.get("ja_nee"))) for waarde in waarden]
    if op == "in":
        ruw["in"] = gelezen
    elif op == "beantwoord":
        ruw["beantwoord"] = waarden[:1] != ["nee"]
    else:
        ruw[op] = gelezen[0] if gelezen else ""
    return ruw


def _scalar(tekst: str, ja_nee: bool = False) -> Any:
    return tekst == "ja" if ja_nee else tekst


def _number(tekst: str) -> Any:
    """A number as it is typed; the code of a fact and what is no number stay as they are."""
    gelezen = parse_dutch_number(tekst)
    if gelezen is None:
        return tekst
    return float(gelezen) if "." in gelezen else int(gelezen)
