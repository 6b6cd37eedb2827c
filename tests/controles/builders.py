"""Builders for tests about controles: a small protocol, an object, a planned controle, journal entries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.controles.actions import plan_controle
from app.controles.models import Controle, Mutatie
from app.core.keys import new_key
from app.objecten.actions import create_object
from app.objecten.models import Inspectieobject
from app.organisatie.models import Organisatie
from app.protocols.models import Protocol, ProtocolVersie
from app.protocols.rules.canoniek import canonical_json, text_hash
from app.protocols.rules.definitie import (
    Controlepunt,
    Definitie,
    Fase,
    Herhaling,
    Onderdeel,
)

NU = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DAG = date(2026, 11, 20)


def make_definitie(versie: int = 1, *, extra: str = "") -> Definitie:
    """Points P-01 to P-05 (oordeel), D-01 (document), and R-01 in a repeat."""
    codes = ["P-01", "P-02", "P-03", "P-04", "P-05", *([extra] if extra else [])]
    punten = [Controlepunt(code=code, vraag=f"Klopt {code}?", type="oordeel") for code in codes]
    return Definitie(
        protocol="proef",
        versie=versie,
        titel="Proef",
        thema="bouwen",
        soort="toezichtprotocol",
        doel="Proef",
        geldig_van=date(2026, 1, 1),
        wijzigingsnotitie="eerste",
        fasen=[Fase(code="1", titel="Start")],
        onderdelen=[
            Onderdeel(
                code="algemeen",
                titel="Algemeen",
                punten=[*punten, Controlepunt(code="D-01", vraag="Papieren?", type="document")],
            ),
            Onderdeel(
                code="woningen",
                titel="Woningen",
                herhaling=Herhaling(per="woning"),
                punten=[Controlepunt(code="R-01", vraag="Rookmelder?", type="oordeel")],
            ),
        ],
    )


def make_versie(
    session: Session,
    versie: int = 1,
    *,
    extra: str = "",
    eigenaar: UUID | None = None,
    definitie: Definitie | None = None,
) -> ProtocolVersie:
    """That definition (or the given one) as a published version (of basis)."""
    definitie = definitie or make_definitie(versie, extra=extra)
    protocol = (
        session.query(Protocol).filter_by(code="proef", eigenaar_id=eigenaar).one_or_none()
        if eigenaar
        else session.query(Protocol).filter(Protocol.code == "proef", Protocol.eigenaar_id.is_(None)).one_or_none()
    )
    if protocol is None:
        protocol = Protocol(eigenaar_id=eigenaar, code="proef", titel="Proef", thema="bouwen", soort="toezichtprotocol")
        session.add(protocol)
        session.flush()
    text = canonical_json(definitie)
    row = ProtocolVersie(
        protocol_id=protocol.id,
        nummer=versie,
        definitie=text,
        hash=text_hash(text),
        geldig_van=definitie.geldig_van,
        gepubliceerd_at=NU,
        wijzigingsnotitie="eerste",
        protocol=protocol,
    )
    session.add(row)
    session.flush()
    return row


def make_object(session: Session, organisatie: Organisatie, **more: Any) -> Inspectieobject:
    """A house in the Molenstraat."""
    values: dict[str, Any] = {
        "straat": "Molenstraat",
        "huisnummer": "14",
        "plaats": "Sint-Odamolen",
        "lat": 51.6,
        "lon": 5.5,
    } | more
    return create_object(session, organisatie.id, soort="pand", now=NU, **values)


def make_controle(session: Session, organisatie: Organisatie, wie: User | None, **more: Any) -> Controle:
    """A controle planned for today, with its own object and protocol unless given."""
    values: dict[str, Any] = {
        "object": more.pop("object", None) or make_object(session, organisatie),
        "versie": more.pop("versie", None) or make_versie(session),
        "soort": "T2",
        "aanleiding": "jaarprogramma",
        "dag": DAG,
        "by": None,
        "now": NU,
    }
    return plan_controle(session, organisatie, toezichthouder=wie, **(values | more))


class Schrijver:
    """A phone: makes journal entries of one controle, as they go over the wire."""

    def __init__(self, controle: UUID, gebruiker: UUID, protocol_hash: str = "", toestel: str = "aaaaaaaa") -> None:
        self.controle = controle
        self.gebruiker = gebruiker
        self.protocol_hash = protocol_hash
        self.toestel = toestel
        self.nummer = 0
        self.basis = 1

    def entry(self, soort: str, inhoud: dict[str, Any], **more: Any) -> dict[str, Any]:
        """The next entry; `more` overrides fields of the envelope."""
        self.nummer += 1
        tijd = NU + timedelta(seconds=self.nummer)
        stempel = tijd.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {
            "id": str(new_key()),
            "controle": str(self.controle),
            "soort": soort,
            "inhoud": inhoud,
            "hlc": f"{stempel}-0000-{self.toestel}",
            "toestel_tijd": stempel,
            "volgnummer": self.nummer,
            "gebruiker": str(self.gebruiker),
            "basis": self.basis,
            "protocol_hash": self.protocol_hash,
            "schrijver_epoch": 1,
        } | more

    def antwoord(self, code: str, waarde: Any, pad: str = "", **more: Any) -> dict[str, Any]:
        """Kind `antwoord`."""
        verborgen = more.pop("verborgen", False)
        antwoord = {"waarde": waarde} | more.pop("antwoord", {})
        return self.entry("antwoord", {"code": code, "pad": pad, "antwoord": antwoord, "verborgen": verborgen}, **more)

    def bevinding(self, code: str, **inhoud: Any) -> dict[str, Any]:
        """Kind `bevinding`, an overtreding in cell B2 with a warning unless `inhoud` says otherwise."""
        values = {
            "bevinding": str(uuid4()),
            "code": code,
            "constatering": f"{code} klopt niet",
            "is_overtreding": True,
            "overtreding": str(uuid4()),
            "beoordeling": str(uuid4()),
            "voorschrift": "Bbl artikel 4.1",
            "gevolg": 2,
            "gedrag": "B",
            "cel_berekend": "B2",
            "cel_definitief": "B2",
            "interventies": ["WAA"],
            "termijn": {"uiterlijk": "2026-12-04", "keuze": "2w", "som": "20 november + 2 weken"},
            "hercontrole": True,
            "hercontrole_op": "2026-12-07",
            "matrix_versie": "concept-0",
            "gereed": True,
        }
        return self.entry("bevinding", values | inhoud)

    def foto(self, sha256: str, code: str = "P-01", **inhoud: Any) -> dict[str, Any]:
        """Kind `foto`."""
        values = {"foto": str(uuid4()), "sha256": sha256, "type": "image/jpeg", "grootte": 10, "code": code}
        return self.entry("foto", values | inhoud)

    def afronden(self, mutaties: list[dict[str, Any]], fotos: list[str] | None = None) -> dict[str, Any]:
        """Kind `afronden` with a manifest of these entries."""
        manifest = {"mutaties": [entry["id"] for entry in mutaties], "fotos": fotos or []}
        return self.entry("afronden", {"manifest": manifest})


def pakket(*entries: dict[str, Any] | bytes) -> bytes:
    """A delivery of these entries (or raw bytes) by one phone."""
    raws = [item if isinstance(item, bytes) else msgspec.json.encode(item) for item in entries]
    return b'{"toestel":"01980000-0000-7000-8000-00000000aaaa","mutaties":[' + b",".join(raws) + b"]}"


def mutatie_of(session: Session, entry: dict[str, Any]) -> Mutatie:
    """The stored row of an entry."""
    return session.get_one(Mutatie, UUID(entry["id"]), populate_existing=True)
