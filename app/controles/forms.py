"""HTML forms of the room `controles`: the filter of the list and the resolution of a held entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.controles.queries_lijst import NIEMAND, Filter
from app.controles.rules.status import SOORTEN, Aanleiding, Status
from app.core.forms import DagField, Form, TekstField

AANLEIDINGEN = {
    Aanleiding.JAARPROGRAMMA: "Jaarprogramma",
    Aanleiding.THEMA: "Themacontrole",
    Aanleiding.ZAAK: "Vergunning of melding",
    Aanleiding.MELDING: "Klacht of melding",
    Aanleiding.HANDHAVINGSVERZOEK: "Handhavingsverzoek",
    Aanleiding.INCIDENT: "Incident",
    Aanleiding.HERCONTROLE: "Hercontrole",
    Aanleiding.EIGEN_WAARNEMING: "Eigen waarneming",
}
STATUSSEN = {
    Status.GEPLAND: "Gepland",
    Status.BEZIG: "Bezig",
    Status.AFGEROND: "Afgerond",
    Status.GERAPPORTEERD: "Gerapporteerd",
    Status.VERVALLEN: "Vervallen",
}
UITKOMSTEN = {
    "geen_overtreding": "Geen overtreding",
    "overtreding": "Overtreding",
    "niet_te_beoordelen": "Niet te beoordelen",
    "niemand_aanwezig": "Niemand aanwezig",
    "geen_toegang": "Geen toegang",
}
LIJSTEN = {
    "mijn": "Mijn werk",
    "lopend": "Lopend",
    "te-laat": "Te laat",
    "te-plannen": "Te plannen",
    "te-beoordelen": "Te beoordelen",
    "hercontroles": "Hercontroles",
    "vastgehouden": "Vastgehouden",
    "alles": "Alles",
}


def _checkboxes(label: str, choices: Mapping[Any, str]) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        choices=[(str(value), word) for value, word in choices.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def _choice(label: str, everything: str, choices: Mapping[Any, str]) -> SelectField:
    return SelectField(
        label,
        choices=[("", everything), *((str(value), word) for value, word in choices.items())],
        default="",
    )


class FilterForm(Form):
    """The filter of the list; what cannot be read shows its error and filters nothing."""

    lijst = HiddenField(default="")
    s = HiddenField(default="")
    q = TekstField("Zoek", [Optional(), Length(max=100, message="Zoek met hoogstens 100 tekens.")])
    soort = _checkboxes("Soort", SOORTEN)
    status = _checkboxes("Status", STATUSSEN)
    toezichthouder = SelectField("Toezichthouder", default="", validate_choice=False)
    van = DagField("Dag vanaf", [Optional()])
    tot = DagField("Dag tot en met", [Optional()])
    plaats = SelectField("Kern", default="", validate_choice=False)
    thema = SelectField("Thema", default="", validate_choice=False)
    aanleiding = _choice("Aanleiding", "Elke aanleiding", AANLEIDINGEN)
    uitkomst = _choice("Resultaat", "Elk resultaat", UITKOMSTEN)

    def as_filter(self, default: str) -> Filter:
        """The values that could be read."""
        bad = {name for name, field in self._fields.items() if field.errors}
        values = {name: field.data for name, field in self._fields.items() if name not in bad}
        lijst = values.get("lijst") or default
        return Filter(
            lijst=lijst if lijst in LIJSTEN else default,
            q=values.get("q") or "",
            status=tuple(values.get("status") or ()),
            soort=tuple(values.get("soort") or ()),
            toezichthouder=values.get("toezichthouder") or "",
            van=values.get("van"),
            tot=values.get("tot"),
            thema=values.get("thema") or "",
            plaats=values.get("plaats") or "",
            aanleiding=values.get("aanleiding") or "",
            uitkomst=values.get("uitkomst") or "",
        )

    def fill_choices(self, personen: Sequence[tuple[str, str]], plaatsen: Sequence[str], themas: Sequence[str]) -> None:
        """The choices that depend on the organisatie."""
        self.toezichthouder.choices = [("", "Iedereen"), (NIEMAND, "Nog niemand"), *personen]
        self.plaats.choices = [("", "Alle kernen"), *((plaats, plaats) for plaats in plaatsen)]
        self.thema.choices = [
            ("", "Alle thema’s"),
            *((thema, thema.replace("-", " ").capitalize()) for thema in themas),
        ]
