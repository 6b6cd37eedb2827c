"""Reads about people: for logging in and for the beheerder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from app.accounts.models import Aanwijzing, Inlogpoging, Lidmaatschap, Rol, Toestel, User
from app.core.errors import NotFound
from app.organisatie.models import Organisatie


def user_by_email(session: Session, email: str) -> User | None:
    """The user with this address, in whatever case it was typed."""
    return session.scalar(select(User).where(User.email == email.strip().lower()))


def name_of(session: Session, user_id: UUID | None) -> str:
    """The name of a person; `Schouw` for nobody."""
    return (session.scalar(select(User.naam).where(User.id == user_id)) if user_id else None) or "Schouw"


def names_of(session: Session, keys: set[UUID | None]) -> dict[UUID, str]:
    """Names of people by key."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    return dict(session.execute(select(User.id, User.naam).where(User.id.in_(wanted))).all())


def failed_tries(session: Session, sleutel: str, since: datetime) -> list[datetime]:
    """Moments of failed logins under `sleutel` after `since`."""
    query = select(Inlogpoging.op).where(Inlogpoging.sleutel == sleutel, Inlogpoging.op > since)
    return list(session.scalars(query))


def leden(session: Session, organisatie_id: UUID) -> Sequence[Lidmaatschap]:
    """Everyone of an organisatie by name, the inactive last."""
    query = (
        select(Lidmaatschap)
        .join(Lidmaatschap.user)
        .options(contains_eager(Lidmaatschap.user))
        .where(Lidmaatschap.organisatie_id == organisatie_id)
        .order_by(User.actief.desc(), User.naam)
    )
    return session.scalars(query).unique().all()


def get_lid(session: Session, organisatie_id: UUID, lid_id: UUID) -> Lidmaatschap:
    """The membership with its user. Raises `NotFound` when it is not of this organisatie."""
    query = (
        select(Lidmaatschap)
        .join(Lidmaatschap.user)
        .options(contains_eager(Lidmaatschap.user))
        .where(Lidmaatschap.organisatie_id == organisatie_id, Lidmaatschap.id == lid_id)
    )
    lid = session.scalars(query).unique().one_or_none()
    if lid is None:
        raise NotFound
    return lid


def toezichthouders(session: Session, organisatie_id: UUID) -> list[User]:
    """The active toezichthouders of an organisatie, by name."""
    return [lid.user for lid in toezicht_leden(session, organisatie_id)]


def toezicht_leden(session: Session, organisatie_id: UUID) -> list[Lidmaatschap]:
    """The memberships of the active toezichthouders, by name."""
    return [lid for lid in leden(session, organisatie_id) if lid.user.actief and Rol.TOEZICHTHOUDER in lid.rollen]


def toezichthouders_for(session: Session, organisatie_id: UUID, gezag_id: UUID | None, dag: date) -> list[User]:
    """Who of an organisatie can do a controle for the bevoegd gezag on `dag`: everyone for itself, for another only
    whom that one made its toezichthouder (Awb 5:11)."""
    mensen = toezichthouders(session, organisatie_id)
    if gezag_id == organisatie_id:
        return mensen
    query = select(Aanwijzing.user_id).where(Aanwijzing.organisatie_id == gezag_id, _holds_on(dag))
    aangewezen = set(session.scalars(query))
    return [user for user in mensen if user.id in aangewezen]


def gezagen(session: Session, organisatie_id: UUID, dag: date) -> Sequence[Organisatie]:
    """The other organisaties for whom this one may do controles on `dag`, by name: those that made one of its
    toezichthouders their own (Awb 5:11)."""
    mensen = [user.id for user in toezichthouders(session, organisatie_id)]
    query = select(Aanwijzing.organisatie_id).where(
        Aanwijzing.user_id.in_(mensen), Aanwijzing.organisatie_id != organisatie_id, _holds_on(dag)
    )
    return session.scalars(select(Organisatie).where(Organisatie.id.in_(query)).order_by(Organisatie.naam)).all()


def _holds_on(dag: date) -> ColumnElement[bool]:
    ongoing = or_(Aanwijzing.geldig_tot.is_(None), Aanwijzing.geldig_tot >= dag)
    return and_(Aanwijzing.geldig_van <= dag, ongoing)


def aanwijzingen(session: Session, organisatie_id: UUID, user_id: UUID) -> Sequence[Aanwijzing]:
    """The aanwijzingen of a person, newest first."""
    query = (
        select(Aanwijzing)
        .where(Aanwijzing.organisatie_id == organisatie_id, Aanwijzing.user_id == user_id)
        .order_by(Aanwijzing.geldig_van.desc())
    )
    return session.scalars(query).all()


def valid_aanwijzing(session: Session, organisatie_id: UUID, user_id: UUID, dag: date) -> Aanwijzing | None:
    """The aanwijzing of a person that holds on `dag`, for this bevoegd gezag."""
    query = (
        select(Aanwijzing)
        .where(
            Aanwijzing.organisatie_id == organisatie_id,
            Aanwijzing.user_id == user_id,
            _holds_on(dag),
        )
        .order_by(Aanwijzing.geldig_van.desc())
    )
    return session.scalars(query).first()


def toestellen(session: Session, organisatie_id: UUID, user_id: UUID) -> Sequence[Toestel]:
    """The phones of a person, last seen first; those that were taken back at the end."""
    query = (
        select(Toestel)
        .where(Toestel.organisatie_id == organisatie_id, Toestel.user_id == user_id)
        .order_by(Toestel.ingetrokken_at.is_not(None), Toestel.laatst_gezien_at.desc().nulls_last())
    )
    return session.scalars(query).all()


def count_beheerders(session: Session, organisatie_id: UUID) -> int:
    """How many active beheerders an organisatie has (the last one cannot be taken away)."""
    rijen = session.execute(
        select(Lidmaatschap.rollen)
        .join(User, User.id == Lidmaatschap.user_id)
        .where(Lidmaatschap.organisatie_id == organisatie_id, User.actief.is_(True))
    )
    return sum(Rol.BEHEERDER in rollen for (rollen,) in rijen)


def count_users(session: Session) -> int:
    """How many accounts there are."""
    return session.scalar(select(func.count()).select_from(User)) or 0
