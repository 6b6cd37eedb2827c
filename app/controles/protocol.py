"""What a controle needs of its protocol version: which questions there are and of which type."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.controles.models import Controle
from app.protocols.models import Protocol, ProtocolVersie
from app.protocols.rules.canoniek import read_canonical
from app.protocols.rules.intrekken import error_sentence
from app.protocols.rules.walk import walk_onderdelen, walk_vragen

STEEKPROEF = "steekproef"


def vraagtypen(session: Session, controle: Controle) -> Mapping[str, str]:
    """Type of answer per code of the controle's own version. A sampled repeat is asked under its onderdeel's code."""
    versie = session.get_one(ProtocolVersie, controle.protocol_versie_id)
    return typen_in(versie.definitie)


@lru_cache(maxsize=64)
def typen_in(definitie: str) -> Mapping[str, str]:
    """Type per code of question and of onderdeel in a resolved definition (canonical JSON)."""
    gelezen = read_canonical(definitie)
    typen = {plek.onderdeel.code: STEEKPROEF for plek in walk_onderdelen(gelezen)}
    return MappingProxyType(typen | {plek.vraag.code: plek.vraag.type for plek in walk_vragen(gelezen)})


@lru_cache(maxsize=64)
def onderdelen_in(definitie: str) -> frozenset[str]:
    """Codes of the onderdelen in a resolved definition."""
    return frozenset(plek.onderdeel.code for plek in walk_onderdelen(read_canonical(definitie)))


@dataclass(frozen=True)
class Kern:
    """What lists on a phone show of a version."""

    kort: str
    soort: str
    fasen: tuple[tuple[str, str], ...]
    vastgesteld: bool


_KERNEN: dict[str, Kern] = {}


def kernen(session: Session, hashes: Collection[str]) -> Mapping[str, Kern]:
    """The core of these versions by content hash. A definition is read once per process: a hash never changes."""
    unknown = set(hashes) - _KERNEN.keys()
    if unknown:
        query = select(ProtocolVersie.hash, ProtocolVersie.definitie).where(ProtocolVersie.hash.in_(unknown))
        for hash_, definitie in session.execute(query):
            _KERNEN[hash_] = _kern(definitie)
    return _KERNEN


def _kern(definitie: str) -> Kern:
    gelezen = read_canonical(definitie)
    fasen = tuple((fase.code, fase.titel) for fase in gelezen.fasen)
    return Kern(gelezen.kort or gelezen.titel, gelezen.soort, fasen, gelezen.vaststelling is not None)


def authorities(controle: Controle) -> tuple[UUID, UUID]:
    """Who may say that the controle's version is wrong: who executes it, and for whom it is done."""
    return controle.organisatie_id, controle.bevoegd_gezag_id


def withdrawal_notice(controle: Controle, fouten: Mapping[tuple[UUID, UUID], str]) -> str:
    """What the one at this controle must know when its version was withdrawn because of an error; empty otherwise.

    `fouten` are reasons by (organisatie, version)."""
    redenen = [fouten.get((wie, controle.protocol_versie_id)) for wie in authorities(controle)]
    return next((error_sentence(reden) for reden in redenen if reden), "")


def version_by_hash(session: Session, eigenaren: Collection[UUID], hash_: str) -> ProtocolVersie | None:
    """The version with this content hash, of any age, of one of these organisations or else of basis."""
    query = (
        select(ProtocolVersie)
        .join(Protocol)
        .where(
            ProtocolVersie.hash == hash_,
            or_(Protocol.eigenaar_id.is_(None), Protocol.eigenaar_id.in_(eigenaren)),
        )
        .order_by(Protocol.eigenaar_id.is_(None), ProtocolVersie.nummer.desc())
    )
    return session.scalars(query).first()
