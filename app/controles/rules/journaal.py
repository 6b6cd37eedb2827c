"""The journal as pure rules: what an entry is about, in which order entries count, and how far a visit is."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from msgspec import Struct, ValidationError, convert, structs

from app.controles.rules.inhoud import (
    BEZOEKVELDEN,
    INHOUD,
    AntwoordInhoud,
    BevindingInhoud,
    BezoekInhoud,
    FotoInhoud,
    FotoWijzigenInhoud,
    HandtekeningInhoud,
    HerhalingInhoud,
    Soort,
)
from app.controles.rules.status import Status

Orde = tuple[int, str, str]
NAGEKOMEN = "Nagekomen invoer van voor het afronden."
"""Why a report gets a next version without aanvullen: an entry counts that the earlier one lacks."""
_ONTBREEKT = re.compile("missing required field `([^`]+)`")
_PLEK = re.compile(r"at `\$\.([^`]+)`")
_HALF = re.compile("[\ud800-\udfff]")


class Onleesbaar(Exception):
    """The content of an entry does not have the shape of its kind; the message says where."""


@dataclass(frozen=True)
class Stap:
    """One entry of the visit's course: afronden, aanvullen or niet_aangetroffen, in its place."""

    orde: Orde
    soort: Soort
    manifest: frozenset[UUID] = field(default_factory=frozenset)
    reden: str = ""


@dataclass(frozen=True)
class Loop:
    """How far a visit is: its status, and the step that closed it or the reason it was opened again."""

    status: Status
    sluiting: Stap | None
    aanvul_reden: str | None


def order_of(basis: int, hlc: str, key: UUID) -> Orde:
    """The place of an entry: by base version, then hybrid clock, then id. Never by raw device time."""
    return basis, hlc, key.hex


def derived_key(parent: UUID, *parts: str) -> UUID:
    """The key of a projected row that nobody named: the same journal always gives the same key."""
    return uuid5(parent, "\x1f".join(parts))


def clean(value: Any) -> Any:
    """The same JSON value in a form every database can keep: NUL becomes ␀, half a character becomes �."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value.replace("\x00", "\u2400"))
    if isinstance(value, list):
        return [clean(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): clean(item) for key, item in value.items()}
    return value


def content_of(soort: Soort, inhoud: Mapping[str, Any]) -> Struct:
    """The typed content of an entry. Raises `Onleesbaar`: wrong shape, a moment without zone, an unknown veld."""
    try:
        content = convert(inhoud, INHOUD[soort])
    except ValidationError as error:
        raise Onleesbaar(_in_words(str(error))) from error
    for name, value in structs.asdict(content).items():
        if isinstance(value, datetime) and value.tzinfo is None:
            raise Onleesbaar(f"{name}: dit tijdstip heeft geen tijdzone")
    if isinstance(content, BezoekInhoud):
        _check_bezoek(content)
    return content


def _in_words(error: str) -> str:
    """Where the shape is wrong, for people: `code ontbreekt`, `antwoord.waarde past niet`."""
    ontbreekt, plek = _ONTBREEKT.search(error), _PLEK.search(error)
    if ontbreekt:
        return f"{ontbreekt[1]} ontbreekt"
    return f"{plek[1]} past niet" if plek else "de vorm past niet"


def _check_bezoek(content: BezoekInhoud) -> None:
    if content.veld not in BEZOEKVELDEN:
        raise Onleesbaar(f"veld: {content.veld!r} is geen veld van het bezoek")
    if content.veld == "cautie" and content.waarde and moment_of(content.waarde) is None:
        raise Onleesbaar("waarde: de cautie is een tijdstip met tijdzone")


def sleutel_of(content: Struct) -> str:
    """What a later entry of the same kind replaces, from the content itself (empty: one per controle)."""
    match content:
        case AntwoordInhoud(code=code, pad=pad) | BevindingInhoud(code=code, pad=pad):
            return f"{code}@{pad}"
        case HerhalingInhoud(onderdeel=onderdeel, pad=pad):
            return f"{onderdeel}@{pad}"
        case BezoekInhoud(veld=veld):
            return veld
        case FotoInhoud(foto=foto) | FotoWijzigenInhoud(foto=foto):
            return str(foto)
        case HandtekeningInhoud(rol=rol):
            return rol
    return ""


def codes_in(content: Struct) -> tuple[str | None, str | None]:
    """Code of the question and code of the onderdeel an entry is about, as far as it is about one."""
    match content:
        case AntwoordInhoud(code=code) | BevindingInhoud(code=code):
            return code, None
        case FotoInhoud(code=code) if code:
            return code, None
        case HerhalingInhoud(onderdeel=onderdeel):
            return None, onderdeel
    return None, None


def moment_of(text: str) -> datetime | None:
    """The aware moment in an ISO 8601 text; None when it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def set_right(gelezen: datetime | None, klok_ms: int | None) -> datetime | None:
    """A moment read from a clock that was found to be `klok_ms` wrong, corrected; as it was read when no calendar has
    the corrected one."""
    try:
        return gelezen and gelezen + timedelta(milliseconds=klok_ms or 0)
    except OverflowError:
        return gelezen


