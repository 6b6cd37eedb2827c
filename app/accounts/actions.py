"""Writes about people: accounts, roles, passwords, phones and aanwijzingen, each with its line in the audit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import queries, sessies
from app.accounts.models import Aanwijzing, Inlogpoging, Lidmaatschap, Rol, Toestel, User
from app.accounts.rules import remmen, wachtwoord
from app.core.audit import record
from app.core.errors import Conflict, Invalid, Problem
from app.organisatie.models import Organisatie

hasher = PasswordHasher()
DUMMY = (
    f"$argon2id$v=19$m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    f"${'A' * 22}${'A' * 43}"  # written, not computed: no start of a process waits for it, and no password gives it
)
"""Verified when the account is unknown, so that a stranger cannot tell the difference by the time it takes."""

ELDERS = (
    "Dit e-mailadres heeft al een account bij een andere organisatie. Vraag de beheerder van Schouw om deze persoon "
    "ook bij jullie toe te voegen, of gebruik een ander e-mailadres."
)


class TooOften(Problem):
    """Too many failed logins."""

    status = 429


def log_in(session: Session, email: str, geheim: str, *, adres: str, now: datetime) -> User:
    """The user who owns this e-mail address and password. A failure is counted (the edge must keep that write).

    Raises `TooOften` (`te-vaak-geprobeerd`) or `Invalid` (`inloggen-mislukt`); both say the same for known and
    unknown addresses.
    """
    sleutels = _key(f"account:{email.strip().lower()}"), _key(f"adres:{adres}")
    since = now - remmen.VENSTER
    session.execute(delete(Inlogpoging).where(Inlogpoging.op < now - remmen.BEWAREN))
    per_account, per_adres = (queries.failed_tries(session, sleutel, since) for sleutel in sleutels)
    _refuse_when_fast(per_account, per_adres, now)
    user = queries.user_by_email(session, email)
    if not _matches(user, geheim) or user is None or not user.actief:
        session.add_all(Inlogpoging(sleutel=sleutel, op=now) for sleutel in sleutels)
        raise Invalid("inloggen-mislukt", _failed(remmen.tries_left([*per_account, now], now)))
    session.execute(delete(Inlogpoging).where(Inlogpoging.sleutel == sleutels[0]))
    if user.wachtwoord_hash and hasher.check_needs_rehash(user.wachtwoord_hash):
        user.wachtwoord_hash = hasher.hash(wachtwoord.normalize(geheim))
    return user


def _refuse_when_fast(per_account: list[datetime], per_adres: list[datetime], now: datetime) -> None:
    wait = remmen.wait_for(per_account, now, remmen.PER_ACCOUNT) or remmen.wait_for(per_adres, now, remmen.PER_ADRES)
    if wait:
        minuten = int(wait.total_seconds() // 60) + 1
        raise TooOften(
            "te-vaak-geprobeerd",
            f"Er is te vaak een verkeerd wachtwoord gebruikt. Wacht {minuten} "
            f"{'minuut' if minuten == 1 else 'minuten'} en probeer het dan opnieuw.",
        )


def _failed(left: int) -> str:
    if left == 0:
        return "Dit was de laatste poging. Wacht een kwartier en probeer het dan opnieuw."
    return f"Nog {left} {'poging' if left == 1 else 'pogingen'}. Je werk op dit toestel blijft bewaard."


def _matches(user: User | None, geheim: str) -> bool:
    stored = user.wachtwoord_hash if user and user.wachtwoord_hash else DUMMY
    try:
        return hasher.verify(stored, wachtwoord.normalize(geheim[: wachtwoord.MAXIMUM + 1]))
    except (VerificationError, InvalidHashError):
        return False


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def create_user(
    session: Session,
    organisatie: Organisatie,
    *,
    email: str,
    naam: str,
    rollen: Iterable[Rol],
    by: User | None,
    now: datetime,
    ook_van_elders: bool = False,
) -> Lidmaatschap:
    """Gives a person access to `organisatie`. An account of another organisatie gets a second membership only when
    Schouw's administrator asks for it (`ook_van_elders`): a beheerder cannot pull in someone else's people.

    Raises `Invalid` (`email-onleesbaar`, `geen-rol`) or `Conflict` (`account-bestaat`, `account-elders`).
    """
    email = email.strip().lower()
    if "@" not in email or " " in email:
        raise Invalid("email-onleesbaar", "Vul een heel e-mailadres in, zoals naam@gemeente.nl.", velden=None)
    user = queries.user_by_email(session, email)
    if user is None:
        user = User(email=email, naam=naam.strip() or email, created_at=now)
        session.add(user)
        session.flush()
    elif any(lid.organisatie_id == organisatie.id for lid in user.lidmaatschappen):
        raise Conflict("account-bestaat", f"{email} heeft al een account bij {organisatie.naam}.")
    elif user.lidmaatschappen and not ook_van_elders:
        raise Conflict("account-elders", ELDERS)
    lid = Lidmaatschap(user=user, organisatie_id=organisatie.id, rollen=_rollen(rollen))
    session.add(lid)
    session.flush()
    record(session, "account-gemaakt", lid, f"{email} kreeg een account", by=by, now=now, naar={"rollen": lid.rollen})
    return lid


def _rollen(rollen: Iterable[Rol]) -> list[str]:
    chosen = [str(rol) for rol in Rol if rol in set(rollen)]
    if not chosen:
        raise Invalid("geen-rol", "Kies ten minste een rol.", velden={"rollen": "Kies ten minste een rol."})
    return chosen


def set_password(session: Session, user: User, geheim: str, *, by: User | None, now: datetime) -> None:
    """Sets a new password and ends all sessions. Raises `Invalid` with the code of the objection."""
    geheim = wachtwoord.normalize(geheim)
    namen = " ".join(lid.organisatie.naam for lid in user.lidmaatschappen)
    bezwaar = wachtwoord.judge(geheim, naam=user.naam, email=user.email, organisatie=namen)
    if bezwaar:
        raise Invalid(bezwaar.code, bezwaar.zin)
    user.wachtwoord_hash = hasher.hash(geheim)
    user.wachtwoord_gewijzigd_at = now
    _end_access(session, user, now)
    _record_for_all(session, user, "wachtwoord-gewijzigd", f"Wachtwoord van {user.email} gewijzigd", by=by, now=now)


def change_password(session: Session, user: User, *, oud: str, nieuw: str, now: datetime) -> None:
    """Changes one's own password. A wrong old one counts as a failed login (the edge must keep that write): whoever
    finds an open session may not guess on.

    Raises `Invalid` (`wachtwoord-oud-klopt-niet`, or an objection to the new one) or `TooOften`."""
    sleutel = _key(f"account:{user.email}")
    session.execute(delete(Inlogpoging).where(Inlogpoging.op < now - remmen.BEWAREN))
    _refuse_when_fast(queries.failed_tries(session, sleutel, now - remmen.VENSTER), [], now)
    if not _matches(user, oud):
        session.add(Inlogpoging(sleutel=sleutel, op=now))
        zin = "Je huidige wachtwoord klopt niet. Vul het opnieuw in."
        raise Invalid("wachtwoord-oud-klopt-niet", zin, velden={"oud": zin})
    set_password(session, user, nieuw, by=user, now=now)


def end_sessions(session: Session, user: User, *, by: User, now: datetime) -> None:
    """Logs a person out everywhere; the upload token of a phone keeps working."""
    _end_access(session, user, now)
    _record_for_all(session, user, "overal-uitgelogd", f"{user.email} overal uitgelogd", by=by, now=now)


def _end_access(session: Session, user: User, now: datetime) -> None:
    """Sessions end, and links to choose a password that were made before."""
    user.sessie_versie += 1
    sessies.end_all(session, user, now=now)


def set_rollen(session: Session, lid: Lidmaatschap, rollen: Iterable[Rol], *, by: User, now: datetime) -> None:
    """Gives a member other roles. Raises `Conflict` (`laatste-beheerder`) or `Invalid` (`geen-rol`)."""
    nieuw = _rollen(rollen)
    if Rol.BEHEERDER not in nieuw:
        _keep_a_beheerder(session, lid)
    if nieuw == lid.rollen:
        return
    van, lid.rollen = lid.rollen, nieuw
    zin = f"Rollen van {lid.user.naam} gewijzigd"
    record(session, "rollen-gewijzigd", lid, zin, by=by, now=now, van={"rollen": van}, naar={"rollen": nieuw})


def set_beschikbaar(session: Session, lid: Lidmaatschap, minuten: list[int], *, by: User, now: datetime) -> None:
    """Says how many minutes a member has for controles on Monday to Friday; an empty list: not known."""
    if minuten == lid.beschikbaar:
        return
    van, naar = {"beschikbaar": lid.beschikbaar}, {"beschikbaar": minuten}
    lid.beschikbaar = minuten
    zin = f"Tijd voor controles van {lid.user.naam} gewijzigd"
    record(session, "beschikbaar-gewijzigd", lid, zin, by=by, now=now, van=van, naar=naar)


def deactivate_user(session: Session, lid: Lidmaatschap, *, by: User, now: datetime) -> None:
    """Ends access at once. What is still on the phone is accepted into quarantine. Of a person who works for another
    organisatie too, only the membership ends.

    Raises `Conflict` (`laatste-beheerder`, `jezelf-uitzetten`).
    """
    user = lid.user
    if user.id == by.id:
        raise Conflict("jezelf-uitzetten", "Je kunt je eigen account niet uitzetten. Vraag een andere beheerder.")
    _keep_a_beheerder(session, lid)
    if is_shared(lid):
        record(session, "toegang-beeindigd", lid, f"{user.naam} hoort niet meer bij ons", by=by, now=now)
        session.delete(lid)
        return
    user.actief, user.gedeactiveerd_at = False, now
    _end_access(session, user, now)
    record(session, "account-uitgezet", lid, f"Account van {user.naam} uitgezet", by=by, now=now)


def is_shared(lid: Lidmaatschap) -> bool:
    """True when this person works for another organisatie too: then the account is not one beheerder's to change."""
    return any(other.organisatie_id != lid.organisatie_id for other in lid.user.lidmaatschappen)


