"""What all HTML forms share: Dutch messages, text trimmed at the edge, Dutch days, and the error summary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from wtforms import Field, StringField
from wtforms import Form as WTForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired
from wtforms.widgets import TextInput

from app.core.errors import Problem

DAG = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")


class Form(WTForm):
    """Base of every form. `form.errors` holds sentences in Dutch; `fouten` is what the summary shows."""

    class Meta:
        locales = ["nl_NL", "nl"]

    def fouten(self) -> list[tuple[str, str]]:
        """`(id of the field, sentence)` for the error summary, in page order."""
        return [(field.id, str(message)) for field in self for message in _messages(field.errors)]

    def refuse(self, problem: Problem, field: str | None = None) -> None:
        """Shows a refusal of an action beside `field`, or beside the fields the problem names."""
        for name, sentence in (problem.velden or {field or "": problem.zin}).items():
            target = self._fields.get(name)
            if target is None:
                self.form_errors = [*self.form_errors, sentence]
            else:
                target.errors = [*target.errors, sentence]


def _messages(errors: Any) -> list[str]:
    if isinstance(errors, dict):
        return [text for value in errors.values() for text in _messages(value)]
    if isinstance(errors, Sequence) and not isinstance(errors, str):
        return [text for value in errors for text in _messages(value)]
    return [str(errors)] if errors else []


def keuzes(items: Iterable[tuple[object, str]], leeg: str | None = None) -> list[SelectChoice]:
    """Choices of a field from `(value, label)`, with `leeg` as the label of the empty one in front."""
    first = [] if leeg is None else [SelectChoice("", leeg)]
    return first + [SelectChoice(str(value), label) for value, label in items]


def strip(value: str | None) -> str | None:
    """A filter: text without spaces around it."""
    return value.strip() if isinstance(value, str) else value


class Needed(InputRequired):
    """The field must be filled; the message says what to do."""

    def __init__(self, zin: str) -> None:
        super().__init__(message=zin)

    def __call__(self, form: Any, field: Any) -> None:
        if field.raw_data and isinstance(field.raw_data[0], str) and not field.raw_data[0].strip():
            field.raw_data = []  # spaces alone are nothing
        super().__call__(form, field)


class TekstField(StringField):
    """One line of text, trimmed; an empty field is None."""

    def __init__(self, label: str, validators: list[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(label, validators or [], filters=[strip, lambda value: value or None], **kwargs)


class DagField(Field):
    """A day typed as `4-12-2026`; ISO (`2026-12-04`) is understood too."""

    widget = TextInput()

    def __init__(self, label: str, validators: list[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(label, validators or [], **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data.day}-{self.data.month}-{self.data.year}" if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        try:
            self.data = parse_day(text)
        except ValueError as error:
            raise ValueError("Vul een dag in als 4-12-2026.") from error


def parse_day(text: str) -> date:
    """`4-12-2026`, `4/12/2026`, `4.12.2026` or `2026-12-04`. Raises ValueError."""
    found = DAG.match(text.strip())
    if found:
        dag, maand, jaar = (int(part) for part in found.groups())
        return date(jaar, maand, dag)
    return date.fromisoformat(text.strip())
