"""HTML forms of the room `planning`."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import IntegerField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from app.accounts.models import User
from app.controles.forms import AANLEIDINGEN, SOORT_LANG
from app.core.forms import DagField, Form, Needed, TekstField, keuzes, strip

NIVEAUS = {"4": "4, alles", "3": "3", "2": "2", "1": "1", "S": "S, alleen wat altijd gevraagd wordt"}
TIJD = r"^([01]?\d|2[0-3]):[0-5]\d$"


class VerplaatsForm(Form):
    """Who, when, and with what assignment."""

    toezichthouder = SelectField("Toezichthouder", default="", validate_choice=False)
    dag = DagField("Dag", [Optional()])
    tijd = TekstField("Tijd", [Optional(), Regexp(TIJD, message="Vul een tijd in als 10:15.")])
    opdracht = TextAreaField("Opdracht", [Optional(), Length(max=4000)], filters=[strip])

    def offer_people(self, personen: Iterable[User]) -> None:
        """The people one can choose."""
        self.toezichthouder.choices = keuzes(((user.id, user.naam) for user in personen), "Nog niemand")


class ControleForm(VerplaatsForm):
    """A new controle."""

    protocol = SelectField("Protocol", [Needed("Kies een protocol.")], validate_choice=False)
    fasen = SelectMultipleField(
        "Toezichtmomenten",
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        choices=[],
    )
    niveau = SelectField("Toezichtniveau", choices=keuzes(NIVEAUS.items()), default="4")
    soort = SelectField(
        "Soort toezicht",
        [Needed("Kies het soort toezicht.")],
        choices=keuzes(SOORT_LANG.items(), "Kies"),
    )
    aanleiding = SelectField(
        "Aanleiding",
        [Needed("Kies de aanleiding.")],
        choices=keuzes(AANLEIDINGEN.items(), "Kies"),
    )
    zaak = SelectField("Zaak", default="", validate_choice=False)
    duur_minuten = IntegerField("Duur in minuten", [Optional(), NumberRange(5, 960, "Vul 5 tot 960 minuten in.")])


class VervallenForm(Form):
    """Why a controle does not go on."""

    reden = TextAreaField(
        "Reden", [Needed("Vul in waarom de controle niet doorgaat."), Length(max=1000)], filters=[strip]
    )
