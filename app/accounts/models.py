"""People, what they may do where, and the phones they carry."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask_login import UserMixin
from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, Keyed, Tenant, tenant_args
from app.organisatie.models import Organisatie


class Rol(StrEnum):
    """What a person does in an organisatie; one person may have several."""

    TOEZICHTHOUDER = "toezichthouder"
    PLANNER = "planner"
    PROTOCOLBEHEERDER = "protocolbeheerder"
    HANDHAVINGSJURIST = "handhavingsjurist"
    KWALITEITSMEDEWERKER = "kwaliteitsmedewerker"
    BEHEERDER = "beheerder"


class User(Keyed, UserMixin, Base):  # type: ignore[misc]
    """A person; global, because one person can work for several organisations (`Lidmaatschap`)."""

    __tablename__ = "user"

    email: Mapped[str] = mapped_column(unique=True)
    naam: Mapped[str]
    wachtwoord_hash: Mapped[str | None]
    wachtwoord_gewijzigd_at: Mapped[datetime | None]
    actief: Mapped[bool] = mapped_column(default=True)
    gedeactiveerd_at: Mapped[datetime | None]
    sessie_versie: Mapped[int] = mapped_column(default=1)
    """Raised at a password change or deactivation: a link to choose a password that was made before does not work."""
    tweede_factor: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]

    lidmaatschappen: Mapped[list[Lidmaatschap]] = relationship(back_populates="user", lazy="selectin")

    def get_id(self) -> str:
        """What the cookie says of its user; what it opens is decided by its `Sessie`."""
        return str(self.id)


class Lidmaatschap(Tenant, Base):
    """A user's roles in one organisatie."""

    __tablename__ = "lidmaatschap"
    __table_args__ = (*tenant_args(), UniqueConstraint("user_id", "organisatie_id"))

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    rollen: Mapped[list[str]] = mapped_column(default=list)
    beschikbaar: Mapped[list[int]] = mapped_column(default=list)
    """Minutes there are for controles on Monday to Friday; empty as long as nobody filled it in."""

    user: Mapped[User] = relationship(back_populates="lidmaatschappen", lazy="raise")
    organisatie: Mapped[Organisatie] = relationship(lazy="joined")


class Identiteit(Keyed, Base):
    """A user as an identity provider knows them (OIDC)."""

    __tablename__ = "identiteit"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    created_at: Mapped[datetime]


class Sessie(Keyed, Base):
    """One login of a user in one browser. The cookie names this row; an ended row opens nothing."""

    __tablename__ = "sessie"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    agent: Mapped[str]
    """What the browser called itself at login."""
    created_at: Mapped[datetime]
    laatst_gezien_at: Mapped[datetime]
    geeindigd_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class Aanwijzing(Tenant, Base):
    """The decision that makes a person toezichthouder (Awb 5:11) for a bevoegd gezag, and the card they carry."""

    __tablename__ = "aanwijzing"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    besluit: Mapped[str]
    legitimatienummer: Mapped[str | None]
    geldig_van: Mapped[date]
    geldig_tot: Mapped[date | None]


class Toestel(Tenant, Base):
    """A phone. Its upload token may deliver even when the session ended; after deactivation into quarantine only."""

    __tablename__ = "toestel"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    naam: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    laatst_gezien_at: Mapped[datetime | None]
    ingetrokken_at: Mapped[datetime | None]


class Inlogpoging(Keyed, Base):
    """A failed login, kept to slow down guessing; removed after a day."""

    __tablename__ = "inlogpoging"

    sleutel: Mapped[str] = mapped_column(index=True)
    """E-mail address or network address, hashed."""
    op: Mapped[datetime]
