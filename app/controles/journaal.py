"""Takes an entry into the journal: judges it, applies it, and rebuilds everything it projects from scratch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.geboorte import create_on_site
from app.controles.models import Controle, Mutatie
from app.controles.oordeel import Bezwaar, check_aanwijzing, check_protocol, check_rol, check_writer, day_of_entry
from app.controles.projectie.afwijkingen import judge_by_condition
from app.controles.projectie.antwoorden import (
    project_antwoord,
    project_bezoek,
    project_handtekening,
    project_herhaling,
    project_starten,
)
from app.controles.projectie.bevindingen import has_finding, project_bevinding
from app.controles.projectie.bron import order
from app.controles.projectie.fotos import project_foto
from app.controles.projectie.levensloop import STAPPEN, ask_again, is_plainly_open, project_course, steps_of
from app.controles.rules.inhoud import AanmakenInhoud, Soort
from app.controles.rules.journaal import NAGEKOMEN, Onleesbaar, content_of, is_after_close, sleutel_of

VERNIETIGD = Bezwaar(
    "dossier-vernietigd",
    "Het dossier van deze controle is vernietigd: de bewaartermijn is voorbij. Er kan niets meer bij.",
)
Project = Callable[[Session, Controle, str], None]

NA_AFRONDEN = Bezwaar(
    "controle-afgerond",
    "Dit is ingevoerd nadat de controle was afgerond. Kies 'Aanvullen' met een reden, of vraag het kantoor.",
)


def _answer_and_finding(session: Session, controle: Controle, sleutel: str) -> None:
    """An answer that changes away from *voldoet niet* withdraws its finding."""
    project_antwoord(session, controle, sleutel)
    judge_by_condition(session, controle, sleutel.partition("@")[0])
    if has_finding(session, controle, sleutel):
        project_bevinding(session, controle, sleutel)


def _repeat_and_findings(session: Session, controle: Controle, sleutel: str) -> None:
    """Answers in a repeat count once the repeat is there."""
    project_herhaling(session, controle, sleutel)
    judge_by_condition(session, controle)


PROJECTIES: dict[Soort, Project] = {
    Soort.STARTEN: project_starten,
    Soort.ANTWOORD: _answer_and_finding,
    Soort.HERHALING: _repeat_and_findings,
    Soort.BEZOEK: project_bezoek,
    Soort.BEVINDING: project_bevinding,
    Soort.FOTO: project_foto,
    Soort.FOTO_WIJZIGEN: project_foto,
    Soort.HANDTEKENING: project_handtekening,
}


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


def take_in(session: Session, mutatie: Mutatie, levering: Levering) -> None:
    """Judges an entry that is in the session and applies it, or holds it with the reason. Never raises for what an
    entry says; an unexpected error goes up, so that the caller can roll back to before it and hold it."""
    try:
        soort, content, controle = _readable(session, mutatie, levering)
    except Bezwaar as bezwaar:
        hold(mutatie, bezwaar)
        return
    mutatie.stand, mutatie.reden_code, mutatie.reden = "verwerkt", None, None
    session.flush()
    try:
        _apply(session, controle, mutatie, soort, levering.now)
    except Onleesbaar as error:
        raise Bezwaar("inhoud-onleesbaar", _unreadable(error)) from error
    if isinstance(content, AanmakenInhoud):
        release(session, controle, "controle-onbekend", levering)


def _readable(session: Session, mutatie: Mutatie, levering: Levering) -> tuple[Soort, Struct, Controle]:
    """What the entry says and about which controle. Raises `Bezwaar` when it must be held."""
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
    check_protocol(session, controle, mutatie, content, levering.now)
    if not levering.besloten:
        waar_en_wanneer = (controle.bevoegd_gezag_id, controle.organisatie_id, day_of_entry(mutatie))
        levering.once(waar_en_wanneer, lambda: check_aanwijzing(session, controle, mutatie, wie))
        check_writer(session, controle, mutatie, wie, levering.now)
        if soort not in STAPPEN and is_after_close(order(mutatie), mutatie.id, steps_of(session, controle)):
            raise NA_AFRONDEN
    return soort, content, controle


def _unreadable(error: Onleesbaar) -> str:
    return f"De inhoud van deze invoer klopt niet ({error}). Het kantoor kijkt ernaar."


def find_controle(session: Session, mutatie: Mutatie) -> Controle | None:
    """The controle an entry is about, within its own organisatie."""
    found = session.get(Controle, mutatie.controle_id) if mutatie.controle_id else None
    return found if found and found.organisatie_id == mutatie.organisatie_id else None


def hold(mutatie: Mutatie, bezwaar: Bezwaar) -> None:
    """Keeps the entry apart with the reason; a person, or a later delivery, resolves it."""
    mutatie.stand, mutatie.reden_code, mutatie.reden = "vastgehouden", bezwaar.code, bezwaar.zin


def _apply(session: Session, controle: Controle, mutatie: Mutatie, soort: Soort, now: datetime) -> None:
    reden = ""
    if controle.compleet_at and soort not in STAPPEN:
        # a late entry of before afronden (another phone), or one that a person let in
        ask_again(controle)
        reden = NAGEKOMEN
    controle.versie += 1
    if soort in PROJECTIES:
        PROJECTIES[soort](session, controle, mutatie.sleutel)
    if soort in STAPPEN:
        rejudge_closed(session, controle)
    if soort in STAPPEN or not is_plainly_open(controle):
        project_course(session, controle, now, reden=reden)


def rejudge_closed(session: Session, controle: Controle) -> None:
    """A step of the visit changes which entries came after afronden: hold those, release the others."""
    stappen = steps_of(session, controle)
    query = select(Mutatie).where(
        Mutatie.organisatie_id == controle.organisatie_id,
        Mutatie.controle_id == controle.id,
        Mutatie.soort.not_in(STAPPEN),
        (Mutatie.stand == "verwerkt") | ((Mutatie.stand == "vastgehouden") & (Mutatie.reden_code == NA_AFRONDEN.code)),
    )
    for mutatie in session.scalars(query).all():
        after = is_after_close(order(mutatie), mutatie.id, stappen)
        if after == (mutatie.stand == "vastgehouden") or (after and mutatie.opgelost_at):
            continue
        if after:
            hold(mutatie, NA_AFRONDEN)
        else:
            mutatie.stand, mutatie.reden_code, mutatie.reden = "verwerkt", None, None
        controle.versie += -1 if after else 1
        ask_again(controle)
        session.flush()
        if (soort := Soort(mutatie.soort)) in PROJECTIES:
            PROJECTIES[soort](session, controle, mutatie.sleutel)


def release(session: Session, controle: Controle, code: str, levering: Levering) -> None:
    """Judges again what was held for this reason, now that the reason may be gone."""
    query = select(Mutatie).where(
        Mutatie.organisatie_id == controle.organisatie_id,
        Mutatie.controle_id == controle.id,
        Mutatie.stand == "vastgehouden",
        Mutatie.reden_code == code,
    )
    for mutatie in sorted(session.scalars(query).all(), key=order):
        try:
            with session.begin_nested():
                take_in(session, mutatie, Levering(mutatie.user_id, levering.now))
        except Bezwaar as bezwaar:
            session.refresh(mutatie)
            hold(mutatie, bezwaar)


def rebuild_projection(session: Session, controle: Controle, now: datetime) -> None:
    """Makes every projected row of this controle again from its journal. What the office added stays."""
    rejudge_closed(session, controle)
    query = select(Mutatie.soort, Mutatie.sleutel).where(
        Mutatie.organisatie_id == controle.organisatie_id, Mutatie.controle_id == controle.id
    )
    for soort, sleutel in sorted({(soort, sleutel) for soort, sleutel in session.execute(query)}):
        if soort in set(Soort) and Soort(soort) in PROJECTIES and _projectable(Soort(soort), sleutel):
            PROJECTIES[Soort(soort)](session, controle, sleutel)
    session.flush()
    project_course(session, controle, now)


def _projectable(soort: Soort, sleutel: str) -> bool:
    """Held entries whose content could not be read have no canonical sleutel."""
    return bool(sleutel) or soort is Soort.STARTEN
