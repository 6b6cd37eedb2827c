"""Reads protocol files, with errors that name the file, the line or the place in it, and what to do.

A file is `protocols/<code>/<versie>.yaml`; its JSON Schema is `protocols/schema.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec
import yaml

from app.protocols.rules.controle_definitie import check_definitie
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.problemen import DefinitieFout, Probleem
from app.protocols.rules.samenstellen import Blokken
from app.protocols.rules.vormfout import shape_problem

PROTOCOLS = Path(__file__).resolve().parents[2] / "protocols"
"""The files that come with Schouw."""
SCHEMA = PROTOCOLS / "schema.json"


DIEP = 200
"""How deep YAML from outside may be nested; a real protocol stays under thirty."""
_Safe: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):  # type: ignore[valid-type, misc]
    """Safe loader that leaves dates alone (the definition knows where dates are) and refuses a key written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        gezien: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in gezien:
                raise yaml.constructor.ConstructorError(
                    None, None, f"sleutel {key} staat er twee keer", key_node.start_mark
                )
            gezien.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


_Loader.yaml_implicit_resolvers = {
    teken: [(tag, patroon) for tag, patroon in lijst if tag != "tag:yaml.org,2002:timestamp"]
    for teken, lijst in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Bestand:
    """One protocol file: what was read from it, or why that did not go."""

    pad: Path
    definitie: Definitie | None = None
    problemen: list[Probleem] = field(default_factory=list)

    @property
    def naam(self) -> str:
        """Short name for messages: `bouwen-regulier/1.yaml`."""
        return f"{self.pad.parent.name}/{self.pad.name}"


def protocol_files(map_: Path = PROTOCOLS) -> list[Path]:
    """All protocol files (`<code>/<versie>.yaml`) under a folder, in order."""
    return sorted(
        (pad for pad in map_.glob("*/*.yaml") if pad.stem.isdecimal()), key=lambda pad: (pad.parent, int(pad.stem))
    )


def read_file(pad: Path) -> Bestand:
    """Reads one file; problems are in the answer, nothing is raised for what is in the file."""
    naam = f"{pad.parent.name}/{pad.name}"
    try:
        definitie = parse_definitie(pad.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fout:
        probleem = Probleem("bestand", "", f"Het bestand is niet te lezen ({fout}).", "Controleer naam en codering.")
        return Bestand(pad, problemen=[probleem.in_file(naam)])
    except DefinitieFout as fout:
        return Bestand(pad, problemen=[probleem.in_file(naam) for probleem in fout.problemen])
    return Bestand(pad, definitie, [probleem.in_file(naam) for probleem in _check_place(pad, definitie)])


def parse_definitie(tekst: str) -> Definitie:
    """A definition from YAML text.

    Raises DefinitieFout: `yaml` (no YAML at all) or `vorm` (another shape than a definition), with the line.
    """
    inhoud = read_yaml(tekst)
    try:
        return msgspec.convert(inhoud, Definitie, strict=False)
    except msgspec.ValidationError as fout:
        probleem = shape_problem(str(fout))
        raise DefinitieFout([replace(probleem, regel=find_line(tekst, probleem.pad))]) from fout


def read_yaml(tekst: str) -> Any:
    """Whatever is in a YAML text. Raises DefinitieFout (`yaml`), with the line."""
    try:
        return yaml.load(tekst, Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except yaml.MarkedYAMLError as fout:
        regel = fout.problem_mark.line + 1 if fout.problem_mark else None
        zin = f"Dit is geen geldige YAML: {fout.problem}."
        remedie = "Kijk naar inspringing, dubbele sleutels en aanhalingstekens."
        raise DefinitieFout([Probleem("yaml", "", zin, remedie, regel=regel)]) from fout
    except yaml.YAMLError as fout:
        raise DefinitieFout([Probleem("yaml", "", f"Dit is geen YAML: {fout}.", "Bewaar het als UTF-8.")]) from fout
    except Exception as fout:  # PyYAML raises anything on a day, number or key that cannot be
        zin = f"Er staat een dag, getal of sleutel in die niet kan ({fout})."
        raise DefinitieFout(
            [Probleem("yaml", "", zin, "Zoek een dag als 30 februari, of zet aanhalingstekens.")]
        ) from fout


def refuse_hostile(tekst: str) -> None:
    """Refuses YAML from a stranger that is not made to be read: nested so deep that the parser dies of it, or growing
    by reference. Raises DefinitieFout (`yaml`); what is no YAML at all is left to `read_yaml`."""
    diep = 0
    try:
        for deel in yaml.parse(tekst, Loader=_Loader):
            diep += isinstance(deel, yaml.CollectionStartEvent) - isinstance(deel, yaml.CollectionEndEvent)
            if isinstance(deel, yaml.AliasEvent) or diep > DIEP:
                zin = "Dit bestand verwijst naar zichzelf (met *) of is te diep genest."
                raise DefinitieFout([Probleem("yaml", "", zin, "Schrijf alles uit.", regel=deel.start_mark.line + 1)])  # type: ignore[union-attr]
    except yaml.YAMLError:
        return


def check_files(paden: Iterable[Path], map_: Path = PROTOCOLS) -> dict[Path, list[Probleem]]:
    """Everything wrong with each of these files; blocks are looked for among them and under `map_`."""
    gelezen = {pad: read_file(pad) for pad in paden}
    blokken = known_blokken([*gelezen, *(pad for pad in protocol_files(map_) if pad not in gelezen)], gelezen)
    return {pad: [*bestand.problemen, *_check(bestand, blokken)] for pad, bestand in gelezen.items()}


def known_blokken(paden: Iterable[Path], gelezen: Mapping[Path, Bestand] | None = None) -> Blokken:
    """The blocks in these files by (code, versie); files that cannot be read give none."""
    gevonden: dict[tuple[str, int], Definitie] = {}
    for pad in paden:
        bestand = (gelezen or {}).get(pad) or read_file(pad)
        definitie = bestand.definitie
        if definitie is not None and definitie.soort == "blok":
            gevonden.setdefault((definitie.protocol, definitie.versie), definitie)
    return gevonden


def schema_text() -> str:
    """The JSON Schema of a protocol file, as the text of `protocols/schema.json`."""
    schema = _with_numbers(msgspec.json.schema(Definitie))
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Protocoldefinitie", **schema}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _with_numbers(schema: Any) -> Any:
    """The same schema, where a decimal may be written as a number too: in YAML nobody quotes 0.10."""
    if isinstance(schema, list):
        return [_with_numbers(deel) for deel in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("format") == "decimal":
        return {"type": ["number", "string"]}
    return {naam: _with_numbers(deel) for naam, deel in schema.items()}


def write_schema(pad: Path = SCHEMA) -> None:
    """Writes `protocols/schema.json` anew."""
    pad.write_text(schema_text(), encoding="utf-8")


def find_line(tekst: str, pad: str) -> int | None:
    """The line (from 1) where a place in a definition stands in its YAML text, or the nearest one around it."""
    try:
        node = yaml.compose(tekst, Loader=_Loader)
    except yaml.YAMLError:
        return None
    regel = node.start_mark.line + 1 if node is not None else None
    for naam, nummer in re.findall(r"([a-z_]+)|\[(\d+)\]", pad):
        node, gevonden = _step(node, naam, nummer)
        if node is None:
            return regel
        regel = gevonden
    return regel


def _step(node: yaml.Node | None, naam: str, nummer: str) -> tuple[yaml.Node | None, int | None]:
    if naam and isinstance(node, yaml.MappingNode):
        for key, waarde in node.value:
            if key.value == naam:
                return waarde, key.start_mark.line + 1
    if nummer and isinstance(node, yaml.SequenceNode) and int(nummer) < len(node.value):
        kind = node.value[int(nummer)]
        return kind, kind.start_mark.line + 1
    return None, None


def _check(bestand: Bestand, blokken: Blokken) -> list[Probleem]:
    if bestand.definitie is None:
        return []
    problemen = check_definitie(bestand.definitie, blokken)
    tekst = bestand.pad.read_text(encoding="utf-8") if problemen else ""
    return [replace(probleem, bestand=bestand.naam, regel=find_line(tekst, probleem.pad)) for probleem in problemen]


def _check_place(pad: Path, definitie: Definitie) -> list[Probleem]:
    verwacht = f"{definitie.protocol}/{definitie.versie}.yaml"
    if f"{pad.parent.name}/{pad.name}" == verwacht:
        return []
    zin = f"In dit bestand staat {definitie.protocol}, versie {definitie.versie}."
    return [Probleem("bestandsnaam", "protocol", zin, f"Noem het bestand protocols/{verwacht}.")]
