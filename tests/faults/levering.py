"""A delivery without a network: Tess of Waterdonk, her controle and what she sends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Antwoord, Controle, Mutatie
from app.sync.actions import receive
from app.sync.bezorger import Bezorger
from app.sync.schema import Bon
from tests.controles.builders import NU, Schrijver, pakket
from tests.people import Dorp


@dataclass
class Levering:
    """Tess, her controle, her phone."""

    session: Session
    dorp: Dorp
    controle: Controle
    tess: Schrijver

    def by(self, naam: str = "tess", **more: Any) -> Bezorger:
        """Who delivers."""
        organisatie = self.dorp.anders if naam == "olaf" else self.dorp.waterdonk
        return Bezorger(getattr(self.dorp, naam), organisatie.id, frozenset({organisatie.id}), **more)

    def send(self, *entries: dict[str, Any] | bytes, by: Bezorger | None = None) -> list[Bon]:
        """Delivers and gives the receipts."""
        return receive(self.session, by or self.by(), pakket(*entries), NU).bonnen

    def answers(self) -> dict[str, Any]:
        """The answers that count, by code@pad."""
        self.session.flush()
        rows = self.session.scalars(select(Antwoord).where(Antwoord.controle_id == self.controle.id))
        return {f"{row.code}@{row.pad}": row.antwoord.get("waarde") for row in rows}

    def journal(self) -> dict[str, bytes]:
        """The bytes of every entry that is kept, by id."""
        self.session.flush()
        return {str(key): raw for key, raw in self.session.execute(select(Mutatie.id, Mutatie.ruw))}
