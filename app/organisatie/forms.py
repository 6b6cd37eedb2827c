"""HTML forms of the room `organisatie`."""

from __future__ import annotations

from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.core.forms import Form, Needed, TekstField


def _years(label: str) -> IntegerField:
    return IntegerField(
        label,
        [
            InputRequired("Vul een aantal jaren in, of 0 voor blijvend bewaren."),
            NumberRange(0, 100, "Kies 0 tot 100 jaar; 0 is blijvend bewaren."),
        ],
    )


class OrganisatieForm(Form):
    """Name, contact, house colours and choices."""

    naam = TekstField("Naam", [Needed("Vul de naam van de organisatie in."), Length(max=120)])
    kort = TekstField("Korte naam", [Needed("Vul een korte naam in, voor op de telefoon."), Length(max=40)])
    adres = TekstField("Adres", [Optional(), Length(max=200)])
    telefoon = TekstField("Telefoon", [Optional(), Length(max=40)])
    email = TekstField("E-mailadres", [Optional(), Length(max=200)])
    brand = TekstField("Huiskleur", [Optional(), Length(max=7)])
    brand_strong = TekstField("Donkere huiskleur", [Optional(), Length(max=7)])
    bewaardagen_telefoon = IntegerField(
        "Bewaardagen op de telefoon",
        [
            Needed("Vul een aantal dagen in."),
            NumberRange(7, 90, "Kies 7 tot 90 dagen, en meer dan de tijd tussen twee reservekopieën."),
        ],
    )
    toezicht = _years("Toezicht: jaren bewaren")
    handhaving = _years("Handhaving: jaren bewaren")
    bewaarbesluit = TekstField("Besluit over de bewaartermijnen", [Optional(), Length(max=200)])
    vaststellen_door_tweede = BooleanField("Een tweede persoon stelt het rapport vast")
    publiceren_door_tweede = BooleanField("Een tweede persoon publiceert een protocol")
