"""What an author filled in for one field, read back from its form: names of inputs are paths in the value.

`grondslagen.0.artikel` is the article of the first grondslag; `grondslagen.#` names the rows there are, and the same
for the parts of a group of a condition. Buttons are acts on a path: `erbij`, `groep`, `weg`, `op`, `neer`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from app.protocols.rules.bronnen import Bronnen
from app.protocols.rules.getallen import parse_dutch_number
from app.protocols.rules.velden import Veld
from app.protocols.rules.voorwaardevorm import is_group, to_form, to_ruw

Invoer = Mapping[str, Sequence[str]]
_DAG = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")


def read_field(veld: Veld, invoer: Invoer, bronnen: Bronnen, doe: str = "") -> Any:
    """The value of a field in the shape of a file, after the act of the button that was pressed. None is nothing, and
    what is the default too."""
    houder = {veld.naam: _read(veld, invoer, veld.naam, bronnen)}
    if doe:
        _act(houder, veld, doe, bronnen)
    return _finish(veld, houder[veld.naam])


def as_tree(veld: Veld, waarde: Any) -> Any:
    """A stored value as forms hold it: conditions as trees, lists of a draft as rows."""
    if veld.vorm == "voorwaarde":
        return to_form(waarde)
    if veld.vorm == "lijsten":
        waarde = [{"naam": naam, "opties": opties} for naam, opties in (waarde or {}).items()]
    if veld.vorm in ("rij", "lijsten"):
        return [_tree_row(veld, rij) for rij in waarde or []]
    if veld.vorm == "deel":
        return _tree_row(veld, waarde or {})
    return waarde


def slug(tekst: str) -> str:
    """A key made of words: `Niet aanwezig` becomes `niet_aanwezig`."""
    plat = unicodedata.normalize("NFKD", tekst.lower()).encode("ascii", "ignore").decode()
    kaal = re.sub(r"[^a-z0-9]+", "_", plat).strip("_")
    return kaal if kaal[:1].isalpha() else f"k_{kaal}".rstrip("_")


def _tree_row(veld: Veld, rij: dict[str, Any]) -> dict[str, Any]:
    eigen = {deel.naam: as_tree(deel, rij[deel.naam]) for deel in veld.velden if deel.naam in rij}
    return {**rij, **eigen}


def _read(veld: Veld, invoer: Invoer, pad: str, bronnen: Bronnen) -> Any:
    if veld.vorm == "voorwaarde":
        return _read_condition(invoer, pad, bronnen)
    if veld.vorm in ("rij", "lijsten"):
        return [_read_row(veld, invoer, f"{pad}.{nummer}", bronnen) for nummer in _rows(invoer, pad)]
    if veld.vorm == "deel":
        return _read_row(veld, invoer, pad, bronnen)
    if veld.vorm == "vinken":
        return [waarde for waarde in invoer.get(pad, ()) if waarde]
    if veld.vorm == "vink":
        return "ja" in invoer.get(pad, ())
    tekst = next(iter(invoer.get(pad, ())), "").replace("\r\n", "\n").strip()
    return _read_text(veld, tekst)


def _read_text(veld: Veld, tekst: str) -> Any:
    if veld.vorm == "regels":
        return [regel.strip() for regel in tekst.split("\n") if regel.strip()]
    if veld.vorm == "heel" or veld.heel:
        return int(tekst) if re.fullmatch(r"-?[0-9]{1,9}", tekst) else tekst or None
    if veld.vorm == "getal":
        return parse_dutch_number(tekst) or tekst or None
    if veld.vorm == "dag":
        dag = _DAG.match(tekst)
        return f"{dag[3]}-{int(dag[2]):02d}-{int(dag[1]):02d}" if dag else tekst or None
    return tekst or None


def _rows(invoer: Invoer, pad: str) -> list[str]:
    return [nummer for nummer in invoer.get(f"{pad}.#", ()) if nummer.isdigit()]


def _read_row(veld: Veld, invoer: Invoer, pad: str, bronnen: Bronnen) -> dict[str, Any]:
    rij = {deel.naam: _read(deel, invoer, f"{pad}.{deel.naam}", bronnen) for deel in veld.velden}
    if rij.get("label") and "waarde" in rij and not rij["waarde"]:
        rij["waarde"] = slug(rij["label"])
    if any(deel.vorm == "blok" for deel in veld.velden):
        blok, _, versie = str(rij["blok"] or "").partition("/")
        rij = {
            "blok": blok,
            "versie": int(versie) if versie.isdigit() else 1,
            **{n: w for n, w in rij.items() if n != "blok"},
        }
    return rij


def _read_condition(invoer: Invoer, pad: str, bronnen: Bronnen) -> dict[str, Any] | None:
    soort = next(iter(invoer.get(f"{pad}.soort", ())), "")
    if soort:
        delen = [_read_condition(invoer, f"{pad}.{nummer}", bronnen) for nummer in _rows(invoer, pad)]
        return {"soort": soort, "delen": [deel for deel in delen if deel is not None]}
    over = next(iter(invoer.get(f"{pad}.over", ())), "")
    if not over:
        return None
    een = {naam: next(iter(invoer.get(f"{pad}.{naam}", ())), "") for naam in ("op", "deel")}
    meer = {naam: list(invoer.get(f"{pad}.{naam}", ())) for naam in ("waarde", "tel")}
    return bronnen.fit({"over": over, **een, **meer})


def _act(houder: Any, veld: Veld, doe: str, bronnen: Bronnen) -> None:
    """Does what a button says; a path that is not there is left alone."""
    daad, _, pad = doe.partition(" ")
    delen = pad.split(".")
    if daad in ("erbij", "groep"):
        _add(houder, veld, delen, daad, bronnen)
        return
    rij = _follow(houder, delen[:-1])
    rij = rij["delen"] if is_group(rij) else rij
    nummer = int(delen[-1]) if delen[-1].isdigit() else -1
    if not isinstance(rij, list) or not 0 <= nummer < len(rij):
        return
    if daad == "weg":
        del rij[nummer]
    naast = nummer + {"op": -1, "neer": 1}.get(daad, 0)
    if daad in ("op", "neer") and 0 <= naast < len(rij):
        rij[nummer], rij[naast] = rij[naast], rij[nummer]


def _add(houder: Any, veld: Veld, delen: list[str], daad: str, bronnen: Bronnen) -> None:
    om, doel = _follow(houder, delen[:-1]), _follow(houder, delen)
    blad = bronnen.fresh()
    nieuw = {"soort": "een_van", "delen": [blad, bronnen.fresh()]} if daad == "groep" else blad
    if is_group(doel):
        doel["delen"].append(nieuw)
    elif isinstance(doel, list):
        doel.append(_fresh_row(_field(veld, delen), bronnen))
    elif isinstance(om, dict):
        om[delen[-1]] = nieuw if is_group(nieuw) else {"soort": "alle", "delen": [nieuw]}


def _field(veld: Veld, delen: list[str]) -> Veld:
    """The field a path leads to, row numbers left out."""
    for naam in delen[1:]:
        veld = next((deel for deel in veld.velden if deel.naam == naam), veld)
    return veld


def _fresh_row(veld: Veld, bronnen: Bronnen) -> dict[str, Any]:
    rij: dict[str, Any] = {}
    for naam, waarde in veld.nieuw:
        rij[naam] = {"soort": "alle", "delen": [bronnen.fresh()]} if waarde == "blad" else waarde
    if "label" in rij and any(deel.naam == "waarde" for deel in veld.velden):
        rij["waarde"] = slug(rij["label"])
    return rij


def _follow(houder: Any, delen: list[str]) -> Any:
    for naam in delen:
        if is_group(houder):
            houder = houder["delen"]
        if isinstance(houder, list):
            houder = houder[int(naam)] if naam.isdigit() and int(naam) < len(houder) else None
        else:
            houder = houder.get(naam) if isinstance(houder, dict) else None
    return houder


def _finish(veld: Veld, waarde: Any) -> Any:
    """In the shape of a file: trees as conditions, rows as a map, and what says nothing left out."""
    if veld.vorm == "voorwaarde":
        return to_ruw(waarde)
    if veld.vorm == "lijsten":
        rijen = [_finish_row(veld, rij) for rij in waarde]
        waarde = {rij.get("naam") or "lijst": rij.get("opties") or [] for rij in rijen}
    elif veld.vorm == "rij":
        waarde = [_finish_row(veld, rij) for rij in waarde]
    elif veld.vorm == "deel":
        waarde = _finish_row(veld, waarde)
    standaard = False if veld.vorm == "vink" and veld.standaard is None else veld.standaard
    leeg = waarde is None or waarde in ("", [], {}) or waarde == standaard
    return waarde if not leeg or (standaard and waarde != standaard) else None


def _finish_row(veld: Veld, rij: dict[str, Any]) -> dict[str, Any]:
    klaar = {deel.naam: _finish(deel, rij.get(deel.naam)) for deel in veld.velden if deel.vorm != "blok"}
    vast = {naam: waarde for naam, waarde in rij.items() if naam not in klaar}
    return {**vast, **{naam: waarde for naam, waarde in klaar.items() if waarde is not None}}
