"""HTML forms of the room `planning`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from wtforms import HiddenField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from app.accounts.models import User
from app.controles.forms import AANLEIDINGEN, SOORT_LANG
from app.core.forms import DagField, Form, Needed, TekstField, keuzes, strip
from app.planning.rules.week import doubt_about

NIVEAUS = {"4": "4, alles", "3": "3", "2": "2", "1": "1", "S": "S, alleen wat altijd gevraagd wordt"}
TIJD = r"^([01]?\d|2[0-3]):[0-5]\d$"


class PlanForm(Form):
    """Who, when, and with what assignment. A day that looks like a slip must be confirmed: `bevestigd` is that day."""

    toezichthouder = SelectField("Toezichthouder", default="", validate_choice=False)
    dag = DagField("Dag", [Optional()])
    tijd = TekstField("Tijd", [Optional(), Regexp(TIJD, message="Vul een tijd in als 10:15.")])
    opdracht = TextAreaField("Opdracht", [Optional(), Length(max=4000)], filters=[strip])
    bevestigd = StringField("Bevestigd")
    twijfel: str | None = None
    """Why the day must be confirmed first; None when it need not."""
    namen: Mapping[str, str] = MappingProxyType({})
    """The people one can choose, by key."""

    def offer_people(
        self, personen: Iterable[User], huidige: User | None = None, anders: str = "geen toezichthouder meer"
    ) -> None:
        """The people one can choose; `huidige`, who has it now, stays to be seen, with why (`anders`) it cannot be
        chosen."""
        found = [(user.id, user.naam) for user in personen]
        if huidige is not None and huidige.id not in {key for key, _ in found}:
            waarom = anders if huidige.actief else "account gesloten"
            found.append((huidige.id, f"{huidige.naam} ({waarom})"))
        self.toezichthouder.choices = keuzes(found, "Nog niemand")
        self.namen = {"": "Nog niemand"} | {str(key): naam for key, naam in found}

    def confirmed(self, vandaag: date, nu: date | None = None) -> bool:
        """False when the day is doubtful and was not confirmed; `nu` is the day it has already."""
        dag = self.dag.data
        zin = doubt_about(dag, vandaag) if dag != nu else None
        if zin is None or self.bevestigd.data == dag.isoformat():
            return True
        self.twijfel = zin
        self.dag.errors = [*self.dag.errors, f"{zin} Kies een andere dag, of vink aan dat het klopt."]
        return False


class VerplaatsForm(PlanForm):
    """A controle that moves; `plan` is the mark of the plan the planner saw."""

    plan = HiddenField("Plan")

    @property
    def gekozen_naam(self) -> str:
        """The chosen person as the list shows it."""
        chosen = self.toezichthouder.data or ""
        return self.namen.get(chosen, "onbekend")


class ControleForm(PlanForm):
    """A new controle."""

    gezag = SelectField("Bevoegd gezag", default="", validate_choice=False)
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
