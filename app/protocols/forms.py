"""HTML forms of the room `protocols`."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.core.forms import DagField, Form, Needed, TekstField, keuzes, strip
from app.protocols.rules.bouwstenen import Zekerheid
from app.protocols.rules.intrekken import NAMEN, IntrekSoort
from app.protocols.rules.vervangen import Artikel, Vervanging

ZEKERHEDEN: dict[Zekerheid, str] = {
    "gelezen": "Ja, de tekst zelf is gelezen",
    "secundair": "Via een andere bron",
    "onbevestigd": "Nee, nog niet bevestigd",
}


class IntrekForm(Form):
    """Why a version is taken out of use, and what happens to the work by it."""

    soort = RadioField("Wat is er aan de hand?", choices=keuzes(NAMEN.items()), default=IntrekSoort.UITLOPEN)
    reden = TextAreaField(
        "Reden", [Needed("Schrijf waarom deze versie wordt ingetrokken."), Length(max=1000)], filters=[strip]
    )


class VervangForm(Form):
    """Was-wordt: which article makes place for which, from when, and in which protocols."""

    was_bron = TekstField("Bron", [Needed("Vul in van welke regeling het oude artikel is.")])
    was_artikel = TekstField("Artikel", [Needed("Vul het oude artikel in.")])
    was_lid = TekstField("Lid")
    wordt_bron = TekstField("Bron", [Needed("Vul in van welke regeling het nieuwe artikel is.")])
    wordt_artikel = TekstField("Artikel", [Needed("Vul het nieuwe artikel in.")])
    wordt_lid = TekstField("Lid")
    zekerheid = SelectField("Is het nieuwe artikel nagekeken?", choices=keuzes(ZEKERHEDEN.items()))
    vanaf = DagField("Geldt vanaf")
    protocollen = SelectMultipleField(
        "Protocollen",
        [Needed("Kies minstens één protocol.")],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )

    def choose(self, protocollen: Sequence[tuple[str, str]]) -> None:
        """The protocols one can choose from, all chosen at first."""
        self.protocollen.choices = keuzes(protocollen)
        if not self.protocollen.raw_data:
            self.protocollen.data = [code for code, _ in protocollen]

    def was(self) -> Artikel | None:
        """The old article, or None as long as it is not filled in."""
        bron, artikel = self.was_bron.data, self.was_artikel.data
        return Artikel(bron, artikel, self.was_lid.data) if bron and artikel else None

    def vervanging(self) -> Vervanging:
        """What a valid form asks for."""
        was = self.was()
        wordt = Artikel(self.wordt_bron.data or "", self.wordt_artikel.data or "", self.wordt_lid.data)
        return Vervanging(was or Artikel("", ""), wordt, self.zekerheid.data, self.vanaf.data)


class ProefForm(Form):
    """A test of the protocol: what it is called, and what was clicked (JSON in the shape of a `Proef`)."""

    naam = StringField("Naam van de proef", [Needed("Geef de proef een naam."), Length(max=120)], filters=[strip])
    invoer = HiddenField(filters=[strip])
    volledig = BooleanField("Leg ook vast wat bij afronden nog open is")


class ProefnaamForm(Form):
    """Another name for a test of the protocol."""

    naam = StringField("Naam", [Needed("Geef de proef een naam."), Length(max=120)], filters=[strip])


class PubliceerForm(Form):
    """Why there is a new version, from when it holds, and what happens to what is planned."""

    notitie = TextAreaField(
        "Waarom deze versie?", [Needed("Schrijf op waarom er een nieuwe versie is."), Length(max=1000)], filters=[strip]
    )
    vanaf = DagField("Geldig vanaf", [Needed("Vul in vanaf welke dag deze versie geldt.")])
    gepland = RadioField(
        "Controles die al gepland zijn",
        choices=keuzes(
            [("nieuw", "Nieuwe versie voor wie nog niet begon"), ("blijft", "Alles blijft op de oude versie")]
        ),
        default="nieuw",
    )
