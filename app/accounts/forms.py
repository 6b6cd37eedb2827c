"""HTML forms of the room `accounts`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wtforms import Field, PasswordField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from app.accounts.models import Rol
from app.core.forms import DagField, Form, Needed, TekstField, keuzes

WERKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")
UREN = re.compile(r"^\d{1,2}([.,]\d{1,2})?$")
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


class UrenField(Field):
    """Hours typed as `7` or `6,5`; the data is minutes, None when left empty."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data / 60:g}".replace(".", ",")

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if not UREN.match(text) or float(text.replace(",", ".")) > 24:
            raise ValueError("Vul uren in als 7 of 6,5.")
        self.data = round(60 * float(text.replace(",", ".")))


class TijdForm(Form):
    """The time there is for controles on each working day."""

    maandag = UrenField("Maandag")
    dinsdag = UrenField("Dinsdag")
    woensdag = UrenField("Woensdag")
    donderdag = UrenField("Donderdag")
    vrijdag = UrenField("Vrijdag")

    @classmethod
    def of(cls, minuten: Sequence[int]) -> TijdForm:
        """The form with what is known."""
        return cls(data=dict(zip(WERKDAGEN, minuten, strict=False)))

    def minuten(self) -> list[int]:
        """Minutes for Monday to Friday, an empty day is none; an empty list when all is empty."""
        values = [self[dag].data for dag in WERKDAGEN]
        return [] if values == [None] * 5 else [value or 0 for value in values]


class AanwijzingForm(Form):
    """The decision by which a person is toezichthouder."""

    besluit = TekstField("Besluit", [Needed("Vul het besluit in, met nummer of datum."), Length(max=200)])
    legitimatienummer = TekstField("Legitimatienummer", [Optional(), Length(max=60)])
    geldig_van = DagField("Geldig vanaf", [Needed("Vul de eerste dag in.")])
    geldig_tot = DagField("Geldig tot en met", [Optional()])
