"""What a phone needs of a bevoegd gezag for whom its organisatie does controles: its matrix and its house style."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from app.controles.models import Controle
from app.lhso.queries import active_matrix
from app.lhso.rules.matrix import Matrix
from app.organisatie.models import Organisatie
from app.organisatie.rules.kleuren import tokens


def matrices_of(session: Session, organisatie: Organisatie, controles: Iterable[Controle]) -> Mapping[UUID, Matrix]:
    """The matrix in use per bevoegd gezag of these controles, and that of the organisatie itself."""
    keys = {organisatie.id, *(controle.bevoegd_gezag_id for controle in controles)}
    return {key: active_matrix(session, key) for key in sorted(keys)}


def others(
    organisatie: Organisatie, controles: Iterable[Controle], matrices: Mapping[UUID, Matrix]
) -> dict[str, dict[str, Any]]:
    """Name, matrix and house colours of every bevoegd gezag that is another organisatie, by its id."""
    gezagen = {controle.bevoegd_gezag_id: controle.bevoegd_gezag for controle in controles}
    return {
        str(key): {
            "naam": gezag.naam,
            "lhso": msgspec.to_builtins(matrices[key]),
            "huisstijl": tokens(gezag.kleuren),
        }
        for key, gezag in sorted(gezagen.items())
        if key != organisatie.id
    }