def day_of(text: Any) -> date | None:
    """The day in `YYYY-MM-DD`; None when it is none."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def course_of(stappen: Iterable[Stap], *, inhoud_tot: Orde | None, begonnen: bool) -> Loop:
    """How far a visit is, from its steps in any order.

    `inhoud_tot` is the place of the last entry with content (answers, photos …); `begonnen`: there is any such entry
    or a start. Work after *niet aangetroffen* simply reopens the visit; after *afronden* only *aanvullen* does.
    """
    sluiting: Stap | None = None
    reden: str | None = None
    for stap in sorted(stappen, key=lambda stap: stap.orde):
        if stap.soort is Soort.AANVULLEN:
            sluiting, reden = None, stap.reden
        else:
            sluiting = stap
    if sluiting and sluiting.soort is Soort.NIET_AANGETROFFEN and inhoud_tot and inhoud_tot > sluiting.orde:
        sluiting = None
    if sluiting:
        return Loop(Status.AFGEROND, sluiting, reden)
    return Loop(Status.BEZIG if begonnen or reden is not None else Status.GEPLAND, None, reden)


def is_after_close(orde: Orde, key: UUID, stappen: Sequence[Stap]) -> bool:
    """True when an entry was made after *afronden*, without *aanvullen* in between, and no manifest names it."""
    if any(key in stap.manifest for stap in stappen):
        return False
    before = [stap for stap in stappen if stap.orde < orde and stap.soort is not Soort.NIET_AANGETROFFEN]
    last = max(before, key=lambda stap: stap.orde, default=None)
    return last is not None and last.soort is Soort.AFRONDEN


GEEN_AFWIJKING = "geen_afwijking"
"""Kept as the oordeel of an answer that its point's `afwijking_als` finds in order: no finding, and not counted."""


def judgement_of(vraagtype: str, antwoord: Mapping[str, Any]) -> str | None:
    """The oordeel in an answer, for counting: the value of an oordeel, voldoet(_niet) of a document, else None."""
    waarde = antwoord.get("waarde")
    if antwoord.get("gewist"):
        return None
    if vraagtype == "oordeel" and isinstance(waarde, str):
        return waarde
    if vraagtype == "document" and isinstance(waarde, Mapping):
        stand = waarde.get("stand")
        return {"gezien": "voldoet", "niet_getoond": "voldoet_niet", "verlopen": "voldoet_niet"}.get(str(stand))
    return None


def withdraws_finding(oordeel: str | None, *, verborgen: bool) -> bool:
    """True when this answer leaves no room for a finding: changed to another oordeel, or not asked any more."""
    return verborgen or (oordeel is not None and oordeel != "voldoet_niet")


def outcome_of(oordelen: Collection[str | None], *, overtredingen: int) -> str:
    """The result of a finished visit, for lists and KPIs."""
    if overtredingen:
        return "overtreding"
    beoordeeld = {"voldoet", "voldoet_niet"} & {oordeel for oordeel in oordelen if oordeel}
    return "geen_overtreding" if beoordeeld else "niet_te_beoordelen"


def split_entries(body: bytes) -> list[bytes]:
    """The elements of the array `mutaties` in an envelope that does not parse as a whole, each as it stands there.

    Knows only strings and brackets, so one broken entry does not hide its neighbours. Empty when there is no such
    array or it does not end.
    """
    start = re.search(rb'"mutaties"\s*:\s*\[', body)
    return _elements(body, start.end()) if start else []


def _elements(body: bytes, begin: int) -> list[bytes]:
    found: list[bytes] = []
    depth, at, text = 0, begin, False
    while at < len(body):
        sign = body[at : at + 1]
        if text:
            at += sign == b"\\"
            text = sign != b'"'
        elif sign == b'"':
            text = True
        elif sign in b"{[":
            depth += 1
        elif (sign == b"," and depth == 0) or (sign == b"]" and depth == 0):
            found.append(body[begin:at].strip())
            begin = at + 1
            if sign == b"]":
                return [part for part in found if part]
        elif sign in b"}]":
            depth -= 1
        at += 1
    return []


def read_leniently(raw: bytes) -> Any:
    """JSON as a browser may write it: half characters and bare control signs included. Raises `Onleesbaar`."""
    try:
        return clean(json.loads(raw.decode("utf-8", "replace"), strict=False))
    except (ValueError, RecursionError) as error:
        raise Onleesbaar(str(error)) from error