def refuse_shared(lid: Lidmaatschap) -> None:
    """Raises `Conflict` (`account-gedeeld`): a beheerder may not reach into another organisatie by a new password."""
    if is_shared(lid):
        zin = "Deze persoon werkt ook voor een andere organisatie en kiest zelf een wachtwoord, bij Mijn account."
        raise Conflict("account-gedeeld", zin)


def reactivate_user(session: Session, lid: Lidmaatschap, *, by: User, now: datetime) -> None:
    """Gives access back; old sessions stay ended."""
    lid.user.actief, lid.user.gedeactiveerd_at = True, None
    record(session, "account-aangezet", lid, f"Account van {lid.user.naam} weer aangezet", by=by, now=now)


def _keep_a_beheerder(session: Session, lid: Lidmaatschap) -> None:
    is_beheerder = Rol.BEHEERDER in lid.rollen and lid.user.actief
    if is_beheerder and queries.count_beheerders(session, lid.organisatie_id) == 1:
        raise Conflict("laatste-beheerder", "Dit is de enige beheerder. Maak eerst iemand anders beheerder.")


def add_aanwijzing(
    session: Session,
    lid: Lidmaatschap,
    *,
    besluit: str,
    legitimatienummer: str | None,
    geldig_van: date,
    geldig_tot: date | None,
    by: User,
    now: datetime,
) -> Aanwijzing:
    """Records the decision that made this person toezichthouder (Awb 5:11). Raises `Invalid` (`aanwijzing-einde`)."""
    if geldig_tot and geldig_tot < geldig_van:
        zin = "De laatste dag ligt voor de eerste dag."
        raise Invalid("aanwijzing-einde", zin, velden={"geldig_tot": zin})
    aanwijzing = Aanwijzing(
        organisatie_id=lid.organisatie_id,
        user_id=lid.user_id,
        besluit=besluit,
        legitimatienummer=legitimatienummer,
        geldig_van=geldig_van,
        geldig_tot=geldig_tot,
    )
    session.add(aanwijzing)
    session.flush()
    zin = f"{lid.user.naam} aangewezen als toezichthouder bij {besluit}"
    record(session, "aanwijzing-vastgelegd", aanwijzing, zin, by=by, now=now)
    return aanwijzing


