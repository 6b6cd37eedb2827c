"""HTML forms of the room `protocols`."""

from __future__ import annotations

from wtforms import TextAreaField
from wtforms.validators import Length

from app.core.forms import Form, Needed, strip


class IntrekForm(Form):
    """Why a version is taken out of use."""

    reden = TextAreaField(
        "Reden", [Needed("Schrijf waarom deze versie wordt ingetrokken."), Length(max=1000)], filters=[strip]
    )
