"""The law a controle is judged by: that of its day, and of before the Omgevingswet for a case from before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.controles.models import Controle
from app.core.clock import local
from app.protocols.rules.grondslagen import Regime, regime_of
from app.zaken.models import Zaak


@dataclass(frozen=True)
class Recht:
    """The day on which grondslagen must hold, and the regime of the case."""

    dag: date
    regime: Regime


def law_of(controle: Controle, zaak: Zaak | None) -> Recht:
    """The law of a controle: the day the visit began (until then the planned day, else the day it was made), and the
    regime by the day its zaak was received."""
    begin = controle.begin_at or controle.eind_at
    dag = local(begin).date() if begin else controle.dag or local(controle.created_at).date()
    return Recht(dag, regime_of(zaak.ontvangen_op if zaak else None))