def end_aanwijzing(session: Session, aanwijzing: Aanwijzing, *, op: date, by: User, now: datetime) -> None:
    """Ends an aanwijzing on day `op`."""
    aanwijzing.geldig_tot = max(op, aanwijzing.geldig_van)
    zin = f"Aanwijzing bij {aanwijzing.besluit} beëindigd"
    record(session, "aanwijzing-beeindigd", aanwijzing, zin, by=by, now=now, naar={"geldig_tot": str(op)})


def revoke_toestel(session: Session, toestel: Toestel, *, by: User, now: datetime) -> None:
    """Takes a phone back: what it still sends goes to quarantine. Its user is logged out everywhere, for nobody knows
    which session is the phone's: whoever holds it reads no more."""
    toestel.ingetrokken_at = now
    _end_access(session, session.get_one(User, toestel.user_id), now)
    record(session, "toestel-ingetrokken", toestel, f"Toestel {toestel.naam} ingetrokken", by=by, now=now)


def release_toestel(session: Session, toestel: Toestel, *, by: User, now: datetime) -> None:
    """Lets a phone in again that was taken back: from now on its work counts. What was held stays held."""
    toestel.ingetrokken_at = None
    record(session, "toestel-toegelaten", toestel, f"Toestel {toestel.naam} weer toegelaten", by=by, now=now)


def get_toestel(session: Session, organisatie_id: UUID, user_id: UUID, toestel_id: UUID) -> Toestel | None:
    """One phone of a person, or None."""
    return session.scalar(
        select(Toestel).where(
            Toestel.organisatie_id == organisatie_id, Toestel.user_id == user_id, Toestel.id == toestel_id
        )
    )


def _record_for_all(session: Session, user: User, soort: str, zin: str, *, by: User | None, now: datetime) -> None:
    """An account is global: each of its organisations sees the change."""
    for lid in user.lidmaatschappen:
        record(session, soort, user, zin, by=by, now=now, organisatie_id=lid.organisatie_id)
