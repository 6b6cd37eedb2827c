"""What the editor's screen shows of a draft: its outline, the card of one plek, and what there is to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from app.protocols import queries
from app.protocols.concept import next_steps, read_concept, read_ruw, written
from app.protocols.models import Concept, ConceptStap, ProtocolVersie
from app.protocols.rules.bewerken import Gevonden, PlekWeg, Ruw, find, walk
from app.protocols.rules.bouwstenen import Voorwaarde
from app.protocols.rules.bronnen import Bronnen, collect
from app.protocols.rules.definitie import Definitie
from app.protocols.rules.invoer import as_tree
from app.protocols.rules.losjes import read_loosely
from app.protocols.rules.omtekijken import Punt, look_at
from app.protocols.rules.overzicht import Rij, gone, outline
from app.protocols.rules.velden import Keuzes, Veld, field_of, fields_of
from app.protocols.rules.voorwaardevorm import to_form, to_ruw
from app.protocols.rules.zin import sentence

LEZER = msgspec.json.Decoder(Voorwaarde)
"""Made on import, as that of a definition is."""


@dataclass
class Bureau:
    """A draft on the desk of an author, with the plek that is open. What is read is kept for this request."""

    session: Session
    concept: Concept
    plek: str = "protocol"
    extra: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def ruw(self) -> Ruw:
        """The draft as it is typed."""
        return read_ruw(self.concept)

    @cached_property
    def los(self) -> Definitie:
        """The draft as far as it can be read."""
        return read_loosely(self.ruw)

    @cached_property
    def rijen(self) -> list[Rij]:
        """The outline."""
        return outline(self.ruw)

    @cached_property
    def deel(self) -> Gevonden | None:
        """What the card is about; None is the protocol itself."""
        if self.plek == "protocol":
            return None
        return find(self.ruw, self.plek)

    @property
    def inhoud(self) -> Ruw:
        """The fields of the card."""
        return self.deel.inhoud if self.deel else self.ruw

    @property
    def is_vervolg(self) -> bool:
        """Whether the card is about a vervolgvraag."""
        return bool(self.deel and self.deel.ouder.startswith("punt:"))

    @cached_property
    def bronnen(self) -> Bronnen:
        """What conditions of this card can ask for."""
        return collect(self.los, self._used_blokken(), self.plek)

    @property
    def velden(self) -> list[tuple[str, list[Veld]]]:
        """The fields of the card under their headings; those that do not fit the type of answer only when filled."""
        passend = [veld for veld in fields_of(self.plek, self.is_vervolg) if self._fits(veld)]
        return [(groep, list(rij)) for groep, rij in groupby(passend, key=lambda veld: veld.groep)]

    def veld(self, naam: str) -> Veld | None:
        """One field of the card."""
        return field_of(self.plek, self.is_vervolg, naam)

    def waarde(self, veld: Veld) -> Any:
        """What a field holds, conditions as trees."""
        return as_tree(veld, self.inhoud.get(veld.naam))

    def misfits(self, veld: Veld) -> bool:
        """Whether a filled field is not for this type of answer."""
        return bool(veld.bij) and str(self.inhoud.get("type")) not in veld.bij

    def keuzes(self, veld: Veld) -> Keuzes:
        """The choices of a field: its own, or those of the draft."""
        match veld.keuzes_uit:
            case "fasen":
                return tuple((fase.code, f"{fase.code} {fase.titel}") for fase in self.los.fasen)
            case "lijsten":
                return tuple((naam, naam) for naam in self.ruw.get("lijsten") or {})
            case "getalfeiten":
                return self.bronnen.getalfeiten
            case "eigen_vragen":
                punten = self.inhoud.get("punten") or []
                return tuple((str(punt.get("code")), f"{punt.get('code')} {punt.get('vraag')}") for punt in punten)
            case "blokken":
                return tuple((f"{code}/{nummer}", f"{blok.titel}, versie {nummer}") for (code, nummer), blok
                             in sorted(self.blokken.items()))  # fmt: skip
        return veld.keuzes

    def in_words(self, boom: Any) -> str:
        """A condition as a Dutch sentence; empty while it is not finished."""
        try:
            voorwaarde = msgspec.convert(to_ruw(boom), Voorwaarde, strict=False)
        except msgspec.ValidationError:
            return "deze voorwaarde is nog niet af"
        zin = sentence(voorwaarde, self.los)
        return f"{zin[:1].upper()}{zin[1:]}."

    def follow_words(self, ruw: Ruw) -> str:
        """When a vervolgvraag is asked, inside a sentence."""
        zin = self.in_words(to_form(ruw)).rstrip(".")
        return zin if zin[:2].isupper() else f"{zin[:1].lower()}{zin[1:]}"

    @cached_property
    def blokken(self) -> dict[tuple[str, int], Definitie]:
        """The blocks one can take in."""
        return queries.published_blokken(self.session, self.concept.organisatie_id)

    @cached_property
    def basis(self) -> ProtocolVersie | None:
        """The version this draft began with."""
        key = self.concept.gebaseerd_op_id
        return self.session.get(ProtocolVersie, key) if key else None

    @property
    def vervallen(self) -> list[tuple[str, str]]:
        """Punten of that version that are not in the draft."""
        return gone(self.ruw, written(self.basis)) if self.basis else []

    @cached_property
    def eerder(self) -> dict[str, str]:
        """What each code of this protocol asked in a published version, the newest first."""
        return used_codes(self.session, self.concept.organisatie_id, self.concept.code)

    def look_at(self) -> list[Punt]:
        """What there is to look at, heaviest first."""
        return look_at(self.ruw, read_concept(self.session, self.concept).problemen, self.eerder)

    @cached_property
    def stappen(self) -> tuple[ConceptStap | None, ConceptStap | None]:
        """What can be taken back, and done again."""
        return next_steps(self.session, self.concept)

    def uses(self) -> list[str]:
        """The codes of what asks for this question in a condition."""
        code = str(self.inhoud.get("code"))
        return [str(deel.inhoud.get("code") or deel.inhoud.get("blok")) for deel in walk(self.ruw)
                if not deel.plek.startswith("proef:") and deel.plek != self.plek
                and code in _asked(_own(deel.inhoud))]  # fmt: skip

    def _fits(self, veld: Veld) -> bool:
        return not self.misfits(veld) or veld.naam in self.inhoud

    def _used_blokken(self) -> list[Definitie]:
        wanted = [(str(deel.get("blok")), deel.get("versie")) for deel in self.ruw.get("blokken") or []]
        return [blok for sleutel, blok in self.blokken.items() if sleutel in wanted] if wanted else []


def used_codes(session: Session, organisatie_id: UUID, code: str) -> dict[str, str]:
    """Codes of all versions of a protocol with what they asked, last version first; codes of blocks are not its own."""
    gevonden: dict[str, str] = {}
    for versie in queries.list_versies(session, organisatie_id):
        if versie.protocol.code == code:
            for deel in walk(written(versie)):
                if deel.plek.startswith("punt:"):
                    gevonden.setdefault(str(deel.inhoud.get("code")), str(deel.inhoud.get("vraag")))
    return gevonden


def open_bureau(session: Session, concept: Concept, plek: str) -> Bureau:
    """The desk with this plek open, or the protocol itself when it is gone."""
    bureau = Bureau(session, concept, plek if plek.partition(":")[0] in ("punt", "onderdeel") else "protocol")
    try:
        bureau.deel  # noqa: B018 - looks it up
    except PlekWeg:
        bureau = Bureau(session, concept)
    return bureau


def _own(inhoud: Ruw) -> Ruw:
    return {naam: waarde for naam, waarde in inhoud.items() if naam not in ("punten", "onderdelen", "vervolgvragen")}


def _asked(waarde: Any) -> Iterator[str]:
    if isinstance(waarde, dict):
        if isinstance(waarde.get("vraag"), str) and "code" not in waarde:
            yield waarde["vraag"]
        for kind in waarde.values():
            yield from _asked(kind)
    elif isinstance(waarde, list):
        for kind in waarde:
            yield from _asked(kind)
