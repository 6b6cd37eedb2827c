"""The facts a controle's conditions may ask for: of its zaak, its object, its organisatie and itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.controles.models import Controle
from app.controles.rules.status import Aanleiding
from app.objecten.models import Inspectieobject
from app.organisatie.models import Organisatie
from app.zaken.models import Zaak


def feiten_of(session: Session, controle: Controle) -> dict[str, Any]:
    """Facts by name (`object.gebruiksfunctie`), read from the rows of this controle."""
    place = session.get_one(Inspectieobject, controle.object_id)
    zaak = session.get(Zaak, controle.zaak_id) if controle.zaak_id else None
    organisatie = session.get_one(Organisatie, controle.bevoegd_gezag_id)
    return join_feiten(controle, place, zaak, organisatie)


def join_feiten(
    controle: Controle, place: Inspectieobject, zaak: Zaak | None, organisatie: Organisatie
) -> dict[str, Any]:
    """The same from rows that are already there. `object.soort`, `controle.soort`, `controle.aanleiding` and
    `controle.datum` (the planned day, until the visit begins) come from their columns. A themacontrole looks at the
    zorgplichten too, unless the controle says otherwise."""
    feiten = {"object.soort": place.soort, **_named("object", place.feiten)}
    feiten |= _named("zaak", zaak.feiten if zaak else {})
    feiten |= _named("organisatie", organisatie.instellingen.get("feiten", {}))
    eigen = {
        "datum": controle.dag.isoformat() if controle.dag else None,
        "soort": controle.soort,
        "aanleiding": controle.aanleiding,
        "zorgplichten": True if controle.aanleiding == Aanleiding.THEMA else None,
    }
    return feiten | _named("controle", {**eigen, **controle.feiten})


def _named(soort: str, feiten: dict[str, Any]) -> dict[str, Any]:
    return {f"{soort}.{naam}": waarde for naam, waarde in feiten.items() if waarde is not None}
