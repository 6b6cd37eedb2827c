"""The form that a new protocol begins with."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length, Regexp

from app.core.forms import Form, Needed, keuzes, strip

_SLEUTEL = Regexp(r"^[a-z][a-z0-9_-]{0,59}$", message="Kleine letters, cijfers en streepjes; begin met een letter.")


class NieuwForm(Form):
    """A protocol that is not there yet."""

    titel = StringField("Titel", [Needed("Geef het protocol een titel."), Length(max=200)], filters=[strip])
    code = StringField("Code", [Needed("Geef het protocol een code."), _SLEUTEL], filters=[strip])
    thema = StringField("Thema", [Needed("Noem het thema."), _SLEUTEL], filters=[strip])
    soort = SelectField(
        "Soort",
        choices=keuzes([("toezichtprotocol", "Protocol voor toezicht"), ("blok", "Blok: deel van protocollen")]),
    )
    doel = TextAreaField("Doel", [Needed("Schrijf waar het protocol voor is."), Length(max=2000)], filters=[strip])

    def as_ruw(self, dag: date) -> dict[str, Any]:
        """The first shape of the draft: one empty onderdeel, valid from `dag`."""
        return {
            "protocol": self.code.data,
            "titel": self.titel.data,
            "thema": self.thema.data,
            "soort": self.soort.data,
            "doel": self.doel.data,
            "geldig_van": dag.isoformat(),
            "onderdelen": [{"code": "begin", "titel": "Eerste onderdeel", "punten": []}],
        }
