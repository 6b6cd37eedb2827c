"""Rewrites conditions and points: codes qualified with a block's name, conditions of use laid upon each other."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from app.protocols.rules.bouwstenen import Voorwaarde
from app.protocols.rules.definitie import Controlepunt, Vraag


class Toonregel(Struct, frozen=True):
    """A condition with what to do when it cannot be known; no condition is always."""

    toon_als: Voorwaarde | None = None
    bij_onbekend: Literal["verberg", "toon"] = "verberg"


def both(eerste: Toonregel, tweede: Toonregel) -> Toonregel:
    """Shows exactly when both rules show."""
    if eerste.toon_als is None or tweede.toon_als is None:
        return eerste if tweede.toon_als is None else tweede
    return _join(eerste, tweede, "alle")


def either(eerste: Toonregel, tweede: Toonregel) -> Toonregel:
    """Shows exactly when at least one of the rules shows."""
    if eerste.toon_als is None or tweede.toon_als is None:
        return Toonregel()
    return eerste if eerste == tweede else _join(eerste, tweede, "een_van")


def rename_regel(regel: Toonregel, blok: str) -> Toonregel:
    """The rule with the block's name before the codes it refers to."""
    return Toonregel(rename_voorwaarde(regel.toon_als, blok), regel.bij_onbekend)


def rename_voorwaarde(voorwaarde: Voorwaarde | None, blok: str) -> Voorwaarde | None:
    """The condition with the block's name before the codes it refers to; a code that names a block keeps it."""
    return None if voorwaarde is None else _rename(voorwaarde, blok)


def rename_punt(punt: Controlepunt, blok: str) -> Controlepunt:
    """The point with the block's name before its code, those of its vervolgvragen and every reference."""
    return replace(
        punt,
        **_vraag_velden(punt, blok),
        grondslagen=[replace(bron, als=rename_voorwaarde(bron.als, blok)) for bron in punt.grondslagen],
        afwijking_als=rename_voorwaarde(punt.afwijking_als, blok),
        gevolg_regels=[replace(regel, als=_rename(regel.als, blok)) for regel in punt.gevolg_regels],
        acties=[replace(actie, als=_rename(actie.als, blok)) for actie in punt.acties],
        vervolgvragen=[replace(vraag, **_vraag_velden(vraag, blok)) for vraag in punt.vervolgvragen],
    )


def qualify(code: str, blok: str) -> str:
    """`ZPL-01` in block `zorgplichten` is `zorgplichten:ZPL-01`; a qualified code stays."""
    return code if ":" in code else f"{blok}:{code}"


def _vraag_velden(vraag: Vraag, blok: str) -> dict[str, Any]:
    return {
        "code": qualify(vraag.code, blok),
        "toon_als": rename_voorwaarde(vraag.toon_als, blok),
        "verplicht_als": rename_voorwaarde(vraag.verplicht_als, blok),
        "normen": [replace(norm, als=rename_voorwaarde(norm.als, blok)) for norm in vraag.normen],
    }


def _rename(voorwaarde: Voorwaarde, blok: str) -> Voorwaarde:
    aantal = voorwaarde.aantal
    return replace(
        voorwaarde,
        alle=_rename_all(voorwaarde.alle, blok),
        een_van=_rename_all(voorwaarde.een_van, blok),
        niet=rename_voorwaarde(voorwaarde.niet, blok),
        zeker=rename_voorwaarde(voorwaarde.zeker, blok),
        mogelijk=rename_voorwaarde(voorwaarde.mogelijk, blok),
        vraag=qualify(voorwaarde.vraag, blok) if voorwaarde.vraag else None,
        aantal=replace(aantal, vraag=qualify(aantal.vraag, blok)) if aantal else None,
    )


def _rename_all(delen: list[Voorwaarde] | None, blok: str) -> list[Voorwaarde] | None:
    return None if delen is None else [_rename(deel, blok) for deel in delen]


def _join(eerste: Toonregel, tweede: Toonregel, woord: Literal["alle", "een_van"]) -> Toonregel:
    """Joins two rules; where they treat the unknown differently each is first made certain for itself."""
    gelijk = eerste.bij_onbekend == tweede.bij_onbekend
    delen = [_condition(regel) if gelijk else _decided(regel) for regel in (eerste, tweede)]
    samen = Voorwaarde(alle=delen) if woord == "alle" else Voorwaarde(een_van=delen)
    return Toonregel(samen, eerste.bij_onbekend if gelijk else "verberg")


def _condition(regel: Toonregel) -> Voorwaarde:
    return regel.toon_als or Voorwaarde(alle=[])


def _decided(regel: Toonregel) -> Voorwaarde:
    inhoud = _condition(regel)
    return Voorwaarde(mogelijk=inhoud) if regel.bij_onbekend == "toon" else Voorwaarde(zeker=inhoud)
