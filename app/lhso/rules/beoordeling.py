"""From a judgement to a cell, and from a cell to what may follow. Twin: `static/js/rules/lhso.js`, same vectors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.lhso.rules.matrix import GEDRAG, GEVOLGEN, Matrix

WAARSCHUWEN = "WAA"
"""The intervention that announces a decision: what the Leidraad calls the voornemen."""


@dataclass(frozen=True)
class Voorstel:
    """An intervention of a cell. `lichtste`: the one that needs no motivering."""

    code: str
    label: str
    categorie: str
    lichtste: bool


@dataclass(frozen=True)
class Eerdere:
    """An earlier overtreding as recidive looks at it."""

    sleutel: str
    overtreder: str
    geconstateerd_op: date
    interventies: tuple[str, ...]
    opgeheven_op: date | None
    nummer: str


@dataclass(frozen=True)
class RecidiveVoorstel:
    """A suggestion, never a judgement: yes or no with the reason in a sentence."""

    recidive: bool
    omdat: str
    verwijzing: str


def cel(gevolg: int | None, gedrag: str) -> str:
    """`B3`; empty while one of both is not chosen."""
    return f"{gedrag}{gevolg}" if gevolg in GEVOLGEN and gedrag in GEDRAG else ""


def voorgestelde_cel(matrix: Matrix, berekend: str, soorten: Iterable[str]) -> str:
    """The cell after circumstances: `soorten` holds `verzwarend` and `verzachtend` as often as they were ticked.

    Circumstances move the column (gedrag), the more serious way when only verzwarend ones are there, the milder
    way when only verzachtende ones are; both kinds together leave it to the person.
    """
    soort = set(soorten)
    if not berekend or len(soort) != 1:
        return berekend
    stap = matrix.verschuiving.kolommen * (1 if soort == {"verzwarend"} else -1)
    kolom = min(max(GEDRAG.index(berekend[0]) + stap, 0), len(GEDRAG) - 1)
    return f"{GEDRAG[kolom]}{berekend[1]}"


def binnen_verschuiving(matrix: Matrix, berekend: str, definitief: str) -> bool:
    """True when the final cell is no further from the computed one than the organisatie allows."""
    kolommen = abs(GEDRAG.index(berekend[0]) - GEDRAG.index(definitief[0]))
    rijen = abs(int(berekend[1]) - int(definitief[1]))
    return kolommen <= matrix.verschuiving.kolommen and rijen <= matrix.verschuiving.rijen


def voorstellen(matrix: Matrix, cel: str) -> list[Voorstel]:
    """The interventions of a cell, light to heavy within each category; the first herstellende is the lightest."""
    inhoud = matrix.cellen.get(cel)
    if inhoud is None:
        return []
    codes = [*inhoud.herstel, *inhoud.ingrijpend, *inhoud.bestraffend, *inhoud.strafrecht]
    lichtste = inhoud.herstel[0]
    return [
        Voorstel(code, matrix.interventies[code].label, matrix.interventies[code].categorie, code == lichtste)
        for code in dict.fromkeys(codes)
    ]


def vraagt_motivering(matrix: Matrix, cel: str, gekozen: Sequence[str]) -> str:
    """Why a motivering is required: chosen outside the cell, or heavier than the lightest; empty when not."""
    mogelijk = {voorstel.code: voorstel for voorstel in voorstellen(matrix, cel)}
    buiten = [code for code in gekozen if code not in mogelijk]
    if buiten:
        return f"{_labels(matrix, buiten)} staat niet in cel {cel}. Leg uit waarom je afwijkt."
    zwaarder = [code for code in gekozen if not mogelijk[code].lichtste]
    if zwaarder:
        lichtste = next(voorstel.label for voorstel in mogelijk.values() if voorstel.lichtste)
        return f"Zwaarder dan {lichtste.lower()}, de lichtste van cel {cel}. Leg uit waarom."
    return ""


def _labels(matrix: Matrix, codes: Sequence[str]) -> str:
    return ", ".join(matrix.interventies[code].label if code in matrix.interventies else code for code in codes)


def overleg(matrix: Matrix, cel: str, aspecten: int) -> tuple[str, str]:
    """Whether to consult OM and politie: `nee`, `overwegen` or `ja`, with the reason. Aspects add weight."""
    inhoud = matrix.cellen.get(cel)
    if inhoud is None:
        return "nee", ""
    if inhoud.overleg == "ja":
        return "ja", f"Cel {cel} vraagt overleg met OM en politie."
    if aspecten:
        return "overwegen", "Er zijn verzwarende aspecten: hoe meer, hoe eerder strafrecht naast bestuursrecht."
    if inhoud.overleg == "overwegen":
        return "overwegen", f"Cel {cel}: weeg of overleg met OM en politie nodig is."
    return "nee", f"Cel {cel} vraagt geen overleg."


def vraagt_cautie(matrix: Matrix, gekozen: Iterable[str]) -> bool:
    """True when a punitive track is considered: the cautie comes before any further statement (Awb 5:10a)."""
    straffend = {"bestraffend", "strafrechtelijk"}
    return any(matrix.interventies[code].categorie in straffend for code in gekozen if code in matrix.interventies)


def recidive(
    matrix: Matrix, historie: Iterable[Eerdere], *, sleutel: str, overtreder: str, op: date
) -> RecidiveVoorstel:
    """Suggests recidive from earlier overtredingen: same key, within the window, and a sanction or proces-verbaal, or
    a warning after which it was put right (Leidraad 2023 p. 4, `domain/lhso.md` 3.2: a voornemen that made the
    offender undo it). Who was only spoken to was warned of nothing. Of several the last counts."""
    middelen = {code for code, item in matrix.interventies.items() if item.handhavingsmiddel}
    zelfde = [
        eerder
        for eerder in historie
        if eerder.sleutel == sleutel
        and (not overtreder or not eerder.overtreder or eerder.overtreder.casefold() == overtreder.casefold())
        and _binnen(eerder.geconstateerd_op, op, matrix.recidive.jaren)
        and (middelen & set(eerder.interventies) or (WAARSCHUWEN in eerder.interventies and eerder.opgeheven_op))
    ]
    if not zelfde:
        return RecidiveVoorstel(False, "Geen eerdere overtreding van dit voorschrift die meetelt.", "")
    laatste = max(zelfde, key=lambda eerder: eerder.geconstateerd_op)
    ingegrepen = _labels(matrix, laatste.interventies).lower()
    omdat = (
        f"Op {_dag(laatste.geconstateerd_op)} hetzelfde voorschrift ({ingegrepen})."
        f" Dat is minder dan {matrix.recidive.jaren} jaar geleden."
    )
    return RecidiveVoorstel(True, omdat, laatste.nummer)


def _binnen(eerder: date, op: date, jaren: int) -> bool:
    grens = (
        eerder.replace(year=eerder.year + jaren)
        if (eerder.month, eerder.day) != (2, 29)
        else date(eerder.year + jaren, 3, 1)
    )
    return eerder <= op < grens


def _dag(dag: date) -> str:
    return f"{dag.day}-{dag.month}-{dag.year}"
