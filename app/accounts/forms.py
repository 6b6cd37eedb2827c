"""HTML forms of the room `accounts`."""

from __future__ import annotations

from wtforms import PasswordField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.accounts.models import Rol
from app.core.forms import DagField, Form, Needed, TekstField, keuzes

ROLLABELS = {
    Rol.TOEZICHTHOUDER: "Toezichthouder: doet controles buiten",
    Rol.PLANNER: "Planner: plant en verdeelt controles",
    Rol.PROTOCOLBEHEERDER: "Protocolbeheerder: schrijft en publiceert protocollen",
    Rol.HANDHAVINGSJURIST: "Handhavingsjurist: neemt bevindingen verder",
    Rol.KWALITEITSMEDEWERKER: "Kwaliteitsmedewerker: bekijkt cijfers en dossiers",
    Rol.BEHEERDER: "Beheerder: accounts, organisatie en LHSO-matrix",
}

ROLNAMEN = {rol: label.partition(":")[0] for rol, label in ROLLABELS.items()}
"""The roles as people call them."""


class InlogForm(Form):
    """E-mail address and password."""

    email = StringField("E-mailadres", [Needed("Vul je e-mailadres in.")])
    wachtwoord = PasswordField("Wachtwoord", [Needed("Vul je wachtwoord in.")])


class WachtwoordForm(Form):
    """Changing one's own password."""

    oud = PasswordField("Huidig wachtwoord", [Needed("Vul je huidige wachtwoord in.")])
    nieuw = PasswordField("Nieuw wachtwoord", [Needed("Vul een nieuw wachtwoord in.")])


class NieuwWachtwoordForm(Form):
    """Setting a password by a one-time link."""

    nieuw = PasswordField("Nieuw wachtwoord", [Needed("Vul een nieuw wachtwoord in.")])


class RollenForm(Form):
    """The roles of a member."""

    rollen = SelectMultipleField(
        "Rollen",
        choices=keuzes(ROLLABELS.items()),
        coerce=str,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class AccountForm(RollenForm):
    """A new account."""

    naam = TekstField("Naam", [Needed("Vul de naam in."), Length(max=120, message="Houd de naam onder 120 tekens.")])
    email = TekstField("E-mailadres", [Needed("Vul het e-mailadres in."), Length(max=200)])


class AanwijzingForm(Form):
    """The decision by which a person is toezichthouder."""

    besluit = TekstField("Besluit", [Needed("Vul het besluit in, met nummer of datum."), Length(max=200)])
    legitimatienummer = TekstField("Legitimatienummer", [Optional(), Length(max=60)])
    geldig_van = DagField("Geldig vanaf", [Needed("Vul de eerste dag in.")])
    geldig_tot = DagField("Geldig tot en met", [Optional()])
