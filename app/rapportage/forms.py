"""HTML forms of the room `rapportage`."""

from __future__ import annotations

from wtforms import TextAreaField
from wtforms.validators import Length

from app.core.forms import Form, Needed


class VernietigForm(Form):
    """Why a photo is destroyed: it stands in the audit and in the next version of the report."""

    reden = TextAreaField(
        "Reden",
        [
            Needed("Schrijf op waarom deze foto er niet had mogen zijn."),
            Length(10, 300, "Schrijf de reden op in 10 tot 300 tekens."),
        ],
    )
