"""Takes an entry into the journal: judges it, applies it, and rebuilds everything it projects from scratch."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from uuid import UUID

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.geboorte import create_on_site
from app.controles.models import Controle, Mutatie
from app.controles.oordeel import (
    Bezwaar,
    check_aanwijzing,
    check_protocol,
    check_rol,
    check_writer,
    day_of_entry,
    follow_version,
    take_up,
)
from app.controles.projectie.bron import order
from app.controles.projectie.compleet import ask_again
from app.controles.projectie.levensloop import STAPPEN, is_plainly_open, project_course, steps_of
from app.controles.projectie.plekken import project_places
from app.controles.reeksen import in_halves, runs_of
from app.controles.rules.inhoud import AanmakenInhoud, Soort
from app.controles.rules.journaal import NAGEKOMEN, Onleesbaar, Stap, content_of, is_after_close, sleutel_of
from app.core.db import is_passing
from app.protocols.models import ProtocolVersie

Stappen = Callable[[Controle], Sequence[Stap]]
VERNIETIGD = Bezwaar(
    "dossier-vernietigd",
    "Het dossier van deze controle is vernietigd: de bewaartermijn is voorbij. Er kan niets meer bij.",
)
NA_AFRONDEN = Bezwaar(
    "controle-afgerond",
    "Dit is ingevoerd nadat de controle was afgerond. Kies 'Aanvullen' met een reden, of vraag het kantoor.",
)

NIET_VERWERKT = Bezwaar(
    "niet-verwerkt", "Deze invoer kon niet worden verwerkt. Hij is bewaard; het kantoor kijkt ernaar."
)
log = logging.getLogger("schouw")


@dataclass(frozen=True)
class Levering:
    """By whom an entry is delivered. `bezwaar` holds everything of this delivery (a deactivated account);
    `besloten`: a person in the office decided that it counts, whoever wrote it and whenever."""

    user_id: UUID | None
    now: datetime
    bezwaar: Bezwaar | None = None
    besloten: bool = False
    gezien: set[object] = field(default_factory=set)
    """What was found in order for another entry of this delivery; shared by all of them."""

    def once(self, what: object, check: Callable[[], None]) -> None:
        """Runs `check`, unless it passed for the same `what` before. What it raises is asked again next time."""
        if what not in self.gezien:
            check()
            self.gezien.add(what)


@dataclass(frozen=True)
class Gelezen:
    """An entry that may be applied: what it says, about which controle, and by which version of the protocol."""

    mutatie: Mutatie
    soort: Soort
    content: Struct
    controle: Controle
    versie: ProtocolVersie


def take_in(session: Session, mutatie: Mutatie, levering: Levering) -> None:
    """Takes in one entry, as `take_in_all` does."""
    take_in_all(session, [mutatie], levering)


def take_in_all(session: Session, mutaties: Sequence[Mutatie], levering: Levering) -> None:
    """Judges entries of one controle that can go together (`reeksen`) and applies them, or holds them with the reason.
    What an entry says never raises, unless it does not fit what is there: then `Bezwaar`, and like an unexpected error
    it goes up, so that the caller rolls back to before all of them and finds out which one it was."""
    stappen = cache(partial(steps_of, session))
    gelezen = []
    for mutatie in mutaties:
        try:
            gelezen.append(_readable(session, mutatie, levering, stappen))
            mutatie.stand, mutatie.reden_code, mutatie.reden = "verwerkt", None, None
        except Bezwaar as bezwaar:
            hold(mutatie, bezwaar)
        session.add(mutatie)
    session.flush()
    if gelezen:
        _apply(session, gelezen[0].controle, gelezen, levering)


def _readable(session: Session, mutatie: Mutatie, levering: Levering, stappen: Stappen) -> Gelezen:
    """What the entry says and about which controle. Raises `Bezwaar` when it must be held: nothing of a
    controle that was there has changed then."""
    if levering.bezwaar:
        raise levering.bezwaar
    if mutatie.soort not in set(Soort):
        raise Bezwaar("soort-onbekend", f"Schouw kent het soort invoer '{mutatie.soort[:40]}' niet.")
    soort = Soort(mutatie.soort)
    try:
        content = content_of(soort, mutatie.inhoud)
    except Onleesbaar as error:
        raise Bezwaar("inhoud-onleesbaar", _unreadable(error)) from error
    mutatie.sleutel = sleutel_of(content)
    wie = levering.user_id
    if not levering.besloten:
        levering.once(mutatie.organisatie_id, lambda: check_rol(session, mutatie.organisatie_id, wie))
    controle = find_controle(session, mutatie)
    if controle is None and isinstance(content, AanmakenInhoud) and mutatie.controle_id:
        controle = create_on_site(session, mutatie, content, now=levering.now)
    if controle is None:
        raise Bezwaar(
            "controle-onbekend", "De controle van deze invoer is (nog) niet bekend. Het kantoor kijkt ernaar."
        )
    if controle.vernietigd_at:
        raise VERNIETIGD
    versie = check_protocol(session, controle, mutatie, content)
    if not levering.besloten:
        waar_en_wanneer = (controle.bevoegd_gezag_id, controle.organisatie_id, day_of_entry(mutatie))
        levering.once(waar_en_wanneer, lambda: check_aanwijzing(session, controle, mutatie, wie))
        check_writer(controle, mutatie, wie)
        if soort not in STAPPEN and is_after_close(order(mutatie), mutatie.id, stappen(controle)):
            raise NA_AFRONDEN
    return Gelezen(mutatie, soort, content, controle, versie)


def _unreadable(error: Onleesbaar) -> str:
    return f"De inhoud van deze invoer klopt niet ({error}). Het kantoor kijkt ernaar."


def find_controle(session: Session, mutatie: Mutatie) -> Controle | None:
    """The controle an entry is about, within its own organisatie."""
    found = session.get(Controle, mutatie.controle_id) if mutatie.controle_id else None
    return found if found and found.organisatie_id == mutatie.organisatie_id else None


def hold(mutatie: Mutatie, bezwaar: Bezwaar) -> None:
    """Keeps the entry apart with the reason; a person, or a later delivery, resolves it."""
    mutatie.stand, mutatie.reden_code, mutatie.reden = "vastgehouden", bezwaar.code, bezwaar.zin


def objection_in(error: Exception, key: UUID) -> Bezwaar:
    """Why an entry that could not be taken in is held. Raises `error` when only the moment is wrong."""
    refuse_when_passing(error)
    if isinstance(error, Bezwaar):
        return error
    log.error("mutatie %s kon niet worden verwerkt", key, exc_info=error)
    return NIET_VERWERKT


def refuse_when_passing(error: Exception) -> None:
    """An entry is not held for what is no fault of its own: the phone keeps it and sends it again."""
    if is_passing(error):
        raise error


def _apply(session: Session, controle: Controle, gelezen: Sequence[Gelezen], levering: Levering) -> None:
    _adopt(session, controle, gelezen, levering)
    stap = any(item.soort in STAPPEN for item in gelezen)
    reden = ""
    if controle.compleet_at and not stap:
        # late entries of before afronden (another phone), or one that a person let in
        ask_again(controle)
        reden = NAGEKOMEN
    controle.versie += len(gelezen)
    try:
        project_places(session, controle, [(item.soort, item.mutatie.sleutel) for item in gelezen])
        if stap:
            rejudge_closed(session, controle)
        if stap or not is_plainly_open(controle):
            project_course(session, controle, levering.now, reden=reden)
    except Onleesbaar as error:
        raise Bezwaar("inhoud-onleesbaar", _unreadable(error)) from error
    if any(isinstance(item.content, AanmakenInhoud) for item in gelezen):
        release(session, controle, "controle-onbekend", levering)


def _adopt(session: Session, controle: Controle, gelezen: Sequence[Gelezen], levering: Levering) -> None:
    """What work that counts says about the whole controle: whose it is, and by which version it is done."""
    if not levering.besloten:
        take_up(session, controle, levering.user_id, levering.now)
    eerst = min((item for item in gelezen if item.mutatie.protocol_hash), key=_place, default=None)
    if eerst:
        follow_version(session, controle, eerst.mutatie, eerst.versie, levering.now)


def _place(item: Gelezen) -> tuple[int, str, str]:
    return order(item.mutatie)


def rejudge_closed(session: Session, controle: Controle) -> None:
    """A step of the visit changes which entries came after afronden: hold those, release the others."""
    stappen = steps_of(session, controle)
    anders = [mutatie for mutatie in _closable(session, controle) if _is_turned(mutatie, stappen)]
    if not anders:
        return
    for mutatie in anders:
        if mutatie.stand == "verwerkt":
            hold(mutatie, NA_AFRONDEN)
            controle.versie -= 1
        else:
            mutatie.stand, mutatie.reden_code, mutatie.reden = "verwerkt", None, None
            controle.versie += 1
    ask_again(controle)
    session.flush()
    project_places(session, controle, [(Soort(mutatie.soort), mutatie.sleutel) for mutatie in anders])


def _closable(session: Session, controle: Controle) -> Sequence[Mutatie]:
    """The entries that a step may hold or release."""
    query = select(Mutatie).where(
        Mutatie.organisatie_id == controle.organisatie_id,
        Mutatie.controle_id == controle.id,
        Mutatie.soort.not_in(STAPPEN),
        (Mutatie.stand == "verwerkt") | ((Mutatie.stand == "vastgehouden") & (Mutatie.reden_code == NA_AFRONDEN.code)),
    )
    return session.scalars(query).all()


def _is_turned(mutatie: Mutatie, stappen: Sequence[Stap]) -> bool:
    """True when an applied entry came after afronden, or a held one did not. What a person let in stays."""
    after = is_after_close(order(mutatie), mutatie.id, stappen)
    return after != (mutatie.stand == "vastgehouden") and not (after and mutatie.opgelost_at)


def release(session: Session, controle: Controle, code: str, levering: Levering) -> None:
    """Judges again what was held for this reason, now that the reason may be gone."""
    query = select(Mutatie).where(
        Mutatie.organisatie_id == controle.organisatie_id,
        Mutatie.controle_id == controle.id,
        Mutatie.stand == "vastgehouden",
        Mutatie.reden_code == code,
    )

    def take(run: Sequence[Mutatie]) -> list[None]:
        take_in_all(session, run, Levering(run[0].user_id, levering.now))
        return []

    def alone(mutatie: Mutatie, error: Exception) -> None:
        session.refresh(mutatie)
        hold(mutatie, objection_in(error, mutatie.id))

    for run in runs_of(sorted(session.scalars(query).all(), key=order)):
        in_halves(session, run, take, alone)
