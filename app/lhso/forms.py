"""HTML forms of the room `lhso`."""

from __future__ import annotations

from wtforms import SelectField, SelectMultipleField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.core.forms import DagField, Form, Needed, TekstField, keuzes
from app.lhso.rules.matrix import Cel, Matrix


def _checkboxes(label: str) -> SelectMultipleField:
    return SelectMultipleField(label, choices=[], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())


class CelForm(Form):
    """One cell of a draft."""

    zone = SelectField("Zone", choices=keuzes([("licht", "Licht"), ("midden", "Midden"), ("zwaar", "Zwaar")]))
    overleg = SelectField(
        "Overleg met OM en politie",
        choices=keuzes([("nee", "Niet nodig"), ("overwegen", "Overwegen"), ("ja", "Nodig")]),
    )
    herstel = _checkboxes("Herstellend")
    ingrijpend = _checkboxes("Ingrijpend")
    bestraffend = _checkboxes("Bestraffend")
    strafrecht = _checkboxes("Strafrecht")

    def offer(self, matrix: Matrix) -> None:
        """The interventions of this matrix, each under its own category."""
        groups = (
            (self.herstel, "herstellend"),
            (self.ingrijpend, "ingrijpend"),
            (self.bestraffend, "bestraffend"),
            (self.strafrecht, "strafrechtelijk"),
        )
        for field, categorie in groups:
            field.choices = keuzes(
                (code, f"{interventie.label} ({code})")
                for code, interventie in matrix.interventies.items()
                if interventie.categorie == categorie
            )

    def as_cel(self) -> Cel:
        """The cell as chosen, interventions in the order of the list (light to heavy)."""
        lists = {name: list(self[name].data or []) for name in ("herstel", "ingrijpend", "bestraffend", "strafrecht")}
        return Cel(zone=self.zone.data, overleg=self.overleg.data, **lists)


class VaststelForm(Form):
    """Adopting a version."""

    bron = TekstField("Bron", [Needed("Vul in waar deze matrix vandaan komt."), Length(max=500)])
    brondatum = DagField("Datum van de bron", [Needed("Vul de datum van de bron in.")])
    besluit = TekstField("Besluit", [Needed("Vul het besluit in, met nummer of datum."), Length(max=300)])
    op = DagField("Geldt vanaf", [Needed("Vul de dag in vanaf wanneer de matrix geldt.")])
